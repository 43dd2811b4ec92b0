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

NEWEST = 8
"""Decisions that the page over all reports names, the latest."""
FRONT_FIGURES = ("attendance-by-council", "unanimity-by-council", "network-growth")
"""Figures of the network's report that the page over all reports shows."""


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
    newest = [
        {"label": d.link.label, "href": d.link.href, "subject": d.link.subject}
        for d in reversed(list(documents.values())[-NEWEST:])
    ]
    return {
        "title": title, "figures_of": {p.name: _figure_files(p) for p in made}, "newest": newest,
        **_for_the_front(book, made),
    }  # fmt: skip


def _for_the_front(book: Workbook, made: Sequence[NotebookPage]) -> dict[str, Any]:
    """What the page over all reports says of this one."""
    counted = book.documents[book.documents["status"] == "counted"]
    days = counted["session_date"].dropna()
    listed = book.listings["listed"]
    figures = [(p, f) for p in made for f in p.figures if f.id in FRONT_FIGURES]
    return {
        "front_title": book.names.municipality(book.municipality) if book.municipality != ALL
        else words(book.language)["front_network"],
        "decisions": len(counted),
        "listed": sum(int(n) for n in listed) if len(listed) else None,
        "latest": days.max().date().isoformat() if len(days) else None,
        "headlines": [
            {"text": h.html, "href": f"{p.href}#fig-{h.figure.id}" if h.figure else p.href}
            for p in made for h in p.headlines
        ],
        "front_figures": [
            {"src": f"fig-{f.id}.svg", "href": f"{p.href}#fig-{f.id}", "alt": f.alt}
            for p, f in sorted(figures, key=lambda pair: FRONT_FIGURES.index(pair[1].id))
        ],
    }  # fmt: skip


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
