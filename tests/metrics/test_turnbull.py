"""Turnbull's estimate against published examples, Kaplan–Meier, and its own optimality condition."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cni_analytics.errors import CniError, InputError
from cni_analytics.metrics.kaplan_meier import kaplan_meier
from cni_analytics.metrics.turnbull import COLUMNS, identifiability, turnbull
from tests.metrics.published_data import COSMESIS_RADIOTHERAPY, COSMESIS_WITH_CHEMOTHERAPY, SIX_MP

SPANS = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 6), st.booleans()).map(
        lambda t: (float(t[0]), np.inf if t[2] else float(t[0] + t[1]))
    ),
    min_size=1,
    max_size=14,
)


def _fit(spans: list[tuple[float, float]], **options: bool) -> pd.DataFrame:
    left, right = zip(*spans, strict=True)
    return turnbull(left, right, **options)


def _log_likelihood(spans: list[tuple[float, float]], fit: pd.DataFrame, mass: np.ndarray) -> float:
    held = [mass[((fit["left"] >= a) & (fit["right"] <= b)).to_numpy()].sum() for a, b in spans]
    return float(np.log(held).sum())


def test_cosmesis_radiotherapy() -> None:
    """Klein and Moeschberger (2003), Survival Analysis, 2nd ed., example 5.2: the survival to three places.

    The masses to four places are those of Fay and Shaw (2010), Journal of Statistical Software 36(2), section 4.
    """
    fit = _fit(COSMESIS_RADIOTHERAPY, left_open=True).query("mass > 0")
    assert list(zip(fit["left"], fit["right"], fit["mass"].round(4), strict=True)) == [
        (4, 5, 0.0463), (6, 7, 0.0334), (7, 8, 0.0887), (11, 12, 0.0708), (24, 25, 0.0926), (33, 34, 0.0818),
        (38, 40, 0.1209), (46, 48, 0.4656),
    ]  # fmt: skip
    survival = 1 - fit["cdf_after"].to_numpy()
    assert survival == pytest.approx([0.954, 0.920, 0.832, 0.761, 0.668, 0.586, 0.467, 0.0], abs=2e-3)


def test_cosmesis_with_chemotherapy() -> None:
    """Fay and Shaw (2010), Journal of Statistical Software 36(2), section 4."""
    fit = _fit(COSMESIS_WITH_CHEMOTHERAPY, left_open=True).query("mass > 0")
    assert list(zip(fit["left"], fit["right"], fit["mass"].round(4), strict=True)) == [
        (4, 5, 0.0433), (5, 8, 0.0433), (11, 12, 0.0692), (16, 17, 0.1454), (18, 19, 0.1411), (19, 20, 0.1157),
        (24, 25, 0.0999), (30, 31, 0.0709), (35, 36, 0.1608), (44, 48, 0.0552), (48, 60, 0.0552),
    ]  # fmt: skip


def test_closed_intervals_of_lifelines() -> None:
    """The example lifelines tests itself with (lifelines/tests/test_npmle.py, test_npmle)."""
    left = [1, 8, 8, 7, 7, 17, 37, 46, 46, 45]
    right = [7, 8, 10, 16, 14, np.inf, 44, np.inf, np.inf, np.inf]
    fit = turnbull(left, right).query("mass > 0")
    assert fit["left"].tolist() == [7, 8, 37, 46]
    assert fit["mass"].to_numpy() == pytest.approx([1 / 6, 1 / 3, 0.125, 0.375], abs=1e-7)


def test_is_kaplan_meier_where_nothing_is_interval_censored() -> None:
    """Turnbull (1976), section 1. In (t, inf) as a censored case is still open at t itself."""
    spans = [(float(t), float(t) if seen else np.inf) for t, seen in SIX_MP]
    fit = _fit(spans, left_open=True)
    curve = kaplan_meier(*zip(*SIX_MP, strict=True))
    events = curve[curve["events"] > 0]
    points = fit[np.isfinite(fit["right"]) & (fit["mass"] > 0)]
    assert points["left"].tolist() == events["time"].tolist()
    assert (1 - points["cdf_after"].to_numpy()) == pytest.approx(events["survival"].to_numpy(), abs=1e-7)


def test_exact_times_give_the_empirical_distribution() -> None:
    fit = turnbull([3, 1, 3, 2], [3, 1, 3, 2])
    assert fit["left"].tolist() == [1, 2, 3]
    assert fit["mass"].tolist() == pytest.approx([0.25, 0.25, 0.5])
    assert fit["identified"].all()


def test_intervals_that_touch_share_a_point_only_when_closed() -> None:
    assert turnbull([0, 4], [4, 9])[["left", "right"]].to_numpy().tolist() == [[4, 4]]
    assert turnbull([0, 4], [4, 9], left_open=True)[["left", "right"]].to_numpy().tolist() == [[0, 4], [4, 9]]


def test_mass_the_data_cannot_place_is_said() -> None:
    """Every pair of neighbours on a ring of four is seen as often: (a, b, a, b) fits as well for every a + b = 1/2."""
    inside = np.array([[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1], [1, 0, 0, 1]], dtype=bool)
    least, most = identifiability(inside, np.full(4, 0.25))
    assert least == pytest.approx([0, 0, 0, 0], abs=1e-9)
    assert most == pytest.approx([0.5, 0.5, 0.5, 0.5], abs=1e-9)


def test_nothing_observed_gives_typed_columns() -> None:
    fit = turnbull([], [])
    assert len(fit) == 0
    assert {name: str(dtype) for name, dtype in fit.dtypes.items()} == COLUMNS


def test_everything_unknown_is_one_interval() -> None:
    fit = turnbull([0, 0, 0], [np.inf, np.inf, np.inf])
    assert fit[["left", "right", "mass"]].to_numpy().tolist() == [[0, np.inf, 1]]


@pytest.mark.parametrize(
    ("left", "right"), [([2.0], [1.0]), ([np.nan], [1.0]), ([1.0], [np.nan]), ([1.0, 2.0], [3.0]), ([-np.inf], [1.0])]
)
def test_bad_bounds_are_refused(left: list[float], right: list[float]) -> None:
    with pytest.raises(InputError):
        turnbull(left, right)


def test_where_the_plain_iteration_crawls_the_maximum_is_reached_all_the_same() -> None:
    """Eleven spans of days on which Turnbull's iteration alone had not arrived after 200,000 rounds."""
    starts = [411, 525, 253, 403, 264, 156, 423, 112, 56, 22, 0]
    widths = [296, 108, 168, 179, 163, 100, 234, 181, 400, 389, 119]
    spans = [(float(a + 1), float(a + width)) for a, width in zip(starts, widths, strict=True)]
    fit = _fit(spans)
    mass = fit["mass"].to_numpy()
    inside = np.array([((fit["left"] >= a) & (fit["right"] <= b)).to_numpy() for a, b in spans], dtype=float)
    gradient = (inside / (inside @ mass)[:, None]).sum(axis=0)
    assert gradient.max() == pytest.approx(len(spans), rel=1e-6)


def test_no_convergence_is_an_error_not_a_number() -> None:
    left, right = zip(*COSMESIS_RADIOTHERAPY, strict=True)
    with pytest.raises(CniError, match="convergence"):
        turnbull(left, right, left_open=True, max_iterations=2)


@settings(max_examples=30, deadline=None)
@given(SPANS, st.randoms(use_true_random=False))
def test_order_of_observations_changes_nothing(spans: list[tuple[float, float]], shuffle: object) -> None:
    mixed = list(spans)
    shuffle.shuffle(mixed)  # type: ignore[attr-defined]
    first, second = _fit(spans), _fit(mixed)
    assert first[["left", "right"]].equals(second[["left", "right"]])
    assert first["cdf_after"].to_numpy() == pytest.approx(second["cdf_after"].to_numpy(), abs=1e-6)


@settings(max_examples=30, deadline=None)
@given(SPANS, st.integers(0, 2**32 - 1))
def test_no_other_distribution_is_likelier(spans: list[tuple[float, float]], seed: int) -> None:
    fit = _fit(spans)
    mass = fit["mass"].to_numpy()
    assert mass.sum() == pytest.approx(1.0)
    assert (mass >= 0).all()
    assert fit["cdf_after"].is_monotonic_increasing
    best = _log_likelihood(spans, fit, mass)
    for rival in np.random.default_rng(seed).dirichlet(np.ones(mass.size), size=20):
        nearby = 0.98 * mass + 0.02 * rival
        assert _log_likelihood(spans, fit, nearby) <= best + 1e-6
