from __future__ import annotations

import hashlib
import json

import pytest
from invented_records import NAMES, place, record

from cni_analytics.errors import InputError
from cni_analytics.tables.corrections import Corrections

HEADER = "document,field,old,new,reason,who\n"


def row(field: str, old: str, new: str, *, document: str = "d", line: int = 2) -> dict:
    return {
        "document_id": document,
        "field": field,
        "old": old,
        "new": new,
        "reason": "r",
        "who": "w",
        "source_row": line,
    }


def applied(made: dict, *rows: dict) -> tuple[dict, frozenset[str], list[str]]:
    corrections = Corrections(rows)
    corrected, paths = corrections.apply("d", made)
    return corrected, paths, [r["status"] for r in corrections.rows()]


def test_a_correction_is_applied_where_the_old_value_stands():
    made = record()
    corrected, paths, status = applied(made, row("roll_call.seats", "5", "7"))
    assert (corrected["roll_call"]["seats"], made["roll_call"]["seats"]) == (7, 5)
    assert (paths, status) == ({"roll_call.seats"}, ["applied"])
    assert corrected["attendance_at_item"]["settled"]


@pytest.mark.parametrize(
    ("field", "old"),
    [
        ("roll_call.seats", "6"), ("roll_call.seats", '"5"'), ("roll_call.seats", "5.0"), ("roll_call.seats", "null"),
        ("roll_call.members[99].name", '"x"'), ("roll_call.members.name", '"x"'), ("nothing.here", "null"),
        ("movements[0].item.number", "true"), ("subject.title", "1"),
    ],
)  # fmt: skip
def test_it_is_refused_where_the_old_value_does_not_stand(field, old):
    made = record()
    corrected, paths, status = applied(made, row(field, old, "1"))
    assert corrected is made
    assert (paths, status) == (frozenset(), ["refused"])


def test_what_hangs_on_a_corrected_fact_becomes_unknown():
    corrected, _, _ = applied(record(), row("roll_call.members[2].status", '"present"', '"absent"'))
    assert corrected["attendance_at_item"]["settled"] is False
    assert corrected["vote"]["votes"] == []
    corrected, _, _ = applied(record(), row("vote.outcome", '"unanimous"', '"majority"'))
    assert corrected["vote"]["unanimity"] == "unsettled"
    assert corrected["attendance_at_item"]["settled"] is True


def test_what_the_list_can_be_is_forgotten_with_what_showed_it():
    made = record(list_kinds=["opening"])
    assert applied(made, row("roll_call.members[1].status", '"present"', '"absent"'))[0]["list_kinds"] is None
    assert applied(made, row("roll_call.seats", "5", "7"))[0]["list_kinds"] == ["opening"]


def test_unless_it_is_corrected_as_well():
    whole = '{"present": [], "absent": [], "settled": true, "reading_dependent": []}'
    there = json.dumps(record()["attendance_at_item"])
    corrected, _, status = applied(
        record(), row("movements[0].moment", '"during"', '"after"'), row("attendance_at_item", there, whole)
    )
    assert status == ["applied", "applied"]
    assert corrected["attendance_at_item"]["settled"] is True


def test_stated_votes_stay_and_keep_their_words():
    made = record()
    made["vote"]["votes"] = [
        {"name": NAMES[0], "vote": "for", "origin": "derived"},
        {"name": NAMES[2], "vote": "against", "origin": "stated"},
    ]
    spans = [{"page": 1, "start": 5, "end": 9, "text": "κατά"}]
    made["evidence"] |= {"vote.votes.0.vote": [], "vote.votes.1.vote": spans}
    corrected, _, _ = applied(made, row("vote.tally.against", "null", "1"))
    assert [v["name"] for v in corrected["vote"]["votes"]] == [NAMES[2]]
    assert {k: v for k, v in corrected["evidence"].items() if "votes" in k} == {"vote.votes[0].vote": spans}


@pytest.mark.parametrize(("column", "value"), [("old", "Σερρών"), ("new", "{"), ("field", "../etc"), ("field", "a b")])
def test_a_row_that_cannot_be_understood(column, value):
    with pytest.raises(InputError, match=f"line 2, column {column}"):
        Corrections([row("roll_call.seats", "5", "7") | {column: value}])


def test_every_table_it_touched_says_so(workshop, monkeypatch):
    path = place(workshop.raw, "a/1.txt", record(1))
    place(workshop.raw, "a/2.txt", record(2))
    sha = hashlib.sha256(path.read_bytes()).hexdigest()
    reference = workshop.root / "reference"
    reference.mkdir()
    (reference / "corrections.csv").write_text(
        HEADER + f'{sha},roll_call.members[3].status,"""present""","""absent""",seen,me\n'
        f"{sha},roll_call.seats,6,7,misread,me\n{'0' * 64},roll_call.seats,6,7,gone,me\n"
    )
    monkeypatch.setenv("CNI_DATA", str(workshop.root))
    report = workshop.build()
    assert [r.split(":")[0] for r in report.refusals] == ["corrections.csv, line 3"]
    corpus = workshop.corpus()
    assert corpus.corrections["status"].to_list() == ["applied", "refused", "no_document"]
    for name in ("documents", "decisions", "attendance", "votes", "resolutions", "movements", "references"):
        rows = corpus[name]
        touched = set(rows[rows["corrected"]]["document_id"])
        assert touched == ({sha} if name in ("documents", "decisions", "attendance") else set()), name
    # What is put together from several documents says so too: the session, the person and the spelling.
    assert corpus.sessions["corrected"].to_list() == [True]
    for name in ("people", "spellings"):
        rows = corpus[name].set_index("name" if name == "people" else "spelling")["corrected"]
        assert rows.to_dict() == {n: n == NAMES[3] for n in NAMES}
    attendance = corpus.attendance
    mine = attendance[attendance["document_id"] == sha]
    assert mine["status_at_item"].isna().all()
    assert mine["status_roll_call"].to_list() == ["present"] * 3 + ["absent"] * 2
    refused = corpus.findings.query("code == 'correction_refused'")
    assert refused["document_id"].to_list() == [sha]
    assert refused["message_en"].item().startswith("The correction on line 3 was not applied")
