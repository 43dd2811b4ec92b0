"""The forms a clerk fills in: what each prints and how, one for each council and term (``data/forms.csv``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from cni_analytics.simulate.greek import capitals, ordinal
from cni_analytics.simulate.people import Person, table
from cni_analytics.simulate.sessions import Item


@dataclass(frozen=True, slots=True)
class Form:
    """What a council's documents print, and in which manner.

    Attributes
    ----------
    name
        Of its template.
    layout
        Of the roll call, as the decision record names it.
    surname_first, initials, in_capitals
        How names stand in the roll call.
    seats, present, absent
        Which of the figures are printed.
    mayor, in_person, time
        Whether the mayor, a session held in the room, and the hour are printed at all.
    anchor
        Movements stand by ``item`` or by ``decision`` number; ``none``: none are printed.
    moments, items
        Manner of their wording.
    per_decision
        The roll call is that of the decision, not of the opening.
    unanimous, majority
        Words of the outcome.
    label
        Of the clauses: ``Α)``, ``1.`` and so on, or ``none``.
    running
        At the head of later pages: the ``ada``, the ``number`` of the page, or ``none``.
    width, lines
        Of a page of text, in characters and lines.
    font
        Of a page of PDF.
    ballots
        Manner in which votes are worded.
    """

    name: str
    layout: str
    surname_first: bool
    initials: bool
    in_capitals: bool
    seats: bool
    present: bool
    absent: bool
    mayor: bool
    in_person: bool
    time: bool
    anchor: str
    moments: str
    items: str
    per_decision: bool
    unanimous: str
    majority: str
    label: str
    running: str
    width: int
    lines: int
    font: str
    ballots: str

    def labels(self, count: int) -> list[str | None]:
        """Labels of so many clauses; a single one has none."""
        if self.label == "none" or count == 1:
            return [None] * count
        kinds = {"Α": "ΑΒΓΔΕ", "α": "αβγδε", "1": "12345", "i": ("i", "ii", "iii", "iv", "v")}
        return list(kinds[self.label[0]][:count])

    def moment(self, moment: str | None, item: Item | None, decision: str | None) -> str:
        """When somebody came or went, in this form's words."""
        key = "session" if item is None and decision is None else moment or "at"
        phrase = _phrases()[self.moments, key]
        genitive, accusative = item_words(item, self.items) if item else ("", "")
        return phrase.format(g=genitive, a=accusative, d=decision)


@cache
def forms() -> tuple[Form, ...]:
    """All forms, in the order of the list."""
    return tuple(_form(row) for row in table("forms"))


def form_of(council: int, term: int) -> Form:
    """The form a council uses in a term: each is used, and most councils change theirs with the term."""
    return forms()[(council + 3 * term) % len(forms())]


def _form(row: dict[str, str]) -> Form:
    yes = {name: row[name] == "yes" for name in ("seats", "present", "absent", "mayor", "in_person", "time")}
    return Form(
        name=row["form"], layout=row["layout"], surname_first=row["order"] == "surname",
        initials=row["names"] == "initials", in_capitals=row["capitals"] == "yes", anchor=row["anchor"],
        moments=row["moments"], items=row["items"], per_decision=row["list_of"] == "item",
        unanimous=row["unanimous"], majority=row["majority"], label=row["labels"], running=row["running"],
        width=int(row["width"]), lines=int(row["lines"]), font=row["font"], ballots=row["ballots"], **yes,
    )  # fmt: skip


@cache
def _phrases() -> dict[tuple[str, str], str]:
    return {(row["style"], row["moment"]): row["phrase"] for row in table("moments")}


@cache
def item_words(item: Item, style: str) -> tuple[str, str]:
    """An agenda item in the genitive and the accusative.

    >>> item_words(Item(3), "digits")
    ('3ου θέματος', '3ο θέμα')
    >>> item_words(Item(1, out_of_agenda=True), "words")
    ('πρώτου εκτός ημερήσιας διάταξης θέματος', 'πρώτο εκτός ημερήσιας διάταξης θέμα')
    """
    if style == "words":
        genitive, accusative = ordinal(item.number, "ου"), ordinal(item.number, "ο")
    else:
        genitive, accusative = f"{item.number}ου", f"{item.number}ο"
    if item.out_of_agenda:
        return f"{genitive} εκτός ημερήσιας διάταξης θέματος", f"{accusative} εκτός ημερήσιας διάταξης θέμα"
    tail = " της ημερήσιας διάταξης" if style == "agenda" else ""
    return f"{genitive} θέματος{tail}", f"{accusative} θέμα{tail}"


class Names:
    """How a form prints the people of one roll call.

    Parameters
    ----------
    form
        The form.
    people
        Everybody who may be named, so that initials tell namesakes apart.
    """

    def __init__(self, form: Form, people: list[Person]) -> None:
        self._form = form
        self._initials = _tell_apart(people)

    def listed(self, person: Person) -> str:
        """As in the roll call: the spelling every other mention leads back to."""
        if self._form.initials:
            return self.short(person)
        given = f"{person.given} ({person.nickname})" if person.nickname else person.given
        return self._cased(self._ordered(person.surname, given))

    def short(self, person: Person) -> str:
        """An initial and the surname."""
        return self._cased(f"{self._initials.get(person, person.given[0])}. {person.surname}")

    def spoken(self, person: Person, case: str = "nominative") -> str:
        """In a sentence, after «κ.»: ``nominative``, ``genitive`` or ``accusative``."""
        if self._form.initials:
            return self.short(person)
        cases = {
            "nominative": (person.surname, person.given),
            "genitive": (person.surname_genitive, person.given_genitive),
            "accusative": (person.surname_accusative, person.given_accusative),
        }
        return self._cased(self._ordered(*cases[case]))

    def _ordered(self, surname: str, given: str) -> str:
        return f"{surname} {given}" if self._form.surname_first else f"{given} {surname}"

    def _cased(self, name: str) -> str:
        return capitals(name) if self._form.in_capitals else name


def _tell_apart(people: list[Person]) -> dict[Person, str]:
    """The shortest beginning of each given name that no namesake shares."""
    found = {}
    for person in people:
        others = [p.given for p in people if p is not person and p.surname == person.surname]
        length = 1
        while length < len(person.given) and any(o[:length] == person.given[:length] for o in others):
            length += 1
        while length > 1 and length < len(person.given) and person.given[length - 1] in "αεηιουωάέήίόύώ":
            length += 1
        found[person] = person.given[:length]
    return found
