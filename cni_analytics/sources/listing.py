"""What every source yields: documents that are there to be read, in an order that never changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


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


class Source(Protocol):
    """Something that lists documents."""

    @property
    def name(self) -> str:
        """Short name, as the ``documents`` table shows it."""
        ...

    def listed(self) -> Iterator[Listed]:
        """Every document, in the order of its path."""
        ...
