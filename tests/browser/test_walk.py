"""A journalist's way through a report: figure, decision, words on the page; without scripts, without the network."""

from __future__ import annotations

import json
import re
from html import unescape
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from cni_analytics.reports.words import words
from cni_analytics.show.words import label

from .chromium import opened
from .conftest import Site

FIGURE, DECISION = "attendance-by-council", "210/2024"


def test_two_clicks_lead_from_a_figure_to_the_words_on_the_page(browser: Browser, site: Site) -> None:
    with opened(browser, java_script_enabled=False) as page:
        page.goto(site["index.html"])
        quotes = _open_evidence(page).locator("blockquote")
        named = {text.split(" · ")[0] for text in quotes.locator("footer").all_inner_texts()}
        assert {label(fact, "el").text for fact in ("roll_call.seats", "movements[0]")} <= named
        last = quotes.count() - 1
        for n in (0, last // 2, last):  # where the others lead is tested without a browser
            page.goto(site["index.html"])
            quote = _open_evidence(page).locator("blockquote").nth(n)
            said = quote.locator("p").inner_text()
            quote.get_by_role("link", name=words("el")["on_the_page"]).click()
            target = page.locator(":target")
            expect(target).to_be_in_viewport()
            assert _letters(target.inner_text()) == _letters(said)
            _is_highlighted(target)


def _open_evidence(page: Page) -> Locator:
    """The first click: the decision behind the figure, opened."""
    figure = page.locator(f"#fig-{FIGURE}")
    expect(figure.get_by_role("img")).to_be_visible()
    figure.get_by_text(re.compile(re.escape(words("el")["evidence"]))).click()
    document = figure.locator(".evidence > li").filter(has_text=DECISION)
    expect(document.get_by_role("link").first).to_be_visible()
    return document


def test_every_link_leads_somewhere(site: Site) -> None:
    """Read from the files, so that no place a link names is missing on any page."""
    places = {path.resolve(): set(re.findall(r'\bid="([^"]+)"', path.read_text("utf-8"))) for path in site.pages}
    followed = 0
    for path in site.pages:
        for address in re.findall(r'(?:href|src)="([^"]+)"', path.read_text("utf-8")):
            if address.startswith("data:"):
                continue
            split = urlsplit(unescape(address))
            assert not split.scheme, f"{path.name} leads out of the report: {address}"
            target = (path.parent / unquote(split.path)).resolve() if split.path else path.resolve()
            assert target.exists(), f"{path.name}: {address}"
            if split.fragment:
                assert split.fragment in places[target], f"{path.name}: {address}"
            followed += 1
    assert followed > 100


def test_pages_have_no_scripts_and_ask_for_nothing(browser: Browser, site: Site) -> None:
    with opened(browser) as page:
        for path in site.pages:
            page.goto(path.as_uri())
            assert page.locator("script").count() == 0
            assert page.evaluate(_HANDLERS) == [], path.name
            assert page.evaluate(_PICTURES) == [], path.name


_HANDLERS = """[...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => /^on/.test(a.name)))
  .map(e => e.outerHTML)"""
_PICTURES = """() => Promise.all([...document.images].map(i => {
  i.loading = 'eager';
  return i.decode().then(() => null, () => i.src);
})).then(broken => broken.filter(Boolean))"""


def test_a_subject_that_is_a_script_shows_as_text(browser: Browser, site: Site) -> None:
    seen = 0
    with opened(browser) as page:
        for path in site.pages:
            page.goto(path.as_uri())
            assert page.title() != "taken", path.name
            assert page.locator("img[src='x']").count() == 0, path.name
            seen += "<script>document.title" in page.locator("body").inner_text()
    assert seen >= 3, "on the overviews and on its own page"


def test_the_words_can_be_searched_for_in_the_page(browser: Browser, site: Site) -> None:
    """What stands between the facts of a sentence may not break it up for the browser's own search."""
    with opened(browser) as page:
        page.goto(next((site.greek / "documents").glob("*.html")).as_uri())
        for path in (site.greek / "documents").glob("*.html"):
            page.goto(path.as_uri())
            if page.evaluate("window.find('35 Δημοτικών Συμβούλων, παρόντες ήταν 25')"):
                return
    pytest.fail("the sentence is found on no page")


def test_the_other_language_is_one_click_away(browser: Browser, site: Site) -> None:
    with opened(browser) as page:
        page.goto((site.english / "index.html").as_uri())
        page.locator(".language a").click()
        assert page.locator("html").get_attribute("lang") == "el"
        assert page.url == site["index.html"]


def test_the_notebook_behind_a_page_can_be_gone_on_with(site: Site) -> None:
    notebook = json.loads((site.greek / "notebooks" / "session.ipynb").read_text("utf-8"))
    assert not [o for c in notebook["cells"] for o in c.get("outputs", ()) if o["output_type"] == "error"]


def _letters(text: str) -> str:
    """Letters and digits alone: the page keeps the file's own ``**`` and ``1^{ου}``, a quotation does not."""
    return "".join(c for c in text if c.isalnum())


def _is_highlighted(target: Locator) -> None:
    style = "e => { const s = getComputedStyle(e); return [s.outlineStyle, parseFloat(s.outlineWidth)] }"
    outline, width = target.evaluate(style)
    assert outline == "solid"
    assert width >= 2
    ground = target.locator("mark").first.evaluate("e => getComputedStyle(e).backgroundColor")
    assert ground not in {"rgba(0, 0, 0, 0)", "transparent"}
