"""What a PDF page draws besides text: rules, and how much of it pictures cover. Runs in the worker."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from cni_analytics.text.rulings import Rules

_MOST_OBJECTS = 20_000
"""Objects of a page looked through; beyond, it is a drawing."""
_MOST_SEGMENTS = 400
_DEEPEST = 3
_THIN = 2.6
"""Points: a filled box thinner than this is a rule."""
_SHORTEST = 6.0
_LEVEL = 0.7
"""Points a rule may slope."""

_Point = tuple[float, float]


@dataclass(slots=True)
class Drawing:
    """Rules of a page, how many objects it draws, and the share of it that pictures cover."""

    rules: Rules = field(default_factory=Rules)
    objects: int = 0
    pictured: float = 0.0


class _Matrix:
    __slots__ = ("values",)

    def __init__(self, values: tuple[float, ...] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)) -> None:
        self.values = values

    def apply(self, x: float, y: float) -> _Point:
        a, b, c, d, e, f = self.values
        return a * x + c * y + e, b * x + d * y + f

    def within(self, outer: _Matrix) -> _Matrix:
        a, b, c, d, e, f = self.values
        (e2, f2), (ox, oy) = outer.apply(e, f), outer.apply(0.0, 0.0)
        ax, ay = outer.apply(a, b)
        cx, cy = outer.apply(c, d)
        return _Matrix((ax - ox, ay - oy, cx - ox, cy - oy, e2, f2))


def drawing(page: pdfium.PdfPage) -> Drawing:
    """Rules and pictures of a page, as it is displayed."""
    found = Drawing()
    left, bottom, right, top = page.get_bbox()
    rotation = page.get_rotation()

    def displayed(x: float, y: float) -> _Point:
        if rotation == 90:
            return y - bottom, x - left
        if rotation == 180:
            return right - x, y - bottom
        if rotation == 270:
            return top - y, right - x
        return x - left, top - y

    collector = _Collector(found, displayed)
    collector.page(page)
    area = max((right - left) * (top - bottom), 1.0)
    found.pictured = min(found.pictured / area, 1.0)
    return found


class _Collector:
    def __init__(self, found: Drawing, displayed: Callable[[float, float], _Point]) -> None:
        self.found = found
        self.displayed = displayed
        self._matrix = raw.FS_MATRIX()
        self._x, self._y = ctypes.c_float(), ctypes.c_float()
        self._box = [ctypes.c_float() for _ in range(4)]
        self._seen = 0

    def page(self, page: pdfium.PdfPage) -> None:
        self.found.objects = raw.FPDFPage_CountObjects(page.raw)
        for index in range(self.found.objects):
            if not self._object(raw.FPDFPage_GetObject(page.raw, index), _Matrix(), 0):
                return

    def _object(self, item: object, outer: _Matrix, depth: int) -> bool:
        """Take one object in; false where there have been too many."""
        self._seen += 1
        if self._seen > _MOST_OBJECTS:
            return False
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            return True
        if kind == raw.FPDF_PAGEOBJ_PATH:
            self._path(item, outer)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            (x0, y0), (x1, y1) = self._corners(item, outer)
            self.found.pictured += abs(x1 - x0) * abs(y1 - y0)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = self._own_matrix(item).within(outer)
            for index in range(raw.FPDFFormObj_CountObjects(item)):
                if not self._object(raw.FPDFFormObj_GetObject(item, index), inner, depth + 1):
                    return False
        return True

    def _own_matrix(self, item: object) -> _Matrix:
        m = self._matrix
        if not raw.FPDFPageObj_GetMatrix(item, m):
            return _Matrix()
        return _Matrix((m.a, m.b, m.c, m.d, m.e, m.f))

    def _corners(self, item: object, outer: _Matrix) -> tuple[_Point, _Point]:
        left, bottom, right, top = self._box
        if not raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            return (0.0, 0.0), (0.0, 0.0)
        return outer.apply(left.value, bottom.value), outer.apply(right.value, top.value)

    def _path(self, item: object, outer: _Matrix) -> None:
        (x0, y0), (x1, y1) = self._corners(item, outer)
        width, height = abs(x1 - x0), abs(y1 - y0)
        if max(width, height) < _SHORTEST:
            return
        if min(width, height) <= _THIN:
            middle = ((x0 + x1) / 2, (y0 + y1) / 2)
            if width > height:
                self._rule((x0, middle[1]), (x1, middle[1]))
            else:
                self._rule((middle[0], y0), (middle[0], y1))
            return
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(item, fill, stroke)
        if stroke.value:
            self._segments(item, self._own_matrix(item).within(outer))

    def _segments(self, item: object, matrix: _Matrix) -> None:
        count = raw.FPDFPath_CountSegments(item)
        if not 2 <= count <= _MOST_SEGMENTS:
            return
        start = at = (0.0, 0.0)
        for index in range(count):
            segment = raw.FPDFPath_GetPathSegment(item, index)
            raw.FPDFPathSegment_GetPoint(segment, self._x, self._y)
            point = matrix.apply(self._x.value, self._y.value)
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                start = point
            elif kind == raw.FPDF_SEGMENT_LINETO:
                self._rule(at, point)
            if raw.FPDFPathSegment_GetClose(segment):
                self._rule(point, start)
            at = point

    def _rule(self, a: _Point, b: _Point) -> None:
        (ax, ay), (bx, by) = self.displayed(*a), self.displayed(*b)
        if abs(ay - by) <= _LEVEL and abs(ax - bx) >= _SHORTEST:
            self.found.rules.level.append(((ay + by) / 2, min(ax, bx), max(ax, bx)))
        elif abs(ax - bx) <= _LEVEL and abs(ay - by) >= _SHORTEST:
            self.found.rules.upright.append(((ax + bx) / 2, min(ay, by), max(ay, by)))
