"""An order of the members in which blocs stand together, and the matrix of pairs in that order."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from scipy.cluster.hierarchy import leaves_list, linkage, optimal_leaf_ordering
from scipy.spatial.distance import squareform

from cni_analytics.metrics.frames import empty, ordered

HEAD = ["municipality_id", "body", "term"]
"""What makes one matrix."""

_ORDER = {
    "municipality_id": "string", "body": "string", "term": "string", "person_id": "string", "name": "string",
    "position": "int64", "placed": "bool",
}  # fmt: skip


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
    if pairs.empty:
        return empty(_ORDER)
    return each_council(pairs, _seriation)[list(_ORDER)].astype(_ORDER)


def each_council(rows: pd.DataFrame, make: Callable[[pd.DataFrame], pd.DataFrame]) -> pd.DataFrame:
    """What ``make`` gives for the rows of each council and term, one after the other, with the columns of ``HEAD``."""
    parts = []
    for keys, group in rows.groupby(HEAD, sort=True):
        part = make(group)
        for name, value in zip(HEAD, keys, strict=True):
            part[name] = pd.Series(str(value), index=part.index, dtype="string")
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


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
    order = agreement_order(pairs)[[*HEAD, "person_id", "position"]]
    for side, place in (("a", "row"), ("b", "column")):
        both = both.merge(order.rename(columns={"person_id": side, "position": place}), on=[*HEAD, side], how="left")
    return ordered(both.astype({"row": "int64", "column": "int64"}), [*HEAD, "row", "column"])


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
