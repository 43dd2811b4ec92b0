"""How the network of cities grew, when most accessions are known only between two dates."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from cni_analytics.errors import InputError
from cni_analytics.metrics.definition import Definition
from cni_analytics.metrics.intervals import MINIMUM_TO_RANK, add_rate
from cni_analytics.metrics.turnbull import turnbull

DEFINITION = Definition(
    id="adoption",
    version="1",
    text_el=(
        "Μέλη του δικτύου ανά ημέρα: τουλάχιστον όσα είχαν ενταχθεί ως την τελευταία δυνατή ημερομηνία τους, το πολύ "
        "όσα μπορεί να είχαν ενταχθεί μετά την πρώτη δυνατή. Μέσα στη ζώνη, η εκτίμηση Turnbull."
    ),
    text_en=(
        "Members of the network by day: at least those past their latest possible date of joining, at most those past "
        "their earliest. Inside the band, the Turnbull estimate."
    ),
    sources=(
        "Turnbull B.W. (1976), JRSS B 38:290-295",
        "Serres council decision 210/2024 (draft memorandum of 17 June 2024)",
    ),
)

SIZE_EDGES = (20_000, 50_000, 100_000, 200_000)
"""Residents (census of 2021) at which a size class ends, exclusive."""

_MEMBER_COLUMNS = (
    "municipality_id", "name_el", "name_en", "regional_unit", "region", "population_2021", "lat", "lon",
    "joined_event", "council_decision", "source",
)  # fmt: skip


def member_intervals(members: pd.DataFrame) -> pd.DataFrame:
    """When each member joined, as the first and the last day it can have been.

    Parameters
    ----------
    members
        The ``memberships`` table (or ``data/reference/network_members.csv``): ``municipality_id``,
        ``joined_earliest`` and ``joined_latest`` (ISO days or datetimes, missing where unknown); other columns of
        that table are carried over where they are there.

    Returns
    -------
    pandas.DataFrame
        A row for each member, ordered by ``last_day``, ``first_day``, ``municipality_id``; ``first_day`` and
        ``last_day`` (datetime64, both missing where either bound is), ``exact``, ``width_days`` (Int64, days between
        them), and the carried columns, missing where the input has none.

    Raises
    ------
    InputError
        Where a column is missing, or an earliest date is after its latest.

    Notes
    -----
    Bounds that differ are read as *after* the earliest day and *by* the latest: the earliest day is the last one on
    which a source shows the network without that member (the founding of 2018-01-04 by two, the list of
    2018-11-05). So ``first_day`` is the day after it. Bounds that agree are that day.
    """
    for column in ("municipality_id", "joined_earliest", "joined_latest"):
        if column not in members.columns:
            raise InputError(
                "memberships",
                expected=f"a column {column}",
                found=f"columns {', '.join(map(str, members.columns)) or 'none'}",
                next_step="give the memberships table of the corpus or data/reference/network_members.csv",
            )
    members = members.rename(columns={"joined_source": "source"})
    out = pd.DataFrame(index=members.index)
    for column in _MEMBER_COLUMNS:
        out[column] = members[column] if column in members.columns else pd.NA
    earliest = _days(members["joined_earliest"])
    latest = _days(members["joined_latest"])
    wrong = members.loc[earliest > latest, "municipality_id"]
    if len(wrong):
        raise InputError(
            f"memberships, {wrong.iloc[0]}",
            expected="joined_earliest not after joined_latest",
            found="the reverse",
            next_step="correct the two dates from their source",
        )
    known = earliest.notna() & latest.notna()
    first = earliest.where(earliest == latest, earliest + pd.Timedelta(days=1))
    out["first_day"] = first.where(known)
    out["last_day"] = latest.where(known)
    out["exact"] = known & (earliest == latest)
    out["width_days"] = (out["last_day"] - out["first_day"]).dt.days.astype("Int64")
    return out.sort_values(["last_day", "first_day", "municipality_id"], kind="stable").reset_index(drop=True)


def network_growth(members: pd.DataFrame, *, until: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """Number of members by day: a band between the readings, Turnbull's estimate inside it.

    Parameters
    ----------
    members
        As for `member_intervals`.
    until
        Last day to show (the harvest date); adds a row there. Rows after it are left out.

    Returns
    -------
    pandas.DataFrame
        A row for each day on which a number changes, in time order, each holding until the next (a step drawn
        ``post``): ``date`` (datetime64); ``members_min``, members by the latest reading of every date;
        ``members_max``, by the earliest; ``turnbull_low``, ``turnbull_high`` (float members): the estimate before and
        after the mass whose day is open at that date, equal where it is settled; ``n`` members with both bounds;
        ``undated`` members without; ``coverage`` = n / (n + undated). Empty for no dated member.

    Raises
    ------
    InputError
        As `member_intervals`.

    Notes
    -----
    Municipalities that never joined would only scale the estimate's denominator, not the numbers shown: with all of
    them observed until the harvest the counts are the same. The members are all there are, not a sample, so the
    band is what the sources leave open and there is no sampling interval.
    """
    spans = member_intervals(members)
    dated = spans.dropna(subset=["first_day"])
    n, undated = len(dated), len(spans) - len(dated)
    first, last = _ordinals(dated["first_day"]), _ordinals(dated["last_day"])
    fit = turnbull(first, last)
    grid = np.unique(np.concatenate([first, last, fit["left"].to_numpy(), fit["right"].to_numpy()]))
    if until is not None and n:
        end = float(pd.Timestamp(until).to_datetime64().astype("datetime64[D]").astype(np.int64))
        grid = np.unique(np.append(grid[grid <= end], end))
    mass, left, right = (fit[c].to_numpy() for c in ("mass", "left", "right"))
    return pd.DataFrame(
        {
            "date": grid.astype(np.int64).astype("datetime64[D]").astype("datetime64[s]"),
            "members_min": (last[:, None] <= grid).sum(axis=0).astype(np.int64),
            "members_max": (first[:, None] <= grid).sum(axis=0).astype(np.int64),
            "turnbull_low": n * (mass[:, None] * (right[:, None] <= grid)).sum(axis=0),
            "turnbull_high": n * (mass[:, None] * (left[:, None] <= grid)).sum(axis=0),
            "n": np.full(grid.size, n, dtype=np.int64),
            "undated": np.full(grid.size, undated, dtype=np.int64),
            "coverage": np.full(grid.size, n / len(spans) if len(spans) else np.nan),
        }
    )


def members_on(members: pd.DataFrame, days: Sequence[str | pd.Timestamp]) -> pd.DataFrame:
    """How many members the network had on given days, at least and at most, and which.

    Parameters
    ----------
    members
        As for `member_intervals`.
    days
        Days asked about.

    Returns
    -------
    pandas.DataFrame
        In the order asked: ``date``, ``members_min``, ``members_max``, ``settled`` (the two agree), ``certain`` and
        ``possible`` (lists of ``municipality_id``: members by then; may have joined by then), ``undated``.

    Raises
    ------
    InputError
        As `member_intervals`.
    """
    spans = member_intervals(members)
    rows = []
    for day in map(pd.Timestamp, days):
        certain = spans.loc[spans["last_day"] <= day, "municipality_id"].tolist()
        reachable = spans.loc[spans["first_day"] <= day, "municipality_id"].tolist()
        rows.append(
            {
                "date": day,
                "members_min": len(certain),
                "members_max": len(reachable),
                "settled": len(certain) == len(reachable),
                "certain": certain,
                "possible": [m for m in reachable if m not in set(certain)],
                "undated": int(spans["first_day"].isna().sum()),
            }
        )
    columns = ["date", "members_min", "members_max", "settled", "certain", "possible", "undated"]
    return pd.DataFrame(rows, columns=columns)


def movers(
    members: pd.DataFrame,
    *,
    first_until: str | pd.Timestamp,
    by: str = "region",
    size_edges: Sequence[int] = SIZE_EDGES,
    minimum: int = MINIMUM_TO_RANK,
) -> pd.DataFrame:
    """First movers against late ones, by region or by size.

    Parameters
    ----------
    members
        As for `member_intervals`.
    first_until
        Who had joined by this day moved first.
    by
        ``size`` (classes of residents) or a column carried by `member_intervals` (``region``, ``regional_unit``).
    size_edges
        Residents at which a size class ends.
    minimum
        Groups smaller than this are not ranked.

    Returns
    -------
    pandas.DataFrame
        A row for each group, size classes in order and other groups by name, the unknown group last: ``group``
        (string), ``group_order``; ``first``, ``late``, ``unsettled`` (interval around the day, or no dates), ``n`` =
        their sum; ``rate`` = first / (first + late) with ``ci_low``, ``ci_high`` (Wilson); ``range_low``,
        ``range_high``, the rate with the unsettled all late and all first; ``coverage`` = (first + late) / n;
        ``ranked``.

    Raises
    ------
    InputError
        As `member_intervals`, or where ``by`` is no column.
    """
    spans = member_intervals(members)
    if by == "size":
        labels, order = _size_classes(spans["population_2021"], size_edges)
    elif by in spans.columns:
        labels = spans[by].astype("string").fillna("unknown")
        names = sorted(set(labels) - {"unknown"})
        order = [*names, *(["unknown"] if (labels == "unknown").any() else [])]
    else:
        raise InputError(
            "movers", expected="by='size' or a column of the members", found=by, next_step="use region or regional_unit"
        )
    day = pd.Timestamp(first_until)
    frame = pd.DataFrame({"group": labels, "first": spans["last_day"] <= day, "late": spans["first_day"] > day})
    frame["unsettled"] = ~(frame["first"] | frame["late"])
    counts = frame.groupby("group", observed=True)[["first", "late", "unsettled"]].sum().astype("int64")
    out = counts.reindex(order).rename_axis("group").reset_index()
    out["group"] = out["group"].astype("string")
    out.insert(1, "group_order", np.arange(len(out)))
    out["settled"] = out["first"] + out["late"]
    out["n"] = out["settled"] + out["unsettled"]
    out = add_rate(out, "first", "settled")
    out["range_low"] = out["first"] / out["n"]
    out["range_high"] = (out["first"] + out["unsettled"]) / out["n"]
    out["coverage"] = out["settled"] / out["n"]
    out["ranked"] = out["settled"] >= minimum
    return out.drop(columns="settled")


def _size_classes(population: pd.Series, edges: Sequence[int]) -> tuple[pd.Series, list[str]]:
    marks = sorted(edges)
    names = [f"<{marks[0]}", *(f"{a}-{b - 1}" for a, b in itertools.pairwise(marks)), f">={marks[-1]}"]
    people = pd.to_numeric(population, errors="coerce").astype("Float64").to_numpy(dtype=np.float64, na_value=np.nan)
    place = np.searchsorted(marks, people, side="right")
    labels = pd.Series(
        [names[i] if not np.isnan(p) else "unknown" for i, p in zip(place, people, strict=True)],
        index=population.index,
        dtype="string",
    )
    return labels, [name for name in [*names, "unknown"] if (labels == name).any()]


def _days(values: pd.Series) -> pd.Series:
    return pd.to_datetime(values).dt.normalize()


def _ordinals(days: pd.Series) -> npt.NDArray[np.float64]:
    return days.to_numpy().astype("datetime64[D]").astype(np.int64).astype(np.float64)
