"""The shipped decision, Serres 210/2024: every fact a journalist would check first."""

from __future__ import annotations

from pathlib import Path

import pytest

import cni_analytics as cni

DOCUMENT = Path(__file__).resolve().parents[1] / "data" / "raw" / "serres" / "2024-210.md"


@pytest.fixture(scope="module")
def decision():
    return cni.read(DOCUMENT)


def commitments(decision, kind):
    return [c["value"] for c in decision.record["memorandum"]["commitments"] if c["kind"] == kind]


def test_who_decided_and_when(decision):
    record = decision.record
    assert (decision.municipality, decision.body, decision.number, decision.year) == (
        "Σερρών", "municipal_council", 210, 2024,
    )  # fmt: skip
    session = {"number": 26, "date": "2024-06-26", "time": "20:00", "kind": "regular", "format": "in_person"}
    assert {key: record["session"][key] for key in session} == session
    assert record["agenda_item"] == {"number": 5, "out_of_agenda": False}


def test_who_was_there(decision):
    roll_call = decision.record["roll_call"]
    assert (roll_call["seats"], roll_call["present_count"], roll_call["absent_count"]) == (35, 25, 10)
    assert len({m["name"] for m in roll_call["members"]}) == 35
    assert {m["role"]: m["name"] for m in roll_call["members"] if m["role"]} == {
        "president": "Δρίγκα Χρυσούλα",
        "vice_president": "Πάνου – Αναστασιάδου Σωτηρία",
        "secretary": "Τούσκα Ελένη",
    }
    assert decision.record["mayor"] == {"name": "Μητλιάγκα Βαρβάρα", "present": True}
    assert not any("Μητλιάγκα" in m["name"] for m in roll_call["members"])
    kinds = [m["kind"] for m in decision.movements]
    assert (kinds.count("arrival"), kinds.count("departure")) == (2, 5)
    assert (len(decision.present), len(decision.absent), decision.settled) == (22, 13, True)


def test_what_was_decided(decision):
    assert decision.unanimity == "unanimous"
    assert [r["label"] for r in decision.resolutions] == ["Α", "Β", "Γ"]


def test_the_one_contradiction_comes_with_its_words(decision):
    (finding,) = decision.findings
    assert finding["code"] == "presence_counts_swapped"
    (span,) = finding["evidence"]
    assert span["words"] == "παρουσία 35 μελών από συνολικά 25 μέλη"
    assert decision.pages[0].text[span["start"] : span["end"]] == span["text"]


def test_the_acts_on_its_way(decision):
    acts = {a["kind"]: (a["number"], a["date"]) for a in decision.record["acts"]}
    assert acts["invitation"] == ("21814/27η", "2024-06-21")
    assert acts["proposal"] == ("21759", "2024-06-21")
    assert acts["certified_copy"] == (None, "2024-06-27")


def test_what_the_memorandum_binds_to(decision):
    expected = {
        "founded": ["2018-01-04"],
        "founder": ["Αθηναίων", "Θεσσαλονίκης"],
        "text_date": ["2024-06-17"],
        "member_announced_count": ["16"],
        "exit_notice_days": ["15"],
        "review_interval_years": ["2"],
    }
    assert {kind: commitments(decision, kind) for kind in expected} == expected
    assert len(commitments(decision, "member")) == 16
    assert len(commitments(decision, "activity")) == 8
    assert len(commitments(decision, "pillar")) == 3
    for kind in ("accession", "representative", "alternate", "duration"):
        assert len(commitments(decision, kind)) == 1, kind


def test_every_stated_fact_leads_back_to_its_words(decision):
    evidence = decision.record["evidence"]
    assert len(evidence) > 80
    for path, spans in evidence.items():
        assert spans, path
        for span in spans:
            assert decision.pages[span["page"] - 1].text[span["start"] : span["end"]] == span["text"], path
