"""Dated acts on the way of a decision: its invitation, the proposal, the certified copy, the protocol.

Only this decision's own: what a quotation, an embedded decision or an annex cites is not on its way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, NamedTuple

import regex

from cni_analytics.statements.dates import Day, days
from cni_analytics.statements.lexicon import lexicon
from cni_analytics.statements.outline import Outline
from cni_analytics.statements.types import Act, Header, Span
from cni_analytics.text.reading import Reading

_NUMBER = r"(?:(?:οικ\.?|δ\. ?σ\.) ?)?\d{1,3}(?:\.\d{3}|\d{0,4})(?:\s?/\s?\d{1,3}\s?(?:ησ|ην|η|ασ|ου|ο))?"
_NUMBER_AND_YEAR = regex.compile(rf"{_NUMBER}(?:\s?/\s?(?:19|20)\d\d(?!\d))?(?![\d/-])")
_NUMBER_BEFORE_DAY = regex.compile(rf"(?<![\d/.-])({_NUMBER})\s?(?:[/,-]|\s(?:απο|τησ|την|στισ|με\s+ημερομηνια))?\s?$")
_LOOK_BACK = 60
_LOOK_AHEAD = 110
_ADJACENT = regex.compile(r"[\s,]{0,6}")
_PLACE = regex.compile(r"\p{Lu}[\p{L}.]{1,25}(?:[ \t]\p{L}[\p{L}.]{0,25}){0,3}[ \t]{0,3},?[ \t]{0,3}(?:την?[ \t])?")
_FULL_STOP = regex.compile(r"(?<=\b\p{Ll}{1,30}|\p{L}{5})\.(?=\s|$)")
# «Κοιν. Προστασίας» goes on after its stop; «του Προέδρου του.» does not.
_POSSESSIVE = regex.compile(r"\s+(?:του|της|τους|ΤΟΥ|ΤΗΣ|ΤΟΥΣ)$")
_CELL_BREAK = regex.compile(r"[ \t]{3,}")
_SAME_BLOCK = 3
"""A place and date within this many lines of «ακριβές αντίγραφο» are of the copy."""


class _Cited(NamedTuple):
    number: str | None
    date: str | None
    span: Span


def read_acts(reading: Reading, outline: Outline, header: Header) -> tuple[Act, ...]:
    """The dated acts this decision rests on or was followed by, in the order of the page.

    Parameters
    ----------
    reading
        The whole document.
    outline
        Its parts; invitations are read before the discussion, copies after the clauses.
    header
        For the session's day, which is no act's date by itself.

    Returns
    -------
    tuple of Act
        ``number`` and ``issuer`` as printed, ``date`` as an ISO day. An act printed with neither number
        nor date is left out, but for a correction, which says something by being there.
    """
    return tuple(
        sorted(
            (
                *_cited(reading, outline, "invitation", (outline.header, outline.opening)),
                *_cited(reading, outline, "proposal", _until_operative(outline)),
                *_protocol(reading, outline),
                *_correction(reading, outline, header),
                *_closing(reading, outline),
            ),
            key=lambda act: act.span,
        )
    )


def acts_record(acts: Iterable[Act]) -> list[dict[str, Any]]:
    """The acts as the decision record holds them; the words of the N-th are under ``acts.N``."""
    return [{"kind": a.kind, "number": a.number, "date": a.date, "issuer": a.issuer} for a in acts]


def _patterns(value: str) -> tuple[regex.Pattern[str], ...]:
    return tuple(row.pattern for row in lexicon("acts") if row.value == value)


def _found(reading: Reading, value: str, start: int, end: int) -> list[regex.Match[str]]:
    hits = [m for pattern in _patterns(value) for m in pattern.finditer(reading.fold, start, end)]
    return sorted(hits, key=lambda m: m.start())


def _until_operative(outline: Outline) -> tuple[Span, ...]:
    return (outline.header, outline.opening, outline.discussion)


def _cited(
    reading: Reading, outline: Outline, kind: Literal["invitation", "proposal"], zones: Sequence[Span]
) -> Iterator[Act]:
    """The first act of a kind that is cited with its number or day, before or after its name."""
    for zone in zones:
        for m in _found(reading, kind, zone.start, zone.end):
            if not outline.own(m.start()):
                continue
            cited = _before(reading, zone.start, m.start()) or _after(reading, m.end(), zone.end)
            if cited is None:
                continue
            issuer = _issuer(reading, m.end(), zone.end)
            span = Span(min(cited.span.start, m.start()), max(cited.span.end, m.end(), issuer.end if issuer else 0))
            yield Act(kind, cited.number, cited.date, reading.printed(*_ends(issuer)) if issuer else None, span)
            return


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _before(reading: Reading, start: int, at: int) -> _Cited | None:
    """«υπ' αριθμ. 21759/21-06-2024 εισήγηση», «την από 11-6-2015 εισήγηση»: right before the name."""
    window = max(start, at - _LOOK_BACK)
    for day in days(reading.fold, window, at):
        if _adjacent(reading, day.end, at):
            return _with_number(reading, window, day)
    for label in _found(reading, "label", window, at):
        number = _NUMBER_AND_YEAR.match(reading.fold, label.end(), at)
        if number and _adjacent(reading, number.end(), at):
            return _Cited(_printed(reading, number), None, Span(label.start(), number.end()))
    return None


def _after(reading: Reading, at: int, end: int) -> _Cited | None:
    """«πρόσκληση του Προέδρου με αριθμό 5208/24-3-2023»: after the name, in the same clause."""
    clause = _clause_end(reading, at, min(end, at + _LOOK_AHEAD))
    for label in _found(reading, "label", at, clause):
        for day in days(reading.fold, label.end(), min(clause, label.end() + _LOOK_BACK)):
            cited = _with_number(reading, label.end(), day)
            if cited.number:
                return cited
        number = _NUMBER_AND_YEAR.match(reading.fold, label.end(), clause)
        if number:
            return _Cited(_printed(reading, number), None, Span(label.start(), number.end()))
    return None


def _with_number(reading: Reading, start: int, day: Day) -> _Cited:
    number = _NUMBER_BEFORE_DAY.search(reading.fold, start, day.start)
    if number is None:
        return _Cited(None, day.iso, Span(day.start, day.end))
    return _Cited(reading.printed(*number.span(1)).replace(" /", "/"), day.iso, Span(number.start(1), day.end))


def _adjacent(reading: Reading, start: int, end: int) -> bool:
    return _ADJACENT.fullmatch(reading.fold, start, end) is not None


def _printed(reading: Reading, m: regex.Match[str]) -> str:
    return reading.printed(m.start(), m.end())


def _clause_end(reading: Reading, start: int, end: int) -> int:
    """Where what belongs to a name ends: at a pause, a full stop or a relative clause."""
    stops = regex.compile(r"[;,:«\"]|\n\s*\n|\f|\s(?:που|οποι\p{L}{1,3}|συμφωνα|για)\s").search(
        reading.fold, start, end
    )
    return stops.start() if stops else end


def _issuer(reading: Reading, start: int, end: int) -> Span | None:
    """Whose act it is: the genitive right after its name, as printed."""
    article = regex.compile(r"\s{1,4}(?:του|τησ|των)\s{1,4}").match(reading.fold, start, end)
    if article is None:
        return None
    limit = min(end, article.end() + _LOOK_AHEAD)
    stops = [m.start() for p in _patterns("issuer_end") if (m := p.search(reading.fold, article.end(), limit))]
    stop = min(stops, default=limit)
    if not stops and limit < end:
        return None  # no end in sight: a whole sentence is not a name
    if sentence := _FULL_STOP.search(reading.text, article.end(), stop):
        stop = sentence.start()
    text = _POSSESSIVE.sub("", reading.text[article.end() : stop].rstrip())
    return Span(article.end(), article.end() + len(text)) if text else None


def _protocol(reading: Reading, outline: Outline) -> Iterator[Act]:
    """The document's own protocol number, on a line or in a column of the header."""
    zone = outline.header
    for m in _found(reading, "protocol", zone.start, zone.end):
        number = _NUMBER_AND_YEAR.match(reading.fold, m.end(), zone.end)
        dated = next((d for d in days(reading.fold, m.end(), _line_end(reading, m.end()))), None)
        if dated is not None:
            cited = _with_number(reading, m.end(), dated)
            if cited.number is None:
                continue
            yield Act("protocol", cited.number, cited.date, None, Span(m.start(), dated.end))
        elif number is not None:
            beside = _place_and_day_beside(reading, m.end(), zone)
            yield Act("protocol", _printed(reading, number), beside.iso if beside else None, None,
                      Span(m.start(), number.end()), placed=beside is not None)  # fmt: skip
        else:
            continue
        return


def _line_end(reading: Reading, index: int) -> int:
    end = reading.fold.find("\n", index)
    return len(reading.fold) if end < 0 else end


def _place_and_day_beside(reading: Reading, index: int, zone: Span) -> Day | None:
    """«Γλαυκόπετρα, 20/09/2024» on the line above or below."""
    lines = [line for line in reading.lines if zone.start <= line.start < zone.end]
    here = next((k for k, line in enumerate(lines) if line.end >= index), None)
    if here is None:
        return None
    for k in (here - 1, here + 1):
        if 0 <= k < len(lines) and (found := list(_places(reading, lines[k].start, lines[k].end))):
            return found[0]
    return None


def _places(reading: Reading, start: int, end: int) -> Iterator[Day]:
    """A place with a day, alone in a line or in a cell of it."""
    at = start
    for cell in (*_CELL_BREAK.finditer(reading.text, start, end), None):
        stop = cell.start() if cell else end
        place = _PLACE.match(reading.text, at, stop)
        if place:
            for day in days(reading.fold, place.start(), stop):
                if day.start <= place.end() and day.end >= stop - 1:
                    yield day
        at = cell.end() if cell else end


def _correction(reading: Reading, outline: Outline, header: Header) -> Iterator[Act]:
    """«ΟΡΘΗ ΕΠΑΝΑΛΗΨΗ» over the header, with its own day where one stands on its line."""
    for m in _found(reading, "correction", outline.header.start, outline.header.end):
        session = header.session_date.span if header.session_date else Span(-1, -1)
        line = _line_end(reading, m.end())
        day = next((d for d in days(reading.fold, m.end(), line) if d.start != session.start), None)
        yield Act("correction", None, day.iso if day else None, None, Span(m.start(), day.end if day else m.end()))
        return


def _closing(reading: Reading, outline: Outline) -> Iterator[Act]:
    """Places with a day after the clauses: of the certified copy if beside its words, else of the signatures."""
    zone = outline.closing
    lines = [line for line in reading.lines if zone.start <= line.start < zone.end and outline.own(line.start)]
    certified = [k for k, line in enumerate(lines) if _found(reading, "certified_copy", line.start, line.end)]
    seen: set[str] = set()
    for k, line in enumerate(lines):
        for day in _places(reading, line.start, line.end):
            near = [c for c in certified if abs(c - k) <= _SAME_BLOCK]
            kind: Literal["certified_copy", "signature"] = "certified_copy" if near else "signature"
            if kind in seen:
                continue
            seen.add(kind)
            words = lines[min(near, key=lambda c: abs(c - k))] if near else line
            yield Act(kind, None, day.iso, None, Span(min(line.start, words.start), max(line.end, words.end)))
