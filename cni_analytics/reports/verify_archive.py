"""A published report as it stands: what it says it is, and which of its files are no longer as published."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from cni_analytics.errors import InputError
from cni_analytics.printable import printable
from cni_analytics.reports.inputs import (
    FOLDER,
    LIST,
    NOTEBOOKS,
    SCHEMA,
    TABLES,
    document_file,
    listings_of,
    suffix_of,
)
from cni_analytics.reports.publish import MANIFEST
from cni_analytics.sources.folder import SUFFIXES
from cni_analytics.sources.listing import Announcements, Listed, Source
from cni_analytics.tables.manifest import REFERENCES, sha256_of

FIGURE_FILE = re.compile(r"(fig-[a-z0-9]+(?:-[a-z0-9]+)*)\.(csv|json|png|svg)")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"[\w][\w .-]*")
AGAIN = "publish it again with `cni report`, or get the whole folder"


@dataclass(frozen=True)
class Archive:
    """A published folder, opened; nothing in it is trusted to be a path, and nothing is written to it.

    Attributes
    ----------
    folder
        The published folder.
    manifest, inputs
        Its ``manifest.json`` and ``inputs/inputs.json``.
    altered
        Its files whose bytes are not those the manifest names, or that are gone, by path.
    unknown
        Figures and pages in it that the manifest does not name.
    """

    folder: Path
    manifest: Mapping[str, Any]
    inputs: Mapping[str, Any]
    altered: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()

    @property
    def figures(self) -> dict[str, list[str]]:
        """File names by figure."""
        found: dict[str, list[str]] = {}
        for name in self.manifest["files"]:
            if matched := FIGURE_FILE.fullmatch(name):
                found.setdefault(matched[1], []).append(name)
        return found

    def notebook_of(self, figure: str) -> str | None:
        """The notebook that shows a figure; ``None`` where no page does."""
        for notebook, files in self.manifest["figures_of"].items():
            if f"{figure}.svg" in files:
                return str(notebook)
        return None

    def input(self, *parts: str) -> Path:
        """A file under ``inputs/``."""
        return self.folder.joinpath(FOLDER, *parts)


def open_archive(folder: Path) -> Archive:
    """Open a published folder and hash every file in it.

    Raises
    ------
    InputError
        Where it is no report, or one that cannot be made again from what it holds.
    """
    manifest = _json(folder, MANIFEST)
    if manifest.get("schema") != "cni-report/1" or not _strings(manifest.get("files")):
        raise _refused(folder / MANIFEST, "the manifest of a report", "something else")
    inputs = _json(folder, f"{FOLDER}/{LIST}")
    _check(folder, manifest, inputs)
    altered = {}
    for name, published in manifest["files"].items():
        now = sha256_of(folder / name) if inside(name) else None
        if now != published:
            altered[name] = "it is not there" if now is None else f"sha256 {published[:12]}… → {now[:12]}…"
    known = set(manifest["files"])
    there = [p.relative_to(folder).as_posix() for at in ("", "documents") for p in sorted((folder / at).glob("*.*"))]
    unknown = [n for n in there if n not in known and (FIGURE_FILE.fullmatch(n) or n.endswith(".html"))]
    return Archive(folder, manifest, inputs, altered, tuple(unknown))


def _json(folder: Path, name: str) -> dict[str, Any]:
    path = folder / name
    try:
        found = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise _refused(folder, f"a published report with {name}", "none" if folder.is_dir() else "no folder") from None
    except (OSError, ValueError) as error:
        raise _refused(path, "JSON", type(error).__name__) from None
    if not isinstance(found, dict):
        raise _refused(path, "a JSON object", type(found).__name__)
    return found


def _check(folder: Path, manifest: Mapping[str, Any], inputs: Mapping[str, Any]) -> None:
    """Hold both files to their shape, so that nothing in them leads outside the folder or crashes us."""
    by_notebook = all(
        isinstance(manifest.get(name), dict) and all(isinstance(v, kind) for v in manifest[name].values())
        for name, kind in (("parameters", dict), ("figures_of", list))
    )
    if not (by_notebook and _strings(manifest.get("versions")) and isinstance(manifest.get("code_sha256"), str)):
        raise _refused(folder / MANIFEST, "parameters, figures_of, versions and code_sha256", "something else")
    at = folder / FOLDER / LIST
    if inputs.get("schema") != SCHEMA:
        raise _refused(at, f"schema {SCHEMA}", repr(inputs.get("schema")))
    documents, tables, notebooks = (inputs.get(k) for k in ("documents", "reference_tables", "notebooks"))
    if not isinstance(documents, list) or not all(_document(d) for d in documents):
        raise _refused(at, "documents, each with source, path, sha256, size and listed_under", "something else")
    if not isinstance(tables, dict) or not all(n in REFERENCES and isinstance(t, dict) for n, t in tables.items()):
        raise _refused(at, f"reference tables among {', '.join(REFERENCES)}", "something else")
    try:
        listings_of((inputs.get("listings") or {}).get("of_sources") or ())
    except (ValueError, TypeError, LookupError, AttributeError):
        raise _refused(at, "listings of sources", "something else") from None
    if not _strings(notebooks) or not notebooks or not all(_NAME.fullmatch(name) for name in notebooks):
        raise _refused(at, "notebooks with their sha256", "something else")


def _strings(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(v, str) for v in value.values())


def _document(d: object) -> bool:
    return (
        isinstance(d, dict)
        and isinstance(d.get("source"), str)
        and isinstance(d.get("path"), str)
        and isinstance(d.get("sha256"), str)
        and _SHA256.fullmatch(d["sha256"]) is not None
        and isinstance(d.get("size"), int | None)
        and isinstance(d.get("listed_under"), str | None)
        and suffix_of(d["path"]) in SUFFIXES
        and all(isinstance(d.get(name), str | None) for name in ("ada", "version"))
        and all(_day_or_none(d.get(name)) for name in ("issue_date", "publication_date"))
    )


def _day_or_none(value: object) -> bool:
    try:
        return value is None or bool(dt.date.fromisoformat(str(value)))
    except ValueError:
        return False


def inside(name: str) -> bool:
    """Whether a path from a file stays in its folder."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name


def _refused(where: Path, expected: str, found: str) -> InputError:
    return InputError(printable(str(where)), expected=expected, found=found, next_step=AGAIN)


class ArchivedDocuments:
    """The documents behind a report as a source: what was listed then, from the files that are there now.

    Parameters
    ----------
    archive
        The published folder.
    documents
        A folder to look for documents in that the report names and does not hold.
    present
        Files to take in place of the archived ones, by the path they were listed under.
    """

    name = "archive"

    def __init__(
        self, archive: Archive, documents: Path | None = None, present: Mapping[str, Path] | None = None
    ) -> None:
        self._archive = archive
        self._present = present or {}
        self.changed: dict[str, str] = {}
        """Documents whose bytes are not those that were published, by path."""
        self._listed = self._find(documents)

    def listed(self) -> Iterator[Listed]:
        """Every document, in the order of source and path."""
        yield from self._listed

    def listings(self) -> list[Source]:
        """What the sources listed beside the documents they had, each as a source of its own without documents.

        Raises
        ------
        InputError
            Where the report was made with listings and does not hold them.
        """
        stated = self._archive.inputs.get("listings") or {}
        if stated.get("fingerprint") is not None and stated.get("of_sources") is None:
            raise _refused(self._archive.input(LIST), "what the sources listed when it was made", "nothing")
        return [_Listings(of) for of in listings_of(stated.get("of_sources") or ())]

    def _find(self, documents: Path | None) -> list[Listed]:
        wanted = [d for d in self._archive.inputs["documents"] if d["size"] is not None]
        places = {d["sha256"]: self._archive.input(document_file(d)) for d in wanted}
        absent = {sha256 for sha256, place in places.items() if not place.is_file()}
        if absent and documents is not None:
            places |= _by_content(documents, absent)
        listed, missing = [], []
        for d in self._archive.inputs["documents"]:
            kept = places.get(d["sha256"], self._archive.input(DOCUMENT_NOT_READ))
            place = self._present.get(d["path"], kept)
            now = sha256_of(place)
            if now is None and d["size"] is not None:
                missing.append(d)
                continue
            if now is not None and now != d["sha256"]:
                self.changed[d["path"]] = f"{printable(d['path'])}: sha256 {d['sha256'][:12]}… → {now[:12]}…"
            size = None if now is None else place.stat().st_size
            issued, published = (
                dt.date.fromisoformat(d[name]) if d.get(name) else None for name in ("issue_date", "publication_date")
            )
            listed.append(
                Listed(
                    d["source"], d["path"], place, now or d["sha256"], size, d["listed_under"],
                    d.get("ada"), issued, d.get("version"), published,
                )
            )  # fmt: skip
        if missing:
            raise self._missing(missing, documents)
        return listed

    def _missing(self, missing: list[dict[str, Any]], documents: Path | None) -> InputError:
        first = missing[0]
        get = f", from {first['get']}" if isinstance(first.get("get"), str) else ""
        more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        return InputError(
            printable(str(documents or self._archive.folder)),
            expected=f"{first['path']} (sha256 {first['sha256']}{get}){more}",
            found=f"{len(missing)} of {len(self._archive.inputs['documents'])} documents missing",
            next_step=f"get them ({FOLDER}/{LIST} names all) and give their folder with --documents",
        )


class _Listings:
    """What one source listed."""

    name = "archive"

    def __init__(self, of: Announcements) -> None:
        self._of = of

    def listed(self) -> Iterator[Listed]:
        return iter(())

    def announcements(self) -> Announcements:
        return self._of


DOCUMENT_NOT_READ = "document-that-could-not-be-read"
"""A document that could not be opened when the report was made has no bytes to keep; nothing lies under this name."""


def _by_content(folder: Path, wanted: set[str]) -> dict[str, Path]:
    if not folder.is_dir():
        raise InputError(
            printable(str(folder)), expected="a folder of documents", found="a file" if folder.exists() else "nothing",
            next_step="name the folder they are in",
        )  # fmt: skip
    found: dict[str, Path] = {}
    for parent, _, files in os.walk(folder):
        for file in sorted(files):
            path = Path(parent, file)
            sha256 = sha256_of(path) if path.suffix.lower() in SUFFIXES and path.is_file() else None
            if sha256 in wanted:
                found[sha256] = path
    return found


def reference_tables(archive: Archive) -> dict[str, Path]:
    """The archived reference tables, by name.

    Raises
    ------
    InputError
        Where one that was used is not there.
    """
    found = {}
    for name, table in archive.inputs["reference_tables"].items():
        if table.get("sha256") is None:
            continue
        path = archive.input(TABLES, name)
        if not path.is_file():
            raise _refused(path, f"the table that was used (sha256 {table['sha256']})", "none")
        found[name] = path
    return found


def notebook_sources(archive: Archive) -> dict[str, Path]:
    """The archived notebooks, by name; raises ``InputError`` as ``reference_tables`` does."""
    found = {name: archive.input(NOTEBOOKS, f"{name}.ipynb") for name in sorted(archive.inputs["notebooks"])}
    for path in found.values():
        if not path.is_file():
            raise _refused(path, "the notebook's source", "none")
    return found
