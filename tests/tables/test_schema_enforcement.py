from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cni_analytics.tables.columns import KINDS, Column, Table
from cni_analytics.tables.enforce import SchemaError, to_arrow
from cni_analytics.tables.schemas import TABLES

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
OF_TYPE = {
    pa.string(): TEXT,
    pa.int32(): st.integers(-(2**31), 2**31 - 1),
    pa.int64(): st.integers(-(2**63), 2**63 - 1),
    pa.float64(): st.floats(allow_nan=False, allow_infinity=False),
    pa.bool_(): st.booleans(),
    pa.date32(): st.dates(),
    pa.list_(pa.string()): st.lists(TEXT, max_size=3),
}
ANYTHING = st.one_of(
    st.none(), st.integers(), st.floats(), TEXT, st.booleans(), st.dates(), st.datetimes(), st.binary(max_size=3),
    st.lists(st.integers(), min_size=1, max_size=2), st.just({}), st.complex_numbers(),
)  # fmt: skip


def valid(column: Column) -> st.SearchStrategy:
    made = st.sampled_from(column.values) if column.values else OF_TYPE[column.type]
    return st.none() | made if column.nullable else made


def rows_of(table: Table) -> st.SearchStrategy:
    return st.lists(st.fixed_dictionaries({c.name: valid(c) for c in table.columns}), max_size=3)


@given(st.sampled_from(list(TABLES.values())).flatmap(lambda t: st.tuples(st.just(t), rows_of(t))))
def test_what_fits_comes_back_as_it_was(made):
    table, rows = made
    arrow = to_arrow(table, rows)
    assert arrow.schema.equals(table.schema, check_metadata=True)
    assert arrow.to_pylist() == rows


@given(st.sampled_from(list(TABLES.values())).flatmap(
    lambda t: st.tuples(st.just(t), rows_of(t), st.sampled_from(t.columns), ANYTHING)))  # fmt: skip
def test_what_does_not_fit_is_refused_and_never_bent(made):
    table, rows, column, value = made
    rows = [*rows, *([dict.fromkeys(c.name for c in table.columns)] if not rows else [])]
    rows = [{c.name: row[c.name] if row[c.name] is not None or c.nullable else plain(c) for c in table.columns}
            for row in rows]  # fmt: skip
    rows[-1] = rows[-1] | {column.name: value}
    error = refusal(table, rows)
    if error is not None:
        assert (error.table, error.row, error.column) == (table.name, len(rows) - 1, column.name)
    else:
        back = to_arrow(table, rows).to_pylist()[-1][column.name]
        assert back == value
        assert type(back) is type(value) or (type(back) is float and type(value) is int)


def refusal(table: Table, rows: list[dict]) -> SchemaError | None:
    try:
        to_arrow(table, rows)
    except SchemaError as error:
        return error
    return None


def plain(column: Column) -> object:
    if column.values:
        return column.values[0]
    return {pa.string(): "", pa.int32(): 0, pa.int64(): 0, pa.bool_(): False, pa.date32(): dt.date(2024, 1, 1),
            pa.list_(pa.string()): [], pa.float64(): 0.0}[column.type]  # fmt: skip


@pytest.mark.parametrize("change", [{"nothing_of_ours": 1}, {"fact": ...}])
def test_other_columns_are_refused(change):
    table = TABLES["evidence"]
    row = {c.name: plain(c) for c in table.columns}
    row = {k: v for k, v in (row | change).items() if v is not ...}
    with pytest.raises(SchemaError, match="exactly the columns"):
        to_arrow(table, [row])


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda t: t.name)
def test_every_table_and_column_is_described(table):
    assert len(table.description) > 20
    names = [c.name for c in table.columns]
    assert len(names) == len(set(names))
    assert set(table.key) <= set(names)
    assert {"municipality_id", "year"} <= set(names) or not table.partitioned
    for column in table.columns:
        assert column.kind in KINDS
        assert column.description.endswith((".", ".)"))
        assert column.name == column.name.lower()
    assert all(not table[name].nullable for name in table.key)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda t: t.name)
def test_no_number_without_the_way_to_its_words(table):
    names = {c.name for c in table.columns}
    for column in table.columns:
        if column.kind in ("stated", "derived") and table.name not in ("evidence", "corrections", "rulings"):
            of_reference = "source" in names
            of_document = "document_id" in names and ("fact" in names or column.fact or table.name == "documents")
            assert of_document or of_reference, column.name
