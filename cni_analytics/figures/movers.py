"""Who moved first: the members of the network group by group, one square each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from cni_analytics.errors import UsageError
from cni_analytics.figures.compose import Composition, records, sentence
from cni_analytics.figures.context import FigureContext
from cni_analytics.figures.figure import Figure
from cni_analytics.figures.key import Entry, draw_key, key_height
from cni_analytics.figures.lanes import Lane, Lanes, lay_out
from cni_analytics.figures.language import Code, Language, strings
from cni_analytics.figures.marks import day, hatched
from cni_analytics.figures.sheet import Panel
from cni_analytics.figures.style import MUTED, PAPER, SEA, STONE, Face, Size, house, width_mm
from cni_analytics.metrics.adoption import DEFINITION

COLUMNS = (
    "by", "group", "group_order", "first", "late", "unsettled", "n", "rate", "ci_low", "ci_high", "range_low",
    "range_high", "coverage", "ranked",
)  # fmt: skip
KINDS = ("region", "regional_unit", "size")
SIDE = 3.2
"""Of a square, in millimetres, where there is room."""


@house()
def movers(
    groups: Mapping[str, pd.DataFrame],
    *,
    first_until: str | pd.Timestamp,
    language: Code = "el",
    size: Size = "full",
    context: FigureContext,
) -> Figure:
    """First movers against late ones: a square for every municipality, filled where it had joined by a day.

    Parameters
    ----------
    groups
        By what the members are grouped (``region``, ``regional_unit``, ``size``), each with what
        `cni_analytics.metrics.adoption.movers` returns for it.
    first_until
        The day, as given to the metric.
    language, size, context
        See `cni_analytics.figures`.

    Returns
    -------
    Figure
        Rows: a group each. Counts are drawn and no rate is: the groups are too small to compare rates.

    Raises
    ------
    UsageError
        Where the members are grouped by something the figure has no word for.
    """
    page = Composition("movers", language=language, size=size, context=context, definition=DEFINITION)
    words, s = page.words, page.scale
    for by in groups:
        if by not in KINDS:
            raise UsageError(
                "groups", expected=f"some of {', '.join(KINDS)}", found=by, next_step="ask the metric by one of these"
            )
    frames = [frame.assign(by=by) for by, frame in groups.items() if len(frame)]
    rows = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=list(COLUMNS))
    rows = rows.reindex(columns=list(COLUMNS)).astype(object).reset_index(drop=True)
    until = day(pd.Timestamp(first_until))
    when = words.date(until) if until else ""
    if rows.empty:
        return page.nothing(words.say("movers.question", day=when), rows)
    one = rows[rows["by"] == rows["by"].iloc[0]]
    first, unsettled, n = (int(one[name].sum()) for name in ("first", "unsettled", "n"))
    title = words.say("movers.title.range" if unsettled else "movers.title", low=first, high=first + unsettled, n=n,
                      day=when)  # fmt: skip
    lanes: list[Lane] = []
    for by in dict.fromkeys(rows["by"]):
        lanes += [Lane(words.say(f"movers.by.{by}"), heading=True)]
        lanes += [Lane(_group(str(group), str(by), words)) for group in rows.loc[rows["by"] == by, "group"]]
    layout = lay_out(lanes, s, page.measure, share=0.4, mark=SIDE)
    key = [Entry("box", SEA, words.say("movers.key.first", day=when)),
           Entry("box", PAPER, words.say("movers.key.late"), edge=STONE)]  # fmt: skip
    if unsettled:
        key.append(Entry("hatch", STONE, words.say("movers.key.unsettled")))
    over = key_height(key, s.small, page.measure)
    texts = [words.say("movers.count", first=int(row["first"]), n=int(row["n"])) for row in records(rows)]
    right = max(width_mm(text, Face.TEXT, s.small) for text in texts) + 2
    sheet = page.sheet(
        title=title,
        subtitle=words.say("movers.subtitle"),
        panels=[Panel(layout.height, left=layout.room, right=right, above=over + 1)],
        notes=[words.say("movers.note.unsettled") if unsettled else "", words.say("movers.note")],
        n=f"n = {words.say('movers.n', n=n)}",
        coverage=words.say("movers.coverage", known=n - unsettled, n=n),
    )
    (axes,) = sheet.axes
    width = page.measure - layout.room - right
    axes.set_xlim(0, width)
    layout.draw(sheet, axes)
    draw_key(sheet, axes, key, above=over)
    places = [number for number, lane in enumerate(lanes) if not lane.heading]
    step = min(SIDE + 0.8, width / max(int(rows["n"].max()), 1))
    for place, row, text in zip(places, records(rows), texts, strict=True):
        _squares(axes, layout, place, row, step)
        sheet.write(axes, s.width - s.margin, layout.middle(place), text, points=s.small, color=MUTED, ha="right",
                    across_page=True)  # fmt: skip
    said = (
        words.say("movers.alt", group=_group(str(row["group"]), str(row["by"]), words), first=int(row["first"]),
                  late=int(row["late"]), unsettled=int(row["unsettled"]))
        for row in records(rows)
    )  # fmt: skip
    return page.figure(
        sheet, rows, alt=" ".join([sentence(title), *said]), parameters={"first_until": str(until)}
    )  # fmt: skip


def _squares(axes: Axes, layout: Lanes, lane: int, row: Mapping[str, Any], step: float) -> None:
    side = step * 0.8
    y = layout.middle(lane) - side / 2
    states = ["first"] * int(row["first"]) + ["unsettled"] * int(row["unsettled"]) + ["late"] * int(row["late"])
    for number, state in enumerate(states):
        if state == "unsettled":
            hatched(axes, number * step, y, side, side, color=STONE)
            continue
        fill, edge = (SEA, SEA) if state == "first" else (PAPER, STONE)
        axes.add_artist(Rectangle((number * step, y), side, side, facecolor=fill, edgecolor=edge, lw=0.5, zorder=2))


def _group(group: str, by: str, words: Language) -> str:
    """A region's name, as the reference table has it where it is no region; a class of residents in words."""
    if group == "unknown":
        return words.say("movers.group.unknown")
    if by != "size":
        key = f"region.{group}"
        return words.say(key) if key in strings() else group
    if group.startswith("<"):
        return words.say("movers.size.under", n=words.number(int(group[1:])))
    if group.startswith(">="):
        return words.say("movers.size.over", n=words.number(int(group[2:])))
    low, high = (int(part) for part in group.split("-"))
    return words.say("movers.size.between", low=words.number(low), high=words.number(high))
