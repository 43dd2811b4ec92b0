"""Spaces and line ends where they do not belong, or are missing: all without losing a line or a column."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import regex

from cni_analytics.text.greek import greek_share
from cni_analytics.text.tracked import Edit, Tracked
from cni_analytics.text.words import words

_WIDE_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"
_INVISIBLE = regex.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")
_INVISIBLE_ANY = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_SOFT_INSIDE = regex.compile("(?<=\\p{L})[\u00ad\ufffe](?=\\p{L})|[\u00ad\ufffe](?=[ \t]*[^\\s\u00ad\ufffe])")
_BROKEN = regex.compile(
    "(?<!\\p{L})(?P<head>\\p{L}++)(?P<cut>[-\u2010\u00ad\ufffe])[ \t]*\n[ \t]*"
    "(?P<tail>\\p{L}+)(?P<rest>[^\\s]*)(?P<after>[ \t]*(?:\n|$)|[ \t]?)"
)
_HYPHENATED = regex.compile(r"\p{L}++(?:-\p{L}++)*+")
_BROKEN_DATE = regex.compile(
    r"(?<=\d-\d{1,2}-)[ \t]*\n[ \t]*(\d{4})(?!\d)([^\s]*)[ \t]?"
    r"|(?<=\d/)\n[ \t]*(\d{1,2}-\d{1,2}-\d{4})([^\s]*)[ \t]?"
)
_SPACED_ANYWHERE = re.compile(r"[ \t]\S[ \t]{1,4}\S[ \t]{1,4}\S[ \t]{1,4}\S(?!\S)")
_SPACED = regex.compile(r"(?<![^\s])(?:[\p{L}\p{N}]|[.:,/«»()-])(?:[ \t]{1,4}(?:[\p{L}\p{N}]|[.:,/«»()-])(?!\S)){4,}")
_SUFFIX = "(?:ης|ην|ας|ου|ον|ος|ων|ες|οι|η|ο|α)"
_APART_ANYWHERE = re.compile("[0-9][ \t][ηο]")
_APART = regex.compile(
    r"(?<=(?<!\p{L})(?:[Ττ]ην|[Ττ]ης|[Ττ]η|[Σσ]την|[Σσ]τη|[Ηη])[ \t]+\d{1,3})[ \t](ης|ην|η)(?=[ \t,./:;)]|$)"
    r"|(?<=(?<!\p{L})(?:[Ττ]ου|[Ττ]ο|[Σσ]το|[Ττ]ον|[Σσ]τον)[ \t]+\d{1,3})[ \t](ου|ον|ος|ο)(?=[ \t,./:;)]|$)",
    regex.MULTILINE,
)
_SUFFIX_LINE_AFTER = regex.compile(rf"(?<=\d)[ \t]*\n[ \t]*({_SUFFIX})[ \t]*\n[ \t]*(?=[^\s\d])")
_SUFFIX_ALONE = re.compile(rf"\n[ \t]*{_SUFFIX}[ \t\n]|\A[ \t]*{_SUFFIX}[ \t\n]")
_SUFFIX_LINE = regex.compile(rf"^[ \t]*{_SUFFIX}(?:[ \t]+{_SUFFIX})*[ \t]*\n(?=(.*))", regex.MULTILINE)
_GLUED = re.compile(r"[.;,)][^\W\d_]")
_AFTER_STOP = regex.compile(
    r"(?<=\p{Ll}{3}[.;])\p{Lu}[\p{Ll} ]"
    r"|(?<=(?<!\p{L})κ\.)\p{Lu}\p{Ll}"
    r"|(?<=(?<![\p{L}.])\p{Lu}\p{Ll}{0,3}\.)\p{Greek}\p{Ll}{2}"
    r"|(?<=\p{Ll}{2},)\p{Greek}{2}"
    r"|(?<=(?<!\S)\d{1,2}[.)])\p{Lu}\p{L}{2}"
)
_SEPARATED_BY = 2
_MOST_SUFFIXES = 8


def white_space(tracked: Tracked) -> None:
    """Other kinds of space to the plain one; a tab parts two cells."""
    text = tracked.text
    for space in _WIDE_SPACES:
        if space in text:
            text = text.replace(space, " ")
    tracked.same_length(text)
    if "\t" in text:
        tracked.sub(_TAB, lambda m: " " if _MARKER_BEFORE.search(m.string, max(0, m.start() - 8), m.start()) else "   ")
    if any(c in text for c in _INVISIBLE_ANY):
        tracked.sub(_INVISIBLE, "")


_TAB = regex.compile(r"(?<! )[ ]*+\t[ \t]*+")
_MARKER_BEFORE = regex.compile(r"(?:^|\n)[ ]*(?:\(?\d{1,3}[.)]|\p{L}[.)]|[-–•▪])\Z")


def join_broken_words(tracked: Tracked) -> None:
    """Words cut at the end of a line are joined there; the line ends after them.

    A lower-case continuation is one word; a capital after a small letter is a double surname, which
    keeps its hyphen; two capitals are decided by how the word stands elsewhere in the document.
    """
    text = tracked.text
    if "-\n" in text or "- \n" in text or any(c in text for c in "\u2010\u00ad\ufffe"):
        tracked.edit(_joins(text))
        if "\u00ad" in tracked.text or "\ufffe" in tracked.text:
            tracked.sub(_SOFT_INSIDE, "")
        text = tracked.text
    if "-\n" in text or "/\n" in text or "- \n" in text:
        tracked.sub(_BROKEN_DATE, lambda m: f"{m[1] or m[3]}{m[2] or m[4] or ''}\n")


def _joins(text: str) -> list[Edit]:
    edits: list[Edit] = []
    elsewhere = cache(lambda: frozenset(_HYPHENATED.findall(text)))
    for m in _BROKEN.finditer(text):
        head, cut, tail = m["head"], m["cut"], m["tail"]
        soft = cut in "\u00ad\ufffe"
        if edits and m.start("cut") < edits[-1][1]:
            continue
        if tail[0].islower() and head[-1].islower():
            hyphen = ""
        elif head[-1].islower() and tail[0].isupper():
            hyphen = "-"
        elif (soft and head[-1].isupper() == tail[0].isupper()) or (head + tail) in elsewhere():
            hyphen = ""
        elif f"{head}-{tail}" in elsewhere():
            hyphen = "-"
        else:
            continue
        word = f"{hyphen}{tail}{m['rest']}"
        edits.append(
            (m.start("cut"), m.end("after"), word + "\n" if m.end() < len(text) or "\n" in m["after"] else word)
        )
    return edits


def close_spaced_letters(tracked: Tracked) -> None:
    """«Α Π Ο Φ Α Σ Ι Ζ Ε Ι   Ο Μ Ο Φ Ω Ν Α» to words, where the words are certain."""
    if _SPACED_ANYWHERE.search(tracked.text) is None:
        return
    edits: list[Edit] = []
    for m in _SPACED.finditer(tracked.text):
        if sum(c.isalpha() for c in m[0]) < _FEWEST_LETTERS:
            continue
        closed = _closed(m[0])
        if closed is not None:
            edits += _closing_edits(m[0], m.start(), closed)
    tracked.edit(edits)


_FEWEST_LETTERS = 4
_LONGEST_WORD = 16
_LONGEST_HEADING = 120
_GAPS = regex.compile(r"[ \t]+")


def _closed(spaced: str) -> str | None:
    gaps = [len(gap) for gap in _GAPS.findall(spaced)]
    narrow = min(gaps)
    if max(gaps) >= narrow + 1:
        parts = regex.split(rf"[ \t]{{{narrow + 1},}}", spaced)
        return " ".join(part.replace(" ", "").replace("\t", "") for part in parts)
    joined = spaced.replace(" ", "").replace("\t", "")
    letters = "".join(c for c in joined if c.isalpha())
    if len(letters) > _LONGEST_HEADING:
        return None
    if letters != joined.rstrip(":.,"):
        return None
    found = heading_words(letters)
    if found is not None:
        return found + joined[len(letters) :]
    alphabet = all(ord(b) - ord(a) in (1, 2) for a, b in pairwise(letters))
    return joined if len(letters) <= _LONGEST_WORD and not alphabet and greek_share(letters) == 1.0 else None


def heading_words(letters: str) -> str | None:
    """The words of a heading run together, where the list of heading words leaves one way only."""
    known = _known_headings()
    best: list[tuple[int, str] | None] = [(0, "")] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - _LONGEST_WORD), end):
            before = best[start]
            if before is not None and letters[start:end].upper() in known:
                count = before[0] + 1
                current = best[end]
                if current is None or count < current[0]:
                    best[end] = (count, f"{before[1]} {letters[start:end]}".strip())
    last = best[len(letters)]
    return None if last is None else last[1]


@cache
def _known_headings() -> frozenset[str]:
    return frozenset(words("heading"))


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


def raise_suffixes(tracked: Tracked) -> None:
    """Raised endings that came apart from their number: «26 η», or on a line of their own."""
    text = tracked.text
    if _SUFFIX_ALONE.search(text):
        tracked.edit(_lowered(text))
        tracked.sub(_SUFFIX_LINE_AFTER, lambda m: f"{m[1]} ")
    if _APART_ANYWHERE.search(text):
        tracked.sub(_APART, lambda m: m[1] or m[2])


_SLOT = regex.compile(r"(?<=\d)[ ]{1,3}(?=[^\s\d])|(?<=\d)(?=[ ]*$)")


def _lowered(text: str) -> list[Edit]:
    edits: list[Edit] = []
    for m in _SUFFIX_LINE.finditer(text):
        suffixes = [(s.start() - m.start(), s[0]) for s in regex.finditer(r"\S+", m[0])]
        line_start = m.end()
        slots = [s.start() for s in _SLOT.finditer(m[1])]
        if len(suffixes) > _MOST_SUFFIXES or len(slots) > 4 * _MOST_SUFFIXES:
            continue
        pairs = []
        for column, suffix in suffixes:
            near = [slot for slot in slots if abs(slot - column) <= _SEPARATED_BY]
            if len(near) != 1:
                break
            pairs.append((near[0], suffix))
        if len(pairs) == len(suffixes) and (not edits or edits[-1][1] <= m.start()):
            edits.append((m.start(), m.end(), ""))
            for slot, suffix in pairs:
                edits.append((line_start + slot, line_start + slot, suffix))
    return edits


def part_sentences(tracked: Tracked) -> None:
    """A space after the full stop, comma or number it is missing after, between Greek words."""
    text = tracked.text
    places = (m.start() + 1 for m in _GLUED.finditer(text))
    tracked.edit((at, at, " ") for at in places if _AFTER_STOP.match(text, at))
