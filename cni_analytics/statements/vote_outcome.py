"""The outcome in words: unanimous or by majority, approved or not, and where the page says so."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from cni_analytics.statements.lexicon import lexicon
from cni_analytics.statements.numerals import ORDINAL
from cni_analytics.statements.outline import Outline, decisions
from cni_analytics.statements.sentences import sentences
from cni_analytics.statements.types import Outcome, Resolution, Result, Span, Stated
from cni_analytics.statements.zones import marks
from cni_analytics.text.reading import Reading

_PHRASE_REACH = 60
"""How far behind the deciding verb «ομόφωνα» may follow, and how far into the operative part the verb may stand."""
_BETWEEN = regex.compile(r"[\s:,(\"-]{0,8}(?:(?:και|το|τα|σωμα)\s)?")
_AROUND = 50


@cache
def _context(value: str) -> tuple[regex.Pattern[str], ...]:
    return tuple(w.pattern for w in lexicon("outcome_context") if w.value == value)


def _says(value: str, fold: str, start: int, end: int) -> regex.Match[str] | None:
    return next((m for p in _context(value) if (m := p.search(fold, start, end)) is not None), None)


@dataclass(frozen=True, slots=True)
class OutcomeStatement:
    """What the page says of the outcome; ``phrase_end`` is where the wording at the head of the clauses ends."""

    phrase: Stated[str] | None
    outcome: Stated[Outcome] | None
    others: tuple[Stated[Outcome], ...]
    phrase_end: int | None


def outcome_word(fold: str, start: int, end: int) -> Stated[Outcome] | None:
    """The first word in a stretch of folded text that names an outcome; «μη ομόφωνα» is a majority."""
    best: Stated[Outcome] | None = None
    for wording in lexicon("outcome_words"):
        m = wording.pattern.search(fold, start, end)
        if m is not None and (best is None or m.start() < best.span.start):
            outcome: Outcome = wording.value  # type: ignore[assignment]
            best = Stated(outcome, Span(m.start(), m.end()))
    return best


def read_outcome(
    reading: Reading, outline: Outline, subject: Span | None, number: Span | None = None
) -> OutcomeStatement:
    """Read the outcome: at the head of the clauses, after them, in the discussion's last words, in the title.

    The first place that has it gives the phrase; every other place of this decision's own voice is kept
    for contradictions.
    """
    head = _at_head(reading, outline)
    after = _after_clauses(reading, outline)
    late = _late_in_discussion(reading, outline) if head is None and not after else []
    title = [*_in_title(reading, subject), *_beside_number(reading, number)]
    found = [*([head] if head else []), *after, *late, *title]
    heading = _heading(reading, outline)
    if not found:
        return OutcomeStatement(None, None, (), heading.end if heading else None)
    phrase, outcome = found[0]
    others = tuple(o for _, o in found[1:])
    text = reading.printed(phrase.start, phrase.end)
    return OutcomeStatement(
        Stated(text, phrase), outcome, others, phrase.end if head else heading.end if heading else None
    )


def _heading(reading: Reading, outline: Outline) -> Span | None:
    """The wording by which the body decides, at the start of the operative part."""
    if outline.operative is None:
        return None
    start, end = outline.operative.start, min(outline.operative.end, outline.operative.start + 200)
    found = [m.span() for m, _ in decisions(reading.fold, start, end, outline.others)]
    near = [Span(a, b) for a, b in found if a - start <= _PHRASE_REACH]
    return min(near, key=lambda s: (s.start, -s.end)) if near else None


def _at_head(reading: Reading, outline: Outline) -> tuple[Span, Stated[Outcome]] | None:
    heading = _heading(reading, outline)
    if heading is None or outline.operative is None:
        return None
    end = min(outline.operative.end, heading.end + _PHRASE_REACH)
    clauses = marks(reading.fold, "clause", heading.end, end, name="operative_verbs")
    clause = next((m.start() for m in clauses), end)
    word = outcome_word(reading.fold, heading.start, heading.end)
    if word is None:
        word = outcome_word(reading.fold, heading.end, clause)
        if word is None or not _BETWEEN.fullmatch(reading.fold, heading.end, word.span.start):
            return None
    span = Span(min(heading.start, word.span.start), max(heading.end, word.span.end))
    return _with_object(reading, span), word


def _with_object(reading: Reading, span: Span) -> Span:
    """The phrase with what it is about, where that is its result («εγκρίνεται ομόφωνα η αναβολή του θέματος»)."""
    at = span.end + 1 if reading.fold[span.end : span.end + 1] == " " else span.end
    m = next((m for p in _context("object") if (m := p.match(reading.fold, at)) is not None), None)
    return Span(span.start, m.end()) if m else span


def _settling(reading: Reading, span: Span) -> tuple[Span, Stated[Outcome]] | None:
    """The outcome a sentence states of this decision, with the sentence's words up to it."""
    fold = reading.fold
    word = outcome_word(fold, span.start, span.end)
    if word is None or not _says("settles", fold, span.start, span.end):
        return None
    around = min(span.end, word.span.end + _AROUND)
    if _says("before", fold, span.start, word.span.start) or _says("anywhere", fold, span.start, around):
        return None
    start = span.start + len(fold[span.start : span.end]) - len(fold[span.start : span.end].lstrip())
    if word.span.start - start > 2 * _PHRASE_REACH:
        start = word.span.start
    return Span(start, word.span.end), word


def _after_clauses(reading: Reading, outline: Outline) -> list[tuple[Span, Stated[Outcome]]]:
    if outline.operative is None:
        return []
    found = []
    for m in marks(reading.fold, "end_of_clauses", outline.operative.start + 1, outline.operative.end):
        if not outline.own(m.start()):
            continue
        sentence = next(iter(sentences(reading, m.start(), min(m.end() + 250, outline.operative.end))), None)
        hit = sentence and _settling(reading, sentence)
        if hit:
            found.append(hit)
    return found[:2]


def _late_in_discussion(reading: Reading, outline: Outline) -> list[tuple[Span, Stated[Outcome]]]:
    found = []
    zone = Span(max(outline.discussion.start, outline.discussion.end - 2500), outline.discussion.end)
    spans = [*outline.own_parts(zone)]
    if outline.operative is not None:
        spans += outline.own_parts(outline.operative)
    for part in spans:
        for sentence in sentences(reading, part.start, part.end):
            hit = _settling(reading, sentence)
            if hit:
                found.append(hit)
    return found[-1:]


_ANOTHER_ITEM = regex.compile(rf"{ORDINAL}\s+\Z")
_TITLE_ENDS = regex.compile(r"[)\s.\"]*")
_TITLE_CUTS = "(-,.–"


def _in_title(reading: Reading, subject: Span | None) -> list[tuple[Span, Stated[Outcome]]]:
    """«(ομόφωνα)» or «– ΚΑΤΑ ΠΛΕΙΟΨΗΦΙΑ» at the end of the subject."""
    if subject is None:
        return []
    word = outcome_word(reading.fold, subject.start, subject.start + 1 + _PHRASE_REACH // 2)
    if (
        word is not None
        and word.span.start == subject.start
        and _says("settles", reading.fold, word.span.end, subject.end)
    ):
        # «Ομόφωνη έγκριση του κανονισμού».
        return [(word.span, word)]
    word = outcome_word(reading.fold, max(subject.start, subject.end - _PHRASE_REACH), subject.end)
    if word is None or not _TITLE_ENDS.fullmatch(reading.fold, word.span.end, subject.end):
        return []
    before = reading.fold[subject.start : word.span.start].rstrip()
    return [(word.span, word)] if before[-1:] in _TITLE_CUTS else []


def _beside_number(reading: Reading, number: Span | None) -> list[tuple[Span, Stated[Outcome]]]:
    """«Αριθμός Απόφασης: 28/2025 (Ομόφωνη)»."""
    if number is None:
        return []
    line_end = reading.fold.find("\n", number.end)
    end = min(number.end + _PHRASE_REACH // 2, line_end if line_end >= 0 else len(reading.fold))
    word = outcome_word(reading.fold, number.end, end)
    return [] if word is None else [(word.span, word)]


def read_result(
    reading: Reading, outline: Outline, phrase: Stated[str] | None, resolutions: tuple[Resolution, ...]
) -> Stated[Result] | None:
    """Approved, rejected, postponed or withdrawn, by the wording of the outcome and of the first clause."""
    zones = [phrase.span] if phrase else []
    if resolutions:
        first = resolutions[0].span
        zones.append(Span(first.start, min(first.end, first.start + 160)))
    for zone in zones:
        for wording in lexicon("results"):
            result: Result = wording.value  # type: ignore[assignment]
            m = wording.pattern.search(reading.fold, zone.start, zone.end)
            if m and m.start() - zone.start < 90:
                return Stated(result, Span(*m.span()))
    if zones:
        return Stated("approved", zones[-1])
    return _taken_off(reading, outline)


def _taken_off(reading: Reading, outline: Outline) -> Stated[Result] | None:
    """Withdrawn or postponed without a decision («Κατόπιν αυτού το θέμα αποσύρεται»)."""
    for part in outline.own_parts(Span(outline.opening.start, outline.discussion.end)):
        m = _says("taken_off", reading.fold, part.start, part.end)
        if (
            m is None
            or _ANOTHER_ITEM.search(reading.fold, max(part.start, m.start() - 20), m.start())
            or _says("anywhere", reading.fold, max(part.start, m.start() - _AROUND), m.end())
        ):
            continue
        for wording in lexicon("results"):
            if wording.value in ("withdrawn", "postponed") and wording.pattern.search(reading.fold, *m.span()):
                result: Result = wording.value  # type: ignore[assignment]
                return Stated(result, Span(*m.span()))
    return None


def read_secret(reading: Reading, outline: Outline) -> Stated[bool] | None:
    """Whether this decision was taken by secret ballot; an article of law that asks for one does not say so."""
    fold = reading.fold
    for zone in (outline.discussion, outline.operative):
        for part in outline.own_parts(zone) if zone is not None else ():
            if not _says("secret", fold, part.start, part.end):
                continue
            for sentence in sentences(reading, part.start, part.end):
                m = _says("secret", fold, sentence.start, sentence.end)
                if (
                    m
                    and _says("held", fold, sentence.start, sentence.end)
                    and "αρθρ" not in fold[sentence.start : m.start()]
                ):
                    return Stated(True, Span(*m.span()))
    return None


def read_all_for(reading: Reading, found: tuple[Span, ...]) -> Stated[bool] | None:
    """Whether a sentence says that everybody present voted for."""
    for span in found:
        m = _says("all_for", reading.fold, span.start, span.end)
        if m and not _says("except", reading.fold, span.start, span.end):
            return Stated(True, Span(*m.span()))
    return None
