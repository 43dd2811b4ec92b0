"""A report's parameters: typed, checked before any kernel starts.

papermill only warns of a parameter no notebook has, and guesses types from text (``0621`` becomes 621).
Here the notebooks' own ``parameters`` cells say which parameters there are and of what type.
"""

from __future__ import annotations

import ast
import difflib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from cni_analytics.errors import InputError, UsageError

Value = str | int | float | bool

LANGUAGES = ("el", "en")


def declared(notebook: Path) -> dict[str, Value]:
    """Parameters a notebook declares in its cell tagged ``parameters``, with their defaults.

    Raises
    ------
    InputError
        Where the file is no notebook, has no such cell, or the cell holds more than plain values.
    """
    step = "tag one cell `parameters` and let it hold lines like `language = 'el'`"
    try:
        cells = json.loads(notebook.read_text("utf-8"))["cells"]
        tagged = [c for c in cells if "parameters" in c["metadata"].get("tags", ())]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(str(notebook), expected="a Jupyter notebook", found=str(error), next_step=step) from error
    if len(tagged) != 1:
        raise InputError(str(notebook), expected="one cell tagged `parameters`", found=f"{len(tagged)}", next_step=step)
    values: dict[str, Value] = {}
    for node in ast.parse("".join(tagged[0]["source"])).body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        value = getattr(node, "value", None)
        if not isinstance(target, ast.Name) or not isinstance(value, ast.Constant) or value.value is None:
            raise InputError(str(notebook), expected="plain values only", found=ast.unparse(node), next_step=step)
        if not isinstance(value.value, str | int | float | bool):
            raise InputError(
                str(notebook), expected="text, a number or a bool", found=ast.unparse(node), next_step=step
            )
        values[target.id] = value.value
    return values


def check(given: Mapping[str, str | Value], notebooks: Iterable[Path]) -> dict[Path, dict[str, Value]]:
    """Match what was given to what the notebooks declare.

    Parameters
    ----------
    given
        By name; text is read as the type of the notebook's default.
    notebooks
        The notebooks of the report.

    Returns
    -------
    dict
        For each notebook the parameters it declares and was given.

    Raises
    ------
    UsageError
        For a parameter no notebook has, or a value of another type.
    """
    known = {path: declared(path) for path in notebooks}
    names = sorted({name for values in known.values() for name in values})
    for name in given:
        if name not in names:
            close = difflib.get_close_matches(name, names, n=1)
            hint = f"did you mean {close[0]}?" if close else "leave it out"
            raise UsageError(
                f"parameter {name}",
                expected=f"one that a notebook declares ({', '.join(names)})",
                found="none with this name",
                next_step=hint,
            )
    return {
        path: {name: _typed(name, given[name], default) for name, default in values.items() if name in given}
        for path, values in known.items()
    }


def _typed(name: str, value: str | Value, default: Value) -> Value:
    wanted = type(default)
    if isinstance(value, str) and wanted is not str:
        try:
            if wanted is bool:
                return {"true": True, "false": False}[value.strip().lower()]
            return wanted(value)
        except (ValueError, KeyError):
            pass
    elif type(value) is wanted or (wanted is float and type(value) is int):
        return value
    words = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}
    raise UsageError(
        f"parameter {name}", expected=words[wanted], found=repr(value), next_step=f"for example {name}={default}"
    )


def day(name: str, text: str) -> date | None:
    """Read an ISO day; empty text is no bound.

    Raises
    ------
    UsageError
        For anything else.
    """
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            f"parameter {name}",
            expected="a day as 2024-06-26",
            found=repr(text),
            next_step="correct it or leave it out",
        ) from None
