"""``cni verify``: a published report made again from what it holds, and what came out otherwise, with the reason."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cni_analytics.printable import printable
from cni_analytics.reports import fingerprint
from cni_analytics.reports.inputs import FOLDER, NOTEBOOKS, TABLES
from cni_analytics.reports.verify_archive import (
    Archive,
    ArchivedDocuments,
    notebook_sources,
    open_archive,
    reference_tables,
)
from cni_analytics.reports.verify_compare import SHOWN, count, record_differences, row_differences, word_differences
from cni_analytics.reports.verify_present import Present, present_inputs
from cni_analytics.reports.verify_rebuild import Rebuilt, Told, rebuild
from cni_analytics.tables.manifest import sha256_of
from cni_analytics.tables.reading import Progress

UNEXPLAINED = (
    "neither inputs, parameters, notebook, code nor versions differ: it was changed together with the manifest, "
    "or does not come out the same twice"
)


@dataclass(frozen=True, slots=True)
class Result:
    """One figure, or the words and tables of one notebook, published and made again.

    Attributes
    ----------
    name
        ``fig-<id>``, or the notebook's name.
    files
        Suffixes of the files that differ; none for what is identical.
    what
        What differs: rows, facts of its record, what happened to its files. A sentence each.
    why
        What its making had otherwise. A sentence each.
    shows_the_same
        Only the record of its making differs: rows and picture are the same.
    """

    name: str
    files: tuple[str, ...] = ()
    what: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    shows_the_same: bool = False

    @property
    def identical(self) -> bool:
        """Whether every file came out byte for byte."""
        return not self.files

    @property
    def state(self) -> str:
        """``identical``; ``record``: only the record of its making differs, not what it shows; ``changed``."""
        return "identical" if self.identical else "record" if self.shows_the_same else "changed"


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of verifying a report; ``str`` says it in lines.

    Attributes
    ----------
    folder
        The published folder.
    figures
        Every figure of it, by name.
    words
        Every notebook: the sentences and tables around its figures.
    reasons
        What the making had otherwise, in full; ``why`` of a figure has them in short.
    others
        Pages, notebooks and inputs that are not as published, and what is there that is not of the report.
    """

    folder: Path
    figures: tuple[Result, ...]
    words: tuple[Result, ...] = ()
    reasons: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def identical(self) -> bool:
        """Whether every figure came out the same and nothing else in the folder was changed."""
        return not self.others and all(one.identical for one in (*self.figures, *self.words))

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        for one in self.figures:
            yield from _told(one, one.name)
        for one in self.words:
            yield from _told(one, f"{one.name}, its words and tables")
        yield from (f"altered    {sentence}" for sentence in self.others)
        yield from (f"since then {sentence}" for sentence in self.reasons)
        same = [_same(self.figures, "figure"), f"the words of {_same(self.words, 'notebook')}"]
        kept = sum(one.shows_the_same for one in self.figures)
        shown = f" ({kept} more {'show' if kept > 1 else 'shows'} the same)" if kept else ""
        more = f"; {count(len(self.others), 'other file', 'other files')} altered" if self.others else ""
        yield f"{printable(str(self.folder))}: identical are {same[0]}{shown} and {same[1]}{more}"


def _told(one: Result, name: str) -> Iterator[str]:
    yield f"{one.state:<10} {name}{': ' if one.files else ''}{', '.join(one.files)}"
    yield from (f"           {sentence}" for sentence in one.what)
    yield from (f"           because {sentence}" for sentence in one.why)


def _same(results: tuple[Result, ...], what: str) -> str:
    return f"{sum(one.identical for one in results)} of {count(len(results), what, what + 's')}"


def verify(
    folder: str | os.PathLike[str],
    *,
    documents: str | os.PathLike[str] | None = None,
    archived: bool = False,
    progress: Told = lambda *_: None,
    reading: Progress | None = None,
) -> Verification:
    """Make every figure of a published report again from its archived inputs and compare.

    Parameters
    ----------
    folder
        As ``cni report`` published it, wherever it was copied to. Nothing is written to it.
    documents
        Where documents lie that the report names and does not hold.
    archived
        Keep to what the folder holds. Otherwise, where it lies in the project at hand, an input that has been
        corrected there since is taken as it is now: a figure that it changes is no longer right.
    progress
        Told about each step.
    reading
        Told after every document that is read.

    Returns
    -------
    Verification

    Raises
    ------
    InputError
        Where it is no report, or not all that it was made from is there.

    Notes
    -----
    The notebooks in the folder are run: they are code, to be trusted as far as whoever published them.
    """
    archive = open_archive(Path(folder))
    present = Present() if archived else present_inputs(archive)
    listed = ArchivedDocuments(archive, Path(documents) if documents is not None else None, present.documents)
    tables, notebooks = {**reference_tables(archive), **present.tables}, notebook_sources(archive)
    with tempfile.TemporaryDirectory(prefix="cni-verify-") as work:
        made = rebuild(listed, tables, notebooks, archive.manifest["parameters"], Path(work), progress, reading)
        reasons = dict(_reasons(archive, listed, tables, notebooks, made))
        figures = tuple(_figures(archive, made, tuple(reasons)))
        words = tuple(_words(archive, made, tuple(reasons)))
    return Verification(archive.folder, figures, words, tuple(reasons.values()), tuple(_others(archive)))


def _reasons(
    archive: Archive, documents: ArchivedDocuments, tables: Mapping[str, Path], notebooks: Mapping[str, Path],
    made: Rebuilt,
) -> Iterator[tuple[str, str]]:  # fmt: skip
    """What the making had otherwise this time, for all figures alike: in short, and in full."""
    if documents.changed:
        changed = sorted(documents.changed.values())
        more = f" and {len(changed) - SHOWN} more" if len(changed) > SHOWN else ""
        yield "documents changed", f"documents changed: {'; '.join(changed[:SHOWN])}{more}"
    for name, path in tables.items():
        if sha256_of(path) != archive.inputs["reference_tables"][name]["sha256"]:
            kept = archive.input(TABLES, name)
            said = f"{FOLDER}/{TABLES}/{name} is not the table that was used"
            if path != kept:
                rows = row_differences(kept.read_bytes(), path.read_bytes())
                said = "; ".join([f"{printable(str(path))} changed", *rows])
            yield f"{name} changed", said
    for name, path in notebooks.items():
        if sha256_of(path) != archive.inputs["notebooks"][name]:
            yield f"the notebook {name} changed", f"{FOLDER}/{NOTEBOOKS}/{name}.ipynb is not the notebook that was run"
    published, now = archive.manifest["versions"], fingerprint.versions()
    others = [
        f"{printable(n)} {printable(published.get(n, 'none'))} → {now.get(n, 'none')}"
        for n in sorted({*published, *now})
        if published.get(n) != now.get(n)
    ]
    if others:
        yield "there are other versions", f"other versions: {', '.join(others)}"
    was, is_now = archive.manifest["code_sha256"], fingerprint.code()
    if was != is_now:
        yield "the code changed", f"the code of cni_analytics changed: {was[:12]}… → {is_now[:12]}…"
    before = archive.manifest.get("corpus")
    after = {"reader": made.corpus.reader, "builder": made.corpus.builder, "schema": made.corpus.schema}
    if isinstance(before, dict) and before != after:
        parts = " and ".join(part for part in after if before.get(part) != after[part])
        yield (
            f"another {parts} built the corpus",
            f"another {parts} built the corpus (code, lexicons, libraries or OCR of the machine)",
        )


def _figures(archive: Archive, made: Rebuilt, shared: tuple[str, ...]) -> Iterator[Result]:
    same_versions = archive.manifest["versions"] == fingerprint.versions()
    published = archive.figures
    new = {path.stem for path in made.figures.glob("fig-*.json")} - set(published)
    for figure in sorted({*published, *new}):
        if figure in new:
            yield Result(figure, ("json",), ("it is not in the published report",), _why(shared, {}, ()))
            continue
        notebook = archive.notebook_of(figure)
        if notebook in made.failed:
            yield Result(figure, ("svg",), (f"it could not be made: {printable(made.failed[notebook])}",),
                               _why(shared, {}, ()))  # fmt: skip
            continue
        yield _figure(archive, made, figure, published[figure], shared, pictures=same_versions)


def _figure(
    archive: Archive, made: Rebuilt, figure: str, names: Iterable[str], shared: tuple[str, ...], *, pictures: bool
) -> Result:
    differ, altered = [], []
    what: list[str] = []
    facts: dict[str, str] = {}
    for name in sorted(names):
        suffix = name.rpartition(".")[2]
        published, again = (_bytes(at / name) for at in (archive.folder, made.figures))
        if published is None or again is None:
            differ.append(suffix)
            what.append(f"{name} is not {'there' if published is None else 'made any more'}")
        elif published == again or (suffix == "png" and not pictures and name not in archive.altered):
            continue
        else:
            differ.append(suffix)
            if suffix == "csv":
                what += row_differences(published, again)
            elif suffix == "json":
                facts = record_differences(published, again)
        if name in archive.altered:
            altered.append(name)
    if not differ:
        return Result(figure)
    if "csv" not in differ:
        what.insert(0, "its rows are the same")
    said = [f"{path}: {change}" for path, change in facts.items()]
    if (more := len(said) - SHOWN) > 0:
        said[SHOWN:] = [f"and {count(more, 'more fact', 'more facts')} of its record"]
    what += said
    same = differ == ["json"] and bool(facts) and not altered
    return Result(figure, tuple(differ), tuple(what), _why(shared, facts, altered), same)


def _words(archive: Archive, made: Rebuilt, shared: tuple[str, ...]) -> Iterator[Result]:
    for name in sorted(archive.inputs["notebooks"]):
        file = f"notebooks/{name}.ipynb"
        altered = [file] if file in archive.altered else []
        published = _bytes(archive.folder / file)
        if name in made.failed:
            what = [f"it did not run to its end: {printable(made.failed[name])}"]
        elif published is None:
            what = [f"{file} is not there"]
        else:
            what = word_differences(published, made.executed[name].read_bytes())
        yield Result(name, ("ipynb",), tuple(what), _why(shared, {}, altered)) if what else Result(name)


def _why(shared: tuple[str, ...], facts: Mapping[str, str], altered: Iterable[str]) -> tuple[str, ...]:
    """Reasons that hold for all figures, those of this one's record, and what happened to its files since."""
    own = [f"{name} was changed after it was published" for name in altered]
    if "inputs.listings" in facts:
        own.append("what the sources listed changed")
    for kind in ("conventions", "parameters", "definition"):
        if any(path.startswith(f"{kind}.") for path in facts):
            own.append(f"its {kind} changed")
    return (*own, *shared) or (UNEXPLAINED,)


def _others(archive: Archive) -> Iterator[str]:
    for name, how in archive.altered.items():
        if not name.startswith("fig-"):
            yield f"{printable(name)}: {how}"
    yield from (f"{printable(name)}: it is not part of the report" for name in archive.unknown)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
