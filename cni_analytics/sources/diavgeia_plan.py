"""What Diavgeia lists, held against what the library knows: what is new, corrected, revoked or still to come."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from cni_analytics.errors import CniError
from cni_analytics.sources.diavgeia_answers import Announced, Unit, announced, units, versions
from cni_analytics.sources.diavgeia_client import Client, FetchError, NotThereError, UnreachableError
from cni_analytics.sources.diavgeia_search import Search, Window, windows
from cni_analytics.sources.diavgeia_units import units_of
from cni_analytics.sources.library import Library
from cni_analytics.sources.library_rows import DIAVGEIA, GONE, REVOKED, SUPERSEDED, Asked, Row

Progress = Callable[[int, int, str], None]
_LUMIN = "/luminapi/opendata"
_NAME_IT = "where you know which one publishes for it, write it into council_unit_uid of network_members.csv"
_GIVE_UP = 3
"""Requests in a row without an answer, each after every attempt, after which there is nobody there."""
_COMPARED = ("status", "subject", "issue_date", "unit_ids", "protocol_number", "checksum", "municipality_id", "body")
"""What is written anew where a later answer has it otherwise for the same version."""


@dataclass(frozen=True, slots=True)
class Target:
    """A municipality to ask for; ``unit_id`` is its council's unit, where that was looked up before."""

    municipality_id: str
    organization_id: str
    unit_id: str | None = None


@dataclass(slots=True)
class Listing:
    """What one municipality lists, by what has happened to it.

    Attributes
    ----------
    listed
        Decisions that stand.
    new, corrected, revoked, gone
        Those of them that are new to the library, and those it knew that were corrected, revoked, removed.
    """

    municipality_id: str
    listed: int = 0
    new: int = 0
    corrected: int = 0
    revoked: int = 0
    gone: int = 0


@dataclass(slots=True)
class Plan:
    """What there is to do.

    Attributes
    ----------
    listings
        By municipality.
    pending
        Versions whose file is still to come, in the order of municipality and day.
    problems
        What went wrong, one sentence each.
    notes
        What a person should know although everything came.
    """

    listings: list[Listing] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    pending: list[Row] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


class Lister:
    """Lists what there is, and keeps the library's manifest up to date with it.

    Parameters
    ----------
    client, library
        Where to ask, and what is known.
    write
        Whether the manifest is written; without, only the plan is made.
    """

    def __init__(self, client: Client, library: Library, *, write: bool = True) -> None:
        self._client, self._library, self._write = client, library, write
        self._search = Search(client)
        self._plan = Plan()
        self._current: dict[str, Row] = {}
        self._by_unit: dict[str, list[Row]] = defaultdict(list)
        self._of: dict[str | None, set[str]] = defaultdict(set)
        self._silent = 0

    def plan(
        self, targets: Sequence[Target], bodies: Sequence[str], first: dt.date, last: dt.date,
        progress: Progress | None = None,
    ) -> Plan:  # fmt: skip
        """List the decisions of municipalities' bodies.

        What goes wrong with one municipality is among the plan's ``problems`` and does not stop the others.

        Parameters
        ----------
        targets, bodies
            Whose.
        first, last
            Days in Athens, both included.
        progress
            Called after every window.

        Raises
        ------
        UnreachableError
            Where there is no answer at all.
        """
        for row in self._library.currents():
            if row.source == DIAVGEIA:
                self._of[row.organization_id].add(row.name)
                for unit_id in row.unit_ids:
                    self._by_unit[unit_id].append(row)
        stretches = list(windows(first, last))
        steps, done = len(targets) * len(bodies) * len(stretches), 0
        for target in targets:
            listing = Listing(target.municipality_id)
            self._plan.listings.append(listing)
            for i, found in enumerate(self._units(target, bodies)):
                for step, window in enumerate(self._windows(target, *found, stretches)):
                    if window is not None:
                        self._take(listing, target, *found, window)
                    if progress and i < len(bodies):
                        progress(min(steps, done + i * len(stretches) + step + 1), steps, target.municipality_id)
            done += len(bodies) * len(stretches)
            self._pending(listing, target, bodies, first, last)
        if self._search.sifted:
            ignored = ", ".join(sorted(self._search.sifted))
            self._plan.notes.append(
                f"{self._client.base}: the server ignores what is asked for ({ignored}); decisions were picked out here"
            )
        return self._plan

    def _units(self, target: Target, bodies: Sequence[str]) -> Iterator[tuple[str, Unit]]:
        """Body and unit; a municipality whose units are not known is a problem of its own."""
        path = f"{_LUMIN}/organizations/{target.organization_id}/units.json"
        there = []
        try:
            there = list(units(self._client.get(path, {"descendants": "all"})))
        except FetchError as error:
            self._failed(target, error)
        for body in bodies:
            found = units_of(body, there)
            known = target.unit_id if body == "municipal_council" else None
            if known and known not in {u.uid for u in found}:
                found.append(next((u for u in there if u.uid == known), Unit(known, "")))
            if not found and there:
                self._problem(target, f"none of its {len(there)} units on Diavgeia is a {body}; {_NAME_IT}")
            for unit in found:
                yield body, unit

    def _windows(
        self, target: Target, body: str, unit: Unit, stretches: Iterable[tuple[dt.date, dt.date]]
    ) -> Iterator[Window | None]:
        for first, last in stretches:
            try:
                window = self._search.window(target.organization_id, unit.uid, first, last)
            except FetchError as error:
                self._failed(target, error)
                yield None
                continue
            self._silent = 0
            if not window.complete:
                self._problem(target, f"{first} to {last}: {_shortfall(window)}; ask again later")
            if window.undated:
                self._problem(target, f"{first} to {last}: {window.undated} decisions do not say when they were issued")
            if self._write:
                self._library.record_asked([
                    Asked(target.municipality_id, target.organization_id, unit.uid, body, first.isoformat(),
                          last.isoformat(), window.total, window.arrived, len(window.found), window.complete,
                          window.url, "")
                ])  # fmt: skip
            yield window

    def _failed(self, target: Target, error: FetchError) -> None:
        """A request that failed is one problem; a server that has fallen silent is the end."""
        self._silent = self._silent + 1 if isinstance(error, UnreachableError) else 0
        if self._silent == _GIVE_UP:
            raise error
        self._problem(target, str(error))

    def _problem(self, target: Target, what: str) -> None:
        self._plan.problems.append(f"{target.municipality_id}: {what}")

    # -- one window against the library --------------------------------------------------------------

    def _take(self, listing: Listing, target: Target, body: str, unit: Unit, window: Window) -> None:
        by_ada: dict[str, list[Announced]] = {}
        for a in window.found.values():
            by_ada.setdefault(a.ada, []).append(a)
        rows: list[Row] = []
        for of_one in by_ada.values():
            rows += self._changes(listing, target, body, _in_order(of_one))
        if window.complete:
            for row in self._missing(unit, window, set(by_ada)):
                rows += self._asked_for(listing, target, body, row)
        self._put(rows)

    def _put(self, rows: list[Row]) -> None:
        rows = [replace(row, synthetic=self._client.synthetic or None) for row in rows]
        for row in rows:
            if row.status != SUPERSEDED:
                self._current[row.name] = row
                self._of[row.organization_id].add(row.name)
        if self._write and rows:
            self._library.record(*rows)

    def _known(self, ada: str) -> Row | None:
        # A plan that is not written must still see what it has found itself.
        return self._current.get(ada) or self._library.current((DIAVGEIA, ada))

    def _changes(self, listing: Listing, target: Target, body: str, found: Sequence[Announced]) -> list[Row]:
        """Rows for one decision, the version that stands last in ``found``."""
        latest = found[-1]
        known = self._known(latest.ada)
        before = self._library.rows.get((DIAVGEIA, latest.ada), {})
        row = latest.row(target.municipality_id, body)
        rows: list[Row] = []
        if known is None:
            listing.new += row.status != REVOKED
            rows.append(row)
        elif known.version == latest.version:
            row = replace(row, body=known.body, municipality_id=known.municipality_id, event="changed",
                          sha256=known.sha256, size=known.size, suffix=known.suffix, url=known.url,
                          seconds=known.seconds)  # fmt: skip
            if any(getattr(row, name) != getattr(known, name) for name in _COMPARED):
                rows.append(row)
                listing.revoked += row.status == REVOKED != known.status
        else:
            listing.corrected += 1
            old = before.get(latest.version)
            if old is not None:
                row = replace(row, sha256=old.sha256, size=old.size, suffix=old.suffix, url=old.url)
            # The new version first: a run killed between the two leaves it standing.
            rows += [row, replace(known, event="changed", status=SUPERSEDED)]
        seen = {*before, latest.version, *((known.version,) if known else ())}
        earlier = {a.version: a.row(target.municipality_id, body) for a in found[:-1] if a.version not in seen}
        if latest.corrected_version and latest.corrected_version not in {*seen, *earlier}:
            earlier |= self._history(latest, target, body, {*seen, *earlier})
        rows += [replace(e, status=SUPERSEDED) for e in earlier.values()]
        return rows

    def _history(self, latest: Announced, target: Target, body: str, seen: set[str]) -> dict[str, Row]:
        """Earlier versions that were never listed while they stood."""
        try:
            log = list(versions(self._client.get(f"{_LUMIN}/decisions/{latest.ada}/versionlog.json")))
            found = {}
            for entry in log:
                if entry.version not in seen:
                    old = announced(self._client.get(f"{_LUMIN}/decisions/v/{entry.version}.json"))
                    if old is not None and old.ada == latest.ada:
                        found[entry.version] = replace(old, version=entry.version).row(target.municipality_id, body)
        except FetchError as error:
            self._problem(target, f"the earlier versions of {latest.ada} are not known ({error})")
            return {}
        return found

    def _missing(self, unit: Unit, window: Window, listed: set[str]) -> list[Row]:
        """Decisions of this unit and these days that were listed once and are not now."""
        return [
            row
            for row in self._by_unit[unit.uid]
            if row.name not in listed and row.status not in (REVOKED, GONE)
            and row.issued is not None and window.first <= row.issued <= window.last
        ]  # fmt: skip

    def _asked_for(self, listing: Listing, target: Target, body: str, known: Row) -> list[Row]:
        """What became of a decision that is no longer listed."""
        try:
            now = announced(self._client.get(f"{_LUMIN}/decisions/{known.name}.json"))
        except NotThereError:
            listing.gone += 1
            return [replace(known, event="changed", status=GONE)]
        except FetchError as error:
            self._problem(target, f"{known.name} is no longer listed, and why is not known ({error})")
            return []
        if now is None or now.ada != known.name:
            self._problem(target, f"{known.name} is no longer listed, and the answer does not say why")
            return []
        return self._changes(listing, target, body, [now])

    # -- what is still to come -----------------------------------------------------------------------

    def _pending(self, listing: Listing, target: Target, bodies: Sequence[str], first: dt.date, last: dt.date) -> None:
        wanted: list[Row] = []
        for ada in sorted(self._of[target.organization_id]):
            row = self._known(ada)
            if row is None or row.body not in bodies:
                continue
            if row.issued is not None and not first <= row.issued <= last:
                continue
            if row.status not in (REVOKED, GONE):
                listing.listed += 1
                if self._library.path_of(row) is None:
                    wanted.append(row)
            # An earlier version has a file to fetch only where Diavgeia gives it an address of its own.
            wanted += [
                old
                for old in self._library.rows.get((DIAVGEIA, ada), {}).values()
                if old.status == SUPERSEDED and self._library.path_of(old) is None
                and self._address(old) not in (self._address(row), self._client.url(f"/doc/{ada}"))
            ]  # fmt: skip
        self._plan.pending += sorted(wanted, key=lambda r: (r.issue_date or "", r.name, r.version))

    def _address(self, row: Row) -> str:
        return self._client.url_of_document(row.document_url, row.name)


def _shortfall(window: Window) -> str:
    """Why a window is not complete."""
    if window.total is None:
        return f"{window.arrived} decisions arrived, of an unknown number"
    if window.arrived < window.total:
        return f"{window.arrived} decisions arrived of {window.total}"
    return f"{len(window.found)} decisions arrived, and nothing says that they are all"


def _in_order(found: list[Announced]) -> list[Announced]:
    """Versions of one decision, each after the one it corrects; the one that stands last."""
    if len(found) == 1:
        return found
    corrected = {a.corrected_version for a in found}
    standing = [a for a in found if a.version not in corrected]
    latest = max(standing or found, key=lambda a: (a.published.timestamp() if a.published else 0.0, a.version))
    return [*(a for a in found if a is not latest), latest]


def organization(client: Client, uid: str) -> str | None:
    """The name of an organisation of Diavgeia, in capitals as it has it.

    Raises
    ------
    CniError
        Where Diavgeia does not know it, or does not answer.
    """
    from cni_analytics.sources.diavgeia_answers import label

    try:
        return label(client.get(f"{_LUMIN}/organizations/{uid}.json"))
    except NotThereError as error:
        raise CniError(f"organisation {uid}", expected="one that Diavgeia knows", found="none",
                       next_step="look its uid up on diavgeia.gov.gr") from error  # fmt: skip
