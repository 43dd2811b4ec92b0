"""What stands behind a figure besides its rows: where the documents are from and how many of them were read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from cni_analytics.figures.language import Language

SEPARATOR = "\u00a0· "
"""The middle dot stays at the end of a line, never at the start of the next."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a page that a plotted fact rests on.

    Parameters
    ----------
    fact
        Path of the fact in the decision record, or the column it fills.
    page
        Counted from 1.
    text
        The words as read.
    start, end
        Characters of the page's text, where known.
    """

    fact: str
    page: int
    text: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A document behind a figure.

    Parameters
    ----------
    sha256
        Of the file's bytes; ``None`` for a source that is cited and not held (an observed decision, a press release).
    path
        Inside the corpus or the package, or the address cited.
    ada
        ΑΔΑ, where it has one.
    quotes
        The words the plotted facts rest on.
    """

    sha256: str | None
    path: str | None = None
    ada: str | None = None
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class CoverageCount:
    """How much of what exists was read.

    Parameters
    ----------
    documents
        Documents read and counted in the figure.
    municipalities
        Councils they come from.
    listed
        Documents the source lists for the same councils and period; ``None`` where nobody knows.
    unreadable
        Documents held that could not be read.
    first, last
        Days of the earliest and the latest session; ``None`` where no date is known.
    """

    documents: int
    municipalities: int
    listed: int | None = None
    unreadable: int = 0
    first: dt.date | None = None
    last: dt.date | None = None

    def sentence(self, language: Language) -> str:
        """The coverage line printed under every figure."""
        parts = [language.say("coverage.documents", n=self.documents)]
        if self.documents:
            parts[0] += f" {language.say('coverage.councils', n=self.municipalities)}"
        if self.first is not None and self.last is not None:
            parts.append(language.span(self.first, self.last))
        if self.unreadable:
            parts.append(language.say("coverage.unreadable", n=self.unreadable))
        if self.listed is None:
            parts.append(language.say("coverage.unlisted"))
        else:
            parts.append(language.say("coverage.listed", n=self.listed))
        return f"{language.say('coverage.label')}: {SEPARATOR.join(parts)}"


@dataclass(frozen=True, slots=True)
class FigureContext:
    """What a figure needs to say about its own making.

    Parameters
    ----------
    source_el, source_en
        The source line, without the word «Πηγή».
    coverage
        How much was read.
    documents
        Behind the plotted rows.
    conventions
        In force, by name.
    inputs
        sha256 of every table or file the rows were made from, by name.
    parameters
        The analysis was run with (municipality, from, to).
    left_out
        Rows left out before plotting, by reason.
    synthetic
        Whether the data are invented; then the figure says so on its face, in its record and in its alternative text.
    """

    source_el: str
    source_en: str
    coverage: CoverageCount
    documents: tuple[SourceDocument, ...] = ()
    conventions: Mapping[str, str] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, str | int | float | bool | None] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)
    synthetic: bool = False
