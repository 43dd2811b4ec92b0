"""The text the reader works on: repaired, in one piece, every character leading back to its page."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NotRequired, TypedDict

from cni_analytics.text.document import Document, Page
from cni_analytics.text.letters import repair
from cni_analytics.text.tracked import Tracked

_PAGE_BREAK = "\f"


class EvidenceSpan(TypedDict):
    """Where on a page a fact stands; offsets count characters of the page's text as read.

    ``words`` is there only where ``text`` needed repair to be quoted: letters mended, mark-up and line
    ends taken out.
    """

    page: int
    start: int
    end: int
    text: str
    words: NotRequired[str]


def _fold_table() -> dict[int, str]:
    table: dict[int, str] = {}
    for code in (*range(0x00C0, 0x0250), *range(0x0370, 0x0400), *range(0x1F00, 0x2000)):
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        if len(base) == 1 and base != chr(code):
            table[code] = base
    for group, to in (
        ("ςϲ", "σ"),
        ("‐‑‒–—―−﹘－", "-"),
        ("’‘ʼ´`΄᾿῾′ʹ‛", "'"),
        ("“”„«»‹›″", '"'),
        ("µ", "μ"),
        ("∆", "δ"),
        ("Ω", "ω"),
    ):
        table |= {ord(c): to for c in group}
    return table | {
        ord(c): " " for c in "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"
    }


def _closed(table: dict[int, str]) -> dict[str, str]:
    """The table led to its end («`» is itself a mark to fold), so that the order of replacements is nothing."""
    folded = {chr(code): to for code, to in table.items()}
    while any(to in folded for to in folded.values()):
        folded = {character: folded.get(to, to) for character, to in folded.items()}
    return folded


_FOLD = _closed(_fold_table())


def fold(text: str) -> str:
    """Lower case without accents, ``σ`` for ``ς``, one kind of dash and quote; the length never changes.

    >>> fold("Οι ΠΑΡΌΝΤΕΣ – 25")
    'οι παροντεσ - 25'
    """
    return _fold_short(text) if len(text) <= _SHORT else _fold(text)


def _fold(text: str) -> str:
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    # A replacement for each of the few letters a page has beats a translation of the page tenfold.
    for character in set(lowered) & _FOLD.keys():
        lowered = lowered.replace(character, _FOLD[character])
    return lowered


_SHORT = 100
_fold_short = lru_cache(maxsize=16384)(_fold)
"""Words, names and lines are folded again and again, in one document and in the next."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the reading: its span and its span without the white space around it."""

    start: int
    end: int


class Reading:
    """A document's text, repaired, with ``fold`` beside it for matching.

    Attributes
    ----------
    text
        The whole document in clean monotonic Greek. Pages are separated by a form feed; lines and the
        spaces between columns are kept.
    fold
        ``fold(text)``, of the same length: patterns run on it, words are taken from ``text``.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self._starts: list[int] = []
        at = 0
        for page in document.pages:
            self._starts.append(at)
            at += len(page.text) + 1
        self._raw = _PAGE_BREAK.join(page.text for page in document.pages)
        tracked = Tracked(self._raw)
        repair(
            tracked,
            markdown=document.media_type == "text/markdown",
            pages=len(document.pages),
            scanned=any(page.source == "ocr" for page in document.pages),
        )
        self._tracked = tracked
        self.text = tracked.text
        self.fold = fold(tracked.text)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every line that is not blank, without the white space around it."""
        found, at = [], 0
        for line in self.text.replace(_PAGE_BREAK, "\n").split("\n"):
            stripped = line.strip()
            if stripped:
                start = at + len(line) - len(line.lstrip())
                found.append(Line(start, start + len(stripped)))
            at += len(line) + 1
        return tuple(found)

    def page_at(self, index: int) -> Page:
        """The page a character of ``text`` stands on."""
        origin, _ = self._tracked.origin(index, index)
        return self.document.pages[max(0, bisect_right(self._starts, origin) - 1)]

    def scanned(self, start: int, end: int) -> bool:
        """Whether any of a span of ``text`` was read by OCR, and so may be inexact."""
        first, last = self._tracked.origin(start, end)
        return any(
            page.source == "ocr" and max(first, offset + page.printed) < min(last, offset + len(page.text))
            for page, offset in zip(self.document.pages, self._starts, strict=True)
        )

    def evidence(self, start: int, end: int) -> list[EvidenceSpan]:
        """Where on its page, or pages, a span of ``text`` stands."""
        spans = list(self._evidence(*self._tracked.origin(start, end)))
        clean = [" ".join(part.split()) for part in self.text[start:end].split(_PAGE_BREAK)]
        for span, words in zip(spans, (part for part in clean if part), strict=False):
            if words != span["text"]:
                span["words"] = words
        return spans

    def _evidence(self, start: int, end: int) -> Iterator[EvidenceSpan]:
        for page, offset in zip(self.document.pages, self._starts, strict=True):
            a, b = max(start, offset), min(end, offset + len(page.text))
            text = self._raw[a:b]
            if a < b and text.strip():
                a, b = a + len(text) - len(text.lstrip()), b - (len(text) - len(text.rstrip()))
                yield {"page": page.number, "start": a - offset, "end": b - offset, "text": self._raw[a:b]}

    def printed(self, start: int, end: int) -> str:
        """The words of a span in clean Greek with white space folded."""
        return " ".join(self.text[start:end].split())
