"""Who dissents, and who votes with whom, on the decisions a council divided over."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.cluster.hierarchy import leaves_list, linkage, optimal_leaf_ordering
from scipy.spatial.distance import squareform

from cni_analytics.metrics.definition import Definition
from cni_analytics.metrics.frames import empty, ordered, require, texts
from cni_analytics.metrics.intervals import CONFIDENCE, MINIMUM_TO_RANK, add_rate, wilson
from cni_analytics.metrics.members import member_states

DEFINITION = Definition(
    id="agreement",
    version="1",
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
    "coverage": "float64", "ranked": "bool",
}  # fmt: skip

_PAIRS = {
    "municipality_id": "string", "body": "string", "term": "string", "a": "string", "b": "string",
    "a_name": "string", "b_name": "string", "agree": "int64", "n": "int64", "contested": "int64", "shown": "bool",
    "rate": "float64", "ci_low": "float64", "ci_high": "float64", "coverage": "float64",
}  # fmt: skip

_VOTED = {
    "municipality_id": "string", "body": "string", "term": "string", "document_id": "string", "person_id": "string",
    "name": "string", "stance": "string", "origin": "string", "dissent": "boolean",
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
        ``document_id``, ``person_id``, ``name``; ``stance`` (``for``, ``against``, ``neither``; missing where the vote
        is not known); ``origin`` (``stated``, ``derived``, missing); ``dissent`` (nullable boolean): voted otherwise
        than the side that carried it, ``for`` unless the proposal was rejected. Members known to be absent at the
        item and without a vote have no row. Empty for empty tables.

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
        Known votes below which a member is not ranked.
    confidence
        Of the interval.

    Returns
    -------
    pandas.DataFrame
        A row for each ``municipality_id``, ``body``, ``term``, ``person_id`` with a seat in a contested decision:
        ``name``; ``with_majority``, ``dissent``, ``n`` = their sum; ``against``, ``neither`` votes; ``stated``,
        ``derived`` votes; ``unknown`` (there, or perhaps there, with no known vote); ``contested`` = n + unknown;
        ``rate`` = dissent / n with ``ci_low``, ``ci_high`` (Wilson); ``range_low``, ``range_high``: if every unknown
        vote had been with, or against, the side that carried it; ``coverage`` = n / contested; ``ranked``.
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
    keys = ["municipality_id", "body", "term", "person_id"]
    counts = ["with_majority", "dissent", "n", "against", "neither", "stated", "derived", "unknown", "contested"]
    grouped = marks.groupby(keys, sort=True)
    out = grouped[counts].sum().astype("int64").join(grouped["name"].first()).reset_index()
    out = add_rate(out, "dissent", "n", confidence=confidence)
    out["range_low"] = out["dissent"] / out["contested"]
    out["range_high"] = (out["dissent"] + out["unknown"]) / out["contested"]
    out["coverage"] = out["n"] / out["contested"]
    out["ranked"] = out["n"] >= minimum
    return out[list(_DISSENT)].astype(_DISSENT)


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
        ``person_id``: ``a_name``, ``b_name``; ``agree``, ``n`` (decisions with both stances known); ``contested``
        (decisions that at least one of them may have voted in); ``shown`` (n >= minimum); ``rate`` = agree / n with
        ``ci_low``, ``ci_high`` (Wilson), all three ``NaN`` unless shown; ``coverage`` = n / contested. Empty for
        empty tables.

    Raises
    ------
    InputError
        Where a column is missing.
    """
    rows = contested_votes(votes, attendance, decisions, body=body)
    parts = []
    for keys, group in rows.groupby(["municipality_id", "body", "term"], sort=True):
        parts.append(_labelled(_pairs_of(group), keys))
    if not parts:
        return empty(_PAIRS)
    out = pd.concat(parts, ignore_index=True)
    out["shown"] = out["n"] >= minimum
    low, high = wilson(out["agree"].to_numpy(), out["n"].to_numpy(), confidence=confidence)
    rate = (out["agree"] / out["n"]).where(out["n"] > 0)
    for name, values in (("rate", rate), ("ci_low", pd.Series(low)), ("ci_high", pd.Series(high))):
        out[name] = values.where(out["shown"])
    out["coverage"] = (out["n"] / out["contested"]).where(out["contested"] > 0)
    return out[list(_PAIRS)].astype(_PAIRS)


def agreement_order(pairs: pd.DataFrame) -> pd.DataFrame:
    """An order of the members in which those who vote alike stand together, so that blocs can be seen.

    Parameters
    ----------
    pairs
        What `pairwise_agreement` returns, of one or more bodies.

    Returns
    -------
    pandas.DataFrame
        ``municipality_id``, ``body``, ``term``, ``person_id``, ``name``, ``position`` (int64, from 0 in each body and
        term), ``placed`` (False for a member none of whose pairs is shown: at the end, by name). Empty for no pairs.

    Notes
    -----
    Average-linkage clustering of 1 - rate with optimal leaf ordering (Bar-Joseph and others 2001). A pair that is not
    shown is set to the mean distance of those that are, so it pulls neither way. Of the two mirror images of an
    order, the one that begins with the smaller ``person_id``.
    """
    head = ["municipality_id", "body", "term"]
    parts = []
    for keys, group in pairs.groupby(head, sort=True):
        parts.append(_labelled(_seriation(group), keys))
    columns = {"municipality_id": "string", "body": "string", "term": "string", "person_id": "string",
               "name": "string", "position": "int64", "placed": "bool"}  # fmt: skip
    if not parts:
        return empty(columns)
    return pd.concat(parts, ignore_index=True)[list(columns)].astype(columns)


def agreement_matrix(pairs: pd.DataFrame) -> pd.DataFrame:
    """Both halves of the matrix, each cell with its place.

    Parameters
    ----------
    pairs
        What `pairwise_agreement` returns.

    Returns
    -------
    pandas.DataFrame
        Each pair twice, without the diagonal: the columns of ``pairs`` (``a`` the row, ``b`` the column of the
        matrix) and ``row``, ``column`` (int64 positions of `agreement_order`), sorted by body and position.
    """
    mirrored = pairs.rename(columns={"a": "b", "b": "a", "a_name": "b_name", "b_name": "a_name"})
    both = pd.concat([pairs, mirrored[list(pairs.columns)]], ignore_index=True)
    head = ["municipality_id", "body", "term"]
    order = agreement_order(pairs)[[*head, "person_id", "position"]]
    for side, place in (("a", "row"), ("b", "column")):
        both = both.merge(order.rename(columns={"person_id": side, "position": place}), on=[*head, side], how="left")
    return ordered(both.astype({"row": "int64", "column": "int64"}), [*head, "row", "column"])


def _labelled(frame: pd.DataFrame, keys: Sequence[Hashable]) -> pd.DataFrame:
    out = frame.copy()
    for name, value in zip(("municipality_id", "body", "term"), keys, strict=True):
        out[name] = pd.Series([value] * len(out), index=out.index, dtype="string")
    return out


def _pairs_of(group: pd.DataFrame) -> pd.DataFrame:
    people, who = np.unique(group["person_id"].to_numpy(dtype=object), return_inverse=True)
    documents, which = np.unique(group["document_id"].to_numpy(dtype=object), return_inverse=True)
    stance = group["stance"].fillna("").to_numpy(dtype=object)

    def together(rows: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
        held = np.zeros((len(documents), len(people)), dtype=np.int64)
        held[which[rows], who[rows]] = 1
        return np.asarray(held.T @ held, dtype=np.int64)

    agree = together(stance == "for") + together(stance == "against") + together(stance == "neither")
    n, shared = together(stance != ""), together(np.ones(len(group), dtype=np.bool_))
    sizes = np.diagonal(shared)
    first, second = np.triu_indices(len(people), k=1)
    names = group.drop_duplicates("person_id").set_index("person_id")["name"].reindex(people).to_numpy(dtype=object)
    return pd.DataFrame(
        {
            "a": people[first],
            "b": people[second],
            "a_name": names[first],
            "b_name": names[second],
            "agree": agree[first, second],
            "n": n[first, second],
            "contested": (sizes[:, None] + sizes[None, :] - shared)[first, second],
        }
    )


def _seriation(group: pd.DataFrame) -> pd.DataFrame:
    names = {
        **dict(zip(group["b"], group["b_name"], strict=True)),
        **dict(zip(group["a"], group["a_name"], strict=True)),
    }
    people = sorted(names)
    seen = group[group["shown"]]
    placed = sorted(set(seen["a"]) | set(seen["b"]))
    if len(placed) > 2:
        where = {person: i for i, person in enumerate(placed)}
        distance = np.full((len(placed), len(placed)), float((1 - seen["rate"]).mean()))
        np.fill_diagonal(distance, 0.0)
        i, j = seen["a"].map(where).to_numpy(), seen["b"].map(where).to_numpy()
        distance[i, j] = distance[j, i] = 1 - seen["rate"].to_numpy()
        flat = squareform(distance, checks=False)
        leaves = leaves_list(optimal_leaf_ordering(linkage(flat, method="average"), flat))
        found = [placed[k] for k in leaves]
        placed = found if found[0] < found[-1] else found[::-1]
    rest = sorted(set(people) - set(placed), key=lambda person: (str(names[person]), person))
    order = [*placed, *rest]
    return pd.DataFrame(
        {
            "person_id": order,
            "name": [names[p] for p in order],
            "position": np.arange(len(order)),
            "placed": [p not in set(rest) for p in order],
        }
    )
