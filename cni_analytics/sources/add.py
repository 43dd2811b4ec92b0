"""A person's own documents put into the library, with the same right as those that were fetched."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from pathlib import Path

from cni_analytics.full_disk import is_full
from cni_analytics.sources.folder import SYNTHETIC, Folder
from cni_analytics.sources.library import Library
from cni_analytics.sources.library_rows import FOLDER, PUBLISHED, SUPERSEDED, Row
from cni_analytics.sources.listing import Listed

Progress = Callable[[int, int, str], None]


@dataclass(slots=True)
class AddReport:
    """What came of adding a folder.

    Attributes
    ----------
    added, changed, known
        Documents that are new, that were there in another version, and that were there already.
    problems
        Files that could not be read, one sentence each.
    """

    added: int = 0
    changed: int = 0
    known: int = 0
    problems: list[str] = field(default_factory=list)


def add_folder(
    folder: Path | str, library: Library, *, municipality_id: str | None = None,
    municipalities: Collection[str] = (), progress: Progress | None = None,
) -> AddReport:  # fmt: skip
    """Copy the documents of a folder into the library.

    A document is known by its path below the folder's own name: added again from there with other
    content, it is a new version and the old one stays in the store. The folder itself is not changed.

    Parameters
    ----------
    folder
        Text, Markdown and PDF documents, also in folders inside it.
    library
        Where they go.
    municipality_id
        Whose they are. Left out, a first-level folder says, or the folder itself where it is called after a
        municipality; what is printed on a page is stronger either way.
    municipalities
        Ids that the folder itself may be called after.
    progress
        Called after every document.

    Raises
    ------
    InputError
        Where the folder is not there.
    CniError
        Where a fetch or another add is running, or the disk is full.
    """
    root = Path(folder)
    listed = list(Folder(root).listed())
    own = root.resolve().name
    report = AddReport()
    with library.alone():
        for i, document in enumerate(listed):
            whose = municipality_id or document.listed_under or (own if own in municipalities else None)
            try:
                _add(document, f"{own}/{document.path}", whose, library, report)
            except OSError as error:
                if is_full(error):
                    raise
                report.problems.append(f"{document.path}: could not be read ({error.strerror or error})")
            if progress:
                progress(i + 1, len(listed), document.path)
    return report


def _add(document: Listed, name: str, whose: str | None, library: Library, report: AddReport) -> None:
    if document.size is None:
        raise OSError("not a file that can be read")
    known = library.current((FOLDER, name))
    same = known is not None and (known.sha256, known.municipality_id) == (document.sha256, whose)
    if known is not None and same and library.path_of(known) is not None:
        report.known += 1
        return
    with library.incoming() as file:
        with document.location.open("rb") as source:
            shutil.copyfileobj(source, file)
        file.seek(0)
        if hashlib.file_digest(file, "sha256").hexdigest() != document.sha256:  # type: ignore[arg-type]
            raise OSError("it changed while it was being read")
        sha256, size = library.keep(file, document.location.suffix.lower())
    row = Row(
        event="added", source=FOLDER, name=name, version=sha256[:16], status=PUBLISHED, recorded_at="",
        municipality_id=whose, url=str(document.location.resolve()), sha256=sha256, size=size,
        suffix=document.location.suffix.lower(), synthetic=True if document.source == SYNTHETIC else None,
    )  # fmt: skip
    rows = [row]
    if known is not None and known.version != row.version:
        rows.append(replace(known, event="changed", status=SUPERSEDED))
    library.record(*rows)
    report.changed += known is not None
    report.added += known is None
