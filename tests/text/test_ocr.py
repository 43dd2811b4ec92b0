"""Pages that are pictures are read by OCR, level and upright, and a machine without it says what to install."""

from __future__ import annotations

import io

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from cni_analytics.text import Document, Reading, document_of, ocr

from .pdfs import HEIGHT, PEOPLE, PROSE, WIDTH, Pdf

needs_tesseract = pytest.mark.skipif(ocr.unavailable() is not None, reason="Tesseract with Greek is not installed")


def picture(dpi: int = 200) -> Image.Image:
    pdf = Pdf()
    y = pdf.paragraph(60, 60, 460, PROSE)
    pdf.text(60, y + 30, "ΠΑΡΟΝΤΕΣ", 12)
    pdf.lines(60, y + 60, PEOPLE[:6], step=18, size=11)
    pdf.lines(320, y + 60, PEOPLE[6:12], step=18, size=11)
    document = pypdfium2.PdfDocument(pdf.bytes())
    try:
        return document[0].render(scale=dpi / 72, grayscale=True).to_pil()
    finally:
        document.close()


def scanned(image: Image.Image, stamp: str = "") -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=70)
    pdf = Pdf()
    width, height = (WIDTH, HEIGHT) if image.height > image.width else (HEIGHT, WIDTH)
    pdf.canvas.setPageSize((width, height))
    pdf.canvas.drawImage(ImageReader(buffer), 0, 0, width, height)
    if stamp:
        pdf.canvas.drawString(300, height - 20, stamp)
    return pdf.bytes()


def names_in(document: Document) -> int:
    text = " ".join(Reading(document).text.split())
    return sum(name in text for name in PEOPLE[:12])


@needs_tesseract
def test_a_scan_is_read_with_its_columns_and_boxes() -> None:
    document = document_of("α.pdf", scanned(picture()))
    (page,) = document.pages
    assert (document.text_source, page.source) == ("ocr", "ocr")
    assert names_in(document) >= 10
    assert any(len([cell for cell in line.split("   ") if cell.strip()]) == 2 for line in page.text.split("\n"))
    assert page.boxes is not None
    assert len(page.boxes) == len(page.text)
    box = page.boxes[page.text.index("ΠΑΡΟΝΤΕΣ")]
    assert box is not None
    assert box[0] == pytest.approx(60, abs=3)
    assert page.confidence is not None
    assert page.confidence > 60
    assert [p.code for p in document.problems] == ["low_text_quality"]


@needs_tesseract
def test_a_crooked_scan_is_straightened() -> None:
    image = picture().rotate(-2.5, fillcolor=255, resample=Image.Resampling.BICUBIC)
    assert names_in(document_of("α.pdf", scanned(image))) >= 9


@needs_tesseract
def test_a_scan_on_its_side_is_turned_and_its_boxes_turned_back() -> None:
    document = document_of("α.pdf", scanned(picture().transpose(Image.Transpose.ROTATE_90)))
    assert names_in(document) >= 9
    (page,) = document.pages
    assert page.boxes is not None
    box = page.boxes[page.text.index("ΠΑΡΟΝΤΕΣ")]
    assert box is not None
    # Turned a quarter to the left, what stood 60 points from the left stands 60 points from the bottom.
    assert box[3] == pytest.approx(WIDTH - 60, abs=4)


@needs_tesseract
def test_a_stamp_over_a_scan_is_kept_as_it_is() -> None:
    document = document_of("α.pdf", scanned(picture(), stamp="ΑΔΑ: ΨΛ4ΧΩΝΞ-6ΥΤ"))
    (page,) = document.pages
    assert page.source == "ocr"
    assert page.text.startswith("ΑΔΑ: ΨΛ4ΧΩΝΞ-6ΥΤ\n")
    assert page.boxes is not None
    assert len(page.boxes) == len(page.text)
    assert names_in(document) >= 10


@needs_tesseract
def test_a_blank_scan_has_no_text() -> None:
    document = document_of("α.pdf", scanned(Image.new("L", (1654, 2339), 255)))
    assert document.text_source == "none"
    assert [p.code for p in document.problems] == ["unreadable_document"]


@pytest.mark.parametrize(("missing", "said"), [("tesseract", "Tesseract is not installed"), ("language", "Greek data")])
def test_without_ocr_the_document_is_kept_and_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, missing: str, said: str
) -> None:
    monkeypatch.setattr(ocr, "unavailable", lambda: missing)
    document = document_of("α.pdf", scanned(Image.new("L", (800, 1100), 200)))
    assert len(document.pages) == 1
    assert document.text_source == "none"
    (problem,) = document.problems
    assert (problem.code, problem.severity) == ("unreadable_document", "error")
    assert said in problem.message_en
    assert "apt-get install tesseract-ocr tesseract-ocr-ell" in problem.message_el


def test_a_document_with_one_scanned_page_is_read_without_ocr_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "unavailable", lambda: "tesseract")
    pdf = Pdf()
    pdf.paragraph(60, 60, 460, PROSE)
    pdf.end_page()
    pdf.canvas.drawImage(ImageReader(Image.new("L", (800, 1100), 200)), 0, 0, WIDTH, HEIGHT)
    document = document_of("α.pdf", pdf.bytes())
    assert [page.source for page in document.pages] == ["embedded", "none"]
    assert [(p.code, p.severity, p.page) for p in document.problems] == [("low_text_quality", "warning", 2)]


def test_no_tesseract_on_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert ocr.unavailable() == "tesseract"


@pytest.mark.parametrize("angle", [-4.0, -1.3, 0.0, 0.7, 2.4])
def test_skew_is_measured(angle: float) -> None:
    rows = np.full((1000, 800), 255, np.uint8)
    for y in range(60, 960, 24):
        rows[y : y + 9, 60:740] = 0
    image = Image.fromarray(rows).rotate(-angle, fillcolor=255)
    assert ocr.skew(np.asarray(image)) == pytest.approx(angle, abs=0.25)
