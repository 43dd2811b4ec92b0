"""From when to when somebody is shown to hold a seat: by the lists that name everybody, and by oaths."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cni_analytics.derivation.person_names import bare, parse
from cni_analytics.statements.given_names import inflects
from cni_analytics.tables.entries import Entry

Row = dict[str, Any]
WHOLE = 0.9
"""A list that has fewer than this share of the longest one of its body and term shows nothing about whom it leaves
out: it may have been read, or printed, in part."""


@dataclass(frozen=True, slots=True)
class Seat:
    """What lists show of one person's seat in one term; the meaning of each is that of its column in ``people``."""

    first: dt.date | None = None
    first_basis: str | None = None
    not_yet: dt.date | None = None
    last: dt.date | None = None
    last_basis: str | None = None
    no_longer: dt.date | None = None
    unlisted: int | None = None
    sworn_in: str | None = None

    @property
    def row(self) -> Row:
        """The columns of ``people``."""
        return {
            "seated_from": self.first,
            "seated_from_basis": self.first_basis,
            "not_yet_listed": self.not_yet,
            "seated_until": self.last,
            "seated_until_basis": self.last_basis,
            "no_longer_listed": self.no_longer,
            "unlisted": self.unlisted,
            "sworn_in_document_id": self.sworn_in,
        }


def seats_of(entries: Sequence[Entry], ids: Mapping[str, str]) -> dict[str, Seat]:
    """The seats of one body in one term.

    Parameters
    ----------
    entries
        Its counted documents, in any order.
    ids
        The person behind each spelling.

    Returns
    -------
    dict
        By person; whoever no dated roll call lists has none.
    """
    dated = [(e.session_date, e) for e in entries if e.session_date is not None and e.roll]
    most = max((_listed(e) for _, e in dated if e.names_everybody), default=0)
    naming = [e for _, e in dated if e.names_everybody]
    of_all = {e.listed.sha256 for e in naming if _listed(e) >= WHOLE * most}
    # Where most lists are shorter than the longest, none can be trusted to be whole.
    trusted = len(of_all) * 2 > len(naming)
    of_all = of_all if trusted else set()
    whole = [day for day, e in dated if e.listed.sha256 in of_all]
    days = sorted(set(whole))
    listed: dict[str, list[dt.date]] = defaultdict(list)
    in_whole: dict[str, list[dt.date]] = defaultdict(list)
    for day, e in dated:
        for person in {ids[name] for name, _ in e.roll if name in ids}:
            listed[person].append(day)
            if e.listed.sha256 in of_all:
                in_whole[person].append(day)
    whole.sort()
    found = {}
    for person, of in listed.items():
        first, last = min(of), max(of)
        before, after = bisect_left(days, first), bisect_right(days, last)
        span = bisect_right(whole, last) - bisect_left(whole, first)
        if not trusted:
            found[person] = Seat(first=first, last=last)
            continue
        found[person] = Seat(
            first,
            "later_list" if before else "first_list",
            days[before - 1] if before else None,
            last,
            "left_lists" if after < len(days) else "last_list",
            days[after] if after < len(days) else None,
            span - len(in_whole[person]),
        )
    return _with_oaths(found, entries, ids)


def _listed(entry: Entry) -> int:
    return len({name for name, _ in entry.roll})


def _with_oaths(seats: dict[str, Seat], entries: Sequence[Entry], ids: Mapping[str, str]) -> dict[str, Seat]:
    spellings: dict[str, list[str]] = defaultdict(list)
    for name, person in ids.items():
        spellings[person].append(name)
    oaths = sorted(
        ((e.session_date, e.listed.sha256, bare(e.oath).replace("-", " ").split()) for e in entries
         if e.oath is not None and e.session_date is not None),
    )  # fmt: skip
    for day, document, said in oaths:
        sworn = [
            person for person, seat in seats.items()
            if seat.not_yet and seat.first and seat.sworn_in is None and seat.not_yet <= day <= seat.first
            and any(_names(said, name) for name in spellings[person])
        ]  # fmt: skip
        # Where the subject fits two newcomers, nothing tells whose oath it is.
        if len(sworn) == 1:
            seats[sworn[0]] = replace(seats[sworn[0]], first=day, first_basis="sworn_in", sworn_in=document)
    return seats


def _names(said: list[str], name: str) -> bool:
    """Whether every word of a name is said, in whatever case; a name of one word, or with initials, is too little."""
    needed = [w.text for w in parse(name).words if w.whole]
    cleaned = [word.strip(".,;:«»()\"'") for word in said]
    return len(needed) > 1 and all(any(inflects(word, need) for word in cleaned) for need in needed)
