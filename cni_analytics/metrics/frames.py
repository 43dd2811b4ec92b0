"""Columns of a corpus table as numbers, days and flags, whichever engine (pandas, Arrow, DuckDB) gave the frame."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from cni_analytics.errors import InputError

BOTH_LISTED = ("present_absent", "composition_absent")
"""Layouts of a roll call that list the present and the absent, so that its names are everybody."""


def require(frame: pd.DataFrame, table: str, columns: Iterable[str]) -> None:
    """Refuse a frame that lacks columns.

    Parameters
    ----------
    frame
        What the caller gave.
    table
        The table of the corpus it should be, for the message.
    columns
        Names it must have.

    Raises
    ------
    InputError
        Naming the first column that is missing.
    """
    for column in columns:
        if column not in frame.columns:
            raise InputError(
                f"table {table}",
                expected=f"a column {column}",
                found=f"columns {', '.join(map(str, frame.columns)) or 'none'}",
                next_step=f"give the {table} table of a corpus built by this version",
            )


def numbers(values: pd.Series) -> pd.Series:
    """A column of counts as float64.

    Parameters
    ----------
    values
        Whole numbers, decimals or their text, of any engine's type.

    Returns
    -------
    pandas.Series
        The same index; ``NaN`` where it is missing or no number.
    """
    return pd.Series(
        pd.to_numeric(values, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan), index=values.index
    )


def days(values: pd.Series) -> pd.Series:
    """A column of days as datetime64 at midnight.

    Parameters
    ----------
    values
        Dates, datetimes or ISO text.

    Returns
    -------
    pandas.Series
        The same index; ``NaT`` where it is missing.
    """
    return pd.to_datetime(pd.Series(values.astype(object).to_list(), index=values.index)).dt.normalize()


def flags(values: pd.Series) -> pd.Series:
    """A column of truth values as bool.

    Parameters
    ----------
    values
        Booleans, nullable or not.

    Returns
    -------
    pandas.Series
        The same index; missing is ``False``.
    """
    return values.astype("boolean").fillna(False).astype(bool)


def of_the_opening(decisions: pd.DataFrame) -> pd.Series:
    """Whether the lists of a decision say who was there at the opening.

    Parameters
    ----------
    decisions
        The ``decisions`` table.

    Returns
    -------
    pandas.Series
        bool: present and absent are both listed, and the list is read as one of the opening (``list_kind``; missing
        is the default reading). Lists of everybody who came at some time, of those there for one decision, or of which
        that is in doubt, do not say it.
    """
    both = texts(decisions["roll_call_layout"]).isin(BOTH_LISTED)
    if "list_kind" not in decisions.columns:
        return both
    return both & texts(decisions["list_kind"]).fillna("opening").eq("opening")


def texts(values: pd.Series) -> pd.Series:
    """A column of text as pandas' string type.

    Parameters
    ----------
    values
        Text of any engine's type.

    Returns
    -------
    pandas.Series
        The same index; ``NA`` where it is missing.
    """
    return values.astype("string")


def empty(columns: dict[str, str]) -> pd.DataFrame:
    """A frame of no rows.

    Parameters
    ----------
    columns
        Type by name, in order.

    Returns
    -------
    pandas.DataFrame
        With these columns and types.
    """
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in columns.items()})


def ordered(frame: pd.DataFrame, first: Sequence[str]) -> pd.DataFrame:
    """The same rows, in a stated order.

    Parameters
    ----------
    frame
        Any frame.
    first
        Columns to sort by, missing last, and to put first.

    Returns
    -------
    pandas.DataFrame
        Sorted, with a fresh index; the other columns follow as they were.
    """
    out = frame.sort_values(list(first), kind="stable", na_position="last").reset_index(drop=True)
    return out[[*first, *(c for c in out.columns if c not in first)]]
