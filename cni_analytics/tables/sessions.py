"""The decisions of one session, put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from cni_analytics.tables.entries import Entry, Note
from cni_analytics.tables.list_kinds import ListKinds, differing, statuses
from cni_analytics.tables.people import People
from cni_analytics.tables.rows import Record

Row = dict[str, Any]


def settle_sessions(entries: Sequence[Entry]) -> list[Entry]:
    """Give every counted decision its session.

    A body's decisions of one day with one session number are one session. Those that print no number
    belong to the day's only numbered session, where hour and kind do not speak against it. Without a
    day, or without a municipality and a body, a decision has no session.
    """
    settled = []
    for of, group in groupby(entries, key=lambda e: e.session_day):
        day = list(group)
        if of is None:
            settled += day
            continue
        municipality_id, body, date = of
        numbers = {e.session_number for e in day if e.session_number is not None and e.status == "counted"}
        only = next(iter(numbers)) if len(numbers) == 1 else None
        with_only = [e for e in day if e.session_number == only and e.status == "counted"]
        for e in day:
            number = e.session_number
            if number is None and only is not None and all(_may_be_one(e, o) for o in with_only):
                number = only
            name = f"{municipality_id}:{body}:{date.isoformat()}:{'' if number is None else number}"
            if number is None:
                name += f"{e.session_kind or ''}@{e.session_time or ''}"
            settled.append(replace(e, session_id=name) if e.status == "counted" else e)
    return settled


def _may_be_one(one: Entry, other: Entry) -> bool:
    return all(
        a is None or b is None or a == b
        for a, b in ((one.session_time, other.session_time), (one.session_kind, other.session_kind))
    )


def by_session(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Entries in order, those of one day of a body together; the others one by one."""
    for of, group in groupby(entries, key=lambda e: e.session_day):
        if of is not None:
            yield list(group)
        else:
            yield from ([e] for e in group)


def session_rows(
    decisions: Sequence[tuple[Entry, Record, Row]], people: People, list_kinds: ListKinds
) -> tuple[list[Row], dict[str, Note]]:
    """Rows of ``sessions`` from the decisions of one day of a body.

    Parameters
    ----------
    decisions
        Of each counted decision: its entry, its record and its row of ``decisions``, whose place in the order of
        discussion is filled in.
    people
        Who the spellings stand for.
    list_kinds
        What the body's lists are.

    Returns
    -------
    rows : list of dict
        One a session.
    notes : dict
        Finding by ``document_id``, where the roll calls of a session are not the same and the body's lists are
        not those of each decision.
    """
    rows: list[Row] = []
    notes: dict[str, Note] = {}
    sessions: dict[str, list[tuple[Entry, Record, Row]]] = defaultdict(list)
    for decision in decisions:
        if decision[0].session_id:
            sessions[decision[0].session_id].append(decision)
    for session_id, of in sessions.items():
        first = of[0][0]
        agree, differ = _compare([e for e, *_ in of], people)
        kinds = {(e.settled_kind, e.settled_basis) for e, *_ in of}
        kind, basis = kinds.pop() if len(kinds) == 1 else ("unknown", "default")
        if kind != "per_decision":
            notes |= differ
        _discussed(of)
        allowed = list_kinds.shows[session_id].allowed if session_id in list_kinds.shows else None
        numbers = [row["decision_number"] for *_, row in of if row["decision_number"] is not None]
        rows.append(
            {
                "session_id": session_id,
                "municipality_id": first.municipality_id,
                "year": first.year,
                "body": first.body,
                "term": first.term,
                "session_number": _one([row["session_number"] for *_, row in of]),
                "session_date": first.session_date,
                **{
                    name: _one([row[name] for *_, row in of])
                    for name in ("session_time", "session_kind", "session_format", "seats", "present_count",
                                 "absent_count", "quorum")
                },
                "roll_calls_agree": agree,
                "list_kind": kind,
                "list_kind_basis": basis,
                "list_kinds_allowed": None if allowed is None else sorted(allowed),
                "decisions": len(of),
                "first_decision": min(numbers, default=None),
                "last_decision": max(numbers, default=None),
                "document_id": first.listed.sha256,
                "document_ids": [e.listed.sha256 for e, *_ in of],
                "corrected": any(e.place.was_corrected("session", "roll_call") for e, *_ in of),
                "fact": "session",
            }
        )  # fmt: skip
    return rows, notes


def _discussed(of: Sequence[tuple[Entry, Record, Row]]) -> None:
    """Put the decisions of a session into the order they were discussed in."""
    orders = {tuple((i["number"], i["out_of_agenda"]) for i in order) for _, record, _ in of
              if (order := record.get("discussion_order"))}  # fmt: skip
    order = orders.pop() if len(orders) == 1 else ()
    if orders or any(row["decision_number"] is None for *_, row in of):
        return
    places = {item: place for place, item in enumerate(order)}

    def at(row: Row) -> int | None:
        return places.get((row["item_number"], row["item_out_of_agenda"]))

    # Items that the order does not name come after those it does, as the replay has it.
    ranked = sorted((row for *_, row in of), key=lambda r: (len(order) if (p := at(r)) is None else p,
                                                            r["decision_number"]))  # fmt: skip
    for place, row in enumerate(ranked, 1):
        row["discussed"] = place
        row["discussed_basis"] = "decision_number" if at(row) is None else "stated"


def _one(values: list[Any]) -> Any:
    """The value they share; ``None`` where they differ or none is stated."""
    stated = {v for v in values if v is not None}
    return stated.pop() if len(stated) == 1 else None


def _compare(entries: Sequence[Entry], people: People) -> tuple[bool | None, dict[str, Note]]:
    """Whether the lists of a session agree, and what to say of those that do not, in the words of both."""
    lists = [(e, statuses(e, people.ids(e))) for e in entries if e.roll]
    notes: dict[str, Note] = {}
    for e, mine in lists:
        other = next(((o, theirs) for o, theirs in lists if theirs != mine), None)
        if other is not None:
            notes[e.listed.sha256] = _differ(e, mine, *other, people)
    return (None if len(lists) < 2 else not notes), notes


_SAID = {
    frozenset(("present",)): ("παρών/ούσα", "present"),
    frozenset(("absent",)): ("απών/ούσα", "absent"),
    frozenset(("present", "absent")): ("και στους δύο καταλόγους", "in both lists"),
    None: ("δεν αναφέρεται", "not listed"),
}
_SHOWN = 3


def _differ(
    e: Entry, mine: Mapping[str, frozenset[str]], other: Entry, theirs: Mapping[str, frozenset[str]], people: People
) -> Note:
    who = differing(mine, theirs)
    places = {people.ids(e).get(name, name): i for i, (name, _) in reversed(list(enumerate(e.roll)))}
    here, there = _printed(e, people), _printed(other, people)
    said = [
        (here.get(p) or there[p], there.get(p) or here[p], _SAID.get(mine.get(p)), _SAID.get(theirs.get(p)))
        for p in who[:_SHOWN]
    ]
    el = "· ".join(f"«{a}» {x[0]} εδώ, «{b}» {y[0]} εκεί" for a, b, x, y in said if x and y)
    en = "; ".join(f"“{a}” {x[1]} here, “{b}” {y[1]} there" for a, b, x, y in said if x and y)
    more = len(who) - len(said)
    number = f"{other.decision_number or '?'}/{other.decision_year or '?'}"
    at = next((places[p] for p in who if p in places), None)
    return Note(
        "session_roll_calls_differ", "warning", "roll_call.members" if at is None else f"roll_call.members[{at}]",
        f"Η απόφαση {number} της ίδιας συνεδρίασης έχει άλλον κατάλογο: {el}{f' και {more} ακόμη' if more else ''}.",
        f"Decision {number} of the same session has another list: {en}{f' and {more} more' if more else ''}.",
    )  # fmt: skip


def _printed(entry: Entry, people: People) -> dict[str, str]:
    return {people.ids(entry).get(name, name): name for name, _ in reversed(entry.roll)}
