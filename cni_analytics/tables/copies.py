"""What only shows beside other documents: the same decision twice, the same Latin id for two names."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from cni_analytics.tables.entries import Entry, Note
from cni_analytics.tables.keys import mark
from cni_analytics.tables.municipalities import Municipalities, name_key


def settle_names(entries: list[Entry], table: Municipalities) -> list[Entry]:
    """Keep apart municipalities outside the tables whose names differ and whose Latin ids would not."""
    keys: dict[str, set[str]] = defaultdict(set)
    for e in entries:
        if e.municipality_id and e.municipality and e.municipality_id not in table.known:
            keys[e.municipality_id].add(name_key(e.municipality))
    mixed = {i for i, names in keys.items() if len(names) > 1}
    return [_with_own_id(e, e.municipality) if e.municipality and e.municipality_id in mixed else e for e in entries]


def _with_own_id(entry: Entry, name: str) -> Entry:
    return replace(entry, municipality_id=f"{entry.municipality_id}-{mark(name_key(name))}")


def settle_duplicates(entries: Iterable[Entry]) -> list[Entry]:
    """Count each decision once, whatever number of documents carries it.

    Documents with the same municipality, body and number are one decision unless they print different
    session days: then the number was given twice, or misread, and each is counted, with a finding.
    """
    groups: dict[str, list[Entry]] = defaultdict(list)
    settled: list[Entry] = []
    for e in entries:
        (groups[e.decision_id] if e.status == "counted" else settled).append(e)
    for group in groups.values():
        days = {e.session_date for e in group if e.session_date}
        if len(group) == 1:
            settled += group
        elif len(days) > 1:
            settled += [e.noting(_repeated(e, sorted(days))) for e in group]
        else:
            kept, *others = sorted(group, key=lambda e: (e.rank, e.listed.path))
            parts = sorted({part for e in others for (part, one), (_, other) in zip(kept.facts, e.facts, strict=True)
                            if one != other})  # fmt: skip
            settled.append(kept.noting(_conflicting(len(others), parts)) if parts else kept)
            settled += [replace(e, status="duplicate", duplicate_of=kept.listed.sha256) for e in others]
    return settled


def _repeated(e: Entry, days: list[dt.date]) -> Note:
    named = ", ".join(d.isoformat() for d in days)
    return Note(
        "decision_number_repeated", "warning", "decision",
        f"Ο αριθμός {e.decision_number}/{e.decision_year} υπάρχει σε συνεδριάσεις διαφορετικών ημερών: {named}.",
        f"The number {e.decision_number}/{e.decision_year} stands in sessions of different days: {named}.",
    )  # fmt: skip


def _conflicting(others: int, parts: list[str]) -> Note:
    named = ", ".join(parts)
    return Note(
        "copies_disagree", "warning", parts[0],
        f"Άλλα {others} έγγραφα δίνουν την ίδια απόφαση με διαφορετικά στοιχεία ({named})· μετρά μόνο αυτό.",
        f"{others} more document(s) give the same decision with other facts ({named}); only this one counts.",
    )  # fmt: skip
