"""Everything that contradicts itself or is missing in one document, in the order a reader meets it."""

from __future__ import annotations

from collections.abc import Iterator

from cni_analytics.derivation.conventions import Conventions
from cni_analytics.derivation.header_findings import header_findings
from cni_analytics.derivation.presence_findings import presence_findings
from cni_analytics.derivation.types import Attendance, Finding
from cni_analytics.derivation.vote_findings import vote_findings
from cni_analytics.statements.types import Statements


def findings(statements: Statements, attendance: Attendance, conventions: Conventions) -> tuple[Finding, ...]:
    """The findings about one document; a clean one has none."""
    found = (
        *_nothing(statements),
        *header_findings(statements),
        *presence_findings(statements, conventions),
        *vote_findings(statements, attendance),
    )
    return tuple(dict.fromkeys(found))


def _nothing(statements: Statements) -> Iterator[Finding]:
    """Neither a header, nor a roll call, nor a vote: the text is no decision."""
    header, vote = statements.header, statements.vote
    known = header.decision or header.session_date or header.session_number
    if not (known or statements.roll_call.members or statements.roll_call.figures or vote.outcome or vote.tally):
        yield Finding(
            "not_a_decision",
            "error",
            "Στο κείμενο δεν βρέθηκε απόφαση: ούτε αριθμός ή συνεδρίαση, ούτε κατάλογος παρόντων, ούτε ψηφοφορία.",
            "No decision was found in the text: no number or session, no roll call, no vote.",
        )
