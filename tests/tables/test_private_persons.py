"""Names of private persons in documents stay in the corpus; only members, officials and municipalities leave it."""

from __future__ import annotations

from pathlib import Path

import pytest
from invented_records import NAMES, place, record

from cni_analytics.tables.schemas import TABLES

PRIVATE = "Πολύκαρπος Ιδιώτης"


def naming() -> dict:
    """A decision that names a private person wherever a document can."""
    made = record(
        1,
        subject=f"Χορήγηση βοηθήματος στον {PRIVATE}",
        resolutions=[{"label": "Α", "text": f"Εγκρίνει βοήθημα στον {PRIVATE}."}],
        vote__phrase=f"ΟΜΟΦΩΝΑ για τον {PRIVATE}",
        absences=[{"name": PRIVATE, "item": None, "decision": None}],
        acts=[{"kind": "proposal", "number": "1", "date": "2024-05-01", "issuer": PRIVATE}],
    )
    made["movements"].append({"name": PRIVATE, "kind": "arrival", "item": None, "moment": None, "decision": None})
    made["vote"]["votes"].append({"name": PRIVATE, "vote": "against", "origin": "stated", "part": f"για {PRIVATE}"})
    span = {"page": 1, "start": 0, "end": 5, "text": PRIVATE}
    made["evidence"]["subject"] = [span]
    made["findings"] = [{"code": "movement_of_unlisted_member", "severity": "warning", "message": f"{PRIVATE}: ;",
                         "message_en": f"{PRIVATE} is not listed.", "evidence": [span]}]  # fmt: skip
    return made


def absent_only() -> dict:
    """A decision that names the absent alone, and somebody else in a vote."""
    made = record(2, roll_call__layout="absent_only", movements=[])
    made["roll_call"]["members"] = [{"name": NAMES[4], "status": "absent", "role": None}]
    made["vote"]["votes"] = [{"name": PRIVATE, "vote": "against", "origin": "stated"}]
    return made


@pytest.fixture
def corpus(workshop):
    place(workshop.raw, f"a/{PRIVATE}.txt", naming())
    place(workshop.raw, "a/2.txt", absent_only())
    workshop.build()
    return workshop.corpus()


def holding(folder: Path, words: str) -> set[str]:
    return {path.name for path in folder.iterdir() if words in path.read_text("utf-8")}


def test_the_corpus_keeps_what_the_document_says(corpus):
    assert PRIVATE in corpus.decisions["subject"].str.cat()
    assert PRIVATE in set(corpus.votes["name"])
    assert PRIVATE in set(corpus.people["name"])  # whom a list of the absent alone does not exclude


def test_an_export_names_members_alone(corpus, workshop):
    folder = corpus.export(workshop.root / "out").parent
    assert holding(folder, PRIVATE) == set()
    assert holding(folder, "ΙΔΙΩΤΗΣ") | holding(folder, "idiotis") == set()
    assert {"attendance.csv", "people.csv", "spellings.csv", "movements.csv"} <= holding(folder, NAMES[1])
    votes = (folder / "votes.csv").read_text("utf-8").splitlines()
    assert len(votes) == 1 + len(corpus.votes)


def test_whoever_may_have_it_asks_for_it(corpus, workshop):
    folder = corpus.export(workshop.root / "out", with_text=True).parent
    tables = {"decisions", "resolutions", "evidence", "findings", "movements", "votes", "absences", "acts", "documents",
              "people", "spellings"}  # fmt: skip
    assert holding(folder, PRIVATE) == {f"{name}.csv" for name in tables}


def test_no_column_of_words_is_forgotten():
    """Every text of a document's own is marked, or is one of a few that cannot hold a private person's name."""
    harmless = {
        "ada", "municipality", "session_time", "label", "number", "article", "paragraph", "network", "value", "kind",
        "mayor_name", "title",
    }  # fmt: skip
    members = {("attendance", "name"), ("people", "name"), ("people", "spellings"), ("spellings", "spelling")}
    left = {
        (table.name, column.name)
        for table in TABLES.values()
        for column in table.columns
        if column.kind == "stated" and str(column.type) in ("string", "list<item: string>", "list<element: string>")
        and not column.values and column.holds is None and column.name not in harmless
    }  # fmt: skip
    assert left <= members
