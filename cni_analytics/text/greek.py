"""Whether text is Greek at all: the share of its words that could be Greek words."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import islice

import regex

from cni_analytics.text.words import words

_WORD = regex.compile(r"[^\W\d_]{3,}")
_VOWELS = "αεηιουωάέήίόύώϊϋΐΰ"
_SHAPE = regex.compile(
    rf"(?=.*[{_VOWELS}])(?!.*[^{_VOWELS}]{{5}})(?!.*[{_VOWELS}]{{6}})(?!.*(.)\1\1)[α-ωάέήίόύώϊϋΐΰ]*[{_VOWELS}νρσς]"
)
_MOST_WORDS = 400
_PAGE = 8000
"""Characters of a page, all of whose words are found as soon as the first 400."""


@lru_cache(maxsize=20_000)
def _is_shaped(word: str) -> bool:
    return _SHAPE.fullmatch(word) is not None


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
    return _share(_first_words(text))


def _first_words(text: str) -> list[str]:
    """The words of three letters or more, in lower case."""
    if len(text) <= _PAGE:
        return _WORD.findall(text.lower())[:_MOST_WORDS]
    return [m[0].lower() for m in islice(_WORD.finditer(text), _MOST_WORDS)]


def _share(words_: list[str]) -> float:
    return sum(map(_is_shaped, words_)) / len(words_) if words_ else 0.0


_USABLE = 0.5
_ENGLISH = 0.12
_FEW_WORDS = 10
_PROSE = 80


def says_something(text: str) -> bool:
    """Whether a page's text can be read: Greek or English words, or too few of any to judge.

    Parameters
    ----------
    text
        Of one page. Figures alone say something; symbols and shifted letters do not.
    """
    folded = _first_words(text)
    if len(folded) < _FEW_WORDS:
        return bool(text.strip()) and "\ufffd" not in text
    if _share(folded) >= _USABLE:
        # A whole page of running text without one of Greek's commonest words is in some other code.
        return len(folded) < _PROSE or not _function_words("el").isdisjoint(folded)
    return sum(word in _function_words("en") for word in folded) >= _ENGLISH * len(folded)


@cache
def _function_words(language: str) -> frozenset[str]:
    return frozenset(words(f"function_{language}"))
