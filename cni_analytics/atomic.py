"""Writes that happen wholly or not at all: a run killed at any moment leaves the last good state."""

from __future__ import annotations

import ctypes
import os
import secrets
import shutil
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file through a temporary one beside it, which then takes its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with scratch.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(path)
    finally:
        scratch.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 text as ``write_bytes`` does; line ends are kept as they are."""
    write_bytes(path, text.encode("utf-8"))


def scratch_folder(target: Path) -> Path:
    """Make an empty folder beside ``target``, to be filled and then put in its place by ``publish_folder``.

    What a killed run left there before is removed; callers hold a lock.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    for left in target.parent.glob(f".{target.name}.*.new"):
        shutil.rmtree(left, ignore_errors=True)
    folder = target.with_name(f".{target.name}.{secrets.token_hex(4)}.new")
    folder.mkdir()
    return folder


def publish_folder(scratch: Path, target: Path) -> None:
    """Put a filled scratch folder in the place of ``target``, in one step where the system has one.

    Linux exchanges the two names at once. Elsewhere the old folder is renamed away first; ``recover``
    undoes that half step if a run dies between the two renames.
    """
    if not target.exists():
        scratch.rename(target)
        return
    if _exchange(scratch, target):
        shutil.rmtree(scratch, ignore_errors=True)
        return
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    target.rename(old)
    scratch.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def recover(target: Path) -> None:
    """Put the last good folder back where a run died while publishing."""
    old = target.with_name(f".{target.name}.old")
    if old.exists() and not target.exists():
        old.rename(target)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two names at once; ``False`` where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    code: int = rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return code == 0
