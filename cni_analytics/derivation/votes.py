"""Who follows to have voted for, where the page does not name them: contract rule 3."""

from __future__ import annotations

from collections import Counter

from cni_analytics.derivation.types import Attendance, DerivedVote
from cni_analytics.statements.types import Choice, Tally, VoteStatement

DISSENT: tuple[Choice, ...] = ("against", "blank", "present", "abstain")


def counted(tally: tuple[Tally, ...]) -> dict[str, int]:
    """The stated figures by choice."""
    return {t.choice: t.value for t in tally}


def named(vote: VoteStatement) -> Counter[Choice]:
    """How many are named with each choice, each of them known to the roll call."""
    return Counter(v.choice for v in vote.votes if v.listed and len(v.candidates) < 2)


def dissent_is_named(vote: VoteStatement) -> bool:
    """Whether everybody whom a count or a name makes a dissenter is known by name."""
    if vote.unread or any(v.choice != "for" and (not v.listed or len(v.candidates) > 1) for v in vote.votes):
        return False
    figures, names = counted(vote.tally), named(vote)
    return all(names[choice] == figures[choice] for choice in DISSENT if figures.get(choice) is not None)


def everybody_voted_for(vote: VoteStatement, attendance: Attendance) -> bool:
    """Whether the page shows, without the word «ομόφωνα», that nobody present voted otherwise."""
    figures = counted(vote.tally)
    if any(figures.get(choice) for choice in DISSENT) or any(v.choice != "for" for v in vote.votes):
        return False
    if vote.all_for is not None:
        return True
    return (
        attendance.settled
        and len(attendance.present) in (figures.get("for"), named(vote)["for"])
        and bool(attendance.present)
    )


def derive_votes(vote: VoteStatement, attendance: Attendance) -> tuple[DerivedVote, ...]:
    """Votes for that follow from who was present.

    On a unanimous decision everybody present who is not named otherwise; on a majority the rest of those
    present, only where every dissenter is named. Nobody where the proposal lost, in a secret ballot, where
    presence is not settled, or where the figures contradict what would follow.

    Parameters
    ----------
    vote
        As stated.
    attendance
        At this item; the mayor of a council is not in it.
    """
    if vote.result is not None and vote.result.value == "rejected":
        return ()
    if vote.secret is not None or not attendance.settled or not dissent_is_named(vote):
        return ()
    dissenters = {v.name for v in vote.votes if v.choice != "for"}
    outcome = vote.outcome.value if vote.outcome else None
    conflict = {o.value for o in vote.other_outcomes} - {outcome}
    if conflict or (outcome == "unanimous" and _against(vote)):
        return ()
    if not (outcome == "unanimous" or everybody_voted_for(vote, attendance) or dissenters):
        return ()
    stated = {v.name for v in vote.votes}
    rest = tuple(name for name in attendance.present if name not in stated)
    figure = counted(vote.tally).get("for")
    for_in_all = len(rest) + sum(v.choice == "for" for v in vote.votes)
    if figure is not None and figure != for_in_all:
        return ()
    return tuple(DerivedVote(name, "for") for name in rest)


def _against(vote: VoteStatement) -> bool:
    """Whether somebody voted against the decision as a whole."""
    whole = [v for v in vote.votes if v.part is None]
    return any(v.choice == "against" for v in whole) or bool(
        counted(vote.tally).get("against") and not any(v.part for v in vote.votes)
    )
