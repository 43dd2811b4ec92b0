"""Lines set double: a blank line after every line, so that nothing shows where a paragraph ends."""

from __future__ import annotations

import regex

from cni_analytics.text.tracked import Tracked

_GAP = regex.compile(r"(?<=\S)[ ]*\n(?:[ ]*\n)*(?=[ ]*[^\s\f])")
_SINGLE = 0.05
"""At most this share of the lines of a text set double follow each other without a blank line."""
_FEWEST = 10
_LONG = 50
_UNFINISHED = 0.3
"""Of the long lines of a text with wrapped lines, at least this share end within a sentence."""
_FULL = 0.7
_ENDS = regex.compile(r"[.;:!»\")\]·]\Z")
_COLUMNS = regex.compile(r" {3}|\|")


def close_double_spaced_lines(tracked: Tracked) -> None:
    """One line end for two, two for more, where every line is followed by a blank one.

    Where no gap is wider than the others, a line ends a paragraph that the next one's first word would have
    had room on, if a sentence ends there or a full line follows. Paragraphs on a line of their own with a blank
    line between them are left alone: their lines end with sentences.
    """
    text = tracked.text
    gaps = [(m.start(), m.end(), m[0].count("\n")) for m in _GAP.finditer(text)]
    if len(gaps) < _FEWEST or sum(n == 1 for *_, n in gaps) > _SINGLE * len(gaps):
        return
    lines = [line.strip() for line in text.replace("\f", "\n").split("\n")]
    running = [line for line in lines if line and not _COLUMNS.search(line)]
    if not _wraps(running):
        return
    if any(n > 2 for *_, n in gaps):
        tracked.edit((start, end, "\n" if n <= 2 else "\n\n") for start, end, n in gaps)
        return
    width = sorted(map(len, running))[int(0.97 * (len(running) - 1))]
    tracked.edit((start, end, "\n\n" if _ends_paragraph(text, start, end, width) else "\n") for start, end, _ in gaps)


def _wraps(lines: list[str]) -> bool:
    """Whether lines end where the page does and not where a sentence does."""
    long = [line for line in lines if len(line) >= _LONG]
    unfinished = sum(_ENDS.search(line) is None for line in long)
    return unfinished >= 2 and unfinished >= _UNFINISHED * len(long)


def _ends_paragraph(text: str, start: int, end: int, width: int) -> bool:
    before = text[text.rfind("\n", 0, start) + 1 : start].strip()
    stop = text.find("\n", end)
    after = text[end : stop if stop >= 0 else len(text)].strip()
    if _COLUMNS.search(before) or len(before) + 1 + len(after.split(None, 1)[0]) > width:
        return False
    return _ENDS.search(before) is not None or (len(after) > _FULL * width and not _COLUMNS.search(after))
