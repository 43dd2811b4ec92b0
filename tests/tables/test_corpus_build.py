from __future__ import annotations

import json
import threading

import pytest
from filelock import FileLock
from invented_records import NAMES, place, read, record

from cni_analytics.errors import CniError, InputError
from cni_analytics.tables import open_corpus


def test_every_fact_becomes_a_row(workshop):
    place(workshop.raw, "a/1.txt", record())
    workshop.build()
    corpus = workshop.corpus()
    decision = corpus.decisions.iloc[0]
    assert decision["decision_id"] == "fantastikis:municipal_council:1/2024"
    assert decision["session_id"] == "fantastikis:municipal_council:2024-05-06:3"
    assert (decision["seats"], decision["quorum"], decision["present_at_item"]) == (5, 3, 3)
    assert (decision["present_at_item_min"], decision["present_at_item_max"]) == (3, 4)
    assert decision["year"] == 2024
    attendance = corpus.attendance.set_index("name")
    assert attendance["status_roll_call"].to_list() == ["present"] * 4 + ["absent"]
    assert attendance.loc[NAMES[1], "status_at_item"] == "absent"
    assert attendance.loc[NAMES[1], "reading_dependent"]
    assert corpus.votes["origin"].unique().tolist() == ["derived"]
    assert corpus.movements.iloc[0]["item_number"] == 2
    assert corpus["references"].iloc[0]["cited_year"] == 2006
    assert corpus.sessions.iloc[0]["decisions"] == 1
    assert len(corpus.people) == len(NAMES)
    assert corpus.rows == {name: len(corpus[name]) for name in corpus.tables}


def test_what_is_not_stated_is_null_and_never_zero(workshop):
    bare = record(
        decision=None, session={"date": None}, agenda_item=None, mayor=None, movements=[], resolutions=[],
        roll_call__seats=None, roll_call__present_count=None, roll_call__absent_count=None,
        roll_call__layout="absent_only", roll_call__members=[{"name": NAMES[4], "status": "absent", "role": None}],
        attendance_at_item={"present": [], "absent": [NAMES[4]], "settled": False, "reading_dependent": []},
    )  # fmt: skip
    place(workshop.raw, "a/1.txt", bare)
    workshop.build()
    decision = workshop.corpus().decisions.iloc[0]
    for column in ("decision_number", "seats", "present_count", "listed_present", "present_at_item", "quorum",
                   "item_number", "session_id", "mayor_present", "year", "present_at_item_max"):  # fmt: skip
        assert decision.isna()[column], column
    attendance = workshop.corpus().attendance.iloc[0]
    assert attendance.isna()["status_at_item"]
    assert attendance["status_roll_call"] == "absent"


def test_a_second_build_with_nothing_changed_does_nothing(workshop):
    place(workshop.raw, "a/1.txt", record())
    first = workshop.build()
    written = {p: p.stat().st_mtime_ns for p in workshop.corpus_folder.rglob("*")}
    again = workshop.build(read=lambda _: pytest.fail("read again"))
    assert (first.unchanged, again.unchanged) == (False, True)
    assert {p: p.stat().st_mtime_ns for p in workshop.corpus_folder.rglob("*")} == written
    assert "Nothing has changed" in str(again)


def test_only_the_new_document_is_read(workshop):
    place(workshop.raw, "a/1.txt", record(1))
    workshop.build()
    place(workshop.raw, "a/2.txt", record(2))
    seen = []
    report = workshop.build(read=lambda path: (seen.append(path.name), read(path))[1])
    assert seen == ["2.txt"]
    assert (report.read, report.cached, report.decisions) == (1, 1, 2)


def test_another_reader_reads_everything_again(workshop):
    place(workshop.raw, "a/1.txt", record())
    workshop.build()
    report = workshop.build(reader="other")
    assert (report.unchanged, report.read) == (False, 1)


def test_the_same_input_gives_the_same_bytes_whatever_the_way_there(workshop, tmp_path_factory):
    for n in (3, 1, 2):
        place(workshop.raw, f"a/{n}.txt", record(n))
        workshop.build()
    other = type(workshop)(tmp_path_factory.mktemp("other"))
    for n in (1, 2, 3):
        place(other.raw, f"a/{n}.txt", record(n))
    other.build()
    assert workshop.files() == other.files()


@pytest.mark.parametrize(
    "damage",
    [
        {"vote__unanimity": "perhaps"},
        {"roll_call__seats": "thirty"},
        {"roll_call__seats": 2**40},
        {"session__date": "2024-02-31"},
        {"movements": [{"kind": "arrival"}]},
        {"vote": 3},
        {"evidence": {"decision": [{"page": 1}]}},
    ],
    ids=str,
)
def test_one_bad_record_costs_only_its_document(workshop, damage):
    place(workshop.raw, "a/bad.txt", record(9, **damage))
    place(workshop.raw, "a/good.txt", record(1))
    report = workshop.build()
    documents = workshop.corpus().documents.set_index("path")
    assert documents["status"].to_dict() == {"a/bad.txt": "unreadable", "a/good.txt": "counted"}
    assert documents.loc["a/bad.txt", "errors"] == 1
    assert report.decisions == 1
    assert report.problems[0].startswith("a/bad.txt: ")
    assert "unreadable_document" in set(workshop.corpus().findings["code"])
    place(workshop.raw, "a/more.txt", record(2))
    more = workshop.build()
    assert (more.read, more.decisions, more.problems) == (1, 2, report.problems)


def test_a_reader_that_fails_costs_only_its_document(workshop):
    place(workshop.raw, "a/1.txt", record())
    (workshop.raw / "a" / "2.pdf").write_bytes(b"not JSON")
    report = workshop.build()
    assert (report.decisions, report.documents) == (1, 2)
    assert workshop.corpus().documents.set_index("path")["status"]["a/2.pdf"] == "unreadable"


def test_a_failed_document_is_tried_again(workshop):
    place(workshop.raw, "a/1.txt", record())

    def broken(_):
        raise MemoryError("too much")

    assert workshop.build(read=broken).problems == ("a/1.txt: The document could not be read: MemoryError: too much",)
    before = workshop.files()
    again = workshop.build(read=broken)
    assert (again.unchanged, again.read) == (True, 1)
    assert workshop.files() == before
    mended = workshop.build()
    assert (mended.unchanged, mended.decisions, mended.problems) == (False, 1, ())


def test_a_broken_installation_costs_no_corpus(workshop):
    place(workshop.raw, "a/1.txt", record())
    workshop.build()
    before = workshop.files()

    def broken(_):
        raise ModuleNotFoundError("No module named 'pypdfium2'")

    with pytest.raises(ModuleNotFoundError):
        workshop.build(read=broken, reader="newer")
    assert workshop.files() == before


def test_a_damaged_store_entry_is_read_again(workshop):
    place(workshop.raw, "a/1.txt", record())
    workshop.build()
    (entry,) = (workshop.store / "records").rglob("*.json")
    whole = entry.read_bytes()
    for damaged in (whole[:-5], b"", whole.replace(b"2024", b"2025", 1), whole[:30] + b"\xff" + whole[31:]):
        entry.write_bytes(damaged)
        place(workshop.raw, "a/2.txt", record(2, subject=f"{len(damaged)} {damaged[:40]!r}"))
        assert workshop.build().read == 2
        assert entry.read_bytes() == whole


def test_a_damaged_corpus_is_built_again(workshop):
    place(workshop.raw, "a/1.txt", record())
    workshop.build()
    before = workshop.files()
    victim = next(workshop.corpus_folder.rglob("*.parquet"))
    victim.write_bytes(b"PAR1")
    assert not workshop.build().unchanged
    assert workshop.files() == before
    victim.unlink()
    assert not workshop.build().unchanged
    assert workshop.files() == before


def test_the_same_bytes_twice_are_one_document(workshop):
    place(workshop.raw, "a/1.txt", record())
    place(workshop.raw, "b/copy.txt", record())
    assert workshop.build().documents == 1
    assert workshop.corpus().documents.iloc[0]["other_paths"].tolist() == ["b/copy.txt"]


def test_two_builds_the_second_says_that_it_waits(workshop):
    place(workshop.raw, "a/1.txt", record())
    lock = FileLock(workshop.corpus_folder.with_name(".corpus.lock"), thread_local=False)
    said = []
    lock.acquire()
    threading.Timer(0.3, lock.release).start()
    assert workshop.build(say=said.append).decisions == 1
    assert "running" in said[0]


def test_two_builds_the_second_gives_up_in_the_end(workshop):
    place(workshop.raw, "a/1.txt", record())
    with FileLock(workshop.corpus_folder.with_name(".corpus.lock")), pytest.raises(CniError, match="another one"):
        workshop.build(wait=0.1)
    assert not workshop.corpus_folder.exists()


def test_odd_text_comes_back_as_it_was(workshop):
    odd = '=SUM(A1)\t"x"; \'; drop table decisions; -- \x00 \u202e �\U0001f3db'
    place(workshop.raw, "a/1.txt", record(subject=odd, municipality="../../etc/πασσ/ωρδ=?"))
    workshop.build()
    assert workshop.corpus().decisions.iloc[0]["subject"] == odd
    partitions = {p.name for p in (workshop.corpus_folder / "decisions").iterdir()}
    assert partitions == {"municipality_id=etc-pass-ord"}


def test_half_a_surrogate_pair_can_be_written(workshop):
    made = record()
    made["subject"] = "θ\ud800μα"
    (workshop.raw / "a").mkdir()
    (workshop.raw / "a" / "1.txt").write_text(json.dumps(made))
    workshop.build()
    assert workshop.corpus().decisions.iloc[0]["subject"] == "θ�μα"


def test_an_empty_folder_gives_an_empty_corpus(workshop):
    assert workshop.build().documents == 0
    corpus = workshop.corpus()
    assert corpus.decisions.empty
    assert list(corpus.decisions.columns) == list(corpus.describe("decisions").index)
    assert corpus.sql("select count(*) as n from attendance")["n"].item() == 0
    assert len(corpus.memberships) > 0


def test_a_folder_that_is_not_there(workshop):
    workshop.raw.rmdir()
    with pytest.raises(InputError, match="expected a folder of documents"):
        workshop.build()
    assert not workshop.corpus_folder.exists()


def test_a_corpus_that_was_never_built(tmp_path):
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(InputError, match="cni build"):
            open_corpus(path)


def test_a_corpus_of_another_schema(workshop):
    workshop.build()
    path = workshop.corpus_folder / "manifest.json"
    path.write_text(path.read_text().replace(json.loads(path.read_text())["schema"], "0" * 16))
    with pytest.raises(InputError, match="of schema"):
        workshop.corpus()
