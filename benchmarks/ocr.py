"""Seconds a page and character error rate of OCR at several resolutions, and what threads cost.

    python benchmarks/ocr.py [--resolutions 150 200 300]

The scan is made: a page of text rendered at 200 dpi, turned by 0.6 degrees, with noise, as a poor JPEG.
"""

from __future__ import annotations

import argparse
import io
import time

import numpy as np
import pypdfium2
from made import PEOPLE, PROSE, Pdf
from PIL import Image
from rapidfuzz.distance import Levenshtein
from reportlab.lib.utils import ImageReader

from cni_analytics.text import Reading, document_of, fold, ocr

WIDTH, HEIGHT = 595.28, 841.89


def page() -> Pdf:
    pdf = Pdf()
    y = pdf.paragraph(60, 60, 470, PROSE * 4, justified=True)
    pdf.lines(60, y + 30, PEOPLE[:12])
    pdf.lines(300, y + 30, PEOPLE[12:])
    return pdf


def scan(data: bytes, seed: int) -> bytes:
    document = pypdfium2.PdfDocument(data)
    image = document[0].render(scale=200 / 72, grayscale=True).to_pil()
    document.close()
    image = image.rotate(0.6, Image.Resampling.BICUBIC, fillcolor=255)
    noise = np.random.default_rng(seed).normal(0, 14, (image.height, image.width))
    image = Image.fromarray(np.clip(np.asarray(image) + noise, 0, 255).astype(np.uint8))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=40)
    pdf = Pdf()
    pdf.canvas.drawImage(ImageReader(buffer), 0, 0, WIDTH, HEIGHT)
    return pdf.bytes()


def plain(text: str) -> str:
    return " ".join(fold(text).split())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--resolutions", type=int, nargs="+", default=[150, 200, 250, 300])
    arguments = parser.parse_args()
    missing = ocr.unavailable()
    if missing is not None:
        raise SystemExit("Tesseract with Greek is needed: apt-get install tesseract-ocr tesseract-ocr-ell")
    data = page().bytes()
    truth = plain(Reading(document_of("α.pdf", data)).text)
    scanned = scan(data, seed=1)
    print(f"{'dpi':>5} {'s/page':>8} {'CER (folded)':>13} {'names':>7} {'confidence':>11}")
    for dpi in arguments.resolutions:
        ocr.DPI = dpi
        start = time.perf_counter()
        document = document_of("α.pdf", scanned)
        took = time.perf_counter() - start
        text = Reading(document).text
        rate = Levenshtein.distance(truth, plain(text)) / len(truth)
        names = sum(fold(name) in plain(text) for name in PEOPLE)
        print(f"{dpi:5} {took:8.2f} {rate:13.2%} {names:4}/24 {document.pages[0].confidence or 0:11.0f}")


if __name__ == "__main__":
    main()
