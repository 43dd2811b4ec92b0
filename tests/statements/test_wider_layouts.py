"""Layouts of the same facts that differ in their furniture: letters apart, numbers with a sign, tables side by side."""

from __future__ import annotations

from typing import Any

import pytest

from cni_analytics.record import record_of
from cni_analytics.text.document import Document, Page
from tests.statements import made


def record(**parts: str) -> dict[str, Any]:
    return record_of(Document("made.txt", "0" * 64, "text/plain", (Page(1, made.decision(**parts)),)))


def listed(found: dict[str, Any], status: str) -> list[str]:
    return [str(m["name"]) for m in found["roll_call"]["members"] if m["status"] == status]


def votes(found: dict[str, Any]) -> dict[str, str]:
    return {str(v["name"]): str(v["vote"]) for v in found["vote"]["votes"] if v["origin"] == "stated"}


@pytest.mark.parametrize("spaced", ["Π α ρ ό ν τ ε ς:", "Π Α Ρ Ο Ν Τ Ε Σ :", "Π Α Ρ Ο Ν Τ Ε Σ"])
def test_a_heading_set_letter_by_letter(spaced: str) -> None:
    lists = made.ROLL_CALL.replace("ΠΑΡΟΝΤΕΣ", spaced).replace("ΑΠΟΝΤΕΣ", "Α π ό ν τ ε ς:")
    found = record(roll_call=lists)
    assert listed(found, "present") == list(made.MEMBERS)
    assert listed(found, "absent") == list(made.ABSENT)


@pytest.mark.parametrize("sign", ["Α/Α {}   ", "Αρ. {}  ", "Νο {}   "])
def test_a_sign_before_the_number_of_an_entry(sign: str) -> None:
    def numbered(names: tuple[str, ...]) -> str:
        return "\n".join(sign.format(n) + name for n, name in enumerate(names, start=1))

    found = record(roll_call=f"ΠΑΡΟΝΤΕΣ\n{numbered(made.MEMBERS)}\n\nΑΠΟΝΤΕΣ\n{numbered(made.ABSENT)}")
    assert listed(found, "present") == list(made.MEMBERS)
    assert listed(found, "absent") == list(made.ABSENT)


@pytest.mark.parametrize(
    ("said", "figures"),
    [
        (
            "παρόντων, όπως προέκυψε από την κλήση, δώδεκα (12) μελών επί δεκαπέντε (15) και απόντων τριών (3).",
            (15, 12),
        ),
        ("Παρόντα μέλη, δώδεκα (12) σε σύνολο δεκαπέντε (15).", (15, 12)),
    ],
)
def test_a_count_parted_from_its_word(said: str, figures: tuple[int, int]) -> None:
    found = record(session=made.SESSION.split("Διαπιστώθηκε")[0] + said)["roll_call"]
    assert (found["seats"], found["present_count"]) == figures


def test_the_body_that_elects_and_not_the_one_elected() -> None:
    header = made.HEADER.replace(
        "ΑΠΟΣΠΑΣΜΑ\nαπό το", "ΔΗΜΟΤΙΚΟ ΣΥΜΒΟΥΛΙΟ\nΠρακτικό εκλογής μελών της Οικονομικής Επιτροπής\nαπό το"
    )
    header = header.replace("της 7ης/2023 τακτικής συνεδρίασης του Δημοτικού Συμβουλίου Πετροχωρίου", "")
    assert record(header=header)["body"] == "municipal_council"


def test_a_table_of_votes_with_several_names_on_a_line() -> None:
    said = dict.fromkeys(made.MEMBERS, "ΝΑΙ") | {made.MEMBERS[2]: "ΟΧΙ", made.MEMBERS[7]: "ΠΑΡΩΝ"}
    cells = [f"{n.split()[0]} {n.split()[1][0]}.".ljust(22) + said[n].ljust(9) for n in made.MEMBERS]
    table = "\n".join("".join(cells[i : i + 3]) for i in range(0, len(cells), 3))
    debate = f"Η ψηφοφορία έγινε ονομαστικά:\n\n{table}\n\nΣύνολο: ΝΑΙ 10, ΟΧΙ 1, ΠΑΡΩΝ 1."
    found = record(debate=debate, outcome="ΑΠΟΦΑΣΙΖΕΙ ΚΑΤΑ ΠΛΕΙΟΨΗΦΙΑ")
    choices = {"ΝΑΙ": "for", "ΟΧΙ": "against", "ΠΑΡΩΝ": "present"}
    assert votes(found) == {name: choices[word] for name, word in said.items()}
    assert {k: v for k, v in found["vote"]["tally"].items() if v is not None} == {"for": 10, "against": 1, "present": 1}
    assert not [f["code"] for f in found["findings"] if f["severity"] != "info"]
