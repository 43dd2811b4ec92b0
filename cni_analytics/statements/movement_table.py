"""Comings and goings in a table: a name in each row, and at which item under «Προσέλευση» or «Αποχώρηση»."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from cni_analytics.statements.movement_anchors import Anchor, find_anchors
from cni_analytics.statements.name_parts import PrintedName, parse, run_of
from cni_analytics.statements.name_words import words_of
from cni_analytics.statements.types import MovementKind, Span
from cni_analytics.text.reading import Reading

_LINE = regex.compile(r"[^\n\f]+")
_CELL = regex.compile(r"[^|\t]+?(?=[ \t]{2,}|[|\t]|$)")
_ARRIVED = regex.compile(r"(?<!\p{L})(?:προσελευσ|προσηλθ|αφιξ|εισοδο)\p{L}*")
_LEFT = regex.compile(r"(?<!\p{L})(?:αποχωρησ|αναχωρησ|εξοδο)\p{L}*")
_SENTENCE = regex.compile(r"[.,:;]|(?<!\p{L})(?:ο|η|οι|του|τησ|των)\s")
_RULE = regex.compile(r"[\s|:+\-=_]*")


@dataclass(frozen=True, slots=True)
class TableMovement:
    """One cell: who, which way, when, and the line it stands on."""

    name: PrintedName
    kind: MovementKind
    anchors: tuple[Anchor, ...]
    line: Span


def read_movement_tables(reading: Reading, zone: Span) -> Iterator[TableMovement]:
    """The rows under a line that heads one column of comings and one of goings.

    Parameters
    ----------
    reading
        The document.
    zone
        Where this session's own words stand.
    """
    if not (_ARRIVED.search(reading.fold, zone.start, zone.end) and _LEFT.search(reading.fold, zone.start, zone.end)):
        return
    heads: tuple[float, float] | None = None
    for m in _LINE.finditer(reading.text, zone.start, zone.end):
        line = Span(m.start(), m.end())
        found = _heads(reading, line)
        if found is not None:
            heads = found
        elif heads is not None and not _RULE.fullmatch(m[0]):
            rows = list(_row(reading, line, heads))
            if not rows:
                heads = None
            yield from rows


def _heads(reading: Reading, line: Span) -> tuple[float, float] | None:
    came = list(_ARRIVED.finditer(reading.fold, line.start, line.end))
    left = list(_LEFT.finditer(reading.fold, line.start, line.end))
    if len(came) != 1 or len(left) != 1 or _SENTENCE.search(reading.fold, line.start, line.end):
        return None
    between = reading.text[min(came[0].end(), left[0].end()) : max(came[0].start(), left[0].start())]
    if "|" not in between and "\t" not in between and "  " not in between:
        return None
    return _place(reading, line, *came[0].span()), _place(reading, line, *left[0].span())


def _place(reading: Reading, line: Span, start: int, end: int) -> float:
    """How many bars stand before a cell, or where its middle is."""
    if "|" in reading.text[line.start : line.end]:
        return reading.text.count("|", line.start, start)
    return (start + end) / 2 - line.start


def _row(reading: Reading, line: Span, heads: tuple[float, float]) -> Iterator[TableMovement]:
    name: PrintedName | None = None
    for cell in _CELL.finditer(reading.text, line.start, line.end):
        text = cell[0].strip()
        if not text:
            continue
        start = cell.start() + len(cell[0]) - len(cell[0].lstrip())
        span = Span(start, start + len(text))
        if name is None:
            parsed = parse(run_of(reading, span))
            if parsed.name is not None and not parsed.left and words_of(parsed.name.name) > 1:
                name = parsed.name
            continue
        anchors = find_anchors(reading, span.start, span.end)
        if anchors:
            place = _place(reading, line, span.start, span.end)
            kind: MovementKind = "arrival" if abs(place - heads[0]) <= abs(place - heads[1]) else "departure"
            yield TableMovement(name, kind, tuple(anchors), line)
