"""What contradicts itself in the vote: counts, names and wordings against each other."""

from __future__ import annotations

from collections.abc import Iterator

from cni_analytics.derivation.types import Attendance, Finding
from cni_analytics.derivation.unanimity import outcome_conflicts
from cni_analytics.derivation.votes import DISSENT, counted, everybody_voted_for, named
from cni_analytics.statements.types import Choice, Span, Statements, VoteStatement

_EL: dict[Choice, str] = {"for": "υπέρ", "against": "κατά", "blank": "λευκό", "present": "παρών", "abstain": "αποχή"}
_EN: dict[Choice, str] = {
    "for": "for", "against": "against", "blank": "blank", "present": "present", "abstain": "abstaining",
}  # fmt: skip


def vote_findings(statements: Statements, attendance: Attendance) -> Iterator[Finding]:
    """Every contradiction of the vote with itself and with who was present."""
    vote = statements.vote
    yield from _outcome(vote)
    yield from _figures(statements, attendance)
    yield from _names_against_figures(vote)
    yield from _unattributed(vote, attendance)
    yield from _absent_voters(vote, attendance)


def _outcome(vote: VoteStatement) -> Iterator[Finding]:
    stated = vote.phrase or vote.outcome or vote.tally or vote.votes or vote.all_for
    if not stated:
        yield Finding(
            "missing_outcome",
            "warning",
            "Δεν αναγράφεται πώς λήφθηκε η απόφαση.",
            "How the decision was taken is not printed.",
        )
    if outcome_conflicts(vote) and vote.outcome is not None:
        spans = [vote.outcome.span, *(o.span for o in vote.other_outcomes if o.value != vote.outcome.value)]
        spans += [v.span for v in vote.votes if v.choice == "against"]
        spans += [t.span for t in vote.tally if t.choice == "against" and t.value]
        yield Finding(
            "outcome_conflict",
            "warning",
            "Η απόφαση αναφέρεται και ως ομόφωνη και ως μη ομόφωνη.",
            "The decision is called both unanimous and not unanimous.",
            tuple(dict.fromkeys(spans)),
        )


def _figures(statements: Statements, attendance: Attendance) -> Iterator[Finding]:
    vote = statements.vote
    figures = counted(vote.tally)
    whole = figures.get("total")
    names = named(vote)
    # Where one choice has names and no figure, the names are its figure.
    votes = sum(v for k, v in figures.items() if k != "total")
    votes += sum(n for choice, n in names.items() if choice not in figures and choice != "for")
    spans = tuple(t.span for t in vote.tally)
    if not spans:
        return
    present = len(attendance.present) if attendance.settled else None
    most = present if present is not None else _at_most(statements)
    if most is not None and max(votes, whole or 0) > most:
        yield Finding(
            "tally_exceeds_present",
            "warning",
            f"Μετρήθηκαν {max(votes, whole or 0)} ψήφοι, ενώ παρόντες στο θέμα ήταν {most}.",
            f"{max(votes, whole or 0)} votes were counted while {most} were present at the item.",
            spans,
        )
        return
    if whole is not None and votes and votes != whole and ("against" in figures or votes > whole):
        yield Finding(
            "tally_mismatch",
            "warning",
            f"Οι ψήφοι κατά επιλογή είναι {votes}, ενώ αναφέρονται συνολικά {whole}.",
            f"The votes by choice add up to {votes} while {whole} are stated in all.",
            spans,
        )
        return
    out = {a.name for a in statements.absences}
    expected = None if present is None else range(present - len(out), present + 1)
    complete = "for" in figures and ("against" in figures or _says_unanimous(vote))
    if vote.secret is not None and present is not None and votes < present:
        # Invalid papers are no votes, and a ballot has some as a rule.
        return
    if expected is not None and complete and votes not in expected:
        yield Finding(
            "tally_mismatch",
            "warning",
            f"Μετρήθηκαν {votes} ψήφοι, ενώ παρόντες στο θέμα ήταν {present}.",
            f"{votes} votes were counted while {present} were present at the item.",
            spans,
        )


def _says_unanimous(vote: VoteStatement) -> bool:
    return vote.outcome is not None and vote.outcome.value == "unanimous"


def _at_most(statements: Statements) -> int | None:
    """How many can have been present at all, where presence at the item is not settled: the seats."""
    return next((f.value for f in statements.roll_call.figures if f.what == "seats"), None)


def _names_against_figures(vote: VoteStatement) -> Iterator[Finding]:
    figures, names = counted(vote.tally), named(vote)
    choices: tuple[Choice, ...] = ("for", *DISSENT)
    for choice in choices:
        figure = figures.get(choice)
        if figure is not None and names[choice] > figure:
            yield Finding(
                "tally_mismatch",
                "warning",
                f"Κατονομάζονται {names[choice]} με ψήφο «{_EL[choice]}», ενώ μετρήθηκαν {figure}.",
                f"{names[choice]} are named as {_EN[choice]} while {figure} were counted.",
                (*_spans(vote, choice), *(v.span for v in vote.votes if v.choice == choice)),
            )


def _unattributed(vote: VoteStatement, attendance: Attendance) -> Iterator[Finding]:
    if vote.secret is not None:
        return
    figures, names = counted(vote.tally), named(vote)
    missing = {c: figures[c] - names[c] for c in DISSENT if figures.get(c) is not None and figures[c] > names[c]}
    if missing:
        number = sum(missing.values())
        yield Finding(
            "unattributed_dissent",
            "warning",
            f"{number} από όσους δεν ψήφισαν υπέρ δεν κατονομάζονται.",
            f"{number} of those who did not vote for are not named.",
            tuple(s for c in missing for s in _spans(vote, c)),
        )
        return
    unlisted = tuple(v.span for v in vote.votes if v.choice != "for" and (not v.listed or len(v.candidates) > 1))
    if vote.unread or unlisted:
        yield Finding(
            "unattributed_dissent",
            "warning",
            "Αναφέρεται ψήφος διαφορετική από «υπέρ» που δεν αποδίδεται με βεβαιότητα σε μέλος του καταλόγου.",
            "A vote other than for is stated and cannot be given to a member of the roll call with certainty.",
            (*vote.unread, *unlisted),
        )
        return
    majority = vote.outcome is not None and vote.outcome.value == "majority"
    broken_down = any(names[c] or figures.get(c) for c in DISSENT)
    if majority and vote.outcome and not broken_down and not everybody_voted_for(vote, attendance):
        yield Finding(
            "unattributed_dissent",
            "warning",
            "Η απόφαση λήφθηκε κατά πλειοψηφία χωρίς να αναφέρεται ποιος δεν ψήφισε υπέρ.",
            "The decision was taken by majority and nobody who did not vote for is named.",
            (vote.outcome.span,),
        )


def _spans(vote: VoteStatement, choice: Choice) -> tuple[Span, ...]:
    return tuple(t.span for t in vote.tally if t.choice == choice)


def _absent_voters(vote: VoteStatement, attendance: Attendance) -> Iterator[Finding]:
    absent = set(attendance.absent)
    for voter in vote.votes:
        if voter.name in absent and (attendance.settled or not attendance.present):
            yield Finding(
                "vote_of_absent_member",
                "warning",
                f"Αναφέρεται ψήφος για μέλος που ήταν απόν στο θέμα: {voter.name}.",
                f"A vote is stated for a member who was absent at the item: {voter.name}.",
                (voter.span,),
            )
