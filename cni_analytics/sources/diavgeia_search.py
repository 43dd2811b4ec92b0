"""Searches of Diavgeia that can be believed: short windows, every page, totals compared, filters checked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from cni_analytics.sources.diavgeia_answers import Announced, page
from cni_analytics.sources.diavgeia_client import Client, FetchError, NotThereError

PATHS = ("/opendata/search.json", "/luminapi/opendata/search", "/luminapi/opendata/search.json")
"""Where searches are answered; the first that heeds its filters is used."""
LONGEST = 180
"""Days: a longer range is cut without a word."""
SIZE = 500
_MARGIN = 1
"""Days asked for on either side: whether a server counts days in Athens or in UTC, and whether it takes the last
one in, is its own; what lies outside the days wanted is left out here."""
_SHORTEST_SPLIT = 15
_MOST_PAGES = 10_000
_MOST_SIFTED = 20_000
"""Decisions that are gone through here where the server ignores a filter; Diavgeia has millions."""
_DAY = dt.timedelta(days=1)


@dataclass(slots=True)
class Window:
    """What one stretch of days holds.

    Attributes
    ----------
    first, last
        Days in Athens, both included.
    total
        How many the answer says there are in what was asked, which is a day more on either side; ``None`` where it
        does not say, or where the window had to be asked for in parts.
    arrived
        How many of them came.
    complete
        Whether all came.
    found
        Those of this unit issued on these days, by ΑΔΑ and version.
    undated
        Those of this unit that do not say when they were issued; also in ``found``.
    """

    first: dt.date
    last: dt.date
    total: int | None
    arrived: int
    complete: bool
    url: str
    found: dict[tuple[str, str], Announced] = field(default_factory=dict)
    undated: int = 0


class _FilterIgnored(Exception):  # noqa: N818 - never seen outside
    """What came is not what was asked for; ``what`` names the filters."""

    def __init__(self, what: set[str]) -> None:
        super().__init__(", ".join(sorted(what)))
        self.what = what


def windows(first: dt.date, last: dt.date) -> Iterator[tuple[dt.date, dt.date]]:
    """Split days into stretches that stay within what Diavgeia answers, the margin included.

    >>> [(str(a), str(b)) for a, b in windows(dt.date(2024, 1, 1), dt.date(2024, 12, 31))]
    [('2024-01-01', '2024-06-26'), ('2024-06-27', '2024-12-21'), ('2024-12-22', '2024-12-31')]
    """
    length = LONGEST - 2 * _MARGIN
    while first <= last:
        end = min(last, first + (length - 1) * _DAY)
        yield first, end
        first = end + _DAY


class Search:
    """Searches through one client.

    A filter that the server ignores everywhere is applied here, as long as what it gives is not too much. Where it
    ignores the unit only, what comes is whole; where it ignores dates or organisation, nothing says so.
    """

    def __init__(self, client: Client) -> None:
        self._client = client
        self._paths = list(PATHS)
        self._trusted: set[str] = set()
        self._sifted: set[str] = set()

    @property
    def sifted(self) -> frozenset[str]:
        """Filters the server ignores: ``org``, ``unit``, ``dates``."""
        return frozenset(self._sifted)

    def window(self, organization_id: str, unit_id: str, first: dt.date, last: dt.date) -> Window:
        """Everything a unit issued on some days.

        Where fewer decisions arrive than there are said to be, the window is asked for again, then in
        halves; what is short even then is not ``complete``.

        Parameters
        ----------
        organization_id, unit_id
            Whose.
        first, last
            Days in Athens, both included; at most ``LONGEST`` with the margin.

        Raises
        ------
        FetchError
            Where Diavgeia does not answer, or ignores what is asked for and gives too much to go through.
        """
        for _ in range(2):
            found = self._believed(organization_id, unit_id, first, last)
            if found.complete or found.total is None or found.arrived >= found.total:
                return found
        days = (last - first).days + 1
        if days < 2 * _SHORTEST_SPLIT:
            return found
        middle = first + (days // 2) * _DAY
        halves = [
            self.window(organization_id, unit_id, *part) for part in ((first, middle - _DAY), (middle, last))
        ]  # fmt: skip
        found.found |= halves[0].found | halves[1].found
        found.arrived = max(found.arrived, sum(h.arrived for h in halves))
        found.complete = all(h.complete for h in halves)
        found.total = None if found.complete else found.total
        return found

    def _believed(self, organization_id: str, unit_id: str, first: dt.date, last: dt.date) -> Window:
        """One pass, over the first path whose answers are what was asked for."""
        ignored: dict[str, set[str]] = {}
        empty: Window | None = None
        for path in list(self._paths):
            try:
                found = self._pass(path, organization_id, unit_id, first, last, sift=self._sifted)
            except NotThereError:
                continue
            except _FilterIgnored as error:
                ignored[path] = error.what
                continue
            if found.total == 0 and path not in self._trusted:
                # Nothing at all may also mean that the question was not understood: the others are asked too.
                empty = empty or found
                continue
            self._prefer(path)
            return found
        if ignored:
            path = min(ignored, key=lambda p: (ignored[p] != {"unit"}, len(ignored[p]), PATHS.index(p)))
            self._sifted |= ignored[path]
            self._prefer(path)
            return self._pass(path, organization_id, unit_id, first, last, sift=self._sifted)
        if empty is not None:
            return empty
        raise FetchError(str(self._client.base), expected="Diavgeia's search", found="none of its addresses there",
                         next_step="check the base URL")  # fmt: skip

    def _prefer(self, path: str) -> None:
        self._trusted.add(path)
        self._paths.sort(key=lambda p: p != path)

    def _pass(
        self, path: str, organization_id: str, unit_id: str, first: dt.date, last: dt.date, *, sift: set[str]
    ) -> Window:
        """Every page of one window."""
        asked: dict[str, str | int] = {
            "org": organization_id, "unit": unit_id, "from_issue_date": (first - _MARGIN * _DAY).isoformat(),
            "to_issue_date": (last + _MARGIN * _DAY).isoformat(), "size": SIZE,
        }  # fmt: skip
        window = Window(first, last, None, 0, False, self._client.url(path, asked))
        seen: dict[tuple[str, str], Announced] = {}
        odd = 0
        for number in range(_MOST_PAGES):
            answer = page(self._client.get(path, asked | {"page": number}))
            if answer is None:
                raise FetchError(window.url, expected="a page of decisions", found="something else",
                                 next_step="run the same command again later")  # fmt: skip
            window.total = answer.total
            new = {(a.ada, a.version): a for a in answer.found if (a.ada, a.version) not in seen}
            ignored = set().union(*(_ignored(a, organization_id, unit_id, first, last) for a in new.values()), set())
            if ignored - sift:
                raise _FilterIgnored(ignored)
            if sift and (answer.total or 0) > _MOST_SIFTED:
                raise FetchError(
                    window.url, expected=f"decisions of organisation {organization_id} from {first} to {last}",
                    found=f"{answer.total} decisions: what was asked for is ignored ({', '.join(sorted(sift))})",
                    next_step="run the same command again later",
                )  # fmt: skip
            seen |= new
            odd += answer.odd
            window.arrived = len(seen) + odd
            full = answer.total is not None and window.arrived >= answer.total
            if full or answer.empty or not (new or answer.odd):
                break
        window.complete = window.total is not None and window.arrived >= window.total and not odd and sift <= {"unit"}
        for key, a in seen.items():
            units = (unit_id,) if a.unit_ids is None else a.unit_ids
            ours = unit_id in units and a.organization_id in (None, organization_id)
            if ours and (a.issue_day is None or first <= a.issue_day <= last):
                window.found[key] = replace(a, unit_ids=units, organization_id=organization_id)
                window.undated += a.issue_day is None
        return window


def _ignored(a: Announced, organization_id: str, unit_id: str, first: dt.date, last: dt.date) -> set[str]:
    """The filters that a decision should not have passed."""
    found = set()
    if a.organization_id not in (None, organization_id):
        found.add("org")
    if a.unit_ids is not None and unit_id not in a.unit_ids:
        found.add("unit")
    # A day more than was asked for: the server may count its days in another time zone.
    slack = (_MARGIN + 1) * _DAY
    if a.issue_day is not None and not first - slack <= a.issue_day <= last + slack:
        found.add("dates")
    return found
