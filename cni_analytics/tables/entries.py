"""What the builder remembers of each document between reading it and writing it: a few words, not the record."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from cni_analytics.sources.listing import Listed
from cni_analytics.tables.municipalities import Municipalities, slug
from cni_analytics.tables.rows import Place, Record, at, day

Status = Literal["counted", "duplicate", "no_decision", "unreadable"]
Basis = Literal["page", "page_and_folder", "folder"]
_SOURCE_RANK = {"embedded": 0, "mixed": 1, "ocr": 2, "none": 3}


@dataclass(frozen=True, slots=True)
class Note:
    """Something only the corpus can see; becomes a row of ``findings``. ``fact`` is what it is about."""

    code: str
    severity: Literal["error", "warning", "info"]
    fact: str
    message: str
    message_en: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One document, by content.

    Attributes
    ----------
    listed
        As its source lists it; the first of several places.
    other_paths
        The further places.
    facts
        A hash for each part of the record that is counted, to tell copies that agree from copies that do not.
    rank
        The lower, the rather this document is counted among those with the same decision.
    notes
        Findings beside other documents and tables.
    """

    listed: Listed
    other_paths: tuple[str, ...]
    municipality: str | None
    municipality_id: str | None
    basis: Basis | None
    body: str | None
    decision_number: int | None
    decision_year: int | None
    session_date: dt.date | None
    session_number: int | None
    session_time: str | None
    session_kind: str | None
    status: Status
    facts: tuple[tuple[str, str], ...]
    rank: tuple[str, int, int]
    duplicate_of: str | None = None
    session_id: str | None = None
    notes: tuple[Note, ...] = ()
    corrected: frozenset[str] = field(default=frozenset())

    @property
    def year(self) -> int | None:
        """Of the session, or else of the decision's number."""
        return self.session_date.year if self.session_date else self.decision_year

    @property
    def decision_id(self) -> str:
        """``municipality:body:number/year``, or the short document id where one of them is missing."""
        if self.municipality_id and self.body and self.decision_number is not None and self.decision_year is not None:
            return f"{self.municipality_id}:{self.body}:{self.decision_number}/{self.decision_year}"
        return self.listed.sha256[:12]

    @property
    def order(self) -> tuple[str, int, str, str, int, int, str]:
        """Partitions first, then sessions, then decisions: the order everything is written in."""
        return (
            self.municipality_id or "",
            self.year or 0,
            self.body or "",
            self.session_date.isoformat() if self.session_date else "",
            self.session_number or 0,
            self.decision_number or 0,
            self.listed.sha256,
        )

    @property
    def session_day(self) -> tuple[str, str, dt.date] | None:
        """Municipality, body and day: decisions of one session share it; ``None`` where one is unknown."""
        if self.municipality_id and self.body and self.session_date:
            return self.municipality_id, self.body, self.session_date
        return None

    @property
    def place(self) -> Place:
        """The columns its rows begin with."""
        return Place(
            self.listed.sha256, self.municipality_id, self.year, self.decision_id, self.session_id, self.body,
            self.session_date, self.decision_number, self.decision_year, self.corrected,
        )  # fmt: skip

    def noting(self, note: Note) -> Entry:
        """The same with one more finding."""
        return replace(self, notes=(*self.notes, note))


def entry_of(
    listed: Listed, other_paths: tuple[str, ...], record: Record, corrected: frozenset[str], table: Municipalities
) -> Entry:
    """What to remember of a document.

    Raises
    ------
    ValueError
        Where the record has a date that is none.
    """
    name = record.get("municipality")
    municipality_id, basis, notes = _municipality(name, listed.listed_under, table)
    return Entry(
        listed=listed,
        other_paths=other_paths,
        municipality=name,
        municipality_id=municipality_id,
        basis=basis,
        body=record.get("body"),
        decision_number=at(record, "decision", "number"),
        decision_year=at(record, "decision", "year"),
        session_date=day(at(record, "session", "date")),
        session_number=at(record, "session", "number"),
        session_time=at(record, "session", "time"),
        session_kind=at(record, "session", "kind"),
        status=_status(record),
        facts=_facts(record),
        rank=_rank(record),
        notes=notes,
        corrected=corrected,
    )


def _status(record: Record) -> Status:
    if at(record, "document", "text_source") in (None, "none"):
        return "unreadable"
    says = (
        at(record, "decision", "number"),
        at(record, "session", "date"),
        at(record, "vote", "phrase"),
        at(record, "vote", "outcome"),
    )
    return "counted" if any(v is not None for v in says) or at(record, "roll_call", "members") else "no_decision"


_COUNTED = ("session", "agenda_item", "roll_call", "mayor", "movements", "attendance_at_item", "vote")


def _facts(record: Record) -> tuple[tuple[str, str], ...]:
    # Wordings differ between a text and its PDF by a blank or a dash; what is counted must not.
    return tuple((part, _hash(record.get(part))) for part in _COUNTED)


def _hash(value: Any) -> str:
    if isinstance(value, dict):
        value = {k: v for k, v in value.items() if k != "phrase"}
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:12]


def _rank(record: Record) -> tuple[str, int, int]:
    # A corrected copy replaces what it corrects, the later the rather; then the better read one.
    corrected = max((a.get("date") or "0" for a in record.get("acts") or () if a["kind"] == "correction"), default="")
    newest_first = "".join(chr(0x7F - ord(c)) for c in corrected) + "\x7f"
    errors = sum(f.get("severity") == "error" for f in record.get("findings") or ())
    return newest_first, _SOURCE_RANK.get(str(at(record, "document", "text_source")), 3), errors


def _municipality(
    name: str | None, listed_under: str | None, table: Municipalities
) -> tuple[str | None, Basis | None, tuple[Note, ...]]:
    folder = listed_under if listed_under in table.known else None
    if not name:
        return folder, "folder" if folder else None, ()
    match = table.match(name)
    if len(match.candidates) > 1:
        if folder in match.candidates:
            return folder, "page_and_folder", ()
        named = ", ".join(match.candidates)
        return None, None, (
            Note("ambiguous_municipality", "warning", "municipality",
                 f"Το όνομα «{name}» ταιριάζει σε περισσότερους δήμους ({named})· δεν επιλέχθηκε κανένας.",
                 f"The name “{name}” fits several municipalities ({named}); none was chosen."),
        )  # fmt: skip
    found = match.id or slug(name) or None
    if folder and found != folder:
        return found, "page", (
            Note("other_municipality_than_listed", "warning", "municipality",
                 f"Το έγγραφο γράφει «Δήμος {name}» και βρίσκεται στον φάκελο «{folder}»· μέτρησε το έγγραφο.",
                 f"The document says “Δήμος {name}” and lies in the folder “{folder}”; the document counts."),
        )  # fmt: skip
    return found, "page" if found else None, ()
