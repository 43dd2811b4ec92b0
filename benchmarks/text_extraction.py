"""Pages a second against pdfplumber's ``extract_text`` on the same PDFs in one run, and memory.

    python benchmarks/text_extraction.py [--rounds 5]

Rounds are interleaved and ratios are medians of rounds: a shared machine varies more than a library. ``cpu`` is the
ratio of processor time, that of the process that opens PDFs included. ``repair`` is the processor time of ``Reading``
(repair and folding) as a share of ours.
"""

from __future__ import annotations

import argparse
import io
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pdfplumber
from made import LAYOUTS, decision, long_document, whole_names
from measure import Took, took

from cni_analytics.text import Reading, document_of
from cni_analytics.text.process import end_worker

_ROW = "{:14} {:>9} {:>11} {:>7} {:>7} {:>7} {:>11} {:>9}"
_PEAK = """
import resource, sys, time
from pathlib import Path
from cni_analytics.text import open_document, Reading
start = time.perf_counter()
document = open_document(sys.argv[1])
Reading(document)
own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
from cni_analytics.text.process import end_worker
end_worker()
worker = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(len(document.pages), own // 1024, worker // 1024, round(time.perf_counter() - start, 1))
"""


def ours(data: bytes) -> str:
    return "\f".join(page.text for page in document_of("α.pdf", data).pages)


def plumber(data: bytes) -> str:
    parts = []
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            parts.append(page.extract_text())
            page.close()
    return "\f".join(parts)


def compare(rounds: int) -> None:
    """Print a line a layout: speed, ratio, whole names of each."""
    print(_ROW.format("layout", "pages/s", "pdfplumber", "ratio", "cpu", "names", "pdfplumber", "repair"))
    ratios = []
    for layout in LAYOUTS:
        data = decision(layout)
        ours(data)
        times: dict[str, list[Took]] = {"ours": [], "plumber": [], "reading": []}
        document = document_of("α.pdf", data)
        calls: list[tuple[str, Callable[[], object]]] = [
            ("ours", lambda data=data: ours(data)),  # type: ignore[misc]
            ("plumber", lambda data=data: plumber(data)),  # type: ignore[misc]
            ("reading", lambda document=document: Reading(document)),  # type: ignore[misc]
        ]
        for _ in range(rounds):
            random.shuffle(calls)
            for name, call in calls:
                times[name].append(took(call))
        both = list(zip(times["plumber"], times["ours"], strict=True))
        ratio, cpu = median(p.wall / o.wall for p, o in both), median(p.cpu / o.cpu for p, o in both)
        share = median(r.cpu / o.cpu for r, o in zip(times["reading"], times["ours"], strict=True))
        ratios.append((ratio, cpu))
        print(
            _ROW.format(
                layout,
                f"{2 / median(t.wall for t in times['ours']):.0f}",
                f"{2 / median(t.wall for t in times['plumber']):.1f}",
                f"{ratio:.1f}x",
                f"{cpu:.1f}x",
                f"{whole_names(ours(data))}/24",
                f"{whole_names(plumber(data))}/24",
                f"{share:.0%}",
            )
        )
    wall, cpu = (median(column) for column in zip(*ratios, strict=True))
    print(_ROW.format("median", "", "", f"{wall:.1f}x", f"{cpu:.1f}x", "", "", ""))


def memory(pages: int) -> None:
    """Print the peak memory of a long document, in this process and in the one that opens PDFs."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.pdf"
        path.write_bytes(long_document(pages))
        run = subprocess.run([sys.executable, "-c", _PEAK, str(path)], capture_output=True, text=True, check=True)
    count, own, worker, took = run.stdout.split()
    print(f"\n{count} pages in {took} s: {own} MB here, {worker} MB in the process that opens PDFs")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pages", type=int, default=500, help="of the long document")
    arguments = parser.parse_args()
    compare(arguments.rounds)
    end_worker()
    memory(arguments.pages)


if __name__ == "__main__":
    main()
