"""papermill's engine with three things more: what ran is kept, each cell is told, and nothing waits without need."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path
from queue import Empty
from time import monotonic
from typing import Any

import nbformat
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from papermill.engines import NBClientEngine
from traitlets.config import Config

from cni_analytics.reports import provisioner

NAME = "cni"


class Engine(NBClientEngine):  # type: ignore[misc]
    """Runs a notebook with papermill's own engine."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, *, keep: Path, told: Callable[[int, int], None], **options: Any
    ) -> Any:
        """Run it; where that fails without papermill's doing (a kernel that dies), write what ran to ``keep``."""
        complete, total = nb_man.cell_complete, len(nb_man.nb.cells)

        def cell_complete(cell: Any, cell_index: int = 0, **more: Any) -> None:
            complete(cell, cell_index=cell_index, **more)
            told(cell_index + 1, total)

        nb_man.cell_complete = cell_complete
        try:
            return super().execute_managed_notebook(nb_man, kernel_name, **options)
        except BaseException:
            nbformat.write(nb_man.nb, keep)  # type: ignore[no-untyped-call]
            raise


class Client(AsyncKernelClient):
    """Knows that a kernel is ready from what it says, where Jupyter's own listens until 0.2 s of silence."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel has answered and everything it published up to then has come.

        Raises
        ------
        RuntimeError
            Where it dies first, or does not answer in time.
        """
        until = monotonic() + (timeout or float("inf"))
        while monotonic() < until:
            asked = self.kernel_info()
            try:
                while (await self.get_shell_msg(timeout=1))["msg_type"] != "kernel_info_reply":
                    pass
                while True:
                    said = await self.get_iopub_msg(timeout=0.2)
                    if (
                        said["parent_header"].get("msg_id") == asked
                        and said["content"].get("execution_state") == "idle"
                    ):
                        return
            except Empty:  # it is not up yet, or we do not hear what it publishes yet: ask again
                if not await self.is_alive():
                    raise RuntimeError("the kernel died before it answered") from None
        raise RuntimeError(f"the kernel did not answer in {timeout} seconds")


def prepare(sockets: Path) -> Config:
    """Have kernels of this process started by our provisioner; how they are reached.

    Sockets only this user can open, where the system has them; TCP on the loopback elsewhere.

    Parameters
    ----------
    sockets
        An empty folder of this kernel alone. Jupyter names sockets in the working folder by the first number it
        finds free, which two kernels that start at the same moment both find.
    """
    factory = KernelProvisionerFactory.instance()
    # As the package's metadata has it; an environment installed before there was a provisioner does not know it.
    ours = EntryPoint(
        provisioner.NAME, f"{provisioner.__name__}:ForkedProvisioner", KernelProvisionerFactory.GROUP_NAME
    )
    factory.provisioners.setdefault(provisioner.NAME, ours)
    factory.default_provisioner_name = provisioner.NAME
    chosen: dict[str, Any] = {"AsyncKernelManager": {"client_class": f"{__name__}.Client"}}
    if sys.platform.startswith("linux"):
        chosen["KernelManager"] = {"transport": "ipc", "ip": str(sockets / "kernel")}
    return Config(chosen)
