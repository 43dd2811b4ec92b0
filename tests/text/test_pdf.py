"""PDFs of every layout come out with names whole, columns apart and a box for every character."""

from __future__ import annotations

import pytest

from cni_analytics.text import Document, Reading, document_of

from .pdfs import PEOPLE, PROSE, Pdf


def opened(pdf: Pdf) -> Document:
    document = document_of("απόφαση.pdf", pdf.bytes())
    assert document.text_source == "embedded"
    assert not document.problems
    return document


def cells(document: Document) -> list[list[str]]:
    """The cells of each line that has any."""
    lines = (line for page in document.pages for line in page.text.split("\n"))
    return [[part.strip() for part in line.split("   ") if part.strip()] for line in lines if line.strip()]


def test_two_columns_of_names_keep_each_name_whole() -> None:
    pdf = Pdf()
    pdf.lines(60, 60, PEOPLE[:12])
    pdf.lines(250, 60, PEOPLE[12:])
    assert cells(opened(pdf)) == [[a, b] for a, b in zip(PEOPLE[:12], PEOPLE[12:], strict=True)]


def test_a_long_name_that_nearly_touches_the_next_column() -> None:
    pdf = Pdf()
    longest = "Καραμήτρου-Βέργη Παρασκευή (Βούλα)"
    end = pdf.text(60, 60, longest)
    names = [longest, *PEOPLE[:5]]
    pdf.lines(60, 74, PEOPLE[:5])
    pdf.lines(end + 6, 60, PEOPLE[6:12])
    assert cells(opened(pdf)) == [[a, b] for a, b in zip(names, PEOPLE[6:12], strict=True)]


def test_lists_side_by_side_stay_under_their_headings() -> None:
    pdf = Pdf()
    pdf.text(60, 50, "ΣΥΜΜΕΤΕΧΟΝΤΕΣ (8)")
    pdf.text(320, 50, "ΜΗ ΣΥΜΜΕΤΕΧΟΝΤΕΣ (3)")
    pdf.lines(60, 70, PEOPLE[:8])
    pdf.lines(320, 70, PEOPLE[8:11])
    lines = [line for line in opened(pdf).pages[0].text.split("\n") if line.strip()]
    right = lines[0].index("ΜΗ ΣΥΜ")
    assert [line[right:].strip() for line in lines[1:4]] == list(PEOPLE[8:11])
    assert [line[:right].strip() for line in lines[1:]] == list(PEOPLE[:8])


def test_a_right_hand_list_keeps_its_place_over_the_end_of_a_page() -> None:
    pdf = Pdf()
    pdf.text(60, 50, "ΠΑΡΟΝΤΕΣ")
    pdf.text(320, 50, "ΑΠΟΝΤΕΣ")
    pdf.lines(60, 70, PEOPLE[:4])
    pdf.end_page()
    pdf.lines(320, 70, PEOPLE[4:8])
    document = opened(pdf)
    heading = document.pages[0].text.split("\n")[0].index("ΑΠΟΝΤΕΣ")
    places = [line.index(name) for line, name in zip(document.pages[1].text.split("\n"), PEOPLE[4:8], strict=True)]
    assert all(abs(place - heading) <= 2 for place in places)


def test_three_numbered_columns_with_wrapped_cells() -> None:
    pdf = Pdf()
    rows = [
        ["1. Ζερβός Ορέστης", "2. Καραμήτρου-Βέργη Παρασκευή", "3. Ηλιού Ραλλού"],
        ["4. Δροσάς Φαίδων (Πρόεδρος)", "5. Σιδέρης Ηρακλής", "6. Γαλάνη – Δούκα Μυρσίνη"],
        ["7. Νικηφόρου Ζήσης", "8. Ψύλλας Θωμάς", "9. Λιβανός Άγγελος"],
        ["10. Φωτιάδου Λητώ", "11. Χαρίσης Πλάτων", "12. Υφαντής Μάρκος"],
    ]
    pdf.table(60, 60, rows, [125, 125, 125], ruled=False)
    pdf.text(60, 300, "ΑΠΟΝΤΕΣ")
    assert cells(opened(pdf)) == [*rows, ["ΑΠΟΝΤΕΣ"]]


def test_a_ruled_table_gives_a_line_for_each_of_its_rows() -> None:
    rows = [["Α/Α", "Ονοματεπώνυμο", "Παρουσία"]]
    rows += [[str(n), name, "Παρών"] for n, name in enumerate(PEOPLE[:9], start=1)]
    rows[3][1] += " (Πρόεδρος του Δημοτικού Συμβουλίου)"
    pdf = Pdf()
    pdf.table(60, 60, rows, [35, 120, 70])
    assert cells(opened(pdf)) == rows


def test_a_list_inside_one_ruled_cell_stays_a_list() -> None:
    pdf = Pdf()
    pdf.table(60, 60, [["ΠΑΡΟΝΤΕΣ", "ΑΠΟΝΤΕΣ"], ["\n".join(PEOPLE[:9]), "\n".join(PEOPLE[9:14])]], [130, 130])
    found = cells(opened(pdf))
    assert found[0] == ["ΠΑΡΟΝΤΕΣ", "ΑΠΟΝΤΕΣ"]
    assert [row[0] for row in found[1:]] == list(PEOPLE[:9])
    assert sorted(row[1] for row in found[1:] if len(row) > 1) == sorted(PEOPLE[9:14])


def test_a_box_around_text_is_no_table() -> None:
    pdf = Pdf()
    pdf.canvas.rect(40, 40, 500, 760)
    pdf.lines(60, 60, PEOPLE[:5])
    assert cells(opened(pdf)) == [[name] for name in PEOPLE[:5]]


def test_running_text_in_columns_is_read_column_by_column() -> None:
    pdf = Pdf()
    pdf.paragraph(50, 50, 230, PROSE * 2, justified=True)
    pdf.paragraph(310, 50, 230, PROSE * 2, justified=True)
    text = " ".join(opened(pdf).pages[0].text.split())
    assert text == " ".join((PROSE * 4).split())


def test_justified_lines_have_no_cells() -> None:
    pdf = Pdf()
    pdf.paragraph(50, 50, 210, PROSE * 3, justified=True)
    assert all(len(row) == 1 for row in cells(opened(pdf)))


@pytest.mark.parametrize(("rise", "size"), [(4, 6), (5, 9.8), (3.5, 7)])
def test_raised_endings_stay_with_their_number(rise: float, size: float) -> None:
    pdf = Pdf()
    pdf.paragraph(50, 20, 480, PROSE)
    x = pdf.text(50, 100, "Στο Λιθοχώρι σήμερα την 26")
    x = pdf.text(x, 100 - rise, "η", size)
    x = pdf.text(x, 100, " του μηνός, στο 5")
    x = pdf.text(x, 100 - rise, "ο", size)
    pdf.text(x, 100, " θέμα")
    assert "την 26η του μηνός, στο 5ο θέμα" in opened(pdf).pages[0].text


def test_letter_spaced_headings_keep_their_words_apart() -> None:
    pdf = Pdf()
    pdf.paragraph(50, 20, 480, PROSE)
    pdf.text(150, 120, "Α Π Ο Φ Α Σ Ι Ζ Ε Ι   Ο Μ Ο Φ Ω Ν Α")
    assert "ΑΠΟΦΑΣΙΖΕΙ ΟΜΟΦΩΝΑ" in Reading(opened(pdf)).text


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_read_as_they_are_shown(turn: int) -> None:
    pdf = Pdf()
    pdf.canvas.setPageRotation(turn)
    pdf.canvas.translate(300, 400)
    pdf.canvas.rotate(turn)
    pdf.lines(-200, 842 - 100, PEOPLE[:5])
    (page,) = opened(pdf).pages
    assert page.text.split("\n") == list(PEOPLE[:5])
    assert page.boxes is not None
    first, last = page.boxes[0], page.boxes[len(PEOPLE[0]) - 1]
    assert first is not None
    assert last is not None
    assert first[0] < last[0]
    assert abs(first[3] - last[3]) < 4


def test_text_set_sideways_is_read_along_its_lines() -> None:
    pdf = Pdf()
    pdf.canvas.translate(300, 300)
    pdf.canvas.rotate(90)
    pdf.lines(-200, 700, PEOPLE[:5])
    (page,) = opened(pdf).pages
    assert page.text.split("\n") == list(PEOPLE[:5])


def test_every_character_has_its_box() -> None:
    pdf = Pdf()
    pdf.lines(60, 100, PEOPLE[:6])
    (page,) = opened(pdf).pages
    assert page.boxes is not None
    assert len(page.boxes) == len(page.text)
    for character, box in zip(page.text, page.boxes, strict=True):
        assert (box is None) == character.isspace()
    box = page.boxes[page.text.index("Ζερβός")]
    assert box is not None
    assert box[0] == pytest.approx(60, abs=1.5)
    assert box[3] == pytest.approx(100 + 5 * 14, abs=3)
    assert (page.width, page.height) == (pytest.approx(595, abs=1), pytest.approx(842, abs=1))


def test_names_over_the_page_end_and_a_footer_between() -> None:
    pdf = Pdf()
    for number, people in enumerate((PEOPLE[:8], PEOPLE[8:16], PEOPLE[16:]), start=1):
        pdf.text(60, 40, "ΑΔΑ: ΨΛ4ΧΩΝΞ-6ΥΤ")
        pdf.lines(60, 80, people)
        pdf.text(280, 810, f"Σελίδα {number} από 3", 8)
        pdf.end_page()
    reading = Reading(opened(pdf))
    lines = [reading.text[line.start : line.end] for line in reading.lines]
    assert lines == ["ΑΔΑ: ΨΛ4ΧΩΝΞ-6ΥΤ", *PEOPLE]
    start = reading.text.index(PEOPLE[20])
    (span,) = reading.evidence(start, start + len(PEOPLE[20]))
    assert (span["page"], span["text"]) == (3, PEOPLE[20])


def test_text_beside_the_page_is_not_printed() -> None:
    pdf = Pdf()
    pdf.lines(60, 60, PEOPLE[:3])
    pdf.text(100_000, 60, "ΑΠΟΝΤΕΣ")
    pdf.text(60, -300, "ΑΠΟΝΤΕΣ")
    assert cells(opened(pdf)) == [[name] for name in PEOPLE[:3]]
