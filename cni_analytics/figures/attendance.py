"""How full the councils were, at the roll call and when items were decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from cni_analytics.figures.compose import Composition, records, sentence
from cni_analytics.figures.context import FigureContext
from cni_analytics.figures.figure import Figure
from cni_analytics.figures.key import Entry, draw_key, key_height
from cni_analytics.figures.lanes import Lane, lay_out
from cni_analytics.figures.language import Code, Language
from cni_analytics.figures.marks import dot, percent_axis, stroke, text_height, whisker
from cni_analytics.figures.names import busiest, fold, municipality_names, name_of
from cni_analytics.figures.sheet import Panel, Sheet
from cni_analytics.figures.style import CLAY, INK, MUTED, SAND, SEA, STONE, Face, Size, house, width_mm
from cni_analytics.metrics.attendance import DEFINITION
from cni_analytics.metrics.observed import observed_rates

COLUMNS = (
    "series", "municipality_id", "municipality", "meeting", "at", "basis", "present", "n", "rate", "ci_low", "ci_high",
    "range_low", "range_high", "unknown", "units", "units_known", "coverage", "clusters", "quorum_share", "ranked",
    "source",
)  # fmt: skip
PLACES = ("roll_call", "item")
RANKED, FEW, OBSERVED = range(3)
GROUPS = ("ranked", "few", "observed")
COLORS = {"roll_call": SEA, "item": CLAY}
MARKERS = {"roll_call": "o", "item": "D"}


@house()
def attendance_by_council(
    rates: pd.DataFrame,
    observed: pd.DataFrame | None = None,
    names: pd.DataFrame | None = None,
    *,
    language: Code = "el",
    size: Size = "full",
    context: FigureContext,
    most: int = 40,
) -> Figure:
    """Attendance of each council: a dot at the roll call, a diamond at the item, their intervals and the quorum.

    Parameters
    ----------
    rates
        From `cni_analytics.metrics.attendance.attendance_rates` by ``municipality_id``. At the roll call the names are
        drawn, and the printed figures where names are missing.
    observed
        The ``observed_decisions`` table: decisions seen without their document, drawn hollow. Those whose document is
        in the corpus, or without seats or a count, are left out and counted.
    names
        Names of the municipalities, see `cni_analytics.figures.names.municipality_names`.
    language, size, context
        See `cni_analytics.figures`.
    most
        Councils drawn, those with the most behind them; the others are left out and counted.

    Returns
    -------
    Figure
        Rows: ``series`` ``council`` or ``observed``. Councils above the metric's minimum are in order of attendance at
        the roll call, the others by name.
    """
    page = Composition("attendance-by-council", language=language, size=size, context=context, definition=DEFINITION)
    words, s = page.words, page.scale
    known = municipality_names(names, words)
    seen = pd.DataFrame(columns=["municipality_id"]) if observed is None else observed_rates(observed)
    left_out = dict(seen.attrs.get("left_out", {}))
    kept, more = busiest(rates.groupby("municipality_id", dropna=False)["units"].sum(), most)
    if more:
        rates, seen = rates[rates["municipality_id"].isin(kept)], seen[seen["municipality_id"].isin(kept)]
        left_out["councils beyond those shown"] = more
    rows = _chosen(rates, seen, known, words)
    if rows.empty:
        return page.nothing(words.say("attendance.question"), rows, left_out=left_out)

    lanes, places = _lanes(rows, words)
    layout = lay_out(lanes, s, page.measure, share=0.3)
    counts = {index: _count(row, words) for index, row in enumerate(records(rows))}
    right = max(width_mm(text, Face.TEXT, s.small) for text in counts.values()) + 3
    key = _key(rows, words)
    over = key_height(key, s.small, page.measure)
    real = rows[rows["series"] == "council"]
    title = _title(real, words)
    sheet = page.sheet(
        title=title,
        subtitle=words.say("attendance.subtitle"),
        panels=[
            Panel(layout.height, left=layout.room, right=right, above=over + 0.5, below=text_height(s.small) + 1.5)
        ],
        notes=[*_notes(rows, words), words.say("names.more", n=more) if more else ""],
        n=_n(real, words),
    )
    (axes,) = sheet.axes
    axes.set_xlim(0, 1)
    layout.draw(sheet, axes)
    draw_key(sheet, axes, key, above=over)
    percent_axis(sheet, axes, words)
    for index, row in enumerate(records(rows)):
        lane, mark = places[index]
        _draw(sheet, axes, row, layout.middle(lane, mark), counts[index])
    said = (_said(row, words) for row in records(rows))
    alt = " ".join([sentence(title), words.say("attendance.alt"), *said])
    return page.figure(sheet, rows, alt=alt, left_out=left_out)


def _chosen(rates: pd.DataFrame, seen: pd.DataFrame, known: Mapping[str, str], words: Language) -> pd.DataFrame:
    """The rows drawn, in the order drawn: ranked councils, the other councils, those only observed."""
    keys = ["municipality_id", "meeting", "at"]
    held = rates[rates["n"] > 0].assign(series="council", source=None)
    held = held.assign(_stated=held["basis"].eq("stated")).sort_values([*keys, "_stated"], kind="stable")
    held = held.drop_duplicates(keys)
    more = seen.reindex(columns=["municipality_id", "present", "n", "rate", "basis", "source"]).assign(
        series="observed", meeting="room", at="roll_call", units=1, units_known=1, ranked=False
    )
    rows = pd.concat([held.astype(object), more.astype(object)], ignore_index=True).reindex(columns=list(COLUMNS))
    rows["municipality"] = [name_of(value, known, words) for value in rows["municipality_id"]]
    opening = held[(held["at"] == "roll_call") & held["ranked"]]
    rank = {(r["municipality_id"], r["meeting"]): -float(r["rate"]) for r in records(opening)}
    present = {(r["municipality_id"], r["meeting"]) for r in records(held)}

    def place(row: dict[str, Any]) -> tuple[Any, ...]:
        lane = (row["municipality_id"], row["meeting"])
        group = RANKED if lane in rank else FEW if lane in present else OBSERVED
        return (
            group,
            rank.get(lane, 0.0),
            fold(str(row["municipality"])),
            lane[1],
            row["series"],
            PLACES.index(row["at"]),
        )

    rows["_place"] = [place(row) for row in records(rows)]
    rows = rows.iloc[sorted(range(len(rows)), key=lambda i: rows["_place"].iloc[i])].reset_index(drop=True)
    rows["group"] = [GROUPS[place[0]] for place in rows["_place"]]
    return rows[[*COLUMNS, "group"]]


def _lanes(rows: pd.DataFrame, words: Language) -> tuple[list[Lane], list[tuple[int, int]]]:
    """Lanes with their headings, and the lane and line each row is drawn on."""
    lanes: list[Lane] = []
    places: list[tuple[int, int]] = []
    headed = len(set(rows["group"])) > 1
    group = lane = None
    for row in records(rows):
        if row["group"] != group:
            group = row["group"]
            if headed:
                lanes.append(Lane(words.say(f"attendance.group.{group}"), heading=True))
        if (group, row["municipality_id"], row["meeting"]) != lane:
            lane = (group, row["municipality_id"], row["meeting"])
            meeting = "" if row["meeting"] == "room" else f" · {words.say('meeting.' + row['meeting'])}"
            lanes.append(Lane(f"{row['municipality']}{meeting}", marks=0))
        lanes[-1] = Lane(lanes[-1].label, marks=lanes[-1].marks + 1)
        places.append((len(lanes) - 1, lanes[-1].marks - 1))
    return lanes, places


def _count(row: dict[str, Any], words: Language) -> str:
    """What a dot was counted from: «25/35», with a star for figures printed without names."""
    star = "*" if row["series"] == "council" and row["at"] == "roll_call" and row["basis"] == "stated" else ""
    return f"{words.number(int(row['present']))}/{words.number(int(row['n']))}{star}"


def _draw(sheet: Sheet, axes: Axes, row: dict[str, Any], y: float, count: str) -> None:
    s, at = sheet.scale, row["at"]
    color = COLORS[at]
    hollow = row["series"] == "observed"
    if not hollow:
        if row["range_high"] > row["range_low"]:
            ends = [row["range_low"], row["range_high"]]
            stroke(axes, ends, [y, y], color=SAND, lw=s.dot * 0.75, solid_capstyle="butt", zorder=2)
        whisker(axes, row["ci_low"], row["ci_high"], y, color, s.line * 1.5)
        if at == "roll_call" and not pd.isna(row["quorum_share"]):
            x = float(row["quorum_share"])
            stroke(axes, [x, x], [y - 1.3, y + 1.3], color=INK, lw=1.1, zorder=4, solid_capstyle="butt")
    size = s.dot * (0.82 if at == "item" else 1)
    dot(axes, float(row["rate"]), y, STONE if hollow else color, size, marker=MARKERS[at], hollow=hollow)
    edge = sheet.scale.width - sheet.scale.margin
    sheet.write(axes, edge, y, count, points=s.small, color=MUTED, ha="right", across_page=True)


def _key(rows: pd.DataFrame, words: Language) -> list[Entry]:
    real = rows[rows["series"] == "council"]
    entries = []
    if (real["at"] == "roll_call").any():
        entries.append(Entry("dot", SEA, words.say("attendance.key.roll_call")))
    if (real["at"] == "item").any():
        entries.append(Entry("diamond", CLAY, words.say("attendance.key.item")))
    if len(real):
        entries.append(Entry("line", SEA, words.say("attendance.key.interval")))
    if (real["range_high"].astype(float) > real["range_low"].astype(float)).any():
        entries.append(Entry("box", SAND, words.say("attendance.key.range")))
    if real["quorum_share"].notna().any():
        entries.append(Entry("tick", INK, words.say("attendance.key.quorum")))
    if (rows["series"] == "observed").any():
        entries.append(Entry("hollow", STONE, words.say("attendance.key.observed")))
    return entries


def _title(real: pd.DataFrame, words: Language) -> str:
    """The finding where there is one council and one session, the question where there are more."""
    by_place = {row["at"]: row for row in records(real)}
    if len(real) == 2 and set(by_place) == set(PLACES) and all(row["units_known"] == 1 for row in by_place.values()):
        opening, item = by_place["roll_call"], by_place["item"]
        if opening["municipality_id"] == item["municipality_id"]:
            return words.say("attendance.finding", municipality=opening["municipality"], seats=int(opening["n"]),
                             opening=int(opening["present"]), item=int(item["present"]))  # fmt: skip
    return words.say("attendance.question")


def _notes(rows: pd.DataFrame, words: Language) -> list[str]:
    real = rows[rows["series"] == "council"]
    notes = [words.say("attendance.note.interval")] if len(real) else []
    if len(real) and (real["clusters"].astype(float) <= 1).all():
        notes.append(words.say("attendance.note.one_session"))
    if len(real) > 2 and not real["ranked"].astype(bool).any() and len(set(rows["group"])) == 1:
        notes.append(words.say("attendance.note.unranked"))
    if ((real["at"] == "roll_call") & (real["basis"] == "stated")).any():
        notes.append(words.say("attendance.note.stated"))
    unknown = int(real.loc[real["at"] == "item", "unknown"].fillna(0).sum())
    if unknown:
        notes.append(words.say("attendance.note.unknown", n=unknown))
    if (rows["series"] == "observed").any():
        notes.append(words.say("attendance.note.observed"))
    return notes


def _n(real: pd.DataFrame, words: Language) -> str:
    sessions = int(real.loc[real["at"] == "roll_call", "units_known"].sum())
    decisions = int(real.loc[real["at"] == "item", "units_known"].sum())
    return f"n = {words.say('count.sessions', n=sessions)}, {words.say('count.decisions', n=decisions)}"


def _said(row: dict[str, Any], words: Language) -> str:
    """One row of the figure in words."""
    key = "attendance.alt.observed" if row["series"] == "observed" else f"attendance.alt.{row['at']}"
    ends = "" if pd.isna(row["ci_low"]) else words.percent_range(float(row["ci_low"]), float(row["ci_high"]))
    return words.say(
        key, municipality=row["municipality"], rate=words.percent(float(row["rate"])), present=int(row["present"]),
        seats=int(row["n"]), interval=ends,
    )  # fmt: skip
