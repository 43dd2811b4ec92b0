from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cni_analytics.sources import RecordStore, store

SHA = "ab" * 32
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda of: st.lists(of) | st.dictionaries(st.text(), of)
)


@settings(max_examples=40)
@given(record=st.dictionaries(st.text(), JSON))
def test_a_record_comes_back_as_it_was(tmp_path_factory, record):
    kept = RecordStore(tmp_path_factory.getbasetemp() / "records-that-come-back", reader="r")
    kept.put(SHA, ".md", record)
    assert kept.get(SHA, ".md") == record


def test_a_record_is_known_by_content_format_and_reader(tmp_path):
    kept = RecordStore(tmp_path, reader="one")
    kept.put(SHA, ".md", {"a": "\ud800"})
    assert kept.get(SHA, ".md") == {"a": "\ud800"}
    assert kept.get(SHA, ".txt") is None
    assert kept.get("cd" * 32, ".md") is None
    assert RecordStore(tmp_path, reader="two").get(SHA, ".md") is None


def test_any_damage_to_an_entry_is_noticed(tmp_path):
    kept = RecordStore(tmp_path, reader="r")
    kept.put(SHA, ".md", {"seats": 35, "name": "Σερρών"})
    (path,) = (p for p in tmp_path.rglob("*") if p.is_file())
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert kept.get(SHA, ".md") is None, at
        path.write_bytes(whole[:at])
        assert kept.get(SHA, ".md") is None, at
    path.write_bytes(whole + b" ")
    assert kept.get(SHA, ".md") is None
    path.write_bytes(whole)
    assert kept.get(SHA, ".md") is not None


@pytest.mark.parametrize(
    ("change", "differs"),
    [
        ("text/pages.py", True), ("statements/lexicon/votes.csv", True), ("derivation/replay.py", True),
        ("record.py", True), ("figures/style.py", False), ("text/notes.md", False),
    ],
)  # fmt: skip
def test_the_reader_is_its_code_and_its_lexicons(tmp_path, monkeypatch, change, differs):
    def version() -> str:
        store.reader_version.cache_clear()
        return store.reader_version()

    monkeypatch.setattr(store, "_PACKAGE", tmp_path)
    before = version()
    path = tmp_path / change
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x = 1")
    assert (version() != before) == differs
    again = version()
    path.write_text("x = 2")
    assert (version() != again) == differs
    monkeypatch.undo()
    store.reader_version.cache_clear()


def test_ocr_that_is_installed_is_another_reader(tmp_path, monkeypatch):
    def version() -> str:
        store.reader_version.cache_clear()
        return store.reader_version()

    monkeypatch.setenv("PATH", str(tmp_path))
    without = version()
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\necho 'List of available languages (1):'\necho eng\n")
    program.chmod(0o755)
    english = version()
    program.write_text(program.read_text() + "echo ell\n")
    assert len({without, english, version()}) == 3
    monkeypatch.undo()
    store.reader_version.cache_clear()
