"""Attendance of members: only while seated, unknown apart, and the matrix of members by sessions."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cni_analytics.metrics.members import member_attendance, member_states, presence_matrix
from tests.metrics.frames_of import table


def _seat(document: str, person: str, opening: str, item: str | None, hangs: bool = False) -> dict[str, Any]:
    return {"document_id": document, "person_id": person, "name": person.title(), "status_roll_call": opening,
            "status_at_item": item, "reading_dependent": hangs}  # fmt: skip


DECISIONS = [
    {"document_id": "a", "session_id": "s1", "decision_number": 1, "session_date": "2024-06-26"},
    {"document_id": "b", "session_id": "s1", "decision_number": 2, "session_date": "2024-06-26"},
    {"document_id": "c", "session_id": "s2", "session_date": "2024-07-01", "roll_call_layout": "counts_only"},
    {"document_id": "d", "session_id": "s3", "session_date": "2024-08-01"},
]
SEATS = [
    _seat("a", "anna", "present", "present"),
    _seat("b", "anna", "present", "absent", hangs=True),
    _seat("d", "anna", "absent", "absent"),
    _seat("a", "vasilis", "absent", "present"),
    _seat("b", "vasilis", "absent", None),
    _seat("d", "gianna", "present", "present"),
]


def _of(frame: pd.DataFrame, person: str, **where: Any) -> pd.Series:
    found = frame[frame["person_id"] == person]
    for name, value in where.items():
        found = found[found[name] == value]
    assert len(found) == 1
    return found.iloc[0]


def test_each_member_counts_while_seated() -> None:
    rates = member_attendance(table("attendance", SEATS), table("decisions", DECISIONS))
    anna = _of(rates, "anna", at="item")
    assert (anna["present"], anna["absent"], anna["unknown"], anna["seated"]) == (1, 2, 1, 4)
    assert (anna["range_low"], anna["range_high"]) == (pytest.approx(1 / 3), pytest.approx(2 / 3))
    vasilis = _of(rates, "vasilis", at="item")
    assert (vasilis["present"], vasilis["absent"], vasilis["unknown"]) == (1, 0, 1)
    assert _of(rates, "gianna", at="item")["seated"] == 1


def test_the_roll_call_counts_once_a_session() -> None:
    rates = member_attendance(table("attendance", SEATS), table("decisions", DECISIONS))
    anna = _of(rates, "anna", at="roll_call")
    assert (anna["present"], anna["absent"], anna["unknown"]) == (1, 1, 1)


def test_documents_that_disagree_on_a_member_leave_the_roll_call_unknown() -> None:
    seats = [_seat("a", "anna", "present", "present"), _seat("b", "anna", "absent", "present")]
    anna = _of(member_attendance(table("attendance", seats), table("decisions", DECISIONS)), "anna", at="roll_call")
    assert (anna["present"], anna["absent"], anna["unknown"]) == (0, 0, 1)
    assert np.isnan(anna["rate"])


def test_a_list_of_the_absent_alone_does_not_count_against_those_on_it() -> None:
    decisions = [d | {"roll_call_layout": "absent_only"} if d["document_id"] == "d" else d for d in DECISIONS]
    anna = _of(member_attendance(table("attendance", SEATS), table("decisions", decisions)), "anna", at="item")
    assert (anna["absent"], anna["unknown"]) == (1, 2)


def test_a_list_of_everybody_who_came_says_nothing_of_the_opening() -> None:
    decisions = [d | {"list_kind": "cumulative"} if d["document_id"] == "d" else d for d in DECISIONS]
    rates = member_attendance(table("attendance", SEATS), table("decisions", decisions))
    opening = _of(rates, "anna", at="roll_call")
    assert (opening["present"], opening["absent"], opening["unknown"]) == (1, 0, 2)
    assert _of(rates, "anna", at="item")["absent"] == 2


def test_another_term_is_another_seat() -> None:
    decisions = [{"document_id": "a", "session_date": "2023-12-30"}, {"document_id": "b", "session_date": "2024-01-02"}]
    seats = [_seat("a", "anna", "present", "present"), _seat("b", "anna", "absent", "absent")]
    rates = member_attendance(table("attendance", seats), table("decisions", decisions))
    assert sorted(rates["term"].unique()) == ["2019-2023", "2024-2028"]
    assert (rates["seated"] == 1).all()


def test_what_cannot_be_placed_is_left_out_and_counted() -> None:
    decisions = [*DECISIONS, {"document_id": "e", "session_date": None}]
    seats = [
        *SEATS,
        _seat("e", "anna", "present", "present"),
        _seat("a", "x", "present", "present") | {"person_id": None},
    ]
    states = member_states(table("attendance", seats), table("decisions", decisions))
    assert states.attrs["left_out"] == {"undated": 1, "no_person": 1}
    assert "e" not in set(states["document_id"])


def test_matrix_of_members_by_sessions() -> None:
    matrix = presence_matrix(table("attendance", SEATS), table("decisions", DECISIONS))
    anna = matrix[matrix["person_id"] == "anna"].set_index("session")
    assert anna["state"].to_dict() == {"s1": "part", "s2": "unknown", "s3": "absent"}
    assert anna.loc["s1", ["items_present", "items_known", "items"]].tolist() == [1, 2, 2]
    assert np.isnan(anna.loc["s2", "share"])
    assert matrix[matrix["person_id"] == "gianna"]["state"].tolist() == ["throughout"]
    assert matrix[matrix["person_id"] == "vasilis"]["state"].tolist() == ["part"]


@pytest.mark.parametrize("make", [member_states, member_attendance, presence_matrix])
def test_no_rows_give_the_same_columns(make: Any) -> None:
    full = make(table("attendance", SEATS), table("decisions", DECISIONS))
    none = make(table("attendance", []), table("decisions", []))
    assert len(none) == 0
    assert none.dtypes.to_dict() == full.dtypes.to_dict()


STATES = st.sampled_from(["present", "absent", None])
SESSIONS = st.lists(
    st.tuples(st.integers(0, 3), st.dictionaries(st.sampled_from(["anna", "vasilis", "gianna"]), STATES)), max_size=8
)


@settings(max_examples=15, deadline=None)
@given(SESSIONS, st.integers(0, 2**31))
def test_counts_add_up_and_order_is_nothing(sessions: list[tuple[int, dict[str, str | None]]], seed: int) -> None:
    decisions = [
        {"document_id": f"d{i}", "session_id": f"s{s}", "session_date": f"2024-0{s + 1}-01"}
        for i, (s, _) in enumerate(sessions)
    ]
    seats = [
        _seat(f"d{i}", person, state or "present", state)
        for i, (_, people) in enumerate(sessions)
        for person, state in people.items()
    ]
    one, two = table("attendance", seats), table("decisions", decisions)
    rates = member_attendance(one, two)
    assert (rates["present"] + rates["absent"] == rates["n"]).all()
    assert (rates["n"] + rates["unknown"] == rates["seated"]).all()
    item = rates[rates["at"] == "item"]
    assert int(item["n"].sum()) == sum(s["status_at_item"] is not None for s in seats)
    known = rates[rates["n"] > 0]
    assert ((known["ci_low"] <= known["rate"]) & (known["rate"] <= known["ci_high"])).all()
    again = member_attendance(one.sample(frac=1, random_state=seed), two.sample(frac=1, random_state=seed))
    pd.testing.assert_frame_equal(rates, again)
