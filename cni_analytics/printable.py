"""Text from outside, made safe to print: a terminal acts upon control characters, a reader on reversed text."""

from __future__ import annotations

import unicodedata

_ACTED_UPON = ("Cc", "Cf", "Cs")


def printable(text: str) -> str:
    """Spell out the characters a terminal would act upon, bidirectional overrides included.

    >>> printable("a\\x1b[2Jb")
    'a\\\\x1b[2Jb'
    """
    if text.isprintable():
        return text
    return "".join(
        c if c in "\n\t" or unicodedata.category(c) not in _ACTED_UPON else c.encode("unicode_escape").decode()
        for c in text
    )
