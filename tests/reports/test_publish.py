"""A report is replaced as a whole or not at all, and nothing runs twice."""

from __future__ import annotations

import json

import pytest
from filelock import FileLock

from cni_analytics.errors import InputError, UsageError
from cni_analytics.reports import run
from cni_analytics.reports.alone import BusyError
from cni_analytics.reports.runner import NotebookError

DRAW = """
import cni_analytics as cni
book = cni.reports.open_workbook(corpus, municipality, date_from, date_to, language, output)
rates = cni.metrics.attendance_rates(book.decisions)
book.show(cni.figures.attendance_by_council(rates, names=book.memberships, language=language,
                                            context=book.context("roll_call.seats", "roll_call.present_count")))
book.listing(book.decisions.assign(value=book.decisions["subject"]), "municipality_id", "value", "decision_year")
"""


@pytest.fixture
def published(project, write_notebook, tmp_path):
    folder = write_notebook("attendance", DRAW)
    options = {"notebooks": folder, "out": tmp_path / "reports"}
    return run(**options), options


def test_a_report_holds_its_figures_its_pages_and_what_it_was_made_from(published):
    report, options = published
    assert [s.state for s in report.steps] == ["executed"]
    names = {p.relative_to(report.folder).as_posix() for p in report.folder.rglob("*") if p.is_file()}
    assert {f"fig-attendance-by-council.{s}" for s in ("svg", "png", "csv", "json")} < names
    assert {"index.html", "attendance.html", "manifest.json", "notebooks/attendance.ipynb"} < names
    manifest = json.loads((report.folder / "manifest.json").read_text("utf-8"))
    assert set(manifest["files"]) == names - {"manifest.json"}
    assert manifest["figures_of"]["attendance"][0].startswith("fig-attendance-by-council")

    # From the figure to the words on the page in two clicks.
    page = report.index.read_text("utf-8")
    document = next(n for n in names if n.startswith("documents/"))
    anchor = page.split(f'href="{document}#')[1].split('"')[0]
    assert f'id="{anchor}"' in (report.folder / document).read_text("utf-8")

    # A subject that is a script tag shows as text, on every page and in the notebook's own output.
    for name in names:
        if name.endswith(".html"):
            assert "<script" not in (report.folder / name).read_text("utf-8"), name
    outputs = json.loads((report.folder / "notebooks" / "attendance.ipynb").read_text("utf-8"))["cells"][-1]["outputs"]
    assert all("<script" not in "".join(o.get("data", {}).get("text/html", "")) for o in outputs)

    # The notebook can be gone on with: nothing in it names the run that made it.
    assert str(options["out"]) not in (report.folder / "notebooks" / "attendance.ipynb").read_text("utf-8")

    # Nothing runs twice; what changed runs, and only that.
    before = {p: p.stat().st_mtime_ns for p in report.folder.rglob("*")}
    again = run(**options)
    assert again.unchanged
    assert {p: p.stat().st_mtime_ns for p in report.folder.rglob("*")} == before
    (report.folder / "index.html").unlink()
    mended = run(**options)
    assert [s.state for s in mended.steps] == ["unchanged"]
    assert mended.index.read_text("utf-8") == page


def test_a_failed_run_leaves_the_last_good_report_and_keeps_what_ran(published):
    report, options = published
    before = (report.folder / "manifest.json").read_bytes()
    notebook = options["notebooks"] / "broken.ipynb"
    source = (options["notebooks"] / "attendance.ipynb").read_text("utf-8")
    cells = json.loads(source)
    cells["cells"][-1]["source"] = "print('ran so far')\nraise ValueError('on purpose')"
    notebook.write_text(json.dumps(cells), "utf-8")
    with pytest.raises(NotebookError, match=r"notebook broken\.ipynb.*ValueError: on purpose.*partial") as caught:
        run(**options)
    assert (report.folder / "manifest.json").read_bytes() == before
    kept = options["out"] / "partial" / "network" / "broken.ipynb"
    assert str(kept) in str(caught.value)
    assert "ran so far" in kept.read_text("utf-8")
    assert not list(options["out"].glob(".network.*.new"))


def test_two_runs_at_once_cannot_mix(project, write_notebook, tmp_path):
    folder = write_notebook("attendance", "1")
    out = tmp_path / "reports"
    out.mkdir()
    with FileLock(out / ".lock"), pytest.raises(BusyError, match="no other run"):
        run(notebooks=folder, out=out)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"given": {"minimum": "3"}}, "parameter minimum: expected one that a notebook declares"),
        ({"given": {"language": "en"}}, "parameter language: .*option of its own"),
        ({"municipality": "atlantis"}, "parameter municipality: expected one of"),
        ({"date_from": "2024-02-30"}, "parameter date_from: expected a day"),
        ({"date_from": "2024-02-02", "date_to": "2024-01-01"}, "swap them"),
        ({"language": "fr"}, "parameter language"),
        ({"only": ("nothing",)}, "notebook nothing: expected one of attendance"),
    ],
)
def test_what_is_asked_for_is_checked_before_anything_runs(project, write_notebook, tmp_path, options, message):
    folder = write_notebook("attendance", "1")
    with pytest.raises(UsageError, match=message):
        run(notebooks=folder, out=tmp_path / "reports", **options)
    assert not (tmp_path / "reports").exists()


def test_a_corpus_that_was_never_built(project, write_notebook, tmp_path):
    with pytest.raises(InputError, match="cni build"):
        run(corpus=tmp_path / "nowhere", notebooks=write_notebook("attendance", "1"), out=tmp_path / "reports")


def test_no_notebooks(project, tmp_path):
    with pytest.raises(InputError, match=r"expected notebooks"):
        run(notebooks=tmp_path, out=tmp_path / "reports")
