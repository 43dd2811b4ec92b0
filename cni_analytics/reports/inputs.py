"""What a report was made from, put beside it: documents by content, reference tables, the notebooks' sources."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from cni_analytics import atomic, project
from cni_analytics.sources.listing import Announcement, Announcements
from cni_analytics.tables.build import announced
from cni_analytics.tables.listings import fingerprint
from cni_analytics.tables.manifest import sha256_of
from cni_analytics.tables.places import places_of

if TYPE_CHECKING:
    from cni_analytics.reports.workbook import Workbook

FOLDER, LIST = "inputs", "inputs.json"
DOCUMENTS, TABLES, NOTEBOOKS = "documents", "reference", "notebooks"
SCHEMA = "cni-report-inputs/1"
HELD_BYTES = 50_000_000
"""Documents that are more than this together are named, each with its sha256 and where it is from, and not copied."""


def write_inputs(folder: Path, book: Workbook, notebooks: Iterable[Path]) -> None:
    """Write ``inputs/`` of a report: what ``cni verify`` makes the figures from again.

    Parameters
    ----------
    folder
        The report's, being filled.
    book
        What the notebooks worked on. Every document of its corpus is an input: also those of other municipalities
        decide who a name belongs to and what is counted twice.
    notebooks
        Their sources.
    """
    corpus = book.corpus.manifest
    at = folder / FOLDER
    held = sum(d["size"] or 0 for d in corpus.inputs) <= HELD_BYTES
    known = dict(zip(book.corpus.documents["document_id"], book.corpus.documents["ada"], strict=True))
    documents = []
    for d in corpus.inputs:
        found = find_document(d, book.corpus.path) if held else None
        file = document_file(d) if found is not None else None
        if found is not None and file is not None:
            _copy(found, at / file)
        ada = d.get("ada") or known.get(d["sha256"])
        get = f"https://diavgeia.gov.gr/doc/{ada}" if isinstance(ada, str) else None
        documents.append({**d, "file": file, "get": get})
    tables = {}
    for name, digest in sorted(corpus.references.items()):
        places = (project.reference_file(name), book.corpus.path.parent / "reference" / name)
        found = next((place for place in places if digest is not None and sha256_of(place) == digest), None)
        if found is not None:
            _copy(found, at / TABLES / name)
        tables[name] = {"sha256": digest, "file": f"{TABLES}/{name}" if found is not None else None}
    sources = {}
    for notebook in notebooks:
        _copy(notebook, at / NOTEBOOKS / notebook.name)
        sources[notebook.stem] = sha256_of(at / NOTEBOOKS / notebook.name)
    listings = announced() if corpus.listings is not None else []
    stated: Mapping[str, Any] = {
        "schema": SCHEMA,
        "documents": documents,
        "documents_held": held,
        "held_at_most_bytes": HELD_BYTES,
        "reference_tables": tables,
        "notebooks": sources,
        "listings": {
            "fingerprint": corpus.listings,
            "of_sources": _plain(listings) if fingerprint(listings) == corpus.listings else None,
        },
    }
    atomic.write_text(at / LIST, json.dumps(stated, ensure_ascii=False, indent=1, sort_keys=True) + "\n")


def _plain(listings: Iterable[Announcements]) -> list[dict[str, Any]]:
    return [
        {
            "decisions": [
                [d.ada, d.municipality_id, d.issue_date.isoformat() if d.issue_date else None, d.sha256]
                for d in of.decisions
            ],
            "months": sorted(map(list, of.months)),
        }
        for of in listings
    ]


def listings_of(plain: Sequence[Mapping[str, Any]]) -> list[Announcements]:
    """What the sources listed, from how ``inputs.json`` has it.

    Raises
    ------
    ValueError, TypeError, LookupError
        Where it is not in that form.
    """
    return [
        Announcements(
            tuple(
                Announcement(ada, municipality, None if day is None else dt.date.fromisoformat(day), sha256)
                for ada, municipality, day, sha256 in of["decisions"]
            ),
            frozenset((municipality, month) for municipality, month in of["months"]),
        )
        for of in plain
    ]


def document_file(listed: Mapping[str, Any]) -> str:
    """Where a document lies in ``inputs/``: under its content, so that no name from outside becomes a path."""
    return f"{DOCUMENTS}/{listed['sha256']}{suffix_of(listed['path'])}"


def suffix_of(path: str) -> str:
    """The extension in lower case, which says how plain text is read."""
    return PurePosixPath(path).suffix.lower()


def find_document(listed: Mapping[str, Any], corpus: Path) -> Path | None:
    """The file of a document, where it still lies with the same content where the corpus was built from.

    Parameters
    ----------
    listed
        Its ``path`` and ``sha256``.
    corpus
        Folder of the corpus.
    """
    sha256, path = listed["sha256"], str(listed["path"])
    places = [folder / path for folder in (*places_of(corpus), project.raw_folder())]
    places.append(project.library_folder() / "files" / sha256[:2] / f"{sha256}{suffix_of(path)}")
    return next((place for place in places if sha256_of(place) == sha256), None)


def _copy(file: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, to)
