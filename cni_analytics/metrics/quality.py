"""What contradicts itself or cannot be settled, with its words."""

from __future__ import annotations

import pandas as pd

from cni_analytics.metrics.definition import Definition
from cni_analytics.metrics.frames import empty, numbers, ordered, require, texts
from cni_analytics.metrics.intervals import CONFIDENCE, MINIMUM_TO_RANK, add_rate

DEFINITION = Definition(
    id="quality",
    version="1",
    text_el="Ευρήματα ανά είδος και δήμο: έγγραφα με τουλάχιστον ένα, προς τα έγγραφα που διαβάστηκαν.",
    text_en="Findings by kind and municipality: documents with at least one, over documents that were read.",
    sources=("The decision record, «Findings a reader relies on»",),
)

_BY_CODE = {
    "municipality_id": "string", "code": "string", "severity": "string", "findings": "int64", "documents": "int64",
    "n": "int64", "rate": "float64", "ci_low": "float64", "ci_high": "float64", "coverage": "float64",
    "ranked": "bool",
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
        ``severity`` (the gravest it was given); ``findings``; ``documents`` with at least one; ``n`` documents of the
        municipality, duplicates aside; ``rate`` = documents / n with ``ci_low``, ``ci_high`` (Wilson); ``coverage``:
        share of n in which text could be read; ``ranked``. Sorted by municipality, code. Empty for no findings.

    Raises
    ------
    InputError
        Where a column is missing.
    """
    require(findings, "findings", ("document_id", "code", "severity"))
    require(documents, "documents", ("document_id", "municipality_id", "status", "text_source"))
    docs = pd.DataFrame({k: texts(documents[k]) for k in ("document_id", "municipality_id", "status", "text_source")})
    docs = docs[docs["status"].ne("duplicate").fillna(True)]
    docs["read"] = docs["text_source"].ne("none").fillna(False).astype("int64")
    found = pd.DataFrame({k: texts(findings[k]) for k in ("document_id", "code", "severity")})
    found = found.merge(docs[["document_id", "municipality_id"]], on="document_id")
    if found.empty:
        return empty(_BY_CODE)
    found["grave"] = found["severity"].map({"error": 2, "warning": 1, "info": 0}).fillna(0)
    keys = ["municipality_id", "code"]
    out = found.groupby(keys, dropna=False).agg(
        findings=("document_id", "size"), documents=("document_id", "nunique"), grave=("grave", "max")
    )
    size = docs.groupby("municipality_id", dropna=False)["read"].agg(n="size", coverage="mean").reset_index()
    joined = out.reset_index().merge(size, on="municipality_id", how="left")
    joined["severity"] = joined["grave"].map({2: "error", 1: "warning", 0: "info"})
    joined = add_rate(joined, "documents", "n", confidence=confidence)
    joined["ranked"] = joined["n"] >= minimum
    return ordered(joined[list(_BY_CODE)].astype(_BY_CODE), keys)


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
