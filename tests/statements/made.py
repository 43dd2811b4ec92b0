"""Invented decisions, put together from parts so that a test can change one and see what is read."""

from __future__ import annotations

from cni_analytics.statements.outline import Outline, outline
from cni_analytics.text.document import Document, Page
from cni_analytics.text.reading import Reading

MEMBERS = (
    "Αρβανίτης Πέτρος", "Βελέντζας Μάρκος", "Γκίκα Ελένη", "Δρόσος Ανδρέας", "Ευθυμίου Σοφία", "Ζήσης Θωμάς",
    "Ηλίας Κωνσταντίνος", "Θεοχάρη Μαρία", "Ιατρού Άννα", "Καρράς Νικόλαος", "Λιόλιου Δήμητρα", "Μάνθος Γεώργιος",
)  # fmt: skip
ABSENT = ("Νάστος Ηλίας", "Ξένου Βασιλική", "Οικονόμου Σταύρος")

HEADER = """ΕΛΛΗΝΙΚΗ ΔΗΜΟΚΡΑΤΙΑ
ΝΟΜΟΣ ΔΥΤΙΚΗΣ ΠΕΔΙΑΔΟΣ
ΔΗΜΟΣ ΠΕΤΡΟΧΩΡΙΟΥ

ΑΠΟΣΠΑΣΜΑ
από το πρακτικό της 7ης/2023 τακτικής συνεδρίασης του Δημοτικού Συμβουλίου Πετροχωρίου

Αριθμός Απόφασης: 61/2023

ΘΕΜΑ: Έγκριση κανονισμού άρδευσης"""

SESSION = """Στο Πετροχώρι σήμερα 10 Μαΐου 2023, ημέρα Τετάρτη και ώρα 18:00, συνήλθε σε τακτική συνεδρίαση το
Δημοτικό Συμβούλιο, ύστερα από την 4120/5-5-2023 πρόσκληση του Προέδρου του.
Διαπιστώθηκε απαρτία, αφού σε σύνολο 15 μελών ήταν παρόντα 12, ήτοι:"""

ROLL_CALL = (
    "ΠΑΡΟΝΤΕΣ\n"
    + "\n".join(f"{n}. {name}{' (Πρόεδρος)' if n == 1 else ''}" for n, name in enumerate(MEMBERS, start=1))
    + "\n\nΑΠΟΝΤΕΣ\n"
    + "\n".join(f"{n}. {name}" for n, name in enumerate(ABSENT, start=1))
    + "\n\nαν και κλήθηκαν νόμιμα."
)

ITEM = """Ο Πρόεδρος εισηγήθηκε το 3ο θέμα της ημερήσιας διάταξης και έθεσε υπόψη του Σώματος την εισήγηση:

«Σύμφωνα με το άρθρο 79 του Ν. 3463/2006 τα δημοτικά συμβούλια εκδίδουν κανονισμούς. Εισηγούμαστε την έγκριση
του κανονισμού άρδευσης, όπως τον επεξεργάστηκε η υπηρεσία.»"""

PREAMBLE = "Το Δημοτικό Συμβούλιο, αφού άκουσε την εισήγηση και είδε το άρθρο 79 του Ν. 3463/2006,"
OUTCOME = "ΑΠΟΦΑΣΙΖΕΙ ΟΜΟΦΩΝΑ"
CLAUSES = """Α) Εγκρίνει τον κανονισμό άρδευσης του Δήμου.

Β) Αναθέτει στον Δήμαρχο τις περαιτέρω ενέργειες."""
END = "Η απόφαση αυτή πήρε αριθμό 61/2023."
CLOSING = """Ο ΠΡΟΕΔΡΟΣ                 ΤΑ ΜΕΛΗ
(υπογραφή)                 (υπογραφές)

Ακριβές απόσπασμα
Πετροχώρι, 15-05-2023"""


def decision(
    *,
    header: str = HEADER,
    session: str = SESSION,
    roll_call: str = ROLL_CALL,
    moved: str = "",
    item: str = ITEM,
    debate: str = "",
    preamble: str = PREAMBLE,
    outcome: str = OUTCOME,
    clauses: str = CLAUSES,
    end: str = END,
    closing: str = CLOSING,
) -> str:
    """A whole decision; every part can be replaced."""
    parts = (header, session, roll_call, moved, item, debate, preamble, outcome, clauses, end, closing)
    return "\n\n".join(part for part in parts if part) + "\n"


def reading(text: str) -> Reading:
    """A reading of an invented document of one or more pages."""
    pages = tuple(Page(n, page) for n, page in enumerate(text.split("\f"), start=1))
    return Reading(Document("made.txt", "0" * 64, "text/plain", pages))


def divided(text: str) -> tuple[Reading, Outline]:
    """A reading and its outline."""
    read = reading(text)
    return read, outline(read)
