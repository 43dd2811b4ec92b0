"""Where a line begins: after a line end or a page end."""

from __future__ import annotations


def line_start(text: str, index: int) -> int:
    """Where the line that holds a character begins.

    >>> line_start("α\\nβγ", 3), line_start("α\\fβ", 2)
    (2, 2)
    """
    return max(text.rfind("\n", 0, index), text.rfind("\f", 0, index)) + 1
