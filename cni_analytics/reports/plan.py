"""Which reports are asked for: everything about them is checked before anything runs."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from cni_analytics import project
from cni_analytics.errors import InputError, UsageError
from cni_analytics.reports import parameters, runner
from cni_analytics.reports.parameters import Value
from cni_analytics.reports.periods import Period
from cni_analytics.reports.publish import Report
from cni_analytics.reports.workbook import ALL, open_workbook

ORDER = ("coverage", "attendance", "unanimity", "adoption", "council", "session", "quality")
"""Notebooks in the order of the report; any other in the folder follows by name."""
EACH = "each"
"""Stands for the network and then every municipality."""
NETWORK = "network"


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
            str(folder), expected="notebooks (*.ipynb)", found="none", next_step="name their folder with --folder"
        )
    return found


def plan(
    municipalities: Sequence[str] | str = (ALL,),
    period: Period | None = None,
    *,
    corpus: str | os.PathLike[str] = "",
    language: str = "el",
    given: Mapping[str, str | Value] | None = None,
    notebooks: str | os.PathLike[str] = "",
    out: str | os.PathLike[str] = "",
    only: Sequence[str] = (),
    limit: float = runner.LIMIT_SECONDS,
) -> list[Report]:
    """Check what is asked for, and say which reports it comes to.

    Parameters
    ----------
    municipalities
        Ids of the corpus, ``all`` for the network's report, or ``EACH`` for the network and one for every member
        and every other municipality of the corpus.
    period
        Bounds the sessions; nothing where left out. Reports of a period lie in a folder of its name inside the
        municipality's.
    corpus
        Folder of the corpus; empty for the project's own.
    language
        ``el`` or ``en``. The English report stands beside the Greek one, in a folder ending in ``-en``.
    given
        Further parameters, for those notebooks that declare them.
    notebooks
        Their folder; empty for the project's own. One that declares no ``municipality`` is the network's alone, one
        that declares another than ``all`` is for single municipalities.
    out
        Where reports are published; empty for the project's ``reports/``.
    only
        Names of notebooks to run; all when empty.
    limit
        Seconds of wall clock that one notebook may take.

    Returns
    -------
    list of Report
        The network's first. One with no ``documents`` has nothing to report.

    Raises
    ------
    UsageError
        A parameter no notebook has, a value of another type, an unknown municipality or notebook.
    InputError
        The corpus was never built, or there are no notebooks.
    """
    root = project.data_folder().parent
    chosen = _chosen(notebooks_in(Path(notebooks) if notebooks else root / "notebooks"), only)
    days = period or Period()
    first = open_workbook(str(corpus), ALL, *days.bounds, language)
    known = {*first.corpus.memberships["municipality_id"], *first.corpus.documents["municipality_id"].dropna()}
    everything = municipalities == EACH
    if everything:
        municipalities = [ALL, *sorted(known)]
    reports = []
    for municipality in dict.fromkeys([municipalities] if isinstance(municipalities, str) else municipalities):
        if municipality not in {ALL, *known}:
            open_workbook(str(corpus), municipality)  # says which there are
        book = replace(first, municipality=municipality, _tables={})
        name = NETWORK if municipality == ALL else municipality
        own: dict[str, Value] = {
            "corpus": str(Path(book.corpus.path).resolve()),
            "municipality": municipality,
            **dict(zip(("date_from", "date_to"), days.bounds, strict=True)),
            "language": language,
        }
        _no_clash(own, given or {})
        declared = [p for p in chosen if _is_about(p, municipality)]
        if not declared and everything:
            continue
        if not declared:
            raise UsageError(
                f"report {name}",
                expected="a notebook that is about it",
                found=", ".join(path.stem for path in chosen),
                next_step="name another notebook, or with --municipality whom it is about",
            )
        if all("municipality" not in parameters.declared(path) for path in declared):
            del own["municipality"]  # notebooks about the network
        checked = parameters.check({**own, **(given or {})}, declared)
        slug = name if language == "el" else f"{name}-{language}"
        where = Path(out).resolve() if out else root / "reports"
        reports.append(Report(where, "/".join(filter(None, (slug, days.name))), book, checked, limit))
    return sorted(reports, key=lambda report: report.book.municipality != ALL)


def _is_about(notebook: Path, municipality: str) -> bool:
    default = parameters.declared(notebook).get("municipality")
    return default in (None, ALL) if municipality == ALL else default is not None


def _chosen(paths: Sequence[Path], only: Sequence[str]) -> list[Path]:
    unknown = sorted(set(only) - {p.stem for p in paths})
    if unknown:
        raise UsageError(
            f"notebook {unknown[0]}",
            expected=f"one of {', '.join(p.stem for p in paths)}",
            found="none with this name",
            next_step="choose one of them",
        )
    return [p for p in paths if not only or p.stem in only]


def _no_clash(own: Mapping[str, Value], given: Mapping[str, str | Value]) -> None:
    clash = sorted({"output", *own} & set(given))
    if clash:
        raise UsageError(
            f"parameter {clash[0]}",
            expected="a further parameter",
            found="one that has an option of its own",
            next_step="use the option: see `cni report --help`",
        )
