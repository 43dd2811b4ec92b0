"""A published folder alone is enough to make its figures again, and a figure that differs says in what and why."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cni_analytics.errors import InputError
from cni_analytics.reports import inputs, run
from cni_analytics.reports.verify import UNEXPLAINED, Result, Verification, verify
from cni_analytics.reports.verify_archive import ArchivedDocuments, open_archive, reference_tables
from cni_analytics.reports.verify_compare import SHOWN, record_differences, row_differences, word_differences
from cni_analytics.reports.verify_present import Present, present_inputs
from cni_analytics.sources.library import Library
from cni_analytics.sources.library_rows import DIAVGEIA, Asked, Row
from cni_analytics.tables import build_corpus

ROOT = Path(__file__).resolve().parents[2]
FIGURE = "fig-unanimity-by-council"


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """The shipped decision, built and reported in a data folder of its own that is gone afterwards."""
    base = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "data" / "raw", base / "data" / "raw")
    shutil.copytree(ROOT / "data" / "reference", base / "data" / "reference")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CNI_DATA", str(base / "data"))
        build_corpus()
        report = run(notebooks=ROOT / "notebooks", only=("unanimity",))
    kept = tmp_path_factory.mktemp("published") / "network"
    shutil.copytree(report.folder, kept)
    shutil.rmtree(base)
    return kept, base


@pytest.fixture
def copy(published, tmp_path):
    return Path(shutil.copytree(published[0], tmp_path / "copy"))


def snapshot(folder):
    return {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in folder.rglob("*") if p.is_file()}


def document(folder):
    (file,) = (folder / "inputs" / "documents").iterdir()
    return file


def by_council(done):
    """What became of the figure that most of the tests look at, among all of its notebook."""
    assert {figure.name for figure in done.figures} == {FIGURE, "fig-unanimity-in-time"}
    return next(figure for figure in done.figures if figure.name == FIGURE)


def test_the_published_folder_alone_gives_the_same_figures(copy, tmp_path):
    before = snapshot(copy)
    (tmp_path / "elsewhere").mkdir()
    bare = {name: value for name, value in os.environ.items() if not name.startswith("CNI_")}
    done = subprocess.run([sys.executable, "-m", "cni_analytics", "verify", str(copy)], capture_output=True, text=True,
                          cwd=tmp_path / "elsewhere", env=bare, check=False)  # fmt: skip
    assert done.stdout.splitlines() == [
        f"identical  {FIGURE}",
        "identical  fig-unanimity-in-time",
        "identical  unanimity, its words and tables",
        f"{copy}: identical are 2 of 2 figures and the words of 1 of 1 notebook",
    ], done.stderr
    assert done.returncode == 0
    assert snapshot(copy) == before
    assert not list((tmp_path / "elsewhere").iterdir())


def test_nothing_published_names_the_machine_it_was_made_on(published):
    folder, base = published
    for path in folder.rglob("*"):
        if path.suffix in (".json", ".csv", ".svg", ".html", ".ipynb"):
            text = path.read_text("utf-8")
            assert str(base) not in text, path
            assert str(ROOT) not in text, path


def test_a_corrected_fact_is_named_with_the_figure_it_changes(copy):
    sha256 = document(copy).stem
    with (copy / "inputs" / "reference" / "corrections.csv").open("a", encoding="utf-8", newline="") as file:
        row = [sha256, "vote.unanimity", '"unanimous"', '"unopposed"', "the minutes, page 3", "a reader"]
        csv.writer(file).writerow(row)
    done = verify(copy)
    assert not done.identical
    figure = by_council(done)
    assert {"csv", "json", "svg"} <= set(figure.files)
    assert any(", strict: 1 → 0" in sentence for sentence in figure.what), figure.what
    assert figure.why == ("corrections.csv changed",)
    assert done.reasons == ("inputs/reference/corrections.csv is not the table that was used",)
    assert "changed    fig-unanimity-by-council: csv, json, png, svg" in str(done)
    (words,) = done.words
    assert words.files == ("ipynb",)


def test_a_changed_document_is_named_with_the_figure_it_changes(copy):
    file = document(copy)
    file.write_text(file.read_text("utf-8").replace("ΟΜΟΦΩΝΑ", "ΚΑΤΑ ΠΛΕΙΟΨΗΦΙΑ"), "utf-8")
    done = verify(copy)
    figure = by_council(done)
    assert "csv" in figure.files
    assert figure.why == ("documents changed",)
    assert done.reasons[0].startswith("documents changed: serres/2024-210.md: sha256")
    assert any(f"inputs/documents/{file.name}" in sentence for sentence in done.others)


def test_a_fact_corrected_in_the_project_since_is_found_where_the_report_lies_in_it(copy, tmp_path, monkeypatch):
    shutil.copytree(ROOT / "data" / "raw", tmp_path / "data" / "raw")
    shutil.copytree(ROOT / "data" / "reference", tmp_path / "data" / "reference")
    monkeypatch.setenv("CNI_DATA", str(tmp_path / "data"))
    archive = open_archive(copy)
    assert present_inputs(archive) == Present()
    with (tmp_path / "data" / "reference" / "corrections.csv").open("a", encoding="utf-8", newline="") as file:
        row = [document(copy).stem, "vote.unanimity", '"unanimous"', '"unopposed"', "the minutes", "a reader"]
        csv.writer(file).writerow(row)
    raw = tmp_path / "data" / "raw" / "serres" / "2024-210.md"
    assert set(present_inputs(archive).tables) == {"corrections.csv"}
    done = verify(copy)
    figure = by_council(done)
    assert {"csv", "json", "svg"} <= set(figure.files)
    assert figure.why == ("corrections.csv changed",)
    assert "corrections.csv changed; rows: 0 → 1; rebuilt only: " in done.reasons[0]
    assert 'vote.unanimity, "unanimous", "unopposed", the minutes, a reader' in done.reasons[0]
    assert not done.others
    raw.write_text(raw.read_text("utf-8") + "\nΠ", "utf-8")
    assert set(present_inputs(archive).documents) == {"serres/2024-210.md"}

    # Elsewhere, what this machine's project holds says nothing about the report.
    monkeypatch.setenv("CNI_DATA", str(tmp_path / "other" / "data"))
    shutil.copytree(tmp_path / "data", tmp_path / "other" / "data")
    assert present_inputs(archive) == Present()


def test_a_changed_csv_or_page_is_told_from_a_changed_input(copy):
    table = copy / f"{FIGURE}.csv"
    rows = table.read_text("utf-8-sig").splitlines()
    before = rows[1]
    rows[1] = before.replace(",1,", ",9,", 1)
    assert rows[1] != before
    table.write_bytes(("﻿" + "\r\n".join(rows) + "\r\n").encode())
    executed = copy / "notebooks" / "unanimity.ipynb"
    executed.write_text(executed.read_text("utf-8").replace("<td>Σερρών</td>", "<td>Σάμου</td>"), "utf-8")
    page = copy / "unanimity.html"
    page.write_text(page.read_text("utf-8") + "<!-- -->", "utf-8")
    (copy / "fig-forged.svg").write_text("<svg/>", "utf-8")
    done = verify(copy)
    figure = by_council(done)
    assert figure.files == ("csv",)
    assert any("9 → 1" in sentence for sentence in figure.what), figure.what
    assert figure.why == (f"{FIGURE}.csv was changed after it was published",)
    (words,) = done.words
    assert any("Σάμου" in sentence and "Σερρών" in sentence for sentence in words.what), words
    assert words.why == ("notebooks/unanimity.ipynb was changed after it was published",)
    assert any(sentence.startswith("unanimity.html: sha256") for sentence in done.others)
    assert "fig-forged.svg: it is not part of the report" in done.others

    # Whoever changes the manifest as well is found out all the same.
    manifest = json.loads((copy / "manifest.json").read_text("utf-8"))
    manifest["files"][table.name] = hashlib.sha256(table.read_bytes()).hexdigest()
    manifest["versions"]["pandas"] = "1.0"
    (copy / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    done = verify(copy)
    figure = by_council(done)
    assert figure.files == ("csv",)
    assert figure.why == ("there are other versions",)
    assert done.reasons[0].startswith("other versions: pandas 1.0 →")


def test_a_notebook_that_no_longer_runs_costs_its_figures_and_says_so(copy):
    path = copy / "inputs" / "notebooks" / "unanimity.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    next(c for c in notebook["cells"] if "unanimity_rates" in "".join(c["source"]))["source"] = ["1/0"]
    path.write_text(json.dumps(notebook), "utf-8")
    figure = by_council(verify(copy))
    assert "ZeroDivisionError" in figure.what[0]
    assert "the notebook unanimity changed" in figure.why


# -- folders that cannot be verified -----------------------------------------------------------------


def test_a_folder_that_is_no_report(tmp_path):
    done = subprocess.run([sys.executable, "-m", "cni_analytics", "verify", str(tmp_path)], capture_output=True,
                          text=True, check=False)  # fmt: skip
    assert done.returncode == 3
    assert done.stdout == ""
    assert done.stderr.startswith(f"cni: {tmp_path}: expected a published report with manifest.json, found none;")
    assert done.stderr.count("\n") == 1


def _edit(name):
    def by(change):
        def edit(folder):
            path = folder / name
            plain = json.loads(path.read_text("utf-8"))
            change(plain)
            path.write_text(json.dumps(plain), "utf-8")

        return edit

    return by


manifest, listed = _edit("manifest.json"), _edit("inputs/inputs.json")


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "manifest.json").write_text("[]"),
        lambda folder: (folder / "manifest.json").write_text("{"),
        lambda folder: (folder / "manifest.json").write_bytes(b"\xff\xfe"),
        lambda folder: (folder / "inputs" / "inputs.json").unlink(),
        lambda folder: (folder / "inputs" / "notebooks" / "unanimity.ipynb").unlink(),
        lambda folder: (folder / "inputs" / "reference" / "corrections.csv").unlink(),
        lambda folder: document(folder).unlink(),
        manifest(lambda m: m.update(schema="cni-corpus/1")),
        manifest(lambda m: m.update(files=["fig.svg"])),
        manifest(lambda m: m.update(parameters={"unanimity": None})),
        manifest(lambda m: m["parameters"]["unanimity"].update(language=3)),
        manifest(lambda m: m["parameters"]["unanimity"].update(other="x")),
        manifest(lambda m: m.pop("versions")),
        listed(lambda i: i.update(schema="other")),
        listed(lambda i: i["documents"].append("x")),
        listed(lambda i: i["documents"][0].update(sha256="../../x")),
        listed(lambda i: i["documents"][0].update(path="serres/x.sh")),
        listed(lambda i: i["reference_tables"].update({"../../x.csv": {"sha256": "0"}})),
        listed(lambda i: i["notebooks"].update({"../x": "0"})),
        listed(lambda i: i.update(notebooks={})),
        listed(lambda i: i.update(listings={"of_sources": [{"decisions": [["x"]], "months": []}]})),
        listed(lambda i: i["documents"][0].update(issue_date="yesterday")),
        listed(lambda i: i["documents"][0].update(publication_date="today")),
    ],
)
def test_a_damaged_report_is_refused_before_anything_runs(copy, damage, monkeypatch):
    monkeypatch.setattr("cni_analytics.reports.verify_rebuild.runner.execute", None)
    damage(copy)
    with pytest.raises(InputError, match=r"expected .+, found .+; .+") as caught:
        verify(copy)
    assert "\n" not in str(caught.value)


def test_a_document_that_is_only_named_is_taken_from_where_it_lies(copy, tmp_path):
    file = document(copy)
    sha256 = file.stem
    (tmp_path / "got" / "deep").mkdir(parents=True)
    file.rename(tmp_path / "got" / "deep" / "as-downloaded.md")
    (tmp_path / "got" / "other.md").write_text("another document", "utf-8")
    archive = open_archive(copy)
    with pytest.raises(InputError, match=rf"{sha256}.*1 of 1 documents missing; .*--documents"):
        ArchivedDocuments(archive)
    with pytest.raises(InputError, match="expected a folder of documents, found nothing"):
        ArchivedDocuments(archive, tmp_path / "nowhere")
    source = ArchivedDocuments(archive, tmp_path / "got")
    (found,) = source.listed()
    assert (found.path, found.sha256, found.listed_under) == ("serres/2024-210.md", sha256, "serres")
    assert found.location.name == "as-downloaded.md"
    assert not source.changed


def test_many_documents_are_named_and_not_copied(project, write_notebook, tmp_path, monkeypatch):
    monkeypatch.setattr(inputs, "HELD_BYTES", 10)
    folder = run(notebooks=write_notebook("attendance", "1"), out=tmp_path / "reports").folder
    stated = json.loads((folder / "inputs" / "inputs.json").read_text("utf-8"))
    assert stated["documents_held"] is False
    assert [(d["path"], d["file"]) for d in stated["documents"]] == [("platanorema/2023-7.txt", None)]
    assert not (folder / "inputs" / "documents").exists()
    archive = open_archive(folder)
    assert set(reference_tables(archive)) == set(stated["reference_tables"])
    (found,) = ArchivedDocuments(archive, project / "raw").listed()
    assert found.sha256 == stated["documents"][0]["sha256"]


def _library(data):
    """One decision fetched from Diavgeia, another listed in the same month and not fetched."""
    library = Library(data / "library")
    with library.alone(), library.incoming() as file:
        file.write((ROOT / "data" / "raw" / "serres" / "2024-210.md").read_bytes())
        sha256, size = library.keep(file, ".md")
        one = {"source": DIAVGEIA, "status": "PUBLISHED", "recorded_at": "", "municipality_id": "serres",
               "body": "municipal_council", "issue_date": "2024-06-26",
               "published_at": "2024-06-27T21:30:00Z"}  # fmt: skip
        library.record(
            Row("fetched", name="ΨΨΨΨΩΡΦ-ΑΑΑ", version="v1", sha256=sha256, size=size, suffix=".md", **one),
            Row("listed", name="ΨΨΨΨΩΡΦ-ΒΒΒ", version="v2", **one),
        )
        library.record_asked(
            [Asked("serres", "1", "1", "municipal_council", "2024-06-01", "2024-06-30", 2, 2, 2, True, "", "")]
        )


def test_what_diavgeia_listed_is_an_input_like_any_other(tmp_path, monkeypatch):
    data = tmp_path / "data"
    monkeypatch.setenv("CNI_DATA", str(data))
    _library(data)
    build_corpus()
    published = run(notebooks=ROOT / "notebooks", only=("coverage",), out=tmp_path / "reports").folder
    folder = Path(shutil.copytree(published, tmp_path / "copy"))
    shutil.rmtree(data)
    monkeypatch.delenv("CNI_DATA")
    stated = json.loads((folder / "inputs" / "inputs.json").read_text("utf-8"))
    assert [d["get"] for d in stated["documents"]] == ["https://diavgeia.gov.gr/doc/ΨΨΨΨΩΡΦ-ΑΑΑ"]
    assert [d["publication_date"] for d in stated["documents"]] == ["2024-06-28"]
    assert [len(of["decisions"]) for of in stated["listings"]["of_sources"]] == [2]
    done = verify(folder)
    assert done.identical, str(done)

    stated["listings"]["of_sources"][0]["decisions"].pop()
    (folder / "inputs" / "inputs.json").write_text(json.dumps(stated), "utf-8")
    done = verify(folder)
    assert {figure.why for figure in done.figures} == {("what the sources listed changed",)}, str(done)
    assert all(figure.state != "identical" for figure in done.figures)

    stated["listings"]["of_sources"] = None
    (folder / "inputs" / "inputs.json").write_text(json.dumps(stated), "utf-8")
    with pytest.raises(InputError, match="expected what the sources listed"):
        verify(folder)


def test_documents_from_a_folder_of_ones_own_are_held_and_shown(project, write_notebook, tmp_path):
    mine = tmp_path / "mine"
    shutil.copytree(project / "raw", mine)
    build_corpus(mine, tmp_path / "corpus", store=tmp_path / "store")
    shutil.move(project / "raw", project / "away")
    try:
        options = {"corpus": tmp_path / "corpus", "notebooks": write_notebook("attendance", "1")}
        folder = run(**options, out=tmp_path / "reports").folder
    finally:
        shutil.move(project / "away", project / "raw")
    (held,) = (folder / "inputs" / "documents").iterdir()
    assert held.read_bytes() == (mine / "platanorema" / "2023-7.txt").read_bytes()
    assert (folder / "documents" / f"{held.stem[:16]}.html").is_file()


# -- how differences are said ------------------------------------------------------------------------


def test_cells_that_differ_are_named_by_row_and_column():
    before = b"council,n,rate\r\nserres,4,0.5\r\nchania,2,1\r\n"
    after = b"council,n,rate\r\nserres,5,0.4\r\nchania,2,1\r\n"
    assert row_differences(before, after) == [
        "row 1 (serres, 4, 0.5), n: 4 → 5",
        "row 1 (serres, 4, 0.5), rate: 0.5 → 0.4",
    ]
    assert row_differences(before, b"council,n\r\nserres,4\r\n") == ["columns: published only rate; rebuilt only none"]
    assert row_differences(before, b"council,n,rate\r\nchania,2,1\r\n") == [
        "rows: 2 → 1",
        "published only: serres, 4, 0.5",
    ]
    assert row_differences(b'council\r\n"', before) == ["the published CSV cannot be read"]


def test_a_cell_that_would_move_the_cursor_is_printed_as_text():
    (sentence,) = row_differences(b"a\r\n\x1b[2Jx\r\n", b"a\r\ny\r\n")
    assert "\x1b" not in sentence


TABLE = st.lists(st.lists(st.text(), min_size=2, max_size=2), min_size=1, max_size=8)


def _csv(rows):
    import io

    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return ("﻿" + out.getvalue()).encode("utf-8", "surrogatepass")


@given(TABLE, TABLE)
def test_rows_that_differ_are_always_said_and_never_without_end(one, other):
    said = row_differences(_csv(one), _csv(other))
    assert bool(said) == (one != other) or "cannot be read" in said[0]
    assert len(said) <= 2 * (SHOWN + 1) + 1
    assert all("\n" not in sentence for sentence in said)


def _executed(*outputs):
    return json.dumps({"cells": [{"outputs": [{"data": o} for o in outputs]}, {"source": "# no outputs"}]}).encode()


def test_sentences_and_rows_of_tables_that_differ_are_shown_without_their_mark_up():
    table = "<table><tr><td>a</td><td>1</td></tr><tr><td>b</td><td>{}</td></tr></table>"
    before = _executed(
        {"text/markdown": ["Ομόφωνες: **3 από 4**.\n", "Τέλος."]}, {"text/html": table.format(2)}
    )  # fmt: skip
    after = _executed({"text/markdown": "Ομόφωνες: **2 από 4**.\nΤέλος."}, {"text/html": table.format(3)})
    assert word_differences(before, before) == []
    assert word_differences(before, after) == [
        "words: Ομόφωνες: **3 από 4**. → Ομόφωνες: **2 από 4**.",
        "words: b 2 → b 3",
    ]
    assert word_differences(b"[]", after) == ["the published notebook cannot be read"]


def test_long_texts_that_begin_alike_are_shown_where_they_part():
    before = "Από 25 στην κλήση σε 22 στο τελευταίο θέμα· η απαρτία είναι {} από τις έδρες του συμβουλίου"
    cell = b"title\r\n%s\r\n"
    one, other = (cell % before.format(n).encode() for n in (18, 21))
    (sentence,) = row_differences(one, other)
    assert "απαρτία είναι 18 από" in sentence
    assert "απαρτία είναι 21 από" in sentence
    assert "title: Από 25 στην κλήση σε…" in sentence
    rows = "<table><tr><td>" + "Μακρινό όνομα " * 20 + "</td><td>{}</td></tr><tr><td>b</td></tr></table>"
    (said,) = word_differences(*(_executed({"text/html": rows.format(n)}) for n in (18, 21)))
    assert said == "words: Μακρινό όνομα Μακριν…όνομα Μακρινό όνομα 18 → Μακρινό όνομα Μακριν…όνομα Μακρινό όνομα 21"


def test_a_record_that_differs_is_told_from_a_figure_that_does():
    changed = Result("fig-a", ("csv", "json"), ("row 1, n: 4 → 5",), ("documents changed",))
    recorded = Result("fig-b", ("json",), ("its rows are the same",), (UNEXPLAINED,), shows_the_same=True)
    done = Verification(
        Path("network"), (changed, recorded, Result("fig-c")), (Result("a"),), ("documents changed: x",)
    )
    assert not done.identical
    assert str(done).splitlines() == [
        "changed    fig-a: csv, json",
        "           row 1, n: 4 → 5",
        "           because documents changed",
        "record     fig-b: json",
        "           its rows are the same",
        f"           because {UNEXPLAINED}",
        "identical  fig-c",
        "identical  a, its words and tables",
        "since then documents changed: x",
        "network: identical are 1 of 3 figures (1 more shows the same) and the words of 1 of 1 notebook",
    ]
    assert Verification(Path("network"), (Result("fig-c"),)).identical
    assert not Verification(Path("network"), (Result("fig-c"),), others=("index.html: it is not there",)).identical


def test_facts_of_a_record_that_differ_are_named_by_their_path():
    documents = [{"path": "a.md", "sha256": "1"}, {"path": "b.md", "sha256": "2"}]
    before = {"versions": {"pandas": "2"}, "documents": documents[1:], "rows": {"csv_sha256": "x"}}
    after = {"versions": {"pandas": "3"}, "documents": documents, "rows": {"csv_sha256": "y"}}
    found = record_differences(json.dumps(before).encode(), json.dumps(after).encode())
    assert found == {
        "documents.a.md.path": "nothing → a.md",
        "documents.a.md.sha256": "nothing → 1",
        "versions.pandas": "2 → 3",
    }
