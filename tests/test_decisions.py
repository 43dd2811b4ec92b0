"""Every decision under ``tests/decisions`` is read, and compared with its record fact by fact."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz import fuzz

from cni_analytics.record import record_of
from cni_analytics.text import open_document

FOLDER = Path(__file__).resolve().parent / "decisions"
DOCUMENTS = sorted(FOLDER.glob("*.txt"))
Record = dict[str, Any]
SAME_SUBJECT = 95
"""Of 100: a subject may differ in a stop or a dash."""


def fold(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"\s*[-‐‑–—−]\s*", "-", plain.replace("ς", "σ"))
    return " ".join(plain.split()).strip(' .,;:·«»"')


def plain(value: Any) -> str:
    return fold(json.dumps(value, ensure_ascii=False, sort_keys=True))


def at(record: Record, path: str) -> Any:
    value: Any = record
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value


def scalar(path: str) -> Callable[[Record], Any]:
    def read(record: Record) -> Any:
        value = at(record, path)
        return fold(value) if isinstance(value, str) else value

    return read


def listed(path: str, *keys: str, where: Callable[[Record], bool] = lambda _: True) -> Callable[[Record], Any]:
    def read(record: Record) -> frozenset[tuple[str, ...]]:
        rows = (row for row in at(record, path) or () if where(row))
        return frozenset(
            tuple(fold(json.dumps(row.get(k), ensure_ascii=False, sort_keys=True)) for k in keys) for row in rows
        )

    return read


def tally(record: Record) -> frozenset[tuple[str, int]]:
    return frozenset((k, v) for k, v in (at(record, "vote.tally") or {}).items() if v is not None)


def codes(record: Record) -> frozenset[str]:
    return frozenset(f["code"] for f in record["findings"] if f.get("severity") != "info") - {"low_text_quality"}


def origin(kind: str) -> Callable[[Record], bool]:
    return lambda row: row.get("origin") == kind


SCALARS = (
    "document.ada", "municipality", "body", "decision", "session.number", "session.date", "session.time",
    "session.kind", "session.format", "agenda_item", "roll_call.layout", "roll_call.seats", "roll_call.present_count",
    "roll_call.absent_count", "mayor.present", "attendance_at_item.settled", "vote.outcome", "vote.result",
    "vote.unanimity",
)  # fmt: skip
SETS: dict[str, tuple[str, Callable[[Record], Any]]] = {
    "roll_call.members": ("roll_call.members", listed("roll_call.members", "name", "status")),
    "roll_call.roles": (
        "roll_call.members",
        listed("roll_call.members", "name", "role", where=lambda m: bool(m.get("role"))),
    ),
    "movements": ("movements", listed("movements", "name", "kind", "item", "moment", "decision")),
    "attendance_at_item.present": (
        "attendance_at_item.present",
        lambda r: frozenset(map(fold, at(r, "attendance_at_item.present") or ())),
    ),
    "vote.tally": ("vote.tally", tally),
    "vote.stated": ("vote.votes", listed("vote.votes", "name", "vote", where=origin("stated"))),
    "vote.derived": ("vote.votes", listed("vote.votes", "name", "vote", where=origin("derived"))),
    "resolutions": ("resolutions", lambda r: tuple(fold(str(x["label"])) for x in r.get("resolutions") or ())),
    "findings": ("findings", codes),
}


def claimed(record: Record, path: str) -> bool:
    for key in path.split("."):
        if not isinstance(record, dict) or key not in record:
            return False
        record = record[key]
    return True


def facts(gold: Record, got: Record) -> Iterator[tuple[str, str]]:
    """Each claimed fact with ``right``, ``missing`` or ``wrong``."""
    for path in SCALARS:
        if claimed(gold, path):
            e, g = scalar(path)(gold), scalar(path)(got)
            yield path, "right" if e == g else "missing" if g is None else "wrong"
    if gold.get("subject"):
        score = fuzz.ratio(fold(gold["subject"]), fold(got.get("subject") or ""))
        yield "subject", "right" if score >= SAME_SUBJECT else "wrong" if got.get("subject") else "missing"
    for name, (path, read) in SETS.items():
        if claimed(gold, path):
            e, g = read(gold), read(got)
            less = g < e if isinstance(e, frozenset) else len(g) < len(e)
            yield name, "right" if e == g else "missing" if less else "wrong"


def misses_of(document: Path) -> set[tuple[str, str]]:
    gold = json.loads(document.with_suffix(".json").read_text("utf-8"))
    return {(field, state) for field, state in facts(gold, record_of(open_document(document))) if state != "right"}


def known_misses() -> dict[str, set[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {}
    with (FOLDER / "misses.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["document"], set()).add((row["field"], row["state"]))
    return found


def test_there_are_decisions_and_every_miss_names_one():
    assert len(DOCUMENTS) >= 20
    assert set(known_misses()) <= {d.stem for d in DOCUMENTS}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.stem)
def test_every_fact_but_the_known_misses_is_read_right(document):
    assert misses_of(document) == known_misses().get(document.stem, set())


def test_the_comparison_can_tell_wrong_from_missing_from_right():
    gold = json.loads(DOCUMENTS[0].with_suffix(".json").read_text("utf-8"))
    assert {state for _, state in facts(gold, gold)} == {"right"}
    other = json.loads(json.dumps(gold)) | {"municipality": "Αλλού", "subject": None}
    states = dict(facts(gold, other))
    assert states["municipality"] == "wrong"
    assert states["subject"] == "missing"


def write_misses() -> None:
    """Write what is not read right now, to be looked at before it is committed."""
    rows = sorted((d.stem, *miss) for d in DOCUMENTS for miss in misses_of(d))
    with (FOLDER / "misses.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([("document", "field", "state"), *rows])


if __name__ == "__main__":
    write_misses()
