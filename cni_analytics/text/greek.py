"""Whether text is Greek at all: the share of its words that could be Greek words."""

from __future__ import annotations

import regex

_WORD = regex.compile(r"[^\W\d_]{3,}")
_VOWELS = "αεηιουωάέήίόύώϊϋΐΰ"
_SHAPE = regex.compile(
    rf"(?=.*[{_VOWELS}])(?!.*[^{_VOWELS}]{{5}})(?!.*[{_VOWELS}]{{6}})(?!.*(.)\1\1)[α-ωάέήίόύώϊϋΐΰ]*[{_VOWELS}νρσς]"
)
_MOST_WORDS = 400


def greek_share(text: str) -> float:
    """Share of the words of three letters or more that have the shape of a Greek word.

    A Greek word is written in Greek letters only, has a vowel, ends in a vowel, «ς», «ν» or «ρ», and
    never has five consonants in a row. What a broken text layer gives (symbols, shifted letters,
    accents without letters) rarely does.

    Parameters
    ----------
    text
        Any text; the first 400 words are looked at.

    Returns
    -------
    float
        0 to 1; 0 where there is no word.
    """
    words = greek = 0
    for m in _WORD.finditer(text):
        words += 1
        greek += _SHAPE.fullmatch(m[0].lower()) is not None
        if words == _MOST_WORDS:
            break
    return greek / words if words else 0.0
