"""Letters and Roman numerals that number the entries of a list («α) …», «Β. …», «IV. …»), told from initials."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

import regex

from cni_analytics.statements.given_names import is_given_name
from cni_analytics.text.reading import fold

_LABEL = regex.compile(
    r"[\s(\[]*(?!\p{L}[/.]\p{L}\.?\s?\d)(?P<label>\p{L}{1,5})(?P<mark>['΄’]?\s?[.)\]/])[\s\-–]*(?=[\p{Lu}κ«])"
)
_INLINE = regex.compile(r"(?<![\p{L}\d.])[(\[]?(?P<label>\p{L}{1,5})(?P<mark>['΄’]?[.)\]])\s*(?=\p{Lu}[\p{L}.]|κ\.)")
_UNITS = ("", "α", "β", "γ", "δ", "ε", "στ", "ζ", "η", "θ")
_TENS = ("", "ι", "κ", "λ", "μ")
_GREEK = {ten + unit: 10 * t + u for t, ten in enumerate(_TENS) for u, unit in enumerate(_UNITS) if t or u}
_ALPHABET = {letter: n for n, letter in enumerate("αβγδεζηθικλμνξοπρστυφχψω", start=1)}
_LATIN = {letter: n for n, letter in enumerate("abcdefghijklmnopqrstuvwxyz", start=1)}
_ROMAN = {
    ("", "x", "xx", "xxx", "xl")[t] + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[u]: 10 * t + u
    for t in range(5)
    for u in range(10)
    if t or u
}
_SERIES = (_GREEK, _ALPHABET, _LATIN, _ROMAN)
_AS_LATIN = str.maketrans("ιυνχ", "ivvx")
"""Greek letters that look like the numerals, and are folded to them in Greek text."""
_LOWER = regex.compile(r"[(\[]?\p{Ll}{1,3}['΄’]?\s?[.)\]]\s*\p{Lu}")
_WORD = regex.compile(r"\p{L}{3,}")
_FEWEST = 3
"""Capitals with a stop are initials unless so many of them follow one another from the first on."""


def _counting(labels: Sequence[str]) -> int:
    """How many of the first labels count 1, 2, 3 … in one of the series; all, where columns only mix them."""
    best = 0
    for series in _SERIES:
        found = [_in_series(label, series) for label in labels]
        if len(found) > _FEWEST and set(found) == set(range(1, len(found) + 1)):
            return len(found)
        best = max(best, sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], enumerate(found, start=1))))
    return best


def _in_series(label: str, series: dict[str, int]) -> int | None:
    word = fold(label)
    return series.get(word.translate(_AS_LATIN) if series is _ROMAN else word)


def _enough(labels: Sequence[regex.Match[str]]) -> int:
    """How many of the first labels number entries."""
    count = _counting([m["label"] for m in labels])
    certain = all(_no_initial(m) for m in labels[:count]) or any(len(m["label"]) > 1 for m in labels[:count])
    return count if count >= (1 if certain else _FEWEST) else 0


def _no_initial(m: regex.Match[str]) -> bool:
    """A small letter, one with a bracket, or one before a whole name («Α. Κάππος Νικόλαος»)."""
    if m["label"].islower() or m["mark"][-1] != ".":
        return True
    words = _WORD.findall(fold(m.string[m.end() : m.end() + 60].split(",")[0]))
    return len(words) > 1 and any(is_given_name(word) for word in words[:3])


def begins_entry(text: str) -> bool:
    """Whether a line begins with a small letter that numbers it («β. Ρήγα Άννα»)."""
    return _LOWER.match(text) is not None and not text.startswith(("κ.", "κα."))


def letter_number(letters: str) -> int | None:
    """The number that folded Greek letters stand for («β'» is 2, «ιστ'» 16), where they stand for one."""
    return _GREEK.get(letters)


def labels_of(texts: Sequence[str]) -> list[int]:
    """How much of each entry is its label.

    Parameters
    ----------
    texts
        The entries of one list, in order.

    Returns
    -------
    list of int
        One per entry; 0 where it has none, or an initial instead.

    Examples
    --------
    >>> labels_of(["α. Μελάς Πέτρος", "β. Ρήγα Άννα"]), labels_of(["Α. Μελάς", "Ν. Ρήγα"])
    ([3, 3], [0, 0])
    """
    found = [(i, m) for i, text in enumerate(texts) if (m := _LABEL.match(text)) is not None]
    lengths = [0] * len(texts)
    for i, m in found[: _enough([m for _, m in found])]:
        lengths[i] = m.end()
    return lengths


def inline_labels(text: str) -> list[int]:
    """Where the entries of a running list begin that letters or Roman numerals number; empty where none do.

    >>> inline_labels("α) Μελάς Πέτρος, β) Ρήγα Άννα"), inline_labels("Α. Μελάς, Ν. Ρήγα")
    ([0, 17], [])
    """
    found = list(_INLINE.finditer(text))
    count = _enough(found)
    return [m.start() for m in found[:count]] if count > 1 or (count and not text[: found[0].start()].strip()) else []
