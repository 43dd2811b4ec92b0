from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cni_analytics.errors import InputError
from cni_analytics.tables import reference
from cni_analytics.tables.municipalities import municipalities, name_key, slug

DATA = Path(__file__).resolve().parents[2] / "data" / "reference"


def test_the_shipped_tables_are_whole():
    members = reference.memberships()
    assert len(members) == 19
    assert {m["municipality_id"] for m in members} == municipalities().members
    known = municipalities().known
    assert {o["municipality_id"] for o in reference.observed_decisions()} <= known
    assert {c["municipality_id"] for c in reference.conventions()} <= known
    assert reference.corrections() == []


@pytest.mark.parametrize("path", sorted(DATA.glob("*.csv")), ids=lambda p: p.name)
def test_every_table_and_column_is_explained_in_the_readme(path):
    readme = (DATA / "README.md").read_text("utf-8")
    assert f"## {path.name}" in readme
    section = readme.split(f"## {path.name}", 1)[1].split("\n## ", 1)[0]
    with path.open(encoding="utf-8", newline="") as file:
        assert all(f"`{column}`" in section for column in next(csv.reader(file)))


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("network_members.csv", "serres,Σερρών", "Serres!,Σερρών", "line 20, column municipality_id: expected low"),
        ("network_members.csv", "serres,Σερρών", "athens,Σερρών", "line 20, column municipality_id: expected each"),
        ("network_members.csv", "74006", "many", "column population_2021: expected a whole number, found 'many'"),
        ("network_members.csv", "41.08499", "41,08499", "line 20, column row: expected 18 cells, found 19"),
        ("network_members.csv", "council_approval", "magic", "column joined_event: expected one of mou_signed"),
        ("network_members.csv", "2018-01-04,2018-10-31", "2018-01-04,2017-10-31", "column joined_latest"),
        ("network_members.csv", "2018-01-04,2018-10-31", "2018-01-04,31/10/2018", "expected a day, YYYY-MM-DD"),
        ("network_members.csv", "name_el", "name", "line 1, column header: expected municipality_id, name_el"),
        ("observed_decisions.csv", "municipal_council,210", "council,210", "line 2, column body"),
        ("observed_decisions.csv", "docplayer.gr/40186788", "", "line 3, column source: expected a value"),
        ("observed_decisions.csv", "seats only", '"seats only', "well-formed CSV"),
    ],
)  # fmt: skip
def test_an_error_names_file_row_column_and_both_facts(tmp_path, monkeypatch, name, old, new, says):
    text = (DATA / name).read_text("utf-8")
    assert old in text
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference" / name).write_text(text.replace(old, new, 1), "utf-8")
    monkeypatch.setenv("CNI_DATA", str(tmp_path))
    load = {"network_members.csv": reference.memberships, "observed_decisions.csv": reference.observed_decisions}[name]
    with pytest.raises(InputError) as error:
        load()
    assert says in str(error.value)
    assert name in error.value.where
    assert error.value.next_step


def test_a_table_that_is_not_utf8(tmp_path):
    path = tmp_path / "network_members.csv"
    path.write_bytes("Σερρών".encode("cp1253"))
    with pytest.raises(InputError, match="UTF-8"):
        reference.memberships(path)
    with pytest.raises(InputError, match="found nothing"):
        reference.memberships(tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Σερρών", "serres"), ("ΣΕΡΡΩΝ", "serres"), ("Σερρω\u0301ν", "serres"), ("Πειραιά", "piraeus"),
        ("Πειραιώς", "piraeus"), ("Ν. Φιλαδέλφειας-Ν. Χαλκηδόνας", "nea-filadelfeia-nea-chalkidona"),
        ("Ν.Φιλαδέλφειας – Ν.Χαλκηδόνας", "nea-filadelfeia-nea-chalkidona"),
        ("ΝΕΑΣ ΦΙΛΑΔΕΛΦΕΙΑΣ — ΝΕΑΣ ΧΑΛΚΗΔΟΝΑΣ", "nea-filadelfeia-nea-chalkidona"),
        ("Νεάπολης -  Συκεών", "neapoli-sykies"), ("Ηρακλείου Κρήτης", "heraklion"), ("ΗΡΑΚΛΕΙΟΥ", None),
        ("Ηράκλειου", None), ("Ηρακλείου", None), ("Πευκοράχης", None),
    ],
)  # fmt: skip
def test_names_lead_to_one_municipality_or_to_none(name, expected):
    assert municipalities().match(name).id == expected


def test_heraklion_needs_a_further_sign():
    table = municipalities()
    assert table.match("ΗΡΑΚΛΕΙΟΥ").candidates == ("heraklion", "irakleio-attikis")
    ours = table.match_member("Ηράκλειου", "Δίκτυο Πόλεων για την Ένταξη (Cities Network for Integration)")
    assert ours.id == "heraklion"
    assert table.match_member("Ηράκλειου", "Δίκτυο Ορεινών Δήμων").id is None
    assert table.match_member("Ηράκλειου", None).id is None


def test_the_data_folder_of_a_user_comes_first(tmp_path, monkeypatch):
    (tmp_path / "reference").mkdir()
    header = (DATA / "observed_decisions.csv").read_text("utf-8").splitlines()[0]
    (tmp_path / "reference" / "observed_decisions.csv").write_text(header + "\n", "utf-8")
    monkeypatch.setenv("CNI_DATA", str(tmp_path))
    assert reference.observed_decisions() == []
    assert len(reference.memberships()) == 19


GREEK = st.text("αβγδεζηθικλμνξοπρστυφχψωάέήίόύώϊΐς -.΄ΑΩ«»", min_size=1, max_size=40)


@given(GREEK)
def test_an_id_made_from_any_name_can_name_a_folder(name):
    made = slug(name)
    assert made == "" or reference.ID.fullmatch(made)


@given(GREEK)
def test_capitals_and_accents_never_change_which_name_it_is(name):
    assert name_key(name.upper()) == name_key(name) == name_key(name_key(name))
