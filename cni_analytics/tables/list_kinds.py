"""What the lists of each body are, inferred from its sessions, and records read accordingly."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from cni_analytics.derivation.conventions import KNOWN_LIST_KINDS, ListKind
from cni_analytics.derivation.list_kinds import Inference, SessionShows, infer
from cni_analytics.tables.columns import Table
from cni_analytics.tables.entries import Entry
from cni_analytics.tables.people import Group, People
from cni_analytics.tables.rows import Record
from cni_analytics.tables.shared_columns import (
    BODY,
    INT,
    LIST_KINDS,
    MUNICIPALITY_ID,
    TERM,
    TEXT,
    TEXTS,
    col,
)

Row = dict[str, Any]
Basis = Literal["given", "inferred", "default"]

LIST_KINDS_TABLE = Table(
    "list_kinds",
    "What the lists of those present are in a body and term, by what its sessions show. What "
    "data/reference/conventions.csv gives overrules what is inferred.",
    (
        replace(MUNICIPALITY_ID, nullable=False),
        replace(BODY, nullable=False),
        replace(TERM, nullable=False),
        col("inferred", TEXT, "derived",
            "`opening`: who was there at the opening. `cumulative`: everybody who came at some time. `per_decision`: "
            "who was there for that decision. Null where it is not settled: fewer than three sessions tell it "
            "from another kind, or more than one in twenty contradicts it.", values=KNOWN_LIST_KINDS),
        col("read_as", TEXT, "derived",
            "What lists are read as where nothing is given: `inferred`; `unknown` (as an opening list, with everybody "
            "marked whose presence hangs on it) where most sessions contradict an opening list and nothing else is "
            "settled; else `opening`, the default.", values=LIST_KINDS, nullable=False),
        col("given", TEXTS, "reference",
            "Kinds that data/reference/conventions.csv gives for sessions of this body and term.", nullable=False),
        *(
            col(f"{verb}_{kind}", INT, "derived",
                f"Sessions that tell kinds apart and {'allow' if verb == 'agree' else 'contradict'} `{kind}`.",
                nullable=False)
            for kind in KNOWN_LIST_KINDS for verb in ("agree", "contradict")
        ),
        col("compared", INT, "derived", "Sessions with two lists or more.", nullable=False),
        col("differ", INT, "derived", "Sessions whose lists are not the same.", nullable=False),
        col("agreeing_sessions", TEXTS, "derived", "Deciding sessions that allow `read_as`.", nullable=False),
        col("contradicting_sessions", TEXTS, "derived", "Deciding sessions that do not.", nullable=False),
        col("document_id", TEXT, "provenance",
            "The first document of the first agreeing session; of the first contradicting one where none agrees; of "
            "the body where no session decides.", nullable=False),
        col("fact", TEXT, "provenance", "Path in the decision record, see `evidence`.", nullable=False),
    ),
    ("municipality_id", "body", "term"),
    partitioned=False,
)  # fmt: skip


class ListKinds:
    """What every body's lists are.

    Parameters
    ----------
    entries
        Every document, each with its session.
    people
        Who the spellings stand for.
    """

    def __init__(self, entries: Iterable[Entry], people: People) -> None:
        self._people = people
        self._groups: dict[Group, list[Entry]] = defaultdict(list)
        for entry in entries:
            group = people.group(entry)
            if group[0] and entry.session_id:
                self._groups[group].append(entry)
        self.shows: dict[str, SessionShows] = {}
        self._inferred = {group: self._infer(of) for group, of in sorted(self._groups.items())}

    def _infer(self, entries: Sequence[Entry]) -> Inference:
        sessions: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            if entry.session_id:
                sessions[entry.session_id].append(entry)
        shown = {session: _shows(session, of, self._people) for session, of in sessions.items()}
        self.shows |= shown
        return infer(shown.values())

    def of(self, entry: Entry) -> tuple[ListKind, Basis]:
        """What a document's list is read as, and on what basis."""
        if entry.list_kind_given:
            return entry.list_kind, "given"
        inferred = self._inferred.get(self._people.group(entry))
        if inferred is None or inferred.reading is None or not entry.has_rival_lists:
            return entry.list_kind, "default"
        return inferred.reading, "inferred"

    def read_as(self, entry: Entry, record: Record) -> Record:
        """A record as it is where its list is of the kind its body's lists are."""
        kind, basis = self.of(entry)
        rivals = record.get("rival_lists") or {}
        return {**record, **rivals[kind]} if basis == "inferred" and kind in rivals else record

    def fingerprint(self, entries: Iterable[Entry]) -> str:
        """A short hash over how the lists of these documents are read."""
        plain = [(e.listed.sha256, *self.of(e), self.shows.get(e.session_id or "")) for e in entries]
        return hashlib.sha256(repr(plain).encode()).hexdigest()[:16]

    def rows(self) -> list[Row]:
        """Rows of ``list_kinds``."""
        return [self._row(group, inferred) for group, inferred in self._inferred.items()]

    def _row(self, group: Group, inferred: Inference) -> Row:
        first = {e.session_id: e.listed.sha256 for e in reversed(self._groups[group])}
        read_as = inferred.reading or "opening"
        known = "opening" if read_as == "unknown" else read_as
        agreeing, contradicting = inferred.agree[known], inferred.contradict[known]
        document = next(first[s] for s in (*agreeing, *contradicting, *first))
        return {
            **dict(zip(("municipality_id", "body", "term"), group, strict=False)),
            "inferred": inferred.kind,
            "read_as": read_as,
            "given": sorted({e.list_kind for e in self._groups[group] if e.list_kind_given}),
            **{f"agree_{kind}": len(inferred.agree[kind]) for kind in KNOWN_LIST_KINDS},
            **{f"contradict_{kind}": len(inferred.contradict[kind]) for kind in KNOWN_LIST_KINDS},
            "compared": inferred.compared,
            "differ": inferred.differ,
            "agreeing_sessions": list(agreeing),
            "contradicting_sessions": list(contradicting),
            "document_id": document,
            "fact": "roll_call.members",
        }


def statuses(entry: Entry, people: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """How a document lists each person: ``present``, ``absent``, or both."""
    found: dict[str, frozenset[str]] = {}
    for name, status in entry.roll:
        person = people.get(name, name)
        found[person] = found.get(person, frozenset()) | {status}
    return found


def differing(one: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]]) -> list[str]:
    """People whom two lists do not show alike."""
    return sorted(p for p in one.keys() | other.keys() if one.get(p) != other.get(p))


def _shows(session: str, entries: Sequence[Entry], people: People) -> SessionShows:
    allowed: frozenset[Any] | None = None
    for entry in entries:
        if entry.list_kinds is not None:
            own = frozenset(entry.list_kinds)
            allowed = own if allowed is None else allowed & own
    whole = [e for e in entries if e.names_everybody]
    lists = [statuses(e, people.ids(e)) for e in whole]
    differ = any(one != lists[0] for one in lists)
    unexplained = False
    if differ:
        moved = {people.ids(e).get(name, name) for e in whole for name in e.moved}
        changed = {person for one in lists for person in differing(lists[0], one)}
        if changed <= moved:
            allowed = (frozenset(KNOWN_LIST_KINDS) if allowed is None else allowed) & {"per_decision"}
        else:
            unexplained = True
    return SessionShows(session, allowed, len(lists) > 1, differ, unexplained)
