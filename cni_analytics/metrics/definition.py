"""What a number means, said in words, with a version that travels with every figure made from it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Definition:
    """The definition of a metric, as a figure's record prints it.

    Parameters
    ----------
    id
        Name of the metric, as its module.
    version
        Raised whenever the same corpus could give another number.
    text_el, text_en
        The definition in plain words, in Greek and in English.
    sources
        Articles of law and papers the rule comes from.
    """

    id: str
    version: str
    text_el: str
    text_en: str
    sources: tuple[str, ...]
