"""``cni verify``: a published report made again and compared."""

from __future__ import annotations

import click

from cni_analytics.cli.messages import say
from cni_analytics.cli.progress import progress
from cni_analytics.errors import Exit


@click.command("verify")
@click.argument("folder", metavar="FOLDER", type=click.Path())
@click.option("--documents", metavar="FOLDER", type=click.Path(),
              help="Where documents lie that the report names but does not hold.")  # fmt: skip
@click.option("--archived", is_flag=True, help="Keep to what FOLDER holds, whatever was corrected here since.")
def command(folder: str, documents: str | None, archived: bool) -> int:
    """Make every figure of a published report again and compare.

    FOLDER is what 'cni report' published, wherever it was copied to: it holds or names all that it was
    made from. For each figure it says identical, or what changed and why. In the project it was made in, a
    document or table that has been corrected since counts as it is now. Nothing is written to FOLDER.
    Its notebooks are run, so verify reports of people whose code you would run. Exit code 1 where
    anything differs, 3 where the report cannot be made again.
    """
    from cni_analytics.reports.verify import verify

    def told(done: int, total: int, what: str, state: str) -> None:
        say(f"{done}/{total} {what}: {state}")

    with progress("document") as reading:
        done = verify(folder, documents=documents, archived=archived, progress=told, reading=reading)
    click.echo(str(done))
    return Exit.OK if done.identical else Exit.FAILURE
