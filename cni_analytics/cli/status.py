"""``cni status``: how the corpus stands towards its documents."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from cni_analytics.cli.messages import say
from cni_analytics.errors import Exit

if TYPE_CHECKING:
    from cni_analytics.tables import Status


@click.command("status")
@click.argument("folders", metavar="[FOLDER]...", nargs=-1, type=click.Path())
@click.option("--corpus", metavar="FOLDER", type=click.Path(), help="Which corpus.  [default: data/corpus]")
@click.option("--json", "as_json", is_flag=True, help="Print the same as one JSON object.")
def command(folders: tuple[str, ...], corpus: str | None, as_json: bool) -> int:
    """Say what the corpus holds and whether it is up to date.

    It is compared, without reading them, with the documents in FOLDER, or where none is given with
    those in data/raw and those fetched or added: what is new, what is gone, and by municipality and
    month how many decisions Diavgeia lists, how many documents are there and how they could be read.
    Being out of date is no error; exit code 3 where the corpus was never built.
    """
    from cni_analytics.sources import Folder
    from cni_analytics.tables import corpus_status

    status = corpus_status([Folder(folder) for folder in folders] or None, corpus)
    click.echo(_json(status) if as_json else str(status))
    if not status.built:
        say(f"{status.path}: expected a corpus, found none; run 'cni build'")
        return Exit.BAD_INPUT
    return Exit.OK


def _json(status: Status) -> str:
    # By way of pandas, so that a missing municipality or month is null and not NaN.
    months = [] if status.by_month is None else json.loads(status.by_month.to_json(orient="records"))
    stated = {**asdict(status), "path": str(status.path), "up_to_date": status.up_to_date, "by_month": months}
    return json.dumps(stated, ensure_ascii=False, indent=2)
