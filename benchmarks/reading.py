"""Processor time of reading a decision's text beside that of taking the text out of its PDF.

    python benchmarks/reading.py [--documents 100]

Synthetic PDFs of ten councils in any order, each read once; the first fifth is not counted, since patterns are loaded
and names met for the first time there.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from itertools import pairwise
from pathlib import Path

from measure import cpu_seconds

from cni_analytics.derivation import derive
from cni_analytics.record import build_record
from cni_analytics.simulate import simulate
from cni_analytics.statements import read
from cni_analytics.text import Reading, open_document

STAGES = ("extraction", "repair", "statements", "derivation", "record")


def stages(path: Path) -> list[float]:
    """Seconds of each stage, the process that opens PDFs included."""
    at = [cpu_seconds()]
    document = open_document(path)
    at.append(cpu_seconds())
    reading = Reading(document)
    at.append(cpu_seconds())
    statements = read(reading)
    at.append(cpu_seconds())
    derived = derive(statements)
    at.append(cpu_seconds())
    build_record(reading, statements, derived)
    at.append(cpu_seconds())
    return [b - a for a, b in pairwise(at)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--documents", type=int, default=100)
    wanted = parser.parse_args().documents
    with tempfile.TemporaryDirectory() as folder:
        simulate(Path(folder) / "written", municipalities=10, years=2, sessions_per_year=max(1, wanted // 60),
                 per_session=3, formats=("pdf",))  # fmt: skip
        files = sorted(Path(folder).rglob("*.pdf"))
        random.Random(5).shuffle(files)
        times = [stages(path) for path in files[:wanted]]
    times = times[len(times) // 5 :]
    means = [1000 * sum(column) / len(times) for column in zip(*times, strict=True)]
    for name, mean in zip(STAGES, means, strict=True):
        print(f"{name:12}{mean:8.2f} ms a document")
    print(f"reading, all after extraction: {sum(means[1:]) / means[0]:.2f} of the extraction ({len(times)} documents)")


if __name__ == "__main__":
    main()
