"""Plain text and Markdown: bytes to pages, whatever Greek encoding they are in."""

from __future__ import annotations

import codecs
import unicodedata

import regex

from cni_analytics.text.document import Page, Problem
from cni_analytics.text.greek import greek_share
from cni_analytics.text.problems import damaged_characters, little_greek

_LINE_ENDS = regex.compile("\r\n?|[\v\x85\u2028\u2029]")
_CONTROLS = regex.compile("[\x00-\x08\x0e-\x1f\x7f]")
_CERTAIN = 0.6
"""Share of Greek words from which a guess at an 8-bit encoding is certain."""
_SUSPECT = 0.3
_ENOUGH_LETTERS = 200


def decode(data: bytes) -> tuple[str, int] | None:
    """The text of a file and how many of its characters are damaged, ``None`` where it is not text.

    UTF-8 and UTF-16 by their own marks and rules; windows-1253 and ISO 8859-7 only where the
    outcome reads as Greek, told apart by the place of «Ά» and by what only one of them uses.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _counted(data.decode("utf-16", errors="replace"))
    data = data.removeprefix(codecs.BOM_UTF8)
    head = data[:4096]
    if head.count(0) > len(head) // 50:
        # Greek in UTF-16 without a mark: the zero bytes are the high halves of its spaces and digits.
        encoding = "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
        text = data.decode(encoding, errors="replace")
        return _counted(text) if text.count("�") <= len(text) // 1000 and _mostly_text(text) else None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _eight_bit(data)
    return _counted(text) if _mostly_text(text) else None


def _eight_bit(data: bytes) -> tuple[str, int] | None:
    replaced = data.decode("utf-8", errors="replace")
    bad = replaced.count("�")
    if bad <= max(1, len(replaced) // 200) and any(ord(c) > 0x7F and c != "�" for c in replaced):
        return _counted(replaced)
    encoding = "cp1253"
    if not any(0x80 <= b <= 0x9F for b in data):
        iso = len(regex.findall(rb"(?<![\xb8-\xfe])\xb6[\xc1-\xfe]", data))
        windows = len(regex.findall(rb"(?<![\xb8-\xfe])\xa2[\xc1-\xfe]", data))
        encoding = "iso8859-7" if iso > windows else encoding
    text = data.decode(encoding, errors="replace")
    return _counted(text) if _mostly_text(text) and greek_share(text) >= _CERTAIN else None


def _mostly_text(text: str) -> bool:
    return len(_CONTROLS.findall(text)) <= max(8, len(text) // 100)


def _counted(text: str) -> tuple[str, int]:
    controls = len(_CONTROLS.findall(text))
    if controls:
        # A control character says nothing; a space in its place keeps the words apart.
        text = _CONTROLS.sub(" ", text)
    return text, controls + text.count("�")


def pages_of(text: str) -> tuple[Page, ...]:
    """Split at form feeds; one at the very end closes the last page and begins none."""
    if any(c in text for c in "\r\v\x85\u2028\u2029"):
        text = _LINE_ENDS.sub("\n", text)
    parts = text.split("\f")
    while len(parts) > 1 and not parts[-1].strip():
        parts.pop()
    return tuple(
        Page(number, part, "embedded" if part.strip() else "none") for number, part in enumerate(parts, start=1)
    )


def doubts(text: str, damaged: int) -> tuple[Problem, ...]:
    """What a reader of the text must know about its quality."""
    found = [damaged_characters(damaged)] if damaged else []
    head = unicodedata.normalize("NFC", text[:20_000])
    if sum(map(str.isalpha, head)) >= _ENOUGH_LETTERS and (share := greek_share(head)) < _SUSPECT:
        found.append(little_greek(share))
    return tuple(found)
