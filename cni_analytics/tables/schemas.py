"""One schema per table of the corpus; the data dictionary and the ``datapackage.json`` are made from these."""

from __future__ import annotations

from cni_analytics.tables.columns import Table, fingerprint
from cni_analytics.tables.decision_tables import (
    ABSENCES,
    ACTS,
    ATTENDANCE,
    COMMITMENTS,
    DECISIONS,
    DOCUMENTS,
    EVIDENCE,
    FINDINGS,
    MOVEMENTS,
    REFERENCES,
    RESOLUTIONS,
    SESSIONS,
    VOTES,
)  # fmt: skip
from cni_analytics.tables.list_kinds import LIST_KINDS_TABLE
from cni_analytics.tables.listings import LISTINGS
from cni_analytics.tables.people_tables import PEOPLE, SPELLINGS
from cni_analytics.tables.reference_tables import CORRECTIONS, MEMBERSHIPS, OBSERVED_DECISIONS, RULINGS

__all__ = [
    "ABSENCES",
    "ACTS",
    "ATTENDANCE",
    "COMMITMENTS",
    "CORRECTIONS",
    "DECISIONS",
    "DOCUMENTS",
    "EVIDENCE",
    "FINDINGS",
    "LISTINGS",
    "LIST_KINDS_TABLE",
    "MEMBERSHIPS",
    "MOVEMENTS",
    "OBSERVED_DECISIONS",
    "PEOPLE",
    "REFERENCES",
    "RESOLUTIONS",
    "RULINGS",
    "SCHEMA_VERSION",
    "SESSIONS",
    "SPELLINGS",
    "TABLES",
    "VOTES",
]  # fmt: skip

TABLES: dict[str, Table] = {
    t.name: t
    for t in (
        DOCUMENTS, DECISIONS, SESSIONS, ATTENDANCE, MOVEMENTS, ABSENCES, VOTES, RESOLUTIONS, REFERENCES, PEOPLE,
        SPELLINGS, LIST_KINDS_TABLE, FINDINGS, EVIDENCE, MEMBERSHIPS, COMMITMENTS, ACTS, OBSERVED_DECISIONS,
        CORRECTIONS, RULINGS, LISTINGS,
    )
}  # fmt: skip
"""Every table by name, in the order of the data dictionary."""

SCHEMA_VERSION = fingerprint(TABLES)
