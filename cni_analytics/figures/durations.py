"""How long a step takes, with what is still open counted as open."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from cni_analytics.figures.compose import Composition, records, sentence
from cni_analytics.figures.context import FigureContext
from cni_analytics.figures.figure import Figure
from cni_analytics.figures.key import Entry, draw_key, key_height
from cni_analytics.figures.language import Code, Language
from cni_analytics.figures.marks import stroke, text_height
from cni_analytics.figures.sheet import Panel, Sheet
from cni_analytics.figures.style import INK, MUTED, RULE, SEA, SKY, Face, Size, house, width_mm
from cni_analytics.metrics.adoption_path import DEFINITION
from cni_analytics.metrics.intervals import MINIMUM_TO_RANK

COLUMNS = ("time", "at_risk", "events", "censored", "survival", "std_error", "ci_low", "ci_high", "n", "decisions")


@house()
def time_to_step(
    curve: pd.DataFrame,
    *,
    start: str = "invitation",
    end: str = "publication",
    language: Code = "el",
    size: Size = "full",
    context: FigureContext,
) -> Figure:
    """The share of decisions that have not reached a step yet, by days since another, with the numbers at risk.

    Parameters
    ----------
    curve
        From `cni_analytics.metrics.adoption_path.time_to_step`; its ``attrs["left_out"]`` goes into the record.
    start, end
        The steps the curve is about, as given to the metric.
    language, size, context
        See `cni_analytics.figures`.

    Returns
    -------
    Figure
        Rows: those of the curve. Where no document states the second step there is no curve, and the figure says so.
    """
    page = Composition("time-to-step", language=language, size=size, context=context, definition=DEFINITION)
    words, s = page.words, page.scale
    rows = curve.reindex(columns=list(COLUMNS)).reset_index(drop=True)
    left_out = {str(reason): int(n) for reason, n in dict(curve.attrs.get("left_out", {})).items() if n}
    steps = {"start": words.say(f"step.{start}"), "end": words.say(f"step.{end}")}
    question = words.say("duration.question", **steps)
    if rows.empty:
        return page.nothing(question, rows, left_out=left_out)
    if not rows["events"].sum():
        # A flat line at 100 % would read as "never happened"; nothing says whether it did.
        why = words.say("duration.silent", **steps)
        return page.nothing(
            question, rows, why=why, left_out={**left_out, "no date of the step": int(rows["n"].iloc[0])}
        )
    n, decisions = int(rows["n"].iloc[0]), int(rows["decisions"].iloc[0])
    title = _title(rows, n, question, words, steps)
    key = [Entry("line", SEA, words.say("duration.key.curve"))]
    if rows["ci_low"].notna().any():
        key.append(Entry("box", SKY, words.say("duration.key.band")))
    if rows["censored"].sum():
        key.append(Entry("tick", INK, words.say("duration.key.censored")))
    over = key_height(key, s.small, page.measure)
    left = width_mm("100%", Face.TEXT, s.small) + 2
    short = "" if n == decisions else words.say("duration.of", all=decisions)
    sheet = page.sheet(
        title=title,
        subtitle=words.say("duration.subtitle"),
        panels=[
            Panel(page.measure * (0.32 if size == "full" else 0.52), left=left, right=4, above=over + 2,
                  below=text_height(s.small) + 1),
            Panel(text_height(s.small) + 1, left=left, right=4, above=text_height(s.label) + 2.5),
        ],
        notes=[words.say("duration.note"), words.say("duration.note.few") if n < MINIMUM_TO_RANK else ""],
        n=f"n = {words.say('count.decisions', n=n)}{short}",
    )  # fmt: skip
    last = max(float(rows["time"].max()), 1.0)
    draw_key(sheet, sheet.axes[0], key, above=over + 1)
    _curve(sheet, sheet.axes[0], rows, last, words)
    _at_risk(sheet, sheet.axes[1], rows, last, words)
    told = rows.iloc[sorted({0, len(rows) // 2, len(rows) - 1})]
    said = (
        words.say("duration.alt", day=str(int(row["time"])), share=words.percent(float(row["survival"])),
                  risk=int(row["at_risk"]))
        for row in records(told)
    )  # fmt: skip
    parameters = {"start": start, "end": end}
    return page.figure(sheet, rows, alt=" ".join([sentence(title), *said]), left_out=left_out, parameters=parameters)


def _title(rows: pd.DataFrame, n: int, question: str, words: Language, steps: dict[str, str]) -> str:
    """The median where the curve reaches it and rests on enough decisions; otherwise the question."""
    half = rows[rows["survival"] <= 0.5]
    if half.empty or n < MINIMUM_TO_RANK:
        return question
    days = words.say("duration.days", n=int(half["time"].iloc[0]))
    return words.say("duration.title", days=days, **steps)


def _ticks(last: float, width: float) -> list[float]:
    """Round days, no nearer than 12 mm."""
    step = next(k for k in (1, 2, 5, 10, 20, 30, 60, 90, 180, 365, 730, 3650) if width * k / last >= 12 or k == 3650)
    return [float(value) for value in range(0, int(last) + 1, step)]


def _curve(sheet: Sheet, axes: Axes, rows: pd.DataFrame, last: float, words: Language) -> None:
    s = sheet.scale
    axes.set_xlim(0, last * 1.02)
    axes.set_ylim(0, 1)
    for tick in (0, 0.25, 0.5, 0.75, 1):
        axes.axhline(tick, color=RULE, lw=0.4, zorder=0)
        sheet.write(axes, 0, tick, words.percent(tick), points=s.small, color=MUTED, ha="right", dx=-4)
    time, share = rows["time"].to_numpy(float), rows["survival"].to_numpy(float)
    low, high = rows["ci_low"].to_numpy(float), rows["ci_high"].to_numpy(float)
    axes.fill_between(time, low, high, where=low == low, step="post", color=SKY, lw=0, zorder=1)
    axes.step(time, share, where="post", color=SEA, lw=s.line * 2.4, zorder=3)
    for at, y, censored in zip(time, share, rows["censored"], strict=True):
        if censored:
            stroke(axes, [at, at], [y - 0.025, y + 0.025], color=INK, lw=1.0, zorder=4, clip_on=False)
    width = axes.get_position().width * s.width
    for tick in _ticks(last, width):
        text = words.number(int(tick)) if tick else words.say("duration.days", n=0)
        sheet.write(
            axes, tick, 0, text, points=s.small, color=MUTED, ha="center" if tick else "left", dy=-s.small * 0.85
        )


def _at_risk(sheet: Sheet, axes: Axes, rows: pd.DataFrame, last: float, words: Language) -> None:
    """How many decisions each day of the axis still rests on."""
    s = sheet.scale
    axes.set_xlim(0, last * 1.02)
    axes.set_ylim(0, 1)
    sheet.panel_title(axes, words.say("duration.at_risk"), above=text_height(s.label) * 0.5 + 0.4)
    time = rows["time"].to_numpy(float)
    for tick in _ticks(last, axes.get_position().width * s.width):
        later = rows.loc[time >= tick, "at_risk"]
        text = words.number(int(later.iloc[0]) if len(later) else 0)
        sheet.write(axes, tick, 0.5, text, points=s.small, ha="center" if tick else "left")
