"""A roll call as one table: a status word or a mark beside each name, or a mark in one of two columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

import regex

from cni_analytics.statements.name_lists import NameList, pieces_of_flow
from cni_analytics.statements.name_parts import Parsed, PrintedName, is_furniture, parse, run_of
from cni_analytics.statements.name_words import patterns, words_of
from cni_analytics.statements.types import Span, Status
from cni_analytics.text.reading import Reading

_LINE = regex.compile(r"[^\n\f]+")
_GAP = regex.compile(r"[ \t]*+\|[ \t]*|[ \t]{3,}|\t|[ \t]{2}(?=(?i:παρ(?:[ωώ]ν|ο[υύ]σα)|απ(?:[ωώ]ν|ο[υύ]σα))(?!\p{L}))")
"""Between two cells; before a word of presence two spaces are enough («Αντιπρόεδρος Δ.Σ.  ΠΑΡΟΥΣΑ»)."""
_TAB = 3
"""A tab is read as so many spaces, whose number tells how many cells are empty, not where a cell stands."""
_WORD = r"παρων|παρουσα|απων|απουσα"
_AT_END = regex.compile(
    rf"(?<=[\p{{L}})\s])[\s.:…,(\-_]*(?<!\p{{L}})(?<status>{_WORD})[\s.)]*(?:(?:αδ|δ)ικ\p{{L}}+)?[\s.)]*$"
)
_MARK_AT_END = regex.compile(
    r"(?<=[^\s])(?:[ \t]{1,2}|[ \t]*[:(])[ \t]*(?<mark>[^\s\p{L}\d|)]{1,3}|\p{L}{1,4}|\d)[\s.)]*$"
)
_STATUS_WORD = regex.compile(rf"(?<!\p{{L}})(?:{_WORD})(?!\p{{L}})")
_BRACKETED = regex.compile(rf"[(\[]\s*(?<status>{_WORD})\s*[)\]]")
_MAY_MARK = regex.compile(r"παρ(?:ων|ουσ|οντ)")
_HEADS = regex.compile(
    r"παρ(?:ων|ουσ|οντ)\p{L}*[^\n]{1,40}?(?<!\p{L})απ(?:ων|ουσ|οντ)"
    r"|(?<!\p{L})(?:ονοματεπ|επωνυμ|ονομα|α/α)[^\n]{0,100}?(?<!\p{L})παρ(?:ων|ουσ|οντ)"
)
_MARK_ENDS_LINE = regex.compile(r"[\s|:(](?:[^\s\p{L}\d|.,;:)(»\"]|[xχvνπα01]|ναι|οχι)[\s|)]*(?:\n|$)")
_PRESENCE_ABOVE = regex.compile(r"παρ(?:ων|ουσ|οντ)|απ(?:ων|ουσ|οντ)|καταλογ")
_VOTES_ABOVE = regex.compile(r"ψηφ|(?<!\p{L})υπερ(?!\p{L})")
_ONE_WORD = regex.compile(r"\p{Lu}\p{L}+(?:\s?[-–]\s?\p{Lu}\p{L}+)?")
_FEWEST = 3
"""Rows that make a table; fewer may be a sentence that happens to end in «παρών»."""
_ABOVE = 300
_BESIDE = 12
"""How far from the middle of its column's head a cell may stand, in characters."""
_NEXT_LINE = 12
"""How far from a row's end the name of the next begins, in characters."""
_MEANINGS: dict[str, Status] = {"present": "present", "absent": "absent", "plus": "present", "minus": "absent"}


_GLUED = regex.compile(
    r"[ \t]*(?P<number>\d{1,3})\.?(?P<name>\p{Lu}[\p{L}\-]*(?: [\p{L}\-.]+){1,4}?)"
    r"(?P<mark>ΝΑΙ|ΟΧΙ|ΠΑΡΩΝ|ΠΑΡΟΥΣΑ|ΑΠΩΝ|ΑΠΟΥΣΑ)[ \t]*"
)
"""A row whose cells lost the gaps between them: «12ΡΗΓΑ ΑΝΝΑΝΑΙ»."""
_MAY_TAKE_PART = regex.compile(r"συμμετ|συνδε|ελαβε μεροσ|προσελευση|\d\p{L}[^\n]{4,60}(?:ναι|οχι)[ \t]*\n")


@dataclass(frozen=True, slots=True)
class _Cell:
    span: Span
    index: int
    ruled: bool
    more: tuple[Span, ...] = ()
    """What belongs to it and stands in another cell."""

    @property
    def pieces(self) -> tuple[Span, ...]:
        """Where its words stand."""
        return (self.span, *self.more)

    def place(self, line: int) -> float:
        """Where the cell stands: the number of bars before it, or of characters."""
        return self.index if self.ruled else (self.span.start + self.span.end) / 2 - line


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where marks stand: two columns, or one (``absent`` is ``None``), or none that has a head."""

    present: float | None = None
    absent: float | None = None
    ruled: bool = False
    further: tuple[float, ...] = ()
    """Columns beside them, about something else («Ψήφος»)."""

    def are_about(self, cell: _Cell, line: int) -> bool:
        """Whether a cell stands under no column beside those of the marks."""
        if self.present is None or not self.further or self.ruled != cell.ruled:
            return True
        place, own = cell.place(line), [p for p in (self.present, self.absent) if p is not None]
        beside = min(abs(place - p) for p in self.further)
        return beside > (0 if self.ruled else _BESIDE) or min(abs(place - p) for p in own) < beside


@dataclass(frozen=True, slots=True)
class _Row:
    name: PrintedName
    said: str | None
    """What the mark is: ``present``, ``absent``, ``plus``, ``minus``, ``mark``; ``None`` where the row has none."""
    column: Status | None
    """Under the head of which of two columns it stands."""
    end: int


def read_table(reading: Reading, zone: Span) -> dict[Status, NameList] | None:
    """The names of a table by status, or ``None`` where the zone holds no such table.

    Parameters
    ----------
    reading
        The document.
    zone
        Where the roll call stands.
    """
    if not (_may_hold_table(reading, zone) or _MAY_TAKE_PART.search(reading.fold, zone.start, zone.end)):
        return None
    if (glued := _glued(reading, zone)) is not None:
        return glued
    rows, columns, start = _rows(reading, zone)
    found = _by_status(reading, zone, rows, columns, start)
    if found is None:
        found = _in_brackets(reading, zone)
    if found is None or sum(map(len, found.values())) < _FEWEST or not found["present"]:
        return None
    end = max((r.end for r in rows), default=zone.start)
    return {status: NameList(tuple(names), end) for status, names in found.items()}


def _may_hold_table(reading: Reading, zone: Span) -> bool:
    """A quick look: a word or a mark for each of several people, or the heads of columns on one line."""
    if _MAY_MARK.search(reading.fold, zone.start, zone.end) is None:
        return False
    several = (_STATUS_WORD, _MARK_ENDS_LINE)
    return _HEADS.search(reading.fold, zone.start, zone.end) is not None or any(
        sum(1 for _ in islice(p.finditer(reading.fold, zone.start, zone.end), _FEWEST)) == _FEWEST for p in several
    )


def _glued(reading: Reading, zone: Span) -> dict[Status, NameList] | None:
    """The rows of a table that lost its gaps, where they count 1, 2, 3 … and each ends in a mark."""
    found: dict[Status, list[PrintedName]] = {"present": [], "absent": []}
    count, end = 0, zone.end
    for m in _LINE.finditer(reading.text, zone.start, zone.end):
        row = _GLUED.fullmatch(m[0])
        if row is None or int(row["number"]) != count + 1:
            if row is not None or (count and m[0].strip()):
                break
            continue
        name = parse(run_of(reading, Span(m.start() + row.start("name"), m.start() + row.end("name")))).name
        if name is None or words_of(name.name) < 2:
            return None
        count, end = count + 1, m.end()
        found["present" if row["mark"] in ("ΝΑΙ", "ΠΑΡΩΝ", "ΠΑΡΟΥΣΑ") else "absent"].append(name)
    if count < _FEWEST or not found["present"] or not found["absent"]:
        return None
    return {status: NameList(tuple(names), end) for status, names in found.items()}


def _rows(reading: Reading, zone: Span) -> tuple[list[_Row], _Columns, int]:
    rows: list[_Row] = []
    columns, tabbed = _Columns(), False
    start = zone.end
    for m in _LINE.finditer(reading.text, zone.start, zone.end):
        if not m[0].strip() or is_furniture(reading.fold[m.start() : m.end()]):
            continue
        set_in_tabs = in_tabs(reading, Span(*m.span()), zone.end)
        head = _header(reading, m.start(), m.end(), tabbed=set_in_tabs)
        if head is not None:
            columns, rows, start = (head, [] if head != columns else rows, min(start, m.start()))
            tabbed = set_in_tabs
            continue
        row = _row(reading, m.start(), m.end(), columns, tabbed=tabbed)
        if row is not None:
            rows.append(row)
            start = min(start, m.start())
    return rows, columns, start


def _by_status(
    reading: Reading, zone: Span, rows: Sequence[_Row], columns: _Columns, start: int
) -> dict[Status, list[PrintedName]] | None:
    found: dict[Status, list[PrintedName]] = {"present": [], "absent": []}
    words = [r for r in rows if r.said in ("present", "absent")]
    if len(words) >= _FEWEST:
        for row in words:
            found["present" if row.said == "present" else "absent"].append(row.name)
        return found
    marked = [r for r in rows if r.said is not None]
    if len(marked) < _FEWEST:
        return None
    above = max(zone.start, start - _ABOVE)
    headed = columns.present is not None
    if not headed and (
        not _PRESENCE_ABOVE.search(reading.fold, above, start) or _VOTES_ABOVE.search(reading.fold, above, start)
    ):
        return None
    if columns.absent is not None:
        for row in marked:
            if row.column is not None and row.said != "minus":
                found[row.column].append(row.name)
        return found
    ticked = any(r.said == "plus" for r in marked)
    denied = any(r.said == "minus" for r in marked)
    crossed = any(r.said == "mark" for r in marked)
    if (crossed and not headed) or (crossed and ticked and denied):
        return None
    blanks_deny = headed and not denied and not (crossed and ticked)
    for row in _together(rows) if blanks_deny else marked:
        if row.said == "mark":
            # Beside ticks a cross denies; alone under «ΠΑΡΩΝ» it is the tick itself.
            found["absent" if ticked else "present"].append(row.name)
        else:
            found["absent" if row.said is None else _MEANINGS[row.said]].append(row.name)
    return found


def _together(rows: Sequence[_Row]) -> list[_Row]:
    """The rows from the first mark on, up to where lines that are no rows follow the last mark."""
    first, *_, last = (i for i, row in enumerate(rows) if row.said is not None)
    while last + 1 < len(rows) and rows[last + 1].name.span.start - rows[last].end < _NEXT_LINE:
        last += 1
    return list(rows[first : last + 1])


def _in_brackets(reading: Reading, zone: Span) -> dict[Status, list[PrintedName]] | None:
    """«Βαρδής Μιχαήλ (παρών), Γαλανού Ελένη (απούσα), …» in running text."""
    marks = list(_BRACKETED.finditer(reading.fold, zone.start, zone.end))
    if len(marks) < _FEWEST:
        return None
    colon = reading.fold.rfind(":", zone.start, marks[0].start())
    line = reading.fold.rfind("\n", zone.start, marks[0].start())
    found: dict[Status, list[PrintedName]] = {"present": [], "absent": []}
    for run in pieces_of_flow(reading, max(colon, line, zone.start - 1) + 1, marks[-1].end()):
        said = _BRACKETED.search(run.fold)
        name = parse(run).name
        if said is not None and name is not None and words_of(name.name) > 1:
            status: Status = "present" if said["status"].startswith("παρ") else "absent"
            found[status].append(replace(name, notes=()))
    return found


def cells_of_line(reading: Reading, start: int, end: int, *, tabbed: bool = False) -> list[_Cell]:
    """A line cut at its bars, tabs and wide gaps; empty cells are left out but counted.

    ``tabbed`` where the table is set with tabs, see ``in_tabs``.
    """
    found: list[_Cell] = []
    barred = "|" in reading.text[start:end]
    at, index = start, 0
    for gap in [*_GAP.finditer(reading.text, start, end), None]:
        stop = gap.start() if gap is not None else end
        text = reading.text[at:stop]
        if text.strip():
            a = at + len(text) - len(text.lstrip())
            found.append(_Cell(Span(a, a + len(text.strip())), index, barred or tabbed))
        if gap is not None:
            at = gap.end()
            index += gap[0].count("|") if barred else len(gap[0]) // _TAB if tabbed else 1
    return found


def in_tabs(reading: Reading, head: Span, end: int) -> bool:
    """Whether a table is set with tabs: one after each head, and whole ones in the rows below."""
    gaps = [m[0] for m in _GAP.finditer(reading.text, head.start, head.end)]
    if not gaps or any(gap != " " * _TAB for gap in gaps):
        return False
    below = reading.text[head.end : min(end, head.end + _ABOVE)].split("\n")[1:-1]
    rows = [[m[0] for m in _GAP.finditer(line)] for line in below if line.strip()]
    return len(rows) >= _FEWEST and all(set(gap) == {" "} and len(gap) % _TAB == 0 for row in rows for gap in row)


def _header(reading: Reading, start: int, end: int, *, tabbed: bool) -> _Columns | None:
    """The columns for marks, where this line heads them; of several words the one beside «ΑΠΩΝ» or at the end."""
    fold = reading.fold
    heads = {value: list(p.finditer(fold, start, end)) for value, p in patterns("presence_marks") if " column" in value}
    present, absent = heads["present column"], heads["absent column"]
    cells = cells_of_line(reading, start, end, tabbed=tabbed)
    if not present and len(cells) > 1:
        present = [m for c in cells for m in _participation(fold, c.span)]
    if len(present) != 1 or len(absent) > 1 or heads["other column"] or "," in fold[start:end]:
        return None
    if _name(reading, [c for c in cells if not c.span.start <= present[0].start() < c.span.end]):
        return None
    ruled = cells[0].ruled
    places, further = (
        [_place(m, cells, start) for m in found]
        for found in ([m[0] for m in (present, absent) if m], heads["further column"] + heads["vote column"])
    )
    if absent:
        between = fold[min(present[0].end(), absent[0].end()) : max(present[0].start(), absent[0].start())]
        if between.strip(" \t|/-("):
            return None
        if "/" not in between and (ruled or "  " in between or "\t" in between or heads["names column"]):
            return _Columns(places[0], places[1], ruled, tuple(further))
    return _Columns(places[0], None, ruled, tuple(further)) if heads["names column"] else None


def _place(m: regex.Match[str], cells: Sequence[_Cell], line: int) -> float:
    """Where a head stands: the place of its cell in a ruled table, else its own middle."""
    ruled = next((c.place(line) for c in cells if c.ruled and c.span.start <= m.start() < c.span.end), None)
    return (m.start() + m.end()) / 2 - line if ruled is None else ruled


def _participation(fold: str, cell: Span) -> list[regex.Match[str]]:
    """The word for taking part that a cell consists of."""
    rows = (p for value, p in patterns("presence_marks") if value == "participation column")
    return [m for p in rows if (m := p.fullmatch(fold, cell.start, cell.end)) is not None]


def _row(reading: Reading, line: int, end: int, columns: _Columns, *, tabbed: bool = False) -> _Row | None:
    cells = cells_of_line(reading, line, end, tabbed=tabbed)
    said: str | None = None
    column: Status | None = None
    rest: list[_Cell] = []
    for cell in cells:
        meaning = _meaning(reading.fold[cell.span.start : cell.span.end]) if cell is not cells[0] else None
        if meaning is not None and not columns.are_about(cell, line):
            continue
        if meaning is None:
            rest.append(cell)
        elif said is None:
            said, column = meaning, _column(cell, line, columns)
        elif meaning != "minus" and said != "minus":
            return None
        elif said == "minus":
            said, column = meaning, _column(cell, line, columns)
    if said is None and len(cells) == 1:
        m = _AT_END.search(reading.fold, line, end)
        if m is not None:
            said = "present" if m["status"].startswith("παρ") else "absent"
            rest = [_Cell(Span(cells[0].span.start, m.start()), 0, ruled=False)]
        elif (m := _MARK_AT_END.search(reading.fold, line, end)) is not None:
            said = _meaning(m.captures("mark")[0]) if m.captures("mark") else None
            rest = [_Cell(Span(cells[0].span.start, m.start()), 0, ruled=False)] if said is not None else rest
    name = _name(reading, rest)
    return _Row(name, said, column, end) if name is not None else None


def _column(cell: _Cell, line: int, columns: _Columns) -> Status | None:
    if columns.present is None or columns.absent is None or columns.ruled != cell.ruled:
        return None
    place = cell.place(line)
    to_present, to_absent = abs(place - columns.present), abs(place - columns.absent)
    return None if to_present == to_absent else "present" if to_present < to_absent else "absent"


@lru_cache(maxsize=1024)
def _meaning(cell: str) -> str | None:
    bare = cell.strip(" \t.()[]:") or cell.strip()
    word = regex.sub(r"\W*(?:αδ|δ)ικ\p{L}+\W*$", "", bare)
    return next((v for v, p in patterns("presence_marks") if " " not in v and p.fullmatch(word)), None)


def _surname_and_given(reading: Reading, cells: Sequence[_Cell]) -> Sequence[_Cell]:
    """Cells with a surname and a given name in columns of their own made one."""
    words = [c for c in cells if _ONE_WORD.fullmatch(reading.text, c.span.start, c.span.end)]
    names = [c for c in words if (p := parse(run_of(reading, c.span))).name is not None and not p.left]
    if len(names) < 2 or any(
        words_of(reading.text[c.span.start : c.span.end]) > 1 for c in cells[: cells.index(names[1])]
    ):
        return cells
    joined = replace(names[0], more=(names[1].span,))
    return [joined if c is names[0] else c for c in cells if c is not names[1]]


def _name(reading: Reading, cells: Sequence[_Cell]) -> PrintedName | None:
    """The one name of a row, with the offices of its other cells."""
    found: PrintedName | None = None
    beside: list[Parsed] = []
    cells = _surname_and_given(reading, cells)
    for cell in cells:
        parsed = parse(run_of(reading, *cell.pieces))
        if parsed.name is not None and words_of(parsed.name.name) > 1 and found is None and not parsed.left:
            found = parsed.name
        elif parsed.beside:
            beside.append(parsed)
        elif any(c.isalpha() for c in parsed.left) and found is None:
            return None
    for part in beside:
        found = found.with_(part) if found is not None else None
    return found
