"""Rows into Parquet files, one folder a table, split by municipality and year, in bounded memory."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyarrow.parquet as pq

from cni_analytics.tables.columns import PARTITION, Table
from cni_analytics.tables.enforce import to_arrow
from cni_analytics.tables.rows import Rows
from cni_analytics.tables.schemas import TABLES

NULL = "__HIVE_DEFAULT_PARTITION__"
"""How a null stands in a folder's name, for pandas, DuckDB and Spark alike."""

ROWS_AT_A_TIME = 10_000
FILE = "part-0.parquet"
"""The one file of a table's partition."""
Partition = tuple[str | None, int | None]


class CorpusWriter:
    """Writes a corpus into an empty folder; partitions come one after the other, each whole.

    Parameters
    ----------
    folder
        An empty folder.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.counts = dict.fromkeys(TABLES, 0)
        self._partition: Partition | None = None
        self._seen: set[Partition] = set()
        self._waiting: Rows = {}
        self._open: dict[str, pq.ParquetWriter] = {}

    def start(self, partition: Partition) -> None:
        """Begin a partition; what came before is finished."""
        if partition == self._partition:
            return
        if partition in self._seen:
            raise ValueError(f"partition {partition} was already written")
        self.finish()
        self._seen.add(partition)
        self._partition = partition

    def add(self, rows: Rows) -> None:
        """Add rows of the current partition, by table."""
        for name, of in rows.items():
            waiting = self._waiting.setdefault(name, [])
            waiting += of
            if len(waiting) >= ROWS_AT_A_TIME:
                self._flush(name)

    def whole(self, table: Table, rows: list[dict[str, Any]]) -> None:
        """Write a table that is not partitioned."""
        arrow = to_arrow(table, rows)
        path = self.folder / table.name / FILE
        path.parent.mkdir(parents=True)
        with _writer(path, table) as file:
            file.write_table(arrow)
        self.counts[table.name] += arrow.num_rows

    def taken(self, partition: Partition, counts: dict[str, int]) -> None:
        """Take note of a partition that is in the folder already."""
        self.start(partition)
        for name, count in counts.items():
            self.counts[name] += count

    def finish(self) -> None:
        """Write what is waiting and close the partition's files."""
        for name in list(self._waiting):
            self._flush(name)
        for file in self._open.values():
            file.close()
        self._open.clear()
        self._partition = None

    def abandon(self) -> None:
        """Close the files without caring for what is in them."""
        self._waiting.clear()
        for file in self._open.values():
            file.close()
        self._open.clear()

    def _flush(self, name: str) -> None:
        waiting = self._waiting.pop(name, [])
        if not waiting or self._partition is None:
            return
        table = TABLES[name]
        if name not in self._open:
            path = self.folder / name / partition_path(self._partition) / FILE
            path.parent.mkdir(parents=True)
            self._open[name] = _writer(path, table)
        rows = to_arrow(table, waiting)
        self._open[name].write_table(rows.select(table.stored_schema.names).cast(table.stored_schema))
        self.counts[name] += rows.num_rows


def partition_path(partition: Partition) -> Path:
    """``municipality_id=…/year=…``, as Hive writes it."""
    return Path(*(
        f"{name}={NULL if value is None else quote(str(value), safe='')}"
        for name, value in zip(PARTITION, partition, strict=True)
    ))  # fmt: skip


def _writer(path: Path, table: Table) -> pq.ParquetWriter:
    return pq.ParquetWriter(path, table.stored_schema, compression="zstd", write_page_index=False)
