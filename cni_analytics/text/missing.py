"""Letters a text layer lost: «ηµοτικό» for «Δημοτικό», «(cid:12)ήμος» for «Δήμος»."""

from __future__ import annotations

import unicodedata
from functools import cache

import regex

from cni_analytics.text.tracked import Edit, Tracked
from cni_analytics.text.words import words

_CID = regex.compile(r"\(cid:(\d{1,5})\)")
_CID_WORD = regex.compile(r"(?<!\p{L})(?:\p{L}|\(cid:\d{1,5}\))*\(cid:\d{1,5}\)(?:\p{L}|\(cid:\d{1,5}\))*")
_MARKS = ".,:;·()[]«»\"'-–/0123456789"
_UNKNOWN = "\ufffd"
_LETTERS = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψωςάέήίόύώΆΈΉΊΌΎΏ"


def restore_delta(tracked: Tracked) -> None:
    """Words of the list that lost every «Δ»; what is left is no word of its own."""
    pattern, whole = _damaged()
    if not whole.keys().isdisjoint({word.strip(_MARKS) for word in set(tracked.text.split())}):
        tracked.edit(_delta_edits(tracked.text, pattern, whole))


def _delta_edits(text: str, pattern: regex.Pattern[str], whole: dict[str, str]) -> list[Edit]:
    edits: list[Edit] = []
    for m in pattern.finditer(text):
        word, damaged = whole[m[0]], m[0]
        at = 0
        for letter in word:
            if at < len(damaged) and damaged[at] == letter:
                at += 1
            else:
                edits.append((m.start() + at, m.start() + at, letter))
    return edits


@cache
def _damaged() -> tuple[regex.Pattern[str], dict[str, str]]:
    whole: dict[str, str] = {}
    for word in words("delta"):
        capitals = _unaccented(word).upper()
        for form, lost in ((word, "Δ"), (capitals, "Δ")):
            whole[form.replace(lost, "")] = form
    alternatives = "|".join(sorted(map(regex.escape, whole), key=len, reverse=True))
    return regex.compile(rf"(?<![\p{{L}}\p{{M}}\d.'’-])(?:{alternatives})(?![\p{{L}}\p{{M}}])"), whole


def _unaccented(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def resolve_codes(tracked: Tracked) -> None:
    """``(cid:N)`` to the letter that makes known words of all the words it stands in, else to «\ufffd».

    A code is certain where two different words of the lists ask for one letter and none for another.
    """
    if "(cid:" not in tracked.text:
        return
    letters = _certain_codes(tracked.text)
    tracked.sub(_CID, lambda m: letters.get(m[1], _UNKNOWN))


def _certain_codes(text: str) -> dict[str, str]:
    asked: dict[str, dict[str, set[str]]] = {}
    known = _known()
    for m in _CID_WORD.finditer(text):
        codes = set(_CID.findall(m[0]))
        if len(codes) != 1:
            continue
        code = codes.pop()
        for letter in _LETTERS:
            word = _CID.sub(letter, m[0])
            if word in known:
                asked.setdefault(code, {}).setdefault(letter, set()).add(word)
    certain = {}
    for code, letters in asked.items():
        best, *others = sorted(letters.items(), key=lambda item: -len(item[1]))
        if len(best[1]) >= 2 and not any(len(words_) >= len(best[1]) for _, words_ in others):
            certain[code] = best[0]
    return certain


@cache
def _known() -> frozenset[str]:
    found = set()
    for kind in ("delta", "heading", "function_el"):
        for word in words(kind):
            found |= {word, word.capitalize(), _unaccented(word).upper()}
    return frozenset(found)
