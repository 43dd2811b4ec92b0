"""Which words make a name: where one begins and ends in running text, and which words never do."""

from __future__ import annotations

from functools import cache, lru_cache

import regex

from cni_analytics.statements.given_names import is_given_name
from cni_analytics.statements.lexicon import lexicon
from cni_analytics.statements.names import HONORIFIC
from cni_analytics.text.reading import Reading, fold

BRACKET = regex.compile(r"[(\[]([^()\[\]]*)(?:[)\]]|$)")
_WORD = regex.compile(r"\p{L}+(?:[/'’΄]\p{L}+)*\.?|[\-‐‑–—]|[(\[][^()\[\]]*[)\]]|[^\s\p{L}]")
_NEXT_WORD = regex.compile(r"\s+(\p{L}+)")
LETTERS = regex.compile(r"\p{L}+")
_CAPITALISED = regex.compile(r"(?<![\p{L}/])\p{Lu}[\p{L}./'’]*")
_PARTICLES = frozenset(
    ("του", "ντε", "ντι", "ντελ", "φον", "βαν", "de", "van", "von", "der", "la", "le", "di", "el", "al", "bin")
)
_DASHES = "-‐‑–—"


_TWINS = str.maketrans("ABEHIKMNOPTXYZovu", "ΑΒΕΗΙΚΜΝΟΡΤΧΥΖονυ")
_TWIN_LETTERS = frozenset("ABEHIKMNOPTXYZovu")
_LATIN = regex.compile(r"[A-Za-z]")
ARTICLE_BEFORE = regex.compile(
    r"(?<!\p{L})(ο|η|οι|του|τησ|των|τον|την|τη|τουσ|τισ)\s+(?:(?:δημοτικ\p{L}+|συμβουλ\p{L}+|μελ\p{L}{1,4}|προεδρ\p{L}+"
    r"|αντιπροεδρ\p{L}+|γραμματε\p{L}+|αντιδημαρχ\p{L}+|επικεφαλησ|δ\.\s?σ\.|κ\.?\s?κ?\.?|κα|κασ|κου|κοσ|κυρι\p{L}+)[\s,:]*+)*$"
)
"""The article that governs the name after it, on folded text; between them only offices and «κ.»."""


@cache
def patterns(name: str) -> tuple[tuple[str, regex.Pattern[str]], ...]:
    """The rows of a lexicon as values and patterns."""
    return tuple((row.value, row.pattern) for row in lexicon(name))


@lru_cache(maxsize=8192)
def never_in_names(word: str, *, first: bool) -> bool:
    """Whether a folded word is one no name is made of (or, for ``first``, none begins with)."""
    return any(
        (value == "never" or (first and value == "first")) and p.match(word) is not None
        for value, p in patterns("not_names")
    )


@lru_cache(maxsize=8192)
def is_place_word(word: str) -> bool:
    """Whether a folded word begins the name of a place, and a person's only before a given name."""
    return any(value == "place" and p.match(word) is not None for value, p in patterns("not_names"))


def name_words(text: str, start: int, end: int | None = None) -> list[tuple[int, int]]:
    """Places of the words of the longest name that begins at ``start``."""
    words: list[tuple[int, int]] = []
    for m in _WORD.finditer(text, start, len(text) if end is None else end):
        word = m[0]
        if words and text[words[-1][1] : m.start()].count("\n") > 1:
            break
        if word[0] in "([":
            if not words or not is_nickname(word[1:-1]):
                break
        elif word in _DASHES or (word.islower() and fold(word) in _PARTICLES):
            if not words:
                break
        elif (
            not word[0].isupper()
            or (len(word) == 1 and word in "ΟΗ")
            or (
                (len(word.rstrip(".")) > 3 or word[-1] != ".")
                and never_in_names(fold(word).rstrip("."), first=not words)
            )
        ):
            break
        if not words and is_place_word(fold(word)) and not _given_name_follows(text, m.end()):
            break
        words.append((m.start(), m.end()))
        if len(words) > 9 or ends_sentence(word):
            break
    while words and (text[words[-1][0] : words[-1][1]] in _DASHES or text[words[-1][0]].islower()):
        words.pop()
    whole = sum(_is_whole(text[a:b]) for a, b in words)
    if whole > 1 and text[words[0][0] : words[0][1]] == "Κ.":
        # In capitals «Ο Κ. ΞΥΔΗΣ ΓΡΗΓΟΡΙΟΣ» is «κύριος».
        words = words[1:]
    return words if whole and len(words) <= 9 else []


def in_one_script(name: str) -> str:
    """A name with a word that only looks Greek beside one that is («ΞΕΝΙΔΗΣ ABPAAM»), all in Greek.

    >>> in_one_script("ΞΕΝΙΔΗΣ ABPAAM"), in_one_script("K. Μελάς"), in_one_script("Schmidt Άννα")
    ('ΞΕΝΙΔΗΣ ΑΒΡΑΑΜ', 'Κ. Μελάς', 'Schmidt Άννα')
    """
    if name.isascii() or not _LATIN.search(name):
        return name
    return LETTERS.sub(lambda m: m[0].translate(_TWINS) if _only_looks_latin(m[0]) else m[0], name)


def _only_looks_latin(word: str) -> bool:
    """Whether a word of a Greek name is Greek: mixed, or in capitals, every Latin letter with a Greek twin."""
    latin = [c for c in word if c.isascii()]
    return bool(latin) and _TWIN_LETTERS.issuperset(latin) and (len(latin) < len(word) or word.isupper())


def _given_name_follows(text: str, at: int) -> bool:
    m = _NEXT_WORD.match(text, at)
    return m is not None and is_given_name(fold(m[1]))


def ends_sentence(word: str) -> bool:
    """Whether the stop after a word ends a sentence: words end in a vowel, «ς» or «ν», abbreviations in the middle.

    >>> ends_sentence("Πλεξίδας."), ends_sentence("Ευθ."), ends_sentence("Ευαγγ."), ends_sentence("Τομπάζη.")
    (True, False, False, True)
    """
    if not word.endswith(".") or "/" in word:
        return False
    bare = word[:-1]
    last = fold(bare[-1:])
    return (len(bare) > 3 and (last in "αεηιουω" or bare[-1] in "ςΣ")) or (len(bare) > 5 and last == "ν")


def _is_whole(token: str) -> bool:
    return len(token) > 2 and token[0].isalpha() and (not token.endswith(".") or ends_sentence(token))


def is_nickname(inside: str) -> bool:
    folded, words = fold(inside), inside.split()
    return (
        1 <= len(words) <= 2
        and all(w[0].isupper() and w.replace("-", "").isalpha() and len(w) >= 3 for w in words)
        and not any(never_in_names(fold(w), first=True) for w in words)
        and not any(p.search(folded) for lex in ("roles", "name_notes", "substitutes") for _, p in patterns(lex))
    )


def find_name(reading: Reading, start: int, end: int) -> int | None:
    """Where the first name of a stretch of running text begins: two capitalised words, or one after «κ.».

    Words no name is made of are passed over, so that it holds for texts in capitals too.
    """
    for m in _CAPITALISED.finditer(reading.text, start, end):
        words = name_words(reading.text, m.start(), min(end, m.start() + 120))
        if len(words) > 1 or (words and HONORIFIC.search(reading.text, max(start, m.start() - 6), m.start())):
            return m.start()
    return None


def words_of(name: str) -> int:
    """How many whole words or initials a name has; a surname alone has one."""
    return len(LETTERS.findall(BRACKET.sub(" ", name)))
