"""Officers of a body named apart from its lists: «Πρόεδρος του Δ.Σ.: Χ», on a line or in a sentence of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

import regex

from cni_analytics.statements.name_lists import NameList
from cni_analytics.statements.name_parts import PrintedName
from cni_analytics.statements.name_words import name_words, patterns, words_of
from cni_analytics.statements.names import HONORIFIC, Roster
from cni_analytics.statements.roll_call_marks import roles_by_mark
from cni_analytics.statements.types import Member, Role, Span
from cni_analytics.text.reading import Reading

_ROLES: tuple[Role, ...] = ("president", "vice_president", "secretary")
_BEGINS = regex.compile(r"(?:^|[\n\f.;,]|\s{3})\s*$")
_COLON = regex.compile(r"\s*:\s*")
_REACH = 120
_MOST = 200
_PRESIDED = regex.compile(
    r"(?<!\p{L})(?:προηδρευσ(?:ε|εν)|προεδρευ(?:ει|οντοσ|ουσησ)|(?:υπο|με) (?:την )?προεδρια)(?!\p{L})"
)
_ARTICLE = regex.compile(r"(?<!\p{L})(?:ο|η|του|τησ|τον|την|στον|στην)\s+$")
_BETWEEN = regex.compile(
    r"\s*(?P<comma>,?)\s*(?:(?:του|τησ)\s+(?:(?:δημοτικου\s+)?συμβουλιου|σωματοσ|(?:παρουσασ\s+)?συνεδριασησ|δ\.?\s?σ\.?)\s*)?"
    r"(?:του\s+δημου\s+(?:\p{L}{3,}[\s-]+){1,3}(?=κ\.|κα|κο))?"
    r"(?P<told>(?:(?:ειναι|ηταν|οριστηκε|ορισθηκε|διετελεσε|εκ?τελεσε|εκτελει|εχει\s+οριστει|ανελαβε|ασκησε|παρεστη)\s+)?"
    r"(?:(?:ο|η|του|τησ|τον|την)\s+)?(?:(?:δημοτικ\p{L}{1,3}\s+)?συμβουλ\p{L}{1,3}\s+)?"
    r"(?:(?:κ\.\s?κ\.|κ\.|κα|κοσ|κου|κασ|κυρι\p{L}{1,3})\s*)?)(?=\p{L})"
)
"""What may stand between an office and who holds it."""


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


def with_officers(
    reading: Reading, zones: Sequence[Span], members: Sequence[Member], *, committee: bool = False
) -> list[Member]:
    """The members, with the offices that labels and sentences elsewhere in the opening give them.

    Parameters
    ----------
    reading, zones
        The document, and where the opening stands.
    members
        As their lists name them. An office printed there comes first; what is said elsewhere gives nobody a
        second one, and no second president or secretary.
    committee
        Whether a committee convened, whose president «ο Πρόεδρος της Επιτροπής» is.
    """
    roster = Roster(m.name for m in members)
    marked = roles_by_mark(reading, zones, members)
    members = [replace(m, role=marked[m.name]) if m.name in marked else m for m in members]
    roles: dict[str, Role] = {m.name: m.role for m in members if m.role is not None}
    said = [*(x for zone in zones for x in _labels(reading, zone))]
    said += [x for zone in zones for x in _sentences(reading, zone, committee=committee)]
    for role, name in said:
        found = roster.resolve(name).name
        if found is None or found in roles or (role != "vice_president" and role in roles.values()):
            continue
        roles[found] = role
    return [replace(m, role=roles.get(m.name)) for m in members]


def _sentences(reading: Reading, zone: Span, *, committee: bool) -> Iterable[tuple[Role, str]]:
    """«Πρόεδρος είναι ο κ. Χ», «Στην έδρα ο Πρόεδρος κ. Χ», «Προήδρευσε ο κ. Χ», «χρέη γραμματέα τέλεσε η κ. Χ»."""
    found: list[tuple[int, int, Role]] = []
    for role, pattern in patterns("roles"):
        if role not in _ROLES:
            continue
        for m in islice(pattern.finditer(reading.fold, zone.start, zone.end), _MOST):
            if any(a < m.end() and m.start() < b for a, b, _ in found):
                continue
            if committee or "επιτροπ" not in m[0]:
                found.append((m.start(), m.end(), role))
    for m in islice(_PRESIDED.finditer(reading.fold, zone.start, zone.end), _MOST):
        found.append((m.start(), m.end(), "president"))
    for start, end, role in sorted(found):
        between = _BETWEEN.match(reading.fold, end, zone.end)
        named = _ARTICLE.search(reading.fold, max(zone.start, start - 6), start) is not None
        # «Α. Β., Αντιπρόεδρος, Γ. Δ., …»: in a list the office is of whom it follows.
        if between is None or not (named or (between["told"].strip() and not between["comma"])):
            continue
        words = name_words(reading.text, between.end(), min(zone.end, between.end() + _REACH))
        if words:
            name = reading.text[words[0][0] : words[-1][1]].rstrip(".")
            yield role, " ".join(name.split())


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
