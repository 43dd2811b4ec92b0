"""Attendance of councils: what counts, what is unknown, and what must hold whatever the corpus."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cni_analytics.errors import InputError, UsageError
from cni_analytics.metrics.attendance import attendance_rates, presence_units
from cni_analytics.metrics.intervals import clustered_rate
from cni_analytics.metrics.periods import with_periods
from tests.metrics.frames_of import table

REFERENCE = Path(__file__).parents[2] / "data" / "reference"
SERRES = {
    "municipality_id": "serres", "session_id": "serres:26", "seats": 35, "present_count": 25, "absent_count": 10,
    "listed_present": 25, "listed_absent": 10, "item_settled": True, "present_at_item": 22, "absent_at_item": 13,
    "present_at_item_min": 22, "present_at_item_max": 22, "quorum": 18,
}  # fmt: skip


def _one(frame: pd.DataFrame, **where: Any) -> pd.Series:
    for name, value in where.items():
        frame = frame[frame[name] == value]
    assert len(frame) == 1
    return frame.iloc[0]


def test_one_decision_at_the_roll_call_and_at_the_item() -> None:
    rates = attendance_rates(table("decisions", [SERRES]))
    opening = _one(rates, at="roll_call", basis="names")
    assert (opening["present"], opening["n"], opening["units"]) == (25, 35, 1)
    assert opening["quorum_share"] == pytest.approx(18 / 35)
    assert opening["below_quorum"] == 0
    item = _one(rates, at="item")
    assert (item["present"], item["n"], item["rate"]) == (22, 35, pytest.approx(22 / 35))
    assert not rates["ranked"].any()


def test_the_roll_call_counts_once_a_session_and_the_item_once_a_decision() -> None:
    rows = [SERRES, SERRES | {"present_at_item": 20, "absent_at_item": 15}]
    rates = attendance_rates(table("decisions", rows))
    assert _one(rates, at="roll_call", basis="stated")["n"] == 35
    item = _one(rates, at="item")
    assert (item["present"], item["n"], item["units"], item["clusters"]) == (42, 70, 2, 1)


def test_decisions_of_a_session_that_contradict_each_other_leave_it_unknown() -> None:
    rates = attendance_rates(table("decisions", [SERRES, SERRES | {"present_count": 26}]))
    stated = _one(rates, at="roll_call", basis="stated")
    assert np.isnan(stated["rate"])
    assert (stated["units"], stated["units_known"], stated["coverage"], stated["unknown"]) == (1, 0, 0, 35)
    assert _one(rates, at="roll_call", basis="names")["present"] == 25


def test_a_list_of_the_absent_alone_says_nothing_of_the_present() -> None:
    row = {"roll_call_layout": "absent_only", "seats": 27, "present_count": 21, "absent_count": 6,
           "listed_present": 0, "listed_absent": 5}  # fmt: skip
    rates = attendance_rates(table("decisions", [row]))
    names = _one(rates, at="roll_call", basis="names")
    assert (names["n"], names["unknown"]) == (0, 27)
    assert np.isnan(names["rate"])
    assert _one(rates, at="roll_call", basis="stated")["rate"] == pytest.approx(21 / 27)


@pytest.mark.parametrize("kind", ["cumulative", "per_decision", "unknown"])
def test_a_list_that_is_not_of_the_opening_leaves_it_unknown(kind: str) -> None:
    rates = attendance_rates(table("decisions", [SERRES | {"list_kind": kind}]))
    names = _one(rates, at="roll_call", basis="names")
    assert (names["n"], names["units_known"], names["unknown"]) == (0, 0, 35)
    assert _one(rates, at="roll_call", basis="stated")["present"] == 25
    assert _one(rates, at="item")["present"] == 22


def test_names_missing_from_the_list_are_unknown_not_absent() -> None:
    row = SERRES | {"listed_present": 25, "listed_absent": 8}
    names = _one(attendance_rates(table("decisions", [row])), at="roll_call", basis="names")
    assert (names["present"], names["n"], names["unknown"]) == (25, 33, 2)


def test_more_present_than_seats_is_no_rate() -> None:
    row = {"seats": 25, "present_count": 35}
    stated = _one(attendance_rates(table("decisions", [row])), at="roll_call", basis="stated")
    assert np.isnan(stated["rate"])
    assert stated["coverage"] == 0


def test_rival_readings_of_a_departure_make_a_range() -> None:
    row = SERRES | {"present_at_item_min": 22, "present_at_item_max": 24}
    item = _one(attendance_rates(table("decisions", [row])), at="item")
    assert item["range_low"] == pytest.approx(22 / 35)
    assert item["range_high"] == pytest.approx(24 / 35)


def test_an_unsettled_item_is_unknown() -> None:
    row = SERRES | {"item_settled": False, "present_at_item": None, "absent_at_item": None,
                    "present_at_item_min": None, "present_at_item_max": None}  # fmt: skip
    item = _one(attendance_rates(table("decisions", [row])), at="item")
    assert np.isnan(item["rate"])
    assert (item["unknown"], item["coverage"]) == (35, 0)


def test_by_circulation_and_teleconference_stand_apart() -> None:
    forms = ["in_person", "hybrid", None, "teleconference", "by_circulation"]
    rows = [SERRES | {"session_id": f"s{i}", "session_format": form} for i, form in enumerate(forms)]
    rates = attendance_rates(table("decisions", rows))
    opening = rates[(rates["at"] == "roll_call") & (rates["basis"] == "stated")].set_index("meeting")
    assert opening["units"].to_dict() == {"by_circulation": 1, "room": 3, "teleconference": 1}


def test_a_quorum_not_reached_is_counted() -> None:
    row = SERRES | {"present_count": 17, "listed_present": 17, "listed_absent": 18}
    opening = _one(attendance_rates(table("decisions", [row])), at="roll_call", basis="names")
    assert (opening["quorum_units"], opening["below_quorum"]) == (1, 1)


def test_other_bodies_are_left_out_unless_asked_for() -> None:
    rows = [SERRES, SERRES | {"session_id": "k", "body": "municipal_committee", "seats": 9, "present_count": 7}]
    assert _one(attendance_rates(table("decisions", rows)), at="item")["units"] == 1
    whole = attendance_rates(table("decisions", rows), body=None, by=("body",))
    assert whole["body"].nunique() == 2


@pytest.mark.parametrize("by", [("month",), ("term",), ("session_kind", "session_format"), (), ("year",)])
def test_groups_add_up_to_the_whole(by: tuple[str, ...]) -> None:
    rows = [
        SERRES | {"session_id": f"s{i}", "session_date": day, "session_kind": kind}
        for i, (day, kind) in enumerate(
            [("2019-08-31", "regular"), ("2019-09-01", None), ("2024-06-26", "urgent"), (None, "regular")]
        )
    ]
    frame = table("decisions", rows)
    whole = attendance_rates(frame, by=()).set_index(["at", "basis"])
    parts = attendance_rates(frame, by=by).groupby(["at", "basis"])[["present", "n", "units", "unknown"]].sum()
    for column in parts.columns:
        assert parts[column].to_dict() == whole[column].to_dict()


def test_terms_follow_the_law() -> None:
    days = ["2014-08-31", "2014-09-01", "2019-08-31", "2019-09-01", "2023-12-31", "2024-01-01", "1999-01-01", None]
    frame = with_periods(table("decisions", [{"session_date": d} for d in days]))
    assert frame["term"].tolist()[:6] == ["2011-2014", "2014-2019", "2014-2019", "2019-2023", "2019-2023", "2024-2028"]
    assert frame["term"].isna().tolist() == [False] * 6 + [True, True]
    assert frame["tally_rule"].tolist()[:4] == ["before_2019_09"] * 3 + ["since_2019_09"]
    assert frame["month"].isna().tolist() == [False] * 7 + [True]


def test_a_term_the_corpus_names_is_kept() -> None:
    rows = [{"session_date": "2024-06-26", "term": "2024-2028*"}, {"session_date": "2024-06-26"}]
    assert with_periods(table("decisions", rows))["term"].tolist() == ["2024-2028*", "2024-2028"]


def test_the_terms_are_those_of_the_corpus() -> None:
    known = pd.read_csv(REFERENCE / "terms.csv")
    days = [*known["first_day"], *known["last_day"]]
    found = with_periods(table("decisions", [{"session_date": day} for day in days]))["term"].tolist()
    assert found == [*known["term"], *known["term"]]


def test_no_decisions_and_nothing_known_give_typed_frames() -> None:
    full = attendance_rates(table("decisions", [SERRES]))
    none = attendance_rates(table("decisions", []))
    assert len(none) == 0
    assert list(none.columns) == list(full.columns)
    assert none["rate"].dtype == full["rate"].dtype
    silent = attendance_rates(table("decisions", [{"session_date": None, "roll_call_layout": None}]))
    assert silent["rate"].isna().all()
    assert silent["coverage"].tolist() == [0, 0, 0]


def test_a_wrong_column_is_refused_by_name() -> None:
    with pytest.raises(UsageError, match="colour"):
        attendance_rates(table("decisions", [SERRES]), by=("colour",))
    with pytest.raises(InputError, match="seats"):
        attendance_rates(table("decisions", [SERRES]).drop(columns="seats"))


COUNTS = st.integers(5, 40).flatmap(
    lambda seats: st.tuples(st.just(seats), st.integers(0, seats), st.integers(0, seats), st.booleans())
)
ROWS = st.lists(st.tuples(COUNTS, st.sampled_from(["a", "b", None]), st.sampled_from("xy")), max_size=12)


def _corpus(rows: list[tuple[tuple[int, int, int, bool], str | None, str]]) -> pd.DataFrame:
    made = []
    for (seats, opening, item, settled), session, municipality in rows:
        made.append(
            {
                "municipality_id": municipality, "session_id": session and f"{municipality}:{session}",
                "seats": seats, "present_count": opening, "absent_count": seats - opening,
                "listed_present": opening, "listed_absent": seats - opening, "quorum": seats // 2 + 1,
                "item_settled": settled, "present_at_item": item if settled else None,
                "absent_at_item": seats - item if settled else None,
            }
        )  # fmt: skip
    return table("decisions", made)


@settings(max_examples=15, deadline=None)
@given(ROWS, st.integers(0, 2**31))
def test_bounds_and_order(rows: list[tuple[tuple[int, int, int, bool], str | None, str]], seed: int) -> None:
    frame = _corpus(rows)
    rates = attendance_rates(frame)
    known = rates[rates["n"] > 0]
    assert ((known["ci_low"] <= known["rate"] + 1e-12) & (known["rate"] <= known["ci_high"] + 1e-12)).all()
    shares = known[["ci_low", "ci_high", "rate", "range_low", "range_high", "coverage"]]
    assert ((shares >= 0) & (shares <= 1)).all(axis=None)
    assert (known["range_low"] <= known["rate"]).all()
    assert (known["rate"] <= known["range_high"]).all()
    assert rates.loc[rates["n"] == 0, "rate"].isna().all()
    assert (rates["units_known"] <= rates["units"]).all()
    assert int(rates.loc[rates["at"] == "item", "units"].sum()) == len(rows)
    mixed = frame.sample(frac=1, random_state=seed)
    pd.testing.assert_frame_equal(rates, attendance_rates(mixed))


@pytest.mark.parametrize(("sessions", "seats", "spread"), [(30, 35, 0.1), (20, 35, 0.1), (60, 25, 0.05), (60, 25, 0.0)])
def test_simulated_councils_are_covered(sessions: int, seats: int, spread: float) -> None:
    """1,000 councils whose attendance truly is 80 %, whose sessions differ: the 95 % interval holds it 93-97 times."""
    rng = np.random.default_rng(20240626)
    truth, councils = 0.8, 1000
    if spread:
        scale = 1 / spread - 1
        chance = rng.beta(truth * scale, (1 - truth) * scale, size=(councils, sessions))
    else:
        chance = np.full((councils, sessions), truth)
    present = pd.Series(rng.binomial(seats, chance).ravel())
    council = pd.Series(np.repeat(np.arange(councils), sessions))
    session = pd.Series(np.tile(np.arange(sessions), councils))
    found = clustered_rate(present, pd.Series(np.full(len(present), seats)), council, session)
    held = float(((found["ci_low"] <= truth) & (truth <= found["ci_high"])).mean())
    assert 0.93 <= held <= 0.97


def test_units_keep_what_a_group_can_be_made_of() -> None:
    units = presence_units(table("decisions", [SERRES]))
    assert {"municipality_id", "month", "term", "session_kind", "meeting"} <= set(units.columns)
    assert units["at"].tolist() == ["roll_call", "roll_call", "item"]
