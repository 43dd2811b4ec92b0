"""When and how the body met: session number, day, weekday, time, kind and format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import regex

from cni_analytics.statements.dates import Day, clock, clock_after, days, weekday
from cni_analytics.statements.lexicon import lexicon
from cni_analytics.statements.lines import line_start
from cni_analytics.statements.numerals import read_ordinal
from cni_analytics.statements.outline import Outline
from cni_analytics.statements.types import SessionFormat, SessionKind, Span, Stated
from cni_analytics.statements.zones import patterns
from cni_analytics.text.reading import Reading

_SENTENCE = 1100
"""How far into the opening the sentence that convenes the body may reach."""
_MOST_SESSIONS = 120
"""A year; a larger number is a superscript read as a digit («14η», «141»)."""
_SENTENCE_ENDS = regex.compile(r"απαρτια|\n[ \t]*(?:συμμετεχ|παροντ|αποντ)\w*")
_ABOUT_A_SESSION = regex.compile(r"συνεδρι|πρακτικ")
_OTHER_DAY = regex.compile(
    r"(?:\d|[\w'])\s?/\s?$|(?:προσκλησ\w*|εγγραφ\w*|αποφασ\w*|φεκ|νομ\w*|ν\.|πρωτ\.?:?|(?<!\w)απο)\s[^.;\n]{0,12}$"
)
_INVITATION_FOLLOWS = regex.compile(r"[\s,]{1,3}(?:\w+\s){0,2}?(?:προσκλησ|εγγραφ|αιτησ|εισηγησ|αποφασ)")
_SESSION_DAY = regex.compile(r"(?<![\d/.-])\d{1,3}(?:ησ|ην|η|ασ|ου|ο)?\s?/\s?$")
_YEAR_LATER = regex.compile(r"[^\n;]{0,120}?\bετουσ\s+((?:19|20)\d{2})")
_KINDS: tuple[SessionKind, ...] = ("urgent", "special", "extraordinary", "regular")
_PROTOCOL = regex.compile(r"(?:πρωτ\w*|προσκλησ\w*)[^\n]{0,20}$")


@dataclass(frozen=True, slots=True)
class Session:
    """What the page says of the session itself; each as stated, or ``None``."""

    number: Stated[int] | None
    year: Stated[int] | None
    date: Stated[str] | None
    other_dates: tuple[Stated[str], ...]
    other_years: tuple[Stated[int], ...]
    weekday: Stated[int] | None
    time: Stated[str] | None
    kind: Stated[SessionKind] | None
    format: Stated[SessionFormat] | None


def read_session(reading: Reading, outline: Outline, subject: Span | None) -> Session:
    """Read the session from the header and from the sentence that convenes the body.

    Parameters
    ----------
    reading
        The document.
    outline
        Its parts.
    subject
        Where the subject stands, which speaks of other things.
    """
    sentence = _sentence(reading.fold, outline)
    number, year = _number(reading.fold, outline.header, sentence, subject)
    main = [d for d in _sentence_days(reading.fold, sentence) if outline.own(d.start)][:1]
    header = _header_days(reading.fold, outline.header, subject)
    if header and not any(p.search(reading.fold, sentence.start, sentence.end) for p in patterns("session", "met")):
        # No sentence says that the body met: the day in the header is the session's, another one may be anything's.
        main = []
    day = next(iter((*main, *header)), None)
    shown = weekday_near(reading.fold, day, sentence if main else outline.header) if day is not None else None
    if day is not None and shown is not None and not _falls_on(day, shown):
        # Two of three agree: the header's day and the weekday outweigh a misprint between them.
        day = next((d for d in header if _falls_on(d, shown)), day)
    others = [d for d in (*main, *header) if day is not None and d is not day]
    time = clock(reading.fold, sentence.start, sentence.end) or clock(
        reading.fold, outline.header.start, outline.header.end
    )
    if time is None and day is not None:
        time = clock_after(reading.fold, day.end)
    return Session(
        number=number,
        year=year,
        date=None if day is None else Stated(day.iso, Span(day.start, day.end)),
        other_dates=tuple(Stated(d.iso, Span(d.start, d.end)) for d in others),
        other_years=_years_in_two_forms([*main, *header]),
        weekday=shown,
        time=None if time is None else Stated(time[0], Span(time[1], time[2])),
        kind=_kind(reading.fold, outline, sentence, subject),
        format=_format(reading.fold, outline, sentence, subject),
    )


def _falls_on(day: Day, shown: Stated[int]) -> bool:
    return date.fromisoformat(day.iso).weekday() == shown.value


def _sentence(fold: str, outline: Outline) -> Span:
    opening = outline.opening
    limit = min(opening.start + _SENTENCE, max(opening.end, outline.discussion.end))
    end = _SENTENCE_ENDS.search(fold, opening.start, limit)
    return Span(opening.start, end.start() if end else limit)


def _outside(span: Span | None, at: int) -> bool:
    return span is None or not span.start <= at < span.end


def _number(
    fold: str, header: Span, sentence: Span, subject: Span | None
) -> tuple[Stated[int] | None, Stated[int] | None]:
    for zone in (header, sentence):
        found = []
        for rank, wording in enumerate(w for w in lexicon("header_numbers") if w.value == "session"):
            for m in wording.pattern.finditer(fold, zone.start, zone.end):
                before = fold[max(0, m.start("n") - 40) : m.start("n")]
                if _outside(subject, m.start()) and not _PROTOCOL.search(before):
                    found.append((rank, m))
        # «από το 13ο πρακτικό της 10ης συνεδρίασης»: the minute has a number of its own.
        for _, m in sorted(found, key=lambda f: ("συνεδρι" not in f[1][0], f[0], f[1].start())):
            value = read_ordinal(fold, m.start("n"), m.end("n"))
            if value is not None and 0 < value.value <= _MOST_SESSIONS:
                span = Span(m.start("n"), m.end("n"))
                printed = m.groupdict().get("year")
                year = Stated(int(printed), Span(*m.span("year"))) if printed else None
                later = None if year else _YEAR_LATER.match(fold, m.end(), zone.end)
                if later is not None and zone is header:
                    year = Stated(int(later[1]), Span(*later.span(1)))
                return Stated(value.value, span), year
    return None, None


def _sentence_days(fold: str, sentence: Span) -> list[Day]:
    found = []
    for day in days(fold, sentence.start, sentence.end):
        before = fold[max(sentence.start, day.start - 40) : day.start]
        if not _OTHER_DAY.search(before) and not _INVITATION_FOLLOWS.match(fold, day.end):
            found.append(day)
    return found


def _header_days(fold: str, header: Span, subject: Span | None) -> list[Day]:
    """Days of the header that are said to be the session's: beside its number, or after its name."""
    found = []
    for day in days(fold, header.start, header.end):
        if not _outside(subject, day.start):
            continue
        line = line_start(fold, day.start)
        previous = line_start(fold, max(line - 1, 0))
        before = fold[previous : day.start]
        after = fold[day.end : day.end + 60]
        if _PROTOCOL.search(before):
            continue
        beside_number = _SESSION_DAY.search(before) and _ABOUT_A_SESSION.search(before + after)
        named = regex.search(
            r"συνεδρι\w+[^;]{0,80}$|^[^\S\n]*(?:ημερομηνια|ημ/νια)(?:[^:\n]{0,40}:|\s?:?)\s*$", before, regex.M
        ) and not regex.search(r"(?:αποφ|πρωτ)\w*[^\n]{0,25}$", before)
        if beside_number or named:
            found.append(day)
    return found


def _years_in_two_forms(found: list[Day]) -> tuple[Stated[int], ...]:
    """Years whose words and digits disagree, as the words say."""
    return tuple(
        Stated(d.year_in_words, Span(d.start, d.end))
        for d in found
        if d.year_in_words is not None and d.year_in_digits is not None and d.year_in_words != d.year_in_digits
    )


def weekday_near(fold: str, day: Day, zone: Span) -> Stated[int] | None:
    """The weekday printed beside a day: «ημέρα Τρίτη» after it, or «Πέμπτη 10 Ιουλίου» before it."""
    before_start = max(zone.start, day.start - 25)
    last: tuple[int, int, int] | None = None
    at = before_start
    while (hit := weekday(fold, at, day.start)) is not None:
        last, at = hit, hit[2]
    if last is not None and fold[last[2] : day.start].strip(" ,\n\t") not in ("", "την", "στισ", "και"):
        last = None
    after = weekday(fold, day.end, min(zone.end, day.end + 60))
    if after is not None and not regex.fullmatch(
        r"[\s,(.]{0,4}(?:του\s+(?:ετουσ\s+)?\d{4}[\s,]{0,3})?(?:και\s+)?(?:ημεραν?)?[\s,:(]{0,3}(?:τησ\s+)?(?:εβδομαδ\w*)?[\s,:(]{0,3}",
        fold[day.end : after[1]],
    ):
        after = None
    best = after or last
    return None if best is None else Stated(best[0], Span(best[1], best[2]))


def _first(fold: str, value: str, zones: tuple[Span, ...], subject: Span | None, outline: Outline) -> Span | None:
    for zone in zones:
        for wording in lexicon("session"):
            if wording.value != value:
                continue
            for m in wording.pattern.finditer(fold, zone.start, zone.end):
                if _outside(subject, m.start()) and outline.own(m.start()):
                    return Span(m.start(), m.end())
    return None


def _kind(fold: str, outline: Outline, sentence: Span, subject: Span | None) -> Stated[SessionKind] | None:
    for zone in (outline.header, sentence):
        for kind in _KINDS:
            span = _first(fold, kind, (zone,), subject, outline)
            if span is not None:
                return Stated(kind, span)
    return None


def _format(fold: str, outline: Outline, sentence: Span, subject: Span | None) -> Stated[SessionFormat] | None:
    zones = (sentence, outline.header)
    spans = {
        f: _first(fold, f, zones, subject, outline) for f in ("by_circulation", "hybrid", "teleconference", "in_person")
    }
    if spans["by_circulation"]:
        return Stated("by_circulation", spans["by_circulation"])
    if spans["hybrid"]:
        return Stated("hybrid", spans["hybrid"])
    remote, room = spans["teleconference"], spans["in_person"]
    if remote and room:
        return Stated("hybrid", Span(min(remote.start, room.start), max(remote.end, room.end)))
    if remote:
        return Stated("teleconference", remote)
    return Stated("in_person", room) if room else None
