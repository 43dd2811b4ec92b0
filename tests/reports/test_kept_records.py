"""A document's page is made from what the build has read of it, and comes out as if it were read again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cni_analytics.reports import open_workbook, workbook
from cni_analytics.show import html_fragment


@pytest.fixture
def book(project):
    return open_workbook()


def test_what_was_read_is_not_read_again_and_shows_the_same(book, monkeypatch):
    (document,) = book.documents["document_id"]
    monkeypatch.setattr(workbook, "from_document", None)
    kept = book.read_document(document)
    monkeypatch.undo()
    again = workbook.from_document(kept.document)
    assert kept.record == again.record
    assert html_fragment(kept, "el", level=1) == html_fragment(again, "el", level=1)


def test_a_corpus_of_another_reader_is_read_again(book, monkeypatch):
    (document,) = book.documents["document_id"]
    other = replace(book.corpus.manifest, reader="another")
    monkeypatch.setattr(book.corpus, "manifest", other)
    read = []
    monkeypatch.setattr(workbook, "from_document", lambda document: read.append(document) or "read")
    assert book.read_document(document) == "read"
    assert len(read) == 1
