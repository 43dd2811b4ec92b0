"""Officers of a body named apart from its lists: «Πρόεδρος του Δ.Σ.: Χ», on a line or in a sentence of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import regex

from cni_analytics.statements.name_lists import NameList
from cni_analytics.statements.name_parts import PrintedName
from cni_analytics.statements.name_words import name_words, patterns, words_of
from cni_analytics.statements.names import HONORIFIC, Roster
from cni_analytics.statements.types import Member, Role, Span
from cni_analytics.text.reading import Reading

_ROLES: tuple[Role, ...] = ("president", "vice_president", "secretary")
_BEGINS = regex.compile(r"(?:^|[\n\f.;,]|\s{3})\s*$")
_COLON = regex.compile(r"\s*:\s*")
_REACH = 120


def without_officers(found: NameList, kind: str, known: Iterable[PrintedName]) -> NameList:
    """A list without the officers named under it.

    Parameters
    ----------
    found
        As it was cut from the page.
    kind
        Of the list; those missing are not followed by an officer who is nowhere else.
    known
        Everybody the lists before it name. Whoever a list names, and a label again after it («Γραμματέας:
        Χ»), is named for the office; a list that begins with labels («Πρόεδρος: Χ, Μέλη: Ψ …») keeps them.
    """
    before = [n.name for n in known]
    for i, name in enumerate(found.names):
        if name.labelled and name.role is not None and not all(n.labelled for n in found.names[:i]):
            roster = Roster([*before, *(n.name for n in found.names[:i])])
            if kind == "absent" or roster.resolve(name.name).name is not None:
                return NameList(found.names[:i], found.names[i - 1].span.end, stopped=found.stopped)
    return found


def with_officers(reading: Reading, zones: Iterable[Span], members: Sequence[Member]) -> list[Member]:
    """The members, with the offices that labels elsewhere in the opening give them.

    An office printed beside the name in its list comes first; a label gives nobody a second one, and no
    second president.
    """
    roster = Roster(m.name for m in members)
    roles: dict[str, Role] = {m.name: m.role for m in members if m.role is not None}
    for zone in zones:
        for role, name in _labels(reading, zone):
            found = roster.resolve(name).name
            if found is not None and found not in roles and not (role == "president" and role in roles.values()):
                roles[found] = role
    return [replace(m, role=roles.get(m.name)) for m in members]


def _labels(reading: Reading, zone: Span) -> Iterable[tuple[Role, str]]:
    wordings = dict(patterns("roles"))
    for role in _ROLES:
        for m in wordings[role].finditer(reading.fold, zone.start, zone.end):
            colon = _COLON.match(reading.fold, m.end(), zone.end)
            if colon is None or not _BEGINS.search(reading.fold, max(zone.start, m.start() - 8), m.start()):
                continue
            honour = HONORIFIC.match(reading.text, colon.end(), zone.end)
            at = honour.end() if honour is not None else colon.end()
            words = name_words(reading.text, at, min(zone.end, at + _REACH))
            name = reading.text[words[0][0] : words[-1][1]] if words else ""
            if words_of(name) > 1:
                yield role, " ".join(name.rstrip(".").split())
