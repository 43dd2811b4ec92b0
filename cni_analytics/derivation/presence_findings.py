"""What contradicts itself about who was there: figures, lists, comings and goings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cni_analytics.derivation.conventions import DEFAULT, Conventions
from cni_analytics.derivation.numbering import decision_number
from cni_analytics.derivation.presence_counts import Counts, count_presence
from cni_analytics.derivation.replay import Timeline, events
from cni_analytics.derivation.types import Finding
from cni_analytics.statements.types import Figure, Member, Movement, RollCall, Span, Statements
from cni_analytics.text.reading import fold

_NAMES = ("present_absent", "composition_absent")


def presence_findings(statements: Statements, conventions: Conventions = DEFAULT) -> Iterator[Finding]:
    """Everything missing or contradictory about presence; a clean document yields nothing.

    Parameters
    ----------
    statements
        As read.
    conventions
        Of the body that decided.
    """
    roll_call = statements.roll_call
    if roll_call.doubtful is not None:
        yield Finding(
            "doubtful_roll_call",
            "warning",
            "Οι κατάλογοι των μελών δεν διαβάστηκαν με βεβαιότητα και αφέθηκαν εκτός.",
            "The lists of members could not be read with certainty and were left out.",
            (roll_call.doubtful,),
        )
    elif roll_call.layout is None and not roll_call.members:
        yield Finding(
            "missing_roll_call",
            "warning",
            "Δεν αναγράφεται ποιοι ήταν παρόντες, ούτε πόσοι.",
            "Neither who was present is printed, nor how many.",
        )
    if roll_call.layout is None and not roll_call.members:
        return
    counts = count_presence(roll_call, conventions)
    yield from _figures(roll_call, counts)
    yield from _lists(roll_call)
    yield from _quorum(roll_call, counts)
    yield from _movements(statements, conventions)


def _figures(roll_call: RollCall, counts: Counts) -> Iterator[Finding]:
    for total, there in counts.swapped:
        yield Finding(
            "presence_counts_swapped",
            "warning",
            f"Αναγράφεται παρουσία {there.value} μελών από συνολικά {total.value}: οι αριθμοί έχουν αντιμετατεθεί.",
            f"{there.value} members are said to be present out of {total.value}: the figures are swapped.",
            _clauses(there, total),
        )
    yield from _against(
        "present_count_mismatch", "παρόντα", "present", counts.of("present"), counts.listed_present, roll_call, counts
    )
    yield from _against(
        "absent_count_mismatch", "απόντα", "absent", counts.of("absent"), counts.listed_absent, roll_call, counts
    )
    seats = counts.of("seats")
    other = next((f for f in seats if f.value != seats[0].value or _disagrees(f)), None)
    if other is not None:
        yield Finding(
            "seats_mismatch",
            "warning",
            f"Τα μέλη του σώματος αναγράφονται {_says(seats[0])} και αλλού {_says(other)}.",
            f"The seats are given as {_says(seats[0])} and elsewhere as {_says(other)}.",
            (seats[0].span, other.span),
        )
    elif counts.sum is not None and seats and not counts.sum_allowed(seats[0].value):
        present, absent = counts.sum
        yield Finding(
            "seats_mismatch",
            "warning",
            f"{present} παρόντα και {absent} απόντα μέλη δεν είναι {seats[0].value}, όσα αναγράφεται ότι έχει το σώμα.",
            f"{present} present and {absent} absent do not make the {seats[0].value} seats stated.",
            (seats[0].span, *counts.sum_spans),
        )


def _against(
    code: str,
    greek: str,
    english: str,
    figures: Sequence[Figure],
    listed: int | None,
    roll_call: RollCall,
    counts: Counts,
) -> Iterator[Finding]:
    """The stated figures of one kind against each other, their words against their digits, and the list."""
    if not figures:
        return
    first = figures[0]
    other = next((f for f in figures if f.value != first.value or _disagrees(f)), None)
    if other is not None:
        yield Finding(
            code,
            "warning",
            f"Τα {greek} μέλη αναγράφονται {_says(first)} και αλλού {_says(other)}."
            if other is not first
            else f"Τα {greek} μέλη αναγράφονται {first.words} ολογράφως και {first.digits} με ψηφία.",
            f"The members {english} are given as {_says(first)} and elsewhere as {_says(other)}."
            if other is not first
            else f"The members {english} are {first.words} in words and {first.digits} in digits.",
            (first.span, other.span) if other is not first else (first.span,),
        )
    elif listed is not None and listed != first.value and not (english == "present" and counts.chair_apart):
        status = "present" if english == "present" else "absent"
        yield Finding(
            code,
            "warning",
            f"Αναγράφονται {first.value} {greek} μέλη και κατονομάζονται {listed}.",
            f"{first.value} members {english} are stated and {listed} are named.",
            (first.span, *_extent(m for m in roll_call.members if m.status == status)),
        )


def _disagrees(figure: Figure) -> bool:
    return figure.words is not None and figure.digits is not None and figure.words != figure.digits


def _says(figure: Figure) -> str:
    return f"{figure.words} ({figure.digits})" if _disagrees(figure) else str(figure.value)


def _extent(members: Iterator[Member]) -> tuple[Span, ...]:
    spans = [m.span for m in members]
    return (Span(min(s.start for s in spans), max(s.end for s in spans)),) if spans else ()


def _lists(roll_call: RollCall) -> Iterator[Finding]:
    """The same person twice in one list, or in both."""
    seen: dict[str, Member] = {}
    for member in roll_call.members:
        key = _key(member.name)
        before = seen.setdefault(key, member)
        if before is member:
            continue
        if before.status == member.status:
            yield Finding(
                "duplicate_member",
                "warning",
                f"{member.name}: αναγράφεται δύο φορές στον ίδιο κατάλογο.",
                f"{member.name} is listed twice in the same list.",
                (before.span, member.span),
            )
        else:
            yield Finding(
                "member_in_both_lists",
                "warning",
                f"{member.name}: αναγράφεται και στους παρόντες και στους απόντες.",
                f"{member.name} is listed both as present and as absent.",
                (before.span, member.span),
            )


def _key(name: str) -> str:
    """A name by its letters alone, in any case and order of words."""
    return " ".join(sorted("".join(c if c.isalpha() else " " for c in fold(name)).split()))


def _clauses(*figures: Figure) -> tuple[Span, ...]:
    """The words each figure stands in; once where they stand in the same words."""
    spans: list[Span] = []
    for span in sorted(f.clause or f.span for f in figures):
        if spans and span.start <= spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, span.end))
        else:
            spans.append(span)
    return tuple(spans)


def _quorum(roll_call: RollCall, counts: Counts) -> Iterator[Finding]:
    """Quorum is fixed at the opening (ν. 4555/2018, art. 74 §10); at the third call a third of the seats is enough."""
    seats, present = counts.seats, counts.present
    if seats is None or present is None or counts.swapped:
        return
    needed = -(-seats // 3) if roll_call.third_call else seats // 2 + 1
    if present < needed:
        spans = tuple(f.span for f in roll_call.figures if f.what in ("seats", "present"))[:2]
        yield Finding(
            "below_quorum",
            "warning",
            f"Παρόντα {present} από {seats} μέλη, ενώ για απαρτία χρειάζονται {needed}.",
            f"{present} of {seats} members present, while a quorum takes {needed}.",
            spans,
        )


def _movements(statements: Statements, conventions: Conventions) -> Iterator[Finding]:
    roll_call = statements.roll_call
    for movement in statements.movements:
        if movement.candidates:
            who = ", ".join(movement.candidates)
            yield Finding(
                "ambiguous_name",
                "warning",
                f"«{movement.name}» μπορεί να είναι: {who}.",
                f"“{movement.name}” may be: {who}.",
                (movement.span,),
            )
        elif not movement.listed and roll_call.layout in _NAMES:
            yield Finding(
                "movement_of_unlisted_member",
                "warning",
                f"{movement.name}: δεν υπάρχει στους παρόντες ούτε στους απόντες.",
                f"{movement.name} came or left and is listed neither as present nor as absent.",
                (movement.span,),
            )
    if (roll_call.layout in _NAMES or roll_call.layout == "absent_only") and conventions.list_kind in (
        "opening",
        "unknown",
    ):
        yield from _impossible(statements, conventions)


def _impossible(statements: Statements, conventions: Conventions) -> Iterator[Finding]:
    """Comings of people who were there, goings of people who were not."""
    present = {m.name for m in statements.roll_call.members if m.status == "present"}
    missing = {m.name for m in statements.roll_call.members if m.status == "absent"}
    # Where only the missing are named, everybody else is taken to have been there.
    others = statements.roll_call.layout == "absent_only"
    present -= {m.name for m in statements.roll_call.members if m.status == "absent"} & _came(statements.movements)
    item = statements.header.item.value if statements.header.item is not None else None
    timeline = Timeline(item, decision_number(statements.header), statements.discussion_order, conventions)
    for _, movement in events(statements.movements, timeline):
        if movement.kind == "arrival":
            if movement.name in present:
                yield _said_of(
                    "arrival_of_present_member", movement, "προσήλθε, ενώ ήταν παρών", "came while already present"
                )
            present.add(movement.name)
            missing.discard(movement.name)
        else:
            there = movement.name not in missing if others else movement.name in present
            if not there:
                yield _said_of("departure_of_absent_member", movement, "αποχώρησε, ενώ ήταν απών", "left while absent")
            present.discard(movement.name)
            missing.add(movement.name)


def _came(movements: Sequence[Movement]) -> set[str]:
    return {m.name for m in movements if m.kind == "arrival"}


def _said_of(code: str, movement: Movement, greek: str, english: str) -> Finding:
    return Finding(code, "warning", f"{movement.name}: {greek}.", f"{movement.name} {english}.", (movement.span,))
