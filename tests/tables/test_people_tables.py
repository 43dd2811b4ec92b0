from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import pytest
from invented_records import NAMES, place, record

from cni_analytics.errors import InputError
from cni_analytics.tables import reference
from cni_analytics.tables.subjects import Subjects, subjects
from cni_analytics.tables.terms import terms

HEADER = "municipality_id,body,term,action,spelling,other_spelling,evidence_document,reason,who\n"
FULL = "Γεώργιος Παππάς"


def session(number: int, day: str, *names: str, absent: tuple[str, ...] = (), **changes) -> dict:
    """A decision on a day whose roll call lists these names."""
    members = [{"name": n, "status": "absent" if n in absent else "present", "role": None} for n in (*names, *absent)]
    there = {"present": list(names), "absent": list(absent), "settled": True, "reading_dependent": []}
    made = record(number, session__date=day, session__number=number, movements=[], attendance_at_item=there, **changes)
    made["roll_call"]["members"] = members
    made["vote"]["votes"] = []
    return made


def put(workshop, *records: dict) -> None:
    for i, made in enumerate(records):
        place(workshop.raw, f"a/{i}.txt", made)


def rule(workshop, monkeypatch, *rows: str) -> None:
    folder = workshop.root / "reference"
    folder.mkdir(exist_ok=True)
    (folder / "people.csv").write_text(HEADER + "".join(f"{row}\n" for row in rows), "utf-8")
    monkeypatch.setenv("CNI_DATA", str(workshop.root))


def people(workshop) -> dict[str, tuple[str, ...]]:
    rows = workshop.corpus().people
    return {row["name"]: tuple(row["spellings"]) for _, row in rows.iterrows()}


def test_spellings_of_one_name_are_one_person_with_the_rule_and_the_documents(workshop):
    put(workshop, session(1, "2024-05-06", "Παππάς Γεώργιος", *NAMES), session(2, "2024-05-20", "Γ. ΠΑΠΠΑΣ", *NAMES),
        session(3, "2024-06-03", "Γιώργος Παππάς", *NAMES))  # fmt: skip
    workshop.build()
    corpus = workshop.corpus()
    who = corpus.attendance[corpus.attendance["name"].isin(["Παππάς Γεώργιος", "Γ. ΠΑΠΠΑΣ", "Γιώργος Παππάς"])]
    assert who["person_id"].nunique() == 1
    assert len(corpus.people) == 1 + len(NAMES)
    person = corpus.people.set_index("person_id").loc[who["person_id"].iloc[0]]
    assert (person["decisions"], person["term"]) == (3, "2024-2028")
    assert (str(person["first_date"].date()), str(person["last_date"].date())) == ("2024-05-06", "2024-06-03")
    spelt = corpus.spellings[corpus.spellings["person_id"] == person.name].set_index("spelling")
    assert spelt["rule"].to_dict() == {
        "Παππάς Γεώργιος": "same_words", "Γ. ΠΑΠΠΑΣ": "initial", "Γιώργος Παππάς": "nickname",
    }  # fmt: skip
    words = corpus.evidence_for(spelt.loc["Γ. ΠΑΠΠΑΣ", "document_id"], spelt.loc["Γ. ΠΑΠΠΑΣ", "fact"])
    assert not words.empty


def test_a_spelling_that_fits_two_members_is_kept_apart_and_marked(workshop):
    put(workshop, session(1, "2024-05-06", FULL, "Γρηγόριος Παππάς"), session(2, "2024-05-20", "Γ. Παππάς", NAMES[0]))
    workshop.build()
    rows = workshop.corpus().people.set_index("name")
    assert set(rows.index) == {FULL, "Γρηγόριος Παππάς", "Γ. Παππάς", NAMES[0]}
    fits = rows.loc["Γ. Παππάς", "fits"]
    assert set(fits) == set(rows.loc[[FULL, "Γρηγόριος Παππάς"], "person_id"])
    assert all(len(rows.loc[name, "fits"]) == 0 for name in (FULL, "Γρηγόριος Παππάς", NAMES[0]))


def test_a_slip_of_a_letter_is_shown_and_nobody_is_joined_by_it(workshop):
    slip = "Γεώργιος Παππαδόπουλος"
    put(workshop, session(1, "2024-05-06", "Γεώργιος Παπαδόπουλος", *NAMES), session(2, "2024-05-20", slip, *NAMES))
    workshop.build()
    rows = workshop.corpus().people.set_index("name")
    assert list(rows.loc[slip, "resembles"]) == [rows.loc["Γεώργιος Παπαδόπουλος", "person_id"]]
    assert all(len(rows.loc[name, "resembles"]) == 0 for name in NAMES)


def test_identities_do_not_reach_beyond_a_body_and_a_term(workshop):
    put(workshop, session(1, "2023-05-06", FULL), session(2, "2024-05-06", FULL),
        session(3, "2024-05-06", FULL, body="municipal_committee"),
        session(4, "2024-05-06", FULL, municipality="Αλλού"),
        session(5, "2024-05-06", FULL, body=None), session(6, "1999-05-06", FULL))  # fmt: skip
    workshop.build()
    rows = workshop.corpus().people
    assert rows["person_id"].nunique() == 6
    assert rows["term"].fillna("").to_list().count("") == 2  # no body known, no term known: that document alone


def test_a_merge_and_a_split_are_rows_of_a_table(workshop, monkeypatch):
    put(workshop, session(1, "2024-05-06", FULL, "Γρηγόριος Παππάς"), session(2, "2024-05-20", "Γ. Παππάς", "Α. Ρίζου"),
        session(3, "2024-06-03", "Άννα Ρίζου"))  # fmt: skip
    where = "fantastikis,municipal_council,2024-2028"
    rule(workshop, monkeypatch, f"{where},merge,Γ. Παππάς,{FULL},,he said so,me",
         f"{where},split,Α. Ρίζου,Άννα Ρίζου,an address,her sister,me",
         "fantastikis,municipal_council,2011-2014,merge,Γ. Παππάς,x,,older,me")  # fmt: skip
    report = workshop.build()
    assert set(people(workshop).values()) == {
        ("Γ. Παππάς", FULL), ("Γρηγόριος Παππάς",), ("Α. Ρίζου",), ("Άννα Ρίζου",),
    }  # fmt: skip
    assert workshop.corpus().rulings["status"].to_list() == ["applied", "applied", "no_body"]
    assert workshop.corpus().spellings.set_index("spelling").loc["Γ. Παππάς", "rule"] == "ruling"
    assert report.refusals == ()


def test_a_row_that_no_longer_stands_is_refused_and_named(workshop, monkeypatch):
    put(workshop, session(1, "2024-05-06", "Γ. Παππάς", FULL))
    where = "fantastikis,municipal_council,2024-2028"
    rule(workshop, monkeypatch, f"{where},merge,Γ. Παππάς,{FULL},,wrong,me", f"{where},merge,{FULL},Άλλος,,gone,me")
    report = workshop.build()
    rows = workshop.corpus().rulings
    assert rows["status"].to_list() == ["refused", "refused"]
    assert rows["refused_because"].to_list() == ["in_one_roll_call", "not_met"]
    assert report.problems == ()
    assert "people.csv, line 2" in report.refusals[0]
    assert "a roll call lists both" in report.refusals[0]
    assert "\nNot applied: people.csv, line 2" in str(report)
    assert workshop.build().refusals == report.refusals  # nothing has changed, and it still says so
    assert len(people(workshop)) == 2


@pytest.mark.parametrize(
    ("row", "column"),
    [("Serres,municipal_council,2024-2028,merge,a,b,,r,w", "municipality_id"),
     ("serres,municipal_council,2024,merge,a,b,,r,w", "term"),
     ("serres,municipal_council,2024-2028,join,a,b,,r,w", "action"),
     ("serres,municipal_council,2024-2028,merge,a,b,,,w", "reason")],
)  # fmt: skip
def test_a_row_that_cannot_be_used(tmp_path, row, column):
    path = tmp_path / "people.csv"
    path.write_text(HEADER + row + "\n", "utf-8")
    with pytest.raises(InputError, match=f"line 2, column {column}"):
        reference.people(path)


def test_a_new_spelling_elsewhere_changes_what_was_written_before(workshop):
    put(workshop, session(1, "2024-05-06", "Γ. Παππάς"), session(2, "2025-05-06", FULL))
    workshop.build()
    assert len(people(workshop)) == 1
    before = workshop.corpus().attendance.set_index("name")["person_id"].to_dict()
    place(workshop.raw, "a/9.txt", session(9, "2025-06-06", FULL, "Γρηγόριος Παππάς"))
    workshop.build()
    after = workshop.corpus().attendance.drop_duplicates("name").set_index("name")["person_id"].to_dict()
    assert before["Γ. Παππάς"] == before[FULL] == after[FULL] != after["Γ. Παππάς"]
    alone = workshop.files()
    workshop.build(store=workshop.root / "other")
    assert workshop.files() == alone


def test_a_seat_lasts_as_far_as_the_lists_show(workshop):
    zeno, ida = "Ζήνων Άφαντος", "Ίδα Νεοφώτιστη"
    put(workshop,
        session(1, "2024-02-01", *NAMES[:2], zeno), session(2, "2024-03-01", *NAMES[:2], zeno),
        session(3, "2024-04-01", *NAMES[:3], subject="Ορκωμοσία νέου δημοτικού συμβούλου κ. ΙΔΑΣ ΝΕΟΦΩΤΙΣΤΗΣ"),
        session(4, "2024-05-01", *NAMES[:2], ida), session(5, "2024-06-01", NAMES[0], NAMES[2], ida),
        session(6, "2024-07-01", *NAMES[:2], ida))  # fmt: skip
    workshop.build()
    rows = workshop.corpus().people.set_index("name")

    def day(name, column):
        value = rows.loc[name, column]
        return None if value is None or value != value else value.date()

    assert rows.loc[NAMES[0], "seated_from_basis"] == "first_list"
    assert rows.loc[NAMES[0], "seated_until_basis"] == "last_list"
    assert day(NAMES[0], "not_yet_listed") is None
    assert rows.loc[zeno, "seated_until_basis"] == "left_lists"
    assert (day(zeno, "seated_until"), day(zeno, "no_longer_listed")) == (dt.date(2024, 3, 1), dt.date(2024, 4, 1))
    assert rows.loc[ida, "seated_from_basis"] == "sworn_in"
    assert (day(ida, "seated_from"), day(ida, "not_yet_listed")) == (dt.date(2024, 4, 1), dt.date(2024, 4, 1))
    assert (
        rows.loc[ida, "sworn_in_document_id"] == hashlib.sha256((workshop.raw / "a" / "2.txt").read_bytes()).hexdigest()
    )
    # Missing from one list in between is unknown, and neither leaves nor is absent.
    assert rows["unlisted"].to_dict() == {NAMES[0]: 0, NAMES[1]: 1, NAMES[2]: 1, zeno: 0, ida: 0}
    attendance = workshop.corpus().attendance
    assert set(attendance[attendance["name"] == zeno]["decision_number"]) == {1, 2}


def test_a_list_that_is_not_whole_says_nothing_of_seats(workshop):
    put(
        workshop,
        session(1, "2024-02-01", *NAMES),
        session(2, "2024-03-01", *NAMES[:3]),
        session(3, "2024-04-01", *NAMES),
        session(5, "2024-05-01", *NAMES),
        session(4, "2024-06-01", *NAMES[:2]),
    )
    workshop.build()
    rows = workshop.corpus().people.set_index("name")
    assert set(rows["seated_until_basis"]) == {"last_list"}
    assert set(rows["unlisted"]) == {0}


def test_where_most_lists_are_not_whole_no_seat_is_said_to_begin_or_end(workshop):
    put(workshop, session(1, "2024-02-01", *NAMES), session(2, "2024-03-01", *NAMES[:3]),
        session(3, "2024-04-01", *NAMES[2:]))  # fmt: skip
    workshop.build()
    rows = workshop.corpus().people.set_index("name")
    assert rows[["seated_from_basis", "seated_until_basis", "not_yet_listed", "no_longer_listed"]].isna().all(axis=None)
    assert rows["unlisted"].isna().all()
    assert str(rows.loc[NAMES[3], "seated_until"].date()) == "2024-04-01"


def test_a_list_of_the_absent_alone_says_nothing_of_seats(workshop):
    put(workshop, session(1, "2024-02-01", *NAMES[:2]), session(2, "2024-03-01", absent=(NAMES[1],),
        roll_call__layout="absent_only"), session(3, "2024-04-01", NAMES[0], NAMES[1]))  # fmt: skip
    workshop.build()
    rows = workshop.corpus().people.set_index("name")
    assert rows["seated_until_basis"].to_list() == ["last_list", "last_list"]
    assert (rows.loc[NAMES[0], "unlisted"], rows.loc[NAMES[1], "unlisted"]) == (0, 0)


def test_terms_follow_the_law():
    table = terms()
    assert table.of(dt.date(2019, 8, 31)) == "2014-2019"
    assert table.of(dt.date(2019, 9, 1)) == "2019-2023"
    assert table.of(dt.date(2023, 12, 31)) == "2019-2023"
    assert table.of(dt.date(2024, 1, 1)) == "2024-2028"
    assert table.of(dt.date(2010, 1, 1)) is None
    # A year alone does not tell in which of two terms.
    assert (table.of(None, 2019), table.of(None, 2020), table.of(None)) == (None, "2019-2023", None)
    for row in reference.terms():
        assert "ν. " in row["law"]


def test_terms_that_overlap(tmp_path: Path):
    path = tmp_path / "terms.csv"
    path.write_text(
        "term,first_day,last_day,law,note\na,2020-01-01,2020-12-31,l,\nb,2020-12-31,2021-12-31,l,\n", "utf-8"
    )
    with pytest.raises(InputError, match="line 3, column first_day: expected a day after 2020-12-31"):
        reference.terms(path)


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("Έγκριση συμμετοχής του Δήμου στο Δίκτυο Πόλεων για την Ένταξη και ορισμός εκπροσώπου", "networks"),
        ("4η αναμόρφωση προϋπολογισμού του Δήμου οικονομικού έτους 2025", "budget"),
        ("ΕΠΙΒΟΛΗ ΤΕΛΟΥΣ ΧΡΗΣΗΣ ΣΤΟΥΣ ΔΗΜΟΤΙΚΟΥΣ ΧΩΡΟΥΣ ΑΘΛΗΣΗΣ", "fees"),
        ("Ορισμός μελών του Διοικητικού Συμβουλίου της Δημοτικής Κοινωφελούς Επιχείρησης", "appointments"),
        ("Ενημέρωση του Σώματος", None),
        (None, None),
    ],
)
def test_what_a_subject_is_about(subject, expected):
    found = subjects().of(subject)
    assert (found.name if found else None) == expected


def test_an_example_that_does_not_do_as_its_row_says():
    row = {"id": "x", "class": "y", "pattern": "αβγ", "matches": "Άβγ | δεν ταιριάζει", "matches_not": None,
           "source": None, "source_row": 2}  # fmt: skip
    with pytest.raises(InputError, match="line 2, column matches"):
        Subjects([row])
    with pytest.raises(InputError, match="line 2, column pattern"):
        Subjects([row | {"pattern": "("}])
