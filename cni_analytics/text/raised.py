"""Raised endings after figures on a scan («26η»): seen in the picture, where OCR reads one figure more."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import regex

from cni_analytics.text.boxes import Box
from cni_analytics.text.hocr import Word

RAISED = "’"
"""Stands for whatever was read of a raised ending."""
_CANDIDATE = regex.compile(r"(?:\d{1,2}/|\()?\d{1,3}[^\s\d]?[^\s]{0,14}")
_HIGH = 0.3
"""Of a figure's height: the foot of a raised ending is at least this far above the figure's."""
_TOP = 0.3
_TALL = 0.2
_FULL = 0.8
_LONGEST = 3

Pixels = npt.NDArray[np.uint8]
Glyph = tuple[int, int, int, int]
"""Left, top, right and bottom of connected ink, in pixels of the picture."""


def mark_raised(word: Word, pixels: Pixels) -> Word:
    """Put ``RAISED`` for the letters of a raised ending, where the picture shows one after a figure.

    Parameters
    ----------
    word
        As OCR read it; «26η» comes as «261», «26”» or «263».
    pixels
        The picture it was read on, grey, shape ``(height, width)``.
    """
    if (not word.text[:1].isdigit() and word.text[:1] != "(") or _CANDIDATE.match(word.text) is None:
        return word
    glyphs = _glyphs(word, pixels)
    span = _raised_span(glyphs)
    if span is None:
        return word
    first, last = glyphs[span[0]], glyphs[span[1] - 1]
    middle = [(box[0] + box[2]) / 2 for box in word.boxes]
    lead = sum(x < first[0] for x in middle)
    tail = sum(x > last[2] for x in middle)
    if span[1] == len(glyphs):
        tail = 0
    if len(glyphs) == len(word.text):
        lead, tail = span[0], len(glyphs) - span[1]
    if not lead or lead + tail > len(word.text) or not word.text[lead - 1].isdigit():
        return word
    rest = len(word.text) - tail
    box: Box = (float(first[0]), float(min(first[1], last[1])), float(last[2]), float(max(first[3], last[3])))
    text = word.text[:lead] + RAISED + word.text[rest:]
    return replace(word, text=text, boxes=[*word.boxes[:lead], box, *word.boxes[rest:]])


def _glyphs(word: Word, pixels: Pixels) -> list[Glyph]:
    """Ink of the word from left to right, parted by columns without any."""
    x0, y0 = int(min(b[0] for b in word.boxes)), int(min(b[1] for b in word.boxes))
    x1, y1 = int(max(b[2] for b in word.boxes)) + 1, int(max(b[3] for b in word.boxes)) + 1
    crop = pixels[max(y0, 0) : y1, max(x0, 0) : x1]
    if crop.size == 0:
        return []
    dark = crop < (int(crop.min()) + int(crop.max())) // 2
    columns = np.flatnonzero(dark.any(axis=0))
    if not len(columns):
        return []
    runs = np.split(columns, np.flatnonzero(np.diff(columns) > 1) + 1)
    out = []
    for run in runs:
        rows = np.flatnonzero(dark[:, run[0] : run[-1] + 1].any(axis=1))
        out.append((x0 + int(run[0]), y0 + int(rows[0]), x0 + int(run[-1]) + 1, y0 + int(rows[-1]) + 1))
    return out


def _raised_span(glyphs: list[Glyph]) -> tuple[int, int] | None:
    """The first glyphs, at most three, that hang high after a full figure."""
    if len(glyphs) < 2:
        return None
    height = max(bottom - top for _, top, _, bottom in glyphs)
    full = [(top, bottom) for _, top, _, bottom in glyphs if bottom - top >= _FULL * height]
    head, foot = min(top for top, _ in full), int(np.median([bottom for _, bottom in full]))
    height = foot - head
    raised = [
        foot - bottom >= _HIGH * height and top - head <= _TOP * height and bottom - top >= _TALL * height
        for _, top, _, bottom in glyphs
    ]
    for k in range(1, len(glyphs)):
        if raised[k] and not raised[k - 1]:
            end = k
            while end < len(glyphs) and raised[end]:
                end += 1
            return (k, end) if end - k <= _LONGEST else None
    return None
