"""Several reports, each in a process of its own, as many at a time as there are cores."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

from cni_analytics.reports import forks, publish, worker
from cni_analytics.reports.publish import Report, Step

END_SECONDS = 10
LOG = "report.log"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one report.

    Attributes
    ----------
    report
        Which.
    state
        ``published``: made anew; ``unchanged``: nothing it is made from has changed; ``empty``: no document of the
        selection is counted, so that nothing was run; ``failed``: it stands as it stood before.
    seconds
        Wall clock.
    steps
        Notebooks, in order; none where it failed.
    error
        ``where``, ``expected``, ``found`` and ``next_step`` of what failed.
    notebook
        The one that was at work when it failed.
    kept
        The partial notebook and logs.
    """

    report: Report
    state: str
    seconds: float = 0.0
    steps: tuple[Step, ...] = ()
    error: dict[str, str] = field(default_factory=dict)
    notebook: str = ""
    kept: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """How a report goes: which notebook, how many of its cells have run, how many notebooks of the report are done."""

    report: Report
    notebook: str
    done: int
    cell: int = 0
    cells: int = 0


class Watch:
    """Is told how a run goes; does nothing with it."""

    def event(self, event: Event) -> None:
        """Something went on."""

    def outcome(self, outcome: Outcome) -> None:
        """A report is over."""

    def say(self, sentence: str) -> None:
        """Something is not as usual."""


def run_reports(reports: Sequence[Report], *, jobs: int = 0, watch: Watch | None = None) -> list[Outcome]:
    """Publish reports, some at a time; whoever calls holds the lock of ``alone``.

    Parameters
    ----------
    reports
        As ``plan`` gives them.
    jobs
        How many at a time; one a core where 0.
    watch
        Told how it goes.

    Returns
    -------
    list of Outcome
        In the order of ``reports``. What one report does, or how it ends, changes nothing about another.
    """
    told = watch or Watch()
    outcomes: dict[str, Outcome] = {}
    to_run: list[Report] = []
    for report in reports:
        over = _over(report)
        if over is None:
            to_run.append(report)
        else:
            outcomes[report.name] = over
            told.outcome(over)
    if to_run:
        with forks.preloaded_process() as why:
            if why:
                told.say(f"kernels are not forked here ({why}); each starts by itself, which takes longer")
            for outcome in _Crew(to_run, jobs or cores(), told, forked=not why).run():
                outcomes[outcome.report.name] = outcome
    return [outcomes[report.name] for report in reports]


def cores() -> int:
    """Cores that this process may use."""
    with contextlib.suppress(AttributeError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _over(report: Report) -> Outcome | None:
    """What needs no process: nothing to report, or nothing changed."""
    if not report.documents:
        return Outcome(report, "empty")
    found = publish.unchanged(report)
    return Outcome(report, "unchanged", steps=found.steps) if found else None


class _Crew:
    """Processes at work, and the reports that wait for one."""

    def __init__(self, reports: Sequence[Report], jobs: int, told: Watch, *, forked: bool) -> None:
        self._rest = deque(reports)
        self._jobs, self._told, self._forked = jobs, told, forked
        self._waiting = selectors.DefaultSelector()
        self._at_work: set[_Work] = set()

    def run(self) -> list[Outcome]:
        done = []
        try:
            while self._rest or self._at_work:
                while self._rest and len(self._at_work) < self._jobs:
                    report = self._rest.popleft()
                    try:
                        self._start(report)
                    except OSError as error:  # a full disk, no more processes or files
                        done.append(Outcome(report, "failed", error=worker.unwritable(report.name, str(error))))
                        self._told.outcome(done[-1])
                if not self._at_work:
                    continue
                for key, _ in self._waiting.select():
                    outcome = self._hear(key.data)
                    if outcome is not None:
                        done.append(outcome)
                        self._told.outcome(outcome)
        finally:
            for left in list(self._at_work):
                left.stop()
            self._waiting.close()
        return done

    def _start(self, report: Report) -> None:
        begun = _Work(report)
        try:
            begun.start(forked=self._forked)
        except forks.CannotForkError as error:
            self._forked = False
            self._told.say(f"no more processes are forked ({error}); the rest starts by itself, which takes longer")
            begun.start(forked=False)
        self._at_work.add(begun)
        self._waiting.register(begun.events, selectors.EVENT_READ, begun)

    def _hear(self, at_work: _Work) -> Outcome | None:
        for event in at_work.heard():
            if "published" in event or "failed" in event:
                at_work.last = event
            elif "cell" in event:
                self._told.event(Event(at_work.report, event["notebook"], at_work.done, event["cell"], event["cells"]))
            else:
                at_work.done = event["number"]
                self._told.event(Event(at_work.report, event["notebook"], at_work.done))
        if not at_work.ended:
            return None
        self._waiting.unregister(at_work.events)
        self._at_work.discard(at_work)
        outcome = at_work.outcome()
        not_forked = at_work.last.get("not_forked")
        if not_forked and self._forked:
            self._told.say(f"{at_work.report.name}: a kernel was not forked ({not_forked})")
        return outcome


class _Work:
    """One report's process, from its start to its outcome."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.last: dict[str, Any] = {}
        self.done = 0
        self.ended = False
        self._heard = b""
        self._log = report.partial / LOG
        self._begun = monotonic()

    def start(self, *, forked: bool) -> None:
        """Start the process and give it its report."""
        self._log.parent.mkdir(parents=True, exist_ok=True)
        asked, ask = os.pipe()
        self.events, tells = os.pipe()
        try:
            with self._log.open("wb") as log:
                files = (asked, tells, log)
                if forked:
                    self._process: Any = forks.fork("cni_analytics.reports.worker:main", files=files)
                else:
                    self._process = subprocess.Popen(
                        [sys.executable, "-P", "-m", worker.__name__], start_new_session=True,
                        stdin=asked, stdout=tells, stderr=log,
                    )  # fmt: skip
        except BaseException:
            for end in (ask, self.events):
                os.close(end)
            raise
        finally:
            for end in (asked, tells):
                os.close(end)
        with contextlib.suppress(BrokenPipeError), os.fdopen(ask, "wb") as stream:
            stream.write(json.dumps(worker.request(self.report)).encode())

    def heard(self) -> list[dict[str, Any]]:
        """Events since the last time."""
        more = os.read(self.events, 1 << 16)
        *lines, self._heard = (self._heard + more).split(b"\n")
        self.ended = not more
        return [json.loads(line) for line in lines]

    def outcome(self) -> Outcome:
        """What became of it, once its process has closed its events."""
        os.close(self.events)
        try:
            code = self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        seconds = monotonic() - self._begun
        last = self.last
        if "published" in last:
            self._forget_log()
            state = "unchanged" if last["unchanged"] else "published"
            return Outcome(self.report, state, seconds, tuple(Step(**step) for step in last["published"]))
        publish.discard(self.report)
        error = last.get("failed") or {
            "where": f"report {self.report.name}",
            "expected": "its process to end by itself",
            "found": f"that it was killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}",
            "next_step": "run it again; where memory ran out, with --jobs 1",
        }
        kept = [Path(path) for path in last.get("kept", ())]
        kept += [self._log] if self._log.exists() and self._log.stat().st_size else []
        self._forget_log(empty=True)
        return Outcome(self.report, "failed", seconds, error=error, notebook=last.get("notebook", ""), kept=tuple(kept))

    def stop(self) -> None:
        """Kill it and what it has started, and remove what it left unfinished."""
        self._process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(END_SECONDS)
        os.close(self.events)
        publish.discard(self.report)
        self._forget_log(empty=True)

    def _forget_log(self, *, empty: bool = False) -> None:
        if self._log.exists() and not (empty and self._log.stat().st_size):
            self._log.unlink()
        folder = self._log.parent
        while folder != self.report.out and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent
