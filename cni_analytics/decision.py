"""One council decision as an object: its record, its pages, and the words behind every fact."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from os import PathLike, fspath
from typing import TYPE_CHECKING, Any, cast

from cni_analytics.errors import InputError, UsageError

if TYPE_CHECKING:
    from cni_analytics.record import ConventionsOf
    from cni_analytics.text.document import Document, Page
    from cni_analytics.text.reading import EvidenceSpan

Record = dict[str, Any]
"""A decision record, ``schema: cni-decision/1``."""


_INDEX = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class Decision:
    """One decision of a council, as its document states it and as follows from it.

    Parameters
    ----------
    record
        The decision record (``schema: cni-decision/1``): a plain ``dict``, ready for JSON. ``None``
        stands for what the document does not say; nothing is guessed.
    document
        The pages the record was read from.

    Notes
    -----
    The properties are the record's own values under shorter names. In JupyterLab a decision displays
    as its text with every fact marked where it stands.

    Examples
    --------
    >>> import cni_analytics as cni
    >>> decision = cni.read("data/raw/serres/2024-210.md")
    >>> decision
    <Decision 210/2024 of Σερρών, 2024-06-26: unanimous, 1 finding>
    >>> [span["text"] for span in decision.evidence("roll_call.seats")]
    ['35']
    """

    record: Record
    document: Document

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages as read; evidence counts characters of their ``text``."""
        return self.document.pages

    @property
    def municipality(self) -> str | None:
        """In the genitive, as it follows «Δήμος»."""
        return cast("str | None", self.record.get("municipality"))

    @property
    def body(self) -> str | None:
        """The body that decided: ``municipal_council``, ``municipal_committee`` …"""
        return cast("str | None", self.record.get("body"))

    @property
    def number(self) -> int | None:
        """The number of the decision, not a protocol number."""
        return cast("int | None", self._at("decision", "number"))

    @property
    def year(self) -> int | None:
        """The year of the decision's number."""
        return cast("int | None", self._at("decision", "year"))

    @property
    def ada(self) -> str | None:
        """The ΑΔΑ (the identifier on Diavgeia), in Greek capitals."""
        return cast("str | None", self._at("document", "ada"))

    @property
    def date(self) -> date | None:
        """The day of the session."""
        day = self._at("session", "date")
        return date.fromisoformat(day) if day else None

    @property
    def subject(self) -> str | None:
        """What the decision is about, in its own words."""
        return cast("str | None", self.record.get("subject"))

    @property
    def item(self) -> Mapping[str, Any] | None:
        """The agenda item it settles: ``number`` and ``out_of_agenda``."""
        return cast("Mapping[str, Any] | None", self.record.get("agenda_item"))

    @property
    def members(self) -> Sequence[Mapping[str, Any]]:
        """The roll call at the opening: ``name``, ``status``, ``role`` of each member."""
        return cast("Sequence[Mapping[str, Any]]", self._at("roll_call", "members") or [])

    @property
    def present(self) -> Sequence[str]:
        """Who was there when this item was decided, by the default readings; see ``settled``."""
        return cast("Sequence[str]", self._at("attendance_at_item", "present") or [])

    @property
    def absent(self) -> Sequence[str]:
        """Who was not there when this item was decided, by the default readings; see ``settled``."""
        return cast("Sequence[str]", self._at("attendance_at_item", "absent") or [])

    @property
    def settled(self) -> bool:
        """Whether the document decides who was there at this item."""
        return bool(self._at("attendance_at_item", "settled"))

    @property
    def movements(self) -> Sequence[Mapping[str, Any]]:
        """Arrivals and departures: ``name``, ``kind``, ``item``, ``moment``, ``decision``."""
        return cast("Sequence[Mapping[str, Any]]", self.record.get("movements") or [])

    @property
    def vote(self) -> Mapping[str, Any]:
        """The outcome as stated, the tally, and the votes, stated or derived."""
        return cast("Mapping[str, Any]", self.record.get("vote") or {})

    @property
    def unanimity(self) -> str | None:
        """``unanimous``, ``unopposed``, ``contested`` or ``unsettled``."""
        return cast("str | None", self.vote.get("unanimity"))

    @property
    def resolutions(self) -> Sequence[Mapping[str, Any]]:
        """The operative clauses: ``label`` and ``text``."""
        return cast("Sequence[Mapping[str, Any]]", self.record.get("resolutions") or [])

    @property
    def acts(self) -> Sequence[Mapping[str, Any]]:
        """Dated acts on its way (invitation, proposal …): ``kind``, ``number``, ``date``, ``issuer``."""
        return cast("Sequence[Mapping[str, Any]]", self.record.get("acts") or [])

    @property
    def memorandum(self) -> Mapping[str, Any] | None:
        """The annexed memorandum of a network of cities: ``network`` and ``commitments``."""
        return cast("Mapping[str, Any] | None", self.record.get("memorandum"))

    @property
    def findings(self) -> Sequence[Mapping[str, Any]]:
        """What contradicts itself or cannot be settled: ``code``, ``severity``, ``message``, ``evidence``."""
        return cast("Sequence[Mapping[str, Any]]", self.record.get("findings") or [])

    def evidence(self, path: str) -> list[EvidenceSpan]:
        """Where on its page, or pages, a fact stands.

        Parameters
        ----------
        path
            Of a key of the record: ``"decision.number"``, ``"movements.0"`` (or ``"movements[0]"``).

        Returns
        -------
        list of dict
            ``page`` (1-based), ``start`` and ``end`` (characters of the page's text), ``text``; empty
            where the fact is derived or not on the page.

        Raises
        ------
        UsageError
            Where the record has no such key.
        """
        known = cast("dict[str, list[EvidenceSpan]]", self.record.get("evidence") or {})
        path = _INDEX.sub(r".\1", path)
        if path in known:
            return known[path]
        if not _has(self.record, path):
            near = get_close_matches(path, known, n=3) or sorted(known)[:3]
            raise UsageError(
                f"evidence({path!r})",
                expected="the path of a key of the decision record",
                found="none of that name",
                next_step=f"try {', '.join(map(repr, near))}" if near else "this document could not be read",
            )
        return []

    def to_json(self, *, indent: int | None = 2) -> str:
        """The record as JSON text: Greek letters as they are, keys in the order of the contract.

        Parameters
        ----------
        indent
            Spaces a level; ``None`` puts the record on one line.
        """
        return json.dumps(self.record, ensure_ascii=False, indent=indent)

    def __repr__(self) -> str:
        number = f"{self.number or '?'}/{self.year or '?'}" if self.number or self.year else "without number"
        findings = len(self.findings)
        parts = [
            f"<Decision {number} of {self.municipality or 'an unnamed municipality'}",
            f", {self.date or 'undated'}: {self.unanimity or 'unsettled'}",
            f", {findings} finding{'' if findings == 1 else 's'}" if findings else "",
            ">",
        ]
        return "".join(parts)

    def to_html(self, language: str = "el") -> str:
        """The decision as one static page: its facts, its findings, and its text with every fact marked.

        Parameters
        ----------
        language
            ``el`` or ``en``: of the labels, not of the document.
        """
        from cni_analytics.show import html_page

        return html_page(self, language)

    def _repr_html_(self) -> str:
        from cni_analytics.show import html_fragment

        return html_fragment(self)

    def _at(self, *keys: str) -> Any:
        value: Any = self.record
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        return value


def from_document(document: Document) -> Decision:
    """Read a decision from a document that is already open.

    Parameters
    ----------
    document
        As ``cni_analytics.open_document`` gives it; a document that could not be read yields a record
        with ``text_source: "none"`` and a finding that says why.

    Notes
    -----
    Where ``data/reference/conventions.csv`` says how the body does things, that is followed; the record's
    ``conventions`` tells by which it was derived.
    """
    from cni_analytics.derivation.conventions import DEFAULT
    from cni_analytics.record import record_of

    return Decision(record_of(document, _conventions_at_hand() or DEFAULT), document)


def _conventions_at_hand() -> ConventionsOf | None:
    """The conventions of the project's data; ``None`` where there is no such file or no row in it."""
    from cni_analytics.project import reference_file

    try:
        rows = reference_file("conventions.csv").read_bytes().split(b"\n")[1:]
    except OSError:
        return None
    if not any(row.strip(b" ,\r") for row in rows):
        return None
    # Loaded only where there is something to look up: the tables cost more than reading a page.
    from cni_analytics.tables.conventions import convention_table

    return convention_table().of_header


def read(path: str | PathLike[str]) -> Decision:
    """Read one council decision from a file.

    Parameters
    ----------
    path
        A text, Markdown or PDF file; scans are read with Tesseract where it is installed.

    Returns
    -------
    Decision
        Also for a document whose facts are few: what it does not say is ``None``.

    Raises
    ------
    InputError
        Where no text could be read at all: no such file, a folder, an empty or a broken document.

    Examples
    --------
    >>> import cni_analytics as cni
    >>> cni.read("data/raw/serres/2024-210.md").unanimity
    'unanimous'
    """
    from cni_analytics.starting import load_reader

    load_reader()
    from cni_analytics.text import open_document

    decision = from_document(open_document(fspath(path)))
    error = not_usable(decision)
    if error and decision._at("document", "text_source") == "none":
        raise error
    return decision


class UnusableDocumentError(InputError):
    """A document of which nothing could be read, or in which there is no decision."""

    def __init__(self, where: str, message: str) -> None:
        super().__init__(where, expected="a council decision that can be read", found=message, next_step="see there")
        self.args = (f"{where}: {message.rstrip('.')}",)


def not_usable(decision: Decision) -> UnusableDocumentError | None:
    """Why a document is of no use: no text could be read, or no decision stands in it; ``None`` otherwise."""
    name = decision.document.name
    errors = [problem.message_en for problem in decision.document.problems if problem.severity == "error"]
    if not any(page.text.strip() for page in decision.pages):
        return UnusableDocumentError(
            name, errors[0] if errors else "expected text, found none; try the original document"
        )
    if any((decision.number, decision.members, decision.vote.get("phrase"), decision.resolutions)):
        return None
    words = sum(len(page.text.split()) for page in decision.pages)
    return UnusableDocumentError(
        name,
        "expected a council decision (its number, who was present, the outcome), "
        f"found {words} words without any of these; check that this is the decision itself, not an attachment",
    )


def _has(record: Record, path: str) -> bool:
    value: Any = record
    for key in path.split("."):
        if isinstance(value, dict) and key in value:
            value = value[key]
        elif isinstance(value, list) and key.isdigit() and int(key) < len(value):
            value = value[int(key)]
        else:
            return False
    return True
