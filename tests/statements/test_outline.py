"""The zones of a decision, whole and damaged."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cni_analytics.statements.outline import Outline, merge, outline
from cni_analytics.statements.types import DecisionNumber, Span
from cni_analytics.text.reading import Reading
from tests.statements import made

EXTRACT = """«ΑΠΟΣΠΑΣΜΑ
Από το πρακτικό της 3ης/02-05-2023 τακτικής συνεδρίασης της Οικονομικής Επιτροπής
Αριθμός Απόφασης: 19/2023

Στο Πετροχώρι σήμερα 2 Μαΐου 2023 συνεδρίασε η Οικονομική Επιτροπή. Διαπιστώθηκε απαρτία.

ΠΑΡΟΝΤΕΣ
1. Ζήσης Θωμάς

Η Οικονομική Επιτροπή, αφού έλαβε υπόψη το άρθρο 72 του Ν. 3852/2010,
ΑΠΟΦΑΣΙΖΕΙ ΚΑΤΑ ΠΛΕΙΟΨΗΦΙΑ
Εισηγείται στο Δημοτικό Συμβούλιο την έγκριση του κανονισμού.»"""
QUOTING = made.ITEM.split("«")[0] + EXTRACT


def words(read: Reading, span: Span) -> str:
    return read.printed(span.start, span.end)


def zones(text: str) -> tuple[Reading, Outline]:
    return made.divided(text)


def check(read: Reading, found: Outline) -> None:
    """What every zone of the standard decision holds, however it is damaged."""
    assert words(read, found.header).endswith("άρδευσης")
    assert words(read, found.opening).startswith("Στο Πετροχώρι σήμερα")
    assert "εισηγήθηκε" not in words(read, found.opening)
    assert words(read, found.discussion).startswith("Ο Πρόεδρος εισηγήθηκε")
    assert found.operative is not None
    assert words(read, found.operative).startswith("ΑΠΟΦΑΣΙΖΕΙ ΟΜΟΦΩΝΑ")
    assert words(read, found.operative).endswith("61/2023.")
    assert words(read, found.closing).startswith("Ο ΠΡΟΕΔΡΟΣ")


def test_whole() -> None:
    read, found = zones(made.decision())
    check(read, found)
    assert [words(read, q)[:9] for q in found.quoted] == ["«Σύμφωνα "]
    assert found.embedded == ()
    assert found.annexes == ()


@pytest.mark.parametrize(
    "damage",
    [
        lambda t: "\n".join(line for line in t.split("\n") if line.strip()),
        lambda t: "\n".join("   " + line if line else line for line in t.split("\n")),
        lambda t: t.replace("«", "<<").replace("»", ">>"),
        lambda t: t.replace("«", '"').replace("»", '"'),
        lambda t: t.replace("υπηρεσία.»", "υπηρεσία."),
        lambda t: t.replace("\n\nΟ Πρόεδρος", "\n\fΟ Πρόεδρος").replace("\n\nΑΠΟΦΑΣΙΖΕΙ", "\fΑΠΟΦΑΣΙΖΕΙ"),
    ],
    ids=["no blank lines", "indented", "angle quotes", "straight quotes", "quote never closed", "page ends"],
)
def test_damaged(damage) -> None:
    check(*zones(damage(made.decision())))


@pytest.mark.parametrize("closed", [True, False], ids=["closed", "never closed"])
def test_another_body_inside(closed: bool) -> None:
    text = made.decision(item=QUOTING if closed else QUOTING.replace("κανονισμού.»", "κανονισμού."))
    read, found = zones(text)
    check(read, found)
    (inside,) = found.embedded
    assert (inside.body, inside.decision) == ("economic_committee", DecisionNumber(19, 2023))
    assert not found.own(text.index("ΚΑΤΑ ΠΛΕΙΟΨΗΦΙΑ"))
    assert found.own(text.index("ΑΠΟΦΑΣΙΖΕΙ ΟΜΟΦΩΝΑ"))


def test_another_body_inside_without_quotation_marks() -> None:
    text = made.decision(item=QUOTING.replace("«ΑΠΟΣΠΑΣΜΑ", "ΑΠΟΣΠΑΣΜΑ").replace("κανονισμού.»", "κανονισμού."))
    read, found = zones(text)
    check(read, found)
    assert [e.body for e in found.embedded] == ["economic_committee"]


def test_adopted_and_annexed_texts() -> None:
    regulation = "Ψηφίζει τον Κανονισμό, ως εξής:\n\nΚΑΝΟΝΙΣΜΟΣ ΑΡΔΕΥΣΗΣ\n\nΆρθρο 1\nΑποφασίζει ομόφωνα."
    annex = made.CLOSING + "\n\nΠΑΡΑΡΤΗΜΑ\n\nΜΝΗΜΟΝΙΟ ΣΥΝΕΡΓΑΣΙΑΣ\nΑποφασίζει κατά πλειοψηφία."
    read, found = zones(made.decision(clauses=regulation, closing=annex))
    inner, outer = found.annexes
    assert words(read, inner).startswith("ΚΑΝΟΝΙΣΜΟΣ")
    assert words(read, outer).startswith("ΠΑΡΑΡΤΗΜΑ")
    assert words(read, found.closing).endswith("15-05-2023")


def test_a_wrapped_line_is_no_annex() -> None:
    clauses = "Εξουσιοδοτεί τον Δήμαρχο να υπογράψει το\nμνημόνιο συνεργασίας."
    _, found = zones(made.decision(clauses=clauses))
    assert found.annexes == ()


def test_text_without_a_decision() -> None:
    _, found = zones("Πρόγραμμα εκδηλώσεων\n\nΤο Σάββατο η χορωδία τραγουδά στην πλατεία.\n")
    assert found.operative is None


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(made.decision().split("\n")), max_size=60))
def test_zones_follow_each_other_whatever_the_text(lines) -> None:
    read = made.reading("\n".join(lines))
    found = outline(read)
    spans = [found.header, found.opening, found.discussion]
    if found.operative is not None:
        spans.append(found.operative)
    assert all(0 <= s.start <= s.end <= len(read.text) for s in (*spans, found.closing, *found.others))
    assert all(a.end <= b.start for a, b in zip(spans, [*spans[1:], found.closing], strict=True))


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 20))))
def test_merged_spans_are_disjoint_and_cover_the_same(pairs) -> None:
    spans = [Span(a, a + n) for a, n in pairs if n]
    merged = merge(spans)
    assert all(a.end < b.start for a, b in pairwise(merged))
    covered = {i for s in spans for i in range(s.start, s.end)}
    assert covered == {i for s in merged for i in range(s.start, s.end)}
