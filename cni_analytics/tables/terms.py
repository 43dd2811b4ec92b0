"""The terms of municipal authorities, by day (``data/reference/terms.csv``)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from cni_analytics.tables import reference
from cni_analytics.tables.reference import Row


class Terms:
    """Terms to look days up in.

    Parameters
    ----------
    rows
        As ``reference.terms`` gives them: in order, none overlapping another.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self._terms = [(row["first_day"], row["last_day"], str(row["term"])) for row in rows]
        self.names: frozenset[str] = frozenset(name for *_, name in self._terms)

    def of(self, day: dt.date | None, year: int | None = None) -> str | None:
        """The term a day falls into.

        Parameters
        ----------
        day
            Of the session; ``None`` where unknown.
        year
            Of the decision's number, for a decision without a day.

        Returns
        -------
        str or None
            ``None`` where the day is before or after every term, and where only a year is known in which one
            term ended and another began.
        """
        if day is None:
            if year is None:
                return None
            first, last = self.of(dt.date(year, 1, 1)), self.of(dt.date(year, 12, 31))
            return first if first == last else None
        return next((name for first, last, name in self._terms if first <= day <= last), None)


def terms() -> Terms:
    """The terms of ``data/reference/terms.csv``."""
    return Terms(reference.terms())
