"""Headings of lists told by their words: nothing but who, when and how many, and one word about presence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

import regex

from cni_analytics.statements.name_words import patterns
from cni_analytics.statements.numerals import COUNT, count
from cni_analytics.statements.types import Figure, Span
from cni_analytics.text.reading import Reading

_STEM = regex.compile(
    r"παρ(?:ο(?:ντ|υσ)|ευρ|α?βρ|εστ|αστ|ιστ)|απ[οω]ν|απουσ|απολειπ|λειπ|ελειψ|μετ(?:εχ|ειχ|ασχ)|συνδ|δεν?\s|μην?\s"
)
_CELL = regex.compile(r"[^\s|]+(?:[ \t]{1,2}[^\s|]+)*")
_START = regex.compile(r"[.;!»](?=\s+\p{Lu})")
_TOKEN = regex.compile(rf"(?P<count>{COUNT})|(?P<word>\p{{L}}+)|(?P<figure>\d+)|[^\s\p{{L}}\d]")
_STOPPED = regex.compile(r"[\d)]\s*\.\s*$")
_TOTAL = regex.compile(r"(?:απο|επι|εκ|συνολ\p{L}{1,3}|των?|τα)\s+(?:\p{L}+\s+)?$")
_ENTRY = regex.compile(
    r"[^\S\n]*[:\-]*[^\S\n]*(?:\n\s*|\f\s*|$|\s{3,})[•·*▪➢✓\-\s]*(?:[(\[]?\w{1,4}[.)\]/]+[ \t]*)?"
    r"(?:κ\.\s?)?[«\"]?\p{Lu}"
)
_REMARK_AT_END = regex.compile(r"[ \t]*\((?=\p{Ll})[^()]{3,120}\)[ \t]*$")
_GOES_ON = regex.compile(r"[^\s.:;·!»)\-–—_*]\s*\n[^\S\n]*$")
"""The line before runs on into this one: its end is a sentence's, not a heading's."""
_PARTICLE = regex.compile(r"(?:ηταν|ησαν|ειναι)\s+$")
"""«Ήταν δε παρόντες» denies nothing."""
_LONGEST = 160
_PUNCTUATION = frozenset("()[],-/.'\"·«»*_•#")

Kind = Literal["present", "absent"]


def find_labels(reading: Reading, zone: Span) -> Iterator[tuple[Kind, Span, Figure | None]]:
    """Headings of the present and the absent, whatever their wording, with the one count they may hold.

    Parameters
    ----------
    reading
        The document.
    zone
        Where to look.

    Yields
    ------
    tuple
        The kind, the heading up to where the names begin, and the count. A heading stands at the beginning of a
        line, a cell or a sentence and ends in a colon, or with its line or cell where an entry follows.
    """
    for line in _lines(reading, zone):
        for cell in _CELL.finditer(reading.text, line.start, line.end):
            if _STEM.search(reading.fold, cell.start(), cell.end()):
                yield from _in_cell(reading, Span(cell.start(), cell.end()), zone)


def _lines(reading: Reading, zone: Span) -> Iterator[Span]:
    at = zone.start
    while at < zone.end:
        ends = [e for e in (reading.text.find("\n", at, zone.end), reading.text.find("\f", at, zone.end)) if e >= 0]
        end = min(ends, default=zone.end)
        yield Span(at, end)
        at = end + 1


def _in_cell(reading: Reading, cell: Span, zone: Span) -> Iterator[tuple[Kind, Span, Figure | None]]:
    starts = [cell.start, *(m.end() for m in _START.finditer(reading.text, cell.start, cell.end))]
    for begin in starts:
        colon = reading.text.find(":", begin, min(zone.end, begin + _LONGEST))
        stop, end = (colon, colon + 1) if 0 <= colon < cell.end else (cell.end, cell.end)
        if colon < 0 or colon >= cell.end:
            wrapped = colon >= 0 and reading.text.count("\n", cell.end, colon) == 1
            if wrapped and (kind := _kind(reading, begin, colon)) is not None:
                stop, end = colon, colon + 1
            elif (
                begin != cell.start
                or not _ENTRY.match(reading.text, cell.end, zone.end)
                or _ends_sentence(reading, zone, begin, stop)
            ):
                continue
            remark = _REMARK_AT_END.search(reading.text, begin, stop)
            stop = stop if remark is None else remark.start()
        if (kind := _kind(reading, begin, stop)) is not None:
            yield kind, Span(begin, end), _figure(reading, kind, begin, stop)


def _ends_sentence(reading: Reading, zone: Span, start: int, end: int) -> bool:
    """«… επί 49 μελών\\nήταν παρόντα τα 37.»: the last line of a sentence."""
    return (
        _STOPPED.search(reading.text, start, end) is not None
        and _GOES_ON.search(reading.text, zone.start, start) is not None
    )


def _kind(reading: Reading, start: int, end: int) -> Kind | None:
    if end - start > _LONGEST:
        return None
    found: set[str] = set()
    for m in _TOKEN.finditer(reading.fold, start, end):
        if m["word"] is None:
            if m["count"] is None and m["figure"] is None and m[0] not in _PUNCTUATION:
                return None
            continue
        meaning = _meaning(m["word"])
        if meaning is None:
            return None
        if not (m["word"] == "δε" and _PARTICLE.search(reading.fold, start, m.start())):
            found.add(meaning)
    if "no" in found and "absent" not in found and found & {"present", "came"}:
        return "absent"
    if "no" in found or {"present", "absent"} <= found:
        return None
    return "present" if "present" in found else "absent" if "absent" in found else None


@lru_cache(maxsize=4096)
def _meaning(word: str) -> str | None:
    return next((value for value, p in patterns("heading_words") if p.match(word)), None)


def _figure(reading: Reading, kind: Kind, start: int, end: int) -> Figure | None:
    """The count of a heading («ΗΤΑΝ ΑΠΟΝΤΕΣ (6)»); with a second one, or «από τα», it is told elsewhere."""
    found = [m for m in _TOKEN.finditer(reading.fold, start, end) if m["count"] is not None]
    if len(found) != 1 or _TOTAL.search(reading.fold, start, found[0].start()):
        return None
    number = count(reading.fold, found[0].start(), found[0].end())
    if number is None:
        return None
    return Figure(kind, number.value, Span(number.start, number.end), number.words, "list_heading", number.digits)
