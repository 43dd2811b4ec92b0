"""The legal acts a decision cites: laws, decrees, ministerial decisions, gazettes, with article and paragraph."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from cni_analytics.statements.lexicon import lexicon
from cni_analytics.statements.types import Reference, ReferenceKind, Span
from cni_analytics.text.reading import Reading

_ARTICLES = regex.compile(
    r"αρθρ(?:ο|ου|α|ων|\.)\s{1,3}"
    r"(?P<list>\d{1,3}(?:\s?[α-ω](?!\w))?(?:(?:\s?,\s?|\s+και\s+)\d{1,3}(?:\s?[α-ω](?!\w))?){0,6})"
)
_ARTICLE = regex.compile(r"\d{1,3}(?:\s?[α-ω](?!\w))?")
_PARAGRAPH = regex.compile(r"(?:παρ(?:αγραφ\w+|\.)|§)\s{0,3}(?P<n>\d{1,3})")
_BEFORE = 110
_BREAK = regex.compile(r"[;]|\n[^\S\n]*\n|\d\s?/\s?\d{4}|\n\s*(?:[-–•]|\d{1,2}[.)]|[α-ω]\))\s")
_FOLLOWS = regex.compile(r"[\s,(]{0,4}(?=αρθρ|παρ|§)(?P<rest>[^;\n]{0,60})")


def read_references(reading: Reading) -> tuple[Reference, ...]:
    """Every legal act cited, in the order of the page, each article once.

    Quotations count too: what a proposal rests on is what the decision rests on.
    """
    seen: set[tuple[object, ...]] = set()
    kept = []
    for reference in sorted(_references(reading.fold, reading.text), key=lambda r: r.span):
        key = (reference.kind, reference.number, reference.year, reference.article, reference.paragraph)
        if key not in seen:
            seen.add(key)
            kept.append(reference)
    return tuple(kept)


def _references(fold: str, text: str) -> Iterator[Reference]:
    for wording in lexicon("legal_acts"):
        kind: ReferenceKind = wording.value  # type: ignore[assignment]
        for m in wording.pattern.finditer(fold):
            year = _year(m["year"]) if m["year"] else None
            number = text[slice(*m.span("number"))].strip("./- ")
            if kind == "gazette":
                groups = m.groupdict()
                issue = groups.get("issue") or groups.get("issue2")
                yield Reference(
                    kind, f"{issue.upper()} {number}" if issue else number, year, None, None, Span(*m.span())
                )
                continue
            before, start = _before(fold, m.start())
            after = _FOLLOWS.match(fold, m.end())
            article, paragraph = _provision(before)
            if article is None and after is not None:
                article, paragraph = _provision(after["rest"])
                start = m.start()
            for one in article or (None,):
                yield Reference(kind, number, year, one, paragraph, Span(start if article else m.start(), m.end()))


def _year(printed: str) -> int:
    value = int(printed)
    return value if value > 99 else 1900 + value if value > 40 else 2000 + value


def _before(fold: str, end: int) -> tuple[str, int]:
    """What stands before an act in the same clause, and where its provision begins."""
    start = max(0, end - _BEFORE)
    for m in _BREAK.finditer(fold, start, end):
        start = m.end()
    window = fold[start:end]
    marks = [m.start() for m in regex.finditer(r"παρ(?:αγραφ|\.)|§|αρθρ", window)]
    return window, start + marks[0] if marks else end


def _provision(window: str) -> tuple[tuple[str, ...] | None, str | None]:
    found = list(_ARTICLES.finditer(window))
    if not found:
        return None, None
    articles = tuple(a[0].replace(" ", "").upper() for a in _ARTICLE.finditer(found[-1]["list"]))
    paragraph = _PARAGRAPH.search(window)
    return articles, paragraph["n"] if paragraph and len(articles) == 1 else None
