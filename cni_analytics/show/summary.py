"""The facts of a decision in words, in the order a person asks for them, each with its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cni_analytics.decision import Decision
from cni_analytics.show.marks import anchor, item_text, spans_of
from cni_analytics.show.words import Language, label, phrase, value

_IN_ORDER = (
    "municipality", "body", "decision", "document.ada", "session.number", "session.date", "session.time",
    "session.kind", "session.format", "agenda_item", "subject", "roll_call.layout", "roll_call.seats",
    "roll_call.present_count", "roll_call.absent_count", "mayor",
)  # fmt: skip
_TERMS = ("body", "session.kind", "session.format", "roll_call.layout", "vote.outcome", "vote.result")


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact in words: what it is called, what it says, whether it is derived, and where it stands."""

    path: str
    group: str
    name: str
    text: str
    derived: bool
    spans: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member: name, role, status at the opening and at the item (``None``: not settled)."""

    name: str
    role: str
    opening: str
    at_item: str | None
    depends: bool


def title(decision: Decision, language: Language) -> str:
    """«210/2024, Δήμος Σερρών»."""
    number = f"{decision.number}/{decision.year}" if decision.number and decision.year else decision.number
    named = str(number) if number else phrase("untitled", language)
    of = phrase("of_municipality", language).format(name=decision.municipality) if decision.municipality else ""
    return ", ".join(filter(None, (named, of)))


def facts(decision: Decision, language: Language) -> list[Fact]:
    """Every fact that is stated or derived; what the document does not say has no row."""
    found = []
    for path, text, derived in _facts(decision, language):
        if text:
            named = label(path, language)
            spans = () if derived else tuple(spans_of(decision, path))
            found.append(Fact(path, named.group, named.text, text, derived, spans))
    return found


def members(decision: Decision, language: Language) -> list[MemberRow]:
    """The roll call with what became of it at the item."""
    at_item = dict.fromkeys(decision.present, "present") | dict.fromkeys(decision.absent, "absent")
    depends = set((decision.record.get("attendance_at_item") or {}).get("reading_dependent") or ())
    return [
        MemberRow(
            m["name"],
            value(m["role"], language) if m.get("role") else "",
            value(m["status"], language, of="status"),
            value(at_item[m["name"]], language, of="status") if decision.settled and m["name"] in at_item else None,
            m["name"] in depends,
        )
        for m in decision.members
    ]


def message(finding: Mapping[str, Any], language: Language) -> str:
    """A finding's sentence in a language, or the one it has."""
    return " ".join(str(finding.get(f"message_{language}") or finding.get("message") or finding["code"]).split())


def quoted_words(span: Mapping[str, Any]) -> str:
    """The words of a span on one line, as they can be quoted."""
    return str(span.get("words") or " ".join(span["text"].split()))


def _get(record: Any, path: str) -> Any:
    for key in path.split("."):
        record = record.get(key) if isinstance(record, dict) else None
    return record


def _facts(decision: Decision, language: Language) -> Iterator[tuple[str, str, bool]]:
    record = decision.record
    for path in _IN_ORDER:
        found = _get(record, path)
        if path == "decision" and decision.number:
            yield path, f"{decision.number}/{decision.year}" if decision.year else str(decision.number), False
        elif path == "agenda_item" and decision.item:
            yield path, item_text(decision.item, language), False
        elif path == "mayor" and found:
            there = value("yes_present" if found.get("present") else "no_present", language)
            yield path, ", ".join(filter(None, (found.get("name"), there))), False
        elif found is not None and not isinstance(found, dict):
            yield path, value(found, language) if path in _TERMS else str(found), False
    for i, m in enumerate(decision.movements):
        where = anchor(m, language)
        yield f"movements[{i}]", f"{m['name']}: {value(m['kind'], language)}{f' ({where})' if where else ''}", False
    yield from _at_item(decision, language)
    yield from _vote(decision, language)
    for i, r in enumerate(decision.resolutions):
        yield f"resolutions[{i}]", f"{r['label']}) {r['text']}" if r.get("label") else r["text"], False
    for i, a in enumerate(record.get("acts") or ()):
        parts = (value(a["kind"], language), a.get("number"), a.get("date"), a.get("issuer"))
        yield f"acts[{i}]", ", ".join(filter(None, parts)), False
    memorandum = record.get("memorandum") or {}
    yield "memorandum.network", memorandum.get("network") or "", False
    for i, c in enumerate(memorandum.get("commitments") or ()):
        number = f" {c['ordinal']}" if c.get("ordinal") else ""
        yield (
            f"memorandum.commitments[{i}]",
            f"{value(c['kind'], language)}{number}: {value(c['value'], language)}",
            False,
        )
    for i, r in enumerate(record.get("legal_references") or ()):
        yield f"legal_references[{i}]", _reference(r, language), False


def _at_item(decision: Decision, language: Language) -> Iterator[tuple[str, str, bool]]:
    if not decision.settled:
        yield "attendance_at_item", phrase("unsettled_item", language) if decision.record.get("roll_call") else "", True
        return
    yield "attendance_at_item.present", str(len(decision.present)), True
    yield "attendance_at_item.absent", str(len(decision.absent)), True
    depends = (decision.record.get("attendance_at_item") or {}).get("reading_dependent") or ()
    yield "attendance_at_item.reading_dependent", ", ".join(depends), True


def _vote(decision: Decision, language: Language) -> Iterator[tuple[str, str, bool]]:
    vote = decision.vote
    for path in ("vote.phrase", "vote.outcome", "vote.result"):
        found = vote.get(path.removeprefix("vote."))
        if found is not None:
            yield path, value(found, language) if path in _TERMS else str(found), False
    for choice, count in (vote.get("tally") or {}).items():
        if count is not None:
            yield f"vote.tally.{choice}", str(count), False
    for i, v in enumerate(vote.get("votes") or ()):
        if v.get("origin") == "stated":
            part = f" ({v['part']})" if v.get("part") else ""
            yield f"vote.votes[{i}]", f"{v['name']}: {value(v['vote'], language, of='vote')}{part}", False
    derived = sum(v.get("origin") == "derived" for v in vote.get("votes") or ())
    if derived:
        yield "vote.votes", f"{value('for', language, of='vote')}: {derived}", True
    if decision.unanimity:
        yield "vote.unanimity", value(decision.unanimity, language), True


def _reference(reference: Any, language: Language) -> str:
    number, year = reference.get("number"), reference.get("year")
    act = "/".join(str(part) for part in (number, year) if part)
    article = f"{'άρθρο' if language == 'el' else 'article'} {reference['article']}" if reference.get("article") else ""
    paragraph = f"§{reference['paragraph']}" if reference.get("paragraph") else ""
    return " ".join(filter(None, (value(reference["kind"], language), act, article, paragraph)))
