"""Invitations, proposals, protocol numbers and certified copies, in the forms clerks give them."""

from __future__ import annotations

import pytest

from cni_analytics.statements.acts import acts_record, read_acts
from cni_analytics.statements.outline import outline
from cni_analytics.statements.types import Act, Header
from cni_analytics.text import Reading, document_of, open_document

PAGE = """\
ΔΗΜΟΣ ΑΣΠΡΟΧΩΡΙΟΥ
{top}
Αριθμ. Απόφασης: 12/2020

ΘΕΜΑ: Έγκριση δαπάνης

Στο Ασπροχώρι σήμερα 20 Νοεμβρίου 2020, ημέρα Παρασκευή και ώρα 18:00, συνήλθε σε τακτική συνεδρίαση το Δημοτικό
Συμβούλιο Ασπροχωρίου, {invited}, σύμφωνα με το άρθρο 67 του ν. 3852/2010.

Διαπιστώθηκε απαρτία, καθώς σε σύνολο 3 μελών ήταν παρόντα 3:
ΠΑΡΟΝΤΕΣ
1. Άννα Βέργου
2. Πέτρος Λιάπης
3. Ηλίας Σαρρής

Ο Πρόεδρος έθεσε υπόψη των μελών το 3ο θέμα της ημερήσιας διάταξης και {proposed}:
«Σας εισηγούμαστε, έχοντας υπόψη την υπ' αριθμ. 1/1-1-2001 εισήγηση του Ταμείου, την έγκριση της δαπάνης για τη
συντήρηση του κλειστού γυμναστηρίου.»

Το Δημοτικό Συμβούλιο, αφού άκουσε την εισήγηση,

ΑΠΟΦΑΣΙΖΕΙ ΟΜΟΦΩΝΑ

Εγκρίνει τη δαπάνη.

Ο ΠΡΟΕΔΡΟΣ                 ΤΑ ΜΕΛΗ

{end}
"""


def acts_of(*, top: str = "", invited: str = "", proposed: str = "τα εξής", end: str = "") -> tuple[Act, ...]:
    text = PAGE.format(top=top, invited=invited, proposed=proposed, end=end)
    reading = Reading(document_of("a.txt", text.encode()))
    return read_acts(reading, outline(reading), Header())


def only(acts: tuple[Act, ...]) -> tuple[str | None, str | None, str | None] | None:
    assert len(acts) <= 1, acts
    return (acts[0].number, acts[0].date, acts[0].issuer) if acts else None


def test_serres() -> None:
    reading = Reading(open_document("data/raw/serres/2024-210.md"))
    acts = read_acts(reading, outline(reading), Header())
    assert [(a["kind"], a["number"], a["date"], a["issuer"]) for a in acts_record(acts)] == [
        ("invitation", "21814/27η", "2024-06-21", "Προέδρου του Δημοτικού Συμβουλίου"),
        ("proposal", "21759", "2024-06-21", "Διεύθυνσης Κοιν. Προστασίας Υγείας Παιδείας & Πολιτισμού"),
        ("certified_copy", None, "2024-06-27", None),
    ]
    for act in acts:
        assert reading.evidence(act.span.start, act.span.end)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("κατόπιν της αριθμ. Πρωτ.: 7622/9η/13-11-2020 έγγραφης πρόσκλησης του Προέδρου",
         ("7622/9η", "2020-11-13", "Προέδρου")),
        ("ύστερα από τη με αριθμό πρωτ. 18214/12-6-2020 πρόσκληση της Προέδρου του",
         ("18214", "2020-06-12", "Προέδρου")),
        ("μετά την 11832/04.11.2020 έγγραφη πρόσκληση", ("11832", "2020-11-04", None)),
        ("μετά από έγγραφη πρόσκληση του Προέδρου με αριθμό 5208/24-10-2020", ("5208", "2020-10-24", "Προέδρου")),
        ("με την από 13 Νοεμβρίου 2020 πρόσκληση", (None, "2020-11-13", None)),
        ("με την υπ' αριθ. 812 από 13/11/2020 ατομική πρόσκληση του Προέδρου", ("812", "2020-11-13", "Προέδρου")),
        ("με την με αρ. πρωτ. οικ. 14.433/13-11-20 πρόσκληση", ("οικ. 14.433", "2020-11-13", None)),
        ("με την υπ' αριθ. 45/2020 πρόσκληση", ("45/2020", None, None)),
        ("ύστερα από πρόσκληση του Προέδρου", None),
        ("σύμφωνα με την 12/1-2-2020 πρόσκληση εκδήλωσης ενδιαφέροντος", None),
        ("με την από 31-02-2020 πρόσκληση", None),
    ],
)  # fmt: skip
def test_invitation(words: str, expected: tuple[str | None, str | None, str | None] | None) -> None:
    assert only(acts_of(invited=words)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("την από 11-6-2020 εισήγηση της Διεύθυνσης Διοικητικών Υπηρεσιών, το κείμενο της οποίας έχει ως εξής",
         (None, "2020-06-11", "Διεύθυνσης Διοικητικών Υπηρεσιών")),
        ("την υπ' αριθμ. πρωτ. 7590/12-11-2020 εισήγηση της αντιδημάρχου Παιδείας, που είχε αποσταλεί",
         ("7590", "2020-11-12", "αντιδημάρχου Παιδείας")),
        ("την υπ' αριθμ. 21759 /12-11-2020 εισήγηση του Τμ. Εσόδων που έχει ως εξής",
         ("21759", "2020-11-12", "Τμ. Εσόδων")),
        ("την εισήγηση του Τμήματος Εσόδων με αρ. πρωτ. 33/2-11-2020", ("33", "2020-11-02", "Τμήματος Εσόδων")),
        ("την υπ' αριθμ. 5/2020 εισηγητική έκθεση της Οικονομικής Υπηρεσίας, ως εξής",
         ("5/2020", None, "Οικονομικής Υπηρεσίας")),
        ("την εισήγηση του Τμήματος Εσόδων, ως εξής", None),
    ],
)  # fmt: skip
def test_proposal_and_never_one_that_a_quotation_cites(
    words: str, expected: tuple[str | None, str | None, str | None] | None
) -> None:
    assert only(acts_of(proposed=words)) == expected


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("Αριθ. Πρωτ.: 9874/17-11-2020", [("protocol", "9874", "2020-11-17")]),
        (
            "                  Ασπροχώρι, 24 Νοεμβρίου 2020\n                  Αρ. πρωτ.: 12650",
            [("protocol", "12650", "2020-11-24")],
        ),
        ("Ασπροχώρι 24/11/2020\nΑΡΙΘΜΟΣ ΠΡΩΤΟΚΟΛΛΟΥ: οικ. 77", [("protocol", "οικ. 77", "2020-11-24")]),
        ("ΝΟΜΟΣ ΑΝΩ ΟΡΟΥΣ               Αριθ. Πρωτ. 19002", [("protocol", "19002", None)]),
        ("Αριθ. Πρωτ.: ........", []),
        ("ΟΡΘΗ ΕΠΑΝΑΛΗΨΗ 2-12-2020", [("correction", None, "2020-12-02")]),
        ("ΟΡΘΗ ΕΠΑΝΑΛΗΨΗ", [("correction", None, None)]),
    ],
)
def test_top_of_the_page(top: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert [(a.kind, a.number, a.date) for a in acts_of(top=top)] == expected


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("Ακριβές απόσπασμα\nΑσπροχώρι 24-11-2020\nΜε εντολή Δημάρχου", [("certified_copy", "2020-11-24")]),
        ("Ασπροχώρι, 24 Νοεμβρίου 2020\nΠΙΣΤΟ ΑΝΤΙΓΡΑΦΟ\nΗ Γραμματέας", [("certified_copy", "2020-11-24")]),
        ("Ασπροχώρι, 23-11-2020\n\n\nΟ Δήμαρχος\nΗλίας Σαρρής\nα.α.\nΤ.Σ.\nΑκριβές αντίγραφο\nΑσπροχώρι, 24-11-2020",
         [("signature", "2020-11-23"), ("certified_copy", "2020-11-24")]),
        ("Ακριβές απόσπασμα", []),
        ("Η προθεσμία λήγει στις 24-11-2020", []),
    ],
)  # fmt: skip
def test_foot_of_the_page(end: str, expected: list[tuple[str, str]]) -> None:
    assert [(a.kind, a.date) for a in acts_of(end=end)] == expected
