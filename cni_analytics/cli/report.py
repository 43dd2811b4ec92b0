"""``cni report``: the notebooks run, and their pages published."""

from __future__ import annotations

import sys

import click

from cni_analytics.cli.messages import say
from cni_analytics.errors import UsageError


@click.command("report")
@click.argument("notebooks", metavar="[NOTEBOOK]...", nargs=-1)
@click.option("--municipality", metavar="ID", default="all", show_default=True,
              help="One municipality of the corpus, or all of the network.")  # fmt: skip
@click.option("--from", "date_from", metavar="DAY", default="", help="Only sessions from this day on (YYYY-MM-DD).")
@click.option("--to", "date_to", metavar="DAY", default="", help="Only sessions up to this day (YYYY-MM-DD).")
@click.option("--language", type=click.Choice(["el", "en"]), default="el", show_default=True,
              help="Of the pages and figures.")  # fmt: skip
@click.option("--corpus", metavar="FOLDER", type=click.Path(), default="", help="Which corpus.  [default: data/corpus]")
@click.option("--folder", metavar="FOLDER", type=click.Path(), default="",
              help="Where the notebooks are.  [default: notebooks]")  # fmt: skip
@click.option("--out", metavar="FOLDER", type=click.Path(), default="",
              help="Where reports are published.  [default: reports]")  # fmt: skip
@click.option("--parameter", "-p", "parameters", metavar="NAME=VALUE", multiple=True,
              help="A further parameter that a notebook declares; may be repeated.")  # fmt: skip
def command(
    notebooks: tuple[str, ...], municipality: str, date_from: str, date_to: str, language: str, corpus: str,
    folder: str, out: str, parameters: tuple[str, ...],
) -> None:  # fmt: skip
    """Run the notebooks over the corpus and publish their figures and pages.

    NOTEBOOK is the name of one, such as attendance; all of them where none is given. Parameters are
    checked before anything runs, and the report is replaced as a whole or not at all. What has not
    changed is not run again. Prints the page to open.
    """
    from cni_analytics.reports import run

    watched = sys.stderr.isatty()

    def told(done: int, total: int, notebook: str, state: str) -> None:
        say(f"{done}/{total} {notebook}: {state}")

    published = run(
        corpus=corpus, municipality=municipality, date_from=date_from, date_to=date_to, language=language,
        given=_given(parameters), notebooks=folder, out=out, only=notebooks, progress=told, bars=watched,
    )  # fmt: skip
    if published.unchanged:
        say("nothing has changed; the report is up to date")
    click.echo(published.index)


def _given(parameters: tuple[str, ...]) -> dict[str, str | int | float | bool]:
    given: dict[str, str | int | float | bool] = {}
    for text in parameters:
        name, separator, value = text.partition("=")
        if not separator or not name:
            raise UsageError(f"--parameter {text}", expected="NAME=VALUE", found=repr(text),
                             next_step="write it as in --parameter session=26")  # fmt: skip
        given[name] = value
    return given
