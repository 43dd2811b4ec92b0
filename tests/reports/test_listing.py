"""Tables of the reports speak the reader's language and escape what documents say."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from pathlib import Path

import pandas as pd
import pytest

from cni_analytics.errors import UsageError
from cni_analytics.reports.listing import Listing

ROOT = Path(__file__).resolve().parents[2]
HEADINGS = tomllib.loads((ROOT / "cni_analytics" / "reports" / "headings.toml").read_text("utf-8"))
STRINGS = tomllib.loads((ROOT / "cni_analytics" / "reports" / "strings.toml").read_text("utf-8"))


def html(frame, *columns, language="el"):
    return Listing(frame, columns, language, {"serres": "Σερρών"}.__getitem__)._repr_html_()


def test_every_heading_and_wording_is_there_in_both_languages():
    for group in (*HEADINGS.values(), STRINGS):
        for key, both in group.items():
            assert set(both) == {"el", "en"}, key
            assert all(both.values()), key


def listed_columns() -> set[str]:
    """Every column that a notebook names in ``book.listing(frame, "column", …)``."""
    found = set()
    for notebook in (ROOT / "notebooks").glob("*.ipynb"):
        for cell in json.loads(notebook.read_text("utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                for node in ast.walk(ast.parse("".join(cell["source"]))):
                    if isinstance(node, ast.Call) and ast.unparse(node.func) == "book.listing":
                        found |= {a.value for a in node.args if isinstance(a, ast.Constant)}
    return found


def test_exactly_the_columns_that_notebooks_list_have_headings():
    assert listed_columns() == set(HEADINGS["columns"])


def test_numbers_days_and_names_in_greek_and_english():
    row = {"municipality_id": "serres", "rate": 0.62857, "n": 1234, "decision_year": 2024}
    frame = pd.DataFrame([row | {"session_date": pd.Timestamp("2024-06-26"), "severity": "warning", "coverage": None}])
    columns = ("municipality_id", "rate", "n", "decision_year", "session_date", "severity", "coverage")
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", html(frame, *columns))
    assert cells == ["Σερρών", "62,9%", "1.234", "2024", "26\u00a0Ιουνίου\u00a02024", "προειδοποίηση", "–"]
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", html(frame, *columns, language="en"))
    assert cells[1:] == ["62.9%", "1,234", "2024", "26\u00a0June\u00a02024", "warning", "–"]


def test_text_of_documents_is_escaped():
    frame = pd.DataFrame({"value": ["<script>alert(1)</script> & \u202e"]})
    assert "<script" not in html(frame, "value")
    assert "\u202e" not in html(frame, "value")


def test_an_empty_table_says_so():
    assert "Καμία εγγραφή" in html(pd.DataFrame({"n": []}), "n")


def test_a_column_without_heading_is_refused():
    with pytest.raises(UsageError, match="column nameless"):
        html(pd.DataFrame({"nameless": [1]}), "nameless")


def test_a_heading_stands_on_the_side_of_its_numbers():
    frame = pd.DataFrame({"severity": ["warning", float("nan")], "n": [1, 2]})
    heads = dict.fromkeys(re.findall(r"<th [^>]*>", html(frame, "severity", "n")))
    assert list(heads) == ['<th scope="col">', '<th scope="col" class="num">']
