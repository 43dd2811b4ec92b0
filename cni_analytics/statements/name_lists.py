"""Runs of text cut into the names they hold: numbered, by commas, by lines, by columns, under headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from cni_analytics.statements.entry_labels import inline_labels, labels_of
from cni_analytics.statements.given_names import is_given_name
from cni_analytics.statements.list_headings import heading_lines
from cni_analytics.statements.name_cells import Cell, cells, is_plain, joined
from cni_analytics.statements.name_parts import (
    ENUMERATOR,
    Parsed,
    PrintedName,
    Run,
    is_faction,
    is_furniture,
    parse,
    run_of,
)
from cni_analytics.statements.name_words import BRACKET, never_in_names, patterns, words_of
from cni_analytics.statements.types import Span
from cni_analytics.text.reading import Reading, fold

_INLINE_ENUMERATOR = regex.compile(
    r"(?:(?<![\d_/.,\-])|(?<=[\p{L})][.,]))[(\[]?(\d{1,3})(?:\s?[.)\]°]{1,2}\s*-?|/(?=\s)|-(?=\s?\p{Lu}))\s*(?=[\p{Lu}κ«])"
)
_SEPARATOR = regex.compile(r"[,;·•]|\n(?=[^\n:,]{3,40}:)|(?<![^\s.)])και(?=\s)|(?<=\s)&(?=\s)")
_INLINE_FACTION = regex.compile(
    r"(?:(?<=[\s.,·])|^)(?:(?:Από|Εκ|Για)\s+(?:την?|τον|της|το)\s+)?(?:(?:δημοτικ|μείζ|ελάσσ)\p{L}+\s+)?"
    r"(?:παράταξη|συνδυασμό[ςν]?|πλειοψηφία|μειοψηφία|αντιπολίτευση)[^:\n]{0,80}:"
    r"|(?<=\s)(?:[Κκ]αι )?οι [Δδ]ημοτικοί [Σσ]ύμβουλοι:"
    r"|(?<=^|[\s.,;])[«\"“][^«»\"“”\n:]{2,60}[»\"”][ \t]*(?:\(\d{1,2}\)[ \t]*)?:",
    regex.IGNORECASE,
)
_SENTENCE_LINE = regex.compile(r"\n(?=[ \t]*(?:Ο|Η|Οι|Στην?|Στο|Τα|Το|Τον|Την|Κατά|Μετά|Πριν)\s+[\p{L}\d])")
"""A line that begins like a sentence: «Ο Δήμαρχος κ. Χ απουσίαζε» under a running list."""
_INLINE_LABEL = regex.compile(
    r"\.(?=\s++(?:αντιπροεδρ|προεδρ|γραμματε|μελ)\p{L}{1,4}+(?:\s++(?:του|τησ)\s[^:.,\n]{2,40})?\s*+:)"
)
"""«Πρόεδρος: Χ. Γραμματέας: Ψ. Μέλη: …» in one paragraph."""
_LINE = regex.compile(r"[^\n\f]*[\n\f]?")
_NOBODY = regex.compile(r"[\s:\-.]*(?:ουδεισ|κανεισ|κανενασ|ουδεμια|καμια|καμμια|ουδεν|δεν υπαρχ\p{L}+|μηδεν)(?!\p{L})")
_GLUED = regex.compile(r"(?<=[α-ωά-ώ]{2}[α-ωά-ώς])(?=[Α-ΩΆ-Ώ][α-ωά-ώ]{2})")
"""No space between two names: «ΠέτροςΒασιλείου»."""
_FIRST_WORDS = ("ο", "η", "οι", "στη", "στην", "στο", "τα", "το", "τον", "την", "κατα", "μετα", "πριν")
_WORD = regex.compile(r"\p{L}+")
_INITIAL = regex.compile(r"\p{Lu}\p{L}{0,3}\.")
_BULLET = regex.compile(r"\s*[•·*▪➢✓●○◦‣\-–—]\s*\p{L}")
_FIGURE = regex.compile(r"\d")
_A_WORD = regex.compile(r"[\s,;·]*\p{Ll}+(?:\s+\p{Ll}+)?[\s.]*")
"""A profession beside a name: «1) Βαρδής Μιχαήλ, ιατρός, Πρόεδρος»."""
_OTHER_LABEL = regex.compile(r"[\s,;·\-]*(\p{L}[^\n:,.]{3,40}):")
_RUNS_ON = regex.compile(r"(?:[,;·]|(?<!\p{L})(?:και|[οη]|οι|ωσ))\s*$")
_SIDE_END = regex.compile(r"(?<=\p{L}{3})\.")
_DASH = regex.compile(r"(?<!\n[ \t]*\n[ \t]*)(?<=\s)[-‐‑–—/]\s+(?=\p{Lu})")


@dataclass(frozen=True, slots=True)
class NameList:
    """The names of one list, in the order of the page.

    ``end`` is where the list stops; ``nobody`` is True where the list says «ουδείς».
    """

    names: tuple[PrintedName, ...]
    end: int
    nobody: bool = False
    stopped: int | None = None
    """Which piece ended the list, where the list was given in pieces."""


def pieces_of_flow(reading: Reading, start: int, end: int) -> Iterator[Run]:
    """A running list cut at its numbers, or at commas and «και» where it has none."""
    run = run_of(reading, *_unfurnished(reading, start, end))
    # «… Δρακάκης Ιωάννης. Από τη μειοψηφία: Ζερβός …»: the heading of a faction only parts two names.
    if _INLINE_FACTION.search(run.text) is not None:
        text = _INLINE_FACTION.sub(_as_separator, run.text)
        run = Run(text, fold(text), run.at)
    if _INLINE_LABEL.search(run.fold) is not None:
        text = _INLINE_LABEL.sub(",", run.fold)
        run = Run("".join("," if b != a else c for a, b, c in zip(run.fold, text, run.text, strict=True)), text, run.at)
    masked = _without_brackets(run.text)
    numbers = _numbered(masked) or inline_labels(masked)
    if len(numbers) >= 2 or (numbers and not any(c.isalpha() for c in masked[: numbers[0]])):
        cuts = [0, *numbers, len(run.text)]
    else:
        cuts = [0, *(m.start() for m in _SEPARATOR.finditer(fold(masked))), len(run.text)]
    cuts = sorted({*cuts, *(m.start() for m in _SENTENCE_LINE.finditer(masked, cuts[0] + 1))})
    for a, b in pairwise(cuts):
        for part in _office_ends_line(run.part(a, b)):
            if any(c.isalpha() for c in part.text):
                yield part


def _office_ends_line(run: Run) -> Iterator[Run]:
    """A piece, parted where a line of nothing but an office («…, Πρόεδρος») ends: the next name is on its own."""
    cut = run.text.find("\n", len(run.text) - len(run.text.lstrip(" ,;·\n")))
    if cut > 0 and (first := parse(run.part(0, cut))).beside and first.offices:
        yield run.part(0, cut)
        run = run.part(cut, len(run.text))
    yield run


def _as_separator(m: regex.Match[str]) -> str:
    return "," + " " * (len(m[0]) - 1)


def _numbered(text: str) -> list[int]:
    """Where the entries of a numbered list begin, as far as the numbers count on."""
    found: list[int] = []
    last = 0
    for m in _INLINE_ENUMERATOR.finditer(text):
        number = int(m[1])
        if not found and is_plain(text[: m.start()]):
            return []
        if not found or number in (last + 1, last + 2):
            found.append(m.start())
            last = number
    return found


def _without_brackets(text: str) -> str:
    return BRACKET.sub(lambda m: " " * len(m[0]), text)


def _unfurnished(reading: Reading, start: int, end: int) -> Iterator[Span]:
    """The stretch without page ends, and the headers, footers and page numbers beside them."""
    open_from, dropped = start, start
    break_seen = False
    for m in _LINE.finditer(reading.text, start, end):
        furniture = m.start() > start and is_furniture(reading.fold[m.start() : m.end()].strip("\n\f"))
        if furniture or not m[0].strip():
            break_seen = break_seen or furniture or "\f" in m[0]
            continue
        if break_seen:
            if dropped > open_from:
                yield Span(open_from, dropped)
            open_from = m.start()
        dropped, break_seen = m.end(), m[0].endswith("\f")
    if dropped > open_from:
        yield Span(open_from, dropped)


def split_names(reading: Reading, start: int, end: int) -> NameList:
    """Cut a stretch of the reading into the names it begins with.

    Parameters
    ----------
    reading
        The document.
    start, end
        From after the heading or the verb to where another list, or nothing more, begins.

    Returns
    -------
    NameList
        Names in the order of the page and where the list stops, which is the first piece that is neither a
        name, nor an office, nor the heading of a faction.
    """
    if _NOBODY.match(reading.fold, start, end):
        return NameList((), start, nobody=True)
    rows = cells(reading, start, end)
    heads = heading_lines(reading, rows)
    rows = [row for row in rows if row[0].span not in heads]
    if is_flow(reading, rows):
        return take(list(pieces_of_flow(reading, start, end)), start, flow=True)
    return take([run_of(reading, *cell.pieces) for cell in joined(reading, rows)], start, flow=False)


def is_flow(reading: Reading, rows: list[list[Cell]]) -> bool:
    """Whether names run on over the lines: two stand in one cell, with a number or a comma between them."""
    for before, row in zip([None, *rows], rows[:12], strict=False):
        first = _WORD.search(reading.fold, row[0].span.start, row[0].span.end)
        label = first is not None and reading.fold.startswith(":", first.end())
        if before is not None and _counts_on(reading, row):
            return True
        begins = (
            before is not None and _RUNS_ON.search(reading.fold, before[-1].span.start, before[-1].span.end) is None
        )
        if begins and first is not None and not label and never_in_names(first[0], first=True):
            # «Απουσίαζαν οι κ.κ. Α, Β και Γ» under a list in lines.
            return False
        for cell in row:
            text = _without_brackets(reading.text[cell.span.start : cell.span.end])
            if (heading := _INLINE_FACTION.search(text)) is not None and any(
                c.isupper() for c in text[heading.end() :]
            ):
                return True
            if any(m.start() > 0 for m in _INLINE_ENUMERATOR.finditer(text)) or any(inline_labels(text)):
                return True
            if _dashed(run_of(reading, cell.span)):
                return True
            parts = [p for p in _SEPARATOR.split(fold(text)) if p and p.strip()]
            if len(parts) > 1:
                cuts = [0, *(m.start() for m in _SEPARATOR.finditer(fold(text))), len(text)]
                if sum(is_plain(text[a:b]) for a, b in pairwise(cuts)) > 1:
                    return True
            if text.rstrip().endswith((",", " και")):
                return True
    return False


def _counts_on(reading: Reading, row: Sequence[Cell]) -> bool:
    """«Αντιπρόεδρος, 2) Ρήγα Άννα, …»: a number above 1 inside a line goes on from the line before."""
    text = _without_brackets(reading.text[row[0].span.start : row[-1].span.end])
    first = next((m for m in _INLINE_ENUMERATOR.finditer(text) if m.start() > 0), None)
    return len(row) == 1 and first is not None and int(first[1]) > 1


def take(runs: Sequence[Run], start: int, *, flow: bool, surnames: bool = False) -> NameList:
    """Names from the pieces of a list, up to the first piece that does not belong to one.

    Parameters
    ----------
    runs
        The pieces in reading order.
    start
        Where the list begins.
    flow
        Whether they were cut from running text, which ends a list at the first foreign word; in lines and
        cells what stands after a comma («δικηγόρος») does not.
    surnames
        Whether a surname alone is a name («οι κ.κ. Νάνος και Παλιούρα»).
    """
    names: list[PrintedName] = []
    pending: tuple[str, ...] = ()
    end = start
    runs = [run.part(n, len(run.text)) for run, n in zip(runs, labels_of([r.text for r in runs]), strict=True)]
    bulleted = not flow and _is_bulleted(runs)
    for i, run in enumerate(runs):
        if bulleted and i and not _BULLET.match(run.text) and is_plain(run.text):
            # «ΛΑΪΚΗ ΣΥΝΕΡΓΑΣΙΑ» over «• Πιτσούλη Αργυρώ»: the heading of a faction.
            continue
        # «Ο κ. Α. Β., Δήμαρχος, ήταν παρών»: a sentence under the list, not an entry of it.
        foreign = _leaves_list(run, flow=flow)
        for j, part in enumerate(_parts(run) if not foreign else ()):
            if _is_other_label(part):
                foreign = True
                break
            found = parse(part)
            if found.empty or found.faction:
                continue
            if found.name is None:
                if names and ((found.beside and (j > 0 or not found.notes)) or (found.offices and j > 0 and not flow)):
                    names[-1] = names[-1].with_(found)
                elif found.beside and not names and not found.notes:
                    pending = found.offices
                elif (j == 0 or flow) and not (j and names and names[-1].number and _A_WORD.fullmatch(part.text)):
                    foreign = True
                    break
                continue
            unnumbered = not flow and j == 0 and _is_unnumbered(found.name, names, runs, i)
            if unnumbered or (not surnames and _is_stray(found, names)) or (j > 0 and not flow and found.left):
                foreign = j == 0 or flow
                break
            name = _with_initial(found.name, names)
            if pending and not name.offices:
                name = name.with_(Parsed(offices=pending))
            pending = ()
            names.append(name)
            end = name.span.end
            if found.left and not _factions_only(found.left):
                foreign = True
                break
        if foreign and not _goes_on(runs, i, names, flow=flow):
            return NameList(tuple(names), end, stopped=i)
    return NameList(tuple(names), end)


def _is_bulleted(runs: Sequence[Run]) -> bool:
    """Whether the first entries of a list carry bullets, a heading between them aside."""
    first = runs[:8]
    return sum(_BULLET.match(run.text) is not None for run in first) > max(2, len(first) // 2)


def _leaves_list(run: Run, *, flow: bool) -> bool:
    """Whether a sentence begins with a piece; in running text one begins a line («Ο Δήμαρχος κ. Χ απουσίαζε»)."""
    if not _begins_sentence(run.text) or (flow and _SENTENCE_LINE.match(run.text) is None):
        return False
    alone = run.fold.split()[0] in ("ο", "η")
    return (flow and not alone) or any(parse(part).left for part in _parts(run))


def _is_other_label(part: Run) -> bool:
    """Whether a piece begins with a label that is no office: «Προσήλθαν: Κάππος Νικόλαος …»."""
    m = _OTHER_LABEL.match(part.fold)
    return m is not None and any(p.search(m[1]) for value, p in patterns("name_notes") if value == "movement")


def _parts(run: Run) -> Iterator[Run]:
    """A piece cut at its commas: «Χ, Πρόεδρος» is a name and an office."""
    masked = fold(_without_brackets(run.text))
    found = {m.start() for m in _SEPARATOR.finditer(masked) if any(c.isalpha() for c in masked[: m.start()])}
    cuts = [0, *sorted(found | {m.start() for m in _GLUED.finditer(run.text)} | _two_names(run) | set(_dashed(run)))]
    for a, b in pairwise([*cuts, len(run.text)]):
        yield run.part(a, b)


def _two_names(run: Run) -> set[int]:
    """Where the second begins of two names that lost the gap between their columns («Γεωργίου Νίκος Δήμου Άννα»)."""
    words = list(_WORD.finditer(run.fold))
    if len(words) != 4 or any(c in "-(),." for c in run.fold[words[0].start() : words[-1].end()]):
        return set()
    given = [is_given_name(w[0]) for w in words]
    return {words[2].start()} if given in ([False, True, False, True], [True, False, True, False]) else set()


def _dashed(run: Run) -> list[int]:
    """Where a dash or a slash parts two whole names («Μ. Βαρδής – Ε. Γαλανού»), and no double surname."""
    masked = _without_brackets(run.text)
    bounds = [m.start() for m in _SEPARATOR.finditer(fold(masked))]
    dashes = [m.start() for m in _DASH.finditer(masked)]
    if not dashes:
        return []
    cuts = sorted({0, *bounds, *dashes, len(masked)})
    sides = {
        at: tuple(_SIDE_END.split(masked[a:b].strip("-‐‑–—/ \n"))[0] for a, b in pairwise(cuts[i - 1 : i + 2]))
        for i, at in enumerate(cuts)
        if at in dashes
    }
    found = [
        at for at, both in sides.items() if all(is_plain(side, words=2) and not _begins_sentence(side) for side in both)
    ]
    return found if len(found) > 1 or all(_has_given_name(side) for at in found for side in sides[at]) else []


def _has_given_name(text: str) -> bool:
    return any(is_given_name(word) for word in _WORD.findall(fold(text)))


def _with_initial(name: PrintedName, names: Sequence[PrintedName]) -> PrintedName:
    """«1. Τσαντίλας» among «Θ. Ζορμπάς» and «Β. Ράμμος» is «Ι. Τσαντίλας»: a scanner reads the one for the other."""
    if name.number != 1 or words_of(name.name) != 1 or len(names) < 3 or any(n.number is not None for n in names):
        return name
    initials = sum(_INITIAL.match(n.name) is not None for n in names)
    return replace(name, name=f"Ι. {name.name}", number=None) if initials * 2 > len(names) else name


def _is_unnumbered(name: PrintedName, names: Sequence[PrintedName], runs: Sequence[Run], index: int) -> bool:
    """A line without a number under a numbered list, unless just its number is missing."""
    if name.number is not None or not names or any(n.number is None for n in names):
        return False
    following = [m for run in runs[index + 1 : index + 3] if (m := ENUMERATOR.match(run.fold)) is not None]
    numbers = [int(m[1] or m[2]) for m in following if m[1] or m[2]]
    return (names[-1].number or 0) + 2 not in numbers


def _is_stray(found: Parsed, names: list[PrintedName]) -> bool:
    """A single word among whole names, without a number, is no member."""
    name = found.name
    if name is None or words_of(name.name) > 1 or name.number is not None:
        return False
    return bool(names) and sum(words_of(n.name) > 1 for n in names) * 2 > len(names)


def _begins_sentence(text: str) -> bool:
    words = fold(text).lstrip(" -•*·▪").split()
    return bool(words) and words[0] in _FIRST_WORDS


def _factions_only(left: str) -> bool:
    lines = [line for line in left.split("\n") if any(c.isalpha() for c in line)]
    return all(is_faction(line.strip()) for line in lines)


def _interrupts(runs: Sequence[Run], index: int) -> bool:
    """Whether a line with a figure and no verb parts the names of one list: the foot of a page, its head."""
    for i, run in enumerate(runs[index : index + 4]):
        if i and is_plain(run.text, words=2):
            return True
        if not _FIGURE.search(run.text) or run.text.rstrip().endswith(":") or _begins_sentence(run.text):
            return False
    return False


def _goes_on(runs: Sequence[Run], index: int, names: list[PrintedName], *, flow: bool) -> bool:
    """Whether the numbering of the list continues after a piece that is no name (a header, a note)."""
    numbers = [n.number for n in names if n.number is not None]
    if not numbers or len(numbers) * 2 < len(names):
        return bool(names) and not numbers and not flow and _interrupts(runs, index)
    for run in runs[index + 1 : index + 7]:
        m = ENUMERATOR.match(run.fold)
        if m is not None and (m[1] or m[2]) and int(m[1] or m[2]) in (numbers[-1] + 1, numbers[-1] + 2):
            return True
    return False
