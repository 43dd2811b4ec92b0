"""The other end of ``worker``: starts it, asks it, and ends it when a document takes too long."""

from __future__ import annotations

import atexit
import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cni_analytics.text.limits import Limits
from cni_analytics.text.worker import Message, receive, send


class WorkerError(Exception):
    """The worker could not do what it was asked.

    ``kind`` is ``time``, ``memory``, ``crash`` or the name of the library's error; ``reason`` its words.
    """

    def __init__(self, kind: str, reason: str = "") -> None:
        super().__init__(kind, reason)
        self.kind, self.reason = kind, reason


class _Worker:
    def __init__(self, memory_bytes: int) -> None:
        root = str(Path(__file__).resolve().parents[2])
        paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
        self.memory_bytes = memory_bytes
        self.owner = os.getpid()
        self.late = False
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "cni_analytics.text.worker", str(memory_bytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(paths), "OPENBLAS_NUM_THREADS": "1"},
        )

    def stop(self) -> None:
        """End it for taking too long."""
        self.late = True
        self.process.kill()

    def end(self) -> None:
        if self.owner != os.getpid():
            return
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()


_lock = threading.RLock()
_worker: _Worker | None = None


def _ready(limits: Limits) -> _Worker:
    global _worker
    usable = (
        _worker is not None
        and _worker.owner == os.getpid()
        and _worker.memory_bytes == limits.memory_bytes
        and _worker.process.poll() is None
    )
    if not usable:
        end_worker()
        _worker = _Worker(limits.memory_bytes)
    assert _worker is not None
    return _worker


def end_worker() -> None:
    """End the worker, if there is one; the next document starts another."""
    global _worker
    if _worker is not None:
        _worker.end()
        _worker = None


atexit.register(end_worker)


class OpenPdf:
    """A PDF that is open in the worker; a context manager, one document at a time.

    Raises
    ------
    WorkerError
        From any call, where the document cannot be read within its limits.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._data, self._limits = data, limits
        self.pages = 0
        self._opened_in: _Worker | None = None

    def __enter__(self) -> OpenPdf:
        _lock.acquire()
        try:
            self._reopen()
        except BaseException:
            _lock.release()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        _lock.release()

    def _reopen(self) -> None:
        worker = _ready(self._limits)
        for message, _ in self._ask(worker, {"call": "open"}, self._data):
            self.pages = message["pages"]
        self._opened_in = worker

    def text(self) -> Iterator[tuple[Message, bytes]]:
        """Each page's text and packed boxes, or why it failed."""
        limits = self._limits
        request = {
            "call": "text",
            "first": 0,
            "pages": limits.pages,
            "page_points": limits.page_points,
            "page_characters": limits.page_characters,
        }
        yield from self._ask(self._current(), request)

    def render(self, page: int, dpi: float) -> tuple[Message, bytes]:
        """Page ``page`` (from 1) as grey pixels."""
        request = {"call": "render", "page": page, "dpi": dpi, "pixels": self._limits.pixels}
        return next(iter([*self._ask(self._current(), request)]))

    def _current(self) -> _Worker:
        if self._opened_in is not _worker or self._opened_in is None:
            self._reopen()
        assert self._opened_in is not None
        return self._opened_in

    def _ask(self, worker: _Worker, header: Message, data: bytes = b"") -> Iterator[tuple[Message, bytes]]:
        source, target = worker.process.stdin, worker.process.stdout
        assert source is not None
        assert target is not None
        timer = threading.Timer(self._limits.seconds, worker.stop)
        timer.daemon = True
        timer.start()
        finished = False
        try:
            send(source, header, data)
            while (answer := receive(target)) is not None:
                message, payload = answer
                if message.get("done"):
                    finished = True
                    return
                if "error" in message:
                    finished = True
                    raise WorkerError(message["error"], message.get("reason", ""))
                yield message, payload
            raise WorkerError("time" if worker.late else "crash", _exit_reason(worker))
        except (BrokenPipeError, ConnectionError):
            raise WorkerError("time" if worker.late else "crash", _exit_reason(worker)) from None
        finally:
            timer.cancel()
            if not finished:
                end_worker()


def _exit_reason(worker: _Worker) -> str:
    with contextlib.suppress(subprocess.TimeoutExpired):
        code: Any = worker.process.wait(1)
        return f"exit {code}"
    return ""
