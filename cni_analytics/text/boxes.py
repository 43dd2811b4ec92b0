"""One box per character, kept as packed numbers: a page of 2,500 characters takes 40 kB, not 500."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Sequence
from typing import overload

Box = tuple[float, float, float, float]
"""``(x0, top, x1, bottom)`` in points from the page's top left corner."""

_NONE = (math.nan,) * 4


class Boxes(Sequence["Box | None"]):
    """A read-only sequence of boxes, ``None`` for white space.

    >>> Boxes.of([(1.0, 2.0, 3.0, 4.0), None])[0]
    (1.0, 2.0, 3.0, 4.0)
    """

    __slots__ = ("_packed",)

    def __init__(self, packed: array[float]) -> None:
        self._packed = packed

    @classmethod
    def of(cls, boxes: Iterable[Box | None]) -> Boxes:
        """Pack boxes."""
        return cls(array("f", (number for box in boxes for number in (box or _NONE))))

    @classmethod
    def from_bytes(cls, data: bytes) -> Boxes:
        """From little-endian 32-bit numbers, four a character, not a number for white space."""
        packed = array("f")
        packed.frombytes(data)
        return cls(packed)

    def __len__(self) -> int:
        return len(self._packed) // 4

    @overload
    def __getitem__(self, index: int) -> Box | None: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Box | None, ...]: ...
    def __getitem__(self, index: int | slice) -> Box | tuple[Box | None, ...] | None:
        if isinstance(index, slice):
            return tuple(self._at(i) for i in range(*index.indices(len(self))))
        count = len(self)
        if not -count <= index < count:
            raise IndexError(f"box {index} of {count}")
        return self._at(index % count)

    def _at(self, index: int) -> Box | None:
        x0, top, x1, bottom = self._packed[4 * index : 4 * index + 4]
        return None if math.isnan(x0) else (x0, top, x1, bottom)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(_same, self, other))

    def __hash__(self) -> int:
        return hash(self._packed.tobytes())

    def __repr__(self) -> str:
        return f"<{len(self)} boxes>"


def _same(a: object, b: object) -> bool:
    return a == b
