"""Sentences of a report: made from the numbers, with their n, and none where the data do not carry it."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from cni_analytics.metrics.kaplan_meier import kaplan_meier
from cni_analytics.reports import headlines
from cni_analytics.reports.pages import NotebookPage, read_notebook

LANGUAGES = ("el", "en")
RATES = pd.DataFrame(
    [
        ("room", "roll_call", "names", 25, 35, 25 / 35, 0.55, 0.84, 1, False),
        ("room", "roll_call", "stated", 24, 35, 24 / 35, 0.52, 0.82, 1, False),
        ("teleconference", "item", "names", 9, 9, 1.0, 0.9, 1.0, 40, True),
    ],
    columns=["meeting", "at", "basis", "present", "n", "rate", "ci_low", "ci_high", "units_known", "ranked"],
)
UNANIMITY = pd.DataFrame(
    {"strict": [5220], "n": [6221], "unsettled": [23], "strict_rate": [0.839], "strict_ci_low": [0.829],
     "strict_ci_high": [0.848], "ranked": [True]}
)  # fmt: skip


def test_few_sessions_give_counts_and_never_a_rate():
    found = headlines.attendance(RATES, "en")
    assert found.text == "Seats filled at the roll call, in the room: 25 of 35, in 1 session whose presence is known."
    assert found.figure == "attendance-by-council"


def test_enough_sessions_give_a_rate_with_its_interval_and_counts():
    found = headlines.attendance(RATES.assign(ranked=True, units_known=[12, 12, 40]), "el")
    assert "71% (διάστημα 95%: 55–84%· 25 από 35), σε 12 συνεδριάσεις" in found.text


def test_figures_printed_without_names_stand_in_where_there_are_none():
    assert "24 of 35" in headlines.attendance(RATES[RATES["basis"] == "stated"], "en").text


def test_the_unsettled_are_said():
    assert headlines.unanimity(UNANIMITY, "en").text == (
        "Without any dissent: 84% (95% interval: 83–85%; 5,220 of 6,221), in 6,221 decisions that can be settled. "
        "Another 23 cannot be settled."
    )
    assert "Άλλες" not in headlines.unanimity(UNANIMITY.assign(unsettled=0), "el").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_known_is_no_sentence(language):
    assert headlines.attendance(RATES[RATES["meeting"] == "teleconference"], language) is None
    assert headlines.unanimity(UNANIMITY.assign(n=0), language) is None
    assert headlines.growth(pd.DataFrame(columns=["date", "members_min", "members_max"]), language) is None
    nobody = pd.DataFrame({"document_id": [], "status": [], "severity": []})
    assert headlines.quality(nobody, nobody, language) is None


def test_the_last_day_is_told_as_a_range_where_it_is_one():
    days = pd.DataFrame(
        {"date": pd.to_datetime(["2024-06-26", "2018-01-04"]), "members_min": [18, 2], "members_max": [19, 2]}
    )
    assert "On 26\xa0June\xa02024 the network had from 18 to 19 members" in headlines.growth(days, "en").text
    assert headlines.growth(days[1:], "en").text == "On 4\xa0January\xa02018 the network had 2 members."


def test_half_of_too_few_is_not_told():
    def curve(n, seen=True):
        return kaplan_meier([4] * n, [seen] * n).assign(n=n, decisions=n + 1)

    found = headlines.pace(curve(12), "invitation", "council_decision", "en")
    assert (
        found.text
        == "Half of the decisions get from invitation to decision within 4 days: 12 decisions with the dates, of 13."
    )
    assert found.figure == "time-to-step-invitation-council-decision"
    assert headlines.pace(curve(9), "invitation", "council_decision", "en") is None
    assert headlines.pace(curve(12, seen=False), "invitation", "council_decision", "en") is None


def test_documents_are_counted_once_and_slight_findings_not():
    findings = pd.DataFrame({"document_id": ["a", "a", "b", "z"], "severity": ["error", "warning", "info", "error"]})
    documents = pd.DataFrame({"document_id": ["a", "b", "z"], "status": ["counted", "counted", "duplicate"]})
    assert headlines.quality(findings, documents, "en").text.endswith(": 1 of 2.")


def test_a_sentence_is_escaped_wherever_it_is_shown(tmp_path):
    found = headlines.Headline("<script>alert(1)</script>", "none")
    assert "<script>" not in found._repr_html_()
    path = tmp_path / "a.ipynb"
    output = {
        "output_type": "display_data",
        "data": {"text/html": "x"},
        "metadata": {"cni_headline": {"text": "<b>", "figure": "gone"}},
    }
    cell = {"cell_type": "code", "metadata": {}, "source": [], "execution_count": 1, "outputs": [output]}
    path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}), "utf-8")
    page = read_notebook(path, "el", {})
    assert isinstance(page, NotebookPage)
    assert [(b.html, b.figure) for b in page.headlines] == [("<b>", None)]
    assert not page.figures
