"""What a clean clone must hold: notebooks bare and thin, modules short, rooms in one direction."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "cni_analytics"
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
FLOW = ("text", "statements", "derivation", "tables", "metrics", "figures", "reports")


def code_cells(notebook: Path) -> list[dict]:
    return [c for c in json.loads(notebook.read_text("utf-8"))["cells"] if c["cell_type"] == "code"]


def test_there_are_notebooks():
    assert len(NOTEBOOKS) >= 6


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebooks_are_committed_without_outputs(notebook):
    assert all(not c["outputs"] and c["execution_count"] is None for c in code_cells(notebook))


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebooks_have_one_parameters_cell_and_define_nothing(notebook):
    cells = code_cells(notebook)
    assert sum("parameters" in c["metadata"].get("tags", ()) for c in cells) == 1
    for cell in cells:
        for node in ast.walk(ast.parse("".join(cell["source"]))):
            assert not isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef | ast.Lambda)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda p: p.stem)
def test_words_of_a_notebook_come_in_both_languages(notebook):
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    tags = [set(c["metadata"].get("tags", ())) & {"el", "en"} for c in cells if c["cell_type"] == "markdown"]
    assert tags.count({"el"}) == tags.count({"en"}) > 0
    assert all(len(tag) == 1 for tag in tags)


def test_modules_fit_on_a_few_screens():
    long = {p.name: n for p in PACKAGE.rglob("*.py") if (n := len(p.read_text("utf-8").splitlines())) > 420}
    assert not long


def imports(path: Path) -> set[str]:
    """Rooms a module imports when it is loaded, type checking aside."""
    rooms = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        for name in names:
            parts = name.split(".")
            if parts[0] == "cni_analytics" and len(parts) > 1 and parts[1] in FLOW:
                rooms.add(parts[1])
    return rooms


@pytest.mark.parametrize("room", FLOW)
def test_nothing_imports_what_is_to_its_right(room):
    right = set(FLOW[FLOW.index(room) + 1 :])
    wrong = {
        p.relative_to(PACKAGE).as_posix(): found
        for p in (PACKAGE / room).rglob("*.py")
        if (found := imports(p) & right)
    }
    assert not wrong


@pytest.mark.parametrize("room", ["statements", "derivation", "metrics"])
def test_the_middle_touches_no_files_no_network_no_clock(room):
    banned = {"os", "pathlib", "socket", "urllib", "time", "datetime.now", "requests", "httpx", "subprocess"}
    loader = PACKAGE / "statements" / "lexicon.py"  # reads the wordings, which are part of the package
    for path in set((PACKAGE / room).rglob("*.py")) - {loader}:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                assert not {a.name.split(".")[0] for a in node.names} & banned, path
            if isinstance(node, ast.ImportFrom):
                assert (node.module or "").split(".")[0] not in banned, path
            if isinstance(node, ast.Attribute):
                assert node.attr not in {"now", "today", "utcnow"}, path
