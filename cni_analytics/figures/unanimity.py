"""How often the councils decided with one voice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from cni_analytics.figures.compose import Composition, records, sentence
from cni_analytics.figures.context import FigureContext
from cni_analytics.figures.figure import Figure
from cni_analytics.figures.key import Entry, draw_key, key_height
from cni_analytics.figures.lanes import Lane, Lanes, lay_out
from cni_analytics.figures.language import Code, Language
from cni_analytics.figures.marks import dot, percent_axis, stroke, text_height, whisker
from cni_analytics.figures.names import busiest, fold, municipality_names, name_of
from cni_analytics.figures.sheet import Panel, Sheet
from cni_analytics.figures.style import CLAY, MUTED, SAND, SEA, STONE, Face, Size, house, width_mm
from cni_analytics.metrics.observed import observed_outcomes
from cni_analytics.metrics.unanimity import DEFINITION

COLUMNS = (
    "series", "municipality_id", "municipality", "decisions", "n", "unsettled", "strict", "strict_rate",
    "strict_ci_low", "strict_ci_high", "strict_range_low", "strict_range_high", "legal", "legal_n", "legal_rate",
    "legal_ci_low", "legal_ci_high", "legal_range_low", "legal_range_high", "coverage", "ranked", "stated_outcome",
    "source",
)  # fmt: skip
KINDS = (("strict", "n", SEA, "o", 1.0), ("legal", "legal_n", CLAY, "D", 0.82))
SHAPES = {"unanimous": "o", "majority": "D"}


@house()
def unanimity_by_council(
    rates: pd.DataFrame,
    observed: pd.DataFrame | None = None,
    names: pd.DataFrame | None = None,
    *,
    language: Code = "el",
    size: Size = "full",
    context: FigureContext,
    most: int = 40,
) -> Figure:
    """Strict and legal unanimity of each council with intervals, the unsettled beside them, observed decisions apart.

    Parameters
    ----------
    rates
        From `cni_analytics.metrics.unanimity.unanimity_rates` by ``municipality_id``.
    observed
        The ``observed_decisions`` table: outcomes seen without their document, drawn hollow in a panel of their own.
        Those whose document is in the corpus, or without an outcome, are left out and counted.
    names
        See `cni_analytics.figures.names.municipality_names`.
    language, size, context
        See `cni_analytics.figures`.
    most
        Councils drawn, those with the most behind them; the others are left out and counted.

    Returns
    -------
    Figure
        Rows: ``series`` ``council`` or ``observed``. A council none of whose decisions is settled has a row without
        marks. Councils above the metric's minimum are in order of the strict rate, the others by name.
    """
    page = Composition("unanimity-by-council", language=language, size=size, context=context, definition=DEFINITION)
    words, s = page.words, page.scale
    known = municipality_names(names, words)
    seen, left_out = _observed(observed, known, words)
    kept, more = busiest(rates.groupby("municipality_id", dropna=False)["decisions"].sum(), most)
    if more:
        rates, seen = rates[rates["municipality_id"].isin(kept)], seen[seen["municipality_id"].isin(kept)]
        left_out["councils beyond those shown"] = more
    real = _councils(rates, known, words)
    rows = pd.concat([part.astype(object) for part in (real, seen) if len(part)] or [real.astype(object)])
    rows = rows.reindex(columns=list(COLUMNS)).reset_index(drop=True)
    if rows.empty:
        return page.nothing(words.say("unanimity.question"), rows, left_out=left_out)

    lanes = _lanes(real, words)
    counts = [_counts(row, words) for row in records(real)]
    widest = max((width_mm(text, Face.TEXT, s.small) for pair in counts for text in pair), default=0.0)
    layout = lay_out(lanes, s, page.measure, share=0.3)
    by_council = list(seen.groupby("municipality", sort=False))
    below = lay_out([Lane(str(name)) for name, _ in by_council], s, page.measure, share=0.3)
    key = _key(real, seen, words)
    over = key_height(key, s.small, page.measure)
    panels = [
        Panel(layout.height, left=layout.room, right=widest + 3, above=over + 0.5, below=text_height(s.small) + 1.5)
    ]
    head = 0.0
    if by_council:
        head = text_height(s.label) + 3
        panels.append(Panel(below.height, left=below.room, above=head if len(real) else head + over))
    title = _title(real, words)
    sheet = page.sheet(
        title=title,
        subtitle=words.say("unanimity.subtitle"),
        panels=panels if len(real) else panels[1:],
        notes=[*_notes(real, seen, words), words.say("names.more", n=more) if more else ""],
        n=f"n = {words.say('count.decisions', n=int(real['n'].sum()))}",
    )
    draw_key(sheet, sheet.axes[0], key, above=over if len(real) else over + head)
    if len(real):
        _draw_councils(sheet, sheet.axes[0], real, counts, layout, words)
    if by_council:
        _draw_observed(sheet, sheet.axes[-1], by_council, below, words)
    alt = " ".join([sentence(title), words.say("unanimity.alt"), *(_said(row, words) for row in records(rows))])
    return page.figure(sheet, rows, alt=alt, left_out=left_out)


def _observed(
    observed: pd.DataFrame | None, known: Mapping[str, str], words: Language
) -> tuple[pd.DataFrame, dict[str, int]]:
    """Observed decisions with an outcome, and why the others are not drawn."""
    columns = ["series", "municipality_id", "municipality", "stated_outcome", "source"]
    if observed is None:
        return pd.DataFrame(columns=columns), {}
    seen = observed_outcomes(observed)
    out = seen.assign(series="observed")
    out["municipality"] = [name_of(value, known, words) for value in out["municipality_id"]]
    order = sorted(range(len(out)), key=lambda i: fold(out["municipality"].iloc[i]))
    return out.iloc[order][columns], dict(seen.attrs["left_out"])


def _councils(rates: pd.DataFrame, known: Mapping[str, str], words: Language) -> pd.DataFrame:
    """Councils in the order drawn."""
    out = rates.assign(series="council")
    out["municipality"] = [name_of(value, known, words) for value in out["municipality_id"]]
    keys = [
        (not row["ranked"], -float(row["strict_rate"]) if row["ranked"] else 0.0, fold(str(row["municipality"])))
        for row in records(out)
    ]
    return out.iloc[sorted(range(len(out)), key=lambda i: keys[i])].reset_index(drop=True)


def _lanes(real: pd.DataFrame, words: Language) -> list[Lane]:
    lanes: list[Lane] = []
    headed = len(set(real["ranked"])) > 1
    for number, row in enumerate(records(real)):
        if headed and (number == 0 or row["ranked"] != real["ranked"].iloc[number - 1]):
            lanes.append(Lane(words.say(f"unanimity.group.{'ranked' if row['ranked'] else 'few'}"), heading=True))
        lanes.append(Lane(str(row["municipality"]), marks=2))
    return lanes


def _counts(row: dict[str, Any], words: Language) -> tuple[str, str]:
    """What the two marks were counted from, the unsettled after the second."""
    strict = f"{words.number(int(row['strict']))}/{words.number(int(row['n']))}"
    legal = f"{words.number(int(row['legal']))}/{words.number(int(row['legal_n']))}"
    if row["unsettled"]:
        strict += f" (+{words.number(int(row['unsettled']))})"
    return strict, legal


def _draw_councils(
    sheet: Sheet, axes: Axes, real: pd.DataFrame, counts: list[tuple[str, str]], layout: Lanes, words: Language
) -> None:
    s = sheet.scale
    axes.set_xlim(0, 1)
    layout.draw(sheet, axes)
    percent_axis(sheet, axes, words)
    lanes = [number for number, lane in enumerate(layout.lanes) if not lane.heading]
    edge = s.width - s.margin
    for row, lane, texts in zip(records(real), lanes, counts, strict=True):
        for mark, (kind, n, color, marker, share) in enumerate(KINDS):
            y = layout.middle(lane, mark)
            sheet.write(axes, edge, y, texts[mark], points=s.small, color=MUTED, ha="right", across_page=True)
            low, high = float(row[f"{kind}_range_low"]), float(row[f"{kind}_range_high"])
            if high > low:
                stroke(axes, [low, high], [y, y], color=SAND, lw=s.dot * 0.75, solid_capstyle="butt", zorder=2)
            if row[n]:
                whisker(axes, float(row[f"{kind}_ci_low"]), float(row[f"{kind}_ci_high"]), y, color, s.line * 1.5)
                dot(axes, float(row[f"{kind}_rate"]), y, color, s.dot * share, marker=marker)


def _draw_observed(
    sheet: Sheet, axes: Axes, by_council: list[tuple[Any, pd.DataFrame]], layout: Lanes, words: Language
) -> None:
    """One hollow mark a decision, in a panel without a scale: an outcome is no rate."""
    s = sheet.scale
    width = sheet.measure - layout.room
    axes.set_xlim(0, width)
    layout.draw(sheet, axes)
    sheet.panel_title(axes, words.say("unanimity.observed"), above=text_height(s.label) * 0.6 + 0.6)
    for lane, (_, group) in enumerate(by_council):
        for place, row in enumerate(records(group)):
            dot(
                axes,
                2 + 3.4 * place,
                layout.middle(lane),
                STONE,
                s.dot,
                marker=SHAPES[row["stated_outcome"]],
                hollow=True,
            )


def _key(real: pd.DataFrame, seen: pd.DataFrame, words: Language) -> list[Entry]:
    entries = []
    if len(real):
        entries += [
            Entry("dot", SEA, words.say("unanimity.key.strict")),
            Entry("diamond", CLAY, words.say("unanimity.key.legal")),
            Entry("line", SEA, words.say("unanimity.key.interval")),
        ]
        if real["unsettled"].sum():
            entries.append(Entry("box", SAND, words.say("unanimity.key.range")))
    for outcome, kind in (("unanimous", "hollow"), ("majority", "hollow_diamond")):
        if (seen["stated_outcome"] == outcome).any():
            entries.append(Entry(kind, STONE, words.say(f"unanimity.key.observed.{outcome}")))  # type: ignore[arg-type]
    return entries


def _title(real: pd.DataFrame, words: Language) -> str:
    if len(real) == 1 and int(real["n"].iloc[0]) == 1 and int(real["decisions"].iloc[0]) == 1:
        outcome = "unanimous" if int(real["strict"].iloc[0]) else "other"
        return words.say(f"unanimity.finding.{outcome}", municipality=real["municipality"].iloc[0])
    return words.say("unanimity.question")


def _notes(real: pd.DataFrame, seen: pd.DataFrame, words: Language) -> list[str]:
    notes = []
    if len(real):
        notes += [words.say("unanimity.note.interval"), words.say("unanimity.note.law")]
    if len(real) and (real["n"] <= 1).all():
        notes.append(words.say("unanimity.note.one"))
    if len(seen):
        notes.append(words.say("unanimity.note.observed"))
    return notes


def _said(row: dict[str, Any], words: Language) -> str:
    if row["series"] == "observed":
        outcome = words.say(f"outcome.{row['stated_outcome']}")
        return words.say("unanimity.alt.observed", municipality=row["municipality"], outcome=outcome)
    return words.say(
        "unanimity.alt.row", municipality=row["municipality"], strict=int(row["strict"]), settled=int(row["n"]),
        rate=words.percent(float(row["strict_rate"])), unsettled=int(row["unsettled"]), legal=int(row["legal"]),
        interval=words.percent_range(float(row["strict_ci_low"]), float(row["strict_ci_high"])),
    )  # fmt: skip
