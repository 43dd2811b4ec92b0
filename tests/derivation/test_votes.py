"""Derived votes and unanimity, as properties of what is stated."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cni_analytics.derivation.types import Attendance
from cni_analytics.derivation.unanimity import outcome_conflicts, unanimity
from cni_analytics.derivation.votes import derive_votes
from cni_analytics.statements.types import Choice, Span, Stated, Tally, Vote, VoteStatement

AT = Span(0, 1)
NAMES = tuple(f"Μέλος {c}" for c in "ΑΒΓΔΕΖΗΘ")
CHOICES: tuple[Choice, ...] = ("for", "against", "blank", "present", "abstain")


def stated(value):
    return None if value is None else Stated(value, AT)


@st.composite
def votes(draw) -> tuple[VoteStatement, Attendance]:
    present = tuple(draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=8)))
    voters = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=4))
    named = tuple(Vote(n, draw(st.sampled_from(CHOICES)), AT, listed=draw(st.integers(0, 9)) > 0) for n in voters)
    figures = tuple(
        Tally(c, draw(st.integers(0, 8)), AT) for c in draw(st.lists(st.sampled_from(CHOICES), unique=True))
    )
    vote = VoteStatement(
        outcome=stated(draw(st.sampled_from((None, "unanimous", "majority")))),
        result=stated(draw(st.sampled_from((None, "approved", "rejected", "postponed", "withdrawn")))),
        tally=figures,
        votes=named,
        secret=stated(draw(st.sampled_from((None, None, None, True)))),
        unread=draw(st.sampled_from(((), (), (), (AT,)))),
    )
    settled = draw(st.booleans())
    return vote, Attendance(present, tuple(n for n in NAMES if n not in present), settled)


@given(votes())
def test_only_people_present_and_not_named_are_derived_and_all_for(case):
    vote, attendance = case
    derived = derive_votes(vote, attendance)
    names = [d.name for d in derived]
    assert len(names) == len(set(names))
    assert set(names) <= set(attendance.present) - {v.name for v in vote.votes}
    assert all(d.choice == "for" for d in derived)


@given(votes())
def test_nobody_is_derived_where_the_record_forbids_it(case):
    vote, attendance = case
    if derive_votes(vote, attendance):
        assert attendance.settled
        assert vote.secret is None
        assert vote.result is None or vote.result.value != "rejected"
        for figure in vote.tally:
            if figure.choice in ("against", "blank", "present", "abstain"):
                assert figure.value == sum(v.choice == figure.choice for v in vote.votes)
        assert not vote.unread


@given(votes())
def test_derived_and_stated_votes_make_the_stated_count(case):
    vote, attendance = case
    derived = derive_votes(vote, attendance)
    figure = next((t.value for t in vote.tally if t.choice == "for"), None)
    if derived and figure is not None:
        assert len(derived) + sum(v.choice == "for" for v in vote.votes) == figure


@given(votes())
def test_unanimity_follows_dissent(case):
    vote, attendance = case
    level = unanimity(vote, attendance)
    dissent = {v.choice for v in vote.votes if v.choice != "for"}
    dissent |= {t.choice for t in vote.tally if t.value and t.choice != "for"}
    if outcome_conflicts(vote):
        assert level == "unsettled"
    elif "against" in dissent:
        assert level == "contested"
    elif dissent:
        assert level == "unopposed"
    else:
        assert level in ("unanimous", "contested", "unsettled")
        said = vote.outcome is not None and vote.outcome.value == "unanimous"
        assert (level == "unanimous") >= (said and not vote.unread)


@given(votes(), st.randoms())
def test_order_of_names_changes_nothing(case, random):
    vote, attendance = case
    shuffled = list(vote.votes)
    random.shuffle(shuffled)
    other = VoteStatement(
        outcome=vote.outcome, result=vote.result, tally=vote.tally, votes=tuple(shuffled), secret=vote.secret,
        unread=vote.unread,
    )  # fmt: skip
    assert derive_votes(other, attendance) == derive_votes(vote, attendance)
    assert unanimity(other, attendance) == unanimity(vote, attendance)


def test_a_part_dissented_from_does_not_contradict_unanimity():
    vote = VoteStatement(outcome=stated("unanimous"), votes=(Vote(NAMES[0], "against", AT, part="του άρθρου 3"),))
    assert not outcome_conflicts(vote)
    assert unanimity(vote, Attendance(NAMES, (), True)) == "contested"
