"""A simulated corpus on disk: labelled, the same every time, and saying what its truth claims."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cni_analytics.cli import run
from cni_analytics.errors import CniError, UsageError
from cni_analytics.simulate import simulate
from cni_analytics.simulate.contradictions import PLANTS
from cni_analytics.simulate.greek import in_words, ordinal
from cni_analytics.simulate.layout import MARK
from cni_analytics.statements.numerals import cardinal
from cni_analytics.text import open_document
from tests.simulate.comparison import folded

SMALL = {"municipalities": 10, "years": 4, "sessions_per_year": 3, "per_session": (2, 4)}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    out = tmp_path_factory.mktemp("simulated") / "out"
    return simulate(out, **SMALL, contradictions=0.5, quoted=0.1)


def documents(corpus):
    for path in sorted(corpus.documents.glob("*/*.txt")):
        truth = json.loads((corpus.truth / path.parent.name / f"{path.stem}.json").read_text("utf-8"))
        yield path, path.read_text("utf-8"), truth


def digests(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def test_same_seed_same_bytes_and_another_seed_others(tmp_path):
    tiny = {"municipalities": 2, "years": 1, "sessions_per_year": 2, "per_session": 2, "formats": ("txt", "pdf")}
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        simulate(tmp_path / name, seed=seed, **tiny)
    assert digests(tmp_path / "a") == digests(tmp_path / "b")
    assert digests(tmp_path / "a") != digests(tmp_path / "c")


def test_bytes_do_not_hang_on_the_process(tmp_path):
    """Neither the order of sets nor the place in memory of an object may be seen in a document."""
    code = (
        "import sys; from cni_analytics.simulate import simulate; "
        "simulate(sys.argv[1], municipalities=2, years=1, sessions_per_year=2, per_session=4)"
    )
    for name, salt in (("a", "1"), ("b", "2")):
        environment = {**os.environ, "PYTHONHASHSEED": salt}
        subprocess.run([sys.executable, "-c", code, str(tmp_path / name)], check=True, env=environment)
    assert digests(tmp_path / "a") == digests(tmp_path / "b")


def test_every_document_and_folder_says_that_it_is_synthetic(corpus):
    assert "SYNTHETIC" in corpus.documents.name
    for folder in (corpus.documents.parent, corpus.documents, corpus.truth):
        assert json.loads((folder / "SYNTHETIC.json").read_text("utf-8"))["synthetic"] is True
        assert "ΣΥΝΘΕΤΙΚΑ ΔΕΔΟΜΕΝΑ" in (folder / "README.md").read_text("utf-8")
    for _, text, truth in documents(corpus):
        assert all(MARK in page for page in text.split("\f"))
        assert truth["simulation"]["synthetic"] is True
        assert "ΣΥΝ-" in truth["document"]["ada"]


def test_counts_of_the_manifest_are_those_of_the_files(corpus):
    found = list(documents(corpus))
    assert corpus.decisions == len(found) == len(list(corpus.truth.glob("*/*.json")))
    marker = json.loads((corpus.documents / "SYNTHETIC.json").read_text("utf-8"))
    assert (marker["decisions"], marker["unpublished"]) == (corpus.decisions, corpus.unpublished)
    assert sum(corpus.forms.values()) == corpus.decisions
    for path, text, truth in found:
        assert truth["document"]["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
        assert truth["document"]["pages"] == text.count("\f") + 1


def flat(text: str) -> str:
    """The page's words, its line breaks, marks and running heads gone."""
    first, *later = ([line for line in page.splitlines() if MARK not in line] for page in text.split("\f"))
    heads = re.compile(r"\s*(?:ΑΔΑ: \S+|\d+)\s*")
    lines = first + [line for page in later for n, line in enumerate(page) if n or not heads.fullmatch(line)]
    return folded(" ".join(" ".join(lines).split()))


def test_the_page_prints_what_its_truth_states(corpus):
    """Not by reading the document, but by looking for each stated value in its words."""
    for path, text, truth in documents(corpus):
        words = flat(text)
        where = f"{path}: {truth['simulation']}"
        assert folded(truth["document"]["ada"]) in words, where
        assert folded(truth["municipality"]) in words, where
        assert folded(truth["subject"]) in words, where
        if truth["decision"]:
            assert f"{truth['decision']['number']}/{truth['decision']['year']}" in words, where
        for resolution in truth["resolutions"]:
            assert folded(resolution["text"]) in words, where
        if truth["vote"]["phrase"]:
            assert folded(" ".join(truth["vote"]["phrase"].split())) in words, where
        hour = truth["session"]["time"]
        assert hour is None or hour in words or f"ωρα {int(hour[:2]) - 12}" in words, where
        formats = {
            "teleconference": ("τηλεδιασκεψ",),
            "by_circulation": ("δια περιφορασ",),
            "hybrid": ("μεικτ", "μικτ", "υβριδικ"),
            "in_person": ("δια ζωσησ", "φυσικη παρουσια"),
            None: ("",),
        }
        wanted = formats[truth["session"]["format"]]
        assert any(w in words for w in wanted), where
        for key in ("seats", "present_count", "absent_count"):
            n = truth["roll_call"][key]
            assert n is None or re.search(rf"\b{n}\b", words), where
        for member in truth["roll_call"]["members"]:
            columns = truth["simulation"]["form"] in ("columns", "three", "sides", "capitals", "table")
            assert columns or folded(member["name"]) in words, f"{where}: {member}"
        for choice, n in truth["vote"]["tally"].items():
            assert n is None or f"{n}" in words, f"{where}: {choice}"


def test_every_name_of_the_roll_call_stands_on_the_page(corpus):
    """Word by word, because columns part the words of long names."""
    for path, text, truth in documents(corpus):
        words = set(re.findall(r"\w+", flat(text)))
        for member in truth["roll_call"]["members"]:
            assert set(re.findall(r"\w+", folded(member["name"]))) <= words, f"{path}: {member}"


def test_movements_are_worded_at_their_anchor(corpus):
    seen = 0
    for path, text, truth in documents(corpus):
        words = flat(text)
        for move in truth.get("movements", ()):
            seen += 1
            if move["decision"]:
                assert f"{move['decision']['number']}/{move['decision']['year']}" in words, path
            elif move["item"]:
                n = move["item"]["number"]
                assert any(f in words for f in (f"{n}ου", f"{n}ο ", folded(ordinal(n)), folded(ordinal(n, "ο")))), path
            stem = ("προσηλθ", "προσελευσ") if move["kind"] == "arrival" else ("αποχωρ",)
            assert any(s in words for s in stem), path
    assert seen > 100


def test_truth_follows_the_rules_of_the_contract(corpus):
    for path, _, truth in documents(corpus):
        vote, attendance = truth["vote"], truth.get("attendance_at_item", {})
        if "votes" not in vote:
            continue
        derived = {v["name"] for v in vote["votes"] if v["origin"] == "derived"}
        stated = {v["name"]: v["vote"] for v in vote["votes"] if v["origin"] == "stated"}
        assert not derived & set(stated), path
        if vote.get("result") == "rejected" or vote["unanimity"] == "unsettled":
            assert not derived, path
        if derived and "present" in attendance:
            assert derived <= set(attendance["present"]), path
        if "against" in stated.values() and vote["outcome"] == "majority":
            assert vote["unanimity"] == "contested", path
        if attendance.get("settled") and "absent" in attendance:
            present, absent = set(attendance["present"]), set(attendance["absent"])
            members = {m["name"] for m in truth["roll_call"]["members"]}
            assert not present & absent, path
            assert present | absent == members, path
            # The clerk's unspoiled figures add up.
            planted = set(truth["simulation"]["planted"])
            if vote["tally"]["for"] is not None and not planted & {"tally_exceeds_present", "tally_mismatch"}:
                assert sum(n for n in vote["tally"].values() if n) == len(present), path


def test_every_kind_of_contradiction_occurs_and_is_known():
    from cni_analytics.simulate.sessions import Pace, sessions_of
    from cni_analytics.simulate.world import municipalities
    from cni_analytics.simulate.write import documents_of, forms_of

    seen = set()
    for index, municipality in enumerate(municipalities(19, seed=4)):
        by_term = forms_of(municipality, index)
        for session in sessions_of(municipality, 4, seed=4, pace=Pace(sessions=5, without_quorum=0.05)):
            form = by_term[session.council.term.name]
            for document in documents_of(session, form, seed=4, contradictions=1.0, quoted=0.1):
                codes = {f["code"] for f in document.record["findings"]}
                assert set(document.record["simulation"]["planted"]) <= codes
                seen |= codes
    assert set(PLANTS) | {"embedded_decision", "below_quorum", "unattributed_dissent"} <= seen


def test_without_contradictions_only_what_happens_anyway_is_found(tmp_path):
    done = simulate(tmp_path / "out", **SMALL, contradictions=0.0, quoted=0.0)
    assert set(done.findings) <= {"below_quorum", "unattributed_dissent"}


def test_pdf_holds_the_same_words_as_text(tmp_path):
    done = simulate(tmp_path / "out", municipalities=10, years=1, sessions_per_year=1, per_session=1,
                    formats=("txt", "pdf"))  # fmt: skip
    for path in sorted(done.documents.glob("*/*.pdf")):
        read = open_document(path)
        assert read.media_type == "application/pdf"
        assert not [p for p in read.problems if p.severity == "error"]
        drawn = sorted(" ".join(page.text for page in read.pages).replace(MARK, "").split())
        plain = sorted(path.with_suffix(".txt").read_text("utf-8").replace(MARK, "").split())
        # Running heads follow the pages, which are not cut at the same places.
        missing = set(plain) - set(drawn)
        assert len(missing) <= 2, (path, missing)
        truth = json.loads((done.truth / path.parent.name / f"{path.stem}.json").read_text("utf-8"))
        assert truth["simulation"]["files"]["pdf"]["pages"] == len(read.pages)


def test_without_reportlab_the_message_says_what_to_install(tmp_path, monkeypatch):
    from cni_analytics.simulate import pdf

    pdf._reportlab.cache_clear()
    monkeypatch.setitem(sys.modules, "reportlab.pdfgen", None)
    try:
        with pytest.raises(CniError, match=r"cni-analytics\[simulate\]"):
            simulate(tmp_path / "out", municipalities=1, years=1, formats=("pdf",))
    finally:
        pdf._reportlab.cache_clear()
    assert not list(tmp_path.iterdir())


def test_a_folder_with_something_else_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="an earlier simulation"):
        simulate(tmp_path, municipalities=1)
    assert (tmp_path / "mine.txt").read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"years": 9}, "years: expected 1 to 5"),
        ({"formats": ("doc",)}, "found doc"),
        ({"per_session": (5, 2)}, "found 5-2"),
    ],
)
def test_numbers_out_of_range_are_wrong_usage(tmp_path, options, said):
    with pytest.raises(UsageError, match=said):
        simulate(tmp_path / "out", **options)


def test_the_command_writes_and_replaces_and_says_where(tmp_path, capsys):
    arguments = ["simulate", "--out", str(tmp_path / "s"), "--municipalities", "2", "--years", "1",
                 "--sessions-per-year", "1", "--decisions-per-session", "2"]  # fmt: skip
    assert run(arguments) == 0
    assert run([*arguments[:-1], "3"]) == 0
    out = capsys.readouterr().out
    assert "SYNTHETIC decisions of 2 invented municipalities" in out
    assert len(list((tmp_path / "s" / "SYNTHETIC").glob("*/*.txt"))) == int(out.splitlines()[-1].split()[0])
    assert run(["simulate", "--out", str(tmp_path / "s"), "--decisions-per-session", "many"]) == 2


@pytest.mark.parametrize("n", range(1, 100))
def test_numbers_in_words_are_read_back(n):
    for gender in ("neuter", "masculine", "feminine", "genitive"):
        assert cardinal(folded(in_words(n, gender))) == n
