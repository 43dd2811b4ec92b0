"""``cni update``: fetch, build and report, as a scheduler calls it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

import click

from cni_analytics.cli.messages import debugging, say
from cni_analytics.cli.report import choices, period_of
from cni_analytics.errors import CniError, Exit, UsageError


@click.command("update")
@click.argument("municipalities", metavar="[MUNICIPALITY]...", nargs=-1)
@click.option("--offline", is_flag=True, help="Fetch nothing; build from what is there, and report.")
@choices
def command(
    municipalities: tuple[str, ...], offline: bool, period: str, language: str, out: str, jobs: int | None,
    limit: float,
) -> int:  # fmt: skip
    """Fetch new decisions, build the corpus and publish the reports, in one.

    MUNICIPALITY is an id of data/reference/network_members.csv: only its decisions are fetched and its
    report is made; all members of the network, and the network's own report, where none is given. Safe
    to run at any time: what has not changed is not done again, two runs cannot overlap, and one that is
    killed leaves everything as it was published. A fetch that fails does not keep the rest from being
    done. Says of each step what it did; exit code 1 where any of them failed.
    """
    from cni_analytics import project
    from cni_analytics.reports.alone import alone, now
    from cni_analytics.reports.plan import EACH, plan

    days = period_of(period)
    _check(municipalities)
    where = out or str(project.data_folder().parent / "reports")
    with alone(Path(where).resolve(), f"cni update{''.join(f' {m}' for m in municipalities)}"):
        # In a log that many runs share, each says when it was.
        say(f"update: began {now()}")
        codes = {}
        if offline:
            say("fetch: left out (--offline)")
        else:
            codes["fetch"] = _step("fetch", lambda: _call("fetch", [*municipalities] or ["--network"]))
        # A document that cannot be read is told by the build, and is no reason to keep the reports from being made.
        codes["build"] = _step("build", lambda: _call("build", []))
        if codes["build"] in (Exit.OK, Exit.BAD_INPUT) and _built():
            codes["report"] = _step("report", lambda: _reports(
                plan(municipalities or EACH, days, language=language, out=where, limit=limit), jobs
            ))  # fmt: skip
        else:
            say("report: left out, as the corpus could not be built; what was published stands")
    failed = [name for name, code in codes.items() if code]
    how = f"{', '.join(failed)} failed" if failed else "done"
    say(f"update: {how}, {now()}")
    return Exit.FAILURE if failed else Exit.OK


def _check(municipalities: tuple[str, ...]) -> None:
    from cni_analytics.tables.reference import aliases, memberships

    known = {row["municipality_id"] for row in (*memberships(), *aliases())}
    for name in municipalities:
        if name not in known:
            raise UsageError(name, expected=f"one of {', '.join(sorted(known))}", found="none of them",
                             next_step="correct the name, or fetch it with cni fetch")  # fmt: skip


def _built() -> bool:
    from cni_analytics import project
    from cni_analytics.tables.manifest import read_manifest

    return read_manifest(project.corpus_folder()) is not None


def _reports(reports: list[Any], jobs: int | None) -> int:
    from cni_analytics.cli.report import publish

    return publish(reports, "cni update", jobs)


def _call(name: str, args: list[str]) -> int:
    """A command of its own, with the options and variables it takes by itself."""
    from importlib import import_module

    found: click.Command = import_module(f"cni_analytics.cli.{name}").command
    return int(found.main(args=args, prog_name=f"cni {name}", standalone_mode=False) or Exit.OK)


def _step(name: str, work: Callable[[], int]) -> int:
    """Do one step; whatever goes wrong in it is told, and the exit code is its own."""
    began = monotonic()
    try:
        code = work()
    except CniError as error:
        say(str(error))
        code = int(error.exit_code)
    except click.ClickException as error:
        say(error.format_message())
        code = error.exit_code
    except OSError as error:
        if debugging():
            raise
        say(f"{name}: {error}")
        code = Exit.FAILURE
    from cni_analytics.cli.watching import duration

    how = "done" if not code else f"failed (exit code {int(code)})"
    say(f"{name}: {how} in {duration(monotonic() - began)}")
    return code
