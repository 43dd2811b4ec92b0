"""The decisions of one session, put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from cni_analytics.tables.entries import Entry, Note
from cni_analytics.tables.rows import Record, at

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


def session_rows(decisions: Sequence[tuple[Entry, Record, Row]]) -> tuple[list[Row], dict[str, Note]]:
    """Rows of ``sessions`` from the decisions of one day of a body.

    Parameters
    ----------
    decisions
        Of each counted decision: its entry, its record and its row of ``decisions``.

    Returns
    -------
    rows : list of dict
        One a session.
    notes : dict
        Finding by ``document_id``, where the roll calls of a session are not the same.
    """
    rows, notes = [], {}
    sessions: dict[str, list[tuple[Entry, Record, Row]]] = defaultdict(list)
    for decision in decisions:
        if decision[0].session_id:
            sessions[decision[0].session_id].append(decision)
    for session_id, of in sessions.items():
        first = of[0][0]
        agree = _roll_calls_agree([record for _, record, _ in of])
        if agree is False:
            for e, _, _ in of:
                notes[e.listed.sha256] = _differ(len(of))
        numbers = [row["decision_number"] for *_, row in of if row["decision_number"] is not None]
        rows.append(
            {
                "session_id": session_id,
                "municipality_id": first.municipality_id,
                "year": first.year,
                "body": first.body,
                "session_number": _one([row["session_number"] for *_, row in of]),
                "session_date": first.session_date,
                **{
                    name: _one([row[name] for *_, row in of])
                    for name in ("session_time", "session_kind", "session_format", "seats", "present_count",
                                 "absent_count", "quorum")
                },
                "roll_calls_agree": agree,
                "decisions": len(of),
                "first_decision": min(numbers, default=None),
                "last_decision": max(numbers, default=None),
                "document_id": first.listed.sha256,
                "document_ids": [e.listed.sha256 for e, *_ in of],
                "fact": "session",
            }
        )  # fmt: skip
    return rows, notes


def _one(values: list[Any]) -> Any:
    """The value they share; ``None`` where they differ or none is stated."""
    stated = {v for v in values if v is not None}
    return stated.pop() if len(stated) == 1 else None


def _roll_calls_agree(records: list[Record]) -> bool | None:
    lists = [
        frozenset((m["name"], m["status"]) for m in members)
        for record in records
        if (members := at(record, "roll_call", "members"))
    ]
    return None if len(lists) < 2 else len(set(lists)) == 1


def _differ(decisions: int) -> Note:
    return Note(
        "session_roll_calls_differ", "warning", "roll_call.members",
        f"Οι {decisions} αποφάσεις της ίδιας συνεδρίασης δεν έχουν τον ίδιο κατάλογο παρόντων και απόντων.",
        f"The {decisions} decisions of the same session do not list the same members as present and absent.",
    )  # fmt: skip
