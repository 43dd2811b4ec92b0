"""Running headers, footers and page numbers go; what they say once stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cni_analytics.text import Reading

Read = Callable[..., Reading]


def pages(header: str, footer: str, count: int = 3) -> str:
    bodies = [
        f"Πρώτη πρόταση της σελίδας {word}.\nΔεύτερη πρόταση {word}.\nΤρίτη {word}." for word in ("Α", "ΒΒ", "ΓΓΓ")
    ]
    return "\f".join(f"{header.format(n)}\n{bodies[n - 1]}\n{footer.format(n)}" for n in range(1, count + 1))


@pytest.mark.parametrize("footer", ["Σελίδα {} από 3", "- {} -", "{}", "{}/3", "Σελ. {}", "σελ. {} / 3"])
def test_page_numbers_go(read: Read, footer: str) -> None:
    reading = read(pages("", footer))
    assert [reading.text[line.start : line.end][-2:] for line in reading.lines][-1] == "Γ."
    assert not any(reading.text[line.start : line.end] == footer.format(2) for line in reading.lines)


def test_a_running_header_stays_once(read: Read) -> None:
    text = pages("ΔΗΜΟΣ ΑΝΩ ΚΑΜΠΟΥ    ΑΔΑ: ΨΛ4ΧΩΝΞ-6ΥΤ", "Σελίδα {} από 3")
    reading = read(text)
    assert reading.text.count("ΑΔΑ: ΨΛ4ΧΩΝΞ-6ΥΤ") == 1
    assert len(reading.text) == len(text)
    assert reading.text.index("ΑΔΑ") < reading.text.index("\f")


def test_a_code_that_repeats_inside_a_text_without_pages_stays_once(read: Read) -> None:
    assert read("ΑΔΑ: ΨΛ4ΧΩΝΞ-6ΥΤ\nμία\nΑΔΑ: ΨΛ4ΧΩΝΞ-6ΥΤ\nδύο").text.count("ΨΛ4ΧΩΝΞ-6ΥΤ") == 1


def test_lines_that_do_not_repeat_stay(read: Read) -> None:
    text = "Νάνος Ζήσης\nΞυνού Λητώ\n25\fΜελάς Άρης\nΓκίνου Εύη\n31"
    assert read(text).text == text


def test_a_name_at_the_foot_of_one_page_and_inside_another_stays(read: Read) -> None:
    body = "\n".join(f"πρόταση {word}" for word in ("α", "β", "γ", "δ", "ε", "ζ", "η", "θ", "ι", "κ"))
    text = f"{body}\nΝάνος Ζήσης\f{body.replace('πρόταση ε', 'Νάνος Ζήσης').replace('πρόταση', 'φράση')}"
    assert read(text).text.count("Νάνος Ζήσης") == 2


def test_a_letterhead_inside_a_sentence_goes_though_it_stands_there_once(read: Read) -> None:
    text = "που προσήλθε πριν από τη\n\nΤαχ. Δ/νση: Πλατεία 3\f2\nΔΗΜΟΣ ΑΝΩ ΚΑΜΠΟΥ\nσυζήτηση του θέματος"
    assert read(text).text.split() == ["που", "προσήλθε", "πριν", "από", "τη", "συζήτηση", "του", "θέματος"]


@pytest.mark.parametrize(
    "text",
    [
        "που προσήλθε πριν από τη\n\nΡήγας Στέφανος\fσυζήτηση του θέματος",
        "αφού έλαβε υπόψη την εισήγηση\n\nΑΠΟΦΑΣΙΖΕΙ ΟΜΟΦΩΝΑ\fκαι ειδικότερα",
        "το έγγραφο του\n\nΔΗΜΟΣ ΚΑΜΠΟΥ 12/2024\fστο οποίο",
    ],
)
def test_what_a_page_ends_with_stays_where_it_is_no_letterhead_or_says_a_number(read: Read, text: str) -> None:
    assert read(text).text == text
