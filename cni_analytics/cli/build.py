"""``cni build``: documents into the corpus."""

from __future__ import annotations

import click

from cni_analytics.cli.messages import say
from cni_analytics.cli.progress import progress
from cni_analytics.errors import UsageError


@click.command("build")
@click.argument("folders", metavar="[FOLDER]...", nargs=-1, type=click.Path())
@click.option("--corpus", metavar="FOLDER", type=click.Path(), help="Where to build it.  [default: data/corpus]")
@click.option("--store", metavar="FOLDER", type=click.Path(),
              help="Where records are kept between builds.  [default: data/store]")  # fmt: skip
@click.option("--jobs", "-j", metavar="N", type=click.IntRange(1),
              help="Read N documents at a time.  [default: one a core]")  # fmt: skip
@click.option("--scheduler", metavar="URL",
              help="Read on a Dask cluster, such as tcp://192.0.2.10:8786; needs the extra 'cluster'.")  # fmt: skip
def command(
    folders: tuple[str, ...], corpus: str | None, store: str | None, jobs: int | None, scheduler: str | None
) -> None:
    """Build the corpus from folders of documents.

    FOLDER holds text, Markdown or PDF documents, one folder a municipality inside it; where none is
    given, data/raw and everything that was fetched or added. Only what is new or changed is read, and
    the corpus is replaced as a whole or not at all. A document that cannot be read is kept, counted
    and named, and does not stop the others.
    """
    from cni_analytics.sources import Folder
    from cni_analytics.tables import build_corpus

    if jobs is not None and scheduler is not None:
        raise UsageError("build", expected="--jobs or --scheduler", found="both",
                         next_step="leave --jobs out; the cluster has its own")  # fmt: skip
    sources = [Folder(folder) for folder in folders] or None
    with progress("document") as told:
        report = build_corpus(sources, corpus, store=store, progress=told, say=say, jobs=jobs,
                              scheduler=scheduler)  # fmt: skip
    summary, *problems = str(report).splitlines()
    click.echo(summary)
    for problem in problems:
        say(problem)
