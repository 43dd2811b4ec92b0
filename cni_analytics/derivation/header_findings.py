"""What is missing from the header, or contradicts itself between the header and the rest of the page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cni_analytics.derivation.types import Finding
from cni_analytics.statements.types import Header, Span, Statements

_DAYS_EL = ("Δευτέρα", "Τρίτη", "Τετάρτη", "Πέμπτη", "Παρασκευή", "Σάββατο", "Κυριακή")
_DAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_COPIES = ("certified_copy", "signature")


def header_findings(statements: Statements) -> Iterator[Finding]:
    """Everything missing or contradictory about number, day and year, and decisions quoted inside."""
    header = statements.header
    if header.decision is None:
        yield Finding(
            "missing_decision_number", "warning", "Δεν αναγράφεται αριθμός απόφασης.", "No decision number is printed."
        )  # fmt: skip
    if header.session_date is None:
        yield Finding(
            "missing_session_date", "warning", "Δεν αναγράφεται ημερομηνία συνεδρίασης.", "No session date is printed."
        )  # fmt: skip
    yield from _years(header)
    yield from _numbers(header)
    yield from _days(header)
    yield from _weekday(header)
    yield from _signed_early(statements)
    for embedded in statements.embedded:
        yield Finding(
            "embedded_decision",
            "warning",
            "Στο κείμενο παρατίθεται απόφαση άλλου οργάνου, που δεν διαβάστηκε ως αυτή η απόφαση.",
            "Another body's decision is quoted inside; it was not read as this decision.",
            (embedded.span,),
        )


def _years(header: Header) -> Iterator[Finding]:
    """Years of the decision, of the session's number and of the session's day that differ."""
    if header.session_date is None:
        return
    year = int(header.session_date.value[:4])
    others: list[tuple[int, Span]] = [(y.value, y.span) for y in header.other_years]
    decisions = (header.decision, *header.other_decisions)
    others += [(d.value.year, d.span) for d in decisions if d is not None and d.value.year is not None]
    others += [(int(d.value[:4]), d.span) for d in header.other_dates]
    if header.session_year is not None:
        others.append((header.session_year.value, header.session_year.span))
    wrong = [(y, span) for y, span in others if y != year]
    if wrong:
        yield Finding(
            "year_mismatch",
            "warning",
            f"Η συνεδρίαση είναι του {year}, ενώ αλλού αναγράφεται {wrong[0][0]}.",
            f"The session is of {year} while {wrong[0][0]} is printed elsewhere.",
            (header.session_date.span, *(span for _, span in wrong)),
        )


def _numbers(header: Header) -> Iterator[Finding]:
    if header.decision is None:
        return
    others = [d for d in header.other_decisions if d.value.number != header.decision.value.number]
    if others:
        yield Finding(
            "decision_number_mismatch",
            "info",
            f"Ο αριθμός απόφασης είναι {header.decision.value.number} και αλλού {others[0].value.number}.",
            f"The decision number is {header.decision.value.number} and elsewhere {others[0].value.number}.",
            (header.decision.span, *(d.span for d in others)),
        )


def _days(header: Header) -> Iterator[Finding]:
    """A different day of the same year may be a second day of the session, so it is only noted."""
    if header.session_date is None:
        return
    day = header.session_date.value
    others = [d for d in header.other_dates if d.value != day and d.value[:4] == day[:4]]
    if others:
        yield Finding(
            "session_date_mismatch",
            "info",
            f"Η ημερομηνία της συνεδρίασης είναι {day} και αλλού {others[0].value}.",
            f"The session's day is {day} and elsewhere {others[0].value}.",
            (header.session_date.span, *(d.span for d in others)),
        )


def _weekday(header: Header) -> Iterator[Finding]:
    if header.session_date is None or header.weekday is None:
        return
    real = date.fromisoformat(header.session_date.value).weekday()
    if real != header.weekday.value:
        yield Finding(
            "weekday_mismatch",
            "warning",
            f"Αναγράφεται {_DAYS_EL[header.weekday.value]}, ενώ η {header.session_date.value} ήταν {_DAYS_EL[real]}.",
            f"{_DAYS_EN[header.weekday.value]} is printed while {header.session_date.value} was a {_DAYS_EN[real]}.",
            (header.session_date.span, header.weekday.span),
        )


def _signed_early(statements: Statements) -> Iterator[Finding]:
    day = statements.header.session_date
    if day is None:
        return
    for act in statements.acts:
        if (act.kind in _COPIES or act.placed) and act.date is not None and act.date < day.value:
            yield Finding(
                "signed_before_session",
                "warning",
                f"Υπογράφηκε στις {act.date}, πριν από τη συνεδρίαση της {day.value}.",
                f"It was signed on {act.date}, before the session of {day.value}.",
                (day.span, act.span),
            )
            return
