"""``cni report``: the notebooks run, and their pages published."""

from __future__ import annotations

import datetime as dt
from time import monotonic
from typing import TYPE_CHECKING, Any

import click

from cni_analytics.cli.messages import say
from cni_analytics.errors import Exit, UsageError

if TYPE_CHECKING:
    from cni_analytics.reports.periods import Period
    from cni_analytics.reports.publish import Report


def choices(command: Any) -> Any:
    """The options that say which reports, shared with ``cni update``."""
    for option in reversed(
        (
            click.option("--period", metavar="PERIOD", default="",
                         help="Only sessions of a year (2024), a month (2024-06) or last-month."),
            click.option("--language", type=click.Choice(["el", "en"]), default="el", show_default=True,
                         help="Of the pages and figures."),
            click.option("--out", metavar="FOLDER", type=click.Path(), default="",
                         help="Where reports are published.  [default: reports]"),
            click.option("--jobs", "-j", metavar="N", type=click.IntRange(1, 64), default=None,
                         help="Make N reports at a time.  [default: one a core]"),
            click.option("--limit", metavar="SECONDS", type=click.FloatRange(1), default=900, show_default=True,
                         help="Wall clock of one notebook; then its kernel is killed and its report fails."),
        )
    ):  # fmt: skip
        command = option(command)
    return command


@click.command("report")
@click.argument("notebooks", metavar="[NOTEBOOK]...", nargs=-1)
@click.option("--municipality", "municipalities", metavar="ID", multiple=True,
              help="A municipality's report; may be repeated. 'all' is the network's.  [default: all]")  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="The network's report and one for each municipality.")
@choices
@click.option("--from", "date_from", metavar="DAY", default="", help="Only sessions from this day on (YYYY-MM-DD).")
@click.option("--to", "date_to", metavar="DAY", default="", help="Only sessions up to this day (YYYY-MM-DD).")
@click.option("--corpus", metavar="FOLDER", type=click.Path(), default="", help="Which corpus.  [default: data/corpus]")
@click.option("--folder", metavar="FOLDER", type=click.Path(), default="",
              help="Where the notebooks are.  [default: notebooks]")  # fmt: skip
@click.option("--parameter", "-p", "parameters", metavar="NAME=VALUE", multiple=True,
              help="A further parameter that a notebook declares; may be repeated.")  # fmt: skip
def command(
    notebooks: tuple[str, ...], municipalities: tuple[str, ...], everything: bool, period: str, language: str,
    out: str, jobs: int | None, limit: float, date_from: str, date_to: str, corpus: str, folder: str,
    parameters: tuple[str, ...],
) -> int:  # fmt: skip
    """Run the notebooks over the corpus and publish their figures and pages.

    NOTEBOOK is the name of one, such as attendance; all of them where none is given. Parameters are
    checked before anything runs. Each report is replaced as a whole or not at all, and one that fails
    leaves the others alone: what ran of it is kept under partial/ and named. What has not changed is not
    run again. Prints the pages to open; status.json beside them says the same to programs. A report of a
    period lies in a folder inside the municipality's (serres/2024). Exit code 1 where a report failed or
    another run is at work, 3 where there is nothing to report.
    """
    from cni_analytics.reports.plan import EACH, plan

    if everything and municipalities:
        raise UsageError("--all", expected="it alone, or --municipality", found="both",
                         next_step="leave one of them out")  # fmt: skip
    reports = plan(
        EACH if everything else municipalities or ("all",), _period(period, date_from, date_to), corpus=corpus,
        language=language, given=_given(parameters), notebooks=folder, out=out, only=notebooks, limit=limit,
    )  # fmt: skip
    from cni_analytics.reports.alone import alone

    what = "cni report --all" if everything else f"cni report of {', '.join(report.name for report in reports)}"
    with alone(reports[0].out, what):
        return publish(reports, what, jobs, nothing=Exit.OK if everything else Exit.BAD_INPUT)


def publish(reports: list[Report], what: str, jobs: int | None, *, nothing: Exit = Exit.OK) -> int:
    """Publish reports, tell how it goes, and give the exit code; whoever calls holds the lock.

    Parameters
    ----------
    reports
        As ``plan`` gives them.
    what
        What this run is.
    jobs
        How many at a time; one a core where left out.
    nothing
        The exit code where no report had anything to report.
    """
    from cni_analytics.cli.watching import Watcher, summary
    from cni_analytics.reports.front import write_front
    from cni_analytics.reports.running import cores, run_reports
    from cni_analytics.reports.status import Status

    began, status = monotonic(), Status(reports[0].out, what)
    status.begin()
    watcher = Watcher(reports, status, jobs or cores())
    try:
        outcomes = run_reports(reports, jobs=jobs or cores(), watch=watcher)
    finally:
        watcher.close()
    states = {outcome.state for outcome in outcomes}
    code = Exit.FAILURE if "failed" in states else nothing if states == {"empty"} else Exit.OK
    status.end(code)
    try:
        write_front(reports[0].out)
    except OSError as error:
        status.problem = status.problem or f"{error.filename}: {error.strerror}; the page over all reports is as it was"
    if status.problem:
        say(status.problem)
        code = Exit.FAILURE
    summary(outcomes, monotonic() - began)
    for outcome in outcomes:
        if outcome.state in ("published", "unchanged"):
            click.echo(outcome.report.folder / "index.html")
    return code


def _period(text: str, date_from: str, date_to: str) -> Period:
    from cni_analytics.reports.periods import between

    if text and (date_from or date_to):
        raise UsageError("--period", expected="it alone, or --from and --to", found="both",
                         next_step="leave one of them out")  # fmt: skip
    return period_of(text) if text else between(date_from, date_to)


def period_of(text: str, today: dt.date | None = None) -> Period:
    """A period as a person writes it; the last month is the one before this day in Athens."""
    from cni_analytics.reports.periods import stated
    from cni_analytics.sources.moments import athens_day, now

    return stated(text, today or athens_day(now()))


def _given(parameters: tuple[str, ...]) -> dict[str, str | int | float | bool]:
    given: dict[str, str | int | float | bool] = {}
    for text in parameters:
        name, separator, value = text.partition("=")
        if not separator or not name:
            raise UsageError(f"--parameter {text}", expected="NAME=VALUE", found=repr(text),
                             next_step="write it as in --parameter session=26")  # fmt: skip
        given[name] = value
    return given
