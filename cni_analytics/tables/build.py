"""From documents to the corpus: reads what is new, writes it whole or not at all."""

from __future__ import annotations

import multiprocessing
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout

from cni_analytics import atomic, cluster, project
from cni_analytics.errors import CniError
from cni_analytics.full_disk import writing
from cni_analytics.sources import Folder, Library, Listed, RecordStore, Source
from cni_analytics.sources.listing import Announcements, Announcing
from cni_analytics.tables import manifest as manifests
from cni_analytics.tables.assemble import Assembly
from cni_analytics.tables.listings import fingerprint
from cni_analytics.tables.places import remember_places
from cni_analytics.tables.reading import Progress, Read, package_reader, read_all
from cni_analytics.tables.report import BuildReport
from cni_analytics.tables.reuse import LastCorpus


def build_corpus(
    sources: Iterable[Source] | Source | Path | str | None = None,
    out: Path | str | None = None,
    *,
    store: Path | str | None = None,
    progress: Progress | None = None,
    say: Callable[[str], None] | None = None,
    jobs: int | None = None,
    scheduler: str | None = None,
    wait: float = 600.0,
    read: Read | None = None,
    reader: str | None = None,
) -> BuildReport:
    """Build the corpus: read what is new or changed, write every table.

    Parameters
    ----------
    sources
        Where the documents are: a folder, a source, several; ``data/raw``, and the library of what was
        fetched and added where there is one, where left out.
    out
        The corpus's folder, replaced as a whole when everything is written; ``data/corpus`` where left
        out.
    store
        Where records are kept between builds; ``data/store`` where left out.
    progress
        Called after every document.
    say
        Called with a sentence when this build has to wait for another one.
    jobs
        Processes that read; one a core where left out, and only this one for a few documents.
    scheduler
        Address of a Dask cluster that reads instead (``tcp://…``); the corpus is the same. Needs the extra
        ``cluster``.
    wait
        Seconds to wait for another build of the same corpus.
    read
        What turns a file into a record, for trying other readers; the package's own where left out.
    reader
        Version of ``read``; needed with it.

    Returns
    -------
    BuildReport
        What was read, counted and refused; ``unchanged`` where there was nothing to do.

    Raises
    ------
    InputError
        Where a source or a reference table cannot be used.
    UsageError
        Where ``scheduler`` is no address, or Dask is not installed.
    CniError
        Where another build did not finish in time, the disk is full, or the cluster cannot be reached or is
        lost; the last good corpus stands and what was read until then is kept.

    Examples
    --------
    >>> import cni_analytics as cni
    >>> cni.build_corpus()  # doctest: +SKIP
    <BuildReport: 1 document, 1 decision>
    """
    if (read is None) != (reader is None):
        raise TypeError("read and reader go together")
    if getattr(multiprocessing.current_process(), "_inheriting", False):
        # A worker that imports an unguarded script must not begin the build it was started for.
        raise RuntimeError('put the call of build_corpus under `if __name__ == "__main__":`')
    if scheduler is not None:
        cluster.checked(scheduler)
    target = Path(out) if out is not None else project.corpus_folder()
    kept = Path(store) if store is not None else project.store_folder()
    with writing(target, kept, kept="the last good corpus stands, and what was read is kept"):
        target.parent.mkdir(parents=True, exist_ok=True)
        with _alone(target, wait, say):
            atomic.recover(target)
            sources = as_sources(sources)
            listed, listings = list_documents(sources), announced(sources)
            remember_places(target, sources)
            reading = package_reader() if read is None else read
            records = RecordStore(kept, reader=reader or package_reader().version)
            basis = manifests.basis_of(listed, records.reader, fingerprint(listings))
            last = manifests.read_manifest(target)
            same = last if last is not None and last.basis == basis.basis and manifests.whole(target, last) else None
            if same is not None and not same.failed:
                return BuildReport.from_manifest(target, same, unchanged=True)
            documents = _by_content(listed)
            outcome = read_all([places[0] for places in documents.values()], records, read=reading,
                               jobs=jobs, scheduler=scheduler, progress=progress)  # fmt: skip
            failed = sorted(outcome.failures)
            if same is not None and same.failed == failed:
                return BuildReport.from_manifest(target, same, unchanged=True, read=outcome.read, cached=outcome.cached)
            alike = last if last is not None and _like(last, basis) else None
            assembly = Assembly(records, outcome.failures, LastCorpus(target, alike), _checked(alike))
            with _replacing(target) as scratch:
                rows = assembly.write(documents, scratch, listings)
                done = replace(
                    basis,
                    rows=rows,
                    files=manifests.files_of(scratch),
                    problems=assembly.problems,
                    refusals=assembly.refusals,
                    failed=failed,
                    partitions=assembly.partitions,
                    refused=sorted(set(assembly.failures) - set(failed)),
                )
                done.write(scratch)
            return BuildReport.from_manifest(target, done, read=outcome.read, cached=outcome.cached)


@contextmanager
def _replacing(target: Path) -> Iterator[Path]:
    """A folder to fill, which then takes the place of another; where that fails, nothing is left of it."""
    scratch = atomic.scratch_folder(target)
    try:
        yield scratch
        atomic.publish_folder(scratch, target)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _like(last: manifests.Manifest, basis: manifests.Manifest) -> bool:
    """Whether a corpus was made by the same code from the same tables, from whatever documents."""
    return replace(last, inputs=basis.inputs, listings=basis.listings).basis == basis.basis


@contextmanager
def _alone(target: Path, wait: float, say: Callable[[str], None] | None) -> Iterator[None]:
    lock = FileLock(target.with_name(f".{target.name}.lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout:
        if say:
            say(f"Another build of {target} is running; waiting for it, {wait:.0f} seconds at most.")
        try:
            lock.acquire(timeout=wait)
        except Timeout:
            raise CniError(
                str(target), expected="to be the only build of this corpus", found="another one running",
                next_step="wait for it to end and try again",
            ) from None  # fmt: skip
    try:
        yield
    finally:
        lock.release()


def as_sources(sources: Iterable[Source] | Source | Path | str | None) -> list[Source]:
    """The sources that a person means, so that they can be gone through more than once."""
    if sources is None:
        library, raw = Library(), project.raw_folder()
        if not library.exists:
            return [Folder(raw)]
        return [library, *([Folder(raw)] if raw.exists() else [])]
    if isinstance(sources, (str, Path)):
        return [Folder(sources)]
    return list(sources) if isinstance(sources, Iterable) else [sources]


def list_documents(sources: Iterable[Source] | Source | Path | str | None = None) -> list[Listed]:
    """Every document of the sources, in an order that never changes; ``data/raw`` and the library where left out."""
    return sorted((d for source in as_sources(sources) for d in source.listed()), key=lambda d: (d.source, d.path))


def announced(sources: Iterable[Source] | Source | Path | str | None = None) -> list[Announcements]:
    """What those of the sources list that know what there is."""
    return [source.announcements() for source in as_sources(sources) if isinstance(source, Announcing)]


def _checked(last: manifests.Manifest | None) -> set[str]:
    """Documents the last build has held to the schemas."""
    if last is None:
        return set()
    return {document["sha256"] for document in last.inputs} - {*last.failed, *last.refused}


def _by_content(listed: Iterable[Listed]) -> dict[str, list[Listed]]:
    places: dict[str, list[Listed]] = {}
    for document in listed:
        places.setdefault(document.sha256, []).append(document)
    return places
