"""What facts and their values are called, in Greek and in English; the names are data (``*.csv``)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import regex

from cni_analytics.errors import UsageError

Language = Literal["el", "en"]
LANGUAGES: tuple[Language, ...] = ("el", "en")
GROUPS = ("header", "roll_call", "movement", "vote", "derived", "resolution", "reference", "act", "finding")
"""Kinds of fact that share a colour."""

_INDEX = regex.compile(r"\[\d+\]|\.\d+(?=\.|\[|$)")


@dataclass(frozen=True, slots=True)
class Label:
    """What a fact is called and which colour it has."""

    group: str
    text: str


def checked(language: str) -> Language:
    """A language this package speaks."""
    for known in LANGUAGES:
        if language == known:
            return known
    raise UsageError("language", expected="el or en", found=repr(language), next_step="choose one of them")


def label(path: str, language: Language) -> Label:
    """The label of a fact, or of the nearest fact it is part of: ``roll_call.members[3].name`` is a member."""
    table = _labels(language)
    steps = _INDEX.sub("", path).split(".")
    for count in range(len(steps), 0, -1):
        if found := table.get(".".join(steps[:count])):
            return found
    return Label("header", path)


def value(key: str, language: Language, *, of: str | None = None) -> str:
    """A term of the record in words; ``of`` tells terms apart that two lists share («παρών»)."""
    table = _pairs("values", language)
    return table.get(f"{of}.{key}") or table.get(key) or key


def phrase(key: str, language: Language) -> str:
    """A heading or sentence of the page."""
    return _pairs("phrases", language)[key]


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(files(__package__).joinpath(f"{name}.csv").read_text("utf-8").splitlines()))


@cache
def _labels(language: Language) -> dict[str, Label]:
    return {row["path"]: Label(row["group"], row[language]) for row in _rows("labels")}


@cache
def _pairs(name: str, language: Language) -> dict[str, str]:
    return {row["key"]: row[language] for row in _rows(name)}
