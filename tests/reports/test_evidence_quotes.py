"""The words that a page quotes behind a figure: each once, named, in the order of the document."""

from __future__ import annotations

from cni_analytics.reports.pages import Quote, _once


def quote(text: str, start: int, page: int = 1) -> Quote:
    return Quote(page, text, "#place", "fact", start, start + len(text))


def test_words_inside_other_quoted_words_are_not_quoted_again():
    seats, clause = quote("35", 10), quote("of 35 members", 7)
    assert _once([seats, clause]) == (clause,)
    assert _once([clause, seats]) == (clause,)


def test_the_same_figure_elsewhere_is_another_fact():
    seats, later, overleaf = quote("35", 10), quote("all 35 voted", 90), quote("35", 10, page=2)
    assert _once([overleaf, later, seats]) == (seats, later, overleaf)


def test_words_that_only_overlap_are_both_quoted():
    one, other, inside = quote("abcdef", 0), quote("efghij", 4), quote("ij", 8)
    assert _once([one, other, inside]) == (one, other)
