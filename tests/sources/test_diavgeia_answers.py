"""Answers are data to be doubted: days in Athens, odd values, hostile names; and units by their names."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cni_analytics.sources.diavgeia_answers import Unit, announced, page, units, versions
from cni_analytics.sources.diavgeia_search import LONGEST, windows
from cni_analytics.sources.diavgeia_units import bodies, folded, labels, units_of
from cni_analytics.sources.moments import ATHENS, athens_day, moment

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31))
HOSTILE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.sampled_from(["ada", "issueDate", "unitIds", "decisions", "info", "total", "units", "uid", "label",
                         "versions", "versionId", "status", "privateData"]) | st.text(max_size=5), inner, max_size=6),
    max_leaves=25,
)  # fmt: skip


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (1719349200000, "2024-06-26"),  # 21:00Z, midnight of a summer's day in Athens
        (1705960800000, "2024-01-23"),  # 22:00Z, of a winter's day
        (1719360000000, "2024-06-26"),  # 00:00Z
        ("1719360000000", "2024-06-26"),
        ("2024-06-26T00:00:00+00:00", "2024-06-26"),
        ("2024-06-25T22:00:00.422000Z", "2024-06-26"),
        ("2024-06-26T00:00:00+03:00", "2024-06-26"),
        ("2024-06-26", "2024-06-26"),
    ],
)
def test_days(value, day):
    assert str(athens_day(moment(value))) == day


@pytest.mark.parametrize("value", [None, True, "", "soon", "26/06/2024", [], {}, 10**30, float("nan"), float("inf"),
                                   "9" * 30, "²"])  # fmt: skip
def test_what_is_no_moment(value):
    assert moment(value) is None


@given(DAYS)
def test_midnight_in_athens_and_midnight_utc_are_the_same_day(day):
    for zone in (ATHENS, dt.UTC):
        at = dt.datetime.combine(day, dt.time(), zone)
        assert athens_day(moment(round(at.timestamp() * 1000))) == day
        assert athens_day(moment(at.isoformat())) == day


@given(DAYS, st.integers(0, 2000))
def test_windows_cover_every_day_once_and_stay_short(first, days):
    last = first + dt.timedelta(days=days)
    found = list(windows(first, last))
    assert found[0][0] == first
    assert found[-1][1] == last
    for (_, end), (begin, _) in pairwise(found):
        assert begin - end == dt.timedelta(days=1)
    assert all(1 <= (b - a).days + 1 <= LONGEST - 2 for a, b in found)


def test_no_days_no_windows():
    assert list(windows(dt.date(2024, 1, 2), dt.date(2024, 1, 1))) == []


@given(HOSTILE)
def test_no_answer_is_an_error(raw):
    announced(raw)
    page(raw)
    list(units({"units": [raw]}))
    list(versions({"versions": [raw]}))


GOOD = {"ada": "ΨΩ4ΣΩ1Φ-ΥΙΩ", "issueDate": 1719360000000, "versionId": "a-1", "organizationId": 6174,
        "unitIds": [81215], "subject": "Έγκριση\n προμήθειας"}  # fmt: skip


def test_numbers_and_texts_are_the_same_id():
    found = announced(GOOD)
    assert (found.organization_id, found.unit_ids, found.subject) == ("6174", ("81215",), "Έγκριση προμήθειας")


@pytest.mark.parametrize(
    "ada", ["../../etc/passwd", "ΑΒΓ", "ΑΒΓ-1/..", "ΑΒΓΔ-\n12", "", None, 7, "Α" * 99 + "-ΑΒΓ", "a b-cde"]
)
def test_what_is_no_ada_is_not_taken(ada):
    assert announced({**GOOD, "ada": ada}) is None
    assert page({"decisions": [GOOD, {**GOOD, "ada": ada}], "info": {"total": 2}}).odd == 1


@pytest.mark.parametrize("version", ["../x", "a/b", "", None, "α", "x" * 99])
def test_what_is_no_version_is_none(version):
    assert announced({**GOOD, "versionId": version}).version == "-"


def test_text_cannot_drive_a_terminal():
    assert "\x1b" not in announced({**GOOD, "subject": "a\x1b[2Jb"}).subject


@pytest.mark.parametrize("row", labels(), ids=lambda r: f"{r.body} {r.rank}")
def test_unit_labels(row):
    assert row.matches
    for label in row.matches:
        assert row.pattern.search(folded(label)), label
    for label in row.matches_not:
        assert not row.pattern.search(folded(label)), label


def test_bodies_are_those_of_the_decision_record():
    from typing import get_args

    from cni_analytics.statements.types import Body

    assert set(bodies()) <= set(get_args(Body))


def test_an_office_stands_in_for_the_council_only_where_no_unit_is_it():
    council, shared = Unit("1", "ΔΗΜΟΤΙΚΟ ΣΥΜΒΟΥΛΙΟ"), Unit("2", "ΔΗΜΑΡΧΟΣ ΚΑΙ ΔΗΜΟΤΙΚΟ ΣΥΜΒΟΥΛΙΟ")
    office, other = Unit("3", "Γραφείο Δημοτικού Συμβουλίου"), Unit("4", "ΔΗΜΟΤΙΚΗ ΕΠΙΤΡΟΠΗ ΔΙΑΒΟΥΛΕΥΣΗΣ")
    assert units_of("municipal_council", [office, council, other, shared]) == [council, shared]
    assert units_of("municipal_council", [office, other]) == [office]
    assert units_of("municipal_council", [other]) == []
    assert units_of("municipal_committee", [other]) == []
