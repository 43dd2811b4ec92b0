"""Which spellings are one person, within one body and one term: never a guess, the same in whatever order they come.

Two spellings are joined where a rule (``person_names.Rule``) allows it and no roll call lists both. A spelling that
fits two people who are not each other («Γ. Παππάς» beside «Γεώργιος Παππάς» and «Γρηγόριος Παππάς») is ambiguous: it
stays apart, marked, with everybody it fits. Spellings that are joined through others may not contradict each other:
where they do, every one between two that are not joined is ambiguous, which leaves groups in which all are joined.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Literal

from rapidfuzz.distance import OSA

from cni_analytics.derivation.person_names import PersonName, Rule, blocks, compare, parse
from cni_analytics.statements.given_names import is_given_name

SLIPS = 2
"""Letters by which two names may differ for one to be a slip of the other."""
LONG_ENOUGH, SHORT_WORD = 9, 4
"""Letters of a whole name, and of a word of it, below which a slip makes another name."""
Action = Literal["merge", "split"]
Refusal = Literal["not_met", "in_one_roll_call", "same_spelling", "contradicted"]
"""Why a ruling no longer stands: a spelling is not met, one roll call lists both, both are one spelling, another
ruling says the opposite."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What somebody has decided about two spellings of one body and term: one person, or two."""

    action: Action
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom a spelling stands for.

    Attributes
    ----------
    person
        Key of the person, the same for every spelling of this person.
    rule
        By which rule the spelling belongs to the person's fullest spelling; ``same_words`` for that one itself,
        ``ruling`` where somebody has decided, ``through_another`` where it is joined by way of a third spelling.
    leads_to
        The fullest spelling of the person.
    candidates
        The fullest spellings of the people an ambiguous spelling fits, who are kept apart from it.
    """

    person: str
    rule: Rule | Literal["ruling", "through_another"]
    leads_to: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Identities:
    """The people of one body and term.

    Attributes
    ----------
    of
        By spelling.
    refused
        Rulings that no longer stand, with the reason.
    """

    of: Mapping[str, Identity]
    refused: Mapping[Ruling, Refusal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Node:
    """Spellings that are one for certain: the same words, or a ruling."""

    spellings: tuple[str, ...]
    names: tuple[PersonName, ...]
    lists: frozenset[int]
    ruled: bool = False

    @property
    def fullest(self) -> str:
        return min(self.spellings, key=_fullness)


def _fullness(spelling: str) -> tuple[int, int, str, bool, str]:
    """The fullest first; among the same words the one with small letters, as a person would print it."""
    name = parse(spelling)
    whole, letters = name.fullness
    return -whole, -letters, name.key, spelling.isupper(), spelling


def identify(
    spellings: Iterable[str], lists: Iterable[Collection[str]] = (), rulings: Iterable[Ruling] = ()
) -> Identities:
    """Tell the people of one body and term apart.

    Parameters
    ----------
    spellings
        Every spelling met; those of ``lists`` need not be repeated.
    lists
        The spellings of each roll call: whoever stands in one list together is not one person.
    rulings
        Merges and splits that somebody has decided.

    Returns
    -------
    Identities
        The same for the same spellings, lists and rulings in any order; a repeated ruling changes nothing.
    """
    together = sorted({tuple(sorted(set(one))) for one in lists})
    known = sorted({*spellings, *(name for one in together for name in one)})
    places: dict[str, set[int]] = defaultdict(set)
    for place, names in enumerate(together):
        for name in names:
            places[name].add(place)
    merges, splits, refused = _standing(rulings, known, places)
    nodes = _nodes(known, places, merges, splits)
    at = {spelling: i for i, node in enumerate(nodes) for spelling in node.spellings}
    apart = {frozenset((at[r.one], at[r.other])) for r in splits}
    graph = _Graph(nodes, apart)
    return Identities(_identities(nodes, graph), refused)


def resembling(found: Identities, lists: Iterable[Collection[str]]) -> dict[str, tuple[str, ...]]:
    """People whose names a slip of the scanner or the clerk would tell apart: a hint for whoever can decide.

    Parameters
    ----------
    found
        As ``identify`` gives them.
    lists
        The spellings of each roll call; whoever stands in one with somebody else is not that one.

    Returns
    -------
    dict
        By person, the others; only people who resemble somebody.
    """
    names = {identity.person: parse(identity.leads_to) for identity in found.of.values()}
    places: dict[str, set[int]] = defaultdict(set)
    for place, one in enumerate(lists):
        for name in one:
            if name in found.of:
                places[found.of[name].person].add(place)
    near: dict[str, list[str]] = defaultdict(list)
    for one, other in combinations(sorted(names), 2):
        if not places[one] & places[other] and _is_slip(names[one], names[other]):
            near[one].append(other)
            near[other].append(one)
    return {person: tuple(sorted(of)) for person, of in near.items()}


def _is_slip(one: PersonName, other: PersonName) -> bool:
    a, b = one.key.split(), other.key.split()
    if len(a) != len(b) or min(len(one.key), len(other.key)) < LONG_ENOUGH:
        return False
    return 0 < min(_letters(a, b), _letters(a, b[::-1])) <= SLIPS


def _letters(one: Sequence[str], other: Sequence[str]) -> int:
    # Another given name is another person; so is a short word with another letter.
    total = 0
    for a, b in zip(one, other, strict=True):
        if a != b and (len(a) < SHORT_WORD or len(b) < SHORT_WORD or (is_given_name(a) and is_given_name(b))):
            return SLIPS + 1
        total += OSA.distance(a, b, score_cutoff=SLIPS)
    return total


def _standing(
    rulings: Iterable[Ruling], known: Collection[str], places: Mapping[str, set[int]]
) -> tuple[list[Ruling], list[Ruling], dict[Ruling, Refusal]]:
    """Merges and splits that can be followed, and why the others cannot."""
    every, met = sorted(set(rulings), key=lambda r: (r.action, r.one, r.other)), set(known)
    pairs: dict[frozenset[str], set[str]] = defaultdict(set)
    for ruling in every:
        pairs[frozenset((ruling.one, ruling.other))].add(ruling.action)
    refused: dict[Ruling, Refusal] = {}
    for ruling in every:
        if not {ruling.one, ruling.other} <= met:
            refused[ruling] = "not_met"
        elif ruling.one == ruling.other:
            refused[ruling] = "same_spelling"
        elif len(pairs[frozenset((ruling.one, ruling.other))]) > 1:
            refused[ruling] = "contradicted"
        elif ruling.action == "merge" and places[ruling.one] & places[ruling.other]:
            refused[ruling] = "in_one_roll_call"
    standing = [r for r in every if r not in refused]
    splits = [r for r in standing if r.action == "split"]
    # A chain of merges may not bring together what a split or a roll call keeps apart: none of the chain stands then.
    group = {name: frozenset(of) for of in _classes(known, places, splits) for name in of}
    kept_apart = {frozenset((r.one, r.other)) for r in splits}
    merges = [r for r in standing if r.action == "merge"]
    for ruling in merges:
        chain = group[ruling.one] | group[ruling.other]
        group.update(dict.fromkeys(chain, chain))
    for ruling in merges:
        pairs_of = list(combinations(sorted(group[ruling.one]), 2))
        if any(frozenset(pair) in kept_apart for pair in pairs_of):
            refused[ruling] = "contradicted"
        elif any(places[a] & places[b] for a, b in pairs_of):
            refused[ruling] = "in_one_roll_call"
    return [r for r in merges if r not in refused], splits, refused


def _classes(
    known: Iterable[str], places: Mapping[str, set[int]], splits: Iterable[Ruling]
) -> Iterator[tuple[str, ...]]:
    """Spellings of the same words, together."""
    by_words: dict[str, list[str]] = defaultdict(list)
    for name in sorted(known):
        by_words[parse(name).key].append(name)
    split = {frozenset((r.one, r.other)) for r in splits}
    for names in by_words.values():
        # Two of them in one list are two people, or one who is listed twice: all are kept apart.
        if any(places[a] & places[b] or frozenset((a, b)) in split for a, b in combinations(names, 2)):
            yield from ((name,) for name in names)
        else:
            yield tuple(names)


def _nodes(
    known: Iterable[str], places: Mapping[str, set[int]], merges: Iterable[Ruling], splits: Iterable[Ruling]
) -> list[_Node]:
    root: dict[str, str] = {}

    def find(name: str) -> str:
        while root[name] != name:
            name = root[name]
        return name

    for of in _classes(known, places, splits):
        root.update(dict.fromkeys(of, of[0]))
    ruled = set()
    for ruling in merges:
        one, other = sorted((find(ruling.one), find(ruling.other)))
        root[other] = one
        ruled.add(one)
    members: dict[str, list[str]] = defaultdict(list)
    for name in known:
        members[find(name)].append(name)
    ruled = {find(name) for name in ruled}
    return [
        _Node(
            tuple(of),
            tuple(dict.fromkeys(parse(name) for name in of)),
            frozenset().union(*(places[name] for name in of)),
            top in ruled,
        )
        for top, of in members.items()
    ]


class _Graph:
    """Which nodes can be one person, and what follows for all of them together.

    Attributes
    ----------
    edges
        Nodes that one rule joins.
    ambiguous
        Nodes that fit two people.
    people
        The nodes of each person.
    """

    def __init__(self, nodes: list[_Node], apart: Collection[frozenset[int]]) -> None:
        self._nodes, self._apart = nodes, apart
        near: dict[str, list[int]] = defaultdict(list)
        for i, node in enumerate(nodes):
            for block in {block for name in node.names for block in blocks(name)}:
                near[block].append(i)
        self.edges: dict[int, set[int]] = {i: set() for i in range(len(nodes))}
        for i, j in sorted({pair for of in near.values() for pair in combinations(of, 2)}):
            if self._verdict(i, j) == "join":
                self.edges[i].add(j)
                self.edges[j].add(i)
        self.ambiguous = {i for i, of in self.edges.items() if any(self._contradict(*p) for p in combinations(of, 2))}
        self.people: list[tuple[int, ...]] = [(i,) for i in self.ambiguous]
        for of in self._components(set(self.edges) - self.ambiguous):
            if any(self._contradict(*pair) for pair in combinations(of, 2)):
                between = {i for i in of if self._is_between(self.edges[i] & set(of))}
                self.ambiguous |= between
                self.people += [(i,) for i in between]
                self.people += self._components(set(of) - between)
            else:
                self.people.append(of)

    def _verdict(self, i: int, j: int) -> Literal["join", "possible"] | None:
        one, other = self._nodes[i], self._nodes[j]
        if one.lists & other.lists or frozenset((i, j)) in self._apart:
            return None
        verdicts = {compare(a, b) for a in one.names for b in other.names}
        return None if None in verdicts else "possible" if verdicts == {"possible"} else "join"

    def _contradict(self, i: int, j: int) -> bool:
        return j not in self.edges[i] and self._verdict(i, j) is None

    def _is_between(self, near: set[int]) -> bool:
        return any(b not in self.edges[a] for a, b in combinations(sorted(near), 2))

    def _components(self, of: set[int]) -> list[tuple[int, ...]]:
        found, left = [], set(of)
        for start in sorted(of):
            if start not in left:
                continue
            reached, waiting = {start}, [start]
            while waiting:
                more = self.edges[waiting.pop()] & left - reached
                reached |= more
                waiting += more
            left -= reached
            found.append(tuple(sorted(reached)))
        return found


def _identities(nodes: list[_Node], graph: _Graph) -> dict[str, Identity]:
    found: dict[str, Identity] = {}
    taken: set[str] = set()
    people = [(min((nodes[i].fullest for i in of), key=_fullness), of) for of in graph.people]
    for fullest, of in sorted(people, key=lambda person: _fullness(person[0])):
        # Spellings of the same words that are two people: the second is told apart by its own letters.
        key = parse(fullest).key
        person = key if key not in taken else f"{key} / {fullest}"
        taken.add(key)
        candidates: tuple[str, ...] = ()
        if of[0] in graph.ambiguous:
            candidates = tuple(sorted({nodes[j].fullest for j in graph.edges[of[0]]}, key=_fullness))
        for i in of:
            for spelling in nodes[i].spellings:
                rule = _rule(nodes[i], spelling, fullest)
                found[spelling] = Identity(person, rule, fullest, candidates)
    return found


def _rule(node: _Node, spelling: str, fullest: str) -> Rule | Literal["ruling", "through_another"]:
    verdict = compare(parse(spelling), parse(fullest))
    if verdict == "same_words":
        return verdict
    if node.ruled:
        return "ruling"
    return "through_another" if verdict is None or verdict == "possible" else verdict
