"""Greek numbers as clerks write them: in words, in digits, in both, as counts and as ordinals.

Everything here works on folded text (lower case, no accents, ``σ`` for ``ς``), so gender, case and
capitals come down to a few endings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex
from rapidfuzz.distance import OSA

_CARDINALS: dict[int, str] = {
    1: "ενασ|εναν|ενα|ενοσ|μιασ|μιαν|μια",
    2: "δυο",
    3: "τρεισ|τρια|τριων",
    4: "τεσσερισ|τεσσερεισ|τεσσερα|τεσσερων|τεσσαρα|τεσσαρεσ|τεσσαρισ|τεσσαρων",
    5: "πεντε",
    6: "εξι|εξη|εξ",
    7: "επτα|εφτα",
    8: "οκτω|οχτω",
    9: "εννεα|εννια|ενεα|ενια",
    10: "δεκα",
    11: "ενδεκα|εντεκα",
    12: "δωδεκα",
    20: "εικοσι",
    30: "τριαντα|τριακοντα",
    40: "σαραντα|τεσσαρακοντα",
    50: "πενηντα|πεντηκοντα",
    60: "εξηντα|εξηκοντα",
    70: "εβδομηντα|εβδομηκοντα",
    80: "ογδοντα|ογδοηντα|ογδοηκοντα",
    90: "ενενηντα|ενενηκοντα",
    100: "εκατον|εκατο",
    **{
        100 * n: "|".join(f"{stem}κοσι{ending}" for ending in ("οι", "εσ", "α", "ων", "ουσ"))
        for n, stem in enumerate(("δια", "τρια", "τετρα", "πεντα", "εξα", "επτα", "οκτα", "εννια"), start=2)
    },
    1000: "χιλιαδεσ|χιλιαδων|χιλιοι|χιλιεσ|χιλια",
}
_ENDING = "(?:οσ|ου|ον|οι|ων|ουσ|ο|ησ|ην|η|εσ|ασ|α)"
_ORDINALS: dict[int, str] = {
    1: "πρωτ",
    2: "δευτερ",
    3: "τριτ",
    4: "τεταρτ",
    5: "πεμπτ",
    6: "εκτ",
    7: "εβδομ",
    8: "ογδο",
    9: "ενατ|εννατ",
    10: "δεκατο|δεκατ",
    11: "ενδεκατ|εντεκατ",
    12: "δωδεκατ",
    20: "εικοστο|εικοστ",
    30: "τριακοστο|τριακοστ",
    40: "τεσσαρακοστο|τεσσαρακοστ|τεσσερακοστο|τεσσερακοστ",
    50: "πεντηκοστο|πεντηκοστ",
    60: "εξηκοστο|εξηκοστ",
    70: "εβδομηκοστο|εβδομηκοστ",
    80: "ογδοηκοστο|ογδοηκοστ",
    90: "ενενηκοστο|ενενηκοστ",
    100: "εκατοστο|εκατοστ",
    200: "διακοσιοστο|διακοσιοστ",
    300: "τριακοσιοστο|τριακοσιοστ",
}
_BOUND_LEFT, _BOUND_RIGHT = r"(?<![\p{L}\d])", r"(?![\p{L}\d])"


def _longest_first(table: dict[int, str]) -> str:
    stems = [s for alternatives in table.values() for s in alternatives.split("|")]
    return "|".join(sorted(stems, key=len, reverse=True))


_CARDINAL_PART = _longest_first(_CARDINALS)
_ORDINAL_PART = _longest_first(_ORDINALS)
_SPACE = r"(?:[^\S\n]{1,2}|[^\S\n]{0,3}\n[^\S\n]{0,60})"
_GAP = rf"(?:\s{{0,3}}-\s{{0,3}}|{_SPACE}(?:και{_SPACE})?)"
_CARDINAL_WORD = rf"(?:{_CARDINAL_PART}){{1,3}}"
CARDINAL_WORDS = rf"(?:{_BOUND_LEFT}{_CARDINAL_WORD}(?:{_GAP}{_CARDINAL_WORD}){{0,5}}{_BOUND_RIGHT})"
_ORDINAL_WORD = rf"(?:{_ORDINAL_PART}){{1,3}}{_ENDING}"
_NOT_OUTSIDE = r"(?!εκτ(?:οσ|ασ)\b)"
# «εκτός» folds to the masculine of «έκτος»; items are neuter, so nothing is lost.
ORDINAL_WORDS = rf"(?:{_BOUND_LEFT}{_NOT_OUTSIDE}{_ORDINAL_WORD}(?:{_GAP}{_ORDINAL_WORD}){{0,2}}{_BOUND_RIGHT})"
_SUFFIX = r"(?:\s?(?:οσ|ου|ον|ουσ|ων|ο|ησ|ην|η|ασ|αν|α)(?!\p{L}))"
_NOT_IN_A_FIGURE = r"(?<!\d[.,/])"
_DIGITS = rf"(?:{_BOUND_LEFT}{_NOT_IN_A_FIGURE}\d{{1,4}}(?![\d]|[.,/]\d))"
_BRACKETED_DIGITS = r"\s{0,3}(?:\(\s?\d{1,4}\s?\)|\[\s?\d{1,4}\s?\]|-\s?\d{1,4}\s?-)"

COUNT = (
    rf"(?:{CARDINAL_WORDS}(?:{_BRACKETED_DIGITS})?|-\s?\d{{1,4}}\s?-|{_DIGITS}(?:\s{{0,3}}\(\s?{CARDINAL_WORDS}\s?\))?)"
)
"""Pattern of a count: «είκοσι οκτώ (28)», «28», «28 (είκοσι οκτώ)», «-28-»; no groups."""
ORDINAL = (
    rf"(?:{ORDINAL_WORDS}(?:\s{{0,3}}\(\s?\d{{1,4}}{_SUFFIX}?\s?\))?"
    rf"|{_BOUND_LEFT}{_NOT_IN_A_FIGURE}\d{{1,4}}(?!\d|[.,/]\d){_SUFFIX}?(?:\s{{0,3}}\(\s?{ORDINAL_WORDS}\s?\))?)"
)
"""Pattern of an ordinal: «5ο», «5 ου», «πέμπτου», «πέμπτο (5ο)», and a bare «5»; no groups."""

_COUNT = regex.compile(COUNT)
_ORDINAL = regex.compile(ORDINAL)
_NUMBER = regex.compile(r"\d{1,4}")
_WORDS = regex.compile(r"\p{L}+(?:(?:\s|-)+\p{L}+)*")


def _parts(table: dict[int, str]) -> list[tuple[regex.Pattern[str], int]]:
    rows = [(stem, value) for value, alternatives in table.items() for stem in alternatives.split("|")]
    return [(regex.compile(stem), value) for stem, value in sorted(rows, key=lambda r: len(r[0]), reverse=True)]


_CARDINAL_PARTS = _parts(_CARDINALS)
_ORDINAL_PARTS = _parts(_ORDINALS)
_ENDING_ONLY = regex.compile(_ENDING)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed.

    Attributes
    ----------
    value
        What is printed first: the words of «είκοσι (21)», the digits of «21 (είκοσι)».
    start, end
        Where, in the text that was searched.
    words, digits
        What each of the two forms says; ``None`` where that form is not printed.
    """

    value: int
    start: int
    end: int
    words: int | None
    digits: int | None

    @property
    def agrees(self) -> bool:
        """Whether words and digits say the same, or only one of them is printed."""
        return self.words is None or self.digits is None or self.words == self.digits


def _split(word: str, parts: list[tuple[regex.Pattern[str], int]], *, ordinal: bool, at: int = 0) -> list[int] | None:
    """The parts of one word («δεκατοτρίτου»: 10, 3), the longest that lead to its end; ``None`` if none do."""
    if at and (at == len(word) or (ordinal and _ENDING_ONLY.fullmatch(word, at))):
        return []
    for pattern, value in parts:
        if (m := pattern.match(word, at)) is not None:
            rest = _split(word, parts, ordinal=ordinal, at=m.end())
            if rest is not None:
                return [value, *rest]
    return None


def _room(value: int) -> int:
    """Below which value the next part of a number must stay: units after tens, tens after hundreds."""
    if value % 100 == 0:
        return 100
    return 10 if value % 10 == 0 else 0


def _add(values: list[int]) -> int | None:
    """Add hundreds, tens and units in order; thousands multiply what stands before them."""
    total, group, room = 0, 0, 1000
    for value in values:
        if value == 1000:
            if total:
                return None
            total, group, room = max(group, 1) * 1000, 0, 1000
        elif value < room:
            group, room = group + value, _room(value)
        else:
            return None
    return total + group


def cardinal(words: str) -> int | None:
    """The value of a cardinal in folded words, or ``None``.

    >>> cardinal("τριαντα πεντε"), cardinal("εικοσιοκτω"), cardinal("δυο χιλιαδεσ δεκαοκτω"), cardinal("πεντε εξι")
    (35, 28, 2018, None)
    """
    values: list[int] = []
    for word in regex.split(r"[\s-]+", words.strip()):
        if word == "και" and values:
            continue
        split = _split(word, _CARDINAL_PARTS, ordinal=False)
        if not split:
            return None
        values += split
    return _add(values)


def ordinal(words: str) -> int | None:
    """The value of an ordinal in folded words, in any gender and case, or ``None``.

    >>> ordinal("πεμπτου"), ordinal("δεκατου τριτου"), ordinal("εικοστη πρωτη"), ordinal("εκτοσ")
    (5, 13, 21, None)
    """
    if words in ("εκτοσ", "εκτασ"):
        return None
    values: list[int] = []
    for word in regex.split(r"[\s-]+", words.strip()):
        if word == "και" and values:
            continue
        split = _split(word, _ORDINAL_PARTS, ordinal=True)
        if not split:
            return None
        values += split
    return _add(values)


def _read(m: regex.Match[str], *, is_ordinal: bool) -> Number | None:
    printed = m[0]
    number = _NUMBER.search(printed)
    digits = int(number[0]) if number else None
    words = None
    words_at = len(printed)
    for w in _WORDS.finditer(printed):
        value = ordinal(w[0]) if is_ordinal else cardinal(w[0])
        if value is not None:
            words, words_at = value, w.start()
            break
    if digits is None and words is None:
        return None
    if digits is not None and words is not None and words != digits and _is_torn(m, words, digits):
        words = None
    first = digits if digits is not None and (words is None or (number and number.start() < words_at)) else words
    if first is None:
        return None
    return Number(first, m.start(), m.end(), words, digits)


_WORD_BEFORE = regex.compile(r"(\p{L}{4,12})[^\S\n]{0,2}\n?[^\S\n]{0,60}$")
_TENS = tuple(stem for value, stems in _CARDINALS.items() if 20 <= value <= 90 for stem in stems.split("|"))


def _is_torn(m: regex.Match[str], words: int, digits: int) -> bool:
    """Whether the words are only the end of a number whose beginning is damaged («τριάvτα ένα (31)»)."""
    before = _WORD_BEFORE.search(m.string, max(0, m.start() - 80), m.start())
    if before is None or words >= 10 or digits % 10 != words:
        return False
    return any(OSA.distance(before[1], tens) <= 1 for tens in _TENS)


def counts(fold: str, start: int = 0, end: int | None = None) -> Iterator[Number]:
    """Every count in folded text, in order: words, digits, or both."""
    for m in _COUNT.finditer(fold, start, len(fold) if end is None else end):
        if (number := _read(m, is_ordinal=False)) is not None:
            yield number


def count(fold: str, start: int = 0, end: int | None = None) -> Number | None:
    """The first count in a stretch of folded text, or ``None``."""
    return next(counts(fold, start, end), None)


def ordinals(fold: str, start: int = 0, end: int | None = None) -> Iterator[Number]:
    """Every ordinal (or bare number) in folded text, in order."""
    for m in _ORDINAL.finditer(fold, start, len(fold) if end is None else end):
        if (number := _read(m, is_ordinal=True)) is not None:
            yield number


def read_ordinal(fold: str, start: int = 0, end: int | None = None) -> Number | None:
    """The first ordinal in a stretch of folded text, or ``None``."""
    return next(ordinals(fold, start, end), None)
