"""Presence replayed to an item: the rules of the decision record, one by one, and as properties."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cni_analytics.derivation.conventions import Conventions
from cni_analytics.derivation.replay import replay
from cni_analytics.derivation.types import Attendance
from cni_analytics.statements.types import Absence, DecisionNumber, Item, Member, Movement, RollCall, Span

HERE = Span(0, 1)
PRESENT, ABSENT = ("Άλφα", "Βήτα", "Γάμα"), ("Δέλτα", "Έψιλον")
ROLL_CALL = RollCall(
    layout="present_absent",
    members=(
        *(Member(n, "present", None, HERE) for n in PRESENT),
        *(Member(n, "absent", None, HERE) for n in ABSENT),
    ),
)


def move(name: str, kind: Any, item: int | None, moment: Any = None, *, out: bool = False, **more: Any) -> Movement:
    place = Item(item, out) if item is not None else None
    defaults: dict[str, Any] = {"decision": None, "span": HERE}
    return Movement(name, kind, place, moment, **(defaults | more))


def at(item: int | None, *moves: Movement, out: bool = False, **more: Any) -> Attendance:
    settings: dict[str, Any] = {"absences": (), "order": None, "decision": DecisionNumber(50, 2024)} | more
    place = Item(item, out) if item is not None else None
    return replay(
        ROLL_CALL, moves, settings["absences"], place, settings["order"], settings["decision"],
        settings.get("conventions", Conventions()),
    )  # fmt: skip


def test_without_movements_the_roll_call_holds() -> None:
    found = at(3)
    assert found == Attendance(PRESENT, ABSENT, settled=True)


@pytest.mark.parametrize(
    ("kind", "moment", "present_at"),
    [
        ("arrival", "before", (False, True, True)),
        ("arrival", "during", (False, True, True)),
        ("arrival", None, (False, True, True)),
        ("arrival", "after", (False, False, True)),
        ("departure", "before", (True, False, False)),
        ("departure", "during", (True, False, False)),
        ("departure", None, (True, False, False)),
        ("departure", "after", (True, True, False)),
    ],
)
def test_moments(kind: str, moment: str | None, present_at: tuple[bool, ...]) -> None:
    name = "Δέλτα" if kind == "arrival" else "Άλφα"
    for item, expected in zip((1, 2, 3), present_at, strict=True):
        assert (name in at(item, move(name, kind, 2, moment)).present) is expected


def test_a_departure_during_this_item_hangs_on_a_setting() -> None:
    left = move("Άλφα", "departure", 2, "during")
    assert at(2, left).reading_dependent == ("Άλφα",)
    assert at(3, left).reading_dependent == ()
    stayed = at(2, left, conventions=Conventions(departure_during="present"))
    assert "Άλφα" in stayed.present
    assert stayed.reading_dependent == ("Άλφα",)


def test_a_session_level_movement_leaves_everybody_present() -> None:
    found = at(2, move("Δέλτα", "arrival", None), move("Άλφα", "departure", None))
    assert set(found.present) == {*PRESENT, "Δέλτα"}
    assert found.settled


def test_out_of_agenda_comes_first_unless_the_order_says_otherwise() -> None:
    left = move("Άλφα", "departure", 1, "after", out=True)
    assert "Άλφα" in at(1, left, out=True).present
    assert "Άλφα" not in at(1, left).present
    assert "Άλφα" in at(1, left, order=(Item(1), Item(2), Item(1, True))).present
    assert "Άλφα" in at(1, left, conventions=Conventions(out_of_agenda_first=False)).present


def test_the_order_of_discussion_decides() -> None:
    order = (Item(8), Item(5), Item(1), Item(2))
    left = move("Άλφα", "departure", 8, "after")
    assert "Άλφα" in at(8, left, order=order).present
    assert "Άλφα" not in at(1, left, order=order).present
    assert "Άλφα" in at(1, left).present


@pytest.mark.parametrize(
    ("number", "moment", "present"),
    [(49, "after", False), (50, "before", False), (50, None, False), (50, "after", True), (51, "before", True)],
)
def test_decision_anchors_compare_with_this_number(number: int, moment: Any, present: bool) -> None:
    left = move("Άλφα", "departure", None, moment, decision=DecisionNumber(number, None))
    assert ("Άλφα" in at(4, left).present) is present


def test_several_movements_of_one_person_follow_the_session() -> None:
    moves = (
        move("Δέλτα", "arrival", 1, "during"),
        move("Δέλτα", "departure", 1, "after"),
        move("Δέλτα", "arrival", 4, "before"),
    )
    present = [n for n in range(1, 7) if "Δέλτα" in at(n, *moves).present]
    assert present == [1, 4, 5, 6]


def test_absent_for_this_vote_only() -> None:
    away = (Absence("Άλφα", Item(2), None, HERE), Absence("Βήτα", None, DecisionNumber(50, None), HERE))
    assert at(2, absences=away).absent == ("Άλφα", "Βήτα", *ABSENT)
    assert "Άλφα" in at(3, absences=away).present


def test_the_sole_item_is_this_one() -> None:
    left = Movement("Άλφα", "departure", Item(None), "during", None, HERE)
    for item in (None, 1, 4):
        assert "Άλφα" not in at(item, left).present


def test_the_items_out_of_the_agenda_as_one() -> None:
    came = Movement("Δέλτα", "arrival", Item(None, True), "after", None, HERE)
    assert "Δέλτα" in at(1, came).present
    assert "Δέλτα" not in at(1, came, out=True).present


@pytest.mark.parametrize(
    "movement",
    [
        move("Άλφα", "departure", None, placed=False, time="20:15"),
        move("Ξένος", "departure", 1, listed=False),
        move("Άλφα", "departure", 1, candidates=("Άλφα", "Βήτα")),
        move("Άλφα", "departure", None, decision=DecisionNumber(3, 2023)),
    ],
)
def test_what_cannot_be_placed_is_not_settled(movement: Movement) -> None:
    found = at(2, movement)
    assert not found.settled
    assert found.present == PRESENT


def test_a_doubt_after_this_item_does_not_unsettle_it() -> None:
    assert at(2, move("Ξένος", "departure", 5, listed=False)).settled


@pytest.mark.parametrize("layout", ["absent_only", "counts_only", None])
def test_names_not_printed_are_not_settled(layout: Any) -> None:
    roll_call = RollCall(layout=layout, members=tuple(m for m in ROLL_CALL.members if m.status == "absent"))
    found = replay(roll_call, (), (), Item(1), None, None)
    assert found.present == ()
    assert not found.settled


def test_an_unknown_item_is_not_settled_only_where_it_matters() -> None:
    assert at(None).settled
    assert not at(None, move("Άλφα", "departure", 2, "after")).settled


def test_a_cumulative_list_holds_the_arrivals_already() -> None:
    came = move("Άλφα", "arrival", 3, "during")
    cumulative = Conventions(list_kind="cumulative")
    assert "Άλφα" not in at(2, came, conventions=cumulative).present
    assert "Άλφα" in at(3, came, conventions=cumulative).present
    assert at(2, came, conventions=Conventions(list_kind="unknown")).reading_dependent == ("Άλφα",)


def test_a_list_of_this_decision_does_not_move() -> None:
    left = move("Άλφα", "departure", 1, "after")
    assert at(2, left, conventions=Conventions(list_kind="per_decision")).present == PRESENT


MOMENTS = st.sampled_from(["before", "during", "after", None])
MOVES = st.lists(
    st.builds(
        move,
        name=st.sampled_from([*PRESENT, *ABSENT]),
        kind=st.sampled_from(["arrival", "departure"]),
        item=st.one_of(st.none(), st.integers(1, 6)),
        moment=MOMENTS,
        out=st.booleans(),
    ),
    max_size=6,
)


@given(moves=MOVES, item=st.integers(1, 6), out=st.booleans())
def test_present_and_absent_are_disjoint_and_conserved(moves: list[Movement], item: int, out: bool) -> None:
    found = at(item, *moves, out=out)
    assert not set(found.present) & set(found.absent)
    assert {*found.present, *found.absent} == {*PRESENT, *ABSENT}
    assert set(found.reading_dependent) <= {*PRESENT, *ABSENT}


@given(moves=MOVES, item=st.integers(1, 6), seed=st.randoms(use_true_random=False))
def test_the_order_of_different_peoples_movements_changes_nothing(moves: list[Movement], item: int, seed: Any) -> None:
    own = list(
        itertools.chain.from_iterable([m for m in moves if m.name == n] for n in seed.sample([*PRESENT, *ABSENT], 5))
    )
    assert at(item, *own) == at(item, *moves)


@given(moves=MOVES, item=st.integers(1, 6))
def test_later_items_change_nothing_now(moves: list[Movement], item: int) -> None:
    now = [m for m in moves if m.item is None or m.item.out_of_agenda or (m.item.number or 0) <= item]
    assert at(item, *now).present == at(item, *moves).present
