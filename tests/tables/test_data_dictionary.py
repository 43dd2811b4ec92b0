from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from frictionless import Package, validate
from invented_records import place, record

from cni_analytics.tables.dictionary import datapackage, dictionary, package_text
from cni_analytics.tables.export import cell
from cni_analytics.tables.schemas import TABLES

DOCS = Path(__file__).resolve().parents[2] / "docs"
REMAKE = "make it again: python -m cni_analytics.tables.dictionary docs"


def test_the_committed_dictionary_is_what_the_schemas_say():
    assert (DOCS / "data-dictionary.md").read_text("utf-8") == dictionary(), REMAKE
    assert (DOCS / "datapackage.json").read_text("utf-8") == package_text(), REMAKE


def test_the_dictionary_has_every_column_with_its_meaning():
    sections = dictionary().split("\n## ")[1:]
    assert [s.split("\n", 1)[0] for s in sections] == list(TABLES)
    for section, table in zip(sections, TABLES.values(), strict=True):
        rows = [line for line in section.splitlines() if line.startswith("| `")]
        assert len(rows) == len(table.columns)
        assert all(line.replace("\\|", "").count("|") == 7 for line in rows)


def test_the_package_is_valid_by_its_own_profile():
    descriptor = datapackage()
    assert Package.metadata_validate(descriptor) is not None
    assert not list(Package.metadata_validate(descriptor))


@pytest.fixture(params=[False, True], ids=["without text", "with text"])
def with_text(request) -> bool:
    return request.param


@pytest.fixture
def exported(workshop, with_text):
    place(workshop.raw, "serres/1.txt", record(1, subject='+1 "α", β\r\nγ;=δ'))
    place(workshop.raw, "b/2.txt", record(2, municipality="Ηρακλείου", decision=None))
    (workshop.raw / "b" / "3.txt").write_text("nothing")
    workshop.build()
    return workshop.corpus().export(workshop.root / "csv", with_text=with_text)


def test_frictionless_finds_nothing_wrong_with_an_export(exported):
    report = validate(str(exported))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "type", "message"])[:5]
    assert {t.name.replace("-", "_") for t in report.tasks} == set(TABLES)


def test_an_export_has_every_row_and_no_formula(exported, workshop, with_text):
    for name, count in workshop.corpus().rows.items():
        with (exported.parent / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        assert len(rows) == count + 1
        assert not [c for row in rows for c in row if c[:1] in ("=", "+", "@", "\t")]
    with (exported.parent / "decisions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert ("subject" in rows[0]) == with_text
    assert not with_text or '\'+1 "α", β\r\nγ;=δ' in [row["subject"] for row in rows]


def test_an_export_is_replaced_and_nobody_elses_folder_is(exported, workshop, with_text):
    before = {p.name: p.read_bytes() for p in exported.parent.iterdir()}
    workshop.corpus().export(exported.parent, with_text=with_text)
    assert {p.name: p.read_bytes() for p in exported.parent.iterdir()} == before
    mine = workshop.root / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("years of work")
    with pytest.raises(FileExistsError):
        workshop.corpus().export(mine)
    assert (mine / "thesis.txt").exists()


@pytest.mark.parametrize(
    ("value", "written"),
    [(None, ""), (True, "true"), (0, "0"), (-5, "-5"), ("=1", "'=1"), ("-1", "'-1"), ("@a", "'@a"), ("α", "α")],
)
def test_cells(value, written):
    assert cell(value) == written
    assert cell(["=1", "β"]) == json.dumps(["=1", "β"], ensure_ascii=False)
