"""How a run of reports is told: a bar where somebody watches, a line a report where nobody does."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from time import monotonic
from typing import Any

import click

from cni_analytics.cli.messages import say
from cni_analytics.printable import printable
from cni_analytics.reports.publish import Report
from cni_analytics.reports.running import Event, Outcome, Watch
from cni_analytics.reports.status import Status

_UNKNOWN_SECONDS = 3.0
"""What a notebook is taken to need until one has run."""
STATES = {"published": "published", "unchanged": "unchanged", "empty": "no document", "failed": "FAILED"}


class Watcher(Watch):
    """Tells a person how a run goes, and keeps ``status.json``.

    Parameters
    ----------
    reports
        All of the run.
    status
        Kept up.
    jobs
        How many run at a time.
    """

    def __init__(self, reports: Sequence[Report], status: Status, jobs: int) -> None:
        self._reports, self._status, self._jobs = reports, status, jobs
        self._left = {r.name: _Left(r, status.seconds(r)) for r in reports}
        self._over = 0
        self._began = monotonic()
        self._now: dict[str, str] = {}
        self._bar: Any = None

    def event(self, event: Event) -> None:
        """A notebook has begun or ended, or one of its cells has run."""
        self._left[event.report.name].to(event)
        self._now[event.report.name] = event.notebook
        self._draw()

    def outcome(self, outcome: Outcome) -> None:
        """A report is over."""
        self._over += 1
        name = outcome.report.name
        self._left.pop(name, None)
        self._now.pop(name, None)
        self._status.add(outcome)
        if len(self._reports) > 1 and outcome.state in ("published", "failed") and not self._draw():
            say(f"{self._over}/{len(self._reports)} {told(outcome)}")

    def say(self, sentence: str) -> None:
        """Something is not as usual."""
        self.close()
        say(sentence)

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def remaining(self) -> float:
        """Seconds that the rest will take, by how long notebooks took before and have taken in this run."""
        measured = [s for left in self._left.values() for s in left.measured]
        usual = sum(measured) / len(measured) if measured else _UNKNOWN_SECONDS
        return sum(left.seconds(usual) for left in self._left.values()) / min(self._jobs, max(1, len(self._left)))

    def _draw(self) -> bool:
        if not sys.stderr.isatty():
            return False
        if self._bar is None:
            from tqdm import tqdm

            total = sum(len(report.notebooks) for report in self._reports)
            self._bar = tqdm(
                total=total, file=sys.stderr, leave=False, dynamic_ncols=True, mininterval=0.2,
                bar_format="{desc} |{bar}| {postfix}",
            )  # fmt: skip
        self._bar.set_description_str(f"{self._over}/{len(self._reports)} reports", refresh=False)
        at_work = ", ".join(f"{name} {notebook}" for name, notebook in self._now.items())
        self._bar.set_postfix_str(f"{printable(at_work)}; {duration(self.remaining())} left", refresh=False)
        rest = sum(left.notebooks for left in self._left.values())
        self._bar.n = max(0.0, self._bar.total - rest)
        self._bar.refresh()
        return True


class _Left:
    """What is left of a report."""

    def __init__(self, report: Report, known: dict[str, float]) -> None:
        self._names = [path.stem for path in report.notebooks]
        self._known = known
        self._done = 0
        self._share = 0.0
        self._since = monotonic()
        self.measured: list[float] = []

    def to(self, event: Event) -> None:
        if event.done > self._done:
            moment = monotonic()
            self.measured.append(moment - self._since)
            self._since = moment
        self._done = event.done
        self._share = event.cell / event.cells if event.cells else 0.0

    @property
    def notebooks(self) -> float:
        return max(0.0, len(self._names) - self._done - self._share)

    def seconds(self, usual: float) -> float:
        rest = self._names[self._done :]
        return sum(self._known.get(name, usual) * (1 - self._share if n == 0 else 1) for n, name in enumerate(rest))


def told(outcome: Outcome) -> str:
    """One line about a report that is over."""
    name, error = outcome.report.name, outcome.error
    if outcome.state == "failed":
        return (
            f"{name}: failed; {error['where']}: expected {error['expected']}, found {error['found']}; "
            + (error["next_step"])
        )
    if outcome.state == "published":
        ran = sum(step.state == "executed" for step in outcome.steps)
        return f"{name}: published, {ran} of {len(outcome.steps)} notebooks run in {duration(outcome.seconds)}"
    if outcome.state == "empty":
        return f"{name}: nothing to report, the corpus has no decision of it that counts"
    return f"{name}: nothing has changed; the report is up to date"


def summary(outcomes: Sequence[Outcome], seconds: float) -> None:
    """Say what became of each report: a table where there are several."""
    if len(outcomes) == 1:
        say(told(outcomes[0]))
        return
    width = max(len(o.report.name) for o in outcomes)
    for o in outcomes:
        ran = sum(step.state == "executed" for step in o.steps)
        what = duration(o.seconds) if o.state == "published" else o.notebook if o.state == "failed" else ""
        notebooks = f"{ran:>2} run" if o.state == "published" else ""
        line = f"  {o.report.name:<{width}}  {STATES[o.state]:<11}  {notebooks:<6}  {what}"
        click.echo(printable(line).rstrip(), err=True)
    counts = [(n, s) for s in STATES if (n := sum(o.state == s for o in outcomes))]
    said = ", ".join(f"{n} {STATES[state].lower()}" for n, state in counts)
    say(f"{len(outcomes)} reports in {duration(seconds)}: {said}")
    for o in outcomes:
        if o.state == "failed":
            say(told(o))


def duration(seconds: float) -> str:
    """A time as a person says it."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
