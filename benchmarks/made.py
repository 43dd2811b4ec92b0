"""Decisions made for the benchmarks: invented people, two pages each, in the layouts councils use."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "text"))

from pdfs import PEOPLE, PROSE, Pdf

LAYOUTS = ("columns", "side by side", "lines", "ruled")


def decision(layout: str) -> bytes:
    """Two pages: an opening, the 24 names in one layout, and a page of running text."""
    pdf = Pdf()
    add(pdf, layout)
    return pdf.bytes()


def long_document(pages: int) -> bytes:
    """The same two pages again and again."""
    pdf = Pdf()
    for k in range(pages // 2):
        add(pdf, LAYOUTS[k % len(LAYOUTS)])
    return pdf.bytes()


def add(pdf: Pdf, layout: str) -> None:
    """Draw one decision on two new pages."""
    y = pdf.paragraph(60, 60, 470, PROSE * 3, justified=True) + 24
    if layout == "columns":
        pdf.lines(60, y, PEOPLE[:12])
        pdf.lines(300, y, PEOPLE[12:])
    elif layout == "side by side":
        pdf.text(60, y, "ΠΑΡΟΝΤΕΣ (17)")
        pdf.text(300, y, "ΑΠΟΝΤΕΣ (7)")
        pdf.lines(60, y + 20, PEOPLE[:17])
        pdf.lines(300, y + 20, PEOPLE[17:])
    elif layout == "lines":
        pdf.lines(60, y, [f"{n}. {name}" for n, name in enumerate(PEOPLE, start=1)])
    else:
        rows = [[str(n), name, "Παρών"] for n, name in enumerate(PEOPLE, start=1)]
        pdf.table(60, y, rows, [30, 140, 60])
    pdf.end_page()
    pdf.paragraph(60, 60, 470, PROSE * 12, justified=True)
    pdf.text(280, 810, "Σελίδα 2 από 2", 8)
    pdf.end_page()


def whole_names(text: str) -> int:
    """How many of the 24 names stand whole in a line or a cell of their own."""
    cells = {
        " ".join(cell.split()).lstrip("0123456789. ")
        for line in text.replace("\f", "\n").split("\n")
        for cell in line.split("   ")
    }
    return sum(name in cells for name in PEOPLE)
