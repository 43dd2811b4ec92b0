"""The work on one report, in a process of its own: what happens to it happens to no other report.

``python -P -m cni_analytics.reports.worker`` reads one JSON object, the report, from standard input and tells on
standard output, one JSON object a line, how it goes. ``cni_analytics.reports.running`` is the other end.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from cni_analytics.errors import CniError
from cni_analytics.reports.publish import Report, publish
from cni_analytics.reports.runner import NotebookError
from cni_analytics.reports.workbook import open_workbook

Tell = Callable[[dict[str, Any]], None]


def request(report: Report) -> dict[str, Any]:
    """A report as plain values."""
    book = report.book
    return {
        "out": str(report.out),
        "name": report.name,
        "book": [
            str(book.corpus.path),
            book.municipality,
            *(bound.isoformat() if bound else "" for bound in (book.date_from, book.date_to)),
            book.language,
        ],
        "notebooks": [[str(path), dict(values)] for path, values in report.notebooks.items()],
        "limit": report.limit,
    }


def requested(plain: dict[str, Any]) -> Report:
    """The report that ``request`` made plain values of."""
    notebooks = {Path(path): values for path, values in plain["notebooks"]}
    return Report(Path(plain["out"]), plain["name"], open_workbook(*plain["book"]), notebooks, plain["limit"])


def main() -> None:
    """Do the work."""
    plain = json.loads(_all(0))
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as told:
        os.dup2(2, 1)  # whatever a library prints goes to the log

        def tell(event: dict[str, Any]) -> None:
            told.write(f"{json.dumps(event, ensure_ascii=False)}\n")
            told.flush()

        work(plain, tell)


def work(plain: dict[str, Any], tell: Tell) -> None:
    """Publish a report and tell how it goes; the last event has ``published`` or ``failed``."""
    notebook = ""

    def progress(done: int, total: int, name: str, state: str) -> None:
        nonlocal notebook
        notebook = name
        tell({"notebook": name, "number": done, "of": total, "state": state})

    def cells(done: int, total: int) -> None:
        tell({"notebook": notebook, "cell": done, "cells": total})

    try:
        published = publish(requested(plain), progress=progress, cells=cells)
    except CniError as error:
        parts = {"where": error.where, "expected": error.expected, "found": error.found, "next_step": error.next_step}
        kept = [str(path) for path in error.kept] if isinstance(error, NotebookError) else []
        tell({"failed": parts, "notebook": notebook, "kept": kept})
    except OSError as error:
        tell({"failed": unwritable(plain["name"], str(error)), "notebook": notebook, "kept": []})
    except Exception as error:  # noqa: BLE001 (the last resort of a process: whatever it is, the others go on)
        traceback.print_exc()
        found = f"{type(error).__name__}: {error}"
        parts = {
            "where": f"report {plain['name']}",
            "expected": "it to be made",
            "found": found,
            "next_step": "read its log, and report it",
        }
        tell({"failed": parts, "notebook": notebook, "kept": []})
    else:
        steps = [asdict(step) for step in published.steps]
        tell({"published": steps, "unchanged": published.unchanged, "not_forked": published.not_forked})


def unwritable(name: str, found: str) -> dict[str, str]:
    """What is told of a report that could not be written."""
    return {
        "where": f"report {name}",
        "expected": "room and leave to write it",
        "found": found,
        "next_step": "make room or give leave, and run it again",
    }


def _all(file: int) -> bytes:
    with os.fdopen(os.dup(file), "rb") as stream:
        return stream.read()


if __name__ == "__main__":
    main()
    sys.exit()
