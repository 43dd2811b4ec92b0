"""What the decision is about, and which item of the agenda it settles."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from cni_analytics.statements.lines import line_start
from cni_analytics.statements.numerals import ORDINAL, read_ordinal
from cni_analytics.statements.outline import Outline, title_of
from cni_analytics.statements.types import Item, Span, Stated
from cni_analytics.statements.zones import patterns
from cni_analytics.text.reading import Reading

_OUT_OF_AGENDA = (
    r"(?:(?:εκτοσ|προ)\s+(?:τησ\s+)?(?:ημερησιασ\s+διαταξη?[εω]?[ωσ]?ν?σ?|η\.?\s?δ\.?)|ε\.?\s?η\.?\s?δ\.?(?!\w))"
)
_OUT = regex.compile(_OUT_OF_AGENDA)
_SOLE = r"μοναδικ(?:ο|ου)"
_ITEM = regex.compile(
    rf"(?:(?P<out>{_OUT_OF_AGENDA}\s{{1,3}}))?(?P<n>{ORDINAL}|{_SOLE})\s+(?:(?:τακτικ|προτεταγμεν|εκτακτ|εγγεγραμμεν|κατεπειγ)\w+\s+)?"
    rf"(?:(?P<out>{_OUT_OF_AGENDA})\s+)?θεμα(?:τοσ)?\b(?P<rest>[^.;\n]{{0,30}}(?:\n[^.;\n]{{0,30}})?)"
    rf"|θεμα(?:τοσ)?\s+(?:με\s+αριθμ\w*\s+|υπ'?\s?αριθμ?\w*\.?\s+|νο\.?\s+|αριθμ\w*\.?\s+)?(?P<n>{ORDINAL})(?P<rest>[^.;\n]{{0,30}})"
    rf"|θεμα(?:τοσ)?\s*\(\s?(?P<n>{ORDINAL})\s?\)|(?P<out>{_OUT_OF_AGENDA})\s+θεμα"
)
_BRACKETED = regex.compile(
    rf"\s*\(\s?(?P<item>(?:θεμα\s+)?(?P<n>{ORDINAL})\s+(?:θεμα\s+)?(?:(?P<out>{_OUT_OF_AGENDA})|(?:τησ\s+)?(?:ημερησιασ\s+διαταξησ|προσκλησησ)|η\.?\s?δ\.?|θεμα)"
    rf"|θεμα\s+(?P<n>{ORDINAL}))"
    r"\s?\)\s*\.?\s*\Z"
)
_NUMBER_FIRST = regex.compile(r"(?P<n>\d{1,3}(?:ον|ο))(?:\s?:\s*|\s-\s+|[^\S\n]*\n\s*|\s+(?=\"))(?=\p{L}|[\"«])")
_SPEAKS = regex.compile(r"\s*(?:ο|η|οι|το|τα)\s")
_BLANK = regex.compile(r"\n[^\S\n]*\n")
_SHORTEST_TITLE = 15
_NUMBER_ALONE = regex.compile(rf"[^\S\n]*(?P<n>{ORDINAL})[^\S\n]*\n")
_TITLE = regex.compile(r"\bθεμα(?:τοσ)?\b[^.;\"]{0,80}\"(?P<title>[^\"]{8,400})\"")
_DISCUSSED = regex.compile(
    rf"(?:συζητησε|εξετασε|ασχοληθηκε\s+με|για\s+τη\s+συζητηση)\s+(?:το|του)\s+(?P<n>{ORDINAL})\s+(?P<out>{_OUT_OF_AGENDA}\s+)?θεμα"
)
_LETTERS = {c: i for i, c in enumerate("αβγδε", start=1)} | {"στ": 6} | {c: i for i, c in enumerate("ζηθι", start=7)}
_PRESENTATION = 700
_WIDEST_LABEL = 120
"""How far from the beginning of its line or cell the word of a label may stand («13ο έκτακτο θέμα»)."""
_LABEL_WORD = regex.compile(
    r"(?<!\w)(?:θεμα|περιληψ(?:η|ισ)|αντικειμενο|θ ε μ α|π ε ρ ι λ η ψ η"
    r"|(?:περι|αφορα|τιτλοσ(?:\sθεματοσ)?)(?=\s?:)|ε\.?η\.?δ\.?(?=\s?[\d:]))(?!\w)"
)
_CELL = regex.compile(r"[^\S\n]{3,}")
_ITEM_LINE = regex.compile(
    rf"^[^\S\n]*(?:\(\s?θεμα\s+(?P<n>{ORDINAL})(?:\s+{_OUT_OF_AGENDA})?\s?\)"
    rf"|(?:στο|για\s+το|επι\s+του)\s+(?P<n>{ORDINAL})\s+(?:{_OUT_OF_AGENDA}\s+)?θεμα(?:τοσ)?(?:\s+{_OUT_OF_AGENDA}"
    r"|\s+τησ\s+ημερησιασ\s+διαταξ(?:ησ|εωσ))?)[^\S\n]*:?[^\S\n]*$",
    regex.MULTILINE,
)
"""«ΣΤΟ 4ο ΘΕΜΑ», «(θέμα 2ο)», alone on a line."""
_FIELD_NUMBER = regex.compile(
    rf"αρ(?:ιθ)?\w{{0,4}}\.?\s?(?:του\s)?θεμ(?:ατοσ|\.)[\s:.]{{0,4}}(?P<n>{ORDINAL})(?P<rest>[^\n]{{0,30}})"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject and the item, each as stated or ``None``; ``label`` is where the field begins."""

    text: Stated[str] | None
    item: Stated[Item] | None
    label: int | None


def read_subject(reading: Reading, outline: Outline) -> Subject:
    """Read the ΘΕΜΑ or ΠΕΡΙΛΗΨΗ and the number of the item.

    The header is read first; where it has no subject, the heading at which the item is presented.
    """
    text: Stated[str] | None = None
    item: Stated[Item] | None = None
    label: int | None = None
    head = Span(outline.discussion.start, min(outline.discussion.end, outline.discussion.start + 1500))
    for zone in (outline.header, head, outline.opening):
        for m in _labels(reading.fold, zone):
            if item is None:
                item = _item_of_label(reading.fold, m)
            if (alone := _only_number(reading.fold, m)) is not None:
                # «Θέμα ημερήσιας διάταξης: 3ο», with the subject below it or in a field of its own.
                item = item or alone
            if text is None:
                text = _text(reading, m, zone)
                if text is not None and alone is not None and text.span.end <= alone.span.end:
                    text = None
                if text is not None:
                    text, beside = _item_before(reading, text) or _item_beside(reading, text)
                    item = item or beside
                label = m.start("label") if text is not None else label
        if text is not None:
            break
    if text is None:
        text = _title_alone(reading, outline)
        if text is not None:
            text, beside = _item_beside(reading, text)
            item = beside or item
    if text is None:
        text = _quoted_title(reading, outline)
    if item is None:
        item = _item_in_words(reading.fold, outline)
    return Subject(text, item, label)


def _title_alone(reading: Reading, outline: Outline) -> Stated[str] | None:
    """A paragraph of the header that begins as subjects do («Έγκριση …») and has no label."""
    fold = reading.fold
    zone = Span(outline.header.start, max(outline.header.end, title_of(fold, outline).end))
    for m in (m for p in patterns("header_labels", "title") for m in p.finditer(fold, zone.start, zone.end)):
        above = fold[zone.start : m.start()].rstrip(" \t")
        if above and not above.endswith("\n\n"):
            continue
        stop = _BLANK.search(fold, m.start(), zone.end)
        end = stop.start() if stop else zone.end
        printed = _unquoted(" ".join(reading.text[m.start() : end].split()))
        if len(printed) >= _SHORTEST_TITLE and not any(
            _is_field(fold, at, end) for at in _line_starts(fold, m.start(), end)
        ):
            return Stated(printed, Span(m.start(), end))
    return None


def _line_starts(fold: str, start: int, end: int) -> list[int]:
    return [start, *(k + 1 for k in range(start, end) if fold[k] == "\n")]


def _only_number(fold: str, label: regex.Match[str]) -> Stated[Item] | None:
    """The item, where its number is all that the field has."""
    m = _NUMBER_ALONE.match(fold, label.end())
    number = read_ordinal(fold, *m.span("n")) if m is not None else None
    if m is None or number is None or not 0 < number.value < 200:
        return None
    out = _OUT.search(fold, label.start(), m.end()) is not None
    return Stated(Item(number.value, out), Span(label.start(), m.end("n")))


def _quoted_title(reading: Reading, outline: Outline) -> Stated[str] | None:
    """The title in quotation marks after «με θέμα» or «το έβδομο θέμα», for want of a field.

    In the header, then where the item is presented.
    """
    start = outline.discussion.start
    presented = Span(start, min(outline.discussion.end, start + _PRESENTATION))
    found = (_TITLE.search(reading.fold, zone.start, zone.end) for zone in (outline.header, presented))
    m = next((m for m in found if m is not None), None)
    return None if m is None else Stated(reading.printed(*m.span("title")), Span(*m.span("title")))


def _labels(fold: str, zone: Span) -> list[regex.Match[str]]:
    """The labels of the subject, each at the beginning of its line or cell."""
    found: list[regex.Match[str]] = []
    for word in _LABEL_WORD.finditer(fold, zone.start, zone.end):
        first = line_start(fold, word.start())
        near = max(first, word.start() - _WIDEST_LABEL)
        cells = [m.end() for m in _CELL.finditer(fold, near, word.start())]
        for begin in (*((first,) if first == near else ()), *cells[-1:]):
            m = next((m for p in patterns("header_labels", "subject") if (m := p.match(fold, begin, zone.end))), None)
            if m is not None and m.start("label") == word.start():
                found.append(m)
                break
    return found


def _is_field(fold: str, at: int, end: int) -> bool:
    return any(p.match(fold, at, end) for p in patterns("header_labels", "field"))


def _text(reading: Reading, m: regex.Match[str], zone: Span) -> Stated[str] | None:
    """The lines of the field: to the next blank line or the next field, its own column only."""
    fold = reading.fold
    at = m.end()
    if fold[at - 1] == "." and _SPEAKS.match(fold, at, zone.end):
        # «1ο θέμα. Ο Αντιδήμαρχος παρουσίασε …»: the minutes go on where a subject would stand.
        return None
    while at < zone.end and fold[at] in " \t:.-–":
        at += 1
    first = line_start(fold, m.start("label"))
    column = m.start("label") - first
    in_column = column > 20 and fold[first : m.start("label")].strip() != ""
    pieces: list[tuple[int, int]] = []
    while at < zone.end:
        stop = fold.find("\n", at, zone.end)
        stop = zone.end if stop < 0 else stop
        start, end = at, stop
        if pieces or not fold[at - 1 : at].strip(" :.-–\t"):
            first_line = first <= at and not pieces and "\n" not in fold[first:at]
            if in_column and not first_line:
                cells = [c.end() for c in _CELL.finditer(fold, at, stop)]
                start = next((c for c in cells if abs(c - at - column) <= 12), stop)
            elif not in_column and (
                cut := _CELL.search(fold, at + len(fold[at:stop]) - len(fold[at:stop].lstrip()), stop)
            ):
                end = cut.start()
        if not fold[start:end].strip():
            if pieces or stop >= zone.end:
                break
        elif (pieces or "\n" in fold[m.end() : start]) and _is_field(fold, at, stop) and not _goes_on(reading, start):
            break
        else:
            lead = len(fold[start:end]) - len(fold[start:end].lstrip())
            pieces.append((start + lead, start + len(fold[start:end].rstrip())))
        at = stop + 1
    if not pieces:
        return None
    printed = " ".join(" ".join(reading.text[a:b].split()) for a, b in pieces)
    printed = _unquoted(printed)
    return Stated(printed, Span(pieces[0][0], pieces[-1][1])) if len(printed) > 2 else None


def _goes_on(reading: Reading, start: int) -> bool:
    """Whether a line begins with a small letter: a wrapped line («… κινητής | τηλεφωνίας»), not a field."""
    return reading.text[start : start + _WIDEST_LABEL].lstrip()[:1].islower()


def _item_before(reading: Reading, text: Stated[str]) -> tuple[Stated[str], Stated[Item]] | None:
    """The subject without the item's number that the field begins with («ΘΕΜΑ: 3ο – Έγκριση …»), and that item."""
    m = _NUMBER_FIRST.match(reading.fold, text.span.start, text.span.end)
    number = read_ordinal(reading.fold, *m.span("n")) if m is not None else None
    if m is None or number is None or not 0 < number.value < 200:
        return None
    printed = _unquoted(" ".join(reading.text[m.end() : text.span.end].split()))
    return Stated(printed, Span(m.end(), text.span.end)), Stated(Item(number.value, False), Span(*m.span("n")))


def _item_beside(reading: Reading, text: Stated[str]) -> tuple[Stated[str], Stated[Item] | None]:
    """The subject without the item's number in brackets behind it, and that item («… (3ο ημερήσιας διάταξης)»)."""
    m = _BRACKETED.search(reading.fold, text.span.start, text.span.end)
    number = read_ordinal(reading.fold, *m.span("n")) if m is not None else None
    if m is None or number is None or not 0 < number.value < 200:
        return text, None
    printed = _unquoted(text.value[: text.value.rindex("(")].strip())
    if len(printed) <= 2:
        return text, None
    item = Item(number.value, m["out"] is not None)
    return Stated(printed, Span(text.span.start, m.start())), Stated(item, Span(*m.span("item")))


def _unquoted(text: str) -> str:
    if text[:1] in '«"“' and text.rstrip(".")[-1:] in '»"”' and not any(c in '«»“”"' for c in text.rstrip(".")[1:-1]):
        return text.rstrip(".")[1:-1].strip()
    return text


def _item_of_label(fold: str, m: regex.Match[str]) -> Stated[Item] | None:
    end = m.end()
    out = any(m[g] and _OUT.search(m[g]) for g in ("agenda", "alone"))
    for group in ("before", "after"):
        if m[group]:
            number = read_ordinal(fold, *m.span(group))
            value = number.value if number is not None else _LETTERS.get(m[group].rstrip("'"))
            if value is not None and 0 < value < 200:
                return Stated(Item(value, out), Span(m.start(), end))
    if m["alone"]:
        return Stated(Item(None, out), Span(m.start(), end))
    return None


def _item_in_words(fold: str, outline: Outline) -> Stated[Item] | None:
    """The item as the header's field or the presentation names it («το 5ο θέμα της ημερήσιας διάταξης»)."""
    field = _FIELD_NUMBER.search(fold, outline.header.start, outline.header.end)
    if field:
        number = read_ordinal(fold, *field.span("n"))
        if number:
            return Stated(Item(number.value, _OUT.search(field["rest"]) is not None), Span(*field.span()))
    alone = _ITEM_LINE.search(fold, outline.header.start, outline.discussion.end)
    number = read_ordinal(fold, *alone.span("n")) if alone is not None and outline.own(alone.start()) else None
    if alone is not None and number is not None and 0 < number.value < 200:
        return Stated(Item(number.value, _OUT.search(alone[0]) is not None), Span(alone.start(), alone.end()))
    start = outline.discussion.start
    for part in outline.own_parts(Span(start, min(outline.discussion.end, start + _PRESENTATION))):
        for m in _ITEM.finditer(fold, part.start, part.end):
            rest = m["rest"] or ""
            out = bool(m["out"]) or _OUT.search(rest) is not None
            number = read_ordinal(fold, *m.span("n")) if m["n"] else None
            if number is None and m["n"] and not m["n"].startswith("μοναδικ"):
                continue
            if number is not None and not 0 < number.value < 200:
                continue
            return Stated(Item(number.value if number else None, out), Span(m.start(), m.end() - len(rest)))
    return _item_of_session(fold, outline)


def _item_of_session(fold: str, outline: Outline) -> Stated[Item] | None:
    """The item where the sentence that convenes the body names it («συνεδρίασε … και συζήτησε το 1ο θέμα»)."""
    start = outline.opening.start
    m = _DISCUSSED.search(fold, start, min(outline.opening.end, start + _PRESENTATION))
    number = read_ordinal(fold, *m.span("n")) if m is not None else None
    if m is None or number is None or not 0 < number.value < 200:
        return None
    return Stated(Item(number.value, m["out"] is not None), Span(*m.span()))
