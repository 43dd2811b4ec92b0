"""``cni show``: a document with each fact marked where it stands."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from cni_analytics.cli.messages import say
from cni_analytics.decision import from_document, not_usable
from cni_analytics.errors import Exit, UsageError


@click.command("show")
@click.argument("file", metavar="FILE", type=click.Path())
@click.option("--html", "out", metavar="OUT", type=click.Path(),
              help="Write a static page to OUT instead; for a PDF with its pages, facts boxed.")  # fmt: skip
@click.option("--language", type=click.Choice(["el", "en"]), default="el", show_default=True,
              help="Of the labels; the document stays as it is.")  # fmt: skip
def command(file: str, out: str | None, language: str) -> int:
    """Show a document with each fact marked where it stands.

    In a terminal facts are coloured and named; without one, or with NO_COLOR set, they stand in
    [brackets]‹named›. Then come the facts with their words, who was present, and the findings.
    """
    from cni_analytics.show import html_page, pictures, terminal
    from cni_analytics.show.words import checked
    from cni_analytics.text import open_document

    document = open_document(file)
    decision = from_document(document)
    problem = not_usable(decision)
    if out is not None:
        _write(Path(out), Path(file), html_page(decision, language, pictures=pictures(document, Path(file))))
        say(f"wrote {out}")
    else:
        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        for part in terminal(decision, checked(language), colour=colour):
            click.echo(part, color=colour)
    if problem:
        say(str(problem))
        return Exit.BAD_INPUT
    return Exit.OK


def _write(target: Path, source: Path, page: str) -> None:
    from cni_analytics.atomic import write_text

    if target.is_dir():
        raise UsageError(f"--html {target}", expected="the name of a file", found="a folder",
                         next_step=f"give a name inside it, such as {target / 'decision.html'}")  # fmt: skip
    if target.exists() and source.exists() and target.samefile(source):
        raise UsageError(f"--html {target}", expected="a file of its own", found="the document itself",
                         next_step="choose another name")  # fmt: skip
    try:
        write_text(target, page)
    except OSError as error:
        raise UsageError(f"--html {target}", expected="a place that can be written", found=error.strerror or str(error),
                         next_step="choose another place") from error  # fmt: skip
