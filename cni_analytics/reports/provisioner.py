"""Jupyter kernels forked from the preloaded process, where there is one; ordinary kernels otherwise.

Registered with ``jupyter_client`` as the kernel provisioner ``cni-forked``. The kernel is a process of its own with
the connection, folder and environment that Jupyter asked for; only its imports are done already.
"""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from cni_analytics.reports import forks

NAME = "cni-forked"
LOG = "CNI_KERNEL_LOG"
"""Environment variable naming the file that takes what a kernel writes past Jupyter: crashes, C libraries."""
_LAUNCHER = "ipykernel_launcher"


class ForkedProvisioner(LocalProvisioner):
    """Forks a kernel, or starts an ordinary one and keeps why."""

    running: set[ForkedProvisioner] = set()  # noqa: RUF012 (shared: whoever watches the time ends them all)
    why_ordinary = ""
    """Why the last kernel of this process was not forked; empty where it was."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Launch the kernel as ``cmd`` would, forked where that is possible."""
        kind = type(self)
        with ExitStack() as opened:
            log = opened.enter_context(_log())
            try:
                forked = forks.fork(
                    "cni_analytics.reports.preloaded:kernel",
                    _arguments(cmd),
                    files=(opened.enter_context(Path(os.devnull).open("rb")), log, log),
                    folder=kwargs.get("cwd"),
                    environment=kwargs.get("env"),
                )
            except forks.CannotForkError as error:
                kind.why_ordinary = str(error)
                found = await super().launch_kernel(cmd, **{"stdout": log, "stderr": log, **kwargs})
            else:
                kind.why_ordinary = ""
                self.process = forked  # type: ignore[assignment]  # it has the methods of Popen that are used
                self.pid = self.pgid = forked.pid
                self.cwd = kwargs.get("cwd", Path.cwd())
                found = self.connection_info
        kind.running.add(self)
        return found

    async def wait(self) -> int | None:
        """Wait for the kernel's end, looking more often than every 100 ms."""
        while self.process is not None and await self.poll() is None:
            await asyncio.sleep(0.005)
        type(self).running.discard(self)
        return await super().wait()

    def end(self) -> None:
        """Kill the kernel now; from any thread."""
        process = self.process
        if process is not None:
            process.kill()


def _arguments(cmd: list[str]) -> list[str]:
    """Arguments of an IPython kernel under this very Python; no other can be forked."""
    if _LAUNCHER not in cmd or Path(cmd[0]) != Path(sys.executable):
        raise forks.CannotForkError("it is not a kernel of this Python")
    return cmd[cmd.index(_LAUNCHER) + 1 :]


def _log() -> Any:
    name = os.environ.get(LOG)
    return Path(name).open("ab") if name else Path(os.devnull).open("ab")
