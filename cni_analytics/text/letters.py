"""Repair of what Greek PDFs, word processors and scanners do to letters.

Only repairs that are certain are made: a wrong word is worse than an odd one. Each keeps the way
back to the page, through ``Tracked``. Every repair looks first whether its damage is there at all,
so that clean text costs next to nothing.
"""

from __future__ import annotations

import regex

from cni_analytics.text import accents, furniture, letter_spacing, line_spacing, lookalikes, missing, spacing
from cni_analytics.text.scanned import repair_scan
from cni_analytics.text.tracked import Tracked

_MARKDOWN = regex.compile(
    r"\*\*|__|\^\{([^{}\n]{1,4})\}|\^([^\s^]{1,4})\^|\^(\p{Greek}{1,3})(?!\p{L})|^\#{1,6}[ ]+|\\(?=[*_#\[\]().!-])",
    regex.MULTILINE,
)
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURE = regex.compile("[ﬀ-ﬆ]")


def repair(tracked: Tracked, *, markdown: bool, pages: int, scanned: bool = False) -> None:
    """Repair the text of a whole document in place.

    Parameters
    ----------
    tracked
        The pages' text, joined by form feeds.
    markdown
        Whether emphasis, superscripts and headings are marked up.
    pages
        How many pages there are; what runs along several of them is blanked.
    scanned
        Whether some of it was read by OCR.
    """
    if markdown:
        tracked.sub(_MARKDOWN, lambda m: m[1] or m[2] or m[3] or "")
    missing.resolve_codes(tracked)
    accents.compose(tracked)
    spacing.white_space(tracked)
    line_spacing.close_double_spaced_lines(tracked)
    lookalikes.signs_to_letters(tracked)
    if _LIGATURE.search(tracked.text):
        tracked.sub(_LIGATURE, lambda m: _LIGATURES[m[0]])
    accents.to_monotonic(tracked)
    lookalikes.latin_to_greek(tracked)
    if scanned:
        repair_scan(tracked)
    letter_spacing.close_spaced_letters(tracked)
    spacing.close_double_spaces(tracked)
    missing.restore_delta(tracked)
    accents.place_tonos(tracked)
    furniture.blank(tracked, pages=pages)
    spacing.raise_suffixes(tracked)
    spacing.join_broken_words(tracked)
    spacing.part_sentences(tracked)
