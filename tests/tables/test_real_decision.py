"""The shipped decision, all the way into the tables; and no fact of it without its words."""

from __future__ import annotations

import pandas as pd
import pytest

from cni_analytics.project import raw_folder
from cni_analytics.tables import Corpus, build_corpus, open_corpus
from cni_analytics.tables.document_rows import nearest
from cni_analytics.tables.schemas import TABLES


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Corpus:
    root = tmp_path_factory.mktemp("serres")
    report = build_corpus(raw_folder(), root / "corpus", store=root / "store")
    assert report.problems == ()
    return open_corpus(root / "corpus")


def test_the_decision_of_serres(corpus):
    (decision,) = corpus.decisions.to_dict("records")
    expected = {
        "decision_id": "serres:municipal_council:210/2024", "session_id": "serres:municipal_council:2024-06-26:26",
        "session_date": pd.Timestamp(2024, 6, 26), "session_time": "20:00", "session_kind": "regular",
        "session_format": "in_person", "item_number": 5, "item_out_of_agenda": False, "seats": 35,
        "present_count": 25, "absent_count": 10, "listed_present": 25, "listed_absent": 10, "mayor_present": True,
        "item_settled": True, "present_at_item": 22, "absent_at_item": 13, "present_at_item_min": 22,
        "present_at_item_max": 22, "quorum": 18, "stated_outcome": "unanimous", "result": "approved",
        "unanimity": "unanimous",
    }  # fmt: skip
    assert {name: decision[name] for name in expected} == expected
    assert corpus.attendance["role"].value_counts().to_dict() == {"president": 1, "vice_president": 1, "secretary": 1}
    assert corpus.movements["kind"].value_counts().to_dict() == {"departure": 5, "arrival": 2}
    assert corpus.resolutions["label"].to_list() == ["Α", "Β", "Γ"]
    assert corpus.findings["code"].to_list() == ["presence_counts_swapped"]
    assert "35" in " ".join(corpus.evidence_for(decision["document_id"], "findings[0]")["text"])


def test_its_way_from_the_invitation_to_the_next_review(corpus):
    acts = corpus.acts.set_index("kind")
    assert acts["date"].dropna().dt.strftime("%Y-%m-%d").to_dict() == {
        "invitation": "2024-06-21", "proposal": "2024-06-21", "council_decision": "2024-06-26",
        "certified_copy": "2024-06-27",
    }  # fmt: skip
    assert acts["number"].dropna().to_dict() == {
        "invitation": "21814/27η", "proposal": "21759", "council_decision": "210/2024",
    }  # fmt: skip
    review = acts.loc["next_review"]
    assert review["origin"] == "derived"
    assert (str(review["earliest"].date()), str(review["latest"].date())) == ("2026-06-01", "2026-06-30")
    assert pd.isna(review["date"])


def test_what_the_memorandum_binds_to(corpus):
    clauses = corpus.commitments
    assert clauses["kind"].value_counts().to_dict() == {
        "member": 16, "activity": 8, "pillar": 3, "founder": 2, "founded": 1, "member_announced_count": 1,
        "text_date": 1, "accession": 1, "representative": 1, "alternate": 1, "duration": 1, "exit_notice_days": 1,
        "review_interval_years": 1,
    }  # fmt: skip
    values = clauses.groupby("kind")["value"].first()
    assert values[["founded", "text_date", "member_announced_count", "exit_notice_days"]].to_list() == [
        "2018-01-04", "2024-06-17", "16", "15",
    ]  # fmt: skip
    named = set(clauses["member_municipality_id"].dropna())
    assert named | {"serres"} == set(corpus.memberships["municipality_id"])
    assert len(named) == 18


def test_reference_rows_lead_to_the_document(corpus):
    document = corpus.documents["document_id"].item()
    members = corpus.memberships.set_index("municipality_id")["document_id"]
    assert members.dropna().to_dict() == {"serres": document}
    observed = corpus.observed_decisions
    assert observed["document_id"].eq(document).to_list() == [True, *[False] * (len(observed) - 1)]


@pytest.mark.parametrize("name", [n for n, t in TABLES.items() if n not in ("evidence", "documents", "absences")
                                  and "fact" in [c.name for c in t.columns]])  # fmt: skip
def test_every_row_leads_to_words(corpus, name):
    rows = corpus[name]
    words = corpus.evidence.to_dict("records")
    assert len(rows)
    without = [fact for fact in rows["fact"] if not nearest(fact, words)]
    assert not without


@pytest.mark.parametrize("name", ["documents", "decisions"])
def test_every_stated_or_derived_value_leads_to_words(corpus, name):
    (row,) = corpus[name].to_dict("records")
    words = corpus.evidence.to_dict("records")
    facts = {c.name: c.fact for c in TABLES[name].columns if c.fact and c.kind in ("stated", "derived")}
    without = [column for column, fact in facts.items() if pd.notna(row[column]) and not nearest(fact, words)]
    assert not without
    assert len(facts) > 5
