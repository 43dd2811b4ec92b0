"""The Wilson score interval: how far a share counted from few decisions can be trusted."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import ndtri

from cni_analytics.errors import InputError
from cni_analytics.metrics.definition import Definition

FloatArray = npt.NDArray[np.float64]

CONFIDENCE = 0.95
MINIMUM_TO_RANK = 10
"""Below this many observations a rate is shown with its interval and takes no place in an order."""

DEFINITION = Definition(
    id="wilson",
    version="1",
    text_el="Διάστημα εμπιστοσύνης Wilson 95 % για ποσοστό: όσο λιγότερες οι παρατηρήσεις, τόσο πλατύτερο.",
    text_en="Wilson score interval (95 %) of a share: the fewer the observations, the wider it is.",
    sources=(
        "Wilson E.B. (1927), JASA 22:209-212",
        "Brown L.D., Cai T.T., DasGupta A. (2001), Statistical Science 16:101-133",
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
