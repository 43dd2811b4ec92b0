"""A row of the library's manifest: one version of one document, as it was known at one moment."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Literal

Event = Literal["listed", "changed", "fetched", "added", "refused"]
DIAVGEIA, FOLDER = "diavgeia", "folder"

PUBLISHED, REVOKED, SUPERSEDED, GONE = "PUBLISHED", "REVOKED", "SUPERSEDED", "GONE"
"""``REVOKED``: withdrawn. ``SUPERSEDED``: a later version corrects it. ``GONE``: Diavgeia has it no more."""
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of one version of a document.

    The last row of a version in the manifest is what holds; the earlier ones are its history.

    Attributes
    ----------
    event
        Why the row was written. ``refused``: a file came that was kept out; ``reason`` says why.
    source
        ``diavgeia`` or ``folder``.
    name
        The ΑΔΑ; for a document out of a folder its path there.
    version
        Diavgeia's id of the version; for a document out of a folder the first letters of its sha256.
    status
        As Diavgeia has it, or ``SUPERSEDED``, ``GONE``.
    recorded_at
        When the row was written, ISO 8601 in UTC.
    municipality_id
        Whom it was asked for, or the folder it lay in; ``None`` where nothing says.
    url
        Where it comes from: an address, or the path of the file that was added.
    sha256, size, suffix
        Of the file; ``None`` while there is none, the suffix lower-case with its dot.
    seconds
        How long the transfer took.
    issue_date
        Day in Athens, ISO 8601.
    synthetic
        Whether whoever gave it says that it is invented.
    """

    event: Event
    source: str
    name: str
    version: str
    status: str
    recorded_at: str
    municipality_id: str | None = None
    url: str | None = None
    sha256: str | None = None
    size: int | None = None
    suffix: str | None = None
    seconds: float | None = None
    subject: str | None = None
    issue_date: str | None = None
    published_at: str | None = None
    organization_id: str | None = None
    unit_ids: tuple[str, ...] = ()
    body: str | None = None
    protocol_number: str | None = None
    decision_type: str | None = None
    private_data: bool | None = None
    corrected_version: str | None = None
    checksum: str | None = None
    document_url: str | None = None
    reason: str | None = None
    synthetic: bool | None = None

    @property
    def key(self) -> Key:
        """Which document."""
        return self.source, self.name

    @property
    def issued(self) -> dt.date | None:
        """Day in Athens it was issued on."""
        return dt.date.fromisoformat(self.issue_date) if self.issue_date else None

    def plain(self) -> dict[str, Any]:
        """As it stands in the manifest: what is not known is left out."""
        return {k: v for k, v in asdict(self).items() if v not in (None, (), [])}


def row_of(plain: Any) -> Row | None:
    """A row out of the manifest; ``None`` where it is none (a line that a killed run left half written)."""
    if not isinstance(plain, dict):
        return None
    try:
        row = Row(**{**plain, "unit_ids": tuple(plain.get("unit_ids", ()))})
    except TypeError:
        return None
    return row if row.sha256 is None or _is_sha256(row.sha256) else None


def _is_sha256(text: object) -> bool:
    return isinstance(text, str) and len(text) == 64 and set(text) <= set("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Asked:
    """One window of days that Diavgeia was asked for.

    Attributes
    ----------
    first, last
        Days in Athens, both included, ISO 8601.
    total, arrived
        Decisions the answer says there are, and those that came.
    kept
        Of those, the ones issued on these days by this unit.
    complete
        Whether all came.
    """

    municipality_id: str
    organization_id: str
    unit_id: str
    body: str
    first: str
    last: str
    total: int | None
    arrived: int
    kept: int
    complete: bool
    url: str
    asked_at: str


def asked_months(asked: Iterable[Asked]) -> set[tuple[str, str, str]]:
    """The months that were asked for in full.

    Parameters
    ----------
    asked
        Every search, the earliest first; a later one of the same days takes the place of an earlier one.

    Returns
    -------
    set of (municipality_id, body, month)
        Months (``2024-06``) of which every day was asked for and answered completely, for each unit of the body.
    """
    days: dict[tuple[str, str], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for window in asked:
        of_unit = days[window.municipality_id, window.body][window.unit_id]
        first, last = (dt.date.fromisoformat(day).toordinal() for day in (window.first, window.last))
        if window.complete:
            of_unit.update(range(first, last + 1))
        else:
            of_unit.difference_update(range(first, last + 1))
    found = set()
    for (municipality_id, body), units in days.items():
        common = set.intersection(*units.values())
        for year, month in {(d.year, d.month) for d in map(dt.date.fromordinal, common)}:
            begin = dt.date(year, month, 1).toordinal()
            if common.issuperset(range(begin, begin + monthrange(year, month)[1])):
                found.add((municipality_id, body, f"{year}-{month:02}"))
    return found
