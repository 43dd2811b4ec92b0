"""Colours told apart by everybody, type that is never missing a letter."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from matplotlib.textpath import text_to_path

from cni_analytics.errors import UsageError
from cni_analytics.figures.style import (
    CLAY,
    INK,
    MUTED,
    PALETTE,
    PAPER,
    POINT_MM,
    SAND,
    SCALES,
    SEA,
    SKY,
    STONE,
    Face,
    balance,
    font,
    printable,
    scale,
    shorten,
    width_mm,
    wrap,
)

# Machado, Oliveira, Fernandes (2009), full protanopia, deuteranopia, tritanopia, on linear RGB.
BLINDNESS = {
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
MEET = [(SEA, CLAY), (SEA, SKY), (CLAY, SKY), (SEA, PAPER), (CLAY, PAPER), (SKY, SEA), (SAND, SEA), (STONE, SEA)]
"""Pairs that stand side by side in a figure and are not told apart by shape as well."""


def linear(color):
    rgb = np.array([int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def lab(rgb):
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ rgb
    f = np.cbrt(np.clip(xyz / [0.9505, 1.0, 1.089], 0.008856, None))
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize(("one", "other"), MEET)
def test_colours_that_meet_differ_in_greyscale(one, other):
    assert abs(lab(linear(one))[0] - lab(linear(other))[0]) >= 15


@pytest.mark.parametrize("kind", BLINDNESS)
@pytest.mark.parametrize(("one", "other"), MEET)
def test_colours_that_meet_differ_for_the_colour_blind(one, other, kind):
    seen = [lab(np.clip(np.array(BLINDNESS[kind]) @ linear(color), 0, 1)) for color in (one, other)]
    assert np.linalg.norm(seen[0] - seen[1]) >= 20


@pytest.mark.parametrize("color", [INK, MUTED])
def test_type_has_contrast(color):
    def luminance(value):
        return float(np.array([0.2126, 0.7152, 0.0722]) @ linear(value))

    assert (luminance(PAPER) + 0.05) / (luminance(color) + 0.05) >= 4.5


def test_no_two_names_for_one_colour():
    assert all(one != other for one, other in itertools.combinations(PALETTE.values(), 2))


@pytest.mark.parametrize("face", Face)
def test_every_letter_of_greek_is_in_every_face(face):
    letters = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰΆΈΉΊΌΎΏΪΫ«»·…–—−’“”%↑↓→≥≤"
    assert printable(letters) == letters
    assert width_mm(letters, face, 8) > 0


def test_what_no_face_has_is_shown_as_a_question_mark():
    assert printable("Δήμος\t漢\n$x_1$\u200b") == "Δήμος ? $x_1$"
    assert printable("α\u0301") == "ά"


def test_wrapping_keeps_the_measure_and_every_word():
    text = "Παρουσία των μελών του δημοτικού συμβουλίου στην εκφώνηση και στο θέμα"
    lines = wrap(text, Face.TEXT, 8, 30)
    assert " ".join(lines) == text
    assert all(width_mm(line, Face.TEXT, 8) <= 30 for line in lines)
    even = balance(text, Face.TEXT, 8, 60)
    assert len(even) == len(wrap(text, Face.TEXT, 8, 60))
    assert " ".join(even) == text


@pytest.mark.parametrize("face", Face)
def test_a_line_is_as_wide_as_it_is_drawn(face):
    line = "Παρόντες ήταν οι εξής: Καρασουλτάνη-Σιάκκα, Τούσκα (25 από 35) «ΑΠΟΦΑΣΙΖΕΙ ΟΜΟΦΩΝΑ» 26\u00a0Ιουνίου"
    drawn, _, _ = text_to_path.get_text_width_height_descent(line, font(face, 8), ismath=False)
    assert width_mm(line, face, 8) == pytest.approx(drawn * POINT_MM, rel=0.005)


def test_a_line_breaks_after_a_hyphen_between_letters_only():
    assert wrap("Νεάπολης-Συκεών", Face.TEXT, 8, 17) == ["Νεάπολης-", "Συκεών"]
    assert wrap("Νεάπολης-Συκεών", Face.TEXT, 8, 80) == ["Νεάπολης-Συκεών"]
    assert wrap("ΨΘ82ΩΡΦ-7ΑΙ 2024-06-26", Face.TEXT, 8, 18) == ["ΨΘ82ΩΡΦ-7ΑΙ", "2024-06-26"]


def test_a_word_longer_than_the_measure_is_broken_and_no_break_spaces_hold():
    lines = wrap("Ω" * 200, Face.TEXT, 8, 20)
    assert "".join(lines) == "Ω" * 200
    assert all(width_mm(line, Face.TEXT, 8) <= 20 for line in lines)
    assert wrap("26\u00a0Ιουνίου\u00a02024", Face.TEXT, 8, 20) == ["26\u00a0Ιουνίου\u00a02024"]


def test_shortening_says_so():
    assert shorten("Νέας Φιλαδέλφειας-Νέας Χαλκηδόνας", Face.TEXT, 8, 20).endswith("…")
    assert shorten("Σερρών", Face.TEXT, 8, 20) == "Σερρών"


def test_sizes():
    assert (scale("column").width, scale("full").width) == (90, 180)
    assert min(s.small for s in SCALES.values()) >= 6
    with pytest.raises(UsageError, match="column or full"):
        scale("poster")  # type: ignore[arg-type]
