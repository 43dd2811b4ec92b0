"""Repair of what Greek PDFs, word processors and scanners do to letters.

Only repairs that are certain are made: a wrong word is worse than an odd one. Each keeps the way
back to the page, through ``Tracked``.
"""

from __future__ import annotations

import unicodedata

import regex

from cni_analytics.text.tracked import Tracked

_COMBINING = regex.compile(r"[\p{L}](?:\p{M}+)")
_MARKDOWN = regex.compile(
    r"\*\*|__|\^\{([^{}\n]{1,4})\}|\^([^\s^]{1,4})\^|\^([ηοςαη]{1,3})|^\#{1,6}[ ]+|\\(?=[*_#\[\]().!-])",
    regex.MULTILINE,
)


def repair(tracked: Tracked, *, markdown: bool, pages: int) -> None:
    """Repair the text of a whole document in place.

    Parameters
    ----------
    tracked
        The pages' text, joined by form feeds.
    markdown
        Whether emphasis, superscripts and headings are marked up.
    pages
        How many pages there are.
    """
    if markdown:
        tracked.sub(_MARKDOWN, lambda m: m[1] or m[2] or m[3] or "")
    if not unicodedata.is_normalized("NFC", tracked.text):
        tracked.sub(_COMBINING, lambda m: unicodedata.normalize("NFC", m[0]))
