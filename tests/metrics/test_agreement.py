"""Dissent and agreement on contested decisions, and an order in which blocs stand together."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cni_analytics.metrics.agreement import contested_votes, member_dissent, pairwise_agreement
from cni_analytics.metrics.blocs import agreement_matrix, agreement_order
from cni_analytics.metrics.intervals import clustered_rate
from tests.metrics.frames_of import table
from tests.metrics.published_data import COHEN

Council = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]


def _council(ballots: list[dict[str, str | None]], people: str | None = None, **decision: Any) -> Council:
    """Votes, attendance and decisions: one contested decision a ballot, everybody present."""
    names = people or "".join(sorted({p for ballot in ballots for p in ballot}))
    decisions = [{"document_id": f"d{i:02d}", "unanimity": "contested", **decision} for i in range(len(ballots))]
    seats = [
        {"document_id": f"d{i:02d}", "person_id": p, "name": p.upper(), "status_at_item": "present"}
        for i in range(len(ballots))
        for p in names
    ]
    cast = [
        {"document_id": f"d{i:02d}", "person_id": p, "name": p.upper(), "vote": vote}
        for i, ballot in enumerate(ballots)
        for p, vote in ballot.items()
        if vote
    ]
    return table("votes", cast), table("attendance", seats), table("decisions", decisions)


def _pair(frame: pd.DataFrame, a: str, b: str) -> pd.Series:
    return frame.set_index(["a", "b"]).loc[(a, b)]


def test_agreement_counts_stances_of_both() -> None:
    ballots: list[dict[str, str | None]] = [
        {"a": "for", "b": "for", "c": "against"},
        {"a": "for", "b": "against", "c": "against"},
        {"a": "blank", "b": "abstain", "c": None},
        {"a": "for", "b": "for", "c": "against"},
    ]
    pairs = pairwise_agreement(*_council(ballots), minimum=1)
    assert _pair(pairs, "a", "b")[["agree", "n", "shared", "contested"]].tolist() == [3, 4, 4, 4]
    assert _pair(pairs, "a", "c")[["range_low", "range_high"]].tolist() == [0, 0.25]
    assert _pair(pairs, "a", "c")[["agree", "n", "coverage"]].tolist() == [0, 3, 0.75]
    assert _pair(pairs, "b", "c")["rate"] == pytest.approx(1 / 3)


def test_the_observed_agreement_of_a_published_table() -> None:
    """Cohen (1960): two judges, three categories, 200 judgements; the observed agreement is .70."""
    stances = ("for", "against", "blank")
    ballots: list[dict[str, str | None]] = [
        {"a": one, "b": other}
        for one, row in zip(stances, COHEN, strict=True)
        for other, times in zip(stances, row, strict=True)
        for _ in range(times)
    ]
    pair = _pair(pairwise_agreement(*_council(ballots)), "a", "b")
    assert pair[["agree", "n", "rate"]].tolist() == [140, 200, 0.7]


def test_a_decision_one_of_them_missed_is_not_shared_and_lowers_no_coverage() -> None:
    votes, seats, decisions = _council([{"a": "for", "b": "for"}, {"a": "for", "b": None}], "ab")
    seats.loc[(seats["person_id"] == "b") & (seats["document_id"] == "d01"), "status_at_item"] = "absent"
    pair = _pair(pairwise_agreement(votes, seats, decisions, minimum=1), "a", "b")
    assert pair[["n", "shared", "contested", "coverage"]].tolist() == [1, 1, 2, 1]


def test_a_pair_below_the_minimum_is_blank_with_its_n() -> None:
    pair = _pair(pairwise_agreement(*_council([{"a": "for", "b": "for"}] * 4)), "a", "b")
    assert (pair["n"], pair["shown"]) == (4, False)
    assert pair[["rate", "ci_low", "ci_high", "range_low", "range_high"]].isna().all()


def test_dissent_is_against_the_side_that_carried_it() -> None:
    ballots: list[dict[str, str | None]] = [{"a": "for", "b": "against", "c": "blank", "d": None}] * 3
    carried = member_dissent(*_council(ballots, "abcd")).set_index("person_id")
    assert carried["dissent"].to_dict() == {"a": 0, "b": 3, "c": 3, "d": 0}
    assert carried.loc["c", ["against", "neither"]].tolist() == [0, 3]
    assert carried.loc["d", ["n", "unknown", "coverage", "range_low", "range_high"]].tolist() == [0, 3, 0, 0, 1]
    rejected = member_dissent(*_council(ballots, "abcd", result="rejected")).set_index("person_id")
    assert rejected["dissent"].to_dict() == {"a": 3, "b": 0, "c": 3, "d": 0}


def test_only_contested_decisions_count() -> None:
    votes, seats, decisions = _council([{"a": "for", "b": "for"}] * 2)
    decisions.loc[0, "unanimity"] = "unanimous"
    assert member_dissent(votes, seats, decisions)["contested"].tolist() == [1, 1]


def test_the_absent_have_no_part_in_it() -> None:
    votes, seats, decisions = _council([{"a": "for"}], "ab")
    seats.loc[seats["person_id"] == "b", "status_at_item"] = "absent"
    assert contested_votes(votes, seats, decisions)["person_id"].tolist() == ["a"]


def test_a_vote_by_parts_counts_once_and_furthest_from_consent() -> None:
    votes, seats, decisions = _council([{"a": "for", "b": "for"}])
    extra = table("votes", [{"document_id": "d00", "person_id": "a", "name": "A", "vote": "against", "part": "έξοδα"}])
    found = contested_votes(pd.concat([votes, extra], ignore_index=True), seats, decisions)
    assert found.set_index("person_id")["stance"].to_dict() == {"a": "against", "b": "for"}


def test_blocs_stand_together() -> None:
    rng = np.random.default_rng(9)
    people = "abcdefgh"
    bloc = set("aceg")
    ballots: list[dict[str, str | None]] = [
        {p: "for" if (p in bloc) == bool(rng.random() < 0.9) else "against" for p in people} for _ in range(30)
    ]
    order = agreement_order(pairwise_agreement(*_council(ballots)))
    sides = [p in bloc for p in order.sort_values("position")["person_id"]]
    assert sides in ([True] * 4 + [False] * 4, [False] * 4 + [True] * 4)
    assert order["placed"].all()


def test_members_nobody_can_be_compared_with_come_last() -> None:
    ballots: list[dict[str, str | None]] = [{"b": "for", "c": "against", "d": "for"}] * 6
    order = agreement_order(pairwise_agreement(*_council(ballots, "abcd"))).set_index("person_id")
    assert order.loc["a", ["position", "placed"]].tolist() == [3, False]


def test_matrix_is_symmetric() -> None:
    ballots: list[dict[str, str | None]] = [{"a": "for", "b": "against", "c": "for"}] * 6
    matrix = agreement_matrix(pairwise_agreement(*_council(ballots)))
    cells = matrix.set_index(["row", "column"])["rate"]
    assert len(cells) == 6
    assert all(cells[(i, j)] == cells[(j, i)] for i, j in cells.index)


@pytest.mark.parametrize("make", [contested_votes, member_dissent, pairwise_agreement])
def test_nothing_to_compare(make: Any) -> None:
    none = make(table("votes", []), table("attendance", []), table("decisions", []))
    some = make(*_council([{"a": "for", "b": "against"}]))
    assert len(none) == 0
    assert none.dtypes.to_dict() == some.dtypes.to_dict()


def test_nobody_named_leaves_every_pair_blank() -> None:
    pairs = pairwise_agreement(*_council([{}] * 6, "abc"))
    assert (pairs["n"] == 0).all()
    assert pairs["rate"].isna().all()
    assert not agreement_order(pairs)["placed"].any()
    assert len(agreement_order(pairs.iloc[:0])) == 0
    assert len(agreement_matrix(pairs.iloc[:0])) == 0


VOTE = st.sampled_from(["for", "against", "blank", "present", "abstain", None])
BALLOTS = st.lists(st.fixed_dictionaries(dict.fromkeys("abcde", VOTE)), min_size=1, max_size=10)


@settings(max_examples=15, deadline=None)
@given(BALLOTS, st.integers(0, 2**31))
def test_order_of_rows_changes_nothing(ballots: list[dict[str, str | None]], seed: int) -> None:
    council = _council(ballots)
    pairs = pairwise_agreement(*council, minimum=2)
    assert (pairs["agree"] <= pairs["n"]).all()
    assert (pairs["n"] <= pairs["contested"]).all()
    shown = pairs[pairs["shown"]]
    assert shown["rate"].between(shown["ci_low"], shown["ci_high"]).all()
    votes, seats, decisions = (t.sample(frac=1, random_state=seed) for t in council)
    again = pairwise_agreement(votes, seats, decisions, minimum=2)
    pd.testing.assert_frame_equal(pairs, again)
    pd.testing.assert_frame_equal(agreement_order(pairs), agreement_order(again.sample(frac=1, random_state=seed)))
    assert sorted(agreement_order(pairs)["position"]) == list(range(5))


SESSIONS = st.lists(st.integers(0, 3), min_size=10, max_size=10)


@settings(max_examples=8, deadline=None)
@given(BALLOTS, SESSIONS)
def test_the_interval_of_a_pair_takes_the_decisions_of_a_session_together(
    ballots: list[dict[str, str | None]], sessions: list[int]
) -> None:
    """The same as counting decision by decision."""
    votes, seats, decisions = _council(ballots)
    decisions["session_id"] = [f"s{s}" for s in sessions[: len(decisions)]]
    rows = contested_votes(votes, seats, decisions)
    wide = rows.pivot_table(index=["document_id", "session"], columns="person_id", values="stance", aggfunc="first")
    for pair in pairwise_agreement(votes, seats, decisions, minimum=1).itertuples():
        if pair.n == 0:
            continue
        both = wide[[pair.a, pair.b]].dropna().reset_index()
        one = pd.Series(1.0, index=both.index)
        expected = clustered_rate(both[pair.a].eq(both[pair.b]).astype(float), one, one, both["session"]).iloc[0]
        for name in ("rate", "ci_low", "ci_high", "design_effect", "clusters"):
            assert getattr(pair, name) == pytest.approx(expected[name], abs=1e-9), name


@pytest.fixture(scope="module")
def simulated() -> tuple[Council, float, float]:
    """1,000 pairs of members (20 in each of 50 councils), 20 sessions of 3 contested decisions; sessions differ."""
    rng = np.random.default_rng(1960)
    dissent, agree, spread = 0.25, 0.7, 0.15
    shape = (50, 20, 3, 20)
    scale = 1 / spread - 1
    chances = [rng.beta(p * scale, (1 - p) * scale, (50, 20, 1, 20)) for p in (dissent, agree)]
    against, same = (rng.random(shape) < chance for chance in chances)
    council, session, item, pair = (axis.ravel().astype(str) for axis in np.indices(shape))
    rows = pd.DataFrame({"municipality_id": council, "session_id": council + ":" + pd.Series(session)})
    rows["document_id"] = rows["session_id"] + ":" + item
    decisions = rows.drop_duplicates("document_id").assign(
        body="municipal_council", session_date="2024-06-26", session_format=None, roll_call_layout="present_absent",
        unanimity="contested", result=None,
    )  # fmt: skip
    votes = pd.concat(
        [
            rows[["document_id"]].assign(person_id=council + ":" + pd.Series(pair) + who, origin="stated",
                                         vote=np.where(no.ravel(), "against", "for"))
            for who, no in (("a", against), ("b", against == same))
        ],
        ignore_index=True,
    )  # fmt: skip
    seats = votes[["document_id", "person_id"]].assign(
        name="x", status_roll_call="present", status_at_item="present", reading_dependent=False
    )
    return (votes, seats, decisions), dissent, agree


def _held(found: pd.DataFrame, truth: float) -> float:
    assert len(found) == 1000
    return float(((found["ci_low"] <= truth) & (truth <= found["ci_high"])).mean())


def test_simulated_dissent_is_covered(simulated: tuple[Council, float, float]) -> None:
    council, truth, _ = simulated
    found = member_dissent(*council)
    assert 0.93 <= _held(found[found["person_id"].str.endswith("a")], truth) <= 0.97


def test_simulated_agreement_is_covered(simulated: tuple[Council, float, float]) -> None:
    council, _, truth = simulated
    found = pairwise_agreement(*council)
    assert 0.93 <= _held(found[found["a"].str[:-1] == found["b"].str[:-1]], truth) <= 0.97
