"""Reference rows, each led to the document of the corpus that states the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

Row = dict[str, Any]
_DECISION = re.compile(r"([0-9]+)/([0-9]{4})")
DecisionKey = tuple[str, str, int, int]
"""Municipality, body, number, year."""


def membership_rows(members: Iterable[Row], documents: Mapping[DecisionKey, str]) -> list[Row]:
    """Rows of ``memberships``: with the council's decision to join, where the corpus has it."""
    rows = []
    for row in members:
        decision = _DECISION.fullmatch(row["council_decision"] or "")
        key = (row["municipality_id"], "municipal_council", int(decision[1]), int(decision[2])) if decision else None
        rows.append(row | {"document_id": documents.get(key) if key else None})
    return rows


def observed_rows(observed: Iterable[Row], documents: Mapping[DecisionKey, str]) -> list[Row]:
    """Rows of ``observed_decisions``: with the document, where the corpus has it, so that none counts twice."""
    rows = []
    for row in observed:
        number, year = row["decision_number"], row["decision_year"]
        known = number is not None and year is not None
        key = (row["municipality_id"], row["body"], number, year) if known else None
        rows.append(row | {"document_id": documents.get(key) if key else None})
    return rows
