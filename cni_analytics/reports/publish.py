"""One report: which notebooks must run, running them, and putting the pages in place in one step."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from cni_analytics import atomic
from cni_analytics.errors import CniError
from cni_analytics.reports import assemble, fingerprint, periods, runner
from cni_analytics.reports.inputs import write_inputs
from cni_analytics.reports.parameters import Value
from cni_analytics.reports.workbook import Workbook

MANIFEST = "manifest.json"
PARTIAL = "partial"


@dataclass(frozen=True, slots=True)
class Step:
    """What became of one notebook: ``state`` is ``executed`` or ``unchanged``."""

    notebook: str
    state: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Published:
    """A report as it stands after a run.

    Attributes
    ----------
    folder
        Where it was published.
    steps
        One a notebook, in order.
    unchanged
        Nothing had to run and nothing was written.
    not_forked
        Why kernels were not forked from a preloaded process; empty where they were.
    """

    folder: Path
    steps: tuple[Step, ...]
    unchanged: bool
    not_forked: str = ""

    @property
    def index(self) -> Path:
        """The page to open first."""
        return self.folder / "index.html"


@dataclass(frozen=True)
class Report:
    """One report that is to be published.

    Attributes
    ----------
    out
        Folder of all reports.
    name
        Its folder in there: ``network``, ``serres-en``, ``serres/2024``.
    book
        Corpus, municipality, period and language.
    notebooks
        Notebooks in order, with their checked parameters.
    limit
        Seconds of wall clock that one notebook may take.
    """

    out: Path
    name: str
    book: Workbook
    notebooks: Mapping[Path, Mapping[str, Value]]
    limit: float = runner.LIMIT_SECONDS

    @property
    def folder(self) -> Path:
        """Where it is published; replaced as a whole."""
        return self.out / self.name

    @property
    def partial(self) -> Path:
        """Where what ran of a failed run is kept."""
        return self.out / PARTIAL / self.name

    @property
    def documents(self) -> int:
        """Documents of the selection that are counted."""
        return int((self.book.documents["status"] == "counted").sum())


Progress = Callable[[int, int, str, str], None]
"""``(done, total, notebook, state)``: told before and after each notebook."""


def unchanged(report: Report) -> Published | None:
    """The report as it stands, where nothing that it is made from has changed and every file of it is whole."""
    keys, before = _keys(report), last_manifest(report.folder)
    if before.get("keys") == keys and _complete(report.folder, before):
        return Published(report.folder, tuple(Step(name, "unchanged", 0.0) for name in keys), unchanged=True)
    return None


def publish(report: Report, *, progress: Progress, cells: runner.Cells = lambda *_: None) -> Published:
    """Run what must run and publish the report; whoever calls holds the lock of ``alone``.

    Parameters
    ----------
    report
        What to publish.
    progress
        Told about each notebook.
    cells
        Told after each cell of the notebook that runs.

    Raises
    ------
    NotebookError
        For the first notebook that fails; what ran of it is kept beside the reports, under ``partial/``.
    CniError
        Where the corpus was built anew while the notebooks ran.
    OSError
        Where it cannot be written.
    """
    atomic.recover(report.folder)
    as_it_was = unchanged(report)
    if as_it_was is not None:
        return as_it_was
    before = last_manifest(report.folder)
    scratch = atomic.scratch_folder(report.folder)
    try:
        published = _fill(scratch, report, before, progress, cells)
        _carry_periods(report.folder, scratch)
        atomic.publish_folder(scratch, report.folder)
    except BaseException:
        shutil.rmtree(scratch, ignore_errors=True)
        raise
    _forget_partial(report)
    return published


def discard(report: Report) -> None:
    """Remove what a run left unfinished that was killed."""
    for left in report.folder.parent.glob(f".{report.folder.name}.*.new"):
        shutil.rmtree(left, ignore_errors=True)


def _fill(
    scratch: Path, report: Report, before: Mapping[str, Any], progress: Progress, cells: runner.Cells
) -> Published:
    book, total = report.book, len(report.notebooks)
    corpus, keys = book.corpus_hash(), _keys(report)
    steps: list[Step] = []
    not_forked = ""
    for number, path in enumerate(report.notebooks):
        old = before if before.get("keys", {}).get(path.stem) == keys[path.stem] else {}
        progress(number, total, path.stem, "runs")
        step, why = _step(path, report, scratch, old, cells)
        steps.append(step)
        not_forked = not_forked or why
        progress(number + 1, total, path.stem, step.state)
    if book.corpus_hash() != corpus:
        raise CniError(
            str(book.corpus.path), expected="the same corpus until the last notebook has run",
            found="one that was built anew meanwhile", next_step="run the report again",
        )  # fmt: skip
    made = assemble.write_pages(
        scratch, book, [path.stem for path in report.notebooks], other_language=_other_language(report)
    )
    write_inputs(scratch, book, report.notebooks)
    made_by = book.corpus.manifest
    manifest = {
        "schema": "cni-report/1",
        "name": report.name,
        "keys": keys,
        "corpus_sha256": corpus,
        "code_sha256": fingerprint.code(),
        "versions": fingerprint.versions(),
        "parameters": _stated(report),
        "corpus": {"reader": made_by.reader, "builder": made_by.builder, "schema": made_by.schema},
        **made,
    }
    manifest["files"] = _files(scratch)
    atomic.write_text(scratch / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True) + "\n")
    return Published(report.folder, tuple(steps), unchanged=False, not_forked=not_forked)


def _stated(report: Report) -> dict[str, dict[str, Value]]:
    return {
        path.stem: {name: value for name, value in values.items() if name != "corpus"}
        for path, values in report.notebooks.items()
    }


def _keys(report: Report) -> dict[str, str]:
    corpus, stated = report.book.corpus_hash(), _stated(report)
    return {path.stem: fingerprint.of_run(path, stated[path.stem], corpus) for path in report.notebooks}


def _step(path: Path, report: Report, scratch: Path, old: Mapping[str, Any], cells: runner.Cells) -> tuple[Step, str]:
    """Take one notebook's output from the last report where it is still good, run it otherwise."""
    executed = scratch / "notebooks" / path.name
    executed.parent.mkdir(exist_ok=True)
    files: Sequence[str] = old.get("figures_of", {}).get(path.stem, ())
    kept = report.folder / "notebooks" / path.name
    if old and kept.exists() and all((report.folder / name).exists() for name in files):
        for name in ("notebooks/" + path.name, *files):
            shutil.copy2(report.folder / name, scratch / name)
        return Step(path.stem, "unchanged", 0.0), ""
    partial = report.partial / path.name
    started = perf_counter()
    values = {**report.notebooks[path], "output": str(scratch)}
    why = runner.execute(path, partial, values, limit=report.limit, cells=cells)
    _forget_scratch(partial, executed)
    return Step(path.stem, "executed", perf_counter() - started), why


def _forget_scratch(partial: Path, executed: Path) -> None:
    """Publish the executed notebook as an analyst can go on with it: no path of the run that made it.

    Nor anything else that is another in every run: papermill draws the id of the cell it adds.
    """
    notebook = json.loads(partial.read_text("utf-8"))
    notebook["metadata"].pop("papermill", None)
    for cell in notebook["cells"]:
        cell["metadata"].pop("papermill", None)
        cell["metadata"].pop("execution", None)
        if "injected-parameters" in cell["metadata"].get("tags", ()):
            source = "".join(cell["source"]).splitlines(keepends=True)
            cell["source"] = [line for line in source if not line.startswith(("corpus =", "output ="))]
            cell["id"] = "injected-parameters"
    atomic.write_text(executed, json.dumps(notebook, ensure_ascii=False, indent=1) + "\n")
    partial.unlink()


def _forget_partial(report: Report) -> None:
    """A report that is published needs no more what earlier runs left of it."""
    if report.partial.is_dir():
        for left in report.partial.iterdir():
            if left.is_file():
                left.unlink()
    folder = report.partial
    while folder != report.out and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _carry_periods(folder: Path, scratch: Path) -> None:
    """Reports of a period lie inside the report of all days: they go along when that is replaced."""
    for kept in folder.glob("*/"):
        if periods.FOLDER.fullmatch(kept.name):
            shutil.copytree(kept, scratch / kept.name, copy_function=_linked)


def _linked(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _other_language(report: Report) -> str | None:
    """Where the same report is published in the other language, from its own folder; ``None`` where it is not."""
    slug, *period = report.name.split("/")
    slug = f"{slug}-en" if report.book.language == "el" else slug.removesuffix("-en")
    if not (report.out.joinpath(slug, *period) / "index.html").exists():
        return None
    return "/".join([".."] * (1 + len(period)) + [slug, *period, "index.html"])


def last_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of the report that stands in a folder; empty where none does, or none that can be read."""
    try:
        found = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): fingerprint.of_file(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _complete(folder: Path, manifest: Mapping[str, Any]) -> bool:
    """Whether every file of the last report is there as it was published."""
    files: Mapping[str, str] = manifest.get("files", {})
    return bool(files) and all(
        (folder / name).is_file() and fingerprint.of_file(folder / name) == sha256 for name, sha256 in files.items()
    )
