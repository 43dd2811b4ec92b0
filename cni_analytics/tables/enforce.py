"""Rows into Arrow, under the schema's rules: a row that breaks one is refused, never bent into shape."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping, Sequence
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
    names = [column.name for column in table.columns]
    for i, row in enumerate(rows):
        if row.keys() != set(names):
            other = sorted(row.keys() ^ set(names))
            raise SchemaError(table.name, i, other[0], "exactly the columns of the table", f"{', '.join(other)} differ")
    arrays = [_array(table, column, [row[column.name] for row in rows]) for column in table.columns]
    return pa.Table.from_arrays(arrays, schema=table.schema)


def _array(table: Table, column: Column, values: list[Any]) -> pa.Array:
    fits, what = _rule(column.type)
    for i, value in enumerate(values):
        if value is None:
            if not column.nullable:
                raise SchemaError(table.name, i, column.name, what, "nothing")
        elif not fits(value):
            raise SchemaError(table.name, i, column.name, what, _said(value))
        elif column.values and value not in column.values:
            raise SchemaError(table.name, i, column.name, f"one of {', '.join(column.values)}", _said(value))
    if pa.types.is_string(column.type):
        values = [clean(value) for value in values]
    elif pa.types.is_list(column.type):
        values = [None if value is None else [clean(v) for v in value] for value in values]
    return pa.array(values, column.type)


def clean(text: str | None) -> str | None:
    """Text that can be written: half of a surrogate pair, as broken PDFs have them, becomes «�»."""
    return None if text is None else _SURROGATES.sub("\ufffd", text)


def _rule(of: pa.DataType) -> tuple[Any, str]:
    if pa.types.is_integer(of):
        limit = 2 ** (of.bit_width - 1)
        return (lambda v: type(v) is int and -limit <= v < limit), f"a whole number of {of.bit_width} bits"
    if pa.types.is_floating(of):
        return (lambda v: type(v) in (int, float) and math.isfinite(v)), "a number"
    if pa.types.is_boolean(of):
        return (lambda v: type(v) is bool), "true or false"
    if pa.types.is_date(of):
        return (lambda v: type(v) is dt.date), "a day"
    if pa.types.is_list(of):
        return (lambda v: isinstance(v, list) and all(isinstance(x, str) for x in v)), "a list of texts"
    return (lambda v: isinstance(v, str)), "text"


def _said(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 80 else f"{shown[:77]}…"
