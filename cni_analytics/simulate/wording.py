"""Sentences about people: who came and went, who voted how, in the manner of a form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from cni_analytics.simulate.greek import capitals, in_words
from cni_analytics.simulate.people import Person, table
from cni_analytics.simulate.printed import Move, Printed
from cni_analytics.simulate.votes import CHOICES, Choice

_COUNTED: dict[Choice, tuple[str, str]] = {
    "for": ("υπέρ", "υπέρ"),
    "against": ("κατά", "κατά"),
    "blank": ("λευκή", "λευκές"),
    "present": ("«παρών»", "«παρών»"),
    "abstain": ("αποχή", "αποχές"),
}
_IN_CAPITALS: dict[Choice, str] = {
    "for": "ΥΠΕΡ", "against": "ΚΑΤΑ", "blank": "ΛΕΥΚΑ", "present": "ΠΑΡΩΝ", "abstain": "ΑΠΟΧΗ"
}  # fmt: skip


def joined(parts: Sequence[str]) -> str:
    """Parts of a list, the last after «και».

    >>> joined(["α", "β", "γ"])
    'α, β και γ'
    """
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} και {parts[-1]}"


def with_article(people: Sequence[Person], names: Sequence[str], *, genitive: bool = False) -> str:
    """People with their article: «ο κ. Α», «οι κ.κ. Α και Β», «των κ.κ. Α και Β»."""
    if len(people) > 1:
        return f"{'των' if genitive else 'οι'} κ.κ. {joined(names)}"
    article = ("της" if genitive else "η") if people[0].woman else ("του" if genitive else "ο")
    return f"{article} κ. {names[0]}"


@cache
def _ballots() -> dict[tuple[str, str], dict[str, str]]:
    return {(row["manner"], row["choice"]): row for row in table("ballots")}


def voters(page: Printed, choice: Choice, people: Sequence[Person]) -> str:
    """A sentence that names who voted so."""
    row = _ballots()[page.form.ballots, choice]
    one = len(people) == 1
    return row["one" if one else "many"].format(
        who=with_article(people, [page.names.spoken(p) for p in people]),
        whose=with_article(people, [page.names.spoken(p, "genitive") for p in people], genitive=True),
        here="Παρούσα" if one and people[0].woman else "Παρών",
    )


def count_words(page: Printed) -> str:
    """The tally after the outcome: «με δεκαοκτώ (18) ψήφους υπέρ και πέντε (5) κατά»; empty where none is printed."""
    if not page.tally:
        return ""
    if page.form.ballots == "c":
        return ", ".join(f"{_IN_CAPITALS[c]}: {page.tally[c]}" for c in CHOICES if c in page.tally)
    parts = []
    for choice in (c for c in CHOICES if c in page.tally):
        n = page.tally[choice]
        figure = f"{in_words(n, 'feminine')} ({n})" if page.form.ballots == "a" else str(n)
        votes = " ψήφους" if choice == "for" else ""
        parts.append(f"{figure}{votes} {_COUNTED[choice][n != 1]}")
    return f"με {joined(parts)}"


def outcome(page: Printed) -> tuple[str, list[str]]:
    """What is printed beside the outcome, and the sentences that name people.

    Returns
    -------
    beside : str
        Follows the outcome in the same sentence; may be empty.
    sentences : list of str
        Stand on their own.
    """
    recused = page.decision.ballot.recused
    beside, sentences = count_words(page), []
    for choice, people in page.dissent.items():
        if recused is not None and choice == "abstain":
            kept = [p for p in people if p is not recused]
            who = with_article([recused], [page.names.spoken(recused)])
            sentences.append(f"{who[0].upper()}{who[1:]} δεν συμμετέχει στην ψηφοφορία λόγω κωλύματος.")
            people = kept
            if not people:
                continue
        words = voters(page, choice, people)
        if words[-1] == ".":
            sentences.append(words)
        else:
            beside = f"{beside}, {words}" if beside else words
    return beside, sentences


def secret(page: Printed) -> str:
    """The sentence of a secret ballot; empty for an open vote."""
    return "Διεξήχθη μυστική ψηφοφορία με ψηφοδέλτια." if page.decision.ballot.secret else ""


def groups(moves: Sequence[Move]) -> list[list[Move]]:
    """Movements of one kind at one moment, together; at most four people a sentence."""
    found: list[list[Move]] = []
    for move in moves:
        if move.in_note:
            continue
        last = found[-1][-1] if found else None
        same = last is not None and not move.said and not last.said and (
            (move.kind, move.item, move.moment, move.decision) == (last.kind, last.item, last.moment, last.decision)
        )  # fmt: skip
        if same and len(found[-1]) < 4:
            found[-1].append(move)
        else:
            found.append([move])
    return found


def when(page: Printed, group: Sequence[Move]) -> str:
    """The moment of a group, in the form's words."""
    first = group[0]
    decision = None if first.decision is None else f"{first.decision}/{page.session.date.year}"
    return page.form.moment(first.moment, first.item, decision)


def movers(page: Printed, group: Sequence[Move], *, case: str = "nominative", short: bool = False) -> str:
    """Who moved, with article and title."""
    people = [m.person for m in group]
    names = [m.said or (page.names.short(m.person) if short else page.names.spoken(m.person, case)) for m in group]
    return with_article(people, names, genitive=case == "genitive")


def members(page: Printed, group: Sequence[Move]) -> str:
    """«Ο Δημοτικός Σύμβουλος κ. Α», «Οι Δημοτικοί Σύμβουλοι κ.κ. Α και Β»."""
    names = joined([m.said or page.names.spoken(m.person) for m in group])
    if len(group) > 1:
        return f"Οι Δημοτικοί Σύμβουλοι κ.κ. {names}"
    return f"{'Η Δημοτική' if group[0].person.woman else 'Ο Δημοτικός'} Σύμβουλος κ. {names}"


def verb(group: Sequence[Move], *, remote: bool = False) -> str:
    """«προσήλθε», «αποχώρησαν»; by teleconference they connect and disconnect as well."""
    many = len(group) > 1
    if group[0].kind == "arrival":
        words = ("προσήλθαν" if many else "προσήλθε", "συνδέθηκαν και προσήλθαν" if many else "συνδέθηκε και προσήλθε")
    else:
        words = ("αποχώρησαν" if many else "αποχώρησε",
                 "αποσυνδέθηκαν και αποχώρησαν" if many else "αποσυνδέθηκε και αποχώρησε")  # fmt: skip
    return words[remote]


def in_capitals(text: str) -> str:
    """A sentence as a form in capitals prints it; the endings of figures stay small."""
    return re.sub(r"(?<=\d)(ΟΥ|ΗΣ|Ο|Η)\b", lambda m: m[0].lower(), capitals(text))
