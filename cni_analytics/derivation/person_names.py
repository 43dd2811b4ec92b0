"""Two spellings of a name side by side: by which rule they can be one person's, if by any."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Literal, get_args

import regex

from cni_analytics.statements.given_names import (
    Gender,
    formal_names,
    gender_of_given_name,
    gender_of_word,
    inflects,
    is_given_name,
)
from cni_analytics.text.reading import fold

Rule = Literal[
    "same_words", "case", "nickname", "abbreviation", "initial", "father", "double_surname", "double_given",
    "surname_only",
]  # fmt: skip
"""How two spellings differ, the surest first.

``same_words``: capitals, accents, hyphens or order. ``case``: one stands in the genitive or accusative. ``nickname``: a
short form or a nickname of the given name. ``abbreviation``: «Κων/νος», «Δημ.». ``initial``: of the given name.
``father``: one also has the father's name or initial. ``double_surname``, ``double_given``: one has one of two.
``surname_only``: one has no given name."""

RULES: tuple[Rule, ...] = get_args(Rule)
Verdict = Rule | Literal["possible"]
"""``possible``: the spellings do not contradict each other, but only two rules of doubt at once would make them one."""
_SURENESS = {rule: place for place, rule in enumerate(RULES)}
Role = Literal["given", "surname", "either"]

_BRACKET = regex.compile(r"[(\[]([^()\[\]]*)[)\]]")
_WORD = regex.compile(r"\p{L}+(?:[/'’΄]\p{L}+)?\.?")
_OF = frozenset({"του", "τησ"})
_SHORT = 2
"""Letters of an initial that has lost its stop."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name, folded; ``whole`` is False for an initial or an abbreviation, which may have a ``tail``."""

    text: str
    whole: bool = True
    tail: str = ""
    role: Role = "either"


@dataclass(frozen=True, slots=True)
class PersonName:
    """A spelling, taken apart.

    Attributes
    ----------
    words
        Given names, initials and surnames, in order.
    father
        The father's name or initial: «του Ιωάννη», or an initial between two words.
    nicknames
        What stands in brackets.
    key
        What spellings that differ in capitals, accents, hyphens or order share.
    """

    words: tuple[Word, ...]
    father: str
    nicknames: tuple[str, ...]
    key: str

    @property
    def fullness(self) -> tuple[int, int]:
        """The more words are printed whole, and the longer, the better it can stand for the person."""
        whole = [w.text for w in self.words if w.whole]
        return len(whole), sum(map(len, whole))

    @property
    def joined(self) -> str:
        """All letters in a row, for words split in two («Αχμέτ-Ογλού», «Αχμέτογλου»)."""
        return "".join(w.text + w.tail for w in self.words)


def bare(name: str) -> str:
    """A name without case or accents.

    >>> bare("ΞΕΝΊΔΗΣ Αβραάμ")
    'ξενιδησ αβρααμ'
    """
    return fold("".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c)))


@lru_cache(maxsize=65_536)
def parse(name: str) -> PersonName:
    """Take a name apart.

    Parameters
    ----------
    name
        As a roll call prints it, roles and honorifics removed.
    """
    text = bare(name)
    key = " ".join(sorted(regex.findall(r"[\p{L}\p{N}]+", text)))
    nicknames = tuple(w.rstrip(".") for inside in _BRACKET.findall(text) for w in _WORD.findall(inside))
    found = _WORD.findall(_BRACKET.sub(" ", text))
    at = next((i for i, w in enumerate(found) if w in _OF and 0 < i < len(found) - 1), None)
    father = "" if at is None else found[at + 1].rstrip(".")
    words = [_word(w) for w in (found if at is None else found[:at] + found[at + 2 :]) if w not in _OF]
    if not father:
        words, father = _without_middle_initial(words)
    return PersonName(tuple(_with_roles(words)), father, nicknames, key)


def _word(text: str) -> Word:
    head, _, tail = text.rstrip(".").partition("/")
    if tail:
        return Word(head, False, tail, "given")
    return Word(head, not (text.endswith(".") or len(head) <= _SHORT))


def _without_middle_initial(words: list[Word]) -> tuple[list[Word], str]:
    # «Ιωάννης Γ. Παππάς»: the initial between two whole words is the father's.
    for i, word in enumerate(words):
        inside = 0 < i < len(words) - 1 and words[i - 1].whole and words[i + 1].whole
        known = not word.whole and not word.tail and sum(is_given_name(w.text) for w in words) == 1
        if not word.whole and not word.tail and (inside or (known and len(words) > 2)):
            return words[:i] + words[i + 1 :], word.text
    return words, ""


def _with_roles(words: list[Word]) -> Iterator[Word]:
    short = any(not w.whole for w in words)
    known = [is_given_name(w.text) for w in words]
    certain = short or 0 < sum(known) < len(words)
    for word, given in zip(words, known, strict=True):
        if not word.whole or (certain and not short and given):
            yield Word(word.text, word.whole, word.tail, "given")
        else:
            yield Word(word.text, True, "", "surname" if certain else "either")


def blocks(name: PersonName) -> set[str]:
    """Beginnings that spellings of one person share; those that share none need not be compared."""
    return {w.text[:3] for w in name.words if w.whole and w.role != "given"} | {name.joined[:3]}


@dataclass(frozen=True, slots=True)
class _Pair:
    rule: Rule
    one: int
    other: int
    oblique: tuple[int, ...] = ()
    """Which word can be the one in another case: -1 the first, 1 the second; none outside the rule ``case``."""


@lru_cache(maxsize=262_144)
def compare(one: PersonName, other: PersonName) -> Verdict | None:
    """By which rule two spellings can be one person's.

    Parameters
    ----------
    one, other
        As ``parse`` gives them; their order does not matter.

    Returns
    -------
    str or None
        The least sure of the rules that are needed; ``possible`` where it would take two rules of doubt at
        once (an initial of half a double name is anybody's); ``None`` where the spellings contradict each other.
    """
    if one.key == other.key or (one.joined == other.joined and one.father == other.father):
        return "same_words"
    if (other.key, other.joined) < (one.key, one.joined):
        one, other = other, one
    pairs = _pairs(one, other)
    rest_one = [w for i, w in enumerate(one.words) if i not in {p.one for p in pairs}]
    rest_other = [w for i, w in enumerate(other.words) if i not in {p.other for p in pairs}]
    used: set[Rule] = {p.rule for p in pairs}
    if (rest_one and rest_other) or not _share_a_surname(one, other, pairs):
        return None
    if one.father and other.father and not _fits_father(one.father, other.father):
        return None
    certain = "case" not in used or _case_is_certain(one, other, pairs)
    if not certain and any(_gender(w) == "f" for p in pairs for w in (one.words[p.one], other.words[p.other])):
        return None
    if bool(one.father) != bool(other.father):
        used.add("father")
    rest = rest_one or rest_other
    if rest:
        shorter = other if rest_one else one
        used.add(_extra(rest, shorter))
    loose = used - {"same_words", "nickname"}
    if not certain or len(loose) > 1 or len(rest) > 1 or ("surname_only" in used and len(used) > 2):
        return "possible"
    return max(used, key=_SURENESS.__getitem__)


def _pairs(one: PersonName, other: PersonName) -> list[_Pair]:
    """Words that can stand for each other, the surest first, each once."""
    found = [
        _Pair(rule, i, j, ways)
        for i, a in enumerate(one.words)
        for j, b in enumerate(other.words)
        for rule, ways in _relation(a, b, one, other)
    ]
    taken: list[_Pair] = []
    for pair in sorted(found, key=lambda p: (_SURENESS[p.rule], p.one, p.other)):
        if all(p.one != pair.one and p.other != pair.other for p in taken):
            taken.append(pair)
    return taken


def _relation(a: Word, b: Word, one: PersonName, other: PersonName) -> Iterator[tuple[Rule, tuple[int, ...]]]:
    if a.whole and b.whole:
        ways = tuple(w for w, yes in ((-1, inflects(a.text, b.text)), (1, inflects(b.text, a.text))) if yes)
        if a.text == b.text:
            yield "same_words", ()
        elif ways:
            yield "case", ways
        elif _nickname(a, b, one, other):
            yield "nickname", ()
        elif {a.role, b.role} == {"given", "either"} and formal_names(a.text) & formal_names(b.text):
            # «Κωνσταντίνου Μελά» beside «Κώστας Μελάς».
            yield "case", (-1 if b.role == "given" else 1,)
    elif a.tail or b.tail:
        if _slashed(a, b):
            yield "abbreviation", ()
    elif not a.whole and not b.whole:
        if a.text == b.text:
            yield "same_words", ()
        elif a.text.startswith(b.text) or b.text.startswith(a.text):
            yield "initial", ()
    else:
        short, full = (b, a) if a.whole else (a, b)
        starts = any(form.startswith(short.text) for form in chain((full.text,), formal_names(full.text)))
        if full.role != "surname" and starts:
            yield ("initial" if len(short.text) <= _SHORT else "abbreviation"), ()


def _nickname(a: Word, b: Word, one: PersonName, other: PersonName) -> bool:
    if "surname" in (a.role, b.role):
        return False
    if any(word.text in name.nicknames for word, name in ((a, other), (b, one))):
        return True
    known = is_given_name(a.text) and is_given_name(b.text)
    return known and bool(formal_names(a.text) & formal_names(b.text))


def _slashed(a: Word, b: Word) -> bool:
    if a.tail and b.tail:
        return any(x.text.startswith(y.text) and x.tail.endswith(y.tail) for x, y in ((a, b), (b, a)))
    short, full = (a, b) if a.tail else (b, a)
    if not full.whole:
        return False
    ending = short.tail
    return full.role != "surname" and any(
        form.startswith(short.text) and form.endswith(ending) and len(form) > len(short.text)
        for form in chain((full.text,), formal_names(full.text))
    )


def _share_a_surname(one: PersonName, other: PersonName, pairs: list[_Pair]) -> bool:
    return any(
        a.whole and b.whole and "given" not in (a.role, b.role)
        for p in pairs
        for a, b in ((one.words[p.one], other.words[p.other]),)
        if p.rule in ("same_words", "case")
    )


def _fits_father(one: str, other: str) -> bool:
    short, full = sorted((one, other), key=len)
    if full.startswith(short) and len(short) <= _SHORT + 1:
        return True
    return inflects(one, other) or inflects(other, one) or bool(formal_names(one) & formal_names(other))


def _extra(rest: list[Word], shorter: PersonName) -> Rule:
    """What the words are that only the longer of two spellings has."""
    if len(shorter.words) == 1:
        return "surname_only"
    return "double_given" if all(w.role == "given" for w in rest) else "double_surname"


def _case_is_certain(one: PersonName, other: PersonName, pairs: list[_Pair]) -> bool:
    """Whether the words in another case are a man's, or all of one spelling; «Παππά» can be a woman's own name."""
    in_case = [p for p in pairs if p.rule == "case"]
    kept = [p for p in pairs if p.rule != "case"]
    ways = set.intersection(*(set(p.oblique) for p in in_case))
    nominatives = {w: [(other.words[p.other] if w < 0 else one.words[p.one]) for p in in_case] for w in ways}
    if not ways:
        return False
    if any(w.role != "surname" and is_given_name(w.text) for words in nominatives.values() for w in words):
        return True
    # The surname alone is in another case: only where the given name is certainly a man's.
    return any(_gender(one.words[p.one]) == "m" for p in kept)


def _gender(word: Word) -> Gender | None:
    """Of a given name that is printed whole; ``None`` for a surname."""
    if word.role == "surname" or not word.whole:
        return None
    return gender_of_given_name(word.text) or gender_of_word(word.text)
