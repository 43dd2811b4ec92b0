from __future__ import annotations

import pytest
from invented_records import NAMES, place, record


def codes(corpus) -> set[str]:
    return set(corpus.findings[corpus.findings["scope"] == "corpus"]["code"])


def test_two_documents_of_one_decision_are_counted_once(workshop):
    place(workshop.raw, "a/1.txt", record(1))
    place(workshop.raw, "a/1-scan.txt", record(1, document__text_source="ocr"))
    workshop.build()
    corpus = workshop.corpus()
    documents = corpus.documents.set_index("path")
    assert documents["status"].to_dict() == {"a/1.txt": "counted", "a/1-scan.txt": "duplicate"}
    assert documents.loc["a/1-scan.txt", "duplicate_of"] == documents.loc["a/1.txt", "document_id"]
    assert (len(corpus.decisions), len(corpus.attendance)) == (1, 5)
    assert codes(corpus) == set()


def test_a_corrected_copy_is_counted_instead_of_what_it_corrects(workshop):
    place(workshop.raw, "a/1.txt", record(1, roll_call__seats=6))
    correction = {"kind": "correction", "number": None, "date": "2024-06-01", "issuer": None}
    place(workshop.raw, "a/z.txt", record(1, acts=[correction]))
    workshop.build()
    assert workshop.corpus().decisions["seats"].to_list() == [5]
    assert codes(workshop.corpus()) == {"copies_disagree"}


def test_one_number_on_two_days_is_not_one_decision(workshop):
    place(workshop.raw, "a/1.txt", record(1))
    place(workshop.raw, "a/2.txt", record(1, session__date="2024-05-20", session__number=4))
    workshop.build()
    assert len(workshop.corpus().decisions) == 2
    assert codes(workshop.corpus()) == {"decision_number_repeated"}


def test_decisions_of_one_session_are_put_together(workshop):
    place(workshop.raw, "a/1.txt", record(1))
    place(workshop.raw, "a/2.txt", record(2, session__number=None, session__time=None))
    place(workshop.raw, "a/3.txt", record(3, session__number=None, session__time="09:00"))
    place(workshop.raw, "a/4.txt", record(4, session__number=4))
    place(workshop.raw, "a/5.txt", record(5, session__date="2024-05-20"))
    place(workshop.raw, "a/6.txt", record(6, body="municipal_committee"))
    workshop.build()
    sessions = workshop.corpus().sessions
    assert len(sessions) == 6  # two numbers on one day: nothing tells which one the numberless belong to
    (workshop.raw / "a" / "4.txt").unlink()
    workshop.build()
    sessions = workshop.corpus().sessions.set_index("session_id")
    assert len(sessions) == 4
    first = sessions.loc["fantastikis:municipal_council:2024-05-06:3"]
    assert (first["decisions"], first["first_decision"], first["last_decision"]) == (2, 1, 2)
    assert first["roll_calls_agree"]
    assert first["session_number"] == 3


def test_roll_calls_of_one_session_that_differ_are_a_finding(workshop):
    place(workshop.raw, "a/1.txt", record(1))
    other = record(2)
    other["roll_call"]["members"][0]["status"] = "absent"
    other["roll_call"]["present_count"] = 3
    place(workshop.raw, "a/2.txt", other)
    workshop.build()
    corpus = workshop.corpus()
    session = corpus.sessions.iloc[0]
    assert not session["roll_calls_agree"]
    assert session.isna()["present_count"]
    assert session["seats"] == 5
    found = corpus.findings.query("code == 'session_roll_calls_differ'")
    assert len(found) == 2
    assert not corpus.evidence_for(found.iloc[0]["document_id"], found.iloc[0]["fact"]).empty


@pytest.mark.parametrize(
    ("folder", "name", "expected", "basis", "code"),
    [
        ("serres", "Σερρών", "serres", "page", None),
        ("serres", None, "serres", "folder", None),
        ("athens", "Σερρών", "serres", "page", "other_municipality_than_listed"),
        ("heraklion", "ΗΡΑΚΛΕΙΟΥ", "heraklion", "page_and_folder", None),
        ("irakleio-attikis", "ΗΡΑΚΛΕΙΟΥ", "irakleio-attikis", "page_and_folder", None),
        ("mine", "Ηρακλείου", None, None, "ambiguous_municipality"),
        ("mine", "Πευκοράχης", "pefkorachis", "page", None),
        ("mine", None, None, None, None),
        ("mine", "—", None, None, None),
    ],
)
def test_a_municipality_is_never_guessed(workshop, folder, name, expected, basis, code):
    place(workshop.raw, f"{folder}/1.txt", record(municipality=name))
    workshop.build()
    corpus = workshop.corpus()
    document = corpus.documents.iloc[0]
    assert (document["municipality_id"] if expected else None) == expected
    assert document.isna()["municipality_id"] == (expected is None)
    assert (document["municipality_basis"] if basis else None) == basis
    assert codes(corpus) == ({code} if code else set())
    read = corpus.sql("select municipality_id, year from decisions")
    assert read["municipality_id"].isna().item() == (expected is None)


def test_names_that_only_look_alike_in_latin_letters_stay_apart(workshop):
    place(workshop.raw, "a/1.txt", record(municipality="Μίλου"))
    place(workshop.raw, "a/2.txt", record(municipality="Μήλου"))
    workshop.build()
    ids = workshop.corpus().decisions["municipality_id"]
    assert ids.nunique() == 2
    assert ids.str.startswith("milou-").all()


def test_a_name_the_roll_call_does_not_have_is_nobody(workshop):
    stranger = record(1)
    stranger["movements"][0]["name"] = "Κάποιος Άλλος"
    place(workshop.raw, "a/1.txt", stranger)
    named_only = record(2, roll_call__layout="absent_only")
    named_only["roll_call"]["members"] = [{"name": NAMES[4], "status": "absent", "role": None}]
    named_only["vote"]["votes"] = [{"name": NAMES[0], "vote": "against", "origin": "stated"}]
    place(workshop.raw, "a/2.txt", named_only)
    workshop.build()
    corpus = workshop.corpus()
    assert corpus.movements.set_index("decision_number")["person_id"].isna().to_dict() == {1: True, 2: False}
    assert corpus.votes["person_id"].notna().all()
    assert "Κάποιος Άλλος" not in set(corpus.people["name"])
