"""The people of each body and term, from what every document prints: identities first, rows afterwards."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cni_analytics.derivation.people import Identities, Ruling, identify, resembling
from cni_analytics.tables.entries import Entry
from cni_analytics.tables.keys import mark, words
from cni_analytics.tables.municipalities import slug
from cni_analytics.tables.seats import Seat, seats_of
from cni_analytics.tables.terms import Terms

Row = dict[str, Any]
Group = tuple[str, str, str, str]
"""Municipality, body and term; or three empty texts and the document, where one of them is unknown."""


def own_id(person: str) -> str:
    """The end of a person's id: readable, and different for names that only look alike in Latin letters.

    >>> own_id("αβρααμ ξενιδησ").rpartition("-")[0]
    'avraam-xenidis'
    """
    return f"{slug(person)[:40].strip('-')}-{mark(person)}"


@dataclass(slots=True)
class _Tally:
    """What is known of a spelling or a person, whatever the order documents come in."""

    documents: int = 0
    first: tuple[dt.date, str, str] | None = None
    last: tuple[dt.date, str] | None = None
    first_date: dt.date | None = None
    last_date: dt.date | None = None
    corrected: bool = False

    def add(self, entry: Entry, fact: str) -> None:
        self.documents += 1
        date, document = entry.session_date, entry.listed.sha256
        named = (date or dt.date.max, document, fact)
        self.first = named if self.first is None else min(self.first, named)
        last = (date or dt.date.min, document)
        self.last = last if self.last is None else max(self.last, last)
        if date is not None:
            self.first_date = min(self.first_date or date, date)
            self.last_date = max(self.last_date or date, date)
        self.corrected |= entry.place.was_corrected(fact)

    @property
    def row(self) -> Row:
        assert self.first is not None
        assert self.last is not None
        return {
            "decisions": self.documents,
            "first_date": self.first_date,
            "last_date": self.last_date,
            "document_id": self.first[1],
            "last_document_id": self.last[1],
            "corrected": self.corrected,
            "fact": self.first[2],
        }


@dataclass(slots=True)
class _Body:
    """One body in one term."""

    identities: Identities
    ids: dict[str, str]
    spellings: dict[str, _Tally] = field(default_factory=lambda: defaultdict(_Tally))
    people: dict[str, _Tally] = field(default_factory=lambda: defaultdict(_Tally))
    seats: Mapping[str, Seat] = field(default_factory=dict)
    resembles: Mapping[str, Sequence[str]] = field(default_factory=dict)


class People:
    """Everybody named in the counted documents.

    Parameters
    ----------
    entries
        Every document, in any order; those that are not counted are passed over.
    rulings
        Rows of ``reference.people``.
    terms
        To tell terms apart.
    """

    def __init__(self, entries: Iterable[Entry], rulings: Iterable[Row], terms: Terms) -> None:
        self._terms = terms
        self._rulings = list(rulings)
        by_group: dict[Group, list[Entry]] = defaultdict(list)
        for entry in entries:
            if entry.status == "counted" and entry.names:
                by_group[self.group(entry)].append(entry)
        self._bodies = {group: self._body(group, of) for group, of in sorted(by_group.items())}

    def group(self, entry: Entry) -> Group:
        """The body and term a document belongs to, or the document alone."""
        term = self._terms.of(entry.session_date, entry.decision_year)
        if entry.municipality_id and entry.body and term:
            return entry.municipality_id, entry.body, term, ""
        return "", "", "", entry.listed.sha256

    def ids(self, entry: Entry) -> Mapping[str, str]:
        """The person behind each spelling of a document."""
        body = self._bodies.get(self.group(entry))
        return {} if body is None else body.ids

    def fingerprint(self, entries: Iterable[Entry]) -> str:
        """A short hash over whom the spellings of these documents stand for."""
        groups = sorted({self.group(e) for e in entries})
        plain = [(g, sorted(self._bodies[g].ids.items())) for g in groups if g in self._bodies]
        return hashlib.sha256(repr(plain).encode()).hexdigest()[:16]

    def _body(self, group: Group, entries: list[Entry]) -> _Body:
        lists = {tuple(name for name, _ in e.roll) for e in entries}
        others = {name for e in entries for name, _ in e.named}
        identities = identify(others, lists, [_ruling(row) for row in self._rulings if _of(row) == group])
        prefix = ":".join(group[:3]) if group[0] else group[3][:12]
        ids = {s: f"{prefix}:{own_id(i.person)}" for s, i in identities.of.items() if words(s)}
        body = _Body(identities, ids)
        for entry in entries:
            met: dict[str, str] = {}
            for name, fact in entry.names:
                if name in ids:
                    body.spellings[name].add(entry, fact)
                    met.setdefault(ids[name], fact)
            for person, fact in met.items():
                body.people[person].add(entry, fact)
        if group[0]:
            body.seats = seats_of(entries, ids)
            near = resembling(identities, lists)
            by_person = {i.person: ids[s] for s, i in identities.of.items() if s in ids}
            body.resembles = {by_person[p]: sorted(by_person[o] for o in of) for p, of in near.items()}
        return body

    def rows(self) -> list[Row]:
        """Rows of ``people``, by id."""
        return sorted(
            (row for group, body in self._bodies.items() for row in _people(group, body)),
            key=lambda row: str(row["person_id"]),
        )

    def spelling_rows(self) -> list[Row]:
        """Rows of ``spellings``, by person."""
        return sorted(
            (row for group, body in self._bodies.items() for row in _spellings(group, body)),
            key=lambda row: (str(row["person_id"]), str(row["spelling"])),
        )

    def ruling_rows(self) -> list[Row]:
        """Every row of ``people.csv`` with what became of it, in the order of the file."""
        rows = []
        for row in self._rulings:
            body = self._bodies.get(_of(row))
            why = body.identities.refused.get(_ruling(row)) if body else None
            status = "no_body" if body is None else "refused" if why else "applied"
            rows.append(row | {"status": status, "refused_because": why})
        return rows


def _of(row: Mapping[str, Any]) -> Group:
    return row["municipality_id"], row["body"], row["term"], ""


def _ruling(row: Mapping[str, Any]) -> Ruling:
    return Ruling(row["action"], row["spelling"], row["other_spelling"])


def _where(group: Group) -> Row:
    municipality_id, body, term, _ = group
    return {"municipality_id": municipality_id or None, "body": body or None, "term": term or None}


def _people(group: Group, body: _Body) -> Iterable[Row]:
    printed: dict[str, Counter[str]] = defaultdict(Counter)
    fits: dict[str, list[str]] = {}
    for spelling, tally in body.spellings.items():
        person = body.ids[spelling]
        printed[person][spelling] += tally.documents
        fits[person] = _fits(body, spelling)
    for person, tally in body.people.items():
        counts = printed[person]
        seat = body.seats.get(person, Seat())
        yield {
            "person_id": person,
            **_where(group),
            "name": min(counts, key=lambda s: (-counts[s], s)),
            "spellings": sorted(counts),
            "fits": fits[person],
            "resembles": list(body.resembles.get(person, ())),
            **seat.row,
            **tally.row,
        }


def _fits(body: _Body, spelling: str) -> list[str]:
    return sorted({body.ids[c] for c in body.identities.of[spelling].candidates})


def _spellings(group: Group, body: _Body) -> Iterable[Row]:
    for spelling, tally in body.spellings.items():
        identity = body.identities.of[spelling]
        yield {
            **_where(group),
            "spelling": spelling,
            "person_id": body.ids[spelling],
            "rule": identity.rule,
            "leads_to": identity.leads_to,
            "fits": list(identity.candidates),
            **tally.row,
        }


def refusals(rows: Sequence[Row]) -> list[str]:
    """A sentence for every row of ``people.csv`` that no longer stands."""
    said = {
        "not_met": "a spelling is in no document of that body and term",
        "in_one_roll_call": "a roll call lists both, so they are two people",
        "same_spelling": "both are one spelling",
        "contradicted": "another row says the opposite",
    }
    return [
        f"people.csv, line {row['source_row']}: “{row['action']} {row['spelling']} / {row['other_spelling']}”: "
        f"{said[row['refused_because']]}; correct or remove that row"
        for row in rows
        if row["status"] == "refused"
    ]
