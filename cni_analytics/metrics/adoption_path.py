"""The way of a decision from the invitation to the next review, and how long its steps take."""

from __future__ import annotations

import pandas as pd

from cni_analytics.errors import UsageError
from cni_analytics.metrics.definition import Definition
from cni_analytics.metrics.frames import days, empty, ordered, require, texts
from cni_analytics.metrics.intervals import CONFIDENCE
from cni_analytics.metrics.kaplan_meier import COLUMNS as CURVE
from cni_analytics.metrics.kaplan_meier import kaplan_meier
from cni_analytics.text.reading import fold

DEFINITION = Definition(
    id="adoption_path",
    version="2",
    text_el=(
        "Ημέρες από πράξη σε πράξη (πρόσκληση, εισήγηση, απόφαση, ακριβές αντίγραφο ή δημοσίευση, υπογραφή, διετής "
        "αξιολόγηση). Δημοσίευση: όπως τη γράφει το έγγραφο, αλλιώς η πρώτη ανάρτηση κατά τη Διαύγεια. "
        "Ό,τι δεν είχε φανεί ως την ημέρα συλλογής μετρά ως ανοιχτό ως τότε."
    ),
    text_en=(
        "Days from act to act (invitation, proposal, decision, certified copy or publication, signature, two-yearly "
        "review). Publication: as the document prints it, otherwise the first posting as Diavgeia lists it. "
        "What had not been seen by the harvest date counts as open until then."
    ),
    sources=(
        "Kaplan E.L., Meier P. (1958), JASA 53:457-481",
        "Serres council decision 210/2024 (draft memorandum: review every two years)",
    ),
)

NETWORK = "Δίκτυο Πόλεων για την Ένταξη"
DECISION = "council_decision"
STEPS = ("invitation", "proposal", "council_decision", "certified_copy", "publication", "signature", "next_review")
"""In the order they are due; other acts (protocol, correction) are no step."""

_PATH = {
    "document_id": "string", "municipality_id": "string", "decision_year": "Int64", "decision_number": "Int64",
    "step": "int64", "kind": "string", "earliest": "datetime64[s]", "latest": "datetime64[s]", "exact": "bool",
    "origin": "string", "rule": "string", "number": "string", "issuer": "string", "state": "string",
    "days_since_first": "Int64", "fact": "string",
}  # fmt: skip

_DURATIONS = {
    "document_id": "string", "municipality_id": "string", "start": "datetime64[s]", "end": "datetime64[s]",
    "days": "int64", "observed": "bool", "start_origin": "string", "end_origin": "string",
}  # fmt: skip


def decisions_on(decisions: pd.DataFrame, words: str = NETWORK) -> pd.DataFrame:
    """The decisions whose subject holds the given words.

    Parameters
    ----------
    decisions
        The ``decisions`` table.
    words
        Looked for in ``subject``, whatever the accents, capitals and white space; plain words, no pattern.

    Returns
    -------
    pandas.DataFrame
        The matching rows as they are. A decision without a subject does not match.

    Raises
    ------
    InputError
        Where ``subject`` is missing.
    """
    require(decisions, "decisions", ("subject",))
    wanted = _plain(words)
    subjects = texts(decisions["subject"]).fillna("")
    return decisions[[bool(wanted) and wanted in _plain(subject) for subject in subjects]]


def decision_path(
    acts: pd.DataFrame, *, harvest: str | pd.Timestamp, documents: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The steps of each decision, those not seen included.

    Parameters
    ----------
    acts
        The ``acts`` table, of one decision or several.
    harvest
        The day the documents were collected; never today's.
    documents
        The ``documents`` table: a decision whose document prints no publication takes the day that Diavgeia lists,
        with the origin ``listed``. ``None`` for printed dates alone.

    Returns
    -------
    pandas.DataFrame
        For each document a row for each of `STEPS` (the first of its kind): ``document_id``, ``municipality_id``,
        ``decision_year``, ``decision_number``; ``step`` (place in `STEPS`), ``kind``; ``earliest``, ``latest``
        (datetime64, equal where ``exact``, missing where no act states it); ``origin`` (``stated``, ``derived``, or
        ``listed``), ``rule``, ``number``, ``issuer``, ``fact`` as in the table; ``state``: ``done`` (by the harvest),
        ``due`` (dated after it), ``around`` (the harvest falls between the two bounds), ``not_seen``;
        ``days_since_first``: from the first exact act to this one, missing unless both are exact. Empty for no acts.

    Raises
    ------
    InputError
        Where a column is missing.

    Notes
    -----
    ``not_seen`` is not "did not happen": no document collected by the harvest states it.
    A listed publication is that of the first version: a correction is posted anew and published nothing new.
    """
    require(acts, "acts", ("document_id", "municipality_id", "kind", "date", "earliest", "latest", "origin"))
    rows = _dated(acts if documents is None else _with_listed(acts, documents))
    if rows.empty:
        return empty(_PATH)
    last = pd.Timestamp(harvest)
    head = rows.drop_duplicates("document_id")[["document_id", "municipality_id", "decision_year", "decision_number"]]
    grid = head.merge(pd.DataFrame({"kind": list(STEPS), "step": range(len(STEPS))}), how="cross")
    first = rows.sort_values(["earliest", "ordinal"], kind="stable").drop_duplicates(["document_id", "kind"])
    detail = ["document_id", "kind", "earliest", "latest", "origin", "rule", "number", "issuer", "fact"]
    out = grid.merge(first[detail], on=["document_id", "kind"], how="left")
    out["exact"] = out["earliest"].notna() & out["earliest"].eq(out["latest"])
    out["state"] = "around"
    out.loc[out["latest"] <= last, "state"] = "done"
    out.loc[out["earliest"] > last, "state"] = "due"
    out.loc[out["earliest"].isna(), "state"] = "not_seen"
    exact = out["earliest"].where(out["exact"])
    begun = exact.groupby(out["document_id"]).transform("min")
    out["days_since_first"] = (exact - begun).dt.days.astype("Int64")
    return ordered(out[list(_PATH)].astype(_PATH), ["municipality_id", "document_id", "step"])[list(_PATH)]


def step_durations(
    acts: pd.DataFrame,
    *,
    harvest: str | pd.Timestamp,
    start: str = "invitation",
    end: str = "publication",
    documents: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Days from one step to another, those still open included.

    Parameters
    ----------
    acts
        The ``acts`` table of the decisions concerned.
    harvest
        The day the documents were collected; what ends after it is open at it.
    start, end
        Kinds of act, of `STEPS`.
    documents
        As for `decision_path`.

    Returns
    -------
    pandas.DataFrame
        A row for each decision with an exact start by the harvest: ``document_id``, ``municipality_id``, ``start``,
        ``end`` (missing while open), ``days`` to the end or the harvest, ``observed``; ``start_origin``, ``end_origin``
        (``stated``, ``listed``, ``derived``; the end's missing while open). ``attrs["left_out"]`` counts the decisions
        without: ``no_start``, ``start_after_harvest``, ``end_not_exact`` (between two days),
        ``end_before_start``, ``end_undated`` (only of ``council_decision``, which is never open: the document is it).

    Raises
    ------
    InputError
        Where a column is missing.
    UsageError
        Where ``start`` or ``end`` is no step.
    """
    for name, kind in (("start", start), ("end", end)):
        if kind not in STEPS:
            raise UsageError(name, expected=f"one of {', '.join(STEPS)}", found=kind, next_step="name a step")
    path = decision_path(acts, harvest=harvest, documents=documents)
    last = pd.Timestamp(harvest)
    wide = path[path["kind"] == start][["document_id", "municipality_id", "earliest", "exact", "origin"]]
    wide = wide.rename(columns={"earliest": "start", "exact": "start_exact", "origin": "start_origin"})
    ends = path[path["kind"] == end][["document_id", "earliest", "exact", "state", "origin"]]
    ends = ends.rename(columns={"earliest": "end", "origin": "end_origin"})
    wide = wide.merge(ends, on="document_id", how="left")
    no_start = ~wide["start_exact"].astype(bool)
    late = ~no_start & (wide["start"] > last)
    vague = ~no_start & ~late & wide["end"].notna() & ~wide["exact"].astype(bool) & wide["state"].ne("due")
    reverse = ~no_start & ~late & ~vague & (wide["end"] < wide["start"])
    # A decision that was published has been taken: without its date it is unknown, not open.
    undated = ~no_start & ~late & wide["end"].isna() if end == DECISION else pd.Series(data=False, index=wide.index)
    left_out = {"no_start": int(no_start.sum()), "start_after_harvest": int(late.sum()),
                "end_not_exact": int(vague.sum()), "end_before_start": int(reverse.sum()),
                "end_undated": int(undated.sum())}  # fmt: skip
    out = wide[~(no_start | late | vague | reverse | undated)].copy()
    out["observed"] = out["state"].eq("done")
    for column in ("end", "end_origin"):
        out[column] = out[column].where(out["observed"])
    out["days"] = (out["end"].fillna(last) - out["start"]).dt.days
    out = ordered(out[list(_DURATIONS)].astype(_DURATIONS), ["municipality_id", "document_id"])[list(_DURATIONS)]
    out.attrs["left_out"] = left_out
    return out


def time_to_step(
    acts: pd.DataFrame,
    *,
    harvest: str | pd.Timestamp,
    start: str = "invitation",
    end: str = "publication",
    documents: pd.DataFrame | None = None,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """The share of decisions that have not reached a step yet, by days since another.

    Parameters
    ----------
    acts, harvest, start, end, documents
        As for `step_durations`.
    confidence
        Of the pointwise interval.

    Returns
    -------
    pandas.DataFrame
        The columns of `cni_analytics.metrics.kaplan_meier.kaplan_meier` (``time`` in days, ``at_risk`` under the
        curve), and constant: ``n`` decisions in it, ``listed`` of them whose end is known from Diavgeia's list alone,
        ``decisions`` all given, ``coverage`` = n / decisions.
        ``attrs["left_out"]`` as `step_durations`. Empty where no decision has an exact start.

    Raises
    ------
    InputError, UsageError
        As `step_durations`.

    Notes
    -----
    What comes from Diavgeia has been published: among such decisions the time to publication is that of the
    published ones. What comes from elsewhere and prints no publication counts as open, and makes the curve late.
    """
    spans = step_durations(acts, harvest=harvest, start=start, end=end, documents=documents)
    curve = kaplan_meier(spans["days"], spans["observed"], confidence=confidence)
    decisions = len(spans) + sum(spans.attrs["left_out"].values())
    curve["n"], curve["decisions"] = len(spans), decisions
    curve["listed"] = int(spans["end_origin"].eq("listed").sum())
    curve["coverage"] = len(spans) / decisions if decisions else float("nan")
    curve = curve.astype(CURVE | {"n": "int64", "listed": "int64", "decisions": "int64", "coverage": "float64"})
    curve.attrs["left_out"] = spans.attrs["left_out"]
    return curve


def _with_listed(acts: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """The acts, and a publication for each of their documents that prints none and is listed with one."""
    require(documents, "documents", ("document_id", "listed_publication_date"))
    here = texts(documents["document_id"]).isin(texts(acts["document_id"]))
    printed = texts(acts["document_id"])[texts(acts["kind"]).eq("publication").fillna(False)]
    here &= ~texts(documents["document_id"]).isin(printed) & documents["listed_publication_date"].notna()
    day = days(documents.loc[here, "listed_publication_date"])
    head = acts.drop_duplicates("document_id").set_index(texts(acts.drop_duplicates("document_id")["document_id"]))
    rows = head.loc[texts(documents.loc[here, "document_id"])].reset_index(drop=True)
    kept = [c for c in ("document_id", "municipality_id", "body", "decision_year", "decision_number") if c in rows]
    rows = rows[kept].reindex(columns=acts.columns)
    rows["kind"], rows["origin"], rows["date"] = "publication", "listed", day.to_numpy()
    return pd.concat([acts.astype(object), rows.astype(object)], ignore_index=True)


def _dated(acts: pd.DataFrame) -> pd.DataFrame:
    rows = acts.copy()
    for name in ("ordinal", "decision_year", "decision_number", "rule", "number", "issuer", "fact"):
        if name not in rows.columns:
            rows[name] = pd.NA
    exact = days(rows["date"])
    rows["earliest"] = exact.fillna(days(rows["earliest"]))
    rows["latest"] = exact.fillna(days(rows["latest"]))
    rows["document_id"] = texts(rows["document_id"])
    return rows


def _plain(words: str) -> str:
    return " ".join(fold(words).split())
