"""Pages that are pictures are read by OCR, level and upright, and a machine without it says what to install."""

from __future__ import annotations

import io

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from cni_analytics.text import Document, Reading, document_of, ocr
from cni_analytics.text.hocr import Word, words_of
from cni_analytics.text.raised import mark_raised

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
    assert page.text.count("ΑΔΑ") == 1
    reading = Reading(document)
    assert not reading.scanned(0, 16)
    assert reading.scanned(0, 40)
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


def _drawn(*glyphs: tuple[int, int, int, int]) -> np.ndarray:
    pixels = np.full((80, 200), 255, np.uint8)
    for left, top, right, bottom in glyphs:
        pixels[top:bottom, left:right] = 0
    return pixels


def _word(text: str, *boxes: tuple[float, float, float, float]) -> Word:
    return Word(text, list(boxes), 95.0, 60.0, 44.0)


FIGURES = ((10, 20, 28, 60), (34, 20, 52, 60))
ENDING = (56, 20, 68, 38)
HYPHEN = (56, 38, 68, 43)


def test_a_raised_ending_is_seen_whatever_it_was_read_as() -> None:
    for read in ("261", "26”", "26η"):
        word = mark_raised(_word(read, *FIGURES, ENDING), _drawn(*FIGURES, ENDING))
        assert word.text == "26’"
        assert len(word.boxes) == 3


def test_what_follows_a_raised_ending_stays() -> None:
    after = (74, 20, 90, 60)
    word = mark_raised(_word("26η/", *FIGURES, ENDING, after), _drawn(*FIGURES, ENDING, after))
    assert word.text == "26’/"


def test_figures_and_hyphens_are_not_raised() -> None:
    third = (56, 20, 74, 60)
    assert mark_raised(_word("263", *FIGURES, third), _drawn(*FIGURES, third)).text == "263"
    assert mark_raised(_word("26-", *FIGURES, HYPHEN), _drawn(*FIGURES, HYPHEN)).text == "26-"
    assert mark_raised(_word("του", *FIGURES, ENDING), _drawn(*FIGURES, ENDING)).text == "του"


def test_hocr_gives_words_with_their_baseline_and_letters() -> None:
    page = """<div class='ocr_page'><span class='ocr_line' title="bbox 10 20 300 64; baseline 0.01 -9; x_size 44">
    <span class='ocrx_word' title='bbox 10 20 60 60; x_wconf 91'><span class='ocrx_cinfo'
    title='x_bboxes 10 20 30 60; x_conf 99'>Ν</span><span class='ocrx_cinfo' title='x_bboxes 32 20 60 60;
    x_conf 98'>α</span></span> <span class='ocrx_word' title='bbox 70 40 90 44; x_wconf 80'><span class='ocrx_cinfo'
    title='x_bboxes 70 40 80 44; x_conf 9'>-</span><span class='ocrx_cinfo' title='x_bboxes 80 40 90 44;
    x_conf 9'>-</span></span></span></div>"""
    name, dash = words_of(page)
    assert (name.text, name.confidence, name.size) == ("Να", 91.0, 44.0)
    assert name.boxes == [(10, 20, 30, 60), (32, 20, 60, 60)]
    assert name.base == pytest.approx(55)
    assert (dash.text, dash.boxes) == ("–", [(70, 40, 90, 44)])
