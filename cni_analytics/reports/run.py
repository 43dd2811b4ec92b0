"""``cni report``: check everything, run the notebooks, publish."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from cni_analytics import project
from cni_analytics.errors import InputError, UsageError
from cni_analytics.reports import parameters
from cni_analytics.reports.parameters import Value
from cni_analytics.reports.publish import Progress, Published, publish
from cni_analytics.reports.workbook import ALL, open_workbook

ORDER = ("coverage", "attendance", "unanimity", "adoption", "session", "quality")
"""Notebooks in the order of the report; any other in the folder follows by name."""


def notebooks_in(folder: Path) -> list[Path]:
    """Every notebook of a folder, in the order of the report.

    Raises
    ------
    InputError
        Where there is none.
    """
    found = sorted(folder.glob("*.ipynb"), key=lambda p: (ORDER.index(p.stem) if p.stem in ORDER else len(ORDER), p))
    if not found:
        raise InputError(
            str(folder), expected="notebooks (*.ipynb)", found="none", next_step="name their folder with --notebooks"
        )
    return found


def run(
    *,
    corpus: str | os.PathLike[str] = "",
    municipality: str = ALL,
    date_from: str = "",
    date_to: str = "",
    language: str = "el",
    given: Mapping[str, str | Value] | None = None,
    notebooks: str | os.PathLike[str] = "",
    out: str | os.PathLike[str] = "",
    only: tuple[str, ...] = (),
    progress: Progress = lambda *_: None,
    bars: bool = False,
) -> Published:
    """Run the notebooks over the corpus and publish their figures and pages.

    Parameters
    ----------
    corpus
        Folder of the corpus; empty for the project's own.
    municipality
        An id of the corpus, or ``all`` for the network's report.
    date_from, date_to
        ISO days that bound the sessions; empty for no bound.
    language
        ``el`` or ``en``. The English report stands beside the Greek one, in a folder ending in ``-en``.
    given
        Further parameters, for those notebooks that declare them.
    notebooks
        Their folder; empty for the project's own.
    out
        Where reports are published; empty for the project's ``reports/``.
    only
        Names of notebooks to run; all when empty.
    progress
        Told about each notebook before and after it.
    bars
        Show a bar over the cells of each.

    Returns
    -------
    Published
        What was done. Nothing runs whose inputs, parameters, notebook and code are what they were.

    Raises
    ------
    UsageError
        A parameter no notebook has, a value of another type, an unknown municipality or notebook.
    InputError
        The corpus was never built, or there are no notebooks.
    NotebookError
        A notebook failed; the report as it stood before is untouched.
    """
    root = project.data_folder().parent
    folder = Path(notebooks) if notebooks else root / "notebooks"
    paths = notebooks_in(folder)
    unknown = sorted(set(only) - {p.stem for p in paths})
    if unknown:
        raise UsageError(
            f"notebook {unknown[0]}",
            expected=f"one of {', '.join(p.stem for p in paths)}",
            found="none with this name",
            next_step="choose one of them",
        )
    chosen = [p for p in paths if not only or p.stem in only]
    book = open_workbook(str(corpus), municipality, date_from, date_to, language)
    own: dict[str, Value] = {
        "corpus": str(Path(book.corpus.path).resolve()),
        "municipality": municipality,
        "date_from": date_from,
        "date_to": date_to,
        "language": language,
    }
    clash = sorted({"output", *own} & set(given or ()))
    if clash:
        raise UsageError(
            f"parameter {clash[0]}",
            expected="a further parameter",
            found="one that has an option of its own",
            next_step="use the option: see `cni report --help`",
        )
    checked = parameters.check({**own, **(given or {})}, chosen)
    name = "network" if municipality == ALL else municipality
    target = (Path(out).resolve() if out else root / "reports") / (name if language == "el" else f"{name}-{language}")
    return publish(book, checked, target, progress=progress, bars=bars)
