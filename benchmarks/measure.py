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
    from cni_analytics.text import process

    worker = process._worker
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
import {module} as module
wall, cpu = time.perf_counter(), time.process_time()
found = module.{function}(*json.loads(sys.argv[1]))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print("\\n" + json.dumps(
    {{"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "peak_mb": peak, "found": found}}))
"""


def alone(function: Callable[..., object], *arguments: object) -> dict[str, object]:
    """Run a function of a benchmark in a fresh process: ``wall``, ``cpu``, ``peak_mb`` and what it ``found``."""
    file = Path(sys.modules[function.__module__].__file__ or "")
    code = _RUN.format(folder=str(file.parent), module=file.stem, function=function.__name__)
    run = subprocess.run(
        [sys.executable, "-c", code, json.dumps(arguments)], stdout=subprocess.PIPE, text=True, check=True
    )
    found: dict[str, object] = json.loads(run.stdout.splitlines()[-1])
    return found
