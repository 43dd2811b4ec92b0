"""The house style: typefaces shipped with the package, sizes for two widths, and a palette that survives greyscale.

Colours carry meaning, never decoration, and never alone: wherever two of them meet, the mark's shape, its filling or a
word beside it says the same. The pairs that meet differ by at least 15 in CIELAB lightness or in shape, so a black and
white page still tells them apart; `tests/figures/test_style.py` measures that, and simulates three kinds of colour
blindness.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from importlib import resources
from typing import Literal

import matplotlib as mpl
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.textpath import text_to_path

from cni_analytics.errors import UsageError

Size = Literal["column", "full"]
MM = 1 / 25.4
"""Inches in a millimetre."""
POINT_MM = 25.4 / 72
"""Millimetres in a typographic point."""

INK = "#16181c"
MUTED = "#5c6168"
RULE = "#c9cdd2"
FAINT = "#eceef0"
PAPER = "#ffffff"
SEA = "#0b4f7d"
"""At the roll call; unanimous; what is known."""
CLAY = "#d9722b"
"""At the item; contested; what a reader should look at."""
SKY = "#a9c9dc"
"""Unopposed; a band between two readings."""
SAND = "#f3cfae"
"""Inside the band: an estimate."""
STONE = "#9aa0a6"
"""Unsettled, unknown, observed without its document: always with a hatch, a hollow mark or a word."""
PALETTE = {
    "INK": INK, "MUTED": MUTED, "RULE": RULE, "FAINT": FAINT, "PAPER": PAPER,
    "SEA": SEA, "CLAY": CLAY, "SKY": SKY, "SAND": SAND, "STONE": STONE,
}  # fmt: skip


TINTS = (0.12, 0.35, 0.56, 0.78, 1.0)
"""Strength of the house's blue for five steps of a share, lightest first."""


def tint(step: int) -> str:
    """The house's blue for one of five steps of a share (0 to 4), the darker the more."""
    weight = TINTS[step]
    mixed = (round(weight * int(SEA[i : i + 2], 16) + (1 - weight) * 255) for i in (1, 3, 5))
    return "#" + "".join(f"{value:02x}" for value in mixed)


def is_dark(color: str) -> bool:
    """Whether type on this ground must be white to be read."""
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue < 140


class Face(Enum):
    """A typeface of the house, by what it is for; the value is its file."""

    TITLE = "FiraSans-SemiBold.ttf"
    TEXT = "FiraSansCondensed-Regular.ttf"
    STRONG = "FiraSansCondensed-SemiBold.ttf"


@dataclass(frozen=True, slots=True)
class Scale:
    """Widths in millimetres and type sizes in points for one size of figure."""

    width: float
    margin: float
    title: float
    subtitle: float
    label: float
    small: float
    line: float = 0.6
    dot: float = 5.5


SCALES: dict[Size, Scale] = {
    "column": Scale(width=90, margin=3, title=10.5, subtitle=7.6, label=7.2, small=6.2),
    "full": Scale(width=180, margin=5, title=14, subtitle=9.2, label=8.4, small=7, line=0.7, dot=6.5),
}
"""A newspaper's column (90 mm) and its full measure (180 mm, or a slide). Nothing is set under 6 points."""


@contextmanager
def house() -> Iterator[None]:
    """Matplotlib as it comes, whatever a user's own settings are, for as long as a figure is made or written.

    Also a decorator. The settings of the caller are put back afterwards.
    """
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams["svg.hashsalt"] = "cni"
        mpl.rcParams["svg.fonttype"] = "path"
        mpl.rcParams["text.hinting"] = "none"  # hinted advances differ from those lines are broken by
        mpl.rcParams["hatch.linewidth"] = 0.5
        yield


HYPHEN = re.compile(r"(?<=[^\W\d]-)(?=[^\W\d])")
"""Where a line may break inside a word: after the hyphen of «Νεάπολης-Συκεών», not of a date or an ΑΔΑ."""
LEADING = 1.22
"""Line height over type size."""


def scale(size: Size) -> Scale:
    """Sizes of one width of figure.

    Raises
    ------
    UsageError
        For a size other than ``column`` and ``full``.
    """
    if size not in SCALES:
        raise UsageError("size", expected="column or full", found=repr(size), next_step="ask for one of the two sizes")
    return SCALES[size]


@cache
def font_path(face: Face) -> str:
    """Where a typeface's file lies."""
    return str(resources.files("cni_analytics.figures").joinpath("fonts", face.value))


@cache
def font(face: Face, points: float) -> FontProperties:
    """A typeface at a size, named by its file so that no machine's own fonts are used."""
    return FontProperties(fname=font_path(face), size=points)


@cache
def _drawable() -> frozenset[int]:
    sets = [frozenset(FT2Font(font_path(face)).get_charmap()) for face in Face]
    return frozenset.intersection(*sets)


@lru_cache(maxsize=1 << 16)
def printable(text: str) -> str:
    """Text that every typeface of the house can draw, on one line.

    White space and control characters become a space, a character that no face has becomes ``?``: what a document says
    may be anything, and a missing glyph would otherwise be drawn as an empty box nobody notices.
    """
    out = []
    for char in unicodedata.normalize("NFC", text):
        if unicodedata.category(char) == "Cf":
            continue
        if char == "\u00a0" or (ord(char) in _drawable() and not char.isspace()):
            out.append(char)
        elif char.isspace() or unicodedata.category(char) == "Cc":
            out.append(" ")
        elif unicodedata.category(char) != "Mn":
            out.append("?")
    return "".join(out)


@cache
def _word_width(word: str, face: Face) -> float:
    width, _, _ = text_to_path.get_text_width_height_descent(word, font(face, 100.0), ismath=False)
    return float(width)


def width_mm(text: str, face: Face, points: float) -> float:
    """Width of one line in millimetres, from the font's own advances (the same on every machine).

    Words are measured once each and added up; no face here kerns against the space.
    """
    words = printable(text).split(" ")
    space = _word_width("n n", face) - 2 * _word_width("n", face)
    hundredth = sum(_word_width(word, face) for word in words if word) + space * (len(words) - 1)
    return hundredth * points / 100 * POINT_MM


def wrap(text: str, face: Face, points: float, measure_mm: float) -> list[str]:
    """Break text into lines that fit a measure.

    Parameters
    ----------
    text
        Made printable first; no-break spaces hold.
    face, points
        What it will be set in.
    measure_mm
        Longest line, in millimetres. A longer word is broken where it must be.

    Returns
    -------
    list of str
        At least one line.
    """
    lines, line = [], ""
    for glue, word in _parts(printable(text)):
        longer = f"{line}{glue}{word}" if line else word
        if width_mm(longer, face, points) <= measure_mm:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while width_mm(line, face, points) > measure_mm and len(line) > 1:
            cut = next(
                n for n in range(len(line) - 1, 0, -1) if n == 1 or width_mm(line[:n], face, points) <= measure_mm
            )
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line]


def _parts(text: str) -> list[tuple[str, str]]:
    """Words, and the halves of words joined by a hyphen between letters, with what stands before each."""
    return [
        (" " if first else "", part)
        for word in text.split(" ")
        for first, part in zip(itertools.chain([True], itertools.repeat(False)), HYPHEN.split(word), strict=False)
    ]


def balance(text: str, face: Face, points: float, measure_mm: float) -> list[str]:
    """Break a headline into lines of about the same length, no more of them than `wrap` needs: no word left alone."""
    lines = wrap(text, face, points, measure_mm)
    if len(lines) == 1:
        return lines
    for share in range(50, 100, 4):
        even = wrap(text, face, points, measure_mm * share / 100)
        if len(even) == len(lines):
            return even
    return lines


def shorten(text: str, face: Face, points: float, measure_mm: float) -> str:
    """One line that fits a measure, cut with an ellipsis where it must be."""
    whole = printable(text)
    if width_mm(whole, face, points) <= measure_mm:
        return whole
    for end in range(len(whole) - 1, 0, -1):
        cut = whole[:end].rstrip(" ,·\u00a0") + "…"
        if width_mm(cut, face, points) <= measure_mm:
            return cut
    return "…"
