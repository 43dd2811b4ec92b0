"""Running headers, footers and page numbers: recognised by repeating, blanked, kept once where they say something."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

import regex

from cni_analytics.text.letter_spacing import plain
from cni_analytics.text.tracked import Tracked
from cni_analytics.text.words import words

_EDGE = 4
"""Lines at the top and at the bottom of a page that may be running ones."""
_PAGE_NUMBER = regex.compile(
    r"(?:[-–—|\[(]\s*)?(?:σελ(?:ίδα|ιδα|\.)?\s*:?\s*)?(\d{1,4})\s*(?:(?:από|απο|/|of)\s*(\d{1,4}))?(?:\s*[-–—|\])])?",
    regex.IGNORECASE,
)
_NAMED_PAGE_NUMBER = regex.compile(
    r"^[ \t]*+(?:σελίδα|σελιδα|σελ\.|page)[ \t]{0,4}:?[ \t]{0,4}\d{1,4}"
    r"(?:[ \t]{0,4}(?:από|απο|/|of)[ \t]{0,4}\d{1,4})?[ \t]*+$",
    regex.IGNORECASE | regex.MULTILINE,
)
_CODE_LINE = regex.compile(
    r"^[ \t]*+Α\.?Δ\.?Α\.?[ \t]{0,8}:?[ \t]{0,8}[Α-Ω0-9]{4,10}-[Α-Ω0-9]{3}[ \t]*+$", regex.MULTILINE
)
_SAYS = regex.compile(r"(?<![Α-Ω0-9-])[Α-Ω0-9]{4,10}-[Α-Ω0-9]{3}(?![Α-Ω0-9-])|\d{1,4}[ ]?/[ ]?(?:19|20)\d\d(?!\d)")
"""A code or a number of a decision."""
_PRINTED = regex.compile(r"[^\s](?:[^\n\f]*[^\s])?")
_GOES_ON = regex.compile(r"\p{Ll}{2,}+(?![.)])")
_BLANK_LINE = regex.compile(r"\n[ \t]*\n")
_AROUND = tuple(sorted(((t, h) for t in range(4) for h in range(4) if t + h), key=sum))
"""How many lines may stand between, above and below a page's end; the fewest are tried first."""
_DIGITS = regex.compile(r"\d+")
_LETTERS = 4
_LONGEST_NUMBER = 30


@dataclass(frozen=True, slots=True)
class _Line:
    page: int
    start: int
    end: int
    text: str
    edge: str


def blank(tracked: Tracked, *, pages: int) -> None:
    """Blank what runs along the pages; the length never changes.

    A line that repeats at the same edge of half the pages or more, figures aside, stays once, a header
    where it stands first and a footer where it stands last: the ΑΔΑ and the municipality's name are often
    nowhere else. Page numbers all go.
    """
    text = tracked.text
    spans = _running(text) if pages > 1 else []
    lowered = text.lower()
    if "σελ" in lowered or "page" in lowered:
        spans += [(m.start(), m.end()) for m in _NAMED_PAGE_NUMBER.finditer(text)]
    spans += _repeated_codes(text)
    if pages > 1:
        spans += _interrupting(text, spans)
    if spans:
        tracked.same_length(_blanked(text, spans))


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    parts, at = [], 0
    for start, end in sorted(set(spans)):
        if start < at:
            continue
        parts += [text[at:start], " " * (end - start)]
        at = end
    return "".join([*parts, text[at:]])


def _repeated_codes(text: str) -> list[tuple[int, int]]:
    if text.count("ΑΔΑ") + text.count("Α.Δ.Α") < 2:
        return []
    seen: set[str] = set()
    spans = []
    for m in _CODE_LINE.finditer(text):
        code = "".join(m[0].split())
        if code in seen:
            spans.append((m.start(), m.end()))
        seen.add(code)
    return spans


def _interrupting(text: str, blanked: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Lines at the end of a page and the top of the next that stand inside a sentence, though they repeat nowhere.

    The page before breaks off at a small letter and the next goes on with one; what stands between is a
    letterhead or an address, and a blank line or its capitals set it apart.
    """
    gone = {start for start, _ in blanked}
    spans: list[tuple[int, int]] = []
    pages: list[list[tuple[int, int]]] = []
    at = 0
    for page in text.split("\f"):
        pages.append([m.span() for m in _PRINTED.finditer(text, at, at + len(page)) if m.start() not in gone])
        at += len(page) + 1
    for above, below in pairwise(pages):
        for tail, head in _AROUND:
            if tail >= len(above) or head >= len(below):
                continue
            last, first = above[-1 - tail], below[head]
            between = [*above[len(above) - tail :], *below[:head]]
            if not (text[last[1] - 1].islower() and _GOES_ON.match(text, first[0])):
                continue
            set_apart = (not tail or _BLANK_LINE.search(text, last[1], above[-tail][0])) and (
                not head
                or _BLANK_LINE.search(text, below[head - 1][1], first[0])
                or all(text[a:b].isupper() for a, b in below[:head])
            )
            if set_apart and not any(_belongs(text, *line) for line in between):
                spans += between
                break
    return spans


def _belongs(text: str, start: int, end: int) -> bool:
    """Whether a line at a page's end is of the text: no letterhead, or with a number that no other line has."""
    line = " ".join(plain(text[start:end]).split())
    if _PAGE_NUMBER.fullmatch(line):
        return False
    said = (m[0] for m in _SAYS.finditer(text, start, end))
    return not line.startswith(words("letterhead")) or any(text.count(number) == 1 for number in said)


def _running(text: str) -> list[tuple[int, int]]:
    pages = text.split("\f")
    lines = _edge_lines(pages)
    spans = _numbers(lines)
    groups: dict[tuple[str, str], list[_Line]] = defaultdict(list)
    for line in lines:
        key = " ".join(_DIGITS.sub("#", line.text).split()).casefold()
        if sum(c.isalpha() for c in key) >= _LETTERS:
            groups[line.edge, key].append(line)
    enough = max(2, ceil(len(pages) / 2))
    for (edge, _), group in groups.items():
        if len({line.page for line in group}) >= enough:
            # A footer that stayed on the first page would part what goes on to the second.
            others = group[1:] if edge == "top" else group[:-1]
            spans += [(line.start, line.end) for line in others]
    return spans


def _edge_lines(pages: list[str]) -> list[_Line]:
    found, at = [], 0
    for number, page in enumerate(pages, start=1):
        lines, offset = [], at
        for text in page.split("\n"):
            if text.strip():
                start = offset + len(text) - len(text.lstrip())
                lines.append((start, start + len(text.strip()), text.strip()))
            offset += len(text) + 1
        top = lines[:_EDGE]
        bottom = lines[max(len(top), len(lines) - _EDGE) :] if len(lines) > _EDGE else []
        found += [_Line(number, *line, "top") for line in top]
        found += [_Line(number, *line, "bottom") for line in bottom]
        if len(lines) <= _EDGE and lines:
            found.append(_Line(number, *lines[-1], "bottom"))
        at += len(page) + 1
    return found


def _numbers(lines: list[_Line]) -> list[tuple[int, int]]:
    """Lines that are nothing but the number of their page, or count up with the pages."""
    outer: dict[tuple[int, str], _Line] = {}
    for line in lines:
        if line.edge == "top":
            outer.setdefault((line.page, "top"), line)
        else:
            outer[line.page, "bottom"] = line
    numbered = [
        (line, int(m[1]), m[2])
        for line in outer.values()
        if len(line.text) <= _LONGEST_NUMBER and (m := _PAGE_NUMBER.fullmatch(line.text)) is not None
    ]
    offsets = [number - line.page for line, number, _ in numbered]
    return [
        (line.start, line.end)
        for (line, number, total), offset in zip(numbered, offsets, strict=True)
        if total or offset == 0 or offsets.count(offset) >= 2
    ]
