"""Invented people: names put together from lists, with the cases a sentence needs."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from cni_analytics.simulate.draw import Draw

Row = dict[str, str]


@cache
def table(name: str) -> tuple[Row, ...]:
    """The rows of one of the lists the simulation draws from (``simulate/data``)."""
    text = files(__package__).joinpath("data", f"{name}.csv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@dataclass(frozen=True, slots=True, eq=False)
class Person:
    """Somebody who does not exist.

    Attributes
    ----------
    given, surname
        In the nominative; a second surname is part of ``surname``.
    given_genitive, given_accusative, surname_genitive, surname_accusative
        The cases a sentence needs; a woman's surname is the same in all of them.
    woman
        Which article and which endings.
    nickname
        Printed in parentheses after the given name, or empty.
    """

    given: str
    given_genitive: str
    given_accusative: str
    surname: str
    surname_genitive: str
    surname_accusative: str
    woman: bool
    nickname: str = ""


def invent(draw: Draw, *, women: float = 0.38, double: float = 0.12, nicknames: float = 0.06) -> Person:
    """Put a person together.

    Parameters
    ----------
    draw
        The stream of draws.
    women, double, nicknames
        How often a woman, a woman with two surnames, a printed nickname.
    """
    woman = draw.chance(women)
    given = draw.pick([row for row in table("given_names") if (row["gender"] == "f") == woman])
    nominative, genitive, accusative = _surname(draw, woman)
    if woman and draw.chance(double):
        nominative = genitive = accusative = nominative + draw.pick([" – ", "-", " - "]) + _surname(draw, woman)[0]
    nickname = given["nickname"] if draw.chance(nicknames) else ""
    return Person(given["name"], given["genitive"], given["accusative"], nominative, genitive, accusative, woman,
                  nickname)  # fmt: skip


def _surname(draw: Draw, woman: bool) -> tuple[str, str, str]:
    stem, ending = draw.pick(table("surname_stems"))["stem"], draw.pick(table("surname_endings"))
    if woman:
        return stem + ending["feminine"], stem + ending["feminine"], stem + ending["feminine"]
    return stem + ending["masculine"], stem + ending["genitive"], stem + ending["accusative"]
