"""Small corpora for tests: tables of the corpus as DataFrames, from the few columns a test speaks about."""

from __future__ import annotations

from typing import Any

import pandas as pd

from cni_analytics.tables.schemas import TABLES

DEFAULTS: dict[str, dict[str, Any]] = {
    "decisions": {
        "municipality_id": "aetochori", "body": "municipal_council", "session_date": "2024-06-26",
        "session_format": "in_person", "session_kind": "regular", "roll_call_layout": "present_absent",
        "unanimity": "unsettled", "corrected": False,
    },
    "attendance": {
        "municipality_id": "aetochori", "body": "municipal_council", "session_date": "2024-06-26",
        "status_roll_call": "present", "settled": True, "reading_dependent": False, "corrected": False,
    },
    "votes": {"municipality_id": "aetochori", "body": "municipal_council", "session_date": "2024-06-26",
              "origin": "stated", "corrected": False},
    "movements": {"municipality_id": "aetochori", "body": "municipal_council", "corrected": False},
    "findings": {"municipality_id": "aetochori", "severity": "warning", "scope": "document", "corrected": False},
    "documents": {"municipality_id": "aetochori", "body": "municipal_council", "text_source": "embedded",
                  "status": "counted", "session_date": "2024-06-26", "source": "folder", "corrected": False},
    "acts": {"municipality_id": "aetochori", "body": "municipal_council", "origin": "stated", "corrected": False},
    "evidence": {"municipality_id": "aetochori", "page": 1, "ordinal": 0},
}  # fmt: skip


def table(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """The table with every column of its schema; what a row leaves out is the default, or missing."""
    columns = [c.name for c in TABLES[name].columns]
    known = DEFAULTS.get(name, {})
    full = []
    for i, row in enumerate(rows):
        wrong = set(row) - set(columns)
        assert not wrong, f"{name} has no column {wrong}"
        base = {"document_id": f"d{i:03d}", "ordinal": i, "fact": "", **known, **row}
        if "session_date" in columns and "year" not in row and base.get("session_date"):
            base["year"] = int(str(base["session_date"])[:4])
        full.append({c: base.get(c) for c in columns})
    return pd.DataFrame(full, columns=columns)
