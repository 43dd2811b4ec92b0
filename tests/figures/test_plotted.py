"""CSV cells: Greek intact, the same everywhere, and none that runs."""

from __future__ import annotations

import csv
import datetime as dt
import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cni_analytics.errors import InputError
from cni_analytics.figures import Figure
from cni_analytics.figures.plotted import FORMULA_STARTS, cell, csv_bytes


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (pd.NA, ""),
        (pd.NaT, ""),
        (float("nan"), ""),
        (True, "true"),
        (np.bool_(False), "false"),
        (np.int64(1200), "1200"),
        (-3, "-3"),
        (0.1 + 0.2, "0.3"),
        (-0.0, "0"),
        (np.float64(2 / 3), "0.6666666667"),
        (pd.Timestamp("2024-06-26"), "2024-06-26"),
        (pd.Timestamp("2024-06-26 20:00"), "2024-06-26T20:00:00"),
        (dt.date(2018, 1, 4), "2018-01-04"),
        ("Σερρών", "Σερρών"),
        (["Α", "Β"], "Α | Β"),
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        (" -2+3", "' -2+3"),
        ("＝1", "'＝1"),
        (["@x"], "'@x"),
    ],
)
def test_cells(value, text):
    assert cell(value) == text


@given(st.text())
def test_no_text_starts_a_formula_and_all_of_it_comes_back(text):
    rows = pd.DataFrame({"a": pd.Series([text], dtype=object), "b": [1]})
    content = csv_bytes(rows).decode("utf-8-sig")
    (read,) = list(csv.reader(io.StringIO(content, newline="")))[1:]
    assert not read[0].startswith(FORMULA_STARTS)
    assert read[0] in {text, f"'{text}"}
    assert read[1] == "1"


def test_a_figure_is_never_a_path_out_of_its_folder():
    for name in ("../x", "a/b", "A", "", "a_b", "a-"):
        with pytest.raises(InputError, match="lower-case words"):
            Figure(id=name, language="el", title="", alt="", rows=pd.DataFrame(), made={}, drawing=None)  # type: ignore[arg-type]
