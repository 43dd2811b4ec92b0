"""Draws that are the same on every machine and Python: all of them rest on ``random()`` alone."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Draw:
    """A stream of draws under a name; streams under different names know nothing of one another.

    Python promises that ``Random(seed).random()`` never changes; of ``choice``, ``sample`` and
    ``shuffle`` it does not, so they are not used.

    Parameters
    ----------
    *name
        What the stream is for: the seed, a municipality, a session.

    Examples
    --------
    >>> Draw(7, "a").between(1, 6) == Draw(7, "a").between(1, 6)
    True
    """

    __slots__ = ("_random",)

    def __init__(self, *name: object) -> None:
        self._random = random.Random("/".join(map(str, name))).random

    def chance(self, probability: float) -> bool:
        """True with this probability."""
        return self._random() < probability

    def between(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + int(self._random() * (high - low + 1))

    def uniform(self, low: float, high: float) -> float:
        """A number from ``low`` up to ``high``."""
        return low + self._random() * (high - low)

    def normal(self, mean: float, deviation: float) -> float:
        """A normal deviate (Box and Muller)."""
        radius = math.sqrt(-2.0 * math.log(1.0 - self._random()))
        return mean + deviation * radius * math.cos(2.0 * math.pi * self._random())

    def pick(self, among: Sequence[T]) -> T:
        """One of them."""
        return among[int(self._random() * len(among))]

    def weighted(self, weights: dict[T, float]) -> T:
        """One of the keys, each as often as its weight says."""
        at = self._random() * sum(weights.values())
        for key, weight in weights.items():
            at -= weight
            if at < 0:
                return key
        return next(reversed(weights))

    def some(self, among: Sequence[T], count: int) -> list[T]:
        """``count`` different ones, in a random order; all of them where there are fewer."""
        rest = list(among)
        for i in range(min(count, len(rest))):
            j = i + int(self._random() * (len(rest) - i))
            rest[i], rest[j] = rest[j], rest[i]
        return rest[:count]
