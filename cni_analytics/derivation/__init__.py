"""What follows from the statements of one document, by the rules of the decision record."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cni_analytics.derivation.conventions import Conventions
    from cni_analytics.derivation.types import Derived
    from cni_analytics.statements.types import Statements

__all__ = ["derive"]


def derive(statements: Statements, conventions: Conventions | None = None) -> Derived:
    """Everything that follows from one document's statements.

    Parameters
    ----------
    statements
        What the page prints.
    conventions
        How the body that decided does things where bodies differ; the default readings without it.

    Returns
    -------
    Derived
        Attendance at the item, derived votes, unanimity and findings. Pure: same statements, same result.
    """
    # The rules import each other's types from this package, so they are loaded when they are needed.
    from cni_analytics.derivation.conventions import DEFAULT
    from cni_analytics.derivation.steps import derive_all

    return derive_all(statements, DEFAULT if conventions is None else conventions)
