"""Roll call, mayor, movements and presence of the decisions with known records, where they are at hand."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest

from cni_analytics.derivation.replay import replay
from cni_analytics.statements.movements import read_movements
from cni_analytics.statements.outline import outline
from cni_analytics.statements.roll_call import read_roll_call
from cni_analytics.statements.types import DecisionNumber, Item
from cni_analytics.text import Reading, document_of
from tests.shared_cases import Case, cases


def same(name: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return " ".join(bare.casefold().replace("–", "-").replace("-", " - ").split())


def place(value: Any) -> Any:
    return None if value is None else (value["number"], value.get("year", value.get("out_of_agenda")))


@pytest.mark.parametrize("case", cases())
def test_presence(case: Case) -> None:
    read = Reading(document_of(case.path.name, case.path.read_bytes()))
    parts = outline(read)
    found = read_roll_call(read, parts)
    expected = case.expected["roll_call"]
    assert found.layout == expected["layout"]
    assert {(same(m.name), m.status, m.role) for m in found.members} == {
        (same(m["name"]), m["status"], m["role"]) for m in expected["members"]
    }
    for what, key in (("seats", "seats"), ("present", "present_count"), ("absent", "absent_count")):
        assert next((f.value for f in found.figures if f.what == what), None) == expected[key]
    mayor = case.expected["mayor"]
    assert (found.mayor and (found.mayor.name, found.mayor.present)) == (mayor and (mayor["name"], mayor["present"]))
    item = Item(*place(case.expected["agenda_item"]))
    moves, absences, order = read_movements(read, parts, found, item)
    assert {(same(m.name), m.kind, m.moment, _of(m.item), _of(m.decision)) for m in moves} == {
        (same(m["name"]), m["kind"], m["moment"], place(m["item"]), place(m["decision"]))
        for m in case.expected["movements"]
    }
    attendance = replay(found, moves, absences, item, order, DecisionNumber(*place(case.expected["decision"])))
    assert {same(n) for n in attendance.present} == {same(n) for n in case.expected["attendance_at_item"]["present"]}
    assert attendance.settled == case.expected["attendance_at_item"]["settled"]
    assert list(attendance.reading_dependent) == case.expected["attendance_at_item"].get("reading_dependent", [])


def _of(value: Any) -> Any:
    return None if value is None else (value.number, getattr(value, "year", getattr(value, "out_of_agenda", None)))
