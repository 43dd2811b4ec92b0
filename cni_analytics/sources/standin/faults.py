"""What goes wrong at the stand-in: each fault by name, at places that depend on nothing but the place."""

from __future__ import annotations

import hashlib
import threading
from collections import Counter
from dataclasses import dataclass, field

FAULTS = {
    "pages": "Gives at most seven decisions a page, whatever size is asked for.",
    "short": "Leaves one decision out when a window is asked for the first time, and counts it in the total.",
    "throttled": "Answers 429 with Retry-After to some requests, the first time.",
    "unavailable": "Answers 502, 503 or 504 to some requests, the first time.",
    "broken": "Ends some transfers half way, the first time.",
    "slow": "Sends documents in small parts with pauses between.",
    "ignored": "Ignores every filter at /opendata/search.json.",
    "checksum": "Gives some documents a checksum that is not theirs.",
    "page": "Gives a web page in place of some documents.",
    "redirect": "Redirects some documents to another host.",
}
"""Every fault with what it does. The silent cut of long ranges is how Diavgeia behaves, and always there."""


@dataclass(slots=True)
class Faults:
    """Which faults there are, and what was asked for before.

    Attributes
    ----------
    names
        Of ``FAULTS``.
    """

    names: frozenset[str] = frozenset()
    _seen: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def first(self, name: str, where: str, *, one_in: int) -> bool:
        """Whether a passing fault happens here: at one place in so many, the first time it is asked for."""
        if name not in self.names or not _chosen(name, where, one_in):
            return False
        with self._lock:
            self._seen[f"{name} {where}"] += 1
            return self._seen[f"{name} {where}"] == 1

    def always(self, name: str, where: str, *, one_in: int) -> bool:
        """Whether a lasting fault is here."""
        return name in self.names and _chosen(name, where, one_in)


def _chosen(name: str, where: str, one_in: int) -> bool:
    return int.from_bytes(hashlib.sha256(f"{name} {where}".encode()).digest()[:4], "big") % one_in == 0
