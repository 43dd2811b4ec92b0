"""A metric's frame as a table a reader can read: their language's words, names, numbers and days."""

from __future__ import annotations

import datetime as dt
import numbers
import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from html import escape
from importlib import resources
from typing import Any

import pandas as pd

from cni_analytics.errors import UsageError
from cni_analytics.figures.compose import records
from cni_analytics.figures.language import Language
from cni_analytics.printable import printable

SHARES = ("rate", "ci_low", "ci_high", "range_low", "range_high", "coverage", "coverage_at_most", "share")
"""Ends of the names of columns that hold a share of one, shown as a percentage."""

OPEN_ROWS = 15
"""A longer table is folded up until it is asked for."""
RANGES = {"ci": ("ci_low", "ci_high"), "range": ("range_low", "range_high")}
"""Columns made of two: the ends of an interval."""


@cache
def _headings() -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads(resources.files(__package__).joinpath("headings.toml").read_text("utf-8"))
    return found


def heading(column: str, language: str) -> str:
    """What a column is called.

    Raises
    ------
    UsageError
        For a column without a heading: every column a report shows is named in both languages.
    """
    try:
        return str(_headings()["columns"][column][language])
    except KeyError:
        raise UsageError(
            f"column {column}",
            expected="a heading in reports/headings.toml",
            found="none",
            next_step="add it in Greek and English",
        ) from None


class Listing:
    """Some columns of a frame, for a notebook's output or a page.

    Parameters
    ----------
    frame
        Rows in the order to show.
    columns
        Which, in order.
    language
        ``el`` or ``en``.
    names
        Name of a municipality by its id.
    """

    def __init__(self, frame: pd.DataFrame, columns: Sequence[str], language: str, names: Callable[[str], str]) -> None:
        self.frame, self.columns, self.names = frame, tuple(columns), names
        self.words = Language(language)  # type: ignore[arg-type]

    def __repr__(self) -> str:
        # Without the object's address: an executed notebook comes out the same twice.
        return f"<{type(self).__name__} of {len(self.frame)} rows: {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        """Static HTML; every cell is escaped."""
        code = self.words.code
        head = "".join(self._head(c) for c in self.columns)
        rows = "".join(f"<tr>{''.join(self._cell(c, row) for c in self.columns)}</tr>"
                       for row in records(self.frame))  # fmt: skip
        if not rows:
            empty = _headings()["words"]["empty"][code]
            rows = f'<tr><td colspan="{len(self.columns)}">{escape(empty)}</td></tr>'
        table = f'<table lang="{code}"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
        if len(self.frame) <= OPEN_ROWS:
            return table
        summary = _headings()["words"]["rows"][code].format(n=self.words.number(len(self.frame)))
        return f"<details><summary>{escape(summary)}</summary>{table}</details>"

    def _head(self, column: str) -> str:
        numeric = column in RANGES or any(_is_number(value) and value == value for value in self.frame.get(column, ()))
        kind = ' class="num"' if numeric else ""  # over its numbers, on the same side
        return f'<th scope="col"{kind}>{escape(heading(column, self.words.code))}</th>'

    def _cell(self, column: str, row: Mapping[str, Any]) -> str:
        if column in RANGES:
            low, high = (row[name] for name in RANGES[column])
            text = "–" if pd.isna(low) or pd.isna(high) else self.words.percent_range(float(low), float(high), 1)
            return f'<td class="num">{text}</td>'
        value = row.get(column)
        text = escape(printable(self._text(column, value)))
        return f'<td class="num">{text}</td>' if _is_number(value) else f"<td>{text}</td>"

    def _text(self, column: str, value: Any) -> str:
        if isinstance(value, list | tuple):
            return ", ".join(self._text(column, v) for v in value)
        if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and value != value):
            return "–"
        if column.endswith("municipality_id"):
            return self.names(str(value))
        said: Mapping[str, Mapping[str, str]] = _headings()["values"]
        key = str(value).lower()
        if isinstance(value, bool | str) and key in said:
            return said[key][self.words.code]
        if isinstance(value, dt.date):
            return self.words.date(value)
        if isinstance(value, numbers.Real):
            if column.endswith(SHARES):
                return self.words.percent(float(value), 1)
            return f"{float(value):.0f}" if column.endswith("year") else self.words.number(float(value))
        return str(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, numbers.Real) and not isinstance(value, bool)
