import pytest

from cni_analytics.statements.references import read_references
from tests.statements import made


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("του άρθρου 65 παρ. 1 του ν. 3852/2010", [("law", "3852", 2010, "65", "1")]),
        ("της παρ. 2 του\nάρθρου 96 του Ν. 3463/2006", [("law", "3463", 2006, "96", "2")]),
        (
            "άρθρα 234 και 240 του Ν. 3463/2006",
            [("law", "3463", 2006, "234", None), ("law", "3463", 2006, "240", None)],
        ),
        ("άρθρο 74Α του Ν.3852/2010", [("law", "3852", 2010, "74Α", None)]),
        (
            "το Π.Δ. 270/1981 (ΦΕΚ Α΄ 77)",
            [("presidential_decree", "270", 1981, None, None), ("gazette", "Α 77", None, None, None)],
        ),
        ("ΦΕΚ 133/19-07-2018 τ.Α'", [("gazette", "Α 133", 2018, None, None)]),
        ("(ΦΕΚ 57/Α/23-3-1999)", [("gazette", "Α 57", 1999, None, None)]),
        ("την ΚΥΑ 23976/2016", [("ministerial_decision", "23976", 2016, None, None)]),
        ("του Ν. 3463/06", [("law", "3463", 2006, None, None)]),
        ("Αρ. Πρωτ. 20933/04-10-2024", []),
        ("άρθρο 5 του καταστατικού και το άρθρο 246 του Ν. 3463/2006", [("law", "3463", 2006, "246", None)]),
    ],
)
def test_references(text, expected):
    found = read_references(made.reading(text))
    assert [(r.kind, r.number, r.year, r.article, r.paragraph) for r in found] == expected


def test_each_provision_once_with_its_words():
    read = made.reading("το άρθρο 65 του Ν. 3852/2010 και πάλι το άρθρο 65 του ν. 3852/2010")
    (found,) = read_references(read)
    assert read.printed(found.span.start, found.span.end) == "άρθρο 65 του Ν. 3852/2010"
