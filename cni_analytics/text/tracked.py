"""Text that remembers where each of its characters came from, through any number of repairs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable

import regex

Edit = tuple[int, int, str]
"""Characters ``start`` to ``end`` of the text are replaced by a string."""


class _Layer:
    """One set of edits; leads an index of the edited text back to the text before."""

    __slots__ = ("_new_end", "_new_start", "_old_end", "_old_start")

    def __init__(self, edits: list[Edit]) -> None:
        self._new_start, self._new_end, self._old_start, self._old_end = [], [], [], []
        shift = 0
        for start, end, replacement in edits:
            self._old_start.append(start)
            self._old_end.append(end)
            self._new_start.append(start + shift)
            self._new_end.append(start + shift + len(replacement))
            shift += len(replacement) - (end - start)

    def back(self, index: int, *, end: bool) -> int:
        # An end of a span belongs to the character before it, a start to the character after it.
        k = bisect_right(self._new_start, index - 1 if end else index) - 1
        if k < 0:
            return index
        if index >= self._new_end[k] and not (end and index == self._new_end[k] and index > self._new_start[k]):
            return index - self._new_end[k] + self._old_end[k]
        if self._new_end[k] - self._new_start[k] == self._old_end[k] - self._old_start[k]:
            return index - self._new_start[k] + self._old_start[k]
        return self._old_end[k] if end else self._old_start[k]


class Tracked:
    """A string under repair whose characters can be led back to the original.

    >>> t = Tracked("παρό-\\nντες")
    >>> t.sub(r"-\\n", "")
    >>> t.text, t.origin(0, 8)
    ('παρόντες', (0, 10))
    """

    __slots__ = ("_layers", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._layers: list[_Layer] = []

    def edit(self, edits: Iterable[Edit]) -> None:
        """Apply edits, which must be in order and may not overlap; empty and idle ones are dropped."""
        kept = [e for e in edits if self.text[e[0] : e[1]] != e[2]]
        if not kept:
            return
        parts, at = [], 0
        for start, end, replacement in kept:
            if start < at:
                raise ValueError(f"edits overlap at character {start}")
            parts += [self.text[at:start], replacement]
            at = end
        self.text = "".join([*parts, self.text[at:]])
        self._layers.append(_Layer(kept))

    def same_length(self, text: str) -> None:
        """Replace characters one for one: offsets stay, so nothing need be remembered."""
        if len(text) != len(self.text):
            raise ValueError(f"expected {len(self.text)} characters, got {len(text)}")
        self.text = text

    def sub(
        self,
        pattern: str | regex.Pattern[str],
        replacement: str | Callable[[regex.Match[str]], str],
        *,
        timeout: float | None = None,
    ) -> None:
        """Replace every match, as ``regex.sub`` does."""
        edits = []
        for m in regex.finditer(pattern, self.text, timeout=timeout):
            edits.append(
                (m.start(), m.end(), m.expand(replacement) if isinstance(replacement, str) else replacement(m))
            )
        self.edit(edits)

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text that characters ``start`` to ``end`` came from."""
        for layer in reversed(self._layers):
            start, end = layer.back(start, end=False), layer.back(end, end=True)
        return start, max(start, end)
