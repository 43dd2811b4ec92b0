"""A filled-in template as blocks, and the blocks as pages of plain text.

A template is plain text with a few marks at the head of a line: ``@c`` centred, ``@r`` to the right,
``@l`` a line of its own, ``@cols 40 40`` … ``@end`` columns (``@table`` with rules) whose cells are
parted by ``¦``. Everything else is running text, a paragraph up to the next blank line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MARK = "ΣΥΝΘΕΤΙΚΑ ΔΕΔΟΜΕΝΑ - SYNTHETIC DATA"
"""At the foot of every page of every document."""
CELL = "¦"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph or line; ``align`` is ``left``, ``centre`` or ``right``, ``flows`` whether it may be broken anew."""

    text: str
    align: str = "left"
    flows: bool = True


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells; ``widths`` in characters, ``ruled`` where lines part them on paper."""

    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    ruled: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """An empty line."""


Block = Text | Grid | Gap
_ALIGN = {"@c": "centre", "@r": "right", "@l": "left"}


def blocks(source: str) -> list[Block]:
    """The blocks of a filled-in template; several blank lines count as one."""
    found: list[Block] = []
    lines = iter(source.splitlines())
    running: list[str] = []

    def flush() -> None:
        if running:
            found.append(Text(" ".join(running)))
            running.clear()

    for line in lines:
        stripped = line.strip()
        if not stripped:
            flush()
            if found and not isinstance(found[-1], Gap):
                found.append(Gap())
            continue
        mark, _, rest = stripped.partition(" ")
        if mark in _ALIGN:
            flush()
            found.append(Text(rest.strip(), _ALIGN[mark], flows=False))
        elif mark in ("@cols", "@table"):
            flush()
            found.append(Grid(tuple(map(int, rest.split())), tuple(_rows(lines)), mark == "@table"))
        else:
            running.append(stripped)
    flush()
    return found


def _rows(lines: Iterator[str]) -> Iterator[tuple[str, ...]]:
    for line in lines:
        if line.strip() == "@end":
            return
        if line.strip():
            yield tuple(cell.strip() for cell in line.split(CELL))


def wrapped(text: str, width: int) -> list[str]:
    """Text broken at its spaces into lines of at most ``width`` characters."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


def text_lines(found: Sequence[Block], width: int) -> list[str]:
    """Blocks as lines of plain text."""
    lines: list[str] = []
    for block in found:
        if isinstance(block, Gap):
            lines.append("")
        elif isinstance(block, Grid):
            for row in block.rows:
                lines += _row(row, block.widths)
        elif block.align == "left":
            lines += wrapped(block.text, width)
        else:
            for line in wrapped(block.text, width):
                lines.append((line.center(width) if block.align == "centre" else line.rjust(width)).rstrip())
    return lines


def _row(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    cells = [wrapped(cell, width - 2) for cell, width in zip(row, widths, strict=True)]
    for i in range(max(map(len, cells))):
        parts = [(cell[i] if i < len(cell) else "").ljust(width) for cell, width in zip(cells, widths, strict=True)]
        yield "".join(parts).rstrip()


def text_pages(found: Sequence[Block], *, width: int, height: int, running: str, ada: str) -> str:
    """Blocks as plain text, pages parted by form feeds, the mark of synthetic data at each foot.

    Parameters
    ----------
    found
        The blocks.
    width, height
        Characters a line and lines a page.
    running
        What stands at the head of later pages: ``ada``, ``number`` or ``none``.
    ada
        The ΑΔΑ.
    """
    lines = text_lines(found, width)
    pages = [lines[i : i + height] for i in range(0, len(lines), height)]
    out = []
    for number, page in enumerate(pages, 1):
        head = running_head(running, ada, number)
        heading = [head.rjust(width) if running == "ada" else head.center(width).rstrip(), ""] if head else []
        out.append("\n".join([*heading, *page, "", MARK.center(width).rstrip()]))
    return "\n\f".join(out) + "\n"


def running_head(running: str, ada: str, number: int) -> str:
    """The line at the head of a page; empty on the first and where the form has none."""
    if number == 1 or running == "none":
        return ""
    return f"ΑΔΑ: {ada}" if running == "ada" else str(number)
