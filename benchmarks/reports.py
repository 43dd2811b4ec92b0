"""The full set of reports against a shell loop of the ``papermill`` and ``nbconvert`` commands, in one run.

Usage: python benchmarks/reports.py [--municipalities N] [--jobs N] [--years N]

A synthetic corpus is made, and the network's report and one for each council are made twice over the same
notebooks: by ``cni report --all``, and by a shell loop that runs every notebook with the ``papermill`` command and
turns it into HTML with the ``nbconvert`` command, as their manuals say. Every output of every cell and every file of
every figure must be the same. Prints both times and their ratio, by the clock and in
processor time. The loop takes ten seconds and more a notebook:
19 councils are well over half an hour.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat

import cni_analytics as cni
from cni_analytics.reports.plan import notebooks_in
from cni_analytics.reports.status import read

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
NOTEBOOKS = ROOT / "notebooks"
CNI = [sys.executable, "-m", "cni_analytics"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--municipalities", type=int, default=3, help="how many councils (19: the network's size)")
    parser.add_argument("--years", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory(prefix="cni-benchmark-") as folder:
        work = Path(folder)
        warm(work)
        corpus = made(work, given.municipalities, given.years)
        ours, once = work / "ours", work / "loop"
        options = ["--jobs", given.jobs, "--corpus", corpus, "--folder", NOTEBOOKS, "--out", ours]
        fast = timed([*CNI, "report", "--all", *options])
        reports = {name: of["municipality"] for name, of in read(ours).items() if of["state"] == "published"}
        notebooks = sum(len(list(notebooks_of(ours, name))) for name in reports)
        script = work / "loop.sh"
        script.write_text(loop(reports, corpus, ours, once), "utf-8")
        slow = timed(["bash", "-eu", script])
        compared, different = compare(reports, ours, once)
    print(f"{len(reports)} reports, {notebooks} notebooks, {os.cpu_count()} cores, {given.jobs} jobs")
    print(f"{'':25} {'clock':>8} {'processor':>10} {'clock a notebook':>18}")
    for name, took in (("cni report --all", fast), ("papermill, nbconvert loop", slow)):
        print(f"{name:25} {took[0]:6.1f} s {took[1]:8.1f} s {took[0] / notebooks:16.2f} s")
    print(f"{'ratio':25} {slow[0] / fast[0]:8.1f} {slow[1] / fast[1]:10.1f}")
    print(f"compared {compared} outputs and files: {len(different)} differ")
    for name in different:
        print(f"  {name}")
    return 1 if different else 0


def warm(work: Path) -> None:
    """Have everything compiled and in the file cache before either is timed."""
    empty = work / "empty.ipynb"
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    nbformat.write(nbformat.v4.new_notebook(metadata={"kernelspec": kernel}), empty)
    run([BIN / "papermill", "-k", "python3", empty, work / "done.ipynb"])
    run([BIN / "jupyter", "nbconvert", "--to", "html", work / "done.ipynb"])
    run([sys.executable, "-m", "compileall", "-q", ROOT / "cni_analytics"])


def made(work: Path, municipalities: int, years: int) -> Path:
    """A synthetic corpus, built."""
    run([*CNI, "simulate", "--out", work / "documents", "--municipalities", municipalities, "--years", years])
    cni.build_corpus(work / "documents" / "SYNTHETIC", work / "corpus", store=work / "store")
    return work / "corpus"


def timed(command: list[object]) -> tuple[float, float]:
    """Seconds by the clock, and of processor time of all processes together."""
    clock, before = time.perf_counter(), os.times()
    run(command)
    after = os.times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - clock, processor


def run(command: list[object]) -> None:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}: exit code {done.returncode}\n{done.stderr[-2000:]}")


def notebooks_of(ours: Path, name: str) -> list[Path]:
    return [path for path in notebooks_in(NOTEBOOKS) if (ours / name / "notebooks" / path.name).exists()]


def loop(reports: dict[str, str], corpus: Path, ours: Path, out: Path) -> str:
    """What a person would write: a command a notebook, and one for its HTML."""
    lines = [f"export PATH={shlex.quote(str(BIN))}:$PATH", f"cd {shlex.quote(str(NOTEBOOKS))}"]
    for name, municipality in reports.items():
        target = out / name
        lines.append(f"mkdir -p {shlex.quote(str(target))}")
        for notebook in notebooks_of(ours, name):
            values = {"corpus": corpus, "municipality": municipality, "language": "el", "output": target}
            parameters = " ".join(f"-r {key} {shlex.quote(str(value))}" for key, value in values.items())
            done = shlex.quote(str(target / notebook.name))
            lines.append(f"papermill --no-progress-bar {notebook.name} {done} {parameters}")
            lines.append(f"jupyter nbconvert --to html --no-input {done}")
    return "\n".join(lines) + "\n"


def compare(reports: dict[str, str], ours: Path, loop_: Path) -> tuple[int, list[str]]:
    """How many outputs of cells and files of figures there are, and which differ."""
    compared, different = 0, []
    for name in reports:
        for notebook in notebooks_of(ours, name):
            one = outputs(ours / name / "notebooks" / notebook.name)
            other = outputs(loop_ / name / notebook.name)
            compared += max(len(one), len(other))
            if one != other:
                different.append(f"{name}/{notebook.name}")
        files = {p.name for folder in (ours, loop_) for p in (folder / name).glob("fig-*")}
        compared += len(files)
        for file in sorted(files):
            one_, other_ = ours / name / file, loop_ / name / file
            if not (one_.exists() and other_.exists() and one_.read_bytes() == other_.read_bytes()):
                different.append(f"{name}/{file}")
    return compared, different


def outputs(notebook: Path) -> list[object]:
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    return [output for cell in cells if cell["cell_type"] == "code" for output in cell["outputs"]]


if __name__ == "__main__":
    sys.exit(main())
