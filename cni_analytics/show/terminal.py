"""A decision in the terminal: its text with every fact marked, then the facts and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import click

from cni_analytics.decision import Decision
from cni_analytics.printable import printable
from cni_analytics.show.marks import Mark, Segment, marks, segments
from cni_analytics.show.summary import facts, members, message, quoted_words, title
from cni_analytics.show.words import Language, phrase, value

_COLOURS = {
    "header": "cyan",
    "roll_call": "green",
    "movement": "yellow",
    "vote": "magenta",
    "derived": "bright_magenta",
    "resolution": "bright_blue",
    "reference": "bright_black",
    "act": "bright_cyan",
    "finding": "bright_red",
}
_WORDS = 90
"""Characters of the words shown beside a fact."""


def terminal(decision: Decision, language: Language, *, colour: bool) -> Iterator[str]:
    """The lines to print, one string a page and one a part of the summary.

    Without colour the marks are brackets with the fact's name after them, so that nothing is told by
    colour alone.
    """
    on_pages = marks(decision, language)
    yield _bold(title(decision, language), colour)
    for page in decision.pages:
        yield _bold(f"── {phrase('page', language)} {page.number}", colour)
        yield "".join(_segment(page.text, s, colour) for s in segments(page, on_pages)).strip("\n ")
    yield _bold(f"── {phrase('facts', language)}", colour)
    yield "\n".join(_facts(decision, language, colour))
    yield from _members(decision, language, colour)
    yield _bold(f"── {phrase('findings', language)}", colour)
    yield "\n".join(_findings(decision, language, colour)) or phrase("no_findings", language)


def _segment(text: str, segment: Segment, colour: bool) -> str:
    words = printable(text[segment.start : segment.end])
    begins = [m for m in segment.marks if m.start == segment.start]
    ends = [m for m in reversed(segment.marks) if m.end == segment.end]
    if not colour:
        return "[" * len(begins) + words + "".join(f"]‹{_name(m)}›" for m in ends)
    if segment.marks:
        innermost = segment.marks[-1]
        words = click.style(words, fg=_COLOURS[innermost.group], bold=True, underline=len(segment.marks) > 1)
    return words + "".join(click.style(f"‹{_name(m)}›", fg=_COLOURS[m.group], dim=True) for m in ends)


def _name(mark: Mark) -> str:
    return printable("; ".join(mark.labels))


def _facts(decision: Decision, language: Language, colour: bool) -> Iterator[str]:
    for fact in facts(decision, language):
        quoted = " … ".join(_short(span) for span in fact.spans[:2])
        words = f"  «{quoted}»" if quoted else f"  ({value('derived', language)})" if fact.derived else ""
        text = printable(" ".join(fact.text.split()))
        name = click.style(fact.name, fg=_COLOURS[fact.group]) if colour else fact.name
        yield f"{name}: {text}{click.style(words, dim=True) if colour else words}"


def _members(decision: Decision, language: Language, colour: bool) -> Iterator[str]:
    rows = members(decision, language)
    if not rows:
        return
    yield _bold(f"── {phrase('members', language)}", colour)
    lines = []
    for row in rows:
        at_item = "?" if row.at_item is None else row.at_item
        doubt = f", {phrase('depends', language)}" if row.depends else ""
        role = f", {row.role}" if row.role else ""
        lines.append(f"{printable(row.name)}{role}: {row.opening} → {at_item}{doubt}")
    yield "\n".join(lines)


def _findings(decision: Decision, language: Language, colour: bool) -> Iterator[str]:
    for finding in decision.findings:
        severity = value(finding.get("severity") or "warning", language)
        code = f"{severity}: {finding['code']}"
        quoted = " … ".join(_short(span) for span in finding.get("evidence") or ())
        words = f"  «{quoted}»" if quoted else ""
        name = click.style(code, fg=_COLOURS["finding"]) if colour else code
        yield f"{name}: {printable(message(finding, language))}{words}"


def _short(span: Mapping[str, Any]) -> str:
    folded = printable(quoted_words(span))
    return folded if len(folded) <= _WORDS else f"{folded[: _WORDS - 1].rstrip()}…"


def _bold(text: str, colour: bool) -> str:
    return click.style(printable(text), bold=True) if colour else printable(text)
