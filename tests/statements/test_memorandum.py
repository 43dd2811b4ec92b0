"""The memorandum of a network of cities, in the wording of Serres and in wordings made up here."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cni_analytics.statements.memorandum import memorandum_record, read_memorandum
from cni_analytics.statements.outline import outline
from cni_analytics.statements.types import Embedded, Memorandum, Span
from cni_analytics.text import Reading, document_of, open_document

SERRES = "data/raw/serres/2024-210.md"

CLIMATE = """\
ΔΗΜΟΣ ΑΣΠΡΟΧΩΡΙΟΥ
ΘΕΜΑ: Προσχώρηση στο Δίκτυο Δήμων για το Κλίμα

ΑΠΟΦΑΣΙΖΕΙ ΟΜΟΦΩΝΑ
Εγκρίνει την προσχώρηση του Δήμου στο Δίκτυο Δήμων για το Κλίμα.

Ο ΠΡΟΕΔΡΟΣ            ΤΑ ΜΕΛΗ

ΣΥΜΦΩΝΟ ΣΥΝΕΡΓΑΣΙΑΣ
Δικτύου Δήμων για το Κλίμα

Ασπροχώρι, 3 Μαΐου 2022

Οι Δήμοι Ασπροχωρίου, Νέας Βραχιάς και Αγ. Πέτρου - Ν. Μύλου ίδρυσαν το Δίκτυο στις 03.03.2015.
Στο Δίκτυο συμμετέχουν σήμερα πέντε (5) δήμοι:
1. Δήμος Ασπροχωρίου
2. Δήμος Νέας Βραχιάς
3. Δήμος Αγ. Πέτρου - Ν. Μύλου
4. Δήμος Λιμνών
5. Δήμος Καστέλλας

Άρθρο 1
Δραστηριότητες
α) Εκπόνηση κοινών σχεδίων για την προσαρμογή στην κλιματική
αλλαγή.
β) Κοινές προμήθειες ενέργειας.
Άρθρο 2
Όργανα
1. Η Επιτροπή αποτελείται από τρία (3) μέλη και αποφασίζει ομόφωνα για την αναθεώρηση του παρόντος μία φορά το έτος.
2. Κάθε δήμος-μέλος ορίζει δύο (2) τακτικούς εκπροσώπους και ισάριθμους αναπληρωτές.
Άρθρο 3
Η διάρκεια του παρόντος συμφώνου ορίζεται σε τρία (3) έτη από την υπογραφή του.
Μέλος μπορεί να αποχωρήσει με έγγραφη προειδοποίηση τριάντα (30) εργάσιμων ημερών.
Κάθε δήμος της χώρας μπορεί να προσχωρήσει με δήλωσή του. Η προσχώρηση νέου μέλους εγκρίνεται από την Επιτροπή.
Το σύμφωνο αξιολογείται κάθε τρία (3) χρόνια.
Σε πίστωση των ανωτέρω υπογράφεται ως εξής.
Ασπροχώρι, 9 Ιουνίου 2022
"""

IN_THE_PROPOSAL = """\
Η Πρόεδρος έθεσε υπόψη την εισήγηση, που έχει ως εξής:
«Σας υποβάλλουμε το σχέδιο:
ΠΡΩΤΟΚΟΛΛΟ ΣΥΝΕΡΓΑΣΙΑΣ ΤΩΝ ΔΗΜΩΝ ΤΟΥ ΔΙΚΤΥΟΥ ΠΟΛΕΩΝ ΓΙΑ ΤΟ ΝΕΡΟ
Το Δίκτυο Πόλεων για το Νερό (ΔΠΝ), το οποίο ιδρύθηκε τον Μάρτιο του 2019 με πρωτοβουλία των Δήμων Πηγών και
Ρεμάτων, αριθμεί δώδεκα μέλη. Στην Πηγή σήμερα ........ 2023 συμφωνούνται τα εξής:
Τα μέρη εστιάζουν στους παρακάτω άξονες: α) εξοικονόμηση νερού, β) δίκτυα ύδρευσης, γ) ενημέρωση. Το παρόν έχει
διετή διάρκεια. Η καταγγελία του γίνεται έναν (1) μήνα πριν. Η ένταξη νέων μελών γίνεται με απλή δήλωση.
Έκαστο μέλος ορίζει έναν εκπρόσωπο με τον αναπληρωτή του. Ανά εξάμηνο πραγματοποιείται σύσκεψη.
Τα συμβαλλόμενα μέρη»
ΑΠΟΦΑΣΙΖΕΙ ΟΜΟΦΩΝΑ
Εγκρίνει το σχέδιο.
"""


RIVERS = """\
ΣΧΕΔΙΟ ΜΝΗΜΟΝΙΟΥ ΣΥΝΕΡΓΑΣΙΑΣ

Στον Βόλο σήμερα, την 5η Μαρτίου του έτους 2021, μεταξύ των Δήμων:
1. Βόλου, νομίμως εκπροσωπούμενου από τον Δήμαρχο κ. Πέτρο Πέτρου,
2. Καλονέρου, νομίμως εκπροσωπούμενου από τη Δήμαρχο κα Άννα Άννου,
οι οποίοι συμμετέχουν στο Δίκτυο Πόλεων με Ποτάμια, συμφωνούνται τα κάτωθι:

ΑΡΘΡΟ 1 – ΙΣΤΟΡΙΚΟ
Το Δίκτυο συστάθηκε το έτος 2012 με πρωτοβουλία του Δήμου Βόλου. Μέλη του Δικτύου είναι οι κάτωθι επτά Δήμοι:
• Δήμος Βόλου
• Δήμος Άρτας
• Δήμος Τρικκαίων
• Δήμος Λαρισαίων
ΑΔΑ: 6ΩΛ3ΩΡΘ-ΜΜ5                                                             Σελίδα 2 από 4
• Δήμος Ν. Προποντίδας
• Δήμος Σερρών
• Δήμος Αγρινίου

ΑΡΘΡΟ 2 – ΔΡΑΣΕΙΣ
Τα μέρη αναλαμβάνουν τις εξής δράσεις:
1) καθαρισμός κοίτης,
2) περιπατητικές διαδρομές και
3) εκπαίδευση.

ΑΡΘΡΟ 3 – ΘΕΜΑΤΙΚΕΣ ΕΝΟΤΗΤΕΣ
- Νερό
- Φύση

ΑΡΘΡΟ 4 – ΕΚΠΡΟΣΩΠΗΣΗ
Κάθε Δήμος ορίζει δύο (2) εκπροσώπους με τους αναπληρωτές τους.

ΑΡΘΡΟ 5 – ΔΙΑΡΚΕΙΑ
Η ισχύς του παρόντος αρχίζει από την υπογραφή του και είναι πενταετής. Κάθε μέρος δύναται να καταγγείλει το παρόν με
έγγραφη ειδοποίηση προ τριάντα (30) ημερών. Τα μέρη θα αξιολογούν την πορεία της συνεργασίας ετησίως.

ΑΡΘΡΟ 6 – ΝΕΑ ΜΕΛΗ
Η είσοδος νέων μελών προϋποθέτει ομόφωνη απόφαση των μελών.

Για τον Δήμο Βόλου           Για τον Δήμο Καλονέρου

"""

TERSE = """\
Η Πρόεδρος ανέγνωσε την εισήγηση του Αντιδημάρχου: Το Δίκτυο Πόλεων για την Ένταξη, το οποίο δημιουργήθηκε στις
4.1.2018 από τους Δήμους Αθηναίων και Θεσσαλονίκης, έχει σήμερα 19 μέλη. Ο Δήμος μας ιδρύθηκε το 2011.

αποφασίζει ομόφωνα

Εγκρίνει το μνημόνιο:

ΜΝΗΜΟΝΙΟ ΣΥΝΑΝΤΙΛΗΨΗΣ ΚΑΙ ΣΥΝΕΡΓΑΣΙΑΣ ΤΟΥ ΔΙΚΤΥΟΥ ΠΟΛΕΩΝ ΓΙΑ ΤΗΝ ΕΝΤΑΞΗ

1. Το παρόν ισχύει για δύο (2) έτη και ανανεώνεται αυτοδίκαια.
2. Η συνεργασία επανεξετάζεται ανά δύο έτη.
3. Δήμος που επιθυμεί να αποχωρήσει το γνωστοποιεί έναν (1) μήνα πριν.
4. Οποιοσδήποτε Δήμος μπορεί να προσχωρήσει με απλή δήλωση, χωρίς έγκριση των μελών.
5. Έκαστο μέρος υποδεικνύει έναν εκπρόσωπο και τον αναπληρωτή του.
6. Οι πυλώνες του Δικτύου είναι: α) εργασία, β) στέγη και γ) υγεία.
7. Το Γραφείο εκδίδει ετήσια έκθεση κάθε δώδεκα μήνες, ενώ η Επιτροπή απαρτίζεται από εννέα μέλη.
"""


def memorandum_of(text: str, name: str = "a.txt") -> Memorandum | None:
    reading = Reading(document_of(name, text.encode()))
    return read_memorandum(reading, outline(reading))


def values(memorandum: Memorandum | None, kind: str) -> list[str]:
    assert memorandum is not None
    return [c.value for c in memorandum.commitments if c.kind == kind]


@pytest.fixture(scope="module")
def serres() -> Memorandum:
    reading = Reading(open_document(SERRES))
    memorandum = read_memorandum(reading, outline(reading))
    assert memorandum is not None
    return memorandum


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("founded", ["2018-01-04"]),
        ("founder", ["Αθηναίων", "Θεσσαλονίκης"]),
        ("text_date", ["2024-06-17"]),
        ("member_announced_count", ["16"]),
        ("accession", ["open_by_declaration"]),
        ("representative", ["1"]),
        ("alternate", ["1"]),
        ("duration", ["indefinite"]),
        ("exit_notice_days", ["15"]),
        ("review_interval_years", ["2"]),
    ],
)
def test_serres_states(serres: Memorandum, kind: str, expected: list[str]) -> None:
    assert values(serres, kind) == expected


def test_serres_lists(serres: Memorandum) -> None:
    assert values(serres, "member") == [
        "Αγίου Δημητρίου", "Δέλτα", "Ηράκλειου", "Ιωαννιτών", "Καλαμαριάς", "Καρδίτσας", "Κατερίνης", "Λαρισαίων",
        "Λεβαδέων", "Νεάπολης-Συκεών", "Ν. Φιλαδέλφειας-Ν. Χαλκηδόνας", "Πειραιά", "Τήλου", "Τρικκαίων", "Τρίπολης",
        "Χανίων",
    ]  # fmt: skip
    activities, pillars = values(serres, "activity"), values(serres, "pillar")
    assert len(activities) == 8
    assert len(pillars) == 3
    assert activities[3].startswith("Στον εντοπισμό"), "the memorandum's own words, not the proposal's"
    assert pillars[2].endswith("επικοινωνίας")
    assert serres.network is not None
    assert serres.network.value == "Δίκτυο Πόλεων για την Ένταξη"
    assert all(c.place == "memorandum" for c in serres.commitments)


def test_every_clause_leads_back_to_its_words(serres: Memorandum) -> None:
    reading = Reading(open_document(SERRES))
    for c in serres.commitments:
        words = reading.evidence(c.span.start, c.span.end)
        assert words, c
        if c.kind in ("member", "founder"):
            assert words[0]["text"] == c.value


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("founded", ["2015-03-03"]),
        ("founder", ["Ασπροχωρίου", "Νέας Βραχιάς", "Αγ. Πέτρου - Ν. Μύλου"]),
        ("member_announced_count", ["5"]),
        ("member", ["Ασπροχωρίου", "Νέας Βραχιάς", "Αγ. Πέτρου - Ν. Μύλου", "Λιμνών", "Καστέλλας"]),
        ("text_date", ["2022-05-03"]),
        (
            "activity",
            ["Εκπόνηση κοινών σχεδίων για την προσαρμογή στην κλιματική αλλαγή", "Κοινές προμήθειες ενέργειας"],
        ),
        ("pillar", []),
        ("accession", ["by_approval"]),
        ("representative", ["2"]),
        ("alternate", []),
        ("duration", ["P3Y"]),
        ("exit_notice_days", []),
        ("exit_notice_working_days", ["30"]),
        ("review_interval_years", ["3"]),
    ],
)
def test_another_network_in_other_words(kind: str, expected: list[str]) -> None:
    assert values(memorandum_of(CLIMATE), kind) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("founded", ["2019-03"]),
        ("founder", ["Πηγών", "Ρεμάτων"]),
        ("member_announced_count", ["12"]),
        ("text_date", []),
        ("pillar", ["εξοικονόμηση νερού", "δίκτυα ύδρευσης", "ενημέρωση"]),
        ("duration", ["P2Y"]),
        ("exit_notice_days", []),
        ("exit_notice_months", ["1"]),
        ("accession", ["open_by_declaration"]),
        ("representative", ["1"]),
        ("alternate", ["1"]),
        ("review_interval_years", []),
    ],
)
def test_a_draft_inside_the_proposal(kind: str, expected: list[str]) -> None:
    assert values(memorandum_of(IN_THE_PROPOSAL), kind) == expected


def test_what_only_the_proposal_says_is_marked() -> None:
    text = """\
Ο Πρόεδρος εισηγήθηκε ότι το Δίκτυο Πόλεων για το Νερό δημιουργήθηκε το 2019 από τους Δήμους Πηγών και Ρεμάτων.

ΑΠΟΦΑΣΙΖΕΙ ΟΜΟΦΩΝΑ
Εγκρίνει το μνημόνιο.

ΜΝΗΜΟΝΙΟ ΣΥΝΕΡΓΑΣΙΑΣ
μεταξύ των μελών του Δικτύου Πόλεων για το Νερό
Το μνημόνιο ισχύει επ' αόριστον.
"""
    memorandum = memorandum_of(text)
    assert memorandum is not None
    assert [(c.kind, c.value, c.place) for c in memorandum.commitments] == [
        ("duration", "indefinite", "memorandum"),
        ("founded", "2019", "document"),
        ("founder", "Πηγών", "document"),
        ("founder", "Ρεμάτων", "document"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "ΑΠΟΦΑΣΙΖΕΙ ΟΜΟΦΩΝΑ\nΕγκρίνει τη συμμετοχή στο Δίκτυο Πόλεων για το Νερό, που ιδρύθηκε το 2019.",
        "ΜΝΗΜΟΝΙΟ ΣΥΝΕΡΓΑΣΙΑΣ\nμεταξύ του Δήμου Πηγών και του Πανεπιστημίου\nΤο μνημόνιο ισχύει επ' αόριστον.",
        "να υπογράψει το\nμνημόνιο συνεργασίας του Δικτύου Πόλεων, το οποίο ισχύει επ' αόριστον.",
    ],
    ids=["no memorandum", "not of a network", "a wrapped sentence"],
)
def test_no_memorandum(text: str) -> None:
    assert memorandum_of(text) is None


def test_words_that_disagree_with_digits_are_not_a_number() -> None:
    text = (
        "ΜΝΗΜΟΝΙΟ ΣΥΝΕΡΓΑΣΙΑΣ\nΔικτύου Πόλεων για το Νερό\n"
        "Η καταγγελία γίνεται δεκαπέντε (20) ημέρες πριν. Το μνημόνιο ισχύει επ' αόριστον."
    )
    assert values(memorandum_of(text), "exit_notice_days") == []


def test_the_record_holds_every_clause(serres: Memorandum) -> None:
    record = memorandum_record(serres)
    assert record is not None
    assert len(record["commitments"]) == len(serres.commitments)
    assert memorandum_record(None) is None


def _damaged(text: str, *, nfd: bool, crlf: bool, breaks: bool, upper: bool) -> str:
    if upper:
        text = text.upper()
    if nfd:
        text = unicodedata.normalize("NFD", text)
    if breaks:
        text = text.replace("\n\n", "\n\f", 1)
    return text.replace("\n", "\r\n") if crlf else text


@settings(max_examples=12, deadline=None)
@given(nfd=st.booleans(), crlf=st.booleans(), breaks=st.booleans())
def test_letters_and_line_ends_change_nothing(nfd: bool, crlf: bool, breaks: bool) -> None:
    plain = memorandum_of(CLIMATE)
    damaged = memorandum_of(_damaged(CLIMATE, nfd=nfd, crlf=crlf, breaks=breaks, upper=False))
    assert plain is not None
    assert damaged is not None
    assert [(c.kind, c.value) for c in damaged.commitments] == [(c.kind, c.value) for c in plain.commitments]


def test_capitals_lose_names_but_invent_nothing() -> None:
    plain, capitals = (
        memorandum_of(CLIMATE),
        memorandum_of(_damaged(CLIMATE, nfd=False, crlf=False, breaks=False, upper=True)),
    )
    assert plain is not None
    assert capitals is not None
    known = {(c.kind, c.value.upper()) for c in plain.commitments}
    assert {(c.kind, c.value.upper()) for c in capitals.commitments} <= known


def test_an_embedded_decision_does_not_speak_for_this_document() -> None:
    quoted = "Το Δίκτυο Πόλεων για το Νερό δημιουργήθηκε το 2009 από τους Δήμους Πηγών και Ρεμάτων.\n\n"
    own = "ΜΝΗΜΟΝΙΟ ΣΥΝΕΡΓΑΣΙΑΣ\nτων μελών του Δικτύου Πόλεων για το Νερό\nΤο μνημόνιο ισχύει επ' αόριστον.\n"
    reading = Reading(document_of("a.txt", (quoted + own).encode()))
    spans = outline(reading)
    assert values(read_memorandum(reading, replace(spans, embedded=())), "founded") == ["2009"]
    committee = Embedded(Span(0, len(quoted)), "municipal_committee", None)
    assert values(read_memorandum(reading, replace(spans, embedded=(committee,))), "founded") == []


@pytest.mark.parametrize(
    ("words", "founded"),
    [
        ("την 77/11-09-2024 εισήγηση, η οποία έχει ως εξής: «Το Δίκτυο Πόλεων συγκροτήθηκε το 2018", "2018"),
        ("Στις 3.2.2016 οι Δήμοι Πηγών και Ρεμάτων ίδρυσαν το Δίκτυο για την περίοδο έως το 2020", "2016-02-03"),
        ("Το Δίκτυο Πόλεων για το Νερό ιδρύθηκε από τους Δήμους Πηγών και Ρεμάτων στις 4 Μαΐου του 2015", "2015-05-04"),
        ("Με την 5/2-2-2022 απόφαση. Το Δίκτυο Πόλεων ιδρύθηκε από τους Δήμους Πηγών και Ρεμάτων", None),
    ],
)
def test_the_founding_date_goes_with_its_verb(words: str, founded: str | None) -> None:
    annexed = "ΜΝΗΜΟΝΙΟ ΣΥΝΕΡΓΑΣΙΑΣ\nτου Δικτύου Πόλεων\nΤο μνημόνιο ισχύει επ' αόριστον.\n"
    text = f"Ο Πρόεδρος έθεσε υπόψη {words}.\n\n{annexed}"
    assert values(memorandum_of(text), "founded") == ([founded] if founded else [])


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("founded", ["2012"]),
        ("founder", ["Βόλου"]),
        ("member_announced_count", ["7"]),
        ("member", ["Βόλου", "Άρτας", "Τρικκαίων", "Λαρισαίων", "Ν. Προποντίδας", "Σερρών", "Αγρινίου"]),
        ("text_date", ["2021-03-05"]),
        ("activity", ["καθαρισμός κοίτης", "περιπατητικές διαδρομές", "εκπαίδευση"]),
        ("pillar", ["Νερό", "Φύση"]),
        ("accession", ["by_approval"]),
        ("representative", ["2"]),
        ("alternate", []),
        ("duration", ["P5Y"]),
        ("exit_notice_days", ["30"]),
        ("review_interval_years", ["1"]),
    ],
)
def test_articles_bullets_and_a_running_line_between_them(kind: str, expected: list[str]) -> None:
    assert values(memorandum_of(RIVERS), kind) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("founded", ["2018-01-04"]),
        ("member_announced_count", []),
        ("pillar", ["εργασία", "στέγη", "υγεία"]),
        ("accession", ["open_by_declaration"]),
        ("duration", ["P2Y"]),
        ("exit_notice_months", ["1"]),
        ("review_interval_years", ["2"]),
    ],
)
def test_numbered_clauses_and_a_committee_that_is_not_the_network(kind: str, expected: list[str]) -> None:
    assert values(memorandum_of(TERSE), kind) == expected


def test_the_network_is_named_in_the_nominative() -> None:
    for text, name in ((RIVERS, "Δίκτυο Πόλεων με Ποτάμια"), (TERSE, "Δίκτυο Πόλεων για την Ένταξη")):
        memorandum = memorandum_of(text)
        assert memorandum is not None
        assert memorandum.network is not None
        assert memorandum.network.value == name
