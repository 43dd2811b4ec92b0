"""Beside every rate of every public metric stand its n, coverage, interval and range, and few rank nobody."""

from __future__ import annotations

import inspect
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cni_analytics import metrics
from cni_analytics.metrics.agreement import MINIMUM_SHARED
from cni_analytics.metrics.intervals import MINIMUM_SESSIONS, MINIMUM_TO_RANK
from tests.metrics.frames_of import table

CENSUS = {"settled_shares", "readable_shares", "presence_matrix"}
"""Shares of what is in the corpus, of which there is no more to know: they are coverage themselves."""
NO_RIVAL = {"reading_disagreements", "observed_rates"}
"""Rates that no reading and no unsettled case can move."""

STATES = st.sampled_from(["present", "absent", None])
VOTES = st.sampled_from(["for", "against", "blank", None])
VERDICTS = st.sampled_from(["unanimous", "unopposed", "contested", "unsettled"])
OUTCOMES = st.sampled_from(["unanimous", "majority", None])
DECISION = st.tuples(
    st.integers(0, 7), VERDICTS, OUTCOMES, st.lists(st.tuples(STATES, STATES, VOTES), min_size=4, max_size=4),
    st.booleans(), st.booleans(),
)  # fmt: skip
CORPORA = st.lists(DECISION, min_size=6, max_size=20)


def _corpus(drawn: list[tuple[Any, ...]]) -> dict[str, pd.DataFrame]:
    """Tables of one or two councils of four members."""
    decisions, seats, votes, documents, findings = [], [], [], [], []
    for number, (session, verdict, outcome, people, settled, found) in enumerate(drawn):
        where = {"document_id": f"d{number:03d}", "municipality_id": "ab"[session % 2],
                 "session_date": f"2024-0{session + 1}-01"}  # fmt: skip
        opening = [a for a, _, _ in people if a]
        at_item = [b for _, b, _ in people if b]
        here, away = at_item.count("present"), at_item.count("absent")
        decisions.append(
            where
            | {
                "session_id": f"s{session}", "unanimity": verdict, "stated_outcome": outcome, "seats": 4, "quorum": 3,
                "item_settled": settled, "listed_present": opening.count("present"),
                "listed_absent": opening.count("absent"), "present_count": opening.count("present"),
                "present_at_item": here if settled else None, "absent_at_item": away if settled else None,
                "present_at_item_min": here if settled else None,
                "present_at_item_max": here + bool(away) if settled else None, "decision_number": number + 1,
                "decision_year": 2024,
            }
        )  # fmt: skip
        documents.append(where | {"text_source": "none" if found and not settled else "embedded"})
        if found:
            findings.append(where | {"code": "x", "message": "-"})
        for who, (start, item, vote) in zip("abcd", people, strict=True):
            person = where | {"person_id": who, "name": who}
            if start:
                seats.append(person | {"status_roll_call": start, "status_at_item": item, "reading_dependent": found})
            if vote:
                votes.append(person | {"vote": vote})
    rows = {"decisions": decisions, "attendance": seats, "votes": votes, "documents": documents, "findings": findings}
    return {name: table(name, listed) for name, listed in rows.items()} | {
        "observed": table("observed_decisions", [{"municipality_id": "a", "source": "x", "seats": 4, "present": 3}]),
        "members": pd.DataFrame(
            {"municipality_id": ["a", "b", "c"], "joined_earliest": ["2024-01-01"] * 3,
             "joined_latest": ["2024-01-01", "2024-06-01", None], "region": ["r"] * 3}
        ),
    }  # fmt: skip


RATES: dict[str, Any] = {
    "attendance_rates": lambda c: metrics.attendance_rates(c["decisions"]),
    "member_attendance": lambda c: metrics.member_attendance(c["attendance"], c["decisions"]),
    "presence_matrix": lambda c: metrics.presence_matrix(c["attendance"], c["decisions"]),
    "unanimity_rates": lambda c: metrics.unanimity_rates(c["decisions"], c["votes"]),
    "reading_disagreements": lambda c: metrics.reading_disagreements(c["decisions"], c["votes"]),
    "member_dissent": lambda c: metrics.member_dissent(c["votes"], c["attendance"], c["decisions"]),
    "pairwise_agreement": lambda c: metrics.pairwise_agreement(c["votes"], c["attendance"], c["decisions"]),
    "agreement_matrix": lambda c: metrics.agreement_matrix(RATES["pairwise_agreement"](c)),
    "findings_by_code": lambda c: metrics.findings_by_code(c["findings"], c["documents"]),
    "readable_shares": lambda c: metrics.readable_shares(c["documents"]),
    "settled_shares": lambda c: metrics.settled_shares(c["decisions"]),
    "movers": lambda c: metrics.movers(c["members"], first_until="2024-03-01"),
    "observed_rates": lambda c: metrics.observed_rates(c["observed"]),
}
ONE = _corpus([(0, "contested", "majority", [("present", "present", "for")] * 4, True, True)])


def _kinds(frame: pd.DataFrame) -> list[str]:
    """Prefixes of the rates of a frame: ``strict_`` of ``strict_rate``."""
    return [c.removesuffix("rate") for c in frame.columns if c.endswith("rate")]


@pytest.mark.parametrize("name", [n for n in metrics.__all__ if inspect.isfunction(getattr(metrics, n))])
def test_no_metric_has_a_rate_that_is_not_looked_at_here(name: str) -> None:
    said = inspect.getdoc(getattr(metrics, name)) or ""
    returned = said.split("Returns\n---")[1]
    assert ("rate`` =" in returned or "share`` =" in returned) == (name in RATES) or name == "agreement_matrix"


@pytest.mark.parametrize("name", RATES)
def test_beside_every_rate_stand_its_n_coverage_interval_and_range(name: str) -> None:
    frame = RATES[name](ONE)
    kinds = _kinds(frame)
    if name in CENSUS:
        assert {"n"} <= set(frame.columns) or {"items", "items_known"} <= set(frame.columns)
        assert "ci_low" not in frame
        return
    assert kinds
    assert {"n", "coverage"} <= set(frame.columns)
    for kind in kinds:
        assert {f"{kind}ci_low", f"{kind}ci_high"} <= set(frame.columns)
        assert ({f"{kind}range_low", f"{kind}range_high"} <= set(frame.columns)) == (name not in NO_RIVAL)


def test_curves_have_what_rates_have() -> None:
    acts = [{"document_id": "d", "kind": kind, "date": "2024-06-21"} for kind in ("invitation", "publication")]
    curve = metrics.time_to_step(table("acts", acts), harvest="2024-12-31")
    assert {"at_risk", "n", "decisions", "coverage", "ci_low", "ci_high"} <= set(curve.columns)
    growth = metrics.network_growth(ONE["members"])
    assert {"members_min", "members_max", "n", "undated", "coverage"} <= set(growth.columns)


@settings(max_examples=5, deadline=None)
@given(CORPORA)
def test_whatever_the_corpus_the_interval_holds_the_rate_and_few_rank_nobody(drawn: list[tuple[Any, ...]]) -> None:
    corpus = _corpus(drawn)
    for name, make in RATES.items():
        frame = make(corpus)
        if name in CENSUS or frame.empty:
            continue
        for kind in _kinds(frame):
            known = frame[frame[f"{kind}rate"].notna()]
            rate = known[f"{kind}rate"]
            near = 1e-9
            assert (known["n"] > 0).all(), name
            assert (known[f"{kind}ci_low"] <= rate + near).all(), name
            assert (rate <= known[f"{kind}ci_high"] + near).all(), name
            silent = frame[frame["n"] == 0]
            assert silent[[f"{kind}rate", f"{kind}ci_low", f"{kind}ci_high"]].isna().all(axis=None), name
            if name not in NO_RIVAL:
                assert (known[f"{kind}range_low"] <= rate + near).all(), name
                assert (rate <= known[f"{kind}range_high"] + near).all(), name
        assert frame["coverage"].dropna().between(0, 1).all(), name
        if "ranked" in frame:
            ranked = frame[frame["ranked"]]
            assert (ranked["units_known" if name == "attendance_rates" else "n"] >= MINIMUM_TO_RANK).all(), name
            if "clusters" in frame:
                assert (ranked["clusters"] >= MINIMUM_SESSIONS).all(), name
        if "shown" in frame:
            assert (frame.loc[frame["shown"], "n"] >= MINIMUM_SHARED).all()
            assert frame.loc[~frame["shown"], "rate"].isna().all()
