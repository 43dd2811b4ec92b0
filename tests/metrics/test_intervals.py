"""Wilson's interval against a published table, scipy, its own defining equation, and a simulated truth."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from cni_analytics.errors import InputError
from cni_analytics.metrics.intervals import add_rate, clustered_rate, clustered_wilson, enough_to_rank, wilson
from tests.metrics.published_data import LITTERS_CONTROL, LITTERS_TREATED

SHARES = st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    # Newcombe R.G. (1998), Two-sided confidence intervals for the single proportion, Statistics in Medicine
    # 17:857-872, table I, method 3 (score interval without continuity correction).
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_published_examples(successes: int, n: int, low: float, high: float) -> None:
    found = wilson(successes, n)
    assert [round(float(x), 4) for x in found] == [low, high]


def test_design_effects_of_published_litters() -> None:
    """Rao and Scott (1992), table 1; to six places as printed for rsb() of the R package PF on the same data."""
    counts = [*LITTERS_CONTROL, *LITTERS_TREATED]
    group = ["control"] * len(LITTERS_CONTROL) + ["treated"] * len(LITTERS_TREATED)
    survived, alive = (pd.Series([float(x) for x in column]) for column in zip(*counts, strict=True))
    found = clustered_rate(survived, alive, pd.Series(group), pd.Series(range(len(counts))))
    assert found["rate"].to_dict() == {"control": pytest.approx(142 / 158), "treated": pytest.approx(112 / 145)}
    assert found["design_effect"].round(6).to_dict() == {"control": 1.232495, "treated": 3.952861}
    assert found["clusters"].tolist() == [16, 16]


def test_the_last_bits_of_a_sum_do_not_decide_the_interval() -> None:
    """0 of 1, 2 of 3 and 2 of 2: a design effect of exactly 1, where the interval steps."""
    k, n = pd.Series([0.0, 2.0, 2.0]), pd.Series([1.0, 3.0, 2.0])
    by_day = clustered_rate(k, n, pd.Series([1, 1, 1]), pd.Series([0, 1, 2])).iloc[0]
    noisy = [clustered_wilson(4, 6, 3, 8 / 9 * (1 + bits)) for bits in (-4e-16, 0, 4e-16)]
    for found in noisy:
        assert [float(found[name]) for name in ("ci_low", "ci_high")] == [by_day["ci_low"], by_day["ci_high"]]
    assert by_day["design_effect"] == 1


def test_few_observations_or_few_sessions_take_no_place_in_an_order() -> None:
    frame = pd.DataFrame({"n": [9, 10, 10, 200, 200], "sessions": [9, 4, 5, 1, None]})
    assert enough_to_rank(frame["n"], frame["sessions"]).tolist() == [False, False, True, False, False]
    assert enough_to_rank(frame["n"], frame["sessions"], 1).tolist() == [True, True, True, True, False]


@given(SHARES, st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_agrees_with_scipy(share: tuple[int, int], confidence: float) -> None:
    k, n = share
    expected = binomtest(k, n).proportion_ci(confidence, method="wilson")
    low, high = wilson(k, n, confidence=confidence)
    assert float(low) == pytest.approx(expected.low, abs=1e-12)
    assert float(high) == pytest.approx(expected.high, abs=1e-12)


@given(SHARES)
def test_contains_the_share_and_mirrors(share: tuple[int, int]) -> None:
    k, n = share
    low, high = wilson(k, n)
    assert 0.0 <= float(low) <= k / n <= float(high) <= 1.0
    mirrored = wilson(n - k, n)
    assert float(mirrored[0]) == pytest.approx(1 - float(high), abs=1e-12)
    assert float(mirrored[1]) == pytest.approx(1 - float(low), abs=1e-12)


def test_more_observations_narrow_it() -> None:
    n = np.array([4, 40, 400, 4000])
    low, high = wilson(n // 4, n)
    assert np.all(np.diff(high - low) < 0)


def test_nothing_observed_is_not_a_number() -> None:
    low, high = wilson([0, np.nan, 3], [0, 5, np.nan])
    assert np.isnan(low).all()
    assert np.isnan(high).all()


@pytest.mark.parametrize(("k", "n"), [(3, 2), (-1, 2), (1, -2)])
def test_impossible_counts_are_refused(k: int, n: int) -> None:
    with pytest.raises(InputError):
        wilson(k, n)


@pytest.mark.parametrize("confidence", [0.0, 1.0, 95.0])
def test_impossible_confidence_is_refused(confidence: float) -> None:
    with pytest.raises(InputError):
        wilson(1, 2, confidence=confidence)


@pytest.mark.parametrize("share", [0.5, 0.7, 0.85])
def test_simulated_coverage(share: float) -> None:
    """A 95 % interval that holds the truth in 93 to 97 of 100 simulated councils."""
    rng = np.random.default_rng(20240626)
    n = rng.integers(100, 400, size=1000)
    low, high = wilson(rng.binomial(n, share), n)
    assert 0.93 <= float(np.mean((low <= share) & (share <= high))) <= 0.97


def test_add_rate_keeps_missing_missing() -> None:
    frame = pd.DataFrame({"k": pd.array([1, 0, None], dtype="Int64"), "n": pd.array([4, 0, 3], dtype="Int64")})
    out = add_rate(frame, "k", "n", prefix="strict_")
    assert out["strict_rate"].tolist()[0] == 0.25
    assert out.loc[1:, ["strict_rate", "strict_ci_low", "strict_ci_high"]].isna().all(axis=None)
    assert list(frame.columns) == ["k", "n"]


def test_add_rate_of_no_rows() -> None:
    out = add_rate(pd.DataFrame({"k": pd.Series(dtype="int64"), "n": pd.Series(dtype="int64")}), "k", "n")
    assert len(out) == 0
    assert out["rate"].dtype == np.float64
