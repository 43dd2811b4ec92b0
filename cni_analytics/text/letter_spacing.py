"""Headings set letter by letter, «Α Π Ο Φ Α Σ Ι Ζ Ε Ι», to words where the words are certain."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from itertools import pairwise

import regex

from cni_analytics.text.greek import greek_share
from cni_analytics.text.lookalikes import run_to_greek
from cni_analytics.text.tracked import Edit, Tracked
from cni_analytics.text.words import words

_ANYWHERE = re.compile(r"(?<!\S)\S[ \t]{1,4}\S[ \t]{1,4}\S[ \t]{1,4}\S(?![^\s.:,;»)])")
_RUN = regex.compile(
    r"(?<!\S)(?:[\p{L}\p{N}]|[.:,/«»()-])(?:[ \t]{1,4}(?:[\p{L}\p{N}]|[.:,/«»()-])(?![^\s.:,;»)])){3,}"
)
_GAPS = regex.compile(r"[ \t]+")
_WORD = regex.compile(r"\p{L}{3,}")
_PIECE = regex.compile(r"\p{L}+|[^\p{L}]+")
_LONGEST_WORD = 16
_LONGEST_HEADING = 120
_FEWEST_LETTERS = 4
_SHORTEST_ALONE = 5
"""Fewer letters («Α Β Γ Δ») are a word only where it is one that headings have."""
Known = Callable[[str], bool]


def close_spaced_letters(tracked: Tracked) -> None:
    """Close the gaps between the letters of a heading.

    A wider gap parts two words. Where all gaps are alike, the words are found in the list of heading words and
    among the words the document has elsewhere, and only where they leave one way.
    """
    if _ANYWHERE.search(tracked.text) is None:
        return
    # Letter by letter nothing shows which alphabet «O» is of; the run it stands in does.
    tracked.same_length(_RUN.sub(lambda m: run_to_greek(m[0]), tracked.text))
    elsewhere = cache(lambda: frozenset(plain(w) for w in _WORD.findall(tracked.text)))
    headings = _headings()
    edits: list[Edit] = []
    for m in _RUN.finditer(tracked.text):
        if sum(c.isalpha() for c in m[0]) < _FEWEST_LETTERS:
            continue
        closed = _closed(m[0], lambda word: word in headings or (len(word) > 2 and word in elsewhere()))
        if closed is not None:
            edits += _closing_edits(m[0], m.start(), closed)
    tracked.edit(edits)


def plain(word: str) -> str:
    """Capitals without accents."""
    if word.isascii():
        return word.upper()
    return "".join(c for c in unicodedata.normalize("NFD", word.upper()) if not unicodedata.combining(c))


@cache
def _headings() -> frozenset[str]:
    return frozenset(words("heading"))


def _closed(spaced: str, known: Known) -> str | None:
    gaps = [len(gap) for gap in _GAPS.findall(spaced)]
    narrow = min(gaps)
    if max(gaps) >= narrow + 1:
        parts = [_GAPS.sub("", part) for part in regex.split(rf"[ \t]{{{narrow + 1},}}", spaced)]
        certain = len(spaced) > 2 * _SHORTEST_ALONE or any(known(plain(part)) for part in parts)
        return " ".join(parts) if certain else None
    joined = _GAPS.sub("", spaced)
    if len(joined) > _LONGEST_HEADING:
        return None
    out: list[str] = []
    for piece in _PIECE.findall(joined):
        found = _word_or_words(piece, known) if piece[0].isalpha() and len(joined) > 1 else piece
        if found is None:
            return None
        # What follows a word and is no letter touches it («ΘΕΜΑ:»), but for a figure or a bracket.
        apart = bool(out) and (piece[0].isalpha() or piece[0].isdigit() or piece[0] in "(«")
        apart = apart and not (out and out[-1][-1] in "(«/-.")
        out.append(f" {found}" if apart else found)
    return "".join(out)


def _word_or_words(letters: str, known: Known) -> str | None:
    found = heading_words(letters, known)
    if found is not None:
        return found
    if not _SHORTEST_ALONE <= len(letters) <= _LONGEST_WORD or greek_share(letters) < 1.0:
        return None
    # An alphabet is a list of labels.
    return None if all(ord(b) - ord(a) in (1, 2) for a, b in pairwise(letters)) else letters


def heading_words(letters: str, known: Known | None = None) -> str | None:
    """The words of a heading run together, the fewest that lead to its end; ``None`` where none do.

    Parameters
    ----------
    letters
        Without spaces.
    known
        Whether a word in plain capitals is one; the list of heading words where left out.
    """
    listed = known or _headings().__contains__
    upper = plain(letters)
    if len(upper) != len(letters):
        return None
    best: list[tuple[int, str] | None] = [(0, "")] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - _LONGEST_WORD), end):
            before = best[start]
            if before is not None and listed(upper[start:end]):
                count = before[0] + 1
                current = best[end]
                if current is None or count < current[0]:
                    best[end] = (count, f"{before[1]} {letters[start:end]}".strip())
    last = best[len(letters)]
    return last[1] if last is not None else None


def _closing_edits(spaced: str, offset: int, closed: str) -> list[Edit]:
    """Edits gap by gap, so that every letter still leads to its own place."""
    edits: list[Edit] = []
    at = 0
    for m in _GAPS.finditer(spaced):
        at += len(spaced[(edits[-1][1] - offset if edits else 0) : m.start()])
        space = " " if closed[at : at + 1] == " " else ""
        at += len(space)
        edits.append((offset + m.start(), offset + m.end(), space))
    return edits
