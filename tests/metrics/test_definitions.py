"""Every metric says what it means, in both languages, and names every column it returns."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from cni_analytics import metrics
from tests.metrics.frames_of import table

DOCS = (Path(__file__).parents[2] / "docs" / "metrics.md").read_text(encoding="utf-8")
MEMBERS = pd.DataFrame(
    {"municipality_id": ["a"], "joined_earliest": ["2020-01-01"], "joined_latest": ["2020-02-01"], "region": ["r"]}
)
SEAT = {"document_id": "d000", "status_at_item": "present"}
ATTENDANCE = table("attendance", [SEAT | {"person_id": p, "name": p} for p in "ab"])
DECISIONS = table("decisions", [{"unanimity": "contested", "session_id": "s", "item_number": 1}])
VOTES = table("votes", [{"document_id": "d000", "person_id": p, "name": p, "vote": "for"} for p in "ab"])
DOCUMENTS = table("documents", [{}])
FINDINGS = table("findings", [{"document_id": "d000", "code": "x", "message": "-"}])
ACTS = table("acts", [{"document_id": "d000", "kind": "invitation", "date": "2024-06-21"}])
MOVEMENTS = table("movements", [])
EVIDENCE = table("evidence", [])

FRAMES: dict[Callable[..., pd.DataFrame], Callable[[], pd.DataFrame]] = {
    metrics.member_intervals: lambda: metrics.member_intervals(MEMBERS),
    metrics.network_growth: lambda: metrics.network_growth(MEMBERS),
    metrics.members_on: lambda: metrics.members_on(MEMBERS, ["2020-01-01"]),
    metrics.movers: lambda: metrics.movers(MEMBERS, first_until="2020-03-01"),
    metrics.decision_path: lambda: metrics.decision_path(ACTS, harvest="2024-12-31"),
    metrics.step_durations: lambda: metrics.step_durations(ACTS, harvest="2024-12-31"),
    metrics.contested_votes: lambda: metrics.contested_votes(VOTES, ATTENDANCE, DECISIONS),
    metrics.member_dissent: lambda: metrics.member_dissent(VOTES, ATTENDANCE, DECISIONS),
    metrics.pairwise_agreement: lambda: metrics.pairwise_agreement(VOTES, ATTENDANCE, DECISIONS),
    metrics.agreement_order: lambda: metrics.agreement_order(metrics.pairwise_agreement(VOTES, ATTENDANCE, DECISIONS)),
    metrics.attendance_rates: lambda: metrics.attendance_rates(DECISIONS, by=()),
    metrics.member_states: lambda: metrics.member_states(ATTENDANCE, DECISIONS),
    metrics.member_attendance: lambda: metrics.member_attendance(ATTENDANCE, DECISIONS),
    metrics.presence_matrix: lambda: metrics.presence_matrix(ATTENDANCE, DECISIONS),
    metrics.session_presence: lambda: metrics.session_presence(DECISIONS, ATTENDANCE, MOVEMENTS, "s"),
    metrics.session_movements: lambda: metrics.session_movements(DECISIONS, MOVEMENTS, "s"),
    metrics.unanimity_rates: lambda: metrics.unanimity_rates(DECISIONS, VOTES, by=()),
    metrics.unsettled_decisions: lambda: metrics.unsettled_decisions(DECISIONS, VOTES),
    metrics.reading_disagreements: lambda: metrics.reading_disagreements(DECISIONS, VOTES),
    metrics.documents_by_month: lambda: metrics.documents_by_month(DOCUMENTS),
    metrics.decision_number_gaps: lambda: metrics.decision_number_gaps(DECISIONS),
    metrics.readable_shares: lambda: metrics.readable_shares(DOCUMENTS),
    metrics.settled_shares: lambda: metrics.settled_shares(DECISIONS, by=()),
    metrics.findings_by_code: lambda: metrics.findings_by_code(FINDINGS, DOCUMENTS),
    metrics.findings_with_words: lambda: metrics.findings_with_words(FINDINGS, EVIDENCE),
}
CARRIED = {"regional_unit", "region", "name_el", "name_en", "population_2021", "lat", "lon", "joined_event",
           "council_decision", "source"}  # fmt: skip


@pytest.mark.parametrize("function", FRAMES, ids=lambda f: f.__name__)
def test_every_returned_column_is_described(function: Callable[..., pd.DataFrame]) -> None:
    said = set(re.findall(r"[a-z_0-9]+", inspect.getdoc(function) or ""))
    missing = [c for c in FRAMES[function]().columns if c not in said and c not in CARRIED]
    assert not missing


@pytest.mark.parametrize("name", [n for n in metrics.__all__ if inspect.isfunction(getattr(metrics, n))])
def test_every_metric_states_its_rules(name: str) -> None:
    text = inspect.getdoc(getattr(metrics, name)) or ""
    for section in ("Parameters", "Returns"):
        assert f"{section}\n---" in text, section
    parameters = text.split("Parameters\n---")[1].split("Returns\n---")[0]
    for parameter in inspect.signature(getattr(metrics, name)).parameters:
        assert re.search(rf"\b{parameter}\b", parameters), parameter


@pytest.mark.parametrize("definition", metrics.DEFINITIONS.values(), ids=lambda d: d.id)
def test_definitions_are_whole(definition: Any) -> None:
    assert definition.version
    assert definition.sources
    assert re.search(r"[α-ω]", definition.text_el)
    assert not re.search(r"[α-ωΑ-Ω]", definition.text_en.replace("ν.", ""))


def test_the_guide_names_every_metric_that_has_a_rate() -> None:
    for function in FRAMES:
        if function not in (metrics.member_intervals, metrics.member_states, metrics.contested_votes):
            assert f"`{function.__name__}`" in DOCS or f"`{function.__name__}," in DOCS, function.__name__
