"""The seam to papermill: one notebook in, one executed notebook out."""

from __future__ import annotations

import contextlib
import json
import logging
import sys
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cni_analytics.errors import CniError
from cni_analytics.reports.parameters import Value

CELL_LIMIT_SECONDS = 300
START_LIMIT_SECONDS = 60


class NotebookError(CniError):
    """A notebook that did not run to its end; what ran of it is kept."""


def _papermill() -> Any:
    # JupyterLab brings rfc3987_syntax, whose import alone takes over two seconds in every process that
    # validates JSON; jsonschema works without it, as it does where JupyterLab is not installed.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import papermill

    logging.getLogger("papermill").setLevel(logging.ERROR)
    return papermill


def _transport() -> Any:
    """Sockets only this user can open, where the system has them; TCP on the loopback elsewhere."""
    from traitlets.config import Config

    return Config({"KernelManager": {"transport": "ipc"}} if sys.platform.startswith("linux") else {})


def execute(notebook: Path, output: Path, values: Mapping[str, Value], *, progress: bool = False) -> None:
    """Run a notebook in a kernel of its own.

    Parameters
    ----------
    notebook
        The notebook; it is not changed.
    output
        Where the executed one is written, whole or partial.
    values
        Checked parameters.
    progress
        Whether to show papermill's bar over the cells.

    Raises
    ------
    NotebookError
        Naming the notebook, the cell, the error and where the partial notebook is.
    """
    papermill = _papermill()
    output.parent.mkdir(parents=True, exist_ok=True)
    where = f"notebook {notebook.name}"
    try:
        with contextlib.redirect_stdout(sys.stderr), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            papermill.execute_notebook(
                str(notebook),
                str(output),
                parameters=dict(values),
                cwd=str(notebook.parent),
                progress_bar={"desc": notebook.stem, "leave": False, "unit": "cell"} if progress else False,
                kernel_name="python3",
                start_timeout=START_LIMIT_SECONDS,
                execution_timeout=CELL_LIMIT_SECONDS,
                request_save_on_cell_execute=False,
                config=_transport(),
            )
    except papermill.PapermillExecutionError as error:
        raise NotebookError(
            f"{where}, cell {error.exec_count}",
            expected="it to run",
            found=f"{error.ename}: {error.evalue}",
            next_step=f"open {output} in JupyterLab: it holds what ran and the traceback",
        ) from error
    except (RuntimeError, TimeoutError, OSError) as error:
        raise NotebookError(
            where,
            expected=f"a kernel that starts in {START_LIMIT_SECONDS} s and cells that end in {CELL_LIMIT_SECONDS} s",
            found=str(error) or type(error).__name__,
            next_step=f"run it in JupyterLab; what ran is in {output}",
        ) from error


def outputs(executed: Path) -> list[dict[str, Any]]:
    """Cells of an executed notebook, as nbformat has them."""
    cells: list[dict[str, Any]] = json.loads(executed.read_text("utf-8"))["cells"]
    return cells
