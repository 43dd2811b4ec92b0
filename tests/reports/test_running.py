"""Several reports in one run: each in its own process, and what one does or how it ends changes nothing for another."""

from __future__ import annotations

import ast
import json
import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from cni_analytics.errors import UsageError
from cni_analytics.reports import forks, runner, running
from cni_analytics.reports.periods import stated
from cni_analytics.reports.plan import EACH, plan
from cni_analytics.reports.publish import publish
from cni_analytics.reports.running import Event, Outcome, Watch, run_reports
from cni_analytics.reports.status import Status, read
from cni_analytics.tables import build_corpus

from .conftest import TEXT

COUNCILS = {
    "platanorematos": "ΠΛΑΤΑΝΟΡΕΜΑΤΟΣ",
    "ammoudias": "ΑΜΜΟΥΔΙΑΣ",
    "kastanias": "ΚΑΣΤΑΝΙΑΣ",
    "petrochoriou": "ΠΕΤΡΟΧΩΡΙΟΥ",
    "vrysoulas": "ΒΡΥΣΟΥΛΑΣ",
    "xirokampou": "ΞΗΡΟΚΑΜΠΟΥ",
}
"""Invented."""
ENDS = """
import os, time
print(municipality, flush=True)
if municipality == "kastanias":
    raise ValueError("on purpose")
if municipality == "petrochoriou":
    os.kill(os.getpid(), 9)
if municipality in ("vrysoulas", "xirokampou"):
    time.sleep(600)
"""
CONDITION = """
import os, sys, threading
import matplotlib, numpy, pandas
print({"pandas": {k: repr(pandas.get_option(k)) for k in sorted(pandas.core.config_init.cf._registered_options)
                  if k.startswith("display.") and "formatter" not in k}})
print({"matplotlib": {k: str(v) for k, v in matplotlib.rcParams.items()}, "backend": matplotlib.get_backend()})
print({"path": sys.path, "argv": sys.argv[1:2], "main": sys.modules["__main__"].__name__, "folder": os.getcwd()})
print({"variable": os.environ["CNI_TRIAL"], "signals": str(__import__("signal").getsignal(2))})
print({"blocked": [name for name, module in sys.modules.items() if module is None]})
pandas.DataFrame({f"column {n}": [n] for n in range(30)})
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """Six invented councils, one decision each."""
    folder = tmp_path_factory.mktemp("several")
    for name, printed in COUNCILS.items():
        (folder / "raw" / name).mkdir(parents=True)
        text = TEXT.replace("ΠΛΑΤΑΝΟΡΕΜΑΤΟΣ", printed).replace("Πλατανορέματος", printed.title())
        (folder / "raw" / name / "2023-7.txt").write_text(text, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CNI_DATA", str(folder))
        build_corpus(folder / "raw", folder / "corpus", store=folder / "store", jobs=1)
    return folder / "corpus"


@pytest.fixture(scope="module")
def forking():
    """A preloaded process for the tests of this module; the reason where there is none."""
    with forks.preloaded_process() as why:
        yield why


class Told(Watch):
    """Keeps what it is told."""

    def __init__(self):
        self.events: list[Event] = []
        self.outcomes: list[Outcome] = []
        self.said: list[str] = []

    def event(self, event):
        self.events.append(event)

    def outcome(self, outcome):
        self.outcomes.append(outcome)

    def say(self, sentence):
        self.said.append(sentence)


def test_each_report_ends_in_its_own_way_and_the_others_go_on(corpus, forking, write_notebook, tmp_path, monkeypatch):
    folder, out = write_notebook("trial", ENDS), tmp_path / "reports"
    reports = plan(list(COUNCILS), corpus=corpus, notebooks=folder, out=out)
    good = {r.name: publish(replace(r, notebooks={}), progress=lambda *_: None) for r in reports}
    before = {name: (done.folder / "manifest.json").read_bytes() for name, done in good.items()}
    reports = [replace(r, limit=5) if r.name == "vrysoulas" else r for r in reports]

    asked, workers = [], {}

    class Killing(Told):
        def event(self, event):
            super().event(event)
            if event.report.name == "xirokampou" and event.cell:
                os.kill(workers["xirokampou"], signal.SIGKILL)

    def fork(call, *arguments, **options):
        process = forks.fork(call, *arguments, **options)
        workers[asked[-1]] = process.pid
        return process

    monkeypatch.setattr(running._Work, "start", _noting(running._Work.start, asked))
    monkeypatch.setattr(running, "forks", _With(forks, fork=fork))
    told = Killing()
    outcomes = run_reports(reports, jobs=2, watch=told)

    assert [o.report.name for o in outcomes] == [r.name for r in reports]
    assert {o.report.name: o.state for o in outcomes} == {
        "platanorematos": "published", "ammoudias": "published", "kastanias": "failed", "petrochoriou": "failed",
        "vrysoulas": "failed", "xirokampou": "failed",
    }  # fmt: skip
    of = {o.report.name: o for o in outcomes}
    assert of["kastanias"].error["found"] == "ValueError: on purpose"
    assert "kernel" in of["petrochoriou"].error["expected"]
    assert of["vrysoulas"].error["expected"] == "it to end in 5 s of wall clock"
    assert of["vrysoulas"].error["where"] == "notebook trial.ipynb, cell 3"
    assert of["xirokampou"].error["found"] == "that it was killed by SIGKILL"
    for name in ("kastanias", "petrochoriou", "vrysoulas"):
        kept = out / "partial" / name / "trial.ipynb"
        assert kept in of[name].kept
        # A kernel killed in the same moment may take what it printed with it.
        if name != "petrochoriou":
            assert f"{name}\\n" in kept.read_text("utf-8"), "what it printed before it failed"
        assert str(kept) in of[name].error["next_step"]
    for name in ("kastanias", "petrochoriou", "vrysoulas", "xirokampou"):
        assert (out / name / "manifest.json").read_bytes() == before[name], "the last good report stands"
    assert not list(out.glob(".*.new"))
    assert told.said == []
    assert {e.notebook for e in told.events} == {"trial"}

    # The same in the other order, one at a time: what was published is not run again, and comes out the same.
    kept = {name: (out / name / "manifest.json").read_bytes() for name in ("platanorematos", "ammoudias")}
    again = run_reports([r for r in reversed(reports) if r.name in kept], jobs=1, watch=told)
    assert [o.state for o in again] == ["unchanged", "unchanged"]
    elsewhere = plan(["ammoudias", "platanorematos"], corpus=corpus, notebooks=folder, out=tmp_path / "other")
    assert {o.state for o in run_reports(elsewhere, jobs=1)} == {"published"}
    assert {n: (tmp_path / "other" / n / "manifest.json").read_bytes() for n in kept} == kept


class _With:
    """A module with something in it replaced."""

    def __init__(self, module, **replaced):
        self._module = module
        self.__dict__.update(replaced)

    def __getattr__(self, name):
        return getattr(self._module, name)


def _noting(start, asked):
    def noted(self, **options):
        asked.append(self.report.name)
        return start(self, **options)

    return noted


def test_a_forked_kernel_is_as_an_ordinary_one(corpus, forking, write_notebook, tmp_path, monkeypatch):
    if forking:
        pytest.skip(forking)
    monkeypatch.setenv("CNI_TRIAL", "as it is now, not as it was when the preloaded process began")
    notebook = write_notebook("trial", CONDITION) / "trial.ipynb"
    assert runner.execute(notebook, tmp_path / "forked.ipynb", {}) == ""
    monkeypatch.delenv(forks.ADDRESS)
    assert "no preloaded process" in runner.execute(notebook, tmp_path / "ordinary.ipynb", {})
    one, other = (runner.outputs(tmp_path / f"{name}.ipynb")[-1]["outputs"] for name in ("forked", "ordinary"))
    assert len(one) == 2
    for mine, its in zip(*("".join(o[0]["text"]).splitlines() for o in (one, other)), strict=True):
        assert ast.literal_eval(mine) == ast.literal_eval(its)
    assert one[1] == other[1]


def test_a_report_that_cannot_even_begin_leaves_the_others_alone(corpus, write_notebook, tmp_path, monkeypatch):
    real = running._Work.start

    def start(self, **options):
        if self.report.name == "ammoudias":
            raise OSError(28, "No space left on device")
        real(self, **options)

    monkeypatch.setattr(running._Work, "start", start)
    folder = write_notebook("trial", "1")
    reports = plan(["ammoudias", "kastanias"], corpus=corpus, notebooks=folder, out=tmp_path)
    one, other = run_reports(reports, jobs=1)
    assert (one.state, other.state) == ("failed", "published")
    assert "No space left" in one.error["found"]


def test_two_forked_kernels_draw_other_random_numbers(forking, write_notebook, tmp_path):
    if forking:
        pytest.skip(forking)
    notebook = write_notebook("trial", "import numpy, random\n(random.random(), numpy.random.random())") / "trial.ipynb"
    drawn = []
    for name in "ab":
        runner.execute(notebook, tmp_path / f"{name}.ipynb", {})
        text = runner.outputs(tmp_path / f"{name}.ipynb")[-1]["outputs"][0]["data"]["text/plain"]
        drawn.append("".join(text).split(","))
    assert drawn[0][0] != drawn[1][0]
    assert drawn[0][1] != drawn[1][1]


def test_where_processes_cannot_be_forked_the_same_is_done_and_said(corpus, write_notebook, tmp_path, monkeypatch):
    monkeypatch.delenv(forks.ADDRESS, raising=False)
    monkeypatch.setattr(forks.sys, "platform", "darwin")
    told = Told()
    reports = plan(["ammoudias"], corpus=corpus, notebooks=write_notebook("trial", "1"), out=tmp_path / "reports")
    (outcome,) = run_reports(reports, watch=told)
    assert outcome.state == "published", outcome.error
    assert len(told.said) == 1
    assert "not forked here (processes are not forked on darwin)" in told.said[0]


def test_the_preloaded_process_that_does_not_come_up_is_told(monkeypatch):
    monkeypatch.delenv(forks.ADDRESS, raising=False)
    monkeypatch.setattr(forks.preloaded, "__name__", "cni_analytics.no_such_module")
    with forks.preloaded_process() as why:
        assert "no_such_module" in why
        assert forks.ADDRESS not in os.environ


def test_a_kernel_that_does_not_start_is_tried_again(write_notebook, tmp_path, monkeypatch):
    from cni_analytics.reports.engine import Engine

    starts = []

    def dies(*_, **options):
        starts.append(1)
        raise RuntimeError("the kernel died before it answered")

    monkeypatch.setattr(Engine, "execute_managed_notebook", classmethod(dies))
    notebook = write_notebook("trial", "1") / "trial.ipynb"
    with pytest.raises(runner.NotebookError, match=r"a kernel that starts, tried 3 times, found the kernel died"):
        runner.execute(notebook, tmp_path / "out.ipynb", {})
    assert len(starts) == runner.STARTS


def test_which_reports_are_meant(corpus, write_notebook, tmp_path):
    write_notebook("network", "1", 'corpus = ""\ndate_from = ""\ndate_to = ""\nlanguage = ""')
    folder = write_notebook("council", "1")
    options = {"corpus": corpus, "notebooks": folder, "out": tmp_path}
    each = plan(EACH, stated("2023"), **options)
    assert each[0].name == "network/2023"
    assert {f"{name}/2023" for name in COUNCILS} < {r.name for r in each}
    assert [path.stem for path in each[0].notebooks] == ["council", "network"]
    assert {tuple(p.stem for p in r.notebooks) for r in each[1:]} == {("council",)}
    assert {r.documents for r in each if r.book.municipality in COUNCILS} == {1}
    assert [r.name for r in plan(["kastanias", "all", "kastanias"], language="en", **options)] == [
        "network-en", "kastanias-en"]  # fmt: skip
    with pytest.raises(UsageError, match="report kastanias: expected a notebook that is about it, found network"):
        plan("kastanias", only=["network"], **options)
    assert [r.name for r in plan(EACH, only=["network"], **options)] == ["network"]
    values = each[0].notebooks[folder / "council.ipynb"]
    assert (values["date_from"], values["date_to"]) == ("2023-01-01", "2023-12-31")
    with pytest.raises(UsageError, match="parameter municipality: expected one of"):
        plan(["kastanias", "atlantis"], **options)


def test_a_report_with_no_decision_is_not_run(corpus, write_notebook, tmp_path):
    reports = plan(["kastanias"], stated("1999"), corpus=corpus, notebooks=write_notebook("trial", "1"), out=tmp_path)
    told = Told()
    assert [o.state for o in run_reports(reports, watch=told)] == ["empty"]
    assert told.events == []
    assert not (tmp_path / "kastanias").exists()


def test_reports_of_a_period_outlive_the_report_around_them(corpus, write_notebook, tmp_path):
    folder = write_notebook("trial", "1")
    options = {"corpus": corpus, "notebooks": folder, "out": tmp_path / "reports"}

    def publish_one(period, language="el"):
        (report,) = plan(["ammoudias"], stated(period), language=language, **options)
        return publish(replace(report, notebooks={}), progress=lambda *_: None).index

    publish_one("")
    year = publish_one("2023")
    assert year == tmp_path / "reports" / "ammoudias" / "2023" / "index.html"
    text = year.read_text("utf-8")
    # Replaced: its own manifest no longer names what is there.
    (tmp_path / "reports" / "ammoudias" / "index.html").unlink()
    publish_one("")
    assert year.read_text("utf-8") == text
    english = publish_one("2023", "en").read_text("utf-8")
    assert 'href="../../ammoudias/2023/index.html"' in english


def test_the_status_says_how_every_report_stands(corpus, write_notebook, tmp_path, monkeypatch):
    folder = write_notebook("trial", "1")
    reports = plan(["ammoudias", "kastanias"], corpus=corpus, notebooks=folder, out=tmp_path)
    done = publish(replace(reports[0], notebooks={}), progress=lambda *_: None)
    error = {"where": "notebook trial.ipynb, cell 3", "expected": "it to run", "found": "x", "next_step": "look"}
    kept = (tmp_path / "partial" / "kastanias" / "trial.ipynb",)
    status = Status(tmp_path, "a run")
    status.begin()
    assert json.loads((tmp_path / "status.json").read_text("utf-8"))["run"]["ended"] is None
    status.add(Outcome(reports[0], "published", 2.5, (running.Step("trial", "executed", 2.0),)))
    status.add(Outcome(reports[1], "failed", 1.0, error=error, notebook="trial", kept=kept))
    status.end(1)
    stated_ = json.loads((tmp_path / "status.json").read_text("utf-8"))
    assert stated_["run"]["exit_code"] == 1
    one, other = stated_["reports"]["ammoudias"], stated_["reports"]["kastanias"]
    assert (one["state"], one["page"], one["documents"]) == (
        "published", "ammoudias/index.html", {"counted": 1, "all": 1})  # fmt: skip
    assert one["published"] is not None
    assert (other["state"], other["page"], other["published"]) == ("failed", None, None)
    assert other["error"]["notebook"] == "trial"
    assert other["kept"] == ["partial/kastanias/trial.ipynb"]

    # Another run keeps what it was no part of, and forgets reports that are gone.
    later = Status(tmp_path, "another run")
    assert later.seconds(reports[0]) == {"trial": 2.0}
    later.begin()
    assert set(read(tmp_path)) == {"ammoudias", "kastanias"}
    for path in sorted(done.folder.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    Status(tmp_path, "a third").begin()
    assert set(read(tmp_path)) == {"kastanias"}
    broken = Status(tmp_path, "on a full disk")
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    broken.begin()
    assert "status.json: No space left on device" in broken.problem
    assert set(read(tmp_path)) == {"kastanias"}
    monkeypatch.undo()
    Path(tmp_path / "status.json").write_text("{")
    assert read(tmp_path) == {}
