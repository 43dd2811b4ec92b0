"""How the decision was voted on, as the page states it: outcome, count, and who is named with which vote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cni_analytics.statements.outline import Outline
from cni_analytics.statements.resolutions import read_resolutions
from cni_analytics.statements.types import Header, Resolution, RollCall, Span, Stated, Tally, Vote, VoteStatement
from cni_analytics.statements.vote_names import Voters, votes_of_sentence
from cni_analytics.statements.vote_outcome import read_all_for, read_outcome, read_result, read_secret
from cni_analytics.statements.vote_sentences import clusters, declarations, vote_sentences
from cni_analytics.statements.vote_tables import VoteTable, vote_tables, votes_beside_presence
from cni_analytics.statements.vote_tokens import ChoiceWord, choice_words, pair, rivals, total, voters_for
from cni_analytics.statements.zones import patterns
from cni_analytics.text.reading import Reading


def read_vote(
    reading: Reading, outline: Outline, header: Header, roll_call: RollCall
) -> tuple[VoteStatement, tuple[Resolution, ...]]:
    """Read the vote and the clauses it was on.

    Parameters
    ----------
    reading
        The document.
    outline
        Its parts; only the decision's own voice is listened to.
    header
        As read: the subject's last words, or what stands beside the number, may be the outcome.
    roll_call
        Whose spelling of the names is kept.
    """
    subject = header.subject.span if header.subject is not None else None
    number = header.decision.span if header.decision is not None else None
    outcome = read_outcome(reading, outline, subject, number)
    resolutions = read_resolutions(reading, outline, outcome.phrase_end)
    voters = Voters(reading, roll_call)
    tables = [t for zone in (outline.discussion, outline.operative) if zone for t in _tables(voters, outline, zone)]
    tables += [t for part in outline.own_parts(outline.opening) if (t := votes_beside_presence(voters, part))]
    found_in = vote_sentences(reading, outline, resolutions, header.body.value if header.body is not None else None)
    before, head, after = (tuple(piece for s in part for piece in _beside(s, tables)) for part in found_in)
    groups = [*([head] if head else []), *clusters(before)[-1:], *([after] if after else [])]
    tally: tuple[Tally, ...] = tuple(figure for table in tables for figure in table.tally)
    votes: list[Vote] = [vote for table in tables for vote in table.votes]
    unread: list[Span] = []
    for group in groups:
        counted: list[Tally] = []
        named: list[Vote] = []
        missed: list[Span] = []
        told = rivals([choice_words(reading.fold, sentence) for sentence in group])
        for sentence, words in zip(group, told, strict=True):
            part = _part(reading, sentence, resolutions)
            figures = _tally(reading.fold, sentence, words) if part is None else []
            if _counts_anew(counted, figures):
                # An earlier vote on something else; the last count is the decision's.
                counted, named, missed = [], [], []
            counted += figures
            found, lost = votes_of_sentence(voters, sentence, words)
            named += [v if part is None or v.part is not None else replace(v, part=part) for v in found]
            missed += [*lost, *_excepted(voters, sentence, found)]
        votes += named
        unread += missed
        tally = _merged(tally, counted)
    votes += _declared(voters, outline, tally, votes)
    sentences = tuple(s for group in groups for s in group)
    all_for = read_all_for(reading, sentences)
    statement = VoteStatement(
        phrase=outcome.phrase or _phrase(reading, sentences, tally, all_for),
        outcome=outcome.outcome,
        other_outcomes=outcome.others,
        result=read_result(reading, outline, outcome.phrase, resolutions),
        tally=tally,
        votes=_once(votes),
        unread=tuple(unread),
        secret=read_secret(reading, outline),
        all_for=all_for,
    )
    return statement, resolutions


def _tables(voters: Voters, outline: Outline, zone: Span) -> Iterator[VoteTable]:
    for part in outline.own_parts(zone):
        yield from vote_tables(voters, part)


def _beside(sentence: Span, tables: list[VoteTable]) -> Iterator[Span]:
    """What of a sentence stands outside the tables; a table's last line and the count below it may be one."""
    at = sentence.start
    for table in sorted(t.span for t in tables):
        if table.start < sentence.end and at < table.end:
            if at < table.start:
                yield Span(at, table.start)
            at = table.end
    if at < sentence.end:
        yield Span(at, sentence.end)


def _phrase(
    reading: Reading, sentences: tuple[Span, ...], tally: tuple[Tally, ...], all_for: Stated[bool] | None
) -> Stated[str] | None:
    """The sentence that shows the outcome, where no word names it."""
    if not sentences or not (tally or all_for):
        return None
    shown = (s for s in sentences if all_for is not None and s.start <= all_for.span.start < s.end)
    first = next(shown, sentences[0])
    return Stated(reading.printed(first.start, first.end), first)


def _declared(voters: Voters, outline: Outline, tally: tuple[Tally, ...], votes: list[Vote]) -> list[Vote]:
    """Dissent declared in the debate («δήλωσε ότι καταψηφίζει»), where it is exactly what the count leaves unnamed."""
    known = {v.name for v in votes}
    missing = {
        t.choice: t.value - sum(v.choice == t.choice for v in votes)
        for t in tally
        if t.choice not in ("for", "total") and t.value
    }
    missing = {choice: n for choice, n in missing.items() if n > 0}
    if not missing:
        return []
    found: list[Vote] = []
    for sentence in declarations(voters.reading, outline):
        said, _ = votes_of_sentence(voters, sentence, choice_words(voters.reading.fold, sentence))
        found += [v for v in said if v.choice in missing and v.name not in known and v.listed and not v.candidates]
    found = list(_once(found))
    exact = all(sum(v.choice == choice for v in found) == n for choice, n in missing.items())
    return found if exact else []


def _tally(fold: str, sentence: Span, words: list[ChoiceWord]) -> list[Tally]:
    counted: list[Tally] = []
    whole = total(fold, sentence)
    if whole is not None:
        counted.append(Tally("total", whole.value, Span(whole.start, whole.end)))
    known = voters_for(fold, sentence)
    if known is not None and not any(w.choice == "for" and w.count is not None for w in words):
        counted.append(Tally("for", known.value, Span(known.start, known.end)))
    both = pair(fold, sentence) if all(w.count is None or w.choice == "against" for w in words) else None
    if both is not None:
        return [
            *counted,
            Tally("for", both[0].value, Span(both[0].start, both[0].end)),
            Tally("against", both[1].value, Span(both[1].start, both[1].end)),
        ]
    for word in words:
        if word.count is not None:
            counted.append(Tally(word.choice, word.count.value, Span(word.count.start, word.count.end)))
    return counted


def _part(reading: Reading, sentence: Span, resolutions: tuple[Resolution, ...]) -> str | None:
    """The part of the decision a sentence tells the vote on: «επί του άρθρου 3», or the clause it stands in."""
    for pattern in patterns("vote_sentences", "part"):
        m = pattern.match(reading.fold, sentence.start, sentence.end)
        if m is not None:
            return reading.printed(*m.span("part"))
    if len(resolutions) < 2:
        return None
    return next((r.label for r in resolutions if r.span.start <= sentence.start < r.span.end), None)


def _excepted(voters: Voters, sentence: Span, found: list[Vote]) -> Iterator[Span]:
    """People «πλην» of whom the decision was taken, where the sentence does not say how they voted."""
    said = {v.name for v in found}
    for pattern in patterns("vote_sentences", "except"):
        for m in pattern.finditer(voters.reading.fold, sentence.start, sentence.end):
            yield from (n.span for n in voters.named(m.end(), sentence.end, bare=False) if n.name not in said)


def _counts_anew(counted: list[Tally], figures: list[Tally]) -> bool:
    """Whether a sentence counts both sides again, and otherwise than before."""
    before = {t.choice: t.value for t in counted}
    again = [t for t in figures if t.choice in before]
    return len(again) > 1 and any(before[t.choice] != t.value for t in again)


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
