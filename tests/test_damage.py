"""What word processors, PDF libraries and typists do to a page changes none of its facts."""

from __future__ import annotations

import csv
import json
import random
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from cni_analytics.record import record_of
from cni_analytics.text import document_of
from tests.shared_cases import CASES
from tests.test_decisions import DOCUMENTS, FOLDER, facts, known_misses

Damage = Callable[[str], str]
TWINS = dict(zip("ΑΒΕΗΙΚΜΝΟΡΤΥΧΖο", "ABEHIKMNOPTYXZo", strict=True))
ACUTE = "\u0301"


def plain(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).replace(ACUTE, ""))


def latin(text: str) -> str:
    """One letter in seven of the longer words typed on the other keyboard; numbers and codes are left."""
    chance = random.Random(1)
    return re.sub(
        r"[^\W\d_]{4,}(?![\d-])",
        lambda m: "".join(TWINS.get(c, c) if chance.random() < 0.15 else c for c in m[0]),
        text,
    )


def soft_hyphens(text: str) -> str:
    chance = random.Random(2)
    inside = r"(?<=[α-ωά-ώ]{3})(?=[α-ωά-ώ]{3})"
    return re.sub(inside, lambda _: "\u00ad" if chance.random() < 0.1 else "", text)


def hyphenated(text: str) -> str:
    """Long lines of running text broken within a word."""
    lines = []
    for line in text.split("\n"):
        cuts = [m.start() for m in re.finditer(r"(?<=[α-ωά-ώ]{3})(?=[α-ωά-ώ]{3})", line[:80]) if m.start() > 50]
        if cuts and len(line) > 85 and "   " not in line.strip():
            lines += [line[: cuts[-1]] + "-", line[cuts[-1] :]]
        else:
            lines.append(line)
    return "\n".join(lines)


def footers(text: str) -> str:
    """Two pages, each with an address and a number at its foot."""
    lines = text.replace("\f", "\n").split("\n")
    half = len(lines) // 2
    foot = "Ταχ. Δ/νση: Πλατεία Ηρώων 3, τηλ. 00000 45678"
    parts = (lines[:half], lines[half:])
    return "\f".join("\n".join([*part, "", foot, f"- {n} -"]) for n, part in enumerate(parts, start=1))


DAMAGES: dict[str, Damage] = {
    "no accents": plain,
    "accents apart": lambda text: unicodedata.normalize("NFD", text),
    "hard spaces": lambda text: text.replace(" ", "\u00a0"),
    "soft hyphens": soft_hyphens,
    "hyphens": hyphenated,
    "double spaces": lambda text: re.sub(r"(?<=\S) (?=\S)", "  ", text),
    "double lines": lambda text: text.replace("\n", "\n\n"),
    "blank lines with spaces": lambda text: text.replace("\n", "\n \n"),
    "signs for letters": lambda text: text.replace("Δ", "∆").replace("μ", "µ").replace("Ω", "\u2126"),
    "Latin letters": latin,
    "footers": footers,
    "line ends": lambda text: text.replace("\n", "\r\n"),
    "trailing spaces": lambda text: re.sub(r"$", "   ", text, flags=re.MULTILINE),
    "a margin": lambda text: re.sub(r"^(?=.)|(?<=\f)(?=.)", "      ", text, flags=re.MULTILINE),
}
EACH = 4
"""Damages tried on each document; all of them on all take half a minute."""
MISREAD = {name for name, misses in known_misses().items() if ("roll_call.members", "wrong") in misses}
READ = [path for path in (*DOCUMENTS, *sorted(CASES.glob("*.txt"))) if path.stem not in MISREAD]
with (FOLDER / "damaged.csv").open(encoding="utf-8", newline="") as listed:
    NOT_HELD = {(row["document"], row["damage"]) for row in csv.DictReader(listed)}
"""Where a fact is lost under a damage still; what holds again must leave the list."""
TRIED = [
    pytest.param(
        path,
        name,
        id=f"{path.stem}-{name}",
        marks=[pytest.mark.xfail(strict=True)] if (path.stem, name) in NOT_HELD else [],
    )
    for i, path in enumerate(READ)
    for name in (list(DAMAGES) * 2)[(i * EACH) % len(DAMAGES) :][:EACH]
]


def record(path: Path, text: str) -> dict[str, object]:
    return json.loads(json.dumps(record_of(document_of(path.name, text.encode()))))


@pytest.mark.parametrize(("path", "damage"), TRIED)
def test_damage_changes_no_fact(path: Path, damage: str) -> None:
    text = path.read_text("utf-8")
    before, after = record(path, text), record(path, DAMAGES[damage](text))
    assert [fact for fact in facts(before, after) if fact[1] != "right"] == []
