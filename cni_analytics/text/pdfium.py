"""The characters of a PDF page and where they stand, through pdfium.

Runs in the process that opens PDFs (``worker``), never in the user's: pdfium is fast native code that
meets hostile files.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Callable

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
_BLANK = np.array([chr(c).isspace() or 0x7F <= c < 0xA0 for c in range(_BLANK_TO)] + [False])
_OFF_BASELINE = 0.35
"""Points a character may leave the baseline of the one before; a skewed text layer drifts by less."""
_BESIDE = 5.0
"""Points beyond the edge of the page that a character may stand."""
_FAR = 50_000.0
_SMALLEST = 0.01
_PRINTED = 0.01
"""Points of width from which white space was printed; what pdfium adds between lines has none."""


def _address_call(function: object, *types: type) -> Callable[..., int]:
    """The same function taking plain addresses: four times faster than pypdfium2's typed pointers."""
    return ctypes.CFUNCTYPE(_INT, *types)(ctypes.cast(function, _VOID).value)  # type: ignore[arg-type]


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
        tokens = _tokens(text, boxes, direction)
        return Characters(text, direction.to_display(boxes), tokens, width, height, truncated=count > n)
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
    for i in range(n):
        _loose_box(handle, i, at)
        at += 16
    return np.frombuffer(memoryview(rects).cast("B"), np.float32).reshape(n, 4).astype(np.float64)


def _origins(handle: int, text: str, starts: Indices, stops: Indices) -> Floats:
    """Where each character stands on its baseline.

    Asked of pdfium for the ends of each word and after each figure, where endings are raised, and for
    every character of a word whose ends differ; between them, on the line from one to the other.
    """
    n = len(text)
    points = (ctypes.c_double * (2 * n))()
    base = ctypes.addressof(points)
    asked = np.zeros(n + 4, bool)
    asked[starts] = asked[stops - 1] = True
    for m in _AFTER_FIGURE.finditer(text):
        asked[m.start() : m.end() + 3] = True
    known = np.flatnonzero(asked[:n])
    for i in known.tolist():
        _origin(handle, i, base + 16 * i, base + 16 * i + 8)
    found = np.frombuffer(memoryview(points).cast("B"), np.float64).reshape(n, 2).copy()
    uneven = np.flatnonzero((np.abs(found[starts] - found[stops - 1]) > _OFF_BASELINE).all(axis=1))
    if len(uneven):
        more = np.concatenate([np.arange(starts[k], stops[k]) for k in uneven])
        for i in more.tolist():
            _origin(handle, i, base + 16 * i, base + 16 * i + 8)
        found = np.frombuffer(memoryview(points).cast("B"), np.float64).reshape(n, 2).copy()
        asked[more] = True
        known = np.flatnonzero(asked[:n])
    index = np.arange(n)
    return np.stack([np.interp(index, known, found[known, axis]) for axis in (0, 1)], axis=1)


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

    def on_page(self, boxes: Floats) -> npt.NDArray[np.bool_]:
        """Which boxes stand on the page: what lies beside it is not printed."""
        width, height = self.size
        x0, top, x1, bottom = self.to_display(boxes).T
        with np.errstate(invalid="ignore"):
            inside = (x1 >= -_BESIDE) & (x0 <= width + _BESIDE) & (bottom >= -_BESIDE) & (top <= height + _BESIDE)
        sound = np.all(np.isfinite(boxes) & (np.abs(boxes) < _FAR), axis=1)
        return np.asarray(inside & sound, dtype=np.bool_)

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
    x0, top, x1, bottom = boxes.T
    turned = {
        0: (x0, top, x1, bottom),
        90: (top, width - x1, bottom, width - x0),
        180: (width - x1, height - bottom, width - x0, height - top),
        270: (height - bottom, x0, height - top, x1),
    }[angle]
    return np.stack(turned, axis=1)


def _tokens(text: str, boxes: Floats, direction: _Directions) -> list[tuple[int, list[Token]]]:
    codes = np.frombuffer(text.encode("utf-32-le"), "<u4")
    visible = (codes > 0x20) & ~_BLANK[np.minimum(codes, _BLANK_TO)] & direction.on_page(boxes)
    if not visible.any():
        return []
    starts, stops = visible.copy(), visible.copy()
    starts[1:] &= ~visible[:-1]
    stops[:-1] &= ~visible[1:]
    origins = _origins(direction.handle, text, np.flatnonzero(starts), np.flatnonzero(stops) + 1)
    # A raised suffix leaves the baseline while the text goes on; a new line goes back as well.
    step, right = np.diff(origins, axis=0), np.diff(boxes[:, 0])
    forward = 1 if np.sum(np.sign(right[visible[1:] & visible[:-1]])) >= 0 else -1
    left = (np.abs(step) > _OFF_BASELINE).all(axis=1) | (forward * right < -1)
    starts[1:] |= visible[1:] & left
    stops[:-1] |= visible[:-1] & left
    spaces = (boxes[:, 2] - boxes[:, 0]) > _PRINTED
    groups: dict[int, list[tuple[int, int, float]]] = {}
    text_page = ctypes.cast(direction.handle, raw.FPDF_TEXTPAGE)
    level = origins[:, 1].tolist()
    before, angle, real = math.nan, 0, 1.0
    for a, b in zip(np.flatnonzero(starts).tolist(), (np.flatnonzero(stops) + 1).tolist(), strict=True):
        if level[a] != before:  # words on one level are set in one size and direction
            before = level[a]
            angle, scale = direction.of(a)
            real = abs(raw.FPDFText_GetFontSize(text_page, a) * scale)
            real = real if _SMALLEST < real < _FAR else 1.0
        groups.setdefault(angle, []).append((a, b, real))
    out = []
    for angle, spans in sorted(groups.items(), key=lambda item: -len(item[1])):
        if angle != direction.rotation:
            # A loose box is measured along the horizontal; turned text needs the box of its ink.
            for a, b, _ in spans:
                for i in range(a, b):
                    boxes[i] = direction.tight(i)
        out.append((angle, _build(text, spans, boxes, origins, spaces, direction, angle)))
    return out


def _build(
    text: str,
    spans: list[tuple[int, int, float]],
    boxes: Floats,
    origins: Floats,
    spaces: npt.NDArray[np.bool_],
    direction: _Directions,
    angle: int,
) -> list[Token]:
    shown = along(direction.to_display(boxes), angle, *direction.size)
    base = along(direction.to_display(np.concatenate([origins, origins], axis=1)), angle, *direction.size)[:, 3]
    pairs = np.array([edge for a, b, _ in spans for edge in (a, b)])
    if pairs[-1] == len(text):
        pairs = pairs[:-1]
    x0 = np.minimum.reduceat(shown[:, 0], pairs)[::2].tolist()
    top = np.minimum.reduceat(shown[:, 1], pairs)[::2].tolist()
    x1 = np.maximum.reduceat(shown[:, 2], pairs)[::2].tolist()
    bottom = np.maximum.reduceat(shown[:, 3], pairs)[::2].tolist()
    bases = base[pairs[::2]].tolist()
    return [
        Token(
            a, b, text[a:b], x0[k], x1[k], top[k], bottom[k], bases[k], size,
            a > 0 and text[a - 1].isspace() and bool(spaces[a - 1]),
        )
        for k, (a, b, size) in enumerate(spans)
    ]  # fmt: skip
