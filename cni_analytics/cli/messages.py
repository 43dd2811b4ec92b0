"""What a command says to the person at the keyboard: one line a message, on standard error."""

from __future__ import annotations

import unicodedata

import click

_debug = False


def debugging(on: bool | None = None) -> bool:
    """Whether tracebacks are wanted; with an argument, say so for the rest of the run."""
    global _debug
    if on is not None:
        _debug = on
    return _debug


def say(message: str) -> None:
    """Print one line on standard error; control characters (of a file's name, say) are spelled out."""
    click.echo(f"cni: {printable(' '.join(message.split()))}", err=True)


def printable(text: str) -> str:
    """Spell out the characters a terminal would act upon, bidirectional overrides included.

    >>> printable("a\\x1b[2Jb")
    'a\\\\x1b[2Jb'
    """
    return "".join(
        c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs") else c.encode("unicode_escape").decode()
        for c in text
    )
