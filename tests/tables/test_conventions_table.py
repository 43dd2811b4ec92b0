from __future__ import annotations

import datetime as dt
import json
import pickle

import pytest
from click.testing import CliRunner

import cni_analytics as cni
from cni_analytics.cli import parse
from cni_analytics.derivation.conventions import DEFAULT, Conventions
from cni_analytics.errors import InputError
from cni_analytics.project import data_folder
from cni_analytics.tables import reference
from cni_analytics.tables.conventions import ConventionTable
from cni_analytics.tables.municipalities import municipalities
from cni_analytics.tables.reading import package_reader


def row(line: int = 2, **changes) -> dict:
    made = {
        "municipality_id": "serres", "body": "municipal_council", "convention": "departure_during", "value": "present",
        "valid_from": None, "valid_to": None, "evidence_document": "d", "evidence_words": "w", "note": None,
        "source_row": line,
    }  # fmt: skip
    return made | changes


def table(*rows: dict) -> ConventionTable:
    return ConventionTable(rows, municipalities())


def test_a_body_that_is_not_listed_has_the_defaults():
    found = table(row())
    assert found.of("Σερρών", "municipal_council", "2024-01-01") == Conventions(departure_during="present")
    assert found.of("ΣΕΡΡΩΝ", "municipal_council", None) == Conventions(departure_during="present")
    for other in (("Κατερίνης", "municipal_council"), ("Σερρών", "municipal_committee"), (None, "municipal_council"),
                  ("Σερρών", None), ("Ηρακλείου", "municipal_council")):  # fmt: skip
        assert found.of(*other, "2024-01-01") == DEFAULT


def test_a_convention_holds_from_a_day_to_a_day():
    first, last = dt.date(2020, 1, 1), dt.date(2023, 12, 31)
    found = table(
        row(valid_to=first - dt.timedelta(1)), row(3, value="absent", valid_from=first, valid_to=last),
        row(4, valid_from=last + dt.timedelta(1)), row(5, convention="chair_counted", value="false", valid_from=first),
    )  # fmt: skip
    days = {"2019-12-31": "present", "2020-01-01": "absent", "2023-12-31": "absent", "2024-01-01": "present"}
    assert {d: found.of("Σερρών", "municipal_council", d).departure_during for d in days} == days
    assert found.of("Σερρών", "municipal_council", "2020-01-01").chair_counted is False
    assert found.of("Σερρών", "municipal_council", None) == DEFAULT


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"convention": "no_such_thing"}, "line 2, column convention: expected one of departure_during, list_kind"),
        ({"value": "perhaps"}, "line 2, column value: expected one of absent, present, found 'perhaps'"),
        ({"convention": "chair_counted", "value": "yes"}, "expected one of true, false"),
        ({"valid_from": dt.date(2024, 1, 2), "valid_to": dt.date(2024, 1, 1)}, "column valid_to"),
    ],
)
def test_a_row_that_means_nothing(changes, says):
    with pytest.raises(InputError) as error:
        table(row(**changes))
    assert says in str(error.value)


def test_one_convention_twice_on_one_day():
    with pytest.raises(InputError, match="line 3, column valid_from: expected one value of a convention on any day"):
        table(row(), row(3, valid_from=dt.date(2024, 1, 1)))


def test_the_shipped_conventions_can_be_used():
    assert ConventionTable(reference.conventions(), municipalities()) is not None


@pytest.fixture
def per_decision(tmp_path, monkeypatch):
    """A project whose council of Serres prints a list per decision from 2024 on."""
    (tmp_path / "reference").mkdir()
    shipped = (data_folder() / "reference" / "conventions.csv").read_text("utf-8").splitlines()[0]
    (tmp_path / "reference" / "conventions.csv").write_text(
        f"{shipped}\nserres,municipal_council,list_kind,per_decision,2024-01-01,,an act,its words,\n", "utf-8"
    )
    monkeypatch.setenv("CNI_DATA", str(tmp_path))


DOCUMENT = data_folder() / "raw" / "serres" / "2024-210.md"


def test_the_reader_goes_by_them_and_is_another_one(request):
    plain = package_reader()
    alone = plain(DOCUMENT)
    request.getfixturevalue("per_decision")
    other = pickle.loads(pickle.dumps(package_reader()))
    assert other.version != plain.version
    assert len(alone["attendance_at_item"]["present"]) == 22
    read = other(DOCUMENT)
    assert len(read["attendance_at_item"]["present"]) == 25
    assert read["conventions"]["given"] == ["list_kind"]
    # What would be otherwise is kept only where nothing is given.
    assert "rival_lists" not in read
    assert len(alone["rival_lists"]["per_decision"]["attendance_at_item"]["present"]) == 25


def test_one_document_is_read_by_them_too(request):
    assert len(cni.read(DOCUMENT).present) == 22
    request.getfixturevalue("per_decision")
    decision = cni.read(DOCUMENT)
    assert len(decision.present) == 25
    assert decision.record["conventions"] == {
        "departure_during": "absent", "list_kind": "per_decision", "out_of_agenda_first": True, "chair_counted": True,
        "given": ["list_kind"],
    }  # fmt: skip
    done = CliRunner().invoke(parse.command, [str(DOCUMENT)])
    assert json.loads(done.stdout) == decision.record


def test_the_shipped_decision_shows_an_opening_list():
    record = cni.read(DOCUMENT).record
    assert record["list_kinds"] == ["opening"]
    assert record["conventions"]["given"] == []
    assert "rival_lists" not in record
