"""Letters that look Greek and are not: mathematical signs, Latin letters inside Greek words."""

from __future__ import annotations

import re

import regex

from cni_analytics.text.tracked import Tracked
from cni_analytics.text.words import words

_SIGNS = {
    "∆": "Δ", "△": "Δ", "µ": "μ", "Ω": "Ω", "∑": "Σ", "∏": "Π", "ϑ": "θ", "ϕ": "φ", "ϖ": "π", "ϱ": "ρ", "ϐ": "β",
    "ϵ": "ε", "ϲ": "σ", "Ϲ": "Σ", "ϒ": "Υ", "ͺ": " ",
}  # fmt: skip
_CAPITALS = dict(zip("ABEHIKMNOPTXYZ", "ΑΒΕΗΙΚΜΝΟΡΤΧΥΖ", strict=True))
_SMALL = dict(zip("ovuiapkxóíáúý", "ονυιαρκχόίάύύ", strict=True))
_LATIN_TO_GREEK = str.maketrans(_CAPITALS | _SMALL)
_CONVERTIBLE = frozenset(_CAPITALS) | frozenset(_SMALL)
_GREEK_TO_LATIN_SHAPES = frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονυικχαρ")

_LATIN_RUN = re.compile("[A-Za-zÀ-ÿ]+")
_MIXED = regex.compile(r"(?<![\p{L}\p{N}])(?=\p{L}*[A-Za-zÀ-ÿ])(?=\p{L}*\p{Greek})[\p{Greek}A-Za-zÀ-ÿ]+(?!\p{L})")
_CAPITAL_WORD = regex.compile(r"(?<![\p{L}\p{N}'’.@/:_-])[ABEHIKMNOPTXYZ]+(?![\p{L}\p{N}@_])")
_LABEL = regex.compile(r"^[ \t]*([ABEZHIK])(?=[).][ \t]*\p{Greek})", regex.MULTILINE)
_LATIN_LABEL = regex.compile(r"^[ \t]*[CDFGJLQRSUVW][).]\s", regex.MULTILINE)
_ARTICLE = regex.compile(r"(?<![\p{L}\p{N}.'’/-])[HO](?=[ \t]\p{Greek}\p{Greek})")
_LAW = regex.compile(r"(?<![\p{L}\p{N}.])N(?=\.[ \t]?\d{3,4}/\d{2,4})")
_ORDINAL = regex.compile(r"(?<=\d)o[uv]?(?=[υνς]?(?![\p{L}\p{N}]))")
_DOTTED = regex.compile(r"(?<![\p{L}\p{N}.])(?=[\p{Lu}.]*[A-Z])(?=[\p{Lu}.]*[Α-Ω])(?:\p{Lu}\.){2,5}(?!\p{L})")
_CODE = regex.compile(r"(?<![\p{L}\p{N}-])(?=[A-Z0-9-]*[Α-Ω])[Α-ΩA-Z0-9]{4,10}-[Α-ΩA-Z0-9]{3}(?![\p{L}\p{N}-])")


def signs_to_letters(tracked: Tracked) -> None:
    """«∆» to «Δ», «µ» to «μ» and their like; the length never changes."""
    text = tracked.text
    for sign, letter in _SIGNS.items():
        if sign in text:
            text = text.replace(sign, letter)
    tracked.same_length(text)


def latin_to_greek(tracked: Tracked) -> None:
    """Latin letters inside Greek words, and Latin words that make sense only in Greek.

    Real Latin words stay: a word changes only where every Latin letter of it has a Greek twin and the
    word has a letter that only Greek has, or where it is on the list ``greek_in_latin``.
    """
    # «1o θέμα», «4oυ θέματος»: the ending of an ordinal, typed on a Latin keyboard.
    text = _ORDINAL.sub(lambda m: m[0].translate(_LATIN_TO_GREEK), tracked.text)
    runs = [m.span() for m in _LATIN_RUN.finditer(text)]
    if any(_greek(text[start - 1 : start]) or _greek(text[end : end + 1]) for start, end in runs):
        text = _MIXED.sub(lambda m: _mixed(m[0]), text)
        text = _CODE.sub(lambda m: _code(m[0]), text)
    if any(end - start == 1 and text[end : end + 1] == "." for start, end in runs):
        text = _DOTTED.sub(lambda m: run_to_greek(m[0]), text)
    if any(_CAPITALS.keys() >= set(text[start:end]) for start, end in runs):
        text = _CAPITAL_WORD.sub(_whole, text)
        text = _ARTICLE.sub(lambda m: m[0].translate(_LATIN_TO_GREEK), text)
        text = _LAW.sub("Ν", text)
        if not _LATIN_LABEL.search(text):
            text = _LABEL.sub(lambda m: m[0].translate(_LATIN_TO_GREEK), text)
    tracked.same_length(text)


def run_to_greek(run: str) -> str:
    """Letters set apart from each other, in Greek where most of them are Greek and the rest have a Greek twin.

    The length never changes.
    """
    latin = [c for c in run if c.isalpha() and c < "Ͱ"]
    if not latin or not _CONVERTIBLE.issuperset(latin):
        return run
    greek = sum(_greek(c) for c in run)
    return run.translate(_LATIN_TO_GREEK) if greek > len(latin) or _only_greek(run) else run


def _only_greek(text: str) -> bool:
    """Whether a letter of the text looks like no Latin one."""
    return any(_greek(c) and c not in _GREEK_TO_LATIN_SHAPES for c in text)


def _greek(character: str) -> bool:
    return "Ͱ" <= character <= "Ͽ" or "\u1f00" <= character <= "\u1fff"


def _mixed(word: str) -> str:
    latin = [c for c in word if c < "Ͱ"]
    if not _CONVERTIBLE.issuperset(latin):
        return word
    return word.translate(_LATIN_TO_GREEK) if _only_greek(word) or len(latin) <= len(word) - len(latin) else word


def _code(code: str) -> str:
    latin = [c for c in code if "A" <= c <= "Z"]
    return code.translate(_LATIN_TO_GREEK) if _CONVERTIBLE.issuperset(latin) else code


def _whole(m: regex.Match[str]) -> str:
    greek = m[0].translate(_LATIN_TO_GREEK)
    if greek not in _greek_in_latin():
        return m[0]
    before, after = _BEFORE.search(m.string, max(0, m.start() - 40), m.start()), _AFTER.match(m.string, m.end())
    beside = [side[1] for side in (before, after) if side is not None]
    return greek if beside and all(c >= "Ͱ" for c in beside) else m[0]


_BEFORE = regex.compile(r"(\p{L})[^\p{L}\n]{0,4}\Z")
_AFTER = regex.compile(r"[^\p{L}\n]{0,4}(\p{L})")


def _greek_in_latin() -> frozenset[str]:
    return frozenset(words("greek_in_latin"))
