"""Everything that reads a document, loaded with the patterns that an earlier run compiled."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from cni_analytics.compiled import remembered

_READING = ("text", "derivation.steps", "statements.reader", "record")


@cache
def load_reader() -> None:
    """Import what reads a document, once a process; without it everything works, and starts later."""
    with remembered(__file__):
        for name in _READING:
            import_module(f"cni_analytics.{name}")
