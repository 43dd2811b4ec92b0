"""Accents: composed, monotonic, and on the letter they belong to."""

from __future__ import annotations

import unicodedata

import regex

from cni_analytics.text.tracked import Tracked

_DECOMPOSED = regex.compile(r"\p{L}\p{M}+")
_POLYTONIC = regex.compile(r"[\u1F00-\u1FFF]")
_POLYTONIC_WORD = regex.compile(r"(?<!\p{Greek})\p{Greek}*[\u1F00-\u1FFF]\p{Greek}*")
_TONOS_MARKS = "΄'’´᾽᾿`ʼ"
_LOOSE_TONOS = regex.compile(rf"(?<![\p{{L}}\p{{N}}.])([{_TONOS_MARKS}])([ΑΕΗΙΟΥΩ])(\p{{Greek}}+)")
_ACCENTED = regex.compile("[άέήίόύώΐΰΆΈΉΊΌΎΏ]")
_ADD_TONOS = str.maketrans("ΑΕΗΙΟΥΩ", "ΆΈΉΊΌΎΏ")
_DROP_TONOS = str.maketrans("άέήίόύώΐΰΆΈΉΊΌΎΏ", "αεηιουωϊϋΑΕΗΙΟΥΩ")
_SYLLABLE = regex.compile("(?:αι|ει|οι|υι|ου|αυ|ευ|ηυ|[αεηιουω])")
_ACUTE, _DIAERESIS = "\u0301", "\u0308"
_TWO_MARKS = regex.compile(f"(?<=[ΪΫ]){_ACUTE}")
"""Capitals have no letter with both marks («ΜΑΪ́ΟΥ»), and need none."""
_STRESSED_MONOSYLLABLES = frozenset(("ή", "πού", "πώς"))


def compose(tracked: Tracked) -> None:
    """Join accents that stand apart from their letter (NFD)."""
    if not unicodedata.is_normalized("NFC", tracked.text):
        tracked.sub(_DECOMPOSED, lambda m: unicodedata.normalize("NFC", m[0]))
        if not unicodedata.is_normalized("NFC", tracked.text):
            # Singletons (the Greek question mark, the Ohm sign): one character for one.
            text = tracked.text
            tracked.same_length("".join(n if len(n := unicodedata.normalize("NFC", c)) == 1 else c for c in text))
    if _ACUTE in tracked.text:
        tracked.sub(_TWO_MARKS, "")


def to_monotonic(tracked: Tracked) -> None:
    """Breathings and iota subscripts go, every accent becomes a tonos; the length never changes."""
    if _POLYTONIC.search(tracked.text):
        tracked.same_length(_POLYTONIC_WORD.sub(lambda m: _monotonic(m[0]), tracked.text))


def _monotonic(word: str) -> str:
    letters = [_plain(c) for c in word]
    out = "".join(letters)
    syllables = _SYLLABLE.findall(out.lower().translate(_DROP_TONOS))
    lower = out.lower()
    if len(syllables) == 1 and len(out) > 1 and lower not in _STRESSED_MONOSYLLABLES:
        return out.translate(_DROP_TONOS)
    if len(syllables) > 1 and not _ACCENTED.search(out) and not out.isupper() and word[0] in _BREATHED_CAPITALS:
        # A scanner's «Ἠταν»: the mark on the first letter was its accent.
        return _accent_capital(out)
    return out


_BREATHED_CAPITALS = frozenset(
    chr(c)
    for c in range(0x1F00, 0x2000)
    if unicodedata.name(chr(c), "").endswith(("PSILI", "DASIA")) and chr(c).isupper()
)


def _plain(character: str) -> str:
    if not "\u1f00" <= character <= "\u1fff":
        return character
    decomposed = unicodedata.normalize("NFD", character)
    base, marks = decomposed[0], decomposed[1:]
    if not base.isalpha():
        return "'"
    kept = [_ACUTE] if {"\u0301", "\u0300", "\u0342"} & set(marks) else []
    if _DIAERESIS in marks:
        kept.insert(0, _DIAERESIS)
    out = unicodedata.normalize("NFC", base + "".join(kept))
    return out if len(out) == 1 else base


def _accent_capital(word: str) -> str:
    return word[0].translate(_ADD_TONOS) + word[1:]


def place_tonos(tracked: Tracked) -> None:
    """«΄Ολγα» is «Όλγα»; in a word of capitals the mark goes."""
    if any(mark in tracked.text for mark in _TONOS_MARKS):
        tracked.sub(_LOOSE_TONOS, _placed)


def _placed(m: regex.Match[str]) -> str:
    mark, capital, rest = m[1], m[2], m[3]
    if rest.isupper():
        # «'ΑΓΟΡΑ'» is quoted, «΄ΑΡΘΡΟ» is not.
        return capital + rest if mark == "΄" else m[0]
    quoted = mark != "΄" and m.string[m.end() : m.end() + 1] == mark
    if quoted or _ACCENTED.search(rest) or not rest.islower():
        return m[0]
    return capital.translate(_ADD_TONOS) + rest
