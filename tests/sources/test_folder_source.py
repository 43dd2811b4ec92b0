from __future__ import annotations

import hashlib
import os

import pytest

from cni_analytics.errors import InputError
from cni_analytics.sources import Folder
from cni_analytics.sources.folder import is_document


def test_documents_are_listed_in_one_order_with_what_they_are(tmp_path):
    for name in ("serres/b.pdf", "serres/a.md", "athens/2024/x.TXT", "loose.txt", "serres/a b.md", "serres/ά.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    listed = list(Folder(tmp_path).listed())
    assert [d.path for d in listed] == [
        "athens/2024/x.TXT", "loose.txt", "serres/a b.md", "serres/a.md", "serres/b.pdf", "serres/ά.md",
    ]  # fmt: skip
    assert [d.listed_under for d in listed] == ["athens", None, "serres", "serres", "serres", "serres"]
    for d in listed:
        assert (d.sha256, d.size) == (hashlib.sha256(d.path.encode()).hexdigest(), len(d.path.encode()))
        assert d.location.read_bytes() == d.path.encode()


@pytest.mark.parametrize(
    "name", ["README.md", "readme.txt", ".hidden.md", "a.docx", "a", "a.md~", ".md", "Readme-el.md"]
)
def test_what_is_not_a_document(name):
    assert not is_document(name)


def test_hidden_folders_and_pipes_and_links_to_folders(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.md").write_text("x")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.md").write_text("x")
    (tmp_path / "b").symlink_to(tmp_path / "a", target_is_directory=True)
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(tmp_path / "a" / "pipe.pdf")
    (tmp_path / "a" / "gone.md").symlink_to(tmp_path / "nowhere")
    listed = {d.path: d for d in Folder(tmp_path).listed()}
    assert set(listed) == {"a/x.md", "a/pipe.pdf", "a/gone.md"}
    assert listed["a/pipe.pdf"].size is listed["a/gone.md"].size is None
    assert len(listed["a/pipe.pdf"].sha256) == 64


def test_a_name_that_is_not_utf8_can_be_shown(tmp_path):
    with open(os.fsencode(tmp_path) + b"/\xc4\xe7\xec.pdf", "wb") as file:  # noqa: PTH123
        file.write(b"x")
    (listed,) = Folder(tmp_path).listed()
    listed.path.encode("utf-8")
    assert listed.location.read_bytes() == b"x"


def test_a_folder_that_is_none(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="found a file"):
        list(Folder(tmp_path / "file").listed())
    with pytest.raises(InputError, match="found nothing"):
        list(Folder(tmp_path / "none").listed())
