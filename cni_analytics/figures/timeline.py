"""Shares month by month, with how many decisions stand behind each under them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from cni_analytics.errors import UsageError
from cni_analytics.figures.compose import Composition, records, sentence
from cni_analytics.figures.context import FigureContext
from cni_analytics.figures.figure import Figure
from cni_analytics.figures.key import Entry, Kind, draw_key, key_height
from cni_analytics.figures.language import Code, Language
from cni_analytics.figures.marks import dot, hatched, stroke, text_height
from cni_analytics.figures.sheet import Panel, Sheet
from cni_analytics.figures.style import CLAY, INK, MUTED, RULE, SEA, STONE, Face, Size, house, width_mm
from cni_analytics.metrics import attendance, unanimity
from cni_analytics.metrics.periods import TALLY_RULE_START

ATTENDANCE = (
    "month", "meeting", "at", "basis", "present", "n", "rate", "ci_low", "ci_high", "range_low", "range_high",
    "unknown", "units", "units_known", "coverage",
)  # fmt: skip
UNANIMITY = (
    "month", "decisions", "n", "unsettled", "strict", "strict_rate", "strict_ci_low", "strict_ci_high", "legal",
    "legal_n", "legal_rate", "legal_ci_low", "legal_ci_high", "coverage",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Series:
    """One line of the figure: its mark, its words and where its numbers stand."""

    key: str
    color: str
    kind: Kind
    points: dict[str, tuple[float, float, float]]
    """By month: share, lower and upper end of its interval."""


@house()
def attendance_in_time(
    rates: pd.DataFrame, *, council: str, language: Code = "el", size: Size = "full", context: FigureContext
) -> Figure:
    """Attendance by month, at the roll call and at the item, of sessions held in a room.

    Parameters
    ----------
    rates
        From `cni_analytics.metrics.attendance.attendance_rates` by ``month``, of one council or of all together.
    council
        Which council, in the figure's language («Δημοτικό Συμβούλιο Σερρών», «Όλα τα συμβούλια»).
    language, size, context
        See `cni_analytics.figures`.

    Returns
    -------
    Figure
        Rows: a month and place (roll call, item) each. Teleconferences, votes by circulation and undated sessions are
        left out and counted.

    Raises
    ------
    UsageError
        Where a month stands twice, as with rates of several councils.
    """
    page = Composition(
        "attendance-in-time", language=language, size=size, context=context, definition=attendance.DEFINITION
    )
    kept = rates[rates["meeting"].eq("room") & rates["month"].notna() & (rates["n"] > 0)]
    kept = kept.assign(_stated=kept["basis"].eq("stated")).sort_values(["month", "at", "_stated"], kind="stable")
    rows = kept.drop_duplicates(["month", "at", "basis"]).drop_duplicates(["month", "at"])
    _once(kept, ["month", "at", "basis"])
    away = rates[(~rates["meeting"].eq("room") | rates["month"].isna()) & rates["at"].eq("item")]
    left_out = {"not in a room, or undated": int(away["units"].sum())} if len(away) else {}
    rows = rows.reindex(columns=list(ATTENDANCE)).astype(object).reset_index(drop=True)
    series = [
        _Series("attendance.key.roll_call", SEA, "dot", _points(rows[rows["at"] == "roll_call"], "")),
        _Series("attendance.key.item", CLAY, "diamond", _points(rows[rows["at"] == "item"], "")),
    ]
    item = rows[rows["at"] == "item"]
    counts = {row["month"]: (int(row["units_known"]), int(row["units"] - row["units_known"])) for row in records(item)}
    return _figure(page, rows, series, counts, council, "attendance", left_out)


@house()
def unanimity_in_time(
    rates: pd.DataFrame, *, council: str, language: Code = "el", size: Size = "full", context: FigureContext
) -> Figure:
    """Strict and legal unanimity by month, the unsettled under them, and where the law changed.

    Parameters
    ----------
    rates
        From `cni_analytics.metrics.unanimity.unanimity_rates` by ``month``, of one council or of all together.
    council
        Which council, in the figure's language.
    language, size, context
        See `cni_analytics.figures`.

    Returns
    -------
    Figure
        Rows: a month each. Undated decisions are left out and counted.

    Raises
    ------
    UsageError
        Where a month stands twice, as with rates of several councils.
    """
    page = Composition(
        "unanimity-in-time", language=language, size=size, context=context, definition=unanimity.DEFINITION
    )
    dated = rates[rates["month"].notna()].sort_values("month", kind="stable")
    _once(dated, ["month"])
    undated = int(rates.loc[rates["month"].isna(), "decisions"].sum())
    rows = dated.reindex(columns=list(UNANIMITY)).astype(object).reset_index(drop=True)
    settled = rows[rows["n"].astype(float) > 0]
    series = [
        _Series("unanimity.key.strict", SEA, "dot", _points(settled, "strict_")),
        _Series("unanimity.key.legal", CLAY, "diamond", _points(settled, "legal_")),
    ]
    counts = {row["month"]: (int(row["n"]), int(row["unsettled"])) for row in records(rows)}
    left_out = {"undated": undated} if undated else {}
    return _figure(page, rows, series, counts, council, "unanimity", left_out)


def _once(rows: pd.DataFrame, keys: list[str]) -> None:
    if rows.duplicated(keys).any():
        raise UsageError(
            "rates", expected="one row a month", found="several councils in one frame",
            next_step="draw one council at a time, or ask the metric by month alone",
        )  # fmt: skip


def _points(rows: pd.DataFrame, prefix: str) -> dict[str, tuple[float, float, float]]:
    points = {
        str(row["month"]): (float(row[f"{prefix}rate"]), float(row[f"{prefix}ci_low"]), float(row[f"{prefix}ci_high"]))
        for row in records(rows)
    }
    return {month: point for month, point in points.items() if point[0] == point[0]}


def _figure(
    page: Composition,
    rows: pd.DataFrame,
    series: Sequence[_Series],
    counts: dict[str, tuple[int, int]],
    council: str,
    subject: str,
    left_out: dict[str, int],
) -> Figure:
    words, s = page.words, page.scale
    question = words.say(f"{subject}.time.question")
    if not any(line.points for line in series):
        return page.nothing(question, rows, left_out=left_out)
    months = _calendar({*counts, *(month for line in series for month in line.points)})
    key: list[Entry] = [Entry(line.kind, line.color, words.say(line.key)) for line in series if line.points]
    key.append(Entry("line", SEA, words.say("attendance.key.interval")))
    if any(missing for _, missing in counts.values()):
        key.append(Entry("hatch", STONE, words.say(f"{subject}.time.unknown")))
    over = key_height(key, s.small, page.measure)
    left = width_mm("100%", Face.TEXT, s.small) + 2
    tall = page.measure * (0.3 if page.size == "full" else 0.5)
    low = 13.0 if page.size == "full" else 11.0
    decisions = sum(known + missing for known, missing in counts.values())
    sheet = page.sheet(
        title=question,
        subtitle=council,
        panels=[
            Panel(tall, left=left, above=over + 2, below=1),
            Panel(low, left=left, above=text_height(s.small) + 2.5, below=text_height(s.small) * 2 + 2),
        ],
        notes=[
            words.say("attendance.note.interval"),
            words.say("time.note.gap" if len(months) > 1 else "time.note.one"),
            *([words.say("unanimity.note.law")] if subject == "unanimity" else []),
        ],
        n=f"n = {words.say('count.decisions', n=decisions)}, {words.say('count.months', n=len(months))}",
    )
    draw_key(sheet, sheet.axes[0], key, above=over + 1.2)
    _shares(sheet, sheet.axes[0], months, series, words)
    _counts(sheet, sheet.axes[1], months, counts, words)
    if subject == "unanimity":
        _law(sheet, sheet.axes[0], months, words)
    said = (_said(line, words) for line in series if line.points)
    alt = " ".join([sentence(question), f"{council}.", *said])
    return page.figure(sheet, rows, alt=alt, left_out=left_out, parameters={"council": council})


def _calendar(months: set[str]) -> list[str]:
    return [str(month) for month in pd.period_range(min(months), max(months), freq="M").strftime("%Y-%m")]


def _shares(sheet: Sheet, axes: Axes, months: list[str], series: Sequence[_Series], words: Language) -> None:
    """Marks with upright intervals; a line joins neighbouring months only."""
    s = sheet.scale
    axes.set_xlim(0, max(len(months), 6))
    axes.set_ylim(0, 1)
    for tick in (0, 0.25, 0.5, 0.75, 1):
        axes.axhline(tick, color=RULE, lw=0.4, zorder=0)
        sheet.write(axes, 0, tick, words.percent(tick), points=s.small, color=MUTED, ha="right", dx=-4)
    cell = axes.get_position().width * s.width / max(len(months), 6)
    size = min(s.dot, max(cell / 25.4 * 72 * 0.42, 2.2))
    for number, line in enumerate(series):
        shift = 0.5 + (number - (len(series) - 1) / 2) * 0.3
        before: tuple[int, float] | None = None
        for place, month in enumerate(months):
            if month not in line.points:
                before = None
                continue
            share, low, high = line.points[month]
            x = place + shift
            if before is not None:
                stroke(axes, [before[0] + shift, x], [before[1], share], color=line.color, lw=s.line * 0.9, zorder=2)
            stroke(axes, [x, x], [low, high], color=line.color, lw=s.line * 1.2, solid_capstyle="butt", zorder=3)
            diamond = line.kind == "diamond"
            dot(axes, x, share, line.color, size * (0.8 if diamond else 1), marker="D" if diamond else "o")
            before = (place, share)


def _counts(sheet: Sheet, axes: Axes, months: list[str], counts: dict[str, tuple[int, int]], words: Language) -> None:
    """How many decisions each month rests on: the denominators, under the shares."""
    s = sheet.scale
    axes.set_xlim(0, max(len(months), 6))
    top = max(known + missing for known, missing in counts.values()) if counts else 1
    axes.set_ylim(0, max(top, 1) * 1.05)
    sheet.panel_title(axes, words.say("time.counts"), above=text_height(s.label) * 0.5 + 0.5)
    axes.axhline(0, color=RULE, lw=0.6)
    sheet.write(axes, 0, top, words.number(top), points=s.small, color=MUTED, ha="right", dx=-4)
    for place, month in enumerate(months):
        known, missing = counts.get(month, (0, 0))
        axes.add_artist(Rectangle((place + 0.15, 0), 0.7, known, facecolor=STONE, lw=0, zorder=2))
        if missing:
            hatched(axes, place + 0.15, known, 0.7, missing, color=STONE)
    _month_axis(sheet, axes, months, words)


def _month_axis(sheet: Sheet, axes: Axes, months: list[str], words: Language) -> None:
    s = sheet.scale
    cell = axes.get_position().width * s.width / max(len(months), 6)
    widest = max(width_mm(words.month_short(dt.date(2024, n, 1)), Face.TEXT, s.small) for n in range(1, 13)) + 0.8
    every = next((n for n in (1, 2, 3, 6, 12) if cell * n >= widest), 12)
    free = -1.0
    for place, month in enumerate(months):
        first = dt.date.fromisoformat(f"{month}-01")
        if (first.month - 1) % every == 0:
            sheet.write(axes, place + 0.5, 0, words.month_short(first), points=s.small, color=MUTED, ha="center",
                        dy=-s.small * 0.85)  # fmt: skip
        if (place == 0 or first.month == 1) and place * cell >= free:
            sheet.write(axes, place, 0, str(first.year), face=Face.STRONG, points=s.small, color=MUTED,
                        dy=-s.small * 2.05)  # fmt: skip
            free = place * cell + width_mm("2024", Face.STRONG, s.small) + 1


def _law(sheet: Sheet, axes: Axes, months: list[str], words: Language) -> None:
    """Where blank votes stopped counting against."""
    changed = TALLY_RULE_START[:7]
    if months[0] < changed <= months[-1]:
        x = months.index(changed)
        axes.axvline(x, color=INK, lw=0.8, ls=(0, (3, 2)), zorder=1)
        sheet.write(axes, x, 0, words.say("time.law"), points=sheet.scale.small, dx=3, dy=6)


def _said(line: _Series, words: Language) -> str:
    """First, last, lowest and highest month of a line in words."""
    months = sorted(line.points)
    low, high = min(months, key=lambda m: line.points[m][0]), max(months, key=lambda m: line.points[m][0])

    def point(month: str) -> dict[str, Any]:
        when = words.month(dt.date.fromisoformat(f"{month}-01"))
        return {"month": when, "share": words.percent(line.points[month][0])}

    told = "; ".join(
        f"{p['month']}: {p['share']}" for p in map(point, dict.fromkeys([months[0], low, high, months[-1]]))
    )
    return f"{words.say(line.key)}: {told}."
