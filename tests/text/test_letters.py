"""Each kind of damage is repaired where it is certain, and clean words are left alone."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cni_analytics.text import Document, Page, Reading, document_of, fold
from cni_analytics.text.mojibake import undo
from cni_analytics.text.words import words

Read = Callable[..., Reading]

REPAIRS = [
    ("∆ηµοτικό Συµβούλιο", "Δημοτικό Συμβούλιο"),
    ("ΑΠOΦAΣΗ TOY ΔHMOY", "ΑΠΟΦΑΣΗ ΤΟΥ ΔΗΜΟΥ"),
    ("η A.Δ.Σ. και το E.H.Δ. θέμα, A.B. Smith", "η Α.Δ.Σ. και το Ε.Η.Δ. θέμα, A.B. Smith"),
    ("ΥΠΕΡ 16 KΑTΑ 3", "ΥΠΕΡ 16 ΚΑΤΑ 3"),
    ("H Πρόεδρος και O Δήμαρχος", "Η Πρόεδρος και Ο Δήμαρχος"),
    ("Κατά τo άρθρo 65 τoυ N. 3852/2010", "Κατά το άρθρο 65 του Ν. 3852/2010"),
    ("στο 1o και μετά το 4oυ θέματος", "στο 1ο και μετά το 4ου θέματος"),
    ("A) Εγκρίνει\nB) Ορίζει", "Α) Εγκρίνει\nΒ) Ορίζει"),
    ("ΑΔΑ: 9BΞ4ΩΣI-Φ3T", "ΑΔΑ: 9ΒΞ4ΩΣΙ-Φ3Τ"),
    ("΄Ολγα ΄Αννα και ΄ΑΡΘΡΟ", "Όλγα Άννα και ΑΡΘΡΟ"),
    ("τοῦ Δήμου τῆς Ἑλλάδος, ὁμόφωνα ἤ ὄχι", "του Δήμου της Ελλάδος, ομόφωνα ή όχι"),
    ("Ἠταν παρών ὁ Ἰωάννης", "Ήταν παρών ο Ιωάννης"),
    ("Α Π Ο Φ Α Σ Ι Ζ Ε Ι   Ο Μ Ο Φ Ω Ν Α", "ΑΠΟΦΑΣΙΖΕΙ ΟΜΟΦΩΝΑ"),
    ("Α Π Ο Φ Α Σ Ι Ζ Ε Ι Ο Μ Ο Φ Ω Ν Α", "ΑΠΟΦΑΣΙΖΕΙ ΟΜΟΦΩΝΑ"),
    ("Π Α Ρ Ο Ν Τ Ε Σ          Α Π Ο Ν Τ Ε Σ", "ΠΑΡΟΝΤΕΣ          ΑΠΟΝΤΕΣ"),
    ("Θ Ε Μ Α : Έγκριση", "ΘΕΜΑ: Έγκριση"),
    ("Α Π O Φ A Σ I Ζ E Ι", "ΑΠΟΦΑΣΙΖΕΙ"),
    ("Δ Η Μ O Σ Χ P Y Σ Ο Κ Α Μ Π Ο Υ\nστη Χρυσόκαμπου", "ΔΗΜΟΣ ΧΡΥΣΟΚΑΜΠΟΥ\nστη Χρυσόκαμπου"),
    ("Θ Ε Μ Α  6ο", "ΘΕΜΑ  6ο"),
    ("Α Π Ο Φ Α Σ Η 9 8 / 2 0 1 9", "ΑΠΟΦΑΣΗ 98/2019"),
    ("ο μ ό φ ω ν α", "ομόφωνα"),
    ("κατά τη συζή-\nτηση του θέματος", "κατά τη συζήτηση\nτου θέματος"),
    ("Ζήσης Πετρά-\nκης – Άννα Ξένου", "Ζήσης Πετράκης –\nΆννα Ξένου"),
    ("κατά τη συζή-\n      τηση, που έγινε", "κατά τη συζήτηση,\nπου έγινε"),
    ("κ. Βαγενά-\nΛουκά Σμαράγδα", "κ. Βαγενά-Λουκά\nΣμαράγδα"),
    ("ΣΥΝΕΔΡΙΑΣΗ\nΤΗΣ ΣΥΝΕ-\nΔΡΙΑΣΗ", "ΣΥΝΕΔΡΙΑΣΗ\nΤΗΣ ΣΥΝΕΔΡΙΑΣΗ"),
    ("(ΦΕΚ 55/Α/11-03-\n2020) και", "(ΦΕΚ 55/Α/11-03-2020)\nκαι"),
    ("σύμ\u00adβουλος του δή\u200bμου", "σύμβουλος του δήμου"),
    ("συνεδρί\u00ad\nαση του", "συνεδρίαση\nτου"),
    ("συνεδρί\ufffe\nαση του", "συνεδρίαση\nτου"),
    ("την 26 η του μηνός, στο 5 ο θέμα του 1 ου άρθρου", "την 26η του μηνός, στο 5ο θέμα του 1ου άρθρου"),
    ("           η\nσήμερα την 26 του μηνός", "σήμερα την 26η του μηνός"),
    ("σήμερα την 26\nη\n του μηνός", "σήμερα την 26η του μηνός"),
    ("ηµοτικό Συµβούλιο του ήμου, ΗΜΟΤΙΚΟ", "Δημοτικό Συμβούλιο του Δήμου, ΔΗΜΟΤΙΚΟ"),
    ("(cid:12)ήμος και (cid:12)ημοτικό", "Δήμος και Δημοτικό"),
    ("της συνεδρίασης.Ο Πρόεδρος κ.Μελάς", "της συνεδρίασης. Ο Πρόεδρος κ. Μελάς"),
    ("1)Νάνος Ζήσης,Ξυνού Λητώ Α.Βέλλης", "1) Νάνος Ζήσης, Ξυνού Λητώ Α. Βέλλης"),
    ("σε\u00a0σύνολο\u202f29", "σε σύνολο 29"),
    ("Νάνος Ζήσης\tΞυνού Λητώ", "Νάνος Ζήσης   Ξυνού Λητώ"),
    ("1.\tΝάνος Ζήσης", "1. Νάνος Ζήσης"),
    ("ο\u0301χι Α\u0301ννα μα\u0308", "όχι Άννα μα\u0308"),
    ("12 ΜΑΪ\u0301ΟΥ", "12 ΜΑΪΟΥ"),
    ("ofﬁce στο Δήμο", "office στο Δήμο"),
]  # fmt: skip

SCANNED = [
    ("στο 3’ θέμα της 12” συνεδρίασης", "στο 3ο θέμα της 12ης συνεδρίασης"),
    ("του 18: θέματος", "του 18ου θέματος"),
    ("από το 18”/30-10-2018 Πρακτικό", "από το 18/30-10-2018 Πρακτικό"),
    ("ΑΛΑ: 9ΒΞ4ΩΣΙ-Φ3Τ", "ΑΔΑ: 9ΒΞ4ΩΣΙ-Φ3Τ"),
    ("στην 146/2025 Α.Λ.Σ. και", "στην 146/2025 Α.Δ.Σ. και"),
    ("την 15’ του μηνός Μαΐου, της 25’ Μαρτίου", "την 15η του μηνός Μαΐου, της 25ης Μαρτίου"),
    ("πρωτ. 9412/14’/10-05-2024", "πρωτ. 9412/14/10-05-2024"),
    ("1) Εύα Μελά, 2) Εύη Νάκα, ϐ) Άρης Βέης, 4) Ρένα Λιού", "1) Εύα Μελά, 2) Εύη Νάκα, 3) Άρης Βέης, 4) Ρένα Λιού"),
    ("1. Μελά Εύα   2, Νάκα Εύη   Α, Βέης Άρης\n4. Λιού Εύη", "1. Μελά Εύα   2. Νάκα Εύη   3. Βέης Άρης\n4. Λιού Εύη"),
    ("Μ. Δαρδανός\nΣ. Ευστάθιος\n6. Ζορμπάς\n1. Καλύβας\nΚ. Κρανιάς\nΟλ. Λιόντου\nΓ, Ράμμος",
     "Μ. Δαρδανός\nΣ. Ευστάθιος\nΘ. Ζορμπάς\nΙ. Καλύβας\nΚ. Κρανιάς\nΟλ. Λιόντου\nΓ. Ράμμος"),
    ("5. Στεφανής Άρης\nκ. Παππάς Ανδρέας\n7. Νάνος Ζήσης", "5. Στεφανής Άρης\nκ. Παππάς Ανδρέας\n7. Νάνος Ζήσης"),
    ("-το άρθρο 65,\n«την πρόταση,\n1. Αποδέχεται", "-το άρθρο 65,\n-την πρόταση,\n1. Αποδέχεται"),
    ("ΑΠΟΦΑΣΙΖΕΙΟΜΟΦΩΝΑ", "ΑΠΟΦΑΣΙΖΕΙ ΟΜΟΦΩΝΑ"),
    ("Οκ. Πρόεδρος", "Ο κ. Πρόεδρος"),
    ("ο πίνακας Α’ της Αλάνας, 10΄΄ οθόνη", "ο πίνακας Α’ της Αλάνας, 10΄΄ οθόνη"),
]  # fmt: skip

UNTOUCHED = [
    "το δίκτυο «Cities Network for Integration» μέσω e:Presence και ESTIA, https://www.esos.gr/ABC",
    "πρότυπο ISO 9001, COVID-19, Wi-Fi 5x5 και 24REQ000000001, email: a.b@dimos.gr",
    "1. Παράρτημα I. και II. και ΧΙ",
    "Ήμουν εδώ και ήμασταν όλοι",
    "δήλωσε «παρών» ο κ. Ν. Αλεξίου – Βέργης (Νάσος)",
    "οι κ.κ. Π.-Μ. Τζανής και Κ.-Ο. Παρασχάκη, Ν.3852/2010, τ.Α' και υπ' Αριθμ. 5",
    "Νάνος Ζήσης          Ξυνού Λητώ",
    "ήταν παρόντες 15 ο πρόεδρος και οι λοιποί",
    "Α  Β  Γ  Δ  Ε",
    "- κτίριο Α - Β\n- ΚΑΠΗ",
    "ναι ή όχι, πού και πώς",
]


@pytest.mark.parametrize(("damaged", "clean"), REPAIRS)
def test_certain_damage_is_repaired(read: Read, damaged: str, clean: str) -> None:
    assert read(damaged).text == clean


@pytest.mark.parametrize("text", UNTOUCHED)
def test_what_is_right_or_doubtful_stays(read: Read, text: str) -> None:
    assert read(text).text == text


@pytest.mark.parametrize(("scanned", "clean"), SCANNED)
def test_what_a_scanner_does_to_small_print(scanned: str, clean: str) -> None:
    page = Page(1, scanned, "ocr", confidence=90.0)
    assert Reading(Document("α.pdf", None, "application/pdf", (page,))).text == clean


def test_a_code_that_no_word_explains_stays_unknown(read: Read) -> None:
    assert read("Παπα(cid:7)ος Νίκος").text == "Παπα\ufffdος Νίκος"


@pytest.mark.parametrize("clean", [clean for _, clean in REPAIRS])
def test_repairing_twice_is_repairing_once(read: Read, clean: str) -> None:
    assert read(clean).text == clean


def test_repairs_lead_back_to_the_words_on_the_page(read: Read) -> None:
    page = "την 26 η Μαΐ-\nου στο ∆ήµο Α Π Ο Φ Α Σ Ι Ζ Ε Ι ομόφωνα.Ο Πρόεδρος"
    reading = read(page)
    for words_, printed in [
        ("26η", "26 η"),
        ("Μαΐου", "Μαΐ-\nου"),
        ("Δήμο", "∆ήµο"),
        ("ΑΠΟΦΑΣΙΖΕΙ", "Α Π Ο Φ Α Σ Ι Ζ Ε Ι"),
        ("Πρόεδρος", "Πρόεδρος"),
    ]:
        start = reading.text.index(words_)
        (span,) = reading.evidence(start, start + len(words_))
        assert span["text"] == printed
        assert page[span["start"] : span["end"]] == printed


def test_every_delta_word_is_restored_and_is_no_word_without_it(read: Read) -> None:
    for word in words("delta"):
        assert word.startswith("Δ")
        assert read(f"ο {word[1:]} μας").text == f"ο {word} μας"


def test_greek_in_latin_words_have_only_letters_with_twins() -> None:
    twins = set("ΑΒΕΗΙΚΜΝΟΡΤΧΥΖ")
    assert all(set(word) <= twins for word in words("greek_in_latin"))


def test_windows_greek_labelled_latin() -> None:
    text = "ΑΠΟΦΑΣΗ του Δημοτικού Συμβουλίου Άνω Κάμπου Ήπιας"
    assert undo(text.encode("cp1253").decode("latin-1")) == text
    assert undo("Déjà vu à la fête, où l'été naïf façade forêt crème brûlée") != text


SENTENCE = "Η Πρόεδρος κ. Βαγενά – Λουκά Σμαράγδα αποχώρησε κατά τη συζήτηση του 5ου θέματος. Άννα Όλγα"


@given(st.sets(st.integers(0, len(SENTENCE) - 1)))
def test_accents_apart_from_their_letters_change_nothing(apart: set[int]) -> None:
    text = "".join(unicodedata.normalize("NFD", c) if i in apart else c for i, c in enumerate(SENTENCE))
    assert Reading(document_of("α.txt", text.encode())).text == SENTENCE


@given(st.sets(st.sampled_from([i for i, c in enumerate(SENTENCE) if c == " "])))
def test_the_kind_of_space_changes_nothing(hard: set[int]) -> None:
    text = "".join("\u00a0" if i in hard else c for i, c in enumerate(SENTENCE))
    assert Reading(document_of("α.txt", text.encode())).text == SENTENCE


@given(st.text(max_size=300))
def test_fold_keeps_the_length_and_says_the_same_twice(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


ODD = st.text(
    alphabet=st.sampled_from("αάηΗΔδABoxv 12.,:;)(-\n\f\t΄'’∆µ\u00ad\u0301ὰἨ(cid:12)σςκ/«»\u200b\ufffe"), max_size=120
)


@given(ODD)
def test_any_text_is_read_and_leads_back(text: str) -> None:
    document = document_of("α.txt", text.encode())
    reading = Reading(document)
    assert len(reading.fold) == len(reading.text)
    assert reading.text.count("\f") == max(0, len(document.pages) - 1)
    for line in reading.lines:
        assert reading.text[line.start : line.end].strip()
        for span in reading.evidence(line.start, line.end):
            page = document.pages[span["page"] - 1]
            assert page.text[span["start"] : span["end"]] == span["text"]
