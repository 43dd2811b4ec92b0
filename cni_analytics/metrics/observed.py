"""Decisions seen somewhere without their document: what their printed figures give, kept apart from every rate."""

from __future__ import annotations

import pandas as pd

from cni_analytics.metrics.definition import Definition
from cni_analytics.metrics.frames import numbers, ordered, require, texts
from cni_analytics.metrics.intervals import CONFIDENCE, add_rate

DEFINITION = Definition(
    id="observed",
    version="1",
    text_el=(
        "Αποφάσεις που είδαμε αλλού, χωρίς το έγγραφό τους: παρόντες προς έδρες, όπως τα γράφει η πηγή. "
        "Δεν μπαίνουν σε κανένα ποσοστό."
    ),
    text_en=(
        "Decisions seen elsewhere, without their document: present over seats as the source prints them. "
        "They enter no rate."
    ),
    sources=("data/reference/observed_decisions.csv, each row with its source",),
)

OUTCOMES = ("unanimous", "majority")

_HEAD = ["municipality_id", "body", "session_date", "decision_year", "decision_number"]


def observed_rates(observed: pd.DataFrame, *, confidence: float = CONFIDENCE) -> pd.DataFrame:
    """The attendance that each observed decision's printed figures give.

    Parameters
    ----------
    observed
        The ``observed_decisions`` table.
    confidence
        Of the interval.

    Returns
    -------
    pandas.DataFrame
        A row for each decision whose document is not in the corpus and whose seats and count of those present are
        known, sorted by municipality, date and number: ``municipality_id``, ``body``, ``session_date``,
        ``decision_year``, ``decision_number``; ``basis`` (``stated``: figures, no names); ``present``; ``n``, the
        seats; ``rate`` = present / n with ``ci_low``, ``ci_high`` (Wilson, of that one session's seats);
        ``coverage``: rows over all those without a document, the same in each; ``source``. ``attrs["left_out"]``
        counts the others by reason. Empty for no rows.

    Raises
    ------
    InputError
        Where a column is missing.

    Notes
    -----
    Never to be pooled with `attendance_rates`: what was seen of a council elsewhere is no sample of its decisions.
    """
    require(observed, "observed_decisions", (*_HEAD, "seats", "present", "source"))
    apart, left_out = _without_document(observed)
    seats, present = numbers(apart["seats"]), numbers(apart["present"])
    counted = seats.gt(0) & present.notna()
    possible = counted & present.le(seats)
    left_out |= {
        "observed: no seats or no count of those present": int((~counted).sum()),
        "observed: more present than seats": int((counted & ~possible).sum()),
    }
    out = apart.loc[possible, [*_HEAD, "source"]].copy()
    out["basis"] = pd.Series("stated", index=out.index, dtype="string")
    out["present"], out["n"] = present[possible].astype("int64"), seats[possible].astype("int64")
    out = add_rate(out, "present", "n", confidence=confidence)
    out["coverage"] = len(out) / len(apart) if len(apart) else float("nan")
    out = ordered(out, _HEAD)
    out.attrs["left_out"] = {reason: n for reason, n in left_out.items() if n}
    return out


def observed_outcomes(observed: pd.DataFrame) -> pd.DataFrame:
    """The outcome that each observed decision is said to have had; an outcome, no rate.

    Parameters
    ----------
    observed
        The ``observed_decisions`` table.

    Returns
    -------
    pandas.DataFrame
        A row for each decision whose document is not in the corpus and whose outcome is known, sorted as
        `observed_rates`: ``municipality_id``, ``body``, ``session_date``, ``decision_year``, ``decision_number``,
        ``stated_outcome`` (``unanimous``, ``majority``), ``source``. ``attrs["left_out"]`` counts the others by
        reason. Empty for no rows.

    Raises
    ------
    InputError
        Where a column is missing.
    """
    require(observed, "observed_decisions", (*_HEAD, "stated_outcome", "source"))
    apart, left_out = _without_document(observed)
    told = texts(apart["stated_outcome"]).isin(OUTCOMES)
    left_out["observed: no outcome"] = int((~told).sum())
    out = ordered(apart.loc[told, [*_HEAD, "stated_outcome", "source"]], _HEAD)
    out.attrs["left_out"] = {reason: n for reason, n in left_out.items() if n}
    return out


def _without_document(observed: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, int]]:
    """Those whose document is not in the corpus, which would count them twice, and how many are."""
    held = observed["document_id"].notna() if "document_id" in observed else pd.Series(False, index=observed.index)
    return observed[~held], {"observed: its document is in the corpus": int(held.sum())}
