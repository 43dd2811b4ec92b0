"""Observed decisions: a share for each that prints one, apart from every rate, the others counted by reason."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from cni_analytics.errors import InputError
from cni_analytics.metrics.intervals import wilson
from cni_analytics.metrics.observed import observed_outcomes, observed_rates
from tests.metrics.frames_of import table

SHIPPED = pd.read_csv(Path(__file__).parents[2] / "data" / "reference" / "observed_decisions.csv")
SEEN = {"municipality_id": "aetochori", "body": "municipal_council", "source": "seen on a page", "source_row": 2}
ROWS = [
    SEEN | {"seats": 35, "present": 25, "stated_outcome": "unanimous", "document_id": "d000"},
    SEEN | {"seats": 41, "present": 30, "stated_outcome": "majority", "session_date": "2014-02-26"},
    SEEN | {"seats": 41, "present": 41, "session_date": "2012-12-19"},
    SEEN | {"seats": 41},
    SEEN | {"present": 20},
    SEEN | {"seats": 20, "present": 41},
]


def _observed(rows: list[dict[str, object]]) -> pd.DataFrame:
    return table("observed_decisions", [{"document_id": None, **row} for row in rows])


def test_each_share_has_its_seats_and_the_others_a_reason() -> None:
    found = observed_rates(_observed(ROWS))
    assert found[["session_date", "present", "n", "basis"]].to_numpy().tolist() == [
        ["2012-12-19", 41, 41, "stated"], ["2014-02-26", 30, 41, "stated"],
    ]  # fmt: skip
    assert found["rate"].tolist() == [1, pytest.approx(30 / 41)]
    assert found.loc[1, ["ci_low", "ci_high"]].tolist() == [float(x) for x in wilson(30, 41)]
    assert found["coverage"].tolist() == [2 / 5, 2 / 5]
    assert found.attrs["left_out"] == {
        "observed: its document is in the corpus": 1,
        "observed: no seats or no count of those present": 2,
        "observed: more present than seats": 1,
    }


def test_outcomes_are_no_rate() -> None:
    found = observed_outcomes(_observed(ROWS))
    assert found["stated_outcome"].tolist() == ["majority"]
    assert "rate" not in found
    assert found.attrs["left_out"] == {"observed: its document is in the corpus": 1, "observed: no outcome": 4}


def test_nothing_seen() -> None:
    for make in (observed_rates, observed_outcomes):
        assert make(_observed([])).empty
        with pytest.raises(InputError, match="source"):
            make(_observed(ROWS).drop(columns="source"))


def test_shipped_rows_are_all_placed() -> None:
    shares, outcomes = observed_rates(SHIPPED), observed_outcomes(SHIPPED)
    assert len(shares) + sum(shares.attrs["left_out"].values()) == len(SHIPPED)
    assert len(outcomes) + sum(outcomes.attrs["left_out"].values()) == len(SHIPPED)
    assert shares["rate"].between(0, 1).all()
