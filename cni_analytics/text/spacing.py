"""Spaces and line ends where they do not belong, or are missing: all without losing a line or a column."""

from __future__ import annotations

import re
from functools import cache

import regex

from cni_analytics.text.tracked import Edit, Tracked

_WIDE_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"
_INVISIBLE = regex.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")
_INVISIBLE_ANY = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_SOFT_INSIDE = regex.compile("(?<=\\p{L})[\u00ad\ufffe](?=\\p{L})|[\u00ad\ufffe](?=[ \t]*[^\\s\u00ad\ufffe])")
_BROKEN = regex.compile(
    "(?<!\\p{L})(?P<head>\\p{L}++)(?P<cut>[-\u2010\u00ad\ufffe])[ \t]*\n[ \t]*"
    # A dash that parts two names stays behind the first of them: at the head of a line it would be a bullet.
    "(?P<tail>\\p{L}+)(?P<rest>[^\\s]*(?:[ \t][-\u2013\u2014](?=[ \t]))?)(?P<after>[ \t]*(?:\n|$)|[ \t]?)"
)
_HYPHENATED = regex.compile(r"\p{L}++(?:-\p{L}++)*+")
_BROKEN_DATE = regex.compile(
    r"(?<=\d-\d{1,2}-)[ \t]*\n[ \t]*(\d{4})(?!\d)([^\s]*)[ \t]?"
    r"|(?<=\d/)\n[ \t]*(\d{1,2}-\d{1,2}-\d{4})([^\s]*)[ \t]?"
)
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
    _margins(tracked)


def _margins(tracked: Tracked) -> None:
    """White space at the ends of lines goes, and the margin that all lines have."""
    if " \n" in tracked.text:
        tracked.sub(_TRAILING, "")
    text = tracked.text
    if text[:1] not in " \n\f":
        return
    margin = min((len(m[0]) for m in _INDENT.finditer(text)), default=0)
    if margin:
        tracked.edit((m.start(), m.start() + margin, "") for m in _INDENT.finditer(text))


_TRAILING = regex.compile(r" ++(?=\n)")
_INDENT = re.compile(r"(?<![^\n\f]) *(?=[^ \n\f])")
_TAB = regex.compile(r"(?<! )[ ]*+\t[ \t]*+")
_MARKER_BEFORE = regex.compile(r"(?:^|\n)[ ]*(?:\(?\d{1,3}[.)]|\p{L}[.)]|[-–•▪])\Z")


def close_double_spaces(tracked: Tracked) -> None:
    """One space for two between words, where two is what most words of the text have between them."""
    text = tracked.text
    if 4 * text.count("  ") < text.count(" "):
        return
    doubled = [m.start() for m in _DOUBLE.finditer(text)]
    if len(doubled) > max(_FEW_SPACES, sum(1 for _ in _SINGLE.finditer(text))):
        tracked.edit((at, at + 1, "") for at in doubled)


_DOUBLE = re.compile(r"(?<=[^\s])  (?=[^\s])")
_SINGLE = re.compile(r"(?<=[^\s]) (?=[^\s])")
_FEW_SPACES = 20


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
