"""A build killed at any moment leaves the last good corpus, and the next one ends what it began."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from invented_records import place, record

from tests.killing import killed_at_random

HERE = Path(__file__).resolve().parent

# Kills its own process, as the system would, at the moment it is told.
KILLED = """
    import os, signal, sys
    sys.path.insert(0, {here!r})
    from invented_records import read
    from cni_analytics import atomic
    from cni_analytics.sources import store
    from cni_analytics.tables import assemble, build, manifest, writer
    def die(*_, **__):
        os.kill(os.getpid(), signal.SIGKILL)
    def after(function):
        def first_then_die(*a, **k):
            function(*a, **k)
            die()
        return first_then_die
    moment = {moment!r}
    if moment == "while reading":
        store.RecordStore.put = after(store.RecordStore.put)
    elif moment == "while storing":
        atomic.os.fsync = die
    elif moment == "while writing":
        writer.CorpusWriter._flush = after(writer.CorpusWriter._flush)
    elif moment == "before the manifest":
        manifest.Manifest.write = die
    elif moment == "before publishing":
        build.atomic.publish_folder = die
    elif moment == "while publishing":
        atomic._exchange = lambda *_: False
        Rename = type(atomic.Path())
        Rename.rename = after(Rename.rename)
    elif moment == "after publishing":
        build.atomic.publish_folder = after(build.atomic.publish_folder)
    build.build_corpus({raw!r}, {out!r}, store={store!r}, read=read, reader="test")
"""
MOMENTS = ("while reading", "while storing", "while writing", "before the manifest", "before publishing",
           "while publishing", "after publishing")  # fmt: skip


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_build_leaves_the_last_good_corpus(workshop, moment, tmp_path_factory):
    place(workshop.raw, "a/1.txt", record(1))
    workshop.build()
    good = workshop.files()
    place(workshop.raw, "a/2.txt", record(2))
    script = textwrap.dedent(KILLED).format(here=str(HERE), moment=moment, raw=str(workshop.raw),
                                            out=str(workshop.corpus_folder), store=str(workshop.store))  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", script], env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}, check=False
    )
    assert done.returncode == -signal.SIGKILL
    corpus = workshop.corpus()
    if moment != "after publishing":
        assert workshop.files() == good
        assert corpus.rows["decisions"] == len(corpus.decisions) == 1
    report = workshop.build()
    assert report.unchanged == (moment == "after publishing")
    assert len(workshop.corpus().decisions) == 2
    fresh = type(workshop)(tmp_path_factory.mktemp("fresh"))
    place(fresh.raw, "a/1.txt", record(1))
    place(fresh.raw, "a/2.txt", record(2))
    fresh.build()
    assert workshop.files() == fresh.files()
    left = {p.name for p in workshop.root.iterdir()} - {"raw", "store", "corpus"}
    assert left <= {".corpus.lock", ".corpus.places.json"}


def test_builds_killed_at_random_moments_leave_a_good_corpus_every_time(workshop, tmp_path_factory):
    place(workshop.raw, "a/0.txt", record(0))
    workshop.build()
    good = workshop.files()
    for n in range(1, 60):
        place(workshop.raw, f"{'abc'[n % 3]}/{n}.txt", record(n, municipality=f"Δοκιμής {n % 3}"))
    setup = f"""
import shutil
from invented_records import read
from cni_analytics.tables import build, manifest
root = Path({str(workshop.root)!r})
shutil.copytree(root / "corpus", root / "good")
def afresh():
    for name in ("corpus", "store"):
        shutil.rmtree(root / name)
    shutil.copytree(root / "good", root / "corpus")
def work(whole):
    out, store = ("/whole", "/whole-store") if whole else ("/corpus", "/store")
    build.build_corpus(root / "raw", f"{{root}}{{out}}", store=f"{{root}}{{store}}", read=read, reader="test", jobs=1)
def check():
    folder = root / "corpus"
    found = manifest.read_manifest(folder)
    assert found.rows["documents"] in (1, 60), found.rows
    assert manifest.whole(folder, found)
    assert len(list(folder.rglob("*.parquet"))) == len(found.files)
"""
    killed_at_random(setup, times=8, seed=4, path=HERE)
    assert workshop.files() in (good, files_of(workshop.root / "whole"))
    assert workshop.build().decisions == 60
    assert workshop.files() == files_of(workshop.root / "whole")
    left = {p.name for p in workshop.root.iterdir()} - {"raw", "store", "corpus", "whole", "whole-store", "good"}
    assert left <= {f".{name}{end}" for name in ("corpus", "whole") for end in (".lock", ".places.json")}


def files_of(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
