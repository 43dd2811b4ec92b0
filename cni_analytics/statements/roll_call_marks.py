"""Offices shown by a mark behind a name and explained under the list: «Ρήγα Άννα*» … «* Πρόεδρος»."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from cni_analytics.statements.name_words import patterns
from cni_analytics.statements.types import Member, Role, Span
from cni_analytics.text.reading import Reading

_MARK = r"\*{1,3}|[¹²³†‡]|\([*¹²³123]{1,3}\)"
_LEGEND = regex.compile(
    rf"(?:^|(?<=[\n\f,;])|(?<=\s{{2}}))[ \t]*(?P<mark>{_MARK})[ \t]?(?:[:=\-–][ \t]?)?"
    r"(?P<said>\p{L}[^\n\f*†‡,;]{3,60})"
)
_BEHIND = regex.compile(rf"[ \t]?(?P<mark>{_MARK})")
_GAP = regex.compile(r"\s{2,}")
_ROLES: tuple[Role, ...] = ("president", "vice_president", "secretary")


def roles_by_mark(reading: Reading, zones: Sequence[Span], members: Sequence[Member]) -> dict[str, Role | None]:
    """The offices of a legend, by the names that carry its marks.

    Parameters
    ----------
    reading, zones
        The document, and where the opening stands.
    members
        As read, each with its place on the page.

    Returns
    -------
    dict
        The office of everybody marked, and ``None`` for whoever stood before the legend and took its words for
        their own office; empty where the page has no legend or nobody carries its mark.
    """
    legend: dict[str, Role] = {}
    first = len(reading.text)
    for zone in zones:
        for m in _LEGEND.finditer(reading.text, zone.start, zone.end):
            said = _GAP.split(reading.fold[m.start("said") : m.end("said")].strip())[0]
            role = next((r for r, p in patterns("roles") if r in _ROLES and p.match(said)), None)
            if role is not None and m["mark"] not in legend:
                legend[m["mark"]] = role
                first = min(first, m.start())
    if not legend:
        return {}
    marked: dict[str, Role | None] = {}
    for member in members:
        behind = _BEHIND.match(reading.text, member.span.end)
        if behind is not None and behind["mark"] in legend and member.span.end < first:
            marked[member.name] = legend[behind["mark"]]
    if not marked:
        return {}
    given = set(marked.values())
    taken = [m for m in members if m.role in given and m.name not in marked and m.span.end < first]
    last = max((m.span.end for m in members if m.span.end < first), default=0)
    return marked | dict.fromkeys(m.name for m in taken if m.span.end == last)
