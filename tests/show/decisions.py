"""Decisions made by hand, so that what is shown does not hang on what is read."""

from __future__ import annotations

from typing import Any

from cni_analytics.decision import Decision
from cni_analytics.text.boxes import Boxes
from cni_analytics.text.document import Document, Page

TEXT = """\
ΔΗΜΟΣ ΑΣΠΡΟΧΩΡΙΟΥ
Αριθμ. Απόφασης: 12/2020
ΘΕΜΑ: Έγκριση <script>alert(1)</script> & δαπάνης
ΠΑΡΟΝΤΕΣ: Άννα Βέργου, Πέτρος Λιάπης
ΑΠΟΝΤΕΣ: Ηλίας Σαρρής
Ο κ. Λιάπης αποχώρησε κατά το 2ο θέμα.
ΑΠΟΦΑΣΙΖΕΙ ΟΜΟΦΩΝΑ
α) Εγκρίνει τη δαπάνη."""


def span(words: str, *, text: str = TEXT, page: int = 1) -> list[dict[str, Any]]:
    start = text.index(words)
    return [{"page": page, "start": start, "end": start + len(words), "text": words}]


def record(**changed: Any) -> dict[str, Any]:
    base: dict[str, Any] = {
        "schema": "cni-decision/1",
        "document": {
            "sha256": "ab" * 32, "media_type": "text/plain", "pages": 1, "text_source": "embedded", "ada": None,
        },
        "municipality": "Ασπροχωρίου",
        "body": "municipal_council",
        "decision": {"number": 12, "year": 2020},
        "session": {"number": None, "date": "2020-11-20", "time": None, "kind": "regular", "format": None},
        "agenda_item": {"number": 3, "out_of_agenda": False},
        "subject": "Έγκριση <script>alert(1)</script> & δαπάνης",
        "roll_call": {
            "layout": "present_absent", "seats": None, "present_count": None, "absent_count": None,
            "members": [
                {"name": "Άννα Βέργου", "status": "present", "role": "president"},
                {"name": "Πέτρος Λιάπης", "status": "present", "role": None},
                {"name": "Ηλίας Σαρρής", "status": "absent", "role": None},
            ],
        },
        "mayor": None,
        "movements": [
            {"name": "Πέτρος Λιάπης", "kind": "departure", "item": {"number": 2, "out_of_agenda": False},
             "moment": "during", "decision": None},
        ],
        "attendance_at_item": {
            "present": ["Άννα Βέργου"], "absent": ["Πέτρος Λιάπης", "Ηλίας Σαρρής"], "settled": True,
            "reading_dependent": [],
        },
        "vote": {
            "phrase": "ΑΠΟΦΑΣΙΖΕΙ ΟΜΟΦΩΝΑ", "outcome": "unanimous", "result": "approved",
            "tally": {"for": None, "against": None, "blank": None, "present": None, "abstain": None},
            "votes": [{"name": "Άννα Βέργου", "vote": "for", "origin": "derived"}],
            "unanimity": "unanimous",
        },
        "resolutions": [{"label": "α", "text": "Εγκρίνει τη δαπάνη."}],
        "legal_references": [],
        "acts": [],
        "memorandum": None,
        "findings": [
            {"code": "missing_session_date", "severity": "warning", "message": "Λείπει <η> ημέρα.",
             "message_en": "The day is missing.", "evidence": span("Ο κ. Λιάπης")},
        ],
        "evidence": {
            "municipality": span("ΑΣΠΡΟΧΩΡΙΟΥ"),
            "decision.number": span("12"),
            "subject": span("Έγκριση <script>alert(1)</script> & δαπάνης"),
            "roll_call.members.0": span("Άννα Βέργου"),
            "roll_call.members.1": span("Πέτρος Λιάπης"),
            "roll_call.members.2": span("Ηλίας Σαρρής"),
            "movements.0": span("Ο κ. Λιάπης αποχώρησε κατά το 2ο θέμα."),
            "vote.phrase": span("ΑΠΟΦΑΣΙΖΕΙ ΟΜΟΦΩΝΑ"),
            "vote.outcome": span("ΟΜΟΦΩΝΑ"),
            "resolutions.0": span("Εγκρίνει τη δαπάνη."),
        },
    }  # fmt: skip
    return base | changed


def decision(text: str = TEXT, *, boxed: bool = False, name: str = "asprochori.txt", **changed: Any) -> Decision:
    boxes = None
    if boxed:
        places, line, column = [], 0, 0
        for c in text:
            places.append(
                None if c.isspace() else (10.0 + 5 * column, 20.0 + 12 * line, 15.0 + 5 * column, 30.0 + 12 * line)
            )
            line, column = (line + 1, 0) if c == "\n" else (line, column + 1)
        boxes = Boxes.of(places)
    page = Page(1, text, "embedded", boxes, 400.0 if boxed else None, 300.0 if boxed else None)
    document = Document(name, "ab" * 32, "application/pdf" if boxed else "text/plain", (page,))
    return Decision(record(**changed), document)


def unread() -> Decision:
    found = {"code": "unreadable_document", "severity": "error", "message": "Δεν διαβάστηκε.", "evidence": []}
    empty = dict.fromkeys(("municipality", "body", "decision", "agenda_item", "subject", "mayor", "memorandum"))
    return Decision(
        record(**empty, movements=[], resolutions=[], findings=[found], evidence={},
               roll_call={"layout": None, "members": []}, vote={"votes": [], "unanimity": "unsettled"},
               attendance_at_item={"present": [], "absent": [], "settled": False, "reading_dependent": []},
               session={}),
        Document("gone.pdf", None, None, ()),
    )  # fmt: skip
