"""How often councils decide with one voice: by the phrase, by the tally, by the names."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cni_analytics.metrics.definition import Definition
from cni_analytics.metrics.frames import numbers, ordered, require, texts
from cni_analytics.metrics.intervals import CONFIDENCE, MINIMUM_TO_RANK, clustered_rate, enough_to_rank
from cni_analytics.metrics.periods import check_groups, with_periods

DEFINITION = Definition(
    id="unanimity",
    version="2",
    text_el=(
        "Αυστηρό ποσοστό: αποφάσεις χωρίς ψήφο άλλου είδους προς όσες κρίνονται. Νομικό: αποφάσεις χωρίς ψήφο κατά· "
        "από τον Σεπτέμβριο 2019 λευκό και άρνηση ψήφου δεν μετρούν, πριν μετρούσαν ως κατά. "
        "Όσες δεν κρίνονται δίνονται χωριστά."
    ),
    text_en=(
        "Strict rate: decisions with no vote of another kind over those that are settled. Legal: decisions with nobody "
        "against; since September 2019 blank votes and refusals do not count, before they counted against. What is not "
        "settled stands beside them."
    ),
    sources=(
        "ν. 4555/2018, art. 74 §10 (from 1 September 2019)",
        "ν. 3463/2006, art. 96 (before)",
        "Wilson E.B. (1927), JASA 22:209-212",
        "Korn E.L., Graubard B.I. (1998), Survey Methodology 24:193-201 (interval over sessions)",
    ),
)

_PAIRS = (("phrase", "tally"), ("phrase", "names"), ("tally", "names"))
_DISAGREE = {
    "first": "string", "second": "string", "n": "int64", "disagree": "int64", "rate": "float64", "ci_low": "float64",
    "ci_high": "float64", "design_effect": "float64", "clusters": "int64", "decisions": "int64", "coverage": "float64",
}  # fmt: skip
CHOICES = ("for", "against", "blank", "present", "abstain")
PRESENCE_EDGES = (0.6, 0.7, 0.8, 0.9)
"""Shares of the seats present at the item at which a presence level ends."""

_NEEDS = (
    "document_id", "municipality_id", "session_id", "body", "session_date", "session_format", "decision_number",
    "decision_year",
    "stated_outcome", "vote_phrase", "unanimity", "seats", "present_at_item", *(f"tally_{c}" for c in CHOICES),
)  # fmt: skip

_CONFLICTS = {
    ("phrase", "unanimous", "tally", "contested"),
    ("phrase", "unanimous", "names", "contested"),
    ("phrase", "majority", "tally", "unanimous"),
    ("phrase", "majority", "names", "unanimous"),
    ("tally", "unanimous", "names", "unopposed"),
    ("tally", "unanimous", "names", "contested"),
    ("tally", "unopposed", "names", "contested"),
    ("tally", "unopposed", "names", "unanimous"),
    ("tally", "contested", "names", "unanimous"),
}
"""Readings that cannot both be true. A blank vote or an abstention under «ομόφωνα» is no conflict, and names of some
dissenters only are no conflict with a tally that counts others."""


def unanimity_readings(decisions: pd.DataFrame, votes: pd.DataFrame) -> pd.DataFrame:
    """Each decision read three ways, with what they disagree on.

    Parameters
    ----------
    decisions, votes
        The tables of those names. Derived votes follow from the phrase and are not read again.

    Returns
    -------
    pandas.DataFrame
        A row for each decision, as many and in the order given, with the columns of ``decisions`` and of
        `cni_analytics.metrics.periods.with_periods`, and:

        - ``phrase``: ``unanimous``, ``majority``, or missing where none is printed;
        - ``tally``, ``names``: ``unanimous``, ``unopposed``, ``contested``, or missing where they do not tell. A tally
          tells of unanimity when it prints nobody against, or as many for as were present at the item, and not where
          fewer voted for than were there; names tell of dissent when one dissenter is named, and of unanimity when
          everyone present is named for;
        - ``disagreement``: the readings that cannot both be true (``phrase:unanimous/tally:contested``), missing
          where there are none;
        - ``settled`` (bool): ``unanimity`` is not ``unsettled``;
        - ``strict`` (nullable boolean): nobody voted otherwise; missing where not settled;
        - ``legal`` (nullable boolean): nobody against by the law of the day; missing where not settled, and for an
          undated decision that somebody abstained from;
        - ``presence_level``: seats present at the item (``<60%``, ``60-69%`` … ``>=90%``), missing where unknown.

    Raises
    ------
    InputError
        Where a column is missing.
    """
    require(decisions, "decisions", _NEEDS)
    require(votes, "votes", ("document_id", "vote", "origin"))
    out = with_periods(decisions)
    present = numbers(out["present_at_item"])
    tally = {c: numbers(out[f"tally_{c}"]) for c in CHOICES}
    stated = votes[texts(votes["origin"]).eq("stated").fillna(False)]
    named = pd.crosstab(texts(stated["document_id"]), texts(stated["vote"]))
    named = named.reindex(index=texts(out["document_id"]), columns=list(CHOICES), fill_value=0)
    names = {c: pd.Series(named[c].to_numpy(dtype=np.float64), index=out.index) for c in CHOICES}
    out["phrase"] = texts(out["stated_outcome"])
    out["tally"] = _read(tally, (tally["against"].eq(0) & ~tally["for"].lt(present)) | _everyone(tally, present))
    out["names"] = _read(names, _everyone(names, present))
    out["disagreement"] = _disagreements(out)
    verdict = texts(out["unanimity"]).fillna("unsettled")
    out["settled"] = verdict.ne("unsettled").astype(bool)
    out["strict"] = verdict.eq("unanimous").where(out["settled"]).astype("boolean")
    legal = verdict.eq("unanimous") | (verdict.eq("unopposed") & out["tally_rule"].eq("since_2019_09").fillna(False))
    undated = verdict.eq("unopposed") & out["tally_rule"].isna()
    out["legal"] = legal.where(out["settled"] & ~undated).astype("boolean")
    out["presence_level"] = _presence_level(present / numbers(out["seats"]).where(lambda s: s > 0))
    return out


def unanimity_rates(
    decisions: pd.DataFrame,
    votes: pd.DataFrame,
    *,
    by: tuple[str, ...] = ("municipality_id",),
    body: str | None = "municipal_council",
    minimum: int = MINIMUM_TO_RANK,
    confidence: float = CONFIDENCE,
) -> pd.DataFrame:
    """Strict and legal unanimity of each group among the decisions that are settled.

    Parameters
    ----------
    decisions, votes
        The tables of those names.
    by
        Columns that make a group: of the ``decisions`` table (``subject_class``, ``session_kind``), or ``year``,
        ``month``, ``term``, ``tally_rule``, ``meeting``, ``presence_level``. Missing values are a group of their own.
        Empty for the whole.
    body
        The body counted; ``None`` for all (group by ``body`` then).
    minimum
        Settled decisions below which a group is not ranked, see `enough_to_rank`.
    confidence
        Of the interval.

    Returns
    -------
    pandas.DataFrame
        A row for each group, sorted:

        - ``decisions``, ``n`` (settled), ``unsettled``; ``coverage`` = n / decisions;
        - ``unanimous``, ``unopposed``, ``contested``: counts, summing to n;
        - ``strict`` (count), ``strict_rate`` = strict / n, ``strict_ci_low``, ``strict_ci_high`` (Wilson, decisions of
          a session taken together: `clustered_rate`), ``strict_design_effect``; ``strict_range_low``,
          ``strict_range_high``: the rate over all decisions if no, or every, unsettled one were unanimous;
        - ``legal``, ``legal_n``, ``legal_rate`` = legal / legal_n, ``legal_ci_low``, ``legal_ci_high``,
          ``legal_design_effect``, ``legal_range_low``, ``legal_range_high`` likewise; ``clusters``: sessions with a
          settled decision;
        - ``phrase_unanimous``, ``phrase_majority``: what the phrases say, whatever the verdict; ``disagreements``:
          decisions whose readings cannot all be true;
        - ``ranked``: `enough_to_rank` of n and clusters.

    Raises
    ------
    InputError
        Where a column is missing.
    UsageError
        Where ``by`` names no column.
    """
    rows = unanimity_readings(decisions, votes)
    if body is not None:
        rows = rows[texts(rows["body"]).eq(body).fillna(False)]
    check_groups(by, rows)
    keys = list(by)
    verdict = texts(rows["unanimity"])
    marks = pd.DataFrame(
        {
            "decisions": 1,
            "n": rows["settled"],
            "unsettled": ~rows["settled"],
            **{name: verdict.eq(name).fillna(False).astype(bool) for name in ("unanimous", "unopposed", "contested")},
            "strict": rows["strict"].fillna(False).astype(bool),
            "legal": rows["legal"].fillna(False).astype(bool),
            "legal_n": rows["legal"].notna(),
            "phrase_unanimous": rows["phrase"].eq("unanimous").fillna(False).astype(bool),
            "phrase_majority": rows["phrase"].eq("majority").fillna(False).astype(bool),
            "disagreements": rows["disagreement"].notna(),
        },
        index=rows.index,
    )
    if keys:
        group = rows.groupby(keys, dropna=False, sort=False, observed=True).ngroup()
    else:
        group = pd.Series(0, index=rows.index)
    heads = rows[keys].assign(group=group).drop_duplicates("group").set_index("group")
    out = heads.join(marks.astype("int64").groupby(group).sum())
    session = texts(rows["session_id"]).fillna(texts(rows["document_id"]))
    for prefix, size in (("strict", "n"), ("legal", "legal_n")):
        known = marks[size].astype(bool)
        found = clustered_rate(
            marks.loc[known, prefix].astype("float64"), marks.loc[known, size].astype("float64"), group[known],
            session[known], confidence=confidence,
        ).reindex(out.index)  # fmt: skip
        for name in ("rate", "ci_low", "ci_high", "design_effect"):
            out[f"{prefix}_{name}"] = found[name]
        open_ones = out["decisions"] - out[size]
        out[f"{prefix}_range_low"] = out[prefix] / out["decisions"]
        out[f"{prefix}_range_high"] = (out[prefix] + open_ones) / out["decisions"]
        if prefix == "strict":
            out["clusters"] = found["clusters"].fillna(0).astype("int64")
    out["coverage"] = out["n"] / out["decisions"]
    out["ranked"] = enough_to_rank(out["n"], out["clusters"], minimum)
    return ordered(out, keys) if keys else out.reset_index(drop=True)


def unsettled_decisions(
    decisions: pd.DataFrame, votes: pd.DataFrame, *, body: str | None = "municipal_council"
) -> pd.DataFrame:
    """The decisions no rate counts, and why.

    Parameters
    ----------
    decisions, votes, body
        As for `unanimity_rates`.

    Returns
    -------
    pandas.DataFrame
        A row for each unsettled decision, sorted by municipality, date, number: ``document_id``, ``municipality_id``,
        ``body``, ``decision_number``, ``decision_year``, ``session_date``, ``vote_phrase``, ``phrase``, ``tally``,
        ``names``, ``disagreement``, and ``reason``: ``sources_conflict`` (readings that cannot all be true),
        ``nothing_printed`` (no phrase, tally or named vote tells), ``not_decisive`` (something tells, but not enough).

    Raises
    ------
    InputError
        Where a column is missing.
    """
    rows = unanimity_readings(decisions, votes)
    if body is not None:
        rows = rows[texts(rows["body"]).eq(body).fillna(False)]
    rows = rows[~rows["settled"]]
    silent = rows[["phrase", "tally", "names"]].isna().all(axis=1)
    reason = np.select([rows["disagreement"].notna(), silent], ["sources_conflict", "nothing_printed"], "not_decisive")
    rows = rows.assign(reason=pd.Series(reason, index=rows.index, dtype="string"))
    columns = ["municipality_id", "session_date", "decision_year", "decision_number", "document_id", "body",
               "vote_phrase", "phrase", "tally", "names", "disagreement", "reason"]  # fmt: skip
    return ordered(rows[columns], columns[:5])


def reading_disagreements(
    decisions: pd.DataFrame, votes: pd.DataFrame, *, confidence: float = CONFIDENCE
) -> pd.DataFrame:
    """How often each pair of readings contradict each other.

    Parameters
    ----------
    decisions, votes
        The tables of those names.
    confidence
        Of the interval.

    Returns
    -------
    pandas.DataFrame
        A row for each pair of ``phrase``, ``tally``, ``names``: ``first``, ``second``; ``n``: decisions in which both
        tell; ``disagree``: of these, those that cannot both be true; ``rate`` = disagree / n, ``ci_low``, ``ci_high``
        (`clustered_rate`, sessions as clusters), ``design_effect``, ``clusters`` (sessions of those n);
        ``decisions``: all of them; ``coverage`` = n / decisions. No range: where one of the two is silent, there is
        nothing to disagree with.

    Raises
    ------
    InputError
        Where a column is missing.
    """
    rows = unanimity_readings(decisions, votes)
    session = texts(rows["session_id"]).fillna(texts(rows["document_id"]))
    found = []
    for first, second in _PAIRS:
        both = rows[first].notna() & rows[second].notna()
        clash = _clash(rows[both], first, second)
        one = pd.Series(1.0, index=clash.index)
        rate = clustered_rate(clash.astype("float64"), one, one, session[both], confidence=confidence)
        head = {"first": first, "second": second, "n": len(clash), "disagree": int(clash.sum())}
        found.append(head | (rate.iloc[0].to_dict() if len(rate) else {}))
    out = pd.DataFrame(found).reindex(columns=list(_DISAGREE))
    out["clusters"] = out["clusters"].fillna(0)
    out["decisions"] = len(rows)
    out["coverage"] = out["n"] / len(rows) if len(rows) else np.nan
    return out.astype(_DISAGREE)


def _everyone(counts: dict[str, pd.Series], present: pd.Series) -> pd.Series:
    return counts["for"].eq(present) & present.gt(0)


def _read(counts: dict[str, pd.Series], all_for: pd.Series) -> pd.Series:
    """What counts by choice say, of a tally or of names; ``all_for`` where nobody can have voted otherwise."""
    against = counts["against"].gt(0)
    other = counts["blank"].gt(0) | counts["present"].gt(0) | counts["abstain"].gt(0)
    words = np.select([against, other, all_for], ["contested", "unopposed", "unanimous"], "")
    return _blank_to_missing(pd.Series(words, index=against.index, dtype="string"))


def _clash(rows: pd.DataFrame, first: str, second: str) -> pd.Series:
    pairs = zip(rows[first], rows[second], strict=True)
    return pd.Series([(first, a, second, b) in _CONFLICTS for a, b in pairs], index=rows.index, dtype=bool)


def _disagreements(rows: pd.DataFrame) -> pd.Series:
    said = pd.Series("", index=rows.index, dtype="string")
    for first, second in _PAIRS:
        clash = _clash(rows, first, second)
        words = f"{first}:" + rows[first] + f"/{second}:" + rows[second]
        said = said.where(~clash, (said + " " + words).str.strip())
    return _blank_to_missing(said)


def _blank_to_missing(words: pd.Series) -> pd.Series:
    return words.where(words.ne(""))


def _presence_level(share: pd.Series) -> pd.Series:
    edges = [f"{e:.0%}" for e in PRESENCE_EDGES]
    lower, upper = edges[:-1], [f"{round(100 * e) - 1}%" for e in PRESENCE_EDGES[1:]]
    names = [f"<{edges[0]}", *(f"{a.rstrip('%')}-{b}" for a, b in zip(lower, upper, strict=True)), f">={edges[-1]}"]
    place = np.searchsorted(PRESENCE_EDGES, share.fillna(0).to_numpy(), side="right")
    known = share.notna() & share.le(1)
    labels = [names[i] if ok else pd.NA for i, ok in zip(place, known, strict=True)]
    return pd.Series(labels, index=share.index, dtype="string")
