"""Opening a corpus: a DataFrame per table, read only as far as asked, and SQL over all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.dataset as ds

from cni_analytics import atomic, project
from cni_analytics.errors import InputError, UsageError
from cni_analytics.tables.columns import PARTITION, Table
from cni_analytics.tables.document_rows import nearest
from cni_analytics.tables.manifest import Manifest, read_manifest
from cni_analytics.tables.schemas import SCHEMA_VERSION, TABLES

Filter = tuple[str, str, Any]
"""Column, one of ``== != < <= > >= in``, value."""

_NULLABLE = {pa.int32(): pd.Int32Dtype(), pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
_HIVE = ds.partitioning(pa.schema([("municipality_id", pa.string()), ("year", pa.int32())]), flavor="hive")
SQL_NAMES = {"references": "legal_references"}
"""Views under another name as well, where the table's own is a reserved word of SQL."""


class TableHandle:
    """One table of a corpus: call it with columns and filters, or look at its description.

    Examples
    --------
    >>> corpus.table("decisions").read(columns=["subject"], filters=[("year", "==", 2024)])  # doctest: +SKIP
    """

    def __init__(self, corpus: Corpus, table: Table) -> None:
        self._corpus = corpus
        self.schema = table

    def dataset(self) -> ds.Dataset:
        """The Parquet files as an Arrow dataset, partition columns included."""
        folder = self._corpus.path / self.schema.name
        files = sorted(str(p) for p in folder.rglob("*.parquet"))
        if not files:
            return ds.dataset(self.schema.schema.empty_table())
        partitioning = _HIVE if self.schema.partitioned else None
        return ds.dataset(
            files, schema=self.schema.schema, format="parquet", partitioning=partitioning,
            partition_base_dir=str(folder),
        )  # fmt: skip

    def arrow(self, columns: Sequence[str] | None = None, filters: Sequence[Filter] = ()) -> pa.Table:
        """The rows as an Arrow table; see ``read``."""
        names = [c.name for c in self.schema.columns]
        for name in [*(columns or ()), *(f[0] for f in filters)]:
            if name not in names:
                raise UsageError(f"{self.schema.name}.{name}", expected=f"one of {', '.join(names)}",
                                 found=repr(name), next_step=f'see corpus.describe("{self.schema.name}")')  # fmt: skip
        condition = None
        for name, operator, value in filters:
            one = _condition(name, operator, value)
            condition = one if condition is None else condition & one
        return self.dataset().to_table(columns=list(columns) if columns else names, filter=condition)

    def read(self, columns: Sequence[str] | None = None, filters: Sequence[Filter] = ()) -> pd.DataFrame:
        """The rows as a DataFrame.

        Parameters
        ----------
        columns
            Only these, in this order; all where left out.
        filters
            Conditions that must all hold; files of other municipalities and years are not opened.

        Returns
        -------
        DataFrame
            Whole numbers and truth values in pandas' nullable types (``Int32``, ``boolean``), days as
            ``datetime64``; missing is ``<NA>``/``NaT``/``NaN``, never zero.
        """
        return frame(self.arrow(columns, filters))

    def __repr__(self) -> str:
        return f"<table {self.schema.name}: {self._corpus.rows.get(self.schema.name, 0)} rows>"


class Corpus:
    """A built corpus.

    Every table is an attribute that gives a DataFrame, read when it is first asked for: ``corpus.decisions``.
    ``corpus.table("attendance").read(columns=…, filters=…)`` reads only part of one, ``corpus.sql("…")`` asks DuckDB.

    Parameters
    ----------
    path
        Folder of the corpus.
    manifest
        Its manifest.
    """

    def __init__(self, path: Path, manifest: Manifest) -> None:
        self.path = path
        self.manifest = manifest
        self._frames: dict[str, pd.DataFrame] = {}
        self._connection: duckdb.DuckDBPyConnection | None = None

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables there are."""
        return tuple(TABLES)

    @property
    def rows(self) -> dict[str, int]:
        """Rows by table."""
        return dict(self.manifest.rows)

    @property
    def synthetic(self) -> bool:
        """Simulated documents are in it: nothing counted from it is about the world, and figures must say so."""
        return self.manifest.synthetic

    def table(self, name: str) -> TableHandle:
        """One table, to read part of it.

        Raises
        ------
        UsageError
            Where there is no such table.
        """
        if name not in TABLES:
            raise UsageError(f"table {name!r}", expected=f"one of {', '.join(TABLES)}", found=repr(name),
                             next_step="see corpus.tables")  # fmt: skip
        return TableHandle(self, TABLES[name])

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name not in TABLES:
            raise AttributeError(f"a corpus has no table {name!r}; it has {', '.join(TABLES)}")
        if name not in self._frames:
            self._frames[name] = self.table(name).read()
        return self._frames[name].copy(deep=False)

    def __getitem__(self, name: str) -> pd.DataFrame:
        self.table(name)
        frame_: pd.DataFrame = getattr(self, name)
        return frame_

    def __iter__(self) -> Iterator[str]:
        return iter(TABLES)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *TABLES})

    def describe(self, name: str) -> pd.DataFrame:
        """What the columns of a table mean: type, kind, values and description of each."""
        table = self.table(name).schema
        return pd.DataFrame(
            {
                "column": [c.name for c in table.columns],
                "type": [str(c.type) for c in table.columns],
                "kind": [c.kind for c in table.columns],
                "nullable": [c.nullable for c in table.columns],
                "values": [", ".join(c.values) for c in table.columns],
                "fact": [c.fact for c in table.columns],
                "description": [c.description for c in table.columns],
            }
        ).set_index("column")

    def sql(self, query: str, parameters: Sequence[Any] | dict[str, Any] | None = None) -> pd.DataFrame:
        """Ask DuckDB; every table is a view of its name.

        Parameters
        ----------
        query
            SQL. ``references`` is a reserved word: that table is also ``legal_references``.
        parameters
            Values for ``?`` or ``$name``, so that text from outside never becomes SQL.

        Raises
        ------
        UsageError
            Where DuckDB refuses the query, with its reason.

        Examples
        --------
        >>> corpus.sql("select year, count(*) as n from decisions group by year order by year")  # doctest: +SKIP
        """
        try:
            answer = self.connection().cursor().sql(query, params=parameters)
        except duckdb.Error as error:
            raise UsageError("corpus.sql", expected="a query DuckDB understands", found=str(error).splitlines()[0],
                             next_step=f"the tables are {', '.join(TABLES)}") from error  # fmt: skip
        if answer is None:  # a statement that gives no rows
            return pd.DataFrame()
        return frame(answer.to_arrow_table())

    def connection(self) -> duckdb.DuckDBPyConnection:
        """The DuckDB connection behind ``sql``, in memory, with a view a table."""
        if self._connection is None:
            connection = duckdb.connect()
            for name, table in TABLES.items():
                _view(connection, self.path / name, table)
                if name in SQL_NAMES:
                    connection.execute(f'create view {SQL_NAMES[name]} as from "{name}"')
            self._connection = connection
        return self._connection

    def evidence_for(self, document_id: str, fact: str) -> pd.DataFrame:
        """The words behind a fact.

        Parameters
        ----------
        document_id, fact
            As they stand in the row concerned.

        Returns
        -------
        DataFrame
            Rows of ``evidence``: of the fact itself, or else of its parts, or else of the nearest fact it
            is part of; empty where no words stand behind it.
        """
        rows = self.table("evidence").arrow(filters=[("document_id", "==", document_id)])
        words = nearest(fact, rows.to_pylist())
        return frame(pa.Table.from_pylist(words, schema=TABLES["evidence"].schema))

    def export(self, folder: Path | str, *, with_text: bool = False) -> Path:
        """Write every table as CSV with a Frictionless ``datapackage.json``, and give its path.

        Words of the documents, which can name private persons, stay in the corpus.

        Parameters
        ----------
        folder
            A folder that does not exist, is empty, or holds an earlier export, which is replaced.
        with_text
            Whether to write the columns with words of the documents, too, and the names of people whom no roll
            call lists.
        """
        from cni_analytics.tables.export import export_csv

        return export_csv(self, Path(folder), with_text=with_text)

    def __repr__(self) -> str:
        documents, decisions = self.rows.get("documents", 0), self.rows.get("decisions", 0)
        return f"<Corpus {self.path}: {documents} documents, {decisions} decisions>"

    def _repr_html_(self) -> str:
        cells = "".join(
            f"<tr><th style='text-align:left'>{escape(name)}</th><td>{self.rows.get(name, 0):,}</td>"
            f"<td style='text-align:left'>{escape(table.description)}</td></tr>"
            for name, table in TABLES.items()
        )
        return f"<p>{escape(repr(self))}</p><table><tr><th>table</th><th>rows</th><th>a row is</th></tr>{cells}</table>"


def open_corpus(path: Path | str | None = None) -> Corpus:
    """Open a built corpus.

    Parameters
    ----------
    path
        Its folder; ``data/corpus`` of the project where left out.

    Raises
    ------
    InputError
        Where there is none, or one another version wrote.

    Examples
    --------
    >>> import cni_analytics as cni
    >>> cni.open_corpus().decisions[["decision_id", "unanimity"]]  # doctest: +SKIP
    """
    folder = Path(path) if path is not None else project.corpus_folder()
    atomic.recover(folder)
    manifest = read_manifest(folder)
    if manifest is None:
        found = "no folder" if not folder.exists() else "a file" if folder.is_file() else "no manifest.json in it"
        raise InputError(str(folder), expected="a corpus", found=found, next_step="run `cni build`")
    if manifest.schema != SCHEMA_VERSION:
        raise InputError(str(folder), expected=f"a corpus of schema {SCHEMA_VERSION}",
                         found=f"one of schema {manifest.schema}", next_step="run `cni build`")  # fmt: skip
    return Corpus(folder.resolve(), manifest)


def frame(table: pa.Table) -> pd.DataFrame:
    """Arrow rows as a DataFrame in nullable types, days as ``datetime64``."""
    found: pd.DataFrame = table.to_pandas(types_mapper=_NULLABLE.get, date_as_object=False)
    return found


def _condition(name: str, operator: str, value: Any) -> Any:
    field = ds.field(name)
    conditions = {
        "==": lambda: field.is_null() if value is None else field == value,
        "!=": lambda: field.is_valid() if value is None else field != value,
        "<": lambda: field < value,
        "<=": lambda: field <= value,
        ">": lambda: field > value,
        ">=": lambda: field >= value,
        "in": lambda: field.isin(list(value)),
    }
    if operator not in conditions:
        raise UsageError(f"filter on {name}", expected=f"one of {' '.join(conditions)}", found=repr(operator),
                         next_step="use one of these")  # fmt: skip
    return conditions[operator]()


def _view(connection: duckdb.DuckDBPyConnection, folder: Path, table: Table) -> None:
    columns = ", ".join(f'"{c.name}"' for c in table.columns)
    files = sorted(folder.rglob("*.parquet"))
    if not files:
        connection.register("nothing", table.schema.empty_table())
        connection.execute(f'create table "{table.name}" as from nothing')
        connection.unregister("nothing")
        return
    pattern = f"{_quoted(folder)}/**/*.parquet"
    hive = "hive_partitioning = false"
    if table.partitioned:
        hive = f"hive_partitioning = true, hive_types = {{{', '.join(_hive_type(n) for n in PARTITION)}}}"
    connection.execute(
        f"""create view "{table.name}" as select {columns} from read_parquet('{pattern}', {hive})"""  # noqa: S608
    )


def _hive_type(name: str) -> str:
    return f"'{name}': {'INTEGER' if name == 'year' else 'VARCHAR'}"


def _quoted(folder: Path) -> str:
    # In DuckDB's patterns a character in brackets stands for itself.
    escaped = "".join(f"[{c}]" if c in "*?[" else c for c in str(folder))
    return escaped.replace("'", "''")
