"""Text laid out to tire a reader is read all the same; nothing here may hang or raise."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cni_analytics.statements.movements import read_movements
from cni_analytics.statements.outline import outline
from cni_analytics.statements.roll_call import read_roll_call
from tests.statements.sessions import LISTS, session

HOSTILE = {
    "headings": "ΠΑΡΟΝΤΕΣ " * 1500,
    "headings in lines": "ΠΑΡΟΝΤΕΣ\n" * 1500,
    "names": "ΠΑΡΟΝΤΕΣ: " + "Παπάς Γιώργος, " * 1000,
    "open brackets": "ΠΑΡΟΝΤΕΣ: Παπάς Γιώργος " + "(" * 5000,
    "numbers": "ΠΑΡΟΝΤΕΣ\n" + "1. " * 5000,
    "verbs": LISTS + "αποχώρησε " * 1500,
    "people in one sentence": LISTS + "Αποχώρησαν οι κ.κ. " + "Γαλανού Ελένη και " * 1000 + " στο 3ο θέμα.",
    "honorifics": LISTS + "Αποχώρησε " + "κ. " * 4000 + ".",
    "anchors": LISTS + "Αποχώρησε ο κ. Βαρδής " + "στο 3ο θέμα και " * 1000 + ".",
    "one word": LISTS + "Α" * 40_000,
    "initials": "ΠΑΡΟΝΤΕΣ: " + "Α. " * 8000,
    "dashes": "ΠΑΡΟΝΤΕΣ: " + "Α - " * 6000,
    "two columns": "ΠΑΡΟΝΤΕΣ    ΑΠΟΝΤΕΣ\n" + "Παπάς Γιώργος    Παπά Άννα\n" * 1000,
    "counts": "ήταν παρόντα είκοσι (20) μέλη από τα 25, απουσίαζαν 5 " * 600,
    "absences": "απουσίαζε ο κ. Παπάς Γιώργος " * 1000,
    "mayors": "ο Δήμαρχος " * 3000,
    "blank lines": LISTS + "\n" * 40_000,
    "bars": "ΠΑΡΟΝΤΕΣ\n" + "|" * 40_000,
}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text(text: str) -> None:
    read = session(HOSTILE[text])
    parts = outline(read)
    read_movements(read, parts, read_roll_call(read, parts))


PIECES = st.sampled_from(
    [
        *(
            "ΠΑΡΟΝΤΕΣ",
            "ΑΠΟΝΤΕΣ",
            ":",
            "\n",
            "\f",
            "   ",
            "(",
            ")",
            "1.",
            "2)",
            "Βαρδής Μιχαήλ",
            "Γαλανού Ελένη",
            ",",
            " και ",
        ),
        *(
            "κ.κ. ",
            "ο Δήμαρχος ",
            "απουσίαζε ",
            "αποχώρησε ",
            "προσήλθαν ",
            "στο 3ο θέμα ",
            "πριν ",
            "μετά ",
            "|",
            "ΠΑΡΩΝ",
        ),
        *("146/2023 απόφαση", "σε σύνολο 7 μελών ", "παρόντα 5 ", "-", "Πρόεδρος", "(Πρόεδρος)", ".", "« "),
        *("εκτός ημερήσιας διάταξης ", "ο οποίος "),
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_any_order_of_the_words_of_a_roll_call(pieces: list[str]) -> None:
    read = session("\n" + "".join(pieces) + "\n")
    parts = outline(read)
    found = read_roll_call(read, parts)
    moves, absences, _ = read_movements(read, parts, found)
    length = len(read.text)
    spans = [*(m.span for m in found.members), *(f.span for f in found.figures), *(m.span for m in moves)]
    assert all(0 <= s.start < s.end <= length for s in [*spans, *(a.span for a in absences)])
    assert all(m.name.strip() == m.name and m.name for m in found.members)
