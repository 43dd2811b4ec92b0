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


VOTED = dict.fromkeys(made.MEMBERS, "ΥΠΕΡ") | {made.MEMBERS[1]: "ΠΑΡΩΝ", made.MEMBERS[4]: "ΚΑΤΑ"}


@pytest.mark.parametrize("came", [("ΝΑΙ", "ΟΧΙ"), ("√", ""), ("1", "0")])
@pytest.mark.parametrize("row", ["{:<4}{:<34}{:<14}{}", "| {:<4}| {:<34}| {:<14}| {} |", "{}\t{}\t{}\t{}"])
def test_one_table_of_participation_and_votes(row: str, came: tuple[str, str]) -> None:
    lines = [row.format("Α/Α", "Ονοματεπώνυμο", "Συμμετοχή", "Ψήφος")]
    for n, name in enumerate(sorted(made.MEMBERS + made.ABSENT), start=1):
        there = name in made.MEMBERS
        lines.append(row.format(n, name, came[0] if there else came[1], VOTED.get(name, "—")))
    session = made.SESSION.split("Διαπιστώθηκε")[0] + "Έλαβαν μέρος τα 12 από τα 15 μέλη."
    debate = "Ψήφισαν υπέρ δέκα (10), κατά ένας (1), παρών ένας (1)."
    found = record(session=session, roll_call="\n".join(lines), debate=debate, outcome="ΑΠΟΦΑΣΙΖΕΙ ΚΑΤΑ ΠΛΕΙΟΨΗΦΙΑ")
    assert sorted(listed(found, "present")) == sorted(made.MEMBERS)
    assert sorted(listed(found, "absent")) == sorted(made.ABSENT)
    meaning = {"ΥΠΕΡ": "for", "ΚΑΤΑ": "against", "ΠΑΡΩΝ": "present"}
    assert votes(found) == {name: meaning[said] for name, said in VOTED.items()}
    assert not [f["code"] for f in found["findings"] if f["severity"] != "info"]


def test_the_marks_of_a_padded_table_stand_under_their_own_head() -> None:
    row = "| {:<34}| {:<10}| {:<10}|"
    lines = [row.format("ΟΝΟΜΑΤΕΠΩΝΥΜΟ", "ΠΑΡΩΝ", "ΑΠΩΝ")]
    lines += [
        row.format(n, "Χ", "") if n in made.MEMBERS else row.format(n, "", "Χ") for n in made.MEMBERS + made.ABSENT
    ]
    found = record(roll_call="\n".join(lines))
    assert listed(found, "present") == list(made.MEMBERS)
    assert listed(found, "absent") == list(made.ABSENT)


def test_a_table_that_lost_the_gaps_between_its_cells() -> None:
    marks = [
        f"{n}{name.upper()}{'ΝΑΙ' if name in made.MEMBERS else 'ΟΧΙ'}"
        for n, name in enumerate(made.MEMBERS + made.ABSENT, 1)
    ]
    plain = str.maketrans("ΆΈΉΊΌΎΏ", "ΑΕΗΙΟΥΩ")
    table = "Α/ΑΟΝΟΜΑΤΕΠΩΝΥΜΟΣΥΝΔΕΣΗ\n" + "\n".join(marks).translate(plain)
    session = made.SESSION.split("Διαπιστώθηκε")[0]
    session += (
        "Ο Πρόεδρος του Δημοτικού Συμβουλίου του Δήμου Πετροχωρίου κ. Πέτρος Αρβανίτης διαπίστωσε ότι, από τα 15 μέλη, "
    )
    found = record(session=session + "συνδέθηκαν τα 12, ως ακολούθως:", roll_call=table)
    assert listed(found, "present") == [name.upper().translate(plain) for name in made.MEMBERS]
    assert len(listed(found, "absent")) == len(made.ABSENT)
    assert found["movements"] == []
    assert [m["name"] for m in found["roll_call"]["members"] if m["role"] == "president"] == ["ΑΡΒΑΝΙΤΗΣ ΠΕΤΡΟΣ"]


def grouped(names: tuple[str, ...], indent: str, heads: tuple[str, ...]) -> str:
    half = (len(names) + 1) // 2
    parts = zip(heads, (names[:half], names[half:]), strict=True)
    return "\n".join(line for head, people in parts for line in (head, *(indent + name for name in people)))


@pytest.mark.parametrize(
    ("indent", "heads", "upper"),
    [
        ("   ", ("ΚΟΙΝΗ ΟΡΑΣΗ", "ΝΕΑ ΠΝΟΗ"), True),
        ("  ", ("Κοινή Όραση", "Νέα Πνοή"), False),
        ("", ("ΚΟΙΝΗ ΟΡΑΣΗ", "ΝΕΑ ΠΝΟΗ"), False),
    ],
)
def test_unquoted_factions_over_their_members(indent: str, heads: tuple[str, ...], *, upper: bool) -> None:
    present, absent = (tuple(n.upper() if upper else n for n in names) for names in (made.MEMBERS, made.ABSENT))
    lists = f"Α. ΠΑΡΟΝΤΕΣ\n{grouped(present, indent, heads)}\n\nΒ. ΑΠΟΝΤΕΣ\n{grouped(absent, indent, heads)}"
    found = record(roll_call=lists)
    assert listed(found, "present") == list(present)
    assert listed(found, "absent") == list(absent)


def test_a_negated_heading_of_a_running_list() -> None:
    lists = f"Παρευρεθέντες: {', '.join(made.MEMBERS)}.\n\nΜη παρευρεθέντες: {', '.join(made.ABSENT)}."
    found = record(roll_call=lists)
    assert listed(found, "present") == list(made.MEMBERS)
    assert listed(found, "absent") == list(made.ABSENT)


@pytest.mark.parametrize(
    ("marks", "legend"),
    [
        (("*", "**"), "* Πρόεδρος   ** Γραμματέας"),
        (("¹", "²"), "¹ Πρόεδρος\n² Γραμματέας"),
        ((" (1)", " (2)"), "(1): Πρόεδρος, (2): Γραμματέας"),
    ],
)
def test_offices_explained_under_the_list(marks: tuple[str, str], legend: str) -> None:
    names = [n + (marks[0] if i == 3 else marks[1] if i == 5 else "") for i, n in enumerate(made.MEMBERS)]
    lists = "ΠΑΡΟΝΤΕΣ\n" + "\n".join(names) + f"\n{legend}\n\nΑΠΟΝΤΕΣ\n" + "\n".join(made.ABSENT)
    found = record(roll_call=lists)
    roles = {m["role"]: m["name"] for m in found["roll_call"]["members"] if m["role"]}
    assert roles == {"president": made.MEMBERS[3], "secretary": made.MEMBERS[5]}
    assert listed(found, "present") == list(made.MEMBERS)


@pytest.mark.parametrize("label", ["Προσέλευση – αποχώρηση μελών:", "Προσελεύσεις και αποχωρήσεις:"])
def test_a_label_is_nobodys_coming(label: str) -> None:
    found = record(moved=f"{label}\n– Ο {made.ABSENT[0]} προσήλθε πριν από την έναρξη του 2ου θέματος.")
    assert [(m["name"], m["kind"], m["item"]["number"]) for m in found["movements"]] == [(made.ABSENT[0], "arrival", 2)]


def test_the_leaving_of_whoever_was_named_before() -> None:
    moved = f"Προήδρευσε ο {made.MEMBERS[0]} έως το 1ο θέμα και, μετά την αποχώρησή του, ο {made.MEMBERS[3]}."
    assert made.MEMBERS[3] not in [m["name"] for m in record(moved=moved)["movements"]]


def test_a_page_that_ends_between_the_moment_and_the_item() -> None:
    moved = f"Μετά την ψήφιση\n\n{' ' * 70}- 1 -\n\f{' ' * 30}\n\nτου 3ου θέματος αποχώρησε ο {made.MEMBERS[4]}."
    text = made.decision(moved=moved)
    pages = tuple(Page(n, page) for n, page in enumerate(text.split("\f"), start=1))
    (movement,) = record_of(Document("made.txt", "0" * 64, "text/plain", pages))["movements"]
    assert (movement["item"]["number"], movement["moment"]) == (3, "after")


CONVENED = made.SESSION.replace("πρόσκληση του Προέδρου του.", "πρόσκληση του Προέδρου του Ιωάννη Βλασταρά.")
ADDED = made.ROLL_CALL.replace(" (Πρόεδρος)", "")


@pytest.mark.parametrize("heading", ["Παρόντων και των Δημοτικών Συμβούλων:", "Παρόντες ήταν και οι σύμβουλοι:"])
def test_a_list_that_adds_to_the_president(heading: str) -> None:
    session = CONVENED.split("Διαπιστώθηκε")[0] + "Σε σύνολο 16 μελών υπήρχε απαρτία."
    found = record(session=session, roll_call=ADDED.replace("ΠΑΡΟΝΤΕΣ", heading))
    assert listed(found, "present") == ["Ιωάννης Βλασταράς", *made.MEMBERS]
    assert [m["name"] for m in found["roll_call"]["members"] if m["role"]] == ["Ιωάννης Βλασταράς"]


@pytest.mark.parametrize(
    ("heading", "session"),
    [
        ("Παρόντων των Δημοτικών Συμβούλων:", CONVENED.split("Διαπιστώθηκε")[0]),
        ("Παρόντων και των Δημοτικών Συμβούλων:", CONVENED.replace(", ήτοι:", ".")),
        (
            "Παρόντων και των Δημοτικών Συμβούλων:",
            CONVENED.split("Διαπιστώθηκε")[0].replace("Ιωάννη Βλασταρά", "Αγνώστου Κάππου"),
        ),
    ],
)
def test_a_president_nobody_adds(heading: str, session: str) -> None:
    assert listed(record(session=session, roll_call=ADDED.replace("ΠΑΡΟΝΤΕΣ", heading)), "present") == list(
        made.MEMBERS
    )


def test_offices_cut_short() -> None:
    lists = made.ROLL_CALL.replace("(Πρόεδρος)", "(Πρ/δρος)").replace("Γκίκα Ελένη", "Γκίκα Ελένη (Αντιπρ/δρος)")
    roles = {m["role"]: m["name"] for m in record(roll_call=lists)["roll_call"]["members"] if m["role"]}
    assert roles == {"president": made.MEMBERS[0], "vice_president": "Γκίκα Ελένη"}


@pytest.mark.parametrize("who", ["Ο Δήμαρχος κ. Θεμιστοκλής Αρνής", "Ο Δήμαρχος"])
def test_a_mayor_who_speaks_is_there(who: str) -> None:
    found = record(moved=f"{who}: «Κύριε Πρόεδρε, ζητώ να συζητηθεί το θέμα».")
    assert found["mayor"]["present"] is True
    assert record()["mayor"] is None


SAID = dict.fromkeys(made.MEMBERS, "ΝΑΙ") | {made.MEMBERS[2]: "ΟΧΙ", made.MEMBERS[7]: "ΠΑΡΩΝ"}
HEADS = ("ΝΑΙ", "ΟΧΙ", "ΠΑΡΩΝ")


def marked(row: str) -> str:
    lines = [row.format("Ονοματεπώνυμο", "ΥΠΕΡ", "ΚΑΤΑ", "ΠΑΡΩΝ")]
    return "\n".join([*lines, *(row.format(n, *("Χ" if word == h else "" for h in HEADS)) for n, word in SAID.items())])


@pytest.mark.parametrize(
    "votes_told",
    [
        ", ".join(f"{n}: {word}" for n, word in SAID.items()) + ".",
        "; ".join(f"{n} – {word}" for n, word in SAID.items()) + ".",
        ", ".join(f"{n} ({word})" for n, word in SAID.items()) + ".",
        "\n" + "\n".join(f"{n} {'.' * (40 - len(n))} {word}" for n, word in SAID.items()),
        "\n" + marked("{:<30}{:<10}{:<10}{:<10}"),
        "\n" + marked("| {} | {} | {} | {} |"),
    ],
    ids=["colons", "dashes", "brackets", "leaders", "marks in columns", "marks between bars"],
)
def test_a_vote_by_name_in_other_layouts(votes_told: str) -> None:
    debate = f"Η ψηφοφορία έγινε ονομαστικά: {votes_told}\n\nΣύνολο: ΝΑΙ 10, ΟΧΙ 1, ΠΑΡΩΝ 1."
    found = record(debate=debate, outcome="ΑΠΟΦΑΣΙΖΕΙ ΚΑΤΑ ΠΛΕΙΟΨΗΦΙΑ")
    choices = dict(zip(HEADS, ("for", "against", "present"), strict=True))
    assert votes(found) == {name: choices[word] for name, word in SAID.items()}
    assert not [f["code"] for f in found["findings"] if f["severity"] != "info"]


def test_answers_in_a_debate_are_no_votes() -> None:
    answers = " ".join(f"{name}: Όχι." for name in made.MEMBERS[:4])
    assert votes(record(debate=f"Ο Πρόεδρος ρώτησε αν ζητούν διευκρινίσεις. {answers}")) == {}
