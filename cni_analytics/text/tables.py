"""Cells that span several lines, with rules around them or without: each comes out whole."""

from __future__ import annotations

from itertools import pairwise
from statistics import median

import regex

from cni_analytics.text.glyphs import Token
from cni_analytics.text.lines import Cell, Row, rows_of
from cni_analytics.text.rulings import Area, Grid

_SPACE = 0.25
"""Of the size of the letters: a printed space."""
_CLOSER = 0.87
"""Lines of one cell stand at least this much closer than its row and the next."""
_ALIGNED = 0.6
"""Points apart two lines of one cell may begin."""
_NEAR = 6
_ROWS = 3
_SURNAME = regex.compile(r"(?:\d{1,3}[.)] ?)?\p{Lu}\p{L}+(?: ?[-‐–] ?\p{Lu}\p{L}+)?")
_INDEX = regex.compile(r"\(?\d{1,3}[.)]?")


def table_rows(grid: Grid, tokens: list[Token]) -> list[Row]:
    """The rows of a ruled table, a cell's wrapped lines joined.

    Parameters
    ----------
    grid
        The table.
    tokens
        Those inside it.

    Returns
    -------
    list of Row
        A cell that holds a list, one entry a line, gives as many rows, beside its neighbours' lines.
    """
    inside: dict[Area, list[Token]] = {}
    for token in tokens:
        area = _area_of(grid, token)
        if area is not None:
            inside.setdefault(area, []).append(token)
    lines = {area: rows_of(some) for area, some in inside.items()}
    by_row: dict[int, list[Area]] = {}
    for area in grid.areas:
        if area in lines:
            by_row.setdefault(area.row, []).append(area)
    entries = _row_is_entry(by_row, lines)
    out = []
    for _, areas in sorted(by_row.items()):
        out += _side_by_side([_joined(area, lines[area], entry=entries or _indexed(areas, lines)) for area in areas])
    return out


def _row_is_entry(by_row: dict[int, list[Area]], lines: dict[Area, list[Row]]) -> bool:
    """Most rows of the table are one line high: a second line in one of them was wrapped."""
    heights = [max(len(lines[area]) for area in areas) for areas in by_row.values()]
    return len(heights) >= _ROWS and median(heights) == 1


def _indexed(areas: list[Area], lines: dict[Area, list[Row]]) -> bool:
    """The row has its number in a cell of its own, so it is one entry."""
    first = lines[areas[0]]
    return len(areas) > 1 and len(first) == 1 and _INDEX.fullmatch(first[0].cells[0].text) is not None


def inside(grid: Grid, token: Token) -> bool:
    """Whether a token stands in a table."""
    x, y = (token.x0 + token.x1) / 2, (token.top + token.bottom) / 2
    return grid.x0 <= x <= grid.x1 and grid.top <= y <= grid.bottom


def _area_of(grid: Grid, token: Token) -> Area | None:
    x, y = (token.x0 + token.x1) / 2, (token.top + token.bottom) / 2
    return next((a for a in grid.areas if a.x0 <= x <= a.x1 and a.top <= y <= a.bottom), None)


def _joined(area: Area, lines: list[Row], *, entry: bool) -> list[Row]:
    """Lines of one ruled cell, those that were wrapped for want of room joined to the line before.

    Where the row is not one ``entry``, a line is joined only if the words say so: a cell may hold a
    list, whose longest name leaves no room either.
    """
    padding = min(max(min(line.x0 for line in lines) - area.x0, 1.0), 8.0)
    room = area.x1 - padding
    joined = [Row(lines[0].base, lines[0].size, [Cell(list(c.tokens), list(c.gaps)) for c in lines[0].cells])]
    for before, line in pairwise(lines):
        target = joined[-1].cells[-1]
        single = len(before.cells) == 1 and len(line.cells) == 1 and not line.cells[0].marked
        wrapped = single and _no_room(before.cells[0], line.cells[0], room, line.size)
        if wrapped and (entry or _goes_on(target, line.cells[0])):
            # The next line is measured against this one, so the words are joined in a copy.
            target.wrap(Cell(list(line.cells[0].tokens), list(line.cells[0].gaps)))
            joined[-1].end = line.base
        else:
            joined.append(Row(line.base, line.size, [Cell(list(c.tokens), list(c.gaps)) for c in line.cells]))
    if len(joined) == 1:
        joined[0].cells[0].left = area.x0 + padding
    return joined


def _no_room(cell: Cell, line: Cell, room: float, size: float) -> bool:
    """The first word of the next line would not have fitted on this one."""
    first = line.tokens[0]
    width = first.x1 - first.x0
    for gap, token in zip(line.gaps[1:], line.tokens[1:], strict=True):
        if gap:
            break
        width = token.x1 - first.x0
    last = cell.tokens[-1]
    return last.x1 + (_SPACE - 0.1) * size + width > room - 0.1 * size


def _goes_on(cell: Cell, line: Cell) -> bool:
    """The words themselves say that the line goes on."""
    first, last = line.tokens[0].text, cell.tokens[-1].text
    open_bracket = cell.text.count("(") > cell.text.count(")")
    # A surname alone, and a first name alone under it, are one name.
    halves = len(line.tokens) == 1 and first.isalpha() and _SURNAME.fullmatch(cell.text) is not None
    return first[0] == "(" or first[0].islower() or last[-1] in "-‐–/" or open_bracket or halves


def _side_by_side(cells: list[list[Row]]) -> list[Row]:
    """The lines of a table's row: one where every cell has one line, else line by line."""
    longest = max(cells, key=len)
    rows = [Row(line.base, line.size, []) for line in longest]
    for lines in cells:
        at = 0
        for k, line in enumerate(lines):
            if len(lines) > 1 and lines is not longest:
                free = range(at, len(rows) - (len(lines) - 1 - k))
                at = min(free, key=lambda i: abs(rows[i].base - line.base))
            elif lines is longest:
                at = k
            rows[at].cells += line.cells
            rows[at].end = max(line.end or line.base, rows[at].end or rows[at].base)
            at += 1
    return [row for row in rows if row.cells]


def join_wrapped(rows: list[Row], right: float) -> list[Row]:
    """Rows of columns without rules, the second lines of their cells joined to the first.

    Parameters
    ----------
    rows
        From top to bottom.
    right
        Where the text of the page ends.

    Returns
    -------
    list of Row
        A row is joined to the one before where each of its cells stands under a cell that had no room
        for its first word, and either the numbering, the words or the distance say that it goes on.
    """
    out: list[Row] = []
    last: Row | None = None
    steps = [b.base - a.base for a, b in pairwise(rows)]
    for k, row in enumerate(rows):
        if out and last is not None and len(out[-1].cells) > 1:
            nearby = steps[max(0, k - _NEAR) : k + _NEAR]
            closest = min((step for step in nearby if step > 0.5 * row.size), default=0.0)
            after = steps[k] if k < len(steps) else None
            step = steps[k - 1] if steps[k - 1] <= 1.03 * closest else None
            targets = step and _continued(out[-1], last, row, step, after, _column_ends(rows, k, right))
            if targets:
                for target, cell in zip(targets, row.cells, strict=True):
                    target.wrap(cell)
                out[-1].end = row.base
                last = Row(row.base, row.size, [*row.cells])
                continue
        out.append(row)
        last = Row(row.base, row.size, [Cell(list(c.tokens), list(c.gaps), c.left) for c in row.cells])
    return out


def _column_ends(rows: list[Row], k: int, right: float) -> list[float]:
    """Where the columns around a row begin, and the end of the last."""
    near = rows[max(0, k - _NEAR) : k + _NEAR]
    return [*sorted(cell.x0 for row in near for cell in row.cells if len(row.cells) > 1), right + 2.0]


def _continued(
    row: Row, last: Row, line: Row, step: float, after: float | None, ends: list[float]
) -> list[Cell] | None:
    """The cells of ``row`` that the cells of ``line`` go on, ``None`` where any of them does not."""
    if step > 2.2 * line.size or step < 0.5 * line.size or abs(line.size - row.size) > 0.04 * row.size:
        return None
    closer = after is not None and step < _CLOSER * after
    targets = []
    for cell in line.cells:
        if cell.marked:
            return None
        target = _above(row, cell)
        if target is None or (cell.text.isupper() and not target.text.isupper() and cell.text[0] != "("):
            return None
        before = _above(last, cell) or target
        room = min((x for x in ends if x > target.x0 + 3 * line.size), default=ends[-1]) - 0.3 * line.size
        if not _no_room(before, cell, room, line.size):
            return None
        if not (target.marked or closer or _goes_on(target, cell)):
            return None
        targets.append(target)
    return targets


def _above(row: Row, cell: Cell) -> Cell | None:
    """The cell of a row that another stands under, flush with it or with the words after its number."""
    for k, target in enumerate(row.cells):
        end = row.cells[k + 1].x0 if k + 1 < len(row.cells) else float("inf")
        edges = [target.x0, *(token.x0 for token in target.tokens[1:2] if target.marked)]
        if any(abs(cell.x0 - edge) <= _ALIGNED for edge in edges) and cell.x1 < end:
            return target
    return None


def usual_right(rows: list[Row]) -> float:
    """Where the lines of a page usually end."""
    ends = sorted(row.x1 for row in rows)
    return ends[-1] if len(ends) < 3 else median(ends[-max(3, len(ends) // 4) :])
