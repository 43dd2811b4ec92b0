"""How a corpus stands towards its sources, without reading or building anything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from cni_analytics import project
from cni_analytics.sources import Source
from cni_analytics.tables import manifest as manifests
from cni_analytics.tables.build import announced, as_sources, list_documents
from cni_analytics.tables.corpus import Corpus, open_corpus
from cni_analytics.tables.listings import fingerprint
from cni_analytics.tables.reading import package_reader
from cni_analytics.tables.schemas import SCHEMA_VERSION

_BY_MONTH = """
    with found as (select
        coalesce(municipality_id, listed_under) as municipality_id,
        strftime(session_date, '%Y-%m') as month,
        count(*) as fetched,
        count(*) filter (where text_source <> 'none') as read,
        count(*) filter (where text_source in ('ocr', 'mixed')) as ocr,
        count(*) filter (where status = 'unreadable') as unreadable,
        count(*) filter (where status = 'no_decision') as no_decision,
        count(*) filter (where status = 'duplicate') as duplicate,
        count(*) filter (where text_source <> 'none' and errors + warnings > 0) as contradictory
    from documents
    group by all)
    select municipality_id, month, listed, coalesce(found.fetched, 0) as fetched,
        coalesce(read, 0) as read, coalesce(ocr, 0) as ocr, coalesce(unreadable, 0) as unreadable,
        coalesce(no_decision, 0) as no_decision, coalesce(duplicate, 0) as duplicate,
        coalesce(contradictory, 0) as contradictory
    from found full join listings using (municipality_id, month)
    where found.fetched > 0 or listed > 0
    order by municipality_id, month
"""


@dataclass(frozen=True)
class Status:
    """How a corpus stands.

    Attributes
    ----------
    path
        The corpus.
    built
        Whether there is one.
    new, gone
        Paths of documents the corpus does not have (or has in another version), and of those the
        sources no longer have.
    reasons
        What else makes it out of date: ``reader``, ``builder``, ``schema``, ``listings`` (what the sources
        list beside the documents they have), names of reference tables.
    by_month
        By municipality and month of the session (both missing where unknown): decisions listed (missing
        where no source was asked to list that month in full), documents fetched or given, read, read by
        OCR, unreadable, without a decision, duplicate, and with a finding that something contradicts
        itself or is missing. ``None`` where there is no corpus this version can open.
    """

    path: Path
    built: bool
    new: tuple[str, ...]
    gone: tuple[str, ...]
    reasons: tuple[str, ...]
    by_month: pd.DataFrame | None

    @property
    def up_to_date(self) -> bool:
        """Whether ``cni build`` would have nothing to do."""
        return self.built and not (self.new or self.gone or self.reasons)

    def __str__(self) -> str:
        lines = [f"{self.path}: {self._standing()}"]
        lines += [f"  new: {path}" for path in self.new[:10]]
        lines += [f"  … and {len(self.new) - 10} more" for _ in range(len(self.new) > 10)]
        lines += [f"  gone: {path}" for path in self.gone[:10]]
        if self.by_month is not None and len(self.by_month):
            shown = self.by_month.astype(object).where(self.by_month.notna(), "–")
            lines += ["", shown.to_string(index=False)]
        return "\n".join(lines)

    def _standing(self) -> str:
        if not self.built:
            return f"never built; {len(self.new)} documents wait for `cni build`."
        if self.up_to_date:
            return "up to date."
        why = [f"{len(self.new)} new documents"] if self.new else []
        why += [f"{len(self.gone)} documents gone"] if self.gone else []
        why += [f"another {reason}" for reason in self.reasons]
        return f"out of date ({', '.join(why)}); run `cni build`."


def corpus_status(
    sources: Iterable[Source] | Source | Path | str | None = None, out: Path | str | None = None
) -> Status:
    """How a corpus stands towards its sources.

    Parameters
    ----------
    sources, out
        As for ``build_corpus``.

    Raises
    ------
    InputError
        Where a source cannot be used.
    """
    folder = Path(out) if out is not None else project.corpus_folder()
    sources = as_sources(sources)
    listed = list_documents(sources)
    now = manifests.basis_of(listed, package_reader().version, fingerprint(announced(sources)))
    last = manifests.read_manifest(folder)
    if last is None:
        return Status(folder, False, tuple(d.path for d in listed), (), (), None)
    before = {(i["source"], i["path"], i["sha256"]) for i in last.inputs}
    after = {(i["source"], i["path"], i["sha256"]) for i in now.inputs}
    reasons = [
        name for name in ("reader", "builder", "schema", "listings") if getattr(last, name) != getattr(now, name)
    ]
    reasons += [name for name, digest in now.references.items() if last.references.get(name) != digest]
    corpus = open_corpus(folder) if last.schema == SCHEMA_VERSION else None
    return Status(
        path=folder,
        built=True,
        new=tuple(path for _, path, _ in sorted(after - before)),
        gone=tuple(path for _, path, _ in sorted(before - after) if path not in {p for _, p, _ in after}),
        reasons=tuple(reasons),
        by_month=by_month(corpus) if corpus else None,
    )


def by_month(corpus: Corpus) -> pd.DataFrame:
    """Documents of a corpus by municipality and month of the session; see ``Status.by_month``."""
    return corpus.sql(_BY_MONTH).astype({"listed": "Int64"})
