"""Facts on the page: every mark covers its words, and cutting a page into marked pieces loses nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cni_analytics.show.marks import Mark, canonical, marks, segments, spans_of
from cni_analytics.show.words import GROUPS, LANGUAGES, Label, label, phrase, value
from cni_analytics.text.document import Page

from .decisions import TEXT, decision


def test_every_mark_covers_the_words_of_its_fact() -> None:
    shown = decision()
    told = {path: TEXT[mark.start : mark.end] for mark in marks(shown, "en") for path in mark.paths}
    evidence = {canonical(path): spans[0]["text"] for path, spans in shown.record["evidence"].items()}
    assert evidence.items() <= told.items()
    assert told["findings[0]"] == "Ο κ. Λιάπης"


def test_labels_say_what_the_entry_says() -> None:
    told = {path: mark.labels for mark in marks(decision(), "en") for path in mark.paths}
    assert told["roll_call.members[0]"] == ("present, president",)
    assert told["roll_call.members[2]"] == ("absent",)
    assert told["movements[0]"] == ("departure: Πέτρος Λιάπης (during, item 2)",)
    assert told["resolutions[0]"] == ("Resolution α",)
    assert told["findings[0]"] == ("Finding: missing_session_date",)


def test_a_span_outside_its_page_is_not_marked() -> None:
    evidence = {"municipality": [{"page": 1, "start": 5, "end": 10_000, "text": "x"}],
                "subject": [{"page": 9, "start": 0, "end": 3, "text": "x"}]}  # fmt: skip
    assert marks(decision(evidence=evidence, findings=[]), "el") == ()


def test_words_of_a_fact_are_found_through_its_parts() -> None:
    assert [s["text"] for s in spans_of(decision(), "decision")] == ["12"]
    assert [s["text"] for s in spans_of(decision(), "resolutions[0]")] == ["Εγκρίνει τη δαπάνη."]
    assert spans_of(decision(), "session.date") == []


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=8),
)
def test_segments_put_together_are_the_page(text: str, spans: list[tuple[int, int]]) -> None:
    page = Page(1, text)
    on_page = [
        Mark(1, start, min(start + length, len(text)), "vote", ("x",), (f"p{k}",))
        for k, (start, length) in enumerate(spans)
        if start < len(text)
    ]
    cut = list(segments(page, on_page))
    assert "".join(text[s.start : s.end] for s in cut) == text
    for segment in cut:
        over = {m for m in on_page if m.start <= segment.start and segment.end <= m.end}
        assert set(segment.marks) == over


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_of_the_record_has_a_name_and_a_colour(language: str) -> None:
    paths = ("document.ada", "municipality", "body", "decision.number", "session.date", "agenda_item", "subject",
             "roll_call.seats", "roll_call.members.0", "mayor", "movements.3", "vote.tally.for", "vote.votes.1",
             "resolutions.0", "legal_references.2", "acts.0", "memorandum.commitments.4", "findings.0")  # fmt: skip
    for path in paths:
        named = label(path, language)  # type: ignore[arg-type]
        assert named.group in GROUPS
        assert named != Label("header", path)
    assert phrase("facts", language)  # type: ignore[arg-type]


def test_two_words_that_look_alike_are_told_apart() -> None:
    assert value("present", "en", of="status") == "present"
    assert value("present", "el", of="vote") == "παρών"
    assert value("a municipality's own word", "el") == "a municipality's own word"
