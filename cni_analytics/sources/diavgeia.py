"""Fetching from Diavgeia into the library: list what there is, then download each document once."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace

from cni_analytics.printable import printable
from cni_analytics.sources.diavgeia_client import Client, FetchError, Transfer, UnreachableError
from cni_analytics.sources.diavgeia_plan import Lister, Listing, Progress, Target
from cni_analytics.sources.library import Library
from cni_analytics.sources.library_rows import Row

_GIVE_UP = 3
"""Documents in a row without an answer, each after every attempt, after which the server counts as gone."""
_SAMPLE = 12
"""Files whose size is asked for to say how big the rest is."""
_RATE = 1_000_000
"""Bytes a second, where nothing was ever fetched to tell by."""
_DIGESTS = {16: "md5", 20: "sha1", 32: "sha256", 64: "sha512"}
"""Bytes of a checksum → what it was made with; Diavgeia does not say."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """How much there is to fetch.

    Attributes
    ----------
    documents
        How many.
    size
        Of all of them, about; ``None`` where no size is known to tell by.
    seconds
        It will take, about; where no size is known, for the requests alone.
    measured
        How many sizes it rests on.
    """

    documents: int
    size: int | None
    seconds: float
    measured: int


@dataclass(slots=True)
class FetchReport:
    """What came of a fetch.

    Attributes
    ----------
    listings
        By municipality, what Diavgeia lists and what has changed.
    fetched, size
        Documents that came, and their bytes.
    missing
        Documents listed whose file did not come, or was kept out.
    problems
        What went wrong, one sentence each; empty where everything asked for is there.
    notes
        What a person should know although everything came.
    estimate
        Instead, where nothing was to be fetched.
    """

    listings: list[Listing]
    fetched: int = 0
    size: int = 0
    missing: int = 0
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    estimate: Estimate | None = None

    @property
    def complete(self) -> bool:
        """Whether everything that was asked for is there."""
        return not self.missing and not self.problems

    def total(self, what: str) -> int:
        """Sum over the municipalities of one of the counts of ``Listing``."""
        return sum(getattr(listing, what) for listing in self.listings)


def fetch(
    client: Client, library: Library, targets: Sequence[Target], *, first: dt.date, last: dt.date,
    bodies: Sequence[str] = ("municipal_council",), dry_run: bool = False, listing_progress: Progress | None = None,
    document_progress: Progress | None = None,
) -> FetchReport:  # fmt: skip
    """Bring the library up to date with Diavgeia.

    What is known is not downloaded again; what was corrected, revoked or removed since is written down.
    Killed at any moment, the library holds what came until then, and the next run goes on from there.

    Parameters
    ----------
    client, library
        Where to ask, and where to keep.
    targets, bodies
        Whose decisions.
    first, last
        Days they were issued on, in Athens, both included.
    dry_run
        Only say what there is to do; nothing is downloaded and nothing written.
    listing_progress, document_progress
        Called after every search, and after every document.

    Raises
    ------
    CniError
        Where Diavgeia does not answer at all, another fetch is running, or the disk is full.
    """
    with nullcontext() if dry_run else library.alone():
        plan = Lister(client, library, write=not dry_run).plan(targets, bodies, first, last, listing_progress)
        report = FetchReport(plan.listings, problems=plan.problems, notes=plan.notes)
        if dry_run:
            report.estimate = _estimate(client, library, plan.pending)
        else:
            _download(client, library, plan.pending, report, document_progress)
    return report


def _download(
    client: Client, library: Library, pending: Sequence[Row], report: FetchReport, progress: Progress | None
) -> None:
    silent = 0
    for i, row in enumerate(pending):
        try:
            done = _one(client, library, row)
            silent = 0
        except FetchError as error:
            silent = silent + 1 if isinstance(error, UnreachableError) else 0
            done = replace(row, event="refused", reason=printable(f"{error.found}"))
        library.record(done)
        if done.event == "fetched":
            report.fetched += 1
            report.size += done.size or 0
        else:
            report.missing += 1
            report.problems.append(f"{row.municipality_id}: {row.name}: {done.reason}; not kept")
        if silent == _GIVE_UP:
            left = len(pending) - i - 1
            report.missing += left
            report.problems.append(f"{client.base}: no answer any more; {left} documents were not tried")
            return
        if progress:
            progress(i + 1, len(pending), row.name)


def _one(client: Client, library: Library, row: Row) -> Row:
    """Download one document; what is not the file that was announced is kept out."""
    url = client.url_of_document(row.document_url, row.name)
    with library.incoming() as file:
        transfer = client.download(url, file)
        file.seek(0)
        # A PDF may have a few bytes before its mark.
        reason = None if b"%PDF-" in file.read(1024) else "expected a PDF, found something else"
        reason = reason or _wrong_checksum(row.checksum, transfer)
        if reason:
            return replace(row, event="refused", reason=reason, url=transfer.url)
        sha256, size = library.keep(file, ".pdf")
    return replace(row, event="fetched", sha256=sha256, size=size, suffix=".pdf", url=transfer.url, reason=None,
                   seconds=round(transfer.seconds, 3))  # fmt: skip


def _wrong_checksum(said: str | None, transfer: Transfer) -> str | None:
    """Why a file is not the one that was announced; ``None`` where it is, or where nothing tells."""
    wanted = _digest(said)
    if wanted is None:
        return None
    found = transfer.digests[_DIGESTS[len(wanted)]]
    return None if found == wanted.hex() else f"expected a file with checksum {said}, found {found}"


def _digest(said: str | None) -> bytes | None:
    text = (said or "").strip()
    for decode in (bytes.fromhex, lambda t: base64.b64decode(t, validate=True)):
        try:
            found = decode(text)
        except (ValueError, binascii.Error):
            continue
        if len(found) in _DIGESTS:
            return found
    return None


def _estimate(client: Client, library: Library, pending: Sequence[Row]) -> Estimate:
    """About how much is to come: from the sizes of some of it, or else of what came before."""
    if not pending:
        return Estimate(0, 0, 0.0, 0)
    step = max(1, len(pending) // _SAMPLE)
    asked = [client.size(client.url_of_document(r.document_url, r.name)) for r in pending[::step][:_SAMPLE]]
    known = [r for r in library.currents() if r.size and r.seconds is not None]
    sizes = [size for size, _ in asked if size] or [r.size for r in known if r.size]
    size = round(sum(sizes) / len(sizes) * len(pending)) if sizes else None
    answer = sorted(seconds for _, seconds in asked)[len(asked) // 2]
    transferred = sum(r.seconds or 0.0 for r in known)
    rate = sum(r.size or 0 for r in known) / transferred if transferred > 1 else _RATE
    seconds = len(pending) * (client.pause + answer) + (size or 0) / rate
    return Estimate(len(pending), size, seconds, len(sizes))
