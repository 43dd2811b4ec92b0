from __future__ import annotations

from pathlib import Path

from cni_analytics import project

CLONE = Path(__file__).resolve().parents[2]


def test_the_environment_comes_first(tmp_path, monkeypatch):
    monkeypatch.setenv("CNI_DATA", str(tmp_path / "mine"))
    assert project.data_folder() == tmp_path / "mine"
    assert project.corpus_folder() == tmp_path / "mine" / "corpus"
    assert project.reference_file("network_members.csv") == CLONE / "data" / "reference" / "network_members.csv"


def test_a_clone_is_found_from_anywhere_inside_it(tmp_path, monkeypatch):
    monkeypatch.delenv("CNI_DATA", raising=False)
    other = tmp_path / "other-clone"
    (other / "data" / "reference").mkdir(parents=True)
    (other / "data" / "reference" / "network_members.csv").write_text("")
    (other / "notebooks" / "deep").mkdir(parents=True)
    for inside in (other, other / "notebooks", other / "notebooks" / "deep"):
        monkeypatch.chdir(inside)
        assert project.data_folder() == other / "data"
        assert project.reference_file("network_members.csv").parent == other / "data" / "reference"


def test_elsewhere_the_clone_the_package_is_imported_from(tmp_path, monkeypatch):
    monkeypatch.delenv("CNI_DATA", raising=False)
    monkeypatch.chdir(tmp_path)
    assert project.data_folder() == CLONE / "data"


def test_an_installed_package_works_in_the_folder_it_is_called_in(tmp_path, monkeypatch):
    monkeypatch.delenv("CNI_DATA", raising=False)
    package = tmp_path / "site-packages" / "cni_analytics"
    (package / "_reference").mkdir(parents=True)
    (package / "_reference" / "network_members.csv").write_text("")
    monkeypatch.setattr(project, "_PACKAGE", package)
    monkeypatch.chdir(tmp_path)
    assert project.data_folder() == tmp_path / "data"
    assert project.reference_file("network_members.csv") == package / "_reference" / "network_members.csv"
