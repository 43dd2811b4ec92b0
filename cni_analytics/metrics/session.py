"""One session, item by item: how many were there, who came and who left."""

from __future__ import annotations

from typing import Any, get_args

import pandas as pd

from cni_analytics.derivation.conventions import DEFAULT, Conventions, DepartureDuring, ListKind
from cni_analytics.derivation.replay import replay
from cni_analytics.derivation.types import Attendance
from cni_analytics.errors import InputError
from cni_analytics.metrics.definition import Definition
from cni_analytics.metrics.frames import (
    BOTH_LISTED,
    days,
    empty,
    flags,
    numbers,
    of_the_opening,
    ordered,
    require,
    texts,
)
from cni_analytics.statements.types import (
    Absence,
    DecisionNumber,
    Item,
    Member,
    Moment,
    Movement,
    RollCall,
    Span,
)

DEFINITION = Definition(
    id="session",
    version="2",
    text_el=(
        "Παρόντες στην ονομαστική κλήση και όταν αποφασίστηκε κάθε θέμα, όπως προκύπτουν από τις προσελεύσεις και τις "
        "αποχωρήσεις που γράφει το απόσπασμα. Η απαρτία κρίνεται στην έναρξη."
    ),
    text_en=(
        "Present at the roll call and when each item was decided, as follows from the arrivals and departures the "
        "extract prints. Quorum is judged at the opening."
    ),
    sources=(
        "The decision record, rule 2 (replay)",
        "ν. 4555/2018, art. 74 §10 (quorum fixed at the opening)",
    ),
)

_STEPS = {
    "session_id": "string", "municipality_id": "string", "session_date": "datetime64[s]", "session_number": "Int64",
    "step": "int64", "at": "string", "item_number": "Int64", "out_of_agenda": "bool", "moment": "string",
    "present": "Int64", "present_min": "Int64", "present_max": "Int64", "absent": "Int64", "arrivals": "object",
    "departures": "object", "unsure": "object", "basis": "string", "document_id": "string",
    "decision_number": "Int64", "seats": "Int64", "quorum": "Int64",
}  # fmt: skip

_MOVES = {
    "session_id": "string", "document_id": "string", "ordinal": "int64", "name": "string", "kind": "string",
    "item_number": "Int64", "out_of_agenda": "bool", "moment": "string", "anchor_decision_number": "Int64",
    "fact": "string",
}  # fmt: skip

_MOVE_NEEDS = ("document_id", "ordinal", "name", "kind", "item_number", "item_out_of_agenda", "moment",
               "anchor_decision_number", "fact")  # fmt: skip
_ABSENCE_NEEDS = ("document_id", "ordinal", "name", "item_number", "item_out_of_agenda", "anchor_decision_number")
_NOWHERE = Span(0, 0)
_MOMENTS: tuple[Moment, ...] = ("before", "during", "after")


def session_presence(
    decisions: pd.DataFrame,
    attendance: pd.DataFrame,
    movements: pd.DataFrame,
    session_id: str,
    absences: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """How many were there at the roll call and at each item of one session, and who came and left in between.

    Parameters
    ----------
    decisions, attendance, movements
        The tables of those names.
    session_id
        The session, as in ``decisions``.
    absences
        The table of that name: who left the room for one vote only. Without it a step that is replayed may count them.

    Returns
    -------
    pandas.DataFrame
        A row for the roll call (``step`` 0) and for each item up to the last the documents reach, out-of-agenda items
        first: ``session_id``, ``municipality_id``, ``session_date``, ``session_number``; ``step``; ``at``
        (``roll_call``, ``item``); ``item_number``, ``out_of_agenda``; ``moment`` (``opening``, ``decided``);
        ``present``, ``absent`` (Int64, missing where the documents do not decide it), ``present_min``, ``present_max``
        (rival readings of a departure during the item); ``arrivals``, ``departures``: lists of names, in the order of
        the roll call, who are there and were not at the step before, and the reverse (empty where either step is
        unknown); ``unsure``: names whose presence hangs on a reading; ``basis``: ``names`` (the roll call's lists,
        where they are of the opening), ``stated`` (its figures, without names), ``decision`` (the decision on this
        item is in the corpus), ``replayed`` (from the document that reaches furthest), ``unknown``; ``document_id``
        the step comes from; ``decision_number`` of that item where known; ``seats``, ``quorum`` of the session
        (missing where its decisions differ).

    Raises
    ------
    InputError
        Where a column is missing, or no decision of that session is given.

    Notes
    -----
    An item no document decides is replayed only if the document's replay agrees, at every item decided in the
    corpus, with that item's own record: otherwise the order of discussion was another, a movement could not be
    placed or the body's convention differs, and the step is ``unknown``.
    """
    require(decisions, "decisions", ("document_id", "session_id", "item_number", "item_out_of_agenda", "item_settled",
                                     "roll_call_layout", "present_count", "seats", "quorum"))  # fmt: skip
    require(attendance, "attendance", ("document_id", "ordinal", "name", "role", "status_roll_call", "status_at_item"))
    require(movements, "movements", _MOVE_NEEDS)
    if absences is not None:
        require(absences, "absences", _ABSENCE_NEEDS)
    mine = decisions[texts(decisions["session_id"]).eq(session_id).fillna(False)].sort_values("document_id")
    if mine.empty:
        raise InputError(
            f"session {session_id}",
            expected="at least one decision of it",
            found="none in the decisions table",
            next_step="take session_id from the sessions table",
        )
    book = _Book(mine, attendance, movements, absences)
    steps = [book.opening(), *(book.at(item) for item in book.items())]
    rows: list[dict[str, Any]] = []
    before: tuple[str, ...] | None = None
    for place, step in enumerate(steps):
        here = step.pop("names")
        known = before is not None and here is not None
        step["arrivals"] = [n for n in here or () if n not in set(before or ())] if known else []
        step["departures"] = [n for n in before or () if n not in set(here or ())] if known else []
        rows.append({**book.labels, **step, "step": place})
        before = here
    return pd.DataFrame(rows)[list(_STEPS)].astype(_STEPS)


def session_movements(decisions: pd.DataFrame, movements: pd.DataFrame, session_id: str) -> pd.DataFrame:
    """The arrivals and departures of one session as the document that reaches furthest prints them.

    Parameters
    ----------
    decisions, movements
        The tables of those names.
    session_id
        The session, as in ``decisions``.

    Returns
    -------
    pandas.DataFrame
        In the document's order: ``session_id``, ``document_id``, ``ordinal``, ``name``, ``kind`` (``arrival``,
        ``departure``), ``item_number``, ``out_of_agenda``, ``moment`` (``before``, ``during``, ``after``, missing),
        ``anchor_decision_number``, ``fact``. Empty where nobody came or left, and for a session not given.

    Raises
    ------
    InputError
        Where a column is missing.
    """
    require(decisions, "decisions", ("document_id", "session_id", "item_number", "item_out_of_agenda"))
    require(movements, "movements", _MOVE_NEEDS)
    mine = decisions[texts(decisions["session_id"]).eq(session_id).fillna(False)]
    if mine.empty:
        return empty(_MOVES)
    rows = movements[texts(movements["document_id"]).eq(_furthest(mine)).fillna(False)].copy()
    rows["session_id"], rows["out_of_agenda"] = session_id, flags(rows["item_out_of_agenda"])
    return ordered(rows[list(_MOVES)].astype(_MOVES), ["ordinal"])[list(_MOVES)]


class _Book:
    """The documents of one session, asked for one item at a time."""

    def __init__(
        self, mine: pd.DataFrame, attendance: pd.DataFrame, movements: pd.DataFrame, absences: pd.DataFrame | None
    ) -> None:
        self._mine = mine.set_index(texts(mine["document_id"]))
        self._furthest = _furthest(mine)
        self._own = {item: str(name) for name, row in self._mine.iterrows() if (item := _item(row)) is not None}
        seats = attendance[texts(attendance["document_id"]).isin(self._mine.index)].sort_values("ordinal")
        self._seats = dict(list(seats.groupby(texts(seats["document_id"]))))
        moves = movements[texts(movements["document_id"]).eq(self._furthest).fillna(False)].sort_values("ordinal")
        listed = self._seats.get(self._furthest)
        self._moves = _movements(moves, set() if listed is None else set(map(str, listed["name"])))
        out = None if absences is None else absences[texts(absences["document_id"]).eq(self._furthest).fillna(False)]
        self._absences = () if out is None else _absences(out.sort_values("ordinal"))
        first = self._mine.loc[self._furthest]
        self._conventions = _conventions(first.to_dict())
        self.labels = {
            "session_id": first["session_id"],
            "municipality_id": first["municipality_id"],
            "session_date": days(self._mine["session_date"]).min(),
            "session_number": _agreed(self._mine, "session_number"),
            "seats": _agreed(self._mine, "seats"),
            "quorum": _agreed(self._mine, "quorum"),
        }
        self._replays = self._agrees()

    def items(self) -> list[Item]:
        """Items out of the agenda, then the numbered ones, up to the last the documents reach."""
        named = {*self._own, *(m.item for m in self._moves if m.item is not None)}
        out = sorted({i.number for i in named if i.out_of_agenda and i.number is not None})
        last = next((item for item, document in self._own.items() if document == self._furthest), None)
        reach = [i.number for i in self._own if not i.out_of_agenda and i.number is not None]
        if last is not None and last.out_of_agenda and last.number is not None:
            out = [n for n in out if n <= last.number]
        return [*(Item(n, True) for n in out), *(Item(n) for n in range(1, max(reach, default=0) + 1))]

    def opening(self) -> dict[str, Any]:
        """The roll call: names where both lists are printed, otherwise the stated figure."""
        row = self._mine.loc[self._furthest]
        step = _step("roll_call", None, "opening", self._furthest)
        seats = self._seats.get(self._furthest)
        if seats is not None and bool(of_the_opening(self._mine).loc[self._furthest]):
            here = seats[texts(seats["status_roll_call"]).eq("present")]["name"]
            names = tuple(dict.fromkeys(map(str, here)))
            return step | {"names": names, "basis": "names", **_counts(names, seats["name"].nunique(), ())}
        count = numbers(pd.Series([row["present_count"]])).iloc[0]
        if pd.isna(count):
            return step
        return step | {"basis": "stated", "present": count, "present_min": count, "present_max": count}

    def at(self, item: Item) -> dict[str, Any]:
        """One item: from its own decision, or replayed, or unknown."""
        own = self._own.get(item)
        step = _step("item", item, "decided", own or self._furthest)
        if own is not None:
            step["decision_number"] = self._mine.loc[own, "decision_number"]
            stored = self._stored(own)
            return step | stored if stored else step
        if not self._replays:
            return step
        found = self._replayed(item)
        if not found.settled:
            return step
        size = len(found.present) + len(found.absent)
        return step | {"names": found.present, "basis": "replayed", "unsure": list(found.reading_dependent),
                       **_counts(found.present, size, found.reading_dependent)}  # fmt: skip

    def _stored(self, document: str) -> dict[str, Any] | None:
        seats = self._seats.get(document)
        if seats is None or not bool(flags(self._mine["item_settled"]).loc[document]):
            return None
        here = seats[texts(seats["status_at_item"]).eq("present").fillna(False)]["name"]
        names = tuple(dict.fromkeys(map(str, here)))
        unsure = tuple(map(str, seats[flags(seats["reading_dependent"])]["name"]))
        size = seats[texts(seats["status_at_item"]).notna()]["name"].nunique()
        return {"names": names, "basis": "decision", "unsure": list(unsure), **_counts(names, size, unsure)}

    def _replayed(self, item: Item) -> Attendance:
        own = self._own.get(item)
        number = numbers(self._mine["decision_number"]).get(own) if own is not None else None
        decision = None if number is None or pd.isna(number) else DecisionNumber(int(number), None)
        seats = self._seats[self._furthest]
        roll_call = RollCall(layout="present_absent" if self._both_listed() else None, members=_members(seats))
        return replay(roll_call, self._moves, self._absences, item, None, decision, self._conventions)

    def _both_listed(self) -> bool:
        """Whether the furthest document lists the present and the absent, so that its names are everybody."""
        return str(self._mine.loc[self._furthest, "roll_call_layout"]) in BOTH_LISTED

    def _agrees(self) -> bool:
        """Whether the furthest document's replay gives every item decided in the corpus what its own record says."""
        if self._furthest not in self._seats or not self._both_listed():
            return False
        stored = {item: self._stored(document) for item, document in self._own.items()}
        if not any(stored[item] and document == self._furthest for item, document in self._own.items()):
            return False
        return all(set(self._replayed(item).present) == set(own["names"]) for item, own in stored.items() if own)


def _step(at: str, item: Item | None, moment: str, document: str) -> dict[str, Any]:
    return {
        "at": at, "moment": moment, "item_number": None if item is None else item.number,
        "out_of_agenda": item is not None and item.out_of_agenda, "present": None, "present_min": None,
        "present_max": None, "absent": None, "unsure": [], "basis": "unknown", "document_id": document,
        "decision_number": None, "names": None,
    }  # fmt: skip


def _counts(names: tuple[str, ...], size: int, unsure: tuple[str, ...]) -> dict[str, int]:
    here = set(names)
    return {
        "present": len(names),
        "absent": size - len(names),
        "present_min": len(here - set(unsure)),
        "present_max": len(here | set(unsure)),
    }


def _members(seats: pd.DataFrame) -> tuple[Member, ...]:
    marks = texts(seats["status_roll_call"]).eq("present").fillna(False)
    rows = zip(seats["name"].astype(str), marks, strict=True)
    return tuple(Member(name, "present" if here else "absent", None, _NOWHERE) for name, here in rows)


def _movements(rows: pd.DataFrame, roll_call: set[str]) -> tuple[Movement, ...]:
    """As statements; a span that only keeps the order of the page, which decides between two at one moment."""
    found = []
    columns = ["name", "kind", "item_number", "item_out_of_agenda", "moment", "anchor_decision_number"]
    for place, row in enumerate(rows[columns].astype(object).itertuples(index=False)):
        name, kind, number, outside, moment, decided = row
        found.append(
            Movement(
                name=str(name),
                kind="arrival" if kind == "arrival" else "departure",
                item=_at_item(number, outside),
                moment=next((m for m in _MOMENTS if m == moment), None),
                decision=_at_decision(decided),
                span=Span(place, place),
                listed=str(name) in roll_call,
            )
        )
    return tuple(found)


def _absences(rows: pd.DataFrame) -> tuple[Absence, ...]:
    columns = ["name", "item_number", "item_out_of_agenda", "anchor_decision_number"]
    return tuple(
        Absence(str(name), _at_item(number, outside), _at_decision(decided), Span(place, place))
        for place, (name, number, outside, decided) in enumerate(rows[columns].astype(object).itertuples(index=False))
    )


def _conventions(row: dict[Any, Any]) -> Conventions:
    """How the corpus read this decision's lists and departures; the defaults where it does not say."""
    kinds: dict[str, ListKind] = {kind: kind for kind in get_args(ListKind)}
    readings: dict[str, DepartureDuring] = {reading: reading for reading in get_args(DepartureDuring)}
    return Conventions(
        departure_during=readings.get(str(row.get("departure_during")), DEFAULT.departure_during),
        list_kind=kinds.get(str(row.get("list_kind")), DEFAULT.list_kind),
    )


def _at_item(number: Any, outside: Any) -> Item | None:
    out = not pd.isna(outside) and bool(outside)
    return Item(None if pd.isna(number) else int(number), out) if out or not pd.isna(number) else None


def _at_decision(number: Any) -> DecisionNumber | None:
    return None if pd.isna(number) else DecisionNumber(int(number), None)


def _item(row: pd.Series) -> Item | None:
    number = row["item_number"]
    out = row["item_out_of_agenda"]
    return Item(int(number), bool(out) if pd.notna(out) else False) if pd.notna(number) else None


def _furthest(mine: pd.DataFrame) -> str:
    """The document of the last item: it prints every movement up to there."""
    rows = pd.DataFrame(
        {
            "document_id": texts(mine["document_id"]),
            "numbered": ~flags(mine["item_out_of_agenda"]) & mine["item_number"].notna(),
            "item": numbers(mine["item_number"]).fillna(0),
        }
    )
    rows = rows.sort_values(["numbered", "item", "document_id"], ascending=[False, False, True], kind="stable")
    return str(rows["document_id"].iloc[0])


def _agreed(rows: pd.DataFrame, column: str) -> float | None:
    found = numbers(rows[column]).dropna().unique()
    return float(found[0]) if len(found) == 1 else None
