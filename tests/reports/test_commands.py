"""``cni report`` and ``cni update`` as a scheduler calls them: killed, on a full disk, twice at once."""

from __future__ import annotations

import io
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cni_analytics import cli
from cni_analytics.cli import update, watching
from cni_analytics.errors import CniError, Exit
from cni_analytics.reports import alone, forks
from cni_analytics.reports.plan import plan
from cni_analytics.reports.running import Event, Outcome, Step
from cni_analytics.reports.status import Status

CNI = [sys.executable, "-m", "cni_analytics"]
PATIENCE = 60
"""Seconds that something may take on a busy machine before the test calls it lost."""


class Terminal(io.StringIO):
    """Somebody watches."""

    def isatty(self):
        return True


@pytest.fixture(scope="module", autouse=True)
def _forking():
    """One preloaded process for all commands that run in this process; those that run in their own start theirs."""
    with forks.preloaded_process():
        yield


@pytest.fixture
def reports(project, write_notebook, tmp_path):
    """Options for a command that runs one short notebook."""
    folder = write_notebook("trial", "print(municipality)")
    return ["--folder", str(folder), "--out", str(tmp_path / "reports")]


def cni(*arguments, **options):
    done = subprocess.run(
        [*CNI, *arguments], capture_output=True, encoding="utf-8", check=False, timeout=300, env=by_itself(), **options
    )
    assert not set(done.stderr) & {"\r", "\x1b"}, "nobody watches: no control characters"
    return done


def by_itself():
    return {name: value for name, value in os.environ.items() if name != forks.ADDRESS}


def files(folder):
    return {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in sorted(folder.rglob("*")) if p.is_file()}


def state(out):
    return json.loads((out / "status.json").read_text("utf-8"))


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


def until(what, said):
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end, said
        time.sleep(0.05)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_killed_in_the_middle_it_leaves_what_was_published_and_nothing_running(reports, write_notebook, tmp_path):
    out = tmp_path / "reports"
    done = cni("report", *reports, "--all")
    assert done.returncode == 0, done.stderr
    assert "2 published" in done.stderr
    assert sorted(done.stdout.split()) == [
        str(out / name / "index.html") for name in ("network", "platanorematos")]  # fmt: skip
    before = files(out / "network")

    pid = tmp_path / "pid"
    held = f"import os, pathlib, time\npathlib.Path({str(pid)!r}).write_text(f'{{os.getpid()}} {{os.getppid()}}')\n"
    write_notebook("trial", held + "time.sleep(600)")
    running = subprocess.Popen([*CNI, "report", *reports], stderr=subprocess.PIPE, text=True, env=by_itself())
    until(lambda: pid.exists() and pid.read_text(), "the notebook did not start")
    # A second run is told who is at work, and touches nothing.
    second = cni("report", *reports)
    assert second.returncode == Exit.FAILURE
    assert f"found cni report of network (process {running.pid} on " in second.stderr
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    running.stderr.close()
    kernel, preloaded = map(int, pid.read_text().split())
    until(lambda: not alive(kernel) and not alive(preloaded), "a killed run left processes behind")
    assert files(out / "network") == before
    assert state(out)["run"]["ended"] is None

    write_notebook("trial", "print(municipality, 'again')")
    after = cni("report", *reports)
    assert after.returncode == 0, after.stderr
    assert state(out)["run"]["exit_code"] == 0
    assert "again" in (out / "network" / "notebooks" / "trial.ipynb").read_text("utf-8")
    assert not list(out.glob(".*.new"))
    assert not (out / "partial").exists()


def test_a_disk_that_is_full_fails_the_report_and_keeps_the_last(reports, write_notebook, tmp_path, monkeypatch):
    out = tmp_path / "reports"
    (report,) = plan(["all"], notebooks=reports[1], out=out)
    assert cli.run(["report", *reports, "--limit", "120"]) == 0
    before = files(out / "network")
    write_notebook("trial", "print('x' * 300_000)")

    def no_room():
        # As on a full disk, a write past this size fails with an OSError.
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    done = cni("report", *reports, preexec_fn=no_room)
    assert done.returncode == Exit.FAILURE
    assert "network: failed" in done.stderr
    assert "File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert files(out / "network") == before
    assert state(out)["reports"]["network"]["state"] == "failed"
    assert not list(out.glob(".*.new"))
    assert cli.run(["report", *reports]) == 0
    assert "xxx" in (report.folder / "notebooks" / "trial.ipynb").read_text("utf-8")


def test_the_exit_code_the_lines_and_the_status_say_what_happened(reports, write_notebook, tmp_path, capsys):
    write_notebook("trial", "if municipality != 'all':\n    raise ValueError('on purpose')")
    assert cli.run(["report", *reports, "--all", "--period", "2023"]) == Exit.FAILURE
    said = capsys.readouterr()
    assert said.out.split() == [str(tmp_path / "reports" / "network" / "2023" / "index.html")]
    kept = tmp_path / "reports" / "partial" / "platanorematos" / "2023" / "trial.ipynb"
    assert re.search(r"platanorematos/2023 +FAILED +trial", said.err)
    assert re.search(r"network/2023 +published +1 run", said.err)
    assert "found ValueError: on purpose; open " + str(kept) in said.err
    assert "1 published" in said.err
    assert "1 failed" in said.err
    assert kept.exists()
    stated = state(tmp_path / "reports")
    assert stated["run"]["exit_code"] == 1
    assert stated["reports"]["platanorematos/2023"]["kept"] == ["partial/platanorematos/2023/trial.ipynb"]

    write_notebook("trial", "1")
    assert cli.run(["report", *reports, "--period", "2023", "--municipality", "platanorematos"]) == 0
    assert not kept.exists(), "a report that is published needs its old failure no more"
    capsys.readouterr()
    assert cli.run(["report", *reports, "--period", "2023", "--municipality", "platanorematos"]) == 0
    assert "nothing has changed" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--all", "--municipality", "serres"], 2, "--all: expected it alone"),
        (["--period", "0621"], 2, "expected a year"),
        (["--period", "2024", "--from", "2024-01-01"], 2, "--period: expected it alone"),
        (["--jobs", "0"], 2, "--jobs"),
        (["-p", "sesion=0621"], 2, "parameter sesion"),
        (["--municipality", "platanorematos", "--period", "1999"], 3, "nothing to report"),
        (["--all", "--period", "1999"], 0, "no document"),
    ],
)
def test_what_cannot_be_done_is_refused_before_anything_runs(reports, capsys, monkeypatch, arguments, code, message):
    monkeypatch.setattr(forks, "preloaded_process", None)
    assert cli.run(["report", *reports, *arguments]) == code
    assert message in capsys.readouterr().err


def test_the_last_month_is_the_one_before_today_in_athens(reports):
    import datetime as dt

    from cni_analytics.cli.report import period_of

    assert period_of("last-month", dt.date(2024, 7, 1)).name == "2024-06"


def test_text_stays_text_up_to_the_kernel(project, write_notebook, tmp_path):
    parameters = 'corpus = ""\nmunicipality = "all"\ndate_from = ""\ndate_to = ""\nlanguage = "el"\noutput = ""'
    folder = write_notebook("trial", "print(repr(session))", parameters + '\nsession = ""')
    out = tmp_path / "reports"
    assert cli.run(["report", "--folder", str(folder), "--out", str(out), "-p", "session=0621"]) == 0
    cells = json.loads((out / "network" / "notebooks" / "trial.ipynb").read_text("utf-8"))["cells"]
    assert "".join(cells[-1]["outputs"][0]["text"]) == "'0621'\n"


# -- update ------------------------------------------------------------------------------------------


@pytest.fixture
def clone(tmp_path, data_folder, write_notebook, monkeypatch):
    """A project of its own, with one short notebook."""
    write_notebook("trial", "print(municipality)")
    shutil.copytree(data_folder, tmp_path / "data")
    monkeypatch.setenv("CNI_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_update_without_a_network_builds_and_reports_all_the_same(clone, capsys, monkeypatch):
    def unreachable(name, arguments):
        if name == "fetch":
            assert arguments == ["--network"]
            raise CniError("diavgeia.gov.gr", expected="an answer", found="none", next_step="try again later")
        return real(name, arguments)

    real = update._call
    monkeypatch.setattr(update, "_call", unreachable)
    assert cli.run(["update"]) == Exit.FAILURE
    said = capsys.readouterr()
    assert "diavgeia.gov.gr: expected an answer" in said.err
    assert "fetch: failed (exit code 1)" in said.err
    assert "build: done" in said.err
    assert "report: done" in said.err
    assert "\ncni: update: fetch failed, " in said.err
    assert str(clone / "reports" / "network" / "index.html") in said.out

    before = files(clone / "reports" / "network")
    assert cli.run(["update", "--offline"]) == 0
    said = capsys.readouterr().err
    assert "fetch: left out" in said
    assert "\ncni: update: done, " in said
    assert files(clone / "reports" / "network") == before


def test_update_reports_nothing_from_a_corpus_that_could_not_be_built(clone, capsys, monkeypatch):
    def broken(*_):
        raise CniError("corrections.csv", expected="a table", found="none", next_step="mend it")

    monkeypatch.setattr(update, "_call", broken)
    assert cli.run(["update", "--offline"]) == Exit.FAILURE
    said = capsys.readouterr().err
    assert "report: left out" in said
    assert "update: build failed" in said
    assert not (clone / "reports" / "network").exists()


def test_update_does_not_start_beside_another_run(clone, capsys):
    (clone / "reports").mkdir()
    with alone.alone(clone / "reports", "cni report --all"):
        assert cli.run(["update", "--offline"]) == Exit.FAILURE
    said = capsys.readouterr().err
    assert f"found cni report --all (process {os.getpid()} on " in said
    assert cli.run(["update", "nowhere"]) == Exit.USAGE


# -- progress ----------------------------------------------------------------------------------------


def test_a_person_who_watches_sees_what_is_at_work_and_how_long_still(reports, tmp_path, monkeypatch, project):
    clock = [0.0]
    monkeypatch.setattr(watching, "monotonic", lambda: clock[0])
    monkeypatch.setattr(watching.sys, "stderr", Terminal())
    (tmp_path / "reports" / "network").mkdir(parents=True)
    (tmp_path / "reports" / "network" / "index.html").touch()
    two = plan(["all", "platanorematos"], notebooks=reports[1], out=tmp_path / "reports")
    status = Status(tmp_path / "reports", "a run")
    watcher = watching.Watcher(two, status, 2)
    assert watcher.remaining() == watching._UNKNOWN_SECONDS
    for report in two:
        watcher.event(Event(report, "trial", 0))
    clock[0] = 8.0
    watcher.event(Event(two[0], "trial", 1))
    assert watcher.remaining() == pytest.approx(8.0 / 2), "one notebook is left, and one took eight seconds"
    watcher.event(Event(two[1], "trial", 0, 1, 2))
    assert watcher.remaining() == pytest.approx(4.0 / 2)
    watcher.outcome(Outcome(two[0], "published", 8.0, (Step("trial", "executed", 8.0),)))
    watcher.close()
    shown = watching.sys.stderr.getvalue()
    assert "0/2 reports" in shown
    assert "platanorematos trial; " in shown
    assert Status(tmp_path / "reports", "the next").seconds(two[0]) == {"trial": 8.0}


@pytest.mark.parametrize(("seconds", "said"), [(2.34, "2.3 s"), (61, "61 s"), (600, "10 min"), (7200, "2.0 h")])
def test_times_are_said_as_people_say_them(seconds, said):
    assert watching.duration(seconds) == said
