"""Compiled patterns kept between runs: the same patterns, and never a stale or a broken one."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex

from cni_analytics import compiled as module
from cni_analytics.compiled import compiled, remembered

PATTERNS = [r"^(?P<n>\d+)\s+(?:α|β){1,3}$", r"\p{Lu}\w*", r"(?<=x)y"]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "words.csv"
    path.write_text("", "utf-8")
    return path


def kept(source: Path) -> Path:
    (found,) = (source.parent / "__pycache__").iterdir()
    return found


def counting(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    made: list[str] = []
    real = regex.compile

    def compile_(pattern: str, flags: int = 0) -> regex.Pattern[str]:
        if pattern:
            made.append(pattern)
        return real(pattern, flags)

    monkeypatch.setattr(module.regex, "compile", compile_)
    return made


def test_what_is_loaded_matches_as_what_was_compiled(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = compiled(source, PATTERNS)
    made = counting(monkeypatch)
    second = compiled(source, PATTERNS)
    assert made == [], "nothing was compiled again"
    for one, other in zip(first, second, strict=True):
        assert (one.pattern, one.flags, one.groupindex) == (other.pattern, other.flags, other.groupindex)
    m = second[0].search("ένα\n12 αβ\nδύο")
    assert m is not None
    assert m["n"] == "12", "MULTILINE, with named groups"


def test_another_pattern_is_compiled(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled(source, PATTERNS)
    made = counting(monkeypatch)
    assert [p.pattern for p in compiled(source, [*PATTERNS[:2], "new"])] == [*PATTERNS[:2], "new"]
    assert "new" in made


@pytest.mark.parametrize("damage", ["cut", "changed", "empty", "other"])
def test_what_is_damaged_is_never_used(source: Path, damage: str) -> None:
    compiled(source, PATTERNS)
    path = kept(source)
    data = path.read_bytes()
    path.write_bytes(
        {"cut": data[: len(data) // 2], "changed": data[:-9] + b"x" + data[-8:], "empty": b"", "other": b"z" * 200}[
            damage
        ]
    )
    assert [p.pattern for p in compiled(source, PATTERNS)] == PATTERNS
    assert kept(source).read_bytes() == data, "and is made anew"


def test_a_folder_that_cannot_be_written_to_costs_only_time(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(module.atomic, "write_bytes", refuse)
    assert [p.pattern for p in compiled(source, PATTERNS)] == PATTERNS


def test_a_lexicon_inside_an_archive_is_compiled(tmp_path: Path) -> None:
    assert [p.pattern for p in compiled(tmp_path / "package.zip" / "words.csv", PATTERNS)] == PATTERNS
    assert not list(tmp_path.iterdir())


def compiled_inside(source: Path) -> list[regex.Pattern[str]]:
    with remembered(source):
        return [regex.compile(pattern, regex.IGNORECASE) for pattern in PATTERNS]


def test_what_a_package_compiles_is_loaded_the_next_time(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = compiled_inside(source)
    made = counting(monkeypatch)
    before = regex.compile
    second = compiled_inside(source)
    assert regex.compile is before
    assert made == [], "nothing was compiled again"
    for one, other in zip(first, second, strict=True):
        assert (one.pattern, one.flags, one.groupindex) == (other.pattern, other.flags, other.groupindex)
    assert second[1].findall("Ένα δύο") == first[1].findall("Ένα δύο")


def test_a_pattern_a_package_did_not_have_is_compiled_and_kept(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled_inside(source)
    made = counting(monkeypatch)
    for _ in range(2):
        with remembered(source):
            assert regex.compile("new").pattern == "new"
            assert regex.compile(PATTERNS[0]).flags != regex.compile(PATTERNS[0], regex.IGNORECASE).flags
    assert made == ["new", PATTERNS[0]], "once, and the same pattern with other flags is another"


def test_a_damaged_memory_of_a_package_is_not_used(source: Path) -> None:
    compiled_inside(source)
    path = kept(source)
    path.write_bytes(path.read_bytes()[:-3])
    assert [pattern.pattern for pattern in compiled_inside(source)] == PATTERNS


def test_a_package_that_cannot_be_imported_leaves_the_compiler_as_it_was(source: Path) -> None:
    before = regex.compile
    with pytest.raises(ImportError), remembered(source):
        raise ImportError
    assert regex.compile is before
