"""Wordings that begin a line or a sentence and mark where a part of a decision begins.

They are tried only where a line or a sentence begins, in the order of the page, so that looking for the
first of them costs what stands before it and no more.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache

import regex

from cni_analytics.statements.lexicon import lexicon

_BEGINS = regex.compile(r"[\n\f](?=[^\S\n\f]*\S)|[.;:»\"][^\S\n]{1,3}(?=\S)")
_FIRST = regex.compile(r"[^\S\n\f]*\S")


@lru_cache(maxsize=8)
def beginnings(fold: str) -> tuple[int, ...]:
    """Where lines (before their indentation) and sentences begin, in order; blank lines begin nothing."""
    first = (0,) if _FIRST.match(fold) else ()
    return (*first, *(m.end() for m in _BEGINS.finditer(fold)))


@cache
def patterns(name: str, value: str | None = None) -> tuple[regex.Pattern[str], ...]:
    """The patterns of a lexicon, or of its rows with one value."""
    return tuple(w.pattern for w in lexicon(name) if value is None or w.value == value)


def marks(
    fold: str, kind: str, start: int = 0, end: int | None = None, *, name: str = "zones"
) -> Iterator[regex.Match[str]]:
    """Where one kind of wording stands at the beginning of a line or sentence, in the order of the page.

    Parameters
    ----------
    fold
        The whole folded text.
    kind
        A value of the lexicon.
    start, end
        The stretch to look in.
    name
        Of the lexicon.
    """
    end = len(fold) if end is None else end
    tried = patterns(name, kind)
    at = beginnings(fold)
    for begin in at[bisect_left(at, start) : bisect_left(at, end)]:
        for pattern in tried:
            if (m := pattern.match(fold, begin, end)) is not None:
                yield m
                break
