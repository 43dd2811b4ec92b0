"""The operative clauses: what the body decided, lettered, numbered or in one piece."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from cni_analytics.statements.lines import line_start
from cni_analytics.statements.outline import Outline
from cni_analytics.statements.types import Resolution, Span
from cni_analytics.statements.zones import marks, patterns
from cni_analytics.text.reading import Reading

_LABEL = regex.compile(
    r"(?P<at>(?:^|(?<=\f))[^\S\n]*|(?<=[.;:,»\"][^\S\n]{1,3})|(?<=αποφασιζει[^\S\n]{1,3}))"
    r"(?P<open>[(\[])?(?P<label>στ|[α-ωa-z]{1,4}|\d{1,2})(?:ον|ο|η)?(?P<close>['΄]?[^\S\n]?[.)/\]]{1,2}-?|['΄]|[^\S\n]?:|[^\S\n]-)(?=[^\S\n]*\n?[^\S\n]*[\p{L}«\"(])",
    regex.MULTILINE,
)
_LATIN = str.maketrans("abehikmnoptxyz", "αβεηικμνορτχυζ")
_GREEK = ("α", "β", "γ", "δ", "ε", "στ", "ζ", "η", "θ", "ι", "ια", "ιβ", "ιγ", "ιδ", "ιε", "ιστ", "ιζ", "ιη", "ιθ", "κ")
_ALPHABET = tuple("αβγδεζηθικλμνξοπρστυφχψω")
_ROMAN = ("ι", "ιι", "ιιι", "ιv", "v", "vι", "vιι", "vιιι", "ιχ", "χ")
_ROMAN_LETTERS = str.maketrans("ΙιΧχνΝ", "IiXxvV")
_SERIES = (tuple(str(n) for n in range(1, 41)), _GREEK, _ALPHABET, _ROMAN)
_OUTCOME_BEFORE = regex.compile(r"αποφασ|ομοφων|πλειοψηφ|:\s*\Z")
_OUTCOME_AND_CLAUSE = 80
_ANNOUNCES = regex.compile(r"[^.;:\n]{3,160}:\s*\(?\Z")
_PARAGRAPH = regex.compile(r"\n[^\S\n]*\n|\f")


def read_resolutions(reading: Reading, outline: Outline, after: int | None = None) -> tuple[Resolution, ...]:
    """Read the clauses of the operative part, in order.

    Parameters
    ----------
    reading
        The document.
    outline
        Its parts; adopted texts and quotations are not clauses.
    after
        Where the outcome's wording ends, if it is known.

    Returns
    -------
    tuple of Resolution
        One with ``label`` ``None`` where the clauses are neither lettered nor numbered; none where there is
        no operative part.
    """
    if outline.operative is None:
        return ()
    zone = _zone(reading, outline, outline.operative)
    start = max(zone.start, after) if after is not None and after < zone.end else zone.start
    labelled = _labelled(reading.fold, Span(start, zone.end), outline)
    if labelled and _introduced(reading.fold, start, labelled[0].start()):
        return tuple(_clauses(reading, labelled, zone.end))
    first = first_clause(reading.fold, Span(start, zone.end), outline)
    if labelled and (first is None or labelled[0].start() <= first):
        return tuple(_clauses(reading, labelled, zone.end))
    return _single(reading, Span(first if first is not None else start, zone.end), found=first is not None)


def _introduced(fold: str, start: int, end: int) -> bool:
    """Whether nothing but «τα εξής:» or «Εγκρίνει:» stands before the first label."""
    return not fold[start:end].strip(" \t\n\f:,") or any(
        p.fullmatch(fold, start, end) for p in patterns("zones", "introduces")
    )


def first_clause(fold: str, zone: Span, outline: Outline) -> int | None:
    """Where the first line begins with a verb a body decides by."""
    clauses = marks(fold, "clause", zone.start, zone.end, name="operative_verbs")
    return next((m.start() for m in clauses if outline.own(m.start())), None)


def _zone(reading: Reading, outline: Outline, operative: Span) -> Span:
    """The operative part without what is said about the decision after its clauses."""
    ends = [operative.end]
    first = first_clause(reading.fold, operative, outline)
    # Where no known verb begins the clauses, dissent told right after the outcome stands before them.
    dissent = first if first is not None else min(operative.start + _OUTCOME_AND_CLAUSE, operative.end)
    for kind, start in (("end_of_clauses", operative.start + 1), ("dissent_after", dissent)):
        told = marks(reading.fold, kind, start, operative.end)
        ends += [next((m.start() for m in told if outline.own(m.start())), operative.end)]
    ends += [a.start for a in outline.annexes if operative.start < a.start < operative.end]
    return Span(operative.start, min(ends))


def _labelled(fold: str, zone: Span, outline: Outline) -> list[regex.Match[str]]:
    """The labels of the first series that begins with its first label and goes on in order."""
    marks = [m for m in _LABEL.finditer(fold, zone.start, zone.end) if outline.own(m.start("label"))]
    found = [taken for series in _SERIES if (taken := _in_order(fold, zone, marks, series))]
    # Of two series the one that begins first holds the other («Α) … 1. … 2. … Β) …»).
    best = min(found, key=lambda taken: (taken[0].start(), -len(taken)), default=[])
    return best if len(best) > 1 or (best and best[0] is marks[0]) else []


def _in_order(fold: str, zone: Span, marks: list[regex.Match[str]], series: tuple[str, ...]) -> list[regex.Match[str]]:
    """The labels of one series, from its first on, all written alike."""
    taken: list[regex.Match[str]] = []
    shape: tuple[bool, str] | None = None
    for m in marks:
        written = (bool(m["open"]), m["close"].strip("'΄ ")[:1])
        if len(taken) == len(series) or m["label"].translate(_LATIN) != series[len(taken)]:
            continue
        if shape not in (None, written) or (not taken and not _may_begin(fold, zone, m)):
            continue
        taken.append(m)
        shape = written
    return taken


def _may_begin(fold: str, zone: Span, m: regex.Match[str]) -> bool:
    """The first label begins a line, or follows the outcome on its line; a list of voters is none of clauses."""
    if (told := _ANNOUNCES.search(fold, zone.start, m.start("label"))) is not None and any(
        p.search(fold, *told.span()) for p in patterns("vote_sentences", "voters_listed")
    ):
        return False
    at_line = not fold[line_start(fold, m.start("label")) : m.start("label")].strip(" \t([")
    return at_line or _OUTCOME_BEFORE.search(fold, zone.start, m.start()) is not None


def _clauses(reading: Reading, labels: list[regex.Match[str]], end: int) -> Iterator[Resolution]:
    for m, following in zip(labels, [*labels[1:], None], strict=True):
        stop = following.start("at") if following is not None else _end_of_last(reading.fold, m.end(), end)
        label = reading.text[m.start("label") : m.end("label")]
        if _is_roman(labels):
            label = label.translate(_ROMAN_LETTERS)
        yield _resolution(reading, label, Span(m.end(), stop))


def _is_roman(labels: list[regex.Match[str]]) -> bool:
    """Whether a series counts I, II, III, whose single letters look Greek."""
    return len(labels) > 1 and labels[1]["label"].translate(_LATIN) == "ιι"


def _end_of_last(fold: str, start: int, end: int) -> int:
    """The last clause ends with its paragraph, unless that is only its first line."""
    for m in _PARAGRAPH.finditer(fold, start, end):
        if fold[start : m.start()].strip() and m[0] != "\f":
            return m.start()
    return end


def _resolution(reading: Reading, label: str | None, span: Span) -> Resolution:
    lead = len(reading.text[span.start : span.end]) - len(reading.text[span.start : span.end].lstrip())
    start = span.start + lead
    end = span.start + len(reading.text[span.start : span.end].rstrip())
    return Resolution(label, reading.printed(start, max(start, end)), Span(start, max(start, end)))


def _single(reading: Reading, zone: Span, *, found: bool) -> tuple[Resolution, ...]:
    """Clauses without labels: the first paragraph, and those after it that begin with a deciding verb."""
    at, ends = zone.start, zone.start
    for m in [*_PARAGRAPH.finditer(reading.fold, zone.start, zone.end), None]:
        stop = m.start() if m is not None else zone.end
        text = reading.fold[at:stop].strip()
        if text:
            continues = ends == zone.start or any(
                p.match(reading.fold, at + len(reading.fold[at:stop]) - len(reading.fold[at:stop].lstrip()), stop)
                for p in patterns("operative_verbs")
            )
            if not continues:
                break
            ends = stop
        at = m.end() if m is not None else stop
    resolution = _resolution(reading, None, Span(zone.start, ends))
    if not found and len(resolution.text) < 15:
        return ()
    return (resolution,)
