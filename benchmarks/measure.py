"""Time on the clock and on the processor, peak memory, each run in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Took:
    """Seconds on the clock and on the processor, of this process and the one that opens PDFs."""

    wall: float
    cpu: float


def took(call: Callable[[], object]) -> Took:
    """How long a call takes."""
    wall, cpu = time.perf_counter(), cpu_seconds()
    call()
    return Took(time.perf_counter() - wall, cpu_seconds() - cpu)


def cpu_seconds() -> float:
    """Of this process and of the one that opens PDFs, where the system tells (Linux)."""
    process = sys.modules.get("cni_analytics.text.process")
    worker = process._worker if process is not None else None
    own = time.process_time()
    if worker is None:
        return own
    try:
        return own + int(Path(f"/proc/{worker.process.pid}/schedstat").read_text().split()[0]) / 1e9
    except OSError:
        return own


_RUN = """
import json, resource, sys, time
sys.path.insert(0, {folder!r})
import {module} as module, measure
for name in {imports!r}:
    __import__(name)
wall, cpu = time.perf_counter(), measure.cpu_seconds()
found = module.{function}(*json.loads(sys.argv[1]))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print("\\n" + json.dumps(
    {{"wall": time.perf_counter() - wall, "cpu": measure.cpu_seconds() - cpu, "peak_mb": peak, "found": found}}))
"""


def alone(function: Callable[..., object], *arguments: object, imports: tuple[str, ...] = ()) -> dict[str, object]:
    """Run a function of a benchmark in a fresh process: ``wall``, ``cpu``, ``peak_mb`` and what it ``found``.

    ``imports`` come before the clock is started.
    """
    file = Path(sys.modules[function.__module__].__file__ or "")
    code = _RUN.format(folder=str(file.parent), module=file.stem, function=function.__name__, imports=imports)
    run = subprocess.run(
        [sys.executable, "-c", code, json.dumps(arguments)], stdout=subprocess.PIPE, text=True, check=True
    )
    found: dict[str, object] = json.loads(run.stdout.splitlines()[-1])
    return found
