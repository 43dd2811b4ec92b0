"""How a body writes down presence: settings of the replay, with the defaults of the decision record."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, get_args

ListKind = Literal["opening", "cumulative", "per_decision", "unknown"]
KnownListKind = Literal["opening", "cumulative", "per_decision"]
KNOWN_LIST_KINDS: tuple[KnownListKind, ...] = get_args(KnownListKind)
DepartureDuring = Literal["absent", "present"]


@dataclass(frozen=True, slots=True)
class Conventions:
    """Settings that a body's documents do not state and its practice decides.

    Attributes
    ----------
    departure_during
        Whether somebody who left during an item counts as absent (the default) or present when it was decided.
    list_kind
        What the list of those present is: who was there at the ``opening`` (the default), everybody who came
        at some time (``cumulative``, arrivals already inside), who was there for this decision
        (``per_decision``: comings and goings change nothing), or ``unknown``, which is read as ``opening``.
    out_of_agenda_first
        Whether items out of the agenda come before the numbered ones where the document gives no order.
    chair_counted
        Whether the stated number of those present includes whoever presides.
    fixed
        Names of the settings that somebody has given, with evidence; the others are defaults.
    """

    departure_during: DepartureDuring = "absent"
    list_kind: ListKind = "opening"
    out_of_agenda_first: bool = True
    chair_counted: bool = True
    fixed: frozenset[str] = field(default=frozenset(), compare=False)

    def plain(self) -> dict[str, Any]:
        """The settings by name, and which of them are given, as a record holds them."""
        return {
            "departure_during": self.departure_during,
            "list_kind": self.list_kind,
            "out_of_agenda_first": self.out_of_agenda_first,
            "chair_counted": self.chair_counted,
            "given": sorted(self.fixed),
        }


DEFAULT = Conventions()
