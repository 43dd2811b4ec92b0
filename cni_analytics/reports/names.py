"""What municipalities, councils, decisions and sessions are called, in Greek and English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

import pandas as pd

from cni_analytics.figures.compose import records
from cni_analytics.figures.language import Code, Language
from cni_analytics.reports.words import words
from cni_analytics.tables.corpus import Corpus


class Names:
    """Names of what a corpus holds.

    Parameters
    ----------
    corpus
        Whose decisions, sessions and municipalities are named.
    language
        ``el`` (municipalities in the genitive, as after «Δήμος») or ``en``.
    """

    def __init__(self, corpus: Corpus, language: Code) -> None:
        self._corpus = corpus
        self._language = Language(language)
        self._words = words(language)

    @cached_property
    def _municipalities(self) -> dict[str, str]:
        printed = self._corpus.decisions[["municipality_id", "municipality"]].dropna().sort_values("municipality")
        found = {str(row["municipality_id"]): str(row["municipality"]) for row in records(printed)}
        column = f"name_{self._language.code}"
        members = self._corpus.memberships
        return found | dict(zip(members["municipality_id"], members[column], strict=True))

    def table(self, municipality_ids: Iterable[str]) -> pd.DataFrame:
        """Names of some municipalities as figures take them.

        Returns
        -------
        DataFrame
            ``municipality_id`` and, as this language has it, ``name_el`` and ``name_en``; a municipality without a
            name has no row.
        """
        known = [
            (key, self._municipalities[key]) for key in sorted(set(municipality_ids)) if key in self._municipalities
        ]
        frame = pd.DataFrame(known, columns=["municipality_id", "name_el"], dtype="string")
        return frame.assign(name_en=frame["name_el"])

    def municipality(self, municipality_id: str) -> str:
        """Name of a municipality: the reference table's, or as printed; its id where neither has one."""
        return self._municipalities.get(municipality_id, municipality_id)

    def decision(self, document_id: str) -> str:
        """Name of a decision: «Δημοτικό Συμβούλιο Σερρών, απόφαση 210/2024»."""
        row = self._row("decisions", "document_id", document_id)
        number = "–" if pd.isna(row["decision_number"]) else f"{row['decision_number']}"
        year = "" if pd.isna(row["decision_year"]) else f"/{row['decision_year']}"
        return f"{self._council(row)}, {self._words['decision'].format(number=number + year)}"

    def session(self, session_id: str) -> str:
        """Name of a session: «Δημοτικό Συμβούλιο Σερρών, 26 Ιουνίου 2024, ώρα 20:00»."""
        row = self._row("sessions", "session_id", session_id)
        day, time = row["session_date"], row["session_time"]
        parts = [
            self._council(row),
            "" if pd.isna(day) else self._language.date(day.date()),
            "" if pd.isna(time) else self._words["hour"].format(time=time),
        ]
        return ", ".join(part for part in parts if part)

    def council(self, municipality_id: str, body: str) -> str:
        """Name of a body: «Δημοτικό Συμβούλιο Σερρών»."""
        return self._council({"municipality_id": municipality_id, "body": body})

    def _row(self, table: str, column: str, key: str) -> Mapping[str, Any]:
        frame = self._corpus[table]
        return records(frame[frame[column] == key])[0]

    def _council(self, row: Mapping[str, Any]) -> str:
        place = "" if pd.isna(row["municipality_id"]) else self.municipality(str(row["municipality_id"]))
        body = "other" if pd.isna(row["body"]) else row["body"]
        return self._words[f"body_{body}"].format(place=place).strip()
