"""What a report was made from, as hashes: nothing runs twice, and nothing stale is taken for fresh."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

import cni_analytics
from cni_analytics.tables.manifest import Manifest

_PACKAGES = ("matplotlib", "numpy", "pandas", "papermill", "pyarrow", "scipy")
_SUFFIXES = (".py", ".csv", ".toml", ".j2", ".css", ".ttf")


@cache
def code() -> str:
    """Sha256 over the package's own files: code, wordings, templates, fonts."""
    folder = Path(cni_analytics.__file__).parent
    total = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.suffix in _SUFFIXES):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


@cache
def versions() -> dict[str, str]:
    """Versions that can change a report, by name."""
    return {"python": platform.python_version()} | {name: version(name) for name in ("cni-analytics", *_PACKAGES)}


def of_file(path: Path) -> str:
    """Sha256 of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def key(**parts: object) -> str:
    """One hash over named values."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()


def of_run(notebook: Path, values: Mapping[str, object], corpus: str) -> str:
    """Key of one executed notebook: it need not run again while this stays the same.

    Parameters
    ----------
    notebook
        The notebook; outputs and metadata count too, as they are stripped before a commit.
    values
        Its parameters, without where the output goes.
    corpus
        Hash of the corpus it reads.
    """
    return key(notebook=of_file(notebook), values=dict(values), corpus=corpus, code=code(), versions=versions())


def of_inputs(corpus: Manifest) -> dict[str, str]:
    """What the tables of a corpus were made from, as hashes that are the same on every machine.

    Parameters
    ----------
    corpus
        Its manifest.

    Returns
    -------
    dict
        ``documents``: sha256 over every document, in order, with what it is listed with; ``listings``: what the
        sources list beside the documents they have, where one of them lists anything; then the sha256 of every
        reference table, by its file name. The code and the libraries that read them are not in it.
    """
    plain = json.dumps(corpus.inputs, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    listings = {} if corpus.listings is None else {"listings": corpus.listings}
    tables = {name: digest for name, digest in sorted(corpus.references.items()) if digest is not None}
    return {"documents": hashlib.sha256(plain).hexdigest(), **listings, **tables}
