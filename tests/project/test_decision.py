"""The ``Decision`` object: the record under short names, with the words behind every fact."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from pathlib import Path

import pytest

import cni_analytics as cni
from cni_analytics.decision import not_usable
from cni_analytics.errors import InputError, UsageError


@pytest.fixture(scope="module")
def serres() -> cni.Decision:
    return cni.read("data/raw/serres/2024-210.md")


def test_short_names(serres: cni.Decision) -> None:
    assert (serres.municipality, serres.body, serres.number, serres.year) == ("Σερρών", "municipal_council", 210, 2024)
    assert serres.date == dt.date(2024, 6, 26)
    assert serres.item == {"number": 5, "out_of_agenda": False}
    assert len(serres.members) == 35
    assert (len(serres.present), len(serres.absent), serres.settled) == (22, 13, True)
    assert [m["kind"] for m in serres.movements] == ["arrival"] * 2 + ["departure"] * 5
    assert serres.unanimity == serres.vote["outcome"] == "unanimous"
    assert [r["label"] for r in serres.resolutions] == ["Α", "Β", "Γ"]
    assert [f["code"] for f in serres.findings] == ["presence_counts_swapped"]
    assert [a["kind"] for a in serres.acts] == ["invitation", "proposal", "certified_copy"]
    assert serres.memorandum is not None
    assert repr(serres) == "<Decision 210/2024 of Σερρών, 2024-06-26: unanimous, 1 finding>"


def test_evidence_is_what_stands_on_the_page(serres: cni.Decision) -> None:
    assert len(serres.record["evidence"]) > 100
    for path in serres.record["evidence"]:
        for span in serres.evidence(path):
            page = serres.pages[span["page"] - 1]
            assert page.text[span["start"] : span["end"]] == span["text"]
    assert serres.evidence("movements[0]") == serres.evidence("movements.0") != []


def test_what_is_derived_or_not_printed_has_no_words(serres: cni.Decision) -> None:
    assert serres.evidence("vote.unanimity") == []
    assert serres.evidence("document.ada") == []


def test_a_path_that_is_no_key_is_named(serres: cni.Decision) -> None:
    with pytest.raises(UsageError, match=r"decision\.number"):
        serres.evidence("decision.nummer")
    with pytest.raises(UsageError):
        serres.evidence("movements.99")


def test_json_is_the_record(serres: cni.Decision) -> None:
    assert json.loads(serres.to_json()) == serres.record
    assert "\n" not in serres.to_json(indent=None)


def test_it_cannot_be_changed_by_accident(serres: cni.Decision) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        serres.record = {}  # type: ignore[misc]


def test_reading_a_path_object(serres: cni.Decision) -> None:
    assert cni.read(Path("data/raw/serres/2024-210.md")).record == serres.record


def test_nothing_to_read_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"expected .*, found nothing at that path; check"):
        cni.read(tmp_path / "gone.pdf")
    with pytest.raises(cni.CniError, match="found a folder"):
        cni.read(tmp_path)


def test_a_text_without_a_decision_is_read_and_told_apart(tmp_path: Path, serres: cni.Decision) -> None:
    notice = tmp_path / "notice.txt"
    notice.write_text("Ανακοίνωση: την Κυριακή διακόπτεται η υδροδότηση του οικισμού.", "utf-8")
    decision = cni.read(notice)
    assert decision.number is None
    assert repr(decision).startswith("<Decision without number of an unnamed municipality, undated")
    assert "check that this is the decision itself" in str(not_usable(decision))
    assert not_usable(serres) is None
