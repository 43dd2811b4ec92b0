"""Work in several processes: in order, bounded, and no process's death costs another document."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

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


def lingering(folder: str) -> None:
    (Path(folder) / str(os.getpid())).touch()
    time.sleep(60)


def test_workers_end_with_the_process_that_is_killed(tmp_path: Path) -> None:
    script = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from test_pool import lingering
from cni_analytics.pool import ordered
if __name__ == "__main__":
    list(ordered(lingering, [{str(tmp_path)!r}] * 4, jobs=2, lost=str))
"""
    main = tmp_path / "main.py"
    main.write_text(script)
    parent = subprocess.Popen([sys.executable, str(main)], stderr=subprocess.DEVNULL)
    try:
        workers = eventually(lambda: [int(p.name) for p in tmp_path.iterdir() if p.name.isdigit()], enough=2)
        assert all(map(alive, workers))
    finally:
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    assert eventually(lambda: [pid for pid in workers if not alive(pid)], enough=2)


def eventually(found: Callable[[], list[int]], *, enough: int) -> list[int]:
    """What is found, once it is enough; a process on a busy machine may take its time."""
    until = time.monotonic() + 50
    while len(now := found()) < enough:
        assert time.monotonic() < until, now
        time.sleep(0.05)
    return now


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"
