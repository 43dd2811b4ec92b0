"""A disk that fills up: one line that says what to do, what was good stays good, and the next run goes on."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fetch_desk import FIRST, LAST, of_council

from cni_analytics.errors import CniError, Exit
from cni_analytics.full_disk import writing
from cni_analytics.sources.add import add_folder
from cni_analytics.sources.diavgeia_client import Client
from cni_analytics.sources.journal import Journal
from cni_analytics.sources.library import Library


def full(*_, **__):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def after(n, function, instead=full):
    """The function, until it is called for the ``n``-th time: from then on something else."""
    count = 0

    def counted(*args, **more):
        nonlocal count
        count += 1
        return instead(*args, **more) if count >= n else function(*args, **more)

    return counted


class Brimming:
    """A file with room for half of what is written first."""

    def __init__(self, file) -> None:
        self._file = file

    def __getattr__(self, name):
        return getattr(self._file, name)

    def write(self, data: bytes) -> int:
        self._file.write(data[: len(data) // 2])
        full()
        raise AssertionError


MOMENTS = {
    "while listing": (Journal, "append", 3, full),
    "in a transfer": (Client, "download", 8, lambda client, url, into: _download(client, url, Brimming(into))),
    "when a file is kept": (Library, "keep", 8, full),
    "in the manifest": (Journal, "append", 30, full),
}
_download = Client.download


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_fetch_that_fills_the_disk_keeps_what_came_and_goes_on(desk, archive, moment, monkeypatch):
    owner, name, n, instead = MOMENTS[moment]
    with monkeypatch.context() as patched:
        patched.setattr(owner, name, after(n, getattr(owner, name), instead))
        with pytest.raises(CniError, match=r"expected room to write, found a full disk \(.* MB free") as error:
            desk.fetch()
    assert "free some space" in str(error.value)
    assert "run the same command again" in str(error.value)
    assert error.value.exit_code == Exit.FAILURE
    library = Library(desk.library.folder)
    came = {d.ada for d in library.listed()}
    assert bool(came) == (moment != "while listing")
    for document in library.listed():
        assert document.location.read_bytes() == archive.filed[document.ada].latest.data()
    assert list((desk.library.folder / ".partial").glob("*")) == []
    desk.library = library
    assert desk.fetch().complete
    assert desk.adas() == of_council(archive)
    assert sorted(desk.downloads) == sorted(f"/doc/{ada}" for ada in of_council(archive) - came)


def test_adding_to_a_full_disk_blames_no_document(tmp_path, monkeypatch):
    mine = tmp_path / "mine"
    mine.mkdir()
    for n in range(4):
        (mine / f"{n}.txt").write_text(f"Απόφαση {n}")
    library = Library(tmp_path / "library")
    with monkeypatch.context() as patched:
        patched.setattr(Library, "keep", after(3, Library.keep))
        with pytest.raises(CniError, match="expected room to write, found a full disk"):
            add_folder(mine, library)
    report = add_folder(mine, Library(tmp_path / "library"))
    assert (report.added, report.known, report.problems) == (2, 2, [])


@pytest.mark.parametrize(("number", "found"), [(errno.EDQUOT, "a quota that is used up"), (errno.EROFS, "only be read"),
                                               (errno.EACCES, "no permission to write")])  # fmt: skip
def test_what_cannot_be_written_is_named(tmp_path, number, found):
    at = tmp_path / "corpus" / "x"
    with pytest.raises(CniError, match=found), writing(tmp_path / "corpus", kept="all is well"):
        raise OSError(number, os.strerror(number), str(at))


@pytest.mark.parametrize(
    "error",
    [
        FileNotFoundError(errno.ENOENT, "x"),
        PermissionError(errno.EACCES, "x", "/elsewhere/x"),
        PermissionError(errno.EACCES, "x"),
        ValueError(),
    ],
)
def test_other_errors_are_not_explained_away(tmp_path, error):
    with pytest.raises(type(error)) as raised, writing(tmp_path / "corpus", kept=""):
        raise error
    assert raised.value is error


def _may_mount() -> bool:
    if shutil.which("unshare") is None:
        return False
    tried = ["unshare", "-Urm", "mount", "-t", "tmpfs", "none", "/mnt"]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


REAL = """
mount -t tmpfs -o size={small} none "$CNI_DATA"
cp -r "$MEMBERS"/. "$CNI_DATA"
cni() {{ "$PYTHON" -m cni_analytics "$@"; echo "exit $?"; }}
fetch() {{ cni fetch {whom} --pause 0 --from {first} --to {last} --base-url "$URL"; }}
fetch
mount -o remount,size=64m "$CNI_DATA"
fetch
used=$(du -sk "$CNI_DATA" | cut -f1)
mount -o remount,size=$((used + 200))k "$CNI_DATA"
cni build -j 1
ls -A "$CNI_DATA"
mount -o remount,size=64m "$CNI_DATA"
cni build -j 1
"""


@pytest.mark.skipif(not _may_mount(), reason="no disk of one's own can be made here")
def test_a_real_disk_that_fills_up(desk, archive, tmp_path):
    members = tmp_path / "members"
    archive.write_members(members)
    data = tmp_path / "data"
    data.mkdir()
    organization = next(iter(archive.organizations.values()))
    whom = organization.municipality.key
    wanted = [f for f in map(archive.filed.get, of_council(archive)) if f.organization_id == organization.uid]
    root = Path(__file__).resolve().parents[2]
    environment = os.environ | {"CNI_DATA": str(data), "MEMBERS": str(members), "PYTHON": sys.executable,
                                "URL": desk.standin.url, "PYTHONPATH": str(root)}  # fmt: skip
    script = REAL.format(small="250k", whom=whom, first=FIRST, last=LAST)
    done = subprocess.run(["unshare", "-Urm", "sh", "-c", script], env=environment, capture_output=True, text=True,
                          check=False)  # fmt: skip
    assert done.stdout.count("exit 1") == done.stdout.count("exit 0") == 2, done
    first, second = done.stderr.splitlines()
    for line, folder in ((first, "library"), (second, "")):
        assert line.startswith(f"cni: {data / folder}")
        assert "expected room to write, found a full disk" in line
    again = int(done.stdout.split(" downloaded")[0].split()[-2])
    assert 0 < again < len(wanted), "what came before the disk was full is not downloaded again"
    assert f"{len(wanted)} documents, {sum(f.of_council for f in wanted)} decisions" in done.stdout
    assert ".new" not in done.stdout, "nothing half built is left on a full disk"
