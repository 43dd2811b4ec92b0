"""Work over many documents, in order, in as many processes as asked."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 4
"""Results waiting for an earlier one, per process: bounds the memory of a long run."""


def ordered(work: Callable[[T], R], items: Sequence[T], *, jobs: int, lost: Callable[[T], R]) -> Iterator[R]:
    """Results of ``work`` in the order of ``items``.

    Parameters
    ----------
    work
        A function of a module; with more than one job its arguments and results are pickled.
    items
        What to work on.
    jobs
        Processes; 1 works in this one.
    lost
        The result for an item whose process died (killed by the system, crashed in a library).
    """
    if jobs == 1 or len(items) < 2:
        yield from map(work, items)
        return
    rest = deque(items)
    while rest:
        yield from _until_broken(work, rest, jobs)
        if rest:
            # Any of the items under way may have killed its process, so each is tried alone.
            yield from _one_by_one(work, [rest.popleft() for _ in range(min(len(rest), jobs * _AHEAD))], lost)


def _until_broken(work: Callable[[T], R], rest: deque[T], jobs: int) -> Iterator[R]:
    """Results until all is done or a process dies; what was not given out stays in ``rest``."""
    with ProcessPoolExecutor(jobs, mp_context=_context(), initializer=_begin) as pool:
        under_way: deque[Future[R]] = deque()
        try:
            given = 0
            while rest:
                while given < len(rest) and given < jobs * _AHEAD:
                    under_way.append(pool.submit(work, rest[given]))
                    given += 1
                result = under_way.popleft().result()
                rest.popleft()
                given -= 1
                yield result
        except BrokenProcessPool:
            return
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _one_by_one(work: Callable[[T], R], items: Sequence[T], lost: Callable[[T], R]) -> Iterator[R]:
    """Results of items tried alone, so that a death tells whose it was."""
    rest = deque(items)
    while rest:
        with ProcessPoolExecutor(1, mp_context=_context(), initializer=_begin) as pool:
            try:
                while rest:
                    result = pool.submit(work, rest[0]).result()
                    rest.popleft()
                    yield result
            except BrokenProcessPool:
                yield lost(rest.popleft())


def _begin() -> None:
    # Ctrl-C is for the process that gave out the work; its workers end with it, even where it is killed.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _context() -> multiprocessing.context.BaseContext:
    # A forked copy of a process that has threads can hang; a fresh one cannot.
    return multiprocessing.get_context(
        "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    )
