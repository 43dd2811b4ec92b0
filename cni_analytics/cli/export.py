"""``cni export``: the corpus as CSV and as Popolo JSON."""

from __future__ import annotations

import click


@click.command("export")
@click.argument("folder", metavar="FOLDER", type=click.Path())
@click.option("--corpus", metavar="FOLDER", type=click.Path(), help="Which corpus.  [default: data/corpus]")
@click.option("--with-text", is_flag=True,
              help="Write the words of the documents, too: they can name private persons.")  # fmt: skip
def command(folder: str, corpus: str | None, with_text: bool) -> None:
    """Write every table of the corpus into FOLDER as CSV, and who voted how as Popolo JSON.

    With the tables goes a Frictionless datapackage.json that describes every column. Only members of the
    bodies, officials and municipalities are named: subjects, clauses, quotations and other words of the
    documents, which can name private persons, stay in the corpus. FOLDER must be new, empty, or an
    earlier export, which is replaced.
    """
    from cni_analytics.tables import open_corpus

    click.echo(open_corpus(corpus).export(folder, with_text=with_text))
