"""Marks that several figures draw: time axes, labelled rows, dots, intervals and hatches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from cni_analytics.figures.language import Language
from cni_analytics.figures.sheet import Sheet
from cni_analytics.figures.style import INK, MUTED, PAPER, POINT_MM, RULE, Face, width_mm, wrap


def day_number(day: dt.date | pd.Timestamp) -> float:
    """A day as a coordinate: its proleptic Gregorian ordinal."""
    return float(day.toordinal())


def day(value: object) -> dt.date | None:
    """A cell of a date column as a day; ``None`` where it is missing."""
    stamp = pd.to_datetime(pd.Series([value], dtype=object)).iloc[0]
    return None if pd.isna(stamp) else dt.date(stamp.year, stamp.month, stamp.day)


def year_axis(sheet: Sheet, axes: Axes, first: dt.date, last: dt.date, *, room: float = 7.0,
              labels: bool = True) -> None:  # fmt: skip
    """Years under a panel whose x is days, with a thin rule at each New Year.

    Parameters
    ----------
    sheet, axes
        The page and the panel; its x limits are set already.
    first, last
        Days shown.
    room
        Least distance between two labels, in millimetres; years are skipped evenly to keep it.
    labels
        ``False`` draws the rules only.
    """
    low, high = axes.get_xlim()
    width = axes.get_position().width * sheet.scale.width
    years = [y for y in range(first.year, last.year + 2) if low <= day_number(dt.date(y, 1, 1)) <= high]
    step = next((k for k in (1, 2, 5, 10, 20) if width * 365.25 * k / (high - low) >= room), 50)
    for year in years:
        x = day_number(dt.date(year, 1, 1))
        axes.axvline(x, color=RULE, lw=0.4, zorder=0)
        if labels and year % step == 0:
            sheet.write(axes, x, axes.get_ylim()[0], str(year), points=sheet.scale.small, color=MUTED, ha="center",
                        va="top", dy=-2.5)  # fmt: skip


def gutter(labels: Iterable[str], face: Face, points: float, most: float) -> float:
    """Width of a column of row labels: the longest, up to ``most`` millimetres, with a little air."""
    return min(most, max((width_mm(label, face, points) for label in labels), default=0.0) + 2.0)


def row_label(
    sheet: Sheet, axes: Axes, y: float, text: str, room: float, *, strong: bool = False, color: str = INK
) -> None:  # fmt: skip
    """A label in the left gutter, on as many lines as its room asks for, centred on its row.

    Parameters
    ----------
    sheet, axes
        The page and the panel.
    y
        Row, in data coordinates.
    text
        The label.
    room
        Width of the gutter in millimetres.
    strong
        In the bold face.
    color
        Of the type.
    """
    face = Face.STRONG if strong else Face.TEXT
    points = sheet.scale.label
    lines = wrap(text, face, points, room - 1.5)
    step = points * 1.08
    for number, line in enumerate(lines):
        shift = ((len(lines) - 1) / 2 - number) * step
        sheet.write(
            axes, sheet.scale.margin, y, line, face=face, color=color, dy=shift, across_page=True, points=points
        )


def rows_needed(text: str, face: Face, points: float, room: float) -> int:
    """Lines that `row_label` will need."""
    return len(wrap(text, face, points, room - 1.5))


def text_height(points: float, lines: int = 1) -> float:
    """Height of lines of type, in millimetres."""
    return lines * points * 1.15 * POINT_MM


def stroke(axes: Axes, xs: Sequence[float], ys: Sequence[float], **look: Any) -> Line2D:
    """A line through points, added without the bookkeeping of automatic limits, which no figure here uses.

    Parameters
    ----------
    axes
        The panel.
    xs, ys
        Data coordinates.
    **look
        Of `matplotlib.lines.Line2D`.
    """
    line = Line2D(xs, ys, **look)
    axes.add_artist(line)
    return line


def dot(
    axes: Axes, x: float, y: float, color: str, size: float, *, marker: str = "o", hollow: bool = False,
    zorder: float = 5,
) -> Line2D:  # fmt: skip
    """One mark; hollow where it was observed without its document."""
    return stroke(
        axes, [x], [y], ls="none", marker=marker, ms=size, mfc=PAPER if hollow else color, mec=color,
        mew=1.0 if hollow else 0.6, zorder=zorder, clip_on=False,
    )  # fmt: skip


def whisker(axes: Axes, low: float, high: float, y: float, color: str, lw: float = 1.2, *, cap: float = 0.0) -> None:
    """An interval as a horizontal line, with upright ends where ``cap`` (in data units) is given."""
    stroke(axes, [low, high], [y, y], color=color, lw=lw, solid_capstyle="butt", zorder=3, clip_on=False)
    if cap:
        for x in (low, high):
            stroke(axes, [x, x], [y - cap, y + cap], color=color, lw=lw * 0.8, zorder=3, clip_on=False)


def hatched(axes: Axes, x: float, y: float, width: float, height: float, *, color: str, zorder: float = 2) -> None:
    """A box that says «not known»: white, with thin diagonals."""
    axes.add_artist(
        Rectangle((x, y), width, height, facecolor=PAPER, edgecolor=color, hatch="//////", lw=0.5, zorder=zorder)
    )


def percent_axis(
    sheet: Sheet, axes: Axes, words: Language, ticks: Sequence[float] = (0, 0.25, 0.5, 0.75, 1), *, top: bool = False
) -> None:
    """Shares of 0 to 1 as percentages, with thin rules."""
    low, high = axes.get_ylim()
    y = high if top else low
    for tick in ticks:
        axes.axvline(tick, color=RULE, lw=0.4, zorder=0)
        sheet.write(
            axes, tick, y, words.percent(tick), points=sheet.scale.small, color=MUTED, ha="center",
            va="bottom" if top else "top", dy=2.5 if top else -2.5,
        )  # fmt: skip


def spread(positions: Sequence[float], least: float, low: float, high: float) -> list[float]:
    """Move label positions apart so that no two are nearer than ``least``, staying within ``low`` and ``high``.

    Parameters
    ----------
    positions
        Where the labels belong, in any order.
    least
        Smallest distance between two of them.
    low, high
        Limits; if there is no room, the labels are spaced evenly over them.

    Returns
    -------
    list of float
        In the order given.
    """
    if not positions:
        return []
    order = sorted(range(len(positions)), key=lambda i: positions[i])
    if least * (len(positions) - 1) > high - low:
        step = (high - low) / max(len(positions) - 1, 1)
        placed = [low + step * rank for rank in range(len(positions))]
    else:
        placed = []
        for i in order:
            placed.append(max(positions[i], placed[-1] + least if placed else low))
        limit = high
        for rank in range(len(placed) - 1, -1, -1):
            placed[rank] = min(placed[rank], limit)
            limit = placed[rank] - least
    out = [0.0] * len(positions)
    for rank, i in enumerate(order):
        out[i] = placed[rank]
    return out
