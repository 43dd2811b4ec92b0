import pytest
from hypothesis import given
from hypothesis import strategies as st

from cni_analytics.statements.numerals import cardinal, count, counts, ordinal, ordinals, read_ordinal
from cni_analytics.text.reading import fold

UNITS = ["", "ένα", "δύο", "τρία", "τέσσερα", "πέντε", "έξι", "επτά", "οκτώ", "εννέα"]
TEENS = [
    "δέκα",
    "έντεκα",
    "δώδεκα",
    "δεκατρία",
    "δεκατέσσερα",
    "δεκαπέντε",
    "δεκαέξι",
    "δεκαεπτά",
    "δεκαοκτώ",
    "δεκαεννέα",
]
TENS = ["", "", "είκοσι", "τριάντα", "σαράντα", "πενήντα", "εξήντα", "εβδομήντα", "ογδόντα", "ενενήντα"]
ORDINAL_UNITS = ["", "πρώτ", "δεύτερ", "τρίτ", "τέταρτ", "πέμπτ", "έκτ", "έβδομ", "όγδο", "ένατ"]
ORDINAL_TENS = ["", "δέκατ", "εικοστ", "τριακοστ", "τεσσαρακοστ", "πεντηκοστ"]


def spelled(n: int) -> str:
    if n < 10:
        return UNITS[n]
    if n < 20:
        return TEENS[n - 10]
    return f"{TENS[n // 10]} {UNITS[n % 10]}".strip()


@given(st.integers(1, 99), st.sampled_from([str.lower, str.upper, str.title]))
def test_a_cardinal_in_words_is_its_number(n, case):
    assert cardinal(fold(case(spelled(n)))) == n


@given(st.integers(1, 59), st.sampled_from(["ο", "ου", "η", "ης", "ην"]))
def test_an_ordinal_in_words_is_its_number_in_any_case(n, ending):
    tens, unit = divmod(n, 10)
    words = " ".join(stem + ending for stem in (ORDINAL_TENS[tens], ORDINAL_UNITS[unit]) if stem)
    if words not in ("δωδέκατο", "ενδέκατο"):
        assert ordinal(fold(words)) == n


@given(st.integers(1, 99), st.integers(1, 99))
def test_words_and_digits_are_kept_apart(words, digits):
    number = count(fold(f"ήταν παρόντα {spelled(words)} ({digits}) μέλη"))
    assert number is not None
    assert (number.words, number.digits, number.value, number.agrees) == (words, digits, words, words == digits)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("τριάντα πέντε (35) μελών", [35]),
        ("28 (είκοσι οκτώ)", [28]),
        ("εικοσιπέντε", [25]),
        ("δέκα πέντε (15) ημέρες", [15]),
        ("μέλη -21- και -4-", [21, 4]),
        ("ΔΥΟ ΧΙΛΙΑΔΕΣ ΔΕΚΑΟΚΤΩ (2018)", [2018]),
        ("των τριών (3) μελών", [3]),
        ("ποσό 1.500,00 με την 12/2024 απόφαση", []),
        ("τεσσάρων (4)", [4]),
        ("μετα-δεκαέξι", [16]),
    ],
)
def test_counts_in_running_text(text, expected):
    assert [n.value for n in counts(fold(text))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("του 5ου θέματος", 5),
        ("το έκτο (6ο) θέμα", 6),
        ("την 26 η του μηνός", 26),
        ("ΤΟΥ ΔΕΚΑΤΟΥ ΤΡΙΤΟΥ ΘΕΜΑΤΟΣ", 13),
        ("της 22ας", 22),
        ("θέμα 3", 3),
        ("εικοστή πρώτη", 21),
        ("ενδέκατο", 11),
        ("δωδεκάτου", 12),
        ("εκτός ημερήσιας διάταξης", None),
        ("τακτικό", None),
    ],
)
def test_ordinals_in_running_text(text, expected):
    number = read_ordinal(fold(text))
    assert (number and number.value) == expected


def test_a_number_whose_tens_a_scanner_damaged_is_taken_from_its_digits():
    number = count(fold("παρόντα τριάvτα ένα (31) μέλη"))
    assert number is not None
    assert (number.value, number.words) == (31, None)


def test_numbers_that_are_not_one_number_are_none():
    assert cardinal("πεντε εξι") is None
    assert cardinal("εικοσι δεκα") is None
    assert ordinal("εκτοσ") is None
    assert [n.value for n in ordinals(fold("το 8ο και το 5ο θέμα"))] == [8, 5]
