"""Where in the document each part of a decision stands, so that no reader looks in the wrong place.

A word such as «ομόφωνα» or «απόντες» means what it says only in the right zone: not in a quoted
committee's decision, not in a regulation the decision adopts, not in an annexed memorandum.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from cni_analytics.statements.embedded import body_of, find_embedded
from cni_analytics.statements.lexicon import compile_pattern, lexicon
from cni_analytics.statements.lines import line_start
from cni_analytics.statements.quotes import quotations
from cni_analytics.statements.types import Embedded, Span
from cni_analytics.statements.zones import marks, patterns
from cni_analytics.text.reading import Reading

_BLANK_LINE = regex.compile(r"\n[ \t]*\n|\f")
_ROLL_CALL_WORD = regex.compile(r"απαρτια|παροντ|αποντ|συμμετεχοντ")
_LATE_HEADING = regex.compile(
    r"(?:^|(?<=\f))[ \t]*(?:οι |τα )?(?:παροντ(?:εσ|α)|αποντ(?:εσ|α)|(?:μη )?συμμετεχοντεσ)\b", regex.M
)
_LATE_FIGURES = compile_pattern(r"(?:συνολ\w+|εκ των|απο τα) [^.;\n]{0,40}(?:μελ|συμβουλ)|απαρτια|συνεδριαση")
_PRESENCE = regex.compile(r"απαρτια|παροντ|αποντ|συμμετεχοντ|προσηλθ|αποχωρ")
_TITLE = 800
_SENTENCE_BEGINS = regex.compile(r"[.;:]\s+|\n[ \t]*\n\s*(?=\p{Lu})")
_WRAPPED = 240
_INDENTED = 20
_WHOLE_LINE = regex.compile(r"[ \t]*:?[ \t]*(?=\n|\f|$)")
_HYPOTHETICAL = compile_pattern(
    r"(?:\b(?:να|θα|που|οταν|εαν|οποι\w{1,3}|δυναται να|ωστε να)|αποφασεισ[^.\n]{0,40}|απαιτειται[^.]{0,60})\s*\Z"
)
_PROCEDURAL = compile_pattern(
    r"[\s,:]{0,3}(?:για )?(?:να (?:συζητηθ|προταχθ|εισαχθ|προηγηθ|συνεχισ|διακο)\w*|(?:το|τον|του) κατεπειγον\w*"
    r"|(?:οτι|πωσ) (?:ειναι |θεωρει )?(?:κατεπειγ|συντρεχ)\w*|(?:τη|την) (?:συζητηση|προταξη|εισαγωγη|προσθηκη"
    r"|αλλαγη τησ σειρασ|κατεπειγουσα|συνεχιση τησ συνεδριασησ|διακοπη τησ συνεδριασησ|επικυρωση των πρακτικων))"
)
_REFERS_BACK = compile_pattern(
    r"(?:(?:αριθ\w*\.?|αρ\.) (?:πρωτ\.? )?\d{1,6} ?/ ?[\d/-]{4,10}|με την οποια|η οποια|οποιο|οποιεσ)[^.;\n]{0,60}\Z"
)
_HOUR_TOLD = compile_pattern(
    r"\bωρα (?:εναρξησ )?\d{1,2}(?:[:.]\d|[^\w.]| ?[μπ]\. ?μ)"
    r"|\bημεραν? (?:δευτερα|τριτη|τεταρτη|πεμπτη|παρασκευη|σαββατο|κυριακη)ν?\b"
)
_FIELD = compile_pattern(
    r"[ \t]*(?:ημερομηνια|ωρα|τοποσ|ειδοσ|συνεδριαση|ημερα και ωρα)\b[^\n]{0,30}:|[ \t]*(?:ωρα|ημ/νια)\b"
)
_SHORT_LINE = 50
_SENTENCE = 80
"""«Η απόφαση αυτή ελήφθη ομόφωνα» looks back on the clauses: its verb stands this close to its beginning."""
_BODY_WORDS = ("συμβουλιο", "επιτροπη", "δ.", "σωμα")
_CAPITALS = regex.compile(r"[\p{Lu}\s,:()-]+")


@dataclass(frozen=True, slots=True)
class Outline:
    """The parts of a decision, as spans of ``Reading.text``.

    Attributes
    ----------
    header
        From the top to the sentence that says when and where the body met.
    opening
        From that sentence to the presentation of the item: roll call and movements of this session.
    discussion
        From the presentation to the outcome.
    operative
        From the outcome of this decision through its clauses and what is said about it after them;
        ``None`` where no outcome and no clause was found.
    closing
        Signatures and the certified copy; empty at the end of the text where there are none.
    annexes
        Texts the decision adopts, inside the operative part, or appends, after the closing.
    quoted
        Text between quotation marks that is longer than a title.
    embedded
        Another body's decision, quoted inside this one.
    preamble
        Where the body's own voice resumes before the outcome («Το Δημοτικό Συμβούλιο, αφού άκουσε …»).
    attendance
        Who was there, where the page says so after the clauses only; ``operative`` ends there.
    others
        Everything that is not this decision's own voice: quotations, embedded decisions, annexes; in order.
    """

    header: Span
    opening: Span
    discussion: Span
    operative: Span | None
    closing: Span
    annexes: tuple[Span, ...] = ()
    quoted: tuple[Span, ...] = ()
    embedded: tuple[Embedded, ...] = ()
    preamble: Span | None = None
    attendance: Span | None = None

    others: tuple[Span, ...] = ()

    def own(self, index: int) -> bool:
        """Whether a character stands in the decision's own voice."""
        return _outside(self.others, index)

    def own_parts(self, span: Span) -> Iterator[Span]:
        """The pieces of a span in the decision's own voice."""
        at = span.start
        for other in self.others:
            if other.end <= at or other.start >= span.end:
                continue
            if other.start > at:
                yield Span(at, other.start)
            at = max(at, other.end)
        if at < span.end:
            yield Span(at, span.end)


def _outside(spans: tuple[Span, ...], index: int) -> bool:
    k = bisect_right(spans, index, key=lambda span: span.start) - 1
    return k < 0 or index >= spans[k].end


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, those that overlap or touch made one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def outline(reading: Reading) -> Outline:
    """Divide a decision into its parts.

    Every part is found from the wordings of ``lexicon/zones.csv`` and ``lexicon/decision.csv``; where one
    is missing, its span is empty and the next begins where it would have stood.
    """
    fold, end = reading.fold, len(reading.fold)
    quoted = quotations(reading.text, fold, _own_voice(fold))
    session = _session(reading, quoted)
    header_end = session.start() if session else _without_session(fold, quoted)
    opening_end = _presentation(fold, session.end() if session else header_end, quoted)
    if reading.text[opening_end : opening_end + _INDENTED].lstrip()[:1].islower():
        # A wrapped line («Στο 3ο θέμα … | ο Δήμαρχος ανέπτυξε»): the sentence began above.
        above = max(header_end, opening_end - _WRAPPED)
        begins = [m.end() for m in _SENTENCE_BEGINS.finditer(reading.text, above, opening_end)]
        opening_end = begins[-1] if begins else opening_end
    embedded = find_embedded(reading, quoted, opening_end)
    masked = merge((*quoted, *(e.span for e in embedded)))
    start = _operative_start(reading, opening_end, masked)
    preamble = _preamble(fold, opening_end, start, masked)
    if start is None:
        closing = _first(fold, "closing", opening_end, end, masked)
        closing_start = closing.start() if closing else end
        discussion_end = closing_start
        operative = None
    else:
        closing = _first(fold, "closing", start, end, masked)
        closing_start = closing.start() if closing else end
        discussion_end = start
        operative = Span(start, closing_start)
    attendance = _late_attendance(fold, operative, masked)
    if operative is not None and attendance is not None:
        operative = Span(operative.start, attendance.start)
    annexes, closing_end = _annexes(reading, operative, closing_start, masked)
    return Outline(
        header=Span(0, header_end),
        opening=Span(header_end, min(opening_end, discussion_end)),
        discussion=Span(min(opening_end, discussion_end), discussion_end),
        operative=operative,
        closing=Span(closing_start, closing_end),
        annexes=annexes,
        quoted=quoted,
        embedded=embedded,
        preamble=preamble,
        attendance=attendance,
        others=merge((*masked, *annexes)),
    )


def title_of(fold: str, outline: Outline) -> Span:
    """What stands between the header and the first word of the roll call, or the presentation.

    A page that convenes the body in its title has its number and its subject below that.
    """
    start = outline.opening.start
    end = min(max(outline.opening.end, outline.discussion.start), start + _TITLE)
    first = _PRESENCE.search(fold, start, end)
    return Span(start, first.start() if first else end)


def _own_voice(fold: str) -> str:
    """How the body that decides is called when it speaks again: the first body the page names."""
    body = body_of(fold, 0, len(fold))
    return "committee" if body is not None and body[0].endswith("_committee") else "council"


def _all(fold: str, kind: str, start: int, end: int, masked: tuple[Span, ...]) -> Iterator[regex.Match[str]]:
    """The boundaries of a kind outside the masked spans, in order."""
    return (m for m in marks(fold, kind, start, end) if _outside(masked, m.start()))


def _first(fold: str, kind: str, start: int, end: int, masked: tuple[Span, ...]) -> regex.Match[str] | None:
    return next(_all(fold, kind, start, end, masked), None)


def _session(reading: Reading, quoted: tuple[Span, ...]) -> regex.Match[str] | None:
    """The sentence that convenes the body; it begins with a capital, which a wrapped line of the subject does not."""
    found = _all(reading.fold, "session", 0, len(reading.fold), quoted)
    return next((m for m in found if reading.text[m.start() : m.end()].lstrip()[:1].isupper()), None)


def _without_session(fold: str, quoted: tuple[Span, ...]) -> int:
    """Where the header ends on a page without the sentence that convenes the body."""
    m = next((m for m in _ROLL_CALL_WORD.finditer(fold) if _outside(quoted, m.start())), None)
    told = _HOUR_TOLD.search(fold, 0, m.start() if m is not None else len(fold))
    if told is not None and _outside(quoted, told.start()):
        begins = _paragraph_start(fold, told.start())
        if not _FIELD.match(fold, begins):
            return begins
    if m is None:
        decision = next(decisions(fold, 0, len(fold), quoted), None)
        return decision[0].start() if decision else len(fold)
    breaks = [b.end() for b in _BLANK_LINE.finditer(fold, 0, m.start())]
    return breaks[-1] if breaks else line_start(fold, m.start())


def _paragraph_start(fold: str, index: int) -> int:
    """Where the running text that holds a character begins: after a blank line, a full stop or a short line."""
    at = line_start(fold, index)
    while at > 0:
        above = line_start(fold, at - 1)
        line = fold[above : at - 1].rstrip()
        if len(line) < _SHORT_LINE or line[-1] in '.;:»"':
            break
        at = above
    return at


def _presentation(fold: str, start: int, quoted: tuple[Span, ...]) -> int:
    """Where the item is put before the body: the first such sentence after the roll call has begun."""
    resumes = _first(fold, "resumption", start, len(fold), quoted)
    # By circulation there may be no roll call at all; a word like «παρόντες» further down is not one.
    roll_call = _ROLL_CALL_WORD.search(fold, start, resumes.start() if resumes else len(fold))
    after = roll_call.end() if roll_call else start
    presented = _first(fold, "presentation", after, len(fold), quoted)
    resumed = _first(fold, "resumption", after, len(fold), quoted)
    ends = [m.start() for m in (presented, resumed) if m is not None]
    long_quotations = [q.start for q in quoted if q.start >= after and q.end - q.start > 400]
    decision = next(decisions(fold, after, len(fold), quoted), None)
    if decision:
        ends.append(decision[0].start())
    elif not ends and (clause := next(marks(fold, "clause", after, name="operative_verbs"), None)) is not None:
        ends.append(clause.start())
    end = min([*ends, *long_quotations], default=len(fold))
    announced = presented is not None and presented.start() == end
    return end if announced or end == len(fold) else _unannounced(fold, after, end)


def _unannounced(fold: str, start: int, end: int) -> int:
    """Where the talk about the item begins, where no known wording presents it.

    Backwards from the outcome, before anything that says who was there: the first paragraph that speaks of a
    proposal or a vote.
    """
    breaks = [start, *(m.end() for m in _BLANK_LINE.finditer(fold, start, end)), end]
    first = end
    for a, b in zip(breaks[-2:0:-1], breaks[:1:-1], strict=True):
        if _mentions(fold, "presence", a, b):
            break
        if _mentions(fold, "talk", a, b):
            first = a
    return first


def _mentions(fold: str, kind: str, start: int, end: int) -> bool:
    return any(p.search(fold, start, end) for p in patterns("zones", kind))


def decisions(fold: str, start: int, end: int, masked: tuple[Span, ...]) -> Iterator[tuple[regex.Match[str], str]]:
    """Wordings by which a body decides, in order of the lexicon, without hypothetical and procedural ones."""
    for index, wording in enumerate(lexicon("decision")):
        everywhere = _everywhere(fold, index) if end == len(fold) else ()
        cut = end != len(fold) or any(m.start() < start < m.end() for m in everywhere)
        for m in wording.pattern.finditer(fold, start, end) if cut else everywhere:
            if m.start() < start:
                continue
            before = fold[max(0, m.start() - 80) : m.start()]
            if not _outside(masked, m.start()) or _HYPOTHETICAL.search(before) or _REFERS_BACK.search(before):
                continue
            if _PROCEDURAL.match(fold, m.end()):
                continue
            yield m, wording.value


@lru_cache(maxsize=32)
def _everywhere(fold: str, index: int) -> tuple[regex.Match[str], ...]:
    """Where one wording of ``lexicon/decision.csv`` stands; a page is asked for stretch after stretch of it."""
    return tuple(lexicon("decision")[index].pattern.finditer(fold))


def _operative_start(reading: Reading, start: int, masked: tuple[Span, ...]) -> int | None:
    """Where this decision's outcome stands: the most heading-like wording by which the body decides."""
    fold, text, end = reading.fold, reading.text, len(reading.fold)
    annex = _annex_heading(reading, start, end, masked)
    best: tuple[int, int] | None = None
    outcomes: list[tuple[int, int]] = []
    told = [m.start() for m in _all(fold, "end_of_clauses", start, end, masked)]
    for m, value in decisions(fold, start, end, masked):
        if any(at <= m.start() <= at + _SENTENCE for at in told):
            continue
        at_line = line_start(fold, m.start())
        starts_line = not fold[at_line : m.start()].strip()
        ends_line = _WHOLE_LINE.match(fold, m.end()) is not None
        score = (
            2 * starts_line + 2 * ends_line + (value == "outcome") + (_CAPITALS.fullmatch(text, *m.span()) is not None)
        )
        if annex and m.start() > annex.start():
            score -= 4
        score += value == "decides" and m[0].startswith(_BODY_WORDS)
        if value == "outcome":
            outcomes.append(m.span())
        if best is None or score > best[0] or (score == best[0] and m.start() < best[1]):
            best = (score, at_line if starts_line else m.start())
    if best is not None and best[0] >= 1:
        # «…, κατά πλειοψηφία» on the line above the heading «ΑΠΟΦΑΣΙΖΕΙ» is part of the outcome.
        return min([best[1], *(a for a, b in outcomes if a < best[1] < b)])
    clause = _first_clause(reading, start, annex.start() if annex else end, masked)
    if clause is not None:
        return clause
    numbered = _first(fold, "end_of_clauses", start, end, masked)
    return numbered.start() if numbered else None


def _late_attendance(fold: str, operative: Span | None, masked: tuple[Span, ...]) -> Span | None:
    """The lists of those present where they stand after the clauses and nothing before tells who was there."""
    if operative is None or any(
        _outside(masked, m.start()) for m in _ROLL_CALL_WORD.finditer(fold, 0, operative.start)
    ):
        return None
    for m in _LATE_HEADING.finditer(fold, operative.start, operative.end):
        if _outside(masked, m.start()):
            # «Στη συνεδρίαση, επί συνόλου 13 μελών, ήταν:» stands above the first heading.
            above = [b.end() for b in _BLANK_LINE.finditer(fold, operative.start, m.start())]
            begins = next((a for a in above[-2:] if _LATE_FIGURES.search(fold, a, m.start())), m.start())
            return Span(begins, operative.end)
    return None


def _first_clause(reading: Reading, start: int, end: int, masked: tuple[Span, ...]) -> int | None:
    """The first operative clause after the body resumed, where no outcome precedes the clauses."""
    resumption = _first(reading.fold, "resumption", start, end, masked)
    after = resumption.start() if resumption else start
    clauses = marks(reading.fold, "clause", after, end, name="operative_verbs")
    return next((m.start() for m in clauses if _outside(masked, m.start())), None)


def _preamble(fold: str, start: int, end: int | None, masked: tuple[Span, ...]) -> Span | None:
    if end is None:
        return None
    last = max((m.start() for m in _all(fold, "resumption", start, end, masked)), default=None)
    return None if last is None else Span(last, end)


def _annex_heading(reading: Reading, start: int, end: int, masked: tuple[Span, ...]) -> regex.Match[str] | None:
    """The heading of an annexed text; it begins with a capital and after a sentence has ended."""
    for m in _all(reading.fold, "annex", start, end, masked):
        before = reading.text[max(0, m.start() - 200) : m.start()]
        ended = _BLANK_LINE.search(before[-3:] + "\n") or before.rstrip()[-1:] in ":.;»>" or "\f" in before[-2:]
        if ended and reading.text[m.start() : m.end()].lstrip()[:1].isupper():
            return m
    return None


def _annexes(
    reading: Reading, operative: Span | None, closing: int, masked: tuple[Span, ...]
) -> tuple[tuple[Span, ...], int]:
    """Adopted texts inside the operative part, and what is appended after the signatures."""
    fold, end = reading.fold, len(reading.fold)
    found = []
    if operative is not None:
        inner = _annex_heading(reading, operative.start, operative.end, masked)
        if inner is not None:
            after = _first(fold, "end_of_clauses", inner.end(), operative.end, masked)
            found.append(Span(inner.start(), after.start() if after else operative.end))
    outer = _annex_heading(reading, closing, end, masked)
    if outer is not None:
        found.append(Span(outer.start(), end))
    return tuple(found), outer.start() if outer else end
