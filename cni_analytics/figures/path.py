"""One decision's way from the invitation to the next review of what was signed."""

from __future__ import annotations

from typing import Any

import pandas as pd

from cni_analytics.figures.compose import Composition, records
from cni_analytics.figures.context import SEPARATOR, FigureContext
from cni_analytics.figures.figure import Figure
from cni_analytics.figures.language import Code, Language
from cni_analytics.figures.marks import day, dot, stroke, text_height
from cni_analytics.figures.sheet import Panel
from cni_analytics.figures.style import CLAY, INK, MUTED, SEA, STONE, Face, Size, house, width_mm, wrap
from cni_analytics.metrics.adoption_path import DEFINITION

COLUMNS = (
    "step", "kind", "number", "issuer", "earliest", "latest", "exact", "origin", "rule", "state", "days_since_first",
)  # fmt: skip


@house()
def decision_path(
    steps: pd.DataFrame, *, title: str, language: Code = "el", size: Size = "full", context: FigureContext
) -> Figure:
    """The dated steps of one decision, from top to bottom, and those no document shows.

    Parameters
    ----------
    steps
        From `cni_analytics.metrics.adoption_path.decision_path`, the rows of one document.
    title
        Which decision, in the figure's language («Σέρρες 210/2024»).
    language, size, context
        See `cni_analytics.figures`.

    Returns
    -------
    Figure
        Rows: a step each, in the order they are due.
    """
    page = Composition("decision-path", language=language, size=size, context=context, definition=DEFINITION)
    words, s = page.words, page.scale
    rows = steps.sort_values("step", kind="stable").reindex(columns=list(COLUMNS)).reset_index(drop=True)
    headline = words.say("path.title", decision=title)
    if rows.empty:
        return page.nothing(headline, rows)

    lines = [_lines(row, words) for row in records(rows)]
    dates = [_when(row, words) for row in records(rows)]
    column = max(width_mm(text, Face.STRONG, s.label) for text in dates) + 3.5
    left = column + 5
    measure = page.measure - left
    heads = [wrap(head, Face.STRONG, s.label, measure) for head, _ in lines]
    rests = [wrap(rest, Face.TEXT, s.small, measure) if rest else [] for _, rest in lines]
    line = text_height(s.label)
    blocks = [line * (len(head) + len(rest)) for head, rest in zip(heads, rests, strict=True)]
    gap = line * 1.7
    height = sum(blocks) + gap * (len(blocks) - 1) + 1
    span = _span(rows)
    sheet = page.sheet(
        title=headline,
        subtitle=words.say("path.subtitle") if span is None else words.say("path.subtitle.days", n=span),
        panels=[Panel(height, above=1.5)],
        notes=_notes(rows, words),
        n=words.say("path.n", n=int((rows["state"] != "not_seen").sum())),
    )
    (axes,) = sheet.axes
    axes.set_xlim(0, page.measure)
    axes.set_ylim(height, 0)
    rail, top, before, since = column + 1, 0.0, None, None
    for row, date, head, rest, block in zip(records(rows), dates, heads, rests, blocks, strict=True):
        y = top + line / 2
        seen, derived = row["state"] != "not_seen", bool(row["origin"] == "derived")
        if before is not None:
            firm = seen and not derived
            stroke(axes, [rail, rail], [before, y], color=SEA if firm else STONE, lw=s.line * 1.6,
                      ls="-" if firm else (0, (2, 2)), zorder=2)  # fmt: skip
        days = row["days_since_first"]
        if since is not None and not pd.isna(days):
            sheet.write(axes, left, top - gap / 2, _gap(int(days) - since, words), points=s.small, color=MUTED)
        if not pd.isna(days):
            since = int(days)
        if seen:
            color = CLAY if row["kind"] == "council_decision" else SEA
            dot(axes, rail, y, color, s.dot * 1.25, hollow=derived)
        else:
            dot(axes, rail, y, STONE, s.dot * 1.3, marker="o", hollow=False).set(mfc="w", mec="w")
            dot(axes, rail, y, STONE, s.dot * 0.9, marker="x", zorder=6).set(mew=1.2)
        sheet.write(
            axes, column - 2, y, date, face=Face.STRONG if seen else Face.TEXT, color=INK if seen else MUTED, ha="right"
        )
        for number, text in enumerate([*head, *rest]):
            strong = number < len(head)
            sheet.write(
                axes, left, y + number * line, text, face=Face.STRONG if strong and seen else Face.TEXT,
                points=s.label if strong else s.small, color=INK if strong and seen else MUTED,
            )  # fmt: skip
        before = y
        top += block + gap
    said = (f"{date}: {head}{f' ({rest})' if rest else ''}." for date, (head, rest) in zip(dates, lines, strict=True))
    return page.figure(sheet, rows, alt=" ".join([f"{headline}.", *said]))


def _notes(rows: pd.DataFrame, words: Language) -> list[str]:
    notes = [words.say("path.note.scale")]
    if (rows["origin"] == "derived").any():
        notes.append(words.say("path.note.rule"))
    if (rows["state"] == "not_seen").any():
        notes.append(words.say("path.note.not_seen"))
    return notes


def _span(rows: pd.DataFrame) -> int | None:
    """Days from the invitation to the council's decision, where both are known to the day."""
    since = {row["kind"]: row["days_since_first"] for row in records(rows) if not pd.isna(row["days_since_first"])}
    if "invitation" not in since or "council_decision" not in since:
        return None
    return int(since["council_decision"]) - int(since["invitation"])


def _when(row: dict[str, Any], words: Language) -> str:
    low, high = day(row["earliest"]), day(row["latest"])
    if low is None or high is None:
        return words.say("path.not_seen")
    if low == high:
        return words.short_date(low)
    if (low.year, low.month) == (high.year, high.month):
        return words.month(low)
    return f"{words.short_date(low)} – {words.short_date(high)}"


def _lines(row: dict[str, Any], words: Language) -> tuple[str, str]:
    """What happened, and its number, issuer or rule."""
    kind, number, issuer = row["kind"], row["number"], row["issuer"]
    parts = [
        words.say("path.number", number=str(number)) if _there(number) else "",
        str(issuer) if _there(issuer) and kind != "council_decision" else "",
        words.say("path.rule.next_review") if kind == "next_review" and row["state"] != "not_seen" else "",
    ]
    return words.say(f"path.kind.{kind}"), SEPARATOR.join(part for part in parts if part)


def _gap(days: int, words: Language) -> str:
    return words.say("path.days", n=days) if days else words.say("path.same_day")


def _there(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
