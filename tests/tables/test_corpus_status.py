from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from invented_records import place, read, record

from cni_analytics.sources import reader_version
from cni_analytics.tables import corpus_status

HERE = Path(__file__).resolve().parent


def standing(workshop):
    return corpus_status(workshop.raw, workshop.corpus_folder)


def test_from_never_built_to_up_to_date_and_out_again(workshop):
    place(workshop.raw, "serres/1.txt", record(1, municipality="Σερρών"))
    never = standing(workshop)
    assert (never.built, never.new, never.up_to_date) == (False, ("serres/1.txt",), False)
    assert "never built" in str(never)
    workshop.build(reader=reader_version())
    assert standing(workshop).up_to_date
    assert "up to date" in str(standing(workshop))
    place(workshop.raw, "serres/2.txt", record(2))
    (workshop.raw / "serres" / "1.txt").unlink()
    now = standing(workshop)
    assert (now.new, now.gone, now.up_to_date) == (("serres/2.txt",), ("serres/1.txt",), False)
    workshop.build(reader="other")
    assert standing(workshop).reasons == ("reader",)


def test_every_document_is_in_the_table_once(workshop):
    place(workshop.raw, "serres/1.txt", record(1, municipality="Σερρών", findings=[]))
    place(workshop.raw, "serres/2.txt", record(2, municipality="Σερρών", document__text_source="ocr"))
    place(workshop.raw, "serres/3.txt", record(2, municipality="Σερρών", document__text_source="mixed"))
    place(workshop.raw, "mine/4.txt", record(None, document__text_source="none"))
    (workshop.raw / "mine" / "5.txt").write_text("damaged")
    workshop.build(reader=reader_version())
    rows = standing(workshop).by_month.fillna({"month": ""}).set_index(["municipality_id", "month"])
    assert rows.drop(columns="listed").loc[("serres", "2024-05")].to_dict() == {
        "fetched": 3, "read": 3, "ocr": 2, "unreadable": 0, "no_decision": 0, "duplicate": 1, "contradictory": 2,
    }  # fmt: skip
    assert rows["fetched"].sum() == 5
    assert rows["listed"].isna().all(), "a folder says what it has, not what there is"
    assert rows["unreadable"].sum() == 2
    shown = str(standing(workshop)).splitlines()
    assert shown[2].split()[:5] == ["municipality_id", "month", "listed", "fetched", "read"]
    assert "serres 2024-05 – 3 3 2 0 0 1 2" in [" ".join(line.split()) for line in shown]
    assert not {"<NA>", "None", "nan"} & set(" ".join(shown).split())


@pytest.mark.parametrize("jobs", [1, 2])
def test_any_number_of_processes_gives_the_same_bytes(workshop, tmp_path_factory, jobs):
    other = type(workshop)(tmp_path_factory.mktemp("other"))
    for n in range(1, 6):
        place(workshop.raw, f"a/{n}.txt", record(n))
        place(other.raw, f"a/{n}.txt", record(n))
    (workshop.raw / "a" / "9.txt").write_text("damaged")
    (other.raw / "a" / "9.txt").write_text("damaged")
    seen = []
    report = workshop.build(jobs=jobs, progress=lambda *a: seen.append(a))
    other.build()
    assert workshop.files() == other.files()
    assert report.read == 6
    assert [s[:2] for s in seen] == [(i, 6) for i in range(1, 7)]


def dies(path: Path) -> dict:
    import os

    if path.name == "2.txt":
        os._exit(9)
    return read(path)


def test_a_document_that_kills_its_process_costs_only_itself(workshop):
    for n in range(1, 6):
        place(workshop.raw, f"a/{n}.txt", record(n))
    report = workshop.build(jobs=2, read=dies)
    assert report.decisions == 4
    (problem,) = report.problems
    assert problem.startswith("a/2.txt: The document could not be read: the process that read it died")


def test_a_script_without_a_guard_builds_all_the_same(workshop):
    for n in range(1, 4):
        place(workshop.raw, f"a/{n}.txt", record(n))
    script = workshop.root / "script.py"
    script.write_text(
        f"import sys\nsys.path.insert(0, {str(HERE)!r})\nfrom invented_records import read\n"
        "from cni_analytics.tables import build_corpus\n"
        f"report = build_corpus({str(workshop.raw)!r}, {str(workshop.corpus_folder)!r}, "
        f"store={str(workshop.store)!r}, read=read, reader='t', jobs=2)\nprint(report.decisions, report.problems)\n"
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout == "3 ()\n", done.stderr
