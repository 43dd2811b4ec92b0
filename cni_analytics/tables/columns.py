"""What a column and a table are: names, types, meaning, and the rules a row must keep."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Literal

import pyarrow as pa

Kind = Literal["stated", "derived", "reference", "provenance"]
"""``stated``: printed on the page. ``derived``: follows from what is stated, by a rule. ``reference``: from a
sourced table under ``data/reference``. ``provenance``: which document, file or reader a row comes from."""

Holds = Literal["text", "name"]

KINDS: tuple[Kind, ...] = ("stated", "derived", "reference", "provenance")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    name
        In ``snake_case``; units are part of the description.
    type
        Arrow type; a missing value is null, never zero, an empty string or a made-up date.
    kind
        Where the value comes from, see ``Kind``.
    description
        One or two sentences a newcomer understands.
    nullable
        False where a row without the value is refused.
    values
        Every value there can be, where the list is closed.
    fact
        Path of the decision record (and of ``evidence.fact``) under which the words behind the column stand,
        where it is not the row's own ``fact``.
    holds
        ``text``: words of a document, which can name private persons. ``name``: of somebody a document names, who is
        named outside the corpus only where a roll call lists this person. Empty for everything else.
    """

    name: str
    type: pa.DataType
    kind: Kind
    description: str
    nullable: bool = True
    values: tuple[str, ...] = ()
    fact: str | None = None
    holds: Holds | None = None

    def field(self) -> pa.Field:
        """The Arrow field, its meaning kept in the metadata, so that it travels with the Parquet file."""
        metadata = {"description": self.description, "kind": self.kind}
        if self.values:
            metadata["values"] = json.dumps(self.values)
        if self.fact:
            metadata["fact"] = self.fact
        return pa.field(self.name, self.type, nullable=self.nullable, metadata=metadata)


@dataclass(frozen=True)
class Table:
    """A table of the corpus.

    Attributes
    ----------
    name
        Of the dataset, the attribute of ``Corpus`` and the DuckDB view.
    description
        What one row is.
    columns
        In order.
    key
        Columns that together name a row; no two rows share them.
    partitioned
        Whether the dataset is split by ``municipality_id`` and ``year``; the others are one file.
    """

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    partitioned: bool = True

    @cached_property
    def schema(self) -> pa.Schema:
        """The Arrow schema of the whole table, partition columns included."""
        return pa.schema([c.field() for c in self.columns], metadata={"table": self.name, "about": self.description})

    @cached_property
    def stored_schema(self) -> pa.Schema:
        """The schema of one file: the partition columns stand in the folders' names."""
        if not self.partitioned:
            return self.schema
        return pa.schema([f for f in self.schema if f.name not in PARTITION], metadata=self.schema.metadata)

    def __getitem__(self, name: str) -> Column:
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


PARTITION = ("municipality_id", "year")


def fingerprint(tables: dict[str, Table]) -> str:
    """A short hash over everything the schemas say; where it changes, the corpus must be rebuilt."""
    plain: list[Any] = [
        [t.name, t.description, t.key, t.partitioned, [[*asdict(c).values()] for c in t.columns]]
        for t in tables.values()
    ]
    return hashlib.sha256(json.dumps(plain, default=str, ensure_ascii=False).encode()).hexdigest()[:16]
