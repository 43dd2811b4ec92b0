"""A library, whoever fetches into it, and a stand-in to fetch from."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

from cni_analytics.sources.diavgeia import FetchReport, fetch
from cni_analytics.sources.diavgeia_client import Client
from cni_analytics.sources.diavgeia_plan import Target
from cni_analytics.sources.library import Library
from cni_analytics.sources.library_rows import DIAVGEIA
from cni_analytics.sources.standin import Archive, Filed, Standin

FIRST, LAST = dt.date(2023, 1, 1), dt.date(2024, 12, 31)
CLOCK = dt.datetime(2025, 3, 1, 9, 30, tzinfo=dt.UTC)


class Desk:
    """A library and whoever fetches into it, without waiting."""

    def __init__(self, standin: Standin, root: Path) -> None:
        self.standin, self.root = standin, root
        self.slept: list[float] = []
        self.library = Library(root / "library", clock=lambda: CLOCK)
        self.asked_before = 0

    @property
    def targets(self) -> list[Target]:
        return [Target(o.municipality.key, o.uid) for o in self.standin.archive.organizations.values()]

    def fetch(self, *, first: dt.date = FIRST, last: dt.date = LAST, targets=None, **more) -> FetchReport:
        self.asked_before = len(self.standin.requests)
        with Client(self.standin.url, pause=0, sleep=self.slept.append, clock=lambda: CLOCK) as client:
            return fetch(client, self.library, targets or self.targets, first=first, last=last, **more)

    @property
    def asked(self) -> list:
        """Requests of the last fetch."""
        return self.standin.requests[self.asked_before :]

    @property
    def downloads(self) -> list[str]:
        return [r.path for r in self.asked if r.path.startswith("/doc/") and r.method == "GET"]

    def adas(self) -> set[str]:
        return {d.ada for d in Library(self.library.folder).listed()}

    def row(self, filed: Filed):
        return Library(self.library.folder).current((DIAVGEIA, filed.ada))


def of_council(archive: Archive, *, shared: bool = True) -> set[str]:
    """What a fetch of the councils' units should bring: with a shared unit the mayor's decisions too."""
    units = {uid for o in archive.organizations.values() for label, uid in o.units.items() if "ΣΥΜΒΟΥΛΙΟ" in label}
    return {f.ada for f in archive.filed.values() if f.unit_id in units and f.latest.status == "PUBLISHED"}


def killed(desk: Desk, moment: str) -> subprocess.CompletedProcess[str]:
    """Run a fetch in a process of its own that is killed at a moment."""
    script = textwrap.dedent(_KILLED).format(
        moment=moment, url=desk.standin.url, folder=str(desk.library.folder), first=FIRST, last=LAST,
        targets=[(t.municipality_id, t.organization_id) for t in desk.targets],
    )  # fmt: skip
    done = subprocess.run([sys.executable, "-c", script], env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == -signal.SIGKILL, done.stderr
    return done


_KILLED = """
    import datetime as dt, os, signal
    from pathlib import Path
    from cni_analytics.sources import diavgeia, diavgeia_client, journal, library
    from cni_analytics.sources.diavgeia_plan import Target
    def die(*_, **__):
        os.kill(os.getpid(), signal.SIGKILL)
    def nth(function, n, instead=die):
        count = 0
        def counted(*a, **k):
            nonlocal count
            count += 1
            return instead(*a, **k) if count == n else function(*a, **k)
        return counted
    moment = {moment!r}
    Client, Library, Journal = diavgeia_client.Client, library.Library, journal.Journal
    if moment == "while listing":
        Client.get = nth(Client.get, 5)
    elif moment == "between two bytes of a transfer":
        body = Client._body
        def half(self, answer, url, limit):
            for chunk in body(self, answer, url, limit):
                yield chunk[: len(chunk) // 2]
                die()
        keep, plain = Client.download, Client._body
        def download(self, url, into):
            download.count = getattr(download, "count", 0) + 1
            Client._body = half if download.count == 4 else plain
            return keep(self, url, into)
        Client.download = download
    elif moment == "before the file takes its name":
        Library._file = nth(Library._file, 9)
    elif moment == "between file and manifest":
        Library.record = nth(Library.record, 20)
    elif moment == "in the middle of a line of the manifest":
        def torn(self, lines):
            data = (__import__("json").dumps(next(iter(lines)), ensure_ascii=False) + "\\n").encode()
            with self.path.open("ab") as file:
                file.write(data[: len(data) // 2])
            die()
        Journal.append = nth(Journal.append, 40, torn)
    client = Client({url!r}, pause=0, sleep=lambda _: None)
    targets = [Target(*t) for t in {targets!r}]
    diavgeia.fetch(client, Library(Path({folder!r})), targets, first=dt.date.fromisoformat("{first}"),
                   last=dt.date.fromisoformat("{last}"))
"""
