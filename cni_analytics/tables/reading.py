"""Reading what has not been read yet, each document at its own risk."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cni_analytics.sources import Listed, RecordStore

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


def read_record(path: Path) -> Record:
    """The decision record of a file, as the package reads it."""
    from cni_analytics.record import record_of
    from cni_analytics.text import open_document

    return record_of(open_document(path))


def read_all(
    documents: Sequence[Listed], store: RecordStore, *, read: Read = read_record, progress: Progress | None = None
) -> Outcome:
    """Bring the store up to date: afterwards every document's record is in it, or among the failures.

    Parameters
    ----------
    documents
        Each content once.
    store
        Where records are kept.
    read
        What turns a file into a record.
    progress
        Called after every document.
    """
    outcome = Outcome()
    for done, document in enumerate(documents, 1):
        if store.get(document.sha256, suffix(document)) is not None:
            outcome.cached += 1
        else:
            record = attempt(read, document)
            outcome.read += 1
            if is_failure(record):
                outcome.failures[document.sha256] = record
            else:
                store.put(document.sha256, suffix(document), record)
        if progress:
            progress(done, len(documents), document.path)
    return outcome


def suffix(document: Listed) -> str:
    """The document's extension in lower case: Markdown and plain text are read differently."""
    return document.location.suffix.lower()


def attempt(read: Read, document: Listed) -> Record:
    """Read one document; whatever goes wrong becomes its finding and nobody else's."""
    try:
        record = read(document.location)
        found = record["document"]["sha256"]
    except Exception as error:  # noqa: BLE001  a defect met in one document must not cost the others
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
