"""A one-line key in reading order, where a mark cannot be labelled where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle

from cni_analytics.figures.sheet import Sheet
from cni_analytics.figures.style import INK, LEADING, PAPER, POINT_MM, Face, width_mm, wrap

Kind = Literal[
    "dot", "hollow", "diamond", "hollow_diamond", "line", "dashed", "thick", "box", "hatch", "range", "square", "tick",
    "dash", "half",
]  # fmt: skip
SWATCH = 4.2
"""Width of a sample, in millimetres."""
AIR = 3.0
"""Between two entries."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A sample of a mark and what it stands for."""

    kind: Kind
    color: str
    text: str
    edge: str | None = None


def arrange(entries: Sequence[Entry], points: float, measure: float) -> list[list[tuple[float, Entry, str]]]:
    """Break a key into lines.

    Parameters
    ----------
    entries
        In reading order.
    points
        Type size.
    measure
        Width in millimetres.

    Returns
    -------
    list
        Lines of ``(x in mm from the left, entry, text)``; an entry longer than the measure goes on without a sample.
    """
    lines: list[list[tuple[float, Entry, str]]] = []
    x = measure
    for entry in entries:
        parts = wrap(entry.text, Face.TEXT, points, measure - SWATCH - 1)
        for number, part in enumerate(parts):
            width = SWATCH + 1 + width_mm(part, Face.TEXT, points)
            if not lines or number or x + width > measure:
                lines.append([])
                x = 0.0
            lines[-1].append((x, entry if number == 0 else Entry("box", PAPER, ""), part))
            x += width + AIR
    return lines


def key_height(entries: Sequence[Entry], points: float, measure: float) -> float:
    """Height of a key in millimetres, with the air under it."""
    return len(arrange(entries, points, measure)) * points * LEADING * POINT_MM + 1.2


def draw_key(sheet: Sheet, axes: Axes, entries: Sequence[Entry], *, above: float) -> None:
    """Draw a key at the left of the page.

    Parameters
    ----------
    sheet, axes
        The page, and the panel it belongs to.
    entries
        In reading order.
    above
        Distance of the key's first line from the panel's upper edge, in millimetres.
    """
    points = sheet.scale.small
    top = sheet.top_of(axes) + above
    for number, line in enumerate(arrange(entries, points, sheet.measure)):
        y = top - (number + 0.5) * points * LEADING * POINT_MM
        for x, entry, text in line:
            left = sheet.scale.margin + x
            _sample(sheet, entry, left, y)
            sheet.page_text(left + SWATCH + 1, y, text, points=points, color=INK)


def _sample(sheet: Sheet, entry: Entry, x: float, y: float) -> None:
    kind, color, edge = entry.kind, entry.color, entry.edge or entry.color
    mid = x + SWATCH / 2
    size = sheet.scale.dot * 0.82
    marks = {
        "dot": ("o", color), "hollow": ("o", PAPER), "diamond": ("D", color), "hollow_diamond": ("D", PAPER),
        "square": ("s", color),
    }  # fmt: skip
    if kind in marks:
        marker, fill = marks[kind]
        if marker == "D":
            size *= 0.85
        sheet.page_artist(Line2D([mid], [y], marker=marker, ms=size, mfc=fill, mec=edge, mew=1.0, ls="none"))
    elif kind in {"line", "dashed", "thick"}:
        lw = 3.2 if kind == "thick" else sheet.scale.line * 2
        style = (0, (2.5, 1.5)) if kind == "dashed" else "-"
        sheet.page_artist(Line2D([x, x + SWATCH], [y, y], color=color, lw=lw, ls=style, solid_capstyle="butt"))
    elif kind == "dash":
        sheet.page_artist(Line2D([mid - 0.8, mid + 0.8], [y, y], color=color, lw=1.2, solid_capstyle="butt"))
    elif kind == "half":
        sheet.page_artist(Rectangle((x, y - 1.0), SWATCH, 2.0, facecolor=color, edgecolor=edge, lw=0.5))
        sheet.page_artist(Polygon([(x, y - 1.0), (x + SWATCH, y - 1.0), (x, y + 1.0)], facecolor=edge, lw=0))
    elif kind == "tick":
        sheet.page_artist(Line2D([mid, mid], [y - 1.3, y + 1.3], color=color, lw=1.1, solid_capstyle="butt"))
    elif kind == "range":
        sheet.page_artist(Line2D([x, x + SWATCH], [y, y], color=color, lw=1.2, solid_capstyle="butt"))
        for end in (x, x + SWATCH):
            sheet.page_artist(Line2D([end, end], [y - 0.7, y + 0.7], color=color, lw=1))
    else:
        hatch = "//////" if kind == "hatch" else None
        fill = PAPER if kind == "hatch" else color
        sheet.page_artist(Rectangle((x, y - 1.0), SWATCH, 2.0, facecolor=fill, edgecolor=edge, hatch=hatch, lw=0.5))
