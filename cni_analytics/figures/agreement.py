"""Who votes with whom, as a matrix in which blocs can be seen."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from cni_analytics.errors import UsageError
from cni_analytics.figures.compose import Composition, records, sentence
from cni_analytics.figures.context import FigureContext
from cni_analytics.figures.figure import Figure
from cni_analytics.figures.key import Entry, draw_key, key_height
from cni_analytics.figures.lanes import Lane, lay_out
from cni_analytics.figures.language import Code, Language
from cni_analytics.figures.marks import hatched, text_height
from cni_analytics.figures.sheet import Panel, Sheet
from cni_analytics.figures.style import FAINT, INK, MUTED, PAPER, STONE, Face, Size, house, is_dark, tint, width_mm
from cni_analytics.metrics.agreement import DEFINITION

COLUMNS = (
    "row", "column", "a", "a_name", "b", "b_name", "agree", "n", "contested", "shown", "rate", "ci_low", "ci_high",
)  # fmt: skip
LEVELS = (0.2, 0.4, 0.6, 0.8)
"""Shares of same votes at which a darker tint begins."""


@house()
def agreement_matrix(
    matrix: pd.DataFrame, *, council: str, language: Code = "el", size: Size = "full", context: FigureContext
) -> Figure:
    """Agreement of every two members on contested decisions, blank where they shared too few.

    Parameters
    ----------
    matrix
        From `cni_analytics.metrics.blocs.agreement_matrix`, of one municipality, body and term.
    council
        Which council and term, in the figure's language.
    language, size, context
        See `cni_analytics.figures`.

    Returns
    -------
    Figure
        Rows: every cell drawn, in the order of the matrix.

    Raises
    ------
    UsageError
        Where the matrix holds more than one council or term.
    """
    page = Composition("agreement-matrix", language=language, size=size, context=context, definition=DEFINITION)
    words, s = page.words, page.scale
    if matrix.duplicated(["row", "column"]).any():
        raise UsageError(
            "matrix", expected="one council and term", found="several in one frame",
            next_step="choose municipality_id, body and term first",
        )  # fmt: skip
    rows = matrix.sort_values(["row", "column"], kind="stable").reindex(columns=list(COLUMNS)).astype(object)
    rows = rows.reset_index(drop=True)
    shown = rows[rows["shown"].astype(bool)]
    pairs = len(rows) // 2
    if shown.empty:
        why = words.say("agreement.few", n=pairs) if pairs else words.say("agreement.none")
        return page.nothing(words.say("agreement.question"), rows.iloc[:0], why=why,
                            left_out={"pairs with too few votes in common": pairs} if pairs else {})  # fmt: skip

    names = rows.drop_duplicates("row").sort_values("row")["a_name"].tolist()
    size_of = len(names)
    labels = [f"{number + 1}\u2002{name}" for number, name in enumerate(names)]
    layout = lay_out([Lane(label) for label in labels], s, page.measure, share=0.36, mark=2.6)
    cell = min((page.measure - layout.room) / size_of, 7.0)
    key = _key(rows, words)
    over = key_height(key, s.small, page.measure)
    sheet = page.sheet(
        title=words.say("agreement.title"),
        subtitle=council,
        panels=[Panel(layout.height, left=layout.room, above=over + text_height(s.small) + 1)],
        notes=[
            words.say("agreement.note"),
            words.say("agreement.note.shared", low=int(shown["n"].min()), high=int(shown["n"].max())),
        ],
        n="n = " + words.say("agreement.n", n=len(shown) // 2, pairs=pairs),
    )
    (axes,) = sheet.axes
    axes.set_xlim(0, page.measure - layout.room)
    layout.draw(sheet, axes)
    draw_key(sheet, axes, key, above=over + text_height(s.small))
    step = 1 if width_mm(str(size_of), Face.TEXT, s.small) < cell - 0.3 else 5
    for number in range(size_of):
        y, height = layout.middle(number), layout.heights[number] - 0.35
        axes.add_artist(Rectangle((number * cell, y - height / 2), cell - 0.3, height, facecolor=FAINT, lw=0, zorder=2))
        if (number + 1) % step == 0 or number == 0:
            sheet.write(axes, (number + 0.5) * cell, 0, str(number + 1), points=s.small, color=MUTED, ha="center",
                        dy=s.small * 0.8)  # fmt: skip
    for row in records(rows):
        number = int(row["row"])
        _cell(sheet, axes, row, cell, layout.middle(number), layout.heights[number] - 0.35, words)
    alt = " ".join([sentence(words.say("agreement.title")), f"{council}.", *_extremes(shown, words)])
    return page.figure(sheet, rows, alt=alt, parameters={"council": council})


def _cell(sheet: Sheet, axes: Axes, row: dict[str, Any], cell: float, y: float, height: float, words: Language) -> None:
    s = sheet.scale
    x, width = int(row["column"]) * cell, cell - 0.3
    if not row["shown"]:
        hatched(axes, x, y - height / 2, width, height, color=STONE)
        return
    share = float(row["rate"])
    fill = _tint(share)
    axes.add_artist(Rectangle((x, y - height / 2), width, height, facecolor=fill, lw=0, zorder=2))
    text = words.number(round(100 * share))
    if width_mm("100", Face.TEXT, s.small) < width - 0.2 and text_height(s.small) <= height + 0.6:
        sheet.write(axes, x + width / 2, y, text, points=s.small, color=PAPER if is_dark(fill) else INK, ha="center")


def _tint(share: float) -> str:
    return tint(sum(share >= level for level in LEVELS))


def _key(rows: pd.DataFrame, words: Language) -> list[Entry]:
    entries = [Entry("box", _tint(0.0), words.say("agreement.key.low", share=words.percent(LEVELS[0])), edge=STONE)]
    entries += [
        Entry("box", _tint(level), words.say("agreement.key.from", share=words.percent(level))) for level in LEVELS
    ]
    if not rows["shown"].astype(bool).all():
        entries.append(Entry("hatch", STONE, words.say("agreement.key.blank")))
    return entries


def _extremes(shown: pd.DataFrame, words: Language) -> list[str]:
    """The most and the least agreeing pair; of those tied, the first of the matrix."""
    ordered = sorted(records(shown), key=lambda row: float(row["rate"]))
    said = []
    for key, row in (("high", max(ordered, key=lambda row: float(row["rate"]))), ("low", ordered[0])):
        said.append(
            words.say(f"agreement.alt.{key}", a=row["a_name"], b=row["b_name"], decisions=int(row["n"]),
                      share=words.percent(float(row["rate"])))
        )  # fmt: skip
    return said
