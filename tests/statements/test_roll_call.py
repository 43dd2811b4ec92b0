"""Roll calls in the layouts and with the damage that councils' documents show."""

from __future__ import annotations

import pytest

from cni_analytics.statements.outline import outline
from cni_analytics.statements.roll_call import read_roll_call
from tests.statements.sessions import DISCUSSION, HEAD, TAIL, figures, names, reading, roll_call, session

FIVE = ["Βαρδής Μιχαήλ", "Γαλανού Ελένη", "Δρακάκης Ιωάννης", "Ζερβός Κωνσταντίνος", "Θεοτοκά Μαρία"]

LAYOUTS = {
    "lines": """
ΠΑΡΟΝΤΕΣ
Βαρδής Μιχαήλ (Πρόεδρος)
Γαλανού Ελένη
Δρακάκης Ιωάννης
Ζερβός Κωνσταντίνος
Θεοτοκά Μαρία
ΑΠΟΝΤΕΣ
Κάππος Νικόλαος
Λέκκα Σοφία
""",
    "numbered in two columns": """
ΠΑΡΟΝΤΕΣ

1. Βαρδής Μιχαήλ, Πρόεδρος          4. Ζερβός Κωνσταντίνος
2. Γαλανού Ελένη                    5. Θεοτοκά Μαρία
3. Δρακάκης Ιωάννης

ΑΠΟΝΤΕΣ
1. Κάππος Νικόλαος                  2. Λέκκα Σοφία
""",
    "side by side": """
ΠΑΡΟΝΤΕΣ ΣΥΜΒΟΥΛΟΙ            ΑΠΟΝΤΕΣ ΣΥΜΒΟΥΛΟΙ
1. Βαρδής Μιχαήλ (Πρόεδρος)   1. Κάππος Νικόλαος
2. Γαλανού Ελένη              2. Λέκκα Σοφία
3. Δρακάκης Ιωάννης
4. Ζερβός Κωνσταντίνος
5. Θεοτοκά Μαρία
""",
    "side by side, three spaces whatever the column": """
ΠΑΡΟΝΤΕΣ   ΑΠΟΝΤΕΣ
1. Βαρδής Μιχαήλ, Πρόεδρος   1. Κάππος Νικόλαος
2. Γαλανού Ελένη   2. Λέκκα Σοφία
3. Δρακάκης Ιωάννης
4. Ζερβός Κωνσταντίνος
5. Θεοτοκά Μαρία
""",
    "inline, numbered, without commas": """
Παρόντες: 1) Βαρδής Μιχαήλ, ως Πρόεδρος 2) Γαλανού Ελένη 3) Δρακάκης
Ιωάννης 4) Ζερβός Κωνσταντίνος και 5) Θεοτοκά Μαρία.
Απόντες: 1) Κάππος Νικόλαος 2) Λέκκα Σοφία, αν και κλήθηκαν νόμιμα.
""",
    "inline by commas in a sentence": """
Διαπιστώθηκε ότι ήταν παρόντες οι κ.κ. Βαρδής Μιχαήλ, Πρόεδρος, Γαλανού Ελένη, Δρακάκης Ιωάννης, Ζερβός
Κωνσταντίνος και Θεοτοκά Μαρία. Δεν προσήλθαν, αν και κλήθηκαν νόμιμα, οι κ.κ. Κάππος Νικόλαος και Λέκκα Σοφία.
""",
    "absent named before the verb": """
ΠΑΡΟΝΤΕΣ: Βαρδής Μιχαήλ (Πρόεδρος), Γαλανού Ελένη, Δρακάκης Ιωάννης, Ζερβός Κωνσταντίνος, Θεοτοκά Μαρία.
Οι δημοτικοί σύμβουλοι κ.κ. Κάππος Νικόλαος και Λέκκα Σοφία απουσίαζαν, αν και κλήθηκαν νόμιμα.
""",
    "entries glued to their numbers": """
ΠΑΡΟΝΤΕΣ
1.Βαρδής Μιχαήλ (Πρόεδρος) 2.Γαλανού Ελένη
3.Δρακάκης Ιωάννης 4.Ζερβός Κωνσταντίνος
5.Θεοτοκά Μαρία
ΑΠΟΝΤΕΣ
1.Κάππος Νικόλαος 2.Λέκκα Σοφία
""",
    "a footer and a header inside the list": """
ΠΑΡΟΝΤΕΣ
Βαρδής Μιχαήλ (Πρόεδρος)
Γαλανού Ελένη
Δρακάκης Ιωάννης
                                   - 1 -
\fΔΗΜΟΣ ΑΛΩΝΑΚΙΩΝ                     ΑΔΑ: ΨΛ4ΧΩΝΞ-6ΥΤ
Ζερβός Κωνσταντίνος
Θεοτοκά Μαρία
ΑΠΟΝΤΕΣ
Κάππος Νικόλαος
Λέκκα Σοφία
Αν και κλήθηκαν νόμιμα.
""",
    "a header inside a running list": """
Παρόντες: Βαρδής Μιχαήλ, Πρόεδρος, Γαλανού Ελένη, Δρακάκης
                                   Σελίδα 1 από 3
\fΑΔΑ: ΨΛ4ΧΩΝΞ-6ΥΤ
Ιωάννης, Ζερβός Κωνσταντίνος, Θεοτοκά Μαρία.
Απόντες: Κάππος Νικόλαος, Λέκκα Σοφία.
""",
    "factions as headings": """
ΠΑΡΟΝΤΕΣ
Από την παράταξη «ΑΛΩΝΑΚΙΑ ΜΑΖΙ»
1. Βαρδής Μιχαήλ, Πρόεδρος Δ.Σ.
2. Γαλανού Ελένη
3. Δρακάκης Ιωάννης
ΛΑΪΚΗ ΠΑΡΑΤΑΞΗ
4. Ζερβός Κωνσταντίνος
Ανεξάρτητη Δημοτική Σύμβουλος
5. Θεοτοκά Μαρία
ΑΠΟΝΤΕΣ
1. Κάππος Νικόλαος
2. Λέκκα Σοφία
""",
    "factions in running text": """
Παρόντες ήταν οι κ.κ.:
Από την πλειοψηφία: Βαρδής Μιχαήλ, Πρόεδρος, Γαλανού Ελένη, Δρακάκης Ιωάννης.
Από τη μειοψηφία: Ζερβός Κωνσταντίνος, Θεοτοκά Μαρία.
Απόντες: Κάππος Νικόλαος (δικαιολογημένα), Λέκκα Σοφία.
""",
    "offices before the names": """
ΠΑΡΟΝΤΕΣ
Πρόεδρος: Βαρδής Μιχαήλ
Μέλη: Γαλανού Ελένη, Δρακάκης Ιωάννης, Ζερβός Κωνσταντίνος, Θεοτοκά Μαρία
ΑΠΟΝΤΕΣ
Κάππος Νικόλαος
Λέκκα Σοφία
""",
    "bullets and honorifics": """
Παρόντες:
- ο Πρόεδρος κ. Βαρδής Μιχαήλ
- κα Γαλανού Ελένη
- κ. Δρακάκης Ιωάννης
- κ. Ζερβός Κωνσταντίνος
- κα Θεοτοκά Μαρία
Απόντες:
- κ. Κάππος Νικόλαος (με άδεια)
- κα Λέκκα Σοφία
""",
    "a table with a status for each": """
| α/α | Ονοματεπώνυμο | Ιδιότητα | Παρουσία |
|---|---|---|---|
| 1 | Βαρδής Μιχαήλ | Πρόεδρος | ΠΑΡΩΝ |
| 2 | Γαλανού Ελένη | Μέλος | ΠΑΡΟΥΣΑ |
| 3 | Κάππος Νικόλαος | Μέλος | ΑΠΩΝ |
| 4 | Δρακάκης Ιωάννης | Μέλος | ΠΑΡΩΝ |
| 5 | Ζερβός Κωνσταντίνος | Μέλος | ΠΑΡΩΝ |
| 6 | Θεοτοκά Μαρία | Μέλος | ΠΑΡΟΥΣΑ |
| 7 | Λέκκα Σοφία | Μέλος | ΑΠΟΥΣΑ |
""",
    "a table with marks": """
ΟΝΟΜΑΤΕΠΩΝΥΜΟ                     ΠΑΡΩΝ     ΑΠΩΝ
1. Βαρδής Μιχαήλ (Πρόεδρος)         Χ
2. Γαλανού Ελένη                    Χ
3. Δρακάκης Ιωάννης                 Χ
4. Κάππος Νικόλαος                             Χ
5. Ζερβός Κωνσταντίνος              Χ
6. Θεοτοκά Μαρία                    Χ
7. Λέκκα Σοφία                                 Χ
""",
    "offices after a dash, the absent before their verb": """
Από το σύνολο των 7 μελών ήσαν παρόντα 5 και ονομαστικά οι κ.κ.:
Βαρδής Μιχαήλ - Πρόεδρος, Γαλανού Ελένη, Δρακάκης Ιωάννης, Ζερβός Κωνσταντίνος, Θεοτοκά Μαρία.
Απόντες οι κ.κ. Κάππος Νικόλαος και Λέκκα Σοφία, οι οποίοι αν και προσκλήθηκαν νόμιμα δεν προσήλθαν.
""",
    "sentences over lists": """
Στη συνεδρίαση παραβρέθηκαν οι κ.κ. Δημοτικοί Σύμβουλοι:

1. Βαρδής Μιχαήλ, Πρόεδρος
2. Γαλανού Ελένη
3. Δρακάκης Ιωάννης
4. Ζερβός Κωνσταντίνος
5. Θεοτοκά Μαρία

Απουσίαζαν οι κ.κ. Δημοτικοί Σύμβουλοι:

1. Κάππος Νικόλαος
2. Λέκκα Σοφία

αν και νόμιμα κλήθηκαν.
""",
    "numbers and offices in cells of their own": """
ΠΑΡΟΝΤΕΣ
1     Βαρδής Μιχαήλ          Πρόεδρος
2     Γαλανού Ελένη          Μέλος
3     Δρακάκης Ιωάννης
4     Ζερβός Κωνσταντίνος
5     Θεοτοκά Μαρία
ΑΠΟΝΤΕΣ
1     Κάππος Νικόλαος
2     Λέκκα Σοφία
""",
    "leaders of dots": """
ΠΑΡΟΝΤΕΣ
Βαρδής Μιχαήλ ............ Πρόεδρος
Γαλανού Ελένη ............ Μέλος
Δρακάκης Ιωάννης ......... Μέλος
Ζερβός Κωνσταντίνος ...... Μέλος
Θεοτοκά Μαρία ............ Μέλος
ΑΠΟΝΤΕΣ
Κάππος Νικόλαος .......... Μέλος
Λέκκα Σοφία .............. Μέλος
""",
    "in the room and from afar, excused and not": """
ΠΑΡΟΝΤΕΣ ΔΙΑ ΖΩΣΗΣ: Βαρδής Μιχαήλ (Πρόεδρος), Γαλανού Ελένη
ΠΑΡΟΝΤΕΣ ΜΕΣΩ ΤΗΛΕΔΙΑΣΚΕΨΗΣ: Δρακάκης Ιωάννης, Ζερβός Κωνσταντίνος, Θεοτοκά Μαρία
ΑΠΟΝΤΕΣ ΔΙΚΑΙΟΛΟΓΗΜΕΝΑ: Κάππος Νικόλαος
ΑΠΟΝΤΕΣ ΑΔΙΚΑΙΟΛΟΓΗΤΑ: Λέκκα Σοφία
""",
    "the gap between columns lost": """
ΠΑΡΟΝΤΕΣ
Βαρδής Μιχαήλ (Πρόεδρος)
Γαλανού Ελένη Δρακάκης Ιωάννης
Ζερβός ΚωνσταντίνοςΘεοτοκά Μαρία
ΑΠΟΝΤΕΣ
Κάππος Νικόλαος  Λέκκα Σοφία
""",
    "factions in brackets": """
ΠΑΡΟΝΤΕΣ
1. Βαρδής Μιχαήλ (Πρόεδρος) (ΕΛΠΙΔΑ)
2. Γαλανού Ελένη (ΕΛΠΙΔΑ)
3. Δρακάκης Ιωάννης (ΠΟΡΕΙΑ)
4. Ζερβός Κωνσταντίνος (ΠΟΡΕΙΑ)
5. Θεοτοκά Μαρία (ΛΑΪΚΗ)
ΑΠΟΝΤΕΣ
1. Κάππος Νικόλαος (ΕΛΠΙΔΑ)
2. Λέκκα Σοφία (ΠΟΡΕΙΑ)
""",
    "staff under the list": """
ΠΑΡΟΝΤΕΣ
1. Βαρδής Μιχαήλ (Πρόεδρος)
2. Γαλανού Ελένη
3. Δρακάκης Ιωάννης
4. Ζερβός Κωνσταντίνος
5. Θεοτοκά Μαρία
ΑΠΟΝΤΕΣ
1. Κάππος Νικόλαος
2. Λέκκα Σοφία
Γραμματέας: Ρήγα Άννα, υπάλληλος του Δήμου
""",
    "the absent first": """
ΑΠΟΝΤΕΣ: Κάππος Νικόλαος, Λέκκα Σοφία
ΠΑΡΟΝΤΕΣ: Βαρδής Μιχαήλ Πρόεδρος, Γαλανού Ελένη, Δρακάκης Ιωάννης, Ζερβός Κωνσταντίνος, Θεοτοκά Μαρία
""",
    "specks of a scanner": """
ΠΑΡΟΝΤΕΣ;
1. Βαρδής Μιχαήλ, Πρόεδρος
2. Γαλανού Ελένη
3. Δρακάκης Ιωάννης
4. Ζερβός Κωνσταντίνος
5. Θεοτοκά Μαρία
Δεν προσήλθαν, αν και κλήθηκαν, οι κ.κ.; 1) Κάππος Νικόλαος, 2) Λέκκα Σοφία.
""",
    "both lists in columns, under centred headings": """
     ΠΑΡΟΝΤΕΣ (5)                                                       ΑΠΟΝΤΕΣ (2)
1.  Βαρδής Μιχαήλ (Πρόεδρος)          4.  Ζερβός Κωνσταντίνος          1.  Κάππος Νικόλαος
2.  Γαλανού Ελένη                     5.  Θεοτοκά Μαρία                2.  Λέκκα Σοφία
3.  Δρακάκης Ιωάννης
""",
    "columns led one under the other": """
ΠΑΡΟΝΤΕΣ
1. Βαρδής Μιχαήλ, Πρόεδρος
2. Γαλανού Ελένη
3. Δρακάκης Ιωάννης
ΑΠΟΝΤΕΣ
1. Κάππος Νικόλαος
2. Λέκκα Σοφία
4. Ζερβός Κωνσταντίνος
5. Θεοτοκά Μαρία
""",
    "professions and other offices beside the names": """
ΠΑΡΟΝΤΕΣ
1. Βαρδής Μιχαήλ, Πρόεδρος Δ.Σ.
2. Γαλανού Ελένη, Αντιδήμαρχος Παιδείας, Πολιτισμού και Αθλητισμού
3. Δρακάκης Ιωάννης, Επικεφαλής παράταξης
4. Ζερβός Κωνσταντίνος, δικηγόρος
5. Θεοτοκά Μαρία
ΑΠΟΝΤΕΣ
1. Κάππος Νικόλαος (ασθένεια)
2. Λέκκα Σοφία λόγω κωλύματος
""",
    "guests with lists of their own": """
ΠΑΡΟΝΤΕΣ
1. Βαρδής Μιχαήλ (Πρόεδρος)
2. Γαλανού Ελένη
3. Δρακάκης Ιωάννης
4. Ζερβός Κωνσταντίνος
5. Θεοτοκά Μαρία
ΑΠΟΝΤΕΣ
1. Κάππος Νικόλαος
2. Λέκκα Σοφία
ΠΡΟΕΔΡΟΙ ΚΟΙΝΟΤΗΤΩΝ
ΠΑΡΟΝΤΕΣ
1. Ρήγας Σπυρίδων
2. Σάρρας Φώτιος
ΑΠΟΝΤΕΣ
1. Τάσσος Ανδρέας
Στη συνεδρίαση παρέστησαν οι υπάλληλοι κ.κ. Υφαντής Πέτρος και Φώτου Άννα.
""",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_two_lists(layout: str) -> None:
    found = roll_call(LAYOUTS[layout])
    assert found.layout == "present_absent"
    assert sorted(names(found, "present")) == FIVE
    assert names(found, "absent") == ["Κάππος Νικόλαος", "Λέκκα Σοφία"]
    assert [(m.name, m.role) for m in found.members if m.role] == [("Βαρδής Μιχαήλ", "president")]


@pytest.mark.parametrize("capitals", [False, True])
def test_capitals_change_nothing(capitals: bool) -> None:
    text = LAYOUTS["side by side"]
    found = roll_call(text.upper() if capitals else text)
    assert [n.upper() for n in names(found, "present")] == [n.upper() for n in FIVE]
    assert len(names(found, "absent")) == 2


def test_composition_and_who_was_missing_by_initials() -> None:
    found = roll_call(
        """
ΣΥΝΘΕΣΗ ΔΗΜΟΤΙΚΟΥ ΣΥΜΒΟΥΛΙΟΥ
Βαρδής Μιχαήλ (Πρόεδρος), Γαλανού Ελένη, Ζερβός Αντώνιος, Ζερβός Κωνσταντίνος, Θεοτοκά Μαρία.

Απουσίαζαν, αν και κλήθηκαν νόμιμα, οι κ.κ. Ελ. Γαλανού και Κων. Ζερβός.
"""
    )
    assert found.layout == "composition_absent"
    assert names(found, "present") == ["Βαρδής Μιχαήλ", "Ζερβός Αντώνιος", "Θεοτοκά Μαρία"]
    assert names(found, "absent") == ["Γαλανού Ελένη", "Ζερβός Κωνσταντίνος"]


def test_nobody_missing() -> None:
    found = roll_call("\nΠΑΡΟΝΤΕΣ: Βαρδής Μιχαήλ, Γαλανού Ελένη, Δρακάκης Ιωάννης\nΑΠΟΝΤΕΣ: Ουδείς\n")
    assert found.layout == "present_absent"
    assert found.nobody_absent
    assert len(names(found, "present")) == 3
    assert not names(found, "absent")


def test_only_the_absent_are_named() -> None:
    found = roll_call(
        "\nΑπό τα τριάντα τρία (33) μέλη ήταν παρόντα είκοσι επτά (27), ενώ απουσίαζαν, αν και κλήθηκαν, δύο (2), "
        "οι κ.κ. Νικόλαος Κάππος και Σοφία Λέκκα.\n"
    )
    assert found.layout == "absent_only"
    assert names(found, "absent") == ["Νικόλαος Κάππος", "Σοφία Λέκκα"]
    assert figures(found) == [("seats", 33), ("present", 27), ("absent", 2)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("σε σύνολο τριάντα πέντε (35) μελών ήταν παρόντα είκοσι οκτώ (28).", [("seats", 35), ("present", 28)]),
        (
            "επί συνόλου 25 μελών παραβρέθηκαν 19 μέλη και απουσίαζαν 6 μέλη.",
            [("seats", 25), ("present", 19), ("absent", 6)],
        ),
        ("από τα -27- μέλη βρέθηκαν παρόντα -20- και απόντα -7-.", [("seats", 27), ("present", 20), ("absent", 7)]),
        ("παρόντων είκοσι τεσσάρων (24) εκ των είκοσι εννέα (29) μελών.", [("present", 24), ("seats", 29)]),
        (
            "παρόντα ήταν είκοσι (20) μέλη από τα είκοσι επτά (27) και απόντα επτά (7).",
            [("present", 20), ("seats", 27), ("absent", 7)],
        ),
        (
            "από τα 21 μέλη του Σώματος έλαβαν μέρος στη διαδικασία τα 18, όπως παρακάτω.",
            [("seats", 21), ("present", 18)],
        ),
        ("σε σύνολο είκοσι επτά (27) μελών συμμετείχαν είκοσι δύο (22).", [("seats", 27), ("present", 22)]),
    ],
)  # fmt: skip
def test_figures_without_names(sentence: str, expected: list[tuple[str, int]]) -> None:
    found = roll_call(f"\nΔιαπιστώθηκε απαρτία, δεδομένου ότι {sentence}\n")
    assert found.layout == "counts_only"
    assert figures(found) == expected
    assert not found.members


def test_words_and_digits_that_disagree_are_both_kept() -> None:
    found = roll_call("\nΣε σύνολο τριάντα πέντε (35) μελών ήταν παρόντα είκοσι οκτώ (27).\n")
    present = next(f for f in found.figures if f.what == "present")
    assert (present.words, present.digits) == (28, 27)


def test_figures_of_the_subject_are_no_seats() -> None:
    text = HEAD.replace("Έγκριση μελέτης οδοποιίας", "Ορισμός πέντε (5) μελών από το σύνολο των 12 μελών")
    read = reading(text + "\nΣε σύνολο 27 μελών ήταν παρόντα 20.\n" + DISCUSSION + TAIL)
    assert figures(read_roll_call(read, outline(read))) == [("seats", 27), ("present", 20)]


def test_lists_printed_before_the_session_is_named() -> None:
    head, convening = HEAD.split("Στα Αλωνάκια", 1)
    lists = "ΠΑΡΟΝΤΕΣ: Βαρδής Μιχαήλ, Γαλανού Ελένη\nΑΠΟΝΤΕΣ: Κάππος Νικόλαος\n\n"
    read = reading(head + lists + "Στα Αλωνάκια" + convening + DISCUSSION + TAIL)
    found = read_roll_call(read, outline(read))
    assert names(found, "present") == ["Βαρδής Μιχαήλ", "Γαλανού Ελένη"]
    assert names(found, "absent") == ["Κάππος Νικόλαος"]


def test_numbers_that_are_no_counts() -> None:
    found = roll_call(
        "\nΣύμφωνα με το άρθρο 67 παρ. 2, παρόντες:\n1. Βαρδής Μιχαήλ\n2. Γαλανού Ελένη\nΑπόντες:\n1. Κάππος Νικόλαος\n"
    )
    assert figures(found) == []


def test_notes_beside_names_are_kept_out_of_them() -> None:
    found = roll_call(
        """
ΠΑΡΟΝΤΕΣ
1. ΒΑΡΔΗΣ ΜΙΧΑΗΛ (ΜΑΚΗΣ) (ΠΡΟΕΔΡΟΣ)
2. ΓΑΛΑΝΟΥ ΕΛΕΝΗ
ΑΠΟΝΤΕΣ
1. ΚΑΠΠΟΣ ΝΙΚΟΛΑΟΣ(ΠΡΟΣΗΛΘΕ ΜΕΤΑ ΤΟ ΠΕΡΑΣ
   ΤΟΥ 4ου ΘΕΜΑΤΟΣ)
2. ΛΕΚΚΑ ΣΟΦΙΑ (ΔΙΚΑΙΟΛΟΓΗΜΕΝΗ)
"""
    )
    assert names(found, "present") == ["ΒΑΡΔΗΣ ΜΙΧΑΗΛ (ΜΑΚΗΣ)", "ΓΑΛΑΝΟΥ ΕΛΕΝΗ"]
    assert names(found, "absent") == ["ΚΑΠΠΟΣ ΝΙΚΟΛΑΟΣ", "ΛΕΚΚΑ ΣΟΦΙΑ"]
    assert [len(m.notes) for m in found.members] == [0, 0, 1, 0]


def test_names_broken_in_a_column_are_whole() -> None:
    found = roll_call(
        """
ΠΑΡΟΝΤΕΣ

1. Βαρδής Μιχαήλ                    4. Ζερβός - Παπα-
2. Γαλανού Ελένη                       κωνσταντίνου Κωνσταντίνος
3. Δρακάκης Ιωάννης                 5. Θεοτοκά Μαρία

ΑΠΟΝΤΕΣ
1. Κάππος Νικόλαος
"""
    )
    assert "Ζερβός - Παπακωνσταντίνου Κωνσταντίνος" in names(found, "present")
    assert len(names(found, "present")) == 5


def test_foreign_names() -> None:
    found = roll_call(
        "\nΠΑΡΟΝΤΕΣ: 1) Schmidt Anna 2) Βαρδής Μιχαήλ 3) O'Connor Patrick 4) Χασάν-Ογλού Αχμέτ\n"
        "ΑΠΟΝΤΕΣ: 1) Van der Berg Jan\n"
    )
    assert names(found, "present") == ["Schmidt Anna", "Βαρδής Μιχαήλ", "O'Connor Patrick", "Χασάν-Ογλού Αχμέτ"]
    assert names(found, "absent") == ["Van der Berg Jan"]


def test_committee_with_the_mayor_in_the_chair_and_a_substitute() -> None:
    found = roll_call(
        """
ΠΑΡΟΝΤΕΣ
1) Ξύδης Γρηγόριος (Δήμαρχος), Πρόεδρος
2) Γαλανού Ελένη, τακτικό μέλος
3) Δρακάκης Ιωάννης, αναπληρωματικό μέλος σε αντικατάσταση του κ. Ζερβού Κωνσταντίνου
ΑΠΟΝΤΕΣ
1) Ζερβός Κωνσταντίνος, τακτικό μέλος
"""
    )
    assert names(found, "present") == ["Ξύδης Γρηγόριος", "Γαλανού Ελένη", "Δρακάκης Ιωάννης"]
    assert [m.substitute for m in found.members] == [False, False, True, False]
    assert found.members[0].role == "president"
    assert found.mayor is not None
    assert (found.mayor.name, found.mayor.present, found.mayor.presides) == ("Ξύδης Γρηγόριος", True, True)


def test_the_president_of_a_community_has_a_seat_in_its_own_council_alone() -> None:
    read = session(
        "\nΠΑΡΟΝΤΕΣ\n1. Βαρδής Μιχαήλ, Πρόεδρος της Κοινότητας\n2. Γαλανού Ελένη, Μέλος\n"
        "ΑΠΟΝΤΕΣ\n1. Λέκκα Σοφία, Μέλος\n"
    )
    own = read_roll_call(read, outline(read), "community_council")
    assert [(m.name, m.role) for m in own.members if m.role] == [("Βαρδής Μιχαήλ", "president")]
    assert names(read_roll_call(read, outline(read), "municipal_council"), "present") == ["Γαλανού Ελένη"]


def test_whoever_presides_keeps_the_office_the_page_gives() -> None:
    found = roll_call(
        "\nΠΑΡΟΝΤΕΣ\n1. Βαρδής Μιχαήλ, Αντιπρόεδρος - Προεδρεύων\n2. Γαλανού Ελένη\n"
        "ΑΠΟΝΤΕΣ\n1. Λέκκα Σοφία (Πρόεδρος)\n"
    )
    assert [(m.name, m.role) for m in found.members if m.role] == [
        ("Βαρδής Μιχαήλ", "vice_president"),
        ("Λέκκα Σοφία", "president"),
    ]


def test_surnames_that_look_like_words_of_the_law() -> None:
    found = roll_call(
        "\nΠΑΡΟΝΤΕΣ: Δήμου Άννα, ΔΗΜΟΥ ΠΕΤΡΟΣ ΤΟΥ ΙΩΑΝΝΗ, Κ. Ρήγας, Αρ. Σκούρτης\nΑΠΟΝΤΕΣ: ο Κ. ΡΑΜΜΟΣ ΘΩΜΑΣ\n"
    )
    assert names(found, "present") == ["Δήμου Άννα", "ΔΗΜΟΥ ΠΕΤΡΟΣ ΤΟΥ ΙΩΑΝΝΗ", "Κ. Ρήγας", "Αρ. Σκούρτης"]
    assert names(found, "absent") == ["ΡΑΜΜΟΣ ΘΩΜΑΣ"]


def test_a_third_list_of_those_who_left() -> None:
    found = roll_call(
        """
ΠΑΡΟΝΤΕΣ                      ΑΠΟΝΤΕΣ                      ΑΠΟΧΩΡΗΣΑΝΤΕΣ
1. Βαρδής Μιχαήλ              1. Κάππος Νικόλαος           1. Ζερβός Κωνσταντίνος (στο 3ο θέμα)
2. Γαλανού Ελένη              2. Λέκκα Σοφία
3. Δρακάκης Ιωάννης
4. Ζερβός Κωνσταντίνος
"""
    )
    assert len(names(found, "present")) == 4
    assert len(names(found, "absent")) == 2
    assert [(m.name, m.kind) for m in found.movement_lists] == [("Ζερβός Κωνσταντίνος", "departure")]


@pytest.mark.parametrize(
    ("sentence", "name", "present"),
    [
        ("Παρών ήταν και ο Δήμαρχος Αλωνακίων κ. Ξύδης Γρηγόριος.", "Ξύδης Γρηγόριος", True),
        ("Στη συνεδρίαση παρέστη ο Δήμαρχος Αλωνακίων Γρηγόριος Ξύδης.", "Γρηγόριος Ξύδης", True),
        ("Ο Δήμαρχος κ. Ξύδης Γρηγόριος, αν και κλήθηκε, δεν παρέστη.", "Ξύδης Γρηγόριος", False),
        ("Ο Δήμαρχος απουσίαζε λόγω κωλύματος.", None, False),
        ("Ο κ. Γρηγόριος Ξύδης, Δήμαρχος, ήταν παρών.", "Γρηγόριος Ξύδης", True),
    ],
)
def test_the_mayor(sentence: str, name: str | None, present: bool) -> None:
    mayor = roll_call(f"\nΠΑΡΟΝΤΕΣ: Βαρδής Μιχαήλ, Γαλανού Ελένη\nΑΠΟΝΤΕΣ: Κάππος Νικόλαος\n\n{sentence}\n").mayor
    assert mayor is not None
    assert (mayor.name, mayor.present) == (name, present)


def test_the_mayor_is_not_said_to_be_there_by_an_invitation_or_a_deputy() -> None:
    found = roll_call(
        "\nΠΑΡΟΝΤΕΣ: Βαρδής Μιχαήλ, Γαλανού Ελένη\nΑΠΟΝΤΕΣ: Κάππος Νικόλαος\n\n"
        "Η πρόσκληση κοινοποιήθηκε στον κ. Δήμαρχο. Παρών ήταν ο Αντιδήμαρχος κ. Ρήγας Σπυρίδων.\n"
    )
    assert found.mayor is None


def test_absence_from_one_vote_is_no_roll_call() -> None:
    found = roll_call(
        "\nΠΑΡΟΝΤΕΣ: Βαρδής Μιχαήλ, Γαλανού Ελένη, Δρακάκης Ιωάννης\n\n"
        "Κατά την ψηφοφορία του 2ου θέματος απουσίαζε από την αίθουσα ο κ. Δρακάκης Ιωάννης.\n"
    )
    assert not names(found, "absent")


def test_nothing_printed() -> None:
    found = roll_call("\nΔιαπιστώθηκε ότι υπάρχει νόμιμη απαρτία.\n")
    assert found.layout is None
    assert not found.members
    assert not found.figures
