"""Invented decisions: a record, the file that carries it (its JSON), and a reader that takes it from there."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

NAMES = ("Άνθη Κορμού", "Βύρων Ρίζος", "Γαλήνη Φύλλου", "Δάφνης Καρπός", "Ερατώ Σπόρου")


def record(number: int | None = 1, **changes: Any) -> dict[str, Any]:
    """A decision of five members, four present at the roll call, one of whom left before the item."""
    words = {
        "decision": [{"page": 1, "start": 0, "end": 6, "text": f"{number}/2024"}],
        "roll_call.seats": [{"page": 1, "start": 10, "end": 11, "text": "5"}],
        "roll_call.members.0": [{"page": 1, "start": 20, "end": 31, "text": NAMES[0]}],
        "movements.0": [{"page": 1, "start": 90, "end": 99, "text": "αποχώρησε"}],
    }
    made = {
        "schema": "cni-decision/1",
        "document": {"sha256": "", "media_type": "text/plain", "pages": 1, "text_source": "embedded", "ada": None},
        "municipality": "Φανταστικής",
        "body": "municipal_council",
        "decision": {"number": number, "year": 2024},
        "session": {"number": 3, "date": "2024-05-06", "time": "19:00", "kind": "regular", "format": "in_person"},
        "agenda_item": {"number": 2, "out_of_agenda": False},
        "subject": "=1+1 «θέμα», με \"εισαγωγικά\"\nκαι αλλαγή",
        "roll_call": {
            "layout": "present_absent", "seats": 5, "present_count": 4, "absent_count": 1,
            "members": [
                {"name": n, "status": "absent" if i == 4 else "present", "role": "president" if i == 0 else None}
                for i, n in enumerate(NAMES)
            ],
        },
        "mayor": {"name": "Ζήνων Ανύπαρκτος", "present": True},
        "movements": [
            {"name": NAMES[1], "kind": "departure", "item": {"number": 2, "out_of_agenda": False}, "moment": "during",
             "decision": None},
        ],
        "attendance_at_item": {
            "present": [NAMES[0], NAMES[2], NAMES[3]], "absent": [NAMES[1], NAMES[4]], "settled": True,
            "reading_dependent": [NAMES[1]],
        },
        "vote": {
            "phrase": "ΟΜΟΦΩΝΑ", "outcome": "unanimous", "result": "approved",
            "tally": {"for": None, "against": None, "blank": None, "present": None, "abstain": None},
            "votes": [{"name": n, "vote": "for", "origin": "derived"} for n in (NAMES[0], NAMES[2], NAMES[3])],
            "unanimity": "unanimous",
        },
        "resolutions": [{"label": "Α", "text": "Εγκρίνει."}],
        "legal_references": [{"kind": "law", "number": "3463", "year": 2006, "article": "95", "paragraph": None}],
        "findings": [
            {"code": "weekday_mismatch", "severity": "warning", "message": "άλλη ημέρα",
             "evidence": [{"page": 1, "start": 1, "end": 3, "text": "ΔΕ"}]},
        ],
        "evidence": words,
    }  # fmt: skip
    for path, value in changes.items():
        at: Any = made
        *way, last = path.split("__")
        for step in way:
            at = at[step]
        at[last] = value
    return made


def place(folder: Path, name: str, made: dict[str, Any]) -> Path:
    """Put a decision into a folder of documents."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(made, ensure_ascii=False), "utf-8")
    return path


def read(path: Path) -> dict[str, Any]:
    """Take the record back out of its file."""
    data = path.read_bytes()
    made: dict[str, Any] = json.loads(data)
    made["document"]["sha256"] = hashlib.sha256(data).hexdigest()
    return made
