"""The record a perfect reader would give: what the page prints, and what follows from it by the contract's rules."""

from __future__ import annotations

from typing import Any

from cni_analytics.simulate.people import Person
from cni_analytics.simulate.printed import Printed
from cni_analytics.simulate.sessions import Item
from cni_analytics.simulate.votes import CHOICES

Record = dict[str, Any]


def truth(page: Printed) -> Record:
    """The decision record of a document (``schema: cni-decision/1``).

    Keys the page leaves undecided are left out; ``simulation`` says which, and what was planted. The
    file's own facts (``document.sha256`` and so on) are added when it is written.

    Parameters
    ----------
    page
        What the document states.
    """
    session, decision = page.session, page.decision
    record: Record = {
        "schema": "cni-decision/1",
        "document": {"ada": decision.ada},
        "municipality": session.municipality.genitive,
        "body": "municipal_council",
        "decision": None if page.number is None else {"number": page.number, "year": page.year},
        "session": {
            "number": session.number,
            "date": page.date.isoformat() if page.date else None,
            "time": session.time.strftime("%H:%M") if page.form.time else None,
            "kind": session.kind,
            "format": None if session.format == "in_person" and not page.form.in_person else session.format,
        },
        "agenda_item": _item(decision.item),
        "subject": page.subject,
        "roll_call": {
            "layout": page.form.layout if page.roll else None,
            "seats": page.seats,
            "present_count": page.present_count,
            "absent_count": page.absent_count,
            "members": [
                {"name": e.name, "status": "present" if e.present else "absent", "role": e.role} for e in page.roll
            ],
        },
        "mayor": _mayor(page),
        "movements": [
            {
                "name": move.name,
                "kind": move.kind,
                "item": _item(move.item) if move.item else None,
                "moment": move.moment,
                "decision": None if move.decision is None else {"number": move.decision, "year": session.date.year},
            }
            for move in page.moves
        ],
        "attendance_at_item": _attendance(page),
        "vote": _vote(page),
        "resolutions": [{"label": label, "text": text} for label, text in page.clauses],
        "acts": _acts(page),
        "findings": [{"code": code, "severity": "warning"} for code in sorted(set(page.findings))],
    }
    for path in page.unclaimed:
        _forget(record, path)
    record["simulation"] = {
        "synthetic": True,
        "municipality": session.municipality.key,
        "session": f"{session.date.isoformat()}/{session.number}",
        "form": page.form.name,
        "planted": list(page.planted),
        "allowed_findings": sorted(page.allowed - set(page.findings)),
        "unclaimed": sorted(page.unclaimed),
    }
    return record


def _item(item: Item) -> Record:
    return {"number": item.number, "out_of_agenda": item.out_of_agenda}


def _mayor(page: Printed) -> Record | None:
    if not page.form.mayor:
        return None
    return {"name": page.names.spoken(page.session.council.mayor), "present": page.session.mayor_present}


def _attendance(page: Printed) -> Record:
    """Who was there at the item: the world's own account, as far as the page lets anybody know it."""
    if not page.roll or page.form.layout == "absent_only":
        moved = any(m.kind == "arrival" for m in page.moves)
        unknown = {} if moved else {"present": [], "absent": [e.name for e in page.roll]}
        return {**unknown, "settled": False, "reading_dependent": []}
    here = {seat.person for seat in page.decision.present}
    listed: list[Person] = []
    for entry in page.roll:
        if entry.person not in listed:
            listed.append(entry.person)
    torn = [] if page.form.per_decision or page.form.anchor == "none" else page.decision.torn
    return {
        "present": [page.record_name(p) for p in listed if p in here],
        "absent": [page.record_name(p) for p in listed if p not in here],
        "settled": True,
        "reading_dependent": [page.record_name(p) for p in torn],
    }


def _vote(page: Printed) -> Record:
    ballot = page.decision.ballot
    stated = [
        {"name": page.record_name(person), "vote": choice, "origin": "stated"}
        for choice in CHOICES
        for person in page.dissent.get(choice, ())
    ]
    named = {vote["name"] for vote in stated}
    derived = [] if not _derivable(page) else [
        {"name": name, "vote": "for", "origin": "derived"} for name in _attendance(page)["present"] if name not in named
    ]  # fmt: skip
    return {
        "phrase": page.phrase,
        "outcome": page.outcome,
        "result": ballot.result,
        "tally": {choice: page.tally.get(choice) for choice in CHOICES},
        "votes": stated + derived,
        "unanimity": _unanimity(page),
    }


def _derivable(page: Printed) -> bool:
    """Rule 3 of the contract: whose vote follows although nobody printed it."""
    ballot = page.decision.ballot
    if not page.roll or page.form.layout == "absent_only" or ballot.result == "rejected" or ballot.secret:
        return False
    if page.outcome is None:
        return False
    dissent = {c: n for c, n in page.tally.items() if c != "for" and n}
    if any(len(page.dissent.get(choice, ())) < n for choice, n in dissent.items()):
        return False
    return page.outcome == "unanimous" or any(choice != "for" for choice in page.dissent)


def _unanimity(page: Printed) -> str:
    """Rule 4 of the contract."""
    kinds = {c for c, n in page.tally.items() if n} | set(page.dissent)
    against, softened = "against" in kinds, bool(kinds & {"blank", "present", "abstain"})
    if page.outcome is None or (page.outcome == "unanimous" and against):
        return "unsettled"
    if page.outcome == "majority":
        return "contested" if against or not softened else "unopposed"
    return "unopposed" if softened else "unanimous"


def _acts(page: Printed) -> list[Record]:
    session, decision = page.session, page.decision
    invitation, proposal = session.invitation, decision.proposal
    return [
        {"kind": "invitation", "number": str(invitation[0]), "date": invitation[1].isoformat()},
        {"kind": "proposal", "number": str(proposal[0]), "date": proposal[1].isoformat()},
        {"kind": "certified_copy", "number": None, "date": page.copied.isoformat()},
    ]


def _forget(record: Record, path: str) -> None:
    *above, last = path.split(".")
    for key in above:
        record = record[key]
    record.pop(last, None)
