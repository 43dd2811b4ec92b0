from __future__ import annotations

from pathlib import Path

import pytest
from invented_records import read

from cni_analytics.tables import BuildReport, Corpus, build_corpus, open_corpus


class Workshop:
    """A folder of documents, a store and a corpus of their own."""

    def __init__(self, root: Path) -> None:
        self.root, self.raw = root, root / "raw"
        self.raw.mkdir()
        self.corpus_folder, self.store = root / "corpus", root / "store"

    def build(self, **more) -> BuildReport:
        options = {"store": self.store, "read": read, "reader": "test"} | more
        return build_corpus(self.raw, self.corpus_folder, **options)

    def corpus(self) -> Corpus:
        return open_corpus(self.corpus_folder)

    def files(self) -> dict[str, bytes]:
        return {p.relative_to(self.corpus_folder).as_posix(): p.read_bytes()
                for p in sorted(self.corpus_folder.rglob("*")) if p.is_file()}  # fmt: skip


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)
