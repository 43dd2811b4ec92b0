"""Fills a form's template (``simulate/templates``, Jinja) with what a document states."""

from __future__ import annotations

from functools import cache

import jinja2

from cni_analytics.simulate import greek, wording
from cni_analytics.simulate.layout import CELL, Block, blocks
from cni_analytics.simulate.printed import Entry, Printed

ROLES = {"president": "Πρόεδρος", "vice_president": "Αντιπρόεδρος", "secretary": "Γραμματέας"}
KINDS = {"regular": "τακτική", "extraordinary": "έκτακτη", "urgent": "κατεπείγουσα", "special": "ειδική"}
KINDS_GENITIVE = {
    "regular": "τακτικής", "extraordinary": "έκτακτης", "urgent": "κατεπείγουσας", "special": "ειδικής"
}  # fmt: skip


def filled(page: Printed) -> list[Block]:
    """The blocks of a document.

    Parameters
    ----------
    page
        What it states.
    """
    template = _environment().get_template(f"{page.form.name}.j2")
    session, municipality = page.session, page.session.municipality
    beside, sentences = wording.outcome(page)
    values = {
        "p": page, "s": session, "d": page.decision, "m": municipality, "names": page.names,
        "present": page.listed(present=True), "absent": page.listed(present=False),
        "groups": wording.groups(page.moves),
        "beside": beside, "sentences": sentences, "secret": wording.secret(page),
        "kind": KINDS[session.kind], "kind_genitive": KINDS_GENITIVE[session.kind],
        "weekday": greek.WEEKDAYS[page.weekday], "remote": session.format == "teleconference",
        "chair": session.chair, "clerk": session.presidium.secretary, "mayor": session.council.mayor,
        "title": "Πρόεδρος" if session.chair is session.presidium.president else "Αντιπρόεδρος",
        "number": f"{page.number}/{page.year}" if page.number is not None else "",
    }  # fmt: skip
    return blocks(template.render(values))


@cache
def _environment() -> jinja2.Environment:
    # Plain text, not HTML, and nothing in it comes from outside the package.
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("cni_analytics.simulate"),
        undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False,
        autoescape=False,  # noqa: S701
    )  # fmt: skip
    environment.filters.update(
        caps=greek.capitals, sentence_caps=wording.in_capitals, words=greek.in_words, long=greek.long_date,
        short=greek.short_date, ordinal=greek.ordinal, role=_role, upper_first=lambda t: t[0].upper() + t[1:],
        clock=lambda t: t.strftime("%H:%M"), joined=wording.joined,
    )  # fmt: skip
    environment.globals.update(
        cell=CELL, when=wording.when, movers=wording.movers, members=wording.members, verb=wording.verb,
        Art=lambda p: "Η" if p.woman else "Ο", art=lambda p: "η" if p.woman else "ο",
        artg=lambda p: "της" if p.woman else "του", here=lambda p: "Παρούσα" if p.woman else "Παρών",
        columns=_columns, by_faction=_by_faction, MONTHS=greek.MONTHS,
    )  # fmt: skip
    return environment


def _role(entry: Entry) -> str:
    return ROLES[entry.role] if entry.role else ""


def _columns(cells: list[str], count: int, *, down: bool = False) -> list[str]:
    """Cells as rows of ``count``, filled row by row, or column by column."""
    height = -(-len(cells) // count)
    if down:
        rows = [
            [cells[c * height + r] if c * height + r < len(cells) else "" for c in range(count)] for r in range(height)
        ]
    else:
        rows = [(cells[r * count : (r + 1) * count] + [""] * count)[:count] for r in range(height)]
    return [f" {CELL} ".join(row) for row in rows]


def _by_faction(entries: list[Entry]) -> list[tuple[str, list[Entry]]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.faction, []).append(entry)
    return list(found.items())
