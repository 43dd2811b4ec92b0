"""Headers and convening sentences in the forms clerks use."""

from __future__ import annotations

from typing import Any

import pytest

from cni_analytics.statements.header import fold_ada
from tests.statements import made
from tests.statements.test_vote import record

COUNTS = "\nΔιαπιστώθηκε απαρτία, αφού σε σύνολο 15 μελών ήταν παρόντα 12, ήτοι:"


def said(record: dict[str, Any]) -> dict[str, Any]:
    session, item = record["session"], record["agenda_item"] or {}
    return {
        "municipality": record["municipality"],
        "body": record["body"],
        "ada": record["document"]["ada"],
        "decision": tuple((record["decision"] or {}).values()) or None,
        "number": session["number"],
        "date": session["date"],
        "time": session["time"],
        "kind": session["kind"],
        "format": session["format"],
        "item": (item.get("number"), item.get("out_of_agenda")),
        "subject": record["subject"],
        "findings": [f["code"] for f in record["findings"] if f["severity"] != "info"],
    }


CLEAN = {
    "municipality": "Πετροχωρίου",
    "body": "municipal_council",
    "ada": None,
    "decision": (61, 2023),
    "number": 7,
    "date": "2023-05-10",
    "time": "18:00",
    "kind": "regular",
    "format": None,
    "item": (3, False),
    "subject": "Έγκριση κανονισμού άρδευσης",
    "findings": [],
}

HEADERS = {
    "clean": ({}, {}),
    "number without a year, subject on its own lines": (
        {
            "header": "ΔΗΜΟΣ ΠΕΤΡΟΧΩΡΙΟΥ\nΑΡΙΘΜ. ΑΠΟΦ: 61\nΘΕΜΑ 4ο\nΈγκριση κανονισμού\nάρδευσης",
            "session": "Στο Πετροχώρι σήμερα την 10η του μηνός Μαΐου του έτους 2023 ημέρα Τετάρτη και ώρα 18:00΄ μ.μ. "
            "συνήλθε σε έκτακτη συνεδρίαση το Δημοτικό Συμβούλιο του Δήμου Πετροχωρίου" + COUNTS,
            "end": "",
        },
        {"number": None, "kind": "extraordinary", "item": (4, False)},
    ),
    "decision of a numbered minute": (
        {
            "header": "ΕΛΛΗΝΙΚΗ ΔΗΜΟΚΡΑΤΙΑ           ΑΔΑ: ΨΘ82ΩΡΦ-7ΑΙ\nΔΗΜΟΣ ΝΕΑΣ ΠΕΤΡΑΣ – ΑΝΩ ΧΩΡΙΟΥ\n"
            "ΑΠΟΦΑΣΗ ΑΡΙΘ. 34 ΑΠΟ ΤΟ ΥΠ' ΑΡΙΘ. 5/2023 ΠΡΑΚΤΙΚΟ\n"
            "ΤΗΣ ΣΥΝΕΔΡΙΑΣΗΣ ΤΟΥ ΔΗΜΟΤΙΚΟΥ ΣΥΜΒΟΥΛΙΟΥ\nΠΕΡΙΛΗΨΗ: Έγκριση μελέτης",
            "session": "Στη Νέα Πέτρα, στις 10 Μαΐου 2023 ημέρα Τετάρτη και ώρα 19:00, το Δημοτικό Συμβούλιο "
            "Νέας Πέτρας – Άνω Χωρίου συνήλθε σε τακτική δημόσια συνεδρίαση" + COUNTS,
            "end": "",
        },
        {
            "municipality": "Νέας Πέτρας – Άνω Χωρίου",
            "ada": "ΨΘ82ΩΡΦ-7ΑΙ",
            "decision": (34, 2023),
            "number": 5,
            "time": "19:00",
            "subject": "Έγκριση μελέτης",
        },
    ),
    "minute and decision on one line, a committee": (
        {
            "header": "ΔΗΜΟΣ ΠΕΤΡΟΧΩΡΙΟΥ\nΟΙΚΟΝΟΜΙΚΗ ΕΠΙΤΡΟΠΗ\nΑριθ. Πρακτικού: 12/ Αριθ. Απόφασης: 45/2023\n"
            "ΘΕΜΑ: «Έγκριση πρακτικού»",
            "session": "Στο Πετροχώρι, σήμερα Τετάρτη 10 Μαΐου 2023 και ώρα 12:00 μ. συνήλθε σε τακτική συνεδρίαση "
            "η Οικονομική Επιτροπή του Δήμου Πετροχωρίου" + COUNTS,
            "end": "",
        },
        {
            "body": "economic_committee",
            "decision": (45, 2023),
            "number": 12,
            "time": "12:00",
            "subject": "Έγκριση πρακτικού",
        },
    ),
    "the session's number stands beside the minute's": (
        {
            "header": "ΔΗΜΟΣ ΠΕΤΡΟΧΩΡΙΟΥ\nΑπόσπασμα από το 13ο/2023 Πρακτικό\nτης 10ης Τακτικής συνεδρίασης του Δ.Σ. "
            "έτους 2023\n45/2023 Α.Δ.Σ.\nΘΕΜΑ: Έγκριση μελέτης\n\nΟ Δήμος Πετροχωρίου",
            "end": "",
        },
        {"decision": (45, 2023), "number": 10, "subject": "Έγκριση μελέτης"},
    ),
    "a community": (
        {
            "header": "ΔΗΜΟΣ ΠΕΤΡΟΧΩΡΙΟΥ\nΔΗΜΟΤΙΚΗ ΚΟΙΝΟΤΗΤΑ ΑΝΩ ΒΡΥΣΗΣ\n286 ΑΚΣ\n"
            "Από το υπ' αριθμ. 9/10-05-2023 πρακτικό συνεδρίασης του Συμβουλίου της "
            "Δημοτικής Κοινότητας Άνω Βρύσης του Δήμου Πετροχωρίου\n"
            "Θέμα 2ο: Γνωμοδότηση για τη λαϊκή αγορά",
            "session": "Στην Άνω Βρύση, σήμερα 10/05/2023 ημέρα Τετάρτη και ώρα 19:30 συνεδρίασε το Συμβούλιο της "
            "Δημοτικής Κοινότητας Άνω Βρύσης" + COUNTS,
            "end": "",
        },
        {
            "body": "community_council",
            "decision": (286, 2023),
            "number": 9,
            "time": "19:30",
            "kind": None,
            "item": (2, False),
            "subject": "Γνωμοδότηση για τη λαϊκή αγορά",
        },
    ),
    "two columns of header": (
        {
            "header": "ΕΛΛΗΝΙΚΗ ΔΗΜΟΚΡΑΤΙΑ                         Πετροχώρι, 12 Μαΐου 2023\n"
            "ΔΗΜΟΣ ΠΕΤΡΟΧΩΡΙΟΥ                           Αρ. Πρωτ.: 5123\n"
            "Ταχ. Δ/νση: Πλατεία 1                       Αριθμός Απόφασης: 61/2023\n"
            "                                            ΘΕΜΑ: Έγκριση μελέτης για το έργο\n"
            "                                            της αποχέτευσης\n"
            "ΑΠΟΣΠΑΣΜΑ ΑΠΟ ΤΟ ΠΡΑΚΤΙΚΟ Νο 7/10-5-2023\n"
            "ΤΗΣ ΣΥΝΕΔΡΙΑΣΗΣ ΤΟΥ ΔΗΜΟΤΙΚΟΥ ΣΥΜΒΟΥΛΙΟΥ Πετροχωρίου",
        },
        {"subject": "Έγκριση μελέτης για το έργο της αποχέτευσης"},
    ),
    "misprinted day": (
        {
            "session": "Στο Πετροχώρι σήμερα 10.052023 ημέρα Τετάρτη και ώρα 7 μ.μ. συνήλθε το Δημοτικό Συμβούλιο"
            + COUNTS
        },
        {"time": "19:00"},
    ),
    "out of the agenda": (
        {"header": made.HEADER.replace("ΘΕΜΑ:", "ΘΕΜΑ 1ο (Εκτός Ημερήσιας Διάταξης):")},
        {"item": (1, True)},
    ),
    "the second item out of the agenda": (
        {"item": "Ο Πρόεδρος εισηγήθηκε το 2ο εκτός ημερήσιας διάταξης θέμα και είπε τα εξής: χρειάζεται απόφαση."},
        {"item": (2, True)},
    ),
    "the only item out of the agenda": (
        {"item": "Ο Πρόεδρος εισηγήθηκε το μοναδικό εκτός ημερήσιας διάταξης θέμα και είπε ότι χρειάζεται απόφαση."},
        {"item": (None, True)},
    ),
    "a corrected copy with its own date": (
        {"header": "ΟΡΘΗ ΕΠΑΝΑΛΗΨΗ\nΠετροχώρι, 02-06-2023\nΑρ. Πρωτ.: 5555/02-06-2023\n" + made.HEADER},
        {},
    ),
    "a session that went on the next day": (
        {
            "session": "Στο Πετροχώρι σήμερα 10 Μαΐου 2023, ημέρα Τετάρτη και ώρα 18:00, συνήλθε το Δημοτικό Συμβούλιο "
            "σε τακτική συνεδρίαση, η οποία συνεχίστηκε την 11η Μαΐου 2023." + COUNTS
        },
        {},
    ),
    "a subject that cites a decision": (
        {
            "header": made.HEADER.replace(
                "Έγκριση κανονισμού άρδευσης", "Τροποποίηση της αριθμ. απόφασης 45/2021 (ΑΔΑ: ΩΨΧ7ΩΡΦ-ΑΒΓ)"
            )
        },
        {"subject": "Τροποποίηση της αριθμ. απόφασης 45/2021 (ΑΔΑ: ΩΨΧ7ΩΡΦ-ΑΒΓ)"},
    ),
    "the number only after the clauses": (
        {"header": "ΔΗΜΟΣ ΠΕΤΡΟΧΩΡΙΟΥ\nΔΗΜΟΤΙΚΟ ΣΥΜΒΟΥΛΙΟ\nΑρ. Πρωτ.: 31877/2023\nΘΕΜΑ: Έγκριση μελέτης Πετροχωρίου"},
        {"number": None, "subject": "Έγκριση μελέτης Πετροχωρίου"},
    ),
    "decision of another year": (
        {"header": made.HEADER.replace("61/2023", "61/2022"), "end": ""},
        {"decision": (61, 2022), "findings": ["year_mismatch"]},
    ),
    "session of another year": (
        {"header": made.HEADER.replace("7ης/2023", "7ης/2022")},
        {"findings": ["year_mismatch"]},
    ),
    "weekday of another day": (
        {"session": made.SESSION.replace("Τετάρτη", "Πέμπτη")},
        {"findings": ["weekday_mismatch"]},
    ),
    "copy made before the session": (
        {"closing": made.CLOSING.replace("15-05-2023", "08-05-2023")},
        {"findings": ["signed_before_session"]},
    ),
    "no number": (
        {"header": made.HEADER.replace("Αριθμός Απόφασης: 61/2023", ""), "end": ""},
        {"decision": None, "findings": ["missing_decision_number"]},
    ),
    "no day": (
        {
            "session": "Στο Πετροχώρι συνήλθε σε τακτική συνεδρίαση το Δημοτικό Συμβούλιο, ύστερα από την "
            "4120/5-5-2023 πρόσκληση του Προέδρου του." + COUNTS
        },
        {"date": None, "time": None, "findings": ["missing_session_date"]},
    ),
}


@pytest.mark.parametrize(("parts", "differs"), HEADERS.values(), ids=HEADERS.keys())
def test_header(parts: dict[str, str], differs: dict[str, Any]) -> None:
    assert said(record(**parts)) == {**CLEAN, **differs}


@pytest.mark.parametrize(
    ("words", "kind", "form"),
    [
        ("τακτική δια ζώσης συνεδρίαση", "regular", "in_person"),
        ("έκτακτη συνεδρίαση μέσω τηλεδιάσκεψης", "extraordinary", "teleconference"),
        ("κατεπείγουσα μεικτή συνεδρίαση", "urgent", "hybrid"),
        ("ειδική συνεδρίαση λογοδοσίας", "special", None),
        ("τακτική συνεδρίαση με φυσική παρουσία και ταυτόχρονα με τηλεδιάσκεψη", "regular", "hybrid"),
        ("τακτική συνεδρίαση διά περιφοράς", "regular", "by_circulation"),
        ("δημόσια συνεδρίαση", None, None),
    ],
)
def test_kind_and_format(words: str, kind: str | None, form: str | None) -> None:
    header = made.HEADER.replace("τακτικής ", "")
    session = made.SESSION.replace("τακτική συνεδρίαση", words)
    found = said(record(header=header, session=session))
    assert (found["kind"], found["format"]) == (kind, form)


def test_ada_is_in_greek_capitals() -> None:
    assert fold_ada("9BΞ4ΩΣI - Φ3T") == "9ΒΞ4ΩΣΙ-Φ3Τ"


def test_municipality_without_an_accented_mention_gets_no_accents() -> None:
    header = "ΔΗΜΟΣ ΑΓΙΩΝ ΠΑΝΤΩΝ\nΑΡΙΘΜΟΣ ΑΠΟΦΑΣΗΣ 61/2023\nΠΕΡΙΛΗΨΗ: ΕΓΚΡΙΣΗ"
    assert record(header=header)["municipality"] == "Αγιων Παντων"
