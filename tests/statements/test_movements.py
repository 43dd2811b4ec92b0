"""Comings and goings as clerks write them: anchors, several people and clauses to a sentence, decoys."""

from __future__ import annotations

import pytest

from cni_analytics.statements.types import Item
from tests.statements.sessions import LISTS, movements

DRAKAKIS, ZERVOS, THEOTOKA = "Δρακάκης Ιωάννης", "Ζερβός Κωνσταντίνος", "Θεοτοκά Μαρία"
KAPPOS, LEKKA, GALANOU = "Κάππος Νικόλαος", "Λέκκα Σοφία", "Γαλανού Ελένη"
IN, OUT = "arrival", "departure"

SENTENCES = {
    "Ο Δημοτικός Σύμβουλος κ. Δρακάκης Ιωάννης αποχώρησε κατά την διάρκεια συζήτησης του 1ου θέματος.": [
        (DRAKAKIS, OUT, 1, "during")
    ],
    "Αποχώρησαν οι κ.κ. Δρακάκης Ιωάννης στο 3ο θέμα, Ζερβός Κωνσταντίνος στο 4ο θέμα και Θεοτοκά Μαρία στο 5ο.": [
        (DRAKAKIS, OUT, 3, None),
        (ZERVOS, OUT, 4, None),
        (THEOTOKA, OUT, 5, None),
    ],
    "Κατά τη συζήτηση του 1ου θέματος προσήλθε ο κ. Κάππος Νικόλαος, ενώ αποχώρησε η κ. Γαλανού Ελένη.": [
        (KAPPOS, IN, 1, "during"),
        (GALANOU, OUT, 1, "during"),
    ],
    "Ο κ. Κάππος Νικόλαος προσήλθε στο 2ο θέμα και αποχώρησε μετά την ψηφοφορία του 5ου θέματος.": [
        (KAPPOS, IN, 2, None),
        (KAPPOS, OUT, 5, "after"),
    ],
    "Στα πρακτικά σημειώνεται η αποχώρηση της κ. Ελένης Γαλανού και του κ. Κων/νου Ζερβού πριν τη συζήτηση του τρίτου "
    "θέματος και η προσέλευση της κας Σοφίας Λέκκα στο 2ο θέμα.": [
        (GALANOU, OUT, 3, "before"),
        (ZERVOS, OUT, 3, "before"),
        (LEKKA, IN, 2, None),
    ],
    "Πριν την υπ' αριθμ. 70/2023 απόφαση αποχώρησαν οι κ.κ. Δρακάκης Ιωάννης και Θεοτοκά Μαρία, ενώ μετά την 71/2023 "
    "απόφαση προσήλθε η κ. Λέκκα Σοφία. Στην 76 ΑΔΣ αποχώρησε ο κ. Ζερβός.": [
        (DRAKAKIS, OUT, "70/2023", "before"),
        (THEOTOKA, OUT, "70/2023", "before"),
        (LEKKA, IN, "71/2023", "after"),
        (ZERVOS, OUT, "76", None),
    ],
    "Μετά την ολοκλήρωση των εκτός ημερήσιας διάταξης θεμάτων προσήλθε η κ. Λέκκα. "
    "Πριν το 1ο ΕΗΔ αποχώρησε ο κ. Δρακάκης.": [
        (LEKKA, IN, "out None", "after"),
        (DRAKAKIS, OUT, "out 1", "before"),
    ],
    "Κατά τη συζήτηση του πρώτου εκτός ημερήσιας διάταξης θέματος προσήλθε ο κ. Κάππος Νικόλαος.": [
        (KAPPOS, IN, "out 1", "during")
    ],
    "Κατά τη συζήτηση του όγδοου θέματος προσήλθε ο κ. Κάππος και μετά την ολοκλήρωσή του αποχώρησε ο κ. Δρακάκης.": [
        (KAPPOS, IN, 8, "during"),
        (DRAKAKIS, OUT, 8, "after"),
    ],
    "Κατά τη διάρκεια της συνεδρίασης προσήλθαν οι κ.κ. Κάππος Νικόλαος και Λέκκα Σοφία.": [
        (KAPPOS, IN, None, None),
        (LEKKA, IN, None, None),
    ],
    "Ο κ. Δρακάκης Ιωάννης αποχώρησε κατά τη συζήτηση του 2ου θέματος και επανήλθε στο 4ο θέμα.": [
        (DRAKAKIS, OUT, 2, "during"),
        (DRAKAKIS, IN, 4, None),
    ],
    "ΚΑΤΑ ΤΗ ΣΥΖΗΤΗΣΗ ΤΟΥ 2ου ΘΕΜΑΤΟΣ ΠΡΟΣΗΛΘΕ Ο κ. ΚΑΠΠΟΣ ΝΙΚΟΛΑΟΣ ΚΑΙ ΑΠΟΧΩΡΗΣΑΝ ΟΙ κ.κ. ΖΕΡΒΟΣ ΚΩΝ/ΝΟΣ "
    "ΚΑΙ ΘΕΟΤΟΚΑ.": [
        (KAPPOS, IN, 2, "during"),
        (ZERVOS, OUT, 2, "during"),
        (THEOTOKA, OUT, 2, "during"),
    ],
    "Η Αντιπρόεδρος αποχώρησε κατά τη συζήτηση του δεύτερου θέματος.": [(GALANOU, OUT, 2, "during")],
    "Ο κ. Δρακάκης αποχώρησε στο τέλος του 3ου τακτικού θέματος, η δε κ. Λέκκα Σοφία προσήλθε με την έναρξη του 2ου.": [
        (DRAKAKIS, OUT, 3, "after"),
        (LEKKA, IN, 2, "during"),
    ],
    "Απουσίαζε κατά την έναρξη ο κ. Κάππος Νικόλαος, ο οποίος προσήλθε κατά τη συζήτηση του 2ου θέματος.": [
        (KAPPOS, IN, 2, "during")
    ],
    "Προσήλθαν: 1) ο κ. Κάππος Νικόλαος στο 1ο θέμα, 2) η κ. Λέκκα Σοφία στο 2ο θέμα.": [
        (KAPPOS, IN, 1, None),
        (LEKKA, IN, 2, None),
    ],
    "Κατά τη διάρκεια της συνεδρίασης:\n- προσήλθε στο 1ο θέμα ο κ. Κάππος Νικόλαος\n- αποχώρησε στο 3ο η κ. Θεοτοκά": [
        (KAPPOS, IN, 1, None),
        (THEOTOKA, OUT, 3, None),
    ],
    "Διαρκούσης της συζητήσεως του θέματος 3 αποχώρησε ο κ. Δρακάκης· μετά το πέρας αυτού προσήλθε ο κ. Κάππος.": [
        (DRAKAKIS, OUT, 3, "during"),
        (KAPPOS, IN, 3, "after"),
    ],
    "Αποχώρησαν κατά τη συζήτηση του 2ου θέματος οι σύμβουλοι της παράταξης «Μαζί» κ.κ. Δρακάκης Ιωάννης και Ζερβός "
    "Κωνσταντίνος.": [(DRAKAKIS, OUT, 2, "during"), (ZERVOS, OUT, 2, "during")],
    "Ο κ. Κάππος Νικόλαος συνδέθηκε στην πλατφόρμα και προσήλθε στη συνεδρίαση κατά τη συζήτηση του 1ου θέματος.": [
        (KAPPOS, IN, 1, "during")
    ],
    "Πριν τη λήξη της συζήτησης του 3ου θέματος αποχώρησε ο κ. Δρακάκης.": [(DRAKAKIS, OUT, 3, "during")],
    "Πριν την ψηφοφορία του 4ου θέματος αποχώρησε ο κ. Δρακάκης.": [(DRAKAKIS, OUT, 4, "before")],
    "Ο κ. Κάππος προσήλθε την ώρα 19:30, κατά τη συζήτηση του 1ου θέματος.": [(KAPPOS, IN, 1, "during")],
    "Κατά τη συζήτηση του παρόντος θέματος αποχώρησε ο κ. Δρακάκης.": [(DRAKAKIS, OUT, 4, "during")],
    "Κατά τη συζήτηση του 3ου θέματος η Αντιπρόεδρος αποχώρησε και τη θέση της πήρε ο κ. Ζερβός Κωνσταντίνος.": [
        (GALANOU, OUT, 3, "during")
    ],
    "Μετά από αίτημα του κ. Ζερβού Κωνσταντίνου, αποχώρησε στο 3ο θέμα ο κ. Δρακάκης Ιωάννης.": [
        (DRAKAKIS, OUT, 3, None)
    ],
    "Ο κ. Ζερβός Κωνσταντίνος αντικατέστησε τον κ. Δρακάκη Ιωάννη, ο οποίος αποχώρησε στο 3ο θέμα.": [
        (DRAKAKIS, OUT, 3, None)
    ],
    "Αποχωρησάντων των κ.κ. Δρακάκη Ιωάννη και Ζερβού Κωνσταντίνου πριν τη συζήτηση του 3ου θέματος.": [
        (DRAKAKIS, OUT, 3, "before"),
        (ZERVOS, OUT, 3, "before"),
    ],
    "Ο Δήμαρχος κ. Ξύδης Γρηγόριος και ο δημοτικός σύμβουλος κ. Δρακάκης Ιωάννης αποχώρησαν στο 3ο θέμα.": [
        (DRAKAKIS, OUT, 3, None)
    ],
    "Στο 2ο θέμα προσήλθε η κ. Λέκκα. Στο ίδιο θέμα αποχώρησε ο κ. Δρακάκης.": [
        (LEKKA, IN, 2, None),
        (DRAKAKIS, OUT, 2, None),
    ],
    "Προσέλευση του κ. Κάππου Νικολάου στις 19:20 (1ο θέμα). Αποχώρηση της κ. Θεοτοκά στις 21:00 (5ο θέμα).": [
        (KAPPOS, IN, 1, None),
        (THEOTOKA, OUT, 5, None),
    ],
    "ΠΡΟΣΕΛΕΥΣΕΙΣ: Κάππος Νικόλαος (1ο θέμα), Λέκκα Σοφία (2ο θέμα)\nΑΠΟΧΩΡΗΣΕΙΣ: Δρακάκης Ιωάννης (μετά το 3ο θέμα)": [
        (KAPPOS, IN, 1, None),
        (LEKKA, IN, 2, None),
        (DRAKAKIS, OUT, 3, "after"),
    ],
    "1. Κάππος Νικόλαος: προσήλθε στο 1ο θέμα\n2. Δρακάκης Ιωάννης: αποχώρησε στο 5ο θέμα": [
        (KAPPOS, IN, 1, None),
        (DRAKAKIS, OUT, 5, None),
    ],
    "Μετά τη συζήτηση των 2ου και 3ου θεμάτων αποχώρησε ο κ. Δρακάκης.": [(DRAKAKIS, OUT, 3, "after")],
    "Ο κ. Δρακάκης Ιωάννης αποσυνδέθηκε μετά τη λήξη της συζήτησης του δεύτερου (2ου) θέματος της Η.Δ.": [
        (DRAKAKIS, OUT, 2, "after")
    ],
}  # fmt: skip


@pytest.mark.parametrize("sentence", SENTENCES)
def test_who_came_and_left(sentence: str) -> None:
    found = movements(sentence)
    assert found["moves"] == SENTENCES[sentence]
    assert all(m.listed and m.placed for m in found["raw"])


@pytest.mark.parametrize(
    "sentence",
    [
        "Ο Δήμαρχος κ. Ξύδης Γρηγόριος αποχώρησε μετά το 2ο θέμα.",
        "Ο Πρόεδρος της Κοινότητας Πεύκης κ. Ρέγκος Αντώνιος αποχώρησε στο 3ο θέμα.",
        "Οι κ.κ. Κάππος Νικόλαος και Λέκκα Σοφία δεν προσήλθαν, αν και κλήθηκαν νόμιμα.",
        "Ο κ. Δρακάκης δήλωσε ότι θα αποχωρήσει στο 3ο θέμα.",
        "Ο Δήμος αποχώρησε από το Δίκτυο Πόλεων.",
        "Ουδείς αποχώρησε.",
    ],
)
def test_decoys(sentence: str) -> None:
    assert movements(sentence)["moves"] == []


def test_a_name_two_members_share_is_left_open() -> None:
    (move,) = movements("Ο κ. Ιωσηφίδης αποχώρησε στο 2ο θέμα.")["raw"]
    assert move.candidates == ("Ιωσηφίδης Πέτρος", "Ιωσηφίδης Παύλος")
    assert movements("Ο κ. Πέτρος Ιωσηφίδης αποχώρησε στο 2ο θέμα.")["raw"][0].name == "Ιωσηφίδης Πέτρος"


def test_a_stranger_is_kept_and_marked() -> None:
    (move,) = movements("Ο δημοτικός σύμβουλος κ. Ρέγκος Αντώνιος αποχώρησε στο 3ο θέμα.")["raw"]
    assert (move.name, move.listed) == ("Ρέγκος Αντώνιος", False)


@pytest.mark.parametrize(
    "sentence",
    [
        "Στις 20:15 αποχώρησε ο κ. Δρακάκης Ιωάννης.",
        "Μετά την ομιλία του αποχώρησε ο κ. Δρακάκης Ιωάννης.",
        "Μετά την ομιλία του κ. Βέργου, αποχώρησε ο κ. Δρακάκης Ιωάννης.",
    ],
)
def test_a_time_that_is_no_item_is_not_placed(sentence: str) -> None:
    (move,) = movements(sentence)["raw"]
    assert not move.placed
    assert move.item is None


def test_a_group_without_names_is_not_passed_over() -> None:
    (move,) = movements("Αποχώρησαν μετά το 2ο θέμα οι δημοτικοί σύμβουλοι της μειοψηφίας.")["raw"]
    assert (move.name, move.listed) == ("οι δημοτικοί σύμβουλοι της μειοψηφίας", False)


def test_notes_in_the_list_of_the_absent() -> None:
    lists = LISTS.replace("Κάππος Νικόλαος", "Κάππος Νικόλαος (προσήλθε στο 1ο θέμα)").replace(
        "Λέκκα Σοφία", "Λέκκα Σοφία (ΠΡΟΣΗΛΘΕ ΠΡΙΝ ΤΟ 3ο ΚΑΙ ΑΠΟΧΩΡΗΣΕ ΜΕΤΑ ΤΟ 5ο ΘΕΜΑ)"
    )
    assert movements("", lists=lists)["moves"] == [
        (KAPPOS, IN, 1, None),
        (LEKKA, IN, 3, "before"),
        (LEKKA, OUT, 5, "after"),
    ]


def test_a_third_list_with_its_items() -> None:
    lists = LISTS.replace(
        "Παρών ήταν", "ΑΠΟΧΩΡΗΣΑΝΤΕΣ\n1. Ζερβός Κωνσταντίνος (στο 3ο θέμα)\n2. Θεοτοκά Μαρία\n\nΠαρών ήταν"
    )
    assert movements("", lists=lists)["moves"] == [(ZERVOS, OUT, 3, None), (THEOTOKA, OUT, None, None)]


def test_in_the_discussion_only_members_move_and_at_this_item() -> None:
    found = movements(
        "",
        discussion=(
            "Στο σημείο αυτό αποχώρησε ο κ. Δρακάκης. Η εταιρεία «Οδοποιία ΑΕ» αποχώρησε από τον διαγωνισμό. "
            "Πριν την ψηφοφορία αποχώρησε και η κ. Θεοτοκά. Κατά την ψηφοφορία απουσίαζε από την αίθουσα ο κ. Βαρδής.\n"
        ),
    )
    assert found["moves"] == [(DRAKAKIS, OUT, 4, "during"), (THEOTOKA, OUT, 4, "before")]
    assert found["absences"] == [("Βαρδής Μιχαήλ", 4)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Κατά την ψηφοφορία του 4ου θέματος απουσίαζε από την αίθουσα ο κ. Δρακάκης Ιωάννης.", [(DRAKAKIS, 4)]),
        ("Εκτός αιθούσης στο 2ο και 3ο θέμα ήταν η κ. Θεοτοκά.", [(THEOTOKA, 2), (THEOTOKA, 3)]),
        ("Κατά τη συζήτηση και ψήφιση του 3ου θέματος απουσίαζε ο κ. Δρακάκης.", [(DRAKAKIS, 3)]),
        ("Ο κ. Δρακάκης απουσίαζε κατά τη συζήτηση των θεμάτων 3ου έως 5ου.", [(DRAKAKIS, n) for n in (3, 4, 5)]),
        (
            "Η κ. Θεοτοκά Μαρία ήταν εκτός αιθούσης στις με αρ. 76 - 78/2023 αποφάσεις.",
            [(THEOTOKA, f"{n}/2023") for n in (76, 77, 78)],
        ),
    ],
)
def test_absent_for_a_vote_is_neither_coming_nor_going(sentence: str, expected: list[tuple[str, object]]) -> None:
    found = movements(sentence)
    assert found["moves"] == []
    assert found["absences"] == expected


def items(*numbers: int | str) -> tuple[Item, ...]:
    return tuple(Item(int(str(n).removeprefix("o")), str(n).startswith("o")) for n in numbers)


@pytest.mark.parametrize(
    ("sentence", "begins", "pairs"),
    [
        ("Το 9ο θέμα προτάχθηκε και συζητήθηκε πρώτο.", items(9), []),
        ("Τα θέματα συζητήθηκαν με την εξής σειρά: 3ο, 1ο, 2ο και τα υπόλοιπα.", items(3, 1, 2), []),
        ("Το 6ο θέμα συζητήθηκε πριν από το 2ο.", (), [(1, 6), (6, 2)]),
        ("Το 2ο θέμα συζητήθηκε μετά το 7ο.", (), [(6, 7), (7, 2), (2, 8)]),
        ("Τα εκτός ημερήσιας διάταξης θέματα συζητήθηκαν στο τέλος.", items(1, 2, 3), [(12, "o1")]),
        (
            "Να συζητηθούν κατά προτεραιότητα δύο (2) θέματα εκτός ημερήσιας διάταξης και μετά το 8ο και το 5ο.",
            items("o1", "o2"),
            [("o2", 8), (8, 5), (5, 1), (1, 2)],
        ),
    ],
)
def test_order_of_discussion(sentence: str, begins: tuple[Item, ...], pairs: list[tuple[int, int]]) -> None:
    order = movements(sentence)["order"]
    assert order[: len(begins)] == begins
    for before, after in pairs:
        assert order.index(*items(before)) < order.index(*items(after))


def test_no_order_where_none_is_given() -> None:
    assert movements("Ο κ. Δρακάκης αποχώρησε στο 3ο θέμα.")["order"] is None
