"""Lists and movements as clerks print them: glued, with initials, with offices beside them, under labels."""

from __future__ import annotations

from tests.statements.sessions import names, roll_call

ABSENT_OF_FIVE = ["Λέκκα Σοφία"]


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
