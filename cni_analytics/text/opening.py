"""From a file to a ``Document``: what it really is, and why not where it cannot be read."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path, PurePath

from cni_analytics.text import problems
from cni_analytics.text.document import Document, MediaType
from cni_analytics.text.limits import LIMITS, Limits
from cni_analytics.text.plain import decode, doubts, pages_of

_PDF_MARK = b"%PDF-"
_PDF_MARK_WITHIN = 1024
"""Readers accept a PDF whose header stands within the first kilobyte (PDF 1.7, implementation note 13)."""
_OTHER_FORMATS = (
    (b"PK\x03\x04", "αρχείο zip (ίσως .docx ή .odt)", "a zip archive (perhaps .docx or .odt)"),
    (b"\xd0\xcf\x11\xe0", "παλιό έγγραφο Office (.doc)", "an old Office document (.doc)"),
    (b"{\\rtf", "έγγραφο RTF", "an RTF document"),
    (b"\xff\xd8\xff", "εικόνα JPEG", "a JPEG image"),
    (b"\x89PNG", "εικόνα PNG", "a PNG image"),
    (b"II*\x00", "εικόνα TIFF", "a TIFF image"),
    (b"MM\x00*", "εικόνα TIFF", "a TIFF image"),
    (b"\x1f\x8b", "συμπιεσμένο αρχείο gzip", "a gzip archive"),
)
_HTML_STARTS = (b"<!doctype html", b"<html", b"<?xml", b"<head")


def open_document(path: Path | str, *, limits: Limits = LIMITS) -> Document:
    """Open a file as pages of text.

    Parameters
    ----------
    path
        A PDF, plain text or Markdown file.
    limits
        How large, long and slow it may be.

    Returns
    -------
    Document
        Never raises for a bad file: what is missing, empty, a folder, forbidden, encrypted or broken
        gives a document without pages and a problem ``unreadable_document`` that says why.
    """
    name = os.fspath(path)
    try:
        status = Path(name).stat()
        if stat.S_ISDIR(status.st_mode):
            return problems.refused(name, problems.folder())
        if not stat.S_ISREG(status.st_mode):
            return problems.refused(name, problems.not_a_file())
        if status.st_size > limits.file_bytes:
            with Path(name).open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            return problems.refused(name, problems.too_large(status.st_size, limits.file_bytes), sha256=digest)
        data = Path(name).read_bytes()
    except FileNotFoundError:
        return problems.refused(name, problems.missing())
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        return problems.refused(name, problems.forbidden(getattr(error, "strerror", None) or str(error)))
    return document_of(name, data, limits=limits)


def document_of(name: str, data: bytes, *, limits: Limits = LIMITS) -> Document:
    """Open a document whose bytes are already here.

    Parameters
    ----------
    name
        How it is called in messages; its extension tells Markdown from plain text.
    data
        The bytes of the file.
    limits
        How large, long and slow it may be.
    """
    digest = hashlib.sha256(data).hexdigest()
    suffix = PurePath(name).suffix.lower()
    if _PDF_MARK in data[:_PDF_MARK_WITHIN]:
        return _pdf(name, data, digest, suffix, limits)
    if not data.strip(b" \t\r\n\f\v\x00\xef\xbb\xbf\xff\xfe"):
        return problems.refused(name, problems.empty(), sha256=digest)
    other = _other_format(data)
    if suffix == ".pdf":
        found = other or ("κάτι άλλο", "something else")
        return problems.refused(name, problems.not_a_pdf(*found), sha256=digest)
    if other:
        return problems.refused(name, problems.other_format(*other), sha256=digest)
    if len(data) > limits.text_bytes:
        return problems.refused(name, problems.too_large(len(data), limits.text_bytes), sha256=digest)
    decoded = decode(data)
    if decoded is None:
        found = ("bytes που δεν είναι κείμενο σε γνωστή κωδικοποίηση", "bytes that are not text in a known encoding")
        return problems.refused(name, problems.other_format(*found), sha256=digest)
    text, damaged = decoded
    media_type: MediaType = "text/markdown" if suffix in (".md", ".markdown") else "text/plain"
    return Document(name, digest, media_type, pages_of(text), doubts(text, damaged))


def _other_format(data: bytes) -> tuple[str, str] | None:
    for mark, greek, english in _OTHER_FORMATS:
        if data.startswith(mark):
            return greek, english
    if data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_HTML_STARTS):
        return "σελίδα HTML (ίσως μήνυμα λάθους του ιστότοπου)", "an HTML page (perhaps the site's error message)"
    return None


def _pdf(name: str, data: bytes, digest: str, suffix: str, limits: Limits) -> Document:
    from cni_analytics.text.pdf import read_pdf  # pdfium is loaded only where there is a PDF

    pages, found = read_pdf(data, limits=limits)
    if suffix != ".pdf":
        found = (problems.pdf_in_disguise(suffix), *found)
    return Document(name, digest, "application/pdf", pages, found)
