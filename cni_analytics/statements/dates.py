"""Days and times as clerks print them: in digits, with the month's name, in words, with misprints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

import regex

from cni_analytics.statements.lexicon import lexicon
from cni_analytics.statements.numerals import CARDINAL_WORDS, ORDINAL_WORDS, cardinal, ordinal

YEARS = range(1975, 2076)
"""Years a decision of a municipality of today's kind can bear."""

_NUMERIC = regex.compile(
    r"(?<![\d])(?P<d>\d{1,2})(?:ησ|ην|η)?\s?(?P<s>[-/.])\s?(?P<m>\d{1,2})\s?[-/.]\s?(?P<y>\d{4}|\d{2})(?!\d|[-/.]\d)"
    r"|(?<![\d])(?P<d>\d{1,2})[-/.](?P<m>\d{2})(?P<y>(?:19|20)\d{2})(?!\d)"
    r"|(?<![\d])(?P<d>\d{2})(?P<m>\d{2})[-/.](?P<y>(?:19|20)\d{2})(?!\d)"
)
_DAY_SUFFIX = r"\s?(?:ησ|ην|η|ασ|αν|α|ου|ο)?"
_DAY = (
    rf"(?:(?P<day_words>{ORDINAL_WORDS}|{CARDINAL_WORDS})(?:\s{{0,3}}\(\s?(?P<day>\d{{1,2}}){_DAY_SUFFIX}\s?\))?"
    rf"|(?<![\d/.,])(?P<day>\d{{1,2}}){_DAY_SUFFIX}(?:\s{{0,3}}\(\s?{ORDINAL_WORDS}\s?\))?)"
)
_YEAR = (
    rf"(?:(?P<year>(?:19|20)\d{{2}})(?!\d)"
    rf"|(?P<year_words>{CARDINAL_WORDS})(?:\s{{0,3}}\(\s?(?P<year>(?:19|20)\d{{2}})\s?\))?)"
)


@cache
def _named() -> regex.Pattern[str]:
    months = "|".join(f"(?P<m{w.value}>{w.pattern.pattern})" for w in lexicon("months"))
    return regex.compile(
        rf"{_DAY}[\s,]{{1,3}}(?:(?:του|τησ)\s+)?(?:μην(?:οσ|α|ασ)\s+)?(?:{months})"
        rf"(?:(?:[\s,]{{1,3}}ημερα\s+(?:τησ\s+εβδομαδ\w+\s+)?\p{{L}}{{5,10}})?[\s,.]{{1,4}}(?:(?:του|τησ)\s+)?(?:ετουσ\s+|ετοσ\s+)?{_YEAR})?"
    )


@cache
def _month_named() -> regex.Pattern[str]:
    return regex.compile("|".join(w.pattern.pattern for w in lexicon("months")))


_HALF_OF_DAY = (
    r"[\s,]{0,2}(?P<pm>μ\.?\s?μ\.?|μετα\s+μεσημβριαν?|μεταμεσημβριν\w+|απογευμ\w+|βραδιν\w+|το\s(?:απογευμα|βραδυ))?"
    r"(?P<am>π\.?\s?μ\.?|πρωιν\w+|προ\s+μεσημβριασ|το\sπρωι)?"
)
_TIME = regex.compile(
    r"(?<!\w)(?:ωρ(?:α|ασ|αν|εσ)\b|ωρα:)[\s:.]{0,12}(?:εναρξησ[\s:]{0,2}|περιπου\s)?"
    rf"(?:(?P<h>\d{{1,2}})(?:\s?[:.,]\s?(?P<min>\d{{2}})|(?:\s?ην?)?(?=[\s'΄,.]))|(?P<words>{ORDINAL_WORDS}|{CARDINAL_WORDS}))"
    r"(?:\s{0,2}['΄]{1,2})?(?:\s{1,2}και\s(?:(?P<half>μιση|ημισεια)|(?P<past>\d{2})'?))?"
    rf"{_HALF_OF_DAY}"
)
_BARE_TIME = regex.compile(
    r"[\s,(]{0,3}(?:(?:ημεραν?\s)?(?:δευτερα|τριτη|τεταρτη|πεμπτη|παρασκευη|σαββατο|κυριακη)ν?[\s,)]{1,3})?(?:και\s)?"
    rf"(?:(?:στισ|περι|απο)\s(?:την\s)?)?(?P<h>\d{{1,2}})[:.](?P<min>\d{{2}})(?![\d/-]|\.\d)['΄]?{_HALF_OF_DAY}"
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day as printed.

    Attributes
    ----------
    iso
        ``YYYY-MM-DD``.
    start, end
        Where, in the text that was searched.
    year_in_words, year_in_digits
        The two forms of the year, where both are printed.
    day_in_words, day_in_digits
        The two forms of the day, where both are printed.
    """

    iso: str
    start: int
    end: int
    year_in_words: int | None = None
    year_in_digits: int | None = None
    day_in_words: int | None = None
    day_in_digits: int | None = None


def _day(year: int, month: int, day: int) -> str | None:
    if year < 100:
        year += 2000 if year < 76 else 1900
    if year not in YEARS:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _numeric(fold: str, start: int, end: int) -> Iterator[Day]:
    for m in _NUMERIC.finditer(fold, start, end):
        iso = _day(int(m["y"]), int(m["m"]), int(m["d"]))
        if iso is not None:
            yield Day(iso, m.start(), m.end())


def _with_month(fold: str, start: int, end: int, year: int | None) -> Iterator[Day]:
    pattern = _named()
    for month in _month_named().finditer(fold, start, end):
        # A bounded look back from each month's name: days are short, and most text has no month.
        m = _last(pattern, fold, max(start, month.start() - 60), min(end, month.end() + 90), month.start())
        if m is None:
            continue
        number = next(int(w.value) for w in lexicon("months") if m[f"m{w.value}"] is not None)
        words = (ordinal(m["day_words"]) or cardinal(m["day_words"])) if m["day_words"] else None
        digits = int(m["day"]) if m["day"] else None
        year_words = cardinal(m["year_words"]) if m["year_words"] else None
        year_digits = int(m["year"]) if m["year"] else None
        a_day = digits if digits is not None else words
        a_year = year_digits if year_digits is not None else year_words
        a_year = a_year if a_year is not None else year
        if a_day is None or a_year is None or (iso := _day(a_year, number, a_day)) is None:
            continue
        yield Day(iso, m.start(), m.end(), year_words, year_digits, words, digits)


def _last(pattern: regex.Pattern[str], fold: str, start: int, end: int, month: int) -> regex.Match[str] | None:
    found = None
    for m in pattern.finditer(fold, start, end):
        if m.start() < month < m.end() and found is None:
            found = m
    return found


def days(fold: str, start: int = 0, end: int | None = None, *, year: int | None = None) -> Iterator[Day]:
    """Every day printed in a stretch of folded text, in order.

    Parameters
    ----------
    fold
        Folded text.
    start, end
        The stretch to search.
    year
        The year to take for «8η Δεκεμβρίου» where no year is printed; without it such a day is passed over.
    """
    end = len(fold) if end is None else end
    yield from sorted((*_numeric(fold, start, end), *_with_month(fold, start, end, year)), key=lambda d: d.start)


def weekday(fold: str, start: int, end: int) -> tuple[int, int, int] | None:
    """The first weekday named in a stretch of folded text, 0 Monday to 6 Sunday, with where it stands."""
    best: tuple[int, int, int] | None = None
    for wording in lexicon("weekdays"):
        m = wording.pattern.search(fold, start, end)
        if m and (best is None or m.start() < best[1]):
            best = (int(wording.value), m.start(), m.end())
    return best


def clock(fold: str, start: int, end: int) -> tuple[str, int, int] | None:
    """The first time of day after «ώρα» in a stretch of folded text, as ``HH:MM``, with where it stands.

    «7 μ.μ.» is 19:00; «19:00 μ.μ.» is what it says; «7:00» without either stays 07:00.
    """
    for m in _TIME.finditer(fold, start, end):
        hour = int(m["h"]) if m["h"] else cardinal(m["words"]) or ordinal(m["words"])
        minute = int(m["min"] or m["past"] or (30 if m["half"] else 0))
        if (time := _time(hour, minute, m)) is not None:
            return time
    return None


def clock_after(fold: str, at: int) -> tuple[str, int, int] | None:
    """The time that follows a day without «ώρα» («Τρίτη 5 Οκτωβρίου 2021, 19:15»), as ``clock`` gives it."""
    m = _BARE_TIME.match(fold, at)
    return None if m is None else _time(int(m["h"]), int(m["min"]), m, m.start("h"))


def _time(hour: int | None, minute: int, m: regex.Match[str], start: int | None = None) -> tuple[str, int, int] | None:
    if hour is None or hour > 24 or minute > 59:
        return None
    if m["pm"] and hour < 12:
        hour += 12
    if m["am"] and hour == 12:
        hour = 0
    return f"{hour % 24:02}:{minute:02}", m.start() if start is None else start, m.start() + len(m[0].rstrip(" ,\n\t"))
