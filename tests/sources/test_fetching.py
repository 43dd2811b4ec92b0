"""The whole fetch against the stand-in: everything listed comes, once, and whatever goes wrong is seen."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path

import pytest
from fetch_desk import CLOCK, FIRST, LAST, killed, of_council

from cni_analytics.sources.diavgeia_client import Client, FetchError
from cni_analytics.sources.diavgeia_search import LONGEST
from cni_analytics.sources.library import Library
from cni_analytics.sources.library_rows import DIAVGEIA, GONE, REVOKED, SUPERSEDED
from cni_analytics.sources.standin import FAULTS
from tests.killing import killed_at_random

PASSING = ("pages", "short", "throttled", "unavailable", "broken", "slow", "ignored")
LASTING = ("checksum", "page", "redirect")


def test_every_fault_is_tried():
    assert {*PASSING, *LASTING} == set(FAULTS)


def test_everything_listed_comes_whole_and_once(desk, archive):
    report = desk.fetch()
    wanted = of_council(archive)
    assert report.complete
    assert report.fetched == report.total("listed") == report.total("new") == len(wanted) > 30
    assert desk.adas() == wanted
    assert sorted(desk.downloads) == sorted(f"/doc/{ada}" for ada in wanted)
    for document in desk.library.listed():
        data = document.location.read_bytes()
        assert data == archive.filed[document.ada].latest.data()
        assert document.sha256 == hashlib.sha256(data).hexdigest() == document.location.stem
        assert (document.source, document.issue_date) == ("diavgeia", archive.filed[document.ada].issued)
    assert report.size == sum(d.size for d in desk.library.listed())


def test_mayors_decisions_come_only_where_they_share_the_councils_unit(desk, archive):
    desk.fetch()
    units = {(d.listed_under, archive.filed[d.ada].of_council) for d in desk.library.listed()}
    assert ("synthetic-03", False) in units
    assert ("synthetic-01", False) not in units


def test_a_second_run_downloads_nothing_and_writes_nothing(desk):
    desk.fetch()
    manifest = (desk.library.folder / "manifest.jsonl").read_bytes()
    again = desk.fetch()
    assert again.complete
    assert desk.downloads == []
    assert (again.fetched, again.total("new"), again.total("corrected")) == (0, 0, 0)
    assert (desk.library.folder / "manifest.jsonl").read_bytes() == manifest


def test_windows_are_short_ask_for_the_body_and_come_one_at_a_time(desk, archive):
    desk.fetch(targets=desk.targets[:1])
    searches = [r.query for r in desk.asked if "search" in r.path]
    spans = [[dt.date.fromisoformat(q[f"{end}_issue_date"]) for end in ("from", "to")] for q in searches]
    assert all((b - a).days + 1 <= LONGEST for a, b in spans)
    assert min(a for a, _ in spans) < FIRST
    assert max(b for _, b in spans) > LAST
    (council, *_) = next(iter(archive.organizations.values())).units.values()
    assert {(q["org"], q["unit"]) for q in searches} == {(desk.targets[0].organization_id, council)}
    assert desk.standin.most_at_once == 1
    assert all("cni_analytics/" in r.agent for r in desk.asked)


def test_a_range_of_years_asked_at_once_would_have_been_cut(desk):
    organization, unit = next(
        (o.uid, next(iter(o.units.values()))) for o in desk.standin.archive.organizations.values()
    )
    with Client(desk.standin.url, pause=0) as client:
        years = {"from_issue_date": str(FIRST), "to_issue_date": str(LAST)}
        whole = client.get("/opendata/search.json", {"org": organization, "unit": unit, "size": 500, **years})
    report = desk.fetch(targets=desk.targets[:1])
    assert whole["info"]["total"] == len(whole["decisions"]) < report.fetched


@pytest.mark.parametrize("days", [1, 2])
def test_days_are_those_of_athens(desk, archive, days):
    """A session's day is asked for alone, whether its instant is midnight in Athens or midnight UTC."""
    for target in desk.targets:
        filed = next(f for f in archive.in_order if f.organization_id == target.organization_id and f.of_council)
        day = filed.issued + dt.timedelta(days=days - 1)
        desk.fetch(first=filed.issued, last=day, targets=[target])
        row = desk.row(filed)
        assert (row.issue_date, row.sha256 is not None) == (filed.issued.isoformat(), True)
    kept = {desk.row(f).issue_date for f in archive.filed.values() if desk.row(f)}
    assert kept == {f.issued.isoformat() for f in archive.filed.values() if desk.row(f)}


def test_the_manifest_says_where_everything_is_from(desk, archive):
    desk.fetch(targets=desk.targets[:1])
    rows = [json.loads(line) for line in (desk.library.folder / "manifest.jsonl").read_text("utf-8").splitlines()]
    fetched = [r for r in rows if r["event"] == "fetched"]
    assert len(fetched) == len(rows) / 2, "a row when it is listed, a row when it came"
    for row in fetched:
        filed = archive.filed[row["name"]]
        assert row["source"] == "diavgeia"
        assert row["version"] == filed.latest.version_id
        assert row["sha256"] == hashlib.sha256(filed.latest.data()).hexdigest()
        assert row["recorded_at"] == CLOCK.isoformat().replace("+00:00", "Z")
        assert row["url"].startswith(desk.standin.url)
        assert (row["subject"], row["status"]) == (filed.subject, "PUBLISHED")
        assert row["issue_date"] == filed.issued.isoformat()


def test_dry_run_says_how_much_and_leaves_no_trace(desk, archive):
    report = desk.fetch(dry_run=True)
    wanted = of_council(archive)
    size = sum(len(archive.filed[ada].latest.data()) for ada in wanted)
    assert report.estimate.documents == len(wanted)
    assert report.estimate.size == pytest.approx(size, rel=0.5)
    assert report.estimate.seconds > 0
    assert 0 < report.estimate.measured <= 12
    assert desk.downloads == []
    assert not desk.library.folder.exists()
    desk.fetch()
    assert desk.fetch(dry_run=True).estimate.documents == 0


# -- what goes wrong and passes ----------------------------------------------------------------------


@pytest.mark.parametrize("fault", PASSING)
def test_a_fault_that_passes_costs_nothing(desk_of, archive, fault):
    desk = desk_of(archive, fault)
    report = desk.fetch()
    assert report.complete, report.problems
    assert desk.adas() == of_council(archive)
    if fault in ("throttled", "unavailable", "broken"):
        assert desk.slept, "it did happen"
    if fault == "ignored":
        assert {r.path for r in desk.asked if "search" in r.path} > {"/luminapi/opendata/search"}


def test_all_of_them_at_once(desk_of, archive):
    desk = desk_of(archive, *PASSING)
    report = desk.fetch()
    assert report.complete, report.problems
    assert desk.adas() == of_council(archive)
    assert desk.standin.most_at_once == 1
    for document in desk.library.listed():
        assert document.location.read_bytes() == archive.filed[document.ada].latest.data()
    assert not any((desk.library.folder / ".partial").glob("*"))


# -- what goes wrong and stays -----------------------------------------------------------------------


@pytest.mark.parametrize("fault", LASTING)
def test_a_wrong_file_is_kept_out_and_named(desk_of, archive, fault):
    desk = desk_of(archive, fault)
    bad = {
        ada
        for ada in of_council(archive)
        if desk.standin.faults.always(fault, ada, one_in=9 if fault == "checksum" else 11)
    }
    report = desk.fetch()
    assert bad
    assert not report.complete
    assert report.missing == len(bad) == len(report.problems)
    assert desk.adas() == of_council(archive) - bad
    assert all(any(ada in problem for problem in report.problems) for ada in bad)
    stored = {p.stem for p in desk.library.folder.rglob("*.pdf")}
    assert stored == {d.sha256 for d in desk.library.listed()}
    for ada in bad:
        assert desk.row(archive.filed[ada]).reason
    desk.standin.faults.names = frozenset()
    assert desk.fetch().complete, "asked for again on the next run, and only they"
    assert sorted(desk.downloads) == sorted(f"/doc/{ada}" for ada in bad)


def test_a_server_that_heeds_no_filter_anywhere_gives_nothing(desk_of, archive, monkeypatch):
    desk = desk_of(archive)
    monkeypatch.setattr("cni_analytics.sources.standin.server.Standin._matches", lambda *_: True)
    monkeypatch.setattr("cni_analytics.sources.diavgeia_search._MOST_SIFTED", len(archive.filed) - 1)
    report = desk.fetch(targets=desk.targets[:1])
    assert not report.complete
    assert "what was asked for is ignored (dates, org, unit)" in report.problems[0]
    assert desk.adas() == set()


def test_a_small_one_is_gone_through_but_never_believed_to_be_whole(desk_of, archive, monkeypatch):
    desk = desk_of(archive)
    monkeypatch.setattr("cni_analytics.sources.standin.server.Standin._matches", lambda *_: True)
    report = desk.fetch()
    assert desk.adas() == of_council(archive)
    assert not report.complete
    assert all("nothing says that they are all" in p for p in report.problems)
    assert "(dates, org, unit)" in report.notes[0]
    assert desk.library.announcements().months == frozenset()


def test_a_server_that_heeds_all_but_the_unit_is_sifted(desk_of, archive, monkeypatch):
    from cni_analytics.sources.standin.server import Standin

    heeding = Standin._matches
    monkeypatch.setattr(
        Standin, "_matches", lambda self, filed, query: heeding(self, filed, {**query, "unit": filed.unit_id})
    )
    desk = desk_of(archive)
    report = desk.fetch()
    assert desk.adas() == of_council(archive)
    assert report.complete
    assert "(unit)" in report.notes[0]


def test_totals_that_never_arrive_are_said(desk_of, archive, monkeypatch):
    from cni_analytics.sources.standin.server import Standin

    honest = Standin._search

    def short(self, path, query):
        answer = honest(self, path, query)
        answer["info"]["total"] += 1
        return answer

    monkeypatch.setattr(Standin, "_search", short)
    desk = desk_of(archive)
    report = desk.fetch(targets=desk.targets[:1])
    assert not report.complete
    assert all("arrived of" in p for p in report.problems)
    assert report.fetched == report.total("listed") > 0, "what came is kept all the same"
    assert desk.library.announcements().months == frozenset(), "and no month counts as known"


# -- corrections and revocations ---------------------------------------------------------------------


def test_corrections_and_revocations_are_noticed_on_the_next_run(desk, archive):
    desk.fetch()
    before = {d.ada: d for d in desk.library.listed()}
    councils = sorted(of_council(archive))
    corrected, revoked, removed = councils[0:3], councils[3:5], councils[5:6]
    for ada in corrected:
        archive.correct(ada)
    for ada in revoked:
        archive.revoke(ada)
    for ada in removed:
        archive.remove(ada)
    report = desk.fetch()
    assert report.complete, report.problems
    assert [report.total(w) for w in ("new", "corrected", "revoked", "gone")] == [0, 3, 2, 1]
    assert sorted(desk.downloads) == sorted(f"/doc/{ada}" for ada in corrected)
    now = {d.ada: d for d in Library(desk.library.folder).listed()}
    assert set(before) - set(now) == {*revoked, *removed}
    library = Library(desk.library.folder)
    for ada in corrected:
        versions = library.rows[DIAVGEIA, ada]
        assert [v.version_id for v in archive.filed[ada].versions] == sorted(
            versions, key=lambda v: v == now[ada].version
        )
        assert now[ada].version == archive.filed[ada].latest.version_id
        assert now[ada].location.read_bytes() == archive.filed[ada].latest.data()
        assert versions[before[ada].version].status == SUPERSEDED
        assert before[ada].location.exists(), "every version is kept"
    assert {library.current((DIAVGEIA, ada)).status for ada in revoked} == {REVOKED}
    assert {library.current((DIAVGEIA, ada)).status for ada in removed} == {GONE}
    third = desk.fetch()
    assert [third.total(w) for w in ("new", "corrected", "revoked", "gone")] == [0, 0, 0, 0]
    assert desk.downloads == []


def test_versions_from_before_the_first_run_are_written_down(desk, archive):
    ada = min(of_council(archive))
    first = archive.filed[ada].latest.version_id
    archive.correct(ada)
    archive.correct(ada)
    desk.fetch()
    versions = desk.library.rows[DIAVGEIA, ada]
    assert set(versions) == {v.version_id for v in archive.filed[ada].versions}
    assert versions[first].status == SUPERSEDED
    assert desk.row(archive.filed[ada]).version == archive.filed[ada].latest.version_id


def test_an_earlier_version_with_an_address_of_its_own_is_fetched_too(desk_of, archive, monkeypatch):
    from cni_analytics.sources.standin.server import Standin

    plain = Standin._decision

    def addressed(self, filed, version, *, iso):
        own = "" if version is filed.latest else f"?version={version.version_id}"
        answer = plain(self, filed, version, iso=iso)
        return answer | {"documentUrl": answer["documentUrl"] + own}

    monkeypatch.setattr(Standin, "_decision", addressed)
    ada = min(of_council(archive))
    first = archive.filed[ada].latest.version_id
    archive.correct(ada)
    desk = desk_of(archive)
    assert desk.fetch().complete
    assert desk.downloads.count(f"/doc/{ada}") == 2
    assert desk.library.path_of(desk.library.rows[DIAVGEIA, ada][first]).exists()
    assert len([d for d in desk.library.listed() if d.ada == ada]) == 1
    desk.fetch()
    assert desk.downloads == []


def test_an_incomplete_answer_revokes_nothing(desk_of, archive, monkeypatch):
    from cni_analytics.sources.standin.server import Standin

    desk = desk_of(archive)
    desk.fetch()
    honest = Standin._search

    def short(self, path, query):
        answer = honest(self, path, query)
        answer["decisions"] = answer["decisions"][1:]
        return answer

    monkeypatch.setattr(Standin, "_search", short)
    report = desk.fetch()
    assert not report.complete
    assert [report.total(w) for w in ("revoked", "gone")] == [0, 0]
    assert desk.adas() == of_council(archive)


# -- killed ------------------------------------------------------------------------------------------

MOMENTS = ("while listing", "between two bytes of a transfer", "before the file takes its name",
           "between file and manifest", "in the middle of a line of the manifest")  # fmt: skip


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_run_leaves_only_whole_documents_and_the_next_one_goes_on(desk, archive, moment):
    killed(desk, moment)
    came = {d.ada for d in Library(desk.library.folder).listed()}
    for document in Library(desk.library.folder).listed():
        assert document.location.read_bytes() == archive.filed[document.ada].latest.data()
    for path in desk.library.folder.rglob("*.pdf"):
        assert hashlib.sha256(path.read_bytes()).hexdigest() == path.stem, "nothing half is in the store"
    report = desk.fetch()
    assert report.complete, report.problems
    assert desk.adas() == of_council(archive)
    assert sorted(desk.downloads) == sorted(f"/doc/{ada}" for ada in of_council(archive) - came)
    assert list((desk.library.folder / ".partial").glob("*")) == []
    if moment != "while listing":
        assert came, "and what came before is not asked for again"


def test_fetches_killed_at_random_moments_lose_nothing_that_came(desk, archive):
    setup = f"""
import datetime as dt, hashlib, shutil
from cni_analytics.sources import diavgeia, diavgeia_client, library
from cni_analytics.sources.diavgeia_plan import Target
root, came = Path({str(desk.root)!r}), set()
def work(whole):
    client = diavgeia_client.Client({desk.standin.url!r}, pause=0, sleep=lambda _: None)
    targets = [Target(*t) for t in {[(t.municipality_id, t.organization_id) for t in desk.targets]}]
    into = library.Library(root / ("whole" if whole else "library"))
    diavgeia.fetch(client, into, targets, first=dt.date.fromisoformat("{FIRST}"), last=dt.date.fromisoformat("{LAST}"))
def afresh():
    shutil.rmtree(root / "library")
    came.clear()
def check():
    now = set()
    for document in library.Library(root / "library").listed():
        assert hashlib.sha256(document.location.read_bytes()).hexdigest() == document.sha256
        now.add((document.ada, document.sha256))
    assert came <= now, "what came stays"
    came.update(now)
    for path in (root / "library").rglob("*.pdf"):
        assert hashlib.sha256(path.read_bytes()).hexdigest() == path.stem
"""
    killed_at_random(setup, times=6, seed=9, path=Path(__file__).parent)
    came = desk.adas()
    assert desk.fetch().complete
    assert desk.adas() == of_council(archive)
    assert sorted(desk.downloads) == sorted(f"/doc/{ada}" for ada in of_council(archive) - came)


def test_two_at_once_do_not_mix(desk):
    with desk.library.alone(), pytest.raises(Exception, match="another fetch or add running"):
        desk.fetch()


def test_a_server_that_is_not_there_is_said_in_one_line(tmp_path):
    from cni_analytics.sources.diavgeia import fetch
    from cni_analytics.sources.diavgeia_plan import Target

    slept = []
    with (
        Client("http://127.0.0.1:9", pause=0, sleep=slept.append) as client,
        pytest.raises(FetchError, match="attempts"),
    ):
        fetch(client, Library(tmp_path), [Target(f"m{n}", str(n)) for n in range(9)], first=FIRST, last=LAST)
    assert slept == sorted(slept[:5]) + sorted(slept[5:10]) + sorted(slept[10:15]), "waits grow"
