"""One decision's way from the invitation to the next review of what was signed."""

from __future__ import annotations

from typing import Any

import pandas as pd

from cni_analytics.figures.compose import Composition, records
from cni_analytics.figures.context import FigureContext
from cni_analytics.figures.figure import Figure
from cni_analytics.figures.language import Code, Language
from cni_analytics.figures.marks import day, dot, text_height
from cni_analytics.figures.sheet import Panel
from cni_analytics.figures.style import CLAY, INK, MUTED, SEA, STONE, Face, Size, house, width_mm, wrap
from cni_analytics.metrics.definition import Definition

DEFINITION = Definition(
    id="decision-path",
    version="1",
    text_el=(
        "Τα βήματα μιας απόφασης με τις ημερομηνίες τους, όπως τις γράφει το έγγραφο· ένα βήμα που συνάγεται από "
        "κανόνα (η επόμενη διετής αξιολόγηση) σχεδιάζεται χωριστά."
    ),
    text_en=(
        "The steps of one decision with their dates as the document states them; a step that follows from a rule (the "
        "next two-yearly review) is drawn apart."
    ),
    sources=("ν. 4555/2018, art. 74",),
)
COLUMNS = ("kind", "number", "issuer", "date", "earliest", "latest", "origin", "rule", "days_since_previous")


@house()
def decision_path(
    acts: pd.DataFrame, *, title: str, language: Code = "el", size: Size = "full", context: FigureContext
) -> Figure:
    """The dated steps of one decision, from top to bottom.

    Parameters
    ----------
    acts
        Rows of the corpus's ``acts`` table for one decision: ``kind``, ``number``, ``issuer``, ``date``,
        ``earliest``, ``latest``, ``origin``, ``rule``. A step with no date at all is left out and counted.
    title
        Which decision, in the figure's language («Σέρρες 210/2024»).
    language, size, context
        See `cni_analytics.figures`.

    Returns
    -------
    Figure
        Rows: a step each, in time order; ``days_since_previous`` is missing before the first step and where either
        date is not known to the day.
    """
    page = Composition("decision-path", language=language, size=size, context=context, definition=DEFINITION)
    words, s = page.words, page.scale
    rows, undated = _steps(acts)
    left_out = {"step without a date": undated} if undated else {}
    if rows.empty:
        return page.nothing(words.say("path.title", decision=title), rows, left_out=left_out)

    lines = [_lines(row, words) for row in records(rows)]
    dates = [_when(row, words) for row in records(rows)]
    column = max(width_mm(text, Face.STRONG, s.label) for text in dates) + 3.5
    text_left = column + 5
    measure = page.measure - text_left
    wrapped = [
        [*wrap(head, Face.STRONG, s.label, measure), *(wrap(rest, Face.TEXT, s.small, measure) if rest else [])]
        for head, rest in lines
    ]
    heads = [len(wrap(head, Face.STRONG, s.label, measure)) for head, _ in lines]
    line = text_height(s.label)
    blocks = [line * len(text) for text in wrapped]
    gap = line * 1.9
    height = sum(blocks) + gap * (len(blocks) - 1) + 1
    span = _span(rows)
    sheet = page.sheet(
        title=words.say("path.title", decision=title),
        subtitle=words.say("path.subtitle.days", n=span) if span is not None else words.say("path.subtitle"),
        panels=[Panel(height, above=1.5)],
        notes=[
            words.say("path.note.scale"),
            words.say("path.note.rule") if (rows["origin"] == "derived").any() else "",
        ],
        n=words.say("path.n", n=len(rows)),
    )
    (axes,) = sheet.axes
    axes.set_xlim(0, page.measure)
    axes.set_ylim(height, 0)
    rail = column + 1
    top, before = 0.0, None
    for row, text, date, head, block in zip(records(rows), wrapped, dates, heads, blocks, strict=True):
        y = top + line / 2
        derived = bool(row["origin"] == "derived")
        color = CLAY if row["kind"] == "council_decision" else SEA
        if before is not None:
            style = (0, (2, 2)) if derived else "-"
            axes.plot([rail, rail], [before, y], color=STONE if derived else SEA, lw=s.line * 1.6, ls=style, zorder=2)
            if not pd.isna(row["days_since_previous"]):
                label = _gap(int(row["days_since_previous"]), words)
                axes_y = top - gap / 2
                sheet.write(axes, text_left, axes_y, label, points=s.small, color=MUTED)
        dot(axes, rail, y, color, s.dot * 1.25, hollow=derived)
        sheet.write(axes, column - 2, y, date, face=Face.STRONG, color=INK, ha="right")
        for number, words_of in enumerate(text):
            strong = number < head
            sheet.write(
                axes, text_left, y + number * line, words_of, face=Face.STRONG if strong else Face.TEXT,
                points=s.label if strong else s.small, color=INK if strong else MUTED,
            )  # fmt: skip
        before = y
        top += block + gap
    alt = " ".join(
        [
            words.say("path.title", decision=title) + ".",
            *(
                f"{date}: {head}{f' ({rest})' if rest else ''}."
                for date, (head, rest) in zip(dates, lines, strict=True)
            ),
        ]
    )
    return page.figure(sheet, rows, alt=alt, left_out=left_out)


def _steps(acts: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Steps in time order, those of one day in the order given, with the days between them."""
    rows = acts.reindex(columns=[name for name in COLUMNS if name != "days_since_previous"]).copy()
    exact = pd.to_datetime(rows["date"])
    start = exact.fillna(pd.to_datetime(rows["earliest"]))
    rows = rows.assign(_at=start, _exact=exact).dropna(subset=["_at"]).sort_values("_at", kind="stable")
    rows["days_since_previous"] = rows["_exact"].diff().dt.days.astype("Int64")
    return rows.reindex(columns=list(COLUMNS)).reset_index(drop=True), len(acts) - len(rows)


def _span(rows: pd.DataFrame) -> int | None:
    """Days from the invitation to the council's decision."""
    dates = pd.to_datetime(rows["date"])
    invited, decided = dates[rows["kind"] == "invitation"], dates[rows["kind"] == "council_decision"]
    if len(invited) != 1 or len(decided) != 1 or invited.isna().any() or decided.isna().any():
        return None
    return int((decided.iloc[0] - invited.iloc[0]).days)


def _when(row: dict[str, Any], words: Language) -> str:
    exact, low, high = (day(row[name]) for name in ("date", "earliest", "latest"))
    if exact is not None:
        return words.short_date(exact)
    if low is not None and high is not None and (low.year, low.month) == (high.year, high.month):
        return words.month(low)
    return " – ".join(words.short_date(value) for value in (low, high) if value is not None)


def _lines(row: dict[str, Any], words: Language) -> tuple[str, str]:
    """What happened, and its number, issuer or rule."""
    number, issuer, kind = (row[name] for name in ("number", "issuer", "kind"))
    rule = words.say("path.rule.next_review") if kind == "next_review" else ""
    parts = [
        words.say("path.number", number=str(number)) if _there(number) else "",
        str(issuer) if _there(issuer) else "",
        rule,
    ]
    return words.say(f"path.kind.{kind}"), " · ".join(part for part in parts if part)


def _gap(days: int, words: Language) -> str:
    return words.say("path.days", n=days) if days else words.say("path.same_day")


def _there(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
