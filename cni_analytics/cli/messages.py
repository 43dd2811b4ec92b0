"""What a command says to the person at the keyboard: one line a message, on standard error."""

from __future__ import annotations

import click

from cni_analytics.printable import printable

_debug = False


def debugging(on: bool | None = None) -> bool:
    """Whether tracebacks are wanted; with an argument, say so for the rest of the run."""
    global _debug
    if on is not None:
        _debug = on
    return _debug


def say(message: str) -> None:
    """Print one line on standard error."""
    click.echo(f"cni: {printable(' '.join(message.split()))}", err=True)
