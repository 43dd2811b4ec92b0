"""How often each member was there, by the decisions taken while the member held a seat."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cni_analytics.metrics.definition import Definition
from cni_analytics.metrics.frames import BOTH_LISTED, empty, flags, of_the_opening, ordered, require, texts
from cni_analytics.metrics.intervals import CONFIDENCE, MINIMUM_TO_RANK, clustered_rate, enough_to_rank
from cni_analytics.metrics.periods import with_periods

DEFINITION = Definition(
    id="member_attendance",
    version="2",
    text_el=(
        "Παρουσίες προς αποφάσεις (στο θέμα) ή συνεδριάσεις (στην ονομαστική κλήση) με γνωστή κατάσταση, ενόσω το "
        "μέλος κατείχε έδρα: από την πρώτη ως την τελευταία φορά που το αναφέρει κατάλογος της ίδιας θητείας."
    ),
    text_en=(
        "Presences over decisions (at the item) or sessions (at the roll call) of known state while the member held a "
        "seat: from the first to the last time a roll call of the same term lists the member."
    ),
    sources=(
        "ν. 4555/2018, art. 74 (sessions)",
        "ν. 3463/2006, art. 95 §5 (the mayor has no vote in the council)",
    ),
)

_KEYS = ["municipality_id", "body", "term", "person_id", "meeting", "at"]

_COLUMNS = {
    "municipality_id": "string",
    "body": "string",
    "term": "string",
    "person_id": "string",
    "meeting": "string",
    "at": "string",
    "name": "string",
    "first_date": "datetime64[s]",
    "last_date": "datetime64[s]",
    "present": "int64",
    "absent": "int64",
    "n": "int64",
    "unknown": "int64",
    "seated": "int64",
    "rate": "float64",
    "ci_low": "float64",
    "ci_high": "float64",
    "range_low": "float64",
    "range_high": "float64",
    "coverage": "float64",
    "clusters": "int64",
    "design_effect": "float64",
    "ranked": "bool",
}

_STATES = {
    "municipality_id": "string",
    "body": "string",
    "term": "string",
    "person_id": "string",
    "name": "string",
    "document_id": "string",
    "session": "string",
    "session_date": "datetime64[s]",
    "session_number": "Int64",
    "decision_number": "Int64",
    "meeting": "string",
    "roll_call": "boolean",
    "item": "boolean",
    "reading_dependent": "bool",
}


def member_states(
    attendance: pd.DataFrame, decisions: pd.DataFrame, *, body: str | None = "municipal_council"
) -> pd.DataFrame:
    """Each member's state in each decision taken while the member held a seat.

    Parameters
    ----------
    attendance, decisions
        The tables of those names.
    body
        The body counted; ``None`` for all.

    Returns
    -------
    pandas.DataFrame
        A row for each member and decision: ``municipality_id``, ``body``, ``term``, ``person_id``, ``name`` (the
        spelling met most often), ``document_id``, ``session`` (the session, or the document where the session is not
        known), ``session_date``, ``session_number``, ``decision_number``, ``meeting``; ``roll_call`` and ``item``
        (nullable booleans: present, absent, or missing for unknown); ``reading_dependent`` (the state at the item
        hangs on a reading). Sorted by municipality, body, person, date, decision. Empty for empty tables.

    Raises
    ------
    InputError
        Where a column is missing.

    Notes
    -----
    A member is taken to hold a seat from the first to the last decision of a term whose roll call lists the member. A
    decision in between that does not is unknown for the member, and so is one that lists only the absent: counting
    that would count absences alone. A list that is not of the opening leaves the roll call unknown. Decisions without
    a date, and names without a person, are left out (``attrs["left_out"]``).
    """
    require(attendance, "attendance", ("document_id", "person_id", "name", "status_roll_call", "status_at_item"))
    require(decisions, "decisions", ("document_id", "municipality_id", "body", "session_id", "roll_call_layout"))
    made = with_periods(decisions)
    made["session"] = texts(made["session_id"]).fillna(texts(made["document_id"]))
    made["listed"] = texts(made["roll_call_layout"]).isin(BOTH_LISTED)
    made["opening"] = of_the_opening(made)
    if body is not None:
        made = made[texts(made["body"]).eq(body).fillna(False)]
    dated = made[made["session_date"].notna() & texts(made["municipality_id"]).notna() & texts(made["body"]).notna()]
    head = ["document_id", "municipality_id", "body", "term", "session", "session_date", "session_number",
            "decision_number", "meeting", "listed", "opening"]  # fmt: skip
    head = [c for c in head if c in dated.columns]
    named = attendance[["document_id", "person_id", "name", "status_roll_call", "status_at_item", "reading_dependent"]]
    mine = named.merge(made[["document_id"]], on="document_id")
    left_out = {"undated": len(made) - len(dated), "no_person": int(texts(mine["person_id"]).isna().sum())}
    rows = named[texts(named["person_id"]).notna()].drop_duplicates(["document_id", "person_id"])
    rows = rows.merge(dated[head], on="document_id")
    rows["term"] = rows["term"].astype("string").fillna("unknown")
    if rows.empty:
        out = empty(_STATES)
        out.attrs["left_out"] = left_out
        return out
    whose = ["municipality_id", "body", "term", "person_id"]
    tenure = rows.groupby(whose)["session_date"].agg(["min", "max"]).reset_index()
    seated = tenure.merge(dated[head].assign(term=dated["term"].fillna("unknown")), on=whose[:3])
    seated = seated[seated["session_date"].between(seated["min"], seated["max"])]
    states = rows[["document_id", "person_id", "status_roll_call", "status_at_item", "reading_dependent"]]
    out = seated.merge(states, on=["document_id", "person_id"], how="left")
    for column, status, told in (("roll_call", "status_roll_call", "opening"), ("item", "status_at_item", "listed")):
        words = texts(out[status]).where(out[told])
        out[column] = words.eq("present").where(words.notna()).astype("boolean")
    out["reading_dependent"] = flags(out["reading_dependent"]) & out["item"].notna()
    out["name"] = out["person_id"].map(_spelling(rows))
    for column in ("session_number", "decision_number"):
        out[column] = out[column].astype("Int64") if column in out.columns else pd.NA
    out["session_date"] = out["session_date"].astype("datetime64[s]")
    out = ordered(out[list(_STATES)].astype(_STATES), ["municipality_id", "body", "person_id", "session_date",
                                                        "decision_number", "document_id"])  # fmt: skip
    out = out[list(_STATES)]
    out.attrs["left_out"] = left_out
    return out


def member_attendance(
    attendance: pd.DataFrame,
    decisions: pd.DataFrame,
    *,
    body: str | None = "municipal_council",
    minimum: int = MINIMUM_TO_RANK,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """Attendance of each member in each term.

    Parameters
    ----------
    attendance, decisions, body
        As for `member_states`.
    minimum
        Known states below which a member is not ranked, see `enough_to_rank`.
    confidence
        Of the interval.

    Returns
    -------
    pandas.DataFrame
        A row for each ``municipality_id``, ``body``, ``term``, ``person_id``, ``meeting`` and ``at``
        (``roll_call``: once a session; ``item``: once a decision): ``name``; ``first_date``, ``last_date`` of the seat
        as seen; ``present``, ``absent``, ``n`` = their sum; ``unknown``; ``seated`` = n + unknown; ``rate`` =
        present / n with ``ci_low``, ``ci_high`` (`clustered_rate`, sessions as clusters), ``clusters``,
        ``design_effect``; ``range_low``, ``range_high`` (rival readings); ``coverage`` = n / seated; ``ranked``.
        Empty for empty tables; ``attrs["left_out"]`` as `member_states`.

    Raises
    ------
    InputError
        Where a column is missing.

    Notes
    -----
    Documents of one session that disagree on a member leave that member's roll call unknown.
    """
    states = member_states(attendance, decisions, body=body)
    if states.empty:
        out = empty(_COLUMNS)
        out.attrs = dict(states.attrs)
        return out
    item = states.assign(at="item", state=states["item"])
    once = states.groupby([*_KEYS[:5], "session"], sort=True, dropna=False)
    opening = once.agg(
        low=("roll_call", "min"),
        high=("roll_call", "max"),
        name=("name", "first"),
        session_date=("session_date", "min"),
    ).reset_index()
    opening["at"], opening["reading_dependent"] = "roll_call", False
    opening["state"] = opening["low"].where(opening["low"].eq(opening["high"]).fillna(False))
    columns = [*_KEYS, "session", "session_date", "name", "state", "reading_dependent"]
    units = pd.concat([opening[columns], item[columns]], ignore_index=True)
    units["group"] = units.groupby(_KEYS, sort=False, dropna=False).ngroup()
    present = units["state"].fillna(False).astype(bool)
    known = units["state"].notna()
    hangs = units["reading_dependent"] & known
    units = units.assign(
        present=present,
        absent=known & ~present,
        n=known,
        unknown=~known,
        seated=True,
        lowest=present & ~hangs,
        highest=present | hangs,
    )
    sums = units.groupby("group")[["present", "absent", "n", "unknown", "seated", "lowest", "highest"]].sum()
    dates = units.groupby("group")["session_date"].agg(first_date="min", last_date="max")
    counted = units[known]
    rates = clustered_rate(
        counted["present"].astype(np.float64), counted["n"].astype(np.float64), counted["group"], counted["session"],
        confidence=confidence,
    )  # fmt: skip
    out = units.drop_duplicates("group").set_index("group")[[*_KEYS, "name"]].join(dates).join(sums).join(rates)
    out["range_low"] = (out["lowest"] / out["n"]).where(out["n"] > 0)
    out["range_high"] = (out["highest"] / out["n"]).where(out["n"] > 0)
    out["coverage"] = out["n"] / out["seated"]
    out["ranked"] = enough_to_rank(out["n"], out["clusters"], minimum)
    out["clusters"] = out["clusters"].fillna(0)
    result = ordered(out[list(_COLUMNS)].astype(_COLUMNS), _KEYS)
    result.attrs = dict(states.attrs)
    return result


def presence_matrix(
    attendance: pd.DataFrame, decisions: pd.DataFrame, *, body: str | None = "municipal_council"
) -> pd.DataFrame:
    """Members by sessions: who was there, for how much of each.

    Parameters
    ----------
    attendance, decisions, body
        As for `member_states`.

    Returns
    -------
    pandas.DataFrame
        A row for each member and session in which the member held a seat: ``municipality_id``, ``body``, ``term``,
        ``person_id``, ``name``, ``session``, ``session_date``, ``session_number``, ``meeting``; ``roll_call``
        (nullable boolean, missing where unknown or its documents disagree); ``items_present``, ``items_known``,
        ``items`` (decisions of the session in the corpus); ``share`` = items_present / items_known (``NaN`` where none
        is known); ``state``: ``throughout`` (present at the roll call and at every known item), ``part``, ``absent``
        (at neither), ``unknown`` (nothing known). Sorted by municipality, body, name, person, date, session.

    Raises
    ------
    InputError
        Where a column is missing.
    """
    states = member_states(attendance, decisions, body=body)
    keys = ["municipality_id", "body", "term", "person_id", "name", "session", "meeting"]
    grouped = states.groupby(keys, sort=False, dropna=False)
    out = grouped.agg(
        session_date=("session_date", "min"),
        session_number=("session_number", "min"),
        low=("roll_call", "min"),
        high=("roll_call", "max"),
        items_present=("item", "sum"),
        items_known=("item", "count"),
        items=("document_id", "size"),
    ).reset_index()
    out["roll_call"] = out["low"].where(out["low"].eq(out["high"]).fillna(False)).astype("boolean")
    counts = ["items_present", "items_known", "items"]
    out[counts] = out[counts].astype("int64")
    out["share"] = (out["items_present"] / out["items_known"]).where(out["items_known"] > 0).astype("float64")
    opening_in, opening_out = out["roll_call"].eq(True).fillna(False), out["roll_call"].eq(False).fillna(False)
    every, none = out["items_present"] == out["items_known"], out["items_present"] == 0
    something = out["items_known"] > 0
    unknown = ~something & out["roll_call"].isna()
    through = ~opening_out & every & ~unknown
    away = ~opening_in & none & ~unknown
    state = np.select([unknown, through & (something | opening_in), away], ["unknown", "throughout", "absent"], "part")
    out["state"] = pd.Series(state, index=out.index, dtype="string")
    first = ["municipality_id", "body", "name", "person_id", "session_date", "session"]
    out = ordered(out.drop(columns=["low", "high"]), first)
    columns = ["municipality_id", "body", "term", "person_id", "name", "session", "session_date", "session_number",
               "meeting", "roll_call", "items_present", "items_known", "items", "share", "state"]  # fmt: skip
    out = out[columns]
    out.attrs = dict(states.attrs)
    return out


def _spelling(rows: pd.DataFrame) -> pd.Series:
    """The spelling of each person met most often; of those tied, the first in alphabetical order."""
    counts = rows.groupby(["person_id", "name"]).size().rename("times").reset_index()
    counts = counts.sort_values(["person_id", "times", "name"], ascending=[True, False, True], kind="stable")
    return counts.drop_duplicates("person_id").set_index("person_id")["name"]
