"""Who came and who left during the session, tied to the item or the decision the page names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from cni_analytics.statements.discussion_order import read_discussion_order
from cni_analytics.statements.movement_anchors import Anchor, find_anchors, find_moment
from cni_analytics.statements.movement_clauses import AFTER_THE_VOTE, Clause, Cue, CueKind, Element, People, clauses
from cni_analytics.statements.movement_cues import find_cues, is_object, may_move, subjects
from cni_analytics.statements.movement_people import Crowd
from cni_analytics.statements.movement_table import read_movement_tables
from cni_analytics.statements.name_parts import PrintedName
from cni_analytics.statements.outline import Outline
from cni_analytics.statements.sentences import sentences
from cni_analytics.statements.types import Absence, DecisionNumber, Item, Moment, Movement, RollCall, Span
from cni_analytics.text.reading import Reading

_VOTING = regex.compile(r"ψηφοφορια|ψηφιση|ληψη\w{0,2}\s+(?:τησ\s+)?αποφαση")
_ITEMS = regex.compile(r"θεμα|αποφασε|α\.δ\.σ|αδσ")
_SPECIFIC = ("item", "decision", "same", "this", "time", "session")


def read_movements(
    reading: Reading, outline: Outline, roll_call: RollCall, item: Item | None = None
) -> tuple[tuple[Movement, ...], tuple[Absence, ...], tuple[Item, ...] | None]:
    """Read the comings and goings of members, the absences from one vote, and the order of discussion.

    Parameters
    ----------
    reading
        The document.
    outline
        Its parts; quotations, annexes and embedded decisions are not this session's.
    roll_call
        Whose spelling names take. The mayor of a council and people without a seat are passed over.
    item
        The item this decision settles, for «κατά τη συζήτηση του παρόντος θέματος».

    Returns
    -------
    tuple
        Movements in the order of the page, absences, and the items in the order they were discussed
        (``None`` where the page gives none).
    """
    reader = _Movements(reading, outline, roll_call, item)
    reader.read()
    zones = list(outline.own_parts(Span(outline.header.start, outline.discussion.end)))
    movements = tuple(sorted(reader.movements, key=lambda m: m.span.start))
    return movements, tuple(reader.absences), read_discussion_order(reading, zones)


class _Movements:
    def __init__(self, reading: Reading, outline: Outline, roll_call: RollCall, item: Item | None) -> None:
        self.reading, self.outline, self.roll_call = reading, outline, roll_call
        # The item of this decision, whatever its number.
        self.this = item if item is not None else Item(None)
        self.crowd = Crowd(reading, roll_call)
        self.movements: list[Movement] = []
        self.absences: list[Absence] = []
        self.last: Anchor | None = None

    def read(self) -> None:
        notes: list[Span] = []
        for member in self.roll_call.members:
            for note in member.notes:
                notes.append(note)
                self._note(member.name, note)
        for entry in self.roll_call.movement_lists:
            anchors = [a for note in entry.notes for a in find_anchors(self.reading, note.start, note.end)]
            person = PrintedName(entry.name, entry.span)
            if not self.crowd.is_mayor(person):
                self._move(entry.kind, person, _most_specific(anchors), entry.span)
        lists = [e.span for e in self.roll_call.movement_lists]
        for zone in self._told():
            for row in read_movement_tables(self.reading, zone):
                lists.append(row.line)
                if not self.crowd.is_mayor(row.name):
                    self._move(row.kind, row.name, _most_specific(row.anchors), row.line)
        for zone in self._told():
            if not may_move(self.reading, zone):
                continue
            for sentence in sentences(self.reading, zone.start, zone.end):
                if not any(sentence.start <= s.start < sentence.end for s in lists):
                    self._sentence(sentence, notes)

    def _told(self) -> Iterator[Span]:
        """The body's own voice; no sentence runs on into the outcome, which names those who voted."""
        start, end = self.outline.header.start, self.outline.closing.start
        middle = self.outline.operative.start if self.outline.operative is not None else end
        yield from self.outline.own_parts(Span(start, min(middle, end)))
        yield from self.outline.own_parts(Span(min(middle, end), end))

    def _note(self, name: str, note: Span) -> None:
        """A note inside the list: its verb and its anchor speak of the member beside it."""
        elements: list[Element] = [*find_cues(self.reading, note), *find_anchors(self.reading, note.start, note.end)]
        for clause in clauses(self.reading, sorted(elements, key=lambda e: e.span)):
            clause.people = (PrintedName(name, note),)
            self._clause(clause, note, opening=True)

    def _sentence(self, sentence: Span, notes: Sequence[Span]) -> None:
        cues = [c for c in find_cues(self.reading, sentence) if not any(n.start <= c.span.start < n.end for n in notes)]
        if not cues:
            return
        opening = sentence.start < self.outline.opening.end
        anchors = find_anchors(self.reading, sentence.start, sentence.end)
        at = self.crowd.after_lists(sentence)
        elements: list[Element] = []
        marks: list[Cue | Anchor] = [*cues, *anchors]
        for mark in sorted(marks, key=lambda e: e.span):
            if mark.span.start < at and isinstance(mark, Anchor):
                continue
            elements.extend(self.crowd.between(at, mark.span.start, known_only=not opening))
            elements.append(mark)
            at = max(at, mark.span.end)
        elements.extend(self.crowd.between(at, sentence.end, known_only=not opening))
        elements = subjects(self.reading, elements)
        if not any(isinstance(e, People) for e in elements):
            elements.extend(self.crowd.group(sentence))
        for clause in clauses(self.reading, elements):
            self._clause(clause, sentence, opening=opening)

    def _clause(self, clause: Clause, sentence: Span, *, opening: bool) -> None:
        anchor = _most_specific(clause.anchors)
        if anchor is not None and anchor.kind == "same":
            anchor = self._same(anchor)
        elif anchor is not None and anchor.kind in ("item", "decision"):
            self.last = anchor
        if anchor is not None and anchor.kind == "session" and not opening:
            # «Μετά την ψηφοφορία αποχώρησε από τη συνεδρίαση»: said in the discussion of this item.
            voted = AFTER_THE_VOTE.search(self.reading.fold, sentence.start, sentence.end)
            anchor = anchor if voted is None else Anchor("this", anchor.span, "before" if voted[1] else "after")
        placed = anchor is None or anchor.kind != "time"
        if anchor is None:
            moment, _ = find_moment(self.reading, sentence.start, clause.cue.span.start)
            if opening:
                # «μετά την ομιλία του κ. Β», «στο (μουντζούρα) θέμα»: the page says when, but not at which item.
                placed = moment is None and not _ITEMS.search(self.reading.fold, sentence.start, sentence.end)
            else:
                voting = _VOTING.search(self.reading.fold, sentence.start, sentence.end)
                anchor = Anchor("this", clause.cue.span, moment if voting and moment else "during")
        elif anchor.kind == "this" and opening and self.this.number is None and not self.this.out_of_agenda:
            placed = False
        if is_object(clause):
            return
        for person in clause.people:
            if clause.cue.kind == "absence":
                self._absent(person, clause.anchors, sentence)
            else:
                self._move(clause.cue.kind, person, anchor, sentence, placed=placed)

    def _same(self, anchor: Anchor) -> Anchor | None:
        """The item the sentence, or the one before it, named last."""
        if self.last is None:
            return None
        return Anchor(self.last.kind, anchor.span, anchor.moment, self.last.items, self.last.decisions)

    def _move(
        self, kind: CueKind, person: PrintedName, anchor: Anchor | None, span: Span, *, placed: bool = True
    ) -> None:
        if kind == "absence":
            return
        found = self.crowd.roster.resolve(person.name, article=person.article)
        item, decision, moment = self._place(anchor)
        movement = Movement(
            name=found.name or person.name,
            kind=kind,
            item=item,
            moment=moment,
            decision=decision,
            span=span,
            listed=bool(found.candidates),
            candidates=found.candidates if found.ambiguous else (),
            placed=placed,
            time=anchor.time if anchor is not None else None,
        )
        if not any(_same_fact(movement, other) for other in self.movements):
            self.movements.append(movement)

    def _place(self, anchor: Anchor | None) -> tuple[Item | None, DecisionNumber | None, Moment | None]:
        """The item or the decision of a movement; of several, the one its moment looks at."""
        if anchor is None or anchor.kind in ("time", "session"):
            return None, None, None
        which = -1 if anchor.moment == "after" else 0
        if anchor.kind == "this":
            return self.this, None, anchor.moment
        if anchor.decisions:
            return None, anchor.decisions[which], anchor.moment
        return anchor.items[which], None, anchor.moment

    def _absent(self, person: PrintedName, anchors: Sequence[Anchor], span: Span) -> None:
        found = self.crowd.roster.resolve(person.name, article=person.article)
        if not found.candidates:
            return
        places: list[tuple[Item | None, DecisionNumber | None]] = []
        for anchor in anchors:
            resolved = self._same(anchor) if anchor.kind == "same" else anchor
            if resolved is not None and resolved.kind == "this":
                places.append((self.this, None))
            elif resolved is not None:
                places.extend((item, None) for item in resolved.items)
                places.extend((None, number) for number in resolved.decisions)
        if not places and _ITEMS.search(self.reading.fold, span.start, span.end):
            # The page says for which items, in words that could not be read.
            return
        for item, decision in places or [(self.this, None)]:
            absence = Absence(found.name or person.name, item, decision, span)
            if absence not in self.absences:
                self.absences.append(absence)


def _most_specific(anchors: Sequence[Anchor]) -> Anchor | None:
    """An item says more than a clock time, a clock time more than the session."""
    if not anchors:
        return None
    best = min(anchors, key=lambda a: _SPECIFIC.index(a.kind))
    time = next((a.time for a in anchors if a.time), None)
    if time and not best.time:
        return Anchor(best.kind, best.span, best.moment, best.items, best.decisions, time)
    return best


def _same_fact(a: Movement, b: Movement) -> bool:
    return (a.name, a.kind, a.item, a.moment, a.decision) == (b.name, b.kind, b.item, b.moment, b.decision)
