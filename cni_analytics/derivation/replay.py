"""Who was there when an item was decided: the roll call, moved on by every coming and going before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import OSA

from cni_analytics.derivation.conventions import DEFAULT, Conventions
from cni_analytics.derivation.types import Attendance
from cni_analytics.statements.types import Absence, DecisionNumber, Item, Movement, RollCall
from cni_analytics.text.reading import fold

_MOST_ITEMS = 500
_START, _END = float("-inf"), float("inf")
_SHORT = 3
"""Letters of an initial or a short form."""
_GROUP = ("οι", "η", "ο", "τα", "ολοι", "ολεσ", "ολα", "συμβουλοι", "μελη")
_BEFORE, _DURING, _LEFT_AFTER_VOTE, _AFTER = -0.5, -0.25, 0.25, 0.5


@dataclass(frozen=True, slots=True)
class Timeline:
    """Where items and decisions lie on the line of one session, this document's item at 0.

    Parameters
    ----------
    item, decision
        What this document settles and its number; ``None`` where unknown.
    order
        In which the items were discussed, where the document gives it.
    conventions
        Of the body.
    """

    item: Item | None
    decision: DecisionNumber | None
    order: tuple[Item, ...] | None = None
    conventions: Conventions = DEFAULT

    def place(self, movement: Movement) -> float | None:
        """When a movement takes effect, relative to this decision; ``None`` where that cannot be told."""
        arrival = movement.kind == "arrival"
        if not movement.placed:
            return None
        if movement.decision is not None:
            at = self._decision(movement.decision)
        elif movement.item is not None:
            at = self._item(movement)
        else:
            return _START if arrival else _END
        if at is None:
            return None
        if movement.moment == "before":
            return at + _BEFORE
        if movement.moment == "after":
            return at + _AFTER
        if movement.moment == "during" and not arrival and self.conventions.departure_during == "present":
            return at + _LEFT_AFTER_VOTE
        return at + _DURING

    def is_here(self, item: Item | None, decision: DecisionNumber | None) -> bool:
        """Whether an item or a decision is the one of this document."""
        if decision is not None:
            return self._decision(decision) == 0
        if item is None:
            return False
        if item.number is None and not item.out_of_agenda:
            return True
        return item == self.item

    def _decision(self, number: DecisionNumber) -> float | None:
        if self.decision is None:
            return None
        years = (number.year, self.decision.year)
        if None not in years and years[0] != years[1]:
            return None
        return float(number.number - self.decision.number)

    def _item(self, movement: Movement) -> float | None:
        item = movement.item
        if item is None:
            return None
        if item.number is None and not item.out_of_agenda:
            # The sole item of the session, or «το παρόν θέμα».
            return 0.0
        if self.item is None:
            return None
        if item.number is None:
            return self._out_of_agenda(movement)
        if self.item.number is None:
            return self._against_unnumbered(item)
        return self._position(item) - self._position(self.item)

    def _out_of_agenda(self, movement: Movement) -> float | None:
        """The items out of the agenda as one («μετά τη συζήτηση των εκτός ημερήσιας διάταξης θεμάτων»)."""
        if self.item is None:
            return None
        first = self._position(Item(1, out_of_agenda=True))
        last = self._position(Item(_MOST_ITEMS, out_of_agenda=True))
        if not self.item.out_of_agenda:
            ours = self._position(self.item)
            if first < ours < last:
                return None
            return (last if movement.moment == "after" else first) - ours
        if self.item.number is None:
            return 0.0
        # Before all of them and after all of them are certain; during, only where there is one.
        return {"before": -float(_MOST_ITEMS), "after": float(_MOST_ITEMS)}.get(movement.moment or "")

    def _against_unnumbered(self, item: Item) -> float | None:
        """The position of an item where this decision settles the sole one, of the agenda or out of it."""
        if self.item is None or item.out_of_agenda == self.item.out_of_agenda:
            return 0.0 if item.number == 1 else None
        return self._position(item) - self._position(Item(1, out_of_agenda=self.item.out_of_agenda))

    def _position(self, item: Item) -> float:
        """The place of an item in the session; items the order does not name come after those it does."""
        if self.order is not None and item in self.order:
            return float(self.order.index(item))
        after = len(self.order) if self.order is not None else 0
        first_group = item.out_of_agenda == self.conventions.out_of_agenda_first
        return float(after + (0 if first_group else _MOST_ITEMS + 1) + (item.number or 0))


def events(movements: Sequence[Movement], timeline: Timeline) -> list[tuple[float, Movement]]:
    """Movements of known members with their time, in order; several at one time in the order of the page."""
    placed = [(at, m) for m in movements if m.listed and not m.candidates and (at := timeline.place(m)) is not None]
    return sorted(placed, key=lambda e: (e[0], e[1].span))


def replay(
    roll_call: RollCall,
    movements: Sequence[Movement],
    absences: Sequence[Absence],
    item: Item | None,
    order: tuple[Item, ...] | None,
    decision: DecisionNumber | None,
    conventions: Conventions = DEFAULT,
) -> Attendance:
    """Replay presence from the roll call to this decision (rules 1 and 2 of the decision record).

    Parameters
    ----------
    roll_call, movements, absences
        As stated.
    item, decision
        What this document settles and its number; ``None`` where unknown.
    order
        In which the items were discussed, where the document gives it.
    conventions
        Of the body; the defaults are the record's default readings.

    Returns
    -------
    Attendance
        ``settled`` is False where the names of those present are not printed, a movement before or at this
        item cannot be placed or led back to one member, or a member stands in both lists.
    """
    timeline = Timeline(item, decision, order, conventions)
    present = _present(roll_call, movements, absences, timeline)
    names = tuple(dict.fromkeys(m.name for m in roll_call.members))
    dependent = _reading_dependent(roll_call, movements, absences, timeline, present)
    return Attendance(
        present=tuple(n for n in names if n in present),
        absent=tuple(n for n in names if n not in present),
        settled=_settled(roll_call, movements, timeline),
        reading_dependent=tuple(n for n in names if n in dependent),
    )


def _present(
    roll_call: RollCall, movements: Sequence[Movement], absences: Sequence[Absence], timeline: Timeline
) -> set[str]:
    present = {m.name for m in roll_call.members if m.status == "present"}
    if timeline.conventions.list_kind != "per_decision":
        happened = events(movements, timeline)
        came = {m.name for _, m in happened if m.kind == "arrival"}
        if timeline.conventions.list_kind == "cumulative":
            # Whoever came later stands in the list already, and was not there before.
            present -= {name for name in came if _comes_first(name, happened)}
        listed_absent = {m.name for m in roll_call.members if m.status == "absent"}
        present -= listed_absent & came
        for at, movement in happened:
            if at < 0 and movement.kind == "arrival":
                present.add(movement.name)
            elif at < 0:
                present.discard(movement.name)
    return present - {a.name for a in absences if timeline.is_here(a.item, a.decision)}


def _comes_first(name: str, happened: Sequence[tuple[float, Movement]]) -> bool:
    """Whether the first thing known of a member is a coming."""
    return next(m.kind for _, m in happened if m.name == name) == "arrival"


def _reading_dependent(
    roll_call: RollCall,
    movements: Sequence[Movement],
    absences: Sequence[Absence],
    timeline: Timeline,
    present: set[str],
) -> set[str]:
    """Whose presence at this item differs under a rival reading of what the page says."""
    conventions = timeline.conventions
    rivals = [
        replace(conventions, departure_during="present" if conventions.departure_during == "absent" else "absent")
    ]
    if conventions.list_kind == "unknown":
        rivals.append(replace(conventions, list_kind="cumulative"))
    dependent: set[str] = set()
    for rival in rivals:
        dependent |= present ^ _present(roll_call, movements, absences, replace(timeline, conventions=rival))
    return dependent


def _settled(roll_call: RollCall, movements: Sequence[Movement], timeline: Timeline) -> bool:
    if roll_call.layout not in ("present_absent", "composition_absent"):
        return False
    if timeline.conventions.list_kind == "per_decision":
        return True
    present = {m.name for m in roll_call.members if m.status == "present"}
    absent = {m.name for m in roll_call.members if m.status == "absent"}
    came = {m.name for m in movements if m.kind == "arrival"}
    if present & absent - came:
        return False
    for movement in movements:
        at = timeline.place(movement)
        if at is None:
            return False
        if at < 0 and not (movement.listed and not movement.candidates) and not _left_unlisted(movement, roll_call):
            return False
    return True


def _left_unlisted(movement: Movement, roll_call: RollCall) -> bool:
    """Whether somebody left whom the roll call does not name: nobody it names is there or gone because of it.

    A name that resembles one of the roll call's may be that one, misspelt.
    """
    if movement.listed or movement.kind != "departure":
        return False
    printed = fold(movement.name).split()
    if len(printed) < 2 or printed[0] in _GROUP:
        return False
    words = [w for w in printed if len(w) > _SHORT]
    return bool(words) and not any(_resembles(words, fold(m.name).split()) for m in roll_call.members)


def _resembles(words: Sequence[str], known: Sequence[str]) -> bool:
    return all(any(OSA.distance(w, k) <= max(2, len(w) // 3) for k in known if len(k) > _SHORT) for w in words)
