"""Reading what has not been read yet, each document at its own risk."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cni_analytics.full_disk import is_full
from cni_analytics.sources import Listed, RecordStore, reader_version
from cni_analytics.starting import load_reader
from cni_analytics.tables import reference
from cni_analytics.tables.conventions import ConventionTable, convention_table

Record = dict[str, Any]
Read = Callable[[Path], Record]
Progress = Callable[[int, int, str], None]


@dataclass(slots=True)
class Outcome:
    """What came of reading.

    Attributes
    ----------
    read, cached
        Documents read now, and those whose record was in the store.
    failures
        Records, by sha256, of documents that are not in the store because they could not be read.
    """

    read: int = 0
    cached: int = 0
    failures: dict[str, Record] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PackageReader:
    """What the package reads from a file, by the conventions of the body that decided.

    Attributes
    ----------
    conventions
        Rows of ``data/reference/conventions.csv`` as a table.
    version
        Hash over everything that decides what is read.
    """

    conventions: ConventionTable
    version: str

    def __call__(self, path: Path) -> Record:
        """The decision record of a file."""
        load_reader()
        from cni_analytics.record import record_of
        from cni_analytics.text import open_document

        return record_of(open_document(path), self.conventions.of_header, rivals=True)


def package_reader() -> PackageReader:
    """The reader this project reads with.

    Raises
    ------
    InputError
        Where a row of the conventions cannot be used.
    """
    rows = reference.conventions()
    table = convention_table()
    version = reader_version()
    if rows:
        version += hashlib.sha256(repr((rows, reference.memberships(), reference.aliases())).encode()).hexdigest()[:8]
    return PackageReader(table, version)


@dataclass(frozen=True, slots=True)
class Task:
    """A document to be read into a store."""

    document: Listed
    store: RecordStore
    read: Read


ALONE_BELOW = 16
"""Fewer documents than this are read in this process: starting others costs more."""


def read_all(
    documents: Sequence[Listed],
    store: RecordStore,
    *,
    read: Read,
    jobs: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Bring the store up to date: afterwards every document's record is in it, or among the failures.

    Parameters
    ----------
    documents
        Each content once.
    store
        Where records are kept.
    read
        What turns a file into a record; a function of a module, where several processes are to use it.
    jobs
        Processes; one a core where left out, only this one for a few documents.
    scheduler
        Of a Dask cluster that reads instead; see ``tables.remote``.
    progress
        Called after every document that was read, and once where none is.
    """
    pending = [d for d in documents if not store.has(d.sha256, suffix(d))]
    outcome = Outcome(read=len(pending), cached=len(documents) - len(pending))
    if progress and not pending:
        progress(len(documents), len(documents), "")
    tasks = [Task(d, store, read) for d in pending]
    for i, (task, failure) in enumerate(_at_once(tasks, jobs, scheduler)):
        if failure is not None:
            outcome.failures[task.document.sha256] = failure
        if progress:
            progress(outcome.cached + i + 1, len(documents), task.document.path)
    return outcome


def _at_once(tasks: Sequence[Task], jobs: int | None, scheduler: str | None) -> Iterator[tuple[Task, Record | None]]:
    """Each document with what went wrong with it, as they are done."""
    from cni_analytics.pool import ordered

    if scheduler is not None:
        from cni_analytics.tables.remote import read_remotely

        yield from read_remotely(tasks, scheduler)
        return
    if jobs is None:
        jobs = 1 if len(tasks) < ALONE_BELOW else os.cpu_count() or 1
    if jobs > 1 and not all(ordered(_alive, (0, 1), jobs=2, lost=lambda _: False)):
        jobs = 1  # a script without `if __name__ == "__main__"` cannot start processes
    yield from zip(tasks, ordered(read_one, tasks, jobs=jobs, lost=_lost), strict=True)


def _alive(_: int) -> bool:
    return True


def read_one(task: Task) -> Record | None:
    """Read a document into the store; its failure where it could not be read."""
    return keep(task, attempt(task.read, task.document))


def keep(task: Task, record: Record) -> Record | None:
    """Put what was read into the store; a failure is given back instead."""
    if is_failure(record):
        return record
    task.store.put(task.document.sha256, suffix(task.document), record)
    return None


def _lost(task: Task) -> Record:
    return failed(task.document, "the process that read it died (out of memory, or a fault in a library)")


def suffix(document: Listed) -> str:
    """The document's extension in lower case: Markdown and plain text are read differently."""
    return document.location.suffix.lower()


def attempt(read: Read, document: Listed) -> Record:
    """Read one document; whatever goes wrong becomes its finding and nobody else's."""
    try:
        record = read(document.location)
        found = record["document"]["sha256"]
    except ImportError:
        raise  # an installation that is not whole is no fault of a document
    except Exception as error:  # a defect met in one document must not cost the others
        if is_full(error):
            raise  # nor is a full disk the document's
        return failed(document, f"{type(error).__name__}: {error}")
    if found != document.sha256 and document.size is not None:
        return failed(document, "the file changed while it was being read")
    return record


_FAILED = "cni_failed"


def is_failure(record: Mapping[str, Any]) -> bool:
    """Whether a record stands for a document that could not be read and should be tried again next time."""
    return _FAILED in record or record["document"]["sha256"] is None


def failed(document: Listed, reason: str) -> Record:
    """The record of a document that could not be read: no facts and the reason."""
    said = " ".join(reason.split())[:300]
    return {
        _FAILED: True,
        "schema": "cni-decision/1",
        "document": {"sha256": document.sha256, "media_type": None, "pages": 0, "text_source": "none", "ada": None},
        "findings": [
            {
                "code": "unreadable_document",
                "severity": "error",
                "message": f"Το έγγραφο δεν διαβάστηκε: {said}",
                "message_en": f"The document could not be read: {said}",
                "evidence": [],
            }
        ],
        "evidence": {},
    }
