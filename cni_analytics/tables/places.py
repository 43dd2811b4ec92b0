"""Folders that a corpus was built from, remembered beside it and not in it: they are of this machine alone."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from cni_analytics import atomic
from cni_analytics.sources import Folder, Source


def _file(corpus: Path) -> Path:
    return corpus.with_name(f".{corpus.name}.places.json")


def remember_places(corpus: Path, sources: Iterable[Source]) -> None:
    """Remember the folders among the sources, so that their documents can be shown and kept with a report.

    Parameters
    ----------
    corpus
        The corpus's folder.
    sources
        What it is built from.
    """
    folders = [str(source.root.resolve()) for source in sources if isinstance(source, Folder)]
    if [str(folder) for folder in places_of(corpus)] != folders:
        atomic.write_text(_file(corpus), json.dumps(folders, ensure_ascii=False) + "\n")


def places_of(corpus: Path) -> list[Path]:
    """The folders remembered; documents lie in them under their ``path``. Empty where nothing is remembered."""
    try:
        found = json.loads(_file(corpus).read_text("utf-8"))
    except (OSError, ValueError):
        return []
    return [Path(folder) for folder in found if isinstance(folder, str)] if isinstance(found, list) else []
