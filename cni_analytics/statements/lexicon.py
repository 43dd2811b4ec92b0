"""Wordings as data: rows of ``lexicon/*.csv``, each with the examples it must and must not match.

A pattern is a regular expression over folded text (lower case, no accents, ``σ`` for ``ς``); a space
in it stands for any white space, line ends included. A contributor adds a row; the tests are made
from the examples, and no code changes. ``{count}`` and ``{ordinal}`` in a pattern stand for a number in
words, in digits or in both.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import regex

from cni_analytics.compiled import compiled
from cni_analytics.statements.numerals import COUNT, ORDINAL

COLUMNS = ("id", "value", "pattern", "matches", "matches_not", "source")
SEPARATOR = " | "


@dataclass(frozen=True, slots=True)
class Wording:
    """One row of a lexicon.

    ``value`` is what the wording means; ``matches`` and ``matches_not`` are examples in ordinary
    Greek, folded before they are tried; ``source`` says where the wording was met.
    """

    id: str
    value: str
    pattern: regex.Pattern[str]
    matches: tuple[str, ...]
    matches_not: tuple[str, ...]
    source: str


_TOKEN = regex.compile(r"\\.|\[(?:\\.|[^\]])*\]| \?| |\^|\$")
_MEANING = {" ?": r"\s*+", " ": r"\s++", "^": r"(?:^|(?<=\f))", "$": r"(?:$|(?=\f))"}


def compile_pattern(pattern: str) -> regex.Pattern[str]:
    """Compile a lexicon pattern, which matches folded text.

    A space matches any white space, a space with ``?`` any or none; a line begins and ends at a page's end
    too. Inside a character class all characters mean what they do in a regular expression.
    """
    return regex.compile(_written_out(pattern), regex.MULTILINE)


def _written_out(pattern: str) -> str:
    spaced = _TOKEN.sub(lambda m: _MEANING.get(m[0], m[0]), pattern)
    return spaced.replace("{count}", COUNT).replace("{ordinal}", ORDINAL)


def names() -> tuple[str, ...]:
    """The lexicons there are."""
    found = (entry.name for entry in files(__package__).joinpath("lexicon").iterdir())
    return tuple(sorted(name.removesuffix(".csv") for name in found if name.endswith(".csv")))


@cache
def lexicon(name: str) -> tuple[Wording, ...]:
    """The rows of one lexicon, in the order of the file, which is the order they are tried in."""
    source = files(__package__).joinpath("lexicon", f"{name}.csv")
    read = csv.DictReader(source.read_text("utf-8").splitlines())
    if tuple(read.fieldnames or ()) != COLUMNS:
        raise ValueError(f"lexicon/{name}.csv: expected the columns {', '.join(COLUMNS)}, found {read.fieldnames}")
    rows = list(read)
    patterns = compiled(Path(str(source)), [_written_out(row["pattern"]) for row in rows])
    return tuple(
        Wording(
            row["id"],
            row["value"],
            pattern,
            tuple(e for e in row["matches"].split(SEPARATOR) if e),
            tuple(e for e in row["matches_not"].split(SEPARATOR) if e),
            row["source"],
        )
        for row, pattern in zip(rows, patterns, strict=True)
    )
