"""Building a corpus of synthetic PDFs beside a plain loop of pdfplumber's ``extract_text`` over the same files.

    python benchmarks/build.py [--documents 2000] [--plain 200] [--jobs 2] [--memory 2000 20000]

The build reads every fact and writes every table; the loop only takes the text. Half of the loop's documents are read
before the build and half after it, so that other work on the machine falls on both. ``CPU a document`` builds the
loop's documents in one process, so that it can be told without the clock. Then the build is run again with
nothing changed, and with one new document. ``--memory`` builds as many text documents, each build in a process of its
own, and prints the parent's peak memory.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import time
from pathlib import Path

from measure import alone

COUNCILS, YEARS, PER_SESSION = 10, 4, 5
_IMPORTS = ("cni_analytics.tables.build", "cni_analytics.statements", "pypdfium2")


def simulated(folder: str, documents: int, kind: str) -> int:
    """Write about as many synthetic decisions; how many there are."""
    from cni_analytics.simulate import simulate

    sessions = max(1, round(documents / (COUNCILS * YEARS * PER_SESSION)))
    councils = COUNCILS
    while sessions > 50:
        councils, sessions = councils * 2, sessions // 2
    done = simulate(Path(folder), municipalities=councils, years=YEARS, sessions_per_year=sessions,
                    per_session=PER_SESSION, formats=(kind,))  # fmt: skip
    return done.decisions


def built(documents: str, work: str, jobs: int) -> dict[str, object]:
    """Build, as ``cni build`` does; what was read."""
    import cni_analytics as cni

    report = cni.build_corpus(documents, out=Path(work) / "corpus", store=Path(work) / "store", jobs=jobs)
    return {"read": report.read, "said": str(report)}


def plain(files: list[str]) -> float:
    """Seconds of a plain loop of ``extract_text``."""
    import pdfplumber

    began = time.perf_counter()
    for path in files:
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                page.extract_text()
                page.close()
    return time.perf_counter() - began


def speed(documents: int, sample: int, jobs: int) -> None:
    """Print the rates of the build and the loop, and what building again costs."""
    with tempfile.TemporaryDirectory() as scratch:
        simulated(f"{scratch}/written", documents, "pdf")
        folder = Path(scratch) / "written" / "SYNTHETIC"
        files = sorted(folder.rglob("*.pdf"))
        files, last = files[:-1], files[-1]
        late = Path(scratch) / "late.pdf"
        shutil.move(last, late)
        some = [str(f) for f in files[:sample]]  # of few councils and years: as many documents a file as in the whole
        few = Path(scratch) / "few" / "SYNTHETIC"
        for path in map(Path, some):
            (few / path.parent.name).mkdir(parents=True, exist_ok=True)
            shutil.copy(path, few / path.parent.name)
        loop = [alone(plain, some[::2])]
        first = alone(built, str(folder), scratch, jobs)
        loop.append(alone(plain, some[1::2]))
        single = alone(built, str(few), f"{scratch}/few", 1, imports=_IMPORTS)
        again = alone(built, str(folder), scratch, jobs)
        shutil.move(late, last)
        one = alone(built, str(folder), scratch, jobs)
    took = _number(first, "wall")
    ours, theirs = len(files) / took, len(some) / sum(_number(part, "found") for part in loop)
    print(f"pdfplumber's text  {theirs:7.1f} documents a second ({len(some)} documents, one process)")
    print(f"cni build          {ours:7.1f} documents a second ({len(files)} documents, {jobs} processes)")
    print(f"                   {ours / theirs:7.1f} times as many")
    parent, peak = _number(first, "cpu"), _number(first, "peak_mb")
    print(f"                   {took:7.1f} s; parent {parent:.1f} s CPU, {peak:.0f} MB")
    theirs, ours = [1000 * sum(_number(part, "cpu") for part in parts) / len(some) for parts in (loop, [single])]
    print(f"CPU a document     {ours:7.1f} ms built, {theirs:.1f} ms pdfplumber's text: {theirs / ours:.1f} times")
    print(f"nothing changed    {_number(again, 'wall'):7.2f} s: {_number(again, 'wall') / took:.1%} of the first time")
    more = _number(one, "wall") - _number(again, "wall")
    print(f"one new document   {_number(one, 'wall'):7.2f} s: {more:.2f} s more than nothing changed")


def memory(sizes: list[int], jobs: int) -> None:
    """Print the parent's peak memory by the number of text documents."""
    peaks = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as scratch:
            count = alone(simulated, f"{scratch}/written", size, "txt")["found"]
            run = alone(built, f"{scratch}/written/SYNTHETIC", scratch, jobs)
        peaks.append(_number(run, "peak_mb"))
        print(f"{count:>7} text documents: {peaks[-1]:.0f} MB in the parent, {_number(run, 'wall'):.0f} s")
    if len(peaks) > 1:
        print(f"{peaks[-1] / peaks[0] - 1:+.0%} from the smallest to the largest")


def _number(run: dict[str, object], key: str) -> float:
    return float(run[key])  # type: ignore[arg-type]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=2000, help="PDFs to build; 0 leaves this part out")
    parser.add_argument("--plain", type=int, default=200, help="of them, read by the plain loop")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--memory", type=int, nargs="*", default=[2000, 20000], help="numbers of text documents")
    arguments = parser.parse_args()
    if arguments.documents:
        speed(arguments.documents, arguments.plain, arguments.jobs)
    memory(arguments.memory, arguments.jobs)


if __name__ == "__main__":
    main()
