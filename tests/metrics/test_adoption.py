"""The network's growth on the sourced members, and what must hold whatever the dates."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cni_analytics.errors import InputError
from cni_analytics.metrics.adoption import member_intervals, members_on, movers, network_growth

REFERENCE = Path(__file__).parents[2] / "data" / "reference" / "network_members.csv"


@pytest.fixture(scope="module")
def network() -> pd.DataFrame:
    return pd.read_csv(REFERENCE)


def _members(spans: list[tuple[str | None, str | None]], **columns: list[object]) -> pd.DataFrame:
    names = [f"m{i:02d}" for i in range(len(spans))]
    return pd.DataFrame(
        {"municipality_id": names, "joined_earliest": [a for a, _ in spans], "joined_latest": [b for _, b in spans]}
        | columns
    )


def test_known_facts_of_the_network(network: pd.DataFrame) -> None:
    facts = members_on(network, ["2018-01-03", "2018-01-04", "2018-11-05", "2021-12-31", "2024-06-26"])
    assert facts["members_min"].tolist() == [0, 2, 12, 18, 19]
    assert facts["members_max"].tolist() == [0, 2, 12, 18, 19]
    assert facts["settled"].all()
    assert facts["certain"].iloc[1] == ["athens", "thessaloniki"]


def test_growth_of_the_network_is_a_band_around_the_estimate(network: pd.DataFrame) -> None:
    growth = network_growth(network, until="2024-12-31")
    assert (growth["members_min"] <= growth["members_max"]).all()
    assert (growth["turnbull_low"] <= growth["turnbull_high"]).all()
    assert (growth["turnbull_low"] >= growth["members_min"] - 1e-6).all()
    assert (growth["turnbull_high"] <= growth["members_max"] + 1e-6).all()
    assert growth["date"].iloc[-1] == pd.Timestamp("2024-12-31")
    last = growth.iloc[-1]
    assert (last["members_min"], last["members_max"], last["n"], last["undated"]) == (19, 19, 19, 0)
    assert last["turnbull_low"] == pytest.approx(19)
    open_days = growth[growth["members_min"] < growth["members_max"]]["date"]
    assert open_days.min() == pd.Timestamp("2018-01-05")


def test_until_before_the_first_day_shows_nobody(network: pd.DataFrame) -> None:
    growth = network_growth(network, until="2017-12-31")
    assert growth[["members_min", "members_max", "turnbull_high"]].to_numpy().tolist() == [[0, 0, 0]]


def test_a_member_without_dates_is_counted_as_undated() -> None:
    growth = network_growth(_members([("2020-01-01", "2020-01-01"), (None, "2021-01-01")]))
    assert growth[["members_max", "n", "undated", "coverage"]].to_numpy().tolist() == [[1, 1, 1, 0.5]]


def test_bounds_that_differ_are_after_the_first_and_by_the_second() -> None:
    spans = member_intervals(_members([("2018-01-04", "2018-01-04"), ("2018-01-04", "2018-11-05")]))
    assert spans["first_day"].dt.strftime("%Y-%m-%d").tolist() == ["2018-01-04", "2018-01-05"]
    assert spans["exact"].tolist() == [True, False]
    assert spans["width_days"].tolist() == [0, 304]


def test_reversed_dates_and_missing_columns_are_refused() -> None:
    with pytest.raises(InputError, match="m00"):
        member_intervals(_members([("2020-01-02", "2020-01-01")]))
    with pytest.raises(InputError, match="joined_latest"):
        member_intervals(_members([]).drop(columns="joined_latest"))


def test_no_members_and_no_dates_give_typed_frames() -> None:
    nobody = network_growth(_members([]))
    assert len(nobody) == 0
    assert nobody["date"].dtype == network_growth(_members([("2020-01-01", "2020-01-01")]))["date"].dtype
    assert len(network_growth(_members([(None, None)]))) == 0
    unsettled = movers(_members([(None, None)], region=["Ηπείρου"]), first_until="2018-11-05")
    assert np.isnan(unsettled["rate"].iloc[0])
    assert unsettled[["range_low", "range_high", "coverage"]].to_numpy().tolist() == [[0, 1, 0]]


def test_movers_by_region(network: pd.DataFrame) -> None:
    found = movers(network, first_until="2018-11-05").set_index("group")
    assert found.loc["Κεντρικής Μακεδονίας", ["first", "late", "unsettled", "n"]].tolist() == [1, 5, 0, 6]
    assert int(found["n"].sum()) == 19
    assert int(found["first"].sum()) == 12
    assert not found["ranked"].any()


def test_movers_by_size_keeps_the_order_of_sizes_and_the_unknown_last() -> None:
    spans = [("2018-01-04", "2018-01-04")] * 3 + [("2018-01-01", "2019-01-01")]
    people: list[object] = [300_000, 20_000, None, 19_999]
    found = movers(_members(spans, population_2021=people), first_until="2018-06-01", by="size", minimum=1)
    assert found["group"].tolist() == ["<20000", "20000-49999", ">=200000", "unknown"]
    assert found["unsettled"].tolist() == [1, 0, 0, 0]
    assert found["range_high"].tolist() == [1, 1, 1, 1]
    assert found["ranked"].tolist() == [False, True, True, True]


def test_movers_by_something_else_is_refused(network: pd.DataFrame) -> None:
    with pytest.raises(InputError):
        movers(network, first_until="2018-11-05", by="mayor")


DAYS = st.dates(date(2018, 1, 1), date(2019, 12, 31))
SPANS = st.lists(st.tuples(DAYS, st.integers(0, 400)), min_size=1, max_size=12)


@settings(max_examples=25, deadline=None)
@given(SPANS, st.randoms(use_true_random=False))
def test_growth_never_falls_and_ends_with_everybody(spans: list[tuple[date, int]], shuffle: object) -> None:
    rows: list[tuple[str | None, str | None]] = [
        (a.isoformat(), (a + timedelta(days=width)).isoformat()) for a, width in spans
    ]
    members = _members(rows)
    growth = network_growth(members)
    for column in ("members_min", "members_max", "turnbull_low", "turnbull_high"):
        assert growth[column].is_monotonic_increasing, column
        assert growth[column].iloc[-1] == pytest.approx(len(spans))
    mixed = members.sample(frac=1, random_state=shuffle.randrange(2**32))  # type: ignore[attr-defined]
    pd.testing.assert_frame_equal(growth, network_growth(mixed), atol=1e-5)
