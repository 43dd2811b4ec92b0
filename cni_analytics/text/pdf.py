"""PDF to pages of text: the text layer where it says something, OCR where it does not."""

from __future__ import annotations

from dataclasses import dataclass, field

from cni_analytics.text import problems
from cni_analytics.text.boxes import Boxes
from cni_analytics.text.document import Page, Problem
from cni_analytics.text.greek import says_something
from cni_analytics.text.limits import Limits
from cni_analytics.text.mojibake import undo
from cni_analytics.text.process import OpenPdf, WorkerError
from cni_analytics.text.worker import Message

_PICTURE = 0.3
"""Share of the page a picture covers from which it may be a scan."""
_STAMP_WORDS = 40
"""Fewer words than this on a scan are a stamp or a running line, not its text."""


@dataclass(slots=True)
class _Read:
    pages: list[Page] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)


def read_pdf(data: bytes, *, limits: Limits) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    """The pages of a PDF and what is wrong with it.

    Parameters
    ----------
    data
        The bytes of the file.
    limits
        On its pages, time and memory.

    Returns
    -------
    tuple of Page, tuple of Problem
        No pages where the document could not be opened or went over a limit, with the reason.
    """
    try:
        with OpenPdf(data, limits) as pdf:
            if pdf.pages == 0:
                return (), (problems.no_pages(),)
            if pdf.pages > limits.pages:
                return (), (problems.too_many_pages(pdf.pages, limits.pages),)
            read = _Read()
            characters = 0
            for message, payload in pdf.text():
                _add(read, message, payload, limits)
                characters += len(read.pages[-1].text)
                if characters > limits.characters:
                    return (), (problems.too_many_characters(limits.characters),)
            _read_pictures(read, pdf, limits)
    except WorkerError as error:
        return (), (problems.pdf_failed(error.kind, error.reason, limits),)
    if not any(page.text.strip() for page in read.pages) and not any(p.severity == "error" for p in read.problems):
        read.problems.insert(0, problems.no_text())
    return tuple(read.pages), tuple(read.problems)


def _add(read: _Read, message: Message, payload: bytes, limits: Limits) -> None:
    number, size = message["page"], (message.get("width"), message.get("height"))
    if "failed" in message:
        read.pages.append(Page(number, "", "none", None, *size))
        read.problems.append(problems.page_failed(number, message["failed"]))
        return
    if message["truncated"]:
        read.problems.append(problems.page_too_dense(number, limits.page_characters))
    text = undo(message["text"])
    words = len(text.split())
    pictured = message["pictured"]
    if text.strip() and says_something(text) and not (pictured >= _PICTURE and words < _STAMP_WORDS):
        read.pages.append(Page(number, text, "embedded", Boxes.from_bytes(payload), *size))
        return
    if message["objects"]:
        read.pictures.append(number - 1)
    # A stamp printed over a scan (the ΑΔΑ) is kept; a text layer that says nothing is not.
    stamp = text if words and pictured >= _PICTURE and says_something(text) else ""
    read.pages.append(Page(number, stamp, "none", Boxes.from_bytes(payload) if stamp else None, *size))


def _read_pictures(read: _Read, pdf: OpenPdf, limits: Limits) -> None:
    """Replace pages whose text layer says nothing by what OCR reads on their picture."""
    if not read.pictures:
        return
    from cni_analytics.text.ocr import read_page, unavailable  # only where there is a picture to read

    missing = unavailable()
    if missing is None:
        for k in read.pictures[: limits.ocr_pages]:
            read.pages[k], found = read_page(pdf, read.pages[k], limits)
            read.problems += found
        if len(read.pictures) > limits.ocr_pages:
            read.problems.append(problems.too_many_pictures(len(read.pictures), limits.ocr_pages))
        return
    whole = all(page.source == "none" for page in read.pages)
    read.problems.append(problems.ocr_missing(missing, [k + 1 for k in read.pictures], whole=whole))
