"""Reading on a Dask cluster: each document's bytes travel with the task, its record travels back.

Workers share no folder with this machine and keep nothing: they need the package and a place for temporary
files. Only this process writes to the store, so that a build on a cluster leaves what one without it leaves.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from cni_analytics import cluster
from cni_analytics.errors import CniError
from cni_analytics.sources import Listed, reader_version
from cni_analytics.tables.reading import Read, Record, Task, attempt, failed, keep, read_one, suffix
from cni_analytics.text.limits import LIMITS


@dataclass(frozen=True, slots=True)
class Parcel:
    """A document as it travels; ``version`` is that of the reader that must read it."""

    document: Listed
    data: bytes
    read: Read
    version: str


@dataclass(frozen=True, slots=True)
class OtherReader:
    """Instead of a record: the machine would read with another version."""

    host: str
    version: str


def read_remotely(tasks: Sequence[Task], scheduler: str) -> Iterator[tuple[Task, Record | None]]:
    """Each document with what went wrong with it, as they come; records are in the store.

    Parameters
    ----------
    tasks
        What to read; a file that is no document anyway (a pipe, or too large) is not sent around.
    scheduler
        As for ``cluster.unordered``.

    Raises
    ------
    CniError
        As ``cluster.unordered``, and where a worker has another version of the reader.
    """
    sent: list[Task] = []
    here: list[Task] = []
    for task in tasks:
        small = task.document.size is not None and task.document.size <= LIMITS.file_bytes
        (sent if small else here).append(task)
    for task in here:
        yield task, read_one(task)
    if not sent:
        return
    version = reader_version()

    def pack(task: Task) -> Parcel:
        return Parcel(task.document, task.document.location.read_bytes(), task.read, version)

    for task, record in cluster.unordered(
        read_parcel, sent, scheduler=scheduler, pack=pack, weight=_size, lost=_lost
    ):  # fmt: skip
        if isinstance(record, OtherReader):
            raise CniError(
                scheduler, expected=f"workers that read as this machine does (reader {version})",
                found=f"reader {record.version} on {record.host}",
                next_step="install the same releases of cni-analytics, of what it reads with and of Tesseract there",
            )  # fmt: skip
        yield task, keep(task, record)


def read_parcel(parcel: Parcel) -> Record | OtherReader:
    """Read a document that travelled here, by the same function that reads one lying here."""
    found = reader_version()
    if found != parcel.version:
        return OtherReader(socket.gethostname(), found)
    with TemporaryDirectory(prefix="cni-") as folder:
        path = Path(folder, f"document{suffix(parcel.document)}")
        path.write_bytes(parcel.data)
        return attempt(parcel.read, replace(parcel.document, location=path))


def _size(task: Task) -> int:
    return task.document.size or 0


def _lost(task: Task, reason: str) -> Record:
    return failed(task.document, reason)
