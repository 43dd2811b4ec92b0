"""Another body's decision, quoted inside this one with its own number, lists and outcome."""

from __future__ import annotations

import regex

from cni_analytics.statements.lexicon import lexicon
from cni_analytics.statements.types import Body, DecisionNumber, Embedded, Span
from cni_analytics.text.reading import Reading

_NUMBER = regex.compile(
    r"(?:αριθ\w*\.?|αρ\.) ?(?:αποφασ\w*|πραξ\w*)[ .:]{0,4}(\d{1,4})\s?/\s?(\d{4})|"
    r"^[ \t]*αποφαση[ .:]{0,3}(\d{1,4})\s?/\s?(\d{4})",
    regex.M,
)
_ROLL_CALL = regex.compile(r"απαρτια|^[ \t]*(?:παροντεσ|αποντεσ)\b|μελων[^.\n]{0,30}παρο", regex.M)
_DECIDES = regex.compile(r"αποφασιζει|αποφασισε|γνωμοδοτει|εισηγειται στο")
_EXTRACT = regex.compile(r"^[ \t]*[«\"<]{0,2}(?:αποσπασμα\b|απο το (?:υπ' ?αριθ\w*\.? )?[^\n]{0,30}πρακτικο)", regex.M)
_RESUMES = regex.compile(
    r"^[ \t]*(?:το (?:δημοτικο )?συμβουλιο|το δ\. ?σ\.|"
    r"(?:κατοπιν|στη συνεχεια|ακολουθ\w+)[ ,]|(?:ο|η) (?:κ\.? )?προεδροσ\b(?![ \t]*(?:\n|[ \t]{2})))",
    regex.M,
)
_SHORTEST = 300


def body_of(fold: str, start: int, end: int) -> tuple[Body, int, int] | None:
    """The first body named in a stretch of folded text, with where."""
    best: tuple[int, int, Body] | None = None
    for wording in lexicon("bodies"):
        m = wording.pattern.search(fold, start, end)
        if m and (best is None or m.start() < best[0]):
            best = (m.start(), m.end(), wording.value)  # type: ignore[assignment]
    return None if best is None else (best[2], best[0], best[1])


def find_embedded(reading: Reading, quoted: tuple[Span, ...], start: int) -> tuple[Embedded, ...]:
    """Decisions inside a quotation, or set off by their own «ΑΠΟΣΠΑΣΜΑ» after the item was presented."""
    found = []
    for span in quoted:
        if span.end - span.start >= _SHORTEST and _is_decision(reading.fold, span):
            found.append(_embedded(reading.fold, span))
    for m in _EXTRACT.finditer(reading.fold, start):
        if any(s.start < m.end() <= s.end for s in (*quoted, *(e.span for e in found))):
            continue
        decides = _DECIDES.search(reading.fold, m.end())
        resumes = decides and _RESUMES.search(reading.fold, decides.end())
        if resumes and _is_decision(reading.fold, span := Span(m.start(), resumes.start())):
            found.append(_embedded(reading.fold, span))
    return tuple(found)


def _is_decision(fold: str, span: Span) -> bool:
    """Two of three: a number of its own, a roll call, a deciding verb; and a body that is named."""
    marks = sum(p.search(fold, span.start, span.end) is not None for p in (_NUMBER, _ROLL_CALL, _DECIDES))
    return marks >= 2 and (marks == 3 or _EXTRACT.search(fold, span.start, span.end) is not None)


def _embedded(fold: str, span: Span) -> Embedded:
    body = body_of(fold, span.start, span.end)
    number = _NUMBER.search(fold, span.start, span.end)
    groups = [g for g in number.groups() if g] if number else []
    decision = DecisionNumber(int(groups[0]), int(groups[1])) if groups else None
    return Embedded(span, body[0] if body else None, decision)
