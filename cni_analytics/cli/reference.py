"""The page that documents every command, made from the commands themselves.

``python -m cni_analytics.cli.reference docs`` writes ``cli.md`` into a folder; a test holds the page to it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cni_analytics.atomic import write_text
from cni_analytics.cli import COMMANDS, cli

PAGE = "cli.md"
_WIDTH = 96
_INTRODUCTION = """# The `cni` command

<!-- Made from the commands by `python -m cni_analytics.cli.reference docs`; a test holds it to them. -->

Standard output carries results only; what is said to the person goes to standard error, one line a message.

| exit code | meaning |
|---|---|
| 0 | done |
| 1 | something failed; nothing is half written |
| 2 | wrong usage; nothing was done |
| 3 | a document, table or corpus that was given could not be used |
| 130 | stopped with Ctrl-C |

`NO_COLOR` in the environment turns colours off; `CNI_DATA` names another data folder than `data/`.
"""


def reference() -> str:
    """The page, as Markdown."""
    parts = [_INTRODUCTION, _section("cni", cli, None)]
    root = click.Context(cli, info_name="cni", max_content_width=_WIDTH, terminal_width=_WIDTH)
    for name in COMMANDS:
        command = cli.get_command(root, name)
        assert command is not None
        parts.append(_section(f"cni {name}", command, root))
    return "\n".join(parts)


def _section(title: str, command: click.Command, parent: click.Context | None) -> str:
    name = title.rpartition(" ")[2]
    context = click.Context(command, info_name=name, parent=parent, max_content_width=_WIDTH, terminal_width=_WIDTH,
                            help_option_names=["-h", "--help"])  # fmt: skip
    return f"## {title}\n\n```text\n{command.get_help(context).rstrip()}\n```\n"


if __name__ == "__main__":
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "docs")
    write_text(target / PAGE, reference())
