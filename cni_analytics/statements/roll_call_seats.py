"""Who of the names a roll call prints holds a seat, in which office, and under which name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

import regex

from cni_analytics.statements.given_names import formal_names
from cni_analytics.statements.name_parts import PrintedName
from cni_analytics.statements.types import Body, Member, Span, Status
from cni_analytics.text.reading import Reading, fold

Kind = Literal["council", "committee", "community"]
_LAST_BRACKET = regex.compile(r"\s*\(([^()]+)\)\s*$")
_WORD = regex.compile(r"\p{L}{3,}")
_BODIES: tuple[tuple[Kind, regex.Pattern[str]], ...] = (
    ("community", regex.compile(r"συμβουλι(?:ο|ου)\s+(?:τησ\s+)?(?:δημοτικησ|τοπικησ)?\s*κοινοτητασ")),
    ("committee", regex.compile(r"(?:δημοτικη|οικονομικη|εκτελεστικη)σ?\s+επιτροπησ?|επιτροπησ?\s+ποιοτητασ")),
    ("council", regex.compile(r"δημοτικο(?:υ)?\s+συμβουλιο(?:υ)?")),
)


def kind_of_body(reading: Reading, end: int, body: Body | None = None) -> Kind:
    """What kind of body convened.

    Parameters
    ----------
    reading
        The document.
    end
        Where the roll call begins; the words before it tell, where ``body`` is not known.
    body
        As the header states it.
    """
    if body is not None and body != "other":
        return "community" if body == "community_council" else "committee" if body.endswith("committee") else "council"
    counted = {kind: sum(1 for _ in pattern.finditer(reading.fold, 0, end)) for kind, pattern in _BODIES}
    return max(counted, key=lambda kind: (counted[kind], kind == "council"))


def seated(names: Iterable[PrintedName], kind: Kind) -> list[PrintedName]:
    """Those of a list who hold a seat.

    Staff and guests hold none; presidents of communities sit in their own council alone, where they preside;
    the mayor sits in a committee (ν. 3852/2010, art. 74) and speaks without a vote in the council
    (ν. 3463/2006, art. 95 §5).
    """
    found: list[PrintedName] = []
    for name in names:
        if "official" in name.offices:
            continue
        if "community_president" in name.offices:
            if kind == "community":
                found.append(replace(name, offices=(*name.offices, "president")))
            continue
        if "mayor" not in name.offices or kind == "committee" or name.role is not None:
            found.append(name)
    return found


def member(name: PrintedName, status: Status, notes: tuple[Span, ...] = ()) -> Member:
    """A name of a list as a member; the mayor who is present in a committee presides there."""
    role = name.role
    if role is None and "mayor" in name.offices and status == "present":
        role = "president"
    return Member(name.name, status, role, name.span, name.substitute_for, (*name.notes, *notes), name.substitute)


def without_factions(lists: Sequence[list[PrintedName]]) -> None:
    """Take factions in brackets out of the names, in place.

    One mark behind many names is nobody's nickname, and neither is «Νέα Πορεία».
    """
    marks = Counter(m[1] for names in lists for n in names if (m := _LAST_BRACKET.search(n.name)) is not None)
    shared = {mark for mark, times in marks.items() if times > 1 and not formal_names(fold(mark))}
    for names in lists:
        for i, name in enumerate(names):
            m = _LAST_BRACKET.search(name.name)
            if m is None or not (shared or _is_phrase(m[1])):
                continue
            if m[1] in shared or not _is_nickname(m[1], name.name[: m.start()]):
                names[i] = replace(name, name=name.name[: m.start()].strip())


def _is_phrase(mark: str) -> bool:
    """Whether brackets hold several words, none of them a given name."""
    words = _WORD.findall(fold(mark))
    return len(words) > 1 and not any(formal_names(word) for word in words)


def _is_nickname(mark: str, name: str) -> bool:
    """Whether a bracketed word is short for one of the given names before it."""
    formal = formal_names(fold(mark))
    return any(formal & formal_names(fold(word)) for word in _WORD.findall(name))
