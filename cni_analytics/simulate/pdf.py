"""Blocks as PDF, the same bytes every time; needs ReportLab (the extra ``simulate``)."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from cni_analytics.errors import CniError
from cni_analytics.simulate.forms import Form
from cni_analytics.simulate.layout import MARK, Block, Gap, Grid, Text, running_head

_WIDTH, _HEIGHT = 595.28, 841.89
"""A4, in points."""
_MARGIN, _TOP, _FOOT = 56.0, 60.0, 52.0
_SIZE, _LEADING = 10.0, 13.4
_CELL_PADDING = 3.0


def to_pdf(found: Sequence[Block], *, form: Form, ada: str) -> bytes:
    """Lay blocks out on A4 pages.

    Parameters
    ----------
    found
        The blocks of a document.
    form
        For its font, and what stands at the head of later pages.
    ada
        The ΑΔΑ.

    Returns
    -------
    bytes
        A PDF with embedded fonts and a text layer; without date or random identifier.

    Raises
    ------
    CniError
        Where ReportLab is not installed.
    """
    sheet = _Sheet(form, ada)
    for block in found:
        if isinstance(block, Gap):
            sheet.skip(_LEADING * 0.75)
        elif isinstance(block, Grid):
            sheet.grid(block)
        else:
            sheet.text(block)
    return sheet.done()


def require() -> None:
    """Say at once where ReportLab is missing.

    Raises
    ------
    CniError
        With how to install it.
    """
    _reportlab()


def pages_of(data: bytes) -> int:
    """How many pages one of these PDFs has."""
    return data.count(b"/Type /Page\n")


class _Sheet:
    """A canvas with a place on it to write on."""

    def __init__(self, form: Form, ada: str) -> None:
        canvas, metrics = _reportlab()
        self._font = _font(form.font)
        self._measure = metrics.getFont(self._font).stringWidth
        self._buffer = io.BytesIO()
        self._canvas = canvas.Canvas(self._buffer, pagesize=(_WIDTH, _HEIGHT), invariant=1, pageCompression=1)
        self._canvas.setTitle(MARK)
        self._canvas.setSubject(MARK)
        self._running, self._ada, self._number = form.running, ada, 1
        self._start()

    def _start(self) -> None:
        self._y = _HEIGHT - _TOP
        self._canvas.setFont(self._font, _SIZE)
        if head := running_head(self._running, self._ada, self._number):
            if self._running == "ada":
                self._canvas.drawRightString(_WIDTH - _MARGIN, _HEIGHT - 36, head)
            else:
                self._canvas.drawCentredString(_WIDTH / 2, _HEIGHT - 36, head)

    def _end(self) -> None:
        self._canvas.setFont(self._font, 8)
        self._canvas.drawCentredString(_WIDTH / 2, 30, MARK)
        self._canvas.showPage()

    def _room(self, height: float) -> None:
        if self._y - height < _FOOT:
            self._end()
            self._number += 1
            self._start()

    def skip(self, height: float) -> None:
        self._y -= height

    def text(self, block: Text) -> None:
        for line in self._lines(block.text, _WIDTH - 2 * _MARGIN):
            self._room(_LEADING)
            self._y -= _LEADING
            if block.align == "centre":
                self._canvas.drawCentredString(_WIDTH / 2, self._y, line)
            elif block.align == "right":
                self._canvas.drawRightString(_WIDTH - _MARGIN, self._y, line)
            else:
                self._canvas.drawString(_MARGIN, self._y, line)

    def grid(self, block: Grid) -> None:
        unit = (_WIDTH - 2 * _MARGIN) / sum(block.widths)
        widths = [unit * w for w in block.widths]
        padding = _CELL_PADDING if block.ruled else 0.0
        for row in block.rows:
            cells = [self._lines(cell, width - padding - 4) for cell, width in zip(row, widths, strict=True)]
            height = max(map(len, cells)) * _LEADING + (2 if block.ruled else 0)
            self._room(height)
            x = _MARGIN
            for cell, width in zip(cells, widths, strict=True):
                for i, line in enumerate(cell, 1):
                    if line:
                        self._canvas.drawString(x + padding, self._y - i * _LEADING + 2, line)
                if block.ruled:
                    self._canvas.setLineWidth(0.4)
                    self._canvas.rect(x, self._y - height - 2, width, height)
                x += width
            self._y -= height

    def _lines(self, text: str, width: float) -> list[str]:
        lines: list[str] = []
        line, used = "", 0.0
        space = self._measure(" ", _SIZE)
        for word in text.split(" "):
            wide = self._measure(word, _SIZE)
            if line and used + space + wide > width:
                lines.append(line)
                line, used = word, wide
            else:
                line, used = (f"{line} {word}", used + space + wide) if line else (word, wide)
        return [*lines, line]

    def done(self) -> bytes:
        self._end()
        self._canvas.save()
        return self._buffer.getvalue()


@cache
def _reportlab() -> tuple[Any, Any]:
    try:
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfgen import canvas
    except ImportError:
        raise CniError(
            "simulate", expected="ReportLab, which draws the PDFs", found="it is not installed",
            next_step="install it with 'pip install \"cni-analytics[simulate]\"', or ask for --format txt",
        ) from None  # fmt: skip
    return canvas, pdfmetrics


@cache
def _font(name: str) -> str:
    """Make a font known: the project's own, or one of those Matplotlib brings; all have Greek."""
    from reportlab.pdfbase.ttfonts import TTFont

    own = files("cni_analytics").joinpath("figures", "fonts", f"{name}.ttf")
    path = Path(str(own)) if own.is_file() else _matplotlib_fonts() / f"{name}.ttf"
    _reportlab()[1].registerFont(TTFont(name, str(path)))
    return name


def _matplotlib_fonts() -> Path:
    import matplotlib

    return Path(matplotlib.get_data_path()) / "fonts" / "ttf"
