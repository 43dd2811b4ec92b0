"""How many were there: the stated figures beside what the lists hold, ready to be compared."""

from __future__ import annotations

from dataclasses import dataclass

from cni_analytics.derivation.conventions import Conventions
from cni_analytics.statements.types import Figure, Member, RollCall, Span


@dataclass(frozen=True, slots=True)
class Counts:
    """Figures and lists of one roll call.

    Attributes
    ----------
    figures
        Stated, swapped pairs left out, in the order of the page.
    swapped
        Pairs (seats, present) of one sentence where more are present than there are seats.
    listed_present, listed_absent
        How many names each list holds; ``None`` where it is not printed.
    substitutes
        How many of those present sit for a regular member.
    chair_apart
        Whether the figure leaves out whoever presides, as the body's convention has it.
    """

    figures: tuple[Figure, ...]
    swapped: tuple[tuple[Figure, Figure], ...]
    listed_present: int | None
    listed_absent: int | None
    substitutes: int
    chair_apart: bool

    def of(self, what: str) -> tuple[Figure, ...]:
        """The stated figures of one kind."""
        return tuple(f for f in self.figures if f.what == what)

    def _first(self, what: str) -> int | None:
        return next((f.value for f in self.figures if f.what == what), None)

    @property
    def seats(self) -> int | None:
        """As stated, or the length of both lists where both are printed."""
        stated = self._first("seats")
        if stated is not None:
            return stated
        if self.listed_present is None or self.listed_absent is None:
            return None
        return self.listed_present + self.listed_absent

    @property
    def present(self) -> int | None:
        """The larger of what is stated and what is listed, so that no quorum is denied over a slip."""
        known = [n for n in (self._first("present"), self.listed_present) if n is not None]
        return max(known, default=None)

    @property
    def sum(self) -> tuple[int, int] | None:
        """Present and absent, each as stated or else as listed; ``None`` where one of them is unknown."""
        present, absent = self._known("present"), self._known("absent")
        return (present[0], absent[0]) if present and absent else None

    def sum_allowed(self, seats: int) -> bool:
        """Whether present and absent, as stated or as listed, make the seats.

        Somebody replaced by a substitute may be among the absent or left out. A figure that only its own
        list contradicts is said once, as that contradiction.
        """
        sums = {p + a for p in self._known("present") for a in self._known("absent")}
        return not sums or any(seats <= total <= seats + self.substitutes for total in sums)

    def _known(self, what: str) -> tuple[int, ...]:
        """The number of one kind as stated, then as listed."""
        stated = None if self.chair_apart and what == "present" else self._first(what)
        listed = self.listed_present if what == "present" else self.listed_absent
        return tuple(n for n in (stated, listed) if n is not None)

    @property
    def sum_spans(self) -> tuple[Span, ...]:
        """Where the stated parts of the sum stand."""
        return tuple(f.span for what in ("present", "absent") for f in self.of(what)[:1])


def count_presence(roll_call: RollCall, conventions: Conventions) -> Counts:
    """Count a roll call's lists and set its figures beside them."""
    swapped = _swapped(roll_call.figures)
    wrong = {f.span for pair in swapped for f in pair}
    figures = tuple(f for f in roll_call.figures if f.span not in wrong)
    present = [m for m in roll_call.members if m.status == "present"]
    absent = [m for m in roll_call.members if m.status == "absent"]
    whole = roll_call.layout in ("present_absent", "composition_absent")
    nobody = whole and (roll_call.layout == "composition_absent" or roll_call.nobody_absent)
    first = next((f.value for f in figures if f.what == "present"), None)
    # A list that holds those who came later is counted with them where the stated figure does.
    late = [m for m in absent if m.late] if first == len(_people([*present, *(m for m in absent if m.late)])) else []
    return Counts(
        figures=figures,
        swapped=swapped,
        listed_present=len(_people([*present, *late])) if whole else None,
        listed_absent=len(_people([m for m in absent if m not in late])) if absent or nobody else None,
        substitutes=sum(m.substitute_for is not None or m.substitute for m in present),
        chair_apart=(
            not conventions.chair_counted
            and first == len(_people(present)) - 1
            and any(m.role in ("president", "vice_president") for m in present)
        ),
    )


def _people(members: list[Member]) -> set[str]:
    """People, not lines: somebody listed twice is one."""
    return {m.name for m in members}


def _swapped(figures: tuple[Figure, ...]) -> tuple[tuple[Figure, Figure], ...]:
    """Present and seats of one statement, more present than there are seats."""
    pairs: list[tuple[Figure, Figure]] = []
    for place in ("roll_call", "opening"):
        present = next((f for f in figures if f.what == "present" and f.place == place), None)
        seats = next((f for f in figures if f.what == "seats" and f.place == place), None)
        if present is not None and seats is not None and present.value > seats.value:
            pairs.append((seats, present))
    return tuple(pairs)
