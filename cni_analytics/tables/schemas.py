"""One schema per table of the corpus; the data dictionary and the ``datapackage.json`` are made from these."""

from __future__ import annotations

from cni_analytics.tables.columns import Table, fingerprint
from cni_analytics.tables.decision_tables import (
    ACTS,
    ATTENDANCE,
    COMMITMENTS,
    DECISIONS,
    DOCUMENTS,
    EVIDENCE,
    FINDINGS,
    MOVEMENTS,
    PEOPLE,
    REFERENCES,
    RESOLUTIONS,
    SESSIONS,
    VOTES,
)  # fmt: skip
from cni_analytics.tables.listings import LISTINGS
from cni_analytics.tables.reference_tables import CORRECTIONS, MEMBERSHIPS, OBSERVED_DECISIONS

__all__ = [
    "ACTS", "ATTENDANCE", "COMMITMENTS", "CORRECTIONS", "DECISIONS", "DOCUMENTS", "EVIDENCE", "FINDINGS", "LISTINGS",
    "MEMBERSHIPS", "MOVEMENTS", "OBSERVED_DECISIONS", "PEOPLE", "REFERENCES", "RESOLUTIONS", "SCHEMA_VERSION",
    "SESSIONS", "TABLES", "VOTES",
]  # fmt: skip

TABLES: dict[str, Table] = {
    t.name: t
    for t in (
        DOCUMENTS, DECISIONS, SESSIONS, ATTENDANCE, MOVEMENTS, VOTES, RESOLUTIONS, REFERENCES, PEOPLE, FINDINGS,
        EVIDENCE, MEMBERSHIPS, COMMITMENTS, ACTS, OBSERVED_DECISIONS, CORRECTIONS,
        LISTINGS,
    )
}  # fmt: skip
"""Every table by name, in the order of the data dictionary."""

SCHEMA_VERSION = fingerprint(TABLES)
