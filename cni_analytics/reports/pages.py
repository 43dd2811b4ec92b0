"""Executed notebooks and figures → static pages: no scripts, no external requests, document text escaped."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Protocol

import jinja2
import mistune
from markupsafe import Markup

from cni_analytics.reports.runner import outputs

FIGURE_METADATA = "cni_figure"
"""Key of a notebook output's metadata that names the figure it shows."""
HEADLINE_METADATA = "cni_headline"
"""Key of a notebook output's metadata that holds a sentence of the report: ``text``, ``figure``."""
DOCUMENTS_SHOWN = 20
"""Documents a page lists under a figure, the latest."""
_HIDDEN = {"parameters", "injected-parameters"}


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a page behind a figure: which fact they state, and where ``href`` leads to them."""

    page: int
    text: str
    href: str
    fact: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """A document behind a figure, with the words that its plotted facts rest on."""

    label: str
    href: str
    subject: str = ""
    quotes: tuple[Quote, ...] = ()


class DocumentPage(Protocol):
    """The page of a document that was read: its link, and where on it the words of a fact stand."""

    @property
    def link(self) -> DocumentLink:
        """The link to it."""

    def href(self, fact: str) -> str:
        """Address of a fact's words on the page."""

    def name(self, fact: str) -> str:
        """What a fact is called."""


@dataclass(frozen=True, slots=True)
class FigureCard:
    """What a page says around a figure."""

    id: str
    alt: str
    title: str
    definition: str
    documents: tuple[DocumentLink, ...]
    more: int
    """Documents behind it that the page does not list; the record has them all."""
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a page: a figure, a table, words, or a sentence the first page takes up, about ``figure``."""

    kind: str
    html: str = ""
    figure: FigureCard | None = None


@dataclass(frozen=True, slots=True)
class NotebookPage:
    """One executed notebook as a page."""

    name: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def short(self) -> str:
        """The title up to its colon, for the navigation."""
        return self.title.split(":")[0]

    @property
    def href(self) -> str:
        """The page's file."""
        return f"{self.name}.html"

    @property
    def figures(self) -> tuple[FigureCard, ...]:
        """Figures in the order shown."""
        return tuple(b.figure for b in self.blocks if b.kind == "figure" and b.figure is not None)

    @property
    def headlines(self) -> tuple[Block, ...]:
        """Sentences made from its numbers, in order."""
        return tuple(b for b in self.blocks if b.kind == "headline")


@cache
def _markdown() -> mistune.Markdown:
    return mistune.create_markdown(escape=True, plugins=["table"])


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("cni_analytics.reports"),
        autoescape=jinja2.select_autoescape(("html", "j2"), default=True),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
    )


def render(template: str, **values: Any) -> str:
    """Fill a page template; every value is escaped."""
    css = resources.files(__package__).joinpath("templates", "style.css").read_text("utf-8")
    return _environment().get_template(template).render(css=_ours(css), **values)


def read_notebook(executed: Path, language: str, cards: Mapping[str, FigureCard]) -> NotebookPage:
    """Turn an executed notebook into a page in one language.

    Parameters
    ----------
    executed
        The notebook papermill wrote.
    language
        Cells tagged with the other language are left out.
    cards
        Every figure of the report, by id.
    """
    other = {"el": "en", "en": "el"}[language]
    blocks: list[Block] = []
    title = executed.stem
    for cell in outputs(executed):
        tags = set(cell["metadata"].get("tags", ()))
        if tags & _HIDDEN or other in tags:
            continue
        if cell["cell_type"] == "markdown":
            source = "".join(cell["source"])
            heading = re.match(r"#\s+(.+)", source)
            title = heading[1].strip() if heading else title
            blocks.append(Block("words", _ours(str(_markdown()(source)))))
        elif cell["cell_type"] == "code":
            made = [b for output in cell.get("outputs", ()) if (b := _block(output, cards)) is not None]
            blocks += made
    return NotebookPage(executed.stem, title, tuple(blocks))


def _block(output: Mapping[str, Any], cards: Mapping[str, FigureCard]) -> Block | None:
    figure = output.get("metadata", {}).get(FIGURE_METADATA)
    if figure in cards:
        return Block("figure", figure=cards[figure])
    headline = output.get("metadata", {}).get(HEADLINE_METADATA)
    if headline is not None:
        return Block("headline", str(headline["text"]), cards.get(str(headline["figure"])))
    data = output.get("data", {})
    if "text/html" in data:
        # Our own objects' HTML and pandas' tables: both escape what they show.
        return Block("table", _ours("".join(data["text/html"])))
    if "text/markdown" in data:
        return Block("words", _ours(str(_markdown()("".join(data["text/markdown"])))))
    return None


def _ours(html: str) -> Markup:
    """HTML that this package made; what came from a document was escaped when it was made."""
    return Markup(html)  # noqa: S704


def figure_cards(folder: Path, documents: Mapping[str, DocumentPage]) -> dict[str, FigureCard]:
    """Read the records of the figures in a folder.

    Parameters
    ----------
    folder
        Holds ``fig-<id>.json``.
    documents
        Pages of the documents that were read, by sha256.
    """
    cards = {}
    for path in sorted(folder.glob("fig-*.json")):
        record = json.loads(path.read_text("utf-8"))
        behind = []
        for document in record["documents"]:
            page = documents.get(document["sha256"] or "")
            if page is not None:
                quotes = [
                    Quote(q["page"], q["text"], page.href(q["fact"]), page.name(q["fact"]), q["start"], q["end"])
                    for q in document["quotes"]
                ]
                behind.append(replace(page.link, quotes=_once(quotes)))
        shown = tuple(behind[-DOCUMENTS_SHOWN:])
        more = len(record["documents"]) - len(shown)
        size = _svg_size(path.with_suffix(".svg"))
        cards[record["id"]] = FigureCard(
            record["id"], record["alt"], record["title"], record["definition"]["text"], shown, more, *size
        )
    return cards


def _once(quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """Drop words that stand inside other words quoted from the same page; what is left in the order of the page."""
    kept: list[Quote] = []
    for quote in sorted(quotes, key=lambda q: (q.page, q.start, -q.end)):
        # In this order whatever could hold a quotation comes before it, and of those the last ends last.
        if not kept or kept[-1].page != quote.page or quote.end > kept[-1].end:
            kept.append(quote)
    return tuple(kept)


def _svg_size(svg: Path) -> tuple[int | None, int | None]:
    """Width and height, so that a page keeps its place while pictures load."""
    with svg.open(encoding="utf-8") as file:
        found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', file.read(2000))
    return (round(float(found[1])), round(float(found[2]))) if found else (None, None)


def sections(pages: Sequence[NotebookPage]) -> list[dict[str, Any]]:
    """The overview's sections: each notebook's sentences, its first figure, and how many more it holds."""
    return [
        {
            "href": p.href,
            "title": p.title,
            "figures": p.figures[:1],
            "more": len(p.figures[1:]),
            "headlines": p.headlines,
        }
        for p in pages
    ]
