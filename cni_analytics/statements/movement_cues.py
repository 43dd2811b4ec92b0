"""The words that say somebody came or left, and whom in the sentence they speak of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import regex

from cni_analytics.statements.lexicon import lexicon
from cni_analytics.statements.movement_anchors import find_anchors
from cni_analytics.statements.movement_clauses import Clause, Cue, CueKind, Element, People
from cni_analytics.statements.name_words import find_name
from cni_analytics.statements.numerals import COUNT
from cni_analytics.statements.types import Span
from cni_analytics.text.reading import Reading

_STEMS = regex.compile(
    r"(?:προσ|\b)ηλθ|προσ(?:ερχ|ελε|ελθ)|αναχωρ|απ[οε]χωρ|συνδε(?:θ|ε)|εισ(?:ηλθ|ερχ)|εξηλθ|απουσ|επαν(?:ηλθ|ερχ|οδ)|επεστρ|απων"
    r"|αποβλ|εφυγ|παρ(?:ων|ουσα|οντεσ)\s+(?:μονο\s+)?(?:απο|μεχρι|εωσ)|παρεμειν|(?:παρεστη|συμμετειχ)[^.]{0,40}(?:μεχρι|εωσ)\s|αφιξ|εφ(?:τ|θ)ασ|εγκατελ|αιθουσ"
)
_SOMETHING_ELSE = regex.compile(
    r"\s+(?:απο|εκ)\s+(?:τη[νσ]?|το[νυ]?|τουσ|τα|τισ)\s++(?!αιθουσ|συνεδρι|παρουσα|σωμα|διαδικασ|τηλεδιασκ|πλατφορμ|συζητ|ψηφοφ"
    r"|\d|πρωτ|δευτερ|τριτ|τεταρτ|πεμπτ|εκτ|εβδομ|ογδο|ενατ|δεκατ|συμβουλιο|δημοτικο|επιτροπη)"
)
_COUNTED = regex.compile(rf"\s+(?:(?:τα|οι)\s+)?{COUNT}\s*(?:[,.:;)]|$|μελ|συμβουλ|δημοτ|απο|εκ|και δεν)")
"""«συνδέθηκαν τα 30, ως ακολούθως»: how many there were, and nobody's coming."""
_RELATIVE = regex.compile(r"(?<!\p{L})(?:ο\s+οποιοσ|η\s+οποια|οι\s+οποιοι|οι\s+οποιεσ|που)\s+(?:και\s+)?$")
_ITS_OWN = regex.compile(
    r"\s+(?:του|τησ|τουσ)(?=\s*[,.;·)]|\s+(?:και|ο|η|οι|το|την?|τον|στ\p{L}{1,3}|απο|ανελαβ\p{L}+|προηδρευσ\p{L}+)\s)"
)
"""«μετά την αποχώρησή του, ο Αντιπρόεδρος …»: the coming or going of whoever was named before."""
_LABEL = regex.compile(
    r"\s*(?:(?:[-/,]|και)\s*(?:προσελευσ|αποχωρησ|αφιξ)(?:εισ|η)\s*)?(?:(?:μελων|συμβουλων|δημοτικων\s+συμβουλων)\s*)?:"
)
_OBLIQUE = frozenset(("του", "τησ", "των", "τον", "την", "τη", "τουσ", "τισ"))


@cache
def _other_verbs() -> tuple[regex.Pattern[str], ...]:
    return tuple(row.pattern for row in lexicon("movements") if row.value == "other")


def may_move(reading: Reading, span: Span) -> bool:
    """A quick look: whether a stretch holds the stem of any word about coming and going."""
    return _STEMS.search(reading.fold, span.start, span.end) is not None


def find_cues(reading: Reading, span: Span) -> list[Cue]:
    """The words of a sentence that say that somebody came, left, or was away for one item, in order."""
    if not may_move(reading, span):
        return []
    found: list[Cue] = []
    for row in lexicon("movements"):
        value, _, form = row.value.partition(" ")
        if value == "other":
            continue
        kind: CueKind = "arrival" if value == "arrival" else "departure" if value == "departure" else "absence"
        for m in row.pattern.finditer(reading.fold, span.start, span.end):
            if kind != "absence" and (_SOMETHING_ELSE.match(reading.fold, m.end()) or _counts(reading, m.end(), span)):
                continue
            if not any(m.start() < c.span.end and c.span.start < m.end() for c in found):
                relative = _RELATIVE.search(reading.fold, max(span.start, m.start() - 30), m.start()) is not None
                relative = relative or (form == "noun" and _ITS_OWN.match(reading.fold, m.end()) is not None)
                found.append(
                    Cue(kind, Span(m.start(), m.end()), noun=form == "noun", relative=relative, weak=form == "weak")
                )
    if any(not c.noun for c in found):
        # «Προσελεύσεις – αποχωρήσεις: Ο κ. Β. προσήλθε …»: a label, not a coming or going.
        found = [c for c in found if not (c.noun and _LABEL.match(reading.fold, c.span.end))]
    weak = [c for c in found if c.weak]
    if weak and (len(found) > len(weak) or not _item_before(reading, span, weak[0])):
        # «Απουσίαζε κατά την έναρξη ο κ. Β, ο οποίος προσήλθε στο 2ο θέμα» is about coming.
        found = [c for c in found if not c.weak]
    found.sort(key=lambda c: c.span)
    return list(_without_repetition(reading, found))


def _counts(reading: Reading, after: int, span: Span) -> bool:
    """Whether a verb is followed by how many, and by nobody's name."""
    m = _COUNTED.match(reading.fold, after, span.end)
    return m is not None and find_name(reading, m.end(), span.end) is None


def _item_before(reading: Reading, span: Span, cue: Cue) -> bool:
    return any(a.kind in ("item", "decision") for a in find_anchors(reading, span.start, cue.span.start))


def _without_repetition(reading: Reading, cues: Sequence[Cue]) -> Iterator[Cue]:
    """«συνδέθηκε στην πλατφόρμα και προσήλθε»: two words for one coming, nobody and nothing between them."""
    for k, cue in enumerate(cues):
        if k and cue.kind == cues[k - 1].kind:
            between = Span(cues[k - 1].span.end, cue.span.start)
            nobody = find_name(reading, between.start, between.end) is None
            if nobody and not find_anchors(reading, between.start, between.end):
                continue
        yield cue


def subjects(reading: Reading, elements: Sequence[Element]) -> list[Element]:
    """The elements of a sentence without the people its verbs about coming and going do not speak of.

    Who stands after another verb did something else («… και την προεδρία ανέλαβε ο κ. Β»); before «ο οποίος
    αποχώρησε» only the person named last left.
    """
    kept: list[Element] = []
    seen_cue = its_own = False
    for element in elements:
        if isinstance(element, People) and its_own:
            continue
        if isinstance(element, People) and seen_cue:
            before = kept[-1].span.end
            if any(p.search(reading.fold, before, element.span.start) for p in _other_verbs()):
                continue
        if isinstance(element, Cue):
            seen_cue = True
            its_own = element.noun and element.relative
            if element.relative:
                kept = _nearest_only(kept)
        kept.append(element)
    return kept


def _nearest_only(elements: Sequence[Element]) -> list[Element]:
    last_cue = max((i for i, e in enumerate(elements) if isinstance(e, Cue)), default=-1)
    people = [i for i, e in enumerate(elements) if isinstance(e, People) and i > last_cue]
    return [e for i, e in enumerate(elements) if i not in people[:-1]]


def is_object(clause: Clause) -> bool:
    """Whether the people of a clause stand in a case its verb's subject cannot have («με αίτημα του κ. Β»)."""
    if clause.cue.noun or clause.cue.relative or not clause.people:
        return False
    return clause.people[0].article in _OBLIQUE
