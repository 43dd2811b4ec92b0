"""Greek and English say the same things, each in its own way."""

from __future__ import annotations

import datetime as dt
import string

import pytest

from cni_analytics.errors import UsageError
from cni_analytics.figures.language import LANGUAGES, MONTHS, MONTHS_OF, MONTHS_SHORT, Language, strings

EL, EN = Language("el"), Language("en")


def templates(entry):
    return [entry] if isinstance(entry, str) else list(entry.values())


@pytest.mark.parametrize("key", sorted(strings()))
def test_both_languages_have_the_key_and_name_the_same_values(key):
    entry = strings()[key]
    assert set(entry) == set(LANGUAGES)
    named = {
        code: {field for text in templates(entry[code]) for _, field, _, _ in string.Formatter().parse(text) if field}
        for code in LANGUAGES
    }
    assert named["el"] - {"n"} == named["en"] - {"n"}
    for code in LANGUAGES:
        if not isinstance(entry[code], str):
            assert set(entry[code]) == {"one", "many"}
        assert all(text.rstrip() == text and text for text in templates(entry[code]))


@pytest.mark.parametrize("key", sorted(strings()))
def test_greek_is_greek_with_final_sigmas(key):
    for text in templates(strings()[key]["el"]):
        bare = "".join(char if char.isalpha() else " " for char in text)
        for word in bare.split():
            assert not word.endswith("σ"), word
            assert "ς" not in word[:-1], word


def test_numbers():
    assert EL.number(1234.5, 1) == "1.234,5"
    assert EN.number(1234.5, 1) == "1,234.5"
    assert EL.number(-3) == "\u22123"
    assert EL.percent(0.953, 1) == "95,3%"
    assert EN.percent(0.953, 1) == "95.3%"
    assert EL.percent(float("nan")) == "–"
    assert EL.percent_range(0.92, 0.95) == "92–95%"
    assert EL.percent_range(0.921, 0.922) == "92%"
    assert EL.number_range(22, 23) == "22–23"
    assert EL.number_range(22, 22) == "22"


def test_dates():
    day = dt.date(2024, 6, 26)
    assert EL.date(day) == "26\u00a0Ιουνίου\u00a02024"
    assert EN.date(day) == "26\u00a0June\u00a02024"
    assert EL.month(dt.date(2026, 6, 1)) == "Ιούνιος\u00a02026"
    assert EL.date(dt.date(2014, 5, 12)) == "12\u00a0Μαΐου\u00a02014"
    assert EL.span(day, day) == EL.date(day)
    assert EL.span(dt.date(2018, 1, 4), day) == "4\u00a0Ιανουαρίου\u00a02018 – 26\u00a0Ιουνίου\u00a02024"
    assert all(len(months[code]) == 12 for months in (MONTHS, MONTHS_OF, MONTHS_SHORT) for code in LANGUAGES)


def test_lists_quotes_and_items():
    assert EL.listed(["Α", "Β", "Γ"]) == "Α, Β και Γ"
    assert EN.listed(["A", "B"]) == "A and B"
    assert EL.listed([]) == ""
    assert EL.quote("ομόφωνα") == "«ομόφωνα»"
    assert EN.quote("ομόφωνα") == "“ομόφωνα”"
    assert EL.ordinal_item(5) == "5ο"
    assert EL.ordinal_item(None, out_of_agenda=True) == "ΕΗΔ"


def test_a_count_chooses_its_form_and_a_value_is_never_read_as_a_template():
    assert EL.say("path.days", n=1) == "1 ημέρα μετά"
    assert EL.say("path.days", n=1200) == "1.200 ημέρες μετά"
    assert EN.say("path.title", decision="{0} {n}") == "The path of one decision: {0} {n}"


def test_another_language_is_refused():
    with pytest.raises(UsageError, match="el or en"):
        Language("fr")  # type: ignore[arg-type]
