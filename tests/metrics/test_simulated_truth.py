"""Numbers of a simulated corpus against the same numbers counted by hand from what the simulation knows."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import pandas as pd
import pytest

from cni_analytics import metrics
from cni_analytics.metrics.agreement import STANCES
from cni_analytics.simulate import read_truth, simulate
from cni_analytics.tables import build_corpus, open_corpus
from cni_analytics.tables.corpus import Corpus

Pair = tuple[str, str, str]
BOTH_LISTED = ("present_absent", "composition_absent")


@dataclass
class Counted:
    """What plain loops over the truth's records give, by municipality; no table, no DataFrame."""

    item: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))
    roll_call: dict[str, dict[str, tuple[int, int]]] = field(default_factory=lambda: defaultdict(dict))
    verdicts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    agreement: dict[Pair, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    dissent: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))


def counted(truths: list[tuple[str, dict[str, Any]]]) -> Counted:
    """Attendance, verdicts, agreement and dissent of the councils, as (present, known) or (agree, both) and so on."""
    out = Counted()
    for where, truth in truths:
        if truth["body"] != "municipal_council":
            continue
        item = truth.get("attendance_at_item", {})
        if item.get("settled"):
            here, away = len(item["present"]), len(item["absent"])
            out.item[where] = [a + b for a, b in zip(out.item[where], (here, here + away, 1), strict=True)]
        roll_call = truth["roll_call"]
        if roll_call["layout"] in BOTH_LISTED:
            here = sum(m["status"] == "present" for m in roll_call["members"])
            out.roll_call[where][truth["session"]["date"]] = (here, len(roll_call["members"]))
        out.verdicts[where][truth["vote"]["unanimity"]] += 1
        if truth["vote"]["unanimity"] == "contested":
            carried = "against" if truth["vote"].get("result") == "rejected" else "for"
            stances = {v["name"]: STANCES[v["vote"]] for v in truth["vote"]["votes"]}
            for name, stance in stances.items():
                add = (stance != carried, 1)
                out.dissent[where, name] = [a + b for a, b in zip(out.dissent[where, name], add, strict=True)]
            for a, b in combinations(sorted(stances), 2):
                add = (stances[a] == stances[b], 1)
                out.agreement[where, a, b] = [x + y for x, y in zip(out.agreement[where, a, b], add, strict=True)]
    return out


Truth = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> tuple[Corpus, Corpus, Truth]:
    """Three invented councils in one term: the corpus of the truth, the corpus read, and the truth by document."""
    base = tmp_path_factory.mktemp("simulated")
    done = simulate(base / "out", municipalities=3, years=1, sessions_per_year=6, per_session=5, contradictions=0.0,
                    seed=5)  # fmt: skip
    build_corpus(done.documents, base / "known", store=base / "s1", jobs=1, read=read_truth, reader="truth")
    build_corpus(done.documents, base / "read", store=base / "s2", jobs=1)
    records = [read_truth(path) for path in sorted(done.documents.glob("*/*.txt"))]
    return open_corpus(base / "known"), open_corpus(base / "read"), {r["document"]["sha256"]: r for r in records}


def _by_hand(corpus: Corpus, truth: Truth, documents: set[str]) -> Counted:
    where = dict(zip(corpus.decisions["document_id"], corpus.decisions["municipality_id"], strict=True))
    return counted([(where[sha256], record) for sha256, record in truth.items() if sha256 in documents])


def _summed(rates: pd.DataFrame, at: str, basis: str, *columns: str) -> dict[str, list[int]]:
    """Counts by municipality, meetings together: what was counted by hand does not part them."""
    rows = rates[(rates["at"] == at) & (rates["basis"] == basis)]
    return {str(key): list(sums) for key, *sums in rows.groupby("municipality_id")[list(columns)].sum().itertuples()}


def _pairs(corpus: Corpus) -> dict[Pair, pd.Series]:
    found = metrics.pairwise_agreement(corpus.votes, corpus.attendance, corpus.decisions, minimum=1)
    return {(row["municipality_id"], *sorted((row["a_name"], row["b_name"]))): row for _, row in found.iterrows()}


def test_every_number_is_what_the_truth_counts_to(simulated: tuple[Corpus, Corpus, Truth]) -> None:
    corpus, _, truth = simulated
    hand = _by_hand(corpus, truth, set(truth))
    rates = metrics.attendance_rates(corpus.decisions)
    assert _summed(rates, "item", "names", "present", "n", "units_known") == dict(hand.item)
    assert _summed(rates, "roll_call", "names", "present", "n", "units_known") == {
        key: [*map(sum, zip(*days.values(), strict=True)), len(days)] for key, days in hand.roll_call.items()
    }
    verdicts = metrics.unanimity_rates(corpus.decisions, corpus.votes).set_index("municipality_id")
    for key, words in hand.verdicts.items():
        assert {w: verdicts.loc[key, w] for w in words} == dict(words)
        assert verdicts.loc[key, "decisions"] == words.total()
    pairs = {key: [row["agree"], row["n"]] for key, row in _pairs(corpus).items() if row["n"]}
    assert len(pairs) > 300
    assert pairs == dict(hand.agreement)
    dissent = metrics.member_dissent(corpus.votes, corpus.attendance, corpus.decisions)
    rows = dissent[dissent["n"] > 0][["municipality_id", "name", "dissent", "n"]].itertuples(index=False)
    assert {(key, name): [against, n] for key, name, against, n in rows} == dict(hand.dissent)


def test_what_is_read_differs_from_the_truth_by_what_it_says_it_does_not_know(
    simulated: tuple[Corpus, Corpus, Truth],
) -> None:
    """Where reading contradicts itself there is a finding; everything else is right, or counted as unknown."""
    _, corpus, truth = simulated
    raised = corpus.findings[corpus.findings["severity"] != "info"]
    planted = {(sha256, f["code"]) for sha256, record in truth.items() for f in record["findings"]}
    said = zip(raised["document_id"], raised["code"], strict=True)
    doubtful = {sha256 for sha256, code in said if (sha256, code) not in planted}
    assert len(doubtful) < len(truth) / 4
    decisions = corpus.decisions[~corpus.decisions["document_id"].isin(doubtful)]
    rates = metrics.attendance_rates(decisions)
    settled = set(decisions[decisions["item_settled"]]["document_id"])
    assert len(settled) > len(truth) / 2
    assert _summed(rates, "item", "names", "present", "n", "units_known") == dict(_by_hand(corpus, truth, settled).item)
    assert sum(n for (n,) in _summed(rates, "item", "names", "units").values()) == len(decisions)
    listed = set(decisions[decisions["roll_call_layout"].isin(BOTH_LISTED)]["document_id"])
    hand = _by_hand(corpus, truth, listed)
    assert _summed(rates, "roll_call", "names", "present", "n") == {
        key: list(map(sum, zip(*days.values(), strict=True))) for key, days in hand.roll_call.items()
    }
    judged = set(decisions[decisions["unanimity"] != "unsettled"]["document_id"])
    verdicts = metrics.unanimity_rates(decisions, corpus.votes).set_index("municipality_id")
    every = _by_hand(corpus, truth, set(decisions["document_id"]))
    for key, words in _by_hand(corpus, truth, judged).verdicts.items():
        assert {w: verdicts.loc[key, w] for w in words} == dict(words)
        strict = every.verdicts[key]["unanimous"] / every.verdicts[key].total()
        assert verdicts.loc[key, "strict_range_low"] <= strict <= verdicts.loc[key, "strict_range_high"]
    pairs = _pairs(corpus)
    for pair, (agree, n) in _by_hand(corpus, truth, set(truth)).agreement.items():
        row = pairs[pair]
        assert row["agree"] <= agree <= row["agree"] + row["shared"] - row["n"], pair
        assert row["n"] <= n <= row["shared"], pair
