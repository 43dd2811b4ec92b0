"""Names as documents print them, led back to the one spelling a body's roll call gives.

Matching stays within a roster and never guesses: a name that fits two members is ambiguous.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import regex
from rapidfuzz.distance import OSA

from cni_analytics.statements.given_names import (
    Gender,
    formal_names,
    gender_of_given_name,
    gender_of_word,
    inflects,
    is_given_name,
)
from cni_analytics.text.reading import fold

HONORIFIC = regex.compile(
    r"(?<!\p{L})(?:[κΚ]\s?\.\s?[κΚ]\s?\.|κκ\.|ΚΚ\.|κ\.|κ[αοην]ς?\.(?=\s)"
    r"|(?:[κΚ]\s?\.\s?[κΚ]|κκ|ΚΚ|κ[αο]ς?|κου|κων|Κ(?:ΟΣ|ΟΥ|ΑΣ|Α|ΩΝ)"
    r"|[κΚ]υρ[ίι](?:ου|ας|ων|ος|α)|ΚΥΡΙ(?:ΟΥ|ΑΣ|ΩΝ|ΟΣ|Α)|[Δδ]ρ\.?)(?=[\s:,]))"
)
"""«κ.», «κ.κ.», «κα», «κύριος»; a capital «Κ.» may be an initial and is left alone."""
_CAPITAL_HONORIFIC = regex.compile(r"^\s*Κ\.\s*")
_TOKEN = regex.compile(r"\p{L}+(?:/\p{L}+)?\.?")
_DASH = regex.compile(r"\s*-\s*")
_SPACE = regex.compile(r"\s+")
_BRACKET = regex.compile(r"[(\[][^()\[\]]*[)\]]")
_PATRONYMIC = frozenset({"του", "τησ"})
Order = Literal["surname_first", "surname_last"]
_REMEMBERED = 4096
"""Printed names a roster remembers the answers to."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a printed name stands for in a roster.

    Attributes
    ----------
    name
        The roster's spelling; ``None`` where nobody, or more than one, fits.
    candidates
        Everybody who fits equally well; one where ``name`` is given, none where nobody fits.
    """

    name: str | None
    candidates: tuple[str, ...] = ()

    @property
    def ambiguous(self) -> bool:
        """Whether the name fits several members and none was chosen."""
        return len(self.candidates) > 1


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    initial: bool
    tail: str | None = None
    """What follows the slash of «Κων/νος»."""


@dataclass(frozen=True, slots=True)
class _Name:
    printed: str
    groups: tuple[tuple[_Token, ...], ...]
    """Words joined by a dash stand together: «Πέτρος - Μάριος»."""
    optional: tuple[_Token, ...]
    """Of a bracketed nickname."""

    @property
    def tokens(self) -> tuple[_Token, ...]:
        return tuple(token for group in self.groups for token in group)


@dataclass(frozen=True, slots=True)
class _Match:
    name: str
    tier: int
    cost: float
    nominative: bool
    gender: Gender | None


def _token(word: str) -> _Token:
    text = word.rstrip(".")
    head, _, tail = text.partition("/")
    if tail:
        return _Token(head, False, tail)
    return _Token(text, word.endswith(".") or len(text) <= 2)


@lru_cache(maxsize=4096)
def _parse(printed: str) -> _Name:
    text = fold(HONORIFIC.sub(" ", printed))
    optional = tuple(_token(w) for b in _BRACKET.findall(text) for w in _TOKEN.findall(b))
    text = _BRACKET.sub(" ", text)
    groups = []
    for part in _SPACE.split(_DASH.sub("-", text).strip()):
        # «Π.-Μ.» and «Αχμέτ-Ογλού»: one group; «Γ.Παππάς» has no space and is two.
        found = [w for w in _TOKEN.findall(part) if w.rstrip(".") not in _PATRONYMIC]
        if "-" in part:
            groups.append(tuple(_token(w) for w in found))
        else:
            groups.extend((_token(w),) for w in found)
    return _Name(printed, tuple(g for g in groups if g), optional)


def _pair(p: _Token, r: _Token) -> float | None:
    """What it costs to take one printed word for one word of the roster; ``None`` where it cannot be."""
    if p.tail is not None or r.tail is not None:
        return _slash(p, r)
    if p.initial and r.initial:
        return 0.0 if p.text == r.text else 1.5 if p.text.startswith(r.text) or r.text.startswith(p.text) else None
    if p.initial or r.initial:
        short, full = (p.text, r.text) if p.initial else (r.text, p.text)
        if full.startswith(short):
            return 2.0
        return 3.0 if any(name.startswith(short) for name in formal_names(full)) else None
    if p.text == r.text:
        return 0.0
    if inflects(p.text, r.text):
        return 1.0
    if formal_names(p.text) & formal_names(r.text):
        return 1.2
    # Where the roster itself stands in the genitive («παρόντων των κ.κ. …»).
    return 2.0 if inflects(r.text, p.text) else None


def _slash(p: _Token, r: _Token) -> float | None:
    if p.tail is not None and r.tail is not None:
        return 0.0 if (p.text, p.tail) == (r.text, r.tail) else None
    short, full = (p, r.text) if p.tail is not None else (r, p.text)
    tail = short.tail or ""
    for form in {full, *formal_names(full)}:
        if form.startswith(short.text) and len(form) > len(short.text) + len(tail) - 1:
            ending = form[-len(tail) :]
            if ending == tail or inflects("οο" + tail, "οο" + ending) or inflects("οο" + ending, "οο" + tail):
                return 1.1
    return None


def _fuzzy(p: _Token, r: _Token) -> int | None:
    """Letters that differ between two whole words, where few enough do for a slip of the scanner."""
    if p.initial or r.initial or p.tail or r.tail or is_given_name(p.text):
        return None
    longest = max(len(p.text), len(r.text))
    limit = 0 if longest < 5 else 1 if longest < 9 else 2
    distance = OSA.distance(p.text, r.text, score_cutoff=limit)
    return distance if 0 < distance <= limit else None


class Roster:
    """The people of one body, under the spelling of its roll call.

    Parameters
    ----------
    names
        As printed; repeated spellings are taken once.

    Examples
    --------
    >>> roster = Roster(["Μελάς Ευάγγελος", "Μελάς Κωνσταντίνος", "Δροσινού Ιουλία"])
    >>> roster.resolve("Κων/νου Μελά").name, roster.resolve("κ. Ι. Δροσινού").name
    ('Μελάς Κωνσταντίνος', 'Δροσινού Ιουλία')
    >>> roster.resolve("Μελάς").candidates
    ('Μελάς Ευάγγελος', 'Μελάς Κωνσταντίνος')
    """

    def __init__(self, names: Iterable[str]) -> None:
        self.names: tuple[str, ...] = tuple(dict.fromkeys(names))
        self._parsed = tuple(_parse(name) for name in self.names)
        self.order: Order | None = self._find_order()
        self._surnames = tuple(self._surname(name) for name in self._parsed)
        self._genders = tuple(self._gender(i) for i in range(len(self.names)))
        self._by_start = self._index()
        self._joined = {"".join(t.text for t in n.tokens): i for i, n in enumerate(self._parsed)}
        self._memo: dict[tuple[str, str], Resolution] = {}

    @classmethod
    def of(cls, names: Iterable[str]) -> Roster:
        """The roster of these names, made once: a document asks for its own several times, and so does the next."""
        return _roster(tuple(names))

    def _index(self) -> dict[str, set[int]]:
        """The first two letters of every word a surname may be, and of its other forms → who has it."""
        found: dict[str, set[int]] = {}
        for i, name in enumerate(self._parsed):
            for j, token in enumerate(name.tokens):
                if j in self._surnames[i]:
                    for word in (token.text, *formal_names(token.text)):
                        found.setdefault(word[:2], set()).add(i)
        return found

    def has_surname(self, word: str) -> bool:
        """Whether a word can be the surname of somebody of the roster, in any case; spelling slips aside."""
        folded = fold(word)
        return any(
            _pair(token, known) is not None
            for token in (_token(folded),)
            for i in self._by_start.get(folded[:2], ())
            for j, known in enumerate(self._parsed[i].tokens)
            if j in self._surnames[i] and not token.initial
        )

    def _find_order(self) -> Order | None:
        """Where the surname stands, by what is known of given names and by initials."""
        first = last = 0
        for name in self._parsed:
            if len(name.groups) < 2:
                continue
            a, z = name.groups[0][0], name.groups[-1][0]
            first += is_given_name(a.text) or a.initial
            last += is_given_name(z.text) or z.initial
        if first + last == 0 or abs(first - last) * 3 < first + last:
            return None
        return "surname_last" if first > last else "surname_first"

    def _surname(self, name: _Name) -> frozenset[int]:
        """Places of the words that may be the surname."""
        places, at = [], 0
        for i, group in enumerate(name.groups):
            known = self.order is not None and len(name.groups) > 1
            is_given = i == (len(name.groups) - 1 if self.order == "surname_first" else 0)
            for token in group:
                if not token.initial and not (known and is_given):
                    places.append(at)
                at += 1
        if self.order is None and len(name.groups) > 1:
            named = [i for i in places if not is_given_name(name.tokens[i].text)]
            places = named or places
        return frozenset(places)

    def _gender(self, index: int) -> Gender | None:
        tokens, surname = self._parsed[index].tokens, self._surnames[index]
        for i, token in enumerate(tokens):
            if i not in surname and (gender := gender_of_given_name(token.text)) is not None:
                return gender
        known = {gender_of_word(t.text) for t in tokens if not t.initial}
        if "m" in known:
            return "m"
        return "f" if any(t.text[-1] in "αηω" or t.text.endswith("ου") for t in tokens if not t.initial) else None

    def resolve(self, printed: str, *, article: str = "") -> Resolution:
        """Lead a printed name back to the roster.

        Parameters
        ----------
        printed
            In any case and order, whole or the surname alone, with initials or a nickname.
        article
            The article before it, where there is one («του», «η», «οι»): it tells a woman from a man and a
            nominative from a genitive where the name alone does not.

        Returns
        -------
        Resolution
            One name, or everybody who fits equally well, or nobody.
        """
        key = (printed, article)
        if key not in self._memo:
            if len(self._memo) >= _REMEMBERED:
                self._memo.clear()
            found = self._resolve(_parse(printed), fold(article).strip())
            if not found.candidates and _CAPITAL_HONORIFIC.match(printed):
                found = self._resolve(_parse(_CAPITAL_HONORIFIC.sub("", printed)), fold(article).strip())
            self._memo[key] = found
        return self._memo[key]

    def _resolve(self, printed: _Name, article: str) -> Resolution:
        if not any(not t.initial for t in printed.tokens):
            return Resolution(None)
        near = {
            i
            for t in printed.tokens
            for word in (t.text, *formal_names(t.text))
            for i in self._by_start.get(word[:2], ())
        }
        joined = self._joined.get("".join(t.text for t in printed.tokens))
        near |= {joined} if joined is not None else set()
        found = [m for i in sorted(near) if (m := self._match(printed, i)) is not None]
        if not found:
            found = self._scanned(printed)
        if not found:
            return Resolution(None)
        tier = min(m.tier for m in found)
        best = [m for m in found if m.tier == tier]
        best = _by_article(best, article)
        if best and tier < 2:
            cost = min(m.cost for m in best)
            best = [m for m in best if m.cost == cost]
        best = self._by_bracket(best, printed)
        names = tuple(m.name for m in best)
        return Resolution(names[0] if len(names) == 1 else None, names)

    def _by_bracket(self, matches: list[_Match], printed: _Name) -> list[_Match]:
        """Of namesakes, who carries what the printed name adds in brackets («Περάκης Γεώργιος (Δημητρίου)»)."""
        if len(matches) < 2 or not printed.optional:
            return matches
        known = [_parse(m.name).optional for m in matches]
        kept = [
            m
            for m, words in zip(matches, known, strict=True)
            if all(any(_pair(p, r) is not None for r in words) for p in printed.optional)
        ]
        return kept or matches

    def _match(self, printed: _Name, index: int) -> _Match | None:
        name, surname = self._parsed[index], self._surnames[index]
        rest, known = list(range(len(printed.tokens))), name.tokens
        if self._joined.get("".join(t.text for t in printed.tokens)) == index:
            return _Match(name.printed, 0, 0.0, True, self._genders[index])
        pairs = sorted(
            (cost, i, j)
            for i, p in enumerate(printed.tokens)
            for j, r in enumerate(known + name.optional)
            if (cost := _pair(p, r)) is not None and not (p.initial and j in surname and not r.initial)
        )
        taken: dict[int, tuple[int, float]] = {}
        used: set[int] = set()
        for cost, i, j in pairs:
            if i not in taken and j not in used:
                taken[i] = (j, cost)
                used.add(j)
        rest = [i for i in rest if i not in taken]
        left = [j for j in range(len(known)) if j not in used]
        whole = [i for i in taken if not printed.tokens[i].initial and taken[i][0] in surname]
        given = [i for i in taken if taken[i][0] not in surname]
        total = sum(cost for _, cost in taken.values())
        nominative = all(cost in (0.0, 1.2, 1.5, 2.0, 3.0) for _, cost in taken.values())
        if not whole:
            return None
        if not rest and not left:
            return _Match(name.printed, 0, total, nominative, self._genders[index])
        # A nickname printed in place of the given name leaves the given name over.
        if not rest and given:
            return _Match(name.printed, 1, total + 3 * len(left), nominative, self._genders[index])
        if not rest and not given:
            return _Match(name.printed, 2, total, nominative, self._genders[index])
        if not left and given and len(rest) <= 2 and all(not known[j].initial for j in range(len(known))):
            return _Match(name.printed, 1, total + 4 * len(rest), nominative, self._genders[index])
        return None

    def _scanned(self, printed: _Name) -> list[_Match]:
        """Spellings a few letters off, only where one member is clearly nearest."""
        found: list[tuple[int, int]] = []
        for index, name in enumerate(self._parsed):
            distance = self._distance(printed, name, self._surnames[index])
            if distance is not None:
                found.append((distance, index))
        found.sort()
        if not found or (len(found) > 1 and found[1][0] < found[0][0] + 2):
            return []
        index = found[0][1]
        return [_Match(self.names[index], 3, float(found[0][0]), True, self._genders[index])]

    def _distance(self, printed: _Name, name: _Name, surname: frozenset[int]) -> int | None:
        tokens, known = list(printed.tokens), name.tokens
        pairs = sorted(
            (cost, i, j)
            for i, p in enumerate(tokens)
            for j, r in enumerate(known)
            if (cost := 0 if _pair(p, r) is not None else _fuzzy(p, r)) is not None
        )
        taken: dict[int, int] = {}
        used: dict[int, int] = {}
        for cost, i, j in pairs:
            if i not in taken and j not in used:
                taken[i], used[j] = cost, i
        if len(taken) < len(tokens) or not any(j in surname and not tokens[i].initial for j, i in used.items()):
            return None
        if len(taken) < 2 and (len(tokens[0].text) < 7 or max(taken.values()) > 1):
            return None
        total = sum(taken.values())
        return total if total <= 3 else None


@lru_cache(maxsize=64)
def _roster(names: tuple[str, ...]) -> Roster:
    return Roster(names)


_FEMININE = frozenset({"η", "τησ", "την", "στην", "κα", "κασ"})
_MASCULINE = frozenset({"ο", "του", "τον", "στον", "κοσ", "κου"})
_NOMINATIVE = frozenset({"ο", "η", "οι"})


def _by_article(matches: list[_Match], article: str) -> list[_Match]:
    """Leave only who agrees with the article, where somebody does."""
    wanted: Gender | None = "f" if article in _FEMININE else "m" if article in _MASCULINE else None
    # A surname alone must agree: «η κ. Παπαδοπούλου» is not «Παπαδόπουλος».
    matches = [m for m in matches if m.tier < 2 or wanted is None or m.gender in (None, wanted)]
    if article in _NOMINATIVE:
        matches = [m for m in matches if m.tier < 2 or m.nominative]
    for keep in (
        [m for m in matches if wanted is not None and m.gender == wanted],
        [m for m in matches if article in _NOMINATIVE and m.nominative],
    ):
        if keep and len(matches) > 1:
            matches = keep
    return matches
