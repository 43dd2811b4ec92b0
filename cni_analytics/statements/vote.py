"""How the decision was voted on, as the page states it: outcome, count, and who is named with which vote."""

from __future__ import annotations

from cni_analytics.statements.outline import Outline
from cni_analytics.statements.resolutions import read_resolutions
from cni_analytics.statements.types import Resolution, RollCall, Span, Stated, Tally, Vote, VoteStatement
from cni_analytics.statements.vote_names import Voters, votes_of_sentence, votes_of_table
from cni_analytics.statements.vote_outcome import read_all_for, read_outcome, read_result, read_secret
from cni_analytics.statements.vote_sentences import clusters, vote_sentences
from cni_analytics.statements.vote_tokens import ChoiceWord, choice_words, total
from cni_analytics.text.reading import Reading


def read_vote(
    reading: Reading, outline: Outline, subject: Span | None, roll_call: RollCall
) -> tuple[VoteStatement, tuple[Resolution, ...]]:
    """Read the vote and the clauses it was on.

    Parameters
    ----------
    reading
        The document.
    outline
        Its parts; only the decision's own voice is listened to.
    subject
        Where the subject stands, whose last words may be the outcome.
    roll_call
        Whose spelling of the names is kept.
    """
    outcome = read_outcome(reading, outline, subject)
    resolutions = read_resolutions(reading, outline, outcome.phrase_end)
    before, head, after = vote_sentences(reading, outline, resolutions)
    voters = Voters(reading, roll_call)
    last = clusters(before)[-1:] if before else []
    groups = [*([head] if head else []), *last, *([after] if after else [])]
    tally: tuple[Tally, ...] = ()
    votes: list[Vote] = []
    unread: list[Span] = []
    phrase = outcome.phrase
    for group in groups:
        counted: list[Tally] = []
        for sentence in group:
            words = choice_words(reading.fold, sentence)
            counted += _tally(reading.fold, sentence, words)
            found, missed = votes_of_sentence(voters, sentence, words)
            votes += found
            unread += missed
        tally = _merged(tally, counted)
    if outline.discussion.end > outline.discussion.start or outline.operative:
        end = outline.operative.end if outline.operative else outline.discussion.end
        for part in outline.own_parts(Span(outline.discussion.start, end)):
            votes += votes_of_table(voters, part)
    all_for = read_all_for(reading, tuple(s for g in groups for s in g))
    if phrase is None and groups and (tally or all_for):
        first = next((s for g in groups for s in g if all_for and s.start <= all_for.span.start < s.end), groups[0][0])
        phrase = Stated(reading.printed(first.start, first.end), first)
    statement = VoteStatement(
        phrase=phrase,
        outcome=outcome.outcome,
        other_outcomes=outcome.others,
        result=read_result(reading, outcome.phrase, resolutions),
        tally=tally,
        votes=_once(votes),
        unread=tuple(unread),
        secret=read_secret(reading, outline),
        all_for=all_for,
    )
    return statement, resolutions


def _tally(fold: str, sentence: Span, words: list[ChoiceWord]) -> list[Tally]:
    counted: list[Tally] = []
    whole = total(fold, sentence)
    if whole is not None:
        counted.append(Tally("total", whole.value, Span(whole.start, whole.end)))
    for word in words:
        if word.count is not None:
            counted.append(Tally(word.choice, word.count.value, Span(word.count.start, word.count.end)))
    return counted


def _merged(tally: tuple[Tally, ...], counted: list[Tally]) -> tuple[Tally, ...]:
    """The first figure of each choice; the place read first wins."""
    have = {t.choice for t in tally}
    for figure in counted:
        if figure.choice not in have:
            have.add(figure.choice)
            tally = (*tally, figure)
    return tally


def _once(votes: list[Vote]) -> tuple[Vote, ...]:
    """One vote a person and part, the first printed; dissent on a part outweighs assent on the rest."""
    kept: dict[str, Vote] = {}
    for vote in votes:
        if vote.candidates and not vote.name:
            continue
        known = kept.get(vote.name)
        if known is None or (known.choice == "for" and vote.choice != "for"):
            kept[vote.name] = vote
    return tuple(sorted(kept.values(), key=lambda v: v.span))
