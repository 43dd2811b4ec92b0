"""``cni verify``: a published report made again and compared."""

from __future__ import annotations

import click

from cni_analytics.cli.messages import say
from cni_analytics.errors import Exit


@click.command("verify")
@click.argument("folder", metavar="FOLDER", type=click.Path())
@click.option("--documents", metavar="FOLDER", type=click.Path(),
              help="Where documents lie that the report names but does not hold.")  # fmt: skip
def command(folder: str, documents: str | None) -> int:
    """Make every figure of a published report again and compare.

    FOLDER is what 'cni report' published, wherever it was copied to: it holds or names all that it was
    made from. For each figure it says identical, or what changed and why. Nothing is written to FOLDER.
    Its notebooks are run, so verify reports of people whose code you would run. Exit code 1 where
    anything differs, 3 where the report cannot be made again.
    """
    from cni_analytics.reports.verify import verify

    def told(done: int, total: int, what: str, state: str) -> None:
        say(f"{done}/{total} {what}: {state}")

    done = verify(folder, documents=documents, progress=told)
    click.echo(str(done))
    return Exit.OK if done.identical else Exit.FAILURE
