"""The plotted rows as a CSV file that spreadsheets open with Greek intact and nothing in it that runs."""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
import numbers

import numpy as np
import pandas as pd

BOM = "\ufeff"
"""Without it Excel reads UTF-8 as the machine's old code page and Greek is lost."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters that make Excel, LibreOffice or Sheets evaluate a text cell."""


def cell(value: object) -> str:
    """One value as text: the same on every machine, and never a formula.

    Parameters
    ----------
    value
        Missing values become an empty cell, truth values ``true`` and ``false``, days ISO dates, numbers up to ten
        significant digits with a decimal point. Text that a spreadsheet would evaluate gets an apostrophe before it.

    Returns
    -------
    str
    """
    if isinstance(value, (list, tuple)):
        return safe(" | ".join(cell(part) for part in value))
    if value is None or value is pd.NaT or value is pd.NA:
        return ""
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    if isinstance(value, numbers.Integral):
        return str(int(value))
    if isinstance(value, numbers.Real):
        number = float(value)
        return "" if math.isnan(number) else format(number + 0.0, ".10g")
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    return safe(str(value))


def safe(text: str) -> str:
    """Text with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(FORMULA_STARTS) or text.startswith(FORMULA_STARTS) else text


def csv_bytes(rows: pd.DataFrame) -> bytes:
    """Write rows as UTF-8 with a byte order mark, commas and ``\\r\\n`` (RFC 4180).

    Parameters
    ----------
    rows
        In the order plotted; the index is not written.

    Returns
    -------
    bytes
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe(str(name)) for name in rows.columns])
    columns = [rows[name].tolist() for name in rows.columns]
    writer.writerows([cell(value) for value in row] for row in zip(*columns, strict=True))
    return (BOM + out.getvalue()).encode("utf-8")
