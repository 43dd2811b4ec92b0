"""Findings with the words they rest on, to be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from cni_analytics.figures.compose import Composition, records, sentence
from cni_analytics.figures.context import SEPARATOR, FigureContext
from cni_analytics.figures.figure import Figure
from cni_analytics.figures.language import Code, Language
from cni_analytics.figures.marks import dot, stroke, text_height
from cni_analytics.figures.names import municipality_names, name_of
from cni_analytics.figures.sheet import Panel, Sheet
from cni_analytics.figures.style import CLAY, INK, MUTED, RULE, SEA, Face, Scale, Size, house, width_mm, wrap
from cni_analytics.metrics.quality import DEFINITION

COLUMNS = (
    "municipality_id", "municipality", "document_id", "decision_year", "decision_number", "code", "severity", "message",
    "page", "words",
)  # fmt: skip
MARKS = {"error": ("^", CLAY, False), "warning": ("D", CLAY, True), "info": ("o", SEA, True)}
"""Shape, colour and whether hollow: the gravest is the darkest."""
LONGEST = 4
"""Lines of a quotation that are shown; the CSV holds all of it."""


@dataclass(frozen=True, slots=True)
class _Block:
    """One finding, set: lines with their face, size and colour, and the height they take."""

    lines: list[tuple[str, Face, float, str]]
    height: float


@house()
def findings_table(
    findings: pd.DataFrame,
    names: pd.DataFrame | None = None,
    *,
    language: Code = "el",
    size: Size = "full",
    context: FigureContext,
    most: int = 12,
) -> Figure:
    """The findings as a list to be read: what each says, where, and the words of the page.

    Parameters
    ----------
    findings
        From `cni_analytics.metrics.quality.findings_with_words`.
    names
        See `cni_analytics.figures.names.municipality_names`.
    language, size, context
        See `cni_analytics.figures`.
    most
        Findings shown, the gravest first; the others are left out and counted.

    Returns
    -------
    Figure
        Rows: the findings shown. ``message`` is in the figure's language where there is one.
    """
    page = Composition("findings", language=language, size=size, context=context, definition=DEFINITION)
    words, s = page.words, page.scale
    rows = _rows(findings, names, words)
    if rows.empty:
        return page.nothing(words.say("findings.question"), rows, why=words.say("findings.none"))
    total = len(rows)
    rows = rows.head(most)
    left_out = {"beyond those shown": total - len(rows)} if total > len(rows) else {}
    tags = {severity: words.say(f"findings.severity.{severity}") for severity in MARKS}
    left = 4 + max(width_mm(tag, Face.TEXT, s.small) for tag in tags.values()) + 3
    blocks = [_block(row, words, s, page.measure - left) for row in records(rows)]
    gap = 2.6
    height = sum(block.height for block in blocks) + gap * len(blocks)
    title = words.say("findings.title", n=total)
    sheet = page.sheet(
        title=title,
        subtitle=words.say("findings.subtitle"),
        panels=[Panel(height, above=1)],
        notes=[words.say("findings.note.more", n=total - len(rows))] if left_out else [],
        n=words.say("findings.n", n=total),
    )
    (axes,) = sheet.axes
    axes.set_xlim(0, page.measure)
    axes.set_ylim(height, 0)
    top = 0.0
    for row, block in zip(records(rows), blocks, strict=True):
        stroke(axes, [0, page.measure], [top, top], color=RULE, lw=0.4)
        _set(sheet, row, block, top + gap / 2, left, tags)
        top += block.height + gap
    said = (f"{tags[row['severity']]}: {row['message']} {_words(row, words, most=200)}." for row in records(rows))
    return page.figure(
        sheet, rows, alt=" ".join([sentence(title), *said]), left_out=left_out, parameters={"most": most}
    )


def _rows(findings: pd.DataFrame, names: pd.DataFrame | None, words: Language) -> pd.DataFrame:
    """The gravest first, otherwise in the order given."""
    known = municipality_names(names, words)
    rows = findings.reindex(columns=[*COLUMNS, "message_en"]).astype(object)
    rows = rows.where(rows.notna(), None)
    rows["municipality"] = [name_of(value, known, words) for value in rows["municipality_id"]]
    if words.code == "en":
        rows["message"] = [english or greek for english, greek in zip(rows["message_en"], rows["message"], strict=True)]
    weight = rows["severity"].map({name: place for place, name in enumerate(MARKS)})
    rows = rows.assign(_weight=weight.fillna(len(MARKS))).sort_values("_weight", kind="stable")
    return rows[list(COLUMNS)].reset_index(drop=True)


def _block(row: dict[str, Any], words: Language, s: Scale, measure: float) -> _Block:
    lines = [(text, Face.STRONG, s.label, INK) for text in wrap(str(row["message"]), Face.STRONG, s.label, measure)]
    quoted = wrap(_words(row, words), Face.TEXT, s.label, measure)
    if len(quoted) > LONGEST:
        quoted = [*quoted[: LONGEST - 1], f"{quoted[LONGEST - 1][:-1]}…"]
    lines += [(text, Face.TEXT, s.label, INK if row["words"] else MUTED) for text in quoted]
    lines += [(text, Face.TEXT, s.small, MUTED) for text in wrap(_where(row, words), Face.TEXT, s.small, measure)]
    return _Block(lines, sum(text_height(points) for _, _, points, _ in lines))


def _words(row: dict[str, Any], words: Language, *, most: int | None = None) -> str:
    """The words quoted, up to ``most`` characters, or that there are none."""
    if not row["words"]:
        return words.say("findings.silent")
    quoted = str(row["words"])
    return words.quote(quoted if most is None or len(quoted) <= most else f"{quoted[:most].rstrip()}…")


def _where(row: dict[str, Any], words: Language) -> str:
    number = row["decision_number"]
    year = row["decision_year"]
    parts = [
        str(row["municipality"]) if row["municipality_id"] else "",
        words.say("findings.decision", number=f"{number}/{year}") if number and year else "",
        words.say("findings.page", page=str(row["page"])) if row["page"] else "",
        str(row["code"]),
    ]
    return SEPARATOR.join(part for part in parts if part)


def _set(sheet: Sheet, row: dict[str, Any], block: _Block, top: float, left: float, tags: dict[str, str]) -> None:
    (axes,) = sheet.axes
    s = sheet.scale
    marker, color, hollow = MARKS[row["severity"]]
    first = top + text_height(block.lines[0][2]) / 2
    dot(axes, 1.6, first, color, s.dot * (0.82 if marker == "D" else 1), marker=marker, hollow=hollow)
    sheet.write(axes, 4, first, tags[row["severity"]], points=s.small, color=MUTED)
    y = top
    for text, face, points, ink in block.lines:
        sheet.write(axes, left, y + text_height(points) / 2, text, face=face, points=points, color=ink)
        y += text_height(points)
