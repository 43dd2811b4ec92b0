"""Compares what was read with what is known, fact by fact: right, missing (an honest gap) or wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

Record = dict[str, Any]
_ALIKE = str.maketrans("ς–—‐‑−µ∆", "σ-----μδ", "’'΄")
_ABSENT = object()


@dataclass(frozen=True)
class Fact:
    field: str
    state: str
    expected: Any
    got: Any


def folded(value: Any) -> Any:
    """Text without case, accents and spacing; other values as they are."""
    if not isinstance(value, str):
        return value
    letters = unicodedata.normalize("NFD", value)
    plain = "".join(c for c in letters if not unicodedata.combining(c)).casefold().translate(_ALIKE)
    return re.sub(r"\s+", " ", re.sub(r"\s*-\s*", "-", plain)).strip(' .,;:·«»"')


def at(record: Any, path: str) -> Any:
    """The value at a path; ``_ABSENT`` where the record says nothing about it."""
    for key in path.split("."):
        if not isinstance(record, dict) or key not in record:
            return _ABSENT
        record = record[key]
    return record


def _item(value: Record | None) -> Any:
    return None if not value else (value.get("number"), bool(value.get("out_of_agenda")))


def _number(value: Record | None) -> Any:
    return None if not value else (value.get("number"), value.get("year"))


def _names(values: list[Any] | None) -> set[Any]:
    return {folded(name) for name in values or []}


def _members(values: list[Record] | None) -> set[Any]:
    return {(folded(m["name"]), m["status"]) for m in values or []}


def _roles(values: list[Record] | None) -> set[Any]:
    return {(folded(m["name"]), m["role"]) for m in values or [] if m.get("role")}


def _moves(values: list[Record] | None) -> set[Any]:
    return {(folded(m["name"]), m["kind"], _item(m["item"]), m["moment"], _number(m["decision"])) for m in values or []}


def _votes(origin: str) -> Callable[[list[Record] | None], set[Any]]:
    return lambda values: {(folded(v["name"]), v["vote"]) for v in values or [] if v["origin"] == origin}


def _tally(values: Record | None) -> set[Any]:
    return {(choice, n) for choice, n in (values or {}).items() if n is not None}


def _acts(values: list[Record] | None) -> set[Any]:
    return {(a["kind"], a["number"], a["date"]) for a in values or [] if a["kind"] != "protocol"}


SCALARS = (
    "document.ada", "municipality", "body", "session.number", "session.date", "session.time", "session.kind",
    "session.format", "roll_call.layout", "roll_call.seats", "roll_call.present_count", "roll_call.absent_count",
    "mayor.present", "vote.outcome", "vote.result", "vote.unanimity", "attendance_at_item.settled",
)  # fmt: skip
READ_AS: dict[str, Callable[[Any], Any]] = {"decision": _number, "agenda_item": _item}
SETS: tuple[tuple[str, str, Callable[[Any], set[Any]]], ...] = (
    ("roll_call.members", "roll_call.members", _members),
    ("roll_call.roles", "roll_call.members", _roles),
    ("movements", "movements", _moves),
    ("attendance_at_item.present", "attendance_at_item.present", _names),
    ("vote.stated", "vote.votes", _votes("stated")),
    ("vote.derived", "vote.votes", _votes("derived")),
    ("vote.tally", "vote.tally", _tally),
    ("acts", "acts", _acts),
)


def _one(field: str, expected: Any, got: Any) -> Fact:
    state = "right" if expected == got else "missing" if got is None else "wrong"
    return Fact(field, state, expected, got)


def compared(truth: Record, read: Record) -> Iterator[Fact]:
    """Every fact the truth claims, judged."""
    for path in SCALARS:
        if (expected := at(truth, path)) is not _ABSENT:
            got = at(read, path)
            yield _one(path, folded(expected), folded(None if got is _ABSENT else got))
    for path, shape in READ_AS.items():
        if (expected := at(truth, path)) is not _ABSENT:
            yield _one(path, shape(expected), shape(read.get(path)))
    if truth.get("subject"):
        a, b = folded(truth["subject"]), folded(read.get("subject"))
        same = b is not None and SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.95
        yield Fact("subject", "right" if same else "wrong" if b else "missing", a, b)
    for field, path, shape in SETS:
        if (claimed := at(truth, path)) is not _ABSENT:
            got = at(read, path)
            expected_set, got_set = shape(claimed), shape(None if got is _ABSENT else got)
            state = "right" if expected_set == got_set else "missing" if got_set < expected_set else "wrong"
            yield Fact(field, state, sorted(map(str, expected_set - got_set)), sorted(map(str, got_set - expected_set)))
    if truth.get("resolutions"):
        expected = [folded(r["label"]) for r in truth["resolutions"]]
        got = [folded(r["label"]) for r in read.get("resolutions") or []]
        yield Fact("resolutions", "right" if got == expected else "missing" if len(got) < len(expected) else "wrong",
                   expected, got)  # fmt: skip
    yield _findings(truth, read)


def _findings(truth: Record, read: Record) -> Fact:
    """Every planted code raised, and none that the page gives no ground for."""
    wanted = {f["code"] for f in truth["findings"]}
    allowed = wanted | set(truth["simulation"]["allowed_findings"]) | {"low_text_quality"}
    got = {f["code"] for f in read.get("findings") or [] if f.get("severity") != "info"}
    state = "wrong" if got - allowed else "missing" if wanted - got else "right"
    return Fact("findings", state, sorted(wanted - got), sorted(got - allowed))
