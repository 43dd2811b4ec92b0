"""Unanimity by phrase, tally and names; the law by date; what is not settled."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cni_analytics.errors import UsageError
from cni_analytics.metrics.intervals import wilson
from cni_analytics.metrics.unanimity import (
    reading_disagreements,
    unanimity_rates,
    unanimity_readings,
    unsettled_decisions,
)
from tests.metrics.frames_of import table

NO_VOTES = table("votes", [])


def _read(row: dict[str, Any], *votes: dict[str, Any]) -> pd.Series:
    cast = [{"document_id": "d000", "person_id": f"p{i}", "name": f"Μέλος {i}", **v} for i, v in enumerate(votes)]
    return unanimity_readings(table("decisions", [row]), table("votes", cast)).iloc[0]


@pytest.mark.parametrize(
    ("tally", "reading"),
    [
        ({"tally_for": 16, "tally_against": 6}, "contested"),
        ({"tally_for": 20, "tally_against": 0, "tally_blank": 2}, "unopposed"),
        ({"tally_for": 20, "tally_abstain": 1}, "unopposed"),
        ({"tally_for": 22, "tally_against": 0}, "unanimous"),
        ({"tally_for": 22}, "unanimous"),
        ({"tally_for": 21}, None),
        ({"tally_for": 21, "tally_against": 0}, None),
        ({}, None),
    ],
)
def test_what_a_tally_says_with_22_present(tally: dict[str, int], reading: str | None) -> None:
    found = _read({"present_at_item": 22, **tally})["tally"]
    assert (None if pd.isna(found) else found) == reading


def test_what_names_say() -> None:
    two = {"present_at_item": 2}
    assert _read(two, {"vote": "for"}, {"vote": "for"})["names"] == "unanimous"
    assert _read(two, {"vote": "for"}, {"vote": "blank"})["names"] == "unopposed"
    assert _read(two, {"vote": "against"}, {"vote": "blank"})["names"] == "contested"
    assert pd.isna(_read(two, {"vote": "for"})["names"])
    assert pd.isna(_read(two, {"vote": "for", "origin": "derived"}, {"vote": "for", "origin": "derived"})["names"])


@pytest.mark.parametrize(
    ("row", "votes", "expected"),
    [
        ({"stated_outcome": "unanimous", "tally_against": 3}, [], "phrase:unanimous/tally:contested"),
        ({"stated_outcome": "unanimous"}, [{"vote": "against"}], "phrase:unanimous/names:contested"),
        ({"stated_outcome": "majority", "tally_for": 9, "present_at_item": 9}, [], "phrase:majority/tally:unanimous"),
        ({"stated_outcome": "unanimous", "tally_blank": 1}, [], None),
        ({"stated_outcome": "majority", "tally_against": 4}, [{"vote": "blank"}], None),
    ],
)
def test_readings_that_cannot_both_be_true(row: dict[str, Any], votes: list[dict[str, Any]], expected: str) -> None:
    found = _read(row, *votes)["disagreement"]
    assert (None if pd.isna(found) else found) == expected


@pytest.mark.parametrize(
    ("day", "legal"), [("2019-08-31", False), ("2019-09-01", True), ("2024-06-26", True), (None, None)]
)
def test_a_blank_vote_before_and_since_september_2019(day: str | None, legal: bool | None) -> None:
    """ν. 4555/2018, art. 74 §10; without a date the law of the day is not known."""
    found = _read({"session_date": day, "unanimity": "unopposed"})
    assert not bool(found["strict"])
    assert (None if pd.isna(found["legal"]) else bool(found["legal"])) == legal


def test_rates_stand_on_settled_decisions_only() -> None:
    words = ["unanimous"] * 6 + ["unopposed"] * 2 + ["contested"] * 1 + ["unsettled"] * 3
    rates = unanimity_rates(table("decisions", [{"unanimity": w} for w in words]), NO_VOTES).iloc[0]
    assert (rates["decisions"], rates["n"], rates["unsettled"], rates["coverage"]) == (12, 9, 3, 0.75)
    assert (rates["strict"], rates["legal"], rates["legal_n"]) == (6, 8, 9)
    assert rates["strict_rate"] == pytest.approx(6 / 9)
    assert rates["legal_rate"] == pytest.approx(8 / 9)
    assert (rates["strict_range_low"], rates["strict_range_high"]) == (pytest.approx(6 / 12), pytest.approx(9 / 12))
    assert [rates["strict_ci_low"], rates["strict_ci_high"]] == pytest.approx([float(x) for x in wilson(6, 9)])


def test_unsettled_are_listed_with_the_reason() -> None:
    rows = [
        {"unanimity": "unsettled"},
        {"unanimity": "unsettled", "stated_outcome": "unanimous", "tally_against": 2},
        {"unanimity": "unsettled", "stated_outcome": "unanimous"},
        {"unanimity": "unanimous", "stated_outcome": "unanimous"},
    ]
    listed = unsettled_decisions(table("decisions", rows), NO_VOTES).set_index("document_id")
    assert listed["reason"].to_dict() == {
        "d000": "nothing_printed", "d001": "sources_conflict", "d002": "not_decisive",
    }  # fmt: skip


def test_presence_level_is_a_group() -> None:
    rows = [
        {"unanimity": "unanimous", "seats": 35, "present_at_item": 20},
        {"unanimity": "contested", "seats": 35, "present_at_item": 33},
        {"unanimity": "contested", "seats": None, "present_at_item": 33},
        {"unanimity": "contested", "seats": 10, "present_at_item": 33},
    ]
    rates = unanimity_rates(table("decisions", rows), NO_VOTES, by=("presence_level",))
    assert rates["presence_level"].fillna("unknown").tolist() == ["<60%", ">=90%", "unknown"]
    assert rates["n"].tolist() == [1, 1, 2]


def test_any_column_of_the_decisions_is_a_group_and_the_unknown_one_of_its_own() -> None:
    frame = table("decisions", [{"unanimity": w} for w in ("unanimous", "contested", "unanimous", "unsettled")])
    frame["subject_class"] = pd.Series(["budget", "budget", None, None], dtype="string")
    rates = unanimity_rates(frame, NO_VOTES, by=("subject_class", "tally_rule"))
    assert rates["subject_class"].fillna("unknown").tolist() == ["budget", "unknown"]
    assert rates[["strict", "n", "unsettled"]].to_numpy().tolist() == [[1, 2, 0], [1, 1, 1]]


def test_disagreements_between_readings() -> None:
    rows = [
        {"stated_outcome": "unanimous", "tally_for": 20, "tally_against": 2},
        {"stated_outcome": "majority", "tally_for": 20, "tally_against": 2},
        {"stated_outcome": "majority"},
    ]
    found = reading_disagreements(table("decisions", rows), NO_VOTES).set_index(["first", "second"])
    assert found.loc[("phrase", "tally"), ["n", "disagree", "decisions"]].tolist() == [2, 1, 3]
    assert np.isnan(found.loc[("phrase", "names"), "rate"])


def test_nothing_to_count() -> None:
    none = unanimity_rates(table("decisions", []), NO_VOTES)
    some = unanimity_rates(table("decisions", [{"unanimity": "unanimous"}]), NO_VOTES)
    assert len(none) == 0
    assert list(none.columns) == list(some.columns)
    silent = unanimity_rates(table("decisions", [{}, {}]), NO_VOTES).iloc[0]
    assert np.isnan(silent["strict_rate"])
    assert (silent["coverage"], silent["strict_range_low"], silent["strict_range_high"]) == (0, 0, 1)
    assert len(unsettled_decisions(table("decisions", []), NO_VOTES)) == 0
    with pytest.raises(UsageError):
        unanimity_rates(table("decisions", []), NO_VOTES, by=("mood",))


VERDICTS = st.sampled_from(["unanimous", "unopposed", "contested", "unsettled"])
ROWS = st.lists(
    st.tuples(VERDICTS, st.sampled_from(["x", "y"]), st.sampled_from(["2018-05-01", "2024-06-26", None])), max_size=20
)


@settings(max_examples=15, deadline=None)
@given(ROWS, st.integers(0, 2**31))
def test_counts_add_up_whatever_the_order(rows: list[tuple[str, str, str | None]], seed: int) -> None:
    frame = table("decisions", [{"unanimity": u, "municipality_id": m, "session_date": d} for u, m, d in rows])
    rates = unanimity_rates(frame, NO_VOTES)
    assert int(rates["decisions"].sum()) == len(rows)
    assert (rates["n"] + rates["unsettled"] == rates["decisions"]).all()
    assert (rates[["unanimous", "unopposed", "contested"]].sum(axis=1) == rates["n"]).all()
    assert (rates["strict"] <= rates["legal"]).all()
    known = rates[rates["n"] > 0]
    assert (known["strict_ci_low"] <= known["strict_rate"]).all()
    assert (known["strict_rate"] <= known["strict_ci_high"]).all()
    assert ((rates["strict_range_low"] >= 0) & (rates["strict_range_high"] <= 1)).all()
    pd.testing.assert_frame_equal(rates, unanimity_rates(frame.sample(frac=1, random_state=seed), NO_VOTES))


@pytest.mark.parametrize("spread", [0.0, 0.1])
def test_simulated_unanimity_is_covered(spread: float) -> None:
    """1,000 councils of 25 sessions of 4 decisions; 85 % are unanimous, in some sessions fewer."""
    rng = np.random.default_rng(4555)
    truth, councils, sessions, each = 0.85, 1000, 25, 4
    shape = (councils, sessions)
    scale = 1 / spread - 1 if spread else 0.0
    chance = rng.beta(truth * scale, (1 - truth) * scale, shape) if spread else np.full(shape, truth)
    won = rng.random((councils, sessions, each)) < chance[..., None]
    rows = pd.DataFrame(
        {
            "municipality_id": np.repeat(np.arange(councils), sessions * each).astype(str),
            "session_id": np.tile(np.repeat(np.arange(sessions), each), councils).astype(str),
            "unanimity": np.where(won.ravel(), "unanimous", "contested"),
        }
    )
    frame = pd.concat([rows, table("decisions", []).drop(columns=rows.columns)], axis=1)
    frame[["body", "session_date"]] = "municipal_council", "2024-06-26"
    frame["document_id"] = frame.index.astype(str)
    found = unanimity_rates(frame, NO_VOTES)
    held = float(((found["strict_ci_low"] <= truth) & (truth <= found["strict_ci_high"])).mean())
    assert len(found) == councils
    assert 0.93 <= held <= 0.97
