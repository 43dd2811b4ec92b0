"""How Greek writes what a document prints: capitals, counts in words, ordinals, days."""

from __future__ import annotations

import datetime as dt
import unicodedata
from functools import cache
from typing import Literal

Gender = Literal["neuter", "masculine", "feminine", "genitive"]

_ACUTE, _DIAERESIS = "\u0301", "\u0308"
_UNITS = {
    "neuter": ["μηδέν", "ένα", "δύο", "τρία", "τέσσερα", "πέντε", "έξι", "επτά", "οκτώ", "εννέα"],
    "masculine": ["μηδέν", "ένας", "δύο", "τρεις", "τέσσερις", "πέντε", "έξι", "επτά", "οκτώ", "εννέα"],
    "feminine": ["μηδέν", "μία", "δύο", "τρεις", "τέσσερις", "πέντε", "έξι", "επτά", "οκτώ", "εννέα"],
    "genitive": ["μηδέν", "ενός", "δύο", "τριών", "τεσσάρων", "πέντε", "έξι", "επτά", "οκτώ", "εννέα"],
}
_TEENS = {
    "neuter": "δέκα έντεκα δώδεκα δεκατρία δεκατέσσερα",
    "masculine": "δέκα έντεκα δώδεκα δεκατρείς δεκατέσσερις",
    "feminine": "δέκα έντεκα δώδεκα δεκατρείς δεκατέσσερις",
    "genitive": "δέκα έντεκα δώδεκα δεκατριών δεκατεσσάρων",
}
_LATER_TEENS = ["δεκαπέντε", "δεκαέξι", "δεκαεπτά", "δεκαοκτώ", "δεκαεννέα"]
_TENS = ["είκοσι", "τριάντα", "σαράντα", "πενήντα", "εξήντα", "εβδομήντα", "ογδόντα", "ενενήντα"]
_ORDINALS = ["πρώτ", "δεύτερ", "τρίτ", "τέταρτ", "πέμπτ", "έκτ", "έβδομ", "όγδο", "ένατ", "δέκατ", "ενδέκατ", "δωδέκατ"]
MONTHS = [
    "Ιανουαρίου",
    "Φεβρουαρίου",
    "Μαρτίου",
    "Απριλίου",
    "Μαΐου",
    "Ιουνίου",
    "Ιουλίου",
    "Αυγούστου",
    "Σεπτεμβρίου",
    "Οκτωβρίου",
    "Νοεμβρίου",
    "Δεκεμβρίου",
]
WEEKDAYS = ["Δευτέρα", "Τρίτη", "Τετάρτη", "Πέμπτη", "Παρασκευή", "Σάββατο", "Κυριακή"]


@cache
def capitals(text: str) -> str:
    """Capitals without accents, with the dialytika that the accent made unnecessary.

    >>> capitals("Μάιος του Βάιου Λεϊμονίδη")
    'ΜΑΪΟΣ ΤΟΥ ΒΑΪΟΥ ΛΕΪΜΟΝΙΔΗ'
    """
    kept: list[str] = []
    accented = False
    for c in unicodedata.normalize("NFD", text):
        if c == _ACUTE:
            accented = True
            continue
        kept.append(c)
        if c in "ιυΙΥ" and accented and len(kept) > 1 and kept[-2] in "αεοΑΕΟ":
            kept.append(_DIAERESIS)
        if c != _DIAERESIS:
            accented = False
    marked = "".join(kept).replace(_DIAERESIS * 2, _DIAERESIS)
    return unicodedata.normalize("NFC", marked.upper())


@cache
def in_words(number: int, gender: Gender = "neuter") -> str:
    """A whole number under a hundred in words.

    >>> in_words(24), in_words(33, "genitive"), in_words(1, "feminine")
    ('είκοσι τέσσερα', 'τριάντα τριών', 'μία')
    """
    if not 0 <= number < 100:
        raise ValueError(f"expected a number from 0 to 99, got {number}")
    if number < 10:
        return _UNITS[gender][number]
    if number < 20:
        return [*_TEENS[gender].split(), *_LATER_TEENS][number - 10]
    tens, units = divmod(number, 10)
    return _TENS[tens - 2] if not units else f"{_TENS[tens - 2]} {_UNITS[gender][units]}"


def ordinal(number: int, ending: str = "ου") -> str:
    """An ordinal in words up to twelve, in digits with its ending beyond.

    >>> ordinal(3), ordinal(2, "ο"), ordinal(14)
    ('τρίτου', 'δεύτερο', '14ου')
    """
    return f"{_ORDINALS[number - 1]}{ending}" if number <= len(_ORDINALS) else f"{number}{ending}"


def long_date(day: dt.date) -> str:
    """A day as running text has it.

    >>> long_date(dt.date(2024, 5, 3))
    '3 Μαΐου 2024'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: dt.date, mark: str = "-") -> str:
    """A day in figures.

    >>> short_date(dt.date(2024, 5, 3), "/")
    '03/05/2024'
    """
    return f"{day.day:02}{mark}{day.month:02}{mark}{day.year}"


def amount(euros: int) -> str:
    """An amount with the point and comma of Greek.

    >>> amount(1234567)
    '1.234.567,00'
    """
    return f"{euros:,}".replace(",", ".") + ",00"


_KEY_MARKS = str.maketrans("ς", "σ")


@cache
def sort_key(text: str) -> str:
    """What Greek names are sorted by: letters without accents or case."""
    letters = unicodedata.normalize("NFD", text)
    return "".join(c for c in letters if not unicodedata.combining(c)).lower().translate(_KEY_MARKS)
