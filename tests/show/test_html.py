"""A decision as a page: escaped, static, every fact linked to its words, boxes on the pictures."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from cni_analytics.show import anchors, html_fragment, html_page
from cni_analytics.show.html import _marked
from cni_analytics.show.marks import Mark, segments, spans_of
from cni_analytics.show.pictures import Picture, rows
from cni_analytics.text.document import Page as TextPage

from .decisions import TEXT, decision, unread

VOID = {"meta", "br"}


class Page(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)


@pytest.mark.parametrize("language", ["el", "en"])
def test_the_page_is_well_formed_static_and_asks_for_nothing(language: str) -> None:
    html = html_page(decision(boxed=True), language, pictures=[Picture(decision(boxed=True).pages[0], b"png")])
    page = Page(html)
    assert page.open == []
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "iframe", "link", "object", "form"}
    for _, attributes in page.tags:
        assert not any(name.startswith("on") for name in attributes)
        for name in ("src", "href", "action", "data"):
            address = attributes.get(name) or "#"
            assert address.startswith(("#", "data:image/png;base64,"))
    assert "@import" not in html
    assert "url(" not in html


def test_what_the_document_says_is_escaped_everywhere() -> None:
    html = html_fragment(decision(name='"><img src=x onerror=alert(1)>.txt'), "en")
    assert "<script>" not in html
    assert "<img" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; δαπάνης" in html


def test_the_text_is_whole_under_its_marks() -> None:
    body = html_fragment(decision(), "en").split('<div class="cni-text"', 1)[1].split("</div>", 1)[0]
    assert "".join(Page(f"<div{body}</div>").words) == TEXT, "labels must not come between words that are searched for"


def test_a_link_lands_on_all_the_words_of_its_fact() -> None:
    shown = decision()
    held = Held(html_fragment(shown, "en")).words
    for path, place in anchors(shown).items():
        assert held[place] in {span["text"] for span in spans_of(shown, path) or shown.findings[0]["evidence"]}


def test_facts_that_overlap_are_both_whole() -> None:
    page = TextPage(1, "abcdefghij", "embedded")
    two = (Mark(1, 0, 6, "vote", ("one",), ("a",)), Mark(1, 4, 10, "act", ("other",), ("b",)))
    html = "".join(_marked(page.text, segments(page, two), {two[0]: "one", two[1]: "other"}))
    parsed = Page(html)
    assert parsed.open == []
    assert "".join(parsed.words) == page.text
    assert [attributes["data-l"] for tag, attributes in parsed.tags if tag == "i"] == ["one", "other"]


class Held(HTMLParser):
    """The words inside each element that can be linked to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.words: dict[str, str] = {}
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "span":
            self.inside.append(dict(attrs).get("id") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "span":
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        for place in self.inside:
            self.words[place] = self.words.get(place, "") + data


def test_every_fact_links_to_where_it_stands() -> None:
    shown = decision()
    html = html_fragment(shown, "en")
    places = anchors(shown)
    assert {"municipality", "movements[0]", "findings[0]", "vote.phrase"} <= set(places)
    for place in places.values():
        assert html.count(f'id="{place}"') == 1
    assert f'href="#{places["vote.phrase"]}"' in html


def test_two_decisions_on_a_page_do_not_share_anchors() -> None:
    one, other = decision(), decision()
    object.__setattr__(other.document, "sha256", "cd" * 32)
    assert not set(anchors(one).values()) & set(anchors(other).values())


def test_a_notebook_shows_the_same() -> None:
    assert decision()._repr_html_() == html_fragment(decision())
    assert decision().to_html("en") == html_page(decision(), "en")


def test_a_document_that_could_not_be_read_says_why() -> None:
    words = " ".join(Page(html_page(unread(), "el")).words)
    assert "Κανένα κείμενο δεν διαβάστηκε." in words
    assert "unreadable_document" in words


def test_boxes_go_round_words_line_by_line() -> None:
    page = decision(boxed=True).pages[0]
    start = TEXT.index("Βέργου")
    end = TEXT.index("ΑΠΟΝΤΕΣ") + len("ΑΠΟΝΤΕΣ")
    boxes = list(rows(page, start, end))
    assert len(boxes) == 2, "one a line"
    line = TEXT[:start].count("\n")
    column = start - TEXT.rfind("\n", 0, start) - 1
    assert boxes[0][:2] == (10.0 + 5 * column, 20.0 + 12 * line)
    assert list(rows(decision().pages[0], start, end)) == [], "a text file has no places"


def test_the_picture_boxes_every_fact_with_its_name() -> None:
    shown = decision(boxed=True)
    html = html_page(shown, "en", pictures=[Picture(shown.pages[0], b"png")])
    svg = html.split("<svg", 1)[1].split("</svg>", 1)[0]
    assert svg.count("<rect") == sum(1 for _ in svg.split("<title>")) - 1
    assert "<title>departure: Πέτρος Λιάπης (during, item 2)</title>" in svg
