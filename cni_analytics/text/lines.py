"""Tokens of a page to lines, and lines to cells: where words belong together and where a column begins."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise
from operator import attrgetter
from statistics import median

import regex

from cni_analytics.text.glyphs import Token

SAME_LINE = 0.35
"""Of the size of the letters: how far two baselines of one line may lie apart."""
WORD_GAP = 0.16
"""Of the size: from here on a gap parts two words; a printed space is 0.2 to 0.3."""
CELL_GAP = 1.25
"""Of the size: from here on a gap parts two cells."""
ALIGNED_GAP = 0.45
"""Of the size: the gap that parts two cells where other lines begin a cell at the same place."""
_ALIGNED = 1.5
_SUPPORT = 2
_NEIGHBOURS = 12
_SMALL = 0.82
_SAME_BASE = 0.5
"""Points within which two baselines are the same, whatever the size of the letters."""
_LAST = 8
"""Tokens of a line looked at for the next: they come by height, so the nearest is among the last."""
_DOWN, _ACROSS = attrgetter("base", "x0"), attrgetter("x0")
_RAISED = 0.95
_SUFFIX = 4
"""Letters of the longest raised suffix («ης», «ου», «στη»)."""
MARKER = regex.compile(r"(?:\(?\d{1,3}[.)]|\(?[^\W\d_][.)]|[-–—•▪➢✓*·o])")
_NUMBERED = regex.compile(r"\(?\d{1,3}[.)]\p{L}")
_MARKER_REACH = 5.0


@dataclass(slots=True)
class Cell:
    """Tokens that belong together, in the order they are read, and the spaces before each.

    ``left`` is where the cell begins, where rules drawn around it say so; else it begins with its text.
    """

    tokens: list[Token]
    gaps: list[int] = field(default_factory=list)
    left: float | None = None

    @property
    def x0(self) -> float:
        return self.tokens[0].x0 if self.left is None else self.left

    @property
    def x1(self) -> float:
        return max([token.x1 for token in self.tokens])

    @property
    def length(self) -> int:
        """Characters it prints."""
        return sum(self.gaps) + sum([len(token.text) for token in self.tokens])

    @property
    def text(self) -> str:
        return "".join(" " * gap + token.text for gap, token in zip(self.gaps, self.tokens, strict=True))

    @property
    def marked(self) -> bool:
        """It begins with a number, letter or bullet of a list."""
        first = self.tokens[0].text
        return MARKER.fullmatch(first) is not None or _NUMBERED.match(first) is not None

    def wrap(self, line: Cell) -> None:
        """Read on in the next line of the same cell: a word cut by a hyphen closes up."""
        last, first = self.tokens[-1], line.tokens[0]
        gap = 1
        if last.text[-1] in "-‐" and len(last.text) > 1 and last.text[-2].isalpha() and first.text[0].isalpha():
            gap = 0
            if first.text[0].islower():
                self.tokens[-1] = replace(last, end=last.end - 1, text=last.text[:-1])
        self.tokens += line.tokens
        self.gaps += [gap, *line.gaps[1:]]


@dataclass(slots=True)
class Row:
    """One line of the page: its cells from left to right, its baseline and the size of its letters.

    ``end`` is the baseline of the last of its lines, where cells were wrapped.
    """

    base: float
    size: float
    cells: list[Cell]
    end: float | None = None

    @property
    def x0(self) -> float:
        return self.cells[0].x0

    @property
    def x1(self) -> float:
        return max(cell.x1 for cell in self.cells)


def rows_of(tokens: Iterable[Token]) -> list[Row]:
    """Lines of a page from top to bottom, each cut into cells."""
    rows = []
    for line in _lines(list(tokens)):
        size = _middle([t.size for t in line])
        rows.append(Row(_base(line), size, _cells(line, size)))
    _cut_where_aligned(rows)
    return rows


def _middle(values: list[float]) -> float:
    """The median, at once where all are the same, as the sizes and levels of a line mostly are."""
    first = values[0]
    return first if values.count(first) == len(values) else median(values)


def _base(line: list[Token]) -> float:
    first = line[0].base
    if all(t.base == first for t in line):
        return first
    largest = max(t.size for t in line)
    return median(t.base for t in line if t.size >= _SMALL * largest)


def _lines(tokens: list[Token]) -> list[list[Token]]:
    """Tokens by line, top to bottom, left to right; raised suffixes with the number they raise from."""
    anchors, small = _raised(tokens)
    lines: list[list[Token]] = []
    apart = anchors.keys() | small.keys()
    for token in sorted(tokens, key=_DOWN):
        if apart and id(token) in apart:
            continue
        if lines and token.base - lines[-1][-1].base <= _SAME_BASE:
            lines[-1].append(token)
            continue
        for line in reversed(lines[-4:]):
            lower = token.base - line[-1].base  # than the lowest of the line: tokens come by height
            if lower <= _SAME_BASE:
                line.append(token)
                break
            if lower > SAME_LINE * token.size:
                continue
            near = min(line[-_LAST:], key=lambda t: _apart(t, token))
            if abs(near.base - token.base) <= SAME_LINE * min(near.size, token.size):
                line.append(token)
                break
        else:
            lines.append([token])
    _attach(lines, anchors, small)
    for line in lines:
        line.sort(key=_ACROSS)
    return sorted((part for line in lines for part in _unstacked(line)), key=_base)


def _apart(a: Token, b: Token) -> float:
    return max(a.x0, b.x0) - min(a.x1, b.x1)


def _raised(tokens: list[Token]) -> tuple[dict[int, tuple[Token, Token]], dict[int, Token]]:
    """Suffixes drawn straight after what they raise from, with it; and other small tokens."""
    usual = median(t.size for t in tokens) if tokens else 0.0
    anchors: dict[int, tuple[Token, Token]] = {}
    small = {}
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.end - token.start > _SUFFIX:
            continue
        if before is not None and token.start - before.end <= 2 and not token.spaced:
            rise, gap = (before.base - token.base) / before.size, (token.x0 - before.x1) / before.size
            if 0.12 < rise <= _RAISED and -0.3 <= gap <= 0.4:
                anchors[id(token)] = (token, before)
                continue
        if token.size < _SMALL * usual:
            small[id(token)] = token
    return anchors, small


def _attach(lines: list[list[Token]], anchors: dict[int, tuple[Token, Token]], small: dict[int, Token]) -> None:
    """Put each raised token on the line of what it stands beside, else on a line of its own."""
    if not anchors and not small:
        return
    line_of = {id(token): line for line in lines for token in line}
    for token, anchor in anchors.values():
        line = line_of.get(id(anchor))
        if line is None:
            small[id(token)] = token
        else:
            line.append(token)
            line_of[id(token)] = line
    if not small:
        return
    order = sorted(((_base(line), k) for k, line in enumerate(lines)))
    bases = [base for base, _ in order]
    for token in sorted(small.values(), key=lambda t: t.x0):
        best, best_gap = None, 0.6
        for _, k in order[bisect_left(bases, token.base - 4) : bisect_right(bases, token.base + 12)]:
            for near in lines[k]:
                gap, rise = (token.x0 - near.x1) / near.size, (near.base - token.base) / near.size
                if -0.3 <= gap < best_gap and -0.2 <= rise <= _RAISED:
                    best, best_gap = k, gap
        if best is None:
            best = next((k for base, k in order if abs(base - token.base) <= SAME_LINE * token.size), None)
        if best is None:
            lines.append([token])
            at = bisect_left(bases, token.base)
            order.insert(at, (token.base, len(lines) - 1))
            bases.insert(at, token.base)
        else:
            lines[best].append(token)


def _unstacked(line: list[Token]) -> list[list[Token]]:
    """Tokens printed over one another are two lines, not one."""
    if all(a.x1 <= b.x0 for a, b in pairwise(line)):
        return [line]
    kept: list[Token] = []
    rest: list[Token] = []
    end = float("-inf")
    for token in line:
        if token.x0 < end - 0.5 * token.size and len(token.text) > 1:
            rest.append(token)
        else:
            kept.append(token)
            end = max(end, token.x1)
    return [kept, *_unstacked(rest)] if rest else [kept]


def _cells(line: list[Token], size: float) -> list[Cell]:
    gaps = [b.x0 - a.x1 for a, b in pairwise(line)]
    limit = max(CELL_GAP * size, _justified(gaps, size))
    spread = len(line) >= 5 and sum(len(t.text) == 1 for t in line) >= 0.8 * len(line)
    cells = [Cell([line[0]], [0])]
    for gap, token in zip(gaps, line[1:], strict=True):
        cell = cells[-1]
        before = cell.tokens[-1]
        if gap > limit and not (gap < _MARKER_REACH * size and len(cell.tokens) == 1 and MARKER.fullmatch(before.text)):
            cells.append(Cell([token], [0]))
            continue
        cell.tokens.append(token)
        if spread:
            narrow = min(gaps)
            cell.gaps.append(1 if gap < max(2.0 * narrow, narrow + 0.3 * size) else 2)
        else:
            cell.gaps.append(int(token.spaced or gap > WORD_GAP * min(token.size, before.size)))
    return cells


def _justified(gaps: list[float], size: float) -> float:
    """The widest gap between words of a justified line, whose gaps are alike; 0 where they are not."""
    if len(gaps) < 3:
        return 0.0
    narrow = min(gaps)
    alike = [gap for gap in gaps if gap <= 1.35 * narrow]
    if len(alike) < max(3.0, 0.6 * len(gaps)) or narrow < 0.5 * size or max(alike) > 4 * size:
        return 0.0
    return 1.2 * max(alike)


def _cut_where_aligned(rows: list[Row]) -> None:
    """Cut a cell where the lines around it begin one: a long name may nearly touch the next column."""
    starts = [[cell.x0 for cell in row.cells[1:]] for row in rows]
    if not any(starts):
        return
    for i, row in enumerate(rows):
        near = [
            x for k in range(max(0, i - _NEIGHBOURS), min(i + _NEIGHBOURS + 1, len(rows))) if k != i for x in starts[k]
        ]
        if len(near) < _SUPPORT:
            continue
        near.sort()
        cells = []
        for cell in row.cells:
            cells += _cut(cell, near, row.size)
        row.cells = cells


def _cut(cell: Cell, near: list[float], size: float) -> list[Cell]:
    parts = [Cell([cell.tokens[0]], [0])]
    usual = median([b.x0 - a.x1 for a, b in pairwise(cell.tokens)] or [0.0])
    widest = max(ALIGNED_GAP * size, 1.6 * usual if len(cell.tokens) > 2 else 0.0)
    for gap, token in zip(cell.gaps[1:], cell.tokens[1:], strict=True):
        part = parts[-1]
        before = part.tokens[-1]
        lone_marker = len(part.tokens) == 1 and MARKER.fullmatch(before.text)
        if token.x0 - before.x1 > ALIGNED_GAP * size and not lone_marker:
            support = bisect_right(near, token.x0 + _ALIGNED) - bisect_left(near, token.x0 - _ALIGNED)
            if support >= (_SUPPORT if token.x0 - before.x1 > widest else 2 * _SUPPORT):
                parts.append(Cell([token], [0]))
                continue
        part.tokens.append(token)
        part.gaps.append(gap)
    return parts
