"""How long something takes, when for some cases it has not happened yet (Kaplan–Meier)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import ndtri

from cni_analytics.errors import InputError
from cni_analytics.metrics.definition import Definition
from cni_analytics.metrics.intervals import CONFIDENCE

DEFINITION = Definition(
    id="kaplan_meier",
    version="1",
    text_el=(
        "Εκτίμηση Kaplan–Meier του ποσοστού που δεν έχει ακόμη φτάσει στο επόμενο βήμα· "
        "όσα δεν είχαν φτάσει ως την ημέρα συλλογής μετρούν μέχρι τότε."
    ),
    text_en=(
        "Kaplan–Meier estimate of the share that has not reached the next step yet; "
        "what had not by the harvest date counts until then."
    ),
    sources=(
        "Kaplan E.L., Meier P. (1958), JASA 53:457-481",
        "Borgan Ø., Liestøl K. (1990), Scandinavian Journal of Statistics 17:35-41",
    ),
)

COLUMNS = {
    "time": "float64",
    "at_risk": "int64",
    "events": "int64",
    "censored": "int64",
    "survival": "float64",
    "std_error": "float64",
    "ci_low": "float64",
    "ci_high": "float64",
}


def kaplan_meier(durations: npt.ArrayLike, observed: npt.ArrayLike, *, confidence: float = CONFIDENCE) -> pd.DataFrame:
    """Kaplan–Meier estimate of right-censored durations, with the numbers at risk.

    Parameters
    ----------
    durations
        Not negative, one unit throughout (days). No missing values: what has no start is left out and counted.
    observed
        ``True`` where the event was seen, ``False`` where the case was still open when last looked at.
    confidence
        Of the pointwise interval.

    Returns
    -------
    pandas.DataFrame
        A row at 0 and at each distinct duration: ``time``; ``at_risk`` just before it; ``events`` and ``censored`` at
        it; ``survival``, the share not there yet after it; ``std_error`` (Greenwood); ``ci_low``, ``ci_high``
        (log(-log) transform; ``NaN`` where the estimate is 0 or 1, or nothing has happened). Empty for no observation.

    Raises
    ------
    InputError
        Where the lengths differ or a duration is missing or negative.

    Notes
    -----
    A case censored at ``t`` counts as at risk at ``t``: events come first on a tie (Kaplan and Meier 1958).
    """
    times, seen = np.asarray(durations, dtype=np.float64), np.asarray(observed, dtype=np.bool_)
    if times.shape != seen.shape or times.ndim != 1 or not bool(np.all(times >= 0)):
        raise InputError(
            "durations",
            expected="one number that is not negative for each observation",
            found=f"{times.size} durations, {seen.size} marks, {int((~(times >= 0)).sum())} missing or negative",
            next_step="leave out what has no start date and count it beside the figure",
        )
    if times.size == 0:
        return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in COLUMNS.items()})
    grid = np.union1d([0.0], times)
    place = np.searchsorted(grid, times)
    events = np.bincount(place[seen], minlength=grid.size)
    censored = np.bincount(place[~seen], minlength=grid.size)
    gone = events + censored
    at_risk = times.size - np.concatenate([[0], np.cumsum(gone)[:-1]])
    survival = np.cumprod(1 - events / at_risk)
    with np.errstate(divide="ignore", invalid="ignore"):
        greenwood = np.cumsum(events / (at_risk * (at_risk - events)))
        std_error = np.where(survival > 0, survival * np.sqrt(greenwood), np.nan)
        half = ndtri(0.5 + confidence / 2) * np.sqrt(greenwood) / np.abs(np.log(survival))
        inner = (survival > 0) & (survival < 1)
        low = np.where(inner, survival ** np.exp(half), np.nan)
        high = np.where(inner, survival ** np.exp(-half), np.nan)
    return pd.DataFrame(
        {
            "time": grid,
            "at_risk": at_risk.astype(np.int64),
            "events": events.astype(np.int64),
            "censored": censored.astype(np.int64),
            "survival": survival,
            "std_error": std_error,
            "ci_low": low,
            "ci_high": high,
        }
    )
