"""Running text set in newspaper columns: read column by column, where a list of names is read row by row."""

from __future__ import annotations

from cni_analytics.text.lines import Row

_FEWEST_LINES = 5
_SAME = 2.5
_FILLED = 0.8
_MOSTLY = 0.6
_WORDS = 3
_GOES_ON = 0.35
"""Share of the lines that begin with a small letter, in each column: running text, not a list."""


def column_by_column(rows: list[Row]) -> list[Row]:
    """Rows of side-by-side running text, put one column after the other.

    Parameters
    ----------
    rows
        From top to bottom.

    Returns
    -------
    list of Row
        The same cells. Rows stay as they are unless five or more in a run have their cells at the same
        places, fill their columns and mostly begin in the middle of a sentence.
    """
    out: list[Row] = []
    k = 0
    while k < len(rows):
        end, starts = _run(rows, k)
        if end - k >= _FEWEST_LINES and _is_prose(rows[k:end], starts):
            out += _by_column(rows[k:end], starts)
            k = end
        else:
            out.append(rows[k])
            k += 1
    return out


def _run(rows: list[Row], k: int) -> tuple[int, list[float]]:
    """How far the columns that begin in a row go on, and where they begin."""
    starts = [cell.x0 for cell in rows[k].cells]
    if len(starts) < 2:
        return k + 1, starts
    end = k + 1
    while end < len(rows) and all(_column(cell.x0, starts) is not None for cell in rows[end].cells):
        crossing = any(cell.x1 > start for cell in rows[end].cells for start in starts if cell.x0 < start - _SAME)
        if crossing:
            break
        end += 1
    return end, starts


def _column(x: float, starts: list[float]) -> int | None:
    return next((k for k, start in enumerate(starts) if abs(x - start) <= _SAME), None)


def _is_prose(rows: list[Row], starts: list[float]) -> bool:
    for k, start in enumerate(starts):
        cells = [cell for row in rows for cell in row.cells if _column(cell.x0, starts) == k]
        width = max(cell.x1 for cell in cells) - start
        filled = sum(cell.x1 - start >= _FILLED * width for cell in cells)
        words = sum(len(cell.tokens) for cell in cells)
        small = sum(cell.tokens[0].text[0].islower() for cell in cells)
        if len(cells) < _FEWEST_LINES or filled < _MOSTLY * len(cells) or words < _WORDS * len(cells):
            return False
        if small < _GOES_ON * len(cells):
            return False
    return True


def _by_column(rows: list[Row], starts: list[float]) -> list[Row]:
    out = []
    for k in range(len(starts)):
        for row in rows:
            cells = [cell for cell in row.cells if _column(cell.x0, starts) == k]
            if cells:
                for cell in cells:
                    cell.left = starts[0]
                out.append(Row(row.base, row.size, cells))
    return out
