"""What the document says of the mayor: there or not, and by what name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

import regex

from cni_analytics.statements.movement_anchors import find_anchors
from cni_analytics.statements.name_lists import pieces_of_flow, take
from cni_analytics.statements.name_parts import PrintedName
from cni_analytics.statements.name_words import find_name, patterns
from cni_analytics.statements.names import HONORIFIC, Roster
from cni_analytics.statements.nominatives import nominatives
from cni_analytics.statements.sentences import sentences
from cni_analytics.statements.types import Mayor, Span
from cni_analytics.text.reading import Reading, fold

_MAYOR = regex.compile(r"(?<!\p{L})δημαρχ(?:οσ|ου|ο|ον)(?!\p{L})")
_STANDS_IN = regex.compile(r"(?:αναπληρωτ\p{L}{1,4}|αναπλ\.|αντι του|χρεη)\s+$")
_BETWEEN = regex.compile(
    r"[\s,:-]*(?:(?:του|τησ|των)\s+)?(?:δημου\s+)?(?:\p{L}{3,20}[\s,-]+){0,3}(?:κ\p{L}{0,3}\.?\s*)?"
)
_COMES = regex.compile(r"προσηλθ|προσελευσ|αποχωρ|εισηλθ|εξηλθ")
_WAS_THERE_AND_LEFT = regex.compile(
    r"(?<!δεν\s)(?:ηταν|παρεστη|παρισταται)\s+(?:παρ(?:ων|ουσα)\s+)?"
    r"(?:και|αλλα|,\s+η\s+οποια|,\s+ο\s+οποιοσ)\s+(?:αποχωρησε|εξηλθε)"
    r"|προσηλθε\s+και\s+(?:παρακολουθησε|συμμετειχε|παρεμεινε)"
)
_SAID_BESIDE = regex.compile(r"[^\S\n]*[,(-]?[^\S\n]*(?:(?P<there>παρων|παρουσα)|απων|απουσα|απουσιαζει)(?!\p{L})")
_SPEAKS = regex.compile(
    r"(?:^|\n|\f)[ \t]*(?P<who>[οη]\s+δημαρχοσ(?:\s[^\n:.;]{0,8}(?:κ\.)?[^\n:.;]{0,50})?):\s*(?:\"|\Z)"
)
_REACH = 70
"""How far from the office the name may stand, in characters."""
_FAR = 280
"""How far from the office the word about being there may stand."""
_MOST = 20


def read_mayor(
    reading: Reading, zones: Iterable[Span], listed: Sequence[tuple[PrintedName, bool]] = ()
) -> Mayor | None:
    """Read whether the mayor was there.

    Parameters
    ----------
    reading
        The document.
    zones
        Where the roll call of this session stands.
    listed
        Names of the lists that carry the mayor's office, and whether each is listed as present.

    Returns
    -------
    Mayor or None
        ``None`` where the document does not say. A sentence about the mayor's coming or going during the
        session does not say who was there at the opening.
    """
    if listed:
        name, present = listed[0]
        said = _SAID_BESIDE.match(reading.fold, name.span.end)
        if said is not None:
            # «Δήμαρχος: Α. Β., παρούσα», on the line after the list of the absent.
            present = said["there"] is not None
        return Mayor(name.name, present, name.span, presides="president" in name.offices)
    zones = list(zones)
    for zone in zones:
        for sentence in sentences(reading, zone.start, zone.end):
            found = _in_sentence(reading, sentence)
            if found is not None:
                return found
    return next((found for zone in zones if (found := _speaks(reading, zone)) is not None), None)


def _speaks(reading: Reading, zone: Span) -> Mayor | None:
    """The mayor whose words the page gives («Ο Δήμαρχος κ. Χ: «Κύριε Πρόεδρε …»») was there."""
    m = _SPEAKS.search(reading.fold, zone.start, zone.end)
    mayor = _MAYOR.search(reading.fold, *m.span()) if m is not None else None
    if m is None or mayor is None:
        return None
    sentence = Span(m.start("who"), m.end())
    return Mayor(_name(reading, sentence, mayor), True, sentence)


def _in_sentence(reading: Reading, sentence: Span) -> Mayor | None:
    for m in islice(_MAYOR.finditer(reading.fold, sentence.start, sentence.end), _MOST):
        if _STANDS_IN.search(reading.fold, max(sentence.start, m.start() - 30), m.start()):
            continue
        status = _status(reading, sentence, m)
        if status is None:
            continue
        if _WAS_THERE_AND_LEFT.search(reading.fold, m.end(), min(sentence.end, m.end() + _FAR)):
            return Mayor(_name(reading, sentence, m), True, sentence)
        if _COMES.search(reading.fold, sentence.start, sentence.end) and find_anchors(
            reading, sentence.start, sentence.end
        ):
            continue
        return Mayor(_name(reading, sentence, m), status, sentence)
    return None


def _status(reading: Reading, sentence: Span, mayor: regex.Match[str]) -> bool | None:
    """The nearest word about being there; one that negates («δεν παρέστη») wins over the verb inside it."""
    best: tuple[int, int, bool] | None = None
    for rank, (value, pattern) in enumerate(patterns("mayor")):
        around = max(sentence.start, mayor.start() - _FAR), min(sentence.end, mayor.end() + _FAR)
        for m in pattern.finditer(reading.fold, *around):
            distance = m.start() - mayor.end() if m.start() >= mayor.end() else mayor.start() - m.end()
            # «παρουσία του Δημάρχου» holds the word itself.
            key = (max(distance, 0), rank, value == "present")
            if best is None or key[:2] < best[:2]:
                best = key
    return best[2] if best is not None else None


def _name(reading: Reading, sentence: Span, mayor: regex.Match[str]) -> str | None:
    """The name beside the office, in the nominative where the document prints it so somewhere."""
    reach = min(sentence.end, mayor.end() + _REACH)
    honour = HONORIFIC.search(reading.text, mayor.end(), reach)
    start = mayor.end()
    if honour is not None and _BETWEEN.fullmatch(reading.fold, mayor.end(), honour.end()):
        # «ο Δήμαρχος Βορείου Πεδίου κ. Β.»: the place ends where the honorific stands.
        start = honour.start()
    at = find_name(reading, start, reach)
    if at is not None and _BETWEEN.fullmatch(reading.fold, mayor.end(), at) is None:
        at = None
    end = sentence.end
    if at is None:
        at = _before(reading, sentence, mayor)
        end = mayor.start()
    if at is None:
        return None
    names = take(list(pieces_of_flow(reading, at, end)), at, flow=True).names
    if not names:
        return None
    printed = _without_place(reading, names[0].name)
    return printed if mayor[0].endswith("οσ") else _nominative(reading, printed)


def _before(reading: Reading, sentence: Span, mayor: regex.Match[str]) -> int | None:
    """«ο κ. Χ, Δήμαρχος Σερρών, ήταν παρών»."""
    start = max(sentence.start, mayor.start() - _REACH)
    at = find_name(reading, start, mayor.start())
    if at is None or not HONORIFIC.search(reading.text, max(start, at - 6), at):
        return None
    return at if not any(c.islower() for c in reading.text[at : mayor.start()].split(",")[-1]) else None


def _without_place(reading: Reading, name: str) -> str:
    """The name without the municipality before it («Ο Δήμαρχος Σερρών Α. Β.»)."""
    words = name.split()
    if len(words) < 3 or "-" in name or "–" in name:
        return name
    first = regex.escape(fold(words[0]))
    return " ".join(words[1:]) if regex.search(rf"δημο[συ]\s+{first}(?!\p{{L}})", reading.fold) else name


def _nominative(reading: Reading, printed: str) -> str:
    """The same name as it stands after «Ο Δήμαρχος» elsewhere, where it does."""
    found: list[str] = []
    for m in regex.finditer(r"(?<!\p{L})(?:ο|η)\s+δημαρχοσ(?!\p{L})", reading.fold):
        at = find_name(reading, m.end(), min(len(reading.text), m.end() + _REACH))
        if at is not None:
            names = take(list(pieces_of_flow(reading, at, min(len(reading.text), at + _REACH))), at, flow=True).names
            found.extend(_without_place(reading, n.name) for n in names[:1])
    return Roster.of(found).resolve(printed).name or nominatives([printed], reading.fold)[0]
