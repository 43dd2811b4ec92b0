"""``import cni_analytics as cni``: a dozen names, documented, loaded only when they are used."""

from __future__ import annotations

import inspect
import subprocess
import sys
from types import ModuleType

import pytest

import cni_analytics as cni

NAMES = [name for name in cni.__all__ if name != "__version__"]


def test_about_a_dozen_names_all_offered_for_completion() -> None:
    assert 8 <= len(cni.__all__) <= 16
    assert dir(cni) == sorted(cni.__all__)


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_there_and_documented(name: str) -> None:
    value = getattr(cni, name)
    doc = inspect.getdoc(value)
    assert doc
    first, _, rest = doc.partition("\n")
    assert first.endswith((".", ":")), "a summary line of its own"
    assert not rest or rest.startswith("\n"), "NumPy style: a blank line under the summary"
    if inspect.isfunction(value):
        for parameter in inspect.signature(value).parameters:
            assert f"\n{parameter}" in doc or f", {parameter}" in doc, f"{parameter} is not described"
        assert "Returns\n-------" in doc or "Raises\n------" in doc or "Examples\n--------" in doc


@pytest.mark.parametrize("name", NAMES)
def test_public_methods_are_documented(name: str) -> None:
    value = getattr(cni, name)
    if isinstance(value, ModuleType) or not inspect.isclass(value):
        return
    fields = getattr(value, "__dataclass_fields__", {})
    for member, found in inspect.getmembers(value):
        if member in fields:
            assert f"\n{member}" in (inspect.getdoc(value) or ""), f"{name}.{member}"
        elif not member.startswith("_") and not hasattr(Exception, member):
            assert inspect.getdoc(found), f"{name}.{member}"


def test_what_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        cni.nothing  # noqa: B018


def test_importing_costs_next_to_nothing() -> None:
    code = "import sys, cni_analytics; print(sorted(m for m in sys.modules if m.startswith('cni_analytics')))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "['cni_analytics']"


def test_the_version_is_the_packages() -> None:
    from importlib.metadata import version

    assert cni.__version__ == version("cni-analytics")
