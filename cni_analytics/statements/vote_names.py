"""Who is named with a vote: before the word («ο κ. Α ψήφισε κατά») or after it («κατά οι κ.κ. Α, Β»)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

import regex

from cni_analytics.statements.name_lists import split_names
from cni_analytics.statements.names import Roster
from cni_analytics.statements.types import Role, RollCall, Span, Vote
from cni_analytics.statements.vote_tokens import ChoiceWord
from cni_analytics.statements.zones import patterns
from cni_analytics.text.reading import Reading

_MAYOR = regex.compile(r"(?<!\w)δημαρχ\w+")
_FACTION = regex.compile(r"(?<!\w)(?:παραταξ\w{1,3}|συνδυασμ\w{1,3}|ομαδ\w{1,2})\s*\Z")
_ROLES: dict[str, Role] = {"προε": "president", "αντι": "vice_president", "γραμ": "secretary"}


@cache
def _wording(value: str) -> regex.Pattern[str]:
    """The one wording of ``lexicon/voters.csv`` with a value."""
    (pattern,) = patterns("voters", value)
    return pattern


@dataclass(frozen=True, slots=True)
class Named:
    """One name found in a sentence, resolved in the roll call."""

    name: str
    span: Span
    listed: bool
    candidates: tuple[str, ...]


class Voters:
    """Finds the names of one document's voters, within its roll call.

    The chair may be named by the office alone. The mayor has no vote in a council and is passed over
    unless the roll call lists the mayor as a member.
    """

    def __init__(self, reading: Reading, roll_call: RollCall) -> None:
        self.reading = reading
        self._roll_call = roll_call
        self.unnamed = not any(m.status == "present" for m in roll_call.members)
        """Nobody present is named, so no name can be missing from the list."""
        self.absent = frozenset(m.name for m in roll_call.members if m.status == "absent")
        self.present = sum(m.status == "present" for m in roll_call.members)
        self.by_role = {m.role: m.name for m in roll_call.members if m.role is not None}

    @cached_property
    def roster(self) -> Roster:
        """The members; made when the first name is looked for, since most decisions name no voter."""
        return Roster.of(m.name for m in self._roll_call.members)

    @cached_property
    def mayor(self) -> Roster | None:
        """The mayor, where the mayor has no vote."""
        mayor = self._roll_call.mayor
        return Roster.of([mayor.name]) if mayor is not None and mayor.name and not mayor.presides else None

    def named(self, start: int, end: int, *, bare: bool) -> list[Named]:
        """The names of a stretch; ``bare`` where they may stand without «οι κ.κ.» («ΚΑΤΑ: Α, Β»)."""
        found: list[Named] = []
        at = start
        fold = self.reading.fold
        if bare and (m := _wording("list_follows").match(fold, start, end)):
            listed = self._list(m.end(), end, "")
            # Without «κ.κ.» before it, only a member among them shows that these words are names at all.
            if any(n.listed and not n.candidates for n in listed) or (self.unnamed and m[0].strip().endswith(":")):
                found += [n for n in listed if n.listed or not n.name.isupper()]
            at = max((n.span.end for n in found), default=start)
        for m in _wording("introduces").finditer(fold, at, end):
            if found and m.start() < found[-1].span.end:
                continue
            if _MAYOR.search(fold, max(start, m.start() - 12), m.start()):
                continue
            if _FACTION.search(fold, max(start, m.start() - 16), m.start()):
                # «η παράταξη του κ. Α καταψήφισε»: how many and who they are is not said.
                continue
            stops = _wording("says").search(fold, m.end(), end)
            found += self._list(m.end(), stops.start() if stops else end, m["article"] or "")
        if not found:
            for m in _wording("office").finditer(fold, start, end):
                role = next(r for k, r in _ROLES.items() if m["office"].startswith(k))
                touches = _wording("beside_office").fullmatch(fold, m.end(), end) or (
                    bare and _wording("beside_office").fullmatch(fold, start, m.start())
                )
                if role in self.by_role and touches:
                    found.append(Named(self.by_role[role], Span(*m.span("office")), True, ()))
        if not found and not bare and (m := _wording("councillors").search(fold, start, end)) is not None:
            # «Οι δημοτικοί σύμβουλοι Α και Β καταψηφίζουν»: only members, since nothing else shows names.
            found += [n for n in self._list(m.end(), end, m["article"] or "") if n.listed and not n.candidates]
        return found

    def _list(self, start: int, end: int, article: str) -> list[Named]:
        found = []
        for printed in split_names(self.reading, start, end).names:
            if "mayor" in printed.offices and self.mayor is not None:
                continue
            resolution = self.roster.resolve(printed.name, article=printed.article or article)
            if resolution.name is None and not resolution.candidates:
                if not (_is_person(printed.name) or self.unnamed) or (
                    self.mayor and self.mayor.resolve(printed.name).name
                ):
                    continue
                found.append(Named(printed.name, printed.span, self.unnamed, ()))
            elif resolution.name is None:
                found.append(Named(printed.name, printed.span, True, resolution.candidates))
            else:
                found.append(Named(resolution.name, printed.span, True, ()))
        return found


def _is_person(name: str) -> bool:
    return len(name.split()) >= 2


def votes_of_sentence(voters: Voters, sentence: Span, words: list[ChoiceWord]) -> tuple[list[Vote], list[Span]]:
    """The votes a sentence states with a name, and the dissent it states without name or figure.

    Names between two choices belong to the one they touch: to the following where they stand directly
    before it («, ο κ. Β λευκό») or where the sentence put names before its choices; else to the one before.
    """
    if not words:
        return [], []
    owner = _owners(voters, sentence, words)
    unread = [
        Span(w.start, w.end)
        for i, w in enumerate(words)
        if w.choice != "for" and w.count is None and not owner[i] and not _said_twice(words, owner, i)
    ]
    return list(_votes(words, owner, voters.reading)), unread


def _said_twice(words: list[ChoiceWord], owner: dict[int, list[Named]], i: int) -> bool:
    """Whether the sentence says the same beside it with a name or a figure, or more exactly («… ψήφισε λευκό»)."""
    said = {j for j, w in enumerate(words) if j != i and (owner[j] or w.count is not None)}
    return any(words[j].choice == words[i].choice for j in said) or (i + 1 in said and words[i].choice == "against")


def _owners(voters: Voters, sentence: Span, words: list[ChoiceWord]) -> dict[int, list[Named]]:
    """Which names belong to which choice of the sentence."""
    starts = [sentence.start, *(w.past_count for w in words)]
    ends = [*(w.start for w in words), sentence.end]
    segments = [
        voters.named(a, _without_verb(voters.reading.fold, a, b), bare=i > 0)
        for i, (a, b) in enumerate(zip(starts, ends, strict=True))
    ]
    owner: dict[int, list[Named]] = {i: [] for i in range(len(words))}
    owner[0] += segments[0]
    before_mode = bool(segments[0])
    for i in range(1, len(segments)):
        names = segments[i]
        if not names:
            continue
        previous, following = i - 1, i if i < len(words) else None
        if following is None:
            if not (owner[previous] and before_mode) or _is_list(words[previous], names):
                owner[previous] += names
        elif _belongs_before(voters.reading.fold, words, previous, following, names, owner, before_mode):
            owner[previous] += names
        else:
            owner[following] += names
    # «μειοψηφούσης της κ. Α, η οποία ψήφισε λευκό»: the second choice says what the first amounts to.
    for i, word in enumerate(words):
        if i and not owner[i] and owner[i - 1] and word.count is None:
            end_of_names = owner[i - 1][-1].span.end
            if end_of_names < word.start and _wording("who_voted").fullmatch(
                voters.reading.fold, end_of_names, word.start
            ):
                owner[i], owner[i - 1] = owner[i - 1], []
    # One person, two parts: «ψήφισε υπέρ του πίνακα εσόδων και κατά των υπολοίπων».
    for i, word in enumerate(words):
        if i and not owner[i] and word.about and words[i - 1].about and word.count is None:
            owner[i] = list(owner[i - 1])
    return owner


def _without_verb(fold: str, start: int, end: int) -> int:
    """Where a stretch ends without the verb of the choice that follows it."""
    m = _wording("verb_before").search(fold, max(start, end - 40), end)
    return m.start() if m else end


def _is_list(word: ChoiceWord, names: list[Named]) -> bool:
    return word.count is not None and word.count.value == len(names)


def _belongs_before(
    fold: str,
    words: list[ChoiceWord],
    previous: int,
    following: int,
    names: list[Named],
    owner: dict[int, list[Named]],
    before_mode: bool,
) -> bool:
    """Whether names between two choices belong to the first of them."""
    count = words[previous].count
    if count is not None and count.value == len(names):
        return True
    if before_mode and owner[previous]:
        return False
    touches_following = _wording("touches").fullmatch(fold, names[-1].span.end, words[following].start) is not None
    touches_previous = not any(c in fold[words[previous].end : names[0].span.start] for c in ",")
    return not (touches_following and not touches_previous)


def _votes(words: list[ChoiceWord], owner: dict[int, list[Named]], reading: Reading) -> Iterator[Vote]:
    dissent: set[str] = {n.name for i, w in enumerate(words) if w.choice != "for" for n in owner[i]}
    for i, word in enumerate(words):
        for named in owner[i]:
            if word.choice == "for" and named.name in dissent:
                continue
            part = reading.printed(word.end, word.past_about) if word.about and _is_part(word.about) else None
            yield Vote(named.name, word.choice, named.span, part, named.listed, named.candidates)


def _is_part(about: str) -> bool:
    return any(p.search(about) for p in patterns("vote_counts", "part"))
