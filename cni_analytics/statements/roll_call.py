"""The roll call: who was there and who was missing when the session opened, as the page states it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

import regex

from cni_analytics.statements.mayor import read_mayor
from cni_analytics.statements.movement_cues import find_cues
from cni_analytics.statements.name_lists import NameList, split_names
from cni_analytics.statements.name_parts import PrintedName
from cni_analytics.statements.names import Roster
from cni_analytics.statements.nominatives import nominatives
from cni_analytics.statements.outline import Outline
from cni_analytics.statements.roll_call_chair import with_chair
from cni_analytics.statements.roll_call_columns import split_columns
from cni_analytics.statements.roll_call_doubts import without_doubtful
from cni_analytics.statements.roll_call_figures import count_after, read_figures
from cni_analytics.statements.roll_call_headings import Heading, find_headings, find_statements, states
from cni_analytics.statements.roll_call_officers import with_officers, without_officers
from cni_analytics.statements.roll_call_seats import Kind, kind_of_body, member, seated, without_factions
from cni_analytics.statements.roll_call_table import read_table
from cni_analytics.statements.sentences import sentences
from cni_analytics.statements.types import (
    Body,
    Figure,
    Layout,
    Mayor,
    Member,
    MovementKind,
    MovementList,
    RollCall,
    Span,
)
from cni_analytics.text.reading import Reading

_PRESENCE = regex.compile(r"παρο(?:ντ|υσ)|αποντ|απουσ|απαρτι|συμμετ")
_AND = regex.compile(r"(?<!\p{L})και\s+(?:[οη]\s+)?(?:κ\.?\p{L}{0,2}\.?\s*)?$")
_NAME_FOLLOWS = regex.compile(r"\s*(?:[(\[]?\w{1,4}[.)\]/]+\s*|[•·*▪\-–]\s*)?\p{Lu}\p{L}{2,}[ \t]+\p{Lu}\p{L}+")
_LABEL = regex.compile(r"\s*[(\[]?[\p{L}\d]{1,4}['΄’]?[.)\]]\s*")
_CONVENING = 900
"""How far into the opening the words reach that say which body convened."""


@dataclass(slots=True)
class _Lists:
    """What the lists of a document hold, before they are made into a roll call."""

    present: list[PrintedName] = field(default_factory=list)
    absent: list[PrintedName] = field(default_factory=list)
    composition: list[PrintedName] = field(default_factory=list)
    departed: list[PrintedName] = field(default_factory=list)
    arrived: list[PrintedName] = field(default_factory=list)
    nobody_absent: bool = False
    composed: bool = False
    """Whether the present are those the body is said to consist of («αποτελούμενο από τους …»)."""
    unread: Span | None = None
    """The heading of those present, where names follow it and none could be read."""
    figures: list[Figure] = field(default_factory=list)
    start: int | None = None
    end: int = 0

    def of(self, kind: str) -> list[PrintedName]:
        lists: dict[str, list[PrintedName]] = {
            "present": self.present,
            "absent": self.absent,
            "composition": self.composition,
            "departed": self.departed,
            "arrived": self.arrived,
        }
        return lists[kind]

    def are_present(self, found: NameList) -> bool:
        """Whether all the names of a list are among those present."""
        known = {name.name for name in self.present}
        return bool(found.names) and all(name.name in known for name in found.names)

    def close(self, reading: Reading, kind: str, found: NameList, end: int) -> None:
        """Take the count that closes a list."""
        what = {"present": "present", "absent": "absent", "composition": "seats"}.get(kind)
        figure = count_after(reading, what, found.end, end) if what is not None and found.names else None
        if figure is not None:
            self.figures.append(figure)

    def add(self, kind: str, found: NameList) -> None:
        """Take the names of one list; a list printed a second time adds nobody."""
        found = without_officers(found, kind, (*self.present, *self.absent, *self.composition))
        known = {name.name for name in self.of(kind)}
        if not found.names or all(name.name in known for name in found.names):
            return
        self.of(kind).extend(found.names)
        self.start = min(found.names[0].span.start, found.end if self.start is None else self.start)
        self.end = max(self.end, found.end)


def read_roll_call(reading: Reading, outline: Outline, body: Body | None = None) -> RollCall:
    """Read who was there at the opening, with the figures stated about it.

    Parameters
    ----------
    reading
        The document.
    outline
        Its parts; lists of quoted decisions, annexes and signatures are not this session's.
    body
        Which body decided, where the header says so: it tells whether the mayor has a seat.

    Returns
    -------
    RollCall
        Empty where the document prints none.
    """
    zones, lists = _find(reading, outline)
    figures = sorted([*_figures(reading, outline, zones), *lists.figures], key=lambda f: f.span)
    if not lists.present and not lists.composition:
        # «ΠΡΟΣΕΛΘΟΝΤΕΣ» beside «ΜΗ ΠΡΟΣΕΛΘΟΝΤΕΣ»: with no other list, those who came are those who were there.
        lists.present, lists.arrived = lists.arrived, []
    _continue_numbers(lists)
    everyone_there = lists.nobody_absent or any(states(reading, "all present", z.start, z.end) for z in zones)
    _in_the_nominative(reading, lists)
    without_factions([lists.present, lists.absent, lists.composition])
    kind = kind_of_body(reading, min(outline.opening.start + _CONVENING, outline.opening.end), body)
    members, layout = _members(lists, kind, everyone_there=everyone_there)
    members = [_as_at_opening(reading, m) for m in members]
    members = with_officers(reading, zones, members, committee=kind == "committee")
    members = with_chair(reading, zones, members, figures)
    mayors = [(n, n in lists.present) for n in (*lists.present, *lists.absent) if "mayor" in n.offices]
    if layout is None and figures:
        layout = "counts_only"
    spans = [*(m.span for m in members), *(f.span for f in figures)]
    found = RollCall(
        layout=layout,
        members=tuple(members),
        figures=tuple(figures),
        mayor=_presiding(read_mayor(reading, zones, mayors), members),
        span=Span(min(s.start for s in spans), max(s.end for s in spans)) if spans else None,
        nobody_absent=everyone_there,
        includes_arrivals=any(states(reading, "includes arrivals", z.start, z.end) for z in zones),
        third_call=any(states(reading, "third call", z.start, z.end) for z in zones),
        movement_lists=(
            *_movements(reading, lists.arrived, "arrival"),
            *_movements(reading, lists.departed, "departure"),
        ),
    )
    return without_doubtful(found, None if lists.present or lists.composition else lists.unread)


def _in_the_nominative(reading: Reading, lists: _Lists) -> None:
    for names in (lists.present, lists.absent, lists.composition):
        for i, name in enumerate(nominatives([n.name for n in names], reading.fold)):
            if name != names[i].name:
                names[i] = replace(names[i], name=name)


def _as_at_opening(reading: Reading, member: Member) -> Member:
    """Whoever is listed among the present as having come later («(προσήλθε στο 3ο θέμα)») was not there yet."""
    first = next((cue for note in member.notes for cue in find_cues(reading, note) if cue.kind != "absence"), None)
    if member.status == "absent" or first is None or first.kind != "arrival":
        return member
    return replace(member, status="absent", late=True)


def _presiding(mayor: Mayor | None, members: Sequence[Member]) -> Mayor | None:
    """The mayor who sits in the body presides over it."""
    if mayor is None or mayor.name is None or not any(m.name == mayor.name for m in members):
        return mayor
    return replace(mayor, presides=True)


def _find(reading: Reading, outline: Outline) -> tuple[list[Span], _Lists]:
    """The lists and where they stand: at the opening; else before it, as some print them; else later."""
    opening = list(outline.own_parts(outline.opening))
    lists = _read_lists(reading, opening)
    if lists.present or lists.composition:
        return opening, lists
    before, later = (list(outline.own_parts(part)) for part in (outline.header, outline.discussion))
    for zones in ([*before, *opening], [*opening, *later]):
        found = _read_lists(reading, zones)
        if found.present or found.composition:
            return zones, found
    if outline.attendance is not None:
        late = list(outline.own_parts(outline.attendance))
        return late, _read_lists(reading, late)
    # Some print the lists under the signatures.
    below = list(outline.own_parts(outline.closing))
    found = _read_lists(reading, below)
    if len(found.present) > 1 and (found.absent or found.nobody_absent):
        return [*opening, *below], found
    return opening, lists


def _figures(reading: Reading, outline: Outline, zones: Sequence[Span]) -> Iterable[Figure]:
    """The stated counts; before the opening only where the sentence speaks of presence (a subject counts too)."""
    before = sentences(reading, outline.header.start, outline.opening.start)
    for figure in read_figures(reading, zones):
        around = next((s for s in before if s.start <= figure.span.start < s.end), None)
        if around is None or _PRESENCE.search(reading.fold, around.start, around.end):
            yield figure


def _continue_numbers(lists: _Lists) -> None:
    """Give back to the present what a page's columns left under the absent: «1, 3, 4» after «1, 2» is 1 and 3, 4."""
    present, absent = ([n.number for n in names] for names in (lists.present, lists.absent))
    if None in present or None in absent or present != list(range(1, len(present) + 1)):
        return
    for i, number in enumerate(absent):
        if i and number == len(present) + 1 and number != i + 1 and absent[:i] == list(range(1, i + 1)):
            if absent[i:] == list(range(len(present) + 1, len(present) + 1 + len(absent) - i)):
                lists.present.extend(lists.absent[i:])
                del lists.absent[i:]
            return


def _read_lists(reading: Reading, zones: Iterable[Span]) -> _Lists:
    lists = _Lists()
    for zone in zones:
        table = read_table(reading, zone)
        if table is not None:
            for status, names in table.items():
                lists.add(status, names)
            lists.nobody_absent = lists.nobody_absent or not lists.absent
            continue
        headings = find_headings(reading, zone)
        _read_headed(reading, zone, headings, lists)
        stops = [_before(reading, h) for h in headings]
        for statement in find_statements(reading, zone, stops):
            kind = "present" if statement.kind == "composed" else statement.kind
            if lists.of(kind) or (kind == "present" and lists.composition):
                continue
            found = split_names(reading, statement.start, statement.end)
            if kind == "absent" and (lists.nobody_absent or lists.are_present(found)):
                if not lists.composed or lists.nobody_absent:
                    continue
                # «… αποτελούμενο από τους Α, Β, Γ, από τους οποίους απουσίαζε ο Γ».
                lists.composition, lists.present = lists.present, []
            if kind == "absent" or len(found.names) > 1:
                lists.add(kind, found)
                lists.close(reading, kind, found, zone.end)
                lists.composed = lists.composed or statement.kind == "composed"
    return lists


def _read_headed(reading: Reading, zone: Span, headings: Sequence[Heading], lists: _Lists) -> None:
    """Read the lists under headings; those of invited people, once the members' are read, are passed over."""
    rows = [list(group) for _, group in groupby(headings, key=lambda h: h.line)]
    invited = False
    for i, row in enumerate(rows):
        end = _before(reading, rows[i + 1][0]) if i + 1 < len(rows) else zone.end
        if any(h.kind == "invited" for h in row):
            invited = True
            continue
        if invited and lists.present:
            continue
        for heading, found in _lists_of_row(reading, row, end):
            lists.add(heading.kind, found)
            lists.close(reading, heading.kind, found, end)
            if heading.kind == "present" and not found.names and _NAME_FOLLOWS.match(reading.text, heading.end, end):
                lists.unread = Span(heading.start, heading.end)
            if heading.kind == "absent" and found.nobody:
                lists.nobody_absent = True
            if heading.figure is not None:
                lists.figures.append(heading.figure)


def _before(reading: Reading, heading: Heading) -> int:
    """Where the list above a heading ends: before the label that stands in front of it («Β. ΑΠΟΝΤΕΣ»)."""
    return heading.line if _LABEL.fullmatch(reading.fold, heading.line, heading.start) else heading.start


def _lists_of_row(reading: Reading, row: list[Heading], end: int) -> Iterable[tuple[Heading, NameList]]:
    side_by_side = len(row) > 1 and all(
        not any(c.isalpha() for c in reading.fold[a.end : b.start]) for a, b in pairwise(row)
    )
    if side_by_side and len({h.kind for h in row}) == len(row):
        yield from zip(row, split_columns(reading, row, end), strict=True)
        return
    for j, heading in enumerate(row):
        stop = row[j + 1].start if j + 1 < len(row) else end
        yield heading, split_names(reading, heading.end, stop)


def _members(lists: _Lists, kind: Kind, *, everyone_there: bool) -> tuple[list[Member], Layout | None]:
    present, absent = seated(lists.present, kind), seated(lists.absent, kind)
    if lists.composition and not lists.present:
        return _from_composition(seated(lists.composition, kind), absent, everyone_there=everyone_there)
    members = [member(n, "present") for n in present]
    members += [member(n, "absent") for n in absent]
    if present:
        members += _only_in_third_list(lists, members)
        return members, "present_absent"
    return members, "absent_only" if absent else None


def _from_composition(
    everyone: list[PrintedName], absent: list[PrintedName], *, everyone_there: bool
) -> tuple[list[Member], Layout | None]:
    """Who was there follows from the whole composition and the names of those missing."""
    if not absent and not everyone_there:
        return [], None
    roster = Roster.of(n.name for n in everyone)
    missing: dict[str, PrintedName] = {}
    others: list[PrintedName] = []
    for name in absent:
        found = roster.resolve(name.name, article=name.article)
        if found.name is None:
            others.append(name)
        else:
            missing[found.name] = name
    members = [member(n, "present") for n in everyone if n.name not in missing]
    members += [member(n, "absent", missing[n.name].notes) for n in everyone if n.name in missing]
    members += [member(n, "absent") for n in others]
    return members, "composition_absent"


def _only_in_third_list(lists: _Lists, members: list[Member]) -> list[Member]:
    """Who left later was there at the opening; who came later was not."""
    roster = Roster.of(m.name for m in members)
    found: list[Member] = []
    for names, status in ((lists.departed, "present"), (lists.arrived, "absent")):
        for name in names:
            if not roster.resolve(name.name).candidates and not any(m.name == name.name for m in found):
                found.append(Member(name.name, "present" if status == "present" else "absent", name.role, name.span))
    return found


def _movements(reading: Reading, names: list[PrintedName], kind: MovementKind) -> Iterable[MovementList]:
    """Those of a list who came or left; a time after the last of several joined by «και» is that of them all."""
    notes = [n.notes for n in names]
    if len(names) > 1 and notes[-1] and not any(notes[:-1]):
        told = notes[-1][0].start
        bracket = reading.text[names[-1].span.end : told].strip()[:1]
        if bracket != "(" and _AND.search(reading.fold, names[-2].span.end, names[-1].span.start):
            notes = [notes[-1]] * len(names)
    return [MovementList(n.name, kind, n.span, note) for n, note in zip(names, notes, strict=True)]
