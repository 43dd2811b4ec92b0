"""Work over many documents on a Dask cluster, whatever happens to its workers.

Needs the extra ``cluster``; nothing of Dask is imported before there is work to give out.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Generic, TypeVar
from urllib.parse import urlsplit

from cni_analytics.errors import CniError, UsageError
from cni_analytics.full_disk import is_full

if TYPE_CHECKING:
    from distributed import Client, Future

T = TypeVar("T")
P = TypeVar("P")
R = TypeVar("R")

CONNECT = 15.0
"""Seconds to reach the scheduler in."""
PATIENCE = 60.0
"""Seconds without a single worker, after which there is nobody to wait for."""
_LOOK = 2.0
_AHEAD = 2
"""Documents under way, per thread of the workers: one that is read and one that waits beside it."""
_MOST_BYTES = 256 * 2**20
"""Of the documents under way: bounds the memory here and of the scheduler, who keeps them until they are read."""
_GO_ON = "run the same command again; what was read until now is kept"


def checked(scheduler: str) -> str:
    """The address of a scheduler, if it is one and Dask is installed.

    Raises
    ------
    UsageError
        Where either is not so; nothing was contacted.
    """
    try:
        parts = urlsplit(scheduler)
        usable = parts.scheme in ("tcp", "tls") and bool(parts.hostname) and bool(parts.port)
    except ValueError:
        usable = False
    if not usable:
        raise UsageError(f"--scheduler {scheduler}", expected="an address such as tcp://192.0.2.10:8786",
                         found="something else", next_step="take the one that 'dask scheduler' prints")  # fmt: skip
    if find_spec("distributed") is None:
        raise UsageError(
            f"--scheduler {scheduler}", expected="Dask, which speaks to clusters", found="it is not installed",
            next_step="install it with 'pip install \"cni-analytics[cluster]\"', or leave --scheduler out",
        )  # fmt: skip
    return scheduler


def unordered(
    work: Callable[[P], R], items: Sequence[T], *, scheduler: str, pack: Callable[[T], P], weight: Callable[[T], int],
    lost: Callable[[T, str], R],
) -> Iterator[tuple[T, R]]:  # fmt: skip
    """Items with the results of ``work``, in the order they come.

    A worker that dies costs nothing: its items go to the others. An item whose workers die again and
    again is tried once more alone, when nothing else is under way, so that only its own deaths count.

    Parameters
    ----------
    work
        A function of a module that the workers have too.
    items
        What to work on.
    scheduler
        From ``checked``.
    pack
        What travels to a worker for an item; called shortly before.
    weight
        About how many bytes that will be.
    lost
        The result for an item that no worker could deal with, or that could not be packed, by the reason.

    Raises
    ------
    CniError
        Where the scheduler cannot be reached or is lost, no worker is there, or workers do not have this package.
    """
    with _connected(scheduler) as client:
        desk = _Desk(client, scheduler, work, pack, weight)
        try:
            suspects = []
            for item, result in desk.all(items):
                if isinstance(result, _Killed):
                    suspects.append(item)
                else:
                    yield item, lost(item, result.reason) if isinstance(result, _Failed) else result
            for item in suspects:
                for _, result in desk.all([item]):
                    yield item, lost(item, result.reason) if isinstance(result, _Failed) else result
        finally:
            desk.leave()


class _Failed:
    """Instead of a result: no worker could give one."""

    def __init__(self, reason: str) -> None:
        self.reason = reason


class _Killed(_Failed):
    """Several workers died while they had it."""


class _NoParcel(Exception):  # noqa: N818 - never seen outside
    """What is to be worked on could not be taken up here."""


class _Desk(Generic[T, P, R]):
    """Gives out items, and takes in what comes of them."""

    def __init__(
        self, client: Client, scheduler: str, work: Callable[[P], R], pack: Callable[[T], P], weight: Callable[[T], int]
    ) -> None:
        self._client, self._scheduler = client, scheduler
        self._work, self._pack, self._weight = work, pack, weight
        self._under_way: dict[Future[R], T] = {}
        self._bytes = 0
        self._done: SimpleQueue[Future[R]] = SimpleQueue()
        self._threads, self._looked_at, self._last_seen = 0, float("-inf"), time.monotonic()

    def all(self, items: Sequence[T]) -> Iterator[tuple[T, R | _Failed]]:
        """Every item with its result."""
        rest = iter(items)
        following = next(rest, None)
        while following is not None or self._under_way:
            while following is not None and self._room(following):
                try:
                    self._give(following)
                except _NoParcel as error:
                    yield following, _Failed(str(error))
                following = next(rest, None)
            if self._under_way:
                yield self._take()

    def leave(self) -> None:
        """Let the cluster drop what was not finished."""
        with suppress(Exception):  # the scheduler may be gone, which was said already
            self._client.cancel(list(self._under_way))

    def _room(self, item: T) -> bool:
        if not self._under_way:
            return True
        self._look()
        most = max(2, _AHEAD * self._threads)
        return len(self._under_way) < most and self._bytes + self._weight(item) <= _MOST_BYTES

    def _give(self, item: T) -> None:
        try:
            parcel = self._pack(item)
        except OSError as error:
            raise _NoParcel(error.strerror or str(error)) from error
        with self._said():
            future = self._client.submit(self._work, parcel, pure=False)
        self._under_way[future] = item
        self._bytes += self._weight(item)
        future.add_done_callback(self._done.put)

    def _take(self) -> tuple[T, R | _Failed]:
        while True:
            try:
                future = self._done.get(timeout=_LOOK)
            except Empty:
                self._look()
                continue
            result = self._result(future)
            item = self._under_way.pop(future)
            self._bytes -= self._weight(item)
            return item, result

    def _result(self, future: Future[R]) -> R | _Failed:
        from distributed import KilledWorker

        while True:
            with self._said():
                try:
                    return future.result(timeout=_LOOK)
                except KilledWorker:
                    return _Killed("the workers that read it died (out of memory, or a fault in a library)")
                except ImportError as error:
                    raise CniError(
                        self._scheduler, expected="workers that have this package and all it needs", found=str(error),
                        next_step="install the same release of cni-analytics on every worker",
                    ) from None  # fmt: skip
                except TimeoutError as error:
                    # Finished, and then its worker died before the result was fetched: it is worked on again.
                    if future.status == "error":
                        return _Failed(f"TimeoutError: {error}")
                except Exception as error:
                    if future.status != "error":
                        raise
                    if is_full(error):
                        raise CniError(
                            self._scheduler, expected="workers with room for temporary files", found="a full disk",
                            next_step=f"free some space there, or set TMPDIR for them; {_GO_ON}",
                        ) from None  # fmt: skip
                    return _Failed(f"{type(error).__name__}: {error}")
            self._look()

    def _look(self) -> None:
        """Count the workers' threads every now and then; nobody there for too long is the end."""
        now = time.monotonic()
        if now - self._looked_at < _LOOK:
            return
        with self._said():
            self._threads = sum(self._client.nthreads().values())
        self._looked_at = now
        if self._threads:
            self._last_seen = now
        elif now - self._last_seen > PATIENCE:
            raise CniError(self._scheduler, expected="a worker", found=f"none in {PATIENCE:.0f} seconds",
                           next_step=f"start some with 'dask worker {self._scheduler}'; {_GO_ON}")  # fmt: skip

    @contextmanager
    def _said(self) -> Iterator[None]:
        """A scheduler that is lost is one error, however Dask tells it."""
        try:
            yield
        except CniError:
            raise
        except (OSError, CancelledError, RuntimeError) as error:
            raise CniError(
                self._scheduler, expected="a scheduler that answers", found=f"it was lost ({type(error).__name__})",
                next_step=f"start it and its workers again; {_GO_ON}",
            ) from error  # fmt: skip


@contextmanager
def _connected(scheduler: str) -> Iterator[Client]:
    import dask
    from distributed import Client

    with _quiet(), dask.config.set({"distributed.admin.large-graph-warning-threshold": 2 * _MOST_BYTES}):
        try:
            client = Client(scheduler, timeout=CONNECT, set_as_default=False, name="cni-build")
        except (OSError, ValueError) as error:
            raise CniError(
                scheduler, expected="a Dask scheduler", found=f"no answer in {CONNECT:.0f} seconds",
                next_step="start one with 'dask scheduler', or leave --scheduler out to read on this machine",
            ) from error  # fmt: skip
        try:
            yield client
        finally:
            with suppress(Exception):
                client.close(timeout=2)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Dask's log off the terminal: what matters of it is said in one line, as an error of ours."""
    logs = [logging.getLogger(name) for name in ("distributed", "distributed.client")]
    levels = [log.level for log in logs]
    for log in logs:
        log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for log, level in zip(logs, levels, strict=True):
            log.setLevel(level)
