"""One identity for the spellings of one name within a body, gathered as rows go by."""

from __future__ import annotations

import datetime as dt
from collections import Counter
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


@dataclass(slots=True)
class _Person:
    municipality_id: str | None
    body: str | None
    document_id: str
    fact: str
    spellings: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    first: dt.date | None = None
    last: dt.date | None = None
    seen_in: str = ""


class People:
    """Everybody met so far; memory grows with people, not with documents."""

    def __init__(self) -> None:
        self._people: dict[str, _Person] = {}

    def add(self, row: Row) -> None:
        """Take note of a row of ``attendance``, ``movements`` or ``votes``; a document's rows come together."""
        if row["person_id"] is None:
            return
        person = self._people.get(row["person_id"])
        if person is None:
            person = _Person(row["municipality_id"], row["body"], row["document_id"], row["fact"])
            self._people[row["person_id"]] = person
        person.spellings[row["name"]] += 1
        if person.seen_in != row["document_id"]:
            person.seen_in = row["document_id"]
            person.documents += 1
        date = row["session_date"]
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
                "decisions": p.documents,
                "first_date": p.first,
                "last_date": p.last,
                "document_id": p.document_id,
                "fact": p.fact,
            }
            for key, p in sorted(self._people.items())
        ]
