from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cni_analytics.derivation.conventions import KNOWN_LIST_KINDS
from cni_analytics.derivation.list_kinds import SESSIONS_NEEDED, SessionShows, allowed_kinds, infer
from cni_analytics.statements.types import (
    DecisionNumber,
    Header,
    Item,
    Member,
    Movement,
    RollCall,
    Span,
    Stated,
    Statements,
)

AT = Span(0, 1)
ANNA = "Άννα Ρίζου"


def document(status: str, *moves: tuple[str, int], item: int = 5) -> Statements:
    """A decision on an item whose list shows one member so, and this member's comings and goings by item."""
    return Statements(
        header=Header(decision=Stated(DecisionNumber(10, 2024), AT), item=Stated(Item(item, out_of_agenda=False), AT)),
        roll_call=RollCall(
            layout="present_absent",
            members=(Member(ANNA, status, None, AT), Member("Βύρων Ρίζος", "present", None, AT)),
        ),
        movements=tuple(
            Movement(ANNA, kind, Item(number, out_of_agenda=False), "before", None, AT) for kind, number in moves
        ),
    )


@pytest.mark.parametrize(
    ("status", "moves", "expected"),
    [
        # Came before item 3, this is item 5.
        ("absent", [("arrival", 3)], ("opening",)),
        ("present", [("arrival", 3)], ("cumulative", "per_decision")),
        # Came after this item.
        ("absent", [("arrival", 7)], ("opening", "per_decision")),
        ("present", [("arrival", 7)], ("cumulative",)),
        # Went before, went after.
        ("present", [("departure", 3)], ("opening", "cumulative")),
        ("absent", [("departure", 3)], ("per_decision",)),
        ("present", [("departure", 7)], ("opening", "cumulative", "per_decision")),
        ("absent", [("departure", 7)], ()),
        # Went and came back.
        ("absent", [("arrival", 2), ("departure", 3)], ("opening", "per_decision")),
        ("present", [], None),
    ],
)
def test_what_comings_and_goings_allow(status, moves, expected):
    assert allowed_kinds(document(status, *moves)) == expected


def test_lists_that_do_not_name_everybody_show_nothing():
    statements = document("absent", ("arrival", 3))
    for layout in ("absent_only", "counts_only", None):
        other = Statements(
            header=statements.header,
            roll_call=RollCall(layout=layout, members=statements.roll_call.members),
            movements=statements.movements,
        )
        assert allowed_kinds(other) is None


def shows(number: int, *allowed: str, **more) -> SessionShows:
    return SessionShows(f"s{number:03}", frozenset(allowed) if allowed else None, **more)


def test_three_sessions_that_tell_it_from_each_other_kind():
    assert infer([shows(i, "opening") for i in range(2)]).kind is None
    found = infer([shows(i, "opening") for i in range(3)])
    assert (found.kind, found.reading) == ("opening", "opening")
    assert len(found.agree["opening"]) == len(found.contradict["cumulative"]) == 3
    # Never told from a list per decision.
    assert infer([shows(i, "opening", "per_decision") for i in range(9)]).kind is None
    mixed = [shows(i, "cumulative", "per_decision") for i in range(3)] + [shows(9 + i, "cumulative") for i in range(3)]
    assert infer(mixed).kind == "cumulative"


def test_one_misprint_settles_nothing_and_unsettles_nothing():
    many = [shows(i, "opening") for i in range(39)]
    assert infer([*many, shows(99, "cumulative")]).kind == "opening"
    assert infer([*many, *(shows(90 + i, "cumulative") for i in range(3))]).kind is None


def test_an_opening_list_that_is_contradicted_is_not_read_as_if_nothing_were_known():
    found = infer([shows(0, "cumulative", "per_decision"), shows(1, "cumulative", "per_decision")])
    assert (found.kind, found.reading) == (None, "unknown")
    assert infer([]).reading is None
    assert infer([shows(0, "opening"), shows(1, "cumulative")]).reading is None


def test_lists_that_differ_without_a_reason_count_only_where_they_often_do():
    same = [shows(i, compared=True) for i in range(20)]
    odd = [shows(50 + i, compared=True, differ=True, unexplained=True) for i in range(3)]
    found = infer([*same, *odd])
    assert (found.kind, found.compared, found.differ) == (None, 23, 3)
    assert infer([*same[:5], *odd]).kind == "per_decision"


@given(st.lists(st.sets(st.sampled_from(KNOWN_LIST_KINDS)), max_size=12), st.randoms())
def test_the_order_of_sessions_never_matters(sets, random):
    sessions = [SessionShows(f"s{i:02}", frozenset(of) if of else None) for i, of in enumerate(sets)]
    mixed = list(sessions)
    random.shuffle(mixed)
    found = infer(sessions)
    assert found == infer(mixed)
    if found.kind is not None:
        assert len(found.agree[found.kind]) >= SESSIONS_NEEDED
        for rival in set(KNOWN_LIST_KINDS) - {found.kind}:
            assert len(found.contradict[rival]) >= SESSIONS_NEEDED
