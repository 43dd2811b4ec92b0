"""Compiled patterns kept between runs: compiling a lexicon takes thirty times as long as loading it.

As Python keeps a module's bytecode in ``__pycache__`` beside its source, a lexicon's compiled patterns
are kept there, in the same format (marshal). They are made anew whenever a pattern, Python or the
``regex`` package is another, and whenever what is kept cannot be used; nothing depends on their being
there. Where the folder cannot be written to, patterns are compiled in every run.
"""

from __future__ import annotations

import contextlib
import copyreg
import hashlib
import importlib.util
import marshal
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import regex

from cni_analytics import atomic

_FLAGS = regex.MULTILINE
_DIGEST = 32
_take_apart: Any = copyreg.dispatch_table.get(type(regex.compile("")))
"""How ``regex`` takes a pattern apart for pickling: a function and plain values to call it with."""


def compiled(source: Path, patterns: Sequence[str]) -> list[regex.Pattern[str]]:
    """Compile regular expressions (``MULTILINE``), or load what an earlier run compiled.

    Parameters
    ----------
    source
        The file the patterns come from; what is compiled is kept in ``__pycache__`` beside it.
    patterns
        Regular expressions.
    """
    if _take_apart is None or not source.is_file():  # another regex package, or a package inside an archive
        return [regex.compile(pattern, _FLAGS) for pattern in patterns]
    key = _key(patterns)
    kept = Path(importlib.util.cache_from_source(str(source))).with_suffix(".patterns")
    loaded = _load(kept, key, patterns)
    if loaded is not None:
        return loaded
    made = [regex.compile(pattern, _FLAGS) for pattern in patterns]
    with contextlib.suppress(OSError, ValueError):
        _keep(kept, key, [_take_apart(pattern)[1] for pattern in made])
    return made


@contextlib.contextmanager
def remembered(source: Path | str) -> Iterator[None]:
    """Load what ``regex.compile`` is asked for inside, where an earlier run compiled it.

    Put around the imports of a package whose modules compile patterns: they make up most of the time a process takes
    to start. What is kept is found by the pattern's own text, so it can be incomplete but never out of date.

    Parameters
    ----------
    source
        The file of the package; its patterns are kept in ``__pycache__`` beside it.
    """
    path = Path(source)
    if _take_apart is None or not path.is_file():
        yield
        return
    kept = Path(importlib.util.cache_from_source(str(path))).with_suffix(".patterns")
    key, rebuild, original = _key(()), _take_apart(regex.compile(""))[0], regex.compile
    known = {(text, flags): values for text, flags, values in _kept(kept, key) or ()}
    new: dict[tuple[str, int], regex.Pattern[str]] = {}

    def load(pattern: Any, flags: Any = 0, *rest: Any, **more: Any) -> Any:
        values = None if rest or more or not isinstance(pattern, str) else known.get((pattern, int(flags)))
        if values is not None:
            with contextlib.suppress(ValueError, TypeError, RuntimeError):
                found = rebuild(*values)
                if found.pattern == pattern:
                    return found
        found = original(pattern, flags, *rest, **more)
        if isinstance(pattern, str) and not rest and not more:
            new[pattern, int(flags)] = found
        return found

    regex.compile = load
    try:
        yield
    finally:
        regex.compile = original
    if new:
        with contextlib.suppress(OSError, ValueError):
            known |= {of: _take_apart(pattern)[1] for of, pattern in new.items()}
            _keep(kept, key, [(*of, values) for of, values in known.items()])


def _kept(kept: Path, key: bytes) -> Any:
    """What an earlier run kept; ``None`` where there is nothing, or nothing that can be used."""
    try:
        data = kept.read_bytes()
        body = data[2 * _DIGEST :]
        # Both digests are checked first: marshal and regex trust what they are given.
        if data[:_DIGEST] != key or data[_DIGEST : 2 * _DIGEST] != hashlib.sha256(body).digest():
            return None
        return marshal.loads(body)  # noqa: S302 - ours, and checked
    except (OSError, ValueError, TypeError, EOFError):
        return None


def _keep(kept: Path, key: bytes, values: list[Any]) -> None:
    body = marshal.dumps(values)
    atomic.write_bytes(kept, key + hashlib.sha256(body).digest() + body)


def _key(patterns: Sequence[str]) -> bytes:
    parts = (sys.version, regex.__version__, str(_FLAGS), *patterns)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()


def _load(kept: Path, key: bytes, patterns: Sequence[str]) -> list[regex.Pattern[str]] | None:
    kept_values = _kept(kept, key)
    if kept_values is None:
        return None
    try:
        rebuild = _take_apart(regex.compile(""))[0]
        found = [rebuild(*values) for values in kept_values]
    except (ValueError, TypeError, RuntimeError):
        return None
    return found if [pattern.pattern for pattern in found] == list(patterns) else None
