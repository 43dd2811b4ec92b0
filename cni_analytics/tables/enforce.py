"""Rows into Arrow, under the schema's rules: a row that breaks one is refused, never bent into shape."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pyarrow as pa

from cni_analytics.tables.columns import Column, Table

_SURROGATES = re.compile("[\ud800-\udfff]")


class SchemaError(ValueError):
    """A row that does not fit its table; says which table, row and column, what was expected and found."""

    def __init__(self, table: str, row: int, column: str, expected: str, found: str) -> None:
        self.table, self.row, self.column, self.expected, self.found = table, row, column, expected, found
        super().__init__(f"{table}, row {row}, column {column}: expected {expected}, found {found}")


def to_arrow(table: Table, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Rows as an Arrow table of the whole schema, partition columns included.

    Parameters
    ----------
    table
        The table they belong to.
    rows
        One mapping a row, with every column of the table and no other; missing values are ``None``.

    Raises
    ------
    SchemaError
        At the first row that has another type, a value outside a closed list, no value where one is
        needed, or other columns than the table.
    """
    arrays = [_array(column, values) for column, values in _checked(table, rows)]
    return pa.Table.from_arrays(arrays, schema=table.schema)


def check(table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Raise ``SchemaError`` where ``to_arrow`` would, without making a table of the rows."""
    for _ in _checked(table, rows):
        pass


def _checked(table: Table, rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Column, list[Any]]]:
    """The columns of a table and their values, each once it is known to fit."""
    names = {column.name for column in table.columns}
    for i, row in enumerate(rows):
        if row.keys() != names:
            other = sorted(row.keys() ^ names)
            raise SchemaError(table.name, i, other[0], "exactly the columns of the table", f"{', '.join(other)} differ")
    for column in table.columns:
        name = column.name
        values = [row[name] for row in rows]
        _hold(table, column, values)
        yield column, values


def _hold(table: Table, column: Column, values: list[Any]) -> None:
    rule = _rule(column.type)
    if not _all_fit(column, rule, values):
        for i, value in enumerate(values):
            if value is None:
                if not column.nullable:
                    raise SchemaError(table.name, i, column.name, rule.what, "nothing")
            elif not rule.fits(value):
                raise SchemaError(table.name, i, column.name, rule.what, _said(value))
            elif column.values and value not in column.values:
                raise SchemaError(table.name, i, column.name, f"one of {', '.join(column.values)}", _said(value))


def _array(column: Column, values: list[Any]) -> pa.Array:
    try:
        return pa.array(values, column.type)
    except UnicodeEncodeError:
        return pa.array([_clean(value) for value in values], column.type)


def _clean(value: Any) -> Any:
    # Half of a surrogate pair, as broken PDFs have them, cannot be written.
    if isinstance(value, list):
        return [_clean(v) for v in value]
    return None if value is None else _SURROGATES.sub("\ufffd", value)


@dataclass(frozen=True, slots=True)
class _Rule:
    types: frozenset[type]
    fits: Callable[[Any], bool]
    what: str
    types_say_all: bool = False


def _all_fit(column: Column, rule: _Rule, values: list[Any]) -> bool:
    """Whether there is nothing to complain of, decided for the column as a whole where that can be done fast."""
    found = set(map(type, values))
    if not column.nullable and type(None) in found:
        return False
    if not found - {type(None)} <= rule.types:
        return False
    if column.values:
        return set(values) - {None} <= set(column.values)
    return rule.types_say_all or all(v is None or rule.fits(v) for v in values)


@cache
def _rule(of: pa.DataType) -> _Rule:
    if pa.types.is_integer(of):
        limit = 2 ** (of.bit_width - 1)
        return _Rule(frozenset({int}), lambda v: type(v) is int and -limit <= v < limit,
                     f"a whole number of {of.bit_width} bits")  # fmt: skip
    if pa.types.is_floating(of):
        return _Rule(frozenset({int, float}), lambda v: type(v) in (int, float) and math.isfinite(v), "a number")
    if pa.types.is_boolean(of):
        return _Rule(frozenset({bool}), lambda v: type(v) is bool, "true or false", types_say_all=True)
    if pa.types.is_date(of):
        return _Rule(frozenset({dt.date}), lambda v: type(v) is dt.date, "a day", types_say_all=True)
    if pa.types.is_list(of):
        return _Rule(frozenset({list}), lambda v: type(v) is list and all(type(x) is str for x in v),
                     "a list of texts")  # fmt: skip
    return _Rule(frozenset({str}), lambda v: type(v) is str, "text", types_say_all=True)


def _said(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 80 else f"{shown[:77]}…"
