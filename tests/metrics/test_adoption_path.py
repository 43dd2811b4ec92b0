"""The way of a decision, censored at a harvest date that is given and never today's."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cni_analytics.errors import UsageError
from cni_analytics.metrics.adoption_path import STEPS, decision_path, decisions_on, step_durations, time_to_step
from tests.metrics.frames_of import table

ACTS = [
    {"kind": "invitation", "date": "2024-06-21", "number": "21814/27η"},
    {"kind": "proposal", "date": "2024-06-21"},
    {"kind": "council_decision", "date": "2024-06-26"},
    {"kind": "certified_copy", "date": "2024-06-27"},
    {"kind": "protocol", "date": "2024-06-25"},
    {"kind": "next_review", "earliest": "2026-06-01", "latest": "2026-06-30", "origin": "derived", "rule": "2 έτη"},
]


def _acts(*documents: list[dict[str, object]]) -> pd.DataFrame:
    rows = [
        {"document_id": f"d{i}", "ordinal": j, **act} for i, acts in enumerate(documents) for j, act in enumerate(acts)
    ]
    return table("acts", rows)


@pytest.mark.parametrize(
    ("harvest", "review"), [("2024-12-31", "due"), ("2026-06-15", "around"), ("2026-06-30", "done")]
)
def test_the_path_of_one_decision(harvest: str, review: str) -> None:
    path = decision_path(_acts(ACTS), harvest=harvest).set_index("kind")
    assert path.index.tolist() == list(STEPS)
    assert path["state"].to_dict() == {
        "invitation": "done", "proposal": "done", "council_decision": "done", "certified_copy": "done",
        "publication": "not_seen", "signature": "not_seen", "next_review": review,
    }  # fmt: skip
    assert path.loc["council_decision", "days_since_first"] == 5
    assert path.loc["certified_copy", "days_since_first"] == 6
    assert path.loc["invitation", "number"] == "21814/27η"
    assert pd.isna(path.loc["next_review", "days_since_first"])


def test_what_has_not_been_seen_is_open_until_the_harvest() -> None:
    spans = step_durations(_acts(ACTS), harvest="2024-12-31", end="signature").iloc[0]
    assert (spans["days"], spans["observed"]) == (193, False)
    assert pd.isna(spans["end"])
    seen = step_durations(_acts(ACTS), harvest="2024-12-31", end="certified_copy").iloc[0]
    assert (seen["days"], seen["observed"]) == (6, True)


def test_an_end_after_the_harvest_is_open_too() -> None:
    spans = step_durations(_acts(ACTS), harvest="2024-06-24", end="council_decision").iloc[0]
    assert (spans["days"], spans["observed"]) == (3, False)


def test_a_decision_without_its_date_was_taken_all_the_same() -> None:
    spans = step_durations(_acts(ACTS[:1]), harvest="2024-12-31", end="council_decision")
    assert spans.empty
    assert spans.attrs["left_out"]["end_undated"] == 1


def test_what_cannot_be_timed_is_counted_by_reason() -> None:
    acts = _acts(
        ACTS[:4],
        ACTS[2:4],
        [{"kind": "invitation", "date": "2025-06-21"}, {"kind": "certified_copy", "date": "2025-06-23"}],
        [{"kind": "invitation", "date": "2024-06-21"}, {"kind": "certified_copy", "date": "2024-06-20"}],
        [{"kind": "invitation", "date": "2024-06-21"},
         {"kind": "certified_copy", "earliest": "2024-07-01", "latest": "2024-07-31"}],
    )  # fmt: skip
    curve = time_to_step(acts, harvest="2024-12-31", end="certified_copy")
    assert curve.attrs["left_out"] == {
        "no_start": 1, "start_after_harvest": 1, "end_not_exact": 1, "end_before_start": 1, "end_undated": 0,
    }  # fmt: skip
    assert curve[["n", "decisions"]].iloc[0].tolist() == [1, 5]
    assert curve["coverage"].iloc[0] == 0.2
    assert curve["survival"].tolist() == [1.0, 0.0]


def test_a_publication_that_only_the_list_knows_is_told_apart() -> None:
    acts = _acts(ACTS, [*ACTS, {"kind": "publication", "date": "2024-07-01"}], ACTS)
    listed = [{"document_id": f"d{i}", "listed_publication_date": day}
              for i, day in enumerate(["2024-06-28", "2024-07-09", None])]  # fmt: skip
    documents = table("documents", [*listed, {"document_id": "d9", "listed_publication_date": "2024-06-28"}])
    spans = step_durations(acts, harvest="2024-12-31", start="council_decision", documents=documents)
    assert spans["document_id"].tolist() == ["d0", "d1", "d2"]
    assert spans["days"].tolist() == [2, 5, 188]
    assert spans["end_origin"].fillna("-").tolist() == ["listed", "stated", "-"]
    curve = time_to_step(acts, harvest="2024-12-31", start="council_decision", documents=documents)
    assert curve[["n", "listed"]].iloc[0].tolist() == [3, 1]
    assert curve["survival"].round(3).tolist() == [1, 0.667, 0.333, 0.333]
    path = decision_path(acts, harvest="2024-12-31", documents=documents).query("kind == 'publication'")
    assert path["origin"].fillna("-").tolist() == ["listed", "stated", "-"]
    assert path["decision_number"].equals(
        decision_path(acts, harvest="2024-12-31").query("kind == 'publication'")["decision_number"]
    )
    alone = time_to_step(acts, harvest="2024-12-31", start="council_decision")
    assert alone[["n", "listed"]].iloc[0].tolist() == [3, 0]


def test_no_acts() -> None:
    curve = time_to_step(_acts(), harvest="2024-12-31")
    assert len(curve) == 0
    assert curve.dtypes.to_dict() == time_to_step(_acts(ACTS), harvest="2024-12-31").dtypes.to_dict()
    assert len(decision_path(_acts(), harvest="2024-12-31")) == 0
    listed = table("documents", [{"listed_publication_date": "2024-06-28"}])
    assert len(decision_path(_acts(), harvest="2024-12-31", documents=listed)) == 0
    with pytest.raises(UsageError):
        step_durations(_acts(ACTS), harvest="2024-12-31", end="party")


def test_subjects_are_matched_whatever_the_accents() -> None:
    subjects = ["Συμμετοχή στο ΔΙΚΤΥΟ  ΠΟΛΕΩΝ για την ένταξη", "Προϋπολογισμός", None, "Ένταξη σε δίκτυο πόλεων"]
    frame = table("decisions", [{"subject": s} for s in subjects])
    assert decisions_on(frame)["document_id"].tolist() == ["d000"]
    assert decisions_on(frame, "προυπολογισμος")["document_id"].tolist() == ["d001"]
    assert len(decisions_on(frame, " ")) == 0
    assert len(decisions_on(frame.iloc[:0])) == 0


def test_days_are_whole_numbers_whatever_the_table_gives() -> None:
    acts = _acts(ACTS)
    acts["date"] = pd.to_datetime(acts["date"])
    assert step_durations(acts, harvest=pd.Timestamp("2024-12-31"), end="certified_copy")["days"].dtype == np.int64
