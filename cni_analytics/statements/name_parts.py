"""One piece of a list of people: the name in it, and what stands beside the name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

import regex

from cni_analytics.statements.name_words import (
    ARTICLE_BEFORE,
    BRACKET,
    LETTERS,
    ends_sentence,
    in_one_script,
    is_nickname,
    is_place_word,
    name_words,
    never_in_names,
    patterns,
)
from cni_analytics.statements.names import HONORIFIC
from cni_analytics.statements.types import Role, Span
from cni_analytics.text.reading import Reading, fold

_NUMBER_SIGN = r"(?:α/α|α\.α\.?|αρ\.|νο\.?|no\.?)\s?(?=\d)"
"""What may stand before the number of an entry: «Α/Α 3», «Νο 3»."""
ENUMERATOR = regex.compile(
    rf"[\s•·*▪➢✓\-]*(?:{_NUMBER_SIGN}\d{{1,3}}\s*$|(?:{_NUMBER_SIGN})?"
    r"(?:[(\[]?(\d{1,3})\s?(?:[ηο]σ?(?!\p{L}))?\s?[.)\]°:/\-]+|(\d{1,3})(?:οσ|[ηο])?(?=\s+\p{L}{2})"
    r"|[α-ωa-z]{1,2}[)]|[•·*▪➢✓]))\s*"
)
"""What numbers an entry of a list, on folded text; the number is in one of the two groups."""
CONNECTIVE = regex.compile(
    r"(?:(?:και|ωσ|οι|[οη](?!\.[ \t]?\p{L})|τον|του|την|τη|τησ|τουσ|των|με|δε|τα|το|ητοι|κυριοι)(?!\p{L})"
    r"|[\s,;:·.*+&/\-])*"
)
"""What may stand before a name or between two."""
_SENTENCE = regex.compile(r"\W*(?:ο|η|οι|του|τησ|των|τον|την)\s")
_BARE = regex.compile(
    r"[\s,]*(?:\(?(?P<number>\d{1,3})\s?[.)]{1,2}\s*)?(?P<name>\p{Lu}[\p{L}]{2,}(?:\s*[-–]\s*\p{Lu}\p{L}{2,})?"
    r"(?:[^\S\n]+|\n[^\S\n]*)\p{Lu}\p{L}{2,}(?:\s*[-–]\s*\p{Lu}\p{L}{2,})?)[\s,]*"
)
_SPECK = regex.compile(r"(?<!\p{L})(\p{Lu})(?:,\.|(?<!\p{L}\s+\p{Lu})\.,)(?= \p{Lu})")
_DASHES_IN_A_ROW = regex.compile(r"(\s*[‐‑–—-])(?:\s?[‐‑–—-])+")
_LABEL = regex.compile(r"\W*(?:τα )?(?:τακτικα|(αναπληρωματικα))(?: μελη)?\s*:")
_STOP = regex.compile(r"\.(?=\s|$|\p{Lu})|\n[ \t]*\n")
_LAST_WORD = regex.compile(r"\p{L}+\.$")
_CAPITAL = regex.compile(r"\p{Lu}")


class Run(NamedTuple):
    """A piece of text that may have been put together from several places of the reading.

    ``fold`` is the folded text; ``at[i]`` is where character ``i`` stands in ``Reading.text``.
    """

    text: str
    fold: str
    at: Sequence[int]

    def part(self, start: int, end: int) -> Run:
        """Characters ``start`` to ``end``."""
        return Run(self.text[start:end], self.fold[start:end], self.at[start:end])

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Where characters ``start`` to ``end`` stand in the reading, from the first to the last."""
        at = self.at[start:end]
        return Span(at[0], at[-1] + 1) if at else Span(0, 0)


def run_of(reading: Reading, *pieces: Span) -> Run:
    """Pieces of a reading as one run, joined by a space, or by nothing after a hyphen that breaks a word."""
    if len(pieces) == 1:
        start, end = pieces[0].start, pieces[0].end
        alone = _SPECK.sub(r"\1. ", reading.text[start:end])
        return Run(alone, fold(alone), range(start, end))
    text: list[str] = []
    at: list[int] = []
    for piece in pieces:
        if text and text[-1].endswith("-") and text[-1][-2:-1].isalpha():
            # A hyphen at a line's end joins a double surname, or breaks a word that goes on in lower case.
            if reading.text[piece.start].islower():
                text[-1] = text[-1][:-1]
                at.pop()
        elif text:
            text.append(" ")
            at.append(piece.start)
        text.append(reading.text[piece.start : piece.end])
        at.extend(range(piece.start, piece.end))
    # «Γ,. Πετρόγλου»: a speck a scanner took for a comma.
    joined = _SPECK.sub(r"\1. ", "".join(text))
    return Run(joined, fold(joined), tuple(at))


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A name of a list, and what the list says beside it.

    Attributes
    ----------
    name
        As printed, offices, honorifics and notes removed; a bracketed nickname stays.
    number
        The number before it, where the list is numbered.
    offices
        What the list calls this person: ``president``, ``vice_president``, ``secretary``, ``mayor``,
        ``member``, ``official`` (an office that is no seat: a community's president, staff).
    substitute
        Sits for a regular member; ``substitute_for`` where the list says for whom.
    notes
        Spans of what is noted beside the name and may be a movement.
    article
        The article before the name, folded; it tells cases and genders apart.
    labelled
        Whether the office stands before the name as its label («Πρόεδρος: Χ»).
    """

    name: str
    span: Span
    number: int | None = None
    offices: tuple[str, ...] = ()
    substitute: bool = False
    substitute_for: str | None = None
    notes: tuple[Span, ...] = ()
    article: str = ""
    labelled: bool = False

    @property
    def role(self) -> Role | None:
        """The highest of the three offices of the council; whoever presides without an office is the president."""
        roles: tuple[Role, ...] = ("president", "vice_president", "secretary")
        named = next((role for role in roles if role in self.offices), None)
        return "president" if named is None and "presiding" in self.offices else named

    def with_(self, part: Parsed) -> PrintedName:
        """The same person with what a further piece says of them."""
        return PrintedName(
            self.name,
            self.span,
            self.number,
            (*self.offices, *part.offices),
            self.substitute or part.substitute,
            self.substitute_for or part.substitute_for,
            (*self.notes, *part.notes),
            self.article,
            self.labelled,
        )


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one piece of a list turned out to be.

    ``left`` is the folded text that belongs neither to the name nor to what is known to stand beside one.
    """

    name: PrintedName | None = None
    offices: tuple[str, ...] = ()
    faction: bool = False
    notes: tuple[Span, ...] = ()
    substitute: bool = False
    substitute_for: str | None = None
    left: str = ""

    @property
    def empty(self) -> bool:
        """Nothing but punctuation."""
        return not (self.name or self.offices or self.faction or self.notes or self.substitute or self.left)

    @property
    def beside(self) -> bool:
        """Only something said of a person named elsewhere."""
        return self.name is None and not self.left and bool(self.offices or self.notes or self.substitute)


@lru_cache(maxsize=2048)
def is_faction(line: str) -> bool:
    """Whether a folded line is the heading of a faction inside a list."""
    return any(pattern.search(line) for _, pattern in patterns("factions"))


@lru_cache(maxsize=2048)
def is_furniture(line: str) -> bool:
    """Whether a folded line is a page's number, header or footer."""
    return any(pattern.search(line) for _, pattern in patterns("page_furniture"))


def parse(run: Run) -> Parsed:
    """Read one piece of a list: a name with its office and notes, an office alone, a faction's heading.

    Parameters
    ----------
    run
        A cell, or what stands between two separators.

    Returns
    -------
    Parsed
        With a name, where there is one; the first one where there are several.
    """
    found = _parsed(run.text, run.fold)
    if found.name is None and not found.notes:
        return found
    return replace(found, name=_placed(found.name, run), notes=tuple(run.span(n.start, n.end) for n in found.notes))


def _placed(name: PrintedName | None, run: Run) -> PrintedName | None:
    if name is None:
        return None
    notes = tuple(run.span(n.start, n.end) for n in name.notes)
    return replace(name, span=run.span(name.span.start, name.span.end), notes=notes)


@lru_cache(maxsize=4096)
def _parsed(text: str, folded: str) -> Parsed:
    """``parse`` with spans that count characters of the piece: the same names stand in document after document."""
    run = Run(text, folded, range(len(text)))
    if (bare := _BARE.fullmatch(run.text)) is not None and not any(
        never_in_names(word, first=i == 0) or is_place_word(word)
        for i, word in enumerate(LETTERS.findall(run.fold, *bare.span("name")))
    ):
        return Parsed(_bare(run, bare))
    if is_faction(run.fold):
        return Parsed(faction=True)
    end = _end_of_statement(run.text)
    found = _Piece(run.part(0, end), run.fold[:end]).parse()
    if not any(c.isalpha() for c in run.fold[end:]):
        return found
    return replace(found, left=found.left + run.fold[end:])


def _bare(run: Run, m: regex.Match[str]) -> PrintedName:
    """A piece that is a name and nothing else, as most are."""
    number = int(m["number"]) if m["number"] else None
    return PrintedName(in_one_script(" ".join(m["name"].split())), run.span(*m.span("name")), number)


def _end_of_statement(text: str) -> int:
    """Where the sentence or the paragraph ends that the first word of a piece stands in."""
    first = next((i for i, c in enumerate(text) if c.isalpha()), len(text))
    for m in _STOP.finditer(text, first):
        word = _LAST_WORD.search(text, max(0, m.start() - 30), m.start() + 1)
        if m[0][0] != "." or (word is not None and ends_sentence(word[0])):
            return m.start() + (m[0][0] == ".")
    return len(text)


class _Piece:
    """A run being read: what has been understood is blanked out until a name, or nothing, is left."""

    def __init__(self, run: Run, folded: str) -> None:
        self.run, self.folded = run, folded
        self.text, self.fold = run.text, folded
        self.offices: list[str] = []
        self.notes: list[Span] = []
        self.substitute = False
        self.substitute_for: str | None = None

    def parse(self) -> Parsed:
        m = ENUMERATOR.match(self.fold)
        number = int(m[1] or m[2]) if m is not None and (m[1] or m[2]) else None
        self._blank(0, m.end() if m is not None else 0)
        if (label := _LABEL.match(self.fold)) is not None:
            self.substitute = label[1] is not None
            self._blank(0, label.end())
        sentence = _SENTENCE.match(self.fold) is not None
        for b in BRACKET.finditer(self.fold):
            closed = b[0][-1] in ")]"
            if not closed or not is_nickname(self.run.text[b.start(1) : b.end(1)]):
                self._aside(b.start(1), b.end(1))
                self._blank(b.start(), b.end())
        self._beside(sentence=sentence)
        lead = CONNECTIVE.match(self.fold)
        found = self._name(lead.end() if lead else 0)
        left = self.fold[found[1].end :] if found else self.fold
        left = left[m.end() :] if (m := CONNECTIVE.match(left)) else left
        name = None
        if found:
            name = PrintedName(
                found[0],
                self.run.span(found[1].start, found[1].end),
                number,
                tuple(self.offices),
                self.substitute,
                self.substitute_for,
                tuple(self.notes),
                found[2],
                bool(self.offices) and self.folded[: found[1].start].rstrip().endswith(":"),
            )
        return Parsed(
            name,
            tuple(self.offices),
            notes=tuple(self.notes),
            substitute=self.substitute,
            substitute_for=self.substitute_for,
            left=left if any(c.isalpha() for c in left) else "",
        )

    def _blank(self, start: int, end: int) -> None:
        gap = " " * (end - start)
        self.text = self.text[:start] + gap + self.text[end:]
        self.fold = self.fold[:start] + gap + self.fold[end:]

    def _aside(self, start: int, end: int) -> None:
        """Read the inside of a bracket: an office, whom a substitute sits for, a movement, or nothing we keep."""
        if self._is_substitute(start, end):
            return
        inside = self.folded[start:end]
        if any(value in ("movement", "when") and p.search(inside) for value, p in patterns("name_notes")):
            self.notes.append(self.run.span(start, end))
            return
        for value, pattern in patterns("roles"):
            if pattern.search(inside) is not None:
                self.offices.append(value)
                inside = pattern.sub(" ", inside)

    def _is_substitute(self, start: int, end: int) -> bool:
        """Whether these words say that the member is a substitute; for whom is kept."""
        inside = self.folded[start:end]
        cues = [m for _, p in patterns("substitutes") if (m := p.search(inside)) is not None]
        if not cues:
            return False
        self.substitute = True
        other = _Piece(self.run.part(start, end), inside)
        other._blank(0, max(m.end() for m in cues))
        other._offices()
        at = 0
        while (capital := _CAPITAL.search(other.text, at)) is not None:
            if (found := other._name(capital.start())) is not None:
                self.substitute_for = found[0]
                break
            at = capital.end()
        return True

    def _beside(self, *, sentence: bool) -> None:
        """Blank out what stands beside the name outside brackets: substitution, notes, offices, honorifics."""
        cues = [m.start() for _, p in patterns("substitutes") if (m := p.search(self.fold)) is not None]
        if cues and self._is_substitute(min(cues), len(self.fold)):
            self._blank(min(cues), len(self.fold))
        found = [(m.start(), value) for value, p in patterns("name_notes") if (m := p.search(self.fold)) is not None]
        # «Ο κ. Χ αποχώρησε» is a sentence about a member, not an entry of a list with a note.
        if found and not (sentence and any(value == "movement" for _, value in found)):
            at = min(start for start, _ in found)
            if any(value in ("movement", "when") for _, value in found):
                self.notes.append(self.run.span(at, len(self.fold)))
            self._blank(at, len(self.fold))
        self._offices()

    def _offices(self) -> None:
        for value, pattern in patterns("roles"):
            for m in pattern.finditer(self.fold):
                self.offices.append(value)
                self._blank(m.start(), m.end())
        for m in HONORIFIC.finditer(self.text):
            self._blank(m.start(), m.end())

    def _name(self, start: int) -> tuple[str, Span, str] | None:
        """The name that begins at ``start``: as printed, its place in the run, the article before it."""
        words = name_words(self.text, start)
        if not words:
            return None
        a, b = words[0][0], words[-1][1]
        printed = in_one_script(_DASHES_IN_A_ROW.sub(r"\1", " ".join(self.text[a:b].split())))
        if ends_sentence(printed.rsplit(maxsplit=1)[-1]):
            printed, b = printed[:-1], b - 1
        before = ARTICLE_BEFORE.search(self.folded[max(0, a - 60) : a])
        return printed, Span(a, b), before[1] if before else ""
