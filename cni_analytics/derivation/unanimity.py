"""Unanimous, unopposed, contested or unsettled: contract rule 4."""

from __future__ import annotations

from cni_analytics.derivation.types import Attendance, Unanimity
from cni_analytics.derivation.votes import counted, everybody_voted_for
from cni_analytics.statements.types import VoteStatement


def outcome_conflicts(vote: VoteStatement) -> bool:
    """Whether the page states the outcome both ways, or calls unanimous what somebody voted against.

    A vote against on one part only does not contradict «ομόφωνα» on the whole.
    """
    outcome = vote.outcome.value if vote.outcome else None
    if outcome is None:
        return False
    if any(o.value != outcome for o in vote.other_outcomes):
        return True
    against = any(v.choice == "against" and v.part is None for v in vote.votes)
    by_part = any(v.part for v in vote.votes)
    return outcome == "unanimous" and (against or (bool(counted(vote.tally).get("against")) and not by_part))


def unanimity(vote: VoteStatement, attendance: Attendance) -> Unanimity:
    """How far the decision was agreed upon, as far as the page says or shows.

    Parameters
    ----------
    vote
        As stated.
    attendance
        At this item, for decisions whose count or list of voters alone shows the outcome.
    """
    if outcome_conflicts(vote):
        return "unsettled"
    figures = counted(vote.tally)
    choices = {v.choice for v in vote.votes} | {t.choice for t in vote.tally if t.value and t.choice != "total"}
    if "against" in choices:
        return "contested"
    softened = bool(choices & {"blank", "present", "abstain"})
    outcome = vote.outcome.value if vote.outcome else None
    if outcome == "unanimous":
        if softened:
            return "unopposed"
        # Unread: somebody is said to have voted otherwise, and how could not be read.
        return "unsettled" if vote.unread else "unanimous"
    if softened:
        return "unopposed"
    if everybody_voted_for(vote, attendance):
        return "unanimous"
    if outcome == "majority":
        return "contested"
    if figures.get("for") and figures.get("total") == figures["for"]:
        return "unanimous"
    return "unsettled"
