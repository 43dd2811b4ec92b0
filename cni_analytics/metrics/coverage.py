"""How much of what councils decided is in the corpus: without it, no rate is printed."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cni_analytics.metrics.definition import Definition
from cni_analytics.metrics.frames import BOTH_LISTED, days, empty, flags, numbers, ordered, require, texts

DEFINITION = Definition(
    id="coverage",
    version="1",
    text_el=(
        "Έγγραφα ανά μήνα και δήμο προς όσα δηλώνει η πηγή· όπου η πηγή δεν δίνει κατάλογο, η κάλυψη είναι άγνωστη. "
        "Κενά στους αριθμούς αποφάσεων: το πολύ ό,τι φτάνει ως τον μεγαλύτερο αριθμό που είδαμε."
    ),
    text_en=(
        "Documents by month and municipality over what the source lists; where it gives no list, coverage is unknown. "
        "Gaps in decision numbers: at most what reaches the highest number seen."
    ),
    sources=("ν. 3861/2010, art. 2 (acts are published with their ΑΔΑ on Diavgeia)",),
)

_MONTHS = {
    "municipality_id": "string", "month": "string", "documents": "int64", "counted": "int64", "duplicate": "int64",
    "no_decision": "int64", "unreadable": "int64", "embedded": "int64", "ocr": "int64", "mixed": "int64",
    "none": "int64", "listed": "Int64", "coverage": "float64", "listing": "string",
}  # fmt: skip

_GAPS = {
    "municipality_id": "string", "body": "string", "decision_year": "int64", "n": "int64", "lowest": "int64",
    "highest": "int64", "missing": "int64", "missing_inside": "int64", "gaps": "string", "coverage_at_most": "float64",
    "undated": "int64",
}  # fmt: skip

_FACTS = ("number", "date", "seats", "roll_call", "names", "present_at_item", "outcome", "unanimity")


def documents_by_month(documents: pd.DataFrame, listed: pd.DataFrame | None = None) -> pd.DataFrame:
    """Documents of each municipality and month against what its source lists.

    Parameters
    ----------
    documents
        The ``documents`` table.
    listed
        What the sources list: ``municipality_id``, ``month`` (``2024-06``), ``listed`` (count). ``None``, or no row for
        a month: the listing is unknown, which is not zero.

    Returns
    -------
    pandas.DataFrame
        A row for each municipality and month from its first to its last (months with nothing included), then one of
        missing ``month`` for its undated documents: ``documents`` = ``counted`` + ``duplicate`` + ``no_decision`` +
        ``unreadable`` = ``embedded`` + ``ocr`` + ``mixed`` + ``none``; ``listed`` (Int64, missing where unknown);
        ``coverage`` = (documents - duplicate) / listed, ``NaN`` where the listing is unknown or lists nothing;
        ``listing``: ``known``, ``unknown``. More documents than listed leave coverage above 1: the list is short.
        Empty for no documents and no list.

    Raises
    ------
    InputError
        Where a column is missing.
    """
    require(documents, "documents", ("municipality_id", "session_date", "status", "text_source"))
    rows = pd.DataFrame(
        {
            "municipality_id": texts(documents["municipality_id"]),
            "month": days(documents["session_date"]).dt.strftime("%Y-%m").astype("string"),
            "documents": 1,
        }
    )
    for column, words in (
        ("status", ("counted", "duplicate", "no_decision", "unreadable")),
        ("text_source", ("embedded", "ocr", "mixed", "none")),
    ):
        for word in words:
            rows[word] = texts(documents[column]).eq(word).fillna(False).astype("int64").to_numpy()
    keys = ["municipality_id", "month"]
    counts = rows.groupby(keys, dropna=False).sum().reset_index()
    if listed is not None:
        require(listed, "listed", (*keys, "listed"))
        known = pd.DataFrame(
            {**{k: texts(listed[k]) for k in keys}, "listed": numbers(listed["listed"]).astype("Int64")}
        )
        counts = counts.merge(known, on=keys, how="outer")
    else:
        counts["listed"] = pd.NA
    if counts.empty:
        return empty(_MONTHS)
    whole = _every_month(counts)
    whole[list(_MONTHS)[2:-3]] = whole[list(_MONTHS)[2:-3]].fillna(0)
    size = numbers(whole["listed"])
    whole["coverage"] = ((numbers(whole["documents"]) - numbers(whole["duplicate"])) / size).where(size > 0)
    whole["listing"] = np.where(whole["listed"].notna(), "known", "unknown")
    return ordered(whole[list(_MONTHS)].astype(_MONTHS), keys)


def decision_number_gaps(decisions: pd.DataFrame) -> pd.DataFrame:
    """Which decision numbers of a year the corpus lacks.

    Parameters
    ----------
    decisions
        The ``decisions`` table.

    Returns
    -------
    pandas.DataFrame
        A row for each ``municipality_id``, ``body`` and ``decision_year``: ``n`` different numbers seen; ``lowest``,
        ``highest``; ``missing``: numbers from 1 to the highest not seen; ``missing_inside``: those of them between the
        lowest and the highest; ``gaps``: the missing, as ``1-209 211`` (``NA`` for none); ``coverage_at_most`` =
        n / highest, for there may be decisions after the highest seen; ``undated``: decisions of that municipality and
        body whose number or year is not printed (in no row of their own). Empty where no number is known.

    Raises
    ------
    InputError
        Where a column is missing.

    Notes
    -----
    Numbers are taken to run from 1 in each year of a body, as the documents print them («210/2024»); several registers
    within one body would look like gaps.
    """
    require(decisions, "decisions", ("municipality_id", "body", "decision_year", "decision_number"))
    rows = pd.DataFrame({k: texts(decisions[k]) for k in ("municipality_id", "body")})
    rows["decision_year"], rows["number"] = numbers(decisions["decision_year"]), numbers(decisions["decision_number"])
    whose = ["municipality_id", "body"]
    bare = rows[["decision_year", "number"]].isna().any(axis=1)
    undated = bare.groupby([rows[k] for k in whose], dropna=False).sum().rename("undated").reset_index()
    found = []
    keyed = rows[~bare].astype({"decision_year": "int64", "number": "int64"})
    for (municipality, body, year), group in keyed.groupby([*whose, "decision_year"], dropna=False):
        seen = sorted(set(group["number"]) - {0})
        if not seen:
            continue
        missing = [(a + 1, b - 1) for a, b in zip([0, *seen], seen, strict=False) if b - a > 1]
        total = sum(b - a + 1 for a, b in missing)
        found.append(
            {
                "municipality_id": municipality,
                "body": body,
                "decision_year": year,
                "n": len(seen),
                "lowest": seen[0],
                "highest": seen[-1],
                "missing": total,
                "missing_inside": total - (seen[0] - 1),
                "gaps": " ".join(str(a) if a == b else f"{a}-{b}" for a, b in missing) or None,
                "coverage_at_most": len(seen) / seen[-1],
            }
        )
    if not found:
        return empty(_GAPS)
    out = pd.DataFrame(found).astype(dict.fromkeys(whose, "string")).merge(undated, on=whose, how="left")
    return ordered(out[list(_GAPS)].astype(_GAPS), list(_GAPS)[:3])


def readable_shares(documents: pd.DataFrame) -> pd.DataFrame:
    """How each municipality's documents could be read.

    Parameters
    ----------
    documents
        The ``documents`` table.

    Returns
    -------
    pandas.DataFrame
        A row for each ``municipality_id`` (missing for documents that name none) and ``text_source`` (``embedded``,
        ``ocr``, ``mixed``, ``none``): ``documents``, ``n`` (all of the municipality), ``share`` = documents / n;
        ``unreadable``, ``no_decision``, ``duplicate``: of these documents. Empty for no documents.

    Raises
    ------
    InputError
        Where a column is missing.
    """
    require(documents, "documents", ("municipality_id", "status", "text_source"))
    status = texts(documents["status"])
    rows = pd.DataFrame(
        {
            "municipality_id": texts(documents["municipality_id"]),
            "text_source": texts(documents["text_source"]),
            "documents": np.ones(len(documents), dtype=np.int64),
            **{word: status.eq(word).fillna(False).astype("int64")
               for word in ("unreadable", "no_decision", "duplicate")},
        }
    )  # fmt: skip
    keys = ["municipality_id", "text_source"]
    out = rows.groupby(keys, dropna=False).sum().reset_index()
    out["n"] = out.groupby("municipality_id", dropna=False)["documents"].transform("sum").astype("int64")
    out["share"] = (out["documents"] / out["n"]).astype("float64")
    columns = [*keys, "documents", "n", "share", "unreadable", "no_decision", "duplicate"]
    return ordered(out[columns], keys)


def settled_shares(decisions: pd.DataFrame, *, by: tuple[str, ...] = ("municipality_id",)) -> pd.DataFrame:
    """Of how many decisions each fact a rate needs is known.

    Parameters
    ----------
    decisions
        The ``decisions`` table.
    by
        Columns of it that make a group. Empty for the whole.

    Returns
    -------
    pandas.DataFrame
        A row for each group and ``fact``: ``number``, ``date``, ``seats`` (stated), ``roll_call`` (figures or names),
        ``names`` (present and absent listed), ``present_at_item`` (settled), ``outcome`` (stated), ``unanimity``
        (settled); ``known``, ``n`` (decisions), ``rate`` = known / n. A census of the corpus, so without an interval.
        Empty for no decisions.

    Raises
    ------
    InputError
        Where a column is missing.
    """
    need = ("decision_number", "session_date", "seats", "present_count", "roll_call_layout", "item_settled",
            "stated_outcome", "unanimity", *by)  # fmt: skip
    require(decisions, "decisions", need)
    names = texts(decisions["roll_call_layout"]).isin(BOTH_LISTED)
    known = pd.DataFrame(
        {
            "number": decisions["decision_number"].notna(),
            "date": decisions["session_date"].notna(),
            "seats": decisions["seats"].notna(),
            "roll_call": names | decisions["present_count"].notna(),
            "names": names,
            "present_at_item": flags(decisions["item_settled"]),
            "outcome": decisions["stated_outcome"].notna(),
            "unanimity": texts(decisions["unanimity"]).fillna("unsettled").ne("unsettled"),
        },
        index=decisions.index,
    )
    keys = [decisions[k] for k in by]
    sums = known.groupby(keys, dropna=False).agg(["sum", "size"]) if keys else None
    if sums is None:
        out = pd.DataFrame({"fact": list(_FACTS), "known": known.sum().to_numpy(), "n": len(known)})
        out = out if len(known) else out.iloc[:0]
    else:
        parts = [sums[fact].reset_index().assign(fact=fact).rename(columns={"sum": "known", "size": "n"})
                 for fact in _FACTS]  # fmt: skip
        out = pd.concat(parts, ignore_index=True)
    out["fact"] = out["fact"].astype(pd.CategoricalDtype(list(_FACTS), ordered=True))
    out = ordered(out, [*by, "fact"]).astype({"fact": "string", "known": "int64", "n": "int64"})
    out["rate"] = (out["known"] / out["n"]).astype("float64")
    return out


def _every_month(counts: pd.DataFrame) -> pd.DataFrame:
    """The rows given, and for each municipality those of the months between its first and last that are not there."""
    grids = []
    for municipality, group in counts.groupby("municipality_id", dropna=False):
        dated = group["month"].dropna()
        if len(dated):
            months = pd.period_range(dated.min(), dated.max(), freq="M").strftime("%Y-%m")
            grids.append(pd.DataFrame({"municipality_id": municipality, "month": months}))
        if len(dated) < len(group):
            grids.append(pd.DataFrame({"municipality_id": [municipality], "month": [None]}))
    grid = pd.concat(grids, ignore_index=True).astype("string")
    return grid.merge(counts, on=["municipality_id", "month"], how="left")
