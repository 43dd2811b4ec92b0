"""The counts a roll call states: seats, present, absent, in words, in digits, or in both."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

import regex

from cni_analytics.statements.lexicon import lexicon
from cni_analytics.statements.name_words import never_in_names
from cni_analytics.statements.numerals import COUNT, Number, count, counts
from cni_analytics.statements.types import Figure, Span
from cni_analytics.text.reading import Reading

_LEADS_TO_NUMBER = regex.compile(
    r"\b(?:παρο|αποντ|απουσ|συνολ|μελ(?:η|ων)\b|συμμετ|μετειχ|παρευρ|παραβρ|παρεστ|παριστ|ελαβαν|συνδεθ|ανταποκρ|ελειπ"
    r"|δεν προσ)"
)
_REACH = 110
_SOMETHING_ELSE = regex.compile(
    r"\s?(?:[.)][ \t]*\p{L}|[/°%€]|[οη]σ?\b|ησ\b|ου\b|ων\b|η\b|ευρ|ημερ|ετη|λεπτ|[.,]\d|:\d)"
)
_THAT_IS = regex.compile(
    r"(?:\s*\.\s*|(?:[^.;:\n\d]|\n(?!\s*\n)){0,60}?)(?<!\p{L})"
    r"(?:ητοι|δηλαδη|(?<!(?:σε|επι|απο|εκ|στο)\s+)συνολο|συνολικα|εν συνολω|συν\.)(?!\p{L})\s?:?\s?"
    rf"(?:συνολο\s|συνολικα\s)?(?:(?:παρον|απον)\p{{L}}+\s|μελη\s)?(?P<count>{COUNT})"
)
_DENIED = regex.compile(r"(?<!\p{L})(?:δεν?|μην?)\s+$")
_FIRST_WORD = regex.compile(r"\.\s+(\p{L}+)")
_COUNTED = regex.compile(r"(?<!\p{L})(?:τα|οι|τουσ|ειναι|ηταν|ησαν|μονο|σε)\s+$")
_CLAUSE_END = regex.compile(r"[,;:·]\s+|[.]\s+|\n\s*\n|\f|\b(?:με την|δηλαδη|ητοι)\s+")
_ENTRY = regex.compile(r"[ \t]+\p{Lu}")
_ENUMERATOR_BEFORE = regex.compile(r"[/\d]\s?$|(?:αριθμ?|αρ|παρ|αρθρ\p{L}{0,3}|υπ')\.?\s?$")


def read_figures(reading: Reading, zones: Iterable[Span]) -> tuple[Figure, ...]:
    """Every count stated about presence, in the order of the page.

    Parameters
    ----------
    reading
        The document.
    zones
        Where the roll call and the opening of this session stand.

    Returns
    -------
    tuple of Figure
        Headings of lists («ΑΠΟΝΤΕΣ (8)») are read with the lists, not here.
    """
    found: dict[int, Figure] = {}
    for zone in chain.from_iterable(_windows(reading, z) for z in zones):
        printed: list[Number] | None = None
        for row in lexicon("presence_counts"):
            what, _, place = row.value.partition(" ")
            if place == "follows":
                # «21 παρόντες»: the wording stands right after its number.
                printed = list(counts(reading.fold, zone.start, zone.end)) if printed is None else printed
                stated = [(n, what) for n in printed if _followed(reading, row.pattern, n, zone.end)]
            else:
                stated = list(_grouped(reading, zone, row.pattern, what))
            for number, said in stated:
                if any(_overlap(number, other) for other in found.values()) or _is_something_else(reading, number):
                    continue
                found[number.start] = _figure(reading, said, number, place)
    return tuple(found[start] for start in sorted(found))


def count_after(reading: Reading, what: str, start: int, end: int) -> Figure | None:
    """The count that closes a list («…, ήτοι είκοσι (20).»).

    Parameters
    ----------
    reading
        The document.
    what
        ``present``, ``absent`` or ``seats``, as the list is.
    start, end
        From the last name of the list to where the next list begins.
    """
    m = _THAT_IS.match(reading.fold, start, min(end, start + _REACH))
    number = count(reading.fold, *m.span("count")) if m is not None else None
    if number is None or _is_something_else(reading, number):
        return None
    return _figure(reading, what, number, "list_heading")


def _windows(reading: Reading, zone: Span) -> list[Span]:
    """What stands around the words that lead to a count; long lists of names are left out."""
    found: list[Span] = []
    for m in _LEADS_TO_NUMBER.finditer(reading.fold, zone.start, zone.end):
        start, end = max(zone.start, m.start() - _REACH), min(zone.end, m.end() + _REACH)
        if found and start <= found[-1].end:
            found[-1] = Span(found[-1].start, end)
        else:
            found.append(Span(start, end))
    return found


def _grouped(reading: Reading, zone: Span, pattern: regex.Pattern[str], what: str) -> Iterable[tuple[Number, str]]:
    """The counts in the group of a wording («παρόντες ήταν 25»), and what they count: «δεν παραβρέθηκαν πέντε»."""
    for m in pattern.finditer(reading.fold, zone.start, zone.end):
        number = count(reading.fold, *m.span(1))
        if number is not None:
            denied = what == "present" and _DENIED.search(reading.fold, max(zone.start, m.start() - 12), m.start())
            yield number, "absent" if denied else what


def _followed(reading: Reading, pattern: regex.Pattern[str], number: Number, end: int) -> bool:
    """Whether a wording stands right after a number, and is not the heading below it («… εννέα (9)», «ΠΑΡΟΝΤΕΣ»)."""
    m = pattern.match(reading.fold, number.end, end)
    return m is not None and not ("\n" in m[0] and reading.text[number.end : m.end()].lstrip()[:1].isupper())


def _figure(reading: Reading, what: str, number: Number, place: str) -> Figure:
    before = reading.fold[max(0, number.start - _REACH) : number.start]
    after = reading.fold[number.end : number.end + _REACH]
    start = max((m.end() for m in _CLAUSE_END.finditer(before)), default=0) + number.start - len(before)
    last = _CLAUSE_END.search(after)
    return Figure(
        what=what,  # type: ignore[arg-type]
        value=number.value,
        span=Span(number.start, number.end),
        words=number.words,
        place=place if place in ("opening", "list_heading") else "roll_call",  # type: ignore[arg-type]
        digits=number.digits,
        clause=Span(start, number.end + (last.start() if last else 0)),
    )


def _overlap(number: Number, other: Figure) -> bool:
    return number.start < other.span.end and other.span.start < number.end


def _is_something_else(reading: Reading, number: Number) -> bool:
    """A date, an article, an ordinal, the number of the first name of a list."""
    if number.words is None and _SOMETHING_ELSE.match(reading.fold, number.end):
        # «… είναι παρόντα τα 14. Παρών …»: the end of a sentence, not the number of a name.
        counted = _COUNTED.search(reading.fold, max(0, number.start - 12), number.start)
        next_word = _FIRST_WORD.match(reading.fold, number.end)
        if next_word is not None and never_in_names(next_word[1], first=True):
            # «Μέλη: 17. Παρόντες: 14. Απόντες: 3.»
            return False
        return number.value < 2 or counted is None or next_word is None
    line = reading.text[reading.text.rfind("\n", 0, number.start) + 1 : number.start]
    if number.words is None and not line.strip() and _ENTRY.match(reading.text, number.end):
        # «ΠΑΡΟΝΤΕΣ» over «1     Αντωνίου Πέτρος».
        return True
    return _ENUMERATOR_BEFORE.search(reading.fold, max(0, number.start - 12), number.start) is not None
