"""What the page prints: header, roll call, movements, vote, clauses, references, memorandum."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cni_analytics.statements.types import Statements
    from cni_analytics.text.reading import Reading

__all__ = ["read"]


def read(reading: Reading) -> Statements:
    """Read everything one document prints.

    Parameters
    ----------
    reading
        The document's text; an empty one yields empty statements.

    Returns
    -------
    Statements
        Every value with the span of its words; ``None`` or an empty tuple where the page has none.
    """
    # The readers import each other's types from this package, so they are loaded when they are needed.
    from cni_analytics.statements.reader import read_statements

    return read_statements(reading)
