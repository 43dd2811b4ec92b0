import pytest

from cni_analytics.statements.dates import clock, days, weekday
from cni_analytics.text.reading import fold


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("σήμερα την 26η του μηνός Ιουνίου του έτους 2024", ["2024-06-26"]),
        ("στις 16 Ιουνίου 2015", ["2015-06-16"]),
        ("την τριακοστή (30η)\nτου μηνός Οκτωβρίου του έτους δύο χιλιάδες δεκαοκτώ (2018)", ["2018-10-30"]),
        ("ΣΤΙΣ 21 ΤΟΥ ΜΗΝΑ ΝΟΕΜΒΡΙΟΥ ΤΟΥ ΕΤΟΥΣ 2022", ["2022-11-21"]),
        ("18-11-2020, 12/6/2015 και 04.12.2025", ["2020-11-18", "2015-06-12", "2025-12-04"]),
        ("09.092015", ["2015-09-09"]),
        ("12ην Μαΐου 2014", ["2014-05-12"]),
        ("26 η Ιουνίου 2024", ["2024-06-26"]),
        ("την δεκάτη πέμπτη Μαρτίου 2019", ["2019-03-15"]),
        ("πρόσκληση 21814/27η/21-06-2024", ["2024-06-21"]),
        ("31-02-2020 και 40/13/2020", []),
        ("8η Δεκεμβρίου", []),
        ("άρθρο 8 του Β.Δ. 17.5/15.6.1959", []),
    ],
)
def test_days(text, expected):
    assert [day.iso for day in days(fold(text))] == expected


def test_a_day_without_its_year_takes_the_one_given():
    assert [d.iso for d in days(fold("στις 8 Δεκεμβρίου"), year=2025)] == ["2025-12-08"]


def test_words_and_digits_of_a_year_are_kept_apart():
    (day,) = days(fold("10 Μαΐου του έτους δύο χιλιάδες δεκαεπτά (2018)"))
    assert (day.iso, day.year_in_words, day.year_in_digits) == ("2018-05-10", 2017, 2018)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("και ώρα 20:00, έλαβε", "20:00"),
        ("και ώρα 7 μ.μ. συνήλθε", "19:00"),
        ("ώρα 6:30 μ.μ.", "18:30"),
        ("ΩΡΑ 19:00 Μ.Μ.", "19:00"),
        ("ώρα 18.00, στο", "18:00"),
        ("από ώρα 11:00 έως ώρα 13:00", "11:00"),
        ("ώρα 19.30΄", "19:30"),
        ("ώρα εβδόμη απογευματινή", "19:00"),
        ("ώρα 7 και 30 μ.μ.", "19:30"),
        ("ώρα 12:30 μ.μ.", "12:30"),
        ("ώρα 9 π.μ.", "09:00"),
        ("ώρα 27:00", None),
        ("χώρα 12:00", None),
    ],
)
def test_time(text, expected):
    folded = fold(text)
    found = clock(folded, 0, len(folded))
    assert (found and found[0]) == expected


def test_weekday():
    folded = fold("ημέρα της εβδομάδος Τετάρτη")
    assert weekday(folded, 0, len(folded)) == (2, 20, 27)
    assert weekday(fold("το τέταρτο θέμα"), 0, 15) is None
