"""The data dictionary and the Frictionless data package, both made from the schemas.

``python -m cni_analytics.tables.dictionary docs`` writes both into a folder.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa

from cni_analytics import atomic
from cni_analytics.tables.columns import PARTITION, Column, Table
from cni_analytics.tables.schemas import TABLES

DICTIONARY = "data-dictionary.md"
PACKAGE = "datapackage.json"

_INTRODUCTION = """# Data dictionary

<!-- Made from the schemas by `python -m cni_analytics.tables.dictionary docs`; a test holds it to them. -->

The tables of the corpus (`data/corpus/`, Parquet, one folder a table), as `cni_analytics.open_corpus()` gives them.

- **stated**: printed on the page. **derived**: follows from what is stated, by a rule. **reference**: from a sourced
  table under `data/reference/`. **provenance**: which document, file or reader a row comes from.
- A missing value is null: not stated, not known, not applicable. It is never zero, never an empty text.
- *words* says where the words behind a column stand: rows of `evidence` with the same `document_id` and that `fact`;
  without an entry, the row's own `fact`. `corpus.evidence_for(document_id, fact)` finds them.
- `cni export` leaves out columns with words of the documents, which can name private persons, and the names of people
  whom no roll call lists; with `--with-text` it writes them.
- Tables marked *partitioned* are split by `municipality_id` and `year` (Hive style); asking for one municipality or
  one year opens only its files.
"""

_TYPES = {
    pa.string(): ("text", "string"),
    pa.int32(): ("whole number", "integer"),
    pa.int64(): ("whole number", "integer"),
    pa.float64(): ("number", "number"),
    pa.bool_(): ("true/false", "boolean"),
    pa.date32(): ("day", "date"),
    pa.list_(pa.string()): ("list of texts", "array"),
}


def dictionary() -> str:
    """The data dictionary, as Markdown."""
    parts = [_INTRODUCTION]
    parts += ["| table | a row is |\n|---|---|"]
    parts[-1] += "".join(f"\n| [`{t.name}`](#{t.name}) | {_cell(t.description)} |" for t in TABLES.values())
    for table in TABLES.values():
        stored = f"Partitioned by {' and '.join(f'`{n}`' for n in PARTITION)}. " if table.partitioned else ""
        lines = [
            f"\n## {table.name}\n",
            f"{table.description}\n",
            f"{stored}Key: {', '.join(f'`{name}`' for name in table.key)}.\n",
            "| column | type | kind | null | meaning | words |\n|---|---|---|---|---|---|",
            *(_line(column) for column in table.columns),
        ]
        parts.append("\n".join(lines))
    return "\n".join(parts) + "\n"


def _line(column: Column) -> str:
    held = " Words of the document, which can name private persons." if column.holds == "text" else ""
    values = f" One of {', '.join(f'`{v}`' for v in column.values)}." if column.values else ""
    words = f"`{column.fact}`" if column.fact else ""
    null = "yes" if column.nullable else "no"
    meaning = _cell(column.description + values + held)
    return f"| `{column.name}` | {_TYPES[column.type][0]} | {column.kind} | {null} | {meaning} | {words} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def datapackage(*, with_text: bool = True) -> dict[str, Any]:
    """The Frictionless descriptor of the corpus as CSV files, one a table (``Corpus.export`` writes them).

    Parameters
    ----------
    with_text
        Whether columns with words of the documents are among them.

    References
    ----------
    Data Package 1.0, https://specs.frictionlessdata.io/data-package/
    """
    return {
        "profile": "tabular-data-package",
        "name": "cni-analytics-corpus",
        "title": "Decisions of Greek municipal councils",
        "description": "Facts read from the decisions' own documents, with the words behind every fact.",
        "resources": [_resource(table, with_text=with_text) for table in TABLES.values()],
    }


def _resource(table: Table, *, with_text: bool) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name.replace("_", "-"),
        "path": f"{table.name}.csv",
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(c, with_text=with_text) for c in table.columns if with_text or c.holds != "text"],
            "missingValues": [""],
            "primaryKey": list(table.key),
        },
    }


def _field(column: Column, *, with_text: bool) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES[column.type][1],
        "description": column.description,
        "kind": column.kind,
    }
    if column.fact:
        field["fact"] = column.fact
    constraints: dict[str, Any] = {}
    if not with_text and column.holds == "name":
        field["description"] += " Empty for somebody whom no roll call lists."
    elif not column.nullable:
        constraints["required"] = True
    if column.values:
        constraints["enum"] = list(column.values)
    return field | ({"constraints": constraints} if constraints else {})


def package_text(*, with_text: bool = True) -> str:
    """``datapackage.json`` as text."""
    return json.dumps(datapackage(with_text=with_text), ensure_ascii=False, indent=2) + "\n"


def write(folder: Path) -> tuple[Path, Path]:
    """Write ``data-dictionary.md`` and ``datapackage.json`` into a folder."""
    atomic.write_text(folder / DICTIONARY, dictionary())
    atomic.write_text(folder / PACKAGE, package_text())
    return folder / DICTIONARY, folder / PACKAGE


if __name__ == "__main__":
    write(Path(sys.argv[1]))
