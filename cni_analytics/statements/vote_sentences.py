"""The sentences of a decision that tell how it was voted on, apart from speeches and plans to vote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

from cni_analytics.statements.lexicon import lexicon
from cni_analytics.statements.outline import Outline
from cni_analytics.statements.sentences import sentences
from cni_analytics.statements.types import Body, Resolution, Span
from cni_analytics.statements.zones import patterns
from cni_analytics.text.reading import Reading

_LISTED = regex.compile(r"(?:\s*\n[ \t]*(?:[-–•·*▪➢✓]|\d{1,2}[.)])[ \t]*\p{Lu}[^\n:]{3,60}(?=\n|\Z))++")
"""Bullets or numbers with a name, each alone on its line."""
_SUBJECT = regex.compile(r"(?<!\w)(?:το|η)\s+\Z")
_ENDS = ".;:·!»)"
_NEXT_PERSON = regex.compile(r"\.\s+(?=(?:Ο|Η|Οι)\s+(?:κ\.|[Δδ]ημοτικ|[Σσ]ύμβουλ))")


def _sentences(reading: Reading, span: Span) -> Iterator[Span]:
    """Sentences, cut too where a name ends one and another person begins the next («… και Ιωσήφ. Ο κ. Α απείχε»)."""
    for sentence in _with_lists(reading, _over_pages(reading, sentences(reading, span.start, span.end))):
        at = sentence.start
        for m in _NEXT_PERSON.finditer(reading.text, sentence.start, sentence.end):
            yield Span(at, m.start())
            at = m.end()
        # The stop is no part of the last name.
        yield Span(at, sentence.end - reading.text.endswith(".", at, sentence.end))


def _with_lists(reading: Reading, found: Iterable[Span]) -> Iterator[Span]:
    """Sentences, a list of voters on lines of their own made one with what announces it («Κατά ψήφισαν οι:»)."""
    listed = -1
    for span in found:
        if span.start < listed:
            continue
        if reading.text[span.end - 1] == ":" and _says("voters_listed", reading, span):
            m = _LISTED.match(reading.text, span.end)
            if m is not None:
                listed = m.end()
                span = Span(span.start, listed)
        yield span


def _over_pages(reading: Reading, found: Iterable[Span]) -> Iterator[Span]:
    """Sentences, those made one that only a page's end, its footer and the next header part."""
    open_span: Span | None = None
    for span in found:
        gap = reading.text[open_span.end : span.start] if open_span is not None else ""
        if open_span is not None and "\f" in gap and not gap.strip() and reading.text[open_span.end - 1] not in _ENDS:
            open_span = Span(open_span.start, span.end)
            continue
        if open_span is not None:
            yield open_span
        open_span = span
    if open_span is not None:
        yield open_span


def _says(value: str, reading: Reading, span: Span) -> bool:
    """Whether a sentence has a wording of ``lexicon/vote_sentences.csv``."""
    return any(p.search(reading.fold, span.start, span.end) is not None for p in patterns("vote_sentences", value))


def vote_sentences(
    reading: Reading, outline: Outline, resolutions: tuple[Resolution, ...], body: Body | None = None
) -> tuple[tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]]:
    """Sentences that tell a vote's result, in the decision's own voice; what another ``body`` voted is passed over.

    Returns
    -------
    before, head, after
        Of the discussion; between the outcome and the first clause; after the clauses. Clauses themselves
        are left out, but for what they say of their own vote.
    """
    before = [
        s
        for part in outline.own_parts(outline.discussion)
        for s in _sentences(reading, part)
        if _tells(reading, s) and not _of_another_body(reading.fold, s, body)
    ]
    if outline.operative is None:
        return tuple(before), (), ()
    first = _before_label(reading, resolutions[0]) if resolutions else outline.operative.end
    last = max((r.span.end for r in resolutions), default=outline.operative.end)
    head = [
        s
        for part in outline.own_parts(Span(outline.operative.start, first))
        for s in _sentences(reading, part)
        if _tells(reading, s)
    ]
    inside = [
        s
        for r in resolutions
        for s in _sentences(reading, r.span)
        if _tells(reading, s) and _says("of_clause", reading, s)
    ]
    tail = [
        s
        for part in outline.own_parts(Span(min(last, outline.operative.end), outline.operative.end))
        for s in _sentences(reading, part)
        if _tells(reading, s)
    ]
    return tuple(before), tuple(head), (*inside, *tail)


def _before_label(reading: Reading, resolution: Resolution) -> int:
    """Where the first clause begins, its label included."""
    start = resolution.span.start
    if resolution.label is None:
        return start
    label = reading.text.rfind(resolution.label, max(0, start - 12), start)
    return label if label >= 0 else start


def declarations(reading: Reading, outline: Outline) -> Iterator[Span]:
    """Sentences of the debate in which somebody declares a vote, not a plan or a condition."""
    for part in outline.own_parts(outline.discussion):
        for span in _sentences(reading, part):
            if _says("declares", reading, span) and not _says("plan", reading, span):
                yield span


def _of_another_body(fold: str, span: Span, body: Body | None) -> bool:
    """Whether a sentence has another body for its subject («Η Επιτροπή Ποιότητας Ζωής εισηγήθηκε, με 5 υπέρ …»)."""
    if body is None:
        return False
    subjects = {
        wording.value
        for wording in lexicon("bodies")
        for m in wording.pattern.finditer(fold, span.start, span.end)
        if _SUBJECT.search(fold, max(span.start, m.start() - 4), m.start())
    }
    return bool(subjects) and body not in subjects


def _tells(reading: Reading, span: Span) -> bool:
    """Whether a sentence tells a vote's result, not a plan, a speech or the vote on another proposal."""
    return _says("tells", reading, span) and not any(
        _says(value, reading, span) for value in ("plan", "speech", "another")
    )


def clusters(found: tuple[Span, ...], reach: int = 500) -> list[tuple[Span, ...]]:
    """Sentences that follow each other closely, as one vote."""
    grouped: list[list[Span]] = []
    for span in found:
        if grouped and span.start - grouped[-1][-1].end <= reach:
            grouped[-1].append(span)
        else:
            grouped.append([span])
    return [tuple(g) for g in grouped]
