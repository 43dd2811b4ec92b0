"""Where the network's members are, and by when they had joined."""

from __future__ import annotations

import csv
import datetime as dt
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from cni_analytics.figures.compose import Composition, records, sentence
from cni_analytics.figures.context import FigureContext
from cni_analytics.figures.figure import Figure
from cni_analytics.figures.key import Entry, Kind, draw_key, key_height
from cni_analytics.figures.language import Code, Language
from cni_analytics.figures.marks import day, dot, spread, stroke, text_height
from cni_analytics.figures.sheet import Panel, Sheet
from cni_analytics.figures.style import (
    CLAY,
    FAINT,
    INK,
    PAPER,
    RULE,
    SEA,
    SKY,
    STONE,
    Face,
    Size,
    house,
    width_mm,
    wrap,
)  # fmt: skip
from cni_analytics.metrics.adoption import DEFINITION

COLUMNS = ("municipality_id", "name", "lat", "lon", "first_day", "last_day", "exact", "by", "source")
MIDDLE_LATITUDE = 38.3
"""Degrees north at which a degree of longitude is drawn at its true width."""
BOX = (19.2, 28.5, 34.7, 41.9)
"""West, east, south and north of what is drawn, in degrees: Greece without Kastellorizo, unless a member is there."""
WAVES: tuple[tuple[Kind, str, str], ...] = (("dot", SEA, SEA), ("dot", SKY, SEA), ("diamond", PAPER, SEA))
LAST: tuple[Kind, str, str] = ("diamond", CLAY, CLAY)


@house()
def network_map(
    members: pd.DataFrame,
    *,
    language: Code = "el",
    size: Size = "full",
    context: FigureContext,
    network: str | None = None,
) -> Figure:
    """Members on a map of Greece, marked by the year by whose end they had certainly joined.

    Parameters
    ----------
    members
        From `cni_analytics.metrics.adoption.member_intervals`, with ``lat`` and ``lon`` in degrees (WGS 84).
    language, size, context
        See `cni_analytics.figures`.
    network
        Name of the network; the Cities Network for Integration unless given.

    Returns
    -------
    Figure
        Rows: a member each; ``by`` is the year of the last day it can have joined on. Members without a position or
        a date are left out and counted.

    Notes
    -----
    The outline is Natural Earth's, public domain (``figures/outlines/README.md``).
    """
    page = Composition("network-map", language=language, size=size, context=context, definition=DEFINITION)
    words, s = page.words, page.scale
    name = network or words.say("growth.network")
    rows, left_out = _rows(members, words)
    if rows.empty:
        return page.nothing(words.say("map.question", network=name), rows, left_out=left_out)
    waves = _waves(sorted(set(rows["by"])))
    key = [
        Entry(kind, color, words.say("map.key", year=label), edge=edge) for label, (kind, color, edge) in waves.items()
    ]
    over = key_height(key, s.small, page.measure)
    room = min(
        (0.275 if size == "column" else 0.29) * page.measure,
        max(width_mm(text, Face.TEXT, s.label) for text in rows["name"]) + 5,
    )
    box = _box(rows)
    width = page.measure - 2 * room
    ratio = (box[3] - box[2]) / ((box[1] - box[0]) * math.cos(math.radians(MIDDLE_LATITUDE)))
    lines = math.ceil(sum(len(wrap(text, Face.TEXT, s.label, room - 2)) for text in rows["name"]) / 2) + 1
    height = max(width * ratio, lines * text_height(s.label) * 1.05)
    first = next(iter(waves))
    early = sum(_wave(by, waves) == first for by in rows["by"])
    title = words.say("map.title", n=len(rows), early=early, year=first.split("–")[-1])
    sheet = page.sheet(
        title=title,
        subtitle=words.say("map.subtitle", network=name),
        panels=[Panel(height, left=room, right=room, above=over + 0.5)],
        notes=[words.say("map.note"), *(words.say("map.left_out", n=n) for n in left_out.values())],
        n=words.say("growth.n", n=len(rows)),
        coverage=words.say("map.coverage", total=len(members), drawn=len(rows)),
    )
    (axes,) = sheet.axes
    _frame(axes, box, width, height)
    draw_key(sheet, axes, key, above=over)
    _outline(axes)
    _members(sheet, axes, rows, waves, room)
    said = [
        words.say(
            "map.alt",
            year=label,
            names=words.listed(rows.loc[[_wave(by, waves) == label for by in rows["by"]], "name"]),
        )
        for label in waves
    ]
    return page.figure(
        sheet, rows, alt=" ".join([sentence(title), *said]), left_out=left_out, parameters={"network": name}
    )


def _rows(members: pd.DataFrame, words: Language) -> tuple[pd.DataFrame, dict[str, int]]:
    there = members["lat"].notna() & members["lon"].notna()
    dated = members["last_day"].notna()
    reasons = {"no position": int((~there).sum()), "no date of joining": int((there & ~dated).sum())}
    rows = members[there & dated].copy()
    rows["name"] = rows[words.pick("name_el", "name_en")]
    rows["by"] = [_year(value) for value in rows["last_day"]]
    rows = rows.reindex(columns=list(COLUMNS)).astype(object).reset_index(drop=True)
    return rows, {reason: n for reason, n in reasons.items() if n}


def _year(value: object) -> int:
    when = day(value)
    return dt.MINYEAR if when is None else when.year


def _waves(years: Sequence[int]) -> Mapping[str, tuple[Kind, str, str]]:
    """A mark for each year, or for each run of years where there are more than four; the last stands out."""
    if len(years) == 1:
        return {str(years[0]): WAVES[0]}
    early = list(years[:-1])
    size = math.ceil(len(early) / len(WAVES))
    runs = [early[i : i + size] for i in range(0, len(early), size)]
    labels = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    return {**dict(zip(labels, WAVES, strict=False)), str(years[-1]): LAST}


def _wave(year: int, waves: Mapping[str, Any]) -> str:
    return next(label for label in waves if int(label.split("–")[0]) <= year <= int(label.split("–")[-1]))


def _box(rows: pd.DataFrame) -> tuple[float, float, float, float]:
    west, east, south, north = BOX
    lon, lat = rows["lon"].astype(float), rows["lat"].astype(float)
    return (
        min(west, lon.min() - 0.3), max(east, lon.max() + 0.3), min(south, lat.min() - 0.3), max(north, lat.max() + 0.3)
    )  # fmt: skip


def _frame(axes: Axes, box: tuple[float, float, float, float], width: float, height: float) -> None:
    """Equal scale both ways at the middle latitude, the map in the middle of its panel."""
    west, east, south, north = box
    degree = width / (east - west)
    tall = height / degree * math.cos(math.radians(MIDDLE_LATITUDE))
    middle = (south + north) / 2
    axes.set_xlim(west, east)
    axes.set_ylim(middle - tall / 2, middle + tall / 2)


@cache
def outline() -> tuple[tuple[tuple[float, float], ...], ...]:
    """The rings of the outline of Greece, as ``(lon, lat)`` in degrees."""
    text = resources.files("cni_analytics.figures").joinpath("outlines", "greece.csv").read_text(encoding="utf-8")
    rings: dict[str, list[tuple[float, float]]] = {}
    for row in csv.DictReader(text.splitlines()):
        rings.setdefault(row["ring"], []).append((float(row["lon"]), float(row["lat"])))
    return tuple(tuple(ring) for ring in rings.values())


def _outline(axes: Axes) -> None:
    for ring in outline():
        axes.add_artist(Polygon(ring, closed=True, facecolor=FAINT, edgecolor=RULE, lw=0.4, zorder=1))


def _members(
    sheet: Sheet, axes: Axes, rows: pd.DataFrame, waves: Mapping[str, tuple[Kind, str, str]], room: float
) -> None:
    """Marks, and their names at both sides of the map with a hairline to each."""
    s = sheet.scale
    low, high = axes.get_ylim()
    least = (high - low) * text_height(s.label) * 1.05 / (axes.get_position().height * sheet.height)
    by_longitude = sorted(records(rows), key=lambda row: (float(row["lon"]), str(row["municipality_id"])))
    half = math.ceil(len(by_longitude) / 2)
    for side, part in (("left", by_longitude[:half]), ("right", by_longitude[half:])):
        pad = least / 2
        names = [wrap(str(row["name"]), Face.TEXT, s.label, room - 2) for row in part]
        slots = [
            float(row["lat"]) - number * 1e-6
            for row, lines in zip(part, names, strict=True)
            for number in range(len(lines))
        ]
        places = iter(spread(slots, least, low + pad, high - pad))
        edge = axes.get_xlim()[0 if side == "left" else 1]
        for row, lines in zip(part, names, strict=True):
            heights = [next(places) for _ in lines]
            y = sum(heights) / len(heights)
            lon, lat = float(row["lon"]), float(row["lat"])
            stroke(axes, [edge, lon], [y, lat], color=STONE, lw=0.4, zorder=2, clip_on=False)
            kind, color, rim = waves[_wave(int(row["by"]), waves)]
            mark = dot(
                axes,
                lon,
                lat,
                color,
                s.dot * (0.72 if kind == "diamond" else 0.8),
                marker="D" if kind == "diamond" else "o",
            )
            mark.set_markeredgecolor(rim)
            mark.set_markeredgewidth(0.8)
            for line, at in zip(lines, heights, strict=True):
                sheet.write(axes, edge, at, line, color=INK, ha="right" if side == "left" else "left",
                            dx=-3 if side == "left" else 3)  # fmt: skip
