"""List numbers and initials that a scanner misread, put right where the list itself says what they are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import regex

from cni_analytics.text.tracked import Edit, Tracked

_INLINE = regex.compile(r"(?<![^\s(])(?P<label>[^\s()]{1,3})\)(?=[ \t\n]+\p{Lu})")
_CELL = regex.compile(r"(?:^[ \t]*|(?<=   ))(?P<label>[^\s.,()]{1,3})(?P<stop>[.,])(?=[ ]\p{Lu}\p{L})", regex.MULTILINE)
_INITIAL = regex.compile(r"\p{Lu}\p{Ll}{0,3}")
_FIGURES = {"1": "Ι", "6": "Θ", "0": "Ο"}
"""Capitals that Tesseract reads as figures before a stop."""
_FIGURE_LIKE = regex.compile(r"[\dϐβ\p{Lu}|!\[\]]{1,3}")
"""What a misread figure looks like: never a small letter, which may be an abbreviation («κ.»)."""
_NEAR = 300
"""Characters between two labels of one list, at most."""
_BESIDE = 4
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class _Label:
    start: int
    end: int
    text: str
    column: int

    @property
    def number(self) -> int | None:
        return int(self.text) if self.text.isascii() and self.text.isdigit() else None


def number_labels(tracked: Tracked) -> None:
    """Numbers of a list by their neighbours, and initials among initials.

    «5) … ϐ) … 7)»: the label between 5 and 7 is 6. «Μ. … 1. … Σ.»: a figure among initials is one of
    the capitals it looks like. A comma after either is its full stop.
    """
    text = tracked.text
    inline = [_Label(m.start("label"), m.end("label"), m["label"], 0) for m in _INLINE.finditer(text)]
    tracked.edit(_counted(inline))
    text = tracked.text
    cells, stops = [], {}
    for m in _CELL.finditer(text):
        line_start = text.rfind("\n", 0, m.start("label")) + 1
        label = _Label(m.start("label"), m.end("label"), m["label"], m.start("label") - line_start)
        cells.append(label)
        stops[label.start] = m["stop"]
    edits = {edit[0]: edit for edit in _counted(cells)}
    columns: dict[int, list[_Label]] = defaultdict(list)
    for label in cells:
        columns[label.column].append(label)
    for column in columns.values():
        for edit in _counted(column):
            edits.setdefault(edit[0], edit)
    for edit in _initials(cells):
        edits.setdefault(edit[0], edit)
    sure = [label.number is not None or label.start in edits or _is_initial(label) for label in cells]
    for at, label in enumerate(cells):
        if stops[label.start] == "," and sum(sure[max(0, at - _BESIDE) : at + _BESIDE + 1]) > 2:
            edits[label.end] = (label.end, label.end + 1, ".")
    tracked.edit(sorted(edits.values()))


def _is_initial(label: _Label) -> bool:
    return _INITIAL.fullmatch(label.text) is not None


def _counted(labels: list[_Label]) -> list[Edit]:
    """The label between two that are two apart, and before the second and third of a list."""
    edits = []
    numbers = [label.number for label in labels]
    for k, label in enumerate(labels):
        before = numbers[k - 1] if k and label.start - labels[k - 1].end <= _NEAR else None
        after = numbers[k + 1] if k + 1 < len(labels) and labels[k + 1].start - label.end <= _NEAR else None
        wanted = None
        if before is not None and after == before + 2:
            wanted = before + 1
        elif k == 0 and after == 2 and len(labels) > 2 and numbers[2] == 3:
            wanted = 1
        if wanted is not None and numbers[k] != wanted and _FIGURE_LIKE.fullmatch(label.text):
            edits.append((label.start, label.end, str(wanted)))
    return edits


def _initials(cells: list[_Label]) -> list[Edit]:
    """Figures in a column whose other labels are initials."""
    edits = []
    for at, label in enumerate(cells):
        if label.text not in _FIGURES:
            continue
        near = cells[max(0, at - _BESIDE) : at] + cells[at + 1 : at + 1 + _BESIDE]
        beside = [other for other in near if abs(other.column - label.column) <= 2]
        counting = any(other.number in (int(label.text) - 1, int(label.text) + 1) for other in beside)
        if len(beside) >= _BESIDE and sum(map(_is_initial, beside)) >= _MOSTLY * len(beside) and not counting:
            edits.append((label.start, label.end, _FIGURES[label.text]))
    return edits
