"""Long quotations: proposals read out, speeches, another body's decision.

Titles in quotation marks («Κώδικας Δήμων και Κοινοτήτων») are left alone; what is longer than a title
speaks with another voice than the decision's. Marks that were forgotten are the rule, so pairing is
by nesting, and a mark without its partner ends at the next place where the body speaks again.
"""

from __future__ import annotations

from collections.abc import Iterable

import regex

from cni_analytics.statements.lexicon import compile_pattern
from cni_analytics.statements.types import Span

TITLE_LENGTH = 70
"""Longer than this is no title, unless it stands on one line."""
_LONGEST_INLINE = 500
"""A quotation longer than this opens a paragraph or follows a colon; else its closing mark was forgotten."""
_MARK = regex.compile(r"<<|>>|[«»“”„\"]")
_OPENERS, _CLOSERS = {"«", "<<", "“", "„"}, {"»", ">>", "”"}
_STARTS_PARAGRAPH = regex.compile(r"(?:^|[\n\f:])[ \t]*(?:[-–•*][ \t]*)?$")
_ENDS_PARAGRAPH = regex.compile(r"[ \t]*[.;,]?[ \t]*(?:[\n\f]|$)")
_BODIES = {
    "council": r"το (?:δημοτικο |τοπικο )?συμβουλιο|το δ\. ?σ\.|το σωμα",
    "committee": r"η (?:δημοτικη |οικονομικη |εκτελεστικη )?επιτροπη|η επιτροπη ποιοτητασ|το σωμα",
}
_ANYBODY = (
    r"(?:κατοπιν|στη συνεχεια|ακολουθ\w+|μετα απο (?:διαλογικη )?συζητηση|διεξηχθη|υπερ τησ|κατα ψηφισ\w+|αποφασιζει)"
    r"|(?:ο|η|οι) (?:κ\.? )?(?:κ\.|προεδροσ|δημαρχοσ|αντιδημαρχοσ|δημοτικ\w+ συμβουλ\w+)"
)
_RESUMES = {body: compile_pattern(rf"[\n\f][ \t]*(?=(?:{words})(?!\w))") for body, words in _BODIES.items()}
_RESUMES_SOONER = {
    body: compile_pattern(rf"[\n\f][ \t]*(?=(?:{words}|{_ANYBODY})(?!\w))(?![^\n]*[ \t]{{3}})")
    for body, words in _BODIES.items()
}
_EXTRACT = compile_pattern(r"«?\s*(?:αποσπασμα|πρακτικο|απο το[^\n]{0,30} πρακτικο)")


def _is_opener(text: str, m: regex.Match[str]) -> bool | None:
    mark = m[0]
    if mark in _OPENERS:
        return True
    if mark in _CLOSERS:
        return False
    before = text[m.start() - 1] if m.start() else "\n"
    after = text[m.end()] if m.end() < len(text) else "\n"
    if (before.isspace() or before in "([:«-") and not after.isspace():
        return True
    if not before.isspace():
        return False
    return None


def quotations(text: str, fold: str, body: str = "council") -> tuple[Span, ...]:
    """The outermost quotations longer than a title, in order, marks included.

    Parameters
    ----------
    text, fold
        The reading's text and its folded form, of the same length.
    body
        ``council`` or ``committee``: whose speaking again ends a quotation that was never closed.
    """
    found: list[Span] = []
    stack: list[int] = []
    for m in _MARK.finditer(text):
        opens = _is_opener(text, m)
        if opens:
            stack.append(m.start())
        elif opens is False and stack:
            found.append(Span(stack.pop(), m.end()))
    found += _unclosed(text, fold, stack, found, body)
    return _outermost(s for s in found if _is_long(text, s) and _is_plausible(text, s))


def _unclosed(text: str, fold: str, openers: list[int], closed: list[Span], body: str) -> list[Span]:
    """Quotations whose closing mark was taken by a title inside, or forgotten."""
    spans = []
    for opener in openers:
        if not _STARTS_PARAGRAPH.search(text, max(0, opener - 20), opener):
            continue
        # Another body's extract has a chair and a body of its own that speak.
        extract = _EXTRACT.match(fold, opener + 1)
        resumes = (_RESUMES if extract else _RESUMES_SOONER)[body].search(fold, opener + 1)
        limit = resumes.start() if resumes else None
        inner = [
            s.end
            for s in closed
            if s.start > opener and (limit is None or s.end <= limit) and _ENDS_PARAGRAPH.match(text, s.end)
        ]
        if limit is not None or inner:
            spans.append(Span(opener, limit if limit is not None else inner[-1]))
    return spans


def _is_long(text: str, span: Span) -> bool:
    length = span.end - span.start
    return length > 3 * TITLE_LENGTH or (
        length > TITLE_LENGTH and text[span.start + 1 : span.end].lstrip()[:1].isupper()
    )


def _is_plausible(text: str, span: Span) -> bool:
    if span.end - span.start <= _LONGEST_INLINE:
        return True
    return _STARTS_PARAGRAPH.search(text, max(0, span.start - 20), span.start) is not None


def _outermost(spans: Iterable[Span]) -> tuple[Span, ...]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)
