"""Who dissents, and who votes with whom, on the decisions a council divided over."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cni_analytics.metrics.blocs import HEAD, each_council
from cni_analytics.metrics.definition import Definition
from cni_analytics.metrics.frames import empty, ordered, require, texts
from cni_analytics.metrics.intervals import (
    CONFIDENCE,
    MINIMUM_TO_RANK,
    FloatArray,
    clustered_rate,
    clustered_wilson,
    enough_to_rank,
)
from cni_analytics.metrics.members import member_states

DEFINITION = Definition(
    id="agreement",
    version="2",
    text_el=(
        "Συμφωνία δύο μελών: ίδιες ψήφοι προς αποφάσεις με διαφωνία στις οποίες είναι γνωστή η ψήφος και των δύο. "
        "Λευκό, παρών και αποχή είναι μία τρίτη στάση. Κάτω από ένα ελάχιστο πλήθος δεν δίνεται ποσοστό."
    ),
    text_en=(
        "Agreement of two members: same votes over contested decisions in which both votes are known. Blank, present "
        "and abstain are one third stance. Below a minimum no rate is given."
    ),
    sources=(
        "Lijphart A. (1963), The analysis of bloc voting in the General Assembly, APSR 57:902-917",
        "Rao J.N.K., Scott A.J. (1992), Biometrics 48:577-585 (decisions of one session taken together)",
        "Bar-Joseph Z., Gifford D.K., Jaakkola T.S. (2001), Fast optimal leaf ordering, Bioinformatics 17:S22-S29",
    ),
)

MINIMUM_SHARED = 5
"""Contested decisions both voted in, below which a pair's agreement is left blank."""

STANCES = {"for": "for", "against": "against", "blank": "neither", "present": "neither", "abstain": "neither"}
_WEIGHT = {"for": 0, "blank": 1, "present": 1, "abstain": 1, "against": 2}

_DISSENT = {
    "municipality_id": "string", "body": "string", "term": "string", "person_id": "string", "name": "string",
    "with_majority": "int64", "dissent": "int64", "against": "int64", "neither": "int64", "n": "int64",
    "stated": "int64", "derived": "int64", "unknown": "int64", "contested": "int64", "rate": "float64",
    "ci_low": "float64", "ci_high": "float64", "range_low": "float64", "range_high": "float64",
    "coverage": "float64", "clusters": "int64", "design_effect": "float64", "ranked": "bool",
}  # fmt: skip

_PAIRS = {
    "municipality_id": "string", "body": "string", "term": "string", "a": "string", "b": "string",
    "a_name": "string", "b_name": "string", "agree": "int64", "n": "int64", "shared": "int64", "contested": "int64",
    "shown": "bool", "rate": "float64", "ci_low": "float64", "ci_high": "float64", "range_low": "float64",
    "range_high": "float64", "coverage": "float64", "clusters": "int64", "design_effect": "float64",
}  # fmt: skip

_VOTED = {
    "municipality_id": "string", "body": "string", "term": "string", "document_id": "string", "session": "string",
    "person_id": "string", "name": "string", "stance": "string", "origin": "string", "dissent": "boolean",
}  # fmt: skip


def contested_votes(
    votes: pd.DataFrame, attendance: pd.DataFrame, decisions: pd.DataFrame, *, body: str | None = "municipal_council"
) -> pd.DataFrame:
    """Each member's stance in each contested decision taken while the member held a seat and was not absent.

    Parameters
    ----------
    votes, attendance, decisions
        The tables of those names.
    body
        The body counted; ``None`` for all.

    Returns
    -------
    pandas.DataFrame
        A row for each member and decision of unanimity ``contested``: ``municipality_id``, ``body``, ``term``,
        ``document_id``, ``session`` (the document where none is known), ``person_id``, ``name``; ``stance`` (``for``,
        ``against``, ``neither``; missing where the vote is not known); ``origin`` (``stated``, ``derived``, missing);
        ``dissent`` (nullable boolean): voted otherwise than the side that carried it, ``for`` unless the proposal was
        rejected. Members known to be absent at the item and without a vote have no row. Empty for empty tables.

    Raises
    ------
    InputError
        Where a column is missing.

    Notes
    -----
    In a vote by parts a member counts once, with the vote furthest from consent: against before blank, present or
    abstain, before for (decision record, rule 3). A stated vote comes before a derived one.
    """
    require(votes, "votes", ("document_id", "person_id", "vote", "origin"))
    require(decisions, "decisions", ("unanimity", "result"))
    divided = decisions[texts(decisions["unanimity"]).eq("contested").fillna(False)]
    seats = member_states(attendance, decisions, body=body)
    seats = seats[seats["document_id"].isin(texts(divided["document_id"]))]
    if seats.empty:
        return empty(_VOTED)
    cast = votes[["document_id", "person_id", "vote", "origin"]].copy()
    cast = cast[texts(cast["person_id"]).notna()]
    cast["said"] = texts(cast["origin"]).eq("stated").fillna(False)
    cast["weight"] = texts(cast["vote"]).map(_WEIGHT)
    cast = cast.sort_values(["said", "weight", "vote"], ascending=[False, False, True], kind="stable")
    cast = cast.drop_duplicates(["document_id", "person_id"])
    rows = seats.merge(
        cast[["document_id", "person_id", "vote", "origin"]], how="left", on=["document_id", "person_id"]
    )
    rows = rows.merge(divided[["document_id", "result"]], how="left", on="document_id")
    rows["stance"] = texts(rows["vote"]).map(STANCES)
    rows = rows[rows["stance"].notna() | ~rows["item"].eq(False).fillna(False)].copy()
    carried = texts(rows["result"]).eq("rejected").fillna(False).map({True: "against", False: "for"})
    rows["dissent"] = rows["stance"].ne(carried).where(rows["stance"].notna()).astype("boolean")
    out = rows[list(_VOTED)].astype(_VOTED)
    return ordered(out, ["municipality_id", "body", "term", "person_id", "document_id"])[list(_VOTED)]


def member_dissent(
    votes: pd.DataFrame,
    attendance: pd.DataFrame,
    decisions: pd.DataFrame,
    *,
    body: str | None = "municipal_council",
    minimum: int = MINIMUM_TO_RANK,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """How often each member voted otherwise than the side that carried a contested decision.

    Parameters
    ----------
    votes, attendance, decisions, body
        As for `contested_votes`.
    minimum
        Known votes below which a member is not ranked, see `enough_to_rank`.
    confidence
        Of the interval.

    Returns
    -------
    pandas.DataFrame
        A row for each ``municipality_id``, ``body``, ``term``, ``person_id`` with a seat in a contested decision:
        ``name``; ``with_majority``, ``dissent``, ``n`` = their sum; ``against``, ``neither`` votes; ``stated``,
        ``derived`` votes; ``unknown`` (there, or perhaps there, with no known vote); ``contested`` = n + unknown;
        ``rate`` = dissent / n with ``ci_low``, ``ci_high`` (`clustered_rate`, sessions as clusters), ``clusters``
        (sessions with a known vote), ``design_effect``; ``range_low``, ``range_high``: if every unknown vote had been
        with, or against, the side that carried it; ``coverage`` = n / contested; ``ranked``.
        Empty for empty tables.

    Raises
    ------
    InputError
        Where a column is missing.
    """
    rows = contested_votes(votes, attendance, decisions, body=body)
    if rows.empty:
        return empty(_DISSENT)
    known = rows["dissent"].notna()
    otherwise = rows["dissent"].fillna(False).astype(bool)
    marks = rows.assign(
        with_majority=known & ~otherwise,
        dissent=otherwise,
        n=known,
        against=rows["stance"].eq("against").fillna(False),
        neither=rows["stance"].eq("neither").fillna(False),
        stated=rows["origin"].eq("stated").fillna(False),
        derived=rows["origin"].eq("derived").fillna(False),
        unknown=~known,
        contested=1,
    )
    keys = [*HEAD, "person_id"]
    counts = ["with_majority", "dissent", "n", "against", "neither", "stated", "derived", "unknown", "contested"]
    marks["group"] = marks.groupby(keys, sort=True).ngroup()
    grouped = marks.groupby("group")
    out = grouped[counts].sum().astype("int64").join(grouped[[*keys, "name"]].first())
    voted = marks[known]
    found = clustered_rate(
        voted["dissent"].astype(np.float64), voted["n"].astype(np.float64), voted["group"], voted["session"],
        confidence=confidence,
    )  # fmt: skip
    out = out.join(found)
    out["clusters"] = out["clusters"].fillna(0)
    out["range_low"] = out["dissent"] / out["contested"]
    out["range_high"] = (out["dissent"] + out["unknown"]) / out["contested"]
    out["coverage"] = out["n"] / out["contested"]
    out["ranked"] = enough_to_rank(out["n"], out["clusters"], minimum)
    return out.reset_index(drop=True)[list(_DISSENT)].astype(_DISSENT)


def pairwise_agreement(
    votes: pd.DataFrame,
    attendance: pd.DataFrame,
    decisions: pd.DataFrame,
    *,
    body: str | None = "municipal_council",
    minimum: int = MINIMUM_SHARED,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """How often two members took the same stance in the contested decisions both voted in.

    Parameters
    ----------
    votes, attendance, decisions, body
        As for `contested_votes`.
    minimum
        Shared decisions below which the rate is left blank.
    confidence
        Of the interval.

    Returns
    -------
    pandas.DataFrame
        A row for each pair of members of one ``municipality_id``, ``body`` and ``term``, ``a`` before ``b`` by
        ``person_id``: ``a_name``, ``b_name``; ``agree``, ``n`` (decisions with both stances known); ``shared``
        (decisions that neither of them is known to have missed); ``contested`` (decisions that at least one of them
        may have voted in); ``shown`` (n >= minimum); ``rate`` = agree / n with ``ci_low``, ``ci_high`` (as
        `clustered_rate`, sessions as clusters), and ``range_low``, ``range_high``, the rate over the shared decisions
        if every unknown stance had differed, or agreed: all five ``NaN`` unless shown; ``coverage`` = n / shared;
        ``clusters`` (sessions of those n), ``design_effect``. Empty for empty tables.

    Raises
    ------
    InputError
        Where a column is missing.
    """
    rows = contested_votes(votes, attendance, decisions, body=body)
    if rows.empty:
        return empty(_PAIRS)
    out = each_council(rows, _pairs_of)
    found = clustered_wilson(out["agree"], out["n"], out["clusters"], out["squares"], confidence=confidence)
    out = out.assign(**found, range_low=out["agree"] / out["shared"])
    out["range_high"] = (out["agree"] + out["shared"] - out["n"]) / out["shared"]
    out["shown"] = out["n"] >= minimum
    rates = ["rate", "ci_low", "ci_high", "range_low", "range_high"]
    out[rates] = out[rates].where(out["shown"])
    out["coverage"] = (out["n"] / out["shared"]).where(out["shared"] > 0)
    return out[list(_PAIRS)].astype(_PAIRS)


def _pairs_of(group: pd.DataFrame) -> pd.DataFrame:
    """Counts of every pair of one council, and what their interval needs of the sessions."""
    people, who = np.unique(group["person_id"].to_numpy(dtype=object), return_inverse=True)
    documents, which = np.unique(group["document_id"].to_numpy(dtype=object), return_inverse=True)
    stance = group["stance"].fillna("").to_numpy(dtype=object)
    there = np.zeros((len(documents), len(people)))
    there[which, who] = 1
    cast = {name: np.zeros_like(there) for name in ("for", "against", "neither")}
    for name, marks in cast.items():
        marks[which[stance == name], who[stance == name]] = 1
    known = cast["for"] + cast["against"] + cast["neither"]
    session = group.drop_duplicates("document_id").set_index("document_id")["session"].reindex(documents)
    codes = pd.factorize(session.to_numpy(dtype=object))[0]
    first, second = np.triu_indices(len(people), k=1)

    def together(marks: FloatArray) -> FloatArray:
        return np.asarray((marks.T @ marks)[first, second], dtype=np.float64)

    sums = np.zeros((6, len(first)))
    for code in range(codes.max() + 1):
        here = codes == code
        n = together(known[here])
        agree = np.sum([together(marks[here]) for marks in cast.values()], axis=0)
        sums += np.stack([agree, n, n > 0, agree * agree, agree * n, n * n])
    agree, n, clusters, agree2, product, n2 = sums
    rate = np.divide(agree, n, out=np.zeros_like(n), where=n > 0)
    shared, sizes = together(there), there.sum(axis=0)
    names = group.drop_duplicates("person_id").set_index("person_id")["name"].reindex(people).to_numpy(dtype=object)
    return pd.DataFrame(
        {
            "a": people[first],
            "b": people[second],
            "a_name": names[first],
            "b_name": names[second],
            "agree": agree,
            "n": n,
            "shared": shared,
            "contested": sizes[first] + sizes[second] - shared,
            "clusters": clusters,
            "squares": np.maximum(agree2 - 2 * rate * product + rate * rate * n2, 0.0),
        }
    )
