"""Decisions a second that the simulation writes, as text and as PDF, and whether memory stays flat.

    python benchmarks/simulate.py [--decisions 2000]

Each run is a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import tempfile
import time
from pathlib import Path

COUNCILS, YEARS, SESSIONS = 10, 4, 10


def measured(format_: str, decisions: int, out: str, results: multiprocessing.SimpleQueue) -> None:
    from cni_analytics.simulate import simulate

    per_session = max(1, round(decisions / (COUNCILS * YEARS * SESSIONS)))
    began, cpu = time.perf_counter(), time.process_time()
    done = simulate(Path(out) / "out", municipalities=COUNCILS, years=YEARS, sessions_per_year=SESSIONS,
                    per_session=per_session, formats=(format_,))  # fmt: skip
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    results.put((done.decisions, time.perf_counter() - began, time.process_time() - cpu, peak))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--decisions", type=int, default=2000)
    wanted = parser.parse_args().decisions
    context = multiprocessing.get_context("spawn")
    print(f"{'format':8}{'decisions':>10}{'seconds':>10}{'CPU s':>8}{'a second':>10}{'peak MB':>9}")
    for format_, decisions in (("txt", wanted), ("txt", 4 * wanted), ("pdf", wanted)):
        results = context.SimpleQueue()
        with tempfile.TemporaryDirectory() as folder:
            run = context.Process(target=measured, args=(format_, decisions, folder, results))
            run.start()
            run.join()
            if run.exitcode:
                raise SystemExit(f"{format_}: the run failed with {run.exitcode}")
            count, seconds, cpu, peak = results.get()
        print(f"{format_:8}{count:10}{seconds:10.1f}{cpu:8.1f}{count / seconds:10.0f}{peak:9.0f}")


if __name__ == "__main__":
    main()
