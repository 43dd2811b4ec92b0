"""What the process that opens PDFs does with one: the text of its pages, and pictures of them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pypdfium2 as pdfium

from cni_analytics.text.drawing import drawing
from cni_analytics.text.layout import lay_out
from cni_analytics.text.pdfium import characters

Message = dict[str, Any]


def pages_text(document: pdfium.PdfDocument, limits: Message) -> Iterator[tuple[Message, bytes]]:
    """Text and boxes of each page, in order; a page that cannot be read says why and the next follows."""
    left: float | None = None
    for index in range(limits["first"], min(len(document), limits["pages"])):
        try:
            page = document[index]
        except pdfium.PdfiumError as error:
            yield {"page": index + 1, "failed": str(error)[:200]}, b""
            continue
        try:
            width, height = page.get_size()
            message: Message = {"page": index + 1, "width": width, "height": height}
            if max(width, height) > limits["page_points"] or min(width, height) <= 0:
                yield message | {"failed": "page_size"}, b""
                continue
            drawn = drawing(page)
            read = characters(page, limits["page_characters"])
            read.rules = drawn.rules
            laid, left = lay_out(read, left)
            message |= {"text": laid.text, "truncated": read.truncated}
            message |= {"objects": drawn.objects, "pictured": drawn.pictured}
            yield message, laid.boxes.astype("<f4").tobytes()
        except (pdfium.PdfiumError, ValueError, ArithmeticError, LookupError) as error:
            yield {"page": index + 1, "failed": f"{type(error).__name__}: {error}"[:200]}, b""
        finally:
            page.close()


def render(document: pdfium.PdfDocument, request: Message) -> tuple[Message, bytes]:
    """A page in grey: ``width``, ``height`` in pixels and one byte each, at most ``pixels`` of them."""
    page = document[request["page"] - 1]
    try:
        width, height = page.get_size()
        scale = min(request["dpi"] / 72, math.sqrt(request["pixels"] / max(width * height, 1.0)))
        bitmap = page.render(scale=scale, grayscale=True, optimize_mode=None, may_draw_forms=False)
        try:
            image = np.ascontiguousarray(bitmap.to_numpy()).reshape(bitmap.height, -1)[:, : bitmap.width]
            return {"width": bitmap.width, "height": bitmap.height, "scale": scale}, image.tobytes()
        finally:
            bitmap.close()
    finally:
        page.close()
