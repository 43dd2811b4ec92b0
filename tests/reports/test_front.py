"""The page over all reports: made from what stands, saying how each council's report is."""

from __future__ import annotations

import json
import re

import pytest

from cni_analytics.reports.front import FILES, write_front

STOOD = {"state": "published", "date_from": None, "date_to": None, "language": "el", "checked": "2024-07-20T10:00:00Z"}
MADE = {"front_title": "Πλατανορέματος", "decisions": 40, "listed": 50, "latest": "2024-06-26"}


def front(tmp_path, stood=None, made=None, name="platanorema"):
    """The front page of one municipality's report beside the network's."""
    reports = {
        "network": {**STOOD, "municipality": "all", "page": "network/index.html"},
        name: {**STOOD, "municipality": name, "page": f"{name}/index.html", **(stood or {})},
    }
    network = {
        **MADE, "front_title": "Το δίκτυο", "headlines": [{"text": "25 από 35 <b>", "href": "attendance.html#fig-a"}],
        "newest": [{"label": "Απόφαση 7/2024", "href": "documents/0f.html", "subject": "<script>alert(1)</script>"}],
        "front_figures": [{"src": "fig-a.svg", "href": "attendance.html#fig-a", "alt": "Παρουσίες"}],
    }  # fmt: skip
    for folder, manifest in (("network", network), (name, {**MADE, **(made or {})})):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    (tmp_path / "status.json").write_text(json.dumps({"schema": "cni-status/1", "reports": reports}), "utf-8")
    write_front(tmp_path)
    return (tmp_path / FILES["el"]).read_text("utf-8")


def state(html):
    return re.findall(r'<td class="state (\w+)">', html)


def test_it_leads_to_the_network_first_then_to_every_council(tmp_path):
    html = front(tmp_path)
    places = [html.index(x) for x in ("network/index.html", "attendance.html#fig-a", "fig-a.svg", "platanorema/index")]
    assert places == sorted(places)
    assert 'href="network/documents/0f.html"' in html
    assert "40 / 50" in html


def test_every_link_of_its_own_leads_to_a_file_or_a_report(tmp_path):
    places = re.findall(r'(?:href|src)="([^":#]+)[#"]', front(tmp_path))
    assert "status.json" in places
    assert all((tmp_path / place).exists() or place.split("/")[0] in ("network", "platanorema") for place in places)


def test_what_documents_say_is_escaped(tmp_path):
    html = front(tmp_path)
    assert "<script>" not in html
    assert "25 από 35 &lt;b&gt;" in html


@pytest.mark.parametrize(
    ("stood", "made", "expected"),
    [
        ({}, {}, "fresh"),
        ({"checked": "2024-09-20T10:00:00Z"}, {}, "stale"),
        ({}, {"decisions": 9, "listed": None}, "little"),
        ({}, {"decisions": 24}, "little"),
        ({}, {"decisions": 0, "latest": None}, "empty"),
        ({"state": "failed"}, {}, "failed"),
    ],
)
def test_how_a_council_stands(tmp_path, stood, made, expected):
    assert state(front(tmp_path, stood, made)) == [expected]


def test_a_period_that_is_over_does_not_grow_stale(tmp_path):
    bounds = {"date_from": "2024-06-01", "date_to": "2024-06-30", "checked": "2026-01-01T00:00:00Z"}
    html = front(tmp_path, bounds)
    assert state(html) == ["fresh"]
    assert 'id="periods"' in html
    assert 'id="councils"' not in html


def test_a_report_that_never_came_about_is_named_and_leads_nowhere(tmp_path):
    html = front(tmp_path, {"state": "failed", "page": None}, {"front_title": None})
    assert "<td>platanorema</td>" in html


def test_each_language_has_its_page_and_leads_to_the_other(tmp_path):
    html = front(tmp_path, {"language": "en"})
    english = (tmp_path / FILES["en"]).read_text("utf-8")
    assert f'href="{FILES["en"]}"' in html
    assert f'href="{FILES["el"]}"' in english
    assert "up to date" in english


def test_without_a_report_there_is_no_page(tmp_path):
    assert write_front(tmp_path) == []
    assert not list(tmp_path.iterdir())
