"""Small PDFs made for the tests: invented people, every layout a council uses."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import matplotlib
from reportlab.lib import colors
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Table, TableStyle

WIDTH, HEIGHT = A4
FONT = "DejaVu"
PEOPLE = (
    "Αρβανιτάκη Ευτέρπη", "Βουλγαράκης Τηλέμαχος", "Γαλάνη – Δούκα Μυρσίνη", "Δροσάς Φαίδων", "Ευθυμιάδου Κλειώ",
    "Ζερβός Ορέστης", "Ηλιού Ραλλού", "Θεοχάρους Νεοκλής", "Ιγνατιάδης Σάββας", "Καραμήτρου-Βέργη Παρασκευή",
    "Λιβανός Άγγελος", "Μαυρουδή Θάλεια", "Νικηφόρου Ζήσης", "Ξανθάκη Ιφιγένεια", "Οικονομίδης Βύρων",
    "Πασχαλίδης Αργύριος", "Ραφτοπούλου Δανάη", "Σιδέρης Ηρακλής", "Τριανταφύλλου Αθηνά", "Υφαντής Μάρκος",
    "Φωτιάδου Λητώ", "Χαρίσης Πλάτων", "Ψύλλας Θωμάς", "Ωραιοπούλου Ελπίδα",
)  # fmt: skip
PROSE = (
    "Το Δημοτικό Συμβούλιο συνεδρίασε δημόσια και τακτικά στην αίθουσα του Δημοτικού Καταστήματος ύστερα από "
    "πρόσκληση της Προέδρου που επιδόθηκε νόμιμα σε κάθε σύμβουλο χωριστά και αφού διαπιστώθηκε ότι υπάρχει "
    "νόμιμη απαρτία κηρύχθηκε η έναρξη της συνεδρίασης και άρχισε η συζήτηση των θεμάτων της ημερήσιας διάταξης. "
)


@cache
def _register() -> None:
    fonts = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    pdfmetrics.registerFont(TTFont(FONT, fonts / "DejaVuSans.ttf"))
    pdfmetrics.registerFont(TTFont(f"{FONT}-Bold", fonts / "DejaVuSans-Bold.ttf"))


class Pdf:
    """A PDF drawn by hand; ``y`` counts points from the top."""

    def __init__(self, **options: object) -> None:
        _register()
        self._buffer = io.BytesIO()
        self.canvas = Canvas(self._buffer, pagesize=A4, invariant=1, **options)
        self.canvas.setFont(FONT, 10)

    def text(self, x: float, y: float, words: str, size: float = 10) -> float:
        """Draw words; returns where they end."""
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, HEIGHT - y, words)
        return x + pdfmetrics.stringWidth(words, FONT, size)

    def lines(
        self, x: float, y: float, lines: tuple[str, ...] | list[str], step: float = 14, size: float = 10
    ) -> float:
        """Draw lines one under the other; returns where the next would stand."""
        for line in lines:
            self.text(x, y, line, size)
            y += step
        return y

    def paragraph(self, x: float, y: float, width: float, words: str, *, justified: bool = False) -> float:
        """Draw a wrapped paragraph; returns where the next would stand."""
        style = ParagraphStyle("p", fontName=FONT, fontSize=10, leading=13)
        if justified:
            style.alignment = TA_JUSTIFY
        flow = Paragraph(words, style)
        _, height = flow.wrap(width, HEIGHT)
        flow.drawOn(self.canvas, x, HEIGHT - y - height)
        return y + height

    def table(self, x: float, y: float, rows: list[list[str]], widths: list[float], *, ruled: bool = True) -> float:
        """Draw a table whose cells wrap; returns where the next thing would stand."""
        style = ParagraphStyle("c", fontName=FONT, fontSize=10, leading=12)
        cells = [[Paragraph(cell.replace("\n", "<br/>"), style) for cell in row] for row in rows]
        table = Table(cells, colWidths=widths)
        grid = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)] if ruled else []
        table.setStyle(TableStyle([*grid, ("VALIGN", (0, 0), (-1, -1), "TOP")]))
        _, height = table.wrap(sum(widths), HEIGHT)
        table.drawOn(self.canvas, x, HEIGHT - y - height)
        return y + height

    def end_page(self) -> None:
        self.canvas.showPage()

    def bytes(self) -> bytes:
        self.canvas.save()
        return self._buffer.getvalue()
