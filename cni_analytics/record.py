"""The decision record (``schema: cni-decision/1``): every fact of one document as a plain ``dict``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from cni_analytics.derivation.conventions import DEFAULT, Conventions, ListKind
from cni_analytics.derivation.numbering import decision_number
from cni_analytics.derivation.types import Derived, Finding
from cni_analytics.statements.acts import acts_record
from cni_analytics.statements.memorandum import memorandum_record
from cni_analytics.statements.types import (
    DecisionNumber,
    Header,
    Item,
    Movement,
    RollCall,
    Span,
    Stated,
    Statements,
    Vote,
    VoteStatement,
)
from cni_analytics.text.document import Document
from cni_analytics.text.reading import EvidenceSpan, Reading

SCHEMA = "cni-decision/1"
Record = dict[str, Any]
ConventionsOf = Callable[[Header], Conventions]
"""How the body of a document does things where bodies differ, told by the document's header."""
RIVALS: tuple[ListKind, ...] = ("cumulative", "per_decision", "unknown")
HANGS_ON_LISTS = ("attendance_at_item", "vote", "findings", "conventions")
"""The keys of a record that hang on what the list of those present is."""


def record_of(
    document: Document, conventions: Conventions | ConventionsOf = DEFAULT, *, rivals: bool = False
) -> Record:
    """Read a document and give its record.

    Parameters
    ----------
    document
        As opened; one that could not be read yields a record of nulls with the finding that says why.
    conventions
        How the body that decided does things where bodies differ; a function is asked with the header.
    rivals
        Whether to add ``rival_lists``: what would be otherwise if the list of those present were of another kind,
        unless it is known of what kind it is.

    Returns
    -------
    dict
        As ``build_record``. No text makes this raise.
    """
    from cni_analytics.derivation import derive
    from cni_analytics.statements import read

    reading = Reading(document)
    statements = read(reading)
    ways = conventions(statements.header) if callable(conventions) else conventions
    record = build_record(reading, statements, derive(statements, ways))
    if rivals and "list_kind" not in ways.fixed:
        others = {kind: derive(statements, replace(ways, list_kind=kind)) for kind in RIVALS}
        differing = {
            kind: {key: value for key in HANGS_ON_LISTS if (value := other[key]) != record[key]}
            for kind, derived in others.items()
            for other in (build_record(reading, statements, derived),)
        }
        record["rival_lists"] = {kind: keys for kind, keys in differing.items() if keys.keys() != {"conventions"}}
    return record


def build_record(reading: Reading, statements: Statements, derived: Derived) -> Record:
    """The record of one document.

    Parameters
    ----------
    reading
        The document's text, for the words of each fact and for what was wrong with the file itself.
    statements
        What the page prints.
    derived
        What follows from it.

    Returns
    -------
    dict
        Keys, meaning and order as the decision record defines them. ``None`` stands for what the page does
        not say. ``evidence`` leads from the path of a key to the words on the page; what is derived has none.
    """
    document, header, vote = reading.document, statements.header, statements.vote
    return {
        "schema": SCHEMA,
        "document": {
            "sha256": document.sha256,
            "media_type": document.media_type,
            "pages": len(document.pages),
            "text_source": document.text_source,
            "ada": _value(header.ada),
        },
        "municipality": _value(header.municipality),
        "body": _value(header.body),
        "decision": _number(decision_number(header)),
        "session": {
            "number": _value(header.session_number),
            "date": _value(header.session_date),
            "time": _value(header.session_time),
            "kind": _value(header.session_kind),
            "format": _value(header.session_format),
        },
        "agenda_item": _item(header.item.value) if header.item else None,
        "subject": _value(header.subject),
        "roll_call": _roll_call(statements.roll_call),
        "mayor": _mayor(statements.roll_call),
        "movements": [_movement(m) for m in statements.movements],
        "absences": [
            {"name": a.name, "item": _item(a.item), "decision": _number(a.decision)} for a in statements.absences
        ],
        "discussion_order": None
        if statements.discussion_order is None
        else [_item(item) for item in statements.discussion_order],
        "attendance_at_item": {
            "present": list(derived.attendance.present),
            "absent": list(derived.attendance.absent),
            "settled": derived.attendance.settled,
            "reading_dependent": list(derived.attendance.reading_dependent),
        },
        "vote": _vote(vote, derived),
        "resolutions": [{"label": r.label, "text": r.text} for r in statements.resolutions],
        "legal_references": [
            {"kind": r.kind, "number": r.number, "year": r.year, "article": r.article, "paragraph": r.paragraph}
            for r in statements.references
        ],
        "acts": acts_record(statements.acts),
        "memorandum": memorandum_record(statements.memorandum),
        "conventions": derived.conventions.plain(),
        "list_kinds": None if derived.list_kinds is None else list(derived.list_kinds),
        "findings": [*_problems(document), *(_finding(reading, f) for f in _findings(reading, derived))],
        "evidence": {path: reading.evidence(s.start, s.end) for path, s in _spans(statements)},
    }


def _value(stated: Stated[Any] | None) -> Any:
    return None if stated is None else stated.value


def _item(item: Item | None) -> dict[str, Any] | None:
    return None if item is None else {"number": item.number, "out_of_agenda": item.out_of_agenda}


def _number(decision: DecisionNumber | None) -> dict[str, Any] | None:
    return None if decision is None else {"number": decision.number, "year": decision.year}


def _roll_call(roll_call: RollCall) -> dict[str, Any]:
    def first(what: str) -> int | None:
        return next((f.value for f in roll_call.figures if f.what == what), None)

    return {
        "layout": roll_call.layout,
        "seats": first("seats"),
        "present_count": first("present"),
        "absent_count": first("absent"),
        "members": [{"name": m.name, "status": m.status, "role": m.role} for m in roll_call.members],
        "third_call": roll_call.third_call,
    }


def _mayor(roll_call: RollCall) -> dict[str, Any] | None:
    mayor = roll_call.mayor
    return None if mayor is None else {"name": mayor.name, "present": mayor.present}


def _movement(movement: Movement) -> dict[str, Any]:
    return {
        "name": movement.name,
        "kind": movement.kind,
        "item": _item(movement.item),
        "moment": movement.moment,
        "decision": _number(movement.decision),
    }


def _vote(vote: VoteStatement, derived: Derived) -> dict[str, Any]:
    figures = {t.choice: t.value for t in vote.tally}
    return {
        "phrase": _value(vote.phrase),
        "outcome": _value(vote.outcome),
        "result": _value(vote.result),
        "tally": {choice: figures.get(choice) for choice in ("for", "against", "blank", "present", "abstain")},
        "votes": [
            *(_stated_vote(v) for v in vote.votes),
            *({"name": v.name, "vote": v.choice, "origin": "derived"} for v in derived.votes),
        ],
        "unanimity": derived.unanimity,
    }


def _stated_vote(vote: Vote) -> dict[str, Any]:
    stated = {"name": vote.name, "vote": vote.choice, "origin": "stated"}
    return stated if vote.part is None else {**stated, "part": vote.part}


def _problems(document: Document) -> Iterator[dict[str, Any]]:
    for problem in document.problems:
        evidence: list[EvidenceSpan] = []
        if problem.page is not None:
            evidence.append({"page": problem.page, "start": 0, "end": 0, "text": ""})
        yield {
            "code": problem.code,
            "severity": problem.severity,
            "message": problem.message_el,
            "message_en": problem.message_en,
            "evidence": evidence,
        }


def _findings(reading: Reading, derived: Derived) -> Iterable[Finding]:
    """A file without text has no decision to miss anything in; its own problem is the finding."""
    return derived.findings if reading.text.strip() else ()


def _finding(reading: Reading, finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message_el,
        "message_en": finding.message_en,
        "evidence": [e for s in finding.spans for e in reading.evidence(s.start, s.end)],
    }


def _spans(statements: Statements) -> Iterator[tuple[str, Span]]:
    """The path of every stated fact, with where it stands."""
    header, vote, roll_call = statements.header, statements.vote, statements.roll_call
    stated: dict[str, Stated[Any] | None] = {
        "document.ada": header.ada,
        "municipality": header.municipality,
        "body": header.body,
        "decision": header.decision,
        "decision.number": header.decision,
        "session.number": header.session_number,
        "session.date": header.session_date,
        "session.time": header.session_time,
        "session.kind": header.session_kind,
        "session.format": header.session_format,
        "agenda_item": header.item,
        "subject": header.subject,
        "vote.phrase": vote.phrase,
        "vote.outcome": vote.outcome,
        "vote.result": vote.result,
        "memorandum.network": statements.memorandum.network if statements.memorandum else None,
    }
    for path, fact in stated.items():
        if fact is not None:
            yield path, fact.span
    if header.decision is not None:
        years = [d.span for d in (header.decision, *header.other_decisions) if d.value.year is not None]
        years += [s.span for s in (header.session_year, header.session_date) if s is not None]
        if years:
            yield "decision.year", years[0]
    for key, what in (("seats", "seats"), ("present_count", "present"), ("absent_count", "absent")):
        figure = next((f for f in roll_call.figures if f.what == what), None)
        if figure is not None:
            yield f"roll_call.{key}", figure.span
    if roll_call.layout is not None and roll_call.span is not None:
        yield "roll_call.layout", roll_call.span
    if roll_call.mayor is not None:
        yield "mayor", roll_call.mayor.span
    seen = set()
    for tally in vote.tally:
        if tally.choice != "total" and tally.choice not in seen:
            seen.add(tally.choice)
            yield f"vote.tally.{tally.choice}", tally.span
    memorandum = statements.memorandum
    lists: dict[str, Iterable[Any]] = {
        "roll_call.members": roll_call.members,
        "movements": statements.movements,
        "absences": statements.absences,
        "vote.votes": vote.votes,
        "resolutions": statements.resolutions,
        "legal_references": statements.references,
        "acts": statements.acts,
        "memorandum.commitments": memorandum.commitments if memorandum else (),
    }
    for path, facts in lists.items():
        for n, fact in enumerate(facts):
            yield f"{path}.{n}", fact.span
