"""The rows about documents themselves, and the findings that only show beside other documents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cni_analytics.tables.entries import Entry, Note
from cni_analytics.tables.rows import Record, Rows, at

Row = dict[str, Any]


def document_row(entry: Entry, record: Record, findings: Iterable[Row], reader: str) -> Row:
    """The row of ``documents``, whatever became of the document.

    Parameters
    ----------
    entry
        What the builder remembers of it.
    record
        Its decision record.
    findings
        Its rows of ``findings``, to count.
    reader
        Version of the reader.
    """
    severities = [f["severity"] for f in findings]
    listed = entry.listed
    return entry.place.where | {
        "municipality_basis": entry.basis,
        "source": listed.source,
        "path": listed.path,
        "other_paths": list(entry.other_paths),
        "listed_under": listed.listed_under,
        "listed_ada": listed.ada,
        "listed_version": listed.version if listed.ada else None,
        "listed_issue_date": listed.issue_date,
        "listed_publication_date": listed.publication_date,
        "size_bytes": listed.size,
        "media_type": at(record, "document", "media_type"),
        "pages": at(record, "document", "pages"),
        "text_source": at(record, "document", "text_source") or "none",
        "status": entry.status,
        "duplicate_of": entry.duplicate_of,
        "ada": at(record, "document", "ada"),
        "body": entry.body,
        "decision_number": entry.decision_number,
        "decision_year": entry.decision_year,
        "session_date": entry.session_date,
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
        "infos": severities.count("info"),
        "reader_version": reader,
        "corrected": bool(entry.corrected),
    }


def corpus_findings(entry: Entry, notes: Iterable[Note], rows: Rows) -> Rows:
    """Rows for what only the corpus can see, each with the words of the fact it is about.

    Parameters
    ----------
    entry
        The document.
    notes
        What was seen.
    rows
        The document's own ``findings`` and ``evidence``; the new ones are numbered after them.

    Returns
    -------
    dict of list
        More rows of ``findings`` and ``evidence``.
    """
    findings: list[Row] = []
    evidence: list[Row] = []
    for ordinal, note in enumerate(notes, len(rows["findings"])):
        fact = f"findings[{ordinal}]"
        findings.append(
            entry.place.decided
            | {
                "ordinal": ordinal,
                "code": note.code,
                "severity": note.severity,
                "message": note.message,
                "message_en": note.message_en,
                "scope": "corpus",
                "fact": fact,
            }
        )
        words = nearest(note.fact, rows["evidence"])
        evidence += [row | {"fact": fact, "ordinal": i} for i, row in enumerate(words)]
    return {"findings": findings, "evidence": evidence}


_RESTS_ON = {
    "vote.votes": ("vote.phrase", "vote.outcome", "vote.result", "vote.tally"),
    "vote.unanimity": ("vote.phrase", "vote.outcome", "vote.tally", "vote.votes"),
    "attendance_at_item": ("roll_call.members", "movements", "absences", "agenda_item"),
}
"""The stated facts whose words stand behind a derived one, which has none of its own."""


def nearest(fact: str, evidence: Iterable[Row]) -> list[Row]:
    """The words behind a fact.

    Parameters
    ----------
    fact
        Path in the decision record.
    evidence
        Rows of ``evidence`` of one document.

    Returns
    -------
    list of dict
        The fact's own rows, or else those of its parts, or of the nearest fact it is part of, or of the
        facts it is derived from.
    """
    rows = list(evidence)
    if found := _at_or_in(fact, rows):
        return found
    part = fact
    while cut := max(part.rfind("."), part.rfind("[")) + 1:
        part = part[: cut - 1]
        if whole := [row for row in rows if row["fact"] == part]:
            return whole
    for derived, sources in _RESTS_ON.items():
        if fact == derived or fact.startswith((f"{derived}.", f"{derived}[")):
            return [row for source in sources for row in _at_or_in(source, rows)]
    return []


def _at_or_in(fact: str, rows: list[Row]) -> list[Row]:
    own = [row for row in rows if row["fact"] == fact]
    return own or [row for row in rows if row["fact"].startswith((f"{fact}.", f"{fact}["))]
