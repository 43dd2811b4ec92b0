"""The cells that lists of names stand in: lines cut at their gaps, and joined with what continues them below."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from cni_analytics.statements.entry_labels import begins_entry
from cni_analytics.statements.name_parts import ENUMERATOR, Run, is_furniture, parse
from cni_analytics.statements.name_words import words_of
from cni_analytics.statements.types import Span
from cni_analytics.text.reading import Reading, fold

_LINE = regex.compile(r"[^\n\f]*[\n\f]?")
_CELL_GAP = regex.compile(r"\s{3,}|\t\s*|\s*\|\s*")
_NARROW_GAP = regex.compile(r"(?<=\S)  (?=\S)")
_DASHES = "-‐‑–—"


@dataclass(slots=True)
class Cell:
    """A cell of a line, with what continues it on the lines below.

    ``column`` counts characters from the start of its line, ``line`` lines from the start of the stretch.
    """

    span: Span
    column: int
    line: int
    pieces: list[Span] = field(default_factory=list)


def cells(reading: Reading, start: int, end: int) -> list[list[Cell]]:
    """The lines of a stretch as cells (three spaces, a tab or a bar apart), blank lines and furniture left out."""
    rows: list[list[Cell]] = []
    left = max(reading.text.rfind("\n", 0, start), reading.text.rfind("\f", 0, start)) + 1
    for number, m in enumerate(_LINE.finditer(reading.text, start, end)):
        line_start = left if number == 0 else m.start()
        # What begins inside a line is not that line, which may look like a letterhead («Απόφαση, …, των κ.κ.»).
        whole = m.start() == line_start
        if m[0].strip() and not (whole and is_furniture(reading.fold[line_start : m.end()].strip("\n\f"))):
            row, at = [], m.start()
            for gap in [*_CELL_GAP.finditer(reading.text, m.start(), m.end()), None]:
                stop = gap.start() if gap is not None else m.end()
                text = reading.text[at:stop]
                if any(c.isalnum() for c in text):
                    a = at + len(text) - len(text.lstrip())
                    span = Span(a, a + len(text.strip()))
                    row.append(Cell(span, a - line_start, number, [span]))
                at = gap.end() if gap is not None else stop
            if row:
                rows.append([part for cell in row for part in _narrow(reading, cell)])
    return rows


def _narrow(reading: Reading, cell: Cell) -> list[Cell]:
    """A cell parted at a gap of two spaces, where whole names stand on both sides."""
    cuts = [m.span() for m in _NARROW_GAP.finditer(reading.text, cell.span.start, cell.span.end)]
    if not cuts:
        return [cell]
    starts = [cell.span.start, *(b for _, b in cuts)]
    spans = [Span(a, b) for a, b in zip(starts, [*(a for a, _ in cuts), cell.span.end], strict=True)]
    if not all(is_plain(reading.text[s.start : s.end], words=2) for s in spans):
        return [cell]
    return [Cell(s, cell.column + s.start - cell.span.start, cell.line, [s]) for s in spans]


def joined(reading: Reading, rows: list[list[Cell]]) -> list[Cell]:
    """Cells in reading order, each with what continues it on the lines below in the same column."""
    kept: list[Cell] = []
    above: list[Cell] = []
    for row in rows:
        current: list[Cell] = []
        for index, cell in enumerate(row):
            before = _above(above, cell, index, len(row))
            if before is not None and _continues(reading, before, cell):
                before.pieces.append(cell.span)
                before.line = cell.line
                current.append(before)
            else:
                kept.append(cell)
                current.append(cell)
        above = current
    return kept


def _above(above: list[Cell], cell: Cell, index: int, width: int) -> Cell | None:
    if not above:
        return None
    if len(above) == width:
        return above[index]
    return min(above, key=lambda other: abs(other.column - cell.column))


def _continues(reading: Reading, before: Cell, cell: Cell) -> bool:
    text = " ".join(reading.text[p.start : p.end] for p in before.pieces)
    new = reading.text[cell.span.start : cell.span.end]
    if text.count("(") > text.count(")"):
        return len(before.pieces) < 4 and cell.line - before.line <= 3
    numbered = ENUMERATOR.match(fold(new))
    if cell.line - before.line > 1 or (numbered is not None and (numbered[1] or numbered[2])) or begins_entry(new):
        return False
    if text[-1] in _DASHES or (new[0] in _DASHES + "(" and len(new) > 1 and new[1] != " "):
        return any(c.isalpha() for c in text)
    if new[0].islower() and not new.startswith(("κ.", "κα ")):
        return not text.endswith((".", ":"))
    bare = ENUMERATOR.match(fold(text))
    if bare is not None and (bare[1] or bare[2]):
        # «12. Παπαδοπούλου» over «Μαρία».
        return len(text[bare.end() :].split()) == 1 and len(new.split()) == 1 and new[0].isupper()
    return False


def is_plain(text: str, words: int = 1) -> bool:
    """Whether a piece is one name of at least so many words, and nothing else."""
    found = parse(Run(text, fold(text), tuple(range(len(text)))))
    return found.name is not None and not found.left and words_of(found.name.name) >= words
