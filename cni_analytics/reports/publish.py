"""One report: which notebooks must run, running them, and putting the pages in place in one step."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from filelock import FileLock, Timeout

from cni_analytics import atomic
from cni_analytics.errors import CniError, Exit
from cni_analytics.reports import assemble, fingerprint, runner
from cni_analytics.reports.inputs import write_inputs
from cni_analytics.reports.parameters import Value
from cni_analytics.reports.workbook import Workbook

MANIFEST = "manifest.json"
PARTIAL = "partial"


class BusyError(CniError):
    """Another run is publishing reports."""

    exit_code = Exit.FAILURE


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
    """

    folder: Path
    steps: tuple[Step, ...]
    unchanged: bool

    @property
    def index(self) -> Path:
        """The page to open first."""
        return self.folder / "index.html"


Progress = Callable[[int, int, str, str], None]
"""``(done, total, notebook, state)``: told before and after each notebook."""


def publish(
    book: Workbook,
    notebooks: Mapping[Path, Mapping[str, Value]],
    folder: Path,
    *,
    progress: Progress,
    bars: bool = False,
) -> Published:
    """Run what must run and publish the report.

    Parameters
    ----------
    book
        Corpus, municipality, period and language.
    notebooks
        Notebooks in order, with their checked parameters.
    folder
        Replaced as a whole when everything has run; left alone otherwise.
    progress
        Told about each notebook.
    bars
        Show papermill's bar over the cells.

    Raises
    ------
    NotebookError
        For the first notebook that fails; what ran of it is kept beside the reports, under ``partial/``.
    BusyError
        Where another run holds the lock.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder.parent / ".lock")
    try:
        with lock.acquire(timeout=0):
            return _publish(book, notebooks, folder, progress, bars)
    except Timeout:
        raise BusyError(
            str(folder), expected="no other run", found="one that is publishing", next_step="wait for it to end"
        ) from None


def _publish(
    book: Workbook,
    notebooks: Mapping[Path, Mapping[str, Value]],
    folder: Path,
    progress: Progress,
    bars: bool,
) -> Published:
    atomic.recover(folder)
    corpus = book.corpus_hash()
    stated = {path.stem: {n: v for n, v in values.items() if n != "corpus"} for path, values in notebooks.items()}
    keys = {path.stem: fingerprint.of_run(path, stated[path.stem], corpus) for path in notebooks}
    before = _last(folder)
    if before.get("keys") == keys and _complete(folder, before):
        return Published(folder, tuple(Step(name, "unchanged", 0.0) for name in keys), unchanged=True)
    scratch = atomic.scratch_folder(folder)
    try:
        steps = []
        for number, (path, values) in enumerate(notebooks.items()):
            old = before if before.get("keys", {}).get(path.stem) == keys[path.stem] else {}
            progress(number, len(notebooks), path.stem, "runs")
            steps.append(_step(path, values, folder, scratch, old, bars))
            progress(number + 1, len(notebooks), path.stem, steps[-1].state)
        made = assemble.write_pages(scratch, book, [path.stem for path in notebooks])
        write_inputs(scratch, book, notebooks)
        made_by = book.corpus.manifest
        manifest = {
            "schema": "cni-report/1",
            "name": folder.name,
            "keys": keys,
            "corpus_sha256": corpus,
            "code_sha256": fingerprint.code(),
            "versions": fingerprint.versions(),
            "parameters": stated,
            "corpus": {"reader": made_by.reader, "builder": made_by.builder, "schema": made_by.schema},
            **made,
        }
        manifest["files"] = _files(scratch)
        atomic.write_text(scratch / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True) + "\n")
        atomic.publish_folder(scratch, folder)
    except BaseException:
        shutil.rmtree(scratch, ignore_errors=True)
        raise
    return Published(folder, tuple(steps), unchanged=False)


def _step(
    path: Path, values: Mapping[str, Value], folder: Path, scratch: Path, old: Mapping[str, Any], bars: bool
) -> Step:
    """Take one notebook's output from the last report where it is still good, run it otherwise."""
    executed = scratch / "notebooks" / path.name
    executed.parent.mkdir(exist_ok=True)
    files: Sequence[str] = old.get("figures_of", {}).get(path.stem, ())
    kept = folder / "notebooks" / path.name
    if old and kept.exists() and all((folder / name).exists() for name in files):
        for name in ("notebooks/" + path.name, *files):
            shutil.copy2(folder / name, scratch / name)
        return Step(path.stem, "unchanged", 0.0)
    partial = folder.parent / PARTIAL / folder.name / path.name
    started = perf_counter()
    runner.execute(path, partial, {**values, "output": str(scratch)}, progress=bars)
    _forget_scratch(partial, executed)
    return Step(path.stem, "executed", perf_counter() - started)


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
    for empty in (partial.parent, partial.parent.parent):
        if not any(empty.iterdir()):
            empty.rmdir()


def _last(folder: Path) -> dict[str, Any]:
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
