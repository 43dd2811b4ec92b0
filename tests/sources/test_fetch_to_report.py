"""From Diavgeia to a page: the commands, one after the other, against the stand-in."""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import sys
import urllib.request
from pathlib import Path

import pandas as pd
import pytest
from fetch_desk import FIRST, LAST, of_council

from cni_analytics.cli import run
from cni_analytics.errors import Exit
from cni_analytics.sources.library import Library
from cni_analytics.sources.moments import athens_day
from cni_analytics.sources.standin import Faults, Standin
from cni_analytics.tables import corpus_status, open_corpus

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
DAYS = ("--from", str(FIRST), "--to", str(LAST))


@pytest.fixture
def data(tmp_path, monkeypatch, archive) -> Path:
    """A data folder whose network is the invented one."""
    folder = tmp_path / "data"
    archive.write_members(folder)
    monkeypatch.setenv("CNI_DATA", str(folder))
    return folder


@pytest.fixture
def server(archive, monkeypatch):
    with Standin(archive, marked=False) as standin:
        monkeypatch.setenv("CNI_DIAVGEIA_URL", standin.url)
        yield standin


def cni(*args: str | Path) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run([str(a) for a in args])
    return code, out.getvalue(), err.getvalue()


@pytest.fixture(scope="session", autouse=True)
def store(tmp_path_factory) -> Path:
    """Where records are kept for all of these tests: the documents are the same in each."""
    build.store = tmp_path_factory.mktemp("store")


def build() -> tuple[int, str, str]:
    return cni("build", "--store", build.store)


def fetched(*more: str) -> str:
    code, out, err = cni("fetch", "--network", *DAYS, "--pause", "0", *more)
    assert (code, err) == (Exit.OK, "")
    return out


def test_fetch_build_and_report(data, server, archive):
    councils = of_council(archive)
    decisions = {ada for ada in councils if archive.filed[ada].of_council}
    assert f"{len(councils)} documents to download, about " in fetched("--dry-run")
    assert not (data / "library").exists()
    assert f"{len(councils)} documents downloaded" in fetched()
    code, out, _ = build()
    assert (code, f"{len(councils)} documents, {len(decisions)} decisions" in out) == (Exit.OK, True)
    corpus = open_corpus()
    documents = corpus.documents
    assert set(documents["source"]) == {"diavgeia"}
    assert set(documents["listed_ada"]) == councils
    counted = documents[documents["status"] == "counted"]
    assert (counted["ada"] == counted["listed_ada"]).all()
    assert (counted["listed_issue_date"] == counted["session_date"]).all()
    posted = [pd.Timestamp(athens_day(archive.filed[ada].versions[0].published)) for ada in counted["listed_ada"]]
    assert counted["listed_publication_date"].tolist() == posted
    of = {ada: o.municipality.key for o in archive.organizations.values() for ada in councils
          if archive.filed[ada].organization_id == o.uid}  # fmt: skip
    assert dict(zip(counted["listed_ada"], counted["municipality_id"], strict=True)) == {a: of[a] for a in decisions}
    months = corpus.listings.query("listed > 0")
    assert months["listed"].sum() == months["fetched"].sum() == len(decisions), "the mayor's decisions are no council's"
    assert len(corpus.listings) == 3 * 24, "a month with nothing is known to have nothing"
    status = corpus_status()
    assert status.up_to_date
    known = status.by_month.dropna(subset=["month"])
    assert (known["listed"] == known["fetched"]).all()
    code, out, err = cni("report", "coverage", "--folder", NOTEBOOKS, "--out", data / "reports")
    assert code == Exit.OK, err
    (figure,) = (data / "reports").rglob("fig-coverage*.csv")
    assert figure.read_text("utf-8").count("known") >= len(months)


def test_what_is_corrected_revoked_or_missing_shows_in_the_corpus(data, server, archive):
    fetched()
    build()
    *rest, corrected, revoked = sorted(a for a in of_council(archive) if archive.filed[a].of_council)
    archive.correct(corrected)
    archive.revoke(revoked)
    assert "0 new, 1 corrected, 1 revoked; 1 document downloaded" in fetched()
    assert not corpus_status().up_to_date
    build()
    documents = open_corpus().documents.set_index("listed_ada")
    assert revoked not in documents.index
    assert documents.loc[corrected, "listed_version"] == archive.filed[corrected].latest.version_id
    first, *_, latest = archive.filed[corrected].versions
    assert athens_day(first.published) < athens_day(latest.published)
    assert documents.loc[corrected, "listed_publication_date"] == pd.Timestamp(athens_day(first.published))
    lost = Library().current(("diavgeia", rest[0]))
    Library().path_of(lost).unlink()
    build()
    corpus = open_corpus()
    row = corpus.listings.query("municipality_id == @lost.municipality_id and month == @lost.issue_date[:7]").iloc[0]
    assert row["listed"] == row["fetched"] + 1, "listed, and not there"


def test_documents_that_say_they_are_invented_stay_so(data, archive, monkeypatch):
    with Standin(archive) as standin:
        monkeypatch.setenv("CNI_DIAVGEIA_URL", standin.url)
        fetched()
    build()
    assert open_corpus().synthetic
    assert set(open_corpus().documents["source"]) == {"synthetic"}


def test_a_persons_folder_stands_beside_what_was_fetched(data, server, archive, tmp_path):
    one, other = list(archive.organizations.values())[:2]
    assert "1 municipality:" in cni("fetch", one.municipality.key, *DAYS, "--pause", "0")[1]
    mine = tmp_path / "mine"
    mine.mkdir()
    given = [f for f in archive.in_order if f.organization_id == other.uid and f.of_council]
    for n, filed in enumerate(given):
        (mine / f"{n}.pdf").write_bytes(filed.latest.data())
    code, out, err = cni("add", mine, "--municipality", other.municipality.key)
    assert (code, out, err) == (Exit.OK, f"{len(given)} documents added, 0 in another version, 0 already there\n", "")
    build()
    corpus = open_corpus()
    assert corpus.sql("select source, count(*) n from documents where status = 'counted' group by all").set_index(
        "source"
    )["n"].to_dict() == {
        "diavgeia": sum(f.organization_id == one.uid and f.of_council for f in archive.filed.values()),
        "folder": len(given),
    }
    assert set(corpus.listings["municipality_id"]) == {one.municipality.key}, "a folder says nothing of what there is"


def test_any_organisation_can_be_fetched_by_its_number(data, server, archive, monkeypatch):
    monkeypatch.setenv("CNI_DATA", str(data / "without-members"))
    organization = next(iter(archive.organizations.values()))
    code, _, _ = cni("fetch", organization.uid, *DAYS, "--pause", "0")
    assert code == Exit.OK
    assert {d.listed_under for d in Library().listed()} == {"anemoskalas"}, "as from the name on a page"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "expected municipalities or --network, found neither"),
        (("serres", "--network"), "found both"),
        (("atlantis",), "atlantis: expected one of irakleio-attikis, synthetic-01"),
        (("--network", "--body", "senate"), "expected one of municipal_council"),
        (("--network", "--from", "2024-02-01", "--to", "2024-01-01"), "expected a day up to 2024-01-01"),
        (("--network", "--base-url", "gopher://x"), "expected an address such as https://diavgeia.gov.gr"),
        (("--network", "--from", "1/2/2024"), "does not match the format"),
    ],
)
def test_wrong_usage_is_one_line_and_does_nothing(data, args, said):
    code, out, err = cni("fetch", *args)
    assert (code, out) == (Exit.USAGE, "")
    assert said in err
    assert err.count("\n") == 1
    assert not (data / "library").exists()


def test_what_did_not_come_is_said_and_the_exit_code_too(data, archive, monkeypatch):
    with Standin(archive, Faults(frozenset({"checksum"}))) as standin:
        monkeypatch.setenv("CNI_DIAVGEIA_URL", standin.url)
        code, out, err = cni("fetch", "--network", *DAYS, "--pause", "0")
    assert code == Exit.FAILURE
    missing = int(re.search(r"(\d+) did not come", out)[1])
    assert err.count("expected a file with checksum") == err.count("\n") == missing > 0


def test_a_municipality_without_a_councils_unit_does_not_stop_the_others(data, server, archive):
    first = next(iter(archive.organizations.values()))
    first.units.clear()
    first.units["ΤΕΧΝΙΚΗ ΥΠΗΡΕΣΙΑ"] = "77"
    code, _, err = cni("fetch", "--network", *DAYS, "--pause", "0")
    assert code == Exit.FAILURE
    assert "none of its 1 units on Diavgeia is a municipal_council" in err
    assert "council_unit_uid" in err
    assert {d.listed_under for d in Library().listed()} == {"synthetic-02", "synthetic-03"}


def test_the_standin_starts_in_one_command(tmp_path):
    command = [sys.executable, "-m", "cni_analytics.sources.standin", "--port", "0", "--municipalities", "1", "--years",
               "1", "--sessions", "1", "--later", "--data", str(tmp_path)]  # fmt: skip
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"}
    ) as server:
        try:
            first, hint = server.stdout.readline(), server.stdout.readline()
            url = re.search(r"http://127\.0\.0\.1:\d+", first)[0]
            assert first.startswith("SYNTHETIC DATA")
            assert f"--base-url {url}" in hint
            with urllib.request.urlopen(f"{url}/luminapi/opendata/organizations.json") as answer:
                assert b"9900001" in answer.read()
        finally:
            server.terminate()
