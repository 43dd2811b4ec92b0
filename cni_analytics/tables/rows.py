"""One decision record into rows: pure, one function a table."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cni_analytics.tables.municipalities import Municipalities
from cni_analytics.tables.shared_columns import CHOICES

Record = Mapping[str, Any]
Row = dict[str, Any]
Rows = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a decision stands in the corpus: the columns every table shares."""

    document_id: str
    municipality_id: str | None
    year: int | None
    decision_id: str
    session_id: str | None
    body: str | None
    session_date: dt.date | None
    decision_number: int | None
    decision_year: int | None
    term: str | None = None
    subject_class: str | None = None
    subject_class_by: str | None = None
    list_kind: str = "opening"
    list_kind_basis: str = "default"
    corrected: frozenset[str] = frozenset()
    """Paths of the record that a correction changed."""

    @property
    def where(self) -> Row:
        """Document, municipality and year."""
        return {"document_id": self.document_id, "municipality_id": self.municipality_id, "year": self.year}

    @property
    def decided(self) -> Row:
        """What every row of a decision begins with."""
        return self.where | {
            "decision_id": self.decision_id,
            "session_id": self.session_id,
            "body": self.body,
            "session_date": self.session_date,
            "decision_number": self.decision_number,
            "decision_year": self.decision_year,
        }

    def was_corrected(self, *paths: str) -> bool:
        """Whether a correction changed something at, under or above one of these paths."""
        return any(_touches(done, path) for done in self.corrected for path in paths)


def _touches(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long == short or (long.startswith(short) and long[len(short)] in ".[")


def decision_rows(record: Record, place: Place, municipalities: Municipalities, people: Mapping[str, str]) -> Rows:
    """Every row of one decision but for the tables that need several documents.

    Parameters
    ----------
    record
        A decision record.
    place
        Where it stands.
    municipalities
        To tell the municipalities a memorandum names.
    people
        The person behind each spelling of the document.

    Returns
    -------
    dict of list
        Table name → rows.
    """
    person = _identities(record, people)
    return {
        "decisions": [_decision(record, place)],
        "attendance": _attendance(record, place, people),
        "movements": [
            {
                "name": m["name"],
                "person_id": person(m["name"]),
                "kind": m["kind"],
                "item_number": at(m, "item", "number"),
                "item_out_of_agenda": at(m, "item", "out_of_agenda"),
                "moment": m.get("moment"),
                "anchor_decision_number": at(m, "decision", "number"),
                "anchor_decision_year": at(m, "decision", "year"),
            }
            | _each(place, f"movements[{i}]", i)
            for i, m in enumerate(record.get("movements") or ())
        ],
        "absences": [
            {
                "name": a["name"],
                "person_id": person(a["name"]),
                "item_number": at(a, "item", "number"),
                "item_out_of_agenda": at(a, "item", "out_of_agenda"),
                "anchor_decision_number": at(a, "decision", "number"),
                "anchor_decision_year": at(a, "decision", "year"),
            }
            | _each(place, f"absences[{i}]", i)
            for i, a in enumerate(record.get("absences") or ())
        ],
        "votes": [
            {
                "name": v["name"],
                "person_id": person(v["name"]),
                "vote": v["vote"],
                "origin": v["origin"],
                "part": v.get("part"),
            }
            | _each(place, f"vote.votes[{i}]", i, *(DERIVED_FROM["vote.votes"] if v["origin"] == "derived" else ()))
            for i, v in enumerate(at(record, "vote", "votes") or ())
        ],
        "resolutions": [
            {"label": r.get("label"), "text": r["text"]} | _each(place, f"resolutions[{i}]", i)
            for i, r in enumerate(record.get("resolutions") or ())
        ],
        "references": [
            {
                "kind": r["kind"],
                "number": r.get("number"),
                "cited_year": r.get("year"),
                "article": r.get("article"),
                "paragraph": r.get("paragraph"),
            }
            | _each(place, f"legal_references[{i}]", i)
            for i, r in enumerate(record.get("legal_references") or ())
        ],
        "commitments": _commitments(record, place, municipalities),
        "acts": _acts(record, place),
    }


_ALL_NAMED = ("present_absent", "composition_absent")


def _identities(record: Record, people: Mapping[str, str]) -> Callable[[str], str | None]:
    # Beside a roll call that names everybody, a name it does not have is a misreading or a namesake: nobody's id.
    listed = {m["name"] for m in at(record, "roll_call", "members") or ()}
    everybody = names_everybody(record)
    return lambda name: None if everybody and name not in listed else people.get(name)


def names_everybody(record: Record) -> bool:
    """Whether the roll call of a record names every member, present or not."""
    return bool(at(record, "roll_call", "members")) and at(record, "roll_call", "layout") in _ALL_NAMED


DERIVED_FROM: dict[str, tuple[str, ...]] = {
    "attendance_at_item": ("roll_call.members", "movements", "absences", "agenda_item"),
    "vote.votes": ("roll_call.members", "movements", "absences", "agenda_item", "attendance_at_item", "vote.outcome",
                   "vote.result", "vote.tally"),
    "vote.unanimity": ("vote.outcome", "vote.result", "vote.tally", "vote.votes"),
    "list_kinds": ("roll_call.members", "roll_call.layout", "movements", "agenda_item", "decision", "discussion_order"),
}  # fmt: skip
"""Which stated facts a derived one hangs on."""


def document_rows(record: Record, place: Place) -> Rows:
    """The findings and the evidence of a document, counted or not."""
    evidence = [
        place.where
        | {
            "fact": fact,
            "ordinal": i,
            "page": span["page"],
            "start": span["start"],
            "end": span["end"],
            "text": span["text"],
            "words": span.get("words") or " ".join(span["text"].split()),
        }
        for fact, spans in _evidence(record).items()
        for i, span in enumerate(spans)
    ]
    findings = [
        place.decided
        | {
            "ordinal": i,
            "code": f["code"],
            "severity": f.get("severity") or "warning",
            "message": f.get("message") or f["code"],
            "message_en": f.get("message_en"),
            "scope": "document",
            "fact": f"findings[{i}]",
        }
        for i, f in enumerate(record.get("findings") or ())
    ]
    return {"findings": findings, "evidence": evidence}


_STEP = re.compile(r"\.(\d+)(?=\.|\[|$)")


def fact_path(path: str) -> str:
    """A path of the record in the one form the tables use: ``movements[0].item``."""
    return _STEP.sub(r"[\1]", path)


def _evidence(record: Record) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for path, spans in (record.get("evidence") or {}).items():
        found.setdefault(fact_path(path), []).extend(spans)
    for i, finding in enumerate(record.get("findings") or ()):
        path = f"findings[{i}]"
        if path not in found and finding.get("evidence"):
            found[path] = list(finding["evidence"])
    return found


def _decision(record: Record, place: Place) -> Row:
    roll_call, vote = record.get("roll_call") or {}, record.get("vote") or {}
    members = roll_call.get("members") or ()
    there = record.get("attendance_at_item") or {}
    settled = bool(there.get("settled"))
    present, absent = there.get("present") or (), there.get("absent") or ()
    hanging = set(there.get("reading_dependent") or ())
    mayor = record.get("mayor") or {}
    seats, layout = roll_call.get("seats"), roll_call.get("layout")
    listed: Callable[[str], int | None] = lambda status: (  # noqa: E731
        sum(m["status"] == status for m in members) if members else None
    )
    return place.decided | {
        "term": place.term,
        "municipality": record.get("municipality"),
        "ada": at(record, "document", "ada"),
        "session_number": at(record, "session", "number"),
        "session_time": at(record, "session", "time"),
        "session_kind": at(record, "session", "kind"),
        "session_format": at(record, "session", "format"),
        "item_number": at(record, "agenda_item", "number"),
        "item_out_of_agenda": at(record, "agenda_item", "out_of_agenda"),
        "discussed": None,
        "discussed_basis": None,
        "subject": record.get("subject"),
        "subject_class": place.subject_class,
        "subject_class_by": place.subject_class_by,
        "roll_call_layout": layout,
        "seats": seats,
        "present_count": roll_call.get("present_count"),
        "absent_count": roll_call.get("absent_count"),
        # Where only the absent are named, no name among the present is not «nobody was present».
        "list_kind": place.list_kind,
        "list_kind_basis": place.list_kind_basis,
        "departure_during": at(record, "conventions", "departure_during") or "absent",
        "listed_present": None if layout in ("absent_only", "counts_only") else listed("present"),
        "listed_absent": None if layout == "counts_only" else listed("absent"),
        "mayor_name": mayor.get("name"),
        "mayor_present": mayor.get("present"),
        "item_settled": settled,
        "present_at_item": len(present) if settled else None,
        "absent_at_item": len(absent) if settled else None,
        "present_at_item_min": sum(n not in hanging for n in present) if settled else None,
        "present_at_item_max": len(present) + sum(n in hanging for n in absent) if settled else None,
        "quorum": quorum(seats, third_call=bool(roll_call.get("third_call"))),
        "vote_phrase": vote.get("phrase"),
        "stated_outcome": vote.get("outcome"),
        "result": vote.get("result"),
        **{f"tally_{choice}": (vote.get("tally") or {}).get(choice) for choice in CHOICES},
        "unanimity": vote.get("unanimity") or "unsettled",
        "corrected": bool(place.corrected),
        "fact": "decision",
    }


def quorum(seats: int | None, *, third_call: bool = False) -> int | None:
    """Members needed at the opening.

    Parameters
    ----------
    seats
        Seats of the body; ``None`` where they are not stated.
    third_call
        Whether the session met at the third call.

    Returns
    -------
    int or None
        The absolute majority of the seats (ν. 4555/2018, art. 74 §10), or a third of them, rounded up, at
        the third call (ν. 3463/2006, art. 96 §3).
    """
    if seats is None:
        return None
    return -(-seats // 3) if third_call else seats // 2 + 1


def _attendance(record: Record, place: Place, people: Mapping[str, str]) -> list[Row]:
    there = record.get("attendance_at_item") or {}
    settled = bool(there.get("settled"))
    at_item = dict.fromkeys(there.get("present") or (), "present")
    at_item |= dict.fromkeys(there.get("absent") or (), "absent")
    hanging = set(there.get("reading_dependent") or ())
    return [
        {
            "person_id": people.get(m["name"]),
            "name": m["name"],
            "role": m.get("role"),
            "status_roll_call": m["status"],
            "status_at_item": at_item.get(m["name"]) if settled else None,
            "settled": settled,
            "reading_dependent": m["name"] in hanging,
            "list_kind": place.list_kind,
            "list_kind_basis": place.list_kind_basis,
        }
        | _each(place, f"roll_call.members[{i}]", i, *DERIVED_FROM["attendance_at_item"], "attendance_at_item")
        for i, m in enumerate(at(record, "roll_call", "members") or ())
    ]


def _commitments(record: Record, place: Place, municipalities: Municipalities) -> list[Row]:
    memorandum = record.get("memorandum") or {}
    rows = []
    for i, c in enumerate(memorandum.get("commitments") or ()):
        value = str(c["value"])
        member = None
        if c["kind"] in ("member", "founder"):
            member = municipalities.match_member(value, memorandum.get("network")).id
        rows.append(
            {
                "network": memorandum.get("network"),
                "kind": c["kind"],
                "place": c.get("place"),
                "position": c.get("ordinal"),
                "value": value,
                "value_number": int(value) if re.fullmatch(r"[0-9]{1,9}", value) else None,
                "value_date": day(value) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) else None,
                "member_municipality_id": member,
            }
            | _each(place, f"memorandum.commitments[{i}]", i)
        )
    return rows


def _acts(record: Record, place: Place) -> list[Row]:
    found: list[Row] = []

    def add(kind: str, fact: str, *, date: dt.date | None = None, number: str | None = None,
            issuer: str | None = None, earliest: dt.date | None = None, latest: dt.date | None = None,
            rule: str | None = None) -> None:  # fmt: skip
        row = {
            "kind": kind,
            "number": number,
            "issuer": issuer,
            "date": date,
            "earliest": earliest or date,
            "latest": latest or date,
            "origin": "stated" if rule is None else "derived",
            "rule": rule,
        }
        found.append(row | _each(place, fact, len(found)))

    for i, act in enumerate(record.get("acts") or ()):
        add(act["kind"], f"acts[{i}]", date=day(act.get("date")), number=act.get("number"), issuer=act.get("issuer"))
    if place.session_date:
        number, year = place.decision_number, place.decision_year
        add("council_decision", "session.date", date=place.session_date, issuer=place.body,
            number=f"{number}/{year}" if number and year else None)  # fmt: skip
    clauses = (record.get("memorandum") or {}).get("commitments") or ()
    text_date = next((day(str(c["value"])) for c in clauses if c["kind"] == "text_date"), None)
    for i, clause in enumerate(clauses):
        if (
            clause["kind"] == "review_interval_years"
            and text_date
            and re.fullmatch(r"[0-9]{1,2}", str(clause["value"]))
        ):
            month = dt.date(text_date.year + int(clause["value"]), text_date.month, 1)
            add("next_review", f"memorandum.commitments[{i}]", earliest=month, latest=_month_end(month),
                rule="the month of the memorandum's text plus its review interval")  # fmt: skip
            break
    return found


def _month_end(first: dt.date) -> dt.date:
    return (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)


def _each(place: Place, fact: str, ordinal: int, *also: str) -> Row:
    return place.decided | {"ordinal": ordinal, "corrected": place.was_corrected(fact, *also), "fact": fact}


def day(value: str | None) -> dt.date | None:
    """An ISO day as a date; a damaged one raises ``ValueError``."""
    return None if value is None else dt.date.fromisoformat(value)


def at(record: Mapping[str, Any] | None, *keys: str) -> Any:
    """A value deep in a record; ``None`` where anything on the way is missing."""
    value: Any = record
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value
