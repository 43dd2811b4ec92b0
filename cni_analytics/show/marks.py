"""Where the facts of a decision stand on its pages, as stretches of text that can be marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import regex

from cni_analytics.decision import Decision
from cni_analytics.show.words import Language, label, value
from cni_analytics.text.document import Page

_STEP = regex.compile(r"\.(\d+)(?=\.|\[|$)")
_INDEXED = regex.compile(r"^(?P<list>[\w.]+)\[(?P<index>\d+)\]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a page behind a fact.

    ``start`` and ``end`` count characters of the page's text; ``labels`` are what the fact, or the
    several facts that stand on the same words, are called.
    """

    page: int
    start: int
    end: int
    group: str
    labels: tuple[str, ...]
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a page over which the same marks hold, the widest first."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def canonical(path: str) -> str:
    """A path in one form: ``movements[0].item`` for ``movements.0.item``."""
    return _STEP.sub(r"[\1]", path)


def marks(decision: Decision, language: Language) -> tuple[Mark, ...]:
    """Every stretch of text behind a fact or a finding, in the order of the pages."""
    pages = {page.number: len(page.text) for page in decision.pages}
    found: dict[tuple[int, int, int], list[tuple[str, str, str]]] = {}
    for path, group, text, spans in _facts(decision, language):
        for span in spans:
            place = (span["page"], span["start"], span["end"])
            if 0 <= place[1] < place[2] <= pages.get(place[0], 0):
                found.setdefault(place, []).append((path, group, text))
    return tuple(
        Mark(*place, facts[0][1], tuple(dict.fromkeys(f[2] for f in facts)), tuple(f[0] for f in facts))
        for place, facts in sorted(found.items(), key=lambda item: (item[0][0], item[0][1], -item[0][2]))
    )


def segments(page: Page, on_page: Iterable[Mark]) -> Iterator[Segment]:
    """A page's text cut wherever a mark begins or ends; nothing is left out."""
    here = [mark for mark in on_page if mark.page == page.number]
    cuts = sorted({0, len(page.text), *(m.start for m in here), *(m.end for m in here)})
    waiting = iter(sorted(here, key=lambda m: (m.start, -m.end)))
    open_marks: list[Mark] = []
    following = next(waiting, None)
    for start, end in pairwise(cuts):
        open_marks = [m for m in open_marks if m.end > start]
        while following is not None and following.start <= start:
            open_marks.append(following)
            following = next(waiting, None)
        yield Segment(start, end, tuple(sorted(open_marks, key=lambda m: m.start - m.end)))


def spans_of(decision: Decision, path: str) -> list[Any]:
    """The words behind a fact, or else behind its parts."""
    evidence = {canonical(key): spans for key, spans in (decision.record.get("evidence") or {}).items()}
    if path in evidence:
        return list(evidence[path])
    parts = [spans for key, spans in evidence.items() if key.startswith((f"{path}.", f"{path}["))]
    return [span for spans in parts for span in spans]


def _facts(decision: Decision, language: Language) -> Iterator[tuple[str, str, str, list[Any]]]:
    for key, spans in (decision.record.get("evidence") or {}).items():
        path = canonical(key)
        if path.startswith("findings"):
            continue
        named = label(path, language)
        yield path, named.group, _said(decision, path, named.text, language), spans
    for index, finding in enumerate(decision.findings):
        path = f"findings[{index}]"
        spans = finding.get("evidence") or spans_of(decision, path)
        yield path, "finding", f"{label('findings', language).text}: {finding['code']}", list(spans)


def _said(decision: Decision, path: str, name: str, language: Language) -> str:
    """A short label: for an entry of a list, what the entry says."""
    entry = _entry(decision.record, path)
    if entry is None:
        return name
    if path.startswith("roll_call.members["):
        words = [value(entry["status"], language, of="status")]
        return ", ".join([*words, value(entry["role"], language)] if entry.get("role") else words)
    if path.startswith("movements["):
        where = anchor(entry, language)
        return f"{value(entry['kind'], language)}: {entry['name']}{f' ({where})' if where else ''}"
    if path.startswith("vote.votes["):
        return f"{entry['name']}: {value(entry['vote'], language, of='vote')}"
    if path.startswith(("acts[", "memorandum.commitments[")):
        return value(entry["kind"], language)
    if path.startswith("resolutions[") and entry.get("label"):
        return f"{name} {entry['label']}"
    return name


def anchor(movement: Any, language: Language) -> str:
    """Where in the session a movement stands: «μετά, θέμα 3»."""
    parts = [value(movement["moment"], language)] if movement.get("moment") else []
    item, decision = movement.get("item"), movement.get("decision")
    if item:
        parts.append(item_text(item, language))
    if decision:
        year = f"/{decision['year']}" if decision.get("year") else ""
        parts.append(f"{value('decision_no', language)} {decision['number']}{year}")
    return ", ".join(parts)


def item_text(item: Any, language: Language) -> str:
    """«θέμα 5», «θέμα 2 εκτός ημερήσιας διάταξης»."""
    number = f" {item['number']}" if item.get("number") is not None else ""
    outside = f" {value('out_of_agenda', language)}" if item.get("out_of_agenda") else ""
    return f"{value('item', language)}{number}{outside}"


def _entry(record: dict[str, Any], path: str) -> Any:
    m = _INDEXED.match(path)
    if m is None:
        return None
    found: Any = record
    for key in m["list"].split("."):
        found = found.get(key) if isinstance(found, dict) else None
    index = int(m["index"])
    return found[index] if isinstance(found, list) and index < len(found) else None
