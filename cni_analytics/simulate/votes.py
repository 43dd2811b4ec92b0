"""How an invented council votes: blocs with their hostility, mavericks, protest votes, secret ballots."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cni_analytics.simulate.agenda import ELECTION, Matter
from cni_analytics.simulate.draw import Draw
from cni_analytics.simulate.people import Person
from cni_analytics.simulate.world import Seat

Choice = Literal["for", "against", "blank", "present", "abstain"]
CHOICES: tuple[Choice, ...] = ("for", "against", "blank", "present", "abstain")


@dataclass(frozen=True, slots=True)
class Ballot:
    """How everybody who was there voted, and what came of it.

    Attributes
    ----------
    choices
        By person; everybody present at the item.
    outcome
        ``unanimous`` or ``majority``: what the presiding officer declares. Blank votes and refusals do not
        count since September 2019, so that a decision with nobody against is declared unanimous.
    result
        ``approved``, ``rejected``, ``postponed`` or ``withdrawn``.
    secret
        Nobody knows who voted what.
    recused
        Who took no part for a conflict of interest; voted ``abstain``.
    """

    choices: dict[Person, Choice]
    outcome: Literal["unanimous", "majority"]
    result: Literal["approved", "rejected", "postponed", "withdrawn"]
    secret: bool = False
    recused: Person | None = None

    @property
    def tally(self) -> dict[Choice, int]:
        """Votes of each kind."""
        counted = Counter(self.choices.values())
        return {choice: counted[choice] for choice in CHOICES}

    def of(self, choice: Choice) -> list[Person]:
        """Who voted so, in the order of the roll call."""
        return [person for person, chosen in self.choices.items() if chosen == choice]


@dataclass(frozen=True, slots=True)
class Rates:
    """How often things happen; probabilities.

    Attributes
    ----------
    contested
        Factor on how often a subject divides a council.
    protest
        An undivided vote has somebody who votes blank or «παρών» or abstains.
    recused
        Somebody takes no part for a conflict of interest.
    postponed, withdrawn, rejected
        What becomes of an undivided item otherwise than approval.
    secret
        An election is held by secret ballot.
    """

    contested: float = 0.6
    protest: float = 0.04
    recused: float = 0.012
    postponed: float = 0.04
    withdrawn: float = 0.01
    rejected: float = 0.012
    secret: float = 0.7


def vote(draw: Draw, present: Sequence[Seat], matter: Matter, *, divides: float, rates: Rates, chair: Person) -> Ballot:
    """Let those present vote on a subject.

    Parameters
    ----------
    draw
        The stream of draws.
    present
        Who is there when it is decided.
    matter
        The subject.
    divides
        Factor of the municipality on how often its council divides.
    rates
        How often what happens.
    chair
        Who presides: never protests, never takes leave.
    """
    choices: dict[Person, Choice] = {seat.person: "for" for seat in present}
    secret = matter.topic == ELECTION and draw.chance(rates.secret)
    if draw.chance(min(0.9, matter.contested * divides * rates.contested)):
        _divide(draw, present, choices, chair)
        if secret:  # a paper in the urn says for, against or nothing
            choices = {p: c if c in ("for", "against") else "blank" for p, c in choices.items()}
        tally = Counter(choices.values())
        if tally["against"]:
            while tally["against"] == tally["for"]:
                wavering = next(p for p, c in choices.items() if c == "against")
                choices[wavering] = "for"
                tally = Counter(choices.values())
            return Ballot(choices, "majority", "approved" if tally["for"] > tally["against"] else "rejected", secret)
        return Ballot(choices, "unanimous", "approved", secret and not len(tally) > 1)
    rank = {"postponed": rates.postponed, "withdrawn": rates.withdrawn, "rejected": rates.rejected}
    result = draw.weighted({**rank, "approved": 1 - sum(rank.values())})
    if result != "approved" or secret:
        return Ballot(choices, "unanimous", result, secret)  # type: ignore[arg-type]
    others = [seat for seat in present if seat.person is not chair and seat.faction.hostility]
    if others and draw.chance(rates.protest):
        for seat in draw.some(others, draw.between(1, 3)):
            choices[seat.person] = seat.faction.protest  # type: ignore[assignment]
    elif others and draw.chance(rates.recused):
        person = draw.pick(others).person
        choices[person] = "abstain"
        return Ballot(choices, "unanimous", "approved", recused=person)
    return Ballot(choices, "unanimous", "approved")


def _divide(draw: Draw, present: Sequence[Seat], choices: dict[Person, Choice], chair: Person) -> None:
    """Factions take a stand; mavericks another."""
    heat = draw.uniform(0.4, 1.3)
    stands: dict[str, Choice] = {}
    for faction in {seat.faction.name: seat.faction for seat in present}.values():
        if not faction.hostility:
            stands[faction.name] = "for"
        elif draw.chance(faction.hostility * heat):
            stands[faction.name] = "against"
        else:
            stands[faction.name] = faction.protest if draw.chance(0.3) else "for"  # type: ignore[assignment]
    for seat in present:
        choice = stands[seat.faction.name]
        if seat.person is not chair and draw.chance(seat.maverick):
            choice = draw.pick(["against", "blank", "present"]) if choice == "for" else "for"
        choices[seat.person] = choice
