"""The documents behind a report: their words marked, and the pages of a PDF as pictures beside them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from cni_analytics.reports import open_workbook
from cni_analytics.reports.documents import read_documents
from cni_analytics.simulate import simulate
from cni_analytics.tables import build_corpus


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    pytest.importorskip("reportlab")
    folder = tmp_path_factory.mktemp("pdf")
    simulate(folder / "made", municipalities=1, years=1, per_session=1, sessions_per_year=2, formats=("pdf",))
    build_corpus(folder / "made" / "SYNTHETIC", folder / "corpus", store=folder / "store", jobs=1)
    return list(read_documents(open_workbook(str(folder / "corpus"))).values())


def test_pages_that_are_quoted_are_drawn_with_their_words_boxed(documents):
    assert documents
    for document in documents:
        quoted = {span["page"] for spans in document.decision.record["evidence"].values() for span in spans}
        drawn = document.pictures()
        assert {picture.page.number for picture in drawn} == quoted
        html = str(document.html(drawn))
        for picture in drawn:
            assert picture.png.startswith(b"\x89PNG")
            assert re.fullmatch(r"[0-9a-f]{16}-\d+\.png", picture.href)
            assert f'<image href="{picture.href}"' in html
        assert "<rect " in html
        assert "base64" not in html, "pictures lie beside the page, not in it"


def test_a_document_whose_file_is_not_at_hand_has_its_words_and_no_picture(documents):
    bare = replace(documents[0], file=None)
    assert bare.pictures() == ()
    assert "<image" not in str(bare.html())
    assert "<mark " in str(bare.html())
