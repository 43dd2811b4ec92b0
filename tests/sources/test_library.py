"""The library: content-addressed, a manifest that only grows, and a person's own folder with equal right."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cni_analytics.errors import CniError, InputError
from cni_analytics.sources.add import add_folder
from cni_analytics.sources.journal import Journal
from cni_analytics.sources.library import Library
from cni_analytics.sources.library_rows import DIAVGEIA, FOLDER, SUPERSEDED, Asked, Row, asked_months, row_of

CLOCK = dt.datetime(2025, 3, 1, 9, 30, tzinfo=dt.UTC)


@pytest.fixture
def library(tmp_path):
    return Library(tmp_path / "library", clock=lambda: CLOCK)


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "mine"
    (root / "serres").mkdir(parents=True)
    (root / "serres" / "1.pdf").write_bytes(b"%PDF-1.7 one")
    (root / "serres" / "2.txt").write_text("ΔΗΜΟΣ", "utf-8")
    (root / "README.md").write_text("notes", "utf-8")
    (root / "three.md").write_text("# ΔΗΜΟΣ", "utf-8")
    return root


@settings(max_examples=60)
@given(
    st.lists(st.dictionaries(st.text(max_size=4), st.text(max_size=8), max_size=3), min_size=1, max_size=6), st.data()
)
def test_a_journal_cut_at_any_byte_loses_its_last_line_at_most(tmp_path_factory, lines, data):
    path = tmp_path_factory.getbasetemp() / "cut-at-any-byte.jsonl"
    path.unlink(missing_ok=True)
    Journal(path).append(lines)
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole)))
    path.write_bytes(whole[:at])
    left = whole[:at].count(b"\n") + (at > 0 and whole[at : at + 1] == b"\n")
    assert list(Journal(path)) == lines[:left]
    Journal(path).append([{"new": "line"}])
    assert list(Journal(path)) == [*lines[:left], {"new": "line"}]


def test_an_added_folder_is_listed_like_any_other_source(library, folder):
    report = add_folder(folder, library)
    assert (report.added, report.changed, report.known, report.problems) == (3, 0, 0, [])
    found = {d.path: d for d in Library(library.folder).listed()}
    assert {path: (d.source, d.listed_under, d.ada) for path, d in found.items()} == {
        "mine/serres/1.pdf": ("folder", "serres", None), "mine/serres/2.txt": ("folder", "serres", None),
        "mine/three.md": ("folder", None, None),
    }  # fmt: skip
    for document in found.values():
        assert document.location.stem == document.sha256
        assert document.location.suffix == "." + document.path.rpartition(".")[2]
    (first, *_) = map(json.loads, (library.folder / "manifest.jsonl").read_text("utf-8").splitlines())
    assert first["url"] == str(folder / "serres" / "1.pdf")
    assert first["recorded_at"] == "2025-03-01T09:30:00Z"


def test_adding_again_adds_nothing_and_another_content_is_another_version(library, folder):
    add_folder(folder, library)
    before = (library.folder / "manifest.jsonl").read_bytes()
    assert add_folder(folder, library).known == 3
    assert (library.folder / "manifest.jsonl").read_bytes() == before
    (old,) = (d for d in library.listed() if d.path.endswith("1.pdf"))
    (folder / "serres" / "1.pdf").write_bytes(b"%PDF-1.7 corrected")
    report = add_folder(folder, library)
    assert (report.added, report.changed, report.known) == (0, 1, 2)
    (new,) = (d for d in library.listed() if d.path.endswith("1.pdf"))
    assert new.location.read_bytes() == b"%PDF-1.7 corrected"
    assert old.location.read_bytes() == b"%PDF-1.7 one", "no version is ever removed"
    assert {r.status for r in library.rows[FOLDER, "mine/serres/1.pdf"].values()} == {"PUBLISHED", SUPERSEDED}
    assert (library.folder / "manifest.jsonl").read_bytes().startswith(before), "and no line is written anew"


def test_whose_documents_they_are(library, folder, tmp_path):
    add_folder(folder, library, municipality_id="katerini")
    assert {d.listed_under for d in library.listed()} == {"katerini"}
    flat = tmp_path / "trikala"
    flat.mkdir()
    (flat / "a.pdf").write_bytes(b"%PDF-1.7 a")
    add_folder(flat, library, municipalities={"trikala"})
    assert {d.listed_under for d in library.listed() if d.path == "trikala/a.pdf"} == {"trikala"}


def test_what_cannot_be_read_is_named_and_costs_nothing_else(library, folder):
    (folder / "gone.pdf").symlink_to(folder / "nowhere.pdf")
    report = add_folder(folder, library)
    assert report.added == 3
    assert [p.split(":")[0] for p in report.problems] == ["gone.pdf"]
    with pytest.raises(InputError):
        add_folder(folder / "none", library)


def test_simulated_documents_stay_marked(library, folder):
    (folder / "SYNTHETIC.json").write_text("{}", "utf-8")
    add_folder(folder, library)
    assert {d.source for d in library.listed()} == {"synthetic"}


def test_a_file_that_was_lost_is_asked_for_again(library, folder):
    add_folder(folder, library)
    (one, *others) = library.listed()
    one.location.unlink()
    others[0].location.write_bytes(b"short")
    assert len(list(library.listed())) == 1
    assert add_folder(folder, library).changed == 2
    assert len(list(library.listed())) == 3


def test_only_one_writes(library):
    other = Library(library.folder)
    with library.alone(), pytest.raises(CniError, match="another fetch or add"), other.alone():
        pass
    with other.alone():
        pass


def test_a_file_is_kept_under_its_content_and_nothing_else(library):
    with library.alone(), library.incoming() as file:
        file.write(b"%PDF-")
        with pytest.raises(ValueError):
            library.keep(file, "/../../x.pdf")
    assert not list(library.folder.rglob("*.pdf*"))


@pytest.mark.parametrize("line", [None, [], "x", {}, {"event": "listed"}, {"sha256": "../x"}])
def test_a_line_that_is_no_row_is_passed_over(line):
    good = Row("fetched", DIAVGEIA, "ΑΒΓ-Δ1", "v", "PUBLISHED", "2025-03-01T09:30:00Z", unit_ids=("1",))
    assert row_of(json.loads(json.dumps(good.plain()))) == good
    assert row_of({**good.plain(), **line} if isinstance(line, dict) and "sha256" in line else line) is None


def asked(first: str, last: str, unit: str = "1", *, complete: bool = True, body: str = "municipal_council") -> Asked:
    return Asked("serres", "6", unit, body, first, last, 1, 1, 1, complete, "http://x", "")


def months(*windows: Asked) -> list[str]:
    return sorted(month for _, _, month in asked_months(windows))


def test_a_month_is_known_where_every_day_of_it_was_answered():
    assert months(asked("2024-01-15", "2024-03-31")) == ["2024-02", "2024-03"]
    assert months(asked("2024-01-01", "2024-01-15"), asked("2024-01-16", "2024-02-28")) == ["2024-01"]
    assert months(asked("2024-02-01", "2024-02-29", complete=False)) == []
    assert months(asked("2024-01-01", "2024-02-29"), asked("2024-02-10", "2024-02-11", complete=False)) == ["2024-01"]


def test_a_body_with_two_units_is_known_where_both_are():
    both = months(asked("2024-01-01", "2024-02-29"), asked("2024-02-01", "2024-03-31", "2"))
    assert both == ["2024-02"]
