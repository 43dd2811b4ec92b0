"""What a decision is about, by the words of its subject (``data/reference/subjects.csv``); never a guess."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import regex

from cni_analytics.errors import InputError
from cni_analytics.project import reference_file
from cni_analytics.statements.lexicon import SEPARATOR, compile_pattern
from cni_analytics.tables import reference
from cni_analytics.tables.reference import Row
from cni_analytics.text.reading import fold

SWEARING_IN = "swearing_in"
"""The class of subjects by which a new member takes the oath."""


@dataclass(frozen=True, slots=True)
class SubjectClass:
    """The class of a subject, and the row of the table that says so."""

    name: str
    by: str


class Subjects:
    """The classes there are.

    Parameters
    ----------
    rows
        As ``reference.subjects`` gives them; the first row that matches decides.
    path
        The file's name, for messages.

    Raises
    ------
    InputError
        Where a pattern cannot be compiled, or an example of a row does not do as the row says.
    """

    def __init__(self, rows: Iterable[Row], *, path: str = "subjects.csv") -> None:
        self._rows = [(self._pattern(row, path), SubjectClass(row["class"], row["id"])) for row in rows]

    def of(self, subject: str | None) -> SubjectClass | None:
        """The class of a subject; ``None`` where no row matches or there is no subject."""
        if not subject:
            return None
        folded = fold(subject)
        return next((found for pattern, found in self._rows if pattern.search(folded)), None)

    @staticmethod
    def _pattern(row: Row, path: str) -> regex.Pattern[str]:
        where = f"{path}, line {row['source_row']}"
        try:
            pattern = compile_pattern(row["pattern"])
        except regex.error as error:
            raise InputError(f"{where}, column pattern", expected="a regular expression", found=str(error),
                             next_step="correct that cell") from None  # fmt: skip
        for column, wanted in (("matches", True), ("matches_not", False)):
            for example in (row[column] or "").split(SEPARATOR):
                if example and bool(pattern.search(fold(example))) != wanted:
                    raise InputError(f"{where}, column {column}",
                                     expected=f"an example the pattern {'matches' if wanted else 'does not match'}",
                                     found=repr(example), next_step="correct the pattern or the example")  # fmt: skip
        return pattern


def subjects() -> Subjects:
    """The classes of ``data/reference/subjects.csv``."""
    return Subjects(reference.subjects(), path=str(reference_file("subjects.csv")))
