"""The invented world: nobody real, seats by law, nobody absent before being seated."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cni_analytics.errors import UsageError
from cni_analytics.simulate.forms import forms
from cni_analytics.simulate.people import table
from cni_analytics.simulate.sessions import Pace, sessions_of
from cni_analytics.simulate.votes import Rates
from cni_analytics.simulate.world import TERMS, municipalities
from cni_analytics.tables.municipalities import name_key

HERE = Path(__file__).parent
REFERENCE = HERE.parents[1] / "data" / "reference"
REAL = [
    name.strip()
    for line in (HERE / "real_municipalities.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
    for name in line.split(",")
    if name.strip()
]


def test_no_municipality_is_a_real_one():
    assert len(REAL) > 320
    known = {name_key(part) for name in REAL for part in (name, *name.split(" - "))}
    for file, column in (("network_members.csv", "name_el"), ("municipality_aliases.csv", "alias")):
        with (REFERENCE / file).open(encoding="utf-8") as rows:
            known |= {name_key(row[column]) for row in csv.DictReader(rows)}
    for row in table("municipalities"):
        mine = {name_key(part) for part in (row["genitive"], *row["genitive"].split(" - "), row["seat"])}
        assert not mine & known, row["genitive"]


def test_names_are_different_from_one_another():
    keys = [name_key(row["genitive"]) for row in table("municipalities")]
    assert len(set(keys)) == len(keys)


def test_a_larger_world_begins_with_the_smaller_one():
    small, large = municipalities(3, seed=5), municipalities(8, seed=5)
    for a, b in zip(small, large, strict=False):
        assert [s.person.surname for s in a.councils[0].seats] == [s.person.surname for s in b.councils[0].seats]


def test_too_many_municipalities_is_wrong_usage():
    with pytest.raises(UsageError, match="expected 1 to 40, found 41"):
        municipalities(41, seed=1)


def test_seats_of_the_published_examples():
    # 71,480 inhabitants: 41 by ν. 3852/2010, 35 by ν. 4804/2021 (as Serres, 74,006, in data/reference).
    council = municipalities(1, seed=1)[0].councils
    assert [c.size for c in council] == [41, 35]


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), day=st.dates(TERMS[0].first, dt.date(2024, 12, 31)))
def test_as_many_sit_as_the_law_says_on_any_day_and_nobody_twice(seed, day):
    for municipality in municipalities(6, seed=seed):
        council = municipality.council(day)
        sitting = council.sitting(day)
        assert len(sitting) == council.size
        assert len({(s.person.surname, s.person.given) for s in sitting}) == council.size
        assert council.mayor not in {s.person for s in sitting}
        officers = council.presidium(day)
        assert {officers.president, officers.vice_president, officers.secretary} <= {s.person for s in sitting}


def test_some_seats_change_hands_and_some_members_stay_for_a_second_term():
    councils = [m.councils for m in municipalities(19, seed=7)]
    assert any(s.first > c.term.first for pair in councils for c in pair for s in c.seats)
    assert any({s.person for s in first.seats} & {s.person for s in second.seats} for first, second in councils)


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_sessions_hold_together(seed):
    pace = Pace(sessions=6, items=(1, 7), without_quorum=0.0)
    for municipality in municipalities(3, seed=seed):
        before, numbers = dt.date(2020, 1, 1), {}
        for session in sessions_of(municipality, 4, seed=seed, pace=pace):
            people = {seat.person for seat in session.seats}
            assert session.date > before
            assert session.date.weekday() < 5
            before = session.date
            assert len(session.opening) > len(people) // 2
            assert session.invitation[1] <= session.date
            assert all(m.person in people for m in session.movements)
            for decision in session.decisions:
                here = {seat.person for seat in decision.present}
                assert set(decision.ballot.choices) == here <= people
                assert not here & set(decision.torn)
                assert decision.proposal[1] <= session.invitation[1]
                assert decision.copied > session.date
                year = numbers.setdefault(session.date.year, [])
                year.append(decision.number)
        assert all(found == list(range(1, len(found) + 1)) for found in numbers.values())


def test_presence_is_conserved_from_item_to_item():
    """Who is there at an item was there at the one before, or came in between."""
    for municipality in municipalities(4, seed=11):
        for session in sessions_of(municipality, 2, seed=11, pace=Pace(sessions=8)):
            came = {m.person for m in session.movements if m.kind == "arrival"}
            left = {m.person for m in session.movements if m.kind == "departure"}
            for decision in session.decisions:
                here = {seat.person for seat in decision.present}
                assert here <= session.opening | came
                assert session.opening - left <= here


def test_factions_vote_together_and_against_one_another():
    """In contested votes two of one faction agree more often than two of rival ones."""
    same, rival = [], []
    for municipality in municipalities(6, seed=3):
        for session in sessions_of(municipality, 4, seed=3, pace=Pace(sessions=10, rates=Rates(contested=1.5))):
            administration = session.council.factions[0]
            for decision in session.decisions:
                if decision.ballot.outcome != "majority":
                    continue
                for a, b in zip(decision.present, decision.present[1:], strict=False):
                    agree = decision.ballot.choices[a.person] == decision.ballot.choices[b.person]
                    if a.faction == b.faction:
                        same.append(agree)
                    elif administration in (a.faction, b.faction):
                        rival.append(agree)
    assert min(len(same), len(rival)) > 200
    assert sum(same) / len(same) > 0.85
    assert sum(rival) / len(rival) < 0.6


def test_sessions_from_afar_belong_to_their_years():
    held = [s for m in municipalities(8, seed=2) for s in sessions_of(m, 4, seed=2, pace=Pace(sessions=8))]
    assert {s.format for s in held if s.date.year == 2021} == {"teleconference", "by_circulation", "hybrid"}
    assert all(s.format != "by_circulation" for s in held if s.date.year > 2021)
    assert all(not s.movements for s in held if s.format == "by_circulation")


def test_every_form_is_used():
    from cni_analytics.simulate.forms import form_of

    assert len(forms()) >= 6
    assert {form_of(i, t).name for i in range(19) for t in (0, 1)} == {form.name for form in forms()}
