"""The memorandum of a network of cities annexed to a decision, clause by clause.

Clauses are looked for inside the memorandum only. What the rest of the document says of the network
(when it was founded, by whom, how many have joined) is read where the memorandum is silent, and marked
``place="document"``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any

import regex

from cni_analytics.statements import memorandum_terms as terms
from cni_analytics.statements.enumeration import entries
from cni_analytics.statements.memorandum_names import network_name
from cni_analytics.statements.memorandum_wordings import found, sentence_at, unit_after
from cni_analytics.statements.municipality_list import municipalities_at
from cni_analytics.statements.numerals import counts
from cni_analytics.statements.outline import Outline
from cni_analytics.statements.types import Commitment, Memorandum, Span
from cni_analytics.text.reading import Reading

_NETWORK = regex.compile(r"\bδικτυου?\b[^.;]{0,80}\b(?:πολεων|δημων)|cities'? network|network of cities")
_NETWORK_WITHIN = 2500
"""A memorandum names its network in its title or its first paragraphs."""
_ONE_HEADING = 600
"""Headings closer than this («ΣΧΕΔΙΟ», «ΜΝΗΜΟΝΙΟ», its title again after the place and date) open one memorandum."""


def read_memorandum(reading: Reading, outline: Outline) -> Memorandum | None:
    """The memorandum of a network of cities, draft or final, before or after the signatures.

    Parameters
    ----------
    reading
        The whole document; a memorandum can also stand inside the proposal.
    outline
        Its parts; another body's decision, quoted, does not speak for this document.

    Returns
    -------
    Memorandum or None
        The one with most clauses, where the document carries it twice; ``None`` where there is none.
    """
    best: tuple[tuple[Commitment, ...], Span] | None = None
    for section in _sections(reading):
        clauses = tuple(_clauses(reading, section))
        if clauses and (best is None or len(clauses) > len(best[0])):
            best = clauses, section
    if best is None:
        return None
    clauses, section = best
    stated = {clause.kind for clause in clauses}
    around = (Span(0, section.start), Span(section.end, len(reading.text)))
    about = (c for span in around for c in _about_network(reading, span, place="document"))
    own = (c for c in about if not any(e.span.start <= c.span.start < e.span.end for e in outline.embedded))
    elsewhere = tuple(_first_of_each(c for c in own if c.kind not in stated))
    return Memorandum(network_name(reading, section), clauses + elsewhere, section)


def memorandum_record(memorandum: Memorandum | None) -> dict[str, Any] | None:
    """The memorandum as the decision record holds it; the words are under ``memorandum.commitments.N``."""
    if memorandum is None:
        return None
    return {
        "network": memorandum.network.value if memorandum.network else None,
        "commitments": [
            {"kind": c.kind, "value": c.value, "ordinal": c.ordinal, "place": c.place} for c in memorandum.commitments
        ],
    }


def _sections(reading: Reading) -> list[Span]:
    """Every memorandum of a network: from its heading to where its text or the document ends."""
    starts: list[int] = []
    for _, m in found(reading, "heading", 0, len(reading.fold)):
        printed = reading.text[m.start() : m.end()].strip()
        if not printed or not (printed[0].isupper() or printed[0] in "«\"'"):
            continue  # the middle of a sentence that a line's end has cut
        if not starts or m.start() - starts[-1] > _ONE_HEADING:
            starts.append(m.start())
    sections = []
    for start, following in pairwise([*starts, len(reading.fold)]):
        if not _NETWORK.search(reading.fold, start, min(start + _NETWORK_WITHIN, following)):
            continue
        end = next((m.start() for _, m in found(reading, "end", start, following)), following)
        sections.append(Span(start, end))
    return sections


def _clauses(reading: Reading, section: Span) -> Iterator[Commitment]:
    yield from _first_of_each(_about_network(reading, section, place="memorandum"))
    readers: tuple[Callable[[Reading, Span], Iterable[Commitment]], ...] = (
        terms.text_date, _activities, _pillars, terms.accession, terms.representatives, terms.duration,
        terms.exit_notice, terms.review_interval,
    )  # fmt: skip
    for read in readers:
        yield from read(reading, section)


def _first_of_each(commitments: Iterable[Commitment]) -> Iterator[Commitment]:
    """Only the first of a kind that has one value; all of a list, if they come from one list."""
    seen: set[tuple[str, int | None]] = set()
    for c in commitments:
        if (c.kind, c.ordinal) not in seen:
            seen.add((c.kind, c.ordinal))
            yield c


def _about_network(reading: Reading, span: Span, *, place: terms.Place) -> Iterator[Commitment]:
    yield from terms.founding(reading, span, place)
    for _, m in found(reading, "announced", span.start, span.end):
        sentence = sentence_at(reading, m.end(), span)
        for number in counts(reading.fold, m.end(), min(sentence.end, m.end() + 80)):
            if number.agrees and unit_after(reading, "member_unit", number.end):
                yield Commitment(
                    "member_announced_count", str(number.value), None, Span(number.start, number.end), place
                )
    for _, m in found(reading, "members", span.start, span.end):
        listed = municipalities_at(reading, m.end(), span.end)
        if len(listed) > 1:
            for ordinal, name in enumerate(listed, start=1):
                yield Commitment("member", name.value, ordinal, name.span, place)
            break


def _listed(reading: Reading, section: Span, kind: str, value: str) -> Iterator[Commitment]:
    for _, m in found(reading, value, section.start, section.end):
        items = entries(reading, m.end(), section.end)
        if len(items) > 1:
            for item in items:
                yield Commitment(kind, reading.printed(item.span.start, item.span.end), item.ordinal, item.span)
            return


def _activities(reading: Reading, section: Span) -> Iterator[Commitment]:
    return _listed(reading, section, "activity", "activities")


def _pillars(reading: Reading, section: Span) -> Iterator[Commitment]:
    return _listed(reading, section, "pillar", "pillars")
