"""The readers of one document in the order they need each other."""

from __future__ import annotations

from cni_analytics.statements.acts import read_acts
from cni_analytics.statements.header import read_header
from cni_analytics.statements.memorandum import read_memorandum
from cni_analytics.statements.movements import read_movements
from cni_analytics.statements.outline import outline as outline_of
from cni_analytics.statements.references import read_references
from cni_analytics.statements.roll_call import read_roll_call
from cni_analytics.statements.roll_call_opening import at_opening
from cni_analytics.statements.types import Statements
from cni_analytics.statements.vote import read_vote
from cni_analytics.text.reading import Reading


def read_statements(reading: Reading) -> Statements:
    """Read everything one document prints, see ``statements.read``."""
    outline = outline_of(reading)
    header = read_header(reading, outline)
    roll_call = read_roll_call(reading, outline, header.body.value if header.body is not None else None)
    item = header.item.value if header.item is not None else None
    movements, absences, order = read_movements(reading, outline, roll_call, item)
    roll_call = at_opening(roll_call, movements)
    vote, resolutions = read_vote(reading, outline, header, roll_call)
    return Statements(
        header=header,
        roll_call=roll_call,
        movements=movements,
        absences=absences,
        discussion_order=order,
        vote=vote,
        resolutions=resolutions,
        references=read_references(reading),
        embedded=outline.embedded,
        acts=read_acts(reading, outline, header),
        memorandum=read_memorandum(reading, outline),
    )
