"""Header, item, vote and mayor in layouts that councils use beside the common ones."""

from __future__ import annotations

from typing import Any

import pytest

from cni_analytics.record import record_of
from cni_analytics.text.document import Document, Page
from tests.statements import made

SUBJECT = "ΘΕΜΑ: Έγκριση κανονισμού άρδευσης"
SILENT = "Ο Πρόεδρος διάβασε την εισήγηση της υπηρεσίας."
"""The item is put before the body, and its number is not named."""
BALLOT = {"Ψήφισαν:": 12, "Υπέρ:": 8, "Κατά:": 2, "Λευκά:": 1, "Άκυρα:": 1}


def record(**parts: str) -> dict[str, Any]:
    pages = made.decision(**parts).split("\f")
    return record_of(Document("made.txt", "0" * 64, "text/plain", tuple(Page(n, p) for n, p in enumerate(pages, 1))))


@pytest.mark.parametrize(
    ("field", "number", "out"),
    [
        ("Θέμα 4 της πρόσκλησης: Έγκριση κανονισμού άρδευσης", 4, False),
        ("ΕΗΔ 2: Έγκριση κανονισμού άρδευσης", 2, True),
        ("Ε.Η.Δ. 1ο: Έγκριση κανονισμού άρδευσης", 1, True),
    ],
)
def test_item_in_the_label_of_the_subject(field: str, number: int, out: bool) -> None:
    found = record(header=made.HEADER.replace(SUBJECT, field), item=SILENT)
    assert found["agenda_item"] == {"number": number, "out_of_agenda": out}
    assert found["subject"] == "Έγκριση κανονισμού άρδευσης"


@pytest.mark.parametrize("label", ["Περί:", "Θ Ε Μ Α:", "Π Ε Ρ Ι Λ Η Ψ Η :"])
def test_labels_of_the_subject(label: str) -> None:
    header = made.HEADER.replace("ΘΕΜΑ:", label)
    assert record(header=header)["subject"] == "Έγκριση κανονισμού άρδευσης"


def test_subject_ends_where_somebody_speaks() -> None:
    header = made.HEADER.replace(SUBJECT, "")
    item = "ΘΕΜΑ 1ο\nΈγκριση κανονισμού άρδευσης\nΟ Πρόεδρος υπενθύμισε ότι η αρδευτική περίοδος αρχίζει."
    assert record(header=header, item=item)["subject"] == "Έγκριση κανονισμού άρδευσης"


@pytest.mark.parametrize(
    "words",
    [
        "ΑΠΟΣΠΑΣΜΑ ΠΡΑΚΤΙΚΟΥ της με αρ. 7/10-05-2023 συνεδρίασης του Δημοτικού Συμβουλίου Πετροχωρίου",
        "Από τα πρακτικά της συνεδριάσεως του Δημοτικού Συμβουλίου υπ' αριθ. 7 της 10ης Μαΐου 2023",
    ],
)
def test_number_of_the_session(words: str) -> None:
    line = "από το πρακτικό της 7ης/2023 τακτικής συνεδρίασης του Δημοτικού Συμβουλίου Πετροχωρίου"
    assert record(header=made.HEADER.replace(line, words))["session"]["number"] == 7


def test_outcome_on_the_line_above_the_heading() -> None:
    found = record(preamble=made.PREAMBLE + " κατά πλειοψηφία", outcome="ΑΠΟΦΑΣΙΖΕΙ")
    assert found["vote"]["outcome"] == "majority"


@pytest.mark.parametrize(
    "count",
    [
        "\n".join(f"    {label:<10}{n:>12}" for label, n in BALLOT.items()),
        "Η ψηφοφορία είχε το εξής αποτέλεσμα: ΥΠΕΡ 8 ΚΑΤΑ 2 ΛΕΥΚΑ 1.",
    ],
)
def test_figures_that_follow_their_labels(count: str) -> None:
    found = record(debate=count, outcome="ΑΠΟΦΑΣΙΖΕΙ ΚΑΤΑ ΠΛΕΙΟΨΗΦΙΑ")["vote"]["tally"]
    assert {k: v for k, v in found.items() if v is not None} == {"for": 8, "against": 2, "blank": 1}


@pytest.mark.parametrize(
    ("words", "present"),
    [("Ο Δήμαρχος κ. Ρήγας Στέφανος ήταν στη συνεδρίαση.", True), ("Ο Δήμαρχος δεν ήταν στη συνεδρίαση.", False)],
)
def test_mayor_at_the_session(words: str, present: bool) -> None:
    assert record(moved=words)["mayor"]["present"] is present


def test_mayor_after_the_absent_with_a_word_of_presence() -> None:
    found = record(roll_call=made.ROLL_CALL.replace("\n\nαν και", "\nΔήμαρχος: Ρήγα Στέλλα, παρούσα.\n\nαν και"))
    assert found["mayor"] == {"name": "Ρήγα Στέλλα", "present": True}


def test_mayor_who_was_there_and_left() -> None:
    moved = "Ο Δήμαρχος κ. Ρήγας Στέφανος ήταν παρών και αποχώρησε ώρα 21:10."
    assert record(moved=moved)["mayor"]["present"] is True


def test_item_in_brackets_behind_the_subject() -> None:
    found = record(header=made.HEADER + "\n(3ο ημερήσιας διάταξης)", item=SILENT)
    assert found["subject"] == "Έγκριση κανονισμού άρδευσης"
    assert found["agenda_item"] == {"number": 3, "out_of_agenda": False}


def test_brackets_of_the_subject_itself() -> None:
    header = made.HEADER + " (2ο τμήμα)"
    assert record(header=header)["subject"] == "Έγκριση κανονισμού άρδευσης (2ο τμήμα)"


def test_members_who_were_there_and_voted_for_are_the_count() -> None:
    words = "Το Δημοτικό Συμβούλιο, με την απόλυτη πλειοψηφία των δώδεκα (12) μελών που ήταν παρόντα και ψήφισαν υπέρ,"
    found = record(preamble=words, outcome="αποφασίζει:")["vote"]
    assert (found["tally"]["for"], found["unanimity"]) == (12, "unanimous")


def test_count_on_the_line_after_the_outcome() -> None:
    found = record(outcome="Αποφάσισε ομόφωνα\nΜε 11 ψήφους υπέρ και 1 λευκή.")["vote"]["tally"]
    assert (found["for"], found["blank"]) == (11, 1)


UNANNOUNCED = (
    "Η υπηρεσία διάβασε την αίτηση του Συλλόγου για το 5ο θέμα.\nΤέθηκε υπόψη το άρθρο 75 του Ν. 3463/2006.",
    "Εισηγούμενος το 5ο θέμα της ημερήσιας διάταξης ο Αντιδήμαρχος πρότεινε τον κανονισμό.",
)


@pytest.mark.parametrize("item", UNANNOUNCED)
def test_item_and_vote_where_nothing_presents_the_item(item: str) -> None:
    moved = "Ο Δρόσος Ανδρέας αποχώρησε μετά τη συζήτηση του 6ου θέματος."
    vote = "Το Δημοτικό Συμβούλιο, με ψήφους δέκα (10) υπέρ και δύο (2) κατά,"
    found = record(moved=moved, item=item, preamble=vote, outcome="ΑΠΟΦΑΣΙΖΕΙ ΚΑΤΑ ΠΛΕΙΟΨΗΦΙΑ")
    assert found["agenda_item"] == {"number": 5, "out_of_agenda": False}
    assert (found["vote"]["tally"]["for"], found["vote"]["tally"]["against"]) == (10, 2)
    assert [m["name"] for m in found["movements"]] == ["Δρόσος Ανδρέας"]


def test_dissent_told_before_an_outcome_called_unanimous() -> None:
    item = "Εισηγούμενος το 2ο θέμα ο Αντιδήμαρχος πρότεινε τον κανονισμό. Ο κ. Δρόσος Ανδρέας καταψήφισε την εισήγηση."
    found = record(item=item, preamble="Το Δημοτικό Συμβούλιο")
    assert found["vote"]["unanimity"] == "unsettled"
    assert "outcome_conflict" in [f["code"] for f in found["findings"]]


def test_rapporteur_names_the_item() -> None:
    found = record(item="Εισηγητής του 5ου θέματος ήταν ο Πρόεδρος, ο οποίος ανέγνωσε την εισήγηση.")
    assert found["agenda_item"] == {"number": 5, "out_of_agenda": False}


def test_order_of_discussion_is_no_debate() -> None:
    moved = "Με απόφαση του Σώματος το 4ο θέμα της ημερήσιας διάταξης συζητήθηκε πρώτο."
    found = record(roll_call="", moved=moved)
    assert found["agenda_item"] == {"number": 3, "out_of_agenda": False}


def test_invalid_papers_of_a_secret_ballot_are_no_mismatch() -> None:
    count = "Υπέρ: 8\nΚατά: 2\nΛευκά: 1\nΆκυρα: 1"
    found = record(debate=count, outcome="αποφασίζει κατά πλειοψηφία, με μυστική ψηφοφορία,")
    assert [f["code"] for f in found["findings"] if f["severity"] != "info"] == []


def test_a_departure_before_the_outcome_takes_no_voter_with_it() -> None:
    found = record(
        preamble="Μετά από συζήτηση, κατά τη διάρκεια της οποίας αποχώρησε ο κ. Ζήσης Θωμάς, το Σώμα",
        outcome="ΑΠΟΦΑΣΙΖΕΙ ΚΑΤΑ ΠΛΕΙΟΨΗΦΙΑ\n(υπέρ δέκα [10], κατά ένας [1] ο κ. Δρόσος)",
    )
    assert [m["name"] for m in found["movements"]] == ["Ζήσης Θωμάς"]
    assert [f["code"] for f in found["findings"] if f["severity"] != "info"] == []


@pytest.mark.parametrize(
    ("field", "item"),
    [
        ("ΘΕΜΑ Νο 7: Έγκριση κανονισμού άρδευσης", (7, False)),
        ("Θέμα Η.Δ. 4ο: Έγκριση κανονισμού άρδευσης", (4, False)),
        ("ΘΕΜΑ ΗΜΕΡΗΣΙΑΣ ΔΙΑΤΑΞΗΣ 6: Έγκριση κανονισμού άρδευσης", (6, False)),
        ("Εκτός Ημερήσιας Διάταξης Θέμα 2ο: Έγκριση κανονισμού άρδευσης", (2, True)),
        ("Θέμα εκτός ημερήσιας διάταξης (2ο): Έγκριση κανονισμού άρδευσης", (2, True)),
        ("Θέμα: 3ο – Έγκριση κανονισμού άρδευσης", (3, False)),
        ("ΘΕΜΑ : 8ον\nΈγκριση κανονισμού άρδευσης", (8, False)),
        ("Αφορά: Έγκριση κανονισμού άρδευσης", None),
        ("ΤΙΤΛΟΣ ΘΕΜΑΤΟΣ: Έγκριση κανονισμού άρδευσης", None),
    ],
)
def test_orders_of_label_and_number(field: str, item: tuple[int, bool] | None) -> None:
    found = record(header=made.HEADER.replace(SUBJECT, field), item=SILENT)
    assert found["subject"] == "Έγκριση κανονισμού άρδευσης"
    assert found["agenda_item"] == (item and {"number": item[0], "out_of_agenda": item[1]})


def test_a_school_by_its_number_is_no_item() -> None:
    found = record(header=made.HEADER.replace(SUBJECT, "ΘΕΜΑ: 1ο-3ο Δημοτικά Σχολεία: μίσθωση αιθουσών"), item=SILENT)
    assert (found["subject"], found["agenda_item"]) == ("1ο-3ο Δημοτικά Σχολεία: μίσθωση αιθουσών", None)


def test_negative_votes_without_the_word_vote() -> None:
    count = "με 9 θετικές ψήφους, 2 αρνητικές (Δρόσος, Ζήσης) και 1 «παρών» (Καρράς)"
    found = record(outcome="αποφασίζει κατά πλειοψηφία " + count)
    assert (found["vote"]["unanimity"], found["vote"]["tally"]["against"]) == ("contested", 2)


def test_figure_before_another_sides() -> None:
    found = record(outcome="αποφασίζει κατά πλειοψηφία με ψήφους 10 έναντι 2")["vote"]["tally"]
    assert (found["for"], found["against"]) in {(None, 2), (10, 2)}


@pytest.mark.parametrize(
    "words",
    [
        "Η παράταξη του κ. Δρόσου (2 σύμβουλοι) καταψήφισε.",
        "Ο κ. Δρόσος δεν έλαβε μέρος στην ψηφοφορία λόγω κωλύματος.",
        "Ο κ. Δρόσος διαφωνεί και ψηφίζει όχι.",
    ],
)
def test_dissent_leaves_nobody_derived_as_for_by_mistake(words: str) -> None:
    found = record(debate=words)["vote"]
    assert found["unanimity"] != "unanimous"
    assert not any(v["origin"] == "derived" and v["name"].startswith("Δρόσος") for v in found["votes"])
    if "παράταξη" in words:
        assert found["votes"] == []
