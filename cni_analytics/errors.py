"""What goes wrong, said so that a person can act on it.

Every error names the document (and the page, where there is one), what was expected, what was found
and the next step. Exit codes tell usage, bad input and failure apart, so that a scheduler can.
"""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of every ``cni`` command."""

    OK = 0
    FAILURE = 1
    """Something of ours failed, or ``cni verify`` found a difference."""
    USAGE = 2
    """The command line is wrong; nothing was done."""
    BAD_INPUT = 3
    """A document, table or corpus that was given could not be used."""


class CniError(Exception):
    """An error a user can act on.

    Parameters
    ----------
    where
        The document, table or parameter concerned (a path, a name, ``path, page 3``).
    expected
        What should have been there.
    found
        What was there instead.
    next_step
        What the user can do now.
    """

    exit_code: Exit = Exit.FAILURE

    def __init__(self, where: str, *, expected: str, found: str, next_step: str) -> None:
        self.where, self.expected, self.found, self.next_step = where, expected, found, next_step
        super().__init__(f"{where}: expected {expected}, found {found}; {next_step}")


class UsageError(CniError):
    """The caller asked for something that does not exist."""

    exit_code = Exit.USAGE


class InputError(CniError):
    """What was given to be read cannot be used."""

    exit_code = Exit.BAD_INPUT
