"""Sentences of a stretch of the reading: where a clerk's statement begins and ends."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from cni_analytics.statements.name_words import ends_sentence, never_in_names
from cni_analytics.statements.types import Span
from cni_analytics.text.reading import Reading, fold

_STOP = regex.compile(
    r"\.(?=[\s»\")]|\p{Lu}|$)|[;!](?=\s|$)|\n[ \t]*(?=\n)|\n(?=[ \t]*(?:[-•·*▪➢✓]|\d{1,2}[.)])[ \t]*\p{Lu})"
)
_WORD_BEFORE = regex.compile(r"[^\s.]{0,30}\.$")
_NOT_AFTER = regex.compile(
    r"(?:^|[\s(])(?:αριθ|αριθμ|αρ|υπ|παρ|αρθ|σελ|κ|κ\.κ|τηλ|πρωτ|ν|π\.δ|δ\.σ|δ|σ|α\.δ\.σ|εδ|περ)\.$"
)
_NEXT_WORD = regex.compile(r"\p{Lu}\p{L}*")
_PAGE_END = regex.compile(r"[^\S\f]{0,120}\f")
_PAGE_START = regex.compile(r"\f[^\S\f]*+$")
_PAGE_TOP = 160
"""How much blank space may stand at the top of a page, in characters."""
_ONE_LETTER = regex.compile(r"(?<!\p{L})\p{L}\.$")
_YEAR = regex.compile(r"\d\.$")


@lru_cache(maxsize=16)
def sentences(reading: Reading, start: int, end: int) -> tuple[Span, ...]:
    """The sentences of a stretch, in order, without the white space around them.

    A stop ends a sentence after a whole word and not after an abbreviation or an initial («Ευθ. Κατσίκης»,
    «υπ' αριθμ. 12»); a blank line and a bullet end one too. A page's end does not.
    """
    return tuple(_sentences(reading, start, end))


def _sentences(reading: Reading, start: int, end: int) -> Iterator[Span]:
    at = start
    for m in _STOP.finditer(reading.text, start, end):
        if m[0] == "." and not _ends(reading, at, m.end()):
            continue
        if (
            m[0][0] == "\n"
            and (
                _PAGE_END.match(reading.text, m.start())
                or _PAGE_START.search(reading.text, max(at, m.start() - _PAGE_TOP), m.start() + 1)
            )
            and reading.text[at : m.start()].rstrip()[-1:].isalpha()
        ):
            continue
        yield from _trimmed(reading, at, m.end())
        at = m.end()
    yield from _trimmed(reading, at, end)


def _ends(reading: Reading, start: int, end: int) -> bool:
    word = _WORD_BEFORE.search(reading.text, max(start, end - 31), end)
    if word is None or _NOT_AFTER.search(reading.fold, max(start, end - 12), end):
        return False
    after = reading.text[end : end + 40].lstrip()
    if _ONE_LETTER.search(word[0]) and reading.text[end : end + 1].isalpha():
        return False
    if _YEAR.search(word[0]) or not word[0][:-1].isalpha():
        return not after or after[0].isupper() or after[0] in '-–«"•('
    if ends_sentence(word[0]):
        return True
    if (next_word := _NEXT_WORD.match(after)) is not None and never_in_names(fold(next_word[0]), first=True):
        return True
    # A lower-case word before and a capital after: «… κλήθηκαν νόμιμα. Ο Δήμαρχος».
    return word[0][0].islower() and len(word[0]) > 4 and (not after or after[0].isupper())


def _trimmed(reading: Reading, start: int, end: int) -> Iterator[Span]:
    text = reading.text[start:end]
    if text.strip():
        yield Span(start + len(text) - len(text.lstrip()), start + len(text.rstrip()))
