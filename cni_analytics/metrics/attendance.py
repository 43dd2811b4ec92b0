"""How full a council was: at the roll call and when each item was decided."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cni_analytics.metrics.definition import Definition
from cni_analytics.metrics.frames import empty, numbers, of_the_opening, ordered, require, texts
from cni_analytics.metrics.intervals import CONFIDENCE, MINIMUM_TO_RANK, clustered_rate, enough_to_rank
from cni_analytics.metrics.periods import check_groups, with_periods

DEFINITION = Definition(
    id="attendance",
    version="2",
    text_el=(
        "Στην ονομαστική κλήση: παρόντες προς έδρες, μία φορά ανά συνεδρίαση. Στο θέμα: παρόντες όταν αποφασίστηκε "
        "προς έδρες με γνωστή κατάσταση, ανά απόφαση. Άγνωστος δεν λογίζεται απών. Ο δήμαρχος δεν μετρά στο "
        "συμβούλιο· ο πρόεδρος μετρά. Το εύρος δείχνει τις δύο αναγνώσεις αποχώρησης κατά τη συζήτηση ενός θέματος."
    ),
    text_en=(
        "At the roll call: present over seats, once a session. At the item: present when it was decided over seats "
        "with a known state, once a decision. Unknown is not absent. The mayor is outside a council, the chair inside. "
        "The range shows both readings of a departure during an item."
    ),
    sources=(
        "ν. 4555/2018, art. 74 (sessions, quorum)",
        "ν. 3463/2006, art. 95 §5 and art. 96 (the mayor has no vote; quorum)",
        "Korn E.L., Graubard B.I. (1998), Survey Methodology 24:193-201 (interval over sessions)",
    ),
)

PLACES = ("roll_call", "item")
BASES = ("names", "stated")

_NEEDS = (
    "document_id", "municipality_id", "session_id", "body", "session_date", "session_kind", "session_format",
    "roll_call_layout", "seats", "present_count", "absent_count", "listed_present", "listed_absent", "item_settled",
    "present_at_item", "absent_at_item", "present_at_item_min", "present_at_item_max", "quorum",
)  # fmt: skip

UNITS = {
    "at": "string",
    "basis": "string",
    "unit": "string",
    "session": "string",
    "present": "float64",
    "present_min": "float64",
    "present_max": "float64",
    "known": "float64",
    "unknown": "float64",
    "seats": "float64",
    "quorum": "float64",
}


def presence_units(decisions: pd.DataFrame, *, body: str | None = "municipal_council") -> pd.DataFrame:
    """What attendance is counted from: a row for each session's roll call and each decision's item.

    Parameters
    ----------
    decisions
        The ``decisions`` table.
    body
        The body counted; ``None`` for all.

    Returns
    -------
    pandas.DataFrame
        The columns of `cni_analytics.metrics.periods.with_periods` that a group can be made of, and:
        ``at`` (``roll_call``, ``item``); ``basis`` (``names``: people listed; ``stated``: figures printed, at the roll
        call only); ``unit`` (the session or the document); ``session``; ``present``, ``known`` (seats with a known
        state), ``present_min`` and ``present_max`` (rival readings), all four missing where unknown; ``unknown`` (seats
        without a known state; missing where the number of seats is unknown too); ``seats`` as stated; ``quorum``.

    Raises
    ------
    InputError
        Where a column is missing.

    Notes
    -----
    Names count at the roll call only where both the present and the absent are listed, as they were at the opening: a
    list of the absent alone says nothing of the others, one of everybody who came later on nothing of the opening.
    Decisions of one session that state different figures, or list different names,
    leave the session's roll call unknown.
    """
    require(decisions, "decisions", _NEEDS)
    rows = with_periods(decisions)
    if body is not None:
        rows = rows[texts(rows["body"]).eq(body).fillna(False)]
    rows = rows.reset_index(drop=True)
    for name in ("seats", "present_count", "absent_count", "listed_present", "listed_absent", "present_at_item",
                 "absent_at_item", "present_at_item_min", "present_at_item_max", "quorum"):  # fmt: skip
        rows[name] = numbers(rows[name])
    rows["document_id"] = texts(rows["document_id"])
    rows["session"] = texts(rows["session_id"]).fillna(rows["document_id"])
    opening = of_the_opening(rows)
    rows[["listed_present", "listed_absent"]] = rows[["listed_present", "listed_absent"]].where(opening)
    sessions = _by_session(rows)
    named = sessions.assign(
        at="roll_call",
        basis="names",
        present=sessions["listed_present"],
        known=sessions["listed_present"] + sessions["listed_absent"],
    )
    stated = sessions.assign(at="roll_call", basis="stated", present=sessions["present_count"])
    stated["known"] = sessions["seats"].fillna(sessions["present_count"] + sessions["absent_count"])
    item = rows.assign(at="item", basis="names", unit=rows["document_id"], present=rows["present_at_item"])
    item["known"] = rows["present_at_item"] + rows["absent_at_item"]
    item["present_min"], item["present_max"] = rows["present_at_item_min"], rows["present_at_item_max"]
    groups = [c for c in with_periods(decisions.iloc[:0]).columns if c not in UNITS and c not in _MEASURES]
    out = pd.concat([named, stated, item], ignore_index=True)
    bad = ~(out["known"] > 0) | ~(out["present"] <= out["known"])
    out.loc[bad, ["present", "known"]] = np.nan
    for name in ("present_min", "present_max"):
        out[name] = out[name].fillna(out["present"]).where(~bad)
    unknown = (out["seats"] - out["known"].fillna(0)).clip(lower=0)
    out["unknown"] = unknown.where(out["seats"].notna(), np.where(bad, np.nan, 0.0))
    return out[[*groups, *UNITS]].astype({name: dtype for name, dtype in UNITS.items() if dtype == "string"})


_MEASURES = (
    "present_count", "absent_count", "listed_present", "listed_absent", "present_at_item", "absent_at_item",
    "present_at_item_min", "present_at_item_max", "item_settled",
)  # fmt: skip


def _by_session(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a session: its first document's labels, and each figure where all its documents agree on it."""
    first = rows.sort_values("document_id", kind="stable").groupby("session", sort=True).head(1)
    out = first.set_index("session").sort_index()
    figures = ["seats", "present_count", "absent_count", "listed_present", "listed_absent", "quorum"]
    grouped = rows.groupby("session", sort=True)[figures]
    agreed = grouped.min().where(grouped.min() == grouped.max())
    out[figures] = agreed
    out["present_min"], out["present_max"] = np.nan, np.nan
    out["unit"] = out.index.astype("string")
    return out.reset_index()


def attendance_rates(
    decisions: pd.DataFrame,
    *,
    by: tuple[str, ...] = ("municipality_id",),
    body: str | None = "municipal_council",
    minimum: int = MINIMUM_TO_RANK,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """Attendance of each group, at the roll call and at the item, from names and from stated figures.

    Parameters
    ----------
    decisions
        The ``decisions`` table.
    by
        Columns that make a group: of the table, or ``year``, ``month``, ``term``, ``tally_rule``. Missing values are a
        group of their own. Empty for the whole.
    body
        The body counted; ``None`` for all (group by ``body`` then).
    minimum
        Sessions (decisions) with a known count below which a group is not ranked, see `enough_to_rank`.
    confidence
        Of the interval.

    Returns
    -------
    pandas.DataFrame
        A row for each group x ``meeting`` (``room``, ``teleconference``, ``by_circulation``: never mixed) x ``at``
        (``roll_call``, ``item``) x ``basis`` (``names``, and at the roll call ``stated``), sorted by these:

        - ``present``, ``n``: seats present, seats with a known state; ``rate`` = present / n; ``ci_low``,
          ``ci_high`` (`clustered_rate`, sessions as clusters), ``design_effect``, ``clusters`` (sessions);
        - ``range_low``, ``range_high``: the rate under the rival readings of departures during an item;
        - ``unknown``: seats stated but of unknown state, outside the rate;
        - ``units``: sessions (at the roll call) or decisions (at the item); ``units_known`` those with a count;
          ``coverage`` = units_known / units;
        - ``quorum_share``: quorum over seats, of units that state seats; ``quorum_units``: units whose presence and
          quorum are both known; ``below_quorum``: those of them below it;
        - ``ranked``: `enough_to_rank` of units_known and clusters.

        Rates are float64 shares, ``NaN`` where nothing is known. Empty for an empty table.

    Raises
    ------
    InputError
        Where a column is missing.
    UsageError
        Where ``by`` names no column.

    Notes
    -----
    Quorum is fixed at the opening for the whole session (ν. 4555/2018, art. 74 §10): ``below_quorum`` at an item is
    not a breach of law.
    """
    units = presence_units(decisions, body=body)
    check_groups(by, units)
    keys = list(dict.fromkeys([*by, "meeting", "at", "basis"]))
    if units.empty:
        head = {k: str(units[k].dtype) for k in keys}
        return empty(head | _RATE_COLUMNS)
    grouping = units.groupby(keys, dropna=False, sort=False, observed=True)
    units = units.assign(group=grouping.ngroup())
    ok = units["present"].notna()
    counted = units[ok]
    rates = clustered_rate(
        counted["present"], counted["known"], counted["group"], counted["session"], confidence=confidence
    )
    quorate = units["quorum"].notna() & units["seats"].gt(0)
    judged = ok & units["quorum"].notna()
    parts = units.assign(
        n=units["known"].where(ok, 0.0),
        units=1,
        units_known=ok,
        quorum_units=judged,
        below_quorum=judged & (units["present"] < units["quorum"]),
        quorum_sum=units["quorum"].where(quorate, 0.0),
        seats_sum=units["seats"].where(quorate, 0.0),
    )
    columns = [
        "present", "n", "present_min", "present_max", "unknown", "units", "units_known", "quorum_units", "below_quorum",
        "quorum_sum", "seats_sum",
    ]  # fmt: skip
    total = parts.groupby("group")[columns].sum()
    out = units.drop_duplicates("group").set_index("group")[keys].join(total).join(rates)
    for name in ("range_low", "range_high"):
        top = out["present_min" if name == "range_low" else "present_max"]
        out[name] = top.div(out["n"]).where(out["n"] > 0)
    out["coverage"] = out["units_known"] / out["units"]
    out["quorum_share"] = out["quorum_sum"].div(out["seats_sum"]).where(out["seats_sum"] > 0)
    out["ranked"] = enough_to_rank(out["units_known"], out["clusters"], minimum)
    out["clusters"] = out["clusters"].fillna(0)
    out = out.astype({name: dtype for name, dtype in _RATE_COLUMNS.items() if dtype == "int64"})
    return ordered(out[[*keys, *_RATE_COLUMNS]], keys)


_RATE_COLUMNS = {
    "present": "int64",
    "n": "int64",
    "rate": "float64",
    "ci_low": "float64",
    "ci_high": "float64",
    "range_low": "float64",
    "range_high": "float64",
    "unknown": "int64",
    "units": "int64",
    "units_known": "int64",
    "coverage": "float64",
    "clusters": "int64",
    "design_effect": "float64",
    "quorum_share": "float64",
    "quorum_units": "int64",
    "below_quorum": "int64",
    "ranked": "bool",
}
