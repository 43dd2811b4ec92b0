"""Who was there at the opening, where the list of those present also holds those who came later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cni_analytics.statements.types import Movement, RollCall


def at_opening(roll_call: RollCall, movements: Sequence[Movement]) -> RollCall:
    """The roll call at the opening: whoever came later was not there, wherever the list says so.

    Parameters
    ----------
    roll_call
        As listed.
    movements
        As told, in the order of the page.

    Returns
    -------
    RollCall
        Members of the list of those present whose first movement is an arrival are absent where the page says that
        the list includes them («περιλαμβάνονται και όσοι προσήλθαν μετά την έναρξη») or states a number of those
        present that is the list's length without them. (Whose arrival is noted beside the name is absent already.)
        Otherwise as given: a list of the opening with an arrival of somebody in it contradicts itself, which is for
        the findings to say.
    """
    present = {m.name for m in roll_call.members if m.status == "present"}
    first: dict[str, Movement] = {}
    for movement in movements:
        if movement.listed and not movement.candidates:
            first.setdefault(movement.name, movement)
    late = {name for name in present if name in first and first[name].kind == "arrival"}
    if not late or not (roll_call.includes_arrivals or _counted_without(roll_call, len(present), len(late))):
        return roll_call
    there = [m for m in roll_call.members if m.name not in late or m.status == "absent"]
    away = [replace(m, status="absent") for m in roll_call.members if m.name in late and m.status == "present"]
    known = {m.name for m in there}
    return replace(roll_call, members=(*there, *(m for m in away if m.name not in known)))


def _counted_without(roll_call: RollCall, listed: int, late: int) -> bool:
    """Whether the first stated number of those present leaves out exactly those who came later."""
    stated = next((f.value for f in roll_call.figures if f.what == "present"), None)
    return stated == listed - late
