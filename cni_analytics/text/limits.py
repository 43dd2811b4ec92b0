"""How much of a machine one document may use before it is given up."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits on one document; over them it is ``unreadable_document`` with the reason.

    Attributes
    ----------
    file_bytes
        Of a PDF; a scanned decision of a hundred pages is about 50 MB.
    text_bytes
        Of a text or Markdown file; a decision is about 20 kB.
    pages
        More than this is not one decision.
    page_points
        Width or height of a page. PDF itself allows 14,400 (5 metres).
    page_characters
        Characters of one page; a dense one has about 6,000.
    characters
        Of the whole document; a long decision with its annexes has 200,000.
    ocr_pages
        Pages read by OCR, at about two seconds each.
    seconds
        To open a PDF and take the text of its pages, and for each page's OCR.
    memory_bytes
        Address space of the process that opens PDFs, where the system can limit it.
    pixels
        Of one page rendered for OCR; A4 at 300 dpi has 8.7 million.
    """

    file_bytes: int = 200 * 2**20
    text_bytes: int = 20 * 2**20
    pages: int = 2000
    page_points: float = 14_400.0
    page_characters: int = 100_000
    characters: int = 5_000_000
    ocr_pages: int = 300
    seconds: float = 60.0
    memory_bytes: int = 2 * 2**30
    pixels: int = 40_000_000


LIMITS = Limits()
