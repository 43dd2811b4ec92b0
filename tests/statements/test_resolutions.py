import pytest

from cni_analytics.statements.resolutions import read_resolutions
from tests.statements import made


def clauses(**parts):
    read, outline = made.divided(made.decision(**parts))
    return [(r.label, r.text) for r in read_resolutions(read, outline)]


TWO = ["Εγκρίνει τον κανονισμό άρδευσης.", "Αναθέτει στον Δήμαρχο τις ενέργειες."]


@pytest.mark.parametrize(
    ("labels", "written"),
    [
        (["Α", "Β"], "Α) {}\n\nΒ) {}"),
        (["Α", "Β"], "Α. {}\nΒ. {}"),
        (["1", "2"], "1. {}\n\n2. {}"),
        (["1", "2"], "1) {}\n2) {}"),
        (["α", "β"], "α) {}\n\nβ) {}"),
        (["i", "ii"], "i. {}\nii. {}"),
        (["Α", "Β"], "(Α) {}\n(Β) {}"),
        (["Α", "Β"], "\fΑ) {}\n\fΒ) {}"),
        (["1", "2"], "[1] {}\n[2] {}"),
        (["1", "2"], "1η) {}\n2η) {}"),
        (["1", "2"], "1: {}\n2: {}"),
        (["1", "2"], "1 - {}\n2 - {}"),
        (["Α", "Β"], "Α: {}\nΒ: {}"),
    ],
)
def test_labels(labels, written):
    assert clauses(clauses=written.format(*TWO)) == list(zip(labels, TWO, strict=True))


def test_clauses_on_the_line_of_the_outcome():
    found = clauses(outcome="ΑΠΟΦΑΣΙΖΕΙ ΟΜΟΦΩΝΑ:", clauses="Α) {} Β) {}".format(*TWO))
    assert found == list(zip(["Α", "Β"], TWO, strict=True))


def test_clauses_without_labels_are_one():
    assert clauses(clauses="\n\n".join(TWO)) == [(None, " ".join(TWO))]


def test_a_list_inside_a_clause_is_part_of_it():
    written = "Α) Ορίζει τα μέλη:\n1. Ζήση Θωμά\n2. Δρόσο Ανδρέα\n\nΒ) Αναθέτει στον Δήμαρχο."
    assert clauses(clauses=written) == [
        ("Α", "Ορίζει τα μέλη: 1. Ζήση Θωμά 2. Δρόσο Ανδρέα"),
        ("Β", "Αναθέτει στον Δήμαρχο."),
    ]


def test_a_list_inside_a_clause_that_has_a_noun_for_its_verb():
    written = "Τον καθορισμό τελών ως εξής:\nα) κατοικίες 10 €\nβ) καταστήματα 20 €"
    assert clauses(clauses=written) == [(None, "Τον καθορισμό τελών ως εξής: α) κατοικίες 10 € β) καταστήματα 20 €")]


def test_voters_listed_by_number_are_no_clauses():
    found = clauses(outcome="ΑΠΟΦΑΣΙΖΕΙ ΚΑΤΑ ΠΛΕΙΟΨΗΦΙΑ\nΚαταψήφισαν: 1) Δρόσος Ανδρέας 2) Ζήσης Θωμάς")
    assert [label for label, _ in found] == ["Α", "Β"]


def test_a_clause_goes_on_over_a_page_end():
    written = "Α) Εγκρίνει τον\n\fκανονισμό άρδευσης.\n\nΒ) Αναθέτει στον Δήμαρχο τις ενέργειες."
    assert clauses(clauses=written) == list(zip(["Α", "Β"], TWO, strict=True))


def test_an_adopted_text_is_no_clause():
    written = "Ψηφίζει τον Κανονισμό, ως εξής:\n\nΚΑΝΟΝΙΣΜΟΣ ΑΡΔΕΥΣΗΣ\n\nΆρθρο 1\n1. Η άρδευση.\n2. Τα τέλη."
    assert clauses(clauses=written) == [(None, "Ψηφίζει τον Κανονισμό, ως εξής:")]


def test_a_short_introduction_belongs_to_no_clause():
    assert clauses(clauses="Εγκρίνει:\n1. Τον κανονισμό.\n2. Τα τέλη.") == [("1", "Τον κανονισμό."), ("2", "Τα τέλη.")]


def test_nothing_decided():
    read, outline = made.divided("Πρόγραμμα εκδηλώσεων\n")
    assert read_resolutions(read, outline) == ()
