"""Who decided, when, on what: the facts at the top of a decision, and their repetitions further down."""

from __future__ import annotations

from collections import Counter

import regex

from cni_analytics.statements.lexicon import lexicon
from cni_analytics.statements.lines import line_start
from cni_analytics.statements.municipality import read_municipality
from cni_analytics.statements.outline import Outline, title_of
from cni_analytics.statements.session import read_session
from cni_analytics.statements.subject import read_subject
from cni_analytics.statements.types import Body, DecisionNumber, Header, Span, Stated
from cni_analytics.statements.zones import patterns
from cni_analytics.text.reading import Reading

_ADA = regex.compile(
    r"(?:α\s?\.?\s?δ\s?\.?\s?α\s?\.?|ada|διαυγεια|διαδικτυακησ\s{1,3}αναρτησησ)[^\S\n]{0,3}(?:[:.;]?|[.…]{2,40})\s{0,3}"
    r"(?P<ada>[\p{L}\d]{4,14}[^\S\n]?-[^\S\n]?[\p{L}\d]{3})(?![\p{L}\d])"
)
_BARE_ADA = regex.compile(
    r"(?:^|(?<=[^\S\n]{3}))[^\S\n]*(?P<ada>(?=[^-\n]*\d)[Α-Ω\d]{7,10}-[Α-Ω\d]{3})(?=[^\S\n]*$|[^\S\n]{3})",
    regex.MULTILINE,
)
"""The code alone in its line or cell, without a label."""
_DASH = regex.compile(r"\p{Pd}")
_LOOK_ALIKES = str.maketrans("ABEHIKMNOPTXYZ", "ΑΒΕΗΙΚΜΝΟΡΤΧΥΖ")
_CITED = regex.compile(r"(?:\(|αποφασ\w*|πραξ\w*|εγγραφ\w*|με)[\s,]{0,3}$")
_THOUSANDS = regex.compile(r"(?P<n>[1-9]\d?\.\d{3})(?![.\d])(?:\s?/\s?(?P<year>(?:19|20)\d{2})(?!\d))?")
_BODY_MET = regex.compile(r"(?:συνεδρι\w+|πρακτικ\w+)\b[^.\n]{0,60}?$")
_ELECTED = regex.compile(r"εκλογ|ορισμ|συγκροτησ|αναδειξ|αντικαταστασ")
"""«Πρακτικό εκλογής μελών της Οικονομικής Επιτροπής»: who is elected, not who elects."""
_NOMINATIVE = regex.compile(r"(?:το|η)\s+$")


def read_header(reading: Reading, outline: Outline) -> Header:
    """Read the header of a decision.

    The header zone is read first, then the sentence that convenes the body, then what the page says of
    the decision after its clauses.
    """
    subject = read_subject(reading, outline)
    span = subject.text.span if subject.text else None
    session = read_session(reading, outline, span)
    decision, others = _decision(reading.fold, outline, span)
    return Header(
        ada=_ada(reading, outline, span),
        municipality=read_municipality(reading, outline),
        body=_body(reading.fold, outline, span),
        decision=decision,
        other_decisions=others,
        session_number=session.number,
        session_year=session.year,
        session_date=session.date,
        other_dates=session.other_dates,
        other_years=session.other_years,
        weekday=session.weekday,
        session_time=session.time,
        session_kind=session.kind,
        session_format=session.format,
        item=subject.item,
        subject=subject.text,
    )


def fold_ada(printed: str) -> str:
    """An ΑΔΑ in Greek capitals: look-alike Latin letters are folded to Greek, white space removed.

    >>> fold_ada("9BΞ4ΩΣI - Φ3T")
    '9ΒΞ4ΩΣΙ-Φ3Τ'
    """
    return _DASH.sub("-", "".join(printed.split()).upper().translate(_LOOK_ALIKES))


def _outside(span: Span | None, at: int) -> bool:
    return span is None or not span.start <= at < span.end


def _ada(reading: Reading, outline: Outline, subject: Span | None) -> Stated[str] | None:
    """The document's own ΑΔΑ: in the header, then at the head of a line, then at the foot."""
    fold = reading.fold
    inside = []
    for m in _ADA.finditer(fold):
        before = fold[max(0, m.start() - 30) : m.start()]
        if fold[m.start() - 1 : m.start()].isalpha() or not _outside(subject, m.start()) or _CITED.search(before):
            continue
        starts_line = not fold[line_start(fold, m.start()) : m.start()].strip()
        in_margin = m.start() < outline.header.end or m.start() >= outline.closing.start
        at_end = not any(c.isalpha() for c in fold[m.end() :])
        if in_margin or at_end or (starts_line and outline.own(m.start())):
            inside.append(m)
    if not inside:
        bare = _BARE_ADA.search(reading.text, outline.header.start, outline.header.end)
        if bare is None or reading.scanned(*bare.span()) or not _outside(subject, bare.start()):
            return None
        return Stated(bare["ada"], Span(*bare.span("ada")))
    m = inside[0]
    if reading.scanned(m.start(), m.end()):
        # Letters and digits without a word around them cannot be checked, unless the page prints them twice.
        printed = Counter(fold_ada(reading.text[slice(*i.span("ada"))]) for i in inside)
        ada, times = printed.most_common(1)[0]
        if times < 2:
            return None
        m = next(i for i in inside if fold_ada(reading.text[slice(*i.span("ada"))]) == ada)
    return Stated(fold_ada(reading.text[slice(*m.span("ada"))]), Span(*m.span("ada")))


def _decision(
    fold: str, outline: Outline, subject: Span | None
) -> tuple[Stated[DecisionNumber] | None, tuple[Stated[DecisionNumber], ...]]:
    found = _labelled(fold, outline.header, subject)
    if not found:
        # A page may convene the body in its title, with the number below it.
        found = _labelled(fold, title_of(fold, outline), subject, at_line=True)
    after = outline.operative or outline.discussion
    zone = Span(after.start, outline.closing.end)
    for wording in (w for w in lexicon("header_numbers") if w.value == "decision_after"):
        for m in wording.pattern.finditer(fold, zone.start, zone.end):
            if outline.own(m.start()):
                found.append(_number(m))
    return (found[0], tuple(found[1:])) if found else (None, ())


def _labelled(fold: str, zone: Span, subject: Span | None, *, at_line: bool = False) -> list[Stated[DecisionNumber]]:
    """The numbers by the first wording that finds any; ``at_line`` where they must begin their line."""
    for wording in (w for w in lexicon("header_numbers") if w.value == "decision"):
        found = [
            _number(m)
            for m in wording.pattern.finditer(fold, zone.start, zone.end)
            if _outside(subject, m.start("n"))
            and not (at_line and fold[line_start(fold, m.start()) : m.start()].strip())
        ]
        if found:
            return found
    return []


def _number(m: regex.Match[str]) -> Stated[DecisionNumber]:
    whole = None if m["year"] else _THOUSANDS.match(m.string, m.start("n"))
    if whole is not None:
        # «1.207/2024», where the wording took the 1.
        year = int(whole["year"]) if whole["year"] else None
        return Stated(DecisionNumber(int(whole["n"].replace(".", "")), year), Span(*whole.span()))
    year = int(m["year"]) if m["year"] else None
    return Stated(DecisionNumber(int(m["n"]), year), Span(m.start("n"), m.end("year") if m["year"] else m.end("n")))


def _convened_in(fold: str, sentence: Span) -> bool:
    """Whether the opening begins with a sentence in which somebody met."""
    return any(p.search(fold, sentence.start, sentence.end) for p in patterns("session", "met"))


def _deciding(fold: str, outline: Outline) -> list[tuple[int, int, Body]]:
    """The body that speaks last before the outcome («Το Δημοτικό Συμβούλιο αποφασίζει»)."""
    if outline.operative is None:
        return []
    start = max(outline.discussion.start, outline.operative.start - 600)
    found: list[tuple[int, int, Body]] = []
    for wording in lexicon("bodies"):
        body: Body = wording.value  # type: ignore[assignment]
        for m in wording.pattern.finditer(fold, start, outline.operative.start):
            if _NOMINATIVE.search(fold, max(0, m.start() - 4), m.start()) and outline.own(m.start()):
                found.append((m.start(), m.end(), body))
    return [max(found)] if found else []


def _body(fold: str, outline: Outline, subject: Span | None) -> Stated[Body] | None:
    """The body that took this decision: whose session the header names, or that convened, or that heads the page."""
    header, opening = outline.header, outline.opening
    sentence = Span(opening.start, min(opening.start + 900, max(opening.end, outline.discussion.end)))
    of_session: list[tuple[int, int, Body]] = []
    convened: list[tuple[int, int, Body]] = []
    headed: list[tuple[int, int, Body]] = []
    for wording in lexicon("bodies"):
        body: Body = wording.value  # type: ignore[assignment]
        for m in wording.pattern.finditer(fold, header.start, header.end):
            if not _outside(subject, m.start()):
                continue
            hit = (m.start(), m.end(), body)
            before = fold[max(header.start, m.start() - 130) : m.start()].replace("\n", " ")
            met = _BODY_MET.search(before)
            if met is None or not _ELECTED.search(met[0]):
                (of_session if met is not None else headed).append(hit)
        for m in wording.pattern.finditer(fold, sentence.start, sentence.end):
            if _NOMINATIVE.search(fold, max(0, m.start() - 4), m.start()) or _BODY_MET.search(
                fold[max(sentence.start, m.start() - 70) : m.start()]
            ):
                convened.append((m.start(), m.end(), body))
    decided = _deciding(fold, outline)
    for hits in (
        (of_session, headed, decided, convened) if not _convened_in(fold, sentence) else (of_session, convened, headed)
    ):
        if hits:
            start, end, body = min(hits)
            return Stated(body, Span(start, end))
    return None
