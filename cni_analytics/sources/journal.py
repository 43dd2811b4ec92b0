"""Files of lines that only ever grow, and survive being killed at any byte."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any


class Journal:
    """JSON lines, appended and never rewritten.

    A run that is killed can leave its last line without an end. Such a line is no row, and the next
    append begins on a line of its own.

    Parameters
    ----------
    path
        The file; made with the first line.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def __iter__(self) -> Iterator[Any]:
        """Every line that is whole, in the order they were written."""
        try:
            file = self.path.open("rb")
        except FileNotFoundError:
            return
        with file:
            for line in file:
                try:
                    yield json.loads(line)
                except ValueError:
                    continue

    def append(self, lines: Iterable[dict[str, Any]]) -> None:
        """Add lines; they are on the disk when this returns."""
        data = b"".join(json.dumps(line, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n" for line in lines)
        if not data:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a+b") as file:
            if file.seek(0, os.SEEK_END):
                file.seek(-1, os.SEEK_END)
                if file.read(1) != b"\n":
                    data = b"\n" + data
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
