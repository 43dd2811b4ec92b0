"""Ask the preloaded process for a process of one's own, and watch it.

Forking costs milliseconds where a fresh process imports for a second or two. Each process still is one of its own:
what one report or notebook does to its modules, files and memory no other sees.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import IO, Any

from cni_analytics.reports import preloaded

ADDRESS = "CNI_FORKS"
"""Environment variable that tells workers where the preloaded process listens."""
START_SECONDS = 120


class CannotForkError(Exception):
    """The system cannot fork, or the preloaded process is not there; ordinary processes do the same, more slowly."""


class Forked:
    """A forked process, with the methods of ``subprocess.Popen`` that Jupyter's provisioners use."""

    stdin = stdout = stderr = None

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._heard = b""
        self.returncode: int | None = None
        first = self._line()
        if "pid" not in first:
            connection.close()
            raise CannotForkError(first.get("error", "the preloaded process has ended"))
        self.pid: int = first["pid"]

    def _line(self) -> dict[str, Any]:
        while b"\n" not in self._heard:
            more = self._connection.recv(4096)
            if not more:
                return {}
            self._heard += more
        line, _, self._heard = self._heard.partition(b"\n")
        return dict(json.loads(line))

    def poll(self) -> int | None:
        """Its exit code, negative for a signal; ``None`` while it runs."""
        if self.returncode is None and (self._heard or select.select([self._connection], [], [], 0)[0]):
            # No code: the preloaded process was killed, and what it forked goes with it.
            self.returncode = self._line().get("exit", -signal.SIGKILL)
            self._connection.close()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end.

        Raises
        ------
        subprocess.TimeoutExpired
            Where it still runs after so many seconds.
        """
        if self.returncode is None and not self._heard:
            select.select([self._connection], [], [], timeout)
        code = self.poll()
        if code is None:
            raise subprocess.TimeoutExpired("forked process", timeout or 0)
        return code

    def send_signal(self, number: int) -> None:
        """Send a signal; nothing where it has ended."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        """Kill it with every process it has started."""
        with contextlib.suppress(OSError):
            self._connection.shutdown(socket.SHUT_WR)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


def fork(
    call: str,
    *arguments: object,
    files: Sequence[IO[Any] | int],
    folder: Path | str | None = None,
    environment: dict[str, str] | None = None,
) -> Forked:
    """Fork a process that calls a function.

    Parameters
    ----------
    call
        ``module:function``.
    *arguments
        Plain values.
    files
        Its standard input, output and error.
    folder
        Where it works; the current folder where left out.
    environment
        Its environment; this process's where left out.

    Raises
    ------
    CannotForkError
        Where nobody can fork it.
    """
    address = os.environ.get(ADDRESS)
    if not address:
        raise CannotForkError("no preloaded process was started")
    request = {
        "call": call,
        "arguments": arguments,
        "folder": str(folder or Path.cwd()),
        "environment": dict(os.environ if environment is None else environment),
    }
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.connect(address)
        data = json.dumps(request).encode() + b"\n"
        sent = socket.send_fds(connection, [data], [f if isinstance(f, int) else f.fileno() for f in files])
        connection.sendall(data[sent:])
        return Forked(connection)
    except (OSError, ValueError) as error:
        connection.close()
        raise CannotForkError(f"the preloaded process does not answer ({error})") from error


@contextmanager
def preloaded_process() -> Iterator[str]:
    """Have a preloaded process while the block runs.

    Yields
    ------
    str
        Empty, or why there is none: then everything starts as an ordinary process, and the caller says so.
    """
    if not sys.platform.startswith("linux"):
        yield f"processes are not forked on {sys.platform}"
        return
    if os.environ.get(ADDRESS):  # inside such a block already
        yield ""
        return
    folder = tempfile.mkdtemp(prefix="cni-")  # only this user can reach what is in it
    address = str(Path(folder) / "forks")
    environment = os.environ | {
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",  # as a kernel sets it before Matplotlib is imported
        # NumPy and Arrow would start threads when they are imported.
        "OPENBLAS_NUM_THREADS": "1",
        "JE_ARROW_MALLOC_CONF": "background_thread:false",
    }
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", preloaded.__name__, address],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, text=True,
        )  # fmt: skip
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        yield str(error)
        return
    try:
        why = _until_ready(process)
        if not why:
            os.environ[ADDRESS] = address
        yield why
    finally:
        os.environ.pop(ADDRESS, None)
        assert process.stdin is not None
        process.stdin.close()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for stream in (process.stdout, process.stderr):
            assert stream is not None
            stream.close()
        shutil.rmtree(folder, ignore_errors=True)


def _until_ready(process: subprocess.Popen[str]) -> str:
    """Wait for the preloaded process; why it did not come up, or empty."""
    assert process.stdout is not None
    assert process.stderr is not None
    until = monotonic() + START_SECONDS
    while monotonic() < until:
        if select.select([process.stdout], [], [], 1.0)[0]:
            if process.stdout.readline().strip() == preloaded.READY:
                return ""
            process.wait()
            said = process.stderr.read().strip().splitlines()
            return said[-1] if said else f"the preloaded process ended with exit code {process.returncode}"
    process.kill()
    return f"the preloaded process was not ready after {START_SECONDS} seconds"
