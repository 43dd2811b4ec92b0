from __future__ import annotations

from collections.abc import Callable

import pytest

from cni_analytics.text import Reading, document_of


@pytest.fixture(scope="session")
def read() -> Callable[[str], Reading]:
    """The reading of a text as a file would hold it."""

    def _read(text: str, name: str = "απόφαση.txt") -> Reading:
        return Reading(document_of(name, text.encode("utf-8", errors="surrogatepass")))

    return _read
