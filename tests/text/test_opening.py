"""A file, whatever it really is, opens as a document that says what it is."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from cni_analytics.text import Document, Limits, document_of, open_document

from .pdfs import PROSE, Pdf

TEXT = "Ο Δήμαρχος Άνω Κάμπου, η Πρόεδρος και οι σύμβουλοι.\nΠαρόντες είκοσι ένας (21) από τους είκοσι εννέα.\n"


def text_of(document: Document) -> str:
    return "\f".join(page.text for page in document.pages)


def reason(document: Document) -> str:
    (problem,) = document.problems
    assert problem.code == "unreadable_document"
    assert problem.severity == "error"
    assert document.pages == ()
    assert document.text_source == "none"
    assert "αναμενόταν" in problem.message_el
    return problem.message_en


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1253", "iso8859-7"])
def test_greek_encodings(encoding: str) -> None:
    assert text_of(document_of("α.txt", TEXT.encode(encoding))) == TEXT


def test_an_accented_capital_tells_the_two_eight_bit_codes_apart() -> None:
    words = "Άρθρο Άννα Άνω Άγιος και του Δήμου Άμφισσας " * 5
    assert "Άρθρο Άννα" in text_of(document_of("α.txt", words.encode("iso8859-7")))
    assert "Άρθρο Άννα" in text_of(document_of("α.txt", words.encode("cp1253")))


def test_latin_prose_in_eight_bits_is_not_guessed_to_be_greek() -> None:
    data = "Déjà vu à la fête, où l'été dernier naïf façade forêt".encode("latin-1")
    assert "known encoding" in reason(document_of("α.txt", data))


def test_form_feeds_are_page_ends() -> None:
    document = document_of("α.txt", "μία\fδύο\f\fτέσσερα\n\f".encode())
    assert [page.text for page in document.pages] == ["μία", "δύο", "", "τέσσερα\n"]
    assert [page.number for page in document.pages] == [1, 2, 3, 4]


def test_line_ends_are_one_kind() -> None:
    assert text_of(document_of("α.txt", "μία\r\nδύο\rτρία\u2028τέσσερα".encode())) == "μία\nδύο\nτρία\nτέσσερα"


def test_nul_bytes_are_spaces_and_are_said() -> None:
    document = document_of("α.txt", TEXT.replace("Κάμπου", "Κάμ\0που").encode())
    assert "Κάμ που" in text_of(document)
    assert [p.code for p in document.problems] == ["low_text_quality"]


def test_a_few_broken_bytes_do_not_hide_the_rest() -> None:
    document = document_of("α.txt", (TEXT * 20).encode() + b"\xce")
    assert text_of(document).startswith("Ο Δήμαρχος")
    assert [p.code for p in document.problems] == ["low_text_quality"]


def test_text_without_greek_is_read_and_doubted() -> None:
    document = document_of("α.txt", b"The council met and decided to postpone the discussion of the matter. " * 5)
    assert document.text_source == "embedded"
    assert [p.code for p in document.problems] == ["low_text_quality"]


def test_markdown_is_known_by_its_extension() -> None:
    assert document_of("α.md", TEXT.encode()).media_type == "text/markdown"
    assert document_of("α.txt", TEXT.encode()).media_type == "text/plain"


def test_the_hash_is_of_the_bytes(tmp_path: Path) -> None:
    data = TEXT.encode("utf-16")
    (tmp_path / "α.txt").write_bytes(data)
    assert open_document(tmp_path / "α.txt").sha256 == hashlib.sha256(data).hexdigest()


def test_what_is_no_file(tmp_path: Path) -> None:
    assert "nothing at that path" in reason(open_document(tmp_path / "λείπει.pdf"))
    assert "a folder" in reason(open_document(tmp_path))
    assert "not a file" in reason(open_document("/dev/null"))
    assert reason(open_document("α\0β"))


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "not a file" in reason(open_document(tmp_path / "pipe.txt"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "α.txt").write_text(TEXT)
    (tmp_path / "α.txt").chmod(0)
    assert "may read it" in reason(open_document(tmp_path / "α.txt"))


@pytest.mark.parametrize("data", [b"", b"  \r\n\n", b"\xef\xbb\xbf\n", b"\x00\x00"])
@pytest.mark.parametrize("name", ["α.txt", "α.pdf", "α.md"])
def test_an_empty_file(name: str, data: bytes) -> None:
    assert "empty" in reason(document_of(name, data))


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("α.pdf", TEXT.encode(), "not a PDF"),
        ("α.pdf", b"<!DOCTYPE html><html>404</html>", "HTML"),
        ("α.txt", b"PK\x03\x04" + bytes(60), "zip"),
        ("α.txt", b"\x89PNG\r\n\x1a\n" + bytes(60), "PNG"),
        ("α.md", b"<html><body>", "HTML"),
        ("α.txt", bytes(range(256)) * 8, "known encoding"),
    ],
)
def test_what_is_not_read_says_what_it_is(name: str, data: bytes, what: str) -> None:
    assert what in reason(document_of(name, data))


def test_a_pdf_under_another_name_is_read_as_a_pdf() -> None:
    pdf = Pdf()
    pdf.paragraph(50, 50, 400, PROSE)
    document = document_of("α.txt", pdf.bytes())
    assert document.media_type == "application/pdf"
    assert "Δημοτικό Συμβούλιο" in text_of(document)
    assert [p.severity for p in document.problems] == ["info"]


def test_a_file_over_the_limit(tmp_path: Path) -> None:
    (tmp_path / "α.txt").write_text(TEXT)
    assert "over the limit" in reason(open_document(tmp_path / "α.txt", limits=Limits(file_bytes=10)))
    assert "over the limit" in reason(open_document(tmp_path / "α.txt", limits=Limits(text_bytes=10)))
