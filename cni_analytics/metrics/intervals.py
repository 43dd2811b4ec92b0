"""The Wilson score interval: how far a share counted from few decisions can be trusted."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import ndtri
from scipy.stats import t as student

from cni_analytics.errors import InputError
from cni_analytics.metrics.definition import Definition

FloatArray = npt.NDArray[np.float64]

CONFIDENCE = 0.95
MINIMUM_TO_RANK = 10
"""Below this many observations a rate is shown with its interval and takes no place in an order."""

MINIMUM_SESSIONS = 5
"""Below this many sessions neither: how far sessions differ cannot be told from fewer, and the interval of
`clustered_rate` then holds the truth less often than it says (see the tests that simulate it)."""

DEFINITION = Definition(
    id="wilson",
    version="1",
    text_el="Διάστημα εμπιστοσύνης Wilson 95 % για ποσοστό: όσο λιγότερες οι παρατηρήσεις, τόσο πλατύτερο.",
    text_en="Wilson score interval (95 %) of a share: the fewer the observations, the wider it is.",
    sources=(
        "Wilson E.B. (1927), JASA 22:209-212",
        "Brown L.D., Cai T.T., DasGupta A. (2001), Statistical Science 16:101-133",
        "Rao J.N.K., Scott A.J. (1992), Biometrics 48:577-585",
        "Korn E.L., Graubard B.I. (1998), Survey Methodology 24:193-201",
    ),
)


def wilson(
    successes: npt.ArrayLike, n: npt.ArrayLike, *, confidence: float = CONFIDENCE
) -> tuple[FloatArray, FloatArray]:
    """Wilson score interval of a share, without continuity correction.

    Parameters
    ----------
    successes, n
        Counts, broadcast against each other; any shape.
    confidence
        Between 0 and 1, exclusive.

    Returns
    -------
    low, high
        Arrays of the broadcast shape, in shares (0 to 1). ``NaN`` where ``n`` is 0 or either count is missing.

    Raises
    ------
    InputError
        Where a count is negative or ``successes`` exceeds ``n``, or ``confidence`` is not within (0, 1).

    Notes
    -----
    Wilson (1927). Exactly 0 at no success and exactly 1 at no failure, like the formula before rounding.
    The observations are taken as independent; decisions of one session are not quite, so this is the least doubt.
    """
    if not 0 < confidence < 1:
        raise InputError(
            "confidence", expected="a number between 0 and 1", found=str(confidence), next_step="give 0.95 for 95 %"
        )
    k, total = np.broadcast_arrays(np.asarray(successes, dtype=np.float64), np.asarray(n, dtype=np.float64))
    if bool(np.any((k < 0) | (total < 0) | (k > total))):
        raise InputError(
            "counts of a share",
            expected="0 <= successes <= n",
            found="a count outside",
            next_step="check the columns given as numerator and denominator",
        )
    z2 = float(ndtri(0.5 + confidence / 2)) ** 2
    known = (total > 0) & ~np.isnan(k)
    size = np.where(known, total, 1.0)
    count = np.where(known, k, 0.0)
    share = count / size
    middle = (share + z2 / (2 * size)) / (1 + z2 / size)
    half = np.sqrt(z2) / (1 + z2 / size) * np.sqrt(share * (1 - share) / size + z2 / (4 * size**2))
    low = np.where(count == 0, 0.0, np.maximum(middle - half, 0.0))
    high = np.where(count == size, 1.0, np.minimum(middle + half, 1.0))
    return np.where(known, low, np.nan), np.where(known, high, np.nan)


def add_rate(
    frame: pd.DataFrame,
    numerator: str,
    denominator: str,
    *,
    prefix: str = "",
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """Put a rate and its Wilson interval beside two columns of counts.

    Parameters
    ----------
    frame
        One row a group.
    numerator, denominator
        Columns of counts.
    prefix
        Before the names of the new columns, with its own underscore (``strict_``).
    confidence
        Of the interval.

    Returns
    -------
    pandas.DataFrame
        A copy with ``{prefix}rate``, ``{prefix}ci_low`` and ``{prefix}ci_high``, float64 shares, ``NaN`` where
        the denominator is 0 or missing.

    Raises
    ------
    InputError
        As `wilson`.
    """
    out = frame.copy()
    k = out[numerator].to_numpy(dtype=np.float64, na_value=np.nan)
    n = out[denominator].to_numpy(dtype=np.float64, na_value=np.nan)
    low, high = wilson(k, n, confidence=confidence)
    out[f"{prefix}rate"] = np.divide(k, n, out=np.full(k.shape, np.nan), where=n > 0)
    out[f"{prefix}ci_low"], out[f"{prefix}ci_high"] = low, high
    return out


def enough_to_rank(n: pd.Series, sessions: pd.Series, minimum: int = MINIMUM_TO_RANK) -> pd.Series:
    """Whether a rate may take a place in an order.

    Parameters
    ----------
    n
        Observations behind each rate.
    sessions
        Sessions they come from, missing for none.
    minimum
        Observations asked for; `MINIMUM_SESSIONS` sessions are always asked for.

    Returns
    -------
    pandas.Series
        bool.
    """
    return (n >= minimum) & (sessions.fillna(0) >= min(minimum, MINIMUM_SESSIONS))


def clustered_rate(
    numerator: pd.Series,
    denominator: pd.Series,
    group: pd.Series,
    cluster: pd.Series,
    *,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """Rates of groups, with intervals that know that what happens in one session happens together.

    Parameters
    ----------
    numerator, denominator
        Counts of each observation (seats present, seats known), no missing values, aligned.
    group, cluster
        What each observation belongs to: the group a rate is for, and the session it was made in. No missing values.
    confidence
        Of the interval.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``group``, sorted: ``rate``, ``ci_low``, ``ci_high`` (``NaN`` for a denominator of 0),
        ``design_effect`` (1 and more; ``NaN`` for a denominator of 0) and ``clusters`` (int64, those with a
        denominator).

    Raises
    ------
    InputError
        As `wilson`.

    Notes
    -----
    The Wilson interval at the effective number n / deff (Korn and Graubard 1998), where deff is the variance of the
    ratio between clusters over that of independent seats (Rao and Scott 1992), never below 1. Where deff exceeds 1 the
    number is lowered further for the few clusters deff is estimated from: by (z / t) squared at clusters - 1 degrees
    of freedom. It is never taken below the number of clusters. Clusters of one observation each, a single cluster, and
    a rate of 0 or 1 show no spread to estimate and leave the plain Wilson interval; of one session it speaks of that
    session's seats alone.
    """
    cells = pd.DataFrame({"k": numerator, "n": denominator, "group": group, "cluster": cluster})
    cells = cells[cells["n"] > 0].groupby(["group", "cluster"], observed=True)[["k", "n"]].sum().reset_index()
    names = pd.Index(sorted(group.unique()), name="group")
    sums = cells.groupby("group", observed=True)[["k", "n"]].sum().reindex(names, fill_value=0).astype(np.float64)
    m = cells.groupby("group", observed=True).size().reindex(names, fill_value=0).to_numpy()
    share = (sums["k"] / sums["n"]).where(sums["n"] > 0)
    residual = cells["k"] - cells["n"] * cells["group"].map(share)
    squares = (residual**2).groupby(cells["group"], observed=True).sum().reindex(names, fill_value=0.0).to_numpy()
    found = clustered_wilson(sums["k"].to_numpy(), sums["n"].to_numpy(), m, squares, confidence=confidence)
    return pd.DataFrame(found | {"clusters": m}, index=names)


def clustered_wilson(
    successes: npt.ArrayLike,
    n: npt.ArrayLike,
    clusters: npt.ArrayLike,
    squares: npt.ArrayLike,
    *,
    confidence: float = CONFIDENCE,
) -> dict[str, FloatArray]:
    """The interval of `clustered_rate` from sums over the sessions, for whoever keeps only those.

    Parameters
    ----------
    successes, n
        Counts, of one shape.
    clusters
        How many sessions they come from, those with an ``n`` above 0.
    squares
        Sum over the sessions of (successes - n x rate) squared, at the rate of the whole.
    confidence
        Of the interval.

    Returns
    -------
    dict
        ``rate``, ``ci_low``, ``ci_high``, ``design_effect``: float64 arrays of that shape, ``NaN`` where ``n`` is 0.

    Raises
    ------
    InputError
        As `wilson`.
    """
    k, total, m, spread = (np.asarray(x, dtype=np.float64) for x in (successes, n, clusters, squares))
    rate = np.divide(k, total, out=np.full(total.shape, np.nan), where=total > 0)
    shown = (m > 1) & (total > m) & (rate > 0) & (rate < 1)
    degrees = np.where(shown, m - 1, 1)
    binomial = np.where(shown, rate * (1 - rate) * total, 1.0)
    # The interval steps where deff passes 1: the last bits of a sum must not decide on which side it falls.
    found = np.round(m / degrees * spread / binomial, 9)
    effect = np.where(shown, np.maximum(found, 1.0), np.where(total > 0, 1.0, np.nan))
    tail = 0.5 + confidence / 2
    fewer = np.where(effect > 1.0, (ndtri(tail) / student.ppf(tail, degrees)) ** 2, 1.0)
    effective = np.where(
        total > 0, np.maximum(total * fewer / np.where(total > 0, effect, 1.0), np.minimum(m, total)), 0
    )
    low, high = wilson(np.where(total > 0, rate, 0.0) * effective, effective, confidence=confidence)
    return {"rate": rate, "ci_low": low, "ci_high": high, "design_effect": effect}
