"""What contradicts itself about presence raises its code, and a clean document raises none."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cni_analytics.derivation.conventions import Conventions
from cni_analytics.derivation.presence_findings import presence_findings
from cni_analytics.statements.types import (
    DecisionNumber,
    Figure,
    Header,
    Item,
    Member,
    Movement,
    RollCall,
    Span,
    Stated,
    Statements,
)

HERE = Span(10, 20)


def figure(what: Any, value: int, **more: Any) -> Figure:
    return Figure(what, value, Span(value, value + 1), **more)


def clean(present: int = 7, absent: int = 3, **more: Any) -> Statements:
    members = (
        *(Member(f"Παρών {chr(913 + n)}", "present", "president" if n == 0 else None, HERE) for n in range(present)),
        *(Member(f"Απών {chr(913 + n)}", "absent", None, HERE) for n in range(absent)),
    )
    figures = (figure("seats", present + absent), figure("present", present), figure("absent", absent))
    header = Header(item=Stated(Item(3), HERE), decision=Stated(DecisionNumber(9, 2024), HERE))
    return Statements(header=header, roll_call=RollCall("present_absent", members, figures, **more))


def codes(statements: Statements, conventions: Conventions | None = None) -> list[str]:
    found = list(presence_findings(statements, conventions or Conventions()))
    assert all(f.message_el and f.message_en for f in found)
    return [f.code for f in found]


def with_(statements: Statements, **changes: Any) -> Statements:
    return replace(statements, roll_call=replace(statements.roll_call, **changes))


def moved(*movements: Movement) -> list[str]:
    return codes(replace(clean(), movements=movements))


def move(name: str, kind: Any, item: int, moment: Any = "during", **more: Any) -> Movement:
    return Movement(name, kind, Item(item), moment, None, HERE, **more)


def test_a_clean_document_raises_none() -> None:
    assert codes(clean()) == []
    assert codes(with_(clean(), figures=())) == []
    assert codes(with_(clean(), layout="counts_only", members=())) == []
    only_absent = tuple(m for m in clean().roll_call.members if m.status == "absent")
    assert codes(with_(clean(), layout="absent_only", members=only_absent)) == []
    assert moved(move("Απών Α", "arrival", 1), move("Απών Α", "departure", 2), move("Παρών Β", "departure", 2)) == []


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ((figure("seats", 10), figure("present", 8)), ["present_count_mismatch"]),
        ((figure("seats", 10), figure("present", 7), figure("absent", 4)), ["absent_count_mismatch"]),
        ((figure("seats", 11), figure("present", 7)), ["seats_mismatch"]),
        ((figure("present", 8),), ["present_count_mismatch"]),
        (
            (figure("seats", 12), figure("present", 8), figure("absent", 3)),
            ["present_count_mismatch", "seats_mismatch"],
        ),
        (
            (figure("seats", 10), figure("present", 7), figure("present", 9, place="opening")),
            ["present_count_mismatch"],
        ),
        ((figure("seats", 10), figure("seats", 12)), ["seats_mismatch"]),
        ((figure("present", 7, words=7, digits=8),), ["present_count_mismatch"]),
        ((figure("seats", 10, words=10, digits=12),), ["seats_mismatch"]),
    ],
)
def test_figures_against_lists_and_each_other(figures: tuple[Figure, ...], expected: list[str]) -> None:
    assert codes(with_(clean(), figures=figures)) == expected


def test_swapped_figures_are_said_once() -> None:
    opening = (figure("present", 10, place="opening"), figure("seats", 7, place="opening"))
    statements = clean()
    assert codes(with_(statements, figures=(*statements.roll_call.figures, *opening))) == ["presence_counts_swapped"]


def test_five_named_where_six_are_stated() -> None:
    only_absent = tuple(Member(f"Απών {c}", "absent", None, HERE) for c in "ΑΒΓΔΕ")
    figures = (figure("seats", 33), figure("present", 27), figure("absent", 6))
    statements = with_(clean(), layout="absent_only", members=only_absent, figures=figures)
    assert codes(statements) == ["absent_count_mismatch"]


def test_a_substitute_beside_the_member_replaced_is_no_mismatch() -> None:
    statements = clean()
    members = list(statements.roll_call.members)
    members[1] = replace(members[1], substitute=True, substitute_for="Απών Α")
    figures = (figure("seats", 9), figure("present", 7))
    assert codes(with_(statements, members=tuple(members), figures=figures)) == []


def test_a_chair_outside_the_figure_is_a_convention() -> None:
    statements = with_(clean(), figures=(figure("seats", 10), figure("present", 6)))
    assert "present_count_mismatch" in codes(statements)
    assert codes(statements, Conventions(chair_counted=False)) == []


def test_the_same_person_twice() -> None:
    statements = with_(clean(), figures=())
    members = statements.roll_call.members
    twice = (*members, Member("ΠΑΡΩΝ Β", "present", None, HERE))
    both = (*members, Member("Β Παρών", "absent", None, HERE))
    assert codes(with_(statements, members=twice)) == ["duplicate_member"]
    assert codes(with_(statements, members=both)) == ["member_in_both_lists"]


@pytest.mark.parametrize(
    ("present", "absent", "third_call", "expected"),
    [
        (6, 5, False, []),
        (5, 6, False, ["below_quorum"]),
        (5, 5, False, ["below_quorum"]),
        (4, 7, True, []),
        (3, 8, True, ["below_quorum"]),
    ],
)
def test_quorum(present: int, absent: int, third_call: bool, expected: list[str]) -> None:
    assert codes(clean(present, absent, third_call=third_call)) == expected


@pytest.mark.parametrize(
    ("movement", "expected"),
    [
        (move("Ξένος", "departure", 1, listed=False), "movement_of_unlisted_member"),
        (move("Παρών", "departure", 1, candidates=("Παρών Α", "Παρών Β")), "ambiguous_name"),
        (move("Παρών Α", "arrival", 1), "arrival_of_present_member"),
        (move("Απών Α", "departure", 1), "departure_of_absent_member"),
    ],
)
def test_movements_that_cannot_be(movement: Movement, expected: str) -> None:
    assert moved(movement) == [expected]


def test_where_the_present_are_not_named_nobody_is_unlisted() -> None:
    statements = replace(clean(), movements=(move("Ξένος", "departure", 1, listed=False),))
    assert codes(with_(statements, layout="absent_only", members=statements.roll_call.members[-3:])) == []


def test_where_only_the_missing_are_named_one_of_them_cannot_leave_without_having_come() -> None:
    left, came = move("Απών Α", "departure", 2), move("Απών Α", "arrival", 1)
    for movements, expected in (((left,), ["departure_of_absent_member"]), ((came, left), [])):
        statements = replace(clean(), movements=movements)
        only = with_(statements, layout="absent_only", members=statements.roll_call.members[-3:])
        assert codes(only) == expected


def test_a_cumulative_list_holds_arrivals() -> None:
    statements = replace(clean(), movements=(move("Παρών Α", "arrival", 1),))
    assert codes(statements, Conventions(list_kind="cumulative")) == []


def test_a_missing_roll_call() -> None:
    assert codes(Statements()) == ["missing_roll_call"]
