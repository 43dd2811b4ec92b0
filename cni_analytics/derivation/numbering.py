"""The number of a decision with the year it belongs to."""

from __future__ import annotations

from cni_analytics.statements.types import DecisionNumber, Header


def decision_number(header: Header) -> DecisionNumber | None:
    """The decision's number; its year where printed beside it, or the session's, since numbers begin anew each year.

    Parameters
    ----------
    header
        As stated.

    Returns
    -------
    DecisionNumber or None
        ``None`` where no number is printed; ``year`` is ``None`` where neither a year nor the session's day is.
    """
    if header.decision is None:
        return None
    printed = (header.decision, *header.other_decisions)
    years = [d.value.year for d in printed if d.value.number == header.decision.value.number]
    year = next((y for y in years if y is not None), None)
    if year is None and header.session_year is not None:
        year = header.session_year.value
    if year is None and header.session_date is not None:
        year = int(header.session_date.value[:4])
    return DecisionNumber(header.decision.value.number, year)
