"""What follows from the statements of one document: values with no file, clock or network behind them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from cni_analytics.derivation.conventions import DEFAULT, Conventions, KnownListKind
from cni_analytics.statements.types import Choice, Span
from cni_analytics.text.document import Severity

Unanimity = Literal["unanimous", "unopposed", "contested", "unsettled"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What contradicts itself or cannot be settled, with the words behind it.

    Attributes
    ----------
    code
        As the decision record lists them; a code keeps its meaning.
    severity
        ``error``, ``warning`` or ``info``.
    message_el, message_en
        One sentence that says both facts.
    spans
        Where they stand; empty for something that is not on the page.
    """

    code: str
    severity: Severity
    message_el: str
    message_en: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who was there when the item was decided.

    Attributes
    ----------
    present, absent
        Names in the roll call's spelling and order; disjoint.
    settled
        False where the document does not decide it: the names of those present are not printed, or a
        movement cannot be placed.
    reading_dependent
        Whose presence at this item hangs on a setting (``Conventions``).
    """

    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    settled: bool = False
    reading_dependent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DerivedVote:
    """A vote that is not printed with its name and follows by rule."""

    name: str
    choice: Choice


@dataclass(frozen=True, slots=True)
class Derived:
    """Everything that follows from one document's statements.

    Attributes
    ----------
    list_kinds
        What the list of those present can be by the document's own comings and goings, see
        ``derivation.list_kinds``; ``None`` where nothing shows.
    conventions
        By which it was derived.
    """

    attendance: Attendance = field(default_factory=Attendance)
    votes: tuple[DerivedVote, ...] = ()
    unanimity: Unanimity = "unsettled"
    findings: tuple[Finding, ...] = ()
    list_kinds: tuple[KnownListKind, ...] | None = None
    conventions: Conventions = DEFAULT
