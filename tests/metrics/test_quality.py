"""Findings counted by documents, and each with its words."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cni_analytics.metrics.intervals import clustered_rate
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
    assert swapped[["findings", "documents", "n", "severity"]].tolist() == [2, 1, 2, "error"]
    assert swapped["rate"] == pytest.approx(1 / 2)
    assert swapped["coverage"] == pytest.approx(2 / 3)
    assert swapped[["range_low", "range_high"]].tolist() == [pytest.approx(1 / 3), pytest.approx(2 / 3)]
    assert found["municipality_id"].isna().sum() == 1


def test_a_document_that_cannot_be_read_counts_where_that_is_the_finding() -> None:
    rows = [{"document_id": "d002", "code": "unreadable_document", "message": "-"}]
    found = findings_by_code(table("findings", rows), DOCUMENTS).iloc[0]
    assert found[["documents", "n", "coverage", "range_low", "range_high"]].tolist() == [
        1, 3, 1, pytest.approx(1 / 3), pytest.approx(1 / 3),
    ]  # fmt: skip


DAYS = st.lists(st.tuples(st.integers(0, 4), st.booleans(), st.booleans()), min_size=1, max_size=25)


@settings(max_examples=10, deadline=None)
@given(DAYS)
@example([(0, True, False), (1, False, True), (1, False, True), (1, True, False), (2, False, True), (2, False, True)])
def test_the_interval_takes_the_documents_of_a_day_together(documents: list[tuple[int, bool, bool]]) -> None:
    """The same as counting document by document, whatever could be read and whatever was found."""
    rows = [{"session_date": f"2024-06-{day + 1:02d}", "text_source": "embedded" if read else "none"}
            for day, read, _ in documents]  # fmt: skip
    hits = [f"d{i:03d}" for i, (_, _, hit) in enumerate(documents) if hit]
    found = findings_by_code(
        table("findings", [{"document_id": d, "code": "x", "message": "-"} for d in hits]), table("documents", rows)
    )
    if not hits:
        assert found.empty
        return
    counted = pd.DataFrame([(day, float(hit)) for day, read, hit in documents if read or hit], columns=["day", "hit"])
    one = pd.Series(1.0, index=counted.index)
    expected = clustered_rate(counted["hit"], one, one, counted["day"]).iloc[0]
    for name in ("rate", "ci_low", "ci_high", "design_effect", "clusters"):
        assert found.iloc[0][name] == pytest.approx(expected[name], abs=1e-9), name


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
