"""From records in the store to a written corpus: two passes, one to know what there is, one to write it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

from cni_analytics.sources import Listed, RecordStore
from cni_analytics.sources.listing import Announcements
from cni_analytics.tables import reference
from cni_analytics.tables.copies import settle_duplicates, settle_names
from cni_analytics.tables.corrections import Corrections
from cni_analytics.tables.document_rows import corpus_findings, document_row
from cni_analytics.tables.enforce import check
from cni_analytics.tables.entries import Entry, Note, entry_of
from cni_analytics.tables.linked import DecisionKey, membership_rows, observed_rows
from cni_analytics.tables.list_kinds import LIST_KINDS_TABLE, ListKinds
from cni_analytics.tables.listings import LISTINGS, listing_rows
from cni_analytics.tables.municipalities import municipalities
from cni_analytics.tables.people import People, refusals
from cni_analytics.tables.reading import failed, suffix
from cni_analytics.tables.reuse import LastCorpus, fingerprint
from cni_analytics.tables.rows import Record, Rows, decision_rows, document_rows
from cni_analytics.tables.schemas import (
    CORRECTIONS,
    MEMBERSHIPS,
    OBSERVED_DECISIONS,
    PEOPLE,
    RULINGS,
    SPELLINGS,
    TABLES,
)
from cni_analytics.tables.sessions import by_session, session_rows, settle_sessions
from cni_analytics.tables.subjects import subjects
from cni_analytics.tables.terms import terms
from cni_analytics.tables.writer import CorpusWriter, Partition, partition_path

NO_CORRECTIONS: frozenset[str] = frozenset()


class Assembly:
    """One build's tables.

    Parameters
    ----------
    store
        The records.
    failures
        Records of documents that could not be read, by sha256.
    last
        The last corpus, to take over what is the same.
    checked
        Documents whose rows this same code has already held to the schemas.
    """

    def __init__(
        self, store: RecordStore, failures: Mapping[str, Record], last: LastCorpus, checked: Collection[str] = ()
    ) -> None:
        self.store = store
        self.failures = dict(failures)
        self.last = last
        self.checked = frozenset(checked)
        self.municipalities = municipalities()
        self.corrections = Corrections(reference.corrections())
        self.terms, self.subjects = terms(), subjects()
        self.people = People((), (), self.terms)
        self.list_kinds = ListKinds((), self.people)
        self._alike: dict[Any, Any] = {}
        self.problems: list[str] = []
        self.refusals: list[str] = []
        self.partitions: dict[str, str] = {}

    def write(
        self, documents: Mapping[str, Sequence[Listed]], folder: Path, listings: Sequence[Announcements] = ()
    ) -> dict[str, int]:
        """Write every table.

        Parameters
        ----------
        documents
            sha256 → the places that have it, the first one counted.
        folder
            An empty folder.
        listings
            What the sources list beside the documents they have.

        Returns
        -------
        dict
            Rows by table.
        """
        entries = [self._entry(places) for places in documents.values()]
        entries = settle_duplicates(settle_names(entries, self.municipalities))
        entries = settle_sessions(sorted(entries, key=lambda e: e.order))
        self.people = People(entries, reference.people(), self.terms)
        self.list_kinds = ListKinds(entries, self.people)
        entries = [self._settled(e) for e in entries]
        writer = CorpusWriter(folder)
        try:
            for partition, of in groupby(entries, key=lambda e: (e.municipality_id, e.year)):
                self._partition(writer, partition, list(of))
            writer.finish()
        except BaseException:
            writer.abandon()
            raise
        decided = _decided(entries)
        writer.whole(LISTINGS, listing_rows(listings, entries))
        rulings = self.people.ruling_rows()
        self.refusals = [*self.corrections.refusals(), *refusals(rulings)]
        writer.whole(PEOPLE, self.people.rows())
        writer.whole(SPELLINGS, self.people.spelling_rows())
        writer.whole(RULINGS, rulings)
        writer.whole(LIST_KINDS_TABLE, self.list_kinds.rows())
        writer.whole(MEMBERSHIPS, membership_rows(reference.memberships(), decided))
        writer.whole(OBSERVED_DECISIONS, observed_rows(reference.observed_decisions(), decided))
        writer.whole(CORRECTIONS, self.corrections.rows())
        return writer.counts

    def _partition(self, writer: CorpusWriter, partition: Partition, entries: list[Entry]) -> None:
        beside = self.people.fingerprint(entries) + self.list_kinds.fingerprint(entries)
        now = fingerprint(entries, self.failures, beside)
        self.partitions[partition_path(partition).as_posix()] = now
        counts = self.last.take(partition, now, writer.folder)
        if counts is not None:
            writer.taken(partition, counts)
            return
        writer.start(partition)
        for group in by_session(entries):
            for rows in self._group(group):
                writer.add(rows)

    def _settled(self, entry: Entry) -> Entry:
        kind, basis = self.list_kinds.of(entry)
        return replace(entry, settled_kind=kind, settled_basis=basis)

    def _settled_record(self, entry: Entry) -> tuple[Entry, Record]:
        """A record as its body's lists are to be read, with the corrections that stand then."""
        record, corrected = self._record(entry.listed, entry)
        if corrected != entry.corrected:
            entry = replace(entry, corrected=corrected)
            for row in self.corrections.refused(entry.listed.sha256):
                if (note := _refused(row)) not in entry.notes:
                    entry = entry.noting(note)
        return entry, record

    def _record(self, listed: Listed, entry: Entry | None = None) -> tuple[Record, frozenset[str]]:
        record = self.failures.get(listed.sha256) or self.store.get(listed.sha256, suffix(listed))
        if record is None:
            record = failed(listed, "its record in the store was damaged while the corpus was being built")
            self.failures[listed.sha256] = record
        if entry is not None:
            record = self.list_kinds.read_as(entry, record)
        return self.corrections.apply(listed.sha256, record)

    def _entry(self, places: Sequence[Listed]) -> Entry:
        listed, others = places[0], tuple(p.path for p in places[1:])
        record, corrected = self._record(listed)
        try:
            entry = self._entry_of(listed, others, record, corrected)
            if listed.sha256 not in self.checked:
                self._check(entry, record)
        except (ValueError, TypeError, LookupError, AttributeError) as error:
            # A record that does not fit the schemas is a defect of the reader; it costs this document only.
            record = failed(listed, f"its record does not fit the tables ({error})")
            self.failures[listed.sha256] = record
            entry = self._entry_of(listed, others, record, NO_CORRECTIONS)
        if entry.status == "unreadable":
            why = next((f.get("message_en") or f["message"] for f in record.get("findings") or ()), "no text")
            self.problems.append(f"{listed.path}: {why}")
        for row in self.corrections.refused(listed.sha256):
            entry = entry.noting(_refused(row))
        return entry

    def _entry_of(self, listed: Listed, others: tuple[str, ...], record: Record, corrected: frozenset[str]) -> Entry:
        entry = entry_of(listed, others, record, corrected, self.municipalities, self.terms, self.subjects)
        # The decisions of a session list the same people: one list in memory for all of them.
        return replace(entry, roll=self._alike.setdefault(entry.roll, entry.roll))

    def _check(self, entry: Entry, record: Record) -> None:
        for name, rows in (self._decision(entry, record) | document_rows(record, entry.place)).items():
            if rows:
                check(TABLES[name], rows)

    def _decision(self, entry: Entry, record: Record) -> Rows:
        if entry.status != "counted":
            return {}
        return decision_rows(record, entry.place, self.municipalities, self.people.ids(entry))

    def _group(self, group: Sequence[Entry]) -> Iterator[Rows]:
        read: list[tuple[Entry, Record, Rows]] = []
        for entry in group:
            settled, record = self._settled_record(entry)
            read.append((settled, record, self._decision(settled, record)))
        decided = [(e, record, rows["decisions"][0]) for e, record, rows in read if rows]
        sessions, beside = session_rows(decided, self.people, self.list_kinds)
        yield {"sessions": sessions}
        for entry, record, rows in read:
            notes = [*entry.notes, *((beside[entry.listed.sha256],) if entry.listed.sha256 in beside else ())]
            of_document = document_rows(record, entry.place)
            for name, more in corpus_findings(entry, notes, of_document).items():
                of_document[name] += more
            row = document_row(entry, record, of_document["findings"], self.store.reader)
            yield rows | of_document | {"documents": [row]}


def _decided(entries: Iterable[Entry]) -> dict[DecisionKey, str]:
    """The document of each decision whose municipality, body, number and year are known."""
    found: dict[DecisionKey, str] = {}
    for e in entries:
        m, body, number, year = e.municipality_id, e.body, e.decision_number, e.decision_year
        if e.status == "counted" and m and body and number is not None and year is not None:
            found.setdefault((m, body, number, year), e.listed.sha256)
    return found


def _refused(row: Mapping[str, Any]) -> Note:
    where, old = row["field"], row["old"]
    return Note(
        "correction_refused", "error", str(where),
        f"Η διόρθωση της γραμμής {row['source_row']} δεν εφαρμόστηκε: το «{where}» δεν είναι πια {old}.",
        f"The correction on line {row['source_row']} was not applied: {where} is no longer {old}.",
    )  # fmt: skip
