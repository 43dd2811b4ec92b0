"""One process that has imported everything once, and forks what must start quickly: kernels and workers.

``python -m cni_analytics.reports.preloaded SOCKET`` imports, says ``ready`` on standard output and waits on a
Unix socket. A connection asks for one process: a line of JSON, and with it the three standard files. It is answered
with the process's number and, when it has ended, its exit code. Whoever closes the connection first has the process
killed with its whole group, and when standard input closes all of them are killed: nothing outlives a run.

No thread is started before a fork, so every fork is safe; ``cni_analytics.reports.forks`` is the other end.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import json
import os
import selectors
import signal
import socket
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

READY = "ready"
MODULES = (
    "IPython.core.completer",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.display_functions",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "PIL.JpegImagePlugin",
    "PIL.PngImagePlugin",
    "cni_analytics.figures",
    "cni_analytics.metrics",
    "cni_analytics.reports.worker",
    "cni_analytics.show.html",
    "cni_analytics.tables.corpus",
    "ipykernel.debugger",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "ipykernel_launcher",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "matplotlib.pyplot",
    "pandas.io.formats.style",
    "pyarrow.dataset",
    "pyarrow.parquet",
    "sqlite3",
    "tornado.queues",
)
"""What notebooks and the work around them import; anything that is missing is imported where it is needed."""

Work = Callable[[], object]


def main(address: str) -> int:
    """Import, serve, and in each forked process do what it was forked for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever started us; we end when our input closes
    if not sys.flags.safe_path:
        del sys.path[0]  # the folder we were started in, which `ipykernel_launcher` takes away too
    preload()
    if threads() > 1:
        sys.stderr.write("a library has started a thread; a process that has threads cannot be forked safely\n")
        return 1
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen(64)
        sys.stdout.write(f"{READY}\n")
        sys.stdout.flush()
        work = _Server(listener).serve()
    work()
    return 0


def preload() -> None:
    """Import what is used, and leave the process as a fresh one would be."""
    for name in MODULES:
        with contextlib.suppress(ImportError):
            import_module(name)
    import pandas as pd

    from cni_analytics.starting import load_reader

    load_reader()
    # pandas asks at import whether it is in a kernel, and shows all columns where it thinks it has a terminal.
    pd.set_option("display.max_columns", 20, "display.encoding", "UTF-8")
    gc.collect()
    gc.freeze()  # pages of memory stay shared with what is forked
    atexit.register(gc.unfreeze)  # libraries look at the end whether all was let go


def threads() -> int:
    """Threads of this process, those of C libraries too."""
    return len(list(Path("/proc/self/task").iterdir()))


def kernel(argv: list[str]) -> None:
    """Become a Jupyter kernel, as ``python -m ipykernel_launcher`` would.

    Parameters
    ----------
    argv
        Arguments of the kernel: ``-f`` and its connection file.
    """
    from ipykernel import kernelapp

    # Not for notebooks: see `runner`, which keeps this module from being imported.
    if sys.modules.get("rfc3987_syntax", kernelapp) is None:
        del sys.modules["rfc3987_syntax"]
    sys.argv = [import_module("ipykernel_launcher").__file__ or "ipykernel_launcher", *argv]
    # ipykernel looks at its import which process it is to end with.
    kernelapp.launch_new_instance(argv=argv, parent_handle=os.getppid())


class _Server:
    """Answers connections, one at a time, and reaps what has ended."""

    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener
        self._running: dict[int, socket.socket] = {}
        # Not epoll: a forked process would share it.
        self._waiting = selectors.PollSelector()

    def serve(self) -> Work:
        """Serve until standard input closes; in a forked process return at once, with what is to be done there."""
        woken, wake = socket.socketpair()
        for end in (woken, wake):
            end.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
        for source in (sys.stdin.fileno(), self._listener, woken):
            self._waiting.register(source, selectors.EVENT_READ)
        while True:
            for key, _ in self._waiting.select():
                if key.fileobj is self._listener:
                    work = self._accept()
                    if work is not None:
                        signal.set_wakeup_fd(-1)
                        woken.close()
                        wake.close()
                        return work
                elif key.fileobj is woken:
                    with contextlib.suppress(BlockingIOError):
                        woken.recv(1024)
                    self._reap()
                elif key.fileobj == sys.stdin.fileno():
                    self._end()
                    return lambda: None
                else:  # whoever asked for a process has gone, or wants it gone
                    self._kill(key.data)

    def _accept(self) -> Work | None:
        connection, _ = self._listener.accept()
        try:
            request, files = _received(connection)
        except (OSError, ValueError):
            connection.close()
            return None
        try:
            pid = os.fork()
        except OSError as error:
            _answer(connection, {"error": str(error)})
            connection.close()
            pid = -1
        if pid == 0:
            for other in (connection, *self._running.values()):
                other.close()
            return partial(_become, request, files)
        for file in files:
            os.close(file)
        if pid > 0:
            self._running[pid] = connection
            self._waiting.register(connection, selectors.EVENT_READ, pid)
            _answer(connection, {"pid": pid})
        return None

    def _reap(self) -> None:
        while self._running:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            connection = self._running.pop(pid)
            with contextlib.suppress(KeyError):
                self._waiting.unregister(connection)
            _answer(connection, {"exit": os.waitstatus_to_exitcode(status)})
            connection.close()

    def _kill(self, pid: int) -> None:
        # What is left to be told is told by `_reap`.
        self._waiting.unregister(self._running[pid])
        _kill_group(pid)

    def _end(self) -> None:
        for pid in self._running:
            _kill_group(pid)
        for pid in self._running:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)


def _received(connection: socket.socket) -> tuple[dict[str, Any], list[int]]:
    data, files, _, _ = socket.recv_fds(connection, 1 << 16, 3)
    while data and not data.endswith(b"\n"):
        more = connection.recv(1 << 16)
        data = data + more if more else b""
    if not data or len(files) != 3:
        for file in files:
            os.close(file)
        raise ValueError("no request")
    return json.loads(data), files


def _answer(connection: socket.socket, answer: dict[str, Any]) -> None:
    with contextlib.suppress(OSError):  # nobody waits for it any more
        connection.sendall(json.dumps(answer).encode() + b"\n")


def _kill_group(pid: int) -> None:
    for kill in (os.killpg, os.kill):  # the group is there once the process has made it
        with contextlib.suppress(OSError):
            kill(pid, signal.SIGKILL)


def _become(request: dict[str, Any], files: list[int]) -> None:
    """In the forked process: take on what was asked for, and do it."""
    os.setsid()
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.clear()
    os.environ.update(request["environment"])
    os.chdir(request["folder"])
    _reseed()
    module, _, name = request["call"].partition(":")
    getattr(import_module(module), name)(*request["arguments"])


def _reseed() -> None:
    """Python draws its random numbers anew after a fork; NumPy has to be told."""
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
