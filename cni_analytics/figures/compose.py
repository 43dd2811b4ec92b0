"""What all figures share: the footer on the face, the record behind it and the figure that says there is nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any

import pandas as pd

from cni_analytics.figures.context import FigureContext
from cni_analytics.figures.figure import Figure
from cni_analytics.figures.language import Code, Language
from cni_analytics.figures.marks import stroke
from cni_analytics.figures.plotted import csv_bytes
from cni_analytics.figures.sheet import Panel, Sheet
from cni_analytics.figures.style import CLAY, Face, Size, scale, wrap
from cni_analytics.metrics.definition import Definition

PACKAGES = ("cni-analytics", "matplotlib", "numpy", "pandas")
"""Whose versions can change a figure's bytes."""


class Composition:
    """A figure in the making: one place for its words, its sheet and its record.

    Parameters
    ----------
    id
        Of the figure.
    language, size, context
        As given to the figure's function.
    definition
        Of the metric drawn.
    """

    def __init__(
        self, id: str, *, language: Code, size: Size, context: FigureContext, definition: Definition  # noqa: A002
    ) -> None:  # fmt: skip
        self.id, self.size, self.context, self.definition = id, size, context, definition
        self.words = Language(language)
        self.scale = scale(size)
        self.title = self.subtitle = ""

    @property
    def measure(self) -> float:
        """Width between the margins, in millimetres."""
        return self.scale.width - 2 * self.scale.margin

    def sheet(
        self, *, title: str, subtitle: str, panels: Sequence[Panel], notes: Sequence[str] = (), n: str = "",
        coverage: str = "",
    ) -> Sheet:  # fmt: skip
        """Lay the page out.

        Parameters
        ----------
        title, subtitle
            Headline and the line under it.
        panels
            From top to bottom.
        notes
            How to read it.
        n
            What was counted, for the footer («n = 1 απόφαση»).
        coverage
            In place of the coverage of documents, where the figure rests on something else.

        Returns
        -------
        Sheet
        """
        say, context = self.words.say, self.context
        self.title, self.subtitle = title, subtitle
        source = self.words.pick(context.source_el, context.source_en)
        about = f"{self.definition.id}\u00a0{self.definition.version}"
        made_by = f"cni_analytics\u00a0{version('cni-analytics')}"
        footer = [
            "\u00a0· ".join(part for part in (n, coverage or context.coverage.sentence(self.words)) if part),
            "\u00a0· ".join([f"{say('source.label')}: {source}", f"{say('definition.label')}: {about}", made_by]),
        ]
        banner = (say("synthetic.banner"), say("synthetic.explained")) if context.synthetic else None
        return Sheet(
            self.scale, title=title, subtitle=subtitle, notes=notes, footer=footer, panels=panels, banner=banner
        )

    def figure(
        self,
        sheet: Sheet,
        rows: pd.DataFrame,
        *,
        alt: str,
        left_out: Mapping[str, int] | None = None,
        parameters: Mapping[str, Any] | None = None,
    ) -> Figure:
        """Close the figure.

        Parameters
        ----------
        sheet
            As drawn.
        rows
            Exactly what was plotted.
        alt
            The picture in words; marked where the data are invented.
        left_out
            Rows the figure itself left out, by reason, beside those of the context.
        parameters
            Of the drawing, beside those of the context.

        Returns
        -------
        Figure
        """
        context, code = self.context, self.words.code
        marked = f"{self.words.say('synthetic.banner')}. {alt}" if context.synthetic else alt
        rows = rows.reset_index(drop=True)
        made = {
            "schema": "cni-figure/1",
            "id": self.id,
            "language": code,
            "size": self.size,
            "title": self.title,
            "subtitle": self.subtitle,
            "alt": marked,
            "synthetic": context.synthetic,
            "definition": {
                "id": self.definition.id,
                "version": self.definition.version,
                "text": self.words.pick(self.definition.text_el, self.definition.text_en),
                "sources": list(self.definition.sources),
            },
            "parameters": {**context.parameters, **(parameters or {})},
            "conventions": dict(context.conventions),
            "inputs": dict(context.inputs),
            "coverage": {
                "documents": context.coverage.documents,
                "municipalities": context.coverage.municipalities,
                "listed": context.coverage.listed,
                "unreadable": context.coverage.unreadable,
                "first": context.coverage.first and context.coverage.first.isoformat(),
                "last": context.coverage.last and context.coverage.last.isoformat(),
            },
            "source": self.words.pick(context.source_el, context.source_en),
            "documents": [_document(document) for document in context.documents],
            "rows": {
                "plotted": len(rows),
                "columns": [str(name) for name in rows.columns],
                "csv_sha256": hashlib.sha256(csv_bytes(rows)).hexdigest(),
                "left_out": {**context.left_out, **(left_out or {})},
            },
            "versions": {name: version(name) for name in PACKAGES},
        }
        return Figure(
            id=self.id, language=code, title=self.title, alt=marked, rows=rows, made=made, drawing=sheet.drawing
        )

    def nothing(
        self, title: str, rows: pd.DataFrame, *, why: str = "", left_out: Mapping[str, int] | None = None
    ) -> Figure:
        """The honest figure for no rows: the question, and that there is nothing to answer it with.

        Parameters
        ----------
        title
            The question the figure would have answered.
        rows
            With the columns it would have had; none of them is plotted, so none is kept.
        why
            What is missing, where the figure knows.
        left_out
            As `figure`.

        Returns
        -------
        Figure
        """
        body = why or self.words.say("nothing.body")
        lines = wrap(body, Face.TEXT, self.scale.label, self.measure - 6)
        height = len(lines) * self.scale.label * 0.45 + 8
        sheet = self.sheet(title=title, subtitle=self.words.say("nothing.title"), panels=[Panel(height)], n="n = 0")
        (axes,) = sheet.axes
        axes.set_ylim(height, 0)
        for number, line in enumerate(lines):
            y = 4 + (number + 0.5) * self.scale.label * 0.45
            sheet.write(axes, self.scale.margin + 3, y, line, across_page=True)
        axes.set_xlim(0, 1)
        stroke(axes, [0, 0], [3, height - 3], color=CLAY, lw=2, solid_capstyle="butt")
        return self.figure(
            sheet, rows.iloc[:0], alt=f"{title} {self.words.say('nothing.title')}. {body}", left_out=left_out
        )


def sentence(title: str) -> str:
    """A headline as the first sentence of an alternative text: a full stop, or the question mark it has."""
    return title if title.endswith((";", "?", ".")) else f"{title}."


def records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows one by one, as plain dictionaries by column; pandas' ``NA`` becomes ``None``, which can be compared."""
    return [
        {str(name): None if value is pd.NA else value for name, value in row.items()} for row in rows.to_dict("records")
    ]


def _document(document: Any) -> dict[str, Any]:
    return {
        "path": document.path,
        "ada": document.ada,
        "sha256": document.sha256,
        "quotes": [
            {"fact": quote.fact, "page": quote.page, "start": quote.start, "end": quote.end, "text": quote.text}
            for quote in document.quotes
        ],
    }
