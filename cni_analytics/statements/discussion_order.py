"""The order in which items were discussed, where the page says that it is not their numbering."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

from cni_analytics.statements.lexicon import lexicon
from cni_analytics.statements.numerals import ORDINAL, ordinals, read_ordinal
from cni_analytics.statements.sentences import sentences
from cni_analytics.statements.types import Item, Span
from cni_analytics.text.reading import Reading

_AGENDA = tuple(Item(n) for n in range(1, 100))
_OUT = tuple(Item(n, out_of_agenda=True) for n in range(1, 31))
_CUE = regex.compile(r"συζητηθ|προταχ|προταξ|προτασσ|προτεραι|προηγηθ|τεθηκ|εισηχθ|σειρα")
_OUT_WORDS = regex.compile(r"εκτοσ\s+(?:τησ\s+)?(?:ημερησιασ|η\.?\s?δ)|ε\.?η\.?δ\.?")
_REST = regex.compile(r"(?:τα\s+)?υπολοιπα|λοιπα\s+θεματα|συνεχεια\s+(?:τα|των)\s+(?:υπολοιπ|θεμ)")
_NUMBERS_OF_ITEMS = regex.compile(
    rf"(?:το|τα|των|του|θεμα(?:τα|τοσ|των)?|και|,|:|\((?=\s?\d+\s?[οη]))\s*(?P<n>{ORDINAL})(?=\s*(?:,|και|-|θεμα|τησ|\.|\)|κ\b|;|$|εκτοσ|τακτ))"
)


def read_discussion_order(reading: Reading, zones: Iterable[Span]) -> tuple[Item, ...] | None:
    """Read in which order the items were discussed.

    Parameters
    ----------
    reading
        The document.
    zones
        Where this session's own words stand.

    Returns
    -------
    tuple of Item or None
        The whole order, items the page does not move in the order of their numbers; ``None`` where the page
        says nothing of it, and items out of the agenda come first as the law has it.
    """
    for zone in zones:
        for sentence in sentences(reading, zone.start, zone.end):
            if not _CUE.search(reading.fold, sentence.start, sentence.end):
                continue
            for row in lexicon("discussion_order"):
                m = row.pattern.search(reading.fold, sentence.start, sentence.end)
                if m is not None and (order := _order(reading, row.value, m, sentence)):
                    return order
    return None


def _order(reading: Reading, value: str, m: regex.Match[str], sentence: Span) -> tuple[Item, ...] | None:
    if value == "out_last":
        return (*_AGENDA, *_OUT)
    if value in ("before", "after", "last"):
        return _moved(reading, value, m)
    if value == "first" and m.re.groups and m.start(1) >= 0:
        first = read_ordinal(reading.fold, m.start(1), m.end(1))
        return _first([Item(first.value)]) if first else None
    start = m.end() if value == "list" else sentence.start
    items = list(dict.fromkeys(_items(reading, start, sentence.end)))
    return _first(items) if items else None


def _first(items: list[Item]) -> tuple[Item, ...]:
    """These first; then what else is out of the agenda, then the rest by number."""
    if any(item.out_of_agenda and item.number is None for item in items):
        at = next(i for i, item in enumerate(items) if item.out_of_agenda and item.number is None)
        items = [*items[:at], *(o for o in _OUT if o not in items), *(i for i in items[at + 1 :])]
    rest = [i for i in (*_OUT, *_AGENDA) if i not in items]
    return (*items, *rest)


def _items(reading: Reading, start: int, end: int) -> Iterator[Item]:
    """Items as a sentence lists them, up to «τα υπόλοιπα»."""
    rest = _REST.search(reading.fold, start, end)
    stop = rest.start() if rest is not None else end
    found: list[tuple[int, Item]] = []
    out_at = [m.start() for m in _OUT_WORDS.finditer(reading.fold, start, stop)]
    for m in _NUMBERS_OF_ITEMS.finditer(reading.fold, start, stop):
        for number in ordinals(reading.fold, m.start("n"), m.end("n")):
            out = any(number.end <= o <= number.end + 12 for o in out_at)
            found.append((number.start, Item(number.value, out_of_agenda=out)))
    numbered_out = any(item.out_of_agenda for _, item in found)
    if out_at and not numbered_out:
        found.append((out_at[0], Item(None, out_of_agenda=True)))
    yield from (item for _, item in sorted(found, key=lambda f: f[0]))


def _moved(reading: Reading, value: str, m: regex.Match[str]) -> tuple[Item, ...] | None:
    moved = read_ordinal(reading.fold, m.start(1), m.end(1))
    if moved is None:
        return None
    rest = [i for i in (*_OUT, *_AGENDA) if i != Item(moved.value)]
    if value == "last":
        return (*rest, Item(moved.value))
    other = read_ordinal(reading.fold, m.start(2), m.end(2))
    if other is None or other.value == moved.value or Item(other.value) not in rest:
        return None
    at = rest.index(Item(other.value)) + (value == "after")
    return (*rest[:at], Item(moved.value), *rest[at:])
