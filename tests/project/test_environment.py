"""``environment.yml``, ``pyproject.toml`` and the lock name the same things."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
PYPI_NAME = {"python-duckdb": "duckdb", "python-tzdata": "tzdata"}
"""conda-forge's name → PyPI's, where they differ."""
CONDA_ONLY = {"python", "pip", "tesseract"}


@pytest.fixture(scope="module")
def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


@pytest.fixture(scope="module")
def conda() -> dict[str, Requirement]:
    rows = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))["dependencies"]
    found = [Requirement(row) for row in rows if isinstance(row, str)]
    return {PYPI_NAME.get(r.name, r.name): r for r in found}


def test_conda_has_every_dependency_with_the_same_bounds(project, conda):
    pip = {r.name: str(r.specifier) for r in map(Requirement, project["dependencies"])}
    assert {name: str(r.specifier) for name, r in conda.items() if name not in CONDA_ONLY} == pip


def test_conda_and_pip_want_the_same_python(project, conda):
    assert str(conda["python"].specifier) == project["requires-python"]


def test_conda_installs_the_package_of_the_clone():
    rows = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))["dependencies"]
    assert {"pip": ["-e ."]} in rows


def locked() -> dict[str, list[Version]]:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    versions: dict[str, list[Version]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", text, re.MULTILINE):
        versions.setdefault(name.lower(), []).append(Version(version))
    return versions


def test_lock_holds_every_dependency_within_its_bounds(project):
    wanted = [*project["dependencies"], *(r for extra in project["optional-dependencies"].values() for r in extra)]
    versions = locked()
    for requirement in map(Requirement, wanted):
        for version in versions[requirement.name.lower()]:
            assert requirement.specifier.contains(version, prereleases=True), requirement


def test_lock_has_hashes_and_names_no_index():
    text = (ROOT / "requirements.lock").read_text("utf-8")
    pins = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(pins) > 50
    assert all("--hash=sha256:" in pin for pin in pins)
    assert not re.search(r"https?://|file:|--index|--find-links", text)
