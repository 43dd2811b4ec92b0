"""Tables with rules drawn around their cells: from lines on the page to cells, merged ones included."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

Rule = tuple[float, float, float]
"""Where it lies across, and from where to where it runs: ``(y, x0, x1)`` or ``(x, top, bottom)``."""

_SAME = 2.0
"""Points within which two rules are one."""
_TOUCH = 3.5
"""Points within which a rule reaches another."""
_COVERED = 0.6
_MOST_RULES = 600
_SHORTEST = 6.0
_MOST_CELLS = 4000


@dataclass(slots=True)
class Rules:
    """Level and upright rules of a page, in points from its top left corner."""

    level: list[Rule] = field(default_factory=list)
    upright: list[Rule] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Area:
    """A ruled cell: its place, and the row of its table it begins in."""

    x0: float
    top: float
    x1: float
    bottom: float
    row: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: its place and its cells, row by row from the left."""

    x0: float
    top: float
    x1: float
    bottom: float
    areas: tuple[Area, ...]


def grids(rules: Rules) -> list[Grid]:
    """The ruled tables of a page, from the top; a box around a single cell is not one.

    Parameters
    ----------
    rules
        The rules of the page; of more than 600 in one direction none is looked at (a drawing, not a table).
    """
    level, upright = _merged(rules.level), _merged(rules.upright)
    if len(level) < 2 or not upright or len(level) > _MOST_RULES or len(upright) > _MOST_RULES:
        return []
    found = []
    for some_level, some_upright in _joined(level, upright):
        grid = _grid(some_level, some_upright)
        if grid is not None:
            found.append(grid)
    return sorted(found, key=lambda grid: (grid.top, grid.x0))


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Rules along one line that touch or overlap are one rule."""
    lines: list[tuple[float, list[tuple[float, float]]]] = []
    for at, start, end in sorted(rules):
        if lines and at - lines[-1][0] <= _SAME:
            lines[-1][1].append((start, end))
        else:
            lines.append((at, [(start, end)]))
    merged = []
    for at, spans in lines:
        spans.sort()
        start, end = spans[0]
        for a, b in spans[1:]:
            if a <= end + _TOUCH:
                end = max(end, b)
            else:
                merged.append((at, start, end))
                start, end = a, b
        merged.append((at, start, end))
    return [rule for rule in merged if rule[2] - rule[1] >= _SHORTEST]


def _joined(level: list[Rule], upright: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that cross or touch one another, group by group."""
    parent = list(range(len(level) + len(upright)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, (y, x0, x1) in enumerate(level):
        for j, (x, top, bottom) in enumerate(upright):
            if x0 - _TOUCH <= x <= x1 + _TOUCH and top - _TOUCH <= y <= bottom + _TOUCH:
                parent[root(len(level) + j)] = root(i)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate(level):
        groups.setdefault(root(i), ([], []))[0].append(rule)
    for j, rule in enumerate(upright):
        groups.setdefault(root(len(level) + j), ([], []))[1].append(rule)
    return list(groups.values())


def _positions(across: list[Rule], along: list[Rule]) -> list[float]:
    """Where rules lie, and the outer edges that only the rules across them show."""
    places = sorted(rule[0] for rule in across)
    edges = [min(rule[1] for rule in along), max(rule[2] for rule in along)] if along else []
    if edges and (not places or places[0] - edges[0] > 3 * _TOUCH):
        places.insert(0, edges[0])
    if edges and edges[1] - places[-1] > 3 * _TOUCH:
        places.append(edges[1])
    kept = places[:1]
    for place in places[1:]:
        if place - kept[-1] > _SAME:
            kept.append(place)
    return kept


def _grid(level: list[Rule], upright: list[Rule]) -> Grid | None:
    if len(level) < 2 or not upright:
        return None
    xs, ys = _positions(upright, level), _positions(level, upright)
    columns, rows = len(xs) - 1, len(ys) - 1
    if not 2 <= columns * rows <= _MOST_CELLS:
        return None
    owner = {(r, c): (r, c) for r in range(rows) for c in range(columns)}

    def first(cell: tuple[int, int]) -> tuple[int, int]:
        while owner[cell] != cell:
            cell = owner[cell]
        return cell

    for r in range(rows):
        for c in range(columns):
            if c + 1 < columns and not _drawn(upright, xs[c + 1], ys[r], ys[r + 1]):
                owner[first((r, c + 1))] = first((r, c))
            if r + 1 < rows and not _drawn(level, ys[r + 1], xs[c], xs[c + 1]):
                owner[first((r + 1, c))] = first((r, c))
    parts: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for cell in owner:
        parts.setdefault(first(cell), []).append(cell)
    if len(parts) < 2:
        return None
    areas = []
    for cells in parts.values():
        top, left = min(r for r, _ in cells), min(c for _, c in cells)
        bottom, right = max(r for r, _ in cells), max(c for _, c in cells)
        areas.append(Area(xs[left], ys[top], xs[right + 1], ys[bottom + 1], top))
    areas.sort(key=lambda area: (area.row, area.x0))
    return Grid(xs[0], ys[0], xs[-1], ys[-1], tuple(areas))


def _drawn(rules: list[Rule], at: float, start: float, end: float) -> bool:
    covered = sum(
        max(0.0, min(end, stop) - max(start, begin)) for place, begin, stop in rules if abs(place - at) <= _SAME
    )
    return covered >= _COVERED * (end - start)
