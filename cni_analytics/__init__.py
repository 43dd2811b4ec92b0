"""What Greek municipal councils decide, counted from their own documents, with the words behind every figure.

>>> import cni_analytics as cni
>>> decision = cni.read("data/raw/serres/2024-210.md")
>>> decision.number, decision.year, str(decision.date)
(210, 2024, '2024-06-26')

Everything named here is loaded when it is first used, so importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cni_analytics import figures, metrics, reports
    from cni_analytics._version import __version__
    from cni_analytics.decision import Decision, read
    from cni_analytics.errors import CniError, InputError, UsageError
    from cni_analytics.tables import Corpus, build_corpus, open_corpus
    from cni_analytics.text import open_document

__all__ = [
    "CniError",
    "Corpus",
    "Decision",
    "InputError",
    "UsageError",
    "__version__",
    "build_corpus",
    "figures",
    "metrics",
    "open_corpus",
    "open_document",
    "read",
    "reports",
]

_HOME = {
    "CniError": "errors",
    "Corpus": "tables",
    "Decision": "decision",
    "InputError": "errors",
    "UsageError": "errors",
    "__version__": "_version",
    "build_corpus": "tables",
    "open_corpus": "tables",
    "open_document": "text",
    "read": "decision",
}
"""The module each name lives in; a name of ``__all__`` that is not here is itself a module."""


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = _HOME.get(name)
    value = import_module(f"{__name__}.{name}") if home is None else getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
