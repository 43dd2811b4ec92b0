"""PDF to pages of text."""

from __future__ import annotations

import pypdfium2

from cni_analytics.text.document import Page, Problem
from cni_analytics.text.limits import Limits


def read_pdf(data: bytes, *, limits: Limits) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    """The pages of a PDF and what is wrong with it."""
    document = pypdfium2.PdfDocument(data)
    try:
        return tuple(
            Page(n, document[n - 1].get_textpage().get_text_range().replace("\r\n", "\n"))
            for n in range(1, min(len(document), limits.pages) + 1)
        ), ()
    finally:
        document.close()
