"""Opening a large corpus and computing attendance by municipality and year, beside plain pandas over CSV.

    python benchmarks/corpus.py [--municipalities 100] [--years 10] [--decisions 200] [--members 35]

The corpus (200,000 decisions and 7,000,000 rows of attendance, where nothing is given) is written straight to Parquet
in the corpus's own schema, and the rows again as CSV; both are made up. Each side runs in a process of its own: its
imports are left out of the time and are part of its peak memory.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from measure import alone

ATTENDANCE = "attendance"


def written(folder: str, municipalities: int, years: int, decisions: int, members: int) -> dict[str, int]:
    """Write a corpus and ``attendance.csv`` beside it; how many rows each table has."""
    import pyarrow as pa
    import pyarrow.csv
    import pyarrow.parquet as pq

    from cni_analytics.tables.manifest import basis_of
    from cni_analytics.tables.schemas import TABLES
    from cni_analytics.tables.writer import FILE, partition_path

    root = Path(folder) / "corpus"
    random = np.random.default_rng(7)
    counts = {"decisions": decisions, ATTENDANCE: decisions * members}
    csv = None
    for m in range(municipalities):
        for year in range(2025 - years, 2025):
            documents = [f"{m:04x}{year}{k:056x}" for k in range(decisions)]
            for name, rows in counts.items():
                each = rows // decisions
                made = _columns(TABLES[name], documents, each, random)
                path = root / name / partition_path((f"made-{m:03}", year)) / FILE
                path.parent.mkdir(parents=True)
                pq.write_table(made, path, compression="zstd")
            made = made.append_column("municipality_id", pa.array([f"made-{m:03}"] * len(made)))
            made = made.append_column("year", pa.array([year] * len(made)))
            csv = csv or pyarrow.csv.CSVWriter(Path(folder) / "attendance.csv", made.schema)
            csv.write_table(made)
    csv.close()
    partitions = municipalities * years
    manifest = basis_of((), "benchmark")
    manifest.rows.update({name: rows * partitions for name, rows in counts.items()})
    manifest.write(root)
    return manifest.rows


def _columns(table: Any, documents: list[str], each: int, random: np.random.Generator) -> Any:
    """Made-up rows of a table, ``each`` for every document."""
    import pyarrow as pa

    ids = np.repeat(documents, each)
    count = len(ids)
    present = np.where(random.random(count) < 0.83, "present", "absent")
    known: dict[str, Any] = {
        "document_id": ids,
        "ordinal": np.tile(np.arange(each), len(documents)),
        "name": np.tile([f"Μέλος {k}" for k in range(each)], len(documents)),
        "person_id": np.tile([f"person-{k}" for k in range(each)], len(documents)),
        "status_roll_call": present,
        "status_at_item": np.where(random.random(count) < 0.05, None, present),
        "settled": np.ones(count, bool),
    }
    arrays = []
    for field in table.stored_schema:
        column = table[field.name]
        if field.name in known:
            arrays.append(pa.array(known[field.name], field.type))
        elif field.nullable:
            arrays.append(pa.nulls(count, field.type))
        else:
            value = column.values[0] if column.values else "" if pa.types.is_string(field.type) else 0
            arrays.append(pa.array(np.full(count, value)).cast(field.type))
    return pa.Table.from_arrays(arrays, schema=table.stored_schema)


def ours(folder: str) -> list[list[Any]]:
    """Attendance at the item by municipality and year, through ``open_corpus``."""
    import cni_analytics as cni

    corpus = cni.open_corpus(Path(folder) / "corpus")
    rates = corpus.sql(
        "select municipality_id, year, count(*) filter (where status_at_item = 'present') as present,"
        " count(status_at_item) as known from attendance group by all order by all"
    )
    return rates.assign(rate=rates["present"] / rates["known"]).head(3).to_numpy().tolist()


def pandas(folder: str) -> list[list[Any]]:
    """The same with plain pandas over the CSV, of which it reads the three columns it needs."""
    import pandas as pd

    rows = pd.read_csv(Path(folder) / "attendance.csv", usecols=["municipality_id", "year", "status_at_item"])
    rows["present"] = rows["status_at_item"].eq("present")
    rows["known"] = rows["status_at_item"].notna()
    rates = rows.groupby(["municipality_id", "year"])[["present", "known"]].sum().reset_index()
    return rates.assign(rate=rates["present"] / rates["known"]).head(3).to_numpy().tolist()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("municipalities", 100), ("years", 10), ("decisions", 200), ("members", 35)):
        help_ = "of each municipality and year" if name == "decisions" else None
        parser.add_argument(f"--{name}", type=int, default=default, help=help_)
    parser.add_argument("--rounds", type=int, default=3)
    a = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = alone(written, folder, a.municipalities, a.years, a.decisions, a.members)
        print(f"{made['found']}; Parquet {_megabytes(folder, '*.parquet')} MB, CSV {_megabytes(folder, '*.csv')} MB")
        print(f"{'':16}{'seconds':>9}{'CPU s':>8}{'peak MB':>9}")
        answers = []
        for _ in range(a.rounds):
            for name, call in (("open_corpus", ours), ("pandas over CSV", pandas)):
                run = alone(call, folder, imports=("duckdb", "pandas", "cni_analytics.tables.corpus"))
                answers.append(run["found"])
                print(f"{name:16}{run['wall']:9.2f}{run['cpu']:8.2f}{run['peak_mb']:9.0f}")
        if any(answer != answers[0] for answer in answers):
            raise SystemExit("the two do not agree")


def _megabytes(folder: str, pattern: str) -> int:
    return round(sum(path.stat().st_size for path in Path(folder).rglob(pattern)) / 2**20)


if __name__ == "__main__":
    main()
