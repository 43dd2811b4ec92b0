"""What a report found, one plain sentence a number: with its n, and none where the data do not carry it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from cni_analytics.figures.compose import records
from cni_analytics.figures.language import Code, Language
from cni_analytics.metrics.intervals import MINIMUM_TO_RANK
from cni_analytics.reports.words import words


@dataclass(frozen=True, slots=True)
class Headline:
    """A sentence made from a metric's row.

    Attributes
    ----------
    text
        Plain words, with the n behind them.
    figure
        Id of the figure that shows the same number.
    """

    text: str
    figure: str

    def _repr_html_(self) -> str:
        return f'<p class="headline">{escape(self.text)}</p>'


def attendance(rates: pd.DataFrame, language: Code) -> Headline | None:
    """How many of the seats were filled, at the roll call and at the item, in sessions held in a room.

    Parameters
    ----------
    rates
        From `cni_analytics.metrics.attendance_rates` with ``by=()``.
    language
        ``el`` or ``en``.

    Returns
    -------
    Headline or None
        Rates from ten sessions on, counts under that; ``None`` where no session is known.
    """
    say = _Say(language)
    found: dict[str, dict[str, Any]] = {}
    for basis in ("stated", "names"):  # names outweigh figures printed without them
        rows = rates[rates["meeting"].eq("room") & rates["basis"].eq(basis) & rates["n"].gt(0)]
        found |= {row["at"]: row for row in records(rows)}
    parts = []
    for at, unit in (("roll_call", "sessions"), ("item", "decisions")):
        if at in found:
            row = found[at]
            units = say.count(unit, int(row["units_known"]))
            parts.append(say(f"attendance_{at}", share=say.share(row, "present", "n"), units=units))
    return Headline("· ".join(parts) + ".", "attendance-by-council") if parts else None


def unanimity(rates: pd.DataFrame, language: Code) -> Headline | None:
    """How many of the settled decisions nobody dissented from.

    Parameters
    ----------
    rates
        From `cni_analytics.metrics.unanimity_rates` with ``by=()``.
    language
        ``el`` or ``en``.

    Returns
    -------
    Headline or None
        ``None`` where no decision is settled.
    """
    say = _Say(language)
    rows = rates[rates["n"].gt(0)]
    if rows.empty:
        return None
    row = records(rows)[0]
    share = say.share(row, "strict", "n", prefix="strict_")
    of, unsettled = say.count("settled", int(row["n"])), int(row["unsettled"])
    text = say("unanimity" if unsettled else "unanimity_all", share=share, of=of, unsettled=say.number(unsettled))
    return Headline(text, "unanimity-by-council")


def growth(days: pd.DataFrame, language: Code) -> Headline | None:
    """How many members the network had on the last of some days.

    Parameters
    ----------
    days
        From `cni_analytics.metrics.members_on`.
    language
        ``el`` or ``en``.

    Returns
    -------
    Headline or None
        ``None`` without a day.
    """
    say = _Say(language)
    if days.empty:
        return None
    row = records(days.sort_values("date"))[-1]
    low, high = int(row["members_min"]), int(row["members_max"])
    key = "growth" if low == high else "growth_range"
    text = say(key, day=say.language.date(row["date"].date()), low=say.number(low), high=say.number(high))
    return Headline(text, "network-growth")


def pace(curve: pd.DataFrame, start: str, end: str, language: Code) -> Headline | None:
    """Within how many days half of the decisions reach a step.

    Parameters
    ----------
    curve
        From `cni_analytics.metrics.time_to_step`.
    start, end
        As given to it.
    language
        ``el`` or ``en``.

    Returns
    -------
    Headline or None
        ``None`` under ten decisions, and where half of them never got there in sight.
    """
    say = _Say(language)
    half = curve[curve["survival"] <= 0.5]
    if half.empty or int(curve["n"].iloc[0]) < MINIMUM_TO_RANK:
        return None
    days = say.language.say("duration.days", n=int(half["time"].iloc[0]))
    steps = {"start": say.language.say(f"step.{start}"), "end": say.language.say(f"step.{end}")}
    text = say("pace", days=days, of=say.count("decisions", int(curve["n"].iloc[0])),
               all=say.number(int(curve["decisions"].iloc[0])), **steps)  # fmt: skip
    return Headline(text, f"time-to-step-{start}-{end}".replace("_", "-"))


def quality(findings: pd.DataFrame, documents: pd.DataFrame, language: Code) -> Headline | None:
    """In how many documents something contradicts itself or cannot be settled.

    Parameters
    ----------
    findings, documents
        The tables of those names.
    language
        ``el`` or ``en``.

    Returns
    -------
    Headline or None
        ``None`` where no document was read.
    """
    say = _Say(language)
    read = documents[documents["status"].eq("counted")]["document_id"]
    if read.empty:
        return None
    told = findings[findings["severity"].isin(["error", "warning"]) & findings["document_id"].isin(read)]
    text = say("quality", documents=say.number(int(told["document_id"].nunique())), of=say.number(len(read)))
    return Headline(text, "findings")


class _Say:
    """The sentences' words in one language."""

    def __init__(self, language: Code) -> None:
        self.language = Language(language)
        self.words = words(language)

    def __call__(self, key: str, **values: str) -> str:
        return self.words[f"headline_{key}"].format(**values)

    def number(self, value: int) -> str:
        return self.language.number(value)

    def count(self, unit: str, n: int) -> str:
        return self.words[f"headline_{unit}_{'one' if n == 1 else 'many'}"].format(n=self.number(n))

    def share(self, row: dict[str, Any], part: str, of: str, prefix: str = "") -> str:
        """A rate with its interval where there is enough behind it; otherwise the two counts."""
        counts = {"part": self.number(int(row[part])), "of": self.number(int(row[of]))}
        if not row["ranked"]:
            return self("counts", **counts)
        interval = self.language.percent_range(float(row[f"{prefix}ci_low"]), float(row[f"{prefix}ci_high"]))
        return self("rate", rate=self.language.percent(float(row[f"{prefix}rate"])), interval=interval, **counts)
