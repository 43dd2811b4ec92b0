"""Pages without usable text, read by Tesseract with its Greek data."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from functools import cache
from statistics import mean

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from cni_analytics.text import problems
from cni_analytics.text.boxes import Box, Boxes
from cni_analytics.text.document import Page, Problem
from cni_analytics.text.glyphs import Characters, Token
from cni_analytics.text.greek import greek_share
from cni_analytics.text.hocr import Word, words_of
from cni_analytics.text.layout import lay_out
from cni_analytics.text.limits import Limits
from cni_analytics.text.process import OpenPdf
from cni_analytics.text.raised import mark_raised

DPI = 300
"""Of the picture given to Tesseract; ``benchmarks/ocr.py`` compares resolutions."""
DOUBTFUL = 80.0
"""Mean word confidence under which a page's text is doubtful."""
_POOR = 0.5
"""Share of Greek words times mean confidence under which the page may lie on its side."""
_USELESS = 0.25
"""Under this what was read says nothing."""
_LITTLE_INK = 200
_SOFTENED = 1.0
"""Pixels at 300 dpi: a little blur takes the grain of a scan away and a point of errors with it."""
_LANGUAGE = "ell"
_TURNS = {90: Image.Transpose.ROTATE_90, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_270}

Pixels = npt.NDArray[np.uint8]


def unavailable() -> str | None:
    """What is missing for OCR: ``tesseract``, ``language`` (its Greek data), or nothing."""
    if shutil.which("tesseract") is None:
        return "tesseract"
    return None if _LANGUAGE in _languages() else "language"


@cache
def _languages() -> frozenset[str]:
    try:
        run = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset(run.stdout.split())


def read_page(pdf: OpenPdf, page: Page, limits: Limits) -> tuple[Page, list[Problem]]:
    """One page by its picture.

    Parameters
    ----------
    pdf
        The open document.
    page
        The page as its text layer gave it; text already on it (a stamp) is kept before what is read.
    limits
        On the pixels of the picture and the seconds of recognition.

    Returns
    -------
    Page, list of Problem
        With words in cells, a box for each character and the mean confidence; ``source`` is ``none``
        where nothing was read.
    """
    try:
        header, data = pdf.render(page.number, DPI)
        image = Image.frombytes("L", (header["width"], header["height"]), data)
        words, turn, angle, upright = _recognise(image, limits.seconds)
    except (subprocess.SubprocessError, OSError, ValueError) as error:
        return page, [problems.ocr_failed(page.number, type(error).__name__)]
    useless = bool(words) and _quality(words) < _USELESS
    words = [word for word in words if word.confidence >= 0 and word.text.strip()]
    if page.boxes is not None and not turn and not angle:
        words = _beside_stamp(words, [box for box in page.boxes if box is not None], header["scale"])
    if not words or useless or page.width is None or page.height is None:
        return page, [problems.ocr_useless(page.number)] if useless else []
    characters = _characters(words, header["scale"], upright)
    laid, _ = lay_out(characters)
    boxes = _to_page(laid.boxes, turn, angle, header["scale"], upright, page.width, page.height)
    confidence = mean(word.confidence for word in words)
    text, packed, printed = laid.text, boxes.astype("<f4"), 0
    if page.text.strip() and page.boxes is not None:
        text = f"{page.text}\n{text}"
        head = np.array([box or (np.nan,) * 4 for box in (*page.boxes, None)], "<f4")
        packed = np.concatenate([head, packed])
        printed = len(page.text)
    read = Page(
        page.number, text, "ocr", Boxes.from_bytes(packed.tobytes()), page.width, page.height, confidence, printed
    )
    return read, [problems.ocr_read(page.number, confidence, DOUBTFUL)]


def _beside_stamp(words: list[Word], stamp: list[Box], scale: float) -> list[Word]:
    """Words that do not stand where the text layer has its own: the stamp is not read twice."""

    def stamped(word: Word) -> bool:
        x, y = ((word.boxes[0][k] + word.boxes[-1][k + 2]) / 2 / scale for k in (0, 1))
        return any(x0 - 2 <= x <= x1 + 2 and top - 3 <= y <= bottom + 3 for x0, top, x1, bottom in stamp)

    return [word for word in words if not stamped(word)]


def _recognise(image: Image.Image, seconds: float) -> tuple[list[Word], int, float, Image.Image]:
    """Words of the straightened picture, the quarter turn and the skew that were undone, and that picture."""
    if len(_ink(np.asarray(image))[0]) < _LITTLE_INK:
        return [], 0, 0.0, image
    straight, angle = _straightened(image)
    words = _tesseract(straight, seconds)
    if _quality(words) >= _POOR:
        return words, 0, angle, straight
    best = (words, 0, angle, straight)
    for turn in _likely_turns(image, seconds):
        turned = image.transpose(_TURNS[turn])
        straight, angle = _straightened(turned)
        tried = _tesseract(straight, seconds)
        if _quality(tried) > _quality(best[0]):
            best = (tried, turn, angle, straight)
        if _quality(best[0]) >= _POOR:
            break
    return best


def _quality(words: list[Word]) -> float:
    read = [word for word in words if word.confidence >= 0 and word.text.strip()]
    if not read:
        return 0.0
    return greek_share(" ".join(word.text for word in read)) * mean(word.confidence for word in read) / 100


def _likely_turns(image: Image.Image, seconds: float) -> list[int]:
    """Quarter turns to try, the one Tesseract's orientation detection suggests first."""
    order = [90, 270, 180] if image.width > image.height else [180, 90, 270]
    run = _run(["-", "-", "--psm", "0"], image, seconds)
    for line in run.splitlines():
        if line.startswith("Rotate:"):
            clockwise = int(line.split(":")[1]) % 360
            suggested = (360 - clockwise) % 360
            if suggested in order:
                return [suggested, *(turn for turn in order if turn != suggested)]
    return order


def _straightened(image: Image.Image) -> tuple[Image.Image, float]:
    """The picture with its lines level, and the degrees it was turned by (counter-clockwise)."""
    angle = skew(np.asarray(image))
    if abs(angle) < 0.2:
        return image, 0.0
    return image.rotate(angle, Image.Resampling.BICUBIC, expand=False, fillcolor=255), angle


def _ink(pixels: Pixels) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Rows and columns of the dark dots of a page, looked at from afar."""
    step = max(1, round(max(pixels.shape) / 1100))
    small = pixels[::step, ::step]
    rows, columns = np.nonzero(small < min(200, int(small.mean()) - 25))
    return rows, columns


def skew(pixels: Pixels) -> float:
    """Degrees the lines of a page are turned clockwise, between -5 and 5, by the sharpest row profile.

    Parameters
    ----------
    pixels
        Grey, shape ``(height, width)``.
    """
    rows, columns = _ink(pixels)
    if len(rows) < _LITTLE_INK:
        return 0.0

    def sharpness(angle: float) -> float:
        shifted = rows - columns * np.tan(np.radians(angle))
        counts = np.bincount((shifted - shifted.min()).astype(np.int64))
        return float(np.square(counts.astype(np.float64)).sum())

    coarse = max(np.arange(-5, 5.01, 0.5), key=sharpness)
    return float(max(np.arange(coarse - 0.4, coarse + 0.41, 0.1), key=sharpness))


def _tesseract(image: Image.Image, seconds: float) -> list[Word]:
    soft = image.filter(ImageFilter.GaussianBlur(_SOFTENED * DPI / 300))
    arguments = ["-", "-", "-l", _LANGUAGE, "--psm", "3", "--dpi", str(DPI), "-c", "hocr_char_boxes=1", "hocr"]
    pixels = np.asarray(soft)
    return [mark_raised(word, pixels) for word in words_of(_run(arguments, soft, seconds))]


def _run(arguments: list[str], image: Image.Image, seconds: float) -> str:
    buffer = io.BytesIO()
    image.save(buffer, "PPM")
    run = subprocess.run(
        ["tesseract", *arguments],
        input=buffer.getvalue(),
        capture_output=True,
        timeout=seconds,
        check=False,
        # Two threads a process made two processes thirty times slower than one (benchmarks/ocr.py).
        env=os.environ | {"OMP_THREAD_LIMIT": "1"},
    )
    return run.stdout.decode("utf-8", errors="replace")


def _characters(words: list[Word], scale: float, image: Image.Image) -> Characters:
    """Recognised words as the characters of a page, in points."""
    tokens, boxes, at = [], [], 0
    for word in words:
        end = at + len(word.text)
        box = np.array(word.boxes) / scale
        x0, top, x1, bottom = box[:, 0].min(), box[:, 1].min(), box[:, 2].max(), box[:, 3].max()
        tokens.append(Token(at, end, word.text, x0, x1, top, bottom, word.base / scale, word.size / scale, True))
        boxes.append(box)
        at = end
    text = "".join(word.text for word in words)
    return Characters(text, np.concatenate(boxes), [(0, tokens)], image.width / scale, image.height / scale)


def _to_page(
    boxes: npt.NDArray[np.float64],
    turn: int,
    angle: float,
    scale: float,
    upright: Image.Image,
    width: float,
    height: float,
) -> npt.NDArray[np.float64]:
    """Boxes of the straightened picture as boxes of the page that was rendered."""
    out = boxes.copy()
    if angle:
        # PIL turns about the centre, counter-clockwise; the way back is clockwise.
        cx, cy = upright.width / scale / 2, upright.height / scale / 2
        cos, sin = np.cos(np.radians(angle)), np.sin(np.radians(angle))
        x, y = (out[:, 0] + out[:, 2]) / 2 - cx, (out[:, 1] + out[:, 3]) / 2 - cy
        dx, dy = x * cos - y * sin + cx - (x + cx), x * sin + y * cos + cy - (y + cy)
        out += np.stack([dx, dy, dx, dy], axis=1)
    x0, top, x1, bottom = out.T
    if turn == 90:
        out = np.stack([width - bottom, x0, width - top, x1], axis=1)
    elif turn == 180:
        out = np.stack([width - x1, height - bottom, width - x0, height - top], axis=1)
    elif turn == 270:
        out = np.stack([top, height - x1, bottom, height - x0], axis=1)
    return out
