"""Lists and movements as clerks print them: glued, with initials, with offices beside them, under labels."""

from __future__ import annotations

from cni_analytics.statements.movements import read_movements
from cni_analytics.statements.outline import outline
from cni_analytics.statements.roll_call import read_roll_call
from cni_analytics.statements.types import Item
from tests.statements.sessions import DISCUSSION, HEAD, LISTS, TAIL, figures, movements, names, reading, roll_call


def test_numbers_glued_to_the_name_before_them_part_the_names() -> None:
    call = roll_call("""
ΠΑΡΟΝΤΕΣ
1.Βαρδής Μιχαήλ (Πρόεδρος)2.Γαλανού Ελένη3.Δρακάκης Ιωάννης
4.Ζερβός Κωνσταντίνος5.Θεοτοκά Μαρία
ΑΠΟΝΤΕΣ
1.Κάππος Νικόλαος2.Λέκκα Σοφία
Δεν προσήλθαν αν και κλήθηκαν νόμιμα.
""")
    assert names(call, "present") == [
        "Βαρδής Μιχαήλ",
        "Γαλανού Ελένη",
        "Δρακάκης Ιωάννης",
        "Ζερβός Κωνσταντίνος",
        "Θεοτοκά Μαρία",
    ]
    assert names(call, "absent") == ["Κάππος Νικόλαος", "Λέκκα Σοφία"]


def test_initials_that_look_like_articles_are_initials() -> None:
    call = roll_call("""
ΠΑΡΟΝΤΕΣ
Μ. Βαρδής, Πρόεδρος
Η. Γαλανός
Ο. Δρακάκη
Κ. Ζερβός

Απουσίαζαν, αν και κλήθηκαν νόμιμα, οι κ.κ. Ν. Κάππος, Ο. Λέκκα και Η. Μανδράς.
""")
    assert names(call, "present") == ["Μ. Βαρδής", "Η. Γαλανός", "Ο. Δρακάκη", "Κ. Ζερβός"]
    assert names(call, "absent") == ["Ν. Κάππος", "Ο. Λέκκα", "Η. Μανδράς"]


def test_a_sentence_behind_a_bullet_is_no_entry_of_the_list_above_it() -> None:
    call = roll_call("""
ΠΑΡΟΝΤΕΣ: Βαρδής Μιχαήλ (Πρόεδρος), Γαλανού Ελένη, Δρακάκης Ιωάννης
ΑΠΟΝΤΕΣ: Λέκκα Σοφία

- Ο Δημοτικός Σύμβουλος κ. Δρακάκης Ιωάννης αποχώρησε μετά το 2ο θέμα.
""")
    assert names(call, "absent") == ["Λέκκα Σοφία"]


def test_the_first_number_of_a_list_does_not_end_the_sentence_that_leads_to_it() -> None:
    call = roll_call("""
Παρόντες: 1. Βαρδής Μιχαήλ, Πρόεδρος, 2. Γαλανού Ελένη, 3. Δρακάκης Ιωάννης.

Απόντες, καίτοι νομίμως κληθέντες: 1. Κάππος Νικόλαος, 2. Λέκκα Σοφία.
""")
    assert names(call, "absent") == ["Κάππος Νικόλαος", "Λέκκα Σοφία"]


FOOTER = "\n\n                    ΚΕΙΜΕΝΟ ΕΡΓΑΣΙΑΣ - WORKING COPY\n"


def test_a_footer_between_two_pages_is_nobody() -> None:
    text = f"""ΠΑΡΟΝΤΕΣ
1. Βαρδής Μιχαήλ (Πρόεδρος)
2. Γαλανού Ελένη
ΑΠΟΝΤΕΣ
{FOOTER}\f                                       2

1. Λέκκα Σοφία

Ο κ. Βαρδής Μιχαήλ αποχώρησε πριν τη συζήτηση του
"""
    read = reading(HEAD + text + FOOTER + "\f                         3\n\n2ου θέματος.\n" + DISCUSSION + TAIL + FOOTER)
    parts = outline(read)
    call = read_roll_call(read, parts)
    assert names(call, "present") == ["Βαρδής Μιχαήλ", "Γαλανού Ελένη"]
    assert names(call, "absent") == ["Λέκκα Σοφία"]
    moves, _, _ = read_movements(read, parts, call, None)
    assert [(m.name, m.kind, m.item, m.moment) for m in moves] == [("Βαρδής Μιχαήλ", "departure", Item(2), "before")]


def test_a_woman_whose_name_ends_like_a_particle_came_all_the_same() -> None:
    text = LISTS.replace("Λέκκα Σοφία", "Λέκκα Χριστίνα").replace("Γαλανού Ελένη", "Γαλανού Ιωάννα")
    found = movements(
        "Η κ. Λέκκα Χριστίνα προσήλθε πριν το 2ο θέμα. Η κ. Γαλανού Ιωάννα αποχώρησε στο 3ο θέμα.", lists=text
    )
    assert found["moves"] == [
        ("Λέκκα Χριστίνα", "arrival", 2, "before"),
        ("Γαλανού Ιωάννα", "departure", 3, None),
    ]


def test_a_label_over_sentences_is_neither_a_list_nor_a_coming() -> None:
    found = movements(
        "Προσελεύσεις – αποχωρήσεις: Λέκκα Σοφία προσήλθε κατά τη συζήτηση του θέματος ΕΗΔ 1, Κάππος\n"
        "Νικόλαος προσήλθε κατά τη συζήτηση του 1ου θέματος της ημερήσιας διάταξης, Γαλανού Ελένη αποχώρησε\n"
        "πριν τη συζήτηση του θέματος ΕΗΔ 2, Δρακάκης Ιωάννης αποχώρησε μετά τη συζήτηση του 2ου θέματος."
    )
    assert found["moves"] == [
        ("Λέκκα Σοφία", "arrival", "out 1", "during"),
        ("Κάππος Νικόλαος", "arrival", 1, "during"),
        ("Γαλανού Ελένη", "departure", "out 2", "before"),
        ("Δρακάκης Ιωάννης", "departure", 2, "after"),
    ]


def test_officers_named_under_the_lists_keep_their_places_and_take_their_offices() -> None:
    call = roll_call("""
Παρόντες ήταν οι εξής:
Βαρδής Μιχαήλ                   Γαλανού Ελένη
Δρακάκης Ιωάννης

ΑΠΟΝΤΕΣ (2): 1) Κάππος Νικόλαος, 2) Λέκκα Σοφία

Πρόεδρος του Δ.Σ.: Βαρδής Μιχαήλ
Αντιπρόεδρος του Δ.Σ.: Γαλανού Ελένη
Γραμματέας του Δ.Σ.: Λέκκα Σοφία
""")
    assert [(m.name, m.status, m.role) for m in call.members] == [
        ("Βαρδής Μιχαήλ", "present", "president"),
        ("Γαλανού Ελένη", "present", "vice_president"),
        ("Δρακάκης Ιωάννης", "present", None),
        ("Κάππος Νικόλαος", "absent", None),
        ("Λέκκα Σοφία", "absent", "secretary"),
    ]


def test_officers_named_before_the_lists_or_in_one_sentence_take_their_offices() -> None:
    lists = "\nΠαρόντα μέλη:\nΜιχαήλ Βαρδής      Ελένη Γαλανού\nΙωάννης Δρακάκης\n\nΑπόντα μέλη:\nΣοφία Λέκκα\n\n"
    for text in (
        "\nΠ ρ ό ε δ ρ ο ς : Μιχαήλ Βαρδής\nΓ ρ α μ μ α τ έ α ς : Ελένη Γαλανού\n" + lists,
        lists + "Πρόεδρος του Σώματος: Μιχαήλ Βαρδής. Γραμματέας: Ελένη Γαλανού.\n",
    ):
        call = roll_call(text)
        assert [m.role for m in call.members] == ["president", "secretary", None, None]
        assert names(call, "absent") == ["Σοφία Λέκκα"]


def test_a_composition_under_labels_in_one_paragraph_with_the_missing_by_initials() -> None:
    call = roll_call("""
Η σύνθεση του Δημοτικού Συμβουλίου Αλωνακίων:
Πρόεδρος: Μιχαήλ Βαρδής. Αντιπρόεδρος: Ελένη Γαλανού. Γραμματέας: Ιωάννης Δρακάκης.
Μέλη: Κωνσταντίνος Ζερβός, Μαρία Θεοτοκά, Πέτρος
Ιωσηφίδης, Σοφία Λέκκα.

Από τα 7 μέλη απουσίαζαν, αν και κλήθηκαν νόμιμα, οι κ.κ. Κ. Ζερβός και Σ. Λέκκα.
""")
    assert call.layout == "composition_absent"
    assert names(call, "present") == [
        "Μιχαήλ Βαρδής",
        "Ελένη Γαλανού",
        "Ιωάννης Δρακάκης",
        "Μαρία Θεοτοκά",
        "Πέτρος Ιωσηφίδης",
    ]
    assert names(call, "absent") == ["Κωνσταντίνος Ζερβός", "Σοφία Λέκκα"]
    assert [m.role for m in call.members[:3]] == ["president", "vice_president", "secretary"]


def test_those_a_body_is_said_to_consist_of_came_unless_some_of_them_are_missing() -> None:
    came = roll_call("""
Το Συμβούλιο συνεδρίασε αποτελούμενο από τους: 1) Μιχαήλ Βαρδή, Πρόεδρο, 2) Ελένη Γαλανού, 3) Ιωάννη
Δρακάκη και 4) Μαρία Θεοτοκά, μέλη, απόντων, αν και κλήθηκαν νόμιμα, των:
1) Νικολάου Κάππου και 2) Σοφίας Λέκκα.

Υπάρχει απαρτία, διότι από τα 6 μέλη είναι παρόντα τα 4. Παρών και ο Δήμαρχος.
""")
    assert came.layout == "present_absent"
    assert names(came, "present") == ["Μιχαήλ Βαρδής", "Ελένη Γαλανού", "Ιωάννης Δρακάκης", "Μαρία Θεοτοκά"]
    assert names(came, "absent") == ["Νικολάου Κάππου", "Σοφία Λέκκα"]
    assert figures(came) == [("seats", 6), ("present", 4)]
    some = roll_call("""
Το Συμβούλιο συνεδρίασε αποτελούμενο από τους: 1) Βαρδή Μιχαήλ, 2) Γαλανού Ελένη και 3) Θεοτοκά Μαρία.
Απουσίαζε η κ. Γαλανού Ελένη.
""")
    assert some.layout == "composition_absent"
    assert names(some, "present") == ["Βαρδή Μιχαήλ", "Θεοτοκά Μαρία"]


def test_seats_stated_as_the_members_there_are() -> None:
    call = roll_call("Μέλη: επτά (7). Παρόντα: πέντε (5). Απόντα: δύο (2).\n")
    assert figures(call) == [("seats", 7), ("present", 5), ("absent", 2)]
    call = roll_call("Τα μέλη του Συμβουλίου είναι 7. Παρόντα 5, απόντα 2.\n")
    assert figures(call) == [("seats", 7), ("present", 5), ("absent", 2)]
