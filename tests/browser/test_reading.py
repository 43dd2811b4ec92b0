"""Pages as they are read: on a phone and a desk, by day and night, on paper, by keyboard and by ear."""

from __future__ import annotations

import io
import re

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from .chromium import DESKTOP, PHONE, opened
from .conftest import REAL, Site, cni

KINDS = ("index", "attendance", "session", "document", "shown", "english")
OPEN_ALL = "document.querySelectorAll('details').forEach(d => d.open = true)"


@pytest.fixture(scope="module")
def addresses(site: Site) -> dict[str, str]:
    """One page of each kind; ``shown`` is what ``cni show --html`` writes."""
    shown = site.data.parent / "shown.html"
    cni(site.data, "show", str(site.data / "raw" / REAL), "--html", str(shown))
    real = max((site.greek / "documents").glob("*.html"), key=lambda path: path.stat().st_size)
    return {
        **{name: site[f"{name}.html"] for name in ("index", "attendance", "session")},
        "document": real.as_uri(),
        "shown": shown.as_uri(),
        "english": (site.english / "attendance.html").as_uri(),
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_no_serious_fault(browser: Browser, addresses: dict[str, str], kind: str, scheme: str) -> None:
    with opened(browser, color_scheme=scheme, bypass_csp=True) as page:  # axe is a script, which the page forbids
        page.goto(addresses[kind])
        page.evaluate(OPEN_ALL)
        found = Axe().run(page).response
    faults = [(v["id"], v["nodes"][0]["html"]) for v in found["violations"] if v["impact"] in {"serious", "critical"}]
    assert faults == []
    assert len(found["passes"]) > 10, "axe looked at nothing"


@pytest.mark.parametrize("kind", KINDS)
def test_a_phone_scrolls_tables_and_figures_but_never_the_page(
    browser: Browser, addresses: dict[str, str], kind: str
) -> None:
    with opened(browser, size=PHONE) as page:
        page.goto(addresses[kind])
        page.evaluate(OPEN_ALL)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
        for figure in page.locator(".fig > a").all():
            inner, outer = figure.evaluate("e => [e.scrollWidth, e.clientWidth]")
            assert outer <= PHONE[0]
            assert inner > outer, "shrunk to the width of a phone its words cannot be read"
        assert all(hint.is_visible() for hint in page.locator(".swipe").all())


def test_a_table_scrolls_by_keyboard_and_says_what_it_is(browser: Browser, addresses: dict[str, str]) -> None:
    with opened(browser, size=PHONE, bypass_csp=True) as page:
        page.goto(addresses["attendance"])
        table = page.locator(".table").first
        assert table.evaluate("e => e.scrollWidth > e.clientWidth")
        table.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("document.querySelector('.table').scrollLeft > 0")
        names = [t.get_attribute("aria-label") for t in page.locator(".table").all()]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["document", "shown"])
def test_what_marks_are_called_can_be_read(browser: Browser, addresses: dict[str, str], kind: str, scheme: str) -> None:
    """Labels are drawn by the style sheet, where axe does not look."""
    with opened(browser, color_scheme=scheme) as page:
        page.goto(addresses[kind])
        colours = page.evaluate(
            "[...document.querySelectorAll('.cni-l')].map(e => getComputedStyle(e, '::before').color)"
        )
        grounds = [page.locator(name).evaluate("e => getComputedStyle(e).backgroundColor") for name in ("body", "html")]
    ground = next(colour for colour in grounds if colour != "rgba(0, 0, 0, 0)")
    assert len(set(colours)) >= 5
    for colour in set(colours):
        assert _contrast(colour, ground) >= 4.5, (colour, ground)


def _contrast(one: str, other: str) -> float:
    """Of two colours as CSS computes them (WCAG 2.2, contrast ratio)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    scale = 1 if colour.startswith("color(srgb") else 255
    channels = [float(n) / scale for n in re.findall(r"[\d.]+", colour)[:3]]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_keyboard_skips_the_navigation_and_shows_where_it_is(browser: Browser, addresses: dict[str, str]) -> None:
    with opened(browser) as page:
        page.goto(addresses["index"])
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
        for _ in range(12):
            page.keyboard.press("Tab")
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        page.goto(addresses["index"])
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.url.endswith("#main")


@pytest.mark.parametrize("kind", ["index", "document"])
def test_paper_is_white_and_holds_what_a_click_would_open(
    browser: Browser, addresses: dict[str, str], kind: str
) -> None:
    with opened(browser, color_scheme="dark") as page:
        page.goto(addresses[kind])
        folded = _folded(page)
        page.emulate_media(media="print")
        assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
        assert not page.locator("header nav").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        printed = pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    words = "".join(printed[n].get_textpage().get_text_bounded() for n in range(len(printed)))
    assert folded
    for text in folded:
        assert _letters(text) in _letters(words), text
    assert len(printed) < 30


def _folded(page: Page) -> list[str]:
    """The first words of every fold of the page."""
    return page.evaluate(
        "[...document.querySelectorAll('details')].map(d => d.querySelector('p, li a, td').textContent.slice(0, 30))"
    )


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def test_a_desk_does_not_waste_its_width(browser: Browser, addresses: dict[str, str]) -> None:
    with opened(browser, size=DESKTOP) as page:
        page.goto(addresses["index"])
        widths = [f.evaluate("e => e.clientWidth") for f in page.locator(".fig img").all()]
        assert widths
        assert min(widths) > 700
        assert page.locator(".swipe").count() == len(widths)
        assert not any(hint.is_visible() for hint in page.locator(".swipe").all())
