"""The characters of a PDF page and where they stand, through pdfium.

Runs in the process that opens PDFs (``worker``), never in the user's: pdfium is fast native code that
meets hostile files.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import deque
from collections.abc import Callable, Iterable
from itertools import pairwise, repeat

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from cni_analytics.text.glyphs import Characters, Floats, Token

Indices = npt.NDArray[np.int64]

_VOID, _INT = ctypes.c_void_p, ctypes.c_int
_LINE_END_HYPHENS = {0xFFFE: "-", 0x02: "-"}
"""What pdfium gives for a hyphen at the end of a line."""
_SYMBOLS = {0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF02D: "-", 0x0: "�"}
"""Private codes of Symbol and Wingdings that word processors use for bullets."""
_AFTER_FIGURE = re.compile(r"[0-9][^\W\d_]")
_PLAIN = _LINE_END_HYPHENS | _SYMBOLS
_BLANK_TO = 0x3001
_SPACE = np.array([chr(c).isspace() for c in range(_BLANK_TO)] + [False])
_BLANK = _SPACE.copy()
_BLANK[0x7F:0xA0] = True
_OFF_BASELINE = 0.35
"""Points a character may leave the baseline of the one before; a skewed text layer drifts by less."""
_BESIDE = 5.0
"""Points beyond the edge of the page that a character may stand."""
_FAR = 50_000.0
_SMALLEST = 0.01
_PRINTED = 0.01
"""Points of width from which white space was printed; what pdfium adds between lines has none."""


def _address_call(function: object, *types: type) -> Callable[..., int]:
    """The same function taking plain addresses: five times faster than pypdfium2's typed pointers.

    The interpreter's lock is kept: nothing else runs in the process that opens PDFs.
    """
    return ctypes.PYFUNCTYPE(_INT, *types)(ctypes.cast(function, _VOID).value)  # type: ignore[arg-type]


def _each(call: Callable[..., int], handle: int, indices: Iterable[int], *places: Iterable[int]) -> None:
    """Call pdfium for character after character, without a line of Python in between."""
    deque(map(call, repeat(handle), indices, *places), maxlen=0)


_loose_box = _address_call(raw.FPDFText_GetLooseCharBox, _VOID, _INT, _VOID)
_tight_box = _address_call(raw.FPDFText_GetCharBox, _VOID, _INT, _VOID, _VOID, _VOID, _VOID)
_origin = _address_call(raw.FPDFText_GetCharOrigin, _VOID, _INT, _VOID, _VOID)
_matrix = _address_call(raw.FPDFText_GetMatrix, _VOID, _INT, _VOID)


def characters(page: pdfium.PdfPage, limit: int) -> Characters:
    """Every character of a page with its box, grouped into tokens."""
    width, height = page.get_size()
    text_page = page.get_textpage()
    try:
        count = text_page.count_chars()
        n = min(count, limit)
        if n <= 0:
            return Characters("", np.empty((0, 4)), [], width, height)
        handle = ctypes.cast(text_page.raw, _VOID).value or 0
        text = _text(text_page, n)
        boxes = _boxes(handle, n)
        direction = _Directions(handle, page)
        tokens, shown = _tokens(text, boxes, direction)
        return Characters(text, shown, tokens, width, height, truncated=count > n)
    finally:
        text_page.close()


def _text(text_page: pdfium.PdfTextPage, n: int) -> str:
    buffer = (ctypes.c_ushort * (n + 1))()
    got = raw.FPDFText_GetText(text_page.raw, 0, n, buffer)
    text = bytes(buffer)[: 2 * (got - 1)].decode("utf-16-le", errors="replace") if got > 0 else ""
    if len(text) != n:  # characters outside the basic plane, or without a code
        text = "".join(_character(raw.FPDFText_GetUnicode(text_page.raw, i)) for i in range(n))
    if any(chr(code) in text for code in _PLAIN):
        text = text.translate(_PLAIN)
    return text


def _character(code: int) -> str:
    return "�" if code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)


def _boxes(handle: int, n: int) -> Floats:
    """Loose boxes (advance width) as left, top, right, bottom in page space."""
    rects = (ctypes.c_float * (4 * n))()
    at = ctypes.addressof(rects)
    _each(_loose_box, handle, range(n), range(at, at + 16 * n, 16))
    return np.frombuffer(memoryview(rects).cast("B"), np.float32).reshape(n, 4).astype(np.float64)


def _origins(handle: int, text: str, boxes: Floats, starts: Indices, stops: Indices) -> Floats:
    """Where each character stands on its baseline.

    Looked up for the ends of each word and after each figure, where endings are raised, and for every
    character of a word whose ends differ; between them, on the line from one to the other.
    """
    n = len(text)
    asked = np.zeros(n + 4, bool)
    asked[starts] = asked[stops - 1] = True
    for m in _AFTER_FIGURE.finditer(text):
        asked[m.start() : m.end() + 3] = True
    known = np.flatnonzero(asked[:n])
    found = np.zeros((n, 2))
    found[known] = _stands(handle, known, boxes)
    uneven = np.flatnonzero(_off_baseline(found[starts] - found[stops - 1]))
    if len(uneven):
        more = np.concatenate([np.arange(starts[k], stops[k]) for k in uneven])
        found[more] = _stands(handle, more, boxes)
        asked[more] = True
        known = np.flatnonzero(asked[:n])
    index = np.arange(n)
    return np.stack([np.interp(index, known, found[known, axis]) for axis in (0, 1)], axis=1)


def _off_baseline(step: Floats) -> npt.NDArray[np.bool_]:
    """Which steps from origin to origin lead off the line, whichever way it runs."""
    x, y = np.abs(step).T
    return np.asarray((x > _OFF_BASELINE) & (y > _OFF_BASELINE), dtype=np.bool_)


def _stands(handle: int, indices: Indices, boxes: Floats) -> Floats:
    """The origins of some characters, asked of pdfium where the height of the box is another than just before.

    A loose box reaches from the descent to the ascent of its font about the baseline and begins at the origin:
    upright boxes of one height on one level stand on one baseline.
    """
    left, top, right, bottom = boxes[indices].T
    turned = (top <= bottom) | (right <= left)
    new = np.ones(len(indices), bool)
    new[1:] = (np.diff(top) != 0) | (np.diff(bottom) != 0) | turned[1:] | turned[:-1]
    asked = np.flatnonzero(new)
    points = (ctypes.c_double * (2 * len(asked)))()
    at = ctypes.addressof(points)
    end = at + 16 * len(asked)
    _each(_origin, handle, indices[asked].tolist(), range(at, end, 16), range(at + 8, end + 8, 16))
    origins = np.frombuffer(memoryview(points).cast("B"), np.float64).reshape(-1, 2)
    last = np.cumsum(new) - 1
    stand: Floats = origins[last]
    stand[:, 0] += left - left[asked[last]]
    return stand


class _Directions:
    """Which way text runs on the displayed page, and coordinates that follow it."""

    def __init__(self, handle: int, page: pdfium.PdfPage) -> None:
        self.handle = handle
        self.rotation = page.get_rotation()
        self.size = page.get_size()
        self.left, self.bottom, self.right, self.top = page.get_bbox()
        self._values = (ctypes.c_float * 6)()
        self._address = ctypes.addressof(self._values)

    def of(self, index: int) -> tuple[int, float]:
        """Degrees the text of a character is turned clockwise on the displayed page, and its scale."""
        if not _matrix(self.handle, index, self._address):
            return 0, 1.0
        a, b, c, d = self._values[:4]
        scale = math.hypot(c, d) or 1.0
        if b == 0.0 and a > 0:
            return self.rotation, scale
        turned = 0 if a >= abs(b) else 270 if b > abs(a) else 90 if -b > abs(a) else 180
        return (turned + self.rotation) % 360, scale

    def tight(self, index: int) -> tuple[float, float, float, float]:
        values = (ctypes.c_double * 4)()
        at = ctypes.addressof(values)
        _tight_box(self.handle, index, at, at + 8, at + 16, at + 24)
        left, right, bottom, top = values
        return left, top, right, bottom

    def on_page(self, shown: Floats) -> npt.NDArray[np.bool_]:
        """Which displayed boxes stand on the page: what lies beside it is not printed."""
        width, height = self.size
        x0, top, x1, bottom = shown.T
        with np.errstate(invalid="ignore"):  # comparing with what is not a number is False
            inside = (x1 >= -_BESIDE) & (x0 <= width + _BESIDE) & (bottom >= -_BESIDE) & (top <= height + _BESIDE)
            inside &= (x0 > -_FAR) & (top > -_FAR) & (x1 < _FAR) & (bottom < _FAR)
        return np.asarray(inside, dtype=np.bool_)

    def to_display(self, boxes: Floats) -> Floats:
        """Boxes ``left, top, right, bottom`` of page space as ``x0, top, x1, bottom`` of the display."""
        x0, y1, x1, y0 = boxes.T
        left, bottom, right, top = self.left, self.bottom, self.right, self.top
        turned = {
            0: (x0 - left, top - y1, x1 - left, top - y0),
            90: (y0 - bottom, x0 - left, y1 - bottom, x1 - left),
            180: (right - x1, y0 - bottom, right - x0, y1 - bottom),
            270: (top - y1, right - x1, top - y0, right - x0),
        }[self.rotation]
        return np.stack(turned, axis=1)


def along(boxes: Floats, angle: int, width: float, height: float) -> Floats:
    """Displayed boxes as text turned by ``angle`` degrees sees them: ``x`` along the text, ``y`` down.

    ``width`` and ``height`` are those of the displayed page.
    """
    if angle == 0:
        return boxes
    x0, top, x1, bottom = boxes.T
    turned = {
        90: (top, width - x1, bottom, width - x0),
        180: (width - x1, height - bottom, width - x0, height - top),
        270: (height - bottom, x0, height - top, x1),
    }[angle]
    return np.stack(turned, axis=1)


def _tokens(text: str, boxes: Floats, direction: _Directions) -> tuple[list[tuple[int, list[Token]]], Floats]:
    """The words of a page by direction, and the boxes of its characters as it is displayed."""
    shown = direction.to_display(boxes)
    codes = np.frombuffer(text.encode("utf-32-le"), "<u4")
    codes = np.minimum(codes, _BLANK_TO)
    visible = (codes > 0x20) & ~_BLANK[codes] & direction.on_page(shown)
    if not visible.any():
        return [], shown
    starts, stops = visible.copy(), visible.copy()
    starts[1:] &= ~visible[:-1]
    stops[:-1] &= ~visible[1:]
    origins = _origins(direction.handle, text, boxes, np.flatnonzero(starts), np.flatnonzero(stops) + 1)
    # A raised suffix leaves the baseline while the text goes on; a new line goes back as well.
    step, right = np.diff(origins, axis=0), np.diff(boxes[:, 0])
    forward = 1 if np.sum(np.sign(right[visible[1:] & visible[:-1]])) >= 0 else -1
    left = _off_baseline(step) | (forward * right < -1)
    starts[1:] |= visible[1:] & left
    stops[:-1] |= visible[:-1] & left
    spaces = _SPACE[codes] & ((boxes[:, 2] - boxes[:, 0]) > _PRINTED)
    groups: dict[int, list[tuple[int, int, float]]] = {}
    first, last = np.flatnonzero(starts), np.flatnonzero(stops) + 1
    # Words on one level are set in one size and direction.
    level = origins[first, 1]
    changes = [0, *(np.flatnonzero(np.diff(level)) + 1).tolist(), len(first)]
    edges = list(zip(first.tolist(), last.tolist(), strict=True))
    text_page = ctypes.cast(direction.handle, raw.FPDF_TEXTPAGE)
    for k, end in pairwise(changes):
        angle, scale = direction.of(edges[k][0])
        real = abs(raw.FPDFText_GetFontSize(text_page, edges[k][0]) * scale)
        real = real if _SMALLEST < real < _FAR else 1.0
        groups.setdefault(angle, []).extend([(a, b, real) for a, b in edges[k:end]])
    out = []
    for angle, spans in sorted(groups.items(), key=lambda item: -len(item[1])):
        if angle != direction.rotation:
            # A loose box is measured along the horizontal; turned text needs the box of its ink.
            for a, b, _ in spans:
                for i in range(a, b):
                    boxes[i] = direction.tight(i)
            shown = direction.to_display(boxes)
        out.append((angle, _build(text, spans, shown, origins, spaces, direction, angle)))
    return out, shown


def _build(
    text: str,
    spans: list[tuple[int, int, float]],
    shown: Floats,
    origins: Floats,
    spaces: npt.NDArray[np.bool_],
    direction: _Directions,
    angle: int,
) -> list[Token]:
    shown = along(shown, angle, *direction.size)
    first, last, sizes = zip(*spans, strict=True)
    pairs = np.column_stack((first, last)).ravel()
    spaced = (spaces[pairs[::2] - 1] & (pairs[::2] > 0)).tolist()
    stand = origins[pairs[::2]]
    bases = along(direction.to_display(np.concatenate([stand, stand], axis=1)), angle, *direction.size)[:, 3].tolist()
    if pairs[-1] == len(text):
        pairs = pairs[:-1]
    x0 = np.minimum.reduceat(shown[:, 0], pairs)[::2].tolist()
    top = np.minimum.reduceat(shown[:, 1], pairs)[::2].tolist()
    x1 = np.maximum.reduceat(shown[:, 2], pairs)[::2].tolist()
    bottom = np.maximum.reduceat(shown[:, 3], pairs)[::2].tolist()
    words = [text[a:b] for a, b, _ in spans]
    return list(map(Token, first, last, words, x0, x1, top, bottom, bases, sizes, spaced))
