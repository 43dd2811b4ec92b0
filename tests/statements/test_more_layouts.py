"""Roll calls and numbers in layouts that clerks use beside the common ones."""

from __future__ import annotations

from typing import Any

import pytest

from cni_analytics.record import record_of
from cni_analytics.text.document import Document, Page
from tests.statements import made

EVERYONE = (*made.MEMBERS, *made.ABSENT)


def record(**parts: str) -> dict[str, Any]:
    return record_of(Document("made.txt", "0" * 64, "text/plain", (Page(1, made.decision(**parts)),)))


def names(found: dict[str, Any], status: str) -> list[str]:
    return sorted(m["name"] for m in found["roll_call"]["members"] if m["status"] == status)


def turned(name: str) -> str:
    return " ".join(reversed(name.split()))


def test_two_columns_under_one_count_with_a_gap_of_two() -> None:
    width = max(len(f"{name} (Πρόεδρος)") for name in made.MEMBERS) + 2
    rows = [f"{'Α/Α':5}{'Παρόντες':{width}}Απόντες"]
    for n, name in enumerate(made.MEMBERS):
        absent = made.ABSENT[n] if n < len(made.ABSENT) else ""
        rows.append(f"{n + 1:<5}{name + (' (Πρόεδρος)' if n == 0 else ''):{width}}{absent}".rstrip())
    found = record(roll_call="\n".join(rows))
    assert names(found, "present") == sorted(made.MEMBERS)
    assert names(found, "absent") == sorted(made.ABSENT)


def test_a_status_two_spaces_behind_an_office() -> None:
    offices = {0: "Πρόεδρος Δ.Σ.", 1: "Αντιπρόεδρος Δ.Σ."}
    rows = ["Α/Α  ΟΝΟΜΑΤΕΠΩΝΥΜΟ              ΙΔΙΟΤΗΤΑ           ΠΑΡΟΥΣΙΑ  ΤΡΟΠΟΣ"]
    for n, name in enumerate(EVERYONE):
        there = "ΠΑΡΩΝ     αίθουσα" if name in made.MEMBERS else "ΑΠΩΝ"
        rows.append(f"{n + 1:<5}{name:<27}{offices.get(n, 'Μέλος'):<17}  {there}")
    found = record(roll_call="\n".join(rows))
    assert names(found, "present") == sorted(made.MEMBERS)
    assert [m["role"] for m in found["roll_call"]["members"][:2]] == ["president", "vice_president"]


def test_a_composition_announced_by_a_sentence() -> None:
    session = made.SESSION.replace("ήταν παρόντα 12, ήτοι:", "υπήρχε η νόμιμη παρουσία.")
    everyone = ", ".join((f"{turned(EVERYONE[0])} (Πρόεδρος)", *map(turned, EVERYONE[1:])))
    initials = ", ".join(f"{n.split()[1][0]}. {n.split()[0]}" for n in made.ABSENT)
    lists = f"Η σύνθεση του Δημοτικού Συμβουλίου έχει ως εξής:\n\n{everyone}.\n\nΑπουσιάζουν οι κ.κ. {initials}."
    found = record(session=session, roll_call=lists)
    assert found["roll_call"]["layout"] == "composition_absent"
    assert names(found, "absent") == sorted(map(turned, made.ABSENT))


def test_prose_in_which_offices_begin_the_lines() -> None:
    one, two, three, *others = map(turned, made.MEMBERS)
    lists = (
        f"Παραβρέθηκαν τα δώδεκα (12) και συγκεκριμένα: ο Πρόεδρος {one}, η\nΑντιπρόεδρος {two}, ο Γραμματέας {three} "
        f"και\nοι Δημοτικοί Σύμβουλοι {'; '.join(others)}.\n\nΑπουσίαζαν οι κ.κ. {', '.join(map(turned, made.ABSENT))}."
    )
    found = record(session=made.SESSION.replace(" ήταν παρόντα 12, ήτοι:", "."), roll_call=lists)
    assert names(found, "present") == sorted(map(turned, made.MEMBERS))
    assert [m["role"] for m in found["roll_call"]["members"][:3]] == ["president", "vice_president", "secretary"]


@pytest.mark.parametrize("line", ["Αριθμός Απόφασης: 1.207/2023", "ΑΡΙΘΜΟΣ ΑΠΟΦΑΣΗΣ: 1.207"])
def test_a_number_with_its_thousands_parted(line: str) -> None:
    header = made.HEADER.replace("Αριθμός Απόφασης: 61/2023", line)
    found = record(header=header, end="")
    assert found["decision"] == {"number": 1207, "year": 2023}


def test_figures_behind_their_labels_line_by_line_without_colons() -> None:
    figures = "\n".join(f"     {label:<10}{n:>4}" for label, n in (("Ψήφισαν", 12), ("ΥΠΕΡ", 9), ("ΛΕΥΚΑ", 3)))
    count = f"Έγινε μυστική ψηφοφορία και η καταμέτρηση έδειξε:\n\n{figures}"
    found = record(debate=count, outcome="ΑΠΟΦΑΣΙΖΕΙ ΚΑΤΑ ΠΛΕΙΟΨΗΦΙΑ")["vote"]["tally"]
    assert {k: v for k, v in found.items() if v is not None} == {"for": 9, "blank": 3}


def test_votes_of_an_earlier_decision_are_not_this_ones() -> None:
    taken = "- την υπ' αριθ. 45/2020 απόφαση του οργάνου, η οποία είχε ληφθεί κατά πλειοψηφία, με τρεις ψήφους κατά,"
    found = record(preamble=f"Το Δημοτικό Συμβούλιο, αφού έλαβε υπόψη:\n{taken}")["vote"]
    assert (found["tally"]["against"], found["outcome"]) == (None, "unanimous")


@pytest.mark.parametrize("office", ["ως\nΑντιπρόεδρος", "Δημοτικός\nΣύμβουλος", "και\nΓραμματέας"])
def test_a_numbered_list_in_prose_whose_second_line_begins_with_an_office(office: str) -> None:
    entries = [f"{n}) {turned(name)}" for n, name in enumerate(made.MEMBERS, start=1)]
    entries[0] += f", {office}"
    entries[5] = entries[5].replace(" ", "\n").replace(")\n", ") ")
    lists = f"Ήταν παρόντες οι κ.κ.: {', '.join(entries)}.\n\nΑπουσίαζαν οι κ.κ. {', '.join(map(turned, made.ABSENT))}."
    found = record(session=made.SESSION.replace(" ήταν παρόντα 12, ήτοι:", "."), roll_call=lists)
    assert names(found, "present") == sorted(map(turned, made.MEMBERS))
