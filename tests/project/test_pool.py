"""Work in several processes: in order, bounded, and no process's death costs another document."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

import pytest

from cni_analytics.pool import ordered


def twice(n: int) -> int:
    time.sleep(0.002 * (n % 3))
    return 2 * n


def deadly(n: int) -> int:
    if n % 5 == 3:
        os._exit(9)
    return 2 * n


def raising(n: int) -> int:
    raise ValueError(n)


def lost(n: int) -> int:
    return -n


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    assert list(ordered(twice, list(range(25)), jobs=jobs, lost=lost)) == [2 * n for n in range(25)]


def test_a_process_that_dies_loses_its_own_item_only() -> None:
    results = list(ordered(deadly, list(range(14)), jobs=2, lost=lost))
    assert results == [-n if n % 5 == 3 else 2 * n for n in range(14)]


@pytest.mark.parametrize("items", [[], [4]])
def test_little_work_is_done_here(items: list[int]) -> None:
    here: Callable[[int], int] = lambda n: os.getpid()  # noqa: E731 - could not be pickled
    assert list(ordered(here, items, jobs=8, lost=lost)) == [os.getpid()] * len(items)


def test_an_error_in_the_work_is_raised() -> None:
    with pytest.raises(ValueError, match="0"):
        list(ordered(raising, [0, 1], jobs=2, lost=lost))
