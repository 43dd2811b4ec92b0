"""A published figure held against the same figure made again: which files differ, in which rows, in which facts."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from html import unescape
from typing import Any

from cni_analytics.printable import printable
from cni_analytics.reports.pages import FIGURE_METADATA

SHOWN = 3
"""Differences of one kind that are printed; the others are counted."""
_LONG, _LONG_ROW = 60, 200
_BEFORE = 20
"""Letters shown of how two long texts begin, and before the place where they part."""
_SHA256 = re.compile(r"\b([0-9a-f]{12})[0-9a-f]{52}\b")
_DERIVED = ("rows.csv_sha256", "rows.plotted")
"""Said better by the rows themselves."""


def row_differences(published: bytes, rebuilt: bytes) -> list[str]:
    """Which rows of two CSV files differ.

    Parameters
    ----------
    published, rebuilt
        As ``fig-<id>.csv`` holds them.

    Returns
    -------
    list of str
        A sentence each, the first few; empty where they hold the same cells.
    """
    before, after = _rows(published), _rows(rebuilt)
    if before is None:
        return ["the published CSV cannot be read"]
    if after is None:
        return ["the rebuilt CSV cannot be read"]
    if before[:1] != after[:1]:
        gone, new = (_only(one[:1], other[:1]) for one, other in ((before, after), (after, before)))
        if not gone and not new:
            return ["columns: the same, in another order"]
        return [f"columns: published only {', '.join(gone) or 'none'}; rebuilt only {', '.join(new) or 'none'}"]
    header = before[0] if before else []
    if len(before) == len(after):
        pairs = enumerate(zip(before[1:], after[1:], strict=True), start=1)
        cells = [
            f"row {number}{_label(one)}, {_cell(name)}: {_change(was, now)}"
            for number, (one, other) in pairs
            for name, was, now in zip(header, one, other, strict=False)
            if was != now
        ]
        return _first(cells, "cell")
    said = [f"rows: {len(before) - 1} → {len(after) - 1}"]
    for word, one, other in (("published only", before, after), ("rebuilt only", after, before)):
        more = Counter(map(tuple, one)) - Counter(map(tuple, other))
        said += _first([f"{word}: {_cell(', '.join(row), _LONG_ROW)}" for row in more.elements()], "row")
    return said


def record_differences(published: bytes, rebuilt: bytes) -> dict[str, str]:
    """Which facts of two figure records differ.

    Parameters
    ----------
    published, rebuilt
        As ``fig-<id>.json`` holds them.

    Returns
    -------
    dict
        Path of the fact in the record → ``was → is``.
    """
    try:
        before, after = (_facts(json.loads(data)) for data in (published, rebuilt))
    except ValueError:
        return {"record": "the published JSON cannot be read"}
    found = {}
    for path in sorted({*before, *after}):
        was, now = before.get(path, "nothing"), after.get(path, "nothing")
        if was != now and path not in _DERIVED:
            found[path] = _change(was, now)
    return found


def word_differences(published: bytes, rebuilt: bytes) -> list[str]:
    """Which sentences and rows of tables differ between two executed notebooks; their figures aside.

    Parameters
    ----------
    published, rebuilt
        The notebooks, as papermill writes them.

    Returns
    -------
    list of str
        A sentence each, the first few; empty where they say the same.
    """
    try:
        before, after = (_lines(json.loads(data)) for data in (published, rebuilt))
    except (ValueError, KeyError, TypeError, AttributeError):
        return ["the published notebook cannot be read"]
    said = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "replace" and b - a == d - c:
            said += [f"words: {_change(was, now, _LONG_ROW)}" for was, now in zip(before[a:b], after[c:d], strict=True)]
        elif kind != "equal":
            was, now = (_cell(" / ".join(lines), _LONG_ROW) for lines in (before[a:b], after[c:d]))
            said.append(f"words: {was} → {now}")
    return _first(said, "place")


def _lines(notebook: Any) -> list[str]:
    """What a notebook's outputs say, line by line and row by row, without mark-up."""
    found = []
    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if FIGURE_METADATA in output.get("metadata", {}):
                continue
            text = "".join(data.get("text/html", data.get("text/markdown", ())))
            plain = unescape(re.sub(r"<[^>]*>", " ", re.sub(r"</(?:tr|p|li|h[1-6]|summary)>", "\n", text)))
            found += [" ".join(line.split()) for line in plain.splitlines() if line.strip()]
    return found


def _rows(data: bytes) -> list[list[str]] | None:
    try:
        return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        return None


def _only(one: list[list[str]], other: list[list[str]]) -> list[str]:
    there = set(other[0]) if other else set()
    return [_cell(name) for name in (one[0] if one else []) if name not in there]


def _label(row: list[str]) -> str:
    words = [cell for cell in row[:3] if cell]
    return f" ({_cell(', '.join(words))})" if words else ""


def _cell(text: str, long: int = _LONG) -> str:
    shown = _SHA256.sub(r"\1…", printable(" ".join(text.split())))
    if not shown:
        return "empty"
    return shown if len(shown) <= long else f"{shown[: long - 1]}…"


def _change(was: str, now: str, long: int = _LONG) -> str:
    """Both texts; of long ones that begin alike, how they begin and where they part."""
    texts = [" ".join(text.split()) for text in (was, now)]
    alike = next((place for place, (a, b) in enumerate(zip(*texts, strict=False)) if a != b), min(map(len, texts)))
    if max(map(len, texts)) > long and alike > 2 * _BEFORE:
        texts = [f"{text[:_BEFORE]}…{text[alike - _BEFORE :]}" for text in texts]
    return " → ".join(_cell(text, long) for text in texts)


def _first(sentences: list[str], what: str) -> list[str]:
    more = len(sentences) - SHOWN
    said = f"and {count(more, f'more {what}', f'more {what}s')}"
    return [*sentences[:SHOWN], *([said] if more > 0 else [])]


def count(n: int, one: str, many: str) -> str:
    """A number with its noun: «1 file», «2 files»."""
    return f"{n} {one if n == 1 else many}"


def _facts(record: Any) -> dict[str, str]:
    return dict(_flat(_with_documents(record), ""))


def _with_documents(record: Any) -> Any:
    # A document is known by its content and not by its place in the list, or one more would change them all.
    if not isinstance(record, dict) or not isinstance(record.get("documents"), list):
        return record
    documents = {str(d.get("path") if isinstance(d, dict) else d): d for d in record["documents"]}
    return {**record, "documents": documents}


def _flat(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _flat(inner, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list):
        yield path, json.dumps(value, ensure_ascii=False, sort_keys=True)
    else:
        yield path, "" if value is None else str(value)
