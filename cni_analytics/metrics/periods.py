"""When and how a decision was taken, as columns to group by."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd

from cni_analytics.errors import UsageError
from cni_analytics.metrics.frames import days, require, texts

TERM_STARTS = ("2003-01-01", "2007-01-01", "2011-01-01", "2014-09-01", "2019-09-01", "2024-01-01", "2029-01-01")
"""First day of each municipal term: five years from 1 September 2014 (ν. 3852/2010, art. 9), to the end of 2023, then
five years from 1 January (ν. 4804/2021, art. 5); four years each before 2011."""

TALLY_RULE_START = "2019-09-01"
"""From here blank votes and refusals count for the quorum and not for the tally (ν. 4555/2018, art. 74 §10, in force
with the term that began on 1 September 2019); before, they counted against."""

MEETINGS = ("room", "teleconference", "by_circulation")

GROUPS = (
    "municipality_id", "body", "year", "month", "term", "tally_rule", "meeting", "session_kind", "session_format",
    "session_id", "subject_class", "presence_level",
)  # fmt: skip
"""Columns a metric can be asked by, beside those a metric adds itself."""


def with_periods(decisions: pd.DataFrame) -> pd.DataFrame:
    """Add the columns a metric groups by.

    Parameters
    ----------
    decisions
        The ``decisions`` table (any table with ``session_date``, ``session_format``).

    Returns
    -------
    pandas.DataFrame
        A copy with ``session_date`` as datetime64 and, from it, ``year`` (Int64), ``month`` (``2024-06``), ``term``
        (``2024-2028``) and ``tally_rule`` (``before_2019_09``, ``since_2019_09``), missing where no date is printed;
        ``meeting``: ``teleconference``, ``by_circulation``, or ``room`` for in person, hybrid or not printed.
        A ``year`` already in the table is kept where the date is missing, and a ``term`` wherever it is there: the
        corpus names terms by data/reference/terms.csv, which tells people apart too.

    Raises
    ------
    InputError
        Where a column is missing.

    Notes
    -----
    The format is only printed since teleconferences exist (2020), so what prints none counts as met in a room.
    """
    require(decisions, "decisions", ("session_date", "session_format"))
    out = decisions.copy()
    date = days(out["session_date"])
    out["session_date"] = date
    year = date.dt.year.astype("Int64")
    out["year"] = year.fillna(out["year"].astype("Int64")) if "year" in out.columns else year
    out["month"] = date.dt.strftime("%Y-%m").astype("string")
    term = _terms(date)
    out["term"] = texts(out["term"]).fillna(term) if "term" in out.columns else term
    rule = np.where(date >= pd.Timestamp(TALLY_RULE_START), "since_2019_09", "before_2019_09")
    out["tally_rule"] = pd.Series(rule, index=out.index, dtype="string").where(date.notna())
    form = texts(out["session_format"])
    out["meeting"] = form.where(form.isin(MEETINGS[1:]), "room").astype("string")
    return out


def check_groups(by: tuple[str, ...], frame: pd.DataFrame) -> None:
    """Refuse a grouping by a column that is not there.

    Parameters
    ----------
    by
        Columns asked for.
    frame
        What they should be in.

    Raises
    ------
    UsageError
        Naming the column, and those there are.
    """
    for name in by:
        if name not in frame.columns:
            raise UsageError(
                "by",
                expected=f"one of {', '.join(c for c in GROUPS if c in frame.columns)}",
                found=name,
                next_step="group by columns of the table or of metrics.periods",
            )


def _terms(date: pd.Series) -> pd.Series:
    starts = pd.to_datetime(list(TERM_STARTS))
    names = [f"{a.year}-{(b - pd.Timedelta(days=1)).year}" for a, b in pairwise(starts)]
    place = np.searchsorted(starts.to_numpy(), date.fillna(starts[0]).to_numpy(), side="right") - 1
    known = date.notna() & (place >= 0) & (place < len(names))
    labels = [names[i] if ok else pd.NA for i, ok in zip(place, known, strict=True)]
    return pd.Series(labels, index=date.index, dtype="string")
