"""What the spellings of one name share, to compare them and to make ids from them."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from cni_analytics.text.reading import fold

_NOT_LETTERS = re.compile(r"[^\w]+")


def words(name: str) -> list[str]:
    """The words of a name without case, accents or punctuation.

    >>> words("Ντόκου – Ράπτη, Ευανθία")
    ['ντοκου', 'ραπτη', 'ευανθια']
    """
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return _NOT_LETTERS.sub(" ", fold(bare)).split()


def mark(key: str) -> str:
    """Six hex digits that tell one key from another."""
    return hashlib.sha256(key.encode()).hexdigest()[:6]
