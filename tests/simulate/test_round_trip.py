"""What the package reads out of simulated documents, against the truth they were written from."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from cni_analytics.errors import InputError
from cni_analytics.simulate import read_truth, simulate
from cni_analytics.sources import Folder, RecordStore
from cni_analytics.tables import Corpus, build_corpus, open_corpus
from tests.simulate.comparison import Fact, compared, folded

DOUBTED = frozenset({
    "roll_call.members", "movements", "attendance_at_item.present", "attendance_at_item.settled", "mayor.present",
    "vote.derived", "findings",
})  # fmt: skip
"""Facts about people, which hang on every name of a list being read: some are wrong. No other fact is, anywhere."""
MISSED = frozenset({"acts", "agenda_item"})
"""Facts that some documents print in words that are not read yet; all that are neither here nor doubted are read."""
LEAST = {"txt": (0.981, 0.008), "pdf": (0.988, 0.004)}
"""Share of the facts that is right, at least, and wrong, at most."""


@dataclass(frozen=True)
class Built:
    """What a build made of simulated documents, each with its truth, its record and the facts compared."""

    found: list[tuple[Path, dict, dict, list[Fact]]]
    corpus: Corpus

    def facts(self) -> Iterator[tuple[str, Fact]]:
        return ((str(path), fact) for path, *_, facts in self.found for fact in facts)


def built(folder: Path, suffix: str, **more) -> Built:
    done = simulate(folder / "out", municipalities=10, years=4, per_session=2, contradictions=0.3, quoted=0.1, seed=21,
                    formats=(suffix,), **more)  # fmt: skip
    build_corpus(done.documents, folder / "corpus", store=folder / "store", jobs=1)
    corpus = open_corpus(folder / "corpus")
    store = RecordStore(
        folder / "store", reader=json.loads((folder / "corpus" / "manifest.json").read_text())["reader"]
    )
    found = []
    for path in sorted(done.documents.glob(f"*/*.{suffix}")):
        truth = json.loads((done.truth / path.parent.name / f"{path.stem}.json").read_text("utf-8"))
        record = store.get(hashlib.sha256(path.read_bytes()).hexdigest(), path.suffix)
        found.append((path, truth, record, list(compared(truth, record))))
    assert len(found) == done.decisions > 70
    assert len({truth["simulation"]["form"] for _, truth, *_ in found}) == 10, "every template is tried"
    return Built(found, corpus)


@pytest.fixture(scope="module")
def text(tmp_path_factory) -> Built:
    return built(tmp_path_factory.mktemp("text"), "txt", sessions_per_year=2)


@pytest.fixture(scope="module")
def pdf(tmp_path_factory) -> Built:
    return built(tmp_path_factory.mktemp("pdf"), "pdf", sessions_per_year=1)


@pytest.fixture(params=["txt", "pdf"])
def either(request) -> tuple[str, Built]:
    return request.param, request.getfixturevalue({"txt": "text", "pdf": "pdf"}[request.param])


def told(facts: list[tuple[str, Fact]]) -> str:
    return "\n".join(f"{path} {f.field} {f.state}: expected {f.expected}, got {f.got}" for path, f in facts)


def test_plain_facts_are_never_wrong_and_hardly_ever_missing(either):
    plain = [(path, f) for path, f in either[1].facts() if f.field not in DOUBTED]
    assert len({f.field for _, f in plain}) > 18
    bad = [(path, f) for path, f in plain if f.state == "wrong" or (f.state == "missing" and f.field not in MISSED)]
    assert not bad, told(bad)


def test_nearly_all_facts_are_right_and_fewer_still_are_wrong(either):
    suffix, of = either
    by_field: dict[str, Counter[str]] = defaultdict(Counter)
    for _, f in of.facts():
        by_field[f.field][f.state] += 1
    total = sum(by_field.values(), Counter())
    table = "\n".join(f"{field:28} {dict(states)}" for field, states in sorted(by_field.items()))
    right, wrong = LEAST[suffix]
    assert total["right"] / total.total() >= right, table
    assert total["wrong"] / total.total() <= wrong, table


def test_nobody_is_read_who_is_not_on_the_page(either):
    """A name may be missed or cut short; none may be made of something else."""
    for path, truth, record, _ in either[1].found:
        page = {w for m in truth["roll_call"]["members"] for w in words(m["name"])}
        for member in record["roll_call"]["members"]:
            assert words(member["name"]) <= page, (path, member)


def words(name: str) -> set[str]:
    return set(re.findall(r"\w+", folded(name)))


def test_the_tables_hold_what_the_truth_claims(either):
    """The same once more, behind the corpus that was built."""
    _, of = either
    decisions = of.corpus.decisions.set_index("document_id")
    decisions["session_date"] = decisions["session_date"].astype(str).str[:10]
    for path, truth, _, _ in of.found:
        row = decisions.loc[hashlib.sha256(path.read_bytes()).hexdigest()]
        claimed = {
            "municipality": truth["municipality"], "decision_number": (truth.get("decision") or {}).get("number"),
            "decision_year": (truth.get("decision") or {}).get("year"), "session_number": truth["session"]["number"],
            "seats": truth["roll_call"]["seats"], "present_count": truth["roll_call"]["present_count"],
            "stated_outcome": truth["vote"].get("outcome"), "result": truth["vote"].get("result"),
            "unanimity": truth["vote"].get("unanimity"), "session_date": truth["session"]["date"],
        }  # fmt: skip
        held = {name: row[name] for name, value in claimed.items() if value is not None}
        assert {n: folded(v) for n, v in held.items()} == {n: folded(claimed[n]) for n in held}, path
    assert of.corpus.synthetic


def test_planted_contradictions_are_found(text):
    planted = [(code, record) for _, truth, record, _ in text.found for code in truth["simulation"]["planted"]]
    raised = [code in {f["code"] for f in record["findings"]} for code, record in planted]
    assert len(planted) > 20
    assert sum(raised) / len(raised) > 0.9, [c for (c, _), r in zip(planted, raised, strict=True) if not r]


def test_comparison_tells_right_missing_and_wrong_apart(text):
    """A record changed on purpose is seen: nulls are missing, other values wrong."""
    _, truth, _, _ = text.found[0]
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
