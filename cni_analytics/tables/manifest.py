"""What a corpus was made from, beside it as ``manifest.json``; tells whether there is anything to build."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from cni_analytics import atomic
from cni_analytics.project import reference_file
from cni_analytics.sources.folder import SYNTHETIC
from cni_analytics.sources.listing import Listed
from cni_analytics.tables.schemas import SCHEMA_VERSION

NAME = "manifest.json"
FORMAT = "cni-corpus/1"
REFERENCES = (
    "network_members.csv", "observed_decisions.csv", "municipality_aliases.csv", "network_names.csv",
    "conventions.csv", "corrections.csv", "people.csv", "subjects.csv",
    "terms.csv",
)  # fmt: skip


@dataclass(frozen=True)
class Manifest:
    """Everything a corpus depends on, and what it holds; the same input gives the same bytes.

    Attributes
    ----------
    inputs
        ``source``, ``path``, ``sha256``, ``size`` and ``listed_under`` of every document, by path, and what it
        is listed with.
    reader, builder, schema
        Versions of the reader, of the code that makes rows, and of the schemas.
    references
        sha256 of every reference table, by name; ``None`` where it is missing.
    rows
        Rows by table.
    files
        sha256 of every file of the corpus, by path.
    problems
        What is wrong with single documents, one sentence each.
    failed
        sha256 of the documents that are tried again at every build: they could not be opened, or the
        reader failed on them.
    partitions
        Fingerprint of each partition's documents, by the partition's path.
    refused
        sha256 of the documents whose record does not fit the tables.
    refusals
        Rows of reference tables that no longer stand and were not applied, one sentence each.
    listings
        Fingerprint of what the sources list beside the documents they have.
    synthetic
        Simulated documents are among them: nothing counted from this corpus is about the world.
    """

    inputs: list[dict[str, Any]]
    reader: str
    builder: str
    schema: str
    references: dict[str, str | None]
    rows: dict[str, int]
    files: dict[str, str]
    problems: list[str]
    failed: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    partitions: dict[str, str] = field(default_factory=dict)
    synthetic: bool = False
    listings: str | None = None
    format: str = FORMAT

    @property
    def basis(self) -> tuple[Any, ...]:
        """What the corpus depends on, to compare."""
        return self.format, self.inputs, self.reader, self.builder, self.schema, self.references, self.listings

    def write(self, folder: Path) -> None:
        """Write ``manifest.json``."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)
        atomic.write_text(folder / NAME, text + "\n")


def basis_of(listed: Iterable[Listed], reader: str, listings: str | None = None) -> Manifest:
    """What a corpus of these documents would depend on, before anything is read."""
    listed = list(listed)
    return Manifest(
        inputs=[
            {
                "source": d.source,
                "path": d.path,
                "sha256": d.sha256,
                "size": d.size,
                "listed_under": d.listed_under,
                **({"ada": d.ada, "version": d.version} if d.ada else {}),
                **({"issue_date": d.issue_date.isoformat()} if d.issue_date else {}),
                **({"publication_date": d.publication_date.isoformat()} if d.publication_date else {}),
            }
            for d in listed
        ],
        reader=reader,
        builder=builder_version(),
        schema=SCHEMA_VERSION,
        references={name: sha256_of(reference_file(name)) for name in REFERENCES},
        listings=listings,
        rows={},
        files={},
        problems=[],
        synthetic=any(d.source == SYNTHETIC for d in listed),
    )


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a corpus; ``None`` where there is none that can be understood."""
    try:
        plain = json.loads((folder / NAME).read_text("utf-8"))
        manifest = Manifest(**plain)
    except (OSError, ValueError, TypeError):
        return None
    return manifest if manifest.format == FORMAT else None


def whole(folder: Path, manifest: Manifest) -> bool:
    """Whether every file is there as it was written."""
    return all(sha256_of(folder / path) == digest for path, digest in manifest.files.items())


def files_of(folder: Path) -> dict[str, str]:
    """sha256 of every file below a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): sha256_of(path) or ""
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != NAME
    }


@cache
def builder_version() -> str:
    """A short hash over the code that turns records into rows and rows into files."""
    hashed = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        hashed.update(path.read_bytes())
    return hashed.hexdigest()[:16]


def sha256_of(path: Path) -> str | None:
    """Of a file's bytes, in hex; ``None`` where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
