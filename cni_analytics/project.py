"""Where the data lies: from a clone, from a notebook inside it, and from an installed wheel.

In this order:

1. ``CNI_DATA`` in the environment: the data folder itself.
2. ``data/`` of the nearest folder, from the working directory upwards, that holds
   ``data/reference/network_members.csv`` (a clone, also from its ``notebooks/``).
3. ``data/`` of the clone the package is imported from.
4. ``data/`` in the working directory, made when something is written there.

Reference tables that are not in the data folder are taken from the package itself, so that an
installed wheel has them.
"""

from __future__ import annotations

import os
from pathlib import Path

ENVIRONMENT = "CNI_DATA"
_MARK = Path("data", "reference", "network_members.csv")
_PACKAGE = Path(__file__).resolve().parent


def data_folder() -> Path:
    """The data folder, whether it exists or not; absolute."""
    if chosen := os.environ.get(ENVIRONMENT):
        return Path(chosen).expanduser().resolve()
    here = Path.cwd()
    for folder in (here, *here.parents, _PACKAGE.parent):
        if (folder / _MARK).is_file():
            return folder / "data"
    return here / "data"


def raw_folder() -> Path:
    """Documents as they were given, one folder a municipality; never written to."""
    return data_folder() / "raw"


def corpus_folder() -> Path:
    """The built corpus."""
    return data_folder() / "corpus"


def store_folder() -> Path:
    """What was read from each document, so that none is read twice."""
    return data_folder() / "store"


def library_folder() -> Path:
    """Documents that were fetched or added, by content, with their manifest."""
    return data_folder() / "library"


def reference_file(name: str) -> Path:
    """A reference table: the data folder's own, or the one the package carries.

    Parameters
    ----------
    name
        File name, e.g. ``network_members.csv``.
    """
    own = data_folder() / "reference" / name
    if own.is_file():
        return own
    for shipped in (_PACKAGE / "_reference", _PACKAGE.parent / "data" / "reference"):
        if (shipped / name).is_file():
            return shipped / name
    return own
