"""Municipalities by name, for frames that know them by id."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

import pandas as pd

from cni_analytics.figures.language import Language


def municipality_names(names: pd.DataFrame | None, words: Language) -> Mapping[str, str]:
    """Names by id.

    Parameters
    ----------
    names
        Columns ``municipality_id``, ``name_el`` (in the genitive, as after «Δήμος») and ``name_en``, such as the
        ``memberships`` table; ``None`` for none.
    words
        The language.

    Returns
    -------
    mapping
        Only those that have a name; the others are shown by their id.
    """
    if names is None or names.empty:
        return {}
    column = words.pick("name_el", "name_en")
    known = names.dropna(subset=["municipality_id", column])
    return {str(key): str(name) for key, name in zip(known["municipality_id"], known[column], strict=True)}


def name_of(municipality_id: Any, names: Mapping[str, str], words: Language) -> str:
    """The name of one municipality, its id where it has none, or that it is not known."""
    if pd.isna(municipality_id):
        return words.say("municipality.unknown")
    return names.get(str(municipality_id), str(municipality_id))


def busiest(counts: pd.Series, most: int) -> tuple[set[Any], int]:
    """The councils a figure has room for: those with the most behind them.

    Parameters
    ----------
    counts
        How much there is of each, by id.
    most
        Room for so many.

    Returns
    -------
    set, int
        The ids kept, of equal counts the first by id; and how many others there are.
    """
    ranked = sorted(counts.items(), key=lambda item: (-float(item[1]), str(item[0])))
    return {key for key, _ in ranked[:most]}, max(len(ranked) - most, 0)


def fold(name: str) -> str:
    """A name to sort by: without case, accents or final sigma, so that «Άνω» stands with «Ανω»."""
    bare = unicodedata.normalize("NFD", name.casefold())
    return "".join(char for char in bare if not unicodedata.combining(char)).replace("ς", "σ")
