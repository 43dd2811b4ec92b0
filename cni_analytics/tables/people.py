"""One identity for the spellings of one name within a body, gathered as rows go by."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from cni_analytics.tables.keys import mark, words
from cni_analytics.tables.municipalities import slug

Row = dict[str, Any]


def person_key(name: str) -> str:
    """What spellings of one name share: its words without case, accents, hyphens or order.

    >>> person_key("ΞΕΝΙΔΗΣ ΑΒΡΑΑΜ") == person_key("Αβραάμ Ξενίδης")
    True
    """
    return " ".join(sorted(words(name)))


def person_id(municipality_id: str | None, body: str | None, name: str, document_id: str) -> str | None:
    """An id for somebody of a body.

    Parameters
    ----------
    municipality_id, body
        Whose member it is; where either is unknown the identity does not reach beyond the document.
    name
        As printed.
    document_id
        The document it is printed in.

    Returns
    -------
    str or None
        Readable, and different for names that only look alike in Latin letters; ``None`` for a name
        without a letter.
    """
    own = _own_id(name)
    if own is None:
        return None
    of = f"{municipality_id}:{body}" if municipality_id and body else document_id[:12]
    return f"{of}:{own}"


@lru_cache(maxsize=50_000)
def _own_id(name: str) -> str | None:
    # The same few names come back with every decision of a body.
    key = person_key(name)
    return f"{slug(key)[:40].strip('-')}-{mark(key)}" if key else None


SOURCES = ("attendance", "movements", "votes")
"""The tables that name people, the surest first."""

NEEDED = ("person_id", "name", "document_id", "session_date", "body", "ordinal", "fact")
"""The columns of those tables that people are made of, besides the municipality."""


@dataclass(slots=True)
class _Person:
    municipality_id: str | None
    body: str | None
    first_named: tuple[dt.date, str, int, int]
    fact: str
    spellings: Counter[str] = field(default_factory=Counter)
    documents: list[int] = field(default_factory=lambda: [0] * len(SOURCES))
    last_document: list[str] = field(default_factory=lambda: [""] * len(SOURCES))
    first: dt.date | None = None
    last: dt.date | None = None


class People:
    """Everybody met so far; memory grows with people, not with documents.

    The order in which rows come changes nothing, as long as those of one document in one table come together.
    """

    def __init__(self) -> None:
        self._people: dict[str, _Person] = {}

    def add(self, table: str, rows: Iterable[Row]) -> None:
        """Take note of rows of one of ``SOURCES``, which need the columns ``NEEDED`` and ``municipality_id``."""
        rank = SOURCES.index(table)
        for row in rows:
            if row["person_id"] is None:
                continue
            date = row["session_date"]
            named = (date or dt.date.max, row["document_id"], rank, row["ordinal"])
            person = self._people.get(row["person_id"])
            if person is None:
                person = _Person(row["municipality_id"], row["body"], named, row["fact"])
                self._people[row["person_id"]] = person
            elif named < person.first_named:
                person.first_named, person.fact = named, row["fact"]
            person.spellings[row["name"]] += 1
            if person.last_document[rank] != row["document_id"]:
                person.last_document[rank] = row["document_id"]
                person.documents[rank] += 1
            if date is not None:
                person.first = min(person.first or date, date)
                person.last = max(person.last or date, date)

    def rows(self) -> list[Row]:
        """Rows of ``people``, by id."""
        return [
            {
                "person_id": key,
                "municipality_id": p.municipality_id,
                "body": p.body,
                "name": min(p.spellings, key=lambda s: (-p.spellings[s], s)),
                "spellings": sorted(p.spellings),
                "decisions": max(p.documents),
                "first_date": p.first,
                "last_date": p.last,
                "document_id": p.first_named[1],
                "fact": p.fact,
            }
            for key, p in sorted(self._people.items())
        ]
