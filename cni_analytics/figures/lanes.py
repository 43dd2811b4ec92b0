"""Rows of a chart under headings, each as high as its label asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from cni_analytics.figures.marks import gutter, row_label, stroke, text_height
from cni_analytics.figures.sheet import Sheet
from cni_analytics.figures.style import MUTED, PAPER, RULE, Face, Scale, wrap


@dataclass(frozen=True, slots=True)
class Lane:
    """One row, or the heading over a group of rows.

    Parameters
    ----------
    label
        What stands at the left.
    marks
        Lines of marks inside the row.
    heading
        Whether it only announces the rows under it.
    """

    label: str
    marks: int = 1
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Lanes:
    """Rows laid out from top to bottom, in millimetres.

    Parameters
    ----------
    lanes
        In order.
    room
        Width of the gutter for their labels.
    tops, heights
        Of each lane, from the panel's upper edge.
    """

    lanes: tuple[Lane, ...]
    room: float
    tops: tuple[float, ...]
    heights: tuple[float, ...]

    @property
    def height(self) -> float:
        """Of the whole panel."""
        return self.tops[-1] + self.heights[-1] if self.tops else 1.0

    def middle(self, lane: int, mark: int = 0) -> float:
        """Where a line of marks of a lane runs."""
        marks = self.lanes[lane].marks
        inner = self.heights[lane]
        return self.tops[lane] + inner * (mark + 1) / (marks + 1)

    def draw(self, sheet: Sheet, axes: Axes) -> None:
        """Set the labels and a hairline between the rows; the panel's y is millimetres downwards."""
        axes.set_ylim(self.height, 0)
        for number, (lane, top, height) in enumerate(zip(self.lanes, self.tops, self.heights, strict=True)):
            if lane.heading:
                ground = Rectangle(
                    (0, top), 1, height, transform=axes.get_yaxis_transform(), fc=PAPER, lw=0, zorder=0.6
                )
                axes.add_artist(ground)
                for row, line in enumerate(_heading(sheet.scale, lane.label, sheet.measure)):
                    y = (
                        top
                        + height
                        - (len(_heading(sheet.scale, lane.label, sheet.measure)) - row - 0.5)
                        * text_height(sheet.scale.small)
                    )
                    sheet.write(
                        axes, sheet.scale.margin, y - 0.4, line, face=Face.STRONG, points=sheet.scale.small,
                        color=MUTED, across_page=True,
                    )  # fmt: skip
                continue
            row_label(sheet, axes, top + height / 2, lane.label, self.room)
            if number and not self.lanes[number - 1].heading:
                stroke(axes, [0, 1], [top, top], color=RULE, lw=0.35, transform=axes.get_yaxis_transform(), zorder=0.5)


def _heading(scale: Scale, label: str, measure: float) -> list[str]:
    return wrap(label, Face.STRONG, scale.small, measure)


def lay_out(lanes: Sequence[Lane], scale: Scale, measure: float, *, share: float = 0.34, mark: float = 3.2) -> Lanes:
    """Give every row its height.

    Parameters
    ----------
    lanes
        In order.
    scale
        Type sizes.
    measure
        Width of the page between its margins, in millimetres.
    share
        The most of the measure that labels may take.
    mark
        Height of one line of marks, in millimetres.

    Returns
    -------
    Lanes
    """
    room = gutter((lane.label for lane in lanes if not lane.heading), Face.TEXT, scale.label, share * measure)
    tops: list[float] = []
    heights: list[float] = []
    top = 0.0
    for lane in lanes:
        if lane.heading:
            height = text_height(scale.small, len(_heading(scale, lane.label, measure))) + (1.6 if tops else 0.6)
        else:
            lines = len(wrap(lane.label, Face.TEXT, scale.label, room - 1.5))
            height = max(text_height(scale.label, lines), mark * lane.marks) + 1.2
        tops.append(top)
        heights.append(height)
        top += height
    return Lanes(tuple(lanes), room, tuple(tops), tuple(heights))
