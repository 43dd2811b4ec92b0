"""What every source yields: documents that are there to be read, in an order that never changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class Listed:
    """A document a source has.

    Attributes
    ----------
    source
        Name of the source.
    path
        Where it lies in the source, with ``/``; text for people and tables, never opened.
    location
        The file itself.
    sha256
        Of its bytes, in hex; of its path where the bytes could not be read, so that it has a name all the same.
    size
        In bytes; ``None`` where it could not be read.
    listed_under
        The municipality's folder, where there is one: a sign, never stronger than what the page says.
    ada, issue_date, version
        What Diavgeia lists it under: the ΑΔΑ, the day in Athens it was issued on, and which version it is;
        ``None`` for other sources.
    publication_date
        The day in Athens its first version was published there; ``None`` where that is not known.
    """

    source: str
    path: str
    location: Path
    sha256: str
    size: int | None
    listed_under: str | None
    ada: str | None = None
    issue_date: dt.date | None = None
    version: str | None = None
    publication_date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Announcement:
    """A decision that a source lists and that stands; ``sha256`` of its document, ``None`` where that is not there."""

    ada: str
    municipality_id: str
    issue_date: dt.date | None
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Announcements:
    """What a source lists, whether its documents are there or not.

    Attributes
    ----------
    decisions
        In the order of their ΑΔΑ.
    months
        Municipality and month (``2024-06``) of which every decision is listed.
    """

    decisions: tuple[Announcement, ...]
    months: frozenset[tuple[str, str]]


@runtime_checkable
class Announcing(Protocol):
    """A source that knows what there is beside what it has."""

    def announcements(self) -> Announcements:
        """What is listed there."""
        ...


class Source(Protocol):
    """Something that lists documents."""

    @property
    def name(self) -> str:
        """Short name, as the ``documents`` table shows it."""
        ...

    def listed(self) -> Iterator[Listed]:
        """Every document, in the order of its path."""
        ...
