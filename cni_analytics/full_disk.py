"""A disk that is full or cannot be written, said so that a person knows what to do."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cni_analytics.errors import CniError

_FULL = {errno.ENOSPC: "a full disk", errno.EDQUOT: "a quota that is used up"}
_SHUT = {errno.EROFS: "a disk that can only be read", errno.EACCES: "no permission to write"}


def is_full(error: BaseException) -> bool:
    """Whether there was no room: the fault of no document and of no server."""
    return isinstance(error, OSError) and error.errno in _FULL


@contextmanager
def writing(*folders: Path, kept: str) -> Iterator[None]:
    """Name the folder and the next step where one of these cannot be written.

    Parameters
    ----------
    folders
        What is written to.
    kept
        What holds although it failed, for the message.

    Raises
    ------
    CniError
        In place of the system's error; other errors pass as they are.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            folder = min(folders, key=_free)
            raise CniError(
                str(folder), expected="room to write",
                found=f"{_FULL[error.errno]} ({_free(folder) / 1e6:.1f} MB free, {os.strerror(error.errno)})",
                next_step=f"free some space, or move it to another disk, and run the same command again; {kept}",
            ) from error  # fmt: skip
        if error.errno in _SHUT and _below(error.filename, folders):
            raise CniError(
                str(error.filename), expected="a place to write to", found=_SHUT[error.errno],
                next_step=f"allow it, or name another folder, and run the same command again; {kept}",
            ) from error  # fmt: skip
        raise


def _free(folder: Path) -> int:
    there = next((f for f in (folder, *folder.absolute().parents) if f.exists()), Path("/"))
    try:
        return shutil.disk_usage(there).free
    except OSError:
        return 0


def _below(name: object, folders: tuple[Path, ...]) -> bool:
    if not isinstance(name, (str, os.PathLike)):
        return False
    path = Path(name).absolute()
    return any(path.is_relative_to(folder.absolute()) or path.parent == folder.absolute().parent for folder in folders)
