"""A page's rows of cells to text: columns stay columns, and every character keeps its box."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np

from cni_analytics.text.columns import column_by_column
from cni_analytics.text.glyphs import Characters, Floats, Token
from cni_analytics.text.lines import Cell, Row, rows_of
from cni_analytics.text.rulings import grids
from cni_analytics.text.tables import inside, join_wrapped, table_rows, usual_right

CELL_SPACES = 3
"""Spaces between two cells, at least."""
_SAME_COLUMN = 3.0
"""Points two cells of one column may begin apart."""
_MEASURED = 3
"""Characters from which a cell is long enough to tell how wide one is."""
_PARAGRAPH = 1.4
"""Of the distance between the lines beside it: from here on an empty line stands between two."""


@dataclass(frozen=True, slots=True)
class Laid:
    """The text of a page and, for each of its characters, a box (not a number for white space)."""

    text: str
    boxes: Floats


class Writer:
    """Collects text and which character of the page each of its characters is."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._starts: list[int] = []

    def space(self, text: str) -> None:
        """Write white space, which has no box."""
        if text:
            self.parts.append(text)
            self._starts.append(-1)

    def cell(self, cell: Cell) -> None:
        """Write the words of a cell."""
        parts, starts = self.parts, self._starts
        for gap, token in zip(cell.gaps, cell.tokens, strict=True):
            if gap:
                parts.append(" " * gap)
                starts.append(-1)
            parts.append(token.text)
            starts.append(token.start)

    def laid(self, boxes: Floats) -> Laid:
        """Everything written so far."""
        starts, lengths = np.array(self._starts, dtype=np.int64), np.array([len(part) for part in self.parts], np.int64)
        within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        seen = np.repeat(starts >= 0, lengths)
        out = np.full((len(seen), 4), np.nan)
        out[seen] = boxes[(np.repeat(starts, lengths) + within)[seen]]
        return Laid("".join(self.parts), out)


def lay_out(page: Characters, left: float | None = None) -> tuple[Laid, float | None]:
    """The text of a page, its lines in reading order.

    Parameters
    ----------
    page
        Its characters.
    left
        Where the text of earlier pages begins, so that a column keeps its place over a page's end.

    Returns
    -------
    Laid, float or None
        The text, and where text begins now.
    """
    writer = Writer()
    for k, (angle, tokens) in enumerate(page.groups):
        rows = _rows(page, angle, tokens)
        if not rows:
            continue
        margin = min(row.x0 for row in rows)
        if k == 0:
            left = margin if left is None or page.width > page.height else min(left, margin)
            margin = left
        else:
            writer.space("\n\n")
        write_rows(writer, rows, margin)
    return writer.laid(page.boxes), left


def _rows(page: Characters, angle: int, tokens: list[Token]) -> list[Row]:
    """Rows in reading order: ruled tables as blocks of their own, wrapped cells joined."""
    tables = grids(page.rules) if angle == 0 else []
    blocks = []
    for grid in tables:
        within = [token for token in tokens if inside(grid, token)]
        if within:
            tokens = [token for token in tokens if not inside(grid, token)]
            blocks.append((grid.top, table_rows(grid, within)))
    rows = column_by_column(rows_of(tokens)) if tokens else []
    if rows:
        rows = join_wrapped(rows, usual_right(rows))
    for top, table in reversed(blocks):
        at = next((k for k, row in enumerate(rows) if row.base > top), len(rows))
        rows[at:at] = table
    return rows


def write_rows(writer: Writer, rows: list[Row], left: float) -> None:
    """Write rows as lines of text, their cells at least three spaces apart and aligned by column."""
    columns = _columns(rows, left)
    steps = [b.base - (a.base if a.end is None else a.end) for a, b in pairwise(rows)]
    for k, row in enumerate(rows):
        if k:
            nearby = [step for step in steps[max(0, k - 2) : k + 1] if step > 0.5 * row.size]
            writer.space("\n\n" if nearby and steps[k - 1] > _PARAGRAPH * min(nearby) else "\n")
        at = 0
        for cell in row.cells:
            column = columns[id(cell)]
            if column > at:
                writer.space(" " * (column - at))
                at = column
            writer.cell(cell)
            at += cell.length


def _columns(rows: list[Row], left: float) -> dict[int, int]:
    """The character column at which each cell begins: by its place on the page, never nearer than three spaces."""
    lengths = [[cell.length for cell in row.cells] for row in rows]
    widths = [
        (cell.x1 - cell.tokens[0].x0) / length
        for row, long in zip(rows, lengths, strict=True)
        for cell, length in zip(row.cells, long, strict=True)
        if length >= _MEASURED
    ]
    unit = max(0.92 * median(widths), 1.0) if widths else 5.0
    order = sorted(
        ((cell.x0, i, k) for i, row in enumerate(rows) for k, cell in enumerate(row.cells)),
    )
    column: dict[int, int] = {}
    ends = [0] * len(rows)
    group: list[tuple[float, int, int]] = []
    members: set[int] = set()
    last = -1

    def settle() -> None:
        nonlocal last
        at = max(0, round((group[0][0] - left) / unit))
        at = max([at, *(ends[i] + CELL_SPACES for _, i, k in group if k)])
        if group[0][0] - left > _SAME_COLUMN:
            at = max(at, last + 1)
        for _, i, k in group:
            column[id(rows[i].cells[k])] = at
            ends[i] = at + lengths[i][k]
        last = at
        group.clear()

    for entry in order:
        if group and (entry[0] - group[0][0] > _SAME_COLUMN or entry[1] in members):
            settle()
            members.clear()
        group.append(entry)
        members.add(entry[1])
    if group:
        settle()
    return column
