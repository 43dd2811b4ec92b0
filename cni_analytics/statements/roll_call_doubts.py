"""Whether the lists of a roll call can have been read rightly: a list in doubt is worse than none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import regex

from cni_analytics.statements.given_names import is_given_name
from cni_analytics.statements.types import Figure, Member, RollCall, Span
from cni_analytics.text.reading import fold

_BRACKET = regex.compile(r"[(\[][^)\]]*[)\]]?")
_FATHER = regex.compile(r"(?<!\p{L})(?:του|της|ΤΟΥ|ΤΗΣ)\s+\p{L}+")
_WHOLE = regex.compile(r"\p{L}{3,}(?!\.)")
_INITIAL = regex.compile(r"(?<!\p{L})\p{Lu}\p{L}{0,3}\.")
_DASH = regex.compile(r"\s+[-‐‑–—/]\s+")
_MOST_WORDS = 4
_SLIP = 3
"""A clerk miscounts by one or two; from so many on, names were missed or taken from elsewhere."""


def without_doubtful(roll_call: RollCall, unread: Span | None = None) -> RollCall:
    """The roll call, its members left out where the page itself shows that they were not read rightly.

    Parameters
    ----------
    roll_call
        As read.
    unread
        The heading of those present, where names follow it that could not be read.

    Returns
    -------
    RollCall
        The same; or without members and with ``doubtful`` where a name holds two people, several people stand
        in both lists, somebody alone is the whole body, or the lists are far from the figures beside them. A
        difference of one or two is the clerk's, and a finding of its own.
    """
    if unread is None and (not roll_call.members or not _is_doubtful(roll_call)):
        return roll_call
    spans = [*(m.span for m in roll_call.members), *([unread] if unread is not None else [])]
    return replace(
        roll_call,
        members=(),
        layout="counts_only" if roll_call.figures else None,
        doubtful=Span(min(s.start for s in spans), max(s.end for s in spans)),
    )


def _is_doubtful(roll_call: RollCall) -> bool:
    present = {m.name for m in roll_call.members if m.status == "present"}
    absent = {m.name for m in roll_call.members if m.status == "absent"}
    named = roll_call.layout in ("present_absent", "composition_absent")
    return (
        any(holds_two(m.name) for m in roll_call.members)
        or len(present & absent) >= _SLIP
        or _repeated(roll_call.members) >= _SLIP
        or (named and len(present) == 1 and len(absent) != 1)
        or (named and _far(len(present), _stated(roll_call, "present")))
        or _far(len(absent), _stated(roll_call, "absent"))
        or (named and _beyond(len(present | absent), _stated(roll_call, "seats"), substitutes(roll_call.members)))
    )


def holds_two(name: str) -> bool:
    """Whether what was read as one name holds two people.

    >>> holds_two("Όλγα Βαρελά – Πέτρος Ζήσης"), holds_two("Βαρελά – Ζήση Όλγα"), holds_two("Ρήγας Α. Μελάς Τ. Ζήσης")
    (True, False, True)
    """
    bare = _FATHER.sub(" ", _BRACKET.sub(" ", name))
    words = _WHOLE.findall(bare)
    if len(words) > _MOST_WORDS or (len(_INITIAL.findall(bare)) > 1 and len(words) > 2):
        return True
    sides = [_WHOLE.findall(side) for side in _DASH.split(bare)]
    whole = [side for side in sides if len(side) > 1 and any(is_given_name(fold(w)) for w in side)]
    return len(whole) > 1


def _repeated(members: Sequence[Member]) -> int:
    return sum(times - 1 for times in Counter((m.name, m.status) for m in members).values())


def _stated(roll_call: RollCall, what: str) -> set[int]:
    """The figures of one kind, in words and in digits; none where seats and present were swapped."""
    figures: list[Figure] = [f for f in roll_call.figures if f.what == what]
    return {n for f in figures for n in (f.value, f.words, f.digits) if n is not None}


def _far(listed: int, stated: set[int]) -> bool:
    return bool(stated) and all(abs(listed - n) >= max(_SLIP, n // 4) for n in stated)


def substitutes(members: Sequence[Member]) -> int:
    """How many sit for somebody else."""
    return sum(m.substitute or m.substitute_for is not None for m in members)


def _beyond(listed: int, seats: set[int], extra: int) -> bool:
    """Whether far more or far fewer are named than the body has seats."""
    return bool(seats) and all(listed > n + extra + max(_SLIP, n // 4) or listed * 2 < n for n in seats)
