"""Decisions with known records that may lie beside the repository; tests that need them skip where they do not."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).resolve().parents[2] / "shared" / "cases"


@dataclass(frozen=True)
class Case:
    """A document and the record expected of it."""

    path: Path
    expected: dict[str, Any]


def cases(*suffixes: str) -> list[Any]:
    """Cases as parameters of a test; one that skips where there are none."""
    found = [
        pytest.param(
            Case(path, json.loads((CASES / f"{path.name.split('.')[0]}.json").read_text("utf-8"))), id=path.name
        )
        for suffix in suffixes or (".txt", ".md")
        for path in sorted(CASES.glob(f"*{suffix}"))
        if (CASES / f"{path.name.split('.')[0]}.json").exists()
    ]
    return found or [pytest.param(None, marks=pytest.mark.skip(reason="no cases beside the repository"))]
