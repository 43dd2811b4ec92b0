"""The library: fetched and added documents by content, with a manifest of where each is from; itself a source."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import IO

from filelock import FileLock, Timeout

from cni_analytics import project
from cni_analytics.errors import CniError
from cni_analytics.full_disk import writing
from cni_analytics.sources.folder import SYNTHETIC
from cni_analytics.sources.journal import Journal
from cni_analytics.sources.library_rows import (
    DIAVGEIA,
    GONE,
    REVOKED,
    SUPERSEDED,
    Asked,
    Key,
    Row,
    asked_months,
    row_of,
)  # fmt: skip
from cni_analytics.sources.listing import Announcement, Announcements, Listed
from cni_analytics.sources.moments import athens_day, moment, now, stamp

MANIFEST, ASKED, FILES, SCRATCH = "manifest.jsonl", "asked.jsonl", "files", ".partial"
_PLAIN = {".pdf", ".txt", ".md", ".markdown"}


class Library:
    """Documents kept by their content, and what is known of each.

    ``files/ab/abcd….pdf`` holds them under the sha256 of their bytes: nothing a server says becomes a
    file's name. ``manifest.jsonl`` has a line for every change (``library_rows.Row``), ``asked.jsonl``
    one for every search (``library_rows.Asked``). Both only grow, and no version is ever removed.

    Parameters
    ----------
    folder
        Where it lies; ``data/library`` where left out. Made with the first document.
    clock
        Gives the moment that rows are written with.

    Examples
    --------
    >>> [d.path for d in Library().listed()]  # doctest: +SKIP
    ['serres/ΨΩ4ΣΩ1Φ-ΥΙΩ.pdf']
    """

    name = "library"

    def __init__(self, folder: Path | str | None = None, *, clock: Callable[[], dt.datetime] = now) -> None:
        self.folder = Path(folder) if folder is not None else project.library_folder()
        self._clock = clock
        self._manifest = Journal(self.folder / MANIFEST)
        self._asked = Journal(self.folder / ASKED)
        self._rows: dict[Key, dict[str, Row]] | None = None

    def __repr__(self) -> str:
        return f"Library({str(self.folder)!r})"

    @property
    def exists(self) -> bool:
        """Whether anything was ever fetched or added."""
        return self._manifest.path.is_file() or self._asked.path.is_file()

    # -- what is known -------------------------------------------------------------------------------

    @property
    def rows(self) -> dict[Key, dict[str, Row]]:
        """Document → version → what holds of it; the version known last stands last."""
        if self._rows is None:
            self._rows = {}
            for plain in self._manifest:
                row = row_of(plain)
                if row is not None:
                    self._take(row)
        return self._rows

    def _take(self, row: Row) -> None:
        assert self._rows is not None
        versions = self._rows.setdefault(row.key, {})
        if row.status == SUPERSEDED and row.version in versions:
            versions[row.version] = row
        else:
            versions.pop(row.version, None)
            versions[row.version] = row

    def current(self, key: Key) -> Row | None:
        """The version of a document that holds now, which may be revoked; ``None`` for a document not known."""
        standing = [row for row in self.rows.get(key, {}).values() if row.status != SUPERSEDED]
        return standing[-1] if standing else None

    def currents(self) -> Iterator[Row]:
        """Every document's current version, in the order of source and name."""
        for key in sorted(self.rows):
            row = self.current(key)
            if row is not None:
                yield row

    def asked(self) -> Iterator[Asked]:
        """Every search there was, the earliest first."""
        for plain in self._asked:
            try:
                yield Asked(**plain)
            except TypeError:
                continue

    def path_of(self, row: Row) -> Path | None:
        """The file of a version; ``None`` where there is none yet, or it was lost or cut short."""
        if row.sha256 is None or row.suffix not in _PLAIN:
            return None
        path = self._file(row.sha256, row.suffix)
        try:
            return path if path.stat().st_size == row.size else None
        except OSError:
            return None

    def listed(self) -> Iterator[Listed]:
        """Every document that stands, with its file, in the order of source and path.

        Revoked documents, versions that were corrected, and documents whose file did not arrive are not among them.
        """
        found = []
        for row in self.currents():
            path = None if row.status in (REVOKED, GONE) else self.path_of(row)
            if path is not None and row.sha256 is not None:
                ada = row.name if row.source == DIAVGEIA else None
                shown = f"{row.municipality_id or '-'}/{row.name}{row.suffix}" if ada else row.name
                found.append(
                    Listed(
                        SYNTHETIC if row.synthetic else row.source,
                        shown,
                        path,
                        row.sha256,
                        row.size,
                        row.municipality_id,
                        ada,
                        row.issued,
                        row.version,
                        self._first_published(row) if ada else None,
                    )
                )
        yield from sorted(found, key=lambda d: (d.source, d.path))

    def _first_published(self, row: Row) -> dt.date | None:
        """The day its first version was published; ``None`` where only versions that correct another are known."""
        first = [of.published_at for of in self.rows[row.key].values() if not of.corrected_version and of.published_at]
        moments = [found for found in map(moment, first) if found is not None]
        return athens_day(min(moments)) if moments else None

    def announcements(self) -> Announcements:
        """What Diavgeia lists, and the months it was asked for in full."""
        months = asked_months(self.asked())
        bodies = {(municipality, body) for municipality, body, _ in months}
        decisions = tuple(
            Announcement(row.name, row.municipality_id or "", row.issued, row.sha256 if self.path_of(row) else None)
            for row in self.currents()
            if row.source == DIAVGEIA and row.status not in (REVOKED, GONE)
            and (row.municipality_id, row.body) in bodies
        )  # fmt: skip
        return Announcements(decisions, frozenset((municipality, month) for municipality, _, month in months))

    # -- what changes it -----------------------------------------------------------------------------

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Be the only one that writes; what a killed run left half transferred is removed.

        Raises
        ------
        CniError
            Where another fetch or add is running, or the disk is full.
        """
        with writing(self.folder, kept="what came is whole, and it goes on from there"), self._locked():
            shutil.rmtree(self.folder / SCRATCH, ignore_errors=True)
            self._rows = None
            yield

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.folder / ".lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise CniError(
                str(self.folder), expected="to be the only one that writes to it", found="another fetch or add running",
                next_step="wait for it to end and try again",
            ) from None  # fmt: skip
        try:
            yield
        finally:
            lock.release()

    def record(self, *rows: Row) -> None:
        """Write rows to the manifest, with the moment."""
        at = stamp(self._clock())
        known = self.rows
        stamped = [replace(row, recorded_at=at) for row in rows]
        self._manifest.append(row.plain() for row in stamped)
        assert known is self._rows
        for row in stamped:
            self._take(row)

    def record_asked(self, rows: Iterable[Asked]) -> None:
        """Write down searches, with the moment."""
        at = stamp(self._clock())
        self._asked.append(asdict(replace(row, asked_at=at)) for row in rows)

    @contextmanager
    def incoming(self) -> Iterator[IO[bytes]]:
        """A file to transfer into; it is gone afterwards unless ``keep`` took it."""
        scratch = self.folder / SCRATCH
        scratch.mkdir(parents=True, exist_ok=True)
        path = scratch / secrets.token_hex(8)
        try:
            with path.open("x+b") as file:
                yield file
        finally:
            path.unlink(missing_ok=True)

    def keep(self, file: IO[bytes], suffix: str) -> tuple[str, int]:
        """Take a transferred file into the store, under its own sha256.

        Parameters
        ----------
        file
            From ``incoming``, whole and checked.
        suffix
            One of those the package reads.

        Returns
        -------
        (sha256, size)
        """
        if suffix not in _PLAIN:
            raise ValueError(suffix)
        file.flush()
        os.fsync(file.fileno())
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
        target = self._file(sha256, suffix)
        target.parent.mkdir(parents=True, exist_ok=True)
        Path(file.name).replace(target)
        return sha256, size

    def _file(self, sha256: str, suffix: str) -> Path:
        return self.folder / FILES / sha256[:2] / f"{sha256}{suffix}"
