"""The characters of a page and where they stand, whoever found them: pdfium or OCR."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from cni_analytics.text.rulings import Rules

Floats = npt.NDArray[np.float64]


@dataclass(slots=True)
class Token:
    """Characters ``start`` to ``end`` of a page without white space between them, on one baseline.

    Coordinates are those of its direction group: ``x`` grows along the text, ``y`` downwards.
    """

    start: int
    end: int
    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    spaced: bool
    """White space that the document itself prints stands before it."""


@dataclass(slots=True)
class Characters:
    """The characters of a page in the order the document draws them, as the page is displayed.

    Attributes
    ----------
    text
        One character each, white space included.
    boxes
        ``(n, 4)``: x0, top, x1, bottom in points from the top left corner of the displayed page.
    groups
        Tokens by direction of the text (0 upright, then 90, 180, 270 degrees), the fullest first.
    width, height
        Of the displayed page, in points.
    rules
        Rules drawn on the page, as it is displayed.
    truncated
        More characters than the limit; the rest was left.
    """

    text: str
    boxes: Floats
    groups: list[tuple[int, list[Token]]]
    width: float
    height: float
    rules: Rules = field(default_factory=Rules)
    truncated: bool = False
