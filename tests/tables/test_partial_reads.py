"""What is not asked for is not read: files of other municipalities and years, and the other columns of a file."""

from __future__ import annotations

import re

import pandas as pd
import pyarrow.parquet as pq
import pytest
from invented_records import place, record

from cni_analytics.tables.schemas import TABLES

PLACES = {"Σερρών": "serres", "Κατερίνης": "katerini", "Φανταστικής": "fantastikis"}


@pytest.fixture
def corpus(workshop):
    """Two decisions of each of three municipalities in each of two years."""
    n = 0
    for name in PLACES:
        for year in (2023, 2024):
            for _ in range(2):
                n += 1
                place(workshop.raw, f"{n}.txt", record(n, municipality=name, decision={"number": n, "year": year},
                                                       session__date=f"{year}-05-06"))  # fmt: skip
    workshop.build()
    return workshop.corpus()


def files(corpus, table):
    found = {}
    for path in (corpus.path / table).rglob("*.parquet"):
        _, municipality, year, _ = path.relative_to(corpus.path).parts
        found[municipality.split("=")[1], int(year.split("=")[1])] = path
    assert len(found) == 6
    return found


FILTERS = {
    "a municipality": ([("municipality_id", "==", "serres")], lambda m, _: m == "serres"),
    "some": ([("municipality_id", "in", ["serres", "katerini"])], lambda m, _: m in ("serres", "katerini")),
    "a year": ([("year", "==", 2023)], lambda _, y: y == 2023),
    "years": ([("year", ">=", 2024), ("year", "<", 2026)], lambda _, y: y == 2024),
    "both": ([("year", "==", 2024), ("municipality_id", "==", "katerini")], lambda m, y: (m, y) == ("katerini", 2024)),
    "all but": ([("municipality_id", "!=", "serres")], lambda m, _: m != "serres"),
}


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("table", ["decisions", "attendance"])
def test_files_of_other_municipalities_and_years_are_not_opened(corpus, table, name):
    filters, wanted = FILTERS[name]
    whole = corpus.table(table).read()
    expected = whole[[wanted(m, y) for m, y in zip(whole["municipality_id"], whole["year"], strict=True)]]
    for (municipality, year), path in files(corpus, table).items():
        if not wanted(municipality, year):
            path.write_bytes(b"not to be read")
    found = corpus.table(table).read(filters=filters)
    pd.testing.assert_frame_equal(found, expected.reset_index(drop=True))
    assert 0 < len(found) < len(whole)


def test_other_columns_of_a_file_are_not_read(corpus):
    expected = corpus.table("decisions").read(columns=["decision_number", "year"])
    for path in files(corpus, "decisions").values():
        data, group = bytearray(path.read_bytes()), pq.read_metadata(path).row_group(0)
        for column in map(group.column, range(group.num_columns)):
            if column.path_in_schema != "decision_number":
                begin = min(filter(None, (column.dictionary_page_offset, column.data_page_offset)))
                data[begin : begin + column.total_compressed_size] = bytes(column.total_compressed_size)
        path.write_bytes(data)
    found = corpus.table("decisions").read(columns=["decision_number", "year"])
    pd.testing.assert_frame_equal(found, expected)
    with pytest.raises(OSError):  # the damage is real
        corpus.table("decisions").read(columns=["subject"])


@pytest.mark.parametrize(
    ("where", "count"),
    [
        ("municipality_id = 'serres'", 2),
        ("year = 2024", 3),
        ("year >= 2024 and municipality_id in ('serres', 'katerini')", 2),
        ("year = 2023 and municipality_id = 'fantastikis'", 1),
    ],
)
def test_sql_opens_only_the_files_it_asks_for(corpus, where, count):
    plan = corpus.sql(f"explain analyze select subject from decisions where {where}").iloc[0, 1]
    assert int(re.search(r"Total Files Read: (\d+)", plan)[1]) == count
    assert re.search(r"Projections: (.*?) *│", plan)[1] == "subject"


def test_sql_hands_filters_through_joins_and_views(corpus):
    plan = corpus.sql(
        "explain analyze select a.name, count(*) from attendance a"
        " join decisions d using (document_id, municipality_id) where a.municipality_id = 'serres' group by all"
    ).iloc[0, 1]
    assert [int(n) for n in re.findall(r"Total Files Read: (\d+)", plan)] == [2, 2]


def test_only_the_table_that_is_asked_for_is_read(corpus):
    for name in set(TABLES) - {"decisions"}:
        for path in (corpus.path / name).rglob("*.parquet"):
            path.write_bytes(b"not to be read")
    assert len(corpus.decisions) == 12
