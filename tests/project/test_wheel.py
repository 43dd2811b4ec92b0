"""An installed wheel has all that the clone has: lexicons, typeface, templates, outlines, wordings, tables."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
IGNORED = {"__pycache__", ".mypy_cache", ".ruff_cache", ".ipynb_checkpoints"}


def _files(folder: Path, prefix: str) -> set[str]:
    found = (p.relative_to(folder) for p in folder.rglob("*") if p.is_file())
    return {f"{prefix}/{p.as_posix()}" for p in found if not IGNORED & set(p.parts) and p.suffix != ".pyc"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    out = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (file,) = out.glob("*.whl")
    return zipfile.ZipFile(file)


def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    own = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert own == _files(ROOT / "cni_analytics", "cni_analytics") | _files(
        ROOT / "data" / "reference", "cni_analytics/_reference"
    )
    assert {Path(name).suffix for name in own} >= {".py", ".csv", ".ttf", ".toml", ".j2", ".css", ".typed"}


def test_the_wheel_names_its_command_and_its_licence(wheel: zipfile.ZipFile) -> None:
    named = {Path(name).name: name for name in wheel.namelist() if ".dist-info/" in name}
    assert "cni = cni_analytics.cli:main" in wheel.read(named["entry_points.txt"]).decode()
    assert "LICENSE" in named
