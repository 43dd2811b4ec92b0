"""Findings counted by documents, and each with its words."""

from __future__ import annotations

import pandas as pd
import pytest

from cni_analytics.metrics.quality import findings_by_code, findings_with_words
from tests.metrics.frames_of import table

DOCUMENTS = table(
    "documents",
    [{}, {}, {"text_source": "none", "status": "unreadable"}, {"status": "duplicate"}, {"municipality_id": None}],
)
SWAPPED = {"document_id": "d000", "code": "presence_counts_swapped", "message": "35 από 25", "fact": "findings[0]"}


def test_documents_with_a_finding_over_documents() -> None:
    rows = [
        SWAPPED,
        SWAPPED | {"severity": "error"},
        {"document_id": "d004", "code": "missing_outcome", "message": "-"},
    ]
    found = findings_by_code(table("findings", rows), DOCUMENTS)
    swapped = found[found["code"] == "presence_counts_swapped"].iloc[0]
    assert swapped[["findings", "documents", "n", "severity"]].tolist() == [2, 1, 3, "error"]
    assert swapped["rate"] == pytest.approx(1 / 3)
    assert swapped["coverage"] == pytest.approx(2 / 3)
    assert found["municipality_id"].isna().sum() == 1


def test_words_stand_beside_the_finding_in_the_order_of_the_page() -> None:
    evidence = table(
        "evidence",
        [
            {"document_id": "d000", "fact": "findings[0]", "page": 2, "start": 7, "end": 9, "words": "παρουσία\n 35"},
            {"document_id": "d000", "fact": "findings[0]", "page": 1, "start": 9, "end": 12, "words": "παρόντες 25"},
            {"document_id": "d001", "fact": "findings[0]", "page": 1, "start": 9, "end": 12, "words": "άλλο"},
        ],
    )
    rows = [SWAPPED, {"document_id": "d001", "code": "missing_outcome", "message": "-", "fact": "vote"}]
    found = findings_with_words(table("findings", rows), evidence)
    assert found["words"].fillna("").tolist() == ["παρόντες 25 … παρουσία 35", ""]
    assert found["page"].fillna(0).tolist() == [1, 0]


def test_the_gravest_come_first() -> None:
    rows = [SWAPPED, SWAPPED | {"severity": "error", "code": "x"}, SWAPPED | {"severity": "info", "code": "a"}]
    found = findings_with_words(table("findings", rows), table("evidence", []))
    assert found["severity"].tolist() == ["error", "warning", "info"]


def test_nothing_found() -> None:
    none = findings_with_words(table("findings", []), table("evidence", []))
    some = findings_with_words(table("findings", [SWAPPED]), table("evidence", []))
    assert none.dtypes.to_dict() == some.dtypes.to_dict()
    pd.testing.assert_index_equal(
        findings_by_code(table("findings", []), DOCUMENTS).columns,
        findings_by_code(table("findings", [SWAPPED]), DOCUMENTS).columns,
    )
