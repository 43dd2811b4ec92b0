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

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def export_csv(corpus: Corpus, folder: Path) -> Path:
    """Write every table as CSV, with a Frictionless ``datapackage.json``, and ``popolo.json`` beside them.

    Text that a spreadsheet would take for a formula gets an apostrophe before it.

    Parameters
    ----------
    corpus
        An open corpus.
    folder
        Where to; replaced as a whole where it was written by this function before, or does not exist.

    Returns
    -------
    Path
        The ``datapackage.json``.
    """
    if folder.exists() and not (folder / PACKAGE).is_file() and any(folder.iterdir()):
        raise FileExistsError(f"{folder}: expected a folder that is empty or an earlier export")
    scratch = atomic.scratch_folder(folder)
    for name in corpus.tables:
        handle = corpus.table(name)
        columns = [c.name for c in handle.schema.columns]
        with (scratch / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(columns)
            for batch in handle.dataset().to_batches(columns=columns):
                for row in batch.to_pylist():
                    out.writerow([cell(row[c]) for c in columns])
    write_popolo(corpus, scratch / FILE)
    atomic.write_text(scratch / PACKAGE, package_text())
    atomic.publish_folder(scratch, folder)
    return folder / PACKAGE


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
