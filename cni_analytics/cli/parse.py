"""``cni parse``: documents in, records out."""

from __future__ import annotations

import os
from dataclasses import dataclass

import click

from cni_analytics.cli.messages import debugging, say
from cni_analytics.decision import Decision, from_document, not_usable
from cni_analytics.errors import Exit
from cni_analytics.pool import ordered
from cni_analytics.starting import load_reader


@dataclass(frozen=True, slots=True)
class _Task:
    path: str
    indent: int | None
    debug: bool


@dataclass(frozen=True, slots=True)
class _Result:
    json: str
    message: str | None
    usable: bool = True


@click.command("parse")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path())
@click.option("--jobs", "-j", metavar="N", type=click.IntRange(1), default=1, show_default=True,
              help="Read N documents at a time, each in its own process; the order of the output stays.")  # fmt: skip
def command(files: tuple[str, ...], jobs: int) -> int:
    """Print the record of each decision as JSON.

    FILE is a text, Markdown or PDF document. One file gives one indented object; several give one
    object a line (JSON Lines), in the order given. A file that cannot be read still gives its object,
    and the exit code is 3. The record is described in docs/decision-record.md.
    """
    tasks = [_Task(path, 2 if len(files) == 1 else None, debugging()) for path in files]
    code = Exit.OK
    for result in ordered(_parse, tasks, jobs=min(jobs, len(tasks), 4 * (os.cpu_count() or 1)), lost=_lost):
        click.echo(result.json)
        if result.message:
            say(result.message)
        if not result.usable:
            code = Exit.BAD_INPUT
    return code


def _parse(task: _Task) -> _Result:
    load_reader()
    from cni_analytics.text import open_document

    try:
        decision = from_document(open_document(task.path))
    except Exception as error:
        if task.debug:
            raise
        return _refused(task, f"the reader failed on it ({type(error).__name__}: {error})")
    problem = not_usable(decision)
    message = str(problem) if problem else _disguised(decision)
    return _Result(decision.to_json(indent=task.indent), message, problem is None)


def _disguised(decision: Decision) -> str | None:
    """A PDF under another extension is read, and the person told what it is."""
    name = decision.document.name
    if decision.document.media_type != "application/pdf" or name.lower().endswith(".pdf"):
        return None
    return f"{name}: expected text by its name, found a PDF, which was read as one; give it the extension .pdf"


def _lost(task: _Task) -> _Result:
    return _refused(task, "the process that read it died (out of memory, or a fault in a library)")


def _refused(task: _Task, reason: str) -> _Result:
    from cni_analytics.text.document import Document
    from cni_analytics.text.problems import unreadable

    problem = unreadable(
        reason, reason, "στείλτε το έγγραφο με μια αναφορά σφάλματος", "please send the document with a bug report"
    )
    decision: Decision = from_document(Document(task.path, None, None, (), (problem,)))
    return _Result(decision.to_json(indent=task.indent), str(not_usable(decision)), usable=False)
