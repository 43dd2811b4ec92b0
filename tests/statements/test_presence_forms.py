"""Roll calls and movements in many forms, as data: ``presence_*.txt`` hold each text with what it says of presence.

A case is ``=== title``, the opening (after ``~~~`` the discussion, after ``^^^`` what follows the signatures),
``---`` and what is expected: lists as ``present: A; B``, movements as ``name kind item moment``. What a case does
not name is expected to be empty for ``findings``, ``roles``, ``counts``, ``moves`` and ``mayor``, and is not looked
at otherwise.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cni_analytics.record import record_of
from cni_analytics.text.document import Document, Page
from tests.statements.sessions import DISCUSSION, HEAD, TAIL

_FILES = (
    "presence_forms.txt",
    "presence_movements.txt",
    "presence_layouts.txt",
    "presence_counts.txt",
    "presence_mayor.txt",
)
_CASES = [
    case
    for name in _FILES
    for case in (Path(__file__).parent / name).read_text("utf-8").removeprefix("=== ").split("\n=== ")
]
_EMPTY_UNLESS_SAID = ("findings", "roles", "counts", "moves", "mayor")
_FIGURES = {"seats": "seats", "present": "present_count", "absent": "absent_count"}


def _record(text: str) -> dict[str, Any]:
    before, _, end = (text + "\n").partition("^^^\n")
    opening, _, discussion = before.partition("~~~\n")
    whole = f"{HEAD}\n{opening}{DISCUSSION}{discussion}{TAIL}{end}"
    pages = tuple(Page(n, page) for n, page in enumerate(whole.split("\f"), start=1))
    return record_of(Document("made.txt", "0" * 64, "text/plain", pages))


def _movement(movement: dict[str, Any]) -> str:
    item, decision = movement["item"], movement["decision"]
    place = f"{'out ' if item['out_of_agenda'] else ''}{item['number']}" if item else ""
    place = f"dec {decision['number']}" if decision else place
    return " ".join(x for x in (movement["name"], movement["kind"], place, movement["moment"]) if x)


def _read(record: dict[str, Any]) -> dict[str, str | list[str]]:
    roll_call, mayor = record["roll_call"], record["mayor"]
    members = roll_call["members"]
    return {
        "present": sorted(m["name"] for m in members if m["status"] == "present"),
        "absent": sorted(m["name"] for m in members if m["status"] == "absent"),
        "roles": sorted(f"{m['role']} {m['name']}" for m in members if m["role"]),
        "counts": sorted(f"{what} {roll_call[key]}" for what, key in _FIGURES.items() if roll_call[key] is not None),
        "layout": str(roll_call["layout"]),
        "moves": sorted(map(_movement, record["movements"])),
        "at": sorted(record["attendance_at_item"]["present"]),
        "settled": str(record["attendance_at_item"]["settled"]),
        "findings": sorted({f["code"] for f in record["findings"] if f["severity"] != "info"} - {"low_text_quality"}),
        "mayor": f"{'yes' if mayor['present'] else 'no'} {mayor['name']}" if mayor else "",
    }


@pytest.mark.parametrize("case", _CASES, ids=lambda c: c.partition("\n")[0])
def test_what_a_page_says_of_presence(case: str) -> None:
    text, _, said = case.partition("\n")[2].partition("\n---\n")
    pairs = [line.partition(":") for line in said.splitlines() if line.strip()]
    expected = {key: value.strip() for key, _, value in pairs}
    read = _read(_record(text))
    for key, value in {**dict.fromkeys(_EMPTY_UNLESS_SAID, ""), **expected}.items():
        found = read[key]
        assert found == (sorted(x.strip() for x in value.split(";") if x.strip()) if isinstance(found, list) else value)
