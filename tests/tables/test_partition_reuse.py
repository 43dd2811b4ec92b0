from __future__ import annotations

from pathlib import Path

import pytest
from invented_records import NAMES, place, record


def put(workshop, municipality: str, year: int, number: int, **changes) -> Path:
    made = record(number, municipality=municipality, decision={"number": number, "year": year},
                  session__date=f"{year}-05-06", **changes)  # fmt: skip
    return place(workshop.raw, f"{municipality}/{year}-{number}.txt", made)


@pytest.fixture
def several(workshop):
    for municipality in ("Αλφα", "Βητα"):
        for year in (2023, 2024):
            for number in (1, 2):
                put(workshop, municipality, year, number)
    workshop.build()
    return workshop


def inodes(workshop) -> dict[str, int]:
    return {p.relative_to(workshop.corpus_folder).as_posix(): p.stat().st_ino
            for p in workshop.corpus_folder.rglob("*.parquet")}  # fmt: skip


def fresh(workshop, tmp_path_factory) -> dict[str, bytes]:
    other = type(workshop)(tmp_path_factory.mktemp("fresh"))
    other.raw = workshop.raw
    other.build()
    return other.files()


def add(workshop):
    put(workshop, "Βητα", 2024, 3)


def add_elsewhere(workshop):
    put(workshop, "Γαμα", 2022, 1, roll_call__seats=7)


def remove(workshop):
    (workshop.raw / "Αλφα" / "2023-1.txt").unlink()


def remove_a_partition(workshop):
    for path in (workshop.raw / "Αλφα").glob("2023-*"):
        path.unlink()


def duplicate(workshop):
    made = record(1, municipality="Αλφα", decision={"number": 1, "year": 2023}, session__date="2023-05-06",
                  document__text_source="ocr", roll_call__seats=9)  # fmt: skip
    place(workshop.raw, "Βητα/copy.txt", made)


def rename(workshop):
    path = workshop.raw / "Αλφα" / "2023-1.txt"
    path.rename(path.with_name("other.txt"))


def another_spelling(workshop):
    made = record(9, municipality="Αλφα", decision={"number": 9, "year": 2022}, session__date="2022-05-06")
    made["roll_call"]["members"][0]["name"] = NAMES[0].upper()
    place(workshop.raw, "Αλφα/2022-9.txt", made)


def look_alike(workshop):
    put(workshop, "Βιτα", 2024, 5)


def a_file_that_is_none(workshop):
    (workshop.raw / "Αλφα" / "2023-3.txt").write_text("damaged")


CHANGES = (add, add_elsewhere, remove, remove_a_partition, duplicate, rename, another_spelling, look_alike,
           a_file_that_is_none)  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda c: c.__name__)
def test_taking_partitions_over_changes_no_byte(several, change, tmp_path_factory):
    change(several)
    several.build()
    assert several.files() == fresh(several, tmp_path_factory)
    assert several.corpus().rows == {name: len(several.corpus()[name]) for name in several.corpus().tables}


def test_only_the_partition_that_changed_is_written(several):
    before = inodes(several)
    add(several)
    several.build()
    after = inodes(several)
    written = {path for path in before if after[path] != before[path]}
    partitioned = {path for path in before if "/municipality_id=" in path}
    assert written & partitioned == {p for p in partitioned if "municipality_id=vita/year=2024" in p}
    assert len(partitioned - written) > 20


def test_a_damaged_partition_is_not_taken_over(several, tmp_path_factory):
    victim = next(several.corpus_folder.glob("attendance/municipality_id=alfa/year=2023/*"))
    victim.write_bytes(b"PAR1")
    add(several)
    several.build()
    assert several.files() == fresh(several, tmp_path_factory)


def test_other_code_takes_nothing_over(several, monkeypatch):
    from cni_analytics.tables import manifest

    before = inodes(several)
    monkeypatch.setattr(manifest, "builder_version", lambda: "newer")
    several.build()
    assert not set(before.values()) & set(inodes(several).values())
