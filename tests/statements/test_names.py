"""Printed names led back to a roster: cases, initials, nicknames, order, damage; and never a guess."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cni_analytics.statements.names import Roster

COUNCIL = Roster(
    [
        "Μελάς Ευάγγελος",
        "Μελάς Κωνσταντίνος",
        "Δροσινού Ιουλία",
        "Πιτσικά-Ρέππα Αικατερίνη (Κατερίνα)",
        "Ψυχογιός Θεμιστοκλής",
        "Παπαρρήγα – Κόντου Ελισάβετ",
        "Ξυδάκης Πέτρος - Μάριος",
        "Καβουρίνος Ματθαίος",
        "Καβουρίνου Ευλαμπία",
        "Παπαδόπουλος Ιωάννης",
        "Ξανθάκη Δέσποινα (Ντέπυ)",
        "Ράμμου Τιμολέων",
    ]
)
INITIALS = Roster(["Π. Μαστρογιάννη", "Γ. Πετρόγλου", "Δ. Πετρόγλου", "Α. Βέλλης", "Κ.-Ο. Παρασχάκη", "Κ. Κρανιάς"])
NAMESAKES = Roster(["Δημήτριος Ευθ. Κατσίκης", "Δημήτριος Γεωρ. Κατσίκης", "Ρίζος Δαλακούρας"])


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Ευαγγ. Μελάς", "Μελάς Ευάγγελος"),
        ("Κ. Μελάς", "Μελάς Κωνσταντίνος"),
        ("Κων/νου Μελά", "Μελάς Κωνσταντίνος"),
        ("Κώστας Μελάς", "Μελάς Κωνσταντίνος"),
        ("κ. Ιουλίας Δροσινού", "Δροσινού Ιουλία"),
        ("Αικ. Πιτσικά-Ρέππα", "Πιτσικά-Ρέππα Αικατερίνη (Κατερίνα)"),
        ("Πιτσικά – Ρέππα Κατερίνα", "Πιτσικά-Ρέππα Αικατερίνη (Κατερίνα)"),
        ("Κατερίνας Ρέππα", "Πιτσικά-Ρέππα Αικατερίνη (Κατερίνα)"),
        ("ΨΥΧΟΓΙΟΥ ΘΕΜΙΣΤΟΚΛΗ", "Ψυχογιός Θεμιστοκλής"),
        ("Ελισάβετ Παπαρρήγα", "Παπαρρήγα – Κόντου Ελισάβετ"),
        ("Πέτρου-Μάριου Ξυδάκη", "Ξυδάκης Πέτρος - Μάριος"),
        ("Ξυδάκης Π.-Μ.", "Ξυδάκης Πέτρος - Μάριος"),
        ("Γιάννη Παπαδόπουλου", "Παπαδόπουλος Ιωάννης"),
        ("Παπαδόπουλος", "Παπαδόπουλος Ιωάννης"),
        ("Ντέπυ Ξανθάκη", "Ξανθάκη Δέσποινα (Ντέπυ)"),
        ("Τιμολέοντα Ράμμου", "Ράμμου Τιμολέων"),
        ("Παπαδόπονλος Ιωάννης", "Παπαδόπουλος Ιωάννης"),
        ("Παπαδόπουλος Ιωάννης του Γεωργίου", "Παπαδόπουλος Ιωάννης"),
    ],
)
def test_one_spelling_per_person(printed: str, name: str) -> None:
    assert COUNCIL.resolve(printed).name == name


@pytest.mark.parametrize(
    ("printed", "article", "name"),
    [
        ("Καβουρίνου", "η", "Καβουρίνου Ευλαμπία"),
        ("Καβουρίνου", "του", "Καβουρίνος Ματθαίος"),
        ("Καβουρίνου", "της", "Καβουρίνου Ευλαμπία"),
        ("Παπαδοπούλου", "η", None),
        ("Παπαδόπουλου", "του", "Παπαδόπουλος Ιωάννης"),
    ],
)
def test_the_article_tells_gender_and_case(printed: str, article: str, name: str | None) -> None:
    assert COUNCIL.resolve(printed, article=article).name == name


def test_a_tie_is_ambiguous_and_never_a_guess() -> None:
    assert COUNCIL.resolve("Μελάς").candidates == ("Μελάς Ευάγγελος", "Μελάς Κωνσταντίνος")
    assert COUNCIL.resolve("Μελάς").name is None
    assert COUNCIL.resolve("Καβουρίνου").ambiguous
    assert NAMESAKES.resolve("Δημήτριος Κατσίκης").ambiguous
    assert INITIALS.resolve("Πετρόγλου").ambiguous


def test_a_middle_initial_tells_namesakes_apart() -> None:
    assert NAMESAKES.resolve("Δημητρίου Ευθ. Κατσίκη").name == "Δημήτριος Ευθ. Κατσίκης"
    assert NAMESAKES.resolve("Κατσίκης Δημήτριος του Γεωργίου").name == "Δημήτριος Γεωρ. Κατσίκης"


def test_a_whole_name_finds_the_initial() -> None:
    assert INITIALS.resolve("Γεώργιος Πετρόγλου").name == "Γ. Πετρόγλου"
    assert INITIALS.resolve("Δημητρίου Πετρόγλου").name == "Δ. Πετρόγλου"
    assert INITIALS.resolve("ΚΡΑΝΙΑΣ ΚΩΝΣΤΑΝΤΙΝΟΣ").name == "Κ. Κρανιάς"


@pytest.mark.parametrize("printed", ["Παύλος Μελάς", "Γεωργίου Νίκος", "Ευάγγελος", "Ι.", "", "Παπαδοπούλου Γεωργία"])
def test_strangers_stay_strangers(printed: str) -> None:
    found = COUNCIL.resolve(printed)
    assert found.name is None
    assert not found.candidates


def test_a_similar_given_name_is_another_person() -> None:
    roster = Roster(["Γεωργίου Μαρία", "Παππάς Πέτρος"])
    assert roster.resolve("Γεωργίου Μαρίνα").name is None


def test_surnames_first_or_last_is_found_from_the_names() -> None:
    assert COUNCIL.order == "surname_first"
    assert NAMESAKES.order == "surname_last"


MARKS = st.sampled_from(["same", "upper", "plain", "nfd", "spaced"])


@given(index=st.integers(0, len(COUNCIL.names) - 1), mark=MARKS, dash=st.sampled_from(["-", " - ", " –", "- ", "—"]))
def test_accents_capitals_and_dashes_change_nothing(index: int, mark: str, dash: str) -> None:
    name = COUNCIL.names[index]
    printed = name.replace(" – ", "-").replace(" - ", "-").replace("-", dash)
    if mark == "upper":
        printed = printed.upper()
    elif mark == "plain":
        printed = "".join(c for c in unicodedata.normalize("NFD", printed) if not unicodedata.combining(c))
    elif mark == "nfd":
        printed = unicodedata.normalize("NFC", unicodedata.normalize("NFD", printed))
    elif mark == "spaced":
        printed = "  ".join(printed.split(" "))
    assert COUNCIL.resolve(printed).name == name


@given(st.text(alphabet="αβγΑΒΓ .-/()κ'", max_size=30))
def test_nothing_breaks_on_odd_names(printed: str) -> None:
    found = COUNCIL.resolve(printed)
    assert found.name is None or found.candidates == (found.name,)
