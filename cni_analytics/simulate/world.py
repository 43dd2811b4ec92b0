"""The invented municipalities: their councils by term, who sits in them and under which banner."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from cni_analytics.errors import UsageError
from cni_analytics.simulate.draw import Draw
from cni_analytics.simulate.greek import sort_key
from cni_analytics.simulate.people import Person, invent, table

LAST_YEAR = 2024
"""The simulated years end here, so that four of them span two terms and the sessions held from afar."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term of municipal authorities."""

    name: str
    first: dt.date
    last: dt.date


TERMS = (
    Term("2019-2023", dt.date(2019, 9, 1), dt.date(2023, 12, 31)),
    Term("2024-2028", dt.date(2024, 1, 1), dt.date(2028, 12, 31)),
)
MOST_YEARS = LAST_YEAR - TERMS[0].first.year


@dataclass(frozen=True, slots=True)
class Faction:
    """A group of councillors; ``hostility`` is how readily it votes against, 0 for the administration's own."""

    name: str
    hostility: float
    protest: str
    """What it does instead of voting against: ``blank``, ``present`` or ``abstain``."""


@dataclass(frozen=True, slots=True, eq=False)
class Seat:
    """One person's time on the council.

    Attributes
    ----------
    person, faction
        Who sits for whom.
    first, last
        From the day of the oath to the last day, both included.
    attends, comes_late, leaves_early
        Propensities by session.
    maverick
        How often this member votes otherwise than the faction.
    """

    person: Person
    faction: Faction
    first: dt.date
    last: dt.date
    attends: float
    comes_late: float
    leaves_early: float
    maverick: float


@dataclass(frozen=True, slots=True)
class Presidium:
    """President, vice-president and secretary for half a term; who of them leaves is not replaced here."""

    first: dt.date
    president: Person
    vice_president: Person
    secretary: Person


@dataclass(frozen=True, slots=True)
class Council:
    """A council for one term."""

    term: Term
    size: int
    mayor: Person
    factions: tuple[Faction, ...]
    seats: tuple[Seat, ...]
    presidia: tuple[Presidium, ...]

    def sitting(self, day: dt.date) -> list[Seat]:
        """Who holds a seat on a day, in the order of the alphabet; always ``size`` members."""
        return [seat for seat in self.seats if seat.first <= day <= seat.last]

    def presidium(self, day: dt.date) -> Presidium:
        """Who presides on a day."""
        return [p for p in self.presidia if p.first <= day][-1]


@dataclass(frozen=True, slots=True)
class Municipality:
    """An invented municipality.

    Attributes
    ----------
    key
        Name of its folder.
    genitive, seat, seat_at, regional_unit
        As a document prints them: «Δήμος …», the seat in the nominative and with its preposition.
    villages
        Its communities, in the genitive.
    contested
        Factor on how often its council divides.
    councils
        One a term.
    """

    key: str
    genitive: str
    seat: str
    seat_at: str
    regional_unit: str
    population: int
    villages: tuple[str, ...]
    contested: float
    councils: tuple[Council, ...]

    def council(self, day: dt.date) -> Council:
        """The council in office on a day."""
        return next(c for c in self.councils if c.term.first <= day <= c.term.last)


def municipalities(count: int, *, seed: int, replacements: float = 0.04) -> tuple[Municipality, ...]:
    """Invent municipalities, the same for the same seed however many are wanted.

    Parameters
    ----------
    count
        How many.
    seed
        Of everything.
    replacements
        Probability a year that a seat changes hands in the middle of a term.

    Raises
    ------
    UsageError
        Where the list of invented names is not long enough.
    """
    rows = table("municipalities")
    if not 1 <= count <= len(rows):
        raise UsageError("municipalities", expected=f"1 to {len(rows)}", found=str(count),
                         next_step="ask for fewer, or add names to simulate/data/municipalities.csv")  # fmt: skip
    return tuple(_municipality(row, i, seed, replacements) for i, row in enumerate(rows[:count]))


def _municipality(row: dict[str, str], index: int, seed: int, replacements: float) -> Municipality:
    draw = Draw(seed, "municipality", row["genitive"])
    population = int(row["population"])
    councils: list[Council] = []
    for term in TERMS:
        before = councils[-1].sitting(councils[-1].term.last) if councils else []
        councils.append(_council(draw, term, population, [s.person for s in before], replacements))
    return Municipality(
        key=f"synthetic-{index + 1:02}", genitive=row["genitive"], seat=row["seat"], seat_at=row["seat_at"],
        regional_unit=row["regional_unit"], population=population, villages=tuple(row["units"].split(" | ")),
        contested=draw.uniform(0.4, 1.6), councils=tuple(councils),
    )  # fmt: skip


def council_size(term: Term, population: int) -> int:
    """Seats by law (``simulate/data/seats.csv`` names the article)."""
    return next(
        int(row["seats"])
        for row in table("seats")
        if row["term"] == term.name and population <= int(row["population_to"])
    )


def _council(draw: Draw, term: Term, population: int, before: Sequence[Person], replacements: float) -> Council:
    size = council_size(term, population)
    people = _people(draw, size + 8, [p for p in before if draw.chance(0.45)])
    mayor, people = people[0], people[1:]
    factions = _factions(draw, draw.between(3, 6) if size > 15 else draw.between(2, 3))
    shares = _shares(draw, size, len(factions), term)
    benches = [f for f, share in zip(factions, shares, strict=True) for _ in range(share)]
    seats = []
    for waiting, faction in zip(range(size - 1, -1, -1), benches, strict=True):
        since = term.first
        person, *people = people
        while len(people) > waiting:
            years = (term.last - since).days / 365.25
            if not draw.chance(1 - (1 - replacements) ** years):
                break
            until = since + dt.timedelta(days=draw.between(90, max(91, (term.last - since).days - 60)))
            seats.append(_seat(draw, person, faction, since, until))
            since = until + dt.timedelta(days=1)
            person, *people = people
        seats.append(_seat(draw, person, faction, since, term.last))
    seats.sort(key=lambda s: (sort_key(s.person.surname), sort_key(s.person.given), s.first))
    return Council(term, size, mayor, tuple(factions), tuple(seats), _presidia(draw, term, seats, factions[0]))


def _people(draw: Draw, count: int, known: Sequence[Person]) -> list[Person]:
    """Different people, those of the last council among them; no two with the same full name."""
    people = list(known[: count // 2])
    names = {(p.given, p.surname) for p in people}
    while len(people) < count:
        person = invent(draw)
        if (person.given, person.surname) not in names:
            names.add((person.given, person.surname))
            people.append(person)
    return draw.some(people, count)


def _factions(draw: Draw, count: int) -> list[Faction]:
    names = [row["name"] for row in draw.some(table("factions"), count)]
    protests = ["blank", "present", "abstain"]
    return [
        Faction(name, 0.0 if i == 0 else draw.uniform(0.25, 0.95), draw.pick(protests)) for i, name in enumerate(names)
    ]


def _shares(draw: Draw, size: int, factions: int, term: Term) -> list[int]:
    """Seats by faction: until 2023 in proportion to the votes, since 2024 three fifths to the first one."""
    first = round(size * 0.6) if term is TERMS[1] else round(size * draw.uniform(0.42, 0.56))
    rest, weights = size - first, [draw.uniform(0.5, 1.5) / (i + 1) for i in range(factions - 1)]
    shares = [max(1, int(rest * w / sum(weights))) for w in weights]
    shares[0] += rest - sum(shares)
    return [first, *shares]


def _seat(draw: Draw, person: Person, faction: Faction, first: dt.date, last: dt.date) -> Seat:
    attends = min(0.99, max(0.35, draw.normal(0.86, 0.12)))
    return Seat(person, faction, first, last, attends, draw.uniform(0.0, 0.10), draw.uniform(0.0, 0.14),
                draw.uniform(0.0, 0.06))  # fmt: skip


def _presidia(draw: Draw, term: Term, seats: Sequence[Seat], administration: Faction) -> tuple[Presidium, ...]:
    """Two halves of a term; officers are members who sit through the whole of it."""
    staying = [s for s in seats if s.first == term.first and s.last == term.last]
    own = [s.person for s in staying if s.faction == administration]
    own = own if len(own) > 1 else [s.person for s in staying]
    others = [s.person for s in staying if s.faction != administration] or own
    half = term.first + (term.last - term.first) / 2
    found = []
    for first in (term.first, half):
        president, secretary = draw.some(own, 2)
        vice = next(p for p in draw.some(others, 3) if p not in (president, secretary))
        found.append(Presidium(first, president, vice, secretary))
    return tuple(found)
