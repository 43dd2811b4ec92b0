"""Invented sessions to set lists and sentences into, and short ways to say what was read."""

from __future__ import annotations

from typing import Any

from cni_analytics.statements.movements import read_movements
from cni_analytics.statements.outline import outline
from cni_analytics.statements.roll_call import read_roll_call
from cni_analytics.statements.types import Item, RollCall
from cni_analytics.text import Document, Page, Reading

FOURTH = Item(4)
HEAD = """ΕΛΛΗΝΙΚΗ ΔΗΜΟΚΡΑΤΙΑ
ΔΗΜΟΣ ΑΛΩΝΑΚΙΩΝ
ΔΗΜΟΤΙΚΟ ΣΥΜΒΟΥΛΙΟ

Αριθμός Απόφασης: 77/2023
ΘΕΜΑ: Έγκριση μελέτης οδοποιίας

Στα Αλωνάκια, σήμερα την 14η Μαρτίου 2023, ημέρα Τρίτη και ώρα 19:00, συνήλθε σε τακτική δημόσια συνεδρίαση το Δημοτικό
Συμβούλιο Αλωνακίων, ύστερα από την υπ' αριθμ. πρωτ. 2211/10-03-2023 πρόσκληση του Προέδρου του.
"""
DISCUSSION = """
Ο Πρόεδρος εισηγήθηκε το 4ο θέμα της ημερήσιας διάταξης και έθεσε υπόψη του Σώματος την εισήγηση της Υπηρεσίας.
"""
TAIL = """
Το Δημοτικό Συμβούλιο, αφού άκουσε την εισήγηση,

ΑΠΟΦΑΣΙΖΕΙ ΟΜΟΦΩΝΑ

Εγκρίνει τη μελέτη.

Ο ΠΡΟΕΔΡΟΣ            ΤΑ ΜΕΛΗ
"""
LISTS = """
ΠΑΡΟΝΤΕΣ
1. Βαρδής Μιχαήλ, Πρόεδρος
2. Γαλανού Ελένη, Αντιπρόεδρος
3. Δρακάκης Ιωάννης
4. Ζερβός Κωνσταντίνος
5. Θεοτοκά Μαρία
6. Ιωσηφίδης Πέτρος
7. Ιωσηφίδης Παύλος
ΑΠΟΝΤΕΣ
1. Κάππος Νικόλαος
2. Λέκκα Σοφία
3. Μανδράς Ηλίας

Παρών ήταν και ο Δήμαρχος κ. Ξύδης Γρηγόριος.

"""


def reading(text: str) -> Reading:
    """A text as if read from a file; pages end at form feeds."""
    pages = tuple(Page(i, page) for i, page in enumerate(text.split("\f"), start=1))
    return Reading(Document("made.txt", "0" * 64, "text/plain", pages))


def session(opening: str, discussion: str = "") -> Reading:
    """A whole decision around what is said at the opening and in the discussion."""
    return reading(HEAD + opening + DISCUSSION + discussion + TAIL)


def roll_call(opening: str) -> RollCall:
    """The roll call of such a decision."""
    read = session(opening)
    return read_roll_call(read, outline(read))


def names(found: RollCall, status: str) -> list[str]:
    """The names of one list."""
    return [m.name for m in found.members if m.status == status]


def figures(found: RollCall) -> list[tuple[str, int]]:
    """The stated counts."""
    return [(f.what, f.value) for f in found.figures]


def movements(opening: str, discussion: str = "", lists: str = LISTS, item: Item | None = FOURTH) -> dict[str, Any]:
    """Movements, absences and order of a session with the usual lists, as plain tuples."""
    read = session(lists + opening + "\n", discussion)
    parts = outline(read)
    moves, absences, order = read_movements(read, parts, read_roll_call(read, parts), item)
    return {
        "moves": [(m.name, m.kind, _place(m.item, m.decision), m.moment) for m in moves],
        "absences": [(a.name, _place(a.item, a.decision)) for a in absences],
        "order": order,
        "raw": moves,
    }


def _place(item: Any, decision: Any) -> Any:
    if decision is not None:
        return f"{decision.number}/{decision.year}" if decision.year else f"{decision.number}"
    if item is None:
        return None
    return f"out {item.number}" if item.out_of_agenda else item.number
