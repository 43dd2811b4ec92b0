"""Labels moved apart stay in order, apart and inside."""

from __future__ import annotations

import datetime as dt
import itertools

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cni_analytics.figures.language import Language
from cni_analytics.figures.marks import day, spread
from cni_analytics.figures.names import fold, municipality_names, name_of


@given(st.lists(st.floats(0, 100), min_size=1, max_size=20), st.floats(0.1, 5))
def test_spread(positions, least):
    placed = spread(positions, least, 0.0, 100.0)
    assert len(placed) == len(positions)
    assert all(-1e-9 <= value <= 100 + 1e-9 for value in placed)
    order = sorted(range(len(positions)), key=lambda i: positions[i])
    gaps = [placed[b] - placed[a] for a, b in itertools.pairwise(order)]
    assert all(gap >= least - 1e-9 for gap in gaps)


def test_labels_that_have_room_stay_where_they_belong():
    assert spread([10.0, 50.0, 20.0], 5.0, 0.0, 100.0) == [10.0, 50.0, 20.0]


def test_labels_without_room_share_it():
    assert spread([1.0, 1.0, 1.0], 10.0, 0.0, 4.0) == [0.0, 2.0, 4.0]


@pytest.mark.parametrize("value", ["2024-06-26", dt.date(2024, 6, 26), pd.Timestamp("2024-06-26 20:00")])
def test_a_day_is_a_day_however_it_is_kept(value):
    assert day(value) == dt.date(2024, 6, 26)


@pytest.mark.parametrize("value", [None, pd.NaT, pd.NA, float("nan")])
def test_no_day_is_none(value):
    assert day(value) is None


def test_names():
    frame = pd.DataFrame({"municipality_id": ["a", "b"], "name_el": ["Άνω", None], "name_en": ["Ano", "B"]})
    greek = Language("el")
    known = municipality_names(frame, greek)
    assert name_of("a", known, greek) == "Άνω"
    assert name_of("b", known, greek) == "b"
    assert name_of(None, known, greek) == greek.say("municipality.unknown")
    assert municipality_names(None, greek) == {}
    assert sorted(["Ώρα", "Άνω", "Ανα"], key=fold) == ["Ανα", "Άνω", "Ώρα"]
