"""The distribution of dates known only to lie between two others (Turnbull's estimator)."""

from __future__ import annotations

import itertools

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import linprog, nnls

from cni_analytics.errors import CniError, InputError
from cni_analytics.metrics.definition import Definition

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

NEGLIGIBLE = 1e-7
"""The iteration nears zero without reaching it; a mass below this is reported as zero."""

DEFINITION = Definition(
    id="turnbull",
    version="1",
    text_el=(
        "Μη παραμετρική εκτίμηση μέγιστης πιθανοφάνειας για ημερομηνίες γνωστές μόνο μεταξύ δύο ορίων. "
        "Η μάζα ανήκει σε διαστήματα· πού μέσα σε καθένα, τα δεδομένα δεν το λένε."
    ),
    text_en=(
        "Non-parametric maximum likelihood estimate for dates known only to lie between two bounds. "
        "Mass belongs to intervals; where inside each of them it falls, the data do not say."
    ),
    sources=(
        "Turnbull B.W. (1976), JRSS B 38:290-295",
        "Gentleman R., Geyer C.J. (1994), Biometrika 81:618-623",
        "Wang Y. (2007), JRSS B 69:185-198 (constrained Newton method)",
    ),
)

COLUMNS = {
    "left": "float64",
    "right": "float64",
    "mass": "float64",
    "mass_low": "float64",
    "mass_high": "float64",
    "identified": "bool",
    "cdf_before": "float64",
    "cdf_after": "float64",
}


def turnbull(
    left: npt.ArrayLike,
    right: npt.ArrayLike,
    *,
    left_open: bool = False,
    tolerance: float = 1e-9,
    max_iterations: int = 5_000,
) -> pd.DataFrame:
    """Turnbull's non-parametric estimate of when, for times known to within intervals.

    Parameters
    ----------
    left, right
        Bounds of each observation, same length, in any one unit (days, months). Equal bounds are an exact time,
        ``inf`` on the right an event not seen so far. No missing values.
    left_open
        ``False``: the event lies in ``[left, right]``, as for calendar days. ``True``: in ``(left, right]``, as for
        visits of a clinic; an exact time stays a point.
    tolerance
        Converged when no interval's gradient exceeds ``n`` by more than this share: the condition that makes the
        estimate the maximum (Gentleman and Geyer 1994), not merely an iteration that has slowed down.
    max_iterations
        Of Turnbull's iteration, and as many again of Newton's, which takes over where the first has slowed down.

    Returns
    -------
    pandas.DataFrame
        A row for each innermost interval, in time order: ``left``, ``right``; ``mass``, the share of events in it;
        ``mass_low``, ``mass_high``, the least and the most it can hold at the same likelihood; ``identified`` where
        the two agree; ``cdf_before`` and ``cdf_after``, the cumulative share at its two ends. Empty for no observation.

    Raises
    ------
    InputError
        Where the lengths differ, a bound is missing, or a left bound is after its right bound.
    CniError
        Where the iteration did not converge.
    """
    lows, highs = np.asarray(left, dtype=np.float64), np.asarray(right, dtype=np.float64)
    _check(lows, highs)
    if lows.size == 0:
        return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in COLUMNS.items()})
    starts, ends, inside = _innermost(lows, highs, left_open=left_open)
    mass = _likeliest(inside, tolerance=tolerance, max_iterations=max_iterations)
    least, most = identifiability(inside, mass)
    cumulative = np.cumsum(mass)
    return pd.DataFrame(
        {
            "left": starts,
            "right": ends,
            "mass": mass,
            "mass_low": least,
            "mass_high": most,
            "identified": most - least < 1e-6,
            "cdf_before": np.clip(cumulative - mass, 0.0, 1.0),
            "cdf_after": np.clip(cumulative, 0.0, 1.0),
        }
    )


def _check(lows: FloatArray, highs: FloatArray) -> None:
    if lows.shape != highs.shape or lows.ndim != 1:
        raise InputError(
            "interval-censored times",
            expected="two columns of equal length",
            found=f"shapes {lows.shape} and {highs.shape}",
            next_step="give one left and one right bound for each observation",
        )
    wrong = np.flatnonzero(~(lows <= highs) | np.isinf(lows))
    if wrong.size:
        row = int(wrong[0])
        raise InputError(
            f"interval-censored times, row {row}",
            expected="a finite left bound not after the right one, none missing",
            found=f"{lows[row]} and {highs[row]}",
            next_step="leave out what has no date at all and count it beside the figure",
        )


def _innermost(lows: FloatArray, highs: FloatArray, *, left_open: bool) -> tuple[FloatArray, FloatArray, BoolArray]:
    """Turnbull's innermost intervals, and which observation contains which of them.

    An open left bound stands just after its value: the pair (value, 1) sorts behind the closed (value, 0).
    """
    after = ((lows < highs) & left_open).astype(np.int8)
    # (value, just after?, 0 left / 1 right): of two that tie the left one comes first, so they share a point.
    ends = {(float(v), int(a), 0) for v, a in zip(lows, after, strict=True)} | {(float(v), 0, 1) for v in highs}
    ordered = sorted(ends)
    pairs = [(a, b) for a, b in itertools.pairwise(ordered) if a[2] == 0 and b[2] == 1]
    starts = np.array([a[0] for a, _ in pairs])
    start_after = np.array([a[1] for a, _ in pairs])
    stops = np.array([b[0] for _, b in pairs])
    begins = (lows[:, None] < starts) | ((lows[:, None] == starts) & (after[:, None] <= start_after))
    return starts, stops, begins & (stops <= highs[:, None])


def _likeliest(inside: BoolArray, *, tolerance: float, max_iterations: int) -> FloatArray:
    """The maximum over distinct observations: Turnbull's iteration, then Newton's where that has slowed down."""
    distinct, counts = np.unique(inside, axis=0, return_counts=True)
    weight = counts / counts.sum()
    member = distinct.astype(np.float64)
    mass = np.full(member.shape[1], 1.0 / member.shape[1])
    for number in range(2 * max_iterations):
        gradient = (weight / (member @ mass)) @ member
        if float(gradient.max()) <= 1.0 + tolerance:
            mass = np.where(mass < NEGLIGIBLE, 0.0, mass)
            return np.asarray(mass / mass.sum(), dtype=np.float64)
        mass = mass * gradient if number < max_iterations else _newton(member, weight, mass, gradient)
    raise CniError(
        "Turnbull estimate",
        expected=f"convergence within {max_iterations} iterations",
        found=f"a gradient of {float(gradient.max()):.10g} where 1 is the maximum",
        next_step="allow more iterations or a larger tolerance",
    )


def _newton(member: FloatArray, weight: FloatArray, mass: FloatArray, gradient: FloatArray) -> FloatArray:
    """One step of the constrained Newton method (Wang 2007), or of Turnbull's where that gains nothing.

    The quadratic model of the likelihood is maximised over all shares that sum to 1: a least-squares problem without
    negative numbers (Dax 1990).
    """
    slopes = (member / (member @ mass)[:, None] - 2.0) * np.sqrt(weight)[:, None]
    aim = np.append(np.zeros(weight.size), 1.0)
    found = nnls(np.vstack([slopes, np.ones(mass.size)]), aim)[0]
    direction = found / found.sum() - mass
    before, rise = _log_likelihood(member, weight, mass), float(gradient @ direction)
    for step in 0.5 ** np.arange(30):
        tried = mass + step * direction
        if _log_likelihood(member, weight, tried) > before + 1e-4 * step * rise:
            return np.asarray(tried, dtype=np.float64)
    return mass * gradient


def _log_likelihood(member: FloatArray, weight: FloatArray, mass: FloatArray) -> float:
    with np.errstate(divide="ignore", invalid="ignore"):
        found = float(weight @ np.log(member @ mass))
    return found if np.isfinite(found) else -np.inf


def identifiability(inside: BoolArray, mass: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Least and most mass of each interval among all distributions of the same likelihood.

    Parameters
    ----------
    inside
        Observations x intervals: whether the observation contains the interval.
    mass
        A maximum-likelihood estimate, one share an interval, summing to 1.

    Returns
    -------
    least, most
        One share an interval; equal to ``mass`` where the estimate is unique.

    Notes
    -----
    The likelihood fixes the mass each observation covers, not always how it divides among the intervals in it; those
    that fit equally well form a polytope, so its extremes are linear programmes (Gentleman and Geyer 1994).
    """
    distinct = np.unique(inside, axis=0).astype(np.float64)
    size = mass.size
    equations = np.vstack([distinct, np.ones(size)])
    if np.linalg.matrix_rank(equations) == size:
        return mass.copy(), mass.copy()
    totals = equations @ mass
    extremes = np.empty((2, size))
    for j in range(size):
        for row, sign in enumerate((1.0, -1.0)):
            aim = np.zeros(size)
            aim[j] = sign
            found = linprog(aim, A_eq=equations, b_eq=totals, bounds=(0.0, 1.0), method="highs")
            extremes[row, j] = mass[j] if found.fun is None else sign * found.fun
    return np.minimum(extremes[0], mass), np.maximum(extremes[1], mass)
