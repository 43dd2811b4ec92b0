"""What a page prints, as plain immutable values, each with where it stands.

Nothing here is derived: a value that is not on the page is ``None`` or an empty tuple. Spans count
characters of ``Reading.text`` and lead back to the page through ``Reading.evidence``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, Literal, NamedTuple, TypeVar

T = TypeVar("T")

Body = Literal[
    "municipal_council", "municipal_committee", "economic_committee", "quality_of_life_committee",
    "community_council", "other",
]  # fmt: skip
SessionKind = Literal["regular", "extraordinary", "urgent", "special"]
SessionFormat = Literal["in_person", "teleconference", "hybrid", "by_circulation"]
Layout = Literal["present_absent", "composition_absent", "absent_only", "counts_only"]
Status = Literal["present", "absent"]
Role = Literal["president", "vice_president", "secretary"]
MovementKind = Literal["arrival", "departure"]
Moment = Literal["before", "during", "after"]
Outcome = Literal["unanimous", "majority"]
Result = Literal["approved", "rejected", "postponed", "withdrawn"]
Choice = Literal["for", "against", "blank", "present", "abstain"]
ReferenceKind = Literal["law", "presidential_decree", "ministerial_decision", "gazette"]


class Span(NamedTuple):
    """Characters ``start`` to ``end`` of ``Reading.text``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stated(Generic[T]):
    """A value as the page states it, and where."""

    value: T
    span: Span


@dataclass(frozen=True, slots=True)
class Item:
    """An agenda item; ``number`` is ``None`` for «του μοναδικού εκτός ημερήσιας διάταξης θέματος»."""

    number: int | None
    out_of_agenda: bool = False


@dataclass(frozen=True, slots=True)
class DecisionNumber:
    """The number of a decision; ``year`` is ``None`` where only the number is printed."""

    number: int
    year: int | None


@dataclass(frozen=True, slots=True)
class Header:
    """Who decided, when, on what."""

    ada: Stated[str] | None = None
    municipality: Stated[str] | None = None
    body: Stated[Body] | None = None
    decision: Stated[DecisionNumber] | None = None
    other_decisions: tuple[Stated[DecisionNumber], ...] = ()
    """The same number printed again («πήρε αριθμό 143/2025»), for contradictions."""
    session_number: Stated[int] | None = None
    session_year: Stated[int] | None = None
    session_date: Stated[str] | None = None
    """ISO day."""
    other_dates: tuple[Stated[str], ...] = ()
    """Other places that state the day of this session."""
    other_years: tuple[Stated[int], ...] = ()
    """Years of the session's day that its words and digits give differently, as the words say."""
    weekday: Stated[int] | None = None
    """0 Monday to 6 Sunday, as printed beside the session's date."""
    session_time: Stated[str] | None = None
    session_kind: Stated[SessionKind] | None = None
    session_format: Stated[SessionFormat] | None = None
    item: Stated[Item] | None = None
    subject: Stated[str] | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A name of the roll call as printed, roles, honorifics and notes removed."""

    name: str
    status: Status
    role: Role | None
    span: Span
    substitute_for: str | None = None
    notes: tuple[Span, ...] = ()
    """What the list notes beside the name and may be a movement («ΠΡΟΣΗΛΘΕ ΣΤΟ 1ο ΘΕΜΑ»)."""
    substitute: bool = False
    """Sits for a regular member, named in ``substitute_for`` where the list names one."""
    late: bool = False
    """Stands in the list of those present with a note of having come later: absent at the opening."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A stated count. ``what`` is ``seats``, ``present`` or ``absent``; ``digits`` and ``words`` may disagree."""

    what: Literal["seats", "present", "absent"]
    value: int
    span: Span
    words: int | None = None
    place: Literal["roll_call", "list_heading", "opening"] = "roll_call"
    """``opening``: the sentence that declares the session open («με την παρουσία 35 μελών από 25»)."""
    digits: int | None = None
    clause: Span | None = None
    """The words between commas that it stands in, for a reader to judge it by."""


@dataclass(frozen=True, slots=True)
class Mayor:
    """What the document says of the mayor; ``name`` as printed, in the nominative where certain."""

    name: str | None
    present: bool
    span: Span
    presides: bool = False


@dataclass(frozen=True, slots=True)
class MovementList:
    """A name of a list of those who came later or left, with what is noted beside it."""

    name: str
    kind: MovementKind
    span: Span
    notes: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class RollCall:
    """Who was there at the opening, and the figures printed about it."""

    layout: Layout | None = None
    members: tuple[Member, ...] = ()
    figures: tuple[Figure, ...] = ()
    """In the order of the page; ``seats``, ``present_count`` … of the record are the first of each."""
    mayor: Mayor | None = None
    span: Span | None = None
    third_call: bool = False
    """The session met at the third call, where a third of the seats is a quorum."""
    movement_lists: tuple[MovementList, ...] = ()
    """Lists of those who came later or left (ΑΠΟΧΩΡΗΣΑΝΤΕΣ), beside the lists of the roll call."""
    nobody_absent: bool = False
    """The page says that nobody was missing («Απόντες: ουδείς»)."""
    doubtful: Span | None = None
    """Where lists stand that cannot have been read rightly, and were left out."""
    includes_arrivals: bool = False
    """The page says that the list of those present holds those who came later too."""


@dataclass(frozen=True, slots=True)
class Movement:
    """Somebody came or went. ``name`` is the roll call's spelling where it was found there."""

    name: str
    kind: MovementKind
    item: Item | None
    moment: Moment | None
    decision: DecisionNumber | None
    span: Span
    listed: bool = True
    """False where nobody of the roll call has that name."""
    candidates: tuple[str, ...] = ()
    """More than one: the name fits several members and none was chosen."""
    placed: bool = True
    """False where the page gives an anchor that could not be read, so the replay is not settled."""
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Absence:
    """Out of the room for one vote only: neither arrival nor departure."""

    name: str
    item: Item | None
    decision: DecisionNumber | None
    span: Span


@dataclass(frozen=True, slots=True)
class Vote:
    """How somebody voted, as printed; ``name`` is the roll call's spelling where found there."""

    name: str
    choice: Choice
    span: Span
    part: str | None = None
    listed: bool = True
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """One figure of a count of votes; ``choice`` ``total`` for those who took part."""

    choice: Choice | Literal["total"]
    value: int
    span: Span


@dataclass(frozen=True, slots=True)
class VoteStatement:
    """The outcome as printed, before anything is derived from it."""

    phrase: Stated[str] | None = None
    outcome: Stated[Outcome] | None = None
    other_outcomes: tuple[Stated[Outcome], ...] = ()
    """Other places that state the outcome of this decision, for contradictions."""
    result: Stated[Result] | None = None
    tally: tuple[Tally, ...] = ()
    votes: tuple[Vote, ...] = ()
    secret: Stated[bool] | None = None
    all_for: Stated[bool] | None = None
    """The page says that everybody present voted for, without the word «ομόφωνα»."""
    unread: tuple[Span, ...] = ()
    """Where somebody's dissent is stated and neither a name nor a figure could be read."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """An operative clause."""

    label: str | None
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Reference:
    """A legal act the document cites."""

    kind: ReferenceKind
    number: str | None
    year: int | None
    article: str | None
    paragraph: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Embedded:
    """Another body's decision, quoted inside this one."""

    span: Span
    body: Body | None
    decision: DecisionNumber | None


@dataclass(frozen=True, slots=True)
class Act:
    """A dated act on the way of this decision: invitation, proposal, certified copy, publication, correction."""

    kind: Literal["invitation", "proposal", "certified_copy", "protocol", "correction", "signature"]
    number: str | None
    date: str | None
    issuer: str | None
    span: Span
    placed: bool = False
    """The day stands beside a place («Πετροχώρι, 15 Απριλίου 2024»): it is when the copy was made."""


@dataclass(frozen=True, slots=True)
class Commitment:
    """A clause of a network's memorandum, as a value a table can hold.

    ``kind``: ``founded``, ``founder``, ``text_date``, ``member_announced_count``, ``member``, ``activity``, ``pillar``,
    ``accession``, ``representative``, ``alternate``, ``duration``, ``exit_notice_days``, ``review_interval_years``.
    """

    kind: str
    value: str
    ordinal: int | None
    span: Span
    place: Literal["memorandum", "document"] = "memorandum"
    """``document``: the memorandum is silent, and the decision around it says so of the network."""


@dataclass(frozen=True, slots=True)
class Memorandum:
    """The memorandum of a network of cities, wherever one is annexed."""

    network: Stated[str] | None
    commitments: tuple[Commitment, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Statements:
    """Everything one document prints that the record is made of."""

    header: Header = field(default_factory=Header)
    roll_call: RollCall = field(default_factory=RollCall)
    movements: tuple[Movement, ...] = ()
    absences: tuple[Absence, ...] = ()
    discussion_order: tuple[Item, ...] | None = None
    """In the order the document gives; ``None`` where it gives none."""
    vote: VoteStatement = field(default_factory=VoteStatement)
    resolutions: tuple[Resolution, ...] = ()
    references: tuple[Reference, ...] = ()
    embedded: tuple[Embedded, ...] = ()
    acts: tuple[Act, ...] = ()
    memorandum: Memorandum | None = None
