"""Lists that stand side by side under headings on one line, led apart into columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

import regex

from cni_analytics.statements.name_cells import Cell, cells, joined
from cni_analytics.statements.name_lists import NameList, take
from cni_analytics.statements.name_parts import ENUMERATOR, run_of
from cni_analytics.statements.roll_call_headings import Heading
from cni_analytics.statements.types import Span
from cni_analytics.text.reading import Reading

_NEXT_NUMBER = regex.compile(r"\s(?=\d{1,3}[.)]\s?\p{Lu})")
_CLOSE = 3
"""How far from the left of a heading the entries below it may begin, in characters."""


def split_columns(reading: Reading, headings: Sequence[Heading], end: int) -> list[NameList]:
    """The names under each of several headings that stand on one line.

    Parameters
    ----------
    reading
        The document.
    headings
        From left to right.
    end
        Where the next list begins, or nothing more.

    Returns
    -------
    list of NameList
        One per heading. A row with as many cells as there are headings gives one to each; a cell alone goes
        where its number counts on, or under the nearest heading.
    """
    start = max(h.end for h in headings)
    rows = [_parted(reading, headings, row) for row in cells(reading, start, end)]
    columns = _assign(reading, headings, rows)
    lists: list[NameList] = []
    last = None
    for column in columns:
        rows = [[c] for c in column if last is None or c.line <= last]
        found = joined(reading, rows)
        names = take([run_of(reading, *c.pieces) for c in found], start, flow=False)
        lists.append(names)
        if last is None and names.stopped is not None:
            last = found[names.stopped].line
    return lists


def _parted(reading: Reading, headings: Sequence[Heading], row: list[Cell]) -> list[Cell]:
    """A row whose gap a long name has closed, parted at the number that stands under a heading."""
    if len(row) >= len(headings):
        return row
    found: list[Cell] = []
    for cell in row:
        text = reading.text[cell.span.start : cell.span.end]
        at = [
            m.start() + 1
            for m in _NEXT_NUMBER.finditer(text)
            if any(abs(cell.column + m.start() + 1 - h.column) <= _CLOSE for h in headings[1:])
        ]
        for a, b in pairwise([0, *at, len(text)]):
            span = Span(cell.span.start + a, cell.span.start + a + len(text[a:b].rstrip()))
            found.append(Cell(span, cell.column + a, cell.line, [span]) if at else cell)
    return found


def _assign(reading: Reading, headings: Sequence[Heading], rows: list[list[Cell]]) -> list[list[Cell]]:
    widest = max((len(row) for row in rows), default=0)
    if widest > len(headings):
        return _assign_parts(reading, headings, [row for row in rows if len(row) == widest], rows)
    columns: list[list[Cell]] = [[] for _ in headings]
    starts: list[list[int]] = [[] for _ in headings]
    expected = [1] * len(headings)
    for row in rows:
        for index, cell in enumerate(row):
            number = _number(reading, cell)
            if len(row) == len(headings):
                k = index
            else:
                at = [median(s) if s else h.column for s, h in zip(starts, headings, strict=True)]
                fits = [k for k, n in enumerate(expected) if number is not None and n == number]
                k = fits[0] if len(fits) == 1 else _nearest(at, cell.column)
            columns[k].append(cell)
            starts[k].append(cell.column)
            if number is not None:
                expected[k] = number + 1
    return columns


def _assign_parts(
    reading: Reading, headings: Sequence[Heading], full: list[list[Cell]], rows: list[list[Cell]]
) -> list[list[Cell]]:
    """Lists that themselves stand in several columns: each column goes to one heading.

    A column whose numbers begin at 1 begins a list; without numbers, a column goes under the nearest heading.
    """
    starts = [median(row[i].column for row in full) for i in range(len(full[0]))]
    numbers = [_number(reading, cell) for cell in full[0]]
    if numbers.count(1) == len(headings) and numbers[0] == 1:
        owner = [numbers[: i + 1].count(1) - 1 for i in range(len(numbers))]
    else:
        owner = [_nearest([h.column for h in headings], int(start)) for start in starts]
    parts: list[list[Cell]] = [[] for _ in starts]
    for row in rows:
        for index, cell in enumerate(row):
            parts[index if len(row) == len(starts) else _nearest(starts, cell.column)].append(cell)
    columns: list[list[Cell]] = [[] for _ in headings]
    for k in range(len(headings)):
        mine = [cell for part, o in zip(parts, owner, strict=True) if o == k for cell in part]
        columns[k] = sorted(mine, key=lambda cell: (cell.line, cell.column))
    return columns


def _nearest(columns: Sequence[float], column: int) -> int:
    return min(range(len(columns)), key=lambda k: abs(columns[k] - column))


def _number(reading: Reading, cell: Cell) -> int | None:
    m = ENUMERATOR.match(reading.fold[cell.span.start : cell.span.end])
    return int(m[1] or m[2]) if m is not None and (m[1] or m[2]) else None
