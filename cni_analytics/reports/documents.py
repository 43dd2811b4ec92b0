"""The pages of the documents behind a report: each with its facts marked where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from markupsafe import Markup

from cni_analytics.decision import Decision
from cni_analytics.figures.compose import records
from cni_analytics.figures.language import Code, Language
from cni_analytics.reports.pages import DocumentLink
from cni_analytics.reports.workbook import Workbook
from cni_analytics.show import Picture, anchors, html_fragment, pictures
from cni_analytics.show.words import label

FOLDER = "documents"
PICTURED_AT_MOST = 40
"""The pages of the latest PDFs are shown as pictures too; drawing one takes a tenth of a second."""
PAGES_AT_MOST = 200
"""The latest documents get a page of their own; a figure's record names every document all the same."""


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document of the selection, read again from its file."""

    link: DocumentLink
    decision: Decision
    language: Code
    places: Mapping[str, str]
    """Anchors on the page, by fact."""
    file: Path | None = None
    """Where it lies, for the latest documents: pictures of the others' pages are not kept."""

    def href(self, fact: str) -> str:
        """Address of a fact's words on the page; of the page where they have none of their own."""
        place = self.places.get(fact)
        return f"{self.link.href}#{place}" if place else self.link.href

    def name(self, fact: str) -> str:
        """What a fact is called."""
        return label(fact, self.language).text

    def html(self, drawn: Sequence[Picture] = ()) -> Markup:
        """The document with every fact marked, as a block; what it says is escaped there."""
        return Markup(html_fragment(self.decision, self.language, pictures=drawn, level=1))  # noqa: S704

    def pictures(self) -> tuple[Picture, ...]:
        """The pages of a PDF that words are quoted from, each named as the file it is to be kept in."""
        if self.file is None:
            return ()
        quoted = {span["page"] for spans in self.decision.record["evidence"].values() for span in spans}
        name = self.link.href.removeprefix(f"{FOLDER}/").removesuffix(".html")
        drawn = pictures(self.decision.document, self.file, only=quoted)
        return tuple(replace(picture, href=f"{name}-{picture.page.number}.png") for picture in drawn)


def read_documents(book: Workbook) -> dict[str, ReadDocument]:
    """Read the latest documents of the selection for their pages.

    Parameters
    ----------
    book
        Whose documents they are.

    Returns
    -------
    dict
        By sha256. Pages are named by the document's hash and nothing else. A document that can no longer be opened
        has no page, and figures name it without a link.
    """
    say = Language(book.language)
    found: dict[str, ReadDocument] = {}
    latest = book.documents.sort_values(["session_date", "document_id"], na_position="first").tail(PAGES_AT_MOST)
    pictured = set(latest["document_id"].tail(PICTURED_AT_MOST))
    for row in records(latest):
        decision = book.read_document(row["document_id"])
        if decision is None:
            continue
        href = f"{FOLDER}/{row['document_id'][:16]}.html"
        link = DocumentLink(_label(row, decision, say, book), href, decision.subject or "")
        file = book.document_file(row["document_id"]) if row["document_id"] in pictured else None
        found[row["document_id"]] = ReadDocument(link, decision, book.language, anchors(decision), file)
    return found


def _label(row: Mapping[str, Any], decision: Decision, say: Language, book: Workbook) -> str:
    number = f"{decision.number}/{decision.year}" if decision.number and decision.year else str(decision.number or "")
    name = book.names.municipality(row["municipality_id"]) if isinstance(row["municipality_id"], str) else ""
    parts = [
        f"{say.pick('Απόφαση', 'Decision')} {number}" if number else row["path"],
        f"{say.pick('Δήμος', 'Municipality of')} {name}" if name else "",
        say.date(decision.date) if decision.date else "",
    ]
    return ", ".join(part for part in parts if part)
