"""One session from the roll call to its last item: how many were there, who came and who left."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from cni_analytics.figures.compose import Composition, records, sentence
from cni_analytics.figures.context import FigureContext
from cni_analytics.figures.figure import Figure
from cni_analytics.figures.key import Entry, draw_key, key_height
from cni_analytics.figures.language import Code, Language
from cni_analytics.figures.marks import hatched, stroke, text_height
from cni_analytics.figures.sheet import Panel, Sheet
from cni_analytics.figures.style import (
    CLAY,
    MUTED,
    RULE,
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
from cni_analytics.metrics.session import DEFINITION

STEPS = (
    "step", "at", "item_number", "out_of_agenda", "present", "present_min", "present_max", "seats", "quorum",
)  # fmt: skip
COLUMNS = ("series", *STEPS, "name", "kind", "moment")
MOMENTS = ("before", "during", "", "after")
"""In the order of time; an anchor without a moment takes effect at the item."""


@house()
def session_anatomy(
    steps: pd.DataFrame,
    movements: pd.DataFrame,
    *,
    session: str,
    language: Code = "el",
    size: Size = "full",
    context: FigureContext,
) -> Figure:
    """Presence through the items of one session, with the quorum as a line and the movements by name.

    Parameters
    ----------
    steps
        A row for the roll call and for each item in the order of discussion: ``step`` (from 0), ``at``
        (``roll_call``, ``item``), ``item_number``, ``out_of_agenda``, ``present`` (missing where not settled),
        ``present_min`` and ``present_max`` (rival readings), ``seats``, ``quorum``.
    movements
        Rows of the corpus's ``movements`` table for the session, each movement once: ``name``, ``kind``,
        ``item_number``, ``out_of_agenda``, ``moment``.
    session
        Which session, in the figure's language («Δημοτικό Συμβούλιο Σερρών, 26 Ιουνίου 2024, ώρα 20:00»).
    language, size, context
        See `cni_analytics.figures`.

    Returns
    -------
    Figure
        Rows: ``series`` ``presence`` (the steps) and ``movement`` (a row a person).
    """
    page = Composition("session-anatomy", language=language, size=size, context=context, definition=DEFINITION)
    words, s = page.words, page.scale
    path = steps.sort_values("step", kind="stable").reindex(columns=list(STEPS)).reset_index(drop=True)
    moved = movements.reindex(columns=["name", "kind", "item_number", "out_of_agenda", "moment"])
    rows = pd.concat(
        [path.assign(series="presence").astype(object), moved.assign(series="movement").astype(object)],
        ignore_index=True,
    ).reindex(columns=list(COLUMNS))
    if path.empty or (path["seats"].isna().all() and path["present"].isna().all()):
        return page.nothing(words.say("session.question", session=session), rows.iloc[:0])

    blocks = _blocks(moved, words)
    label = max((width_mm(when, Face.STRONG, s.label) for when, _, _ in blocks), default=0.0)
    left = min(label + 3, page.measure * 0.36)
    listed = [_set_block(block, s, left, page.measure) for block in blocks]
    key = _key(path, words)
    over = key_height(key, s.small, page.measure)
    tall = page.measure * (0.3 if size == "full" else 0.52)
    panels = [Panel(tall, left=6, right=_right(words, s), above=over + 0.5, below=text_height(s.small) + 2)]
    if blocks:
        panels.append(Panel(sum(height for _, _, height in listed) + 1, above=text_height(s.label) + 3))
    title = _title(path, words, session)
    sheet = page.sheet(
        title=title,
        subtitle=session,
        panels=panels,
        notes=_notes(path, words),
        n=f"n = {words.say('count.sessions', n=1)}, {words.say('session.items', n=int((path['at'] == 'item').sum()))}",
    )
    draw_key(sheet, sheet.axes[0], key, above=over)
    _presence(sheet, sheet.axes[0], path, words)
    if blocks:
        _list(sheet, sheet.axes[1], listed, left, words)
    said = (_said(row, words) for row in records(path))
    came = (f"{when}: {words.say('session.' + kind)} {words.listed(who)}." for when, kind, who in blocks)
    alt = " ".join([sentence(title), f"{session}.", *said, *came])
    return page.figure(sheet, rows, alt=alt, parameters={"session": session})


def _title(path: pd.DataFrame, words: Language, session: str) -> str:
    """First and last known presence; the question where either is unknown."""
    first, last = path["present"].iloc[0], path["present"].iloc[-1]
    if len(path) < 2 or pd.isna(first) or pd.isna(last):
        return words.say("session.question", session=session)
    quorum = path["quorum"].iloc[0]
    if pd.isna(quorum):
        return words.say("session.title.bare", first=int(first), last=int(last))
    return words.say("session.title", first=int(first), last=int(last), quorum=int(quorum))


def _right(words: Language, s: Scale) -> float:
    """Room at the right for what the two lines are called."""
    names = [words.say("session.seats", n=0), words.say("session.quorum", n=0)]
    return max(width_mm(name, Face.TEXT, s.small) for name in names) + 3


def _item(row: dict[str, Any], words: Language) -> str:
    if row["at"] == "roll_call":
        return words.say("session.roll_call")
    number = None if pd.isna(row["item_number"]) else int(row["item_number"])
    return words.ordinal_item(number, out_of_agenda=bool(row["out_of_agenda"] or False))


def _presence(sheet: Sheet, axes: Axes, path: pd.DataFrame, words: Language) -> None:
    """The steps, each as wide as the others, their numbers over them."""
    s = sheet.scale
    top = float(pd.concat([path["seats"], path["present_max"], path["present"]]).astype(float).max())
    axes.set_xlim(0, len(path))
    axes.set_ylim(0, top * 1.04)
    for tick in range(0, int(top) + 1, 10):
        axes.axhline(tick, color=RULE, lw=0.4, zorder=0)
        sheet.write(axes, 0, tick, words.number(tick), points=s.small, color=MUTED, ha="right", dx=-3)
    before: float | None = None
    crowded = width_mm("ΕΗΔ 10", Face.TEXT, s.small) > axes.get_position().width * s.width / len(path)
    every = -(-len(path) // 12) if crowded else 1
    told = _told(path, crowded=crowded)
    for x, row in enumerate(records(path)):
        if x % every == 0:
            sheet.write(axes, x + 0.5, 0, _item(row, words), points=s.small, color=MUTED, ha="center", va="top", dy=-3)
        if pd.isna(row["present"]):
            hatched(axes, x + 0.05, 0, 0.9, top, color=STONE)
            before = None
            continue
        y = float(row["present"])
        low, high = float(row["present_min"]), float(row["present_max"])
        axes.fill_between([x, x + 1], [0, 0], [y, y], color=SKY, alpha=1, lw=0, zorder=1)
        if high > low:
            axes.fill_between([x, x + 1], [low, low], [high, high], color=SAND, lw=0, zorder=1.5)
        stroke(axes, [x, x + 1], [y, y], color=SEA, lw=s.line * 3, solid_capstyle="butt", zorder=3)
        if before is not None and before != y:
            stroke(axes, [x, x], [before, y], color=SEA, lw=s.line, zorder=3)
        if x in told:
            sheet.write(axes, x + 0.5, y, words.number(int(y)), face=Face.STRONG, points=s.label + 1, ha="center",
                        dy=-s.label * 1.0)  # fmt: skip
        before = y
    for name, dashed in (("quorum", False), ("seats", True)):
        value = path[name].dropna()
        if len(value):
            axes.axhline(float(value.iloc[0]), color=CLAY if name == "quorum" else MUTED, lw=s.line * 1.4,
                         ls=(0, (3, 2)) if dashed else "-", zorder=4)  # fmt: skip
            sheet.write(axes, len(path), float(value.iloc[0]), words.say(f"session.{name}", n=int(value.iloc[0])),
                        points=s.small, dx=4)  # fmt: skip


def _told(path: pd.DataFrame, *, crowded: bool) -> set[int]:
    """Steps whose number is printed: all, or the first, the last, the lowest and the highest where they are many."""
    if not crowded:
        return set(range(len(path)))
    known = [(float(row["present"]), step) for step, row in enumerate(records(path)) if not pd.isna(row["present"])]
    return {0, len(path) - 1, *([min(known)[1], max(known)[1]] if known else [])}


def _blocks(moved: pd.DataFrame, words: Language) -> list[tuple[str, str, list[str]]]:
    """Who came and who left, by item and moment, in the order of the session."""
    groups: dict[tuple[Any, ...], list[str]] = {}
    for row in records(moved):
        number = None if pd.isna(row["item_number"]) else int(row["item_number"])
        out = bool(row["out_of_agenda"]) if not pd.isna(row["out_of_agenda"]) else False
        moment = row["moment"] if isinstance(row["moment"], str) else ""
        groups.setdefault((number is None, not out, number or 0, MOMENTS.index(moment), row["kind"]), []).append(
            str(row["name"])
        )
    blocks = []
    for (unplaced, inside, number, moment, kind), who in sorted(groups.items()):
        item = words.ordinal_item(number, out_of_agenda=not inside, genitive=MOMENTS[moment] == "during")
        when = words.say("session.when.session") if unplaced else words.say(
            f"session.when.{MOMENTS[moment] or 'at'}", item=item
        )  # fmt: skip
        blocks.append((when, kind, who))
    return blocks


def _set_block(
    block: tuple[str, str, list[str]], s: Scale, left: float, measure: float
) -> tuple[tuple[str, str, list[str]], tuple[list[str], list[str]], float]:
    """Lines of both columns of one movement, and the height they take."""
    when, _, who = block
    heads = wrap(when, Face.STRONG, s.label, left - 2)
    lines = wrap(", ".join(who), Face.TEXT, s.label, measure - left - 5)
    return block, (heads, lines), text_height(s.label, max(len(heads), len(lines))) + 1.4


def _list(sheet: Sheet, axes: Axes, listed: list[Any], left: float, words: Language) -> None:
    s = sheet.scale
    axes.set_xlim(0, sheet.measure)
    axes.set_ylim(sum(height for _, _, height in listed) + 1, 0)
    sheet.panel_title(axes, words.say("session.movements"), above=text_height(s.label) * 0.6 + 0.6)
    top = 0.8
    for (_, kind, _), (heads, lines), height in listed:
        stroke(axes, [0, sheet.measure], [top - 0.8, top - 0.8], color=RULE, lw=0.4)
        y = top + text_height(s.label) / 2
        for number, text in enumerate(heads):
            sheet.write(axes, 0, y + number * text_height(s.label), text, face=Face.STRONG)
        came = kind == "arrival"
        sheet.write(axes, left, y, "↑" if came else "↓", face=Face.STRONG, color=SEA if came else CLAY)
        for number, text in enumerate(lines):
            sheet.write(axes, left + 4, y + number * text_height(s.label), text)
        top += height


def _key(path: pd.DataFrame, words: Language) -> list[Entry]:
    entries = [Entry("line", SEA, words.say("session.key.present"))]
    if (path["present_max"].astype(float) > path["present_min"].astype(float)).any():
        entries.append(Entry("box", SAND, words.say("attendance.key.range")))
    if path["present"].isna().any():
        entries.append(Entry("hatch", STONE, words.say("session.key.unknown")))
    return entries


def _notes(path: pd.DataFrame, words: Language) -> list[str]:
    notes = []
    if (path["present_max"].astype(float) > path["present_min"].astype(float)).any():
        notes.append(words.say("session.note.range"))
    if path["quorum"].notna().any():
        notes.append(words.say("session.note.quorum"))
    return notes


def _said(row: dict[str, Any], words: Language) -> str:
    if pd.isna(row["present"]):
        return words.say("session.alt.unknown", item=_item(row, words))
    count = words.number_range(float(row["present_min"]), float(row["present_max"]))
    return words.say("session.alt.step", item=_item(row, words), present=count)
