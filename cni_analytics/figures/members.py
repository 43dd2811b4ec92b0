"""Members of a council by name: who was there for one decision, and through its sessions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Polygon, Rectangle

from cni_analytics.figures.compose import Composition, records, sentence
from cni_analytics.figures.context import FigureContext
from cni_analytics.figures.figure import Figure
from cni_analytics.figures.key import Entry, draw_key, key_height
from cni_analytics.figures.lanes import Lane, Lanes, lay_out
from cni_analytics.figures.language import Code, Language
from cni_analytics.figures.marks import day, dot, hatched, stroke, text_height
from cni_analytics.figures.names import fold
from cni_analytics.figures.sheet import Panel, Sheet
from cni_analytics.figures.style import (
    CLAY,
    INK,
    MUTED,
    PAPER,
    SAND,
    SEA,
    SKY,
    STONE,
    Face,
    Scale,
    Size,
    house,
    width_mm,
    wrap,
)  # fmt: skip
from cni_analytics.metrics.members import DEFINITION

ONE = ("group", "name", "roll_call", "item", "reading_dependent")
GROUPS = ("stayed", "came", "left", "absent", "unknown")
MANY = (
    "name", "person_id", "session", "session_date", "session_number", "meeting", "state", "items_present",
    "items_known", "items",
)  # fmt: skip
STATES = ("throughout", "part", "absent", "unknown")


@house()
def members_at_decision(
    states: pd.DataFrame, *, decision: str, language: Code = "el", size: Size = "full", context: FigureContext
) -> Figure:
    """Every member at the roll call and when one item was decided, in groups: stayed, came, left, absent.

    Parameters
    ----------
    states
        From `cni_analytics.metrics.members.member_states`, the rows of one document.
    decision
        Which decision, in the figure's language («Δημοτικό Συμβούλιο Σερρών, απόφαση 210/2024»).
    language, size, context
        See `cni_analytics.figures`.

    Returns
    -------
    Figure
        Rows: a member each, in the order drawn; ``group`` is one of ``stayed``, ``came``, ``left``, ``absent``,
        ``unknown`` (the state at either is not known).
    """
    page = Composition("members-at-decision", language=language, size=size, context=context, definition=DEFINITION)
    words, s = page.words, page.scale
    rows = _grouped(states)
    if rows.empty:
        return page.nothing(words.say("members.question"), rows)
    count = {group: int((rows["group"] == group).sum()) for group in GROUPS}
    if count["unknown"]:
        title = words.say("members.title.unknown", n=count["unknown"])
    else:
        title = words.say("members.title", n=count["stayed"] + count["came"], stayed=count["stayed"],
                          came=count["came"], left=count["left"], absent=count["absent"])  # fmt: skip
    columns = 2 if size == "column" else 3
    width = (page.measure - 4.0 * (columns - 1)) / columns
    flowed = _flow(_entries(rows, words, s, width), columns)
    height = max(sum(item[2] for item in column) for column in flowed) + 1
    key = [
        Entry("dot", SEA, words.say("attendance.key.roll_call")),
        Entry("diamond", CLAY, words.say("attendance.key.item")),
        Entry("dash", STONE, words.say("members.key.absent")),
    ]
    if rows["reading_dependent"].astype(bool).any():
        key.append(Entry("diamond", SAND, words.say("attendance.key.range"), edge=CLAY))
    over = key_height(key, s.small, page.measure)
    sheet = page.sheet(
        title=title, subtitle=decision, panels=[Panel(height, above=over + 1)],
        n=f"n = {words.say('members.n', n=len(rows))}",
        notes=[words.say("members.note.unknown")] if count["unknown"] else [],
    )  # fmt: skip
    (axes,) = sheet.axes
    axes.set_xlim(0, page.measure)
    axes.set_ylim(height, 0)
    draw_key(sheet, axes, key, above=over)
    for number, column in enumerate(flowed):
        _column(sheet, axes, column, number * (width + 4.0))
    who = {group: words.listed(rows.loc[rows["group"] == group, "name"]) for group in GROUPS if count[group]}
    said = (f"{words.say('members.group.' + group, n=count[group])}: {names}." for group, names in who.items())
    alt = " ".join([sentence(title), f"{decision}.", *said])
    return page.figure(sheet, rows, alt=alt, parameters={"decision": decision})


def _grouped(states: pd.DataFrame) -> pd.DataFrame:
    rows = states.reindex(columns=[name for name in ONE if name != "group"]).astype(object)
    rows["group"] = [_group(row["roll_call"], row["item"]) for row in records(rows)]
    order = sorted(
        range(len(rows)), key=lambda i: (GROUPS.index(rows["group"].iloc[i]), fold(str(rows["name"].iloc[i])))
    )
    return rows.iloc[order].reset_index(drop=True)[list(ONE)]


def _group(roll_call: Any, item: Any) -> str:
    if pd.isna(roll_call) or pd.isna(item):
        return "unknown"
    return {(True, True): "stayed", (False, True): "came", (True, False): "left"}.get(
        (bool(roll_call), bool(item)), "absent"
    )


Set = tuple[dict[str, Any] | None, list[str], float]
"""A member, or ``None`` for a heading; its lines; its height."""


def _entries(rows: pd.DataFrame, words: Language, s: Scale, width: float) -> list[Set]:
    out: list[Set] = []
    group = None
    for row in records(rows):
        if row["group"] != group:
            group = row["group"]
            text = words.say(f"members.group.{group}", n=int((rows["group"] == group).sum()))
            lines = wrap(text, Face.STRONG, s.label, width)
            out.append((None, lines, text_height(s.label, len(lines)) + 2.2))
        lines = wrap(str(row["name"]), Face.TEXT, s.label, width - 8.5)
        out.append((row, lines, text_height(s.label, len(lines)) + 0.5))
    return out


def _flow(entries: Sequence[Set], columns: int) -> list[list[Set]]:
    """Fill columns from the left, none higher than it must be, no heading alone at the foot of one."""
    low, high = max(entry[2] for entry in entries), sum(entry[2] for entry in entries)
    while high - low > 0.05:
        middle = (low + high) / 2
        low, high = (low, middle) if len(_poured(entries, middle)) <= columns else (middle, high)
    return _poured(entries, high)


def _poured(entries: Sequence[Set], most: float) -> list[list[Set]]:
    columns: list[list[Set]] = [[]]
    for number, entry in enumerate(entries):
        needs = entry[2] + (entries[number + 1][2] if entry[0] is None and number + 1 < len(entries) else 0.0)
        if columns[-1] and sum(each[2] for each in columns[-1]) + needs > most + 1e-6:
            columns.append([])
        columns[-1].append(entry)
    return columns


def _column(sheet: Sheet, axes: Axes, column: Sequence[Set], left: float) -> None:
    s, top = sheet.scale, 0.0
    for row, lines, height in column:
        if row is None and top == 0.0:
            height -= 1.6
        first = top + (1.6 if row is None and top else 0.0) + text_height(s.label) / 2
        for number, line in enumerate(lines):
            sheet.write(axes, left + (0 if row is None else 8.5), first + number * text_height(s.label), line,
                        face=Face.STRONG if row is None else Face.TEXT)  # fmt: skip
        if row is not None:
            _mark(sheet, axes, left + 1.5, first, row["roll_call"], SEA, "o", hangs=False)
            _mark(sheet, axes, left + 5.5, first, row["item"], CLAY, "D", hangs=bool(row["reading_dependent"]))
        top += height


def _mark(sheet: Sheet, axes: Axes, x: float, y: float, there: Any, color: str, shape: str, *, hangs: bool) -> None:
    size = sheet.scale.dot * (0.72 if shape == "D" else 0.85)
    if pd.isna(there):
        sheet.write(axes, x, y, "?", face=Face.STRONG, color=MUTED, ha="center")
    elif hangs:
        dot(axes, x, y, SAND, size, marker=shape).set_markeredgecolor(color)
    elif there:
        dot(axes, x, y, color, size, marker=shape)
    else:
        stroke(axes, [x - 0.8, x + 0.8], [y, y], color=STONE, lw=1.2, solid_capstyle="butt")


@house()
def presence_matrix(
    matrix: pd.DataFrame, *, council: str, language: Code = "el", size: Size = "full", context: FigureContext
) -> Figure:
    """Members by sessions: there throughout, for part of it, absent, or not known.

    Parameters
    ----------
    matrix
        From `cni_analytics.metrics.members.presence_matrix`, of one municipality, body and term.
    council
        Which council, in the figure's language.
    language, size, context
        See `cni_analytics.figures`.

    Returns
    -------
    Figure
        Rows: a member and session each. Members are by name: the figure ranks nobody.
    """
    page = Composition("presence-matrix", language=language, size=size, context=context, definition=DEFINITION)
    words, s = page.words, page.scale
    rows = matrix.reindex(columns=list(MANY)).astype(object)
    if rows.empty:
        return page.nothing(words.say("matrix.question"), rows)
    people = sorted(
        {(str(row["name"]), str(row["person_id"])) for row in records(rows)}, key=lambda who: (fold(who[0]), who[1])
    )
    sessions = list(rows.drop_duplicates("session").sort_values(["session_date", "session"])["session"])
    line, column = {who: i for i, who in enumerate(people)}, {session: i for i, session in enumerate(sessions)}
    keys = [(line[(str(row["name"]), str(row["person_id"]))], column[row["session"]]) for row in records(rows)]
    rows = rows.iloc[sorted(range(len(rows)), key=lambda i: keys[i])].reset_index(drop=True)
    layout = lay_out([Lane(name) for name, _ in people], s, page.measure, share=0.36, mark=2.4)
    width = page.measure - layout.room - 0.5
    cell = min(6.0, width / len(sessions))
    held = [state for state in STATES if (rows["state"] == state).any()]
    key = [_ENTRIES[state](words) for state in held]
    over = key_height(key, s.small, page.measure)
    title = words.say("matrix.title", n=len(people), sessions=words.say("count.sessions", n=len(sessions)))
    sheet = page.sheet(
        title=title,
        subtitle=council,
        panels=[Panel(layout.height, left=layout.room, right=0.5, above=over + text_height(s.small) * 2 + 1)],
        notes=[words.say("matrix.note")],
        n=f"n = {words.say('members.n', n=len(people))}, {words.say('count.sessions', n=len(sessions))}",
    )
    (axes,) = sheet.axes
    axes.set_xlim(0, width)
    layout.draw(sheet, axes)
    draw_key(sheet, axes, key, above=over + text_height(s.small) * 2)
    dates = rows.drop_duplicates("session").set_index("session")["session_date"]
    _session_axis(sheet, axes, [dates[session] for session in sessions], cell, words)
    for row in records(rows):
        at = column[row["session"]] * cell
        lane = line[(str(row["name"]), str(row["person_id"]))]
        _square(axes, at, layout, lane, cell, str(row["state"]))
    shares = (_said(name, rows[rows["person_id"].astype(str) == person], words) for name, person in people)
    return page.figure(
        sheet, rows, alt=" ".join([sentence(title), f"{council}.", *shares]), parameters={"council": council}
    )


def _square(axes: Axes, x: float, layout: Lanes, lane: int, cell: float, state: str) -> None:
    side = min(cell * 0.86, layout.heights[lane] - 0.7, 4.0)
    inner = cell * 0.86
    y = layout.middle(lane) - side / 2
    if state == "unknown":
        hatched(axes, x, y, inner, side, color=STONE)
        return
    fill = {"throughout": SEA, "part": SKY}.get(state, PAPER)
    axes.add_artist(
        Rectangle(
            (x, y), inner, side, facecolor=fill, edgecolor={SEA: SEA, SKY: SEA}.get(fill, STONE), lw=0.4, zorder=2
        )
    )
    if state == "part":
        axes.add_artist(Polygon([(x, y + side), (x + inner, y + side), (x, y)], facecolor=SEA, lw=0, zorder=3))


def _session_axis(sheet: Sheet, axes: Axes, dates: Sequence[Any], cell: float, words: Language) -> None:
    """Day of each session where there is room, month and year over the first of each."""
    s = sheet.scale
    before, free = None, -1.0
    for number, value in enumerate(dates):
        when = day(value)
        if when is None:
            continue
        x = number * cell
        if width_mm("30", Face.TEXT, s.small) <= cell - 0.3:
            sheet.write(
                axes, x + cell * 0.43, 0, str(when.day), points=s.small, color=MUTED, ha="center", dy=s.small * 0.8
            )
        month = (when.year, when.month)
        if month != before and x >= free:
            new_year = before is None or before[0] != when.year
            text = f"{words.month_short(when)} {when.year}" if new_year else words.month_short(when)
            if x + width_mm(text, Face.TEXT, s.small) <= axes.get_xlim()[1]:
                sheet.write(axes, x, 0, text, points=s.small, color=INK if new_year else MUTED, dy=s.small * 2.0)
                free = x + width_mm(text, Face.TEXT, s.small) + 1.5
                before = month


def _said(name: str, rows: pd.DataFrame, words: Language) -> str:
    count = {state: int((rows["state"] == state).sum()) for state in STATES}
    return words.say("matrix.alt", name=name, throughout=count["throughout"], part=count["part"],
                     absent=count["absent"], unknown=count["unknown"])  # fmt: skip


_ENTRIES = {
    "throughout": lambda words: Entry("box", SEA, words.say("matrix.key.throughout")),
    "part": lambda words: Entry("half", SKY, words.say("matrix.key.part"), edge=SEA),
    "absent": lambda words: Entry("box", PAPER, words.say("matrix.key.absent"), edge=STONE),
    "unknown": lambda words: Entry("hatch", STONE, words.say("matrix.key.unknown")),
}
