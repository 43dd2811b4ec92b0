"""One report from Python: check everything, run the notebooks, publish."""

from __future__ import annotations

import os
from collections.abc import Mapping

from cni_analytics.reports.alone import alone
from cni_analytics.reports.parameters import Value
from cni_analytics.reports.periods import between
from cni_analytics.reports.plan import notebooks_in, plan
from cni_analytics.reports.publish import Progress, Published, publish
from cni_analytics.reports.workbook import ALL

__all__ = ["notebooks_in", "run"]


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
    BusyError
        Another run is publishing.
    """
    (report,) = plan(
        [municipality], between(date_from, date_to), corpus=corpus, language=language, given=given,
        notebooks=notebooks, out=out, only=only,
    )  # fmt: skip
    with alone(report.out, f"report {report.name}"):
        return publish(report, progress=progress)
