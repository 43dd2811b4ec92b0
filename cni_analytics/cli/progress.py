"""A bar on standard error while something long goes on; nothing where nobody watches."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

Told = Callable[[int, int, str], None]


@contextmanager
def progress(unit: str) -> Iterator[Told | None]:
    """Give a function to call with what is done, the total, and what it was about.

    The bar appears with the first call, so that work that has nothing to do shows none. In a log (where
    standard error is no terminal) there is no bar, and ``None`` is given.
    """
    if not sys.stderr.isatty():
        yield None
        return
    from tqdm import tqdm

    bar: tqdm[Any] | None = None

    def told(done: int, total: int, _: str) -> None:
        nonlocal bar
        if bar is None:
            bar = tqdm(total=total, unit=unit, file=sys.stderr, leave=False, dynamic_ncols=True)
        bar.update(done - bar.n)

    try:
        yield told
    finally:
        if bar is not None:
            bar.close()
