"""Periods as people write them, and the folders they are published under."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cni_analytics.errors import UsageError
from cni_analytics.reports.periods import FOLDER, Period, between, stated

DAY = st.dates(dt.date(1000, 1, 1), dt.date(2099, 12, 31))


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("", ("", "")),
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2024-06", ("2024-06-01", "2024-06-30")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("last-month", ("2023-12-01", "2023-12-31")),
    ],
)
def test_what_is_written_is_two_days(text, bounds):
    assert stated(text, dt.date(2024, 1, 31)).bounds == bounds


@pytest.mark.parametrize("text", ["24", "0621", "2024-13", "2024-6", "6/2024", "2024-06-01", "last", "٢٠٢٤", "2024 "])
def test_nothing_is_guessed(text):
    with pytest.raises(UsageError, match="a year"):
        stated(text, dt.date(2024, 1, 31))


def test_the_last_month_needs_to_know_the_day():
    with pytest.raises(UsageError):
        stated("last-month")


def test_two_days_that_are_a_year_or_a_month_are_called_so():
    assert between("2024-01-01", "2024-12-31").name == "2024"
    assert between("2024-02-01", "2024-02-29").name == "2024-02"
    assert between("2024-02-01", "2024-02-28").name == "2024-02-01_2024-02-28"
    assert between("2024-02-01", "").name == "2024-02-01_"
    assert between("", "").name == ""


@given(st.one_of(st.none(), DAY), st.one_of(st.none(), DAY))
def test_a_period_has_one_name_that_is_a_folder_and_no_other_has_it(first, last):
    if first and last and first > last:
        first, last = last, first
    period = Period(first, last)
    assert between(*period.bounds) == period
    if first or last:
        assert FOLDER.fullmatch(period.name)
    if "_" in period.name:
        assert between(*period.name.split("_")) == period
    elif period.name and first.year >= 1900:
        assert stated(period.name) == period


@given(DAY)
def test_the_last_month_ends_the_day_before_this_one_begins(today):
    period = stated("last-month", today)
    assert period.last + dt.timedelta(days=1) == today.replace(day=1)
    assert period.first.day == 1
    assert len(period.name) == len("2024-06")
