"""What contradicts itself or cannot be settled, with its words."""

from __future__ import annotations

import pandas as pd

from cni_analytics.metrics.definition import Definition
from cni_analytics.metrics.frames import empty, numbers, ordered, require, texts
from cni_analytics.metrics.intervals import CONFIDENCE, MINIMUM_TO_RANK, clustered_wilson, enough_to_rank

DEFINITION = Definition(
    id="quality",
    version="2",
    text_el=(
        "Ευρήματα ανά είδος και δήμο: έγγραφα με τουλάχιστον ένα, προς όσα διαβάστηκαν. "
        "Για έγγραφο που δεν διαβάζεται δεν ξέρουμε τι θα είχε."
    ),
    text_en=(
        "Findings by kind and municipality: documents with at least one, over those that could be read. "
        "What a document that cannot be read would have is not known."
    ),
    sources=(
        "The decision record, «Findings a reader relies on»",
        "Rao J.N.K., Scott A.J. (1992), Biometrics 48:577-585 (documents of one session taken together)",
    ),
)

_BY_CODE = {
    "municipality_id": "string", "code": "string", "severity": "string", "findings": "int64", "documents": "int64",
    "n": "int64", "rate": "float64", "ci_low": "float64", "ci_high": "float64", "range_low": "float64",
    "range_high": "float64", "coverage": "float64", "clusters": "int64", "design_effect": "float64", "ranked": "bool",
}  # fmt: skip

_WORDS = {
    "municipality_id": "string", "document_id": "string", "decision_year": "Int64", "decision_number": "Int64",
    "code": "string", "severity": "string", "message": "string", "message_en": "string", "scope": "string",
    "page": "Int64", "words": "string", "fact": "string",
}  # fmt: skip


def findings_by_code(
    findings: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    minimum: int = MINIMUM_TO_RANK,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """How many documents of each municipality carry each finding.

    Parameters
    ----------
    findings, documents
        The tables of those names.
    minimum
        Documents below which a municipality is not ranked.
    confidence
        Of the interval.

    Returns
    -------
    pandas.DataFrame
        A row for each ``municipality_id`` (missing for documents that name none) and ``code`` found there:
        ``severity`` (the gravest it was given); ``findings``; ``documents`` with at least one; ``n``: documents of the
        municipality that could be read, duplicates aside, and those that could not and have it all the same
        (``unreadable_document``); ``rate`` = documents / n with ``ci_low``, ``ci_high`` (`clustered_rate`, documents
        of one body and day as clusters), ``clusters``, ``design_effect``; ``range_low``, ``range_high``: if none, or
        every one, of the others had it; ``coverage``: n over all documents of the municipality; ``ranked``. Sorted by
        municipality, code. Empty for no findings.

    Raises
    ------
    InputError
        Where a column is missing.
    """
    require(findings, "findings", ("document_id", "code", "severity"))
    columns = ("document_id", "municipality_id", "body", "session_date", "status", "text_source")
    require(documents, "documents", columns)
    docs = pd.DataFrame({k: texts(documents[k]) for k in columns})
    docs = docs[docs["status"].ne("duplicate").fillna(True)]
    docs["read"] = docs["text_source"].ne("none").fillna(False)
    day = docs[["municipality_id", "body", "session_date"]].fillna("").agg(" ".join, axis=1)
    docs["cluster"] = day.where(docs["session_date"].notna(), docs["document_id"])
    found = pd.DataFrame({k: texts(findings[k]) for k in ("document_id", "code", "severity")})
    found = found.merge(docs[["document_id", "municipality_id", "cluster", "read"]], on="document_id")
    if found.empty:
        return empty(_BY_CODE)
    found["grave"] = found["severity"].map({"error": 2, "warning": 1, "info": 0}).fillna(0)
    whose, keys = ["municipality_id"], ["municipality_id", "code"]
    counts = found.groupby(keys, dropna=False).agg(findings=("document_id", "size"), grave=("grave", "max"))
    once = found.drop_duplicates([*keys, "document_id"]).assign(documents=1.0)
    once["unread"] = (~once["read"]).astype("float64")
    cells = once.groupby([*keys, "cluster"], dropna=False)[["documents", "unread"]].sum().reset_index()
    days = docs.groupby([*whose, "cluster"], dropna=False)["read"].agg(read="sum", held="size").reset_index()
    days = days.astype({"read": "float64"}).assign(
        of_days=lambda d: d["read"] > 0, read_squared=lambda d: d["read"] ** 2
    )
    whole = days.groupby(whose, dropna=False)[["read", "held", "of_days", "read_squared"]].sum().reset_index()
    # The sums over all days that the interval needs, from those few on which the finding was made.
    cells = cells.merge(days[[*whose, "cluster", "read"]], on=[*whose, "cluster"], how="left")
    cells["size"] = cells["read"] + cells["unread"]
    cells = cells.assign(
        squared=cells["documents"] ** 2,
        product=cells["documents"] * cells["size"],
        more_squared=cells["size"] ** 2 - cells["read"] ** 2,
        more_days=cells["read"].eq(0),
    )
    summed = ["documents", "unread", "squared", "product", "more_squared", "more_days"]
    out = cells.groupby(keys, dropna=False)[summed].sum().join(counts).reset_index().merge(whole, on=whose, how="left")
    out["n"], out["clusters"] = out["read"] + out["unread"], out["of_days"] + out["more_days"]
    rate = out["documents"] / out["n"]
    squares = out["squared"] - 2 * rate * out["product"] + rate**2 * (out["read_squared"] + out["more_squared"])
    interval = clustered_wilson(
        out["documents"], out["n"], out["clusters"], squares.clip(lower=0), confidence=confidence
    )
    out = out.assign(**interval, severity=out["grave"].map({2: "error", 1: "warning", 0: "info"}))
    out["range_low"] = out["documents"] / out["held"]
    out["range_high"] = (out["documents"] + out["held"] - out["n"]) / out["held"]
    out["coverage"] = out["n"] / out["held"]
    out["ranked"] = enough_to_rank(out["n"], out["clusters"], minimum)
    return ordered(out[list(_BY_CODE)].astype(_BY_CODE), keys)


def findings_with_words(findings: pd.DataFrame, evidence: pd.DataFrame) -> pd.DataFrame:
    """Each finding with the words that contradict each other.

    Parameters
    ----------
    findings, evidence
        The tables of those names.

    Returns
    -------
    pandas.DataFrame
        A row for each finding, sorted by municipality, document, severity (gravest first), code: ``municipality_id``,
        ``document_id``, ``decision_year``, ``decision_number``, ``code``, ``severity``, ``message``, ``message_en``,
        ``scope``; ``words``: the quotations in page order, joined by `` … ``, white space folded, missing where nothing
        stands on the page; ``page`` of the first; ``fact``. Text from documents: escape it before it is shown.

    Raises
    ------
    InputError
        Where a column is missing.
    """
    require(findings, "findings", ("document_id", "municipality_id", "code", "severity", "message", "fact"))
    require(evidence, "evidence", ("document_id", "fact", "page", "start", "words"))
    if findings.empty:
        return empty(_WORDS)
    quotes = evidence[evidence["document_id"].isin(findings["document_id"])].copy()
    for name in ("page", "start"):
        quotes[name] = numbers(quotes[name])
    quotes["words"] = texts(quotes["words"]).str.split().str.join(" ")
    quotes = quotes.sort_values(["document_id", "fact", "page", "start"], kind="stable")
    quotes = quotes.drop_duplicates(["document_id", "fact", "page", "start", "words"])
    words = quotes.groupby(["document_id", "fact"]).agg(page=("page", "min"), words=("words", " … ".join)).reset_index()
    out = findings.merge(words, on=["document_id", "fact"], how="left")
    out["grave"] = texts(out["severity"]).map({"error": 0, "warning": 1, "info": 2})
    for name in _WORDS:
        if name not in out.columns:
            out[name] = pd.NA
    out = ordered(out, ["municipality_id", "document_id", "grave", "code"])
    return out[list(_WORDS)].astype(_WORDS)
