"""Lists of those present that also hold those who came later, and what says so."""

from __future__ import annotations

from typing import Any

import pytest

from cni_analytics.record import record_of
from cni_analytics.text.document import Document, Page
from tests.statements import made

LATE = "Μάνθος Γεώργιος"
ARRIVAL = f"Ο κ. {LATE} προσήλθε πριν από τη συζήτηση του 2ου θέματος."
SESSION = made.SESSION.replace("ήταν παρόντα 12, ήτοι:", "υπήρχε η νόμιμη παρουσία.")


def record(roll_call: str, session: str = SESSION, moved: str = ARRIVAL) -> dict[str, Any]:
    text = made.decision(session=session, roll_call=roll_call, moved=moved)
    return record_of(Document("made.txt", "0" * 64, "text/plain", (Page(1, text),)))


def status(found: dict[str, Any]) -> str:
    return next(str(m["status"]) for m in found["roll_call"]["members"] if m["name"] == LATE)


@pytest.mark.parametrize(
    "heading",
    [
        "ΠΑΡΟΝΤΕΣ (περιλαμβάνονται και όσοι προσήλθαν μετά την έναρξη)",
        "Παρόντες (συμπεριλαμβανομένων των προσελθόντων κατά τη διάρκεια της συνεδρίασης):",
        "ΠΡΟΣΕΛΘΟΝΤΕΣ (όσοι προσήλθαν μετά την έναρξη σημειώνονται)",
    ],
)
def test_a_list_that_says_whom_it_includes(heading: str) -> None:
    absent = "ΜΗ ΠΡΟΣΕΛΘΟΝΤΕΣ" if heading.startswith("ΠΡΟΣ") else "ΑΠΟΝΤΕΣ"
    lists = made.ROLL_CALL.replace("ΠΑΡΟΝΤΕΣ", heading).replace("ΑΠΟΝΤΕΣ", absent)
    found = record(lists)
    assert len(found["roll_call"]["members"]) == len(made.MEMBERS + made.ABSENT)
    assert status(found) == "absent"
    assert LATE in found["attendance_at_item"]["present"]
    assert found["attendance_at_item"]["settled"] is True
    assert "arrival_of_present_member" not in [f["code"] for f in found["findings"]]


def test_a_count_that_leaves_out_who_came_later() -> None:
    assert status(record(made.ROLL_CALL, made.SESSION.replace("παρόντα 12", "παρόντα 11"))) == "absent"


def test_a_note_beside_the_name() -> None:
    noted = made.ROLL_CALL.replace(LATE, f"{LATE} (προσήλθε στο 2ο θέμα)")
    found = record(noted, moved="")
    assert status(found) == "absent"
    assert LATE in found["attendance_at_item"]["present"]


def test_without_a_word_about_it_the_list_contradicts_itself() -> None:
    found = record(made.ROLL_CALL, made.SESSION)
    assert status(found) == "present"
    assert "arrival_of_present_member" in [f["code"] for f in found["findings"]]


def test_who_left_and_came_back_was_there() -> None:
    moved = f"Ο κ. {LATE} αποχώρησε πριν από τη συζήτηση του 1ου θέματος. {ARRIVAL}"
    heading = "ΠΑΡΟΝΤΕΣ (περιλαμβάνονται και όσοι προσήλθαν μετά την έναρξη)"
    assert status(record(made.ROLL_CALL.replace("ΠΑΡΟΝΤΕΣ", heading), moved=moved)) == "present"


def test_factions_named_before_their_members_in_running_text() -> None:
    one, other = ", ".join(made.MEMBERS[:7]), ", ".join(made.MEMBERS[7:])
    lists = f"ΠΑΡΟΝΤΕΣ\n\n«ΝΕΑ ΠΝΟΗ»: {one}.\n\n«ΤΟΠΟΣ ΜΑΣ» (5): {other}.\n\nΑΠΟΝΤΕΣ: {', '.join(made.ABSENT)}."
    found = record(lists, made.SESSION, moved="")
    assert [m["name"] for m in found["roll_call"]["members"]] == [*made.MEMBERS, *made.ABSENT]


def test_the_last_line_of_a_sentence_is_no_heading() -> None:
    session = made.SESSION.replace("αφού σε σύνολο 15 μελών ήταν παρόντα 12, ήτοι:",
                                   "διότι επί συνόλου δεκαπέντε (15) μελών\nήταν παρόντα τα δώδεκα (12).")  # fmt: skip
    found = record(made.ROLL_CALL, session, moved="")["roll_call"]
    assert (found["layout"], found["seats"], found["present_count"]) == ("present_absent", 15, 12)
    assert len(found["members"]) == 15
