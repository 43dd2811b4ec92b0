"""``cni fetch``: decisions from Diavgeia into the library."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from cni_analytics.cli.messages import say
from cni_analytics.cli.progress import progress
from cni_analytics.errors import Exit, UsageError

if TYPE_CHECKING:
    from cni_analytics.sources.diavgeia import Estimate, FetchReport
    from cni_analytics.sources.diavgeia_client import Client
    from cni_analytics.sources.diavgeia_plan import Target

_DAY = click.DateTime(["%Y-%m-%d"])
_YEAR = dt.timedelta(days=365)


@click.command("fetch")
@click.argument("municipalities", metavar="[MUNICIPALITY]...", nargs=-1)
@click.option("--network", is_flag=True, help="Every member of the network.")
@click.option("--from", "since", metavar="DAY", type=_DAY,
              help="Issued on this day or later (YYYY-MM-DD).  [default: a year before the last day]")  # fmt: skip
@click.option("--to", "until", metavar="DAY", type=_DAY, help="Issued on this day or earlier.  [default: today]")
@click.option("--body", "bodies", metavar="BODY", multiple=True, default=("municipal_council",), show_default=True,
              help="Whose decisions; may be repeated: municipal_committee, economic_committee and others.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Say how many, how big and how long; download and write nothing.")
@click.option("--base-url", metavar="URL", envvar="CNI_DIAVGEIA_URL", default="https://diavgeia.gov.gr",
              show_default=True, help="Where Diavgeia is; also CNI_DIAVGEIA_URL in the environment.")  # fmt: skip
@click.option("--contact", metavar="TEXT", envvar="CNI_CONTACT", default="",
              help="An address that Diavgeia can write to, sent with every request; also CNI_CONTACT.")  # fmt: skip
@click.option("--pause", metavar="SECONDS", type=click.FloatRange(0, 60), default=0.25, show_default=True,
              help="Between one request and the next.")  # fmt: skip
def command(
    municipalities: tuple[str, ...], network: bool, since: dt.datetime | None, until: dt.datetime | None,
    bodies: tuple[str, ...], dry_run: bool, base_url: str, contact: str, pause: float,
) -> int:  # fmt: skip
    """Fetch decisions from Diavgeia into the library.

    MUNICIPALITY is an id of data/reference/network_members.csv, or the number (uid) of any organisation
    on Diavgeia. Each document is downloaded once; what was corrected or revoked since is noticed on the
    next run. A run that was stopped goes on where it stopped. Exit code 1 where something that was
    asked for did not arrive.
    """
    from cni_analytics.sources import Library
    from cni_analytics.sources.diavgeia import fetch
    from cni_analytics.sources.diavgeia_client import Client
    from cni_analytics.sources.moments import athens_day, now

    last = until.date() if until else athens_day(now())
    first = since.date() if since else last - _YEAR
    _check(first, last, bodies)
    if network == bool(municipalities):
        raise UsageError("fetch", expected="municipalities or --network", found="both" if network else "neither",
                         next_step="name whose decisions to fetch, as in cni fetch serres")  # fmt: skip
    with Client(base_url, contact=contact, pause=pause, say=say) as client:
        targets = _targets(client, municipalities)
        with progress("search") as searched, progress("document") as downloaded:
            report = fetch(
                client, Library(), targets, first=first, last=last, bodies=tuple(dict.fromkeys(bodies)),
                dry_run=dry_run, listing_progress=searched, document_progress=downloaded,
            )  # fmt: skip
    for message in (*report.notes, *report.problems):
        say(message)
    click.echo(_summary(report))
    return Exit.OK if report.complete else Exit.FAILURE


def _check(first: dt.date, last: dt.date, bodies: Sequence[str]) -> None:
    from cni_analytics.sources.diavgeia_units import bodies as known

    if first > last:
        raise UsageError("--from", expected=f"a day up to {last}", found=str(first), next_step="correct --from or --to")
    for body in bodies:
        if body not in known():
            raise UsageError(f"--body {body}", expected=f"one of {', '.join(known())}", found=body,
                             next_step="choose among them")  # fmt: skip


def _targets(client: Client, names: Sequence[str]) -> list[Target]:
    """Whom to ask for: the members that are named, or all of them; any other organisation by its number."""
    from cni_analytics.sources.diavgeia_plan import Target
    from cni_analytics.tables.reference import aliases, memberships

    members = memberships()
    known = {
        row["municipality_id"]: Target(row["municipality_id"], row["diavgeia_uid"], row.get("council_unit_uid"))
        for row in (*aliases(), *members)
        if row["diavgeia_uid"]
    }
    by_uid = {target.organization_id: target for target in known.values()}
    found: dict[str, Target] = {}
    for name in names or [row["municipality_id"] for row in members]:
        target = known.get(name) or by_uid.get(name)
        if target is None and name.isascii() and name.isdigit():
            target = Target(_id_of(client, name), name)
        if target is None:
            raise UsageError(name, expected=f"one of {', '.join(known)}, or an organisation's number on Diavgeia",
                             found="neither", next_step="correct the name")  # fmt: skip
        found[target.organization_id] = target
    return list(found.values())


def _id_of(client: Client, uid: str) -> str:
    """The id of a municipality that no table has, made from its name on Diavgeia as from one on a page."""
    from cni_analytics.sources.diavgeia_plan import organization
    from cni_analytics.tables.municipalities import municipalities, slug

    label = organization(client, uid) or ""
    first, _, name = label.partition(" ")
    name = name if first.upper().startswith(("ΔΗΜΟΣ", "ΔΗΜΟΥ")) else label
    return municipalities().match(name).id or slug(name) or f"organization-{uid}"


def _summary(report: FetchReport) -> str:
    listed, new, corrected, revoked, gone = (
        report.total(what) for what in ("listed", "new", "corrected", "revoked", "gone")
    )
    said = f"{_count(len(report.listings), 'municipality', 'municipalities')}: {listed} decisions listed, {new} new"
    changes = ((corrected, "corrected"), (revoked, "revoked"), (gone, "removed"))
    said += "".join(f", {n} {what}" for n, what in changes if n)
    if report.estimate is not None:
        return f"{said}; {_estimated(report.estimate)}"
    missing = f", {report.missing} did not come" if report.missing else ""
    return f"{said}; {_count(report.fetched, 'document', 'documents')} downloaded ({_size(report.size)}){missing}"


def _estimated(estimate: Estimate) -> str:
    if not estimate.documents:
        return "nothing to download"
    said = f"{_count(estimate.documents, 'document', 'documents')} to download"
    if estimate.size is None:
        return f"{said}, of a size the server does not tell, in {_duration(estimate.seconds)} or more"
    return (f"{said}, about {_size(estimate.size)} (by the size of {estimate.measured}), "
            f"in about {_duration(estimate.seconds)}")  # fmt: skip


def _count(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many}"


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size < 1e9 else f"{size / 1e9:.1f} GB"


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} seconds"
    return f"{seconds / 60:.0f} minutes" if seconds < 5400 else f"{seconds / 3600:.1f} hours"
