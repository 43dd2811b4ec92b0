"""What the package reads out of simulated documents, against the truth they were written from."""

from __future__ import annotations

import json
from collections import Counter, defaultdict

import pytest

from cni_analytics.errors import InputError
from cni_analytics.record import record_of
from cni_analytics.simulate import read_truth, simulate
from cni_analytics.sources import Folder
from cni_analytics.tables import build_corpus, open_corpus
from cni_analytics.text import open_document
from tests.simulate.comparison import Fact, compared

PLAIN = (
    "document.ada", "municipality", "body", "decision", "session.number", "session.kind", "session.time", "subject",
    "roll_call.layout", "roll_call.seats", "roll_call.present_count", "roll_call.absent_count", "vote.outcome",
    "vote.result", "resolutions",
)  # fmt: skip
"""What every form prints in words that leave no room: every one of these is read right, in every document."""


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """Every document of a small corpus: where it lies, its truth, its record and the facts compared."""
    done = simulate(tmp_path_factory.mktemp("simulated") / "out", municipalities=10, years=4, sessions_per_year=2,
                    per_session=2, contradictions=0.3, quoted=0.1, seed=21)  # fmt: skip
    found = []
    for path in sorted(done.documents.glob("*/*.txt")):
        truth = json.loads((done.truth / path.parent.name / f"{path.stem}.json").read_text("utf-8"))
        record = record_of(open_document(path))
        found.append((path, truth, record, list(compared(truth, record))))
    assert len(found) > 100
    return found


def told(facts: list[tuple[str, Fact]]) -> str:
    return "\n".join(f"{path} {f.field} {f.state}: expected {f.expected}, got {f.got}" for path, f in facts)


@pytest.mark.parametrize("field", PLAIN)
def test_plain_facts_are_all_right(read, field):
    facts = [(str(path), f) for path, _, _, facts in read for f in facts if f.field == field]
    assert facts
    bad = [(path, f) for path, f in facts if f.state != "right"]
    assert not bad, told(bad)


def test_nearly_all_facts_are_right_and_fewer_still_are_wrong(read):
    by_field: dict[str, Counter[str]] = defaultdict(Counter)
    for *_, facts in read:
        for f in facts:
            by_field[f.field][f.state] += 1
    total = sum(by_field.values(), Counter())
    table = "\n".join(f"{field:28} {dict(states)}" for field, states in sorted(by_field.items()))
    assert total["right"] / total.total() > 0.93, table
    assert total["wrong"] / total.total() < 0.05, table


def test_planted_contradictions_are_found(read):
    planted = [(code, record) for _, truth, record, _ in read for code in truth["simulation"]["planted"]]
    raised = [code in {f["code"] for f in record["findings"]} for code, record in planted]
    assert len(planted) > 20
    assert sum(raised) / len(raised) > 0.9, [c for (c, _), r in zip(planted, raised, strict=True) if not r]


def test_comparison_tells_right_missing_and_wrong_apart(read):
    """A record changed on purpose is seen: nulls are missing, other values wrong."""
    _, truth, _, _ = read[0]
    perfect = json.loads(json.dumps(truth))
    assert {f.state for f in compared(truth, perfect)} == {"right"}
    gap = {**perfect, "municipality": None, "movements": [], "roll_call": {**perfect["roll_call"], "members": []}}
    states = {f.field: f.state for f in compared(truth, gap)}
    assert states["municipality"] == states["roll_call.members"] == "missing"
    other = {**perfect, "municipality": "Αλλού", "findings": [{"code": "weekday_mismatch", "severity": "warning"}]}
    states = {f.field: f.state for f in compared({**truth, "findings": []}, other)}
    assert states["municipality"] == states["findings"] == "wrong"


def test_a_corpus_of_the_truth_itself_holds_what_the_world_knows(tmp_path):
    """Built without reading, so that what comes out of the tables can be held to the simulation."""
    done = simulate(tmp_path / "out", municipalities=2, years=2, sessions_per_year=3, per_session=3, contradictions=0.0)
    build_corpus(done.documents, tmp_path / "corpus", store=tmp_path / "store", jobs=1, read=read_truth, reader="truth")
    corpus = open_corpus(tmp_path / "corpus")
    assert corpus.synthetic
    assert set(corpus.documents.source) == {"synthetic"}
    assert len(corpus.decisions) == done.decisions
    assert len(corpus.sessions) == done.sessions
    assert set(corpus.decisions.municipality) == {"Ανεμόσκαλας", "Βραχονερίου"}
    rows = corpus.attendance
    for path in done.documents.glob("*/*.txt"):
        truth = read_truth(path)
        mine = rows[rows.document_id == truth["document"]["sha256"]]
        assert (mine.status_at_item == "present").sum() == len(truth["attendance_at_item"]["present"])
        assert (mine.status_roll_call == "present").sum() == sum(
            m["status"] == "present" for m in truth["roll_call"]["members"]
        )


def test_what_is_not_simulated_has_no_truth(tmp_path):
    stray = tmp_path / "a" / "b" / "c.txt"
    with pytest.raises(InputError, match="expected its truth"):
        read_truth(stray)


def test_synthetic_documents_are_told_from_others_wherever_the_folder_begins(tmp_path):
    done = simulate(tmp_path / "all" / "sim", municipalities=1, years=1, sessions_per_year=1, per_session=1)
    real = tmp_path / "all" / "serres" / "1.txt"
    real.parent.mkdir()
    real.write_text("real", "utf-8")
    for root in (tmp_path / "all" / "sim", done.documents, done.documents / "synthetic-01"):
        assert {d.source for d in Folder(root).listed()} == {"synthetic"}, root
    listed = {d.path.split("/")[0]: d.source for d in Folder(tmp_path / "all").listed()}
    assert listed == {"serres": "folder", "sim": "synthetic"}
