"""Decisions in the older language: other endings, other numerals, the same facts."""

from __future__ import annotations

from typing import Any

from cni_analytics.record import record_of
from cni_analytics.text.document import Document, Page
from tests.statements import made

SESSION = """Εν Πετροχωρίω σήμερον την 10ην του μηνός Μαΐου του έτους 2023, ημέραν Πέμπτην και ώραν 18:00, συνήλθεν εις
τακτικήν συνεδρίασιν το Δημοτικόν Συμβούλιον Πετροχωρίου, κατόπιν της υπ' αριθ. 4120/5-5-2023 προσκλήσεως."""
MEMBERS = "; ".join((made.MEMBERS[0] + ", Πρόεδρος", *made.MEMBERS[1:], *made.ABSENT))
LISTS = f"""ΣΥΝΘΕΣΙΣ ΤΟΥ ΣΥΜΒΟΥΛΙΟΥ: {MEMBERS}.

Διεπιστώθη νόμιμος απαρτία, καθ' όσον επί συνόλου δέκα πέντε (15) μελών ευρέθησαν παρόντα δώδεκα (12), απουσίαζον δε,
αν και εκλήθησαν νομίμως, οι κ.κ. {", ".join(made.ABSENT)}."""


def record(**parts: str) -> dict[str, Any]:
    text = made.decision(session=SESSION, **parts)
    return record_of(Document("made.txt", "0" * 64, "text/plain", (Page(1, text),)))


def test_composition_and_who_was_missing() -> None:
    found = record(roll_call=LISTS)
    roll = found["roll_call"]
    assert (roll["layout"], roll["seats"], roll["present_count"]) == ("composition_absent", 15, 12)
    assert [m["name"] for m in roll["members"] if m["status"] == "absent"] == list(made.ABSENT)
    assert [f["code"] for f in found["findings"]] == ["weekday_mismatch"]


def test_counts_in_the_older_numerals() -> None:
    found = record(roll_call=LISTS.replace("δέκα πέντε (15)", "τριάκοντα επτά").replace("δώδεκα (12)", "τριάκοντα δύο"))
    assert (found["roll_call"]["seats"], found["roll_call"]["present_count"]) == (37, 32)


def test_the_label_of_the_subject() -> None:
    header = made.HEADER.replace("ΘΕΜΑ:", "ΠΕΡΙΛΗΨΙΣ:")
    assert record(header=header, roll_call=LISTS)["subject"] == "Έγκριση κανονισμού άρδευσης"
