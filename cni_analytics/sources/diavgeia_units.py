"""Which units of a municipality are the body that is asked for: by their names, which are data."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from cni_analytics.sources.diavgeia_answers import Unit

TABLE = "unit_labels.csv"
_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Label:
    """A row of ``unit_labels.csv``: a way bodies are named, ``rank`` 1 the surest; runs over ``folded`` text."""

    body: str
    rank: int
    pattern: re.Pattern[str]
    matches: tuple[str, ...]
    matches_not: tuple[str, ...]


@cache
def labels() -> tuple[Label, ...]:
    """Every row of the table."""
    text = files(__package__).joinpath(TABLE).read_text("utf-8")
    return tuple(
        Label(row["body"], int(row["rank"]), re.compile(row["pattern"]),
              tuple(row["matches"].split(" | ")), tuple(row["matches_not"].split(" | ")))
        for row in csv.DictReader(text.splitlines())
    )  # fmt: skip


def bodies() -> tuple[str, ...]:
    """The bodies that can be asked for."""
    return tuple(dict.fromkeys(row.body for row in labels()))


def folded(label: str) -> str:
    """A unit's name to compare: lower case, without accents, words with one space between.

    >>> folded("Δημοτικό Συμβούλιο – Δήμαρχος")
    'δημοτικο συμβουλιο δημαρχοσ'
    """
    bare = "".join(c for c in unicodedata.normalize("NFD", label) if not unicodedata.combining(c))
    return _NOT_WORDS.sub(" ", bare.lower().replace("ς", "σ")).strip()


def units_of(body: str, units: Iterable[Unit]) -> list[Unit]:
    """The units that are a body, or publish for it.

    Parameters
    ----------
    body
        One of ``bodies()``.
    units
        Of one organisation, closed ones included: their decisions stay under them.

    Returns
    -------
    list of Unit
        Those that bear the body's own name, alone or with another body's (rank 1 and 2); its offices
        (rank 3) only where no unit does. Empty where none fits.
    """
    ranked = []
    for unit in units:
        name = folded(unit.label)
        ranks = [row.rank for row in labels() if row.body == body and row.pattern.search(name)]
        if ranks:
            ranked.append((min(ranks), unit))
    own = [unit for rank, unit in ranked if rank < 3]
    return own or [unit for _, unit in ranked]
