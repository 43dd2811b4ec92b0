"""What a notebook works on: the corpus, narrowed to a municipality and a period, in one language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pandas as pd

from cni_analytics import project
from cni_analytics.decision import Decision, from_document
from cni_analytics.errors import InputError, UsageError
from cni_analytics.figures.compose import records
from cni_analytics.figures.context import CoverageCount, FigureContext, Quote, SourceDocument
from cni_analytics.figures.language import Code
from cni_analytics.metrics.periods import with_periods
from cni_analytics.reports import fingerprint
from cni_analytics.reports.headlines import Headline
from cni_analytics.reports.inputs import find_document, suffix_of
from cni_analytics.reports.listing import Listing
from cni_analytics.reports.names import Names
from cni_analytics.reports.pages import FIGURE_METADATA, HEADLINE_METADATA
from cni_analytics.reports.parameters import day
from cni_analytics.reports.words import words
from cni_analytics.sources import RecordStore
from cni_analytics.tables.corpus import Corpus, open_corpus
from cni_analytics.tables.reading import package_reader
from cni_analytics.text import open_document

if TYPE_CHECKING:
    from cni_analytics.figures.figure import Figure

ALL = "all"
COUNCIL = "municipal_council"
_WITHOUT_PERIOD = frozenset({"memberships", "observed_decisions", "corrections", "people"})
"""Tables that describe more than a decision: the period does not narrow them."""


@dataclass(frozen=True, slots=True)
class Council:
    """One body of one municipality in one municipal term.

    Attributes
    ----------
    municipality_id, body, term
        As in the tables and in `cni_analytics.metrics.periods`.
    name
        In the workbook's language: «Δημοτικό Συμβούλιο Σερρών, θητεία 2024–2028».
    """

    municipality_id: str
    body: str
    term: str
    name: str

    @property
    def slug(self) -> str:
        """What tells its figures apart: ``serres-2024-2028``."""
        return f"{self.municipality_id}-{self.term}"

    def of(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows of a metric's frame that are this council's, by its columns of the same names."""
        mine = frame["municipality_id"].eq(self.municipality_id) & frame["body"].eq(self.body)
        return frame[mine & frame["term"].eq(self.term)].reset_index(drop=True)


@dataclass(frozen=True)
class Workbook:
    """The corpus as a notebook sees it.

    Every table of the corpus is an attribute: ``book.attendance`` is the DataFrame of the chosen
    municipality and period. ``book.corpus`` is all of it.

    Attributes
    ----------
    corpus
        The whole corpus.
    municipality
        An id of the corpus, or ``all``.
    date_from, date_to
        First and last day of the session; ``None`` for no bound.
    language
        ``el`` or ``en``.
    output
        Folder that ``show`` saves figures to; ``None`` to only show them.
    """

    corpus: Corpus
    municipality: str = ALL
    date_from: date | None = None
    date_to: date | None = None
    language: Code = "el"
    output: Path | None = None
    _tables: dict[str, pd.DataFrame] = field(default_factory=dict, repr=False, compare=False)

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_") or name not in self.corpus.tables:
            raise AttributeError(
                f"{type(self).__name__} has no table {name!r}; there are {', '.join(self.corpus.tables)}"
            )
        return self.table(name)

    def __dir__(self) -> Iterable[str]:
        return [*super().__dir__(), *self.corpus.tables]

    def table(self, name: str) -> pd.DataFrame:
        """One table, narrowed to the municipality and the period.

        Parameters
        ----------
        name
            Of a table of the corpus.

        Returns
        -------
        DataFrame
            As the corpus has it, fewer rows. A row without a session date is left out where a period
            is asked for, and counted in ``left_out``.
        """
        if name not in self._tables:
            frame = getattr(self.corpus, name)
            if self.municipality != ALL and "municipality_id" in frame:
                frame = frame[frame["municipality_id"] == self.municipality]
            if name not in _WITHOUT_PERIOD and "session_date" in frame:
                frame = frame[self._within(frame["session_date"])]
            if name == "listings":
                # A month that the period cuts through is listed whole, and its documents are not there whole.
                month = pd.PeriodIndex(frame["month"], freq="M")
                whole = self._within(pd.Series(month.start_time)) & self._within(pd.Series(month.end_time.normalize()))
                frame = frame[whole.to_numpy()]
            self._tables[name] = frame.reset_index(drop=True)
        return self._tables[name]

    def _within(self, days: pd.Series) -> pd.Series:
        inside = pd.Series(data=True, index=days.index)
        if self.date_from is not None:
            inside &= days >= pd.Timestamp(self.date_from)
        if self.date_to is not None:
            inside &= days <= pd.Timestamp(self.date_to)
        return inside

    @cached_property
    def left_out(self) -> dict[str, int]:
        """Documents of the municipality that the figures cannot count, by reason."""
        documents = self.corpus.documents
        if self.municipality != ALL:
            documents = documents[documents["municipality_id"] == self.municipality]
        reasons = documents["status"].value_counts().drop("counted", errors="ignore")
        found = {str(reason): int(n) for reason, n in reasons.items()}
        if self.date_from is not None or self.date_to is not None:
            counted = documents[documents["status"] == "counted"]
            found["no_session_date"] = int(counted["session_date"].isna().sum())
            dated = counted[counted["session_date"].notna()]
            found["outside_period"] = int((~self._within(dated["session_date"])).sum())
        return {reason: n for reason, n in sorted(found.items()) if n}

    @property
    def harvest(self) -> pd.Timestamp | None:
        """The last day that any document of the selection states: nothing is known beyond it."""
        stated = self.acts[self.acts["origin"] == "stated"]["date"]
        known = [day for days in (stated, self.documents["session_date"]) if pd.notna(day := days.max())]
        return max(known, default=None)

    @cached_property
    def names(self) -> Names:
        """What municipalities, councils, decisions and sessions are called in the workbook's language."""
        return Names(self.corpus, self.language)

    @property
    def synthetic(self) -> bool:
        """Whether any document of the selection is invented."""
        return bool((self.documents["source"] == "synthetic").any())

    @cached_property
    def municipalities(self) -> pd.DataFrame:
        """Names for the figures: ``municipality_id``, ``name_el``, ``name_en``.

        Those of the selection's documents and of the network's members chosen; among invented documents only the
        former, so that no real council stands in one picture with invented ones.
        """
        ids = set(self.documents["municipality_id"].dropna())
        return self.names.table(ids if self.synthetic else ids | set(self.memberships["municipality_id"]))

    @cached_property
    def observed(self) -> pd.DataFrame:
        """The ``observed_decisions`` of the selection; none beside invented documents, which they are no part of."""
        return self.observed_decisions.iloc[:0] if self.synthetic else self.observed_decisions

    @cached_property
    def councils(self) -> tuple[Council, ...]:
        """Each council of the selection in each term, the latest term first: what one matrix can show."""
        seen = with_periods(self.decisions)
        seen = seen[seen["body"].eq(COUNCIL)].dropna(subset=["municipality_id", "term"])
        keys = seen[["municipality_id", "term"]].drop_duplicates().sort_values(["municipality_id", "term"])
        found = [(str(key), str(term)) for key, term in keys.itertuples(index=False)]
        found.sort(key=lambda pair: pair[1], reverse=True)  # stable: municipalities stay in order
        return tuple(Council(key, COUNCIL, term, self._council_name(key, term)) for key, term in found)

    def _council_name(self, municipality_id: str, term: str) -> str:
        name = self.names.council(municipality_id, COUNCIL)
        return f"{name}, {words(self.language)['term'].format(term=term.replace('-', '–'))}"

    @property
    def who(self) -> str:
        """Whom a figure of the whole selection is about: «Δημοτικό Συμβούλιο Σερρών», «Όλα τα δημοτικά συμβούλια»."""
        ids = self.decisions["municipality_id"].dropna().unique()
        if self.municipality == ALL and len(ids) != 1:
            return words(self.language)["all_councils"]
        return self.names.council(str(ids[0]) if len(ids) == 1 else self.municipality, COUNCIL)

    def latest_session(self) -> str:
        """The latest session of the selection.

        Raises
        ------
        InputError
            Where there is none.
        """
        rows = self.sessions.sort_values(["session_date", "session_id"], na_position="first")
        if rows.empty:
            raise InputError(
                "the selection",
                expected="at least one session",
                found="none",
                next_step="choose another municipality or period, or build the corpus with its documents",
            )
        return str(rows["session_id"].iloc[-1])

    def last_decision(self, session_id: str) -> str:
        """The document of a session's last decision: the highest number."""
        rows = self.corpus.decisions
        rows = rows[rows["session_id"] == session_id].sort_values(
            ["decision_number", "document_id"], na_position="first"
        )
        return str(rows["document_id"].iloc[-1])

    def context(self, *facts: str, source: str = "decisions") -> FigureContext:
        """What a figure says about its own making.

        Parameters
        ----------
        *facts
            Paths of the decision record whose words stand behind the plotted rows, or their beginnings:
            ``"roll_call"`` takes ``roll_call.seats`` and all others under it.
        source
            Which source line: ``decisions``, or ``network`` for the sourced facts about its members.
        """
        documents = self.documents
        counted = documents[documents["status"] == "counted"]
        days = counted["session_date"].dropna()
        return FigureContext(
            source_el=words("el")[f"source_{source}"],
            source_en=words("en")[f"source_{source}"],
            coverage=CoverageCount(
                documents=len(counted),
                municipalities=int(counted["municipality_id"].nunique()),
                unreadable=int((documents["status"] == "unreadable").sum()),
                first=days.min().date() if len(days) else None,
                last=days.max().date() if len(days) else None,
            ),
            documents=self._behind(counted, facts),
            inputs=fingerprint.of_inputs(self.corpus.manifest),
            parameters={
                "municipality": self.municipality,
                "date_from": self.date_from.isoformat() if self.date_from else None,
                "date_to": self.date_to.isoformat() if self.date_to else None,
            },
            left_out=self.left_out,
            synthetic=self.synthetic,
        )

    def _behind(self, counted: pd.DataFrame, facts: tuple[str, ...]) -> tuple[SourceDocument, ...]:
        evidence = self.evidence
        known = evidence["fact"].unique()
        wanted = [fact for fact in known if any(fact == f or fact.startswith((f"{f}.", f"{f}[")) for f in facts)]
        rows = evidence[evidence["fact"].isin(wanted)].sort_values(["document_id", "page", "start", "fact"])
        quotes: dict[str, list[Quote]] = {}
        for row in records(rows):
            quote = Quote(fact=row["fact"], page=row["page"], text=row["words"], start=row["start"], end=row["end"])
            quotes.setdefault(row["document_id"], []).append(quote)
        return tuple(
            SourceDocument(
                sha256=row["document_id"],
                path=row["path"],
                ada=row["ada"] if isinstance(row["ada"], str) else None,
                quotes=tuple(quotes.get(row["document_id"], ())),
            )
            for row in records(counted.sort_values("document_id"))
        )

    def show(self, figure: Figure) -> None:
        """Show a figure in the notebook; while a report is being made, save it too."""
        from IPython.display import display

        if self.output is not None:
            figure.save(self.output)
        display(figure, metadata={FIGURE_METADATA: figure.id})  # type: ignore[no-untyped-call]

    def headline(self, found: Headline | None) -> None:
        """Show a sentence in the notebook, which the report's first page takes up; nothing where there is none."""
        from IPython.display import display

        if found is not None:
            metadata = {HEADLINE_METADATA: {"text": found.text, "figure": found.figure}}
            display(found, metadata=metadata)  # type: ignore[no-untyped-call]

    def listing(self, frame: pd.DataFrame, *columns: str) -> Listing:
        """Some columns of a frame as a table in the workbook's language; a notebook displays it."""
        return Listing(frame, columns, self.language, self.names.municipality)

    def document_file(self, document_id: str) -> Path | None:
        """Where a document of the corpus lies; ``None`` where the file is gone or is another by now."""
        return find_document({"path": self._path(document_id), "sha256": document_id}, self.corpus.path)

    def read_document(self, document_id: str) -> Decision | None:
        """A document of the corpus, read again; ``None`` where the file is gone or is another by now."""
        found = self.document_file(document_id)
        if found is None:
            return None
        document = replace(open_document(found), name=self._path(document_id))
        kept = self._kept(document_id)
        return from_document(document) if kept is None else Decision(kept, document)

    def _kept(self, document_id: str) -> dict[str, Any] | None:
        """What the corpus was built from, where the same reader would read the same again."""
        suffix = suffix_of(self._path(document_id))
        for store in self._stores:
            if (record := store.get(document_id, suffix)) is not None:
                return {name: value for name, value in record.items() if name != "rival_lists"}
        return None

    @cached_property
    def _stores(self) -> tuple[RecordStore, ...]:
        reader = self.corpus.manifest.reader
        if reader != package_reader().version:
            return ()
        folders = dict.fromkeys((project.store_folder(), self.corpus.path.parent / "store"))
        return tuple(RecordStore(folder, reader=reader) for folder in folders)

    def _path(self, document_id: str) -> str:
        return self._paths[document_id]

    @cached_property
    def _paths(self) -> dict[str, str]:
        documents = self.corpus.documents
        return dict(zip(documents["document_id"], documents["path"], strict=True))

    def corpus_hash(self) -> str:
        """Hash of what the corpus was built from and how."""
        return fingerprint.of_file(Path(self.corpus.path) / "manifest.json")


def open_workbook(
    corpus: str = "",
    municipality: str = ALL,
    date_from: str = "",
    date_to: str = "",
    language: str = "el",
    output: str = "",
) -> Workbook:
    """Open the corpus for a notebook.

    Parameters
    ----------
    corpus
        Its folder; empty for the project's own, ``data/corpus``.
    municipality
        An id of the corpus (``serres``), or ``all``.
    date_from, date_to
        ISO days; empty for no bound.
    language
        ``el`` or ``en``, of the figures and their words.
    output
        Folder to save figures to; empty to only show them.

    Raises
    ------
    InputError
        Where the corpus was never built.
    UsageError
        For a municipality the corpus does not know, a day that is none, another language.
    """
    words(language)
    first, last = day("date_from", date_from), day("date_to", date_to)
    if first and last and first > last:
        raise UsageError(
            "parameters date_from, date_to",
            expected="the first not after the second",
            found=f"{date_from}, {date_to}",
            next_step="swap them",
        )
    opened = open_corpus(corpus or None)
    known = {ALL, *opened.memberships["municipality_id"], *opened.documents["municipality_id"].dropna()}
    if municipality not in known:
        raise UsageError(
            "parameter municipality",
            expected=f"one of {', '.join(sorted(known))}",
            found=repr(municipality),
            next_step="choose one of them",
        )
    return Workbook(opened, municipality, first, last, cast("Code", language), Path(output) if output else None)
