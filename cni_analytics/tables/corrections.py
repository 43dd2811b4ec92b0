"""Corrections of what was read (``data/reference/corrections.csv``), applied where the old value still stands."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterable
from typing import Any

from cni_analytics.errors import InputError
from cni_analytics.tables.rows import DERIVED_FROM, Record

Row = dict[str, Any]
_MISSING = object()
_STEP = re.compile(r"[^.\[\]]+")
_PATH = re.compile(r"[a-z_]+(\.[a-z_]+|\[[0-9]+\])*")
_UNSETTLED = {"present": [], "absent": [], "settled": False, "reading_dependent": []}
_VOTE = re.compile(r"vote\.votes(?:\.|\[)([0-9]+)(.*)")


class Corrections:
    """The corrections there are, by document, and what became of each.

    Parameters
    ----------
    rows
        As ``reference.corrections`` gives them.
    path
        The file's name, for messages.

    Raises
    ------
    InputError
        Where a row's ``old`` or ``new`` is not JSON or its ``field`` is not a path of the record.
    """

    def __init__(self, rows: Iterable[Row], *, path: str = "corrections.csv") -> None:
        self._rows: list[Row] = []
        self._by_document: dict[str, list[tuple[Row, list[str | int], Any, Any]]] = {}
        for row in rows:
            kept = row | {"status": "no_document"}
            where = f"{path}, line {row['source_row']}"
            if not _PATH.fullmatch(row["field"]):
                raise InputError(f"{where}, column field", expected="a path of the record, e.g. roll_call.seats",
                                 found=repr(row["field"]), next_step="correct that cell")  # fmt: skip
            old, new = (_json(row[column], f"{where}, column {column}") for column in ("old", "new"))
            steps: list[str | int] = [int(s) if s.isdigit() else s for s in _STEP.findall(row["field"])]
            self._by_document.setdefault(row["document_id"], []).append((kept, steps, old, new))
            self._rows.append(kept)

    def apply(self, document_id: str, record: Record) -> tuple[Record, frozenset[str]]:
        """Correct a record.

        What is derived from a corrected fact becomes unknown, unless it is corrected as well: a stale
        derivation would be a wrong number.

        Parameters
        ----------
        document_id
            sha256 of the document.
        record
            Its record; never changed in place.

        Returns
        -------
        record : dict
            The same one where nothing was applied.
        paths : frozenset of str
            The paths that were changed.
        """
        mine = self._by_document.get(document_id)
        if not mine:
            return record, frozenset()
        applied = []
        for row, steps, old, new in mine:
            stands = _same(_get(record, steps), old)
            row["status"] = "applied" if stands else "refused"
            if stands:
                applied.append((str(row["field"]), steps, new))
        if not applied:
            return record, frozenset()
        corrected: dict[str, Any] = copy.deepcopy(dict(record))
        fields = frozenset(field for field, _, _ in applied)
        for _, steps, new in applied:
            _set(corrected, steps, new)
        _forget(corrected, fields)
        return corrected, fields

    def refused(self, document_id: str) -> list[Row]:
        """The rows about a document whose old value no longer stands."""
        return [row for row, *_ in self._by_document.get(document_id, ()) if row["status"] == "refused"]

    def refusals(self) -> list[str]:
        """A sentence for every row whose old value no longer stands."""
        return [
            f"corrections.csv, line {row['source_row']}: {row['field']} of {row['document_id'][:12]} is no longer "
            f"{row['old']}; correct or remove that row"
            for row in self._rows
            if row["status"] == "refused"
        ]

    def rows(self) -> list[Row]:
        """Every correction with what became of it, in the order of the file."""
        return list(self._rows)


def _forget(record: dict[str, Any], fields: frozenset[str]) -> None:
    def stale(derived: str) -> bool:
        return not any(_within(f, derived) for f in fields) and any(
            _within(f, source) for source in DERIVED_FROM[derived] for f in fields
        )

    vote = record.get("vote")
    if stale("list_kinds"):
        record["list_kinds"] = None
    if stale("attendance_at_item"):
        record["attendance_at_item"] = copy.deepcopy(_UNSETTLED)
    if isinstance(vote, dict) and stale("vote.unanimity"):
        vote["unanimity"] = "unsettled"
    if isinstance(vote, dict) and stale("vote.votes"):
        kept = [i for i, v in enumerate(vote.get("votes") or []) if v.get("origin") == "stated"]
        vote["votes"] = [vote["votes"][i] for i in kept]
        record["evidence"] = _renumbered(record.get("evidence") or {}, {old: new for new, old in enumerate(kept)})


def _within(path: str, of: str) -> bool:
    return path == of or path.startswith((f"{of}.", f"{of}["))


def _renumbered(evidence: dict[str, Any], places: dict[int, int]) -> dict[str, Any]:
    found = {}
    for path, spans in evidence.items():
        m = _VOTE.match(path)
        if m is None:
            found[path] = spans
        elif int(m[1]) in places:
            found[f"vote.votes[{places[int(m[1])]}]{m[2].removeprefix(']')}"] = spans
    return found


def _json(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise InputError(where, expected='a JSON value (35, "Σερρών", null)', found=repr(text),
                         next_step="put text in double quotes") from None  # fmt: skip


def _same(one: Any, other: Any) -> bool:
    return one is not _MISSING and type(one) is type(other) and bool(one == other)


def _get(record: Any, steps: list[str | int]) -> Any:
    value = record
    for step in steps:
        # A step that does not fit what is there (a name in a list, a place past its end) leads nowhere.
        try:
            value = value[step]
        except (TypeError, LookupError):
            return _MISSING
    return value


def _set(record: Any, steps: list[str | int], value: Any) -> None:
    within: Any = _get(record, steps[:-1])
    last: Any = steps[-1]
    within[last] = value
