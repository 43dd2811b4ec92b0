"""The steps from statements to what follows from them, in the order they need each other."""

from __future__ import annotations

from cni_analytics.derivation.conventions import Conventions
from cni_analytics.derivation.findings import findings
from cni_analytics.derivation.list_kinds import allowed_kinds
from cni_analytics.derivation.numbering import decision_number
from cni_analytics.derivation.replay import replay
from cni_analytics.derivation.types import Derived
from cni_analytics.derivation.unanimity import unanimity
from cni_analytics.derivation.votes import derive_votes
from cni_analytics.statements.types import Statements


def derive_all(statements: Statements, conventions: Conventions) -> Derived:
    """Everything that follows from one document's statements, see ``derivation.derive``."""
    header = statements.header
    attendance = replay(
        statements.roll_call,
        statements.movements,
        statements.absences,
        header.item.value if header.item is not None else None,
        statements.discussion_order,
        decision_number(header),
        conventions,
    )
    return Derived(
        attendance=attendance,
        votes=derive_votes(statements.vote, attendance),
        unanimity=unanimity(statements.vote, attendance),
        findings=findings(statements, attendance, conventions),
        list_kinds=allowed_kinds(statements),
        conventions=conventions,
    )
