"""The ``cni`` command: one module a subcommand, loaded when it is called.

Exit codes are those of ``cni_analytics.errors.Exit``. Standard output carries results only; whatever is
said to the person goes to standard error, one line a message.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn, cast

import click

from cni_analytics.cli.messages import debugging, say
from cni_analytics.errors import CniError, Exit

COMMANDS = {
    "parse": "Print the record of decisions as JSON.",
    "show": "Show a document with each fact marked where it stands.",
    "fetch": "Fetch decisions from Diavgeia into the library.",
    "add": "Put a folder of documents into the library.",
    "build": "Build the corpus from folders of documents.",
    "status": "Say what the corpus holds and whether it is up to date.",
    "report": "Run the notebooks and publish their figures and pages.",
    "update": "Fetch, build and report in one, for a scheduler.",
    "verify": "Make every figure of a published report again and compare.",
    "export": "Write the corpus as CSV and as Popolo JSON.",
    "simulate": "Write a synthetic corpus to try things on, marked as such.",
}
"""Every command with its line of help, so that ``cni --help`` loads none of them."""


class _ClosedPipe(Exception):  # noqa: N818 - not an error: whoever read our output has had enough
    """Standard output was closed by whoever read it."""


class _Lazy(click.Group):
    """A group whose commands are modules of this package, imported when they are asked for."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            # click would end with 1, which here means that something failed.
            raise _ClosedPipe from error

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        return cast("click.Command", import_module(f"{__name__}.{cmd_name}").command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _print_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from cni_analytics._version import __version__

        click.echo(f"cni {__version__}")
        ctx.exit()


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--debug", is_flag=True, help="On an unexpected error, print the whole traceback.")
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=_print_version,
              help="Print the version and exit.")  # fmt: skip
def cli(debug: bool) -> None:
    """What Greek municipal councils decide, with the words behind every fact.

    Works offline on the files it is given. Exit codes: 0 done, 1 failed, 2 wrong usage (nothing was
    done), 3 a document or corpus could not be used.
    """
    debugging(debug)


def run(args: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code; every error becomes one line on standard error."""
    for stream, errors in ((sys.stdout, "backslashreplace"), (sys.stderr, "backslashreplace")):
        if hasattr(stream, "reconfigure"):
            # The contract asks for UTF-8 whatever the locale; a lone surrogate comes out as a JSON escape.
            stream.reconfigure(encoding="utf-8", errors=errors)
    try:
        code = cli.main(args=args, prog_name="cni", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        hint = f" (see '{error.ctx.command_path} --help')" if isinstance(error, click.UsageError) and error.ctx else ""
        say(f"{error.format_message()}{hint}")
        return error.exit_code
    except CniError as error:
        say(str(error))
        return int(error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        say("stopped")
        return 128 + signal.SIGINT
    except (_ClosedPipe, BrokenPipeError):
        # Python would complain again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE
    except Exception as error:  # the last resort of a command line: one line, not a traceback
        if debugging():
            raise
        say(f"unexpected {type(error).__name__}: {error}; run it again as 'cni --debug …' to see where, and report it")
        return int(Exit.FAILURE)
    return int(code or Exit.OK)


def main() -> NoReturn:
    """Entry point of the ``cni`` script."""
    sys.exit(run())
