"""A report's figures made again from its archived inputs, in a folder of their own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cni_analytics import project
from cni_analytics.errors import InputError
from cni_analytics.printable import printable
from cni_analytics.reports import parameters, runner
from cni_analytics.reports.plan import notebooks_in
from cni_analytics.reports.verify_archive import AGAIN, ArchivedDocuments
from cni_analytics.tables import build_corpus
from cni_analytics.tables.manifest import Manifest, read_manifest
from cni_analytics.tables.reading import Progress

Told = Callable[[int, int, str, str], None]
"""``(done, total, what, state)``: told before and after the reading and each notebook."""


@dataclass(frozen=True)
class Rebuilt:
    """What came of making a report again.

    Attributes
    ----------
    figures
        Folder of the ``fig-*`` files.
    executed
        The executed notebooks, by name.
    corpus
        Manifest of the corpus that was built for it.
    failed
        Why a notebook did not run to its end, by name.
    """

    figures: Path
    corpus: Manifest
    executed: dict[str, Path] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)


def rebuild(
    documents: ArchivedDocuments,
    tables: Mapping[str, Path],
    notebooks: Mapping[str, Path],
    given: Mapping[str, Mapping[str, Any]],
    work: Path,
    told: Told,
    reading: Progress | None = None,
) -> Rebuilt:
    """Build the corpus and run the notebooks, with nothing but what is given.

    Parameters
    ----------
    documents
        The archived documents.
    tables, notebooks
        Files by name.
    given
        Parameters of each notebook.
    work
        An empty folder; everything is written there.
    told
        About each step.
    reading
        Told after every document that is read.

    Raises
    ------
    InputError
        Where a table cannot be used, or a notebook or its parameters cannot.
    """
    data, copied, figures = work / "data", work / "notebooks", work / "figures"
    for folder, files in ((data / "reference", tables.values()), (copied, notebooks.values())):
        folder.mkdir(parents=True)
        for file in files:
            shutil.copyfile(file, folder / file.name)
    figures.mkdir()
    ordered = notebooks_in(copied)
    values = {path: _values(path, given.get(path.stem, {})) for path in ordered}
    archived = [documents, *documents.listings()]
    total = len(ordered) + 1
    with _data_folder(data):
        told(0, total, "documents", "read again")
        build_corpus(archived, data / "corpus", store=data / "store", progress=reading)
        corpus = read_manifest(data / "corpus")
        assert corpus is not None
        told(1, total, "documents", f"{len(corpus.inputs)} read")
        made = Rebuilt(figures, corpus)
        for number, path in enumerate(ordered, start=1):
            told(number, total, path.stem, "runs")
            executed = work / "executed" / path.name
            own = {"corpus": str(data / "corpus"), "output": str(figures)}
            try:
                runner.execute(path, executed, {**values[path], **own})
            except runner.NotebookError as error:
                made.failed[path.stem] = f"{error.where}: expected {error.expected}, found {error.found}"
            else:
                made.executed[path.stem] = executed
            told(number + 1, total, path.stem, "failed" if path.stem in made.failed else "executed")
    return made


def _values(notebook: Path, given: Mapping[str, Any]) -> dict[str, Any]:
    """The recorded parameters, held to what the notebook declares: they come from a file."""
    kinds = {name: type(value) for name, value in parameters.declared(notebook).items()}
    for name, value in given.items():
        if type(value) is not kinds.get(name):
            raise InputError(
                f"manifest.json, parameter {printable(name)} of {notebook.stem}",
                expected=kinds[name].__name__ if name in kinds else "one that the notebook declares",
                found=printable(repr(value)),
                next_step=AGAIN,
            )
    return dict(given)


@contextmanager
def _data_folder(folder: Path) -> Iterator[None]:
    """Make this the data folder for a while, here and in the kernels; nothing of the user's own is looked at."""
    before = os.environ.get(project.ENVIRONMENT)
    os.environ[project.ENVIRONMENT] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ[project.ENVIRONMENT]
        else:
            os.environ[project.ENVIRONMENT] = before
