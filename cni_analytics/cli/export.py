"""``cni export``: the corpus as CSV."""

from __future__ import annotations

import click


@click.command("export")
@click.argument("folder", metavar="FOLDER", type=click.Path())
@click.option("--corpus", metavar="FOLDER", type=click.Path(), help="Which corpus.  [default: data/corpus]")
def command(folder: str, corpus: str | None) -> None:
    """Write every table of the corpus into FOLDER as CSV.

    With them goes a Frictionless datapackage.json that describes every column. FOLDER must be new,
    empty, or an earlier export, which is replaced.
    """
    from cni_analytics.tables import open_corpus

    click.echo(open_corpus(corpus).export(folder))
