"""What a network of cities is called."""

from __future__ import annotations

from collections import Counter

import regex

from cni_analytics.statements.types import Span, Stated
from cni_analytics.text.reading import Reading, fold

_WORD = r"\p{Lu}[\p{L}'’]{2,30}"
_ARTICLE = r"(?:(?:την|τη|το|τον|τα|τις|τους)\s+)?"
_NOT_A_PARTY = r"(?!Δήμ|Δημ)"
_NOT_A_SENTENCE = r"(?!(?:Στ\p{L}{1,3}|Το|Τα|Τη|Την|Τον|Οι|Με|Από|Κατά|Για|Σύμφωνα|Μετά|Ύστερα)\b)"
_NAME = regex.compile(
    rf"\b(?P<net>[Δδ]ίκτυο|[Δδ]ικτύου)\s+(?P<rest>(?:{_WORD}\s+){{0,2}}?(?:Πόλεων|Δήμων)"
    rf"(?:\s+(?:για|κατά|υπέρ|με|χωρίς)\s+{_ARTICLE}{_WORD}"
    rf"(?:\s+(?:και|&)\s+{_ARTICLE}{_NOT_A_PARTY}{_WORD})?"
    rf"(?:[ \t]*[ \t\n]{_NOT_A_PARTY}{_NOT_A_SENTENCE}{_WORD})?)?)"
)


def network_name(reading: Reading, section: Span) -> Stated[str] | None:
    """The network's name in the nominative: the fullest form, as the document most often prints it.

    ``None`` where it is printed in capitals only, because where it ends could not be told.
    """
    forms: Counter[str] = Counter()
    first: dict[str, tuple[str, Span]] = {}
    for m in _NAME.finditer(reading.text):
        name = f"Δίκτυο {' '.join(m['rest'].split())}"
        key = fold(name)
        forms[key] += 1
        known = first.get(key)
        if known is None or (section.start <= m.start() < section.end and not section.start <= known[1].start):
            first[key] = (name, Span(*m.span()))
    if not forms:
        return None
    best = max(forms, key=lambda key: (len(key.split()) > 2, forms[key], len(key)))
    name, span = first[best]
    return Stated(name, span)
