"""Greek given names: which short forms belong to which name, and how names of people inflect."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal

from cni_analytics.statements.lexicon import lexicon
from cni_analytics.text.reading import fold

Gender = Literal["m", "f"]

_OBLIQUE: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ευσ", ("εα", "εωσ")),
    ("ουσ", ("ου", "ουντοσ")),
    ("οσ", ("ου", "ο", "ε")),
    ("ησ", ("η", "ουσ", "εουσ", "ητοσ", "ου")),
    ("ασ", ("α", "ου", "αντοσ", "αντα")),
    ("εσ", ("ε",)),
    ("ισ", ("ι", "η", "ιδοσ", "ιδα", "εωσ")),
    ("υσ", ("υ", "υοσ")),
    ("ωσ", ("ω",)),
    ("ων", ("ωνοσ", "ωνα", "οντοσ", "οντα", "ωντοσ", "ωντα", "ονοσ", "ονα")),
    ("ωρ", ("ωροσ", "ωρα", "οροσ", "ορα")),
    ("ηρ", ("ηροσ", "ηρα")),
    ("α", ("ασ",)),
    ("η", ("ησ",)),
    ("ω", ("ωσ", "ουσ")),
    ("ι", ("ιου",)),
)
_FEMININE_EXCEPTIONS = frozenset({"αρτεμισ", "ελισαβετ", "ραχηλ", "ρουθ"})


@lru_cache(maxsize=16384)
def oblique(nominative: str) -> frozenset[str]:
    """Genitive, accusative and vocative forms a folded nominative may take, the nominative left out.

    >>> sorted(oblique("τιμολεων"))[:2], sorted(oblique("ζωη"))
    (['τιμολεονα', 'τιμολεονοσ'], ['ζωησ'])
    """
    for ending, forms in _OBLIQUE:
        if nominative.endswith(ending) and len(nominative) > len(ending):
            stem = nominative[: -len(ending)]
            return frozenset(stem + form for form in forms)
    return frozenset()


def inflects(printed: str, nominative: str) -> bool:
    """Whether a folded word is a folded nominative, or one of its other cases."""
    return printed == nominative or printed in oblique(nominative)


@cache
def _groups() -> dict[str, frozenset[str]]:
    """Folded form of a given name, in any case, → the formal names it can stand for."""
    found: dict[str, set[str]] = {}
    for row in lexicon("given_names"):
        for variant in map(fold, row.matches):
            for form in {variant, *oblique(variant)}:
                found.setdefault(form, set()).add(fold(row.value))
    return {form: frozenset(names) for form, names in found.items()}


@cache
def _nominatives() -> frozenset[str]:
    return frozenset(fold(form) for row in lexicon("given_names") for form in row.matches)


def formal_names(word: str) -> frozenset[str]:
    """The formal given names a folded word can stand for, in any case; empty where it is not a known given name.

    >>> sorted(formal_names("νασου"))
    ['αθανασιοσ']
    """
    return _groups().get(word, frozenset())


def is_given_name(word: str) -> bool:
    """Whether a folded word is a known given name or short form in the nominative."""
    return word in _nominatives()


def gender_of_given_name(word: str) -> Gender | None:
    """Of a known given name, by the endings of the formal names it stands for; ``None`` where they differ."""
    genders = {_gender(name) for name in formal_names(word)}
    return genders.pop() if len(genders) == 1 else None


def _gender(nominative: str) -> Gender:
    return "f" if nominative[-1] in "αηωυ" or nominative in _FEMININE_EXCEPTIONS else "m"


def gender_of_word(word: str) -> Gender | None:
    """Of an unknown folded nominative, by its ending: ``-ς`` is a man; a vowel says nothing certain."""
    if word in _FEMININE_EXCEPTIONS:
        return "f"
    return "m" if word.endswith("σ") and len(word) > 3 else None
