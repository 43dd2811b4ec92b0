"""``cni add``: a person's own documents into the library."""

from __future__ import annotations

import click

from cni_analytics.cli.messages import say
from cni_analytics.cli.progress import progress
from cni_analytics.errors import Exit, UsageError


@click.command("add")
@click.argument("folder", metavar="FOLDER", type=click.Path())
@click.option("--municipality", metavar="ID", help="Whose documents they are.  [default: what the folders say]")
def command(folder: str, municipality: str | None) -> int:
    """Put a folder of documents into the library.

    Text, Markdown and PDF documents are copied, each once; FOLDER stays as it is. Without
    --municipality a folder inside FOLDER says whose its documents are. What is printed on a page is
    stronger than either. Afterwards cni build reads them as it reads what was fetched.
    """
    from cni_analytics.sources import Library
    from cni_analytics.sources.add import add_folder
    from cni_analytics.tables.municipalities import municipalities
    from cni_analytics.tables.reference import ID

    known = municipalities().known
    if municipality is not None and not ID.fullmatch(municipality):
        raise UsageError(f"--municipality {municipality}", expected="an id such as serres", found="something else",
                         next_step="take it from data/reference/network_members.csv")  # fmt: skip
    if municipality is not None and municipality not in known:
        say(f"{municipality} is in no table of data/reference; only what is printed on a page says whose it is")
    with progress("document") as told:
        done = add_folder(folder, Library(), municipality_id=municipality, municipalities=known, progress=told)
    click.echo(f"{done.added} documents added, {done.changed} in another version, {done.known} already there")
    for problem in done.problems:
        say(problem)
    return Exit.BAD_INPUT if done.problems else Exit.OK
