"""What is in hand against what there is, and that the unknown is said to be unknown."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cni_analytics.errors import InputError
from cni_analytics.metrics.coverage import (
    decision_number_gaps,
    documents_by_month,
    readable_shares,
    settled_shares,
)
from tests.metrics.frames_of import table

LISTED = pd.DataFrame({"municipality_id": ["aetochori"] * 2, "month": ["2024-06", "2024-05"], "listed": [4, 0]})


def test_one_document_of_an_unknown_list_has_no_coverage() -> None:
    months = documents_by_month(table("documents", [{}]))
    assert months[["month", "documents", "listing"]].to_numpy().tolist() == [["2024-06", 1, "unknown"]]
    assert months["coverage"].isna().all()
    assert months["listed"].isna().all()


def test_against_a_list() -> None:
    rows = [{}, {"text_source": "ocr"}, {"status": "duplicate"}]
    months = documents_by_month(table("documents", rows), LISTED).set_index("month")
    assert months.loc["2024-06", ["documents", "counted", "duplicate", "ocr", "listed"]].tolist() == [3, 2, 1, 1, 4]
    assert months.loc["2024-06", "coverage"] == 0.5
    assert np.isnan(months.loc["2024-05", "coverage"])


def test_months_between_are_shown_empty_and_the_undated_apart() -> None:
    rows = [{"session_date": "2024-11-15"}, {"session_date": "2025-02-01"}, {"session_date": None}]
    months = documents_by_month(table("documents", rows))
    assert months["month"].fillna("-").tolist() == ["2024-11", "2024-12", "2025-01", "2025-02", "-"]
    assert months["documents"].tolist() == [1, 0, 0, 1, 1]


def test_gaps_in_the_numbers_of_a_year() -> None:
    rows = [{"decision_number": n, "decision_year": 2024} for n in (3, 4, 7, 7)] + [{"decision_number": None}]
    gaps = decision_number_gaps(table("decisions", rows)).iloc[0]
    assert gaps["gaps"] == "1-2 5-6"
    assert gaps[["n", "lowest", "highest", "missing", "missing_inside", "undated"]].tolist() == [3, 3, 7, 4, 2, 1]
    assert gaps["coverage_at_most"] == pytest.approx(3 / 7)


@given(st.sets(st.integers(1, 60), min_size=1))
def test_gaps_and_numbers_make_the_whole(numbers: set[int]) -> None:
    rows = [{"decision_number": n, "decision_year": 2024} for n in numbers]
    gaps = decision_number_gaps(table("decisions", rows)).iloc[0]
    assert gaps["n"] + gaps["missing"] == gaps["highest"] == max(numbers)
    lacking: set[int] = set()
    for part in ("" if pd.isna(gaps["gaps"]) else gaps["gaps"]).split():
        first, _, last = part.partition("-")
        lacking |= set(range(int(first), int(last or first) + 1))
    assert lacking == set(range(1, max(numbers) + 1)) - numbers


def test_readable_and_unreadable() -> None:
    rows = [{}, {"text_source": "ocr"}, {"text_source": "none", "status": "unreadable", "municipality_id": None}]
    shares = readable_shares(table("documents", rows))
    assert shares["share"].tolist() == [0.5, 0.5, 1.0]
    assert shares["unreadable"].tolist() == [0, 0, 1]


def test_settled_shares_count_what_is_known() -> None:
    rows = [
        {"decision_number": 1, "seats": 35, "item_settled": True, "unanimity": "unanimous"},
        {"roll_call_layout": "absent_only", "present_count": 20},
        {"roll_call_layout": None, "session_date": None},
    ]
    shares = settled_shares(table("decisions", rows)).set_index("fact")
    assert shares["known"].to_dict() == {
        "number": 1, "date": 2, "seats": 1, "roll_call": 2, "names": 1, "present_at_item": 1, "outcome": 0,
        "unanimity": 1,
    }  # fmt: skip
    whole = settled_shares(table("decisions", rows), by=())
    assert whole["known"].tolist() == shares["known"].tolist()


def test_nothing_given() -> None:
    assert len(documents_by_month(table("documents", []))) == 0
    assert len(decision_number_gaps(table("decisions", [{}]))) == 0
    assert len(readable_shares(table("documents", []))) == 0
    assert len(settled_shares(table("decisions", []), by=())) == 0
    with pytest.raises(InputError, match="session_date"):
        documents_by_month(table("documents", []).drop(columns="session_date"))
