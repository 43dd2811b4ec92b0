"""The corpus as CSV files with their ``datapackage.json``, and as Popolo, for whoever reads no Parquet."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cni_analytics import atomic
from cni_analytics.tables.dictionary import PACKAGE, package_text
from cni_analytics.tables.popolo import FILE, write_popolo

if TYPE_CHECKING:
    from cni_analytics.tables.corpus import Corpus

_OF_PEOPLE = ("people", "spellings")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def export_csv(corpus: Corpus, folder: Path, *, with_text: bool = False) -> Path:
    """Write every table as CSV, with a Frictionless ``datapackage.json``, and ``popolo.json`` beside them.

    Names of private persons stay in the corpus: columns with words of the documents are left out, and so are the
    names of people whom no roll call lists, and their rows of ``people`` and ``spellings``.

    Text that a spreadsheet would take for a formula gets an apostrophe before it.

    Parameters
    ----------
    corpus
        An open corpus.
    folder
        Where to; replaced as a whole where it was written by this function before, or does not exist.
    with_text
        Whether to write all of that as well, for whoever may have it.

    Returns
    -------
    Path
        The ``datapackage.json``.
    """
    if folder.exists() and not (folder / PACKAGE).is_file() and any(folder.iterdir()):
        raise FileExistsError(f"{folder}: expected a folder that is empty or an earlier export")
    scratch = atomic.scratch_folder(folder)
    members = _Members(corpus)
    for name in corpus.tables:
        handle = corpus.table(name)
        table = handle.schema
        columns = [c.name for c in table.columns if with_text or c.holds != "text"]
        with (scratch / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(columns)
            for batch in handle.dataset().to_batches(columns=columns):
                for row in batch.to_pylist():
                    if with_text or members.let_out(name, row):
                        out.writerow([cell(row[c]) for c in columns])
    write_popolo(corpus, scratch / FILE)
    atomic.write_text(scratch / PACKAGE, package_text(with_text=with_text))
    atomic.publish_folder(scratch, folder)
    return folder / PACKAGE


class _Members:
    """Whom a roll call lists: the people who are named outside the corpus."""

    def __init__(self, corpus: Corpus) -> None:
        listed = corpus.sql("select distinct person_id, name from attendance where person_id is not null")
        self._ids, self._spellings = set(listed["person_id"]), set(listed["name"])

    def let_out(self, table: str, row: dict[str, Any]) -> bool:
        """Take the names of others out of a row; whether the row may leave the corpus."""
        listed = row.get("person_id") in self._ids
        for column in ("fits", "resembles"):
            if column in row:
                row[column] = [other for other in row[column] if other in self._ids or other in self._spellings]
        if table in _OF_PEOPLE:
            return listed
        if table != "attendance" and "person_id" in row and not listed:
            row["person_id"] = row["name"] = None
        return True


def cell(value: Any) -> str:
    """One value as a CSV cell: null is empty, never a formula, lists as JSON.

    >>> cell("=1+1")
    "'=1+1"
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return str(value)
