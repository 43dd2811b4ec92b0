"""A Chromium that asks nobody for anything, and pages that may ask for nothing either."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
PHONE, DESKTOP = (390, 844), (1200, 900)


def executable() -> str:
    """Where Chromium is; skips the test where there is none, but in CI that is a failure."""
    for name in NAMES:
        if found := shutil.which(name):
            return found
    reason = f"no Chromium on this machine ({', '.join(NAMES)}); on Debian: apt install chromium"
    if os.environ.get("CI", "").lower() in {"1", "true"}:
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def running() -> Iterator[Browser]:
    """The browser, with a profile of its own that goes with it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(
    browser: Browser, *, size: tuple[int, int] = DESKTOP, host: str | None = None, **options: Any
) -> Iterator[Page]:
    """A page that may read files, or talk to one host, and fails the test when it asks for anything else.

    Parameters
    ----------
    size
        Width and height of the window in pixels.
    host
        ``name:port`` of the one server that may be asked; files only where ``None``.
    **options
        Of a browser context: ``color_scheme``, ``java_script_enabled`` …
    """
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
    asked: list[str] = []

    def guard(route: Route) -> None:
        url = urlsplit(route.request.url)
        served = url.scheme == "file" if host is None else url.netloc == host
        if served or url.scheme in {"data", "blob"}:
            route.continue_()
        else:
            asked.append(route.request.url)
            route.abort()

    context.route("**/*", guard)
    try:
        yield context.new_page()
    finally:
        context.close()
    assert not asked, f"asked for {asked}"
