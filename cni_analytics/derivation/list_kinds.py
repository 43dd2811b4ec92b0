"""What a list of those present is (opening, cumulative, per decision), by what comings and goings allow it to be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from cni_analytics.derivation.conventions import KNOWN_LIST_KINDS, KnownListKind
from cni_analytics.derivation.numbering import decision_number
from cni_analytics.derivation.replay import Timeline, events
from cni_analytics.statements.types import Statements, Status

SESSIONS_NEEDED = 3
"""Fewer sessions that tell kinds apart settle nothing."""
SHARE_NEEDED = 0.95
"""Of the sessions that tell kinds apart, so many must allow the kind that is inferred: a misprint settles nothing."""
SHARE_DIFFERING = 0.25
"""Lists of one session that differ although nobody is said to have come or gone show a list per decision only where
so many sessions of the body are like that; fewer are misprints."""

_NAMES = ("present_absent", "composition_absent")
_Event = tuple[float, Literal["arrival", "departure"]]


def allowed_kinds(statements: Statements) -> tuple[KnownListKind, ...] | None:
    """What the list of one document can be, by the comings and goings it prints.

    Whoever came is missing from an opening list and stands in a cumulative one; a list per decision has whoever
    was there by then.

    Parameters
    ----------
    statements
        Of one document.

    Returns
    -------
    tuple or None
        The kinds nothing contradicts, none where they contradict one another; ``None`` where nobody who is in
        one list alone came or went.
    """
    roll_call = statements.roll_call
    if roll_call.layout not in _NAMES:
        return None
    listed: dict[str, set[Status]] = defaultdict(set)
    for member in roll_call.members:
        listed[member.name].add(member.status)
    item = statements.header.item.value if statements.header.item is not None else None
    timeline = Timeline(item, decision_number(statements.header), statements.discussion_order)
    moved: dict[str, list[_Event]] = defaultdict(list)
    for at, movement in events(statements.movements, timeline):
        moved[movement.name].append((at, movement.kind))
    shown = [(next(iter(listed[name])), of) for name, of in moved.items() if len(listed[name]) == 1]
    if not shown:
        return None
    return tuple(kind for kind in KNOWN_LIST_KINDS if all(_expected(kind, of) == status for status, of in shown))


def _expected(kind: KnownListKind, of: Sequence[_Event]) -> Status:
    """How a list of one kind shows somebody who came and went so."""
    if kind == "cumulative":
        return "present"
    if kind == "opening":
        return "absent" if of[0][1] == "arrival" else "present"
    before = [movement for at, movement in of if at < 0]
    if before:
        return "present" if before[-1] == "arrival" else "absent"
    return "absent" if of[0][1] == "arrival" else "present"


@dataclass(frozen=True, slots=True)
class SessionShows:
    """What one session shows of a body's lists.

    Attributes
    ----------
    session
        Its id.
    allowed
        The kinds that all its documents allow; ``None`` where none of them says anything.
    compared
        Whether there are two lists to compare.
    differ
        Whether they differ; ``unexplained`` where somebody is in other lists than before and nothing says why.
    """

    session: str
    allowed: frozenset[KnownListKind] | None = None
    compared: bool = False
    differ: bool = False
    unexplained: bool = False

    @property
    def decides(self) -> bool:
        """Whether it tells kinds apart."""
        return self.allowed is not None and len(self.allowed) < len(KNOWN_LIST_KINDS)


@dataclass(frozen=True, slots=True)
class Inference:
    """What the sessions of a body show together.

    Attributes
    ----------
    kind
        What its lists are; ``None`` where that is not settled.
    reading
        What to read them as: ``kind``, or ``unknown`` where an opening list is contradicted more often than not
        and nothing else is settled, or ``None``: as nothing is known, the default.
    agree, contradict
        By kind, the deciding sessions that allow it and those that do not.
    compared, differ
        Sessions with two lists or more, and those whose lists differ.
    """

    kind: KnownListKind | None
    reading: KnownListKind | Literal["unknown"] | None
    agree: dict[KnownListKind, tuple[str, ...]]
    contradict: dict[KnownListKind, tuple[str, ...]]
    compared: int
    differ: int


def infer(sessions: Iterable[SessionShows]) -> Inference:
    """Infer what the lists of a body are.

    Parameters
    ----------
    sessions
        Of one body in one term, in any order.

    Returns
    -------
    Inference
        A kind only where ``SESSIONS_NEEDED`` sessions tell it from each other kind and ``SHARE_NEEDED`` of those
        that decide allow it.
    """
    every = sorted(sessions, key=lambda s: s.session)
    compared, differ = sum(s.compared for s in every), sum(s.differ for s in every)
    often = differ >= SHARE_DIFFERING * compared
    shows = [(s.session, _with_unexplained(s) if s.unexplained and often else s.allowed) for s in every]
    deciding = [(session, of) for session, of in shows if of is not None and len(of) < len(KNOWN_LIST_KINDS)]
    agree = {k: tuple(s for s, of in deciding if k in of) for k in KNOWN_LIST_KINDS}
    contradict = {k: tuple(s for s, of in deciding if k not in of) for k in KNOWN_LIST_KINDS}
    settled = [
        kind
        for kind in KNOWN_LIST_KINDS
        if len(agree[kind]) >= SHARE_NEEDED * len(deciding)
        and all(
            sum(kind in of and rival not in of for _, of in deciding) >= SESSIONS_NEEDED
            for rival in KNOWN_LIST_KINDS
            if rival != kind
        )
    ]
    kind = settled[0] if len(settled) == 1 else None
    doubted = kind is None and len(contradict["opening"]) > len(agree["opening"])
    return Inference(kind, kind or ("unknown" if doubted else None), agree, contradict, compared, differ)


def _with_unexplained(session: SessionShows) -> frozenset[KnownListKind]:
    return (session.allowed or frozenset(KNOWN_LIST_KINDS)) & {"per_decision"}
