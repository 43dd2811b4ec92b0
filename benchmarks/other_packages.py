"""Intervals, curves and estimates against statsmodels and lifelines, which no test needs to install.

``uv run --with statsmodels --with lifelines benchmarks/other_packages.py`` prints the largest difference of each.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import statsmodels.api as sm
from lifelines import KaplanMeierFitter
from lifelines.fitters.npmle import npmle
from statsmodels.stats.proportion import proportion_confint

from cni_analytics.metrics.intervals import clustered_rate, wilson
from cni_analytics.metrics.kaplan_meier import kaplan_meier
from cni_analytics.metrics.turnbull import turnbull

RNG = np.random.default_rng(1927)


def wilson_against_statsmodels() -> float:
    """Score intervals of 5,000 shares."""
    n = RNG.integers(1, 3000, 5000)
    k = RNG.integers(0, n + 1)
    theirs = proportion_confint(k, n, 0.05, "wilson")
    return max(float(np.abs(a - b).max()) for a, b in zip(wilson(k, n), theirs, strict=True))


def design_effect_against_statsmodels() -> float:
    """Design effects of 200 samples of clusters against the cluster-robust variance of a mean."""
    worst = 0.0
    for _ in range(200):
        sizes = RNG.integers(1, 12, RNG.integers(3, 30))
        group = np.repeat(np.arange(sizes.size), sizes)
        y = (RNG.random(group.size) < RNG.beta(4, 2, sizes.size)[group]).astype(float)
        if 0 < y.mean() < 1 and group.size > sizes.size:
            robust = sm.OLS(y, np.ones((y.size, 1))).fit(
                cov_type="cluster", cov_kwds={"groups": group, "use_correction": False}
            )
            variance = robust.bse[0] ** 2 * sizes.size / (sizes.size - 1)
            theirs = max(variance * y.size / (y.mean() * (1 - y.mean())), 1.0)
            one = pd.Series(np.ones(y.size))
            ours = clustered_rate(pd.Series(y), one, one, pd.Series(group))["design_effect"].iloc[0]
            worst = max(worst, abs(ours - theirs))
    return worst


def kaplan_meier_against_lifelines() -> float:
    """Curves of 100 samples and their limits."""
    worst = 0.0
    for _ in range(100):
        size = RNG.integers(5, 80)
        times, seen = RNG.integers(0, 40, size).astype(float), RNG.random(size) < 0.7
        ours = kaplan_meier(times, seen).set_index("time")
        theirs = KaplanMeierFitter().fit(times, seen)
        survival = theirs.survival_function_["KM_estimate"].loc[ours.index]
        limits = np.sort(theirs.confidence_interval_survival_function_.loc[ours.index].to_numpy(), axis=1)
        known = ours["ci_low"].notna().to_numpy()
        worst = max(worst, float((survival - ours["survival"]).abs().max()))
        if known.any():
            worst = max(worst, float(np.abs(limits[known] - ours.loc[known, ["ci_low", "ci_high"]].to_numpy()).max()))
    return worst


def turnbull_against_lifelines() -> float:
    """By how much their estimate of 60 samples is likelier than ours, at most."""
    worst = 0.0
    for _ in range(60):
        size = RNG.integers(3, 25)
        left = RNG.integers(0, 30, size).astype(float)
        right = np.where(RNG.random(size) < 0.25, np.inf, left + RNG.integers(0, 10, size))
        ours = turnbull(left, right)
        mass, intervals = npmle(left, right, tol=1e-9, max_iter=20_000)[:2]
        theirs = [(i.left, i.right, p) for i, p in zip(intervals, mass, strict=True)]
        likelihoods = [
            sum(
                np.log(sum(p for a, b, p in fit if a >= low and b <= high))
                for low, high in zip(left, right, strict=True)
            )
            for fit in (theirs, list(ours[["left", "right", "mass"]].itertuples(index=False)))
        ]
        worst = max(worst, float(likelihoods[0] - likelihoods[1]))
    return worst


if __name__ == "__main__":
    for check in (
        wilson_against_statsmodels,
        design_effect_against_statsmodels,
        kaplan_meier_against_lifelines,
        turnbull_against_lifelines,
    ):
        print(f"{check.__name__}: {check():.1e}")
