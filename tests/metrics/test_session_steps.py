"""One session through its items, on invented councils with the shape of real ones."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from cni_analytics.errors import InputError
from cni_analytics.metrics.session import session_movements, session_presence
from tests.metrics.frames_of import table

SESSION = "aetochori:municipal_council:2024-06-26:26"
HERE = [f"Παρών {i:02d}" for i in range(25)]
AWAY = [f"Απών {i:02d}" for i in range(10)]
DECISION = {"session_id": SESSION, "session_number": 26, "item_out_of_agenda": False, "item_settled": True,
            "seats": 35, "quorum": 18, "present_count": 25, "absent_count": 10}  # fmt: skip
MOVES = [
    {"name": AWAY[0], "kind": "arrival", "item_number": 1, "moment": "during"},
    {"name": AWAY[1], "kind": "arrival", "item_number": 1, "moment": "during"},
    {"name": HERE[0], "kind": "departure", "item_number": 1, "moment": "during"},
    *({"name": name, "kind": "departure", "item_number": 1, "moment": "after"} for name in HERE[1:5]),
]


def _seats(document: str, at_item: set[str] | None, unsure: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    return [
        {"document_id": document, "ordinal": i, "name": name, "status_roll_call": "present" if i < 25 else "absent",
         "status_at_item": None if at_item is None else "present" if name in at_item else "absent",
         "reading_dependent": name in unsure}
        for i, name in enumerate([*HERE, *AWAY])
    ]  # fmt: skip


def _corpus(
    *documents: tuple[str, int, set[str] | None], moves: list[dict[str, Any]] = MOVES, **decision: Any
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    decisions = [DECISION | {"document_id": d, "item_number": item, "decision_number": 200 + item} | decision
                 for d, item, _ in documents]  # fmt: skip
    seats = [row for document, _, at_item in documents for row in _seats(document, at_item)]
    rows = [{"document_id": d, "ordinal": i, **move} for d, _, _ in documents for i, move in enumerate(moves)]
    return table("decisions", decisions), table("attendance", seats), table("movements", rows)


AT_FIVE = {*HERE[5:], *AWAY[:2]}


def test_twenty_five_then_the_steps_at_item_one_then_twenty_two() -> None:
    steps = session_presence(*_corpus(("d5", 5, AT_FIVE)), SESSION)
    assert steps["at"].tolist() == ["roll_call", *["item"] * 5]
    assert steps["item_number"].fillna(0).tolist() == [0, 1, 2, 3, 4, 5]
    assert steps["present"].tolist() == [25, 26, 22, 22, 22, 22]
    assert steps["absent"].tolist() == [10, 9, 13, 13, 13, 13]
    assert steps["basis"].tolist() == ["names", *["replayed"] * 4, "decision"]
    assert steps.loc[1, "arrivals"] == AWAY[:2]
    assert steps.loc[1, "departures"] == HERE[:1]
    assert steps.loc[2, "departures"] == HERE[1:5]
    assert [steps.loc[i, "arrivals"] + steps.loc[i, "departures"] for i in (0, 3, 4, 5)] == [[], [], [], []]
    assert (steps["quorum"] == 18).all()
    assert steps["decision_number"].iloc[-1] == 205


def test_a_departure_during_an_item_makes_a_range() -> None:
    steps = session_presence(*_corpus(("d5", 5, AT_FIVE)), SESSION)
    assert steps.loc[1, ["present_min", "present_max"]].tolist() == [26, 27]
    assert steps.loc[1, "unsure"] == HERE[:1]


def test_each_item_is_taken_from_its_own_decision() -> None:
    at_two = {*HERE[5:], *AWAY[:2]}
    steps = session_presence(*_corpus(("d2", 2, at_two), ("d4", 4, AT_FIVE)), SESSION)
    assert steps["basis"].tolist() == ["names", "replayed", "decision", "replayed", "decision"]
    assert steps["document_id"].tolist() == ["d4", "d4", "d2", "d4", "d4"]


def test_who_left_the_room_for_one_vote_is_away_for_that_vote_alone() -> None:
    out = [{"document_id": "d5", "ordinal": n, "name": HERE[n], "item_number": n - 4} for n in (8, 9)]
    corpus = _corpus(("d5", 5, AT_FIVE - {HERE[9]}))
    steps = session_presence(*corpus, SESSION, table("absences", out))
    assert steps["present"].tolist() == [25, 26, 22, 22, 21, 21]
    assert steps.loc[4, "departures"] == [HERE[8]]
    assert steps.loc[5, ["arrivals", "departures"]].tolist() == [[HERE[8]], [HERE[9]]]
    # Without them the replay contradicts the decision's own record, and nothing in between is shown.
    assert session_presence(*corpus, SESSION)["basis"].tolist() == ["names", *["unknown"] * 4, "decision"]


def test_a_list_of_everybody_who_came_is_replayed_as_one() -> None:
    moves = [{"name": HERE[0], "kind": "arrival", "item_number": 3, "moment": "before"}]
    steps = session_presence(*_corpus(("d5", 5, set(HERE)), moves=moves, list_kind="cumulative"), SESSION)
    assert steps["basis"].tolist() == ["stated", *["replayed"] * 4, "decision"]
    assert steps["present"].tolist() == [25, 24, 24, 25, 25, 25]


def test_a_replay_that_contradicts_a_record_is_not_shown() -> None:
    """The order of discussion was another, or a movement could not be placed: an honest gap."""
    steps = session_presence(*_corpus(("d2", 2, set(HERE)), ("d4", 4, AT_FIVE)), SESSION)
    assert steps["basis"].tolist() == ["names", "unknown", "decision", "unknown", "decision"]
    assert steps["present"].isna().tolist() == [False, True, False, True, False]
    assert steps.loc[2, "departures"] == []


def test_an_unsettled_item_leaves_the_steps_unknown() -> None:
    steps = session_presence(*_corpus(("d5", 5, None), item_settled=False), SESSION)
    assert steps["present"].isna().tolist() == [False] + [True] * 5


def test_figures_without_names() -> None:
    decisions, _, moves = _corpus(("d1", 1, None), roll_call_layout="counts_only", item_settled=False)
    steps = session_presence(decisions, table("attendance", []), moves, SESSION)
    assert steps["basis"].tolist() == ["stated", "unknown"]
    assert steps["present"].fillna(-1).tolist() == [25, -1]


def test_items_out_of_the_agenda_come_first() -> None:
    decisions, seats, moves = _corpus(("d1", 1, set(HERE)), moves=[])
    out = decisions.assign(document_id="x", item_number=2, item_out_of_agenda=True)
    extra = table("attendance", _seats("x", set(HERE)))
    steps = session_presence(
        pd.concat([decisions, out], ignore_index=True), pd.concat([seats, extra], ignore_index=True), moves, SESSION
    )
    assert list(zip(steps["item_number"].fillna(0), steps["out_of_agenda"], strict=True)) == [
        (0, False), (2, True), (1, False),
    ]  # fmt: skip
    assert steps["present"].tolist() == [25, 25, 25]


def test_movements_as_printed() -> None:
    decisions, _, moves = _corpus(("d2", 2, AT_FIVE), ("d5", 5, AT_FIVE))
    printed = session_movements(decisions, moves, SESSION)
    assert printed["document_id"].unique().tolist() == ["d5"]
    assert printed["name"].tolist() == [m["name"] for m in MOVES]
    assert len(session_movements(decisions, moves, "another")) == 0


def test_a_session_that_is_not_there_is_named() -> None:
    with pytest.raises(InputError, match="another"):
        session_presence(*_corpus(("d5", 5, AT_FIVE)), "another")


def test_order_of_rows_changes_nothing() -> None:
    corpus = _corpus(("d2", 2, {*HERE[5:], *AWAY[:2]}), ("d5", 5, AT_FIVE))
    mixed = tuple(t.sample(frac=1, random_state=4) for t in corpus)
    pd.testing.assert_frame_equal(session_presence(*corpus, SESSION), session_presence(*mixed, SESSION))
