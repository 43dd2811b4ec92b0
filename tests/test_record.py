"""The whole record: its shape, its evidence, and the decisions whose record is known."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cni_analytics.record import record_of
from cni_analytics.text import open_document
from cni_analytics.text.document import Document, Page, Problem
from tests.shared_cases import Case, cases
from tests.statements import made
from tests.statements.test_vote import record

SHAPE = {
    "schema", "document", "municipality", "body", "decision", "session", "agenda_item", "subject", "roll_call",
    "mayor", "movements", "attendance_at_item", "vote", "resolutions", "legal_references", "findings", "evidence",
}  # fmt: skip


def test_shape():
    whole = record()
    assert set(whole) >= SHAPE
    assert whole["schema"] == "cni-decision/1"
    assert json.loads(json.dumps(whole, ensure_ascii=False)) == whole


def test_a_clean_decision_has_no_findings():
    assert record()["findings"] == []


def test_every_fact_leads_back_to_its_words():
    text = made.decision()
    whole = record()
    page = text
    for path, spans in whole["evidence"].items():
        assert spans, path
        for span in spans:
            assert page[span["start"] : span["end"]] == span["text"]
    said = {path: " ".join(s["text"] for s in spans) for path, spans in whole["evidence"].items()}
    assert said["decision.number"] == "61/2023"
    assert said["session.date"] == "10 Μαΐου 2023"
    assert said["session.time"] == "ώρα 18:00"
    assert said["vote.phrase"] == "ΑΠΟΦΑΣΙΖΕΙ ΟΜΟΦΩΝΑ"
    assert said["roll_call.seats"] == "15"
    assert said["roll_call.members.1"] == "Βελέντζας Μάρκος"
    assert said["resolutions.1"] == "Αναθέτει στον Δήμαρχο τις περαιτέρω ενέργειες."


def test_findings_quote_what_contradicts_itself():
    (finding,) = record(session=made.SESSION.replace("Τετάρτη", "Πέμπτη"))["findings"]
    assert finding["code"] == "weekday_mismatch"
    assert "Πέμπτη" in finding["message"]
    assert "Thursday" in finding["message_en"]
    assert [e["text"] for e in finding["evidence"]] == ["10 Μαΐου 2023", "Πέμπτη"]


def test_a_file_that_could_not_be_read_yields_a_record_of_nulls():
    problem = Problem("unreadable_document", "error", "Δεν διαβάζεται.", "It cannot be read.")
    whole = record_of(Document("x.pdf", None, None, (), (problem,)))
    assert whole["document"]["text_source"] == "none"
    assert [f["code"] for f in whole["findings"]] == ["unreadable_document"]
    assert whole["decision"] is None
    assert whole["roll_call"]["members"] == []


def test_a_text_without_a_decision_says_so():
    page = Page(1, "Πρόγραμμα εκδηλώσεων\n\nΤο Σάββατο η χορωδία τραγουδά στην πλατεία.\n")
    whole = record_of(Document("x.txt", "0" * 64, "text/plain", (page,)))
    errors = [f["code"] for f in whole["findings"] if f["severity"] == "error"]
    assert errors == ["not_a_decision"]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(made.decision().split()), max_size=150), st.sampled_from([" ", "\n", "  ", "\f"]))
def test_no_text_makes_reading_fail(words, glue):
    pages = tuple(Page(n, p) for n, p in enumerate(glue.join(words).split("\f"), start=1))
    whole = record_of(Document("x.txt", "0" * 64, "text/plain", pages))
    present, absent = (whole["attendance_at_item"][k] for k in ("present", "absent"))
    assert not set(present) & set(absent)


@pytest.mark.parametrize("case", cases(".txt", ".md"))
def test_known_records(case: Case):
    got, expected = record_of(open_document(case.path)), case.expected
    codes = {f["code"] for f in got["findings"] if f["severity"] != "info"} - {"low_text_quality"}
    assert codes == {f["code"] for f in expected["findings"]}
    for key in ("decision", "session", "agenda_item", "body"):
        assert got[key] == expected[key]
    for key in ("outcome", "result", "unanimity", "tally"):
        assert got["vote"][key] == expected["vote"][key]
    assert [r["label"] for r in got["resolutions"]] == [r["label"] for r in expected["resolutions"]]
    if "present" in expected["attendance_at_item"]:
        assert set(got["attendance_at_item"]["present"]) == set(expected["attendance_at_item"]["present"])
