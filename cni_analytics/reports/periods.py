"""The days that a report covers: a year, a month, the last month, or any two days."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from cni_analytics.errors import UsageError
from cni_analytics.reports.parameters import day

FOLDER = re.compile(r"\d{4}(-\d{2})?|(\d{4}-\d{2}-\d{2})?_(\d{4}-\d{2}-\d{2})?")
"""Names of the folders that reports of a period are published under."""
_STATED = re.compile(r"(?P<year>(?:19|20)\d\d)(?:-(?P<month>0[1-9]|1[0-2]))?")


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day of the sessions; ``None`` for no bound."""

    first: dt.date | None = None
    last: dt.date | None = None

    @property
    def name(self) -> str:
        """``2024``, ``2024-06``, ``2024-03-01_2024-04-15``; empty where nothing is bounded. A name is a folder's."""
        if self.first is None and self.last is None:
            return ""
        if self.first and self.last:
            for whole in (_year(self.first.year), _month(self.first.year, self.first.month)):
                if self == whole:
                    return self.first.isoformat()[: 4 if self.last.month != self.first.month else 7]
        return "_".join(bound.isoformat() if bound else "" for bound in (self.first, self.last))

    @property
    def bounds(self) -> tuple[str, str]:
        """Both days as notebooks take them: ISO, empty for no bound."""
        return tuple(bound.isoformat() if bound else "" for bound in (self.first, self.last))  # type: ignore[return-value]


def stated(text: str, today: dt.date | None = None) -> Period:
    """Read a period as a person writes it.

    Parameters
    ----------
    text
        ``2024``, ``2024-06`` or ``last-month``; empty for no bound.
    today
        The day that the last month is before; needed for ``last-month`` alone.

    Raises
    ------
    UsageError
        For anything else: nothing is guessed from ``24`` or ``6/2024``.
    """
    if not text:
        return Period()
    if text == "last-month" and today is not None:
        last = today.replace(day=1) - dt.timedelta(days=1)
        return Period(last.replace(day=1), last)
    found = _STATED.fullmatch(text) if text.isascii() else None
    if found is None:
        raise UsageError(
            f"--period {text}",
            expected="a year (2024), a month (2024-06) or last-month",
            found=repr(text),
            next_step="write it so, or bound the days with --from and --to",
        )
    year = int(found["year"])
    return _year(year) if found["month"] is None else _month(year, int(found["month"]))


def _year(year: int) -> Period:
    return Period(dt.date(year, 1, 1), dt.date(year, 12, 31))


def _month(year: int, month: int) -> Period:
    return Period(dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1]))


def between(date_from: str, date_to: str) -> Period:
    """The period between two ISO days; empty for no bound.

    Raises
    ------
    UsageError
        Where one is no day, or the first is after the second.
    """
    first, last = day("date_from", date_from), day("date_to", date_to)
    if first and last and first > last:
        raise UsageError(
            "parameters date_from, date_to",
            expected="the first not after the second",
            found=f"{date_from}, {date_to}",
            next_step="swap them",
        )
    return Period(first, last)
