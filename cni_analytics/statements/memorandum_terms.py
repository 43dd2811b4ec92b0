"""The clauses of a memorandum that have one value: when, how long, how to join, how to leave."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import regex

from cni_analytics.statements.dates import days
from cni_analytics.statements.lexicon import lexicon
from cni_analytics.statements.memorandum_wordings import found, rows, said, sentence_at, unit_after
from cni_analytics.statements.municipality_list import municipality_list
from cni_analytics.statements.numerals import Number, counts
from cni_analytics.statements.types import Commitment, Span, Stated
from cni_analytics.text.reading import Reading

Place = Literal["memorandum", "document"]

_YEAR = regex.compile(r"\b(?:το|του|ετοσ|ετουσ|απο το)\s+((?:19|20)\d\d)\b(?!\s?[/.-]\s?\d)")
_YEAR_AFTER_MONTH = regex.compile(r"\s{1,3}(?:του\s{1,3})?(?:ετουσ\s{1,3})?((?:19|20)\d\d)\b")
_SIGNED_AT = regex.compile(r"[ \t]*\p{Lu}[\p{L} .-]{2,40},?[ \t]+(?:σήμερα,?[ \t]+)?")
_LINES_BELOW_HEADING = 12
_BEFORE_VERB = 25
_NEAR = 80
_CLAUSE = 160
_CLAUSE_ENDS = regex.compile(r"[:;·«»]|\.\s")


def founding(reading: Reading, span: Span, place: Place) -> Iterator[Commitment]:
    """When the network was founded, to the day, month or year as printed, and by whom."""
    hits = [*found(reading, "founded_by", span.start, span.end), *found(reading, "founded", span.start, span.end)]
    for row, m in hits:
        sentence = sentence_at(reading, m.start(), span)
        day = _founding_date(reading, sentence, m, active=row.value == "founded_by")
        founders = (
            _founders_before(reading, sentence, m)
            if row.value == "founded_by"
            else _founders_after(reading, sentence, m)
        )
        if day is None and not founders:
            continue
        if day is not None:
            yield Commitment("founded", day.value, None, day.span, place)
        for ordinal, founder in enumerate(founders, start=1):
            yield Commitment("founder", founder.value, ordinal, founder.span, place)
        return


def _founding_date(reading: Reading, sentence: Span, m: regex.Match[str], *, active: bool) -> Stated[str] | None:
    """The date that goes with the verb: «στις 4.1.2018 οι Δήμοι … υπέγραψαν», «συγκροτήθηκε το 2018»."""
    start, end = max(sentence.start, m.start() - _CLAUSE), min(sentence.end, m.end() + _CLAUSE)
    full = [Stated(d.iso, Span(d.start, d.end)) for d in days(reading.fold, start, end)]
    full += [month for month in _months(reading, Span(start, end)) if not _inside(month.span, full)]
    years = (Stated(y[1], Span(*y.span(1))) for y in _YEAR.finditer(reading.fold, start, end))
    stated = full + [year for year in years if not _inside(year.span, full)]
    after = [s for s in stated if s.span.start >= m.end()]
    before = [
        s for s in stated if s.span.end <= m.start() and not _CLAUSE_ENDS.search(reading.text, s.span.end, m.start())
    ]
    last = max(before, key=lambda s: s.span.end, default=None)
    first = min(after, key=lambda s: s.span.start, default=None)
    return (last or first) if active else (first or last)


def _inside(span: Span, others: list[Stated[str]]) -> bool:
    return any(o.span.start <= span.start and span.end <= o.span.end for o in others)


def _months(reading: Reading, sentence: Span) -> Iterator[Stated[str]]:
    """«τον Μάρτιο του 2019»."""
    for month in lexicon("months"):
        for m in month.pattern.finditer(reading.fold, sentence.start, sentence.end):
            if year := _YEAR_AFTER_MONTH.match(reading.fold, m.end(), sentence.end):
                yield Stated(f"{year[1]}-{int(month.value):02}", Span(m.start(), year.end()))


def _founders_before(reading: Reading, sentence: Span, m: regex.Match[str]) -> tuple[Stated[str], ...]:
    """«ο Δήμος Α και ο Δήμος Β υπέγραψαν», or «ίδρυσαν το Δίκτυο οι Δήμοι Α και Β»."""
    listed = municipality_list(reading, sentence.start, m.start())
    if listed and m.start() - listed[1].end <= _BEFORE_VERB:
        return listed[0]
    return _founders_after(reading, sentence, m)


def _founders_after(reading: Reading, sentence: Span, m: regex.Match[str]) -> tuple[Stated[str], ...]:
    for _, by in found(reading, "founders", m.end(), sentence.end):
        listed = municipality_list(reading, by.end(), sentence.end)
        if listed and listed[1].start - by.end() <= 1 and by.start() - m.end() <= _NEAR:
            return listed[0]
    return ()


def text_date(reading: Reading, section: Span) -> Iterator[Commitment]:
    """The day the text is dated; a draft that leaves it blank has none."""
    for _, m in found(reading, "today", section.start, section.end):
        for d in days(reading.fold, m.end(), min(section.end, m.end() + 40)):
            if not reading.fold[m.end() : d.start].strip(" ,\n\t"):
                yield Commitment("text_date", d.iso, None, Span(d.start, d.end))
                return
    lines = [line for line in reading.lines if section.start <= line.start < section.end][:_LINES_BELOW_HEADING]
    for line in lines:
        lead = _SIGNED_AT.match(reading.text, line.start, line.end)
        for d in days(reading.fold, lead.end() if lead else line.end, line.end):
            if lead and d.start == lead.end() and d.end >= line.end - 1:
                yield Commitment("text_date", d.iso, None, Span(d.start, d.end))
                return


def accession(reading: Reading, section: Span) -> Iterator[Commitment]:
    """How a municipality joins: by its own declaration, or with the members' approval."""
    stated: dict[str, Span] = {}
    for row, m in found(reading, "accession", section.start, section.end):
        stated.setdefault(said(row), Span(m.start(), m.end()))
    # A declaration that must be approved is not open accession, in whatever order the two are said.
    for value in ("by_approval", "open_by_declaration"):
        if value in stated:
            yield Commitment("accession", value, None, stated[value])
            return


def representatives(reading: Reading, section: Span) -> Iterator[Commitment]:
    """How many representatives each party names, and how many alternates."""
    for _, m in found(reading, "representative", section.start, section.end):
        sentence = sentence_at(reading, m.start(), section)
        parties = [p for _, p in found(reading, "each_party", sentence.start, sentence.end)]
        number = _count_before(reading, sentence.start, m.start())
        if not parties or number is None:
            continue
        yield Commitment("representative", str(number.value), None, Span(number.start, m.end()))
        for _, a in found(reading, "alternate", m.end(), sentence.end):
            alternate = _count_before(reading, m.end(), a.start())
            singular = not reading.fold[a.start() : a.end()].endswith(("εσ", "ουσ"))
            if alternate is not None or singular:
                value = alternate.value if alternate is not None else 1
                start = alternate.start if alternate is not None else a.start()
                yield Commitment("alternate", str(value), None, Span(start, a.end()))
                return
        return


def _count_before(reading: Reading, start: int, end: int) -> Number | None:
    """The count right before a noun, at most one adjective between them («έναν τακτικό εκπρόσωπο»)."""
    for number in counts(reading.fold, max(start, end - 60), end):
        between = reading.fold[number.end : end].split()
        if number.agrees and len(between) <= 1 and not any(c in ".,;:" for word in between for c in word):
            return number
    return None


def duration(reading: Reading, section: Span) -> Iterator[Commitment]:
    """How long the memorandum is in force: ``indefinite``, or an ISO 8601 duration (``P5Y``, ``P18M``)."""
    for row, m in found(reading, "duration", section.start, section.end):
        sentence = sentence_at(reading, m.start(), section)
        if said(row):
            yield Commitment("duration", said(row), None, Span(m.start(), m.end()))
            return
        end = min(sentence.end, m.end() + _NEAR)
        for number in counts(reading.fold, m.end(), end):
            unit = unit_after(reading, "unit", number.end)
            if unit and number.agrees and said(unit[0]) in ("years", "months"):
                letter = "Y" if said(unit[0]) == "years" else "M"
                yield Commitment("duration", f"P{number.value}{letter}", None, Span(m.start(), unit[1]))
                return
        for years in rows("years"):
            if term := years.pattern.search(reading.fold, m.start(), end):
                yield Commitment("duration", f"P{said(years)}Y", None, Span(m.start(), term.end()))
                return


def exit_notice(reading: Reading, section: Span) -> Iterator[Commitment]:
    """How long before leaving takes effect a member gives notice, in the unit that is printed."""
    for _, m in found(reading, "exit", section.start, section.end):
        sentence = sentence_at(reading, m.start(), section)
        for number in counts(reading.fold, sentence.start, sentence.end):
            unit = unit_after(reading, "unit", number.end)
            if unit and number.agrees and said(unit[0]) != "years":
                kind = f"exit_notice_{said(unit[0])}"
                yield Commitment(kind, str(number.value), None, Span(number.start, unit[1]))
                return


def review_interval(reading: Reading, section: Span) -> Iterator[Commitment]:
    """Every how many years the parties review what they do together."""
    for _, m in found(reading, "review", section.start, section.end):
        sentence = sentence_at(reading, m.start(), section)
        start, end = max(sentence.start, m.start() - _NEAR), min(sentence.end, m.end() + _NEAR)
        for row, every in found(reading, "every", start, end):
            if said(row):
                yield Commitment("review_interval_years", said(row), None, Span(*every.span()))
                return
            number = next(counts(reading.fold, every.end(), min(end, every.end() + 40)), None)
            unit = unit_after(reading, "unit", number.end) if number else None
            if number and unit and number.agrees and not reading.fold[every.end() : number.start].strip():
                if said(unit[0]) == "years":
                    yield Commitment("review_interval_years", str(number.value), None, Span(every.start(), unit[1]))
                    return
                if said(unit[0]) == "months":
                    yield Commitment("review_interval_months", str(number.value), None, Span(every.start(), unit[1]))
                    return
