"""Rows of ``data/reference/conventions.csv`` as the values the derivation takes: one body's ways on one day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints

from cni_analytics.errors import InputError
from cni_analytics.project import reference_file
from cni_analytics.tables import reference
from cni_analytics.tables.municipalities import Municipalities, municipalities

if TYPE_CHECKING:
    from cni_analytics.derivation.conventions import Conventions
    from cni_analytics.statements.types import Header

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Dated:
    name: str
    value: Any
    first: dt.date
    last: dt.date

    def holds(self, day: dt.date | None) -> bool:
        # Without a day only what has always held is known to hold.
        if day is None:
            return self.first == dt.date.min and self.last == dt.date.max
        return self.first <= day <= self.last


class ConventionTable:
    """The conventions there are, to look up by body and day.

    Parameters
    ----------
    rows
        As ``reference.conventions`` gives them.
    municipalities
        To tell which municipality a name on a page means.
    path
        The file's name, for messages.

    Raises
    ------
    InputError
        Where a row names no convention of ``derivation.conventions.Conventions``, a value it does not
        have, days in the wrong order, or the same convention twice for one day.
    """

    def __init__(self, rows: Iterable[Row], municipalities: Municipalities, *, path: str = "conventions.csv") -> None:
        self._municipalities = municipalities
        self._of: dict[tuple[str, str], list[_Dated]] = {}
        for row in rows:
            where = f"{path}, line {row['source_row']}"
            dated = _dated(row, where)
            others = self._of.setdefault((row["municipality_id"], row["body"]), [])
            for other in others:
                if other.name == dated.name and other.first <= dated.last and dated.first <= other.last:
                    raise InputError(f"{where}, column valid_from", expected="one value of a convention on any day",
                                     found=f"{dated.name} a second time",
                                     next_step="end the earlier row with valid_to")  # fmt: skip
            others.append(dated)

    def __bool__(self) -> bool:
        return bool(self._of)

    def of(self, municipality: str | None, body: str | None, day: str | None) -> Conventions:
        """The conventions of a body on a day; the defaults where nothing is known of it.

        Parameters
        ----------
        municipality
            Name as on the page; one that fits several municipalities has the defaults.
        body
            The body.
        day
            ISO day of the session; without one only conventions without dates hold.
        """
        from cni_analytics.derivation.conventions import DEFAULT

        found = self._municipalities.match(municipality).id if municipality else None
        on = dt.date.fromisoformat(day) if day else None
        dated = self._of.get((found, body), ()) if found and body else ()
        given = {d.name: d.value for d in dated if d.holds(on)}
        return replace(DEFAULT, **given, fixed=frozenset(given))

    def of_header(self, header: Header) -> Conventions:
        """The conventions of the body a document names, on the day of its session."""
        return self.of(
            header.municipality.value if header.municipality else None,
            header.body.value if header.body else None,
            header.session_date.value if header.session_date else None,
        )


def convention_table() -> ConventionTable:
    """The conventions of ``data/reference/conventions.csv``."""
    path = str(reference_file("conventions.csv"))
    return ConventionTable(reference.conventions(), municipalities(), path=path)


def _dated(row: Row, where: str) -> _Dated:
    from cni_analytics.derivation.conventions import Conventions

    known = {
        field.name: get_type_hints(Conventions)[field.name] for field in fields(Conventions) if field.name != "fixed"
    }
    if row["convention"] not in known:
        raise InputError(f"{where}, column convention", expected=f"one of {', '.join(known)}",
                         found=repr(row["convention"]), next_step="correct that cell")  # fmt: skip
    values = _values(known[row["convention"]])
    if row["value"] not in values:
        raise InputError(f"{where}, column value", expected=f"one of {', '.join(values)}", found=repr(row["value"]),
                         next_step="correct that cell")  # fmt: skip
    first, last = row["valid_from"] or dt.date.min, row["valid_to"] or dt.date.max
    if first > last:
        raise InputError(f"{where}, column valid_to", expected=f"a day on or after {first}", found=str(last),
                         next_step="correct that cell")  # fmt: skip
    return _Dated(row["convention"], values[row["value"]], first, last)


def _values(of: Any) -> dict[str, Any]:
    """What a cell may say, and the value it stands for."""
    if of is bool:
        return {"true": True, "false": False}
    if get_origin(of) is Literal:
        return {str(value): value for value in get_args(of)}
    return {str(value): value for part in get_args(of) for value in _values(part).values()}
