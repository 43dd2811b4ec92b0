"""``cni export``: the corpus as CSV and as Popolo JSON."""

from __future__ import annotations

import click


@click.command("export")
@click.argument("folder", metavar="FOLDER", type=click.Path())
@click.option("--corpus", metavar="FOLDER", type=click.Path(), help="Which corpus.  [default: data/corpus]")
def command(folder: str, corpus: str | None) -> None:
    """Write every table of the corpus into FOLDER as CSV, and who voted how as Popolo JSON.

    With the tables goes a Frictionless datapackage.json that describes every column. They quote the
    documents, which can name private persons; popolo.json names members of the bodies alone. FOLDER
    must be new, empty, or an earlier export, which is replaced.
    """
    from cni_analytics.tables import open_corpus

    click.echo(open_corpus(corpus).export(folder))
