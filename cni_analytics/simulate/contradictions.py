"""Contradictions put into documents on purpose, one each, with what a reader ought to say of them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Literal

from cni_analytics.simulate.draw import Draw
from cni_analytics.simulate.people import Person, invent
from cni_analytics.simulate.printed import Entry, Move, Printed, Quoted

Plant = Callable[[Printed, Draw], bool]


def plant(page: Printed, draw: Draw, *, rate: float, quoted: float) -> None:
    """Put in at most one contradiction, and at most one decision of another body.

    Parameters
    ----------
    page
        The document, changed in place.
    draw
        The stream of draws.
    rate
        Probability of a contradiction; kinds that this document cannot hold are passed over.
    quoted
        Probability of a quoted decision of a committee.
    """
    if draw.chance(quoted):
        _embedded_decision(page, draw)
    if not draw.chance(rate):
        return
    for code in draw.some(sorted(PLANTS), len(PLANTS)):
        if PLANTS[code](page, draw):
            page.planted.append(code)
            page.findings.append(code)
            return


def _listed(page: Printed, *, present: bool) -> list[Entry]:
    """Members of the list who hold no office, move nowhere and vote no way of their own."""
    busy = {m.person for m in page.moves} | {p for people in page.dissent.values() for p in people}
    return [e for e in page.listed(present=present) if e.role is None and not e.note and e.person not in busy]


def _two_lists(page: Printed) -> bool:
    return page.form.layout == "present_absent" and bool(page.roll)


def _presence_counts_swapped(page: Printed, _: Draw) -> bool:
    present, seats = page.opened_with
    if page.form.name != "columns" or present == seats:
        return False
    page.opened_with = (seats, present)
    return True


def _present_count_mismatch(page: Printed, draw: Draw) -> bool:
    candidates = _listed(page, present=True)
    if not _two_lists(page) or page.present_count is None or len(candidates) < 3:
        return False
    page.roll.remove(draw.pick(candidates))
    page.unclaimed |= {"attendance_at_item", "vote.votes"}
    page.allowed |= {"seats_mismatch", "tally_mismatch", "tally_exceeds_present"}
    return True


def _absent_count_mismatch(page: Printed, draw: Draw) -> bool:
    candidates = _listed(page, present=False)
    if page.absent_count is None or len(candidates) < 2:
        return False
    page.roll.remove(draw.pick(candidates))
    page.unclaimed |= {"attendance_at_item.absent"}
    page.allowed |= {"seats_mismatch"}
    return True


def _seats_mismatch(page: Printed, draw: Draw) -> bool:
    if page.seats is None or page.form.layout == "absent_only":
        return False
    page.seats += draw.pick([2, 4])
    page.opened_with = (page.opened_with[0], page.seats)
    page.allowed |= {"absent_count_mismatch", "present_count_mismatch", "below_quorum"}
    return True


def _member_in_both_lists(page: Printed, draw: Draw) -> bool:
    candidates = _listed(page, present=True)
    if not _two_lists(page) or page.form.name == "table" or not candidates:
        return False
    twice = draw.pick(candidates)
    page.roll.append(Entry(twice.person, twice.name, present=False, faction=twice.faction))
    page.unclaimed |= {"attendance_at_item", "vote.votes"}
    page.allowed |= {"absent_count_mismatch", "present_count_mismatch", "seats_mismatch", "tally_mismatch",
                     "tally_exceeds_present"}  # fmt: skip
    return True


def _duplicate_member(page: Printed, draw: Draw) -> bool:
    candidates = _listed(page, present=True)
    if not _two_lists(page) or not candidates:
        return False
    twice = draw.pick(candidates)
    page.roll.insert(page.roll.index(twice) + 1, Entry(twice.person, twice.name, present=True, faction=twice.faction))
    page.allowed |= {"present_count_mismatch", "seats_mismatch"}
    return True


def _weekday_mismatch(page: Printed, draw: Draw) -> bool:
    if page.date is None:
        return False
    page.weekday = (page.weekday + draw.pick([1, 2, 3])) % 5
    return page.weekday != page.date.weekday()


def _year_mismatch(page: Printed, _: Draw) -> bool:
    if page.number is None or page.session.date.month < 3 or page.form.anchor == "decision":
        return False
    page.year -= 1
    return True


def _signed_before_session(page: Printed, draw: Draw) -> bool:
    page.copied = page.session.date - dt.timedelta(days=draw.between(2, 12))
    return True


def _anchor(page: Printed, position: int) -> tuple[object, int | None]:
    if page.form.anchor == "decision":
        return None, page.session.decisions[position].number
    return page.session.items[position], None


def _move(
    page: Printed, person: Person, name: str, kind: Literal["arrival", "departure"],
    moment: Literal["before", "after"], position: int,
) -> None:  # fmt: skip
    item, decision = _anchor(page, position)
    page.moves.append(Move(person, name, kind, item, moment, decision))  # type: ignore[arg-type]


def _moves_printed(page: Printed) -> bool:
    return page.form.anchor != "none" and bool(page.roll) and page.session.format != "by_circulation"


def _movement_of_unlisted_member(page: Printed, draw: Draw) -> bool:
    # From the genitive alone nobody can tell every nominative, nor from an initial a name.
    if not _moves_printed(page) or page.form.name in ("inline", "composition", "sides", "counted"):
        return False
    surnames = {seat.person.surname for seat in page.session.seats}
    stranger = invent(draw, double=0.0, nicknames=0.0)
    if stranger.surname in surnames:
        return False
    _move(page, stranger, page.names.listed(stranger), "departure", "after", page.decision.position)
    page.unclaimed |= {"attendance_at_item.settled", "vote.votes"}
    return True


def _arrival_of_present_member(page: Printed, draw: Draw) -> bool:
    candidates = _listed(page, present=True)
    if not _moves_printed(page) or not candidates:
        return False
    entry = draw.pick(candidates)
    _move(page, entry.person, entry.name, "arrival", "before", draw.between(0, page.decision.position))
    page.unclaimed |= {"attendance_at_item.settled", "vote.votes"}
    return True


def _departure_of_absent_member(page: Printed, draw: Draw) -> bool:
    candidates = _listed(page, present=False)
    if not _moves_printed(page) or not candidates:
        return False
    entry = draw.pick(candidates)
    _move(page, entry.person, entry.name, "departure", "before", draw.between(0, page.decision.position))
    page.unclaimed |= {"attendance_at_item.settled", "vote.votes"}
    return True


def _ambiguous_name(page: Printed, draw: Draw) -> bool:
    if not _moves_printed(page) or page.form.name not in ("columns", "table", "factions", "three"):
        return False
    present = _listed(page, present=True)
    surnames = Counter((e.person.surname, e.person.woman) for e in present)
    namesakes = [e for e in present if surnames[e.person.surname, e.person.woman] > 1]
    if not namesakes:
        return False
    entry = draw.pick(namesakes)
    _move(page, entry.person, entry.name, "departure", "after", max(0, page.decision.position - 1))
    page.moves[-1].said = entry.person.surname
    page.unclaimed |= {"movements", "attendance_at_item", "vote.votes"}
    page.allowed |= {"tally_mismatch"}
    return True


def _countable(page: Printed) -> bool:
    """Presence is known to the last member, so that a count can contradict it."""
    return page.form.layout != "absent_only" and bool(page.roll) and not page.unclaimed and not page.decision.torn


def _count(page: Printed) -> None:
    page.tally = {choice: n for choice, n in page.decision.ballot.tally.items() if n}
    page.vote_style = "counted_named" if page.dissent else "counted"


def _tally_exceeds_present(page: Printed, draw: Draw) -> bool:
    if not _countable(page) or page.vote_style not in ("bare", "named", "counted", "counted_named"):
        return False
    if page.vote_style == "bare" and page.outcome == "majority":
        return False
    _count(page)
    page.tally["for"] += draw.between(2, 5)
    page.unclaimed |= {"vote.votes"}
    page.allowed |= {"tally_mismatch"}
    return True


def _tally_mismatch(page: Printed, _: Draw) -> bool:
    if not _countable(page) or page.vote_style != "counted_named" or not page.tally.get("against"):
        return False
    if page.tally["for"] - page.tally["against"] < 4:
        return False
    page.tally["for"] -= 2
    page.unclaimed |= {"vote.votes"}
    return True


def _vote_of_absent_member(page: Printed, draw: Draw) -> bool:
    candidates = _listed(page, present=False)
    if page.vote_style != "named" or page.outcome != "majority" or not candidates or "against" not in page.dissent:
        return False
    page.dissent["against"] = [*page.dissent["against"], draw.pick(candidates).person]
    page.unclaimed |= {"vote.votes"}
    return True


def _outcome_conflict(page: Printed, _: Draw) -> bool:
    if page.outcome != "majority" or page.vote_style not in ("named", "counted_named"):
        return False
    page.phrase, page.outcome = page.form.unanimous, "unanimous"
    page.unclaimed |= {"vote.votes"}
    return True


def _missing_decision_number(page: Printed, _: Draw) -> bool:
    page.number = None
    return True


def _missing_session_date(page: Printed, _: Draw) -> bool:
    page.date = None
    page.unclaimed |= {"decision"} if page.number is None else set()
    return True


def _missing_roll_call(page: Printed, _: Draw) -> bool:
    if page.dissent or page.form.layout == "absent_only":
        return False
    page.roll, page.moves = [], []
    page.seats = page.present_count = page.absent_count = None
    if "below_quorum" in page.findings:
        page.findings.remove("below_quorum")
    page.allowed |= {"unattributed_dissent"}
    return True


def _missing_outcome(page: Printed, _: Draw) -> bool:
    if page.vote_style != "bare" or page.outcome != "unanimous" or page.decision.ballot.result != "approved":
        return False
    page.phrase = page.outcome = None
    page.unclaimed |= {"vote.result"}
    return True


def _embedded_decision(page: Printed, draw: Draw) -> None:
    """The committee's decision that the proposal rests on, quoted whole."""
    people = draw.some([seat.person for seat in page.session.seats], 7)
    absent = draw.between(0, 2)
    names = [page.names.spoken(p) for p in people]
    against = page.names.spoken(people[-1], "genitive") if draw.chance(0.4) else ""
    page.quoted = Quoted(
        number=draw.between(20, 400), date=page.session.invitation[1] - dt.timedelta(days=draw.between(1, 6)),
        present=names[absent:], absent=names[:absent], against=against,
    )  # fmt: skip
    page.findings.append("embedded_decision")


PLANTS: dict[str, Plant] = {
    "absent_count_mismatch": _absent_count_mismatch,
    "ambiguous_name": _ambiguous_name,
    "arrival_of_present_member": _arrival_of_present_member,
    "departure_of_absent_member": _departure_of_absent_member,
    "duplicate_member": _duplicate_member,
    "member_in_both_lists": _member_in_both_lists,
    "missing_decision_number": _missing_decision_number,
    "missing_outcome": _missing_outcome,
    "missing_roll_call": _missing_roll_call,
    "missing_session_date": _missing_session_date,
    "movement_of_unlisted_member": _movement_of_unlisted_member,
    "outcome_conflict": _outcome_conflict,
    "presence_counts_swapped": _presence_counts_swapped,
    "present_count_mismatch": _present_count_mismatch,
    "seats_mismatch": _seats_mismatch,
    "signed_before_session": _signed_before_session,
    "tally_exceeds_present": _tally_exceeds_present,
    "tally_mismatch": _tally_mismatch,
    "vote_of_absent_member": _vote_of_absent_member,
    "weekday_mismatch": _weekday_mismatch,
    "year_mismatch": _year_mismatch,
}
"""By the code of the finding; what a plant returns says whether this document could hold it."""
