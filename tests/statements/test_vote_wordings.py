"""Outcomes, counts and dissent in wordings of many councils: the same vote, said otherwise."""

from __future__ import annotations

import pytest

from tests.statements.test_vote import MAJORITY, TWO, Expected, read

UNNAMED = ("unattributed_dissent",)
TEN_TO_TWO = """\
10-2
10 – 2
(10 υπέρ – 2 κατά)
(10 υπέρ, 2 κατά)
με ψήφους 10 έναντι 2
με ψήφους 10 - 2
10 ναι και 2 όχι
με 10 θετικές και 2 αρνητικές ψήφους
με αποτέλεσμα 10 υπέρ και 2 κατά
ψήφοι υπέρ 10, ψήφοι κατά 2
υπέρ ψήφισαν 10 μέλη, κατά 2 μέλη
(Υπέρ: δέκα [10], Κατά: δύο [2])
με δέκα (10) ψήφους υπέρ και δύο (2) ψήφους κατά
10 ΥΠΕΡ/2 ΚΑΤΑ
με ψήφους δέκα υπέρ και δύο κατά επί συνόλου δώδεκα παρόντων
ΥΠΕΡ=10, ΚΑΤΑ=2
υπέρ δέκα (10) ψήφοι και κατά δύο (2) ψήφοι
με ψήφους υπέρ 10 (δέκα) και κατά 2 (δύο)
με πλειοψηφία 10 ψήφων έναντι 2
ΑΠΟΤΕΛΕΣΜΑ: ΝΑΙ 10 – ΟΧΙ 2"""

OTHER_COUNTS = [
    ("με 10 ψήφους υπέρ και με δύο αποχές", "unopposed", {"for": 10, "abstain": 2}),
    ("με δύο (2) αποχές", "unopposed", {"abstain": 2}),
    ("(9 υπέρ – 2 κατά – 1 λευκό)", "contested", {"for": 9, "against": 2, "blank": 1}),
    ("Υπέρ: 9 | Κατά: 2 | Παρών: 1", "contested", {"for": 9, "against": 2, "present": 1}),
    ("ΥΠΕΡ 10 – ΚΑΤΑ 2 – ΛΕΥΚΑ 0", "contested", {"for": 10, "against": 2, "blank": 0}),
    ("ΥΠΕΡ: 10, ΚΑΤΑ: 2, ΑΠΟΧΕΣ: ΚΑΜΙΑ", "contested", {"for": 10, "against": 2, "abstain": 0}),
]

AGAINST = """\
με αρνητική ψήφο των κ.κ. Δρόσου και Ζήση
με την αρνητική ψήφο των δημοτικών συμβούλων κ. Δρόσου και κ. Ζήση
(κατά οι κ.κ. Δρόσος και Ζήσης)
Κατά: Δρόσος, Ζήσης
διαφωνούντων των κ.κ. Δρόσου Ανδρέα και Ζήση Θωμά
Αντίθετοι οι κ.κ. Δρόσος Ανδρέας και Ζήσης Θωμάς
αντιτιθέμενων των κ.κ. Δρόσου και Ζήση
(μειοψηφία: Δρόσος Ανδρέας, Ζήσης Θωμάς)
με μειοψηφήσαντες τους κ.κ. Δρόσο Ανδρέα και Ζήση Θωμά
Καταψήφισαν: 1) Δρόσος Ανδρέας 2) Ζήσης Θωμάς
Μειοψηφούν οι σύμβουλοι Δρόσος Ανδρέας και Ζήσης Θωμάς
καταψηφιζόντων των κ.κ. Δρόσου και Ζήση
Οι κ.κ. Δρόσος και Ζήσης τάχθηκαν κατά.
Ψηφίζουν ΟΧΙ οι κ.κ. Δρόσος και Ζήσης
Οι δημοτικοί σύμβουλοι Δρόσος Ανδρέας και Ζήσης Θωμάς δεν συμφωνούν και καταψηφίζουν.
Οι σύμβουλοι κ.κ. Δρόσος και Ζήσης έδωσαν αρνητική ψήφο.
έχοντας αντίθετη γνώμη οι κ.κ. Δρόσος και Ζήσης
με την ψήφο κατά των κ.κ. Δρόσου και Ζήση
Αρνητικά ψήφισαν οι κ.κ. Δρόσος Ανδρέας & Ζήσης Θωμάς
Ο κ. Δρόσος και ο κ. Ζήσης μειοψήφησαν.
Κατά ψήφισαν οι κ.κ.:¶1. Δρόσος Ανδρέας¶2. Ζήσης Θωμάς
Μειοψήφησαν οι σύμβουλοι:¶- Δρόσος Ανδρέας¶- Ζήσης Θωμάς"""

NOT_FOR = """\
blank: Λευκό ψήφισαν οι κ.κ. Δρόσος και Ζήσης
blank: με λευκή ψήφο των κ.κ. Δρόσου και Ζήση
blank: Οι κ.κ. Δρόσος και Ζήσης ψήφισαν ΛΕΥΚΟ
present: Παρόντες δήλωσαν οι κ.κ. Δρόσος και Ζήσης
present: Οι κ.κ. Δρόσος και Ζήσης ψήφισαν παρών
present: δηλώνοντας παρόντες οι κ.κ. Δρόσος και Ζήσης
abstain: Οι κ.κ. Δρόσος και Ζήσης απείχαν της ψηφοφορίας
abstain: με την αποχή των κ.κ. Δρόσου και Ζήση
abstain: απέχοντες οι κ.κ. Δρόσος και Ζήσης
abstain: Δεν μετείχαν στην ψηφοφορία οι κ.κ. Δρόσος και Ζήσης
abstain: Οι κ.κ. Δρόσος και Ζήσης δήλωσαν αποχή
abstain: Οι κ.κ. Δρόσος και Ζήσης δεν ψήφισαν
abstain: Οι κ.κ. Δρόσος και Ζήσης αρνήθηκαν ψήφο"""

UNANIMOUS = """\
ομόφωνα αποφασίζει και εγκρίνει
Αποφασίζουμε ομόφωνα
Αποφασίζει, ομόφωνα,
Αποφασίζει με ομοφωνία
αποφασίζει με ομόφωνη απόφαση
Ομόφωνα και παμψηφεί αποφασίζει
ΑΠΟΦΑΣΙΖΕΙ ΟΜΟΘΥΜΑ
αποφασίζει παμψηφεί
αποφασίζει διά βοής ομόφωνα
Αποφασίζει (ομόφωνα):
ΑΠΟΦΑΣΙΖΕΙ - ΟΜΟΦΩΝΑ
Παίρνει ομόφωνα την απόφαση
λαμβάνει ομόφωνη απόφαση:
Ομόφωνα, οι παρόντες, αποφασίζουν
ομόφωνα αποφαίνεται
με ομοφωνία των παρόντων αποφασίζει"""

BY_MAJORITY = """\
αποφασίζει πλειοψηφικά
αποφασίζει διά πλειοψηφίας
κατά πλειοψηφίαν αποφασίζει
ΑΠΟΦΑΣΙΖΕΙ ΜΕ ΠΛΕΙΟΨΗΦΙΑ
αποφασίζει κατά σχετική πλειοψηφία
αποφασίζει με την πλειοψηφία των μελών του
αποφασίζει κατά οριακή πλειοψηφία"""

RESULTS = """\
rejected: Δεν αποδέχεται την πρόταση
rejected: Απορρίπτεται η εισήγηση
rejected: Καταψηφίζει τον κανονισμό
rejected: Τη μη έγκριση του κανονισμού
postponed: Αναβάλλεται η συζήτηση του θέματος
postponed: Την αναβολή λήψης απόφασης για επόμενη συνεδρίαση
postponed: Μεταθέτει τη συζήτηση του θέματος σε επόμενη συνεδρίαση
postponed: Παραπέμπει το θέμα σε επόμενη συνεδρίαση
withdrawn: Το θέμα αποσύρεται
withdrawn: Την απόσυρση του θέματος"""

RIVALS = """\
Η πρώτη πρόταση (της υπηρεσίας) έλαβε εννέα (9) ψήφους. Η δεύτερη πρόταση έλαβε τρεις (3) ψήφους.
Η πρόταση του Προέδρου έλαβε 9 ψήφους και η πρόταση του κ. Δρόσου 3 ψήφους.
Πρόταση Α: 9 ψήφοι. Πρόταση Β: 3 ψήφοι.
Υπέρ της πρότασης Α τάχθηκαν 9 μέλη. Υπέρ της πρότασης Β τάχθηκαν τρεις (3)."""


ELSEWHERE = """\
Ο Πρόεδρος ανέγνωσε το άρθρο 5: «Οι αποφάσεις λαμβάνονται κατά πλειοψηφία. Οι λευκές ψήφοι δεν προσμετρώνται.»
Με την υπ' αριθμ. 12/2023 απόφαση, που λήφθηκε κατά πλειοψηφία, είχε εγκριθεί το σχέδιο.
Η Οικονομική Επιτροπή με την 45/2023 απόφασή της, κατά πλειοψηφία, εισηγήθηκε την έγκριση.
Η Επιτροπή Ποιότητας Ζωής ομόφωνα εισηγήθηκε με ψήφους 5 υπέρ και 2 κατά.
Το Σώμα αποφάσισε κατά πλειοψηφία τη συζήτηση του θέματος ως κατεπείγοντος.
Ο κ. Δρόσος είπε ότι «θα ψηφίσω κατά αν δεν αλλάξει», και στη συνέχεια πείστηκε.
Ο κ. Δρόσος ρώτησε αν θα ψηφιστεί κατά πλειοψηφία ή ομόφωνα.
Κατά το άρθρο 74 του ν. 4555/2018 οι αποφάσεις λαμβάνονται με την απόλυτη πλειοψηφία των παρόντων μελών.
Το 2019 το Συμβούλιο είχε απορρίψει ομόφωνα παρόμοια πρόταση.
Η τροπολογία του κ. Ζήση τέθηκε σε ψηφοφορία και απορρίφθηκε με 10 ψήφους κατά και 2 υπέρ.
Στον διαγωνισμό συμμετείχαν 5 εταιρείες, υπέρ της πρώτης συγκεντρώθηκαν 10 βαθμοί.
Ο κ. Δρόσος δήλωσε ότι είναι κατά των πλαστικών, αλλά ψηφίζει υπέρ.
Ο κ. Ζήσης τοποθετήθηκε υπέρ και ο κ. Δρόσος κατά της μελέτης, κατέληξαν όμως σε συμφωνία.
Επικυρώθηκαν ομόφωνα τα πρακτικά της προηγούμενης συνεδρίασης, με μία αποχή."""


@pytest.mark.parametrize("words", ELSEWHERE.splitlines())
def test_what_is_told_of_another_vote_is_none_of_this_one(words: str) -> None:
    assert read(debate=words) == Expected()


def lines(text: str) -> list[str]:
    return [line.replace("¶", "\n") for line in text.splitlines()]


def labelled(text: str) -> list[tuple[str, ...]]:
    return [tuple(line.split(": ", 1)) for line in lines(text)]


@pytest.mark.parametrize("words", lines(TEN_TO_TWO))
def test_ten_to_two(words: str) -> None:
    expected = Expected("majority", "contested", tally={"for": 10, "against": 2}, derived=0, findings=UNNAMED)
    assert read(outcome=f"{MAJORITY}\n{words}") == expected


@pytest.mark.parametrize(("words", "unanimity", "tally"), OTHER_COUNTS)
def test_counts_of_other_choices(words: str, unanimity: str, tally: dict[str, int]) -> None:
    expected = Expected("majority", unanimity, tally=tally, derived=0, findings=UNNAMED)
    assert read(outcome=f"{MAJORITY}\n{words}") == expected


@pytest.mark.parametrize("words", lines(AGAINST))
def test_two_against(words: str) -> None:
    expected = Expected("majority", "contested", stated=TWO, derived=10)
    assert read(outcome=f"{MAJORITY}\n{words}") == expected


@pytest.mark.parametrize(("choice", "words"), labelled(NOT_FOR))
def test_two_neither_for_nor_against(choice: str, words: str) -> None:
    expected = Expected(unanimity="unopposed", stated={"Δρόσος": choice, "Ζήσης": choice}, derived=10)
    assert read(outcome=f"ΑΠΟΦΑΣΙΖΕΙ ΟΜΟΦΩΝΑ\n{words}") == expected


@pytest.mark.parametrize("words", lines(UNANIMOUS))
def test_unanimous(words: str) -> None:
    assert read(outcome=words) == Expected()


def test_unanimous_with_so_many_votes() -> None:
    assert read(outcome="αποφασίζει ομόφωνα με δώδεκα (12) ψήφους") == Expected(tally={"for": 12})


def test_everybody_agreed_without_the_word() -> None:
    assert read(outcome="αποφασίζει με σύμφωνη γνώμη όλων των μελών") == Expected(None)


@pytest.mark.parametrize("words", lines(BY_MAJORITY))
def test_by_majority(words: str) -> None:
    assert read(outcome=words) == Expected("majority", "contested", derived=0, findings=UNNAMED)


@pytest.mark.parametrize(("result", "words"), labelled(RESULTS))
def test_results(result: str, words: str) -> None:
    assert read(clauses=f"{words}.") == Expected(result=result, derived=0 if result == "rejected" else 12)


@pytest.mark.parametrize(
    "words", ["Κατόπιν αυτού το θέμα ΑΠΟΣΥΡΕΤΑΙ από την ημερήσια διάταξη.", "Το 9ο θέμα αποσύρεται."]
)
def test_taken_off_the_agenda_without_a_decision(words: str) -> None:
    found = read(debate=words, preamble="", outcome="", clauses="", end="")
    assert (found.outcome, found.result) == (None, None if "9ο" in words else "withdrawn")


def test_dissent_after_a_clause_without_a_verb() -> None:
    clauses = "υπέρ της μονοδρόμησης της οδού Σμύρνης, από την οδό Αϊβαλή έως την πλατεία.\nΜειοψηφούσης της κ. Ιατρού"
    found = read(outcome="γνωμοδοτεί κατά πλειοψηφία", clauses=clauses + ". «Παρών» δήλωσε ο κ. Καρράς.")
    assert (found.stated, found.derived) == ({"Ιατρού": "against", "Καρράς": "present"}, 10)


@pytest.mark.parametrize("words", lines(RIVALS))
def test_votes_for_the_proposal_that_lost_are_against(words: str) -> None:
    tally = {"for": 9, "against": 3}
    assert read(debate=words, outcome=MAJORITY) == Expected(
        "majority", "contested", tally=tally, derived=0, findings=UNNAMED
    )


def test_those_named_for_the_proposal_that_lost() -> None:
    debate = "Η πρώτη πρόταση έλαβε εννέα (9) ψήφους. Η δεύτερη έλαβε, ως πρόταση της μειοψηφίας, τρεις (3) ψήφους."
    assert read(debate=debate, outcome=MAJORITY).derived == 0
    debate = "Η πρώτη πρόταση έλαβε εννέα (9) ψήφους. Η δεύτερη πρόταση έλαβε τρεις (3) ψήφους, των κ.κ. Δρόσου, "
    found = read(debate=debate + "Ζήση και Ιατρού.", outcome=MAJORITY)
    assert (found.stated, found.derived, found.findings) == ({**TWO, "Ιατρού": "against"}, 9, ())
