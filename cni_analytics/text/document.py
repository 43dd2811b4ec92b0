"""A document as pages of text with positions: what every source format is turned into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cni_analytics.text.boxes import Box

MediaType = Literal["text/plain", "text/markdown", "application/pdf"]
PageSource = Literal["embedded", "ocr", "none"]
TextSource = Literal["embedded", "ocr", "mixed", "none"]
Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about the file itself that a reader of its record must know.

    ``code`` is a finding code of the decision record (``unreadable_document``, ``low_text_quality``).
    """

    code: str
    severity: Severity
    message_el: str
    message_en: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of text, as read; evidence offsets count characters of ``text``.

    Attributes
    ----------
    number
        1-based.
    text
        Lines separated by ``\\n``. Cells of a row (columns of a list, of a table) are separated by
        three spaces or more, so that a column is a column in every format.
    source
        Where the characters come from; ``none`` when nothing could be read.
    boxes
        One box per character of ``text``, ``None`` for white space; ``None`` for text files.
    width, height
        Of the page, in points; ``None`` for text files.
    confidence
        Mean word confidence of OCR, 0 to 100; ``None`` where the text is embedded.
    printed
        How many characters at the start of the text of an OCR page come from its text layer (a stamp).
    """

    number: int
    text: str
    source: PageSource = "embedded"
    boxes: Sequence[Box | None] | None = None
    width: float | None = None
    height: float | None = None
    confidence: float | None = None
    printed: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was opened, read or not.

    Attributes
    ----------
    name
        How the user named it; shown in messages, never used as a path.
    sha256
        Of the file's bytes; ``None`` where there were none to read.
    media_type
        By content, not by the file's name.
    pages
        Empty where nothing could be read.
    problems
        Why not, and what is doubtful.
    """

    name: str
    sha256: str | None
    media_type: MediaType | None
    pages: tuple[Page, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def text_source(self) -> TextSource:
        """``embedded``, ``ocr``, ``mixed`` or ``none``, over the pages that have text."""
        sources = {page.source for page in self.pages if page.source != "none"}
        if not sources:
            return "none"
        if len(sources) == 2:
            return "mixed"
        return "ocr" if "ocr" in sources else "embedded"
