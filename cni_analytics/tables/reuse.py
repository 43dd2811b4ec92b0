"""Partitions of the last corpus that nothing has happened to, taken over as they are."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from cni_analytics.tables.entries import Entry
from cni_analytics.tables.manifest import Manifest, sha256_of
from cni_analytics.tables.schemas import TABLES
from cni_analytics.tables.writer import FILE, Partition, partition_path


def fingerprint(entries: Sequence[Entry], failures: Mapping[str, Any], beside: str) -> str:
    """A short hash over everything the rows of a partition depend on, besides the code and the reference tables.

    Parameters
    ----------
    entries
        The partition's documents, in order.
    failures
        Records, by sha256, of documents that are not in the store.
    beside
        What the rows take from documents of other partitions: whom a spelling stands for.
    """
    hashed = hashlib.sha256(beside.encode())
    for e in entries:
        d = e.listed
        plain = (d.source, d.path, d.sha256, d.size, d.listed_under, e.other_paths, e.basis, e.place, e.status,
                 e.duplicate_of, e.notes, sorted(e.corrected), failures.get(d.sha256), d.ada, d.version,
                 d.issue_date, d.publication_date)  # fmt: skip
        hashed.update(repr(plain).encode("utf-8", "backslashreplace"))
    return hashed.hexdigest()[:16]


class LastCorpus:
    """The last corpus, to take partitions from.

    Parameters
    ----------
    folder
        Where it lies.
    manifest
        Its manifest; ``None`` where it is none, or was made by other code or with other reference tables.
    """

    def __init__(self, folder: Path, manifest: Manifest | None) -> None:
        self._folder, self._manifest = folder, manifest

    def take(self, partition: Partition, print_: str, into: Path) -> dict[str, int] | None:
        """Take a partition over, if it is the same and whole.

        Parameters
        ----------
        partition
            Municipality and year.
        print_
            Its fingerprint now.
        into
            The folder of the new corpus.

        Returns
        -------
        dict or None
            Rows by table; ``None`` where it has to be written anew.
        """
        at = partition_path(partition)
        if self._manifest is None or self._manifest.partitions.get(at.as_posix()) != print_:
            return None
        found = {}
        for name, table in TABLES.items():
            path = Path(name, at, FILE)
            known = self._manifest.files.get(path.as_posix())
            if table.partitioned and known is not None:
                if sha256_of(self._folder / path) != known:
                    return None
                found[name] = path
        for path in found.values():
            (into / path).parent.mkdir(parents=True)
            _same(self._folder / path, into / path)
        return {name: pq.read_metadata(into / path).num_rows for name, path in found.items()}


def _same(old: Path, new: Path) -> None:
    # Files of a corpus are never written in place, so one file can stand in two of them.
    try:
        os.link(old, new)
    except OSError:
        shutil.copyfile(old, new)
