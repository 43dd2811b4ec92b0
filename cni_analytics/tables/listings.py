"""How many decisions the sources list, by municipality and month: what the documents are measured against."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cni_analytics.sources.listing import Announcements
from cni_analytics.tables.columns import Table
from cni_analytics.tables.entries import Entry
from cni_analytics.tables.shared_columns import INT, TEXT, col

LISTINGS = Table(
    "listings",
    "A month of a municipality whose decisions a source was asked to list in full; months not asked for have no row.",
    (
        col("municipality_id", TEXT, "provenance", "Which municipality, as in `documents`.", nullable=False),
        col("month", TEXT, "provenance", "`YYYY-MM`: of the session where the document was read, of the issue else.",
           nullable=False),
        col("listed", INT, "provenance",
           "Decisions that are listed and stand, each once however often it was posted; 0 where there are none. "
           "What was read and holds no decision of a body is not counted: a unit may publish the mayor's acts too.",
           nullable=False),
        col("fetched", INT, "provenance", "Those of them whose document is there.", nullable=False),
    ),
    ("municipality_id", "month"),
    partitioned=False,
)  # fmt: skip


def fingerprint(announcements: Sequence[Announcements]) -> str | None:
    """A short hash over what the sources list; ``None`` where none of them lists anything."""
    if not announcements:
        return None
    plain = [([repr(a) for a in of.decisions], sorted(of.months)) for of in announcements]
    return hashlib.sha256(repr(plain).encode()).hexdigest()[:16]


def listing_rows(announcements: Iterable[Announcements], entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Rows of ``listings``.

    A decision counts in the month of its session, as its document does, so that both can be compared;
    where no document says, in the month it was issued in.

    Parameters
    ----------
    announcements
        What each source lists.
    entries
        Every document of the corpus.
    """
    by_content = {e.listed.sha256: e for e in entries}
    decisions: dict[tuple[str, str], set[str]] = defaultdict(set)
    there: dict[tuple[str, str], set[str]] = defaultdict(set)
    months: set[tuple[str, str]] = set()
    for of in announcements:
        months |= of.months
        for decision in of.decisions:
            entry = _counted(by_content.get(decision.sha256 or ""), by_content)
            if entry and entry.status == "no_decision":
                continue
            day = (entry.session_date if entry else None) or decision.issue_date
            if day is None:
                continue
            key = (entry.municipality_id if entry else None) or decision.municipality_id, f"{day:%Y-%m}"
            what = entry.listed.sha256 if entry else decision.ada
            decisions[key].add(what)
            if entry:
                there[key].add(what)
    return [
        {"municipality_id": m, "month": month, "listed": len(decisions[m, month]), "fetched": len(there[m, month])}
        for m, month in sorted(months)
    ]


def _counted(entry: Entry | None, by_content: Mapping[str, Entry]) -> Entry | None:
    """The document that counts for this one."""
    return by_content.get(entry.duplicate_of, entry) if entry and entry.duplicate_of else entry
