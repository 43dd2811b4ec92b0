from __future__ import annotations

import copy

import pytest
from fetch_desk import Desk

from cni_analytics.sources.standin import Archive, Faults, Standin, invent


@pytest.fixture(scope="session")
def invented() -> Archive:
    """Two councils with units of their own and one that shares its unit with the mayor."""
    return invent(3, years=2, seed=7, sessions=2, items=(2, 3))


@pytest.fixture
def archive(invented: Archive) -> Archive:
    """A copy that a test may change; the PDFs are made once for all."""
    return copy.deepcopy(invented)


@pytest.fixture
def desk_of(tmp_path):
    """Opens a desk before a stand-in with some faults."""
    open_ = []

    def make(archive: Archive, *faults: str, marked: bool = False) -> Desk:
        standin = Standin(archive, Faults(frozenset(faults)), marked=marked)
        standin.__enter__()
        open_.append(standin)
        return Desk(standin, tmp_path)

    yield make
    for standin in open_:
        standin.__exit__()


@pytest.fixture
def desk(desk_of, archive) -> Desk:
    return desk_of(archive)
