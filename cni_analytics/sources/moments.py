"""Moments and days as Diavgeia writes them: milliseconds or ISO text, in UTC, about days in Athens."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

ATHENS = ZoneInfo("Europe/Athens")
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def now() -> dt.datetime:
    """The moment, in UTC. Whatever asks for the time takes this function as an argument, so that tests can fix it."""
    return dt.datetime.now(dt.UTC)


def moment(value: Any) -> dt.datetime | None:
    """A moment as Diavgeia writes it.

    Parameters
    ----------
    value
        Milliseconds since 1970 (a number, or one in quotes), or ISO 8601 text; without an offset it is UTC.

    Returns
    -------
    datetime or None
        In UTC; ``None`` where it is neither, or no moment there is.

    Examples
    --------
    >>> moment(1719352800000)
    datetime.datetime(2024, 6, 25, 22, 0, tzinfo=datetime.timezone.utc)
    """
    if isinstance(value, str):
        text = value.strip()
        if not text.lstrip("-").isascii() or not text.lstrip("-").isdigit():
            return _iso(text)
        value = int(text) if len(text) < 20 else None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        return _EPOCH + dt.timedelta(milliseconds=value)
    except (OverflowError, ValueError):
        return None


def _iso(text: str) -> dt.datetime | None:
    try:
        found = dt.datetime.fromisoformat(text)
        return found.replace(tzinfo=dt.UTC) if found.tzinfo is None else found.astimezone(dt.UTC)
    except (OverflowError, ValueError):
        return None


def athens_day(value: dt.datetime) -> dt.date:
    """The day it is in Athens: an instant of 22:00 UTC belongs to the next one.

    >>> athens_day(dt.datetime(2024, 6, 25, 22, 0, tzinfo=dt.UTC))
    datetime.date(2024, 6, 26)
    """
    try:
        return value.astimezone(ATHENS).date()
    except OverflowError:
        return value.date()


def stamp(value: dt.datetime) -> str:
    """A moment for a file: ISO 8601 in UTC, to the second."""
    return value.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
