"""One run at a time: whoever comes second is told who is at work."""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from cni_analytics import atomic
from cni_analytics.errors import CniError, Exit
from cni_analytics.printable import printable

LOCK, HOLDER = ".lock", ".holder.json"


class BusyError(CniError):
    """Another run is publishing reports."""

    exit_code = Exit.FAILURE


@contextmanager
def alone(out: Path, what: str) -> Iterator[None]:
    """Be the only run that publishes under a folder.

    The lock is the system's own on an open file: it ends with the process that holds it, however that ends.

    Parameters
    ----------
    out
        Where reports are published.
    what
        What this run is, for whoever comes second: ``cni report --all``.

    Raises
    ------
    BusyError
        Where another run is at work, naming it.
    """
    out.mkdir(parents=True, exist_ok=True)
    lock = FileLock(out / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise BusyError(
            str(out), expected="no other run", found=_holder(out), next_step="wait for it to end, or stop it"
        ) from None
    try:
        _sign(out / HOLDER, what)
        yield
    finally:
        (out / HOLDER).unlink(missing_ok=True)
        lock.release()


def _sign(path: Path, what: str) -> None:
    stated = {"what": what, "process": os.getpid(), "host": platform.node(), "since": now()}
    # On a full disk nobody is told who it is, and the run says itself what it cannot write.
    try:
        atomic.write_text(path, json.dumps(stated, ensure_ascii=False))
    except OSError:
        path.unlink(missing_ok=True)


def _holder(out: Path) -> str:
    try:
        stated: dict[str, Any] = json.loads((out / HOLDER).read_text("utf-8"))
        who = f"{stated['what']} (process {stated['process']} on {stated['host']}, since {stated['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "one that is publishing"
    return printable(who)


def now() -> str:
    """The moment, UTC, to the second."""
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
