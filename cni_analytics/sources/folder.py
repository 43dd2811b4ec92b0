"""A folder of documents as a source: ``data/raw/<municipality>/*.{md,txt,pdf}``, or anybody's own folder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from cni_analytics.errors import InputError
from cni_analytics.sources.listing import Listed

SUFFIXES = (".md", ".markdown", ".txt", ".pdf")
SYNTHETIC, SYNTHETIC_MARKER = "synthetic", "SYNTHETIC.json"
"""The source that simulated documents are listed under, and the file that marks a folder of them and all below."""


class Folder:
    """Documents in a folder and in the folders inside it.

    A first-level folder is taken as the municipality its documents are listed under. Hidden files and
    ``README`` files are not documents; links to folders are not followed. What lies in or below a folder
    marked as synthetic is listed under the source ``synthetic``, whatever this one is called.

    Parameters
    ----------
    root
        The folder.
    name
        Name of the source in the ``documents`` table.

    Examples
    --------
    >>> [d.path for d in Folder("data/raw").listed()]  # doctest: +SKIP
    ['serres/2024-210.md']
    """

    def __init__(self, root: Path | str, *, name: str = "folder") -> None:
        self.root = Path(root)
        self.name = name

    def __repr__(self) -> str:
        return f"Folder({str(self.root)!r})"

    def listed(self) -> Iterator[Listed]:
        """Every document, in the order of its path.

        Raises
        ------
        InputError
            Where the folder is not there.
        """
        if not self.root.is_dir():
            raise InputError(
                str(self.root),
                expected="a folder of documents (.md, .txt, .pdf)",
                found="a file" if self.root.exists() else "nothing",
                next_step="name a folder that is there, or put documents under data/raw/<municipality>/",
            )
        found, synthetic = [], set()
        above = self.root.resolve()
        if any((folder / SYNTHETIC_MARKER).is_file() for folder in (above, above.parent)):
            synthetic.add(str(self.root))
        for parent, folders, files in os.walk(self.root):
            folders[:] = [f for f in folders if not f.startswith(".")]
            if parent in synthetic or SYNTHETIC_MARKER in files:
                synthetic |= {parent, *(str(Path(parent, folder)) for folder in folders)}
            for file in files:
                if is_document(file):
                    at = Path(parent, file)
                    found.append((at.relative_to(self.root).parts, at, parent in synthetic))
        for parts, at, invented in sorted(found):
            yield self._listed(parts, at, SYNTHETIC if invented else self.name)

    def _listed(self, parts: tuple[str, ...], at: Path, source: str) -> Listed:
        path = "/".join(_printable(part) for part in parts)
        try:
            if not at.is_file():  # a pipe would wait for ever
                raise OSError("not a regular file")
            with at.open("rb") as file:
                digest, size = hashlib.file_digest(file, "sha256").hexdigest(), os.fstat(file.fileno()).st_size
        except OSError:
            return Listed(source, path, at, hashlib.sha256(path.encode()).hexdigest(), None, _under(parts))
        return Listed(source, path, at, digest, size, _under(parts))


def is_document(name: str) -> bool:
    """Whether a file of this name is taken for a document."""
    stem, dot, suffix = name.rpartition(".")
    return not name.startswith(".") and f"{dot}{suffix.lower()}" in SUFFIXES and not stem.lower().startswith("readme")


def _under(parts: tuple[str, ...]) -> str | None:
    return _printable(parts[0]) if len(parts) > 1 else None


def _printable(part: str) -> str:
    # A file name is bytes; one that is not UTF-8 could not be written into a table.
    return os.fsencode(part).decode("utf-8", "backslashreplace")
