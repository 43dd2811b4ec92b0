"""Short word lists the repair and judgement of text rest on, as data (``words.csv``)."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def words(kind: str) -> tuple[str, ...]:
    """The words of one kind, in the order of the file.

    Parameters
    ----------
    kind
        ``function_el`` and ``function_en``: the commonest words of three letters or more. ``delta``: words
        of council decisions that begin with «Δ», which some text layers lose. ``hyphen``: first parts
        that keep their hyphen. ``letterhead``: how lines begin that run along pages, in plain capitals.
    """
    text = files(__package__).joinpath("words.csv").read_text("utf-8")
    return tuple(row["word"] for row in csv.DictReader(text.splitlines()) if row["kind"] == kind)
