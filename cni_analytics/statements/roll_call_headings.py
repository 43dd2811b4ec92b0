"""Where the lists of a roll call begin: headings («ΑΠΟΝΤΕΣ (8):») and verbs («απουσίαζαν οι κ.κ. …»)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Literal

import regex

from cni_analytics.statements.lexicon import lexicon
from cni_analytics.statements.name_words import BRACKET, find_name
from cni_analytics.statements.numerals import COUNT, count
from cni_analytics.statements.roll_call_labels import find_labels
from cni_analytics.statements.sentences import sentences
from cni_analytics.statements.types import Figure, Span
from cni_analytics.text.reading import Reading

_HEADING_STEM = regex.compile(
    r"παρο(?:ντ|υσ)|παρευρ|αποντ|απουσ|απολειπ|αποχωρ|συμμετ|συνδεδ|συνθεσ|προσ(?:ελ|ηλ|κ)|καθυστερ|μελη|προεδροι|εκπροσωποι"
    r"|υπηρεσιακ|υπαλληλ|παρεδρ|προισταμ"
)
_MOST = 60
"""No roll call has more headings, or more sentences about presence; a text laid out to tire the reader may."""
_REACH = 2500
"""How far from its verb a sentence about presence is read, in characters."""
_WORTH_TRYING = {
    "all present": regex.compile(r"\bολ(?:α|οι)\b|το συνολο των|ουδεισ|κανεισ|κανενασ"),
    "third call": regex.compile(r"τριτη"),
}
"""A quick look before the wordings of a value are tried on a long stretch."""
_CELL_START = regex.compile(
    r"(?:^|[\n\f\t|]|\s{3})[\s\-•*·▪\"(#_]*(?:[α-ωa-z\d]{1,3}[.)'] ?|α/α\s{1,3})?(?:(?:η|οι|τα) )?$"
)
_COUNT_AFTER = regex.compile(
    rf"\s*(?:[(\[]\s*(?:συνολο\s*:?\s*)?({COUNT})\s*(?:μελη\s*)?[)\]]|:?\s*({COUNT})(?=\s*(?:[\n:|]|$|μελη)))"
)
_LIST_FOLLOWS = regex.compile(r"\s*(?::|-+(?=\s|$))|[ \t]*(?=[\n\f|\t]|\s{3}|$)|\s*(?=\(?\d{1,2}\s?[.)]\s*-?\s*\p{L})")
REMARK = regex.compile(r"[ \t]*\((?=\p{Ll}|[^()\n]{0,20}προσ)[^()\n]{3,120}\)(?=[ \t]*(?:[:\n\f]|$))")
"""What a heading says about its list: «ΠΑΡΟΝΤΕΣ (περιλαμβάνονται και όσοι προσήλθαν μετά την έναρξη)»."""
_COLON = regex.compile(r"\s*(?::\s*-?|(?=\s1\s?[.)]\s*-?\s*\p{L}))")
_MAYOR = regex.compile(r"(?<!\p{L})δημαρχ(?:οσ|ου|ο)(?!\p{L})")
_COUNCILLORS = regex.compile(r"συμβουλ(?:οι|ουσ|ων|οσ|ου|ο)(?!\p{L})|μελη|μελων|κ\. ?κ\.")
_NUMBER_BEFORE = regex.compile(r"\(?\d{1,3}\s?[.)]\s*-?\s*(?:κ\.\s*)?$")
_MOVED = regex.compile(r"(?<!\p{L})(?:προσηλθ|αποχωρησ|αποσυνδεθηκ|συνδεθηκ|εισηλθ|εξηλθ)(?:ε|αν)(?!\p{L})")
_PARAGRAPH_END = regex.compile(r"\n[ \t]*\n|\f")
_VERB = regex.compile(r"απουσι|ελειπ|δεν|ηταν")
_NEXT_LINE = regex.compile(r"[ \t]*(?:\n|\f|$)")
_OPEN_END = regex.compile(r"(?:[:,;]|ητοι|εξησ|δηλαδη|κατωθι)\s*(?:\(?1\s?[.)])?\s*$")


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a list.

    ``kind`` is ``present``, ``absent``, ``composition``, ``departed``, ``arrived`` or ``invited``; the list
    begins at ``end``; ``column`` counts characters from the start of the line.
    """

    kind: str
    start: int
    end: int
    column: int
    line: int
    figure: Figure | None = None


@cache
def _rows(suffix: str) -> tuple[tuple[str, regex.Pattern[str]], ...]:
    rows = (row for row in lexicon("roll_call") if row.value.endswith(suffix))
    return tuple((row.value.removesuffix(suffix).strip(), row.pattern) for row in rows)


def states(reading: Reading, value: str, start: int, end: int) -> bool:
    """Whether a stretch holds a wording of ``lexicon/roll_call.csv`` with this value."""
    if value in _WORTH_TRYING and not _WORTH_TRYING[value].search(reading.fold, start, end):
        return False
    return any(p.search(reading.fold, start, end) for _, p in _rows(value))


def find_headings(reading: Reading, zone: Span) -> list[Heading]:
    """Headings of lists in a zone, in order; one that lies inside another is left out."""
    found: list[Heading] = []
    for line in islice(_lines_with_a_stem(reading, zone), _MOST):
        for kind, pattern in _rows(" heading"):
            for m in islice(pattern.finditer(reading.fold, line.start, line.end), _MOST):
                heading = _heading(reading, kind, m.start(), m.end(), zone)
                if heading is not None:
                    found.append(heading)
    for said, span, figure in islice(find_labels(reading, zone), _MOST):
        left = max(reading.fold.rfind("\n", 0, span.start), reading.fold.rfind("\f", 0, span.start)) + 1
        label = Heading(said, span.start, span.end, span.start - left, left, figure)
        # The whole label says more than the wordings inside it: «Δεν ήταν παρόντες:», «ΗΤΑΝ ΑΠΟΝΤΕΣ».
        if not any(
            reading.fold[label.end : h.end].strip() or h.start == label.start for h in found if _overlap(h, label)
        ):
            found = [h for h in found if not _overlap(h, label)] + [label]
    found.sort(key=lambda h: (h.start, -h.end))
    kept: list[Heading] = []
    for heading in found[:_MOST]:
        if not kept or heading.start >= kept[-1].end:
            kept.append(heading)
    return kept


def _overlap(a: Heading, b: Heading) -> bool:
    return a.start < b.end and b.start < a.end


def _lines_with_a_stem(reading: Reading, zone: Span) -> Iterator[Span]:
    """Lines that hold the beginning of a word headings are made of; headings stand on one line."""
    at = zone.start
    while (m := _HEADING_STEM.search(reading.fold, at, zone.end)) is not None:
        start = (
            max(reading.fold.rfind("\n", zone.start, m.start()), reading.fold.rfind("\f", zone.start, m.start())) + 1
        )
        ends = [
            e
            for e in (reading.fold.find("\n", m.end(), zone.end), reading.fold.find("\f", m.end(), zone.end))
            if e >= 0
        ]
        at = min(ends, default=zone.end)
        yield Span(max(start, zone.start), at)


def _heading(reading: Reading, kind: str, start: int, end: int, zone: Span) -> Heading | None:
    fold = reading.fold
    if start > 0 and fold[start - 1].isalnum():
        return None
    left = max(fold.rfind("\n", 0, start), fold.rfind("\f", 0, start)) + 1
    figure = None
    counted = _COUNT_AFTER.match(fold, end, zone.end)
    if counted is not None:
        number = count(fold, counted.start(), counted.end())
        if number is not None and kind in ("present", "absent"):
            span = Span(number.start, number.end)
            what: Literal["present", "absent"] = "present" if kind == "present" else "absent"
            figure = Figure(what, number.value, span, number.words, "list_heading", number.digits)
        end = counted.end()
    remark = REMARK.match(reading.text, end, zone.end)
    end = end if remark is None else remark.end()
    at_cell = _CELL_START.search(fold, max(left - 1, start - 40), start) is not None or start == left
    after = _COLON.match(fold, end, zone.end)
    if after is None and at_cell and reading.text[start].isupper():
        after = _LIST_FOLLOWS.match(fold, end, zone.end)
    if after is None:
        return None
    if kind in ("departed", "arrived") and _tells_of_moving(fold, after.end(), zone.end):
        return None
    if (
        kind in ("departed", "arrived")
        and fold[start:end].strip().endswith("αν")
        and not _NEXT_LINE.match(fold, after.end())
    ):
        # «Αποχώρησαν: ο κ. Χ στο 3ο θέμα …» on one line is a sentence.
        return None
    return Heading(kind, start, after.end(), start - left, left, figure)


def _tells_of_moving(fold: str, start: int, end: int) -> bool:
    """Whether sentences stand under a heading («Προσελεύσεις: Ο κ. Β. προσήλθε στο 2ο θέμα …»), and no list."""
    blank = _PARAGRAPH_END.search(fold, start + 1, min(end, start + _REACH))
    stop = blank.start() if blank is not None else min(end, start + _REACH)
    return _MOVED.search(BRACKET.sub(" ", fold[start:stop])) is not None


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that names who was there, or who was missing; the names stand from ``start`` to ``end``."""

    kind: str
    start: int
    end: int


def find_statements(reading: Reading, zone: Span, stops: list[int]) -> Iterator[Statement]:
    """Sentences that name the present or the absent, without a heading.

    Parameters
    ----------
    reading, zone
        Where to look.
    stops
        Where lists with a heading begin; a sentence's list ends before the next of them.
    """
    cues = sorted(
        (m.start(), m.end(), kind)
        for kind, pattern in _rows(" sentence")
        if kind != "invited"
        for m in pattern.finditer(reading.fold, zone.start, zone.end)
    )
    if not cues:
        return
    parts = sentences(reading, zone.start, zone.end)
    for start, end, kind in cues[:_MOST]:
        whole = next(s for s in parts if s.end > start)
        sentence = Span(max(whole.start, start - _REACH), min(whole.end, end + _REACH))
        if states(reading, "momentary", sentence.start, sentence.end):
            continue
        limit = min((s for s in stops if s >= end), default=zone.end)
        limit = min([limit, *(s for s, _, other in cues if s >= end and other != kind)])
        if (after := _names_after(reading, kind, sentence, end, limit)) is not None:
            yield after
        elif (
            kind == "absent"
            and _VERB.match(reading.fold, start)
            and (before := _names_before(reading, sentence, start)) is not None
        ):
            yield before


def _names_after(reading: Reading, kind: str, sentence: Span, end: int, limit: int) -> Statement | None:
    stop = min(sentence.end, limit)
    at = find_name(reading, end, stop)
    if at is None and _OPEN_END.search(reading.fold, sentence.start, sentence.end) and sentence.end < limit:
        at = find_name(reading, sentence.end, min(limit, sentence.end + 80))
        if at is not None:
            at = sentence.end
    if at is None or _not_members(reading, sentence.start, at):
        return None
    numbered = _NUMBER_BEFORE.search(reading.fold, end, at)
    return Statement(kind, numbered.start() if numbered is not None else at, limit)


def _names_before(reading: Reading, sentence: Span, cue: int) -> Statement | None:
    at = find_name(reading, sentence.start, cue)
    if at is None or _not_members(reading, sentence.start, at):
        return None
    return Statement("absent", at, cue)


def _not_members(reading: Reading, start: int, end: int) -> bool:
    """Whether the words before the names say that these are the mayor, staff or guests."""
    if states(reading, "invited sentence", start, end):
        return True
    mayor = _MAYOR.search(reading.fold, start, end)
    return mayor is not None and not _COUNCILLORS.search(reading.fold, mayor.end(), end)
