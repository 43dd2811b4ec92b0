"""Reading and checking the sourced tables under ``data/reference``."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa

from cni_analytics.errors import InputError
from cni_analytics.project import reference_file
from cni_analytics.tables.columns import Column, Table
from cni_analytics.tables.reference_tables import CORRECTIONS, MEMBERSHIPS, OBSERVED_DECISIONS, RULINGS
from cni_analytics.tables.shared_columns import BODIES, DAY, TEXT

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""What a municipality's id looks like; it becomes a folder's name, so nothing else is let through."""

_SHA256 = re.compile(r"[0-9a-f]{64}")
_DIGITS = re.compile(r"-?[0-9]{1,9}")
Row = dict[str, Any]


def _c(name: str, of: pa.DataType, description: str, *, nullable: bool = True, values: tuple[str, ...] = ()) -> Column:
    return Column(name, of, "reference", description, nullable, values)


CONVENTION_COLUMNS = (
    _c("municipality_id", TEXT, "The municipality whose body it is.", nullable=False),
    _c("body", TEXT, "The body.", nullable=False, values=BODIES),
    _c("convention", TEXT, "What the body does its own way.", nullable=False),
    _c("value", TEXT, "How.", nullable=False),
    _c("valid_from", DAY, "First session day it holds for; empty: from the first."),
    _c("valid_to", DAY, "Last session day it holds for; empty: still."),
    _c("evidence_document", TEXT, "The document that shows it.", nullable=False),
    _c("evidence_words", TEXT, "Its words.", nullable=False),
    _c("note", TEXT, "Anything else."),
)
ALIAS_COLUMNS = (
    _c("alias", TEXT, "A municipality's name as met on a page, in the genitive.", nullable=False),
    _c(
        "municipality_id", TEXT, "The municipality it can stand for; a name with two rows is ambiguous.", nullable=False
    ),
    _c("diavgeia_uid", TEXT, "Organisation on Diavgeia, where the municipality is not a member of the network."),
    _c("evidence_document", TEXT, "Where the name was met.", nullable=False),
    _c("evidence_words", TEXT, "Its words.", nullable=False),
    _c("note", TEXT, "Anything else."),
)
NETWORK_NAME_COLUMNS = (
    _c("name", TEXT, "A name of the network whose members network_members.csv lists.", nullable=False),
    _c("evidence_document", TEXT, "Where the name was met.", nullable=False),
    _c("evidence_words", TEXT, "Its words.", nullable=False),
)

TERM_COLUMNS = (
    _c("term", TEXT, "Name of the term: its first and last year.", nullable=False),
    _c("first_day", DAY, "First day in office.", nullable=False),
    _c("last_day", DAY, "Last day in office.", nullable=False),
    _c("law", TEXT, "The law the days follow from.", nullable=False),
    _c("note", TEXT, "Anything else."),
)
SUBJECT_COLUMNS = (
    _c("id", TEXT, "Short name of the row.", nullable=False),
    _c("class", TEXT, "What a subject with these words is about.", nullable=False),
    _c("pattern", TEXT, "Regular expression over folded text; a space stands for any white space.", nullable=False),
    _c("matches", TEXT, "Subjects it matches, separated by ` | `.", nullable=False),
    _c("matches_not", TEXT, "Subjects it does not match.", nullable=False),
    _c("source", TEXT, "Where such subjects were met."),
)

_RENAMED = {"source": "joined_source"}


def _csv_columns(table: Table, renamed: Mapping[str, str] | None = None) -> tuple[tuple[str, Column], ...]:
    # Columns the builder adds (document_id, status, source_row) are not in the file.
    return tuple(((renamed or {}).get(c.name, c.name), c) for c in table.columns if c.kind == "reference")


def memberships(path: Path | None = None) -> list[Row]:
    """The members of the network, one row each, as ``data/reference/network_members.csv`` has them.

    Raises
    ------
    InputError
        Naming the file, the row, the column, what was expected and what was found.
    """
    path = path or reference_file("network_members.csv")
    rows = read_table(path, _csv_columns(MEMBERSHIPS, _RENAMED))
    seen: dict[str, int] = {}
    for row in rows:
        _id(path, row)
        if row["joined_earliest"] > row["joined_latest"]:
            raise _bad(path, row["source_row"], "joined_latest", f"a day on or after {row['joined_earliest']}",
                       str(row["joined_latest"]))  # fmt: skip
        first = seen.setdefault(row["municipality_id"], row["source_row"])
        if first != row["source_row"]:
            raise _bad(path, row["source_row"], "municipality_id", "each municipality once",
                       f"{row['municipality_id']} again (first on line {first})")  # fmt: skip
    return rows


def observed_decisions(path: Path | None = None) -> list[Row]:
    """Figures of decisions whose documents are not shipped; raises ``InputError`` as ``memberships`` does."""
    path = path or reference_file("observed_decisions.csv")
    rows = read_table(path, _csv_columns(OBSERVED_DECISIONS))
    for row in rows:
        _id(path, row)
    return rows


def conventions(path: Path | None = None) -> list[Row]:
    """What bodies do their own way, dated, with the evidence; raises ``InputError`` as ``memberships`` does."""
    path = path or reference_file("conventions.csv")
    rows = read_table(path, tuple((c.name, c) for c in CONVENTION_COLUMNS))
    for row in rows:
        _id(path, row)
    return rows


def aliases(path: Path | None = None) -> list[Row]:
    """Names of municipalities as met on pages; raises ``InputError`` as ``memberships`` does."""
    path = path or reference_file("municipality_aliases.csv")
    rows = read_table(path, tuple((c.name, c) for c in ALIAS_COLUMNS))
    for row in rows:
        _id(path, row)
    return rows


def network_names(path: Path | None = None) -> list[Row]:
    """Names of the network; raises ``InputError`` as ``memberships`` does."""
    path = path or reference_file("network_names.csv")
    return read_table(path, tuple((c.name, c) for c in NETWORK_NAME_COLUMNS))


def terms(path: Path | None = None) -> list[Row]:
    """Terms of municipal authorities, in order; raises ``InputError`` as ``memberships`` does."""
    path = path or reference_file("terms.csv")
    rows = sorted(read_table(path, tuple((c.name, c) for c in TERM_COLUMNS)), key=lambda row: row["first_day"])
    for before, row in pairwise(rows):
        if row["first_day"] <= before["last_day"]:
            raise _bad(path, row["source_row"], "first_day", f"a day after {before['last_day']}",
                       str(row["first_day"]))  # fmt: skip
    for row in rows:
        if row["last_day"] < row["first_day"]:
            raise _bad(path, row["source_row"], "last_day", f"a day on or after {row['first_day']}",
                       str(row["last_day"]))  # fmt: skip
    return rows


def subjects(path: Path | None = None) -> list[Row]:
    """Classes of subjects, in the order they are tried; raises ``InputError`` as ``memberships`` does."""
    path = path or reference_file("subjects.csv")
    return read_table(path, tuple((c.name, c) for c in SUBJECT_COLUMNS))


def people(path: Path | None = None) -> list[Row]:
    """What somebody has decided about spellings of names; raises ``InputError`` as ``memberships`` does."""
    path = path or reference_file("people.csv")
    rows = read_table(path, _csv_columns(RULINGS))
    known = {row["term"] for row in terms()}
    for row in rows:
        _id(path, row)
        if row["term"] not in known:
            raise _bad(path, row["source_row"], "term", f"one of {', '.join(sorted(known))}", repr(row["term"]))
    return rows


def corrections(path: Path | None = None) -> list[Row]:
    """Corrections of what was read; raises ``InputError`` as ``memberships`` does."""
    path = path or reference_file("corrections.csv")
    rows = read_table(path, tuple((_CORRECTION_NAMES.get(n, n), c) for n, c in _csv_columns(CORRECTIONS)))
    for row in rows:
        if not _SHA256.fullmatch(row["document_id"]):
            raise _bad(path, row["source_row"], "document", "the sha256 of a document (64 hex digits)",
                       repr(row["document_id"]))  # fmt: skip
    return rows


_CORRECTION_NAMES = {"document_id": "document"}


def read_table(path: Path, columns: tuple[tuple[str, Column], ...]) -> list[Row]:
    """Read a CSV file into typed rows.

    Parameters
    ----------
    path
        UTF-8, a header line, then one record a row; empty cells are null.
    columns
        Name in the file and the column it is: type, whether it may be empty, its closed list of values.

    Returns
    -------
    list of dict
        In the order of the file, with ``source_row``: the line a row begins on.

    Raises
    ------
    InputError
        At the first cell that cannot be used.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise InputError(str(path), expected="a table of the project", found="nothing",
                         next_step="restore it from the repository, or set CNI_DATA to a data folder that has it"
                         ) from None  # fmt: skip
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), expected="a CSV file in UTF-8", found=str(error),
                         next_step="save it as CSV in UTF-8") from None  # fmt: skip
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    names = [name for name, _ in columns]
    rows: list[Row] = []
    try:
        header = next(reader, [])
        if header != names:
            raise _bad(path, 1, "header", ", ".join(names), ", ".join(header) or "an empty file")
        last = reader.line_num
        for cells in reader:
            line, last = last + 1, reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(names):
                raise _bad(path, line, "row", f"{len(names)} cells", f"{len(cells)}")
            row: Row = {c.name: _value(path, line, name, c, cell.strip())
                        for (name, c), cell in zip(columns, cells, strict=True)}  # fmt: skip
            rows.append(row | {"source_row": line})
    except csv.Error as error:
        raise _bad(path, reader.line_num, "row", "well-formed CSV", str(error)) from None
    return rows


def _value(path: Path, line: int, name: str, column: Column, cell: str) -> Any:
    if not cell:
        if not column.nullable:
            raise _bad(path, line, name, "a value", "an empty cell")
        return None
    if column.values and cell not in column.values:
        raise _bad(path, line, name, f"one of {', '.join(column.values)}", repr(cell))
    if pa.types.is_integer(column.type):
        if not _DIGITS.fullmatch(cell):
            raise _bad(path, line, name, "a whole number", repr(cell))
        return int(cell)
    if pa.types.is_floating(column.type):
        try:
            return float(cell)
        except ValueError:
            raise _bad(path, line, name, "a number with a decimal point", repr(cell)) from None
    if pa.types.is_date(column.type):
        try:
            return dt.date.fromisoformat(cell)
        except ValueError:
            raise _bad(path, line, name, "a day, YYYY-MM-DD", repr(cell)) from None
    return cell


def _id(path: Path, row: Row) -> None:
    if not ID.fullmatch(row["municipality_id"]):
        raise _bad(path, row["source_row"], "municipality_id", "lower-case Latin letters, digits and single hyphens",
                   repr(row["municipality_id"]))  # fmt: skip


def _bad(path: Path, line: int, column: str, expected: str, found: str) -> InputError:
    return InputError(f"{path}, line {line}, column {column}", expected=expected, found=found,
                      next_step="correct that cell")  # fmt: skip
