"""A build that fills the disk leaves the last good corpus, nothing half done, and goes on once there is room."""

from __future__ import annotations

import errno
import os

import pytest
from invented_records import place, read, record

from cni_analytics import atomic
from cni_analytics.errors import CniError
from cni_analytics.tables import writer
from cni_analytics.tables.manifest import Manifest


def full(*_, **__):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def no_room_to_read(path):
    if path.name == "3.txt":
        full()
    return read(path)


class Brimming(writer.pq.ParquetWriter):
    """Writes what it is given, and then there is no room."""

    def write_table(self, *args, **more):
        super().write_table(*args, **more)
        full()


MOMENTS = {
    "while storing": (atomic.os, "fsync", full),
    "while writing": (writer.pq, "ParquetWriter", Brimming),
    "at the manifest": (Manifest, "write", full),
}


@pytest.mark.parametrize(("moment", "jobs"), [*((m, 1) for m in MOMENTS), ("while reading", 1), ("while reading", 2)])
def test_a_full_disk_costs_no_corpus(workshop, moment, jobs, monkeypatch, tmp_path_factory):
    place(workshop.raw, "a/1.txt", record(1))
    workshop.build()
    good = workshop.files()
    for n in (2, 3):
        place(workshop.raw, f"a/{n}.txt", record(n))
    with monkeypatch.context() as patched:
        if moment in MOMENTS:
            patched.setattr(*MOMENTS[moment])
        with pytest.raises(CniError, match=r"expected room to write, found a full disk .* free some space") as error:
            workshop.build(read=no_room_to_read if moment == "while reading" else read, jobs=jobs)
    assert "the last good corpus stands" in str(error.value)
    assert workshop.files() == good
    left = {p.name for p in workshop.root.iterdir()} - {"raw", "store", "corpus"}
    assert left <= {".corpus.lock", ".corpus.places.json"}
    assert not list(workshop.store.rglob("*.tmp"))
    # The error is still held here, as a notebook holds its last one, and holds no lock.
    assert workshop.build(wait=0).decisions == 3
    fresh = type(workshop)(tmp_path_factory.mktemp("fresh"))
    for n in (1, 2, 3):
        place(fresh.raw, f"a/{n}.txt", record(n))
    fresh.build()
    assert workshop.files() == fresh.files()
