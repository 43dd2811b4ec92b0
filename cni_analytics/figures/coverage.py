"""How much of what the councils decided is in hand: a strip of months for each of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from cni_analytics.figures.compose import Composition, records, sentence
from cni_analytics.figures.context import FigureContext
from cni_analytics.figures.figure import Figure
from cni_analytics.figures.key import Entry, draw_key, key_height
from cni_analytics.figures.lanes import Lane, Lanes, lay_out
from cni_analytics.figures.language import Code, Language
from cni_analytics.figures.marks import dot, hatched, stroke, text_height
from cni_analytics.figures.names import busiest, fold, municipality_names, name_of
from cni_analytics.figures.sheet import Panel, Sheet
from cni_analytics.figures.style import (
    CLAY,
    FAINT,
    INK,
    MUTED,
    PAPER,
    RULE,
    STONE,
    Face,
    Size,
    house,
    is_dark,
    tint,
    width_mm,
)
from cni_analytics.metrics.coverage import DEFINITION

COLUMNS = (
    "municipality_id", "municipality", "month", "documents", "counted", "duplicate", "no_decision", "unreadable", "ocr",
    "listed", "coverage", "listing",
)  # fmt: skip
LEVELS = (0.25, 0.5, 0.75, 1.0)
"""Shares of the listed documents at which a darker tint begins."""
WIDEST = 11.0
"""The widest a month is drawn, in millimetres."""


@house()
def coverage_strip(
    months: pd.DataFrame,
    names: pd.DataFrame | None = None,
    *,
    language: Code = "el",
    size: Size = "full",
    context: FigureContext,
    most: int = 40,
) -> Figure:
    """Documents of each council by month, against what the source lists where it lists anything.

    Parameters
    ----------
    months
        From `cni_analytics.metrics.coverage.documents_by_month`.
    names
        See `cni_analytics.figures.names.municipality_names`. Every municipality in it gets a row: one without a
        document shows an empty strip.
    language, size, context
        See `cni_analytics.figures`.
    most
        Councils drawn, those with the most behind them; the others are left out and counted.

    Returns
    -------
    Figure
        Rows: a council and month each, in the order drawn; a council without documents has one row without a month,
        and so do a council's undated documents, with their number.
    """
    page = Composition("coverage-strip", language=language, size=size, context=context, definition=DEFINITION)
    words, s = page.words, page.scale
    rows = _rows(months, names, words)
    sums = rows["documents"].fillna(0).groupby(rows["municipality_id"], dropna=False).sum()
    kept, more = busiest(sums, most)
    if more:
        rows = rows[rows["municipality_id"].isin(kept)].reset_index(drop=True)
    left_out = {"councils beyond those shown": more} if more else {}
    if rows["documents"].fillna(0).sum() == 0 and rows["listed"].isna().all():
        return page.nothing(words.say("strip.question"), rows.iloc[:0], left_out=left_out)

    councils = list(dict.fromkeys(zip(rows["municipality_id"], rows["municipality"], strict=True)))
    totals = rows.groupby("municipality", sort=False)["documents"].sum().astype(int)
    named = [council for council, _ in councils if council is not None]
    with_any = len(set(rows.loc[rows["documents"].fillna(0) > 0, "municipality_id"].dropna()))
    calendar = _calendar(rows["month"].dropna())
    layout = lay_out([Lane(str(name)) for _, name in councils], s, page.measure, share=0.3, mark=3.6)
    texts = [words.number(int(n)) for n in totals]
    right = max(
        [width_mm(text, Face.STRONG, s.small) for text in texts] + [width_mm(_total(words), Face.TEXT, s.small)]
    )
    width = page.measure - layout.room - right - 3
    cell = min(WIDEST, width / max(len(calendar), 1))
    key = _key(rows, words)
    over = key_height(key, s.small, page.measure) + text_height(s.small) * 2
    title = words.say("strip.title", n=with_any, total=len(named))
    sheet = page.sheet(
        title=title,
        subtitle=words.say("strip.subtitle"),
        panels=[Panel(layout.height, left=layout.room, right=right + 3, above=over + 1, below=0.5)],
        notes=[*_notes(rows, words), words.say("names.more", n=more) if more else ""],
        n=f"n = {words.say('coverage.documents', n=int(totals.sum()))}",
    )
    (axes,) = sheet.axes
    axes.set_xlim(0, width)
    layout.draw(sheet, axes)
    draw_key(sheet, axes, key, above=over)
    _months(sheet, axes, calendar, cell, layout.height, words)
    edge = s.width - s.margin
    sheet.write(
        axes, edge, 0, _total(words), points=s.small, color=MUTED, ha="right", dy=s.small * 0.9, across_page=True
    )
    place = {month: number for number, month in enumerate(calendar)}
    lane_of = {council: number for number, council in enumerate(councils)}
    for row in records(rows):
        lane = lane_of[(row["municipality_id"], row["municipality"])]
        if isinstance(row["month"], str):
            _cell(sheet, axes, row, place[row["month"]] * cell, cell, layout, lane, words)
    for number, (total, text) in enumerate(zip(totals, texts, strict=True)):
        sheet.write(axes, edge, layout.middle(number), text, face=Face.STRONG if total else Face.TEXT, points=s.small,
                    color=INK if total else MUTED, ha="right", across_page=True)  # fmt: skip
    said = [words.say("strip.alt.council", municipality=name, n=int(n)) for name, n in totals.items() if n]
    return page.figure(sheet, rows, alt=" ".join([sentence(title), words.say("strip.alt"), *said]), left_out=left_out)


def _rows(months: pd.DataFrame, names: pd.DataFrame | None, words: Language) -> pd.DataFrame:
    known = municipality_names(names, words)
    rows = months.reindex(columns=[name for name in COLUMNS if name != "municipality"]).astype(object)
    silent = sorted(set(known) - set(rows["municipality_id"].dropna()))
    rows = pd.concat([rows, pd.DataFrame({"municipality_id": silent, "documents": 0}, dtype=object)], ignore_index=True)
    rows["municipality"] = [name_of(value, known, words) for value in rows["municipality_id"]]
    rows = rows.astype(object).where(rows.notna(), None).reindex(columns=list(COLUMNS))
    keys = [_place(row) for row in records(rows)]
    order = sorted(range(len(rows)), key=lambda i: keys[i])
    return rows.iloc[order].reset_index(drop=True)


def _place(row: dict[str, Any]) -> tuple[bool, str, str, bool, str]:
    nowhere = row["municipality_id"] is None
    return nowhere, fold(str(row["municipality"])), str(row["municipality_id"]), row["month"] is None, str(row["month"])


def _calendar(months: pd.Series) -> list[str]:
    """Every month from the first to the last."""
    if months.empty:
        return []
    return [str(month) for month in pd.period_range(months.min(), months.max(), freq="M").strftime("%Y-%m")]


def _tint(share: float) -> str:
    """A darker tint of the house's blue for every quarter of what is listed."""
    return tint(sum(share >= level for level in LEVELS))


def _cell(
    sheet: Sheet, axes: Axes, row: dict[str, Any], x: float, cell: float, layout: Lanes, lane: int, words: Language
) -> None:
    s = sheet.scale
    height = min(layout.heights[lane] - 1.0, 3.6)
    y = layout.middle(lane) - height / 2
    inner = max(cell - 0.35, cell * 0.8)
    documents, share = int(row["documents"] or 0), row["coverage"]
    color = INK
    if share is not None and documents:
        fill = _tint(float(share))
        axes.add_artist(Rectangle((x, y), inner, height, facecolor=fill, lw=0, zorder=2))
        color = PAPER if is_dark(fill) else INK
    elif documents:
        hatched(axes, x, y, inner, height, color=STONE)
        axes.add_artist(Rectangle((x + inner * 0.18, y + 0.3), inner * 0.64, height - 0.6, fc=PAPER, lw=0, zorder=3))
    else:
        fill = FAINT if row["listed"] else PAPER
        axes.add_artist(Rectangle((x, y), inner, height, facecolor=fill, edgecolor=RULE, lw=0.4, zorder=2))
    text = words.number(documents)
    if documents and width_mm(text, Face.TEXT, s.small) < inner * (1 if share is not None else 0.64):
        sheet.write(axes, x + inner / 2, y + height / 2, text, points=s.small, color=color, ha="center")
    if row["unreadable"]:
        dot(axes, x + inner - 0.5, y + 0.5, CLAY, s.dot * 0.5, marker="s", zorder=7)


def _months(sheet: Sheet, axes: Axes, calendar: Sequence[str], cell: float, bottom: float, words: Language) -> None:
    """Years over the strip, months under them where there is room."""
    s = sheet.scale
    for number, month in enumerate(calendar):
        first = dt.date.fromisoformat(f"{month}-01")
        if number == 0 or first.month == 1:
            left = sum(1 for later in calendar[number:] if later[:4] == month[:4]) * cell
            if width_mm(month[:4], Face.STRONG, s.small) <= left:
                sheet.write(axes, number * cell, 0, month[:4], face=Face.STRONG, points=s.small, color=MUTED,
                            dy=s.small * 2.1)  # fmt: skip
            if number:
                stroke(axes, [number * cell - 0.15] * 2, [-3, bottom], color=RULE, lw=0.4, zorder=0, clip_on=False)
        short = words.month_short(first)
        if width_mm(short, Face.TEXT, s.small) <= cell - 0.4:
            sheet.write(axes, number * cell, 0, short, points=s.small, color=MUTED, dy=s.small * 0.9)


def _total(words: Language) -> str:
    return words.say("strip.total")


def _key(rows: pd.DataFrame, words: Language) -> list[Entry]:
    entries = []
    if rows["coverage"].notna().any():
        edges = ["", *(words.percent(level) for level in LEVELS)]
        entries = [
            Entry("box", _tint(low), words.say("strip.key.from", share=edge) if edge else words.say("strip.key.less"))
            for low, edge in zip((0.0, *LEVELS), edges, strict=True)
        ]
    if (rows["coverage"].isna() & (rows["documents"].fillna(0) > 0)).any():
        entries.append(Entry("hatch", STONE, words.say("strip.key.unlisted")))
    if (rows["unreadable"].fillna(0) > 0).any():
        entries.append(Entry("square", CLAY, words.say("strip.key.unreadable")))
    return entries


def _notes(rows: pd.DataFrame, words: Language) -> list[str]:
    notes = [words.say("strip.note.empty")]
    undated = int(rows.loc[rows["month"].isna(), "documents"].fillna(0).sum())
    if undated:
        notes.append(words.say("strip.note.undated", n=undated))
    if rows["listing"].eq("unknown").any():
        notes.append(words.say("strip.note.unlisted"))
    return notes
