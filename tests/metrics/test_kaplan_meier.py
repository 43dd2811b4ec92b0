"""Kaplan–Meier against the 6-MP remissions and scipy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf

from cni_analytics.errors import InputError
from cni_analytics.metrics.kaplan_meier import COLUMNS, kaplan_meier
from tests.metrics.published_data import SIX_MP

CASES = st.lists(st.tuples(st.integers(0, 20), st.booleans()), min_size=1, max_size=30)


def test_six_mp() -> None:
    """Klein and Moeschberger (2003), Survival Analysis, 2nd ed., table 4.1A (estimate and Greenwood's error)."""
    curve = kaplan_meier(*zip(*SIX_MP, strict=True))
    events = curve[curve["events"] > 0]
    assert events["time"].tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert events["at_risk"].tolist() == [21, 17, 15, 12, 11, 7, 6]
    assert events["events"].tolist() == [3, 1, 1, 1, 1, 1, 1]
    assert events["survival"].round(3).tolist() == [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert events["std_error"].round(4).tolist() == [0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346]


@settings(deadline=None)
@given(CASES)
def test_agrees_with_scipy(cases: list[tuple[int, bool]]) -> None:
    times = np.array([t for t, _ in cases], dtype=float)
    seen = np.array([s for _, s in cases])
    curve = kaplan_meier(times, seen).set_index("time")
    if not seen.any():
        assert (curve["survival"] == 1).all()
        return
    theirs = ecdf(CensoredData(uncensored=times[seen], right=times[~seen])).sf
    ours = curve.loc[theirs.quantiles, "survival"].to_numpy()
    assert ours == pytest.approx(theirs.probabilities, abs=1e-12)


def test_interval_agrees_with_scipy() -> None:
    times = np.array([t for t, _ in SIX_MP], dtype=float)
    seen = np.array([s for _, s in SIX_MP])
    theirs = ecdf(CensoredData(uncensored=times[seen], right=times[~seen])).sf
    interval = theirs.confidence_interval(0.95, method="log-log")
    ours = kaplan_meier(times, seen).set_index("time").loc[theirs.quantiles]
    assert ours["ci_low"].to_numpy() == pytest.approx(interval.low.probabilities, nan_ok=True, abs=1e-10)
    assert ours["ci_high"].to_numpy() == pytest.approx(interval.high.probabilities, nan_ok=True, abs=1e-10)


@given(CASES)
def test_counts_add_up(cases: list[tuple[int, bool]]) -> None:
    curve = kaplan_meier([t for t, _ in cases], [s for _, s in cases])
    assert int(curve["events"].sum() + curve["censored"].sum()) == len(cases)
    assert curve["at_risk"].iloc[0] == len(cases)
    assert curve["survival"].is_monotonic_decreasing
    assert curve["survival"].between(0, 1).all()


def test_simulated_limits_hold_the_truth() -> None:
    """1,000 times 60 decisions, half of them published within 14 days, looked at for 5 to 40 days."""
    rng = np.random.default_rng(1958)
    truth, day, held = 0.5, 14.0, 0
    for _ in range(1000):
        took, looked = rng.exponential(day / np.log(2), 60), rng.uniform(5, 40, 60)
        curve = kaplan_meier(np.minimum(took, looked), took <= looked)
        at = curve[curve["time"] <= day].iloc[-1]
        held += at["ci_low"] <= truth <= at["ci_high"]
    assert 930 <= held <= 970


def test_nothing_observed_gives_typed_columns() -> None:
    curve = kaplan_meier([], [])
    assert {name: str(dtype) for name, dtype in curve.dtypes.items()} == COLUMNS


@pytest.mark.parametrize(("durations", "observed"), [([-1.0], [True]), ([np.nan], [True]), ([1.0, 2.0], [True])])
def test_bad_durations_are_refused(durations: list[float], observed: list[bool]) -> None:
    with pytest.raises(InputError):
        kaplan_meier(durations, observed)
