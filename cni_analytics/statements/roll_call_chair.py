"""The president who convened the body and whom the list of those present only adds to: «Παρόντων και των συμβούλων»."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from cni_analytics.statements.name_words import ends_sentence, name_words
from cni_analytics.statements.names import HONORIFIC, Roster
from cni_analytics.statements.nominatives import nominatives
from cni_analytics.statements.types import Figure, Member, Span
from cni_analytics.text.reading import Reading

_ADDED = regex.compile(
    r"(?<!\p{L})(?:παροντ(?:ων|εσ|α)|συμμετεχοντ(?:ων|εσ))(?:\s+(?:ηταν|ησαν))?\s+(?:επισησ\s+)?και\s+(?:των|οι|τα)\s+"
    r"(?:υπολοιπ\p{L}{1,3}\s+|λοιπ\p{L}{1,3}\s+)?(?:δημοτικ\p{L}{1,3}\s+)?(?:συμβουλ|μελ)\p{L}{1,4}[^\n.;]{0,60}:"
)
_PRESIDENT = regex.compile(
    r"(?<!\p{L})προεδρ(?:οσ|ου)(?:\s+(?:του|αυτου)(?:\s+(?:δημοτικου\s+)?συμβουλιου)?(?:\s+του)?)?[\s,]+(?=κ|\p{L})"
)
_REACH = 80
_FARTHEST = 700


def with_chair(
    reading: Reading, zones: Sequence[Span], members: list[Member], figures: Sequence[Figure]
) -> list[Member]:
    """The members and, before them, the president whom the words over the list presuppose.

    Parameters
    ----------
    reading, zones
        The document, and where the opening stands.
    members
        As their lists name them.
    figures
        What the page states; a count of those present that the list alone reaches leaves nobody to add.

    Returns
    -------
    list of Member
        The same where the list does not say «και», names the president itself, or nobody is named president
        above it; a name whose nominative is not certain is not added.
    """
    present = sum(m.status == "present" for m in members)
    if (
        not present
        or any(m.role == "president" for m in members)
        or any(f.what == "present" and f.value == present for f in figures)
    ):
        return members
    for zone in zones:
        added = _ADDED.search(reading.fold, zone.start, zone.end)
        if added is None:
            continue
        found = None
        for m in _PRESIDENT.finditer(reading.fold, max(zone.start, added.start() - _FARTHEST), added.start()):
            found = _named(reading, m, added.start()) or found
        if found is not None and Roster(m.name for m in members).resolve(found.name).name is None:
            return [found, *members]
    return members


def _named(reading: Reading, office: regex.Match[str], end: int) -> Member | None:
    honour = HONORIFIC.match(reading.text, office.end(), end)
    at = honour.end() if honour is not None else office.end()
    words = name_words(reading.text, at, min(end, at + _REACH))
    if len(words) < 2 or reading.text[at : words[0][0]].strip():
        return None
    stop = ends_sentence(reading.text[words[-1][0] : words[-1][1]])
    span = Span(words[0][0], words[-1][1] - stop)
    printed = reading.printed(*span)
    name = nominatives([printed], reading.fold)[0]
    if office[0].startswith("προεδρου") and name == printed:
        return None
    return Member(name, "present", "president", span)
