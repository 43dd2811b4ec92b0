"""Where the wordings of a memorandum's clauses stand, and the sentence around them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import regex

from cni_analytics.statements.lexicon import Wording, lexicon
from cni_analytics.statements.types import Span
from cni_analytics.text.reading import Reading

_SENTENCE_END = regex.compile(r"(?<=\p{L}{3}[.;·]|[\d)»\"][.;·])\s+(?=[\p{Lu}«\"])|\n[ \t]*(?:\n|\f)|\f")
# Three letters before the stop, so that «Ν. Χαλκηδόνας» and «Αγ. Πέτρου» do not end a sentence.
_LONGEST = 2500
"""Characters of a sentence on either side of a word; more is not one sentence."""
_MOST = 100
"""Matches of one wording that are looked at; a memorandum says a thing once or twice, a hostile text for ever."""
_SPACE = regex.compile(r"\s{0,40}")


def rows(value: str) -> tuple[Wording, ...]:
    """The wordings of one meaning: ``value``, or ``value:`` and what it says."""
    return tuple(row for row in lexicon("memorandum") if row.value.partition(":")[0] == value)


def found(reading: Reading, value: str, start: int, end: int) -> Iterator[tuple[Wording, regex.Match[str]]]:
    """The matches of the wordings of one meaning, in the order of the page."""
    hits = [(row, m) for row in rows(value) for m in islice(row.pattern.finditer(reading.fold, start, end), _MOST)]
    return iter(sorted(hits, key=lambda hit: hit[1].start()))


def said(row: Wording) -> str:
    """What a wording says: the part of its value after the colon."""
    return row.value.partition(":")[2]


def unit_after(reading: Reading, value: str, index: int) -> tuple[Wording, int] | None:
    """The wording that follows right after a number, and where it ends."""
    space = _SPACE.match(reading.fold, index)
    at = space.end() if space else index
    for row in rows(value):
        if m := row.pattern.match(reading.fold, at):
            return row, m.end()
    return None


def sentence_at(reading: Reading, index: int, within: Span) -> Span:
    """The sentence a character stands in, inside a section."""
    start, limit = max(within.start, index - _LONGEST), min(within.end, index + _LONGEST)
    for m in _SENTENCE_END.finditer(reading.text, start, limit):
        if m.start() >= index:
            return Span(start, m.start())
        start = m.end()
    return Span(start, limit)
