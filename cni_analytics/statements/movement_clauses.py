"""Sentences about coming and going, taken apart: who, what, when, in any order and several at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

import regex

from cni_analytics.statements.movement_anchors import Anchor, find_moment
from cni_analytics.statements.name_parts import PrintedName
from cni_analytics.statements.types import Span
from cni_analytics.text.reading import Reading

CueKind = Literal["arrival", "departure", "absence"]
_NEW_CLAUSE = regex.compile(r"(?<!\p{L})(?:ενω|και|επισησ|αντιστοιχα|ακολουθωσ)(?!\p{L})|[,;·]|- ")
_TELLING = ("item", "decision", "this", "same")
"""Kinds of anchor that say at which item; a session or a clock time beside one adds nothing."""
AFTER_THE_VOTE = regex.compile(
    r"(?<!\p{L})(?:(πριν)|μετα)(?:\s+απο)?\s+τη[νσ]?\s+"
    r"(?:ψηφοφορια|ψηφιση|ληψη\s+(?:τησ\s+)?αποφασησ)(?!\s+του)"
)
"""«… μετά την ψηφοφορία», of an item named elsewhere; the group is there where it is before."""
_REACH = 60
_HARD_BREAK = regex.compile(r"(?<!\p{L})(?:ενω|επισησ)(?!\p{L})|[;·]")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that says that somebody came, left, or was out of the room.

    ``noun`` where it governs a genitive («η αποχώρηση του κ. Β»), ``relative`` where it hangs on the person named
    before it («ο οποίος αποχώρησε»), ``weak`` where it is one only with an item before it («του 3ου θέματος
    απουσίαζε»).
    """

    kind: CueKind
    span: Span
    noun: bool = False
    relative: bool = False
    weak: bool = False


@dataclass(frozen=True, slots=True)
class People:
    """Names that stand together in a sentence."""

    names: tuple[PrintedName, ...]
    span: Span


Element = Cue | Anchor | People


@dataclass(slots=True)
class Clause:
    """One statement: these people did this then; ``anchor`` is ``None`` where the clause names no time."""

    cue: Cue
    people: tuple[PrintedName, ...] = ()
    anchors: list[Anchor] = field(default_factory=list)


def clauses(reading: Reading, elements: Sequence[Element]) -> list[Clause]:
    """Group the elements of a sentence around its verbs.

    Parameters
    ----------
    reading
        The document; «ενώ», «και» and commas between elements are looked up in it.
    elements
        In the order of the page.

    Returns
    -------
    list of Clause
        One for each verb, and further ones where a verb is understood («αποχώρησαν ο Α στο 3ο θέμα, ο Β στο
        4ο»). A clause without people takes those of the clause before it, a clause without an anchor its
        anchor, where nothing but «και» stands between.
    """
    cues = [i for i, e in enumerate(elements) if isinstance(e, Cue)]
    if not cues:
        return []
    shares: list[list[Element]] = [[] for _ in cues]
    shares[0].extend(elements[: cues[0]])
    for k, at in enumerate(cues):
        between = list(elements[at + 1 : cues[k + 1]]) if k + 1 < len(cues) else list(elements[at + 1 :])
        if k + 1 == len(cues):
            shares[k].extend(between)
            break
        following = list(elements[cues[k + 1] + 1 : cues[k + 2] if k + 2 < len(cues) else None])
        mine = _mine(reading, elements, at, shares[k], between, following)
        shares[k].extend(between[:mine])
        shares[k + 1].extend(between[mine:])
    found: list[Clause] = []
    for at, share in zip(cues, shares, strict=True):
        cue = elements[at]
        if isinstance(cue, Cue):
            found.extend(_groups(cue, share))
    _fill(reading, found, elements[-1].span.end)
    return found


def _mine(
    reading: Reading,
    elements: Sequence[Element],
    at: int,
    have: Sequence[Element],
    between: Sequence[Element],
    following: Sequence[Element],
) -> int:
    """How many of the elements between two verbs belong to the first of them."""
    people = any(isinstance(e, People) for e in have)
    anchor = any(isinstance(e, Anchor) and e.kind in _TELLING for e in have)
    before_next_needs_anchor = not any(isinstance(e, Anchor) for e in following)
    previous = elements[at]
    for n, element in enumerate(between):
        gap = reading.fold[previous.span.end : element.span.start]
        if n > 0 and _HARD_BREAK.search(gap):
            return n
        if isinstance(element, People):
            if people:
                return n
            people = True
        else:
            new = n > 0 and _NEW_CLAUSE.search(gap) is not None
            last = not any(isinstance(e, Anchor) for e in between[n + 1 :])
            people_after = any(isinstance(e, People) for e in between[n + 1 :])
            if anchor or (new and last and not people_after and people and before_next_needs_anchor):
                return n
            anchor = element.kind in _TELLING
        previous = element
    return len(between)


def _groups(cue: Cue, share: Sequence[Element]) -> list[Clause]:
    """Pair people with anchors, in order; a second of a kind begins a further statement with the same verb."""
    groups: list[Clause] = [Clause(cue)]
    for element in share:
        current = groups[-1]
        if isinstance(element, People):
            if current.people:
                current = Clause(cue)
                groups.append(current)
            current.people = element.names
        elif isinstance(element, Anchor):
            if current.anchors and current.people and not _together(current.anchors[-1], element):
                current = Clause(cue)
                groups.append(current)
            current.anchors.append(element)
    # «A κατά το 1ο, B και Γ»: the last people without an anchor of their own share the one before.
    merged: list[Clause] = []
    for group in groups:
        if not group.people and merged:
            merged[-1].anchors.extend(group.anchors)
        else:
            if merged and not group.anchors:
                group.anchors = list(merged[-1].anchors)
            merged.append(group)
    return merged


def _together(a: Anchor, b: Anchor) -> bool:
    """Whether two anchors say one thing: an item and a clock time, an item and its session."""
    return "time" in (a.kind, b.kind) or "session" in (a.kind, b.kind)


def _fill(reading: Reading, found: list[Clause], end: int) -> None:
    for k, (before, clause) in enumerate(pairwise(found)):
        if not clause.people:
            clause.people = before.people
        if clause.anchors or clause.cue is before.cue or not before.anchors:
            continue
        # «… με την έναρξη του» and no item that could be read: the clause has a time of its own.
        stop = found[k + 2].cue.span.start if k + 2 < len(found) else end
        start = max(before.cue.span.end, *(a.span.end for a in before.anchors))
        # «… επανήλθε μετά την ψηφοφορία»: of the item named before.
        vote = AFTER_THE_VOTE.search(reading.fold, max(start, clause.cue.span.start), stop + _REACH)
        if vote is not None and "." not in reading.fold[clause.cue.span.end : vote.start()]:
            clause.anchors = [replace(a, moment="before" if vote[1] else "after") for a in before.anchors]
        elif find_moment(reading, start, stop)[0] is None:
            clause.anchors = list(before.anchors)
