"""``make lab`` as an analyst has it: JupyterLab started, a notebook opened in the browser, run from top to bottom."""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Browser, Page, expect

from .chromium import opened
from .conftest import ROOT

NOTEBOOK = "session.ipynb"
FAULTS = "[data-mime-type='application/vnd.jupyter.error'], [data-mime-type='application/vnd.jupyter.stderr']"
TALL = (1400, 9000)
"""JupyterLab draws only the cells in sight."""
START, RUN = 90, 120
"""Seconds that JupyterLab may take to answer, and the notebook to run, on a busy machine of two cores."""


@dataclass(frozen=True)
class Lab:
    """A running server and the folder of notebooks it serves."""

    host: str
    token: str
    notebooks: Path


@pytest.fixture(scope="module")
def lab(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab by the Makefile's own rule, on copies of the notebooks."""
    if shutil.which("make") is None:
        pytest.skip("no make on this machine")
    folder = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    _go_on(folder / "notebooks" / NOTEBOOK)
    with _served(folder, data) as (host, token):
        yield Lab(host, token, folder / "notebooks")


def _go_on(path: Path) -> None:
    """Add what an analyst would try next: the decision itself, as the last thing in the notebook."""
    notebook = nbformat.read(path, 4)
    notebook.cells.append(nbformat.v4.new_code_cell("book.read_document(last)"))
    nbformat.write(notebook, path)


@contextmanager
def _served(folder: Path, data: Path) -> Iterator[tuple[str, str]]:
    token = secrets.token_hex(16)
    own = folder / "jupyter"
    environment = os.environ | {
        "CNI_DATA": str(data),
        "JUPYTER_CONFIG_DIR": str(own / "config"),
        "JUPYTER_DATA_DIR": str(own / "data"),
        "JUPYTER_RUNTIME_DIR": str(own / "runtime"),
        "IPYTHONDIR": str(own / "ipython"),
        # Its switches that are not the Makefile's: no window of its own, any port, one key.
        "LAB_ARGS": f"--no-browser --allow-root --ip=127.0.0.1 --port=0 --IdentityProvider.token={token}",
    }
    venv = sys.prefix
    command = ["make", "-f", str(ROOT / "Makefile"), "-o", f"{venv}/.installed", f"VENV={venv}", "lab"]
    log = folder / "lab.log"
    with log.open("wb") as out:
        server = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            yield f"127.0.0.1:{_port(own / 'runtime', server, log)}", token
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)
                server.wait()


def _port(runtime: Path, server: subprocess.Popen[bytes], log: Path) -> int:
    """The port of the server, as it says itself once it listens."""
    until = time.monotonic() + START
    while time.monotonic() < until and server.poll() is None:
        for found in runtime.glob("jpserver-*.json"):
            try:
                return int(json.loads(found.read_text("utf-8"))["port"])
            except (ValueError, KeyError):
                break  # still being written
        time.sleep(0.2)
    raise AssertionError(f"JupyterLab did not start: {log.read_text('utf-8', 'replace')[-2000:]}")


def test_a_notebook_runs_from_top_to_bottom(browser: Browser, lab: Lab) -> None:
    with opened(browser, size=TALL, host=lab.host) as page:
        page.goto(f"http://{lab.host}/lab/tree/notebooks/{NOTEBOOK}?token={lab.token}")
        _run_all(page)
        outputs = page.locator(".jp-NotebookPanel .jp-OutputArea-output")
        assert outputs.and_(page.locator(FAULTS)).all_inner_texts() == []
        figures = outputs.locator("img")
        assert figures.count() == 2
        for figure in figures.all():
            assert len(figure.get_attribute("alt") or "") > 40, "a figure is told to those who do not see it"
            assert figure.evaluate("i => i.complete && i.naturalWidth > 300")
        decision = outputs.locator(".cni")
        expect(decision.get_by_role("heading", name="210/2024")).to_be_visible()
        assert decision.locator("mark").count() > 50
        ground = decision.locator("mark").first.evaluate("e => getComputedStyle(e).backgroundColor")
        assert ground != "rgba(0, 0, 0, 0)", "the marks have lost their colours"
        assert decision.locator("td").first.evaluate("e => getComputedStyle(e).textAlign") == "left"
        page.set_viewport_size({"width": 1400, "height": 900})
        link = decision.get_by_role("link", name="«ΑΠΟΦΑΣΙΖΕΙ ΟΜΟΦΩΝΑ»")
        words = page.locator(link.get_attribute("href") or "")
        expect(words).not_to_be_in_viewport()
        link.click()
        expect(words).to_be_in_viewport()
        page.keyboard.press("Control+s")
        _saved(page, lab.notebooks / NOTEBOOK)


def _run_all(page: Page) -> None:
    """As from the menu, once the kernel is there; until every cell has run."""
    kernel = page.locator("#jp-main-statusbar")
    expect(kernel).to_contain_text("| Idle", timeout=START * 1000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    waiting = page.locator(".jp-InputPrompt").filter(has_text="[*]")
    expect(page.locator(".jp-InputPrompt").filter(has_text=re.compile(r"\d|\*"))).not_to_have_count(0)
    expect(waiting).to_have_count(0, timeout=RUN * 1000)
    expect(kernel).to_contain_text("| Idle")


def _saved(page: Page, path: Path) -> None:
    """The notebook on disk has run whole, and nothing in it failed."""
    until = time.monotonic() + 20
    while True:
        cells = [c for c in nbformat.read(path, 4).cells if c.cell_type == "code"]
        if all(c.execution_count for c in cells):
            break
        assert time.monotonic() < until, [c.execution_count for c in cells]
        page.wait_for_timeout(200)
    outputs = [output for cell in cells for output in cell.outputs]
    assert not [o for o in outputs if o.output_type == "error" or o.get("name") == "stderr"]
    assert cells[-1].execution_count == len(cells)
