"""Building on a Dask cluster: real processes, some of which die, and the same corpus as without it."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cluster_reader import read_or_die
from invented_records import place, record

from cni_analytics import cluster
from cni_analytics.cli import run
from cni_analytics.errors import CniError, Exit
from cni_analytics.simulate import simulate
from cni_analytics.tables import open_corpus, remote

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


class Dask:
    """A scheduler, and as many worker processes as asked, started as the documentation says."""

    def __init__(self, folder: Path, workers: int) -> None:
        self.folder, self._file = folder, folder / "scheduler.json"
        self._env = os.environ | {
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(HERE)]),
            # The first death of a worker is held against what it was reading, so that trying again is tried soon.
            "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0",
        }
        self.processes = [self._start("scheduler", "--host", "127.0.0.1", "--port", "0")]
        until = time.monotonic() + 60
        while not self._address():
            assert self.processes[0].poll() is None, (folder / "scheduler.log").read_text()
            assert time.monotonic() < until
            time.sleep(0.05)
        self.url = self._address()
        if workers:
            self.processes.append(self._start("worker", "--nworkers", str(workers), "--nthreads", "1"))

    def _start(self, what: str, *options: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", what, "--scheduler-file", str(self._file), "--no-dashboard", *options]
        with (self.folder / f"{what}.log").open("wb") as log:
            return subprocess.Popen(command, env=self._env, cwd=self.folder, stdout=log, stderr=log,
                                    start_new_session=True)  # fmt: skip

    def _address(self) -> str:
        try:
            return json.loads(self._file.read_text())["address"]
        except (OSError, ValueError):
            return ""

    def stop(self) -> None:
        for process in self.processes:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture(scope="module")
def dask(tmp_path_factory) -> Iterator[Dask]:
    started = Dask(tmp_path_factory.mktemp("dask"), workers=2)
    yield started
    started.stop()


def other(workshop, tmp_path_factory):
    """A second place for the same documents, built without a cluster."""
    alone = type(workshop)(tmp_path_factory.mktemp("alone"))
    alone.raw.rmdir()
    alone.raw.symlink_to(workshop.raw)
    return alone


def kill_who_reads(seen: Path) -> threading.Thread:
    """Kill the process that says in a file that it is reading."""

    def watch() -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            if seen.exists() and (pid := seen.read_text().strip()):
                os.kill(int(pid), signal.SIGKILL)
                return
            time.sleep(0.02)

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    return thread


def test_a_worker_killed_in_the_middle_costs_nothing(workshop, dask, tmp_path_factory):
    seen = workshop.root / "seen"
    for n in range(1, 13):
        place(
            workshop.raw, f"{'ab'[n % 2]}/{n:02}.txt", record(n) | ({"trial": {"waits": str(seen)}} if n == 4 else {})
        )
    (workshop.raw / "a" / "99.txt").write_text("damaged")
    watching, told = kill_who_reads(seen), []
    report = workshop.build(read=read_or_die, scheduler=dask.url, progress=lambda *a: told.append(a))
    watching.join()
    killed, again = seen.read_text().split()
    assert killed != again, "another process read it in the end"
    assert (report.read, report.decisions) == (13, 12)
    assert [t[:2] for t in told] == [(n, 13) for n in range(1, 14)]
    alone = other(workshop, tmp_path_factory)
    alone.build(read=read_or_die)
    assert workshop.files() == alone.files()
    records = {p.relative_to(workshop.store): p.read_bytes() for p in workshop.store.rglob("*.json")}
    assert records == {p.relative_to(alone.store): p.read_bytes() for p in alone.store.rglob("*.json")}


def test_a_document_that_kills_every_worker_costs_only_itself(workshop, dask):
    for n in range(1, 6):
        place(workshop.raw, f"a/{n}.txt", record(n) | ({"trial": {"kills": True}} if n == 3 else {}))
    report = workshop.build(read=read_or_die, scheduler=dask.url)
    assert report.decisions == 4
    (killer,) = report.problems
    assert killer.startswith("a/3.txt: The document could not be read: the workers that read it died")


def test_the_command_reads_documents_as_without_a_cluster(dask, tmp_path, capsys):
    made = simulate(tmp_path / "sim", municipalities=2, years=1, sessions_per_year=1, per_session=2,
                    formats=("txt", "pdf"))  # fmt: skip
    pdf = next(made.documents.rglob("*.pdf"))
    (made.documents / "cut.pdf").write_bytes(pdf.read_bytes()[:700])
    (made.documents / "disguise.md").write_bytes(pdf.read_bytes())
    (made.documents / "empty.txt").touch()
    os.mkfifo(made.documents / "pipe.txt")
    (made.documents / "page.pdf").write_text("<!doctype html>")
    said = []
    for name, more in (("alone", ["--jobs", "1"]), ("cluster", ["--scheduler", dask.url])):
        options = ["--corpus", tmp_path / name, "--store", tmp_path / f"{name}-store", *more]
        assert run(["build", *map(str, [made.documents, *options])]) == Exit.OK
        said.append([part.replace(f"/{name}:", ":") for part in capsys.readouterr()])
    assert said[0] == said[1]
    files = [{p.relative_to(tmp_path / name): p.read_bytes() for p in (tmp_path / name).rglob("*") if p.is_file()}
             for name in ("alone", "cluster")]  # fmt: skip
    assert files[0] == files[1]
    assert len(open_corpus(tmp_path / "cluster").decisions) == made.decisions


def test_a_worker_with_another_reader_is_refused(workshop, dask, monkeypatch):
    place(workshop.raw, "a/1.txt", record(1))
    monkeypatch.setattr(remote, "reader_version", lambda: "another")
    with pytest.raises(CniError, match=r"\(reader another\), found reader [0-9a-f]{16} on ") as error:
        workshop.build(read=read_or_die, scheduler=dask.url)
    assert error.value.exit_code == Exit.FAILURE
    assert not workshop.corpus_folder.exists()


def test_a_cluster_without_workers_and_one_that_is_lost(workshop, tmp_path, monkeypatch):
    place(workshop.raw, "a/1.txt", record(1))
    workshop.build()
    before = workshop.files()
    place(workshop.raw, "a/2.txt", record(2))
    lonely = Dask(tmp_path, workers=0)
    try:
        with monkeypatch.context() as patched:
            patched.setattr(cluster, "PATIENCE", 0.5)
            with pytest.raises(CniError, match="expected a worker, found none") as error:
                workshop.build(read=read_or_die, scheduler=lonely.url)
            assert f"dask worker {lonely.url}" in str(error.value)
        threading.Timer(1.0, lonely.processes[0].kill).start()
        with pytest.raises(CniError, match="expected a scheduler that answers, found it was lost"):
            workshop.build(read=read_or_die, scheduler=lonely.url)
    finally:
        lonely.stop()
    assert workshop.files() == before
    assert workshop.build().decisions == 2


def test_a_scheduler_that_is_not_there(workshop, monkeypatch, capsys):
    place(workshop.raw, "a/1.txt", record(1))
    monkeypatch.setattr(cluster, "CONNECT", 0.3)
    code = run(["build", str(workshop.raw), "--corpus", str(workshop.corpus_folder), "--store", str(workshop.store),
                "--scheduler", "tcp://127.0.0.1:9"])  # fmt: skip
    out, err = capsys.readouterr()
    assert (code, out, err.count("\n")) == (Exit.FAILURE, "", 1)
    assert "expected a Dask scheduler, found no answer" in err


@pytest.mark.parametrize(
    "address", ["127.0.0.1:8786", "tcp://", "tcp://host", "http://host:8786", "tcp://host:x", "8786"]
)
def test_what_is_no_address_is_wrong_usage(address, workshop, capsys):
    assert (
        run(["build", str(workshop.raw), "--corpus", str(workshop.corpus_folder), "--scheduler", address]) == Exit.USAGE
    )
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "expected an address such as tcp://" in err
    assert not workshop.corpus_folder.exists()


def test_jobs_are_the_clusters_own(workshop, capsys):
    assert run(["build", str(workshop.raw), "-j", "2", "--scheduler", "tcp://127.0.0.1:9"]) == Exit.USAGE
    assert "expected --jobs or --scheduler, found both" in capsys.readouterr().err


def test_without_dask_installed_it_is_said_how_to_install_it(workshop, monkeypatch, capsys):
    monkeypatch.setattr(cluster, "find_spec", lambda _: None)
    assert run(["build", str(workshop.raw), "--scheduler", "tcp://127.0.0.1:9"]) == Exit.USAGE
    assert 'pip install "cni-analytics[cluster]"' in capsys.readouterr().err


def test_dask_is_imported_only_where_there_is_work_for_it(workshop):
    place(workshop.raw, "a/1.txt", record(1))
    script = f"""
import sys
sys.path.insert(0, {str(HERE)!r})
from cluster_reader import read_or_die
from cni_analytics.tables import build_corpus
for scheduler in (None, "tcp://127.0.0.1:9"):
    build_corpus({str(workshop.raw)!r}, {str(workshop.corpus_folder)!r}, store={str(workshop.store)!r},
                 read=read_or_die, reader="t", jobs=1, scheduler=scheduler)
print(sorted(m for m in sys.modules if m in ("dask", "distributed", "tornado")))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stdout == "[]\n", done.stderr
