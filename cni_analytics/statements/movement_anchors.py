"""What a coming or going is tied to: an item, a decision, the session, a clock time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from cni_analytics.statements.entry_labels import letter_number
from cni_analytics.statements.lexicon import lexicon
from cni_analytics.statements.numerals import ordinals
from cni_analytics.statements.types import DecisionNumber, Item, Moment, Span
from cni_analytics.text.reading import Reading

_REACH = 110
"""How far before the item its moment may stand, in characters."""
_PAGE = 600
_BLANK = regex.compile(r"\s{2,}")
_BREAKS = regex.compile(r"[,.;:·]|αποχωρ|προσηλθ|προσελ|συνδεθ|απουσ|εισηλθ|εξηλθ|επανηλθ")
"""What parts a moment word from an item: «μετά από αίτημά του, αποχώρησε στο 3ο θέμα»."""
_LONGEST_RANGE = 60
_BETWEEN = regex.compile(
    r"(?<!\p{L})(?:μεταξυ|αναμεσα)\s+(?:στη\s+|τησ\s+)?(?:συζητησ\p{L}{1,3}\s+)?(?:του\s+|των\s+|στο\s+)?$"
)
"""«Μεταξύ 2ου και 3ου θέματος»: after the first of them."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where in the session a movement is tied.

    ``kind`` is ``item``, ``decision``, ``session``, ``this`` (the item of this decision), ``same`` (the item
    named before) or ``time``. Several ``items`` or ``decisions`` where the page names several.
    """

    kind: str
    span: Span
    moment: Moment | None = None
    items: tuple[Item, ...] = ()
    decisions: tuple[DecisionNumber, ...] = ()
    time: str | None = None


@cache
def _moments() -> tuple[tuple[str, regex.Pattern[str]], ...]:
    return tuple((row.value, row.pattern) for row in lexicon("movement_moments"))


def find_anchors(reading: Reading, start: int, end: int) -> list[Anchor]:
    """Every anchor of a sentence, in order; each takes the moment word nearest before it.

    Parameters
    ----------
    reading
        The document.
    start, end
        The sentence.
    """
    found: list[tuple[int, int, int, str, regex.Match[str]]] = []
    for rank, row in enumerate(lexicon("movement_anchors")):
        for m in row.pattern.finditer(reading.fold, start, end):
            found.append((m.start(), -m.end(), rank, row.value, m))
    found.sort(key=lambda f: f[:3])
    anchors: list[Anchor] = []
    at = start
    for begin, _, _, kind, m in found:
        if begin < at:
            continue
        moment, moment_start = find_moment(
            reading, max(at, _reach(reading.fold, start, begin)), m.start(), m.end(), adjacent=True
        )
        anchor = _anchor(reading, kind, m, moment, min(begin, moment_start))
        if anchor is not None:
            anchors.append(anchor)
            at = m.end()
    return anchors


def _reach(fold: str, start: int, end: int) -> int:
    """Where the words begin in which a moment may stand; a page's end among them is no distance."""
    blank = sum(m.end() - m.start() - 1 for m in _BLANK.finditer(fold, max(start, end - _PAGE), end))
    return max(start, end - blank - _REACH)


def find_moment(
    reading: Reading, start: int, end: int, inside: int | None = None, *, adjacent: bool = False
) -> tuple[Moment | None, int]:
    """The moment word nearest before ``end``, and where it begins (``end`` where there is none).

    ``inside`` extends the search into the anchor's own words, for moments that are part of it; with ``adjacent``
    no other clause may stand between the word and ``end``.
    """
    best: tuple[int, int, str] | None = None
    for rank, (value, pattern) in enumerate(_moments()):
        for m in pattern.finditer(reading.fold, start, inside or end):
            if m.start() >= end and value == "":
                continue
            if adjacent and value and m.end() < end and _BREAKS.search(reading.fold, m.end(), end):
                continue
            key = (m.start() if value else -1, -rank, value)
            if best is None or key[:2] > best[:2]:
                best = key
    if best is None or not best[2]:
        return None, end
    moment: Moment = "before" if best[2] == "before" else "after" if best[2] == "after" else "during"
    return moment, min(best[0], end)


def _anchor(reading: Reading, kind: str, m: regex.Match[str], moment: Moment | None, start: int) -> Anchor | None:
    span = Span(start, m.end())
    if kind.startswith("decision"):
        first, year = int(m["d"]), int(m["y"]) if m["y"] else None
        last = int(m["e"]) if kind == "decision_range" else first
        if not first <= last <= first + _LONGEST_RANGE:
            return None
        return Anchor(
            "decision", span, moment, decisions=tuple(DecisionNumber(n, year) for n in range(first, last + 1))
        )
    if kind == "time":
        return Anchor("time", span, moment, time=m["t"].replace(".", ":").zfill(5))
    if kind in ("this", "same", "session"):
        here = kind == "this" and "σημειο" in m[0]
        return Anchor(kind, span, "during" if here and moment is None else moment)
    if kind == "item_letter":
        number = letter_number(m["l"])
        return Anchor("item", span, moment, items=(Item(number),)) if number is not None else None
    out = kind.startswith("item_out")
    if kind in ("item_out_sole", "item_out_all", "item_sole"):
        return Anchor("item", span, moment, items=(Item(None, out),))
    # The first on its own: «πρώτου εκτός» must not be tried as one ordinal.
    first_group = next(g for g in range(1, m.re.groups + 1) if m.start(g) >= 0)
    stretches = (m.span(first_group), (m.end(first_group), m.end()))
    items = [n.value for stretch in stretches for n in ordinals(reading.fold, *stretch) if 0 < n.value < 200]
    if not items:
        return None
    if len(items) > 1 and _BETWEEN.search(reading.fold, max(0, m.start() - 40), m.start()):
        return Anchor("item", span, "after", items=(Item(items[0], out),))
    if kind == "item_range":
        if len(items) < 2 or not items[0] < items[1] <= items[0] + _LONGEST_RANGE:
            return None
        items = list(range(items[0], items[1] + 1))
    return Anchor("item", span, moment, items=tuple(Item(n, out) for n in dict.fromkeys(items)))
