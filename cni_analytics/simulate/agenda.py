"""What comes before an invented council: subjects with their reasons and clauses."""

from __future__ import annotations

from dataclasses import dataclass

from cni_analytics.simulate.draw import Draw
from cni_analytics.simulate.greek import amount
from cni_analytics.simulate.people import Row, table

NETWORK = "network"
ELECTION = "election"
_MONTHS = {"budget": (11, 12), "programme": (10, 12), "fees": (11, 12), "accounts": (6, 10)}
"""Subjects that come up in some months of the year only."""
_SINGLE = ["budget", "programme", "fees", "accounts", "waste_plan", "stray", "nursery", "delegate"]
"""Subjects that come before a council at most once a year."""


@dataclass(frozen=True, slots=True)
class Matter:
    """A subject before the council.

    Attributes
    ----------
    key, topic
        Which subject of the list, and its class.
    contested
        How often councils divide over it.
    unit
        The service that proposes it, in the nominative.
    subject, about
        The heading, and the same after «για».
    reasons, clauses
        Sentences of the proposal and of the decision.
    laws
        ``(article, law)`` cited.
    """

    key: str
    topic: str
    contested: float
    unit: str
    subject: str
    about: str
    reasons: tuple[str, ...]
    clauses: tuple[str, ...]
    laws: tuple[tuple[str, str], ...]


class Docket:
    """Hands out the subjects of one municipality's year, each at its time and not too often.

    Parameters
    ----------
    municipality, villages, regional_unit
        Names to fill in, in the genitive.
    year
        Of the sessions.
    """

    def __init__(self, municipality: str, villages: tuple[str, ...], regional_unit: str, year: int) -> None:
        self._names = {"municipality": municipality, "unit_area": regional_unit}
        self._villages = villages
        self._year = year
        self._done: set[str] = set()
        self._amendments = 0

    def next(self, draw: Draw, month: int, *, on_this_agenda: set[str]) -> Matter:
        """The next subject for a session in a month, none twice on one agenda."""
        open_now = [
            row
            for row in table("subjects")
            if row["id"] not in self._done | on_this_agenda
            and row["id"] != NETWORK
            and _MONTHS.get(row["id"], (1, 12))[0] <= month <= _MONTHS.get(row["id"], (1, 12))[1]
        ]
        return self.matter(draw, draw.pick(open_now or [r for r in table("subjects") if r["id"] == "deadline"]))

    def named(self, draw: Draw, key: str) -> Matter:
        """A subject by its id."""
        return self.matter(draw, next(row for row in table("subjects") if row["id"] == key))

    def matter(self, draw: Draw, row: Row) -> Matter:
        """Fill in a subject's names and figures."""
        if row["id"] in _SINGLE:
            self._done.add(row["id"])
        if row["id"] == "amendment":
            self._amendments += 1
        hundreds = 10 * draw.between(900, 38000) if row["topic"] == "budget" else draw.between(12, 24000)
        values = self._names | {
            "year": str(self._year),
            "next_year": str(self._year + 1),
            "last_year": str(self._year - 1),
            "village": draw.pick(self._villages),
            "society": draw.pick(table("societies"))["name"],
            "amount": amount(100 * hundreds),
            "n": str(draw.between(3, 90)),
            "months": str(draw.between(2, 12)),
            "ordinal_f": f"{max(1, self._amendments)}η",
            "ordinal_f_acc": f"{max(1, self._amendments)}η",
        }  # fmt: skip

        def filled(text: str) -> str:
            return text.format_map(values)

        return Matter(
            key=row["id"], topic=row["topic"], contested=float(row["contested"]), unit=row["unit"],
            subject=filled(row["subject"]), about=filled(row["about"]),
            reasons=tuple(map(filled, row["reasons"].split(" | "))),
            clauses=tuple(map(filled, row["clauses"].split(" | "))),
            laws=tuple((law.split(":")[0], law.split(":")[1]) for law in row["laws"].split(" | ")),
        )  # fmt: skip
