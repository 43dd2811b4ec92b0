from __future__ import annotations

import pandas as pd
import pytest
from invented_records import place, record

from cni_analytics.errors import UsageError
from cni_analytics.tables.schemas import TABLES


@pytest.fixture
def corpus(workshop):
    place(workshop.raw, "serres/1.txt", record(1, municipality="Σερρών", subject="<script>alert(1)</script>"))
    place(workshop.raw, "b/2.txt", record(2, session__date="2023-05-06", decision={"number": 2, "year": 2023}))
    place(workshop.raw, "b/3.txt", record(3, municipality=None, session__date=None, decision=None))
    workshop.build()
    return workshop.corpus()


def test_every_table_is_an_attribute_that_completes(corpus):
    assert set(TABLES) <= set(dir(corpus))
    assert {"sql", "describe", "tables", "evidence_for"} <= set(dir(corpus))
    for name in corpus:
        assert isinstance(getattr(corpus, name), pd.DataFrame)
        assert list(corpus[name].columns) == [c.name for c in TABLES[name].columns]
    with pytest.raises(AttributeError, match="has no table 'decison'; it has documents"):
        _ = corpus.decison
    with pytest.raises(UsageError, match="expected one of documents"):
        corpus["decison"]


def test_sql_and_frames_say_the_same(corpus):
    for name in corpus.tables:
        asked = corpus.sql(f'select * from "{name}"')
        pd.testing.assert_frame_equal(
            asked.sort_values(list(TABLES[name].key), ignore_index=True),
            corpus[name].sort_values(list(TABLES[name].key), ignore_index=True),
            check_dtype=True,
        )
    assert len(corpus.sql("select * from legal_references")) == 3


def test_missing_is_missing_in_both(corpus):
    row = corpus.decisions.query("decision_number.isna()").iloc[0]
    assert row.isna()[["municipality_id", "year", "session_date", "decision_number", "session_id"]].all()
    assert (
        corpus.sql("select count(*) n from decisions where municipality_id is null and year is null")["n"].item() == 1
    )


def test_columns_and_filters_read_only_a_part(corpus):
    table = corpus.table("decisions")
    only = table.read(columns=["decision_number", "municipality_id"], filters=[("year", "==", 2023)])
    assert only.to_dict("list") == {"decision_number": [2], "municipality_id": ["fantastikis"]}
    assert len(table.read(filters=[("municipality_id", "in", ["serres", "fantastikis"]), ("year", ">=", 2024)])) == 1
    assert len(table.read(filters=[("municipality_id", "==", None)])) == 1
    assert len(table.read(filters=[("municipality_id", "!=", None)])) == 2
    with pytest.raises(UsageError, match="expected one of document_id"):
        table.read(columns=["nothing"])
    with pytest.raises(UsageError, match="expected one of =="):
        table.read(filters=[("year", "~", 1)])


def test_a_frame_can_be_changed_without_changing_the_corpus(corpus):
    mine = corpus.decisions
    mine["seats"] = 0
    assert corpus.decisions["seats"].to_list() == [5, 5, 5]


def test_queries_take_values_apart_from_sql(corpus):
    found = corpus.sql("select count(*) n from decisions where municipality_id = $m", {"m": "serres' or 'a'='a"})
    assert found["n"].item() == 0


@pytest.mark.parametrize("query", ["selec 1", "select * from nowhere", "select 1; drop table x"])
def test_a_bad_query_is_one_line_that_says_what_to_do(corpus, query):
    with pytest.raises(UsageError) as error:
        corpus.sql(query)
    assert "\n" not in str(error.value)


def test_words_behind_a_fact(corpus):
    row = corpus.decisions.iloc[0]
    assert corpus.evidence_for(row["document_id"], "roll_call.seats")["text"].to_list() == ["5"]
    member = corpus.attendance.iloc[0]
    assert corpus.evidence_for(member["document_id"], member["fact"])["text"].to_list() == [member["name"]]
    assert corpus.evidence_for(row["document_id"], "movements[0].item.number")["text"].to_list() == ["αποχώρησε"]
    assert corpus.evidence_for(row["document_id"], "roll_call")["fact"].str.startswith("roll_call.").all()
    assert corpus.evidence_for(row["document_id"], "mayor").empty
    finding = corpus.findings.iloc[0]
    assert corpus.evidence_for(finding["document_id"], finding["fact"])["text"].to_list() == ["ΔΕ"]


def test_descriptions_and_display(corpus):
    described = corpus.describe("attendance")
    assert described.loc["status_at_item", "kind"] == "derived"
    assert "Never count null as absent" in described.loc["status_at_item", "description"]
    assert "<script>" not in corpus._repr_html_()
    assert "attendance" in corpus._repr_html_()
    assert repr(corpus) == f"<Corpus {corpus.path}: 3 documents, 3 decisions>"
    assert repr(corpus.table("people")) == f"<table people: {len(corpus.people)} rows>"


@pytest.mark.parametrize("name", ["it's", "a [b] *c?", "ελληνικά", "per%20cent=1"])
def test_a_corpus_may_lie_anywhere(workshop, name):
    workshop.corpus_folder = workshop.root / name / "corpus"
    place(workshop.raw, "serres/1.txt", record(1))
    workshop.build()
    corpus = workshop.corpus()
    assert len(corpus.decisions) == len(corpus.sql("select * from decisions")) == 1
