"""The seam to papermill: one notebook in, one executed notebook out."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import sys
import tempfile
import threading
import warnings
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from cni_analytics.errors import CniError
from cni_analytics.reports.parameters import Value

LIMIT_SECONDS = 900
"""Wall clock of one notebook, where nobody says otherwise."""
START_LIMIT_SECONDS = 60
STARTS = 3
"""How often a kernel is started that dies before it runs anything."""

Cells = Callable[[int, int], None]
"""``(done, total)``: told after each cell."""


class NotebookError(CniError):
    """A notebook that did not run to its end; what ran of it is kept.

    Attributes
    ----------
    kept
        The partial notebook and what its kernel wrote past it.
    """

    kept: tuple[Path, ...] = ()


@cache
def _papermill() -> Any:
    # JupyterLab brings rfc3987_syntax, whose import alone takes over two seconds in every process that
    # validates JSON; jsonschema works without it, as it does where JupyterLab is not installed.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import papermill
        from papermill.engines import papermill_engines

    from cni_analytics.reports.engine import NAME, Engine

    papermill_engines.register(NAME, Engine)
    for noisy in ("papermill", "traitlets"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)
    return papermill


def execute(
    notebook: Path,
    output: Path,
    values: Mapping[str, Value],
    *,
    limit: float = LIMIT_SECONDS,
    cells: Cells = lambda *_: None,
) -> str:
    """Run a notebook in a kernel of its own.

    Parameters
    ----------
    notebook
        The notebook; it is not changed.
    output
        Where the executed one is written, whole or partial. What the kernel writes past it (a crash, a C library) goes
        to a file beside it that ends in ``.log``, and is kept where the notebook fails.
    values
        Checked parameters.
    limit
        Seconds of wall clock it may take; then its kernel is killed.
    cells
        Told after each cell.

    Returns
    -------
    str
        Why its kernel was not forked from a preloaded process; empty where it was.

    Raises
    ------
    NotebookError
        Naming the notebook, the cell, the error and where the partial notebook is.
    """
    papermill = _papermill()
    from cni_analytics.reports import provisioner
    from cni_analytics.reports.engine import NAME, prepare

    output.parent.mkdir(parents=True, exist_ok=True)
    log = output.with_suffix(".log")
    log.unlink(missing_ok=True)
    where = f"notebook {notebook.name}"
    ran: list[int] = []

    def told(done: int, total: int) -> None:
        ran.append(done)
        cells(done, total)

    for start in range(1, STARTS + 1):
        try:
            with (
                contextlib.redirect_stdout(sys.stderr),
                warnings.catch_warnings(),
                _environment(provisioner.LOG, str(log)),
                tempfile.TemporaryDirectory(prefix="cni-") as sockets,
                _limited(limit, provisioner.ForkedProvisioner) as over,
            ):
                warnings.simplefilter("ignore")
                papermill.execute_notebook(
                    str(notebook),
                    str(output),
                    parameters=dict(values),
                    cwd=str(notebook.parent),
                    progress_bar=False,
                    kernel_name="python3",
                    language="python",
                    engine_name=NAME,
                    start_timeout=START_LIMIT_SECONDS,
                    request_save_on_cell_execute=False,
                    shutdown_kernel="immediate",
                    config=prepare(Path(sockets)),
                    keep=output,
                    told=told,
                )
        except papermill.PapermillExecutionError as error:
            raise _failed(
                f"{where}, cell {error.exec_count}", "it to run", f"{error.ename}: {error.evalue}", output, log
            ) from error
        except (RuntimeError, TimeoutError, OSError) as error:
            if over.is_set():
                raise _failed(
                    f"{where}, cell {_cell(output)}", f"it to end in {limit:g} s of wall clock",
                    "it still running; its kernel was killed", output, log,
                ) from error  # fmt: skip
            if not ran and start < STARTS and not isinstance(error, OSError):
                continue
            started = "a kernel that runs to the end" if ran else f"a kernel that starts, tried {start} times"
            raise _failed(where, started, str(error) or type(error).__name__, output, log) from error
        log.unlink(missing_ok=True)
        return provisioner.ForkedProvisioner.why_ordinary
    raise AssertionError("the last start raises")


def _failed(where: str, expected: str, found: str, output: Path, log: Path) -> NotebookError:
    kept = [output] if output.exists() else []
    if log.exists() and log.stat().st_size:
        kept.append(log)
    else:
        log.unlink(missing_ok=True)
    step = f"open {output} in JupyterLab: it holds what ran and the traceback" if kept else "run it in JupyterLab"
    if log in kept:
        step += f"; its kernel wrote {log}"
    error = NotebookError(where, expected=expected, found=found, next_step=step)
    error.kept = tuple(kept)
    return error


def _cell(output: Path) -> str:
    """The cell that a partial notebook stopped in, counted as Jupyter counts."""
    try:
        return str(max(c["execution_count"] or 0 for c in outputs(output) if c["cell_type"] == "code"))
    except (OSError, ValueError, KeyError):
        return "?"


@contextlib.contextmanager
def _limited(seconds: float, kernels: Any) -> Iterator[threading.Event]:
    """Kill the kernels of this process when the time is over; the event says that it was."""
    over = threading.Event()

    def end() -> None:
        over.set()
        for kernel in list(kernels.running):
            kernel.end()

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield over
    finally:
        timer.cancel()


@contextlib.contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


def outputs(executed: Path) -> list[dict[str, Any]]:
    """Cells of an executed notebook, as nbformat has them."""
    cells: list[dict[str, Any]] = json.loads(executed.read_text("utf-8"))["cells"]
    return cells
