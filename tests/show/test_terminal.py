"""A decision in the terminal, with and without colour."""

from __future__ import annotations

import click
import pytest

from cni_analytics.show import terminal

from .decisions import TEXT, decision, unread


def plain(language: str = "en", **changed: object) -> str:
    return "\n".join(terminal(decision(**changed), language, colour=False))  # type: ignore[arg-type]


def test_without_colour_facts_stand_in_brackets_with_their_names() -> None:
    text = plain()
    assert "[Άννα Βέργου]‹present, president›, [Πέτρος Λιάπης]‹present›" in text
    assert "[ΑΠΟΦΑΣΙΖΕΙ [ΟΜΟΦΩΝΑ]‹Outcome, as stated›]‹Outcome as printed›" in text
    departure = "‹departure: Πέτρος Λιάπης (during, item 2)›"
    assert f"[[Ο κ. Λιάπης]‹Finding: missing_session_date› αποχώρησε κατά το 2ο θέμα.]{departure}" in text
    assert "\x1b" not in text


def test_the_facts_come_with_their_words_and_the_derived_say_so() -> None:
    text = plain()
    assert "Decision number: 12/2020  «12»" in text
    assert "Present at the item: 1  (derived)" in text
    assert "Unanimity: unanimous  (derived)" in text
    assert "Ηλίας Σαρρής: absent → absent" in text
    assert "warning: missing_session_date: The day is missing.  «Ο κ. Λιάπης»" in text


def test_colour_adds_nothing_but_colour() -> None:
    coloured = "".join(terminal(decision(), "el", colour=True))
    assert "\x1b[" in coloured
    for line in TEXT.splitlines():
        assert line.split()[0] in click.unstyle(coloured)


def test_greek() -> None:
    text = plain("el")
    assert "[Ηλίας Σαρρής]‹απών›" in text
    assert "προσοχή: missing_session_date: Λείπει <η> ημέρα." in text


def test_a_page_cannot_drive_the_terminal() -> None:
    hostile = f"{TEXT}\n\x1b[2J\x07\u202eabc"
    text = "\n".join(terminal(decision(hostile), "en", colour=False))
    assert "\\x1b[2J\\x07\\u202eabc" in text
    assert not {"\x1b", "\x07", "\u202e"} & set(text)


def test_an_unsettled_item_gives_nobodys_presence() -> None:
    nobody = {"present": [], "absent": [], "settled": False, "reading_dependent": []}
    text = plain(attendance_at_item=nobody)
    assert "Άννα Βέργου, president: present → ?" in text
    assert "does not settle" in text


@pytest.mark.parametrize("colour", [True, False])
def test_a_document_that_could_not_be_read_says_why(colour: bool) -> None:
    text = click.unstyle("\n".join(terminal(unread(), "el", colour=colour)))
    assert "σφάλμα: unreadable_document: Δεν διαβάστηκε." in text
