"""The sessions of an invented council: who came, who left when, what was decided and how."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from cni_analytics.simulate.agenda import NETWORK, Docket, Matter
from cni_analytics.simulate.draw import Draw
from cni_analytics.simulate.people import Person
from cni_analytics.simulate.votes import Ballot, Rates, vote
from cni_analytics.simulate.world import LAST_YEAR, Council, Municipality, Presidium, Seat

Kind = Literal["regular", "extraordinary", "urgent", "special"]
Format = Literal["in_person", "teleconference", "hybrid", "by_circulation"]
Moment = Literal["before", "during", "after"]

REMOTE = (dt.date(2020, 3, 15), dt.date(2021, 12, 31))
"""While councils met by teleconference or decided by circulation."""
_PRESIDENT_AWAY = 0.05
_HOLIDAYS = {(3, 25), (5, 1), (8, 15), (10, 28), (12, 25), (12, 26)}
_ADA_LETTERS = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ0123456789"
_ADA_BODY = "ΣΥΝ"
"""Stands where a real ΑΔΑ has the organisation's code, so that none of these is ever a real one."""


@dataclass(frozen=True, slots=True)
class Item:
    """An agenda item by its number; those out of the agenda have numbers of their own."""

    number: int
    out_of_agenda: bool = False


@dataclass(frozen=True, slots=True)
class Movement:
    """Somebody comes or goes.

    Attributes
    ----------
    person, kind
        Who, and ``arrival`` or ``departure``.
    position
        Place of the item in the order of discussion; ``None``: some time during the session.
    moment
        ``None`` with a position: «στο 3ο θέμα», which takes effect at that item.
    """

    person: Person
    kind: Literal["arrival", "departure"]
    position: int | None
    moment: Moment | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on one item.

    Attributes
    ----------
    number
        Within the year.
    position
        Place of its item in the order of discussion.
    present
        Who was there when it was decided, by the world's own account.
    torn
        Who left while it was discussed, so that another convention would call them present.
    published
        Whether there is a document; the numbers of the others are gaps.
    """

    number: int
    item: Item
    position: int
    matter: Matter
    ballot: Ballot
    present: tuple[Seat, ...]
    torn: tuple[Person, ...]
    ada: str
    proposal: tuple[int, dt.date]
    copied: dt.date
    published: bool


@dataclass(frozen=True, slots=True)
class Session:
    """One session of a council."""

    municipality: Municipality
    council: Council
    number: int
    date: dt.date
    time: dt.time
    kind: Kind
    format: Format
    invitation: tuple[int, dt.date]
    seats: tuple[Seat, ...]
    opening: frozenset[Person]
    """Who was there when the roll was called."""
    presidium: Presidium
    chair: Person
    """Who presides: the president, or the vice-president where the president is away."""
    mayor_present: bool
    items: tuple[Item, ...]
    """In the order of discussion."""
    reordered: bool
    movements: tuple[Movement, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Pace:
    """How much a council does.

    Attributes
    ----------
    sessions
        A year.
    items
        Fewest and most a session.
    unpublished
        Share of decisions without a document.
    without_quorum
        Share of sessions held although too few came.
    rates
        How votes go.
    """

    sessions: int = 14
    items: tuple[int, int] = (3, 9)
    unpublished: float = 0.02
    without_quorum: float = 0.004
    rates: Rates = field(default_factory=Rates)


def sessions_of(municipality: Municipality, years: int, *, seed: int, pace: Pace) -> Iterator[Session]:
    """The sessions of a municipality, in order; its streams of draws are its own.

    Parameters
    ----------
    municipality
        Whose.
    years
        How many, up to ``LAST_YEAR``.
    seed
        Of everything.
    pace
        How much happens.
    """
    first_year = LAST_YEAR - years + 1
    joins = Draw(seed, municipality.key, "network")
    accession = (joins.between(first_year, LAST_YEAR), joins.between(1, pace.sessions)) if joins.chance(0.85) else None
    for year in range(first_year, LAST_YEAR + 1):
        docket = Docket(municipality.genitive, municipality.villages, municipality.regional_unit, year)
        number = 0
        for n in range(1, pace.sessions + 1):
            draw = Draw(seed, municipality.key, year, n)
            session = _session(draw, municipality, year, n, number, docket, pace, accession == (year, n))
            number += len(session.decisions)
            yield session


def _session(
    draw: Draw, municipality: Municipality, year: int, n: int, decided: int, docket: Docket, pace: Pace, accedes: bool
) -> Session:
    day = _day(draw, year, n, pace.sessions)
    council = municipality.council(day)
    kind = draw.weighted({"regular": 0.76, "extraordinary": 0.11, "urgent": 0.08, "special": 0.05})
    format_ = _format(draw, day, kind)
    seats = tuple(council.sitting(day))
    presidium = council.presidium(day)
    chair = presidium.vice_president if draw.chance(_PRESIDENT_AWAY) else presidium.president
    items, reordered = _items(draw, kind, pace.items)
    opening, movements = _attendance(draw, seats, presidium, chair, len(items), format_, pace.without_quorum)
    notice = 0 if kind == "urgent" else draw.between(3, 6)
    invited = max(dt.date(year, 1, 1), day - dt.timedelta(days=notice))
    protocol = (invited - dt.date(year, 1, 1)).days * 85 + draw.between(100, 180)
    matters = _matters(draw, docket, day.month, len(items), accedes)
    present = _present(seats, opening, movements, len(items))
    torn = [
        tuple(m.person for m in movements if m.position == p and m.kind == "departure" and m.moment == "during")
        for p in range(len(items))
    ]
    decisions = []
    for position, (item, matter) in enumerate(zip(items, matters, strict=True)):
        there = tuple(seat for seat in seats if seat.person in present[position])
        ballot = vote(draw, there, matter, divides=municipality.contested, rates=pace.rates, chair=chair)
        proposed = invited - dt.timedelta(days=draw.between(0, 9))
        decisions.append(
            Decision(
                number=decided + position + 1, item=item, position=position, matter=matter, ballot=ballot,
                present=there, torn=torn[position], ada=_ada(draw),
                proposal=(max(1, protocol - draw.between(20, 90)), proposed),
                copied=day + dt.timedelta(days=draw.between(1, 9)), published=not draw.chance(pace.unpublished),
            )
        )  # fmt: skip
    return Session(
        municipality=municipality, council=council, number=n, date=day,
        time=dt.time(draw.between(17, 20), draw.pick([0, 0, 30, 15])) if kind != "urgent" else dt.time(13, 0),
        kind=kind, format=format_, invitation=(protocol, invited), seats=seats, opening=opening,  # type: ignore[arg-type]
        presidium=presidium, chair=chair, mayor_present=draw.chance(0.86), items=items, reordered=reordered,
        movements=movements, decisions=tuple(decisions),
    )  # fmt: skip


def _day(draw: Draw, year: int, n: int, sessions: int) -> dt.date:
    """The nth of the year's sessions, on a working day, after the one before."""
    span = 355 / sessions
    day = dt.date(year, 1, 8) + dt.timedelta(days=int((n - 1) * span + draw.uniform(0, 0.6 * span)))
    while day.weekday() > 4 or (day.month, day.day) in _HOLIDAYS:
        day -= dt.timedelta(days=1)
    return day


def _format(draw: Draw, day: dt.date, kind: str) -> Format:
    if REMOTE[0] <= day <= REMOTE[1]:
        return draw.weighted({"teleconference": 0.55, "by_circulation": 0.25, "hybrid": 0.2})
    if kind == "urgent":
        return draw.weighted({"in_person": 0.5, "teleconference": 0.5})
    return draw.weighted({"in_person": 0.82, "hybrid": 0.13, "teleconference": 0.05})


def _items(draw: Draw, kind: str, bounds: tuple[int, int]) -> tuple[tuple[Item, ...], bool]:
    """Items in the order of discussion: those out of the agenda first, sometimes one brought forward."""
    count = draw.between(*bounds)
    out = 0
    if kind == "regular" and count > 2 and draw.chance(0.14):
        out = draw.between(1, 2)
    order = [Item(i) for i in range(1, count - out + 1)]
    reordered = len(order) > 3 and draw.chance(0.10)
    if reordered:
        brought = order.pop(draw.between(2, len(order) - 1))
        order.insert(0, brought)
    return tuple([Item(i, out_of_agenda=True) for i in range(1, out + 1)] + order), reordered


def _matters(draw: Draw, docket: Docket, month: int, count: int, accedes: bool) -> list[Matter]:
    matters: list[Matter] = []
    place = draw.between(0, count - 1) if accedes else None
    for i in range(count):
        on_agenda = {m.key for m in matters}
        matters.append(
            docket.named(draw, NETWORK) if i == place else docket.next(draw, month, on_this_agenda=on_agenda)
        )
    return matters


def _attendance(
    draw: Draw,
    seats: tuple[Seat, ...],
    presidium: Presidium,
    chair: Person,
    items: int,
    format_: Format,
    without_quorum: float,
) -> tuple[frozenset[Person], tuple[Movement, ...]]:
    """Who is there at the opening, and who comes and goes; the chair is there throughout."""
    quorum = len(seats) // 2 + 1
    below = draw.chance(without_quorum)
    mood = min(1.05, max(0.75, draw.normal(0.97, 0.06)))
    opening, movements = [], []
    for seat in seats:
        there = seat.person is chair or draw.chance(min(0.99, seat.attends * mood))
        there = there and (seat.person is not presidium.president or chair is seat.person)
        late = there and seat.person is not chair and format_ != "by_circulation" and draw.chance(seat.comes_late)
        if there and not late:
            opening.append(seat)
        if late:
            movements.append(Movement(seat.person, "arrival", *_when(draw, items, "arrival")))
    if below:
        opening = [s for s in opening if s.person is chair] + [s for s in opening if s.person is not chair][
            : quorum - 3
        ]
    else:
        coming = {m.person for m in movements}
        away = {chair, presidium.president}
        missing = [s for s in seats if s not in opening and s.person not in coming and s.person not in away]
        opening += missing[: max(0, quorum - len(opening))]
        late_ones = [s for s in seats if s.person in coming]
        for seat in late_ones[: max(0, quorum - len(opening))]:
            opening.append(seat)
            movements = [m for m in movements if m.person is not seat.person]
    if format_ != "by_circulation":
        for seat in opening:
            if seat.person is not chair and draw.chance(seat.leaves_early):
                leaves = Movement(seat.person, "departure", *_when(draw, items, "departure"))
                movements.append(leaves)
                if leaves.position is not None and leaves.position < items - 2 and draw.chance(0.06):
                    movements.append(
                        Movement(seat.person, "arrival", draw.between(leaves.position + 2, items - 1), "before")
                    )
    rank = {"before": 0, "during": 1, None: 2, "after": 3}
    movements.sort(key=lambda m: (items if m.position is None else m.position, rank[m.moment], m.kind))
    return frozenset(s.person for s in opening), tuple(movements)


def _when(draw: Draw, items: int, kind: str) -> tuple[int | None, Moment | None]:
    if draw.chance(0.05):
        return None, None
    skew = min(draw.uniform(0, 1), draw.uniform(0, 1))
    place = int((skew if kind == "arrival" else 1 - skew) * items)
    moment = draw.weighted({"before": 0.22, "during": 0.38, "after": 0.3, "": 0.1})
    return min(place, items - 1), moment or None  # type: ignore[return-value]


def _present(
    seats: tuple[Seat, ...], opening: frozenset[Person], movements: tuple[Movement, ...], items: int
) -> list[set[Person]]:
    """Who is there at each item, walked through in the order of discussion.

    Who leaves while an item is discussed is not there when it is decided; who comes or leaves some
    time during the session counts as there throughout.
    """
    here = set(opening)
    here |= {m.person for m in movements if m.position is None and m.kind == "arrival"}
    found = []
    for position in range(items):
        at = [m for m in movements if m.position == position]
        for m in at:
            if m.moment != "after":
                (here.add if m.kind == "arrival" else here.discard)(m.person)
        found.append(set(here))
        for m in at:
            if m.moment == "after":
                (here.add if m.kind == "arrival" else here.discard)(m.person)
    assert all(len(there) <= len(seats) for there in found)
    return found


def _ada(draw: Draw) -> str:
    letters = "".join(draw.pick(_ADA_LETTERS) for _ in range(7))
    return f"{letters[:4]}{_ADA_BODY}-{letters[4:]}"
