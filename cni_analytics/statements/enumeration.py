"""Numbered and bulleted lists: «1. … 2. …», «α) … β) …», «- …», each item whole."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from cni_analytics.statements.types import Span
from cni_analytics.text.reading import Reading

_GREEK = ("α", "β", "γ", "δ", "ε", "στ", "ζ", "η", "θ", "ι", "ια", "ιβ", "ιγ", "ιδ", "ιε", "ιστ", "ιζ", "ιη", "ιθ", "κ")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_DIGITS = tuple(str(n) for n in range(1, 41))
_SERIES = (_DIGITS, _GREEK, _ROMAN)
_BULLET = regex.compile(r"[-–—•·▪●◦*➢✓]\s{1,4}(?=\S)")
_LABEL = regex.compile(r"\(?(\d{1,2}|\p{Ll}{1,4})[.)]\s{0,4}(?=[^\s\d])")
_BLANK = regex.compile(r"\n[ \t]*(?:\n|\f)|\f")
_STOP = regex.compile(r"[.;:»]\s*\n[ \t]*(?=\p{Lu})")
_INLINE_STOP = regex.compile(r"[.](?=\s+(?:\p{Lu}|\d{1,2}[.)])|\s*\n)|\n[ \t]*(?:\n|\f)|\f")
_AND = regex.compile(r"[\s,]+(?:και|ΚΑΙ)$")


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of a list: its place, counted from 1, and its text without the label."""

    ordinal: int
    span: Span


def entries(reading: Reading, start: int, end: int) -> tuple[Entry, ...]:
    """The list that begins right at ``start``, blank space aside; empty if none does.

    Labels must follow one another: «1, 2, 4» ends after 2. The last item ends at a blank line, or at a
    full stop where the next line begins with a capital.
    """
    fold, text = reading.fold, reading.text
    first = regex.compile(r"\s*").match(fold, start, end)
    at = first.end() if first else start
    if bullet := _BULLET.match(fold, at, end):
        marks = _bullets(fold, at, end, fold[bullet.start()])
        return _cut(text, marks, end, inline=False)
    for series in _SERIES:
        marks, inline = _labels(fold, at, end, series)
        if len(marks) > 1:
            return _cut(text, marks, end, inline=inline)
    return ()


def _bullets(fold: str, at: int, end: int, mark: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    line = regex.compile(rf"{regex.escape(mark)}\s{{1,4}}(?=\S)")
    while m := line.match(fold, at, end):
        found.append((m.start(), m.end()))
        # The next bullet stands at the start of a line, at most one blank line further on.
        following = regex.compile(rf"\n\s{{0,80}}(?={regex.escape(mark)}\s)").search(fold, m.end(), end)
        if following is None or _BLANK.search(fold, m.end(), following.start()):
            break
        at = following.end()
    return found


def _labels(fold: str, at: int, end: int, series: tuple[str, ...]) -> tuple[list[tuple[int, int]], bool]:
    """The labels of a series in order, and whether they stand inside the lines."""
    opening = _LABEL.match(fold, at, end)
    if opening is None or opening[1] != series[0]:
        return [], False
    bracket = regex.escape(fold[opening.end(1)])
    marks = [(opening.start(), opening.end())]
    inline = False
    for label in series[1:]:
        on_line = regex.compile(rf"\n[ \t]*(\(?{label}{bracket}\s{{0,4}})(?=[^\s\d])").search(fold, marks[-1][1], end)
        within = regex.compile(rf"[\s,;·](\(?{label}{bracket}\s{{0,4}})(?=[^\s\d])").search(fold, marks[-1][1], end)
        m = on_line if on_line and not inline else within
        if m is None or _leaves_list(fold, marks[-1][1], m.start(), inline=m is within and m is not on_line):
            break
        inline = inline or on_line is None
        marks.append(m.span(1))
    return marks, inline


def _leaves_list(fold: str, start: int, end: int, *, inline: bool) -> bool:
    """Whether a heading or another paragraph stands between two labels, so that they are of two lists."""
    if regex.compile(r"\n[ \t]*αρθρο \d").search(fold, start, end):
        return True
    gaps = len(_BLANK.findall(fold, start, end))
    return gaps > (0 if inline else 1)


def _cut(text: str, marks: list[tuple[int, int]], end: int, *, inline: bool) -> tuple[Entry, ...]:
    found: list[Entry] = []
    for ordinal, (_, begin) in enumerate(marks, start=1):
        if ordinal < len(marks):
            stop = marks[ordinal][0]
        else:
            stops = [
                m.start() for p in (_BLANK, _INLINE_STOP if inline else _STOP) if (m := p.search(text, begin, end))
            ]
            stop = min(stops, default=end)
        item = _AND.sub("", text[begin:stop].rstrip(" \t\n\f,;·.("))
        found.append(Entry(ordinal, Span(begin, begin + len(item))))
    return tuple(found)
