"""The printed page of a figure: headline, panels, notes and the footer that says where it is from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Transform, blended_transform_factory

from cni_analytics.figures.style import (
    CLAY,
    FAINT,
    INK,
    LEADING,
    MM,
    MUTED,
    PAPER,
    POINT_MM,
    RULE,
    Face,
    Scale,
    balance,
    font,
    printable,
    width_mm,
    wrap,
)  # fmt: skip

MIDDLE = 0.31
"""From the baseline to the optical middle of lower-case Greek with its accents, in type sizes."""

WATERMARKED = 18.0
"""Panels lower than this, in millimetres, carry no watermark unless there is no other."""


@dataclass(frozen=True, slots=True)
class Panel:
    """Room for one set of axes, in millimetres.

    Parameters
    ----------
    height
        Of the axes themselves.
    left, right
        Gutters inside the page's measure, for labels.
    above, below
        Space over and under the axes, for a panel title and for axis labels.
    """

    height: float
    left: float = 0.0
    right: float = 0.0
    above: float = 1.0
    below: float = 1.0


class Sheet:
    """A page of fixed width whose height follows from what stands on it.

    Parameters
    ----------
    scale
        Width and type sizes.
    title, subtitle
        The headline (a finding or a question) and the line under it (unit and n).
    notes
        How to read it, a paragraph each.
    footer
        Coverage, source, definition: a line each, wrapped where they must.
    panels
        From top to bottom.
    banner
        Printed in reverse over the headline, and faintly across every panel; ``None`` for real data.

    Attributes
    ----------
    drawing : matplotlib.figure.Figure
    axes : list of matplotlib.axes.Axes
        One a panel, without spines or ticks.
    """

    def __init__(
        self,
        scale: Scale,
        *,
        title: str,
        subtitle: str,
        notes: Sequence[str],
        footer: Sequence[str],
        panels: Sequence[Panel],
        banner: tuple[str, str] | None = None,
    ) -> None:
        self.scale = scale
        s, measure = scale, scale.width - 2 * scale.margin
        self.measure = measure
        heads = balance(title, Face.TITLE, s.title, measure)
        subs = wrap(subtitle, Face.TEXT, s.subtitle, measure) if subtitle else []
        aids = [wrap(note, Face.TEXT, s.small, measure) for note in notes if note]
        feet = [wrap(line, Face.TEXT, s.small, measure) for line in footer if line]

        gap = s.margin * 0.6
        strip = self._line(s.small) + 1.6 if banner else 0.0
        top = strip + s.margin
        y_sub = top + len(heads) * self._line(s.title) + 0.5
        y = y_sub + len(subs) * self._line(s.subtitle) + gap
        tops = []
        for panel in panels:
            y += panel.above
            tops.append(y)
            y += panel.height + panel.below
        y_notes = y + gap
        notes_height = sum(len(lines) * self._line(s.small) + 0.6 for lines in aids)
        y_rule = y_notes + notes_height + (gap if aids else 0.0)
        self.height = y_rule + 1.2 + sum(len(lines) for lines in feet) * self._line(s.small) + s.margin * 0.8

        self.drawing = Drawing(figsize=(s.width * MM, self.height * MM), facecolor=PAPER)
        self._mm = Affine2D().scale(MM) + self.drawing.dpi_scale_trans
        self._lines(heads, top, Face.TITLE, s.title, INK)
        self._lines(subs, y_sub, Face.TEXT, s.subtitle, MUTED)
        for lines in aids:
            self._lines(lines, y_notes, Face.TEXT, s.small, INK)
            y_notes += len(lines) * self._line(s.small) + 0.6
        self._page_rectangle(s.margin, y_rule, measure, 0.18, RULE)
        y_foot = y_rule + 1.2
        for lines in feet:
            self._lines(lines, y_foot, Face.TEXT, s.small, MUTED)
            y_foot += len(lines) * self._line(s.small)
        self.axes = [self._place(panel, y) for panel, y in zip(panels, tops, strict=True)]
        if banner:
            self._banner(banner, strip)

    @staticmethod
    def _line(points: float) -> float:
        return points * LEADING * POINT_MM

    def line_height(self, points: float) -> float:
        """Height of a line of type, in millimetres."""
        return self._line(points)

    def _lines(self, lines: Sequence[str], top: float, face: Face, points: float, color: str) -> None:
        """Set lines of type at the left margin; ``top`` counts from the top of the page."""
        for number, line in enumerate(lines):
            baseline = self.height - top - number * self._line(points) - points * 0.92 * POINT_MM
            self.drawing.text(
                self.scale.margin, baseline, line, transform=self._mm, fontproperties=font(face, points), color=color,
                ha="left", va="baseline", parse_math=False,
            )  # fmt: skip

    def _page_rectangle(self, left: float, top: float, width: float, height: float, color: str) -> None:
        self.drawing.add_artist(
            Rectangle((left, self.height - top - height), width, height, transform=self._mm, facecolor=color, lw=0)
        )

    def _place(self, panel: Panel, top: float) -> Axes:
        left = self.scale.margin + panel.left
        width = self.measure - panel.left - panel.right
        axes = self.drawing.add_axes(
            (
                left / self.scale.width,
                (self.height - top - panel.height) / self.height,
                width / self.scale.width,
                panel.height / self.height,
            )
        )
        axes.set_axis_off()
        axes.set_autoscale_on(False)
        return axes

    def _banner(self, banner: tuple[str, str], strip: float) -> None:
        s = self.scale
        self._page_rectangle(0, 0, s.width, strip, CLAY)
        baseline = self.height - strip / 2 - s.small * 0.34 * POINT_MM
        word, explained = banner
        self.drawing.text(
            s.margin, baseline, f"{word} · {explained}", transform=self._mm, fontproperties=font(Face.STRONG, s.small),
            color=INK, parse_math=False,
        )  # fmt: skip
        tall = [axes for axes in self.axes if axes.get_position().height * self.height >= WATERMARKED]
        for axes in tall or self.axes[:1]:
            axes.text(
                0.5, 0.5, word, transform=axes.transAxes, fontproperties=font(Face.TITLE, s.title * 1.3), color=FAINT,
                ha="center", va="center", zorder=-5, parse_math=False, gid="watermark",
            )  # fmt: skip

    def top_of(self, axes: Axes) -> float:
        """Upper edge of a panel, in millimetres from the bottom of the page."""
        return float(axes.get_position().y1) * self.height

    def page_artist(self, artist: Artist) -> None:
        """Put an artist on the page, its coordinates in millimetres from the lower left corner."""
        artist.set_transform(self._mm)
        self.drawing.add_artist(artist)

    def page_text(
        self, x: float, y: float, text: str, *, points: float, face: Face = Face.TEXT, color: str = INK,
        ha: str = "left",
    ) -> None:  # fmt: skip
        """Set one line of type on the page, centred on ``y``, in millimetres from the lower left corner."""
        self.drawing.text(
            x, y - MIDDLE * points * POINT_MM, printable(text), transform=self._mm, fontproperties=font(face, points),
            color=color, ha=ha, va="baseline", parse_math=False,
        )  # fmt: skip

    def panel_title(self, axes: Axes, text: str, *, above: float) -> None:
        """A small headline over a panel, its middle ``above`` millimetres over the panel's upper edge."""
        self.page_text(self.scale.margin, self.top_of(axes) + above, text, points=self.scale.label, face=Face.STRONG)

    def page_x(self, axes: Axes) -> Transform:
        """A transform whose x is millimetres from the left of the page and whose y is the panel's data."""
        return blended_transform_factory(self._mm, axes.transData)

    def write(
        self,
        axes: Axes,
        x: float,
        y: float,
        text: str,
        *,
        face: Face = Face.TEXT,
        points: float | None = None,
        color: str = INK,
        ha: str = "left",
        va: str = "center",
        dx: float = 0.0,
        dy: float = 0.0,
        across_page: bool = False,
    ) -> Text:
        """Set one line of type in a panel.

        Parameters
        ----------
        axes
            The panel.
        x, y
            Data coordinates; with ``across_page``, ``x`` is millimetres from the left of the page.
        text
            Drawn as it is: never read as mathematics.
        face, points, color, ha, va
            Type; ``points`` is the label size unless given.
        dx, dy
            Shift in points, right and up.
        across_page
            See ``x``.

        Returns
        -------
        matplotlib.text.Text
        """
        transform = self.page_x(axes) if across_page else axes.transData
        size = self.scale.label if points is None else points
        if va == "center":
            va, dy = "baseline", dy - MIDDLE * size
        return axes.annotate(
            printable(text), (x, y), xycoords=transform, xytext=(dx, dy), textcoords="offset points",
            annotation_clip=False, fontproperties=font(face, size), color=color, ha=ha, va=va, parse_math=False,
            zorder=6,
        )  # fmt: skip

    def pair(
        self, axes: Axes, x: float, y: float, strong: str, plain: str, *, ha: str = "left", dx: float = 0.0,
        dy: float = 0.0, points: float | None = None, color: str = INK,
    ) -> None:  # fmt: skip
        """A bold word and a muted one after it, on one line, as a direct label.

        Parameters
        ----------
        axes, x, y, dx, dy
            As `write`.
        strong, plain
            What is said and what it is about.
        ha
            ``left``: the pair starts here. ``right``: it ends here.
        points
            Size of the bold word; the label size unless given.
        color
            Of the bold word.
        """
        big = self.scale.label if points is None else points
        gap = 2.5
        first = width_mm(printable(strong), Face.STRONG, big) / POINT_MM
        second = width_mm(printable(plain), Face.TEXT, self.scale.small) / POINT_MM
        start = dx if ha == "left" else dx - first - gap - second
        self.write(axes, x, y, strong, face=Face.STRONG, points=big, color=color, dx=start, dy=dy)
        self.write(axes, x, y, plain, points=self.scale.small, color=MUTED, dx=start + first + gap, dy=dy)
