"""Executed notebooks, figures and documents of a scratch folder → the pages of the report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cni_analytics import atomic
from cni_analytics.figures.language import Language
from cni_analytics.reports import pages
from cni_analytics.reports.documents import read_documents
from cni_analytics.reports.pages import NotebookPage
from cni_analytics.reports.words import words
from cni_analytics.reports.workbook import ALL, Workbook


def write_pages(
    folder: Path, book: Workbook, notebooks: Sequence[str], *, other_language: str | None = None
) -> dict[str, Any]:
    """Write every page of a report.

    Parameters
    ----------
    folder
        Holds ``notebooks/*.ipynb`` as executed and ``fig-*.{svg,png,csv,json}``.
    book
        What the notebooks worked on.
    notebooks
        Their names, in order.
    other_language
        Address of the same report in the other language; ``None`` where it has not been published.

    Returns
    -------
    dict
        For the manifest: title, figures of each notebook.
    """
    t = words(book.language)
    documents = read_documents(book)
    cards = pages.figure_cards(folder, documents)
    made = [pages.read_notebook(folder / "notebooks" / f"{name}.ipynb", book.language, cards) for name in notebooks]
    title = _title(book, t)
    shared = {
        "t": t,
        "language": book.language,
        "pages": [{"href": "index.html", "title": t["overview"]}, *({"href": p.href, "title": p.short} for p in made)],
        "other_language": other_language
        and {
            "href": other_language,
            "code": {"el": "en", "en": "el"}[book.language],
            "name": t["other"],
        },
        "root": "",
    }
    for page in made:
        html = pages.render(
            "notebook.html.j2", title=f"{page.title} · {t['brand']}", current=page.href, blocks=page.blocks,
            notebook=page.name, **shared,
        )  # fmt: skip
        atomic.write_text(folder / page.href, html)
    for document in documents.values():
        drawn = document.pictures()
        for picture in drawn:
            atomic.write_bytes((folder / document.link.href).with_name(picture.href), picture.png)
        html = pages.render(
            "document.html.j2", title=f"{document.link.label} · {t['brand']}", current="",
            document=document.html(drawn), **(shared | {"root": "../"}),
        )  # fmt: skip
        atomic.write_text(folder / document.link.href, html)
    html = pages.render(
        "index.html.j2", title=title, current="index.html", lead=_lead(book, t), sections=pages.sections(made),
        documents=[d.link for d in documents.values()], **shared,
    )  # fmt: skip
    atomic.write_text(folder / "index.html", html)
    return {"title": title, "figures_of": {p.name: _figure_files(p) for p in made}}


def _figure_files(page: NotebookPage) -> list[str]:
    return [f"fig-{figure.id}.{suffix}" for figure in page.figures for suffix in ("csv", "json", "png", "svg")]


def _title(book: Workbook, t: dict[str, str]) -> str:
    if book.municipality == ALL:
        return t["title_network"]
    return t["title_municipality"].format(name=book.names.municipality(book.municipality))


def _lead(book: Workbook, t: dict[str, str]) -> str:
    """How much stands behind the report, said before any number."""
    documents = book.documents
    counted = documents[documents["status"] == "counted"]
    if counted.empty:
        return t["lead_none"]
    names = [book.names.municipality(m) for m in counted["municipality_id"].dropna().unique()]
    if len(counted) == 1:
        return t["lead_one"].format(names=", ".join(names) or "–")
    days = counted["session_date"].dropna()
    say = Language(book.language)
    period = (say.date(days.min()), say.date(days.max())) if len(days) else ("–", "–")
    return t["lead_many"].format(n=len(counted), councils=len(names), first=period[0], last=period[1])
