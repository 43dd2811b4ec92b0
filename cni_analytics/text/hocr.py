"""Tesseract's hOCR to words: their letters with a box each, their baseline, their size, their confidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

import regex

from cni_analytics.text.boxes import Box

_LINES = frozenset(("ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"))
_NUMBERS = regex.compile(r"-?\d+(?:\.\d+)?")


@dataclass(slots=True)
class Word:
    """A word in pixels of the picture; ``base`` is the height of its baseline, ``size`` of its letters."""

    text: str
    boxes: list[Box]
    confidence: float
    base: float
    size: float


@dataclass(slots=True)
class _Line:
    left: float = 0.0
    bottom: float = 0.0
    slope: float = 0.0
    offset: float = 0.0
    size: float = 40.0


@dataclass(slots=True)
class _Word:
    confidence: float
    letters: list[tuple[str, Box]] = field(default_factory=list)


def words_of(hocr: str) -> list[Word]:
    """Words in the order Tesseract gives them.

    Parameters
    ----------
    hocr
        Made with ``hocr_char_boxes=1``.
    """
    parser = _Parser()
    parser.feed(hocr)
    parser.close()
    return [word for line, some in parser.lines for word in _placed(line, some)]


def _placed(line: _Line, words: list[_Word]) -> list[Word]:
    out = []
    for word in words:
        letters = _dashes([pair for pair in word.letters if not pair[0].isspace()])
        if letters:
            x = letters[0][1][0]
            base = line.bottom + line.offset + line.slope * (x - line.left)
            text = "".join(letter for letter, _ in letters)
            out.append(Word(text, [box for _, box in letters], word.confidence, base, line.size))
    return out


def _dashes(letters: list[tuple[str, Box]]) -> list[tuple[str, Box]]:
    """Tesseract's Greek writes a dash as two hyphens."""
    out: list[tuple[str, Box]] = []
    for letter, box in letters:
        if letter == "-" and out and out[-1][0] == "-":
            before = out[-1][1]
            out[-1] = ("–", (before[0], min(before[1], box[1]), box[2], max(before[3], box[3])))
        else:
            out.append((letter, box))
    return out


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[tuple[_Line, list[_Word]]] = []
        self._box: Box | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        given = dict(attrs)
        kind, title = given.get("class") or "", given.get("title") or ""
        self._box = None
        if kind in _LINES:
            self.lines.append((_line(_properties(title)), []))
        elif kind == "ocrx_word" and self.lines:
            self.lines[-1][1].append(_Word(_properties(title).get("x_wconf", [0.0])[0]))
        elif kind == "ocrx_cinfo":
            values = _properties(title).get("x_bboxes", [])
            self._box = (values[0], values[1], values[2], values[3]) if len(values) == 4 else None

    def handle_data(self, data: str) -> None:
        if self._box is not None and self.lines and self.lines[-1][1]:
            x0, top, x1, bottom = self._box
            width = (x1 - x0) / max(len(data), 1)
            for k, letter in enumerate(data):
                self.lines[-1][1][-1].letters.append((letter, (x0 + k * width, top, x0 + (k + 1) * width, bottom)))

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        self._box = None


def _properties(title: str) -> dict[str, list[float]]:
    found = {}
    for part in title.split(";"):
        name, _, values = part.strip().partition(" ")
        found[name] = [float(number) for number in _NUMBERS.findall(values)]
    return found


def _line(properties: dict[str, list[float]]) -> _Line:
    box = properties.get("bbox", [])
    slope, offset = [*properties.get("baseline", []), 0.0, 0.0][:2]
    size = [*properties.get("x_size", []), 40.0][0]
    return _Line(box[0], box[3], slope, offset, size) if len(box) == 4 else _Line()
