"""Lists of municipalities in running text: «ο Δήμος Α και ο Δήμος Β», «οι εξής δήμοι: Α, Β, Ν. Γ-Ν. Δ»."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from cni_analytics.statements.types import Span, Stated
from cni_analytics.text.reading import Reading

_WORD_OF_NAME = r"(?:\p{Lu}\p{L}?\.(?=\s?\p{Lu})|\p{Lu}[\p{L}'’]{1,30})"
# «Ν.» and «Αγ.» are parts of a name only where a name follows; otherwise the stop ends the list.
_NOT_A_NAME = r"(?!(?:Δ[ήη]μ(?:ος|ου|οι|ων|ους|ο)|Δ[ΗΉ]Μ(?:ΟΣ|ΟΥ|ΟΙ|ΩΝ|ΟΥΣ|Ο)|και|ΚΑΙ|Και)\b)"
_NAME = regex.compile(
    rf"{_NOT_A_NAME}{_WORD_OF_NAME}(?:\s?[-‐–]\s?{_WORD_OF_NAME}|[ \t]*\n?[ \t]*{_NOT_A_NAME}{_WORD_OF_NAME}){{0,4}}"
)
_LEAD = regex.compile(
    r"\s*(?P<label>(?:\d{1,2}|\p{Ll})[.)]\s*|[-–•·*▪]\s*)?(?:(?:ο|οι|του|των|τον|τους|στον|στους|Ο|Οι|ΟΙ)\s+)?"
    r"(?:(?:Δ[ήη]μ|δ[ήη]μ|Δ[ΗΉ]Μ)(?:ος|ου|ο|οι|ων|ους|ΟΣ|ΟΥ|Ο|ΟΙ|ΩΝ|ΟΥΣ)\s+)?"
)
_SEPARATOR = regex.compile(
    r"\s*(?:[,;·]\s*(?:και\s|ΚΑΙ\s)?|(?:και|ΚΑΙ|&)\s|\n(?=\s*(?:(?:\d{1,2}|\p{Ll})[.)]|[-–•·*▪])\s))"
)
_NEXT_ITEM = regex.compile(
    r"[^\n]{0,200}(?:\n(?!\s*\n)[^\n]{0,200}){0,2}?\n\s{0,40}(?=(?:(?:\d{1,2}|\p{Ll})[.)]|[-–•·*▪])\s)"
    r"|[,;·]?\s{1,3}(?=(?:\d{1,2}|\p{Ll})[.)]\s)"
)
# What follows a name in its item, and a running line between two pages, is passed over.
_MUNICIPALITY = regex.compile(r"\bδημ(?:οσ|ου|ο|οι|ων|ουσ)\b:?")


def municipalities_at(reading: Reading, start: int, end: int) -> tuple[Stated[str], ...]:
    """The municipalities listed from ``start`` on, as printed, white space folded; empty if none stands there."""
    return tuple(_walk(reading.text, start, end))


def municipality_list(reading: Reading, start: int, end: int) -> tuple[tuple[Stated[str], ...], Span] | None:
    """The first list behind a word «Δήμος», in any case and number, and the span it takes up."""
    for m in _MUNICIPALITY.finditer(reading.fold, start, end):
        if found := municipalities_at(reading, m.end(), end):
            return found, Span(m.start(), found[-1].span.end)
    return None


def _walk(text: str, at: int, end: int) -> Iterator[Stated[str]]:
    while True:
        lead = _LEAD.match(text, at, end)
        begin = lead.end() if lead else at
        listed = bool(lead and lead["label"])
        line = text.find("\n", begin, end)
        # An item of a list is a line; in running text a name may go on in the next.
        name = _NAME.match(text, begin, line if listed and line >= 0 else end)
        if name is None:
            return
        yield Stated(" ".join(name[0].split()), Span(*name.span()))
        separator = (_NEXT_ITEM if listed else _SEPARATOR).match(text, name.end(), end)
        if separator is None:
            return
        at = separator.end()
