"""Files made to break a reader give a reason, not a traceback, and the next document is read."""

from __future__ import annotations

import io
import random
import zlib
from collections.abc import Iterator

import pytest
from reportlab.lib import pdfencrypt

from cni_analytics.text import Document, Limits, Page, Reading, document_of
from cni_analytics.text import ocr as ocr_module
from cni_analytics.text.process import OpenPdf, WorkerError, end_worker

from .pdfs import PEOPLE, PROSE, Pdf


@pytest.fixture(autouse=True)
def _no_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_module, "unavailable", lambda: "tesseract")


@pytest.fixture(scope="module", autouse=True)
def _fresh_worker() -> Iterator[None]:
    yield
    end_worker()


def good() -> bytes:
    pdf = Pdf()
    y = pdf.paragraph(50, 50, 480, PROSE)
    pdf.lines(60, y + 20, PEOPLE[:8])
    pdf.lines(260, y + 20, PEOPLE[8:16])
    pdf.table(60, 400, [["1", PEOPLE[0]], ["2", PEOPLE[1]]], [30, 150])
    return pdf.bytes()


def raw_pdf(*objects: str, streams: dict[int, bytes] | None = None) -> bytes:
    """A PDF from its objects, numbered from 1; the first is the catalogue."""
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, io.SEEK_END)
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\n".encode())
        if streams and number in streams:
            out.write(b"stream\n" + streams[number] + b"\nendstream\n")
        out.write(b"endobj\n")
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.writelines(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    out.write(f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode())
    return out.getvalue()


CATALOGUE = "<</Type/Catalog/Pages 2 0 R>>"


def unreadable(data: bytes, limits: Limits | None = None) -> str:
    document = document_of("κακό.pdf", data, limits=limits or Limits())
    assert document.text_source == "none"
    assert all(page.source == "none" for page in document.pages)
    errors = [p for p in document.problems if p.severity == "error"]
    assert [p.code for p in errors] == ["unreadable_document"]
    assert "Δεν διαβάστηκε" in errors[0].message_el or "εγκαταστήστε" in errors[0].message_el
    still_reads()
    return errors[0].message_en


def still_reads() -> None:
    document = document_of("καλό.pdf", good())
    assert document.text_source == "embedded"
    assert PEOPLE[15] in document.pages[0].text


def test_a_locked_pdf() -> None:
    pdf = Pdf(encrypt=pdfencrypt.StandardEncryption("secret", "owner", canPrint=0))
    pdf.lines(60, 60, PEOPLE[:3])
    assert "password" in unreadable(pdf.bytes())


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9])
def test_a_truncated_pdf(kept: float) -> None:
    data = good()
    assert unreadable(data[: int(len(data) * kept)])


def test_only_the_mark_of_a_pdf() -> None:
    assert "broken" in unreadable(b"%PDF-1.7\n%%EOF")


def test_no_pages() -> None:
    assert unreadable(raw_pdf(CATALOGUE, "<</Type/Pages/Kids[]/Count 0>>"))


def test_pages_that_contain_themselves() -> None:
    assert unreadable(raw_pdf(CATALOGUE, "<</Type/Pages/Kids[2 0 R]/Count 1>>"))


def test_a_form_that_draws_itself() -> None:
    form = b"/A Do"
    data = raw_pdf(
        CATALOGUE,
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</XObject<</A 4 0 R>>>>>>",
        f"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length {len(form)}/Resources<</XObject<</A 4 0 R>>>>>>",
        f"<</Length {len(form)}>>",
        streams={4: form, 5: form},
    )
    assert unreadable(data)


def test_too_many_pages() -> None:
    kids = " ".join(["3 0 R"] * 2001)
    data = raw_pdf(
        CATALOGUE, f"<</Type/Pages/Kids[{kids}]/Count 2001>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    )
    assert "2,001 pages" in unreadable(data)


def test_a_huge_page_is_left_out_and_the_others_are_read() -> None:
    pdf = Pdf()
    pdf.canvas.setPageSize((200_000, 200_000))
    pdf.lines(60, 60, PEOPLE[:3])
    pdf.end_page()
    pdf.canvas.setPageSize((595, 842))
    pdf.paragraph(50, 50, 480, PROSE)
    document = document_of("α.pdf", pdf.bytes())
    assert [page.source for page in document.pages] == ["none", "embedded"]
    assert [(p.code, p.page) for p in document.problems] == [("low_text_quality", 1)]


def bomb(width: int, height: int) -> bytes:
    pixels = zlib.compress(bytes(2**20))
    contents = b"595 0 0 842 0 0 cm /I Do"
    return raw_pdf(
        CATALOGUE,
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</XObject<</I 4 0 R>>>>>>",
        f"<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceRGB/BitsPerComponent 8"
        f"/Filter/FlateDecode/Length {len(pixels)}>>",
        f"<</Length {len(contents)}>>",
        streams={4: pixels, 5: contents},
    )


def test_a_bomb_of_an_image_is_not_unpacked_here() -> None:
    assert "is a picture" in unreadable(bomb(60_000, 60_000))


def test_rendering_a_bomb_ends() -> None:
    limits = Limits(memory_bytes=600 * 2**20, seconds=20)
    with OpenPdf(bomb(60_000, 60_000), limits) as pdf:
        kind, size = "", 0
        try:
            size = len(pdf.render(1, 300)[1])
        except WorkerError as error:
            kind = error.kind
    assert kind in ("memory", "crash", "time") or 0 < size <= limits.pixels
    still_reads()


def test_over_its_time() -> None:
    assert "takes more than" in unreadable(good(), Limits(seconds=0.0001))


def test_a_crowded_page_is_cut_and_said() -> None:
    document = document_of("α.pdf", good(), limits=Limits(page_characters=200))
    assert [p.code for p in document.problems] == ["low_text_quality"]
    assert 100 < len(document.pages[0].text.replace(" ", "")) <= 200


def test_more_characters_than_a_document_has() -> None:
    assert "characters" in unreadable(good(), Limits(characters=100))


TRICKS = {
    "spaced letters": "Α " * 40_000,
    "letters": "α" * 300_000,
    "mixed": "αA" * 100_000,
    "capitals cut": "ΑΒΓ-\nΔΕΖ " * 10_000,
    "white space": " " * 300_000 + "1",
    "tabs": " " * 200_000 + "\t" + " " * 200_000,
    "page words": ("Σελίδα" + " " * 5_000 + "\n") * 20,
    "codes": ("ΑΔΑ" + " " * 20_000 + "x\n") * 10,
    "brackets": "(" * 200_000,
    "suffixes": "η " * 30_000 + "\n" + "1 " * 30_000,
    "hyphens": "α-\n" * 50_000,
    "marks": "α" + "\u0301" * 100_000,
    "cid": "(cid:1)" * 20_000,
    "polytonic": "ὰ" * 100_000,
    "stops": "α." * 100_000,
    "form feeds": "\f" * 50_000 + "α",
    "accents": "΄" * 200_000,
    "numbers": "1) Αα " * 20_000,
    "labels": "1. Αα\n" * 20_000,
    "marks after figures": "1’ " * 50_000,
    "quotes": "-α\n" + "«" * 100_000,
}


@pytest.mark.parametrize("trick", TRICKS)
def test_text_laid_out_to_defeat_an_expression(trick: str) -> None:
    document = document_of("α.txt", TRICKS[trick].encode())
    scanned = Document("α.pdf", None, "application/pdf", (Page(1, TRICKS[trick], "ocr"),))
    for reading in (Reading(document), Reading(scanned)):
        assert len(reading.fold) == len(reading.text)


def mutated(data: bytes, dice: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(dice.choice((1, 3, 20, 200))):
        at = dice.randrange(len(out))
        act = dice.randrange(5)
        if act == 0:
            out[at] = dice.randrange(256)
        elif act == 1:
            del out[at : at + dice.randrange(1, 40)]
        elif act == 2:
            out[at:at] = out[at : at + dice.randrange(1, 200)]
        elif act == 3:
            out[at:at] = dice.choice(
                (b"/Kids", b"0 R", b"<<", b">>", b"[", b"-1", b"99999999999", b"endobj", b"\x00\x00")
            )
        else:
            digits = [i for i in range(at, min(at + 200, len(out))) if 48 <= out[i] <= 57]
            if digits:
                out[dice.choice(digits)] = dice.randrange(48, 58)
        if not out:
            return b"%PDF-"
    return bytes(out)


def sound(document: Document) -> None:
    for page in document.pages:
        assert page.boxes is None or len(page.boxes) == len(page.text)
    reading = Reading(document)
    assert len(reading.fold) == len(reading.text)
    if not any(page.text.strip() for page in document.pages):
        assert any(p.code == "unreadable_document" for p in document.problems)


@pytest.mark.parametrize("seed", range(60))
def test_mutated_pdfs(seed: int) -> None:
    sound(document_of("α.pdf", mutated(good(), random.Random(seed)), limits=Limits(seconds=20)))


@pytest.mark.parametrize("seed", range(30))
def test_mutated_texts(seed: int) -> None:
    dice = random.Random(seed)
    text = (PROSE + "\f" + "\n".join(PEOPLE)).encode(dice.choice(("utf-8", "utf-16", "cp1253")), errors="replace")
    sound(document_of(dice.choice(("α.txt", "α.md", "α.pdf")), mutated(text, dice)))
