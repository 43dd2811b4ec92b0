"""What Diavgeia answers, taken apart and checked: nothing of it is trusted to be what it should."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cni_analytics.printable import printable
from cni_analytics.sources.library_rows import DIAVGEIA, PUBLISHED, Row
from cni_analytics.sources.moments import athens_day, moment, stamp

_ADA = re.compile(r"[0-9A-ZΑ-Ω]{3,24}-[0-9A-ZΑ-Ω]{2,6}")
_ID = re.compile(r"[0-9A-Za-z_.-]{1,64}")
UNVERSIONED = "-"
"""Stands for the version where an answer gives none."""


@dataclass(frozen=True, slots=True)
class Announced:
    """One version of a decision as an answer has it.

    ``issue_day`` is the day in Athens; ``unit_ids`` is ``None`` where the answer does not speak of units.
    """

    ada: str
    version: str
    status: str
    organization_id: str | None
    unit_ids: tuple[str, ...] | None
    issue_day: dt.date | None
    published: dt.datetime | None
    subject: str | None
    protocol_number: str | None
    decision_type: str | None
    private_data: bool | None
    corrected_version: str | None
    checksum: str | None
    document_url: str | None

    def row(self, municipality_id: str, body: str | None) -> Row:
        """As a row of the library's manifest, without a file."""
        return Row(
            event="listed", source=DIAVGEIA, name=self.ada, version=self.version, status=self.status, recorded_at="",
            municipality_id=municipality_id, subject=self.subject,
            issue_date=self.issue_day.isoformat() if self.issue_day else None,
            published_at=stamp(self.published) if self.published else None, organization_id=self.organization_id,
            unit_ids=self.unit_ids or (), body=body,
            protocol_number=self.protocol_number, decision_type=self.decision_type,
            private_data=self.private_data, corrected_version=self.corrected_version, checksum=self.checksum,
            document_url=self.document_url,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a search: what it lists, how much of it could not be understood, and how much there is in all."""

    found: tuple[Announced, ...]
    odd: int
    total: int | None

    @property
    def empty(self) -> bool:
        """Whether nothing came."""
        return not self.found and not self.odd


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of an organisation."""

    uid: str
    label: str


@dataclass(frozen=True, slots=True)
class Version:
    """An entry of a decision's history."""

    version: str
    status: str


def announced(raw: Any) -> Announced | None:
    """A decision out of an answer; ``None`` where it does not even say which."""
    if not isinstance(raw, Mapping):
        return None
    ada = _text(raw.get("ada"))
    if ada is None or not _ADA.fullmatch(ada):
        return None
    issued, published = (
        moment(raw.get("issueDate")),
        moment(raw.get("publishTimestamp", raw.get("submissionTimestamp"))),
    )
    units = raw.get("unitIds")
    private = raw.get("privateData")
    return Announced(
        ada=ada,
        version=_id(raw.get("versionId")) or UNVERSIONED,
        status=(_text(raw.get("status")) or PUBLISHED).upper()[:40],
        organization_id=_id(raw.get("organizationId")),
        unit_ids=tuple(u for u in map(_id, units) if u) if isinstance(units, list) else None,
        issue_day=athens_day(issued) if issued else None,
        published=published,
        subject=_text(raw.get("subject")),
        protocol_number=_text(raw.get("protocolNumber")),
        decision_type=_text(raw.get("decisionTypeId")),
        private_data=private if isinstance(private, bool) else None,
        corrected_version=_id(raw.get("correctedVersionId")),
        checksum=_text(raw.get("documentChecksum")),
        document_url=_text(raw.get("documentUrl")),
    )


def page(raw: Any) -> Page | None:
    """A page of a search; ``None`` where the answer is none."""
    if not isinstance(raw, Mapping) or not isinstance(raw.get("decisions"), list):
        return None
    found = [announced(item) for item in raw["decisions"]]
    info = raw.get("info")
    total = info.get("total") if isinstance(info, Mapping) else None
    whole = isinstance(total, int) and not isinstance(total, bool) and total >= 0
    return Page(tuple(a for a in found if a), found.count(None), total if whole else None)


def units(raw: Any) -> Iterator[Unit]:
    """The units of an answer that have an id and a name."""
    for item in raw.get("units", ()) if isinstance(raw, Mapping) else ():
        if isinstance(item, Mapping):
            uid, label = _id(item.get("uid")), _text(item.get("label"))
            if uid and label:
                yield Unit(uid, label)


def versions(raw: Any) -> Iterator[Version]:
    """The history of a decision, as the answer orders it."""
    for item in raw.get("versions", ()) if isinstance(raw, Mapping) else ():
        if isinstance(item, Mapping) and (version := _id(item.get("versionId"))):
            yield Version(version, (_text(item.get("status")) or PUBLISHED).upper()[:40])


def label(raw: Any) -> str | None:
    """The name of an organisation."""
    return _text(raw.get("label")) if isinstance(raw, Mapping) else None


def _text(value: Any) -> str | None:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return None
    return printable(" ".join(value.split()))[:2000] or None


def _id(value: Any) -> str | None:
    text = _text(value)
    return text if text and _ID.fullmatch(text) else None
