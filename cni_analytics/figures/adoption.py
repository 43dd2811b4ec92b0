"""How the network grew, drawn with what its sources leave open."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from cni_analytics.figures.compose import Composition, records
from cni_analytics.figures.context import FigureContext
from cni_analytics.figures.figure import Figure
from cni_analytics.figures.key import Entry, draw_key, key_height
from cni_analytics.figures.language import Code, Language
from cni_analytics.figures.marks import (
    day,
    day_number,
    dot,
    gutter,
    row_label,
    rows_needed,
    stroke,
    text_height,
    whisker,
    year_axis,
)
from cni_analytics.figures.sheet import Panel, Sheet
from cni_analytics.figures.style import CLAY, MUTED, POINT_MM, RULE, SAND, SEA, SKY, Face, Size, house, width_mm
from cni_analytics.metrics.adoption import DEFINITION

COLUMNS = (
    "series", "date", "members_min", "members_max", "turnbull_low", "turnbull_high", "municipality_id", "name",
    "first_day", "last_day", "exact", "joined_event", "source",
)  # fmt: skip


@house()
def network_growth(
    growth: pd.DataFrame,
    members: pd.DataFrame,
    *,
    language: Code = "el",
    size: Size = "full",
    context: FigureContext,
    network: str | None = None,
) -> Figure:
    """Members of the network by day: the band between the readings, and each member's own interval under it.

    Parameters
    ----------
    growth
        From `cni_analytics.metrics.adoption.network_growth`.
    members
        From `cni_analytics.metrics.adoption.member_intervals`, of the same memberships.
    language, size, context
        See `cni_analytics.figures`.
    network
        Name of the network; the Cities Network for Integration unless given.

    Returns
    -------
    Figure
        Rows: ``series`` ``band`` (a row for each day on which a number changes) and ``member`` (a row a member).
        Members whose dates are unknown are left out of the drawing and counted in the record.
    """
    page = Composition("network-growth", language=language, size=size, context=context, definition=DEFINITION)
    words = page.words
    name = network or words.say("growth.network")
    dated = members.dropna(subset=["first_day", "last_day"]).reset_index(drop=True)
    undated = len(members) - len(dated)
    rows = _rows(growth, dated, words)
    left_out = {"no date of joining": undated} if undated else {}
    if dated.empty or growth.empty:
        return page.nothing(words.say("growth.question", network=name), rows, left_out=left_out)

    exact = int(dated["exact"].sum())
    first, last = day(growth["date"].min()), day(growth["date"].max())
    assert first is not None
    assert last is not None
    start, end = int(growth["members_min"].iloc[0]), int(growth["members_min"].iloc[-1])
    end_most = int(growth["members_max"].iloc[-1])
    title = words.say("growth.title", start=start, end=words.number_range(end, end_most), exact=exact)
    s = page.scale
    room = gutter(rows.loc[rows["series"] == "member", "name"], Face.TEXT, s.label, 0.34 * page.measure)
    lanes = [rows_needed(text, Face.TEXT, s.label, room) for text in rows.loc[rows["series"] == "member", "name"]]
    heights = [text_height(s.label, n) + 0.9 for n in lanes]
    key = [
        Entry("line", SEA, words.say("growth.key.least")),
        Entry("dashed", SEA, words.say("growth.key.most")),
        Entry("box", SAND, words.say("growth.key.turnbull"), edge=CLAY),
    ]
    over = key_height(key, s.small, page.measure)
    sheet = page.sheet(
        title=title,
        subtitle=words.say("growth.subtitle", network=name, n=len(dated)),
        panels=[
            Panel(page.measure * (0.3 if size == "full" else 0.5), left=room, right=4, above=over, below=1),
            Panel(sum(heights), left=room, right=4, above=text_height(s.label) + 2, below=text_height(s.small) + 1.5),
        ],
        notes=[
            words.say("growth.note.band"),
            words.say("growth.note.members"),
            words.say("growth.note.undated", n=undated) if undated else "",
        ],
        n=words.say("growth.n", n=len(dated)),
        coverage=words.say("growth.coverage", total=len(members), dated=len(dated)),
    )
    draw_key(sheet, sheet.axes[0], key, above=over)
    _band(sheet, growth, words, first, last)
    _lanes(sheet, dated, words, heights, room, (first, last))
    alt = " ".join(
        [
            title + ".",
            words.say("growth.alt.band", first=words.date(first), last=words.date(last)),
            *(
                words.say("growth.alt.point", date=words.date(_day(point["date"])), members=str(point["members_min"]))
                for point in records(_settled(growth))
            ),
            words.say("growth.alt.members", n=len(dated), exact=exact),
        ]
    )
    return page.figure(sheet, rows, alt=alt, left_out=left_out, parameters={"network": name})


def _day(value: object) -> dt.date:
    out = day(value)
    assert out is not None
    return out


def _rows(growth: pd.DataFrame, dated: pd.DataFrame, words: Language) -> pd.DataFrame:
    """Both panels' rows in one frame, a column naming the series."""
    band = growth[["date", "members_min", "members_max", "turnbull_low", "turnbull_high"]].assign(series="band")
    lanes = dated.assign(series="member", name=dated[words.pick("name_el", "name_en")])
    rows = pd.concat([band.astype(object), lanes.astype(object)], ignore_index=True)
    return rows.reindex(columns=list(COLUMNS)).astype(object)


def _settled(growth: pd.DataFrame) -> pd.DataFrame:
    """Days on which both readings agree on a number that was not agreed on before."""
    agreed = growth[growth["members_min"] == growth["members_max"]]
    return agreed[agreed["members_min"].diff().fillna(1) != 0]


def _limits(first: dt.date, last: dt.date) -> tuple[float, float]:
    low, high = day_number(first), day_number(last)
    pad = max((high - low) * 0.02, 20.0)
    return low - pad, high + pad


def _band(sheet: Sheet, growth: pd.DataFrame, words: Language, first: dt.date, last: dt.date) -> None:
    axes, s = sheet.axes[0], sheet.scale
    top = int(growth["members_max"].max())
    axes.set_xlim(*_limits(first, last))
    axes.set_ylim(0, top * 1.22)
    x = np.array([day_number(_day(value)) for value in growth["date"]])
    low, high = growth["members_min"].to_numpy(float), growth["members_max"].to_numpy(float)
    step = 5 if top > 8 else 2
    for tick in range(0, top + 1, step):
        axes.axhline(tick, color=RULE, lw=0.4, zorder=0)
        sheet.write(axes, axes.get_xlim()[0], tick, words.number(tick), points=s.small, color=MUTED, ha="right", dx=-3)
    axes.fill_between(x, low, high, step="post", color=SKY, lw=0, zorder=1)
    least, most = growth["turnbull_low"].to_numpy(float), growth["turnbull_high"].to_numpy(float)
    axes.fill_between(x, least, most, step="post", color=SAND, lw=0, zorder=1.5)
    for edge in (least, most):
        axes.step(x, edge, where="post", color=CLAY, lw=s.line * 1.6, zorder=2)
    axes.step(x, low, where="post", color=SEA, lw=s.line * 2.2, zorder=3)
    axes.step(x, high, where="post", color=SEA, lw=s.line, ls=(0, (2.5, 1.5)), zorder=3)
    _point_labels(sheet, growth, words)


def _point_labels(sheet: Sheet, growth: pd.DataFrame, words: Language) -> None:
    """A dot on every settled number; its label where there is room, the first and the last before the others."""
    axes, s = sheet.axes[0], sheet.scale
    low, high = axes.get_xlim()
    width, tall = axes.get_position().width * s.width, axes.get_position().height * sheet.height
    points = records(_settled(growth))
    placed: list[tuple[float, float, float]] = []
    for point in [points[0], *points[:0:-1]] if points else []:
        when, count = _day(point["date"]), int(point["members_min"])
        at = day_number(when)
        dot(axes, at, count, SEA, s.dot)
        late = at > low + 0.7 * (high - low)
        long = width_mm(f"{count} {words.short_date(when)}", Face.STRONG, s.label + 1)
        left = (at - low) / (high - low) * width - (long if late else 0.0)
        middle = count / axes.get_ylim()[1] * tall + (1 if late else -1) * s.label * POINT_MM
        if any(left < b and a < left + long and abs(middle - y) < 4.4 for a, b, y in placed):
            continue
        placed.append((left, left + long, middle))
        sheet.pair(
            axes, at, count, words.number(count), words.short_date(when), ha="right" if late else "left",
            dx=-3 if late else 4, dy=s.label if late else -s.label, points=s.label + 1,
        )  # fmt: skip


def _lanes(
    sheet: Sheet, dated: pd.DataFrame, words: Language, heights: list[float], room: float, ends: tuple[dt.date, dt.date]
) -> None:  # fmt: skip
    """Each member's interval on its own line, in the order in which they can first be counted."""
    axes, s = sheet.axes[1], sheet.scale
    axes.set_xlim(*_limits(*ends))
    axes.set_ylim(sum(heights), 0)
    year_axis(sheet, axes, *ends)
    year_axis(sheet, sheet.axes[0], *ends, labels=False)
    sheet.panel_title(axes, words.say("growth.members"), above=text_height(s.label) * 0.6 + 0.6)
    top = 0.0
    names = dated[words.pick("name_el", "name_en")]
    for member, name, height in zip(records(dated), names, heights, strict=True):
        y = top + height / 2
        top += height
        low, high = day_number(_day(member["first_day"])), day_number(_day(member["last_day"]))
        row_label(sheet, axes, y, str(name), room)
        if member["exact"]:
            dot(axes, low, y, SEA, s.dot)
        else:
            stroke(axes, [low, high], [y, y], color=SKY, lw=s.dot * 0.62, solid_capstyle="butt", zorder=2)
            whisker(axes, low, high, y, SEA, 0.7, cap=0.9)
