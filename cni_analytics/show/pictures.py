"""The pages of a PDF as pictures, with every fact boxed where it stands."""

from __future__ import annotations

import base64
import io
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

import regex

from cni_analytics.printable import printable
from cni_analytics.show.marks import Mark
from cni_analytics.text.boxes import Box
from cni_analytics.text.document import Document, Page
from cni_analytics.text.limits import LIMITS, Limits

DPI = 110
"""Readable on a screen; an A4 page comes to about 100 kB."""
PAGES = 40
"""Pages drawn at most, so that a page of HTML stays under some 5 MB."""
_PADDING = 1.2
_CELL = regex.compile(r"\S+(?:[ \t]{1,2}\S+)*")


@dataclass(frozen=True, slots=True)
class Picture:
    """A page drawn as PNG."""

    page: Page
    png: bytes
    href: str = ""
    """Where the PNG lies, for a page that names it; empty to put it into the page itself."""

    def svg(self, on_pages: Iterable[Mark], name: str) -> str:
        """The picture with a box round the words of each mark; the box's title says what the fact is."""
        width, height = self.page.width or 1.0, self.page.height or 1.0
        data = self.href or f"data:image/png;base64,{base64.b64encode(self.png).decode('ascii')}"
        boxes = "".join(_boxed(mark, self.page) for mark in on_pages if mark.page == self.page.number)
        return (
            f'<svg class="cni-page" viewBox="0 0 {width:.1f} {height:.1f}" role="img" aria-label="{escape(name)}">'
            f'<image href="{escape(data)}" width="{width:.1f}" height="{height:.1f}"/>{boxes}</svg>'
        )


def pictures(
    document: Document, path: Path, *, only: Collection[int] | None = None, limits: Limits = LIMITS
) -> tuple[Picture, ...]:
    """Draw the pages of a PDF that was read.

    Parameters
    ----------
    document
        What was read from it; anything but a PDF has no pictures.
    path
        The file, which must be the one that was read.
    only
        Numbers of the pages to draw; all where left out.
    limits
        As for reading it.

    Returns
    -------
    tuple of Picture
        The first ``PAGES`` pages of those wanted; fewer where a page cannot be drawn.
    """
    if document.media_type != "application/pdf" or not document.pages:
        return ()
    from cni_analytics.text.process import OpenPdf, WorkerError

    wanted = [page for page in document.pages if only is None or page.number in only]
    drawn: list[Picture] = []
    try:
        with OpenPdf(path.read_bytes(), limits) as pdf:
            for page in wanted[:PAGES]:
                header, pixels = pdf.render(page.number, DPI)
                drawn.append(Picture(page, _png(header["width"], header["height"], pixels)))
    except WorkerError:
        pass  # the text was read and is shown; a picture less is no loss of a fact
    return tuple(drawn)


def _png(width: int, height: int, pixels: bytes) -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    Image.frombytes("L", (width, height), pixels).quantize(16).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _boxed(mark: Mark, page: Page) -> str:
    told = escape(printable(" · ".join(mark.labels)))
    return "".join(
        f'<g class="g-{mark.group}"><rect x="{x0 - _PADDING:.1f}" y="{top - _PADDING:.1f}" '
        f'width="{x1 - x0 + 2 * _PADDING:.1f}" height="{bottom - top + 2 * _PADDING:.1f}" rx="1.5">'
        f"<title>{told}</title></rect></g>"
        for x0, top, x1, bottom in rows(page, mark.start, mark.end)
    )


def rows(page: Page, start: int, end: int) -> Iterator[Box]:
    """One box for each line, or cell of a line, that a stretch of text takes up on its page."""
    if page.boxes is None:
        return
    for cell in _CELL.finditer(page.text, start, end):
        found = [box for box in page.boxes[cell.start() : cell.end()] if box is not None]
        if found:
            yield min(b[0] for b in found), min(b[1] for b in found), max(b[2] for b in found), max(b[3] for b in found)
