"""What docs/scheduling.md tells to install is what the tools it is for accept."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import click
import pytest
import yaml

from cni_analytics.cli import cli
from cni_analytics.errors import CniError, Exit
from cni_analytics.reports import runner

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "scheduling.md").read_text("utf-8")
CLONE = "/srv/cni_analytics"


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def clone(tmp_path):
    """A folder like the clone, whose command does what the test says and writes down how it was called."""
    command = tmp_path / ".venv" / "bin" / "cni"
    command.parent.mkdir(parents=True)
    command.write_text('#!/bin/sh\necho "$@" >>called\necho said >&2\nexit "${CODE:-0}"\n')
    command.chmod(0o755)
    (tmp_path / "reports").mkdir()
    return tmp_path


def accepted(line):
    """Whether the command line is one that the command takes."""
    _, name, *arguments = shlex.split(line)
    command = cli.get_command(click.Context(cli), name)
    command.make_context(name, arguments)


def test_every_command_of_the_page_is_one():
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    lines += re.findall(r"\.venv/bin/cni [a-z -]+", "".join([*blocks("cron"), *blocks("yaml"), *blocks("ini")]))
    assert len(lines) >= 8
    for line in lines:
        accepted(line.replace(">>", "").strip())
    with pytest.raises(click.UsageError):
        accepted(".venv/bin/cni update --ofline")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze on this machine")
def test_systemd_accepts_the_units(clone, tmp_path):
    units = dict(zip(("cni-update.service", "cni-update.timer"), blocks("ini"), strict=True))
    for name, text in units.items():
        assert f"/etc/systemd/system/{name}" in PAGE
        (tmp_path / name).write_text(text.replace(CLONE, str(clone)), "utf-8")
    check = ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no"]
    done = subprocess.run([*check, *(tmp_path / name for name in units)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert str(tmp_path) not in done.stderr, "a warning about one of the units"
    (tmp_path / "cni-update.service").write_text("[Service]\nType=onshot\nExecStart=/nowhere\n")
    done = subprocess.run([*check, tmp_path / "cni-update.service"], capture_output=True, text=True, check=False)
    assert done.returncode or "cni-update.service" in done.stderr, "it would have seen a fault"
    (when,) = re.findall(r"OnCalendar=(.*)", units["cni-update.timer"])
    subprocess.run(["systemd-analyze", "calendar", when], capture_output=True, check=True)


@pytest.mark.parametrize(("code", "printed"), [(0, ""), (1, "said\n")])
def test_the_line_for_cron_is_silent_unless_it_fails(clone, code, printed):
    (block,) = blocks("cron")
    (line,) = block.splitlines()
    assert "%" not in line, "cron would end the line there"
    *when, command = line.split(maxsplit=5)
    for field, low, high in zip(when, (0, 0, 1, 1, 0), (59, 23, 31, 12, 7), strict=True):
        assert field == "*" or low <= int(field) <= high
    done = subprocess.run(
        ["sh", "-c", command.replace(CLONE, shlex.quote(str(clone)))], capture_output=True, text=True, check=False,
        env={"PATH": "/usr/bin:/bin", "CODE": str(code)},
    )  # fmt: skip
    assert (done.stdout, done.stderr) == (printed, "")
    assert (clone / "called").read_text() == "update\n"
    assert (clone / "reports" / "update.log").read_text() == "said\n"


def test_the_workflow_is_one():
    (block,) = blocks("yaml")
    workflow = yaml.safe_load(block)
    assert set(workflow) <= {"name", True, "permissions", "concurrency", "jobs"}, "`on` is true to YAML"
    assert workflow[True]["schedule"] == [{"cron": "30 1 2 * *"}]
    assert workflow["concurrency"]["cancel-in-progress"] is False
    (job,) = workflow["jobs"].values()
    assert set(job) == {"runs-on", "timeout-minutes", "steps"}
    for step in job["steps"]:
        assert ("uses" in step) != ("run" in step), step
        assert set(step) <= {"name", "uses", "run", "with", "env", "if"}
        assert re.fullmatch(r"[\w-]+/[\w-]+@v\d+", step.get("uses", "actions/checkout@v4"))
    kept = next(step["with"]["path"].split() for step in job["steps"] if "cache" in step.get("uses", ""))
    ignored = (ROOT / ".gitignore").read_text("utf-8")
    assert all(f"/{path}/" in ignored for path in kept)
    targets = [step["run"].split()[1] for step in job["steps"] if step.get("run", "").startswith("make ")]
    assert targets
    assert all(re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE) for target in targets)


def test_what_the_page_quotes_is_what_is_said():
    table = PAGE.split("## When it fails")[1]
    assert f"expected it to end in {runner.LIMIT_SECONDS} s of wall clock" in table
    package = "\n".join(p.read_text("utf-8") for p in (ROOT / "cni_analytics").rglob("*.py"))
    for said in ("no other run", "a kernel that runs to the end", "room and leave to write it",
                 "the same corpus until the last notebook has run", "kernels are not forked here"):  # fmt: skip
        assert said in table
        assert said in package
    for code, meaning in ((Exit.OK, "all was done"), (Exit.FAILURE, "failed"), (Exit.USAGE, "wrong usage"),
                          (Exit.BAD_INPUT, "no decision")):  # fmt: skip
        assert re.search(rf"^\| {int(code)} \|.*{meaning}", PAGE, re.MULTILINE)
    assert issubclass(runner.NotebookError, CniError)
