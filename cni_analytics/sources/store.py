"""The records read so far, by the document's content: no document is read twice by the same reader."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import unicodedata
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from cni_analytics import atomic

Record = dict[str, Any]

_PACKAGE = Path(__file__).resolve().parent.parent
_READER_ROOMS = ("text", "statements", "derivation")
_READER_FILES = ("record.py",)
_READER_LIBRARIES = ("pdfplumber", "pypdfium2", "rapidfuzz", "regex")


def _ocr_fingerprint() -> str:
    # A scan that could not be read for want of Tesseract is read again once it is installed.
    program = shutil.which("tesseract")
    if program is None:
        return "no tesseract"
    said = [
        subprocess.run([program, option], capture_output=True, text=True, timeout=30, check=False).stdout
        for option in ("--version", "--list-langs")
    ]
    # The first line of the list names a folder of this machine; what counts is which languages there are.
    return "\n".join([*said[0].splitlines()[:1], *sorted(said[1].splitlines()[1:])])


@cache
def reader_version() -> str:
    """A short hash over everything that decides what is read from a document.

    The reader's own code and lexicons, the libraries it reads with, Unicode's tables and the OCR at
    hand: where one changes, documents are read again.
    """
    hashed = hashlib.sha256()
    files = [p for room in _READER_ROOMS for p in sorted((_PACKAGE / room).rglob("*")) if p.suffix in (".py", ".csv")]
    for path in [*files, *(_PACKAGE / name for name in _READER_FILES)]:
        if path.is_file():
            hashed.update(f"{path.relative_to(_PACKAGE).as_posix()}\0".encode())
            hashed.update(path.read_bytes())
    for library in _READER_LIBRARIES:
        try:
            found = version(library)
        except PackageNotFoundError:
            found = "none"
        hashed.update(f"{library} {found}\0".encode())
    hashed.update(f"{unicodedata.unidata_version}\0{_ocr_fingerprint()}".encode())
    return hashed.hexdigest()[:16]


class RecordStore:
    """Decision records by content; a damaged or outdated entry is as good as none.

    Parameters
    ----------
    folder
        Where they are kept, ``data/store`` by default usage.
    reader
        Version of the reader they must come from.
    """

    def __init__(self, folder: Path, *, reader: str) -> None:
        self.folder = folder / "records"
        self.reader = reader

    def _path(self, sha256: str, suffix: str) -> Path:
        # What a file's name says of its format is part of what was read (Markdown or plain text).
        return self.folder / sha256[:2] / f"{sha256}{suffix}.json"

    def get(self, sha256: str, suffix: str) -> Record | None:
        """The record of a document, where this reader has read it and the entry is whole.

        Parameters
        ----------
        sha256
            Of the document's bytes.
        suffix
            Of its file name, ``.pdf`` etc.
        """
        body = self._body(sha256, suffix)
        if body is None:
            return None
        record = json.loads(body)
        return record if isinstance(record, dict) else None

    def has(self, sha256: str, suffix: str) -> bool:
        """Whether ``get`` would give a record."""
        return self._body(sha256, suffix) is not None

    def _body(self, sha256: str, suffix: str) -> bytes | None:
        try:
            header, _, body = self._path(sha256, suffix).read_bytes().partition(b"\n")
        except OSError:
            return None
        return body if header == self._header(body) else None

    def put(self, sha256: str, suffix: str, record: Record) -> None:
        """Keep a record; an older one of the same document is replaced in one step."""
        body = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        atomic.write_bytes(self._path(sha256, suffix), self._header(body) + b"\n" + body)

    def _header(self, body: bytes) -> bytes:
        return f"cni-record {self.reader} {hashlib.sha256(body).hexdigest()}".encode()
