"""A figure: the picture, exactly the plotted rows, and the record of how it was made."""

from __future__ import annotations

import base64
import datetime as dt
import html
import io
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure as Drawing

from cni_analytics.atomic import write_bytes
from cni_analytics.errors import InputError
from cni_analytics.figures.language import Code
from cni_analytics.figures.plotted import csv_bytes
from cni_analytics.figures.style import house

PRINT_DPI = 300
SCREEN_DPI = 96
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """One figure, as every function of `cni_analytics.figures` returns it.

    In JupyterLab it displays itself, with its alternative text. ``data`` is an ordinary DataFrame to go on with.

    Parameters
    ----------
    id
        Lower-case words joined by hyphens; names the files.
    language
        ``el`` or ``en``.
    title
        The headline, without line breaks.
    alt
        What the picture shows, in words, for those who cannot see it.
    rows
        Exactly what is plotted.
    made
        The record: definition, parameters, conventions, inputs, documents, rows left out, versions.
    drawing
        The Matplotlib figure, for whoever wants to draw on it.

    Raises
    ------
    InputError
        Where ``id`` could not be a file name.
    """

    id: str
    language: Code
    title: str
    alt: str
    rows: pd.DataFrame = field(repr=False)
    made: Mapping[str, Any] = field(repr=False)
    drawing: Drawing = field(repr=False)

    def __post_init__(self) -> None:
        if not ID.fullmatch(self.id):
            raise InputError(
                "figure", expected="an id of lower-case words and hyphens", found=repr(self.id), next_step="rename it"
            )

    def named(self, suffix: str) -> Figure:
        """The same figure under another id, so that several of a kind can lie in one folder.

        Parameters
        ----------
        suffix
            Joined to the id with a hyphen: ``attendance-in-time`` and ``serres`` give ``attendance-in-time-serres``.

        Returns
        -------
        Figure

        Raises
        ------
        InputError
            Where the new id could not be a file name.
        """
        name = f"{self.id}-{suffix}"
        return replace(self, id=name, made={**self.made, "id": name})

    @property
    def data(self) -> pd.DataFrame:
        """The plotted rows, as a copy."""
        return self.rows.copy()

    @property
    def record(self) -> dict[str, Any]:
        """The record as plain values, as ``fig-<id>.json`` holds it."""
        return dict(json.loads(self.json_bytes()))

    def csv_bytes(self) -> bytes:
        """The plotted rows as ``fig-<id>.csv`` holds them."""
        return csv_bytes(self.rows)

    def json_bytes(self) -> bytes:
        """The record as ``fig-<id>.json`` holds it: sorted keys, two spaces, UTF-8."""
        text = json.dumps(self.made, ensure_ascii=False, indent=2, sort_keys=True, allow_nan=False, default=_plain)
        return f"{text}\n".encode()

    def svg_bytes(self) -> bytes:
        """The picture as SVG: letters as outlines, no date, title and description inside for screen readers."""
        out = io.BytesIO()
        nothing = {"Date": None, "Creator": None, "Format": None, "Type": None}
        with house():
            self.drawing.savefig(out, format="svg", metadata=nothing)
        text = out.getvalue().decode("utf-8").replace("\r\n", "\n")
        start = re.search(r"<svg\b[^>]*>", text)
        if start is None:  # Matplotlib always writes one
            raise InputError("figure", expected="an <svg> element", found="none", next_step="report this as a fault")
        opening = f'{start[0][:-1]} role="img" lang="{self.language}" aria-labelledby="title desc">'
        named = f'\n <title id="title">{_xml(self.title)}</title>\n <desc id="desc">{_xml(self.alt)}</desc>'
        return (text[: start.start()] + opening + named + text[start.end() :]).encode("utf-8")

    def png_bytes(self, dpi: int = PRINT_DPI) -> bytes:
        """The picture as PNG, without metadata.

        Parameters
        ----------
        dpi
            300 for print; 96 is one pixel a CSS pixel.
        """
        out = io.BytesIO()
        with house():
            self.drawing.savefig(out, format="png", dpi=dpi, metadata={"Software": None})
        return out.getvalue()

    def save(self, folder: str | os.PathLike[str]) -> dict[str, Path]:
        """Write ``fig-<id>.svg``, ``.png``, ``.csv`` and ``.json``, each at once or not at all.

        Parameters
        ----------
        folder
            Made if it is not there. A figure of the same id in it is replaced.

        Returns
        -------
        dict
            The four paths, by suffix without the stop.
        """
        target = Path(folder)
        made = {
            "svg": self.svg_bytes(),
            "png": self.png_bytes(),
            "csv": self.csv_bytes(),
            "json": self.json_bytes(),
        }
        paths = {suffix: target / f"fig-{self.id}.{suffix}" for suffix in made}
        for suffix, path in paths.items():
            write_bytes(path, made[suffix])
        return paths

    def _repr_png_(self) -> bytes:
        return self.png_bytes(2 * SCREEN_DPI)

    def _repr_html_(self) -> str:
        width = round(self.drawing.get_figwidth() * SCREEN_DPI)
        picture = base64.b64encode(self.svg_bytes()).decode("ascii")
        return (
            f'<figure lang="{self.language}" style="margin:0;max-width:{width}px">'
            f'<img src="data:image/svg+xml;base64,{picture}" width="{width}" style="max-width:100%;height:auto" '
            f'alt="{html.escape(self.alt, quote=True)}"></figure>'
        )

    def _repr_mimebundle_(
        self,
        include: object = None,  # noqa: ARG002 (the protocol's arguments; IPython filters what is returned)
        exclude: object = None,  # noqa: ARG002
    ) -> tuple[dict[str, object], dict[str, object]]:
        """What a notebook stores: HTML with the alternative text, a PNG for where HTML is not shown, and the words."""
        width = round(self.drawing.get_figwidth() * SCREEN_DPI)
        bundle: dict[str, object] = {
            "text/plain": f"{self.title}\n{self.alt}",
            "text/html": self._repr_html_(),
            "image/png": base64.b64encode(self._repr_png_()).decode("ascii"),
        }
        return bundle, {"image/png": {"width": width, "alt": self.alt}}


def _plain(value: object) -> object:
    """NumPy's numbers as Python's, days as ISO text: what a DataFrame puts into a context."""
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"a figure's record cannot hold {type(value).__name__}")


def _xml(text: str) -> str:
    """Escape for XML, leaving out what XML 1.0 cannot hold."""
    return html.escape("".join(char for char in text if char >= " " or char in "\t\n"), quote=False)
