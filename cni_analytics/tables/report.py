"""What a build did, for a person and for ``cni build``."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from cni_analytics.tables.manifest import Manifest


@dataclass(frozen=True)
class BuildReport:
    """What a build did.

    Attributes
    ----------
    path
        The corpus.
    unchanged
        There was nothing to do: same documents, same reader, same reference tables.
    read, cached
        Documents read now, and those whose record was kept from before.
    rows
        Rows by table.
    problems
        One sentence for every document that could not be read.
    refusals
        One sentence for every row of ``corrections.csv`` and ``people.csv`` that no longer stands.
    """

    path: Path
    unchanged: bool
    read: int
    cached: int
    rows: dict[str, int]
    problems: tuple[str, ...] = field(default=())
    refusals: tuple[str, ...] = field(default=())

    @classmethod
    def from_manifest(
        cls, path: Path, manifest: Manifest, *, unchanged: bool = False, read: int = 0, cached: int = 0
    ) -> BuildReport:
        """A report on the corpus a manifest lies beside."""
        return cls(path, unchanged, read, cached, manifest.rows, tuple(manifest.problems),
                   tuple(manifest.refusals))  # fmt: skip

    @property
    def documents(self) -> int:
        """Documents in the corpus, readable or not."""
        return self.rows["documents"]

    @property
    def decisions(self) -> int:
        """Decisions counted, each once."""
        return self.rows["decisions"]

    def __str__(self) -> str:
        holds = f"{_n(self.documents, 'document')}, {_n(self.decisions, 'decision')}"
        if self.unchanged:
            return f"Nothing has changed: {self.path} is up to date ({holds})."
        kept = f", {self.cached} kept from before" if self.cached else ""
        lines = [f"Built {self.path}: {holds}; {self.read} read now{kept}."]
        return "\n".join([*lines, *(f"Not read: {problem}" for problem in self.problems),
                          *(f"Not applied: {refusal}" for refusal in self.refusals)])  # fmt: skip

    def __repr__(self) -> str:
        state = ", unchanged" if self.unchanged else ""
        return f"<BuildReport: {_n(self.documents, 'document')}, {_n(self.decisions, 'decision')}{state}>"

    def _repr_html_(self) -> str:
        return "<br>".join(escape(line) for line in str(self).splitlines())


def _n(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
