"""What one document states, before it is laid out: the world's facts in the clerk's selection."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from cni_analytics.simulate.draw import Draw
from cni_analytics.simulate.forms import Form, Names
from cni_analytics.simulate.greek import capitals
from cni_analytics.simulate.people import Person
from cni_analytics.simulate.sessions import Decision, Item, Moment, Session
from cni_analytics.simulate.votes import CHOICES, Choice

Role = Literal["president", "vice_president", "secretary"]
VoteStyle = Literal["bare", "named", "counted", "counted_named", "all_named"]


@dataclass(slots=True)
class Entry:
    """A line of the roll call; ``note`` is what stands in parentheses after the name."""

    person: Person
    name: str
    present: bool
    role: Role | None = None
    note: str = ""
    faction: str = ""


@dataclass(slots=True)
class Move:
    """A movement as printed; ``name`` is the roll call's spelling, ``said`` what the sentence prints instead."""

    person: Person
    name: str
    kind: Literal["arrival", "departure"]
    item: Item | None
    moment: Moment | None
    decision: int | None
    in_note: bool = False
    said: str = ""


@dataclass(slots=True)
class Quoted:
    """A committee's decision quoted in the proposal, with its own roll call and outcome."""

    number: int
    date: dt.date
    present: list[str]
    absent: list[str]
    against: str
    """In the genitive; empty where the committee was unanimous."""


@dataclass(slots=True)
class Printed:
    """Everything one document states.

    Attributes
    ----------
    session, decision, form, names
        The world's facts, and the form they are printed in.
    number, year
        Of the decision; ``None`` where the form was left blank.
    date, weekday
        Of the session; the weekday as printed, which may be wrong.
    copied
        Day of the certified copy.
    seats, present_count, absent_count
        Figures of the roll call as stated; ``None`` where not printed.
    opened_with
        Present and seats in the sentence that opens the session, where the form has it.
    roll
        The roll call; empty where it was left out.
    moves
        Arrivals and departures.
    phrase, outcome
        Of the vote; ``None`` where the clerk forgot it.
    tally
        Figures printed, by kind of vote.
    dissent
        Who is named with a vote, by kind of vote.
    quoted
        Another body's decision inside this one.
    planted
        Codes of the contradictions put in on purpose.
    findings
        Every code a reader ought to raise, the planted ones among them.
    allowed
        Codes a reader may raise beside them, because the same words support them too.
    unclaimed
        Paths of the record that the page leaves undecided, so that no truth is claimed.
    """

    session: Session
    decision: Decision
    form: Form
    names: Names
    number: int | None
    year: int
    date: dt.date | None
    weekday: int
    copied: dt.date
    seats: int | None
    present_count: int | None
    absent_count: int | None
    opened_with: tuple[int, int]
    roll: list[Entry]
    moves: list[Move]
    vote_style: VoteStyle
    phrase: str | None
    outcome: str | None
    tally: dict[Choice, int]
    dissent: dict[Choice, list[Person]]
    quoted: Quoted | None = None
    planted: list[str] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    allowed: set[str] = field(default_factory=set)
    unclaimed: set[str] = field(default_factory=set)

    def listed(self, *, present: bool) -> list[Entry]:
        """Those of the roll call who were there, or who were not."""
        return [entry for entry in self.roll if entry.present == present]

    def record_name(self, person: Person) -> str:
        """The spelling the record has for somebody: the roll call's, or the sentence's where it lists nobody."""
        return next((e.name for e in self.roll if e.person is person), self.names.spoken(person))

    @property
    def clauses(self) -> list[tuple[str | None, str]]:
        """The operative clauses with their labels."""
        texts = list(operative(self.decision))
        if self.form.label == "none":
            texts = [" ".join(texts)]
        return list(zip(self.form.labels(len(texts)), texts, strict=True))

    @property
    def subject(self) -> str:
        """As the heading prints it."""
        subject = self.decision.matter.subject
        return capitals(subject) if self.form.in_capitals else subject


def operative(decision: Decision) -> tuple[str, ...]:
    """What was decided, as clauses."""
    about = decision.matter.about
    return {
        "approved": decision.matter.clauses,
        "rejected": (f"Απορρίπτει την εισήγηση για {about}.",),
        "postponed": (f"Αναβάλλει τη λήψη απόφασης για {about} σε επόμενη συνεδρίαση.",),
        "withdrawn": ("Αποσύρει το θέμα από την ημερήσια διάταξη, ύστερα από πρόταση του εισηγητή.",),
    }[decision.ballot.result]


def printed(session: Session, decision: Decision, form: Form, names: Names, draw: Draw) -> Printed:
    """What the document of a decision states in a form, without contradictions.

    Parameters
    ----------
    session, decision
        The world's facts.
    form, names
        The form, and how it prints the people of this session.
    draw
        For what the clerk does now one way, now the other.
    """
    roll = _roll(session, decision, form, names)
    style = _vote_style(decision, draw)
    ballot = decision.ballot
    present = sum(e.present for e in roll)
    page = Printed(
        session=session, decision=decision, form=form, names=names, number=decision.number, year=session.date.year,
        date=session.date, weekday=session.date.weekday(), copied=decision.copied,
        seats=len(session.seats) if form.seats else None,
        present_count=present if form.present else None,
        absent_count=len(roll) - present if form.absent else None,
        opened_with=(present, len(session.seats)),
        roll=[e for e in roll if not (form.layout == "absent_only" and e.present)],
        moves=_moves(session, form, names), vote_style=style,
        phrase=form.unanimous if ballot.outcome == "unanimous" else form.majority, outcome=ballot.outcome,
        tally=_tally(decision, style), dissent=_dissent(decision, style),
    )  # fmt: skip
    if form.layout == "absent_only":
        _keep_to_the_absent(page)
    if form.name == "capitals":
        _annotate(page)
    _note_what_follows(page, here=present)
    return page


def _note_what_follows(page: Printed, here: int) -> None:
    """What the page lets a reader see without anything having been put in on purpose."""
    if here <= len(page.session.seats) // 2:
        # A list of those at the decision says nothing of the opening, where the quorum is fixed for good.
        page.allowed.add("below_quorum") if page.form.per_decision else page.findings.append("below_quorum")
    dissent = any(choice != "for" and n for choice, n in page.tally.items())
    if not page.decision.ballot.secret:
        if page.vote_style == "counted" and dissent:
            page.findings.append("unattributed_dissent")
        elif page.outcome == "majority" and page.vote_style == "bare":
            page.allowed.add("unattributed_dissent")
    if page.form.layout == "absent_only" and page.dissent:
        page.allowed.add("unattributed_dissent")


def _roll(session: Session, decision: Decision, form: Form, names: Names) -> list[Entry]:
    there = {seat.person for seat in decision.present} if form.per_decision else session.opening
    offices = session.presidium
    roles: dict[Person, Role] = {
        offices.president: "president", offices.vice_president: "vice_president", offices.secretary: "secretary"
    }  # fmt: skip
    entries = [
        Entry(s.person, names.listed(s.person), s.person in there, roles.get(s.person), "", s.faction.name)
        for s in session.seats
    ]
    if form.name == "factions":
        order = [f.name for f in session.council.factions]
        return sorted(entries, key=lambda e: order.index(e.faction))
    if form.name in ("columns", "table", "counted"):
        return entries
    rank = {"president": 0, "vice_president": 1, "secretary": 2}
    return sorted(entries, key=lambda e: rank.get(e.role or "", 3))


def _moves(session: Session, form: Form, names: Names) -> list[Move]:
    if form.anchor == "none":
        return []
    found = []
    for m in session.movements:
        anchored = m.position is not None
        decision = (
            session.decisions[m.position].number if m.position is not None and form.anchor == "decision" else None
        )
        item = session.items[m.position] if m.position is not None and form.anchor == "item" else None
        found.append(Move(m.person, names.listed(m.person), m.kind, item, m.moment if anchored else None, decision))
    return found


def _vote_style(decision: Decision, draw: Draw) -> VoteStyle:
    """How the vote is written down: mostly by name, now and then by figures alone."""
    ballot = decision.ballot
    if ballot.secret:
        return "counted"
    if ballot.outcome == "majority" and ballot.result != "approved":
        return "all_named"
    if ballot.outcome == "majority":
        return draw.weighted({"named": 0.3, "counted_named": 0.45, "counted": 0.14, "all_named": 0.06, "bare": 0.05})
    if any(choice != "for" for choice in ballot.choices.values()):
        return draw.weighted({"named": 0.7, "counted_named": 0.3}) if ballot.recused is None else "named"
    return draw.weighted({"bare": 0.88, "counted": 0.12})


def _tally(decision: Decision, style: VoteStyle) -> dict[Choice, int]:
    if style not in ("counted", "counted_named"):
        return {}
    return {choice: n for choice, n in decision.ballot.tally.items() if n}


def _dissent(decision: Decision, style: VoteStyle) -> dict[Choice, list[Person]]:
    if style not in ("named", "counted_named", "all_named"):
        return {}
    first = 0 if style == "all_named" else 1
    return {choice: people for choice in CHOICES[first:] if (people := decision.ballot.of(choice))}


def _keep_to_the_absent(page: Printed) -> None:
    """Where only the absent are named, without offices, movements of the others would be of people nobody listed."""
    for entry in page.roll:
        entry.role = None
    named = {e.person for e in page.roll}
    gone = [m for m in page.moves if m.person not in named]
    left = {m.person for m in gone}
    page.moves = [m for m in page.moves if m.person in named and m.kind == "arrival" and m.person not in left]
    if page.vote_style == "all_named":
        page.vote_style, page.dissent = "counted", {}
        page.tally = {choice: n for choice, n in page.decision.ballot.tally.items() if n}


def _annotate(page: Printed) -> None:
    """Arrivals of those listed as absent stand as notes beside their names."""
    entries = {e.person: e for e in page.roll if not e.present}
    for move in page.moves:
        entry = entries.get(move.person)
        if entry is not None and not entry.note and move.kind == "arrival":
            move.in_note = True
            entry.note = capitals(f"προσήλθε {page.form.moment(move.moment, move.item, None)}")
