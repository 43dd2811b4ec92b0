"""Every command of the README is run, as a new user would, in a copy of the clone."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
SHELL = [line for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) for line in block.splitlines()]
PYTHON = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
ELSEWHERE = {
    "make lab": "test_jupyterlab_opens",
    "make test": "this run",
    "make demo": "tests/simulate, tests/reports: minutes of work for one command",
    "conda env create -f environment.yml": "tests/project/test_environment.py",
    **dict.fromkeys((c for c in SHELL if "192.0.2.10" in c), "tests/tables/test_cluster_build.py"),
}
needs_venv = pytest.mark.skipif(not (ROOT / ".venv" / "bin" / "cni").exists(), reason="make has not set up .venv here")


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """A copy of the clone with its own data and reports, and the environment of this one."""
    folder = tmp_path_factory.mktemp("clone")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    (folder / ".venv").symlink_to(ROOT / ".venv")
    for name in ("requirements.lock", "pyproject.toml"):
        os.utime(folder / name, (0, 0))  # set up already
    (ROOT / ".venv" / ".installed").touch(exist_ok=True)
    return folder


def environment() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if k not in {"CNI_DATA", "MAKEFLAGS", "MAKELEVEL"}}


def sh(command: str, clone: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, shell=True, cwd=clone, env=environment(), capture_output=True, text=True, check=False
    )


def test_the_readme_has_commands_and_each_is_run_somewhere():
    assert "make report" in SHELL
    assert len(SHELL) > 5
    inline = set(re.findall(r"`((?:make|conda|cni|pip) [^`]+)`", README)) | {
        c for c in SHELL if not c.startswith(".venv")
    }
    assert inline <= {"make report", *ELSEWHERE}


@needs_venv
def test_every_command_works_in_the_order_given(clone):
    for command in SHELL:
        if command not in ELSEWHERE:
            done = sh(command, clone)
            assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    index = clone / "reports" / "network" / "index.html"
    assert "Δίκτυο Πόλεων" in index.read_text("utf-8")
    assert (clone / "reports" / "network-en" / "index.html").exists()
    assert (clone / "reports" / "serres" / "index.html").exists()
    assert (clone / "reports" / "serres" / "2024" / "index.html").exists()
    again = sh("make report", clone)
    assert again.returncode == 0
    assert "nothing has changed" in again.stderr

    # The figure the README shows is the one this code and these data draw.
    shown = ROOT / "docs" / "fig-network-growth.svg"
    drawn = clone / "reports" / "network-en" / "fig-network-growth.svg"
    assert shown.read_bytes() == drawn.read_bytes(), "copy reports/network-en/fig-network-growth.svg to docs/"


@needs_venv
def test_the_python_of_the_readme_runs(clone):
    assert PYTHON
    for code in PYTHON:
        command = [ROOT / ".venv" / "bin" / "python", "-c", code]
        done = subprocess.run(command, cwd=clone, env=environment(), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


@needs_venv
def test_jupyterlab_opens(clone):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = f"--no-browser --port={port} --IdentityProvider.token=trial --allow-root"
    server = subprocess.Popen(
        ["make", "lab", f"LAB_ARGS={arguments}"], cwd=clone, env=environment(), stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    try:
        address = f"http://127.0.0.1:{port}/api/contents/notebooks?token=trial"
        for _ in range(120):
            if server.poll() is not None:
                pytest.fail(server.stderr.read())
            try:
                with urllib.request.urlopen(address, timeout=5) as answer:
                    found = answer.read().decode()
                break
            except OSError:
                time.sleep(0.5)
        else:
            pytest.fail("JupyterLab did not answer within a minute")
        assert "attendance.ipynb" in found
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)
        server.stderr.close()


def test_what_the_readme_links_to_is_there():
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
