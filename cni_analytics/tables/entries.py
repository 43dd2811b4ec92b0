"""What the builder remembers of each document between reading it and writing it: a few words, not the record."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any, Literal

from cni_analytics.derivation.conventions import ListKind
from cni_analytics.sources.listing import Listed
from cni_analytics.tables.municipalities import Municipalities, slug
from cni_analytics.tables.rows import Place, Record, at, day, names_everybody
from cni_analytics.tables.subjects import SWEARING_IN, SubjectClass, Subjects
from cni_analytics.tables.terms import Terms

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
    roll
        Name and status of everybody the roll call lists.
    named
        Name and path of everybody whom movements and votes name and a roll call of everybody does not.
    names_everybody
        Whether the roll call names every member, present or not.
    moved
        Names of those who came or went.
    list_kinds
        What the list can be by the document's own comings and goings; ``None`` where nothing shows.
    list_kind, list_kind_given
        What the record read it as, and whether ``conventions.csv`` says so.
    has_rival_lists
        Whether the record holds what would be otherwise under another kind.
    settled_kind, settled_basis
        What the list is read as once the body's sessions are known, and on what basis.
    oath
        The subject, where it is that somebody takes the oath.
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
    term: str | None = None
    subject_class: SubjectClass | None = None
    roll: tuple[tuple[str, str], ...] = ()
    named: tuple[tuple[str, str], ...] = ()
    names_everybody: bool = False
    moved: tuple[str, ...] = ()
    list_kinds: tuple[str, ...] | None = None
    list_kind: ListKind = "opening"
    list_kind_given: bool = False
    has_rival_lists: bool = False
    settled_kind: ListKind = "opening"
    settled_basis: str = "default"
    oath: str | None = None
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
            self.session_date, self.decision_number, self.decision_year, self.term,
            self.subject_class.name if self.subject_class else None,
            self.subject_class.by if self.subject_class else None,
            self.settled_kind,
            self.settled_basis,
            self.corrected,
        )  # fmt: skip

    @property
    def names(self) -> list[tuple[str, str]]:
        """Every name of the document with the path of the record it stands at, each once."""
        listed = ((name, f"roll_call.members[{i}]") for i, (name, _) in enumerate(self.roll))
        found: dict[str, str] = {}
        for name, fact in chain(listed, self.named):
            found.setdefault(name, fact)
        return list(found.items())

    def noting(self, note: Note) -> Entry:
        """The same with one more finding."""
        return replace(self, notes=(*self.notes, note))


def entry_of(
    listed: Listed, other_paths: tuple[str, ...], record: Record, corrected: frozenset[str], table: Municipalities,
    terms: Terms, subjects: Subjects,
) -> Entry:  # fmt: skip
    """What to remember of a document.

    Raises
    ------
    ValueError
        Where the record has a date that is none.
    """
    name = record.get("municipality")
    municipality_id, basis, notes = _municipality(name, listed.listed_under, table)
    subject = record.get("subject")
    about = subjects.of(subject)
    kind: ListKind = at(record, "conventions", "list_kind") or "opening"
    given = "list_kind" in (at(record, "conventions", "given") or ())
    session_date, decision_year = day(at(record, "session", "date")), at(record, "decision", "year")
    return Entry(
        listed=listed,
        other_paths=other_paths,
        municipality=name,
        municipality_id=municipality_id,
        basis=basis,
        body=record.get("body"),
        decision_number=at(record, "decision", "number"),
        decision_year=decision_year,
        session_date=session_date,
        session_number=at(record, "session", "number"),
        session_time=at(record, "session", "time"),
        session_kind=at(record, "session", "kind"),
        status=_status(record),
        facts=_facts(record),
        rank=_rank(record),
        notes=notes,
        term=terms.of(session_date, decision_year),
        subject_class=about,
        roll=tuple((m["name"], m["status"]) for m in at(record, "roll_call", "members") or ()),
        named=_named(record),
        names_everybody=names_everybody(record),
        moved=tuple(dict.fromkeys(m["name"] for m in record.get("movements") or ())),
        list_kinds=None if record.get("list_kinds") is None else tuple(record["list_kinds"]),
        list_kind=kind,
        settled_kind=kind,
        list_kind_given=given,
        settled_basis="given" if given else "default",
        has_rival_lists="rival_lists" in record,
        oath=subject if about and about.name == SWEARING_IN else None,
        corrected=corrected,
    )


def _named(record: Record) -> tuple[tuple[str, str], ...]:
    if names_everybody(record):
        return ()
    listed = {m["name"] for m in at(record, "roll_call", "members") or ()}
    found = [(m["name"], f"movements[{i}]") for i, m in enumerate(record.get("movements") or ())]
    found += [(a["name"], f"absences[{i}]") for i, a in enumerate(record.get("absences") or ())]
    found += [(v["name"], f"vote.votes[{i}]") for i, v in enumerate(at(record, "vote", "votes") or ())]
    return tuple((name, fact) for name, fact in found if name not in listed)


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
