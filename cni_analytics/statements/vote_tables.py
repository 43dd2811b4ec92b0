"""Votes set out as a table: a choice on each line, or a column of names under each choice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from cni_analytics.statements.lexicon import lexicon
from cni_analytics.statements.name_words import patterns
from cni_analytics.statements.roll_call_table import cells_of_line, in_tabs
from cni_analytics.statements.types import Choice, Span, Tally, Vote
from cni_analytics.statements.vote_names import Voters
from cni_analytics.text.reading import Reading


@dataclass(frozen=True, slots=True)
class _Patterns:
    """How a table of votes is laid out around the words of ``lexicon/vote_cells.csv``."""

    row: regex.Pattern[str]
    heading: regex.Pattern[str]
    running: regex.Pattern[str]
    heading_cell: regex.Pattern[str]


@cache
def _patterns() -> _Patterns:
    word = "|".join(w.pattern.pattern for w in lexicon("vote_cells"))
    cell = rf"(?:ψηφοι\s)?(?:{word})(?:[^\S\n]?\(?\d{{1,3}}\)?)?:?"
    return _Patterns(
        row=regex.compile(
            r"^[^\S\n]*\|?[^\S\n]*(?:\d{1,3}[.)]?[^\S\n]*(?:\||[^\S\n])[^\S\n]*)?(?P<name>\p{L}[^\n\d|]{3,60}?)"
            rf"(?:[^\S\n]{{2,}}|[^\S\n]*(?:[:|–-]|\.{{3,}})[^\S\n]*)(?P<choice>{word})[^\S\n]*(?:\|)?[^\S\n]*$",
            regex.MULTILINE,
        ),
        heading=regex.compile(rf"^[^\S\n]*{cell}(?:[^\S\n]{{3,}}{cell})+[^\S\n]*$", regex.MULTILINE),
        running=regex.compile(
            rf"(?<=[,;:\n.])\s*+(?P<name>\p{{L}}[^,;:\n()]{{3,60}}?)\s*+(?:[:(]|[-–]\s)\s*+(?P<choice>{word})\s*+\)?"
            r"(?=\s*+(?:[,;.\n]|$|και\s))"
        ),
        heading_cell=regex.compile(rf"(?:ψηφοι\s)?(?P<choice>{word})(?:[^\S\n]?\(?(?P<n>\d{{1,3}})\)?)?:?"),
    )


def _choice(word: str) -> Choice:
    for wording in lexicon("vote_cells"):
        if wording.pattern.fullmatch(word):
            choice: Choice = wording.value  # type: ignore[assignment]
            return choice
    raise ValueError(f"no row of lexicon/vote_cells.csv matches the whole of {word!r}")


_CELL = regex.compile(r"[^\s|](?:[^\n|]*?[^\s|])??(?=[^\S\n]{2,}|[^\S\n]*(?:\||$)|\t)", regex.MULTILINE)
_LINE = regex.compile(r"[^\n\f]+")
_FEWEST = 3
_MARK = regex.compile(r"[xχv√✓✔+1●■☑☒*]")
_NAMES = regex.compile(r"(?:α/α\s+)?(?:ονοματεπωνυμ(?:ο|α)|ονομα(?:τα)?|επωνυμο|συμβουλ(?:οσ|οι)|μελ(?:οσ|η))")
_HEAD = regex.compile(r"ψηφο(?:σ|φορια)?[ \t]*(?:$|[|\t]|[ ]{3})", regex.MULTILINE)
"""A quick look: the head of a column."""
_BRACKETS = " ()[].:"
_NAME_CELL = regex.compile(r"\S(?:[^\n]*?\S)?(?=[^\S\n]{3,}|[^\S\n]*$)", regex.MULTILINE)


@dataclass(frozen=True, slots=True)
class VoteTable:
    """A table of votes: where it stands, who voted how, and the figures of its headings."""

    span: Span
    votes: tuple[Vote, ...]
    tally: tuple[Tally, ...]


def vote_tables(voters: Voters, zone: Span) -> Iterator[VoteTable]:
    """Every table of votes in a stretch of the decision's own voice."""
    reading = voters.reading
    at = zone.start
    for m in _patterns().heading.finditer(reading.fold, zone.start, zone.end):
        if m.start() >= at:
            table = _columns(voters, Span(m.start(), m.end()), zone.end)
            at = table.span.end
            yield table
    rows = [
        (m.span(), vote)
        for m in _patterns().row.finditer(reading.fold, at, zone.end)
        if (vote := _member(voters, Span(*m.span("name")), m["choice"])) is not None
    ]
    rows += _under_marks(voters, Span(at, zone.end))
    spoken = [
        (m.span(), vote)
        for m in _patterns().running.finditer(reading.fold, at, zone.end)
        if (vote := _member(voters, Span(*m.span("name")), m["choice"])) is not None
    ]
    # In a debate «Ρήγας: Ναι.» answers a question; a vote names the most of those present.
    rows += spoken if len(spoken) >= max(_FEWEST, voters.present // 2) and not rows else []
    rows += [row for row in _side_by_side(voters, Span(at, zone.end)) if not any(row[1] == v for _, v in rows)]
    if len(rows) > 1:
        rows.sort(key=lambda row: row[1].span)
        yield VoteTable(Span(rows[0][0][0], max(end for (_, end), _ in rows)), tuple(v for _, v in rows), ())


def _member(voters: Voters, name: Span, choice: str) -> Vote | None:
    found = [n for n in voters.named(name.start, name.end, bare=True) if n.listed]
    if len(found) != 1:
        return None
    return Vote(found[0].name, _choice(choice), found[0].span, None, True, found[0].candidates)


def _under_marks(voters: Voters, zone: Span) -> list[tuple[tuple[int, int], Vote]]:
    """A mark for each name in the column of their choice, under «Ονοματεπώνυμο   ΥΠΕΡ   ΚΑΤΑ   ΛΕΥΚΟ»."""
    reading = voters.reading
    heads: list[tuple[float, str]] = []
    found: list[tuple[tuple[int, int], Vote]] = []
    for line in _LINE.finditer(reading.fold, zone.start, zone.end):
        cells = cells_of_line(reading, line.start(), line.end())
        words = [(c.place(line.start()), said) for c in cells[1:] if (said := _said(reading.fold[slice(*c.span)]))]
        if len(words) > 1 and len(words) == len(cells) - 1 and _NAMES.fullmatch(reading.fold, *cells[0].span):
            heads = words
            continue
        marks = [c for c in cells[1:] if _MARK.fullmatch(reading.fold, *c.span)]
        if len(marks) != 1 or not heads:
            continue
        place = marks[0].place(line.start())
        near = sorted(heads, key=lambda h: abs(h[0] - place))
        if abs(near[0][0] - place) * 2 < abs(near[1][0] - place) and (
            vote := _member(voters, cells[0].span, near[0][1])
        ):
            found.append((line.span(), vote))
    return found


def votes_beside_presence(voters: Voters, zone: Span) -> VoteTable | None:
    """The column of votes in the table that is the roll call too («Ονοματεπώνυμο   Συμμετοχή   Ψήφος»)."""
    reading = voters.reading
    if _HEAD.search(reading.fold, zone.start, zone.end) is None:
        return None
    heads: list[tuple[float, bool]] = []
    votes: list[Vote] = []
    tabbed = False
    for line in _LINE.finditer(reading.fold, zone.start, zone.end):
        tabbed = in_tabs(reading, Span(*line.span()), zone.end) if not heads else tabbed
        cells = cells_of_line(reading, line.start(), line.end(), tabbed=tabbed)
        said = [(_said(reading.fold[c.span.start : c.span.end]), c) for c in cells]
        columns = [_heads_votes(reading.fold[c.span.start : c.span.end]) for c in cells]
        if len(cells) > 2 and sum(columns) == 1 and not any(word for word, _ in said):
            heads = [(c.place(line.start()), votes_column) for c, votes_column in zip(cells, columns, strict=True)]
            continue
        for word, cell in said[1:]:
            place = cell.place(line.start())
            if word is None or not heads or not min(heads, key=lambda h: abs(h[0] - place))[1]:
                continue
            named = (_member(voters, c.span, word) for c in cells if c.span.start < cell.span.start)
            if (vote := next((v for v in named if v is not None), None)) is not None and vote.name not in voters.absent:
                votes.append(vote)
    return VoteTable(Span(votes[0].span.start, votes[-1].span.end), tuple(votes), ()) if len(votes) > 1 else None


def _heads_votes(cell: str) -> bool:
    return any(value == "vote column" and p.fullmatch(cell) for value, p in patterns("presence_marks"))


def _side_by_side(voters: Voters, zone: Span) -> Iterator[tuple[tuple[int, int], Vote]]:
    """Lines of several names, each with its choice behind it («Βαρδής Μ.   ΝΑΙ     Γαλανού Ε.   ΟΧΙ»)."""
    fold = voters.reading.fold
    for line in _LINE.finditer(fold, zone.start, zone.end):
        cells = [c for c in _CELL.finditer(fold, line.start(), line.end()) if any(x.isalpha() for x in c[0])]
        said = [_said(c[0]) for c in cells]
        if len(cells) < 4 or any((word is None) == (i % 2 == 1) for i, word in enumerate(said)) or len(cells) % 2:
            continue
        for name, word in zip(cells[::2], said[1::2], strict=True):
            if word is not None and (vote := _member(voters, Span(*name.span()), word)) is not None:
                yield line.span(), vote


def _said(cell: str) -> str | None:
    """The choice a cell holds and nothing else."""
    word = cell.strip(_BRACKETS)
    return word if any(w.pattern.fullmatch(word) for w in lexicon("vote_cells")) else None


def _columns(voters: Voters, heading: Span, end: int) -> VoteTable:
    """Names under the headings «ΥΠΕΡ   ΚΑΤΑ   ΛΕΥΚΟ», each under the nearest, down to the first line without one."""
    reading = voters.reading
    heads = list(_patterns().heading_cell.finditer(reading.fold, heading.start, heading.end))
    left = heading.start
    tally = tuple(Tally(_choice(h["choice"]), int(h["n"]), Span(*h.span("n"))) for h in heads if h["n"] is not None)
    votes: list[Vote] = []
    at, blank = heading.end + 1, 0
    while at < end and blank < 2:
        stop = _line_end(reading, at, end)
        found = list(_line_votes(voters, heads, left, at, stop))
        if not reading.fold[at:stop].strip():
            blank += 1
        elif not found:
            break
        else:
            votes += found
            blank = 0
        at = stop + 1
    last = max((v.span.end for v in votes), default=heading.end)
    return VoteTable(Span(heading.start, last), tuple(votes), tally)


def _line_end(reading: Reading, at: int, end: int) -> int:
    stop = reading.fold.find("\n", at, end)
    return end if stop < 0 else stop


def _line_votes(voters: Voters, heads: list[regex.Match[str]], left: int, at: int, stop: int) -> Iterator[Vote]:
    for cell in _NAME_CELL.finditer(voters.reading.fold, at, stop):
        column = cell.start() - at
        head = min(heads, key=lambda h: abs(h.start() - left - column))
        for named in voters.named(cell.start(), cell.end(), bare=True):
            yield Vote(named.name, _choice(head["choice"]), named.span, None, named.listed, named.candidates)
