"""A roll call as one table: a status word, or a mark in one of two columns, beside each name."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from cni_analytics.statements.name_lists import NameList
from cni_analytics.statements.name_parts import Parsed, PrintedName, is_furniture, parse, run_of
from cni_analytics.statements.name_words import words_of
from cni_analytics.statements.types import Span, Status
from cni_analytics.text.reading import Reading

_LINE = regex.compile(r"[^\n\f]+")
_GAP = regex.compile(r"[ \t]{3,}|\t|[ \t]*\|[ \t]*")
_PRESENT = regex.compile(r"\W*(?:παρων|παρουσα|παρον)\W*")
_ABSENT = regex.compile(r"\W*(?:απων|απουσα|απον|απουσια)\W*(?:δικ\p{L}*|αδικ\p{L}*)?\W*")
_AT_END = regex.compile(r"(?<=\p{L}[)\s])[\s.:…\-_]*(?<status>παρων|παρουσα|απων|απουσα)[\s.]*$")
_MARK = regex.compile(r"[xχvν✓✔√☑☒●•*+/]|ναι")
_PRESENT_COLUMN = regex.compile(r"\W*παρ(?:ων|οντ\p{L}+|ουσα|ουσια)[^\n]{0,20}")
_ABSENT_COLUMN = regex.compile(r"\W*απ(?:ων|οντ\p{L}+|ουσα|ουσια)[^\n]{0,20}")
_STATUS_WORD = regex.compile(r"(?:παρ|απ)(?:ων|ουσα|ον)\b")
_TWO_HEADS = regex.compile(r"παρ(?:ων|ου|οντ)\p{L}*(?:[^\S\n]{2,}|[^\S\n]*\|)[^\n]{0,20}απ(?:ων|ου|οντ)")
_FEWEST = 3
"""Rows that make a table; fewer may be a sentence that happens to end in «παρών»."""


@dataclass(frozen=True, slots=True)
class _Cell:
    span: Span
    index: int
    ruled: bool

    def place(self, line: int) -> int:
        """Where the cell stands: the number of bars before it, or of characters."""
        return self.index if self.ruled else (self.span.start + self.span.end) // 2 - line


@dataclass(frozen=True, slots=True)
class _Columns:
    present: int
    absent: int
    ruled: bool


def read_table(reading: Reading, zone: Span) -> dict[Status, NameList] | None:
    """The names of a table by status, or ``None`` where the zone holds no such table.

    Parameters
    ----------
    reading
        The document.
    zone
        Where the roll call stands.
    """
    if not _may_hold_table(reading, zone):
        return None
    found: dict[Status, list[PrintedName]] = {"present": [], "absent": []}
    columns: _Columns | None = None
    end = zone.start
    for m in _LINE.finditer(reading.text, zone.start, zone.end):
        if not m[0].strip() or is_furniture(reading.fold[m.start() : m.end()]):
            continue
        cells = _cells(reading, m.start(), m.end())
        columns = _header(reading, m.start(), cells) or columns
        row = _row(reading, m.start(), m.end(), cells, columns)
        if row is not None:
            name, status = row
            found[status].append(name)
            end = m.end()
    if sum(len(names) for names in found.values()) < _FEWEST or not found["present"]:
        return None
    return {status: NameList(tuple(names), end) for status, names in found.items()}


def _may_hold_table(reading: Reading, zone: Span) -> bool:
    """A quick look: a status word for each of several people, or the heads of two columns on one line."""
    words = sum(1 for _ in _STATUS_WORD.finditer(reading.fold, zone.start, zone.end))
    return words >= _FEWEST or _TWO_HEADS.search(reading.fold, zone.start, zone.end) is not None


def _cells(reading: Reading, start: int, end: int) -> list[_Cell]:
    found: list[_Cell] = []
    ruled = "|" in reading.text[start:end]
    at, index = start, 0
    for gap in [*_GAP.finditer(reading.text, start, end), None]:
        stop = gap.start() if gap is not None else end
        text = reading.text[at:stop]
        if text.strip():
            a = at + len(text) - len(text.lstrip())
            found.append(_Cell(Span(a, a + len(text.strip())), index, ruled))
        if gap is not None:
            at, index = gap.end(), index + 1
    return found


def _header(reading: Reading, line: int, cells: list[_Cell]) -> _Columns | None:
    """The two columns for marks, where this line heads them."""
    present = [c for c in cells if _PRESENT_COLUMN.fullmatch(reading.fold, c.span.start, c.span.end)]
    absent = [c for c in cells if _ABSENT_COLUMN.fullmatch(reading.fold, c.span.start, c.span.end)]
    if len(present) != 1 or len(absent) != 1:
        return None
    return _Columns(present[0].place(line), absent[0].place(line), present[0].ruled)


def _row(
    reading: Reading, line: int, end: int, cells: list[_Cell], columns: _Columns | None
) -> tuple[PrintedName, Status] | None:
    status: Status | None = None
    rest: list[_Cell] = []
    for cell in cells:
        said = _status(reading, line, cell, columns)
        if said is None:
            rest.append(cell)
        elif status is None:
            status = said
        else:
            return None
    if status is None:
        m = _AT_END.search(reading.fold, line, end)
        if m is None or len(cells) != 1:
            return None
        status = "present" if m["status"].startswith("παρ") else "absent"
        rest = [_Cell(Span(cells[0].span.start, m.start()), 0, ruled=False)]
    name = _name(reading, rest)
    return None if name is None else (name, status)


def _status(reading: Reading, line: int, cell: _Cell, columns: _Columns | None) -> Status | None:
    fold = reading.fold
    if _PRESENT.fullmatch(fold, cell.span.start, cell.span.end):
        return "present"
    if _ABSENT.fullmatch(fold, cell.span.start, cell.span.end):
        return "absent"
    if columns is None or not _MARK.fullmatch(fold, cell.span.start, cell.span.end):
        return None
    place = cell.place(line)
    if columns.ruled != cell.ruled or abs(place - columns.present) == abs(place - columns.absent):
        return None
    return "present" if abs(place - columns.present) < abs(place - columns.absent) else "absent"


def _name(reading: Reading, cells: list[_Cell]) -> PrintedName | None:
    """The one name of a row, with the offices of its other cells."""
    found: PrintedName | None = None
    beside: list[Parsed] = []
    for cell in cells:
        parsed = parse(run_of(reading, cell.span))
        if parsed.name is not None and words_of(parsed.name.name) > 1 and found is None and not parsed.left:
            found = parsed.name
        elif parsed.beside:
            beside.append(parsed)
        elif any(c.isalpha() for c in parsed.left) and found is None:
            return None
    for part in beside:
        found = found.with_(part) if found is not None else None
    return found
