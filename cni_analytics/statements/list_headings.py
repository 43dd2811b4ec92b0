"""Lines inside a list that head the people below them («ΕΝΩΜΕΝΟΙ ΠΟΛΙΤΕΣ») and are told from names by their place."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise, takewhile

import regex

from cni_analytics.statements.given_names import is_given_name
from cni_analytics.statements.name_cells import Cell
from cni_analytics.statements.types import Span
from cni_analytics.text.reading import Reading

_NUMBERED = regex.compile(r"[\s(\[]*\d{1,3}\s?[.)\]]")
_WORD = regex.compile(r"\p{L}{3,}")
_LONGEST = 7
"""Words of an entry or a heading; a line of more is a sentence's."""
_FEWEST = 3
"""People below headings, fewer of whom make no pattern."""


def heading_lines(reading: Reading, rows: list[list[Cell]]) -> frozenset[Span]:
    """The cells of a list that are headings of groups.

    Parameters
    ----------
    reading
        The document.
    rows
        The lines of the list as cells.

    Returns
    -------
    frozenset of Span
        Lines that begin further left than the names below each of them, or that alone are in capitals and hold
        nobody's given name; empty where names stand in columns or one of them has a number.
    """
    rows = list(takewhile(lambda row: not _is_sentence(reading, row), rows))
    alone = [row[0] for row in rows if len(row) == 1]
    if len(alone) != len(rows) or len(alone) <= _FEWEST:
        return frozenset()
    return _outdented(reading, alone) or _in_capitals(reading, alone)


def _is_sentence(reading: Reading, row: list[Cell]) -> bool:
    text = reading.text[row[0].span.start : row[-1].span.end]
    return len(text.split()) > _LONGEST or (text.endswith(".") and not text.endswith(("Σ.", "σ.", "Ε.")))


def _outdented(reading: Reading, cells: list[Cell]) -> frozenset[Span]:
    """The headings of an indented list: each stands over a name, and the list begins with one."""
    columns = Counter(cell.column for cell in cells)
    left = min(columns)
    deep = [cell for cell in cells if cell.column > left]
    if (
        cells[0].column != left
        or len({c.column for c in deep}) != 1
        or len(deep) < _FEWEST
        or len(deep) <= columns[left]
    ):
        return frozenset()
    heads = [a for a, b in pairwise(cells) if a.column == left and b.column > left]
    if len(heads) != columns[left] or any(_has_name(reading, cell) for cell in heads):
        return frozenset()
    return frozenset(cell.span for cell in heads)


def _in_capitals(reading: Reading, cells: list[Cell]) -> frozenset[Span]:
    upper = [cell for cell in cells if reading.text[cell.span.start : cell.span.end].isupper()]
    if not upper or len(cells) - len(upper) < max(_FEWEST, len(upper)) or upper[0] is not cells[0]:
        return frozenset()
    return frozenset() if any(_has_name(reading, cell) for cell in upper) else frozenset(cell.span for cell in upper)


def _has_name(reading: Reading, cell: Cell) -> bool:
    fold = reading.fold[cell.span.start : cell.span.end]
    return _NUMBERED.match(fold) is not None or any(is_given_name(word) for word in _WORD.findall(fold))
