"""Files and folders change wholly or not at all."""

from __future__ import annotations

import os

import pytest

from cni_analytics import atomic


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "a.json"
    atomic.write_text(path, "old")
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        atomic.write_text(path, "new")
    assert path.read_text("utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


@pytest.mark.parametrize("exchange", [True, False])
def test_a_published_folder_replaces_the_old_one(tmp_path, monkeypatch, exchange):
    if not exchange:
        monkeypatch.setattr(atomic, "_exchange", lambda *_: False)
    target = tmp_path / "network"
    for text in ("first", "second"):
        scratch = atomic.scratch_folder(target)
        (scratch / "index.html").write_text(text)
        atomic.publish_folder(scratch, target)
        assert (target / "index.html").read_text() == text
    assert [p.name for p in tmp_path.iterdir()] == ["network"]


def test_a_run_that_died_between_the_renames_is_undone(tmp_path):
    old = tmp_path / ".network.old"
    old.mkdir()
    (old / "index.html").write_text("good")
    atomic.recover(tmp_path / "network")
    assert (tmp_path / "network" / "index.html").read_text() == "good"


def test_scratch_of_a_killed_run_is_removed(tmp_path):
    left = atomic.scratch_folder(tmp_path / "network")
    (left / "half.html").write_text("half")
    fresh = atomic.scratch_folder(tmp_path / "network")
    assert not left.exists()
    assert list(fresh.iterdir()) == []
