"""Every row of every lexicon against its own examples: a contributor's row tests itself."""

from __future__ import annotations

import pytest

from cni_analytics.statements.lexicon import Wording, lexicon, names
from cni_analytics.text.reading import fold

ROWS = [pytest.param(row, id=f"{name}:{row.id}") for name in names() for row in lexicon(name)]


@pytest.mark.parametrize("row", ROWS)
def test_row_matches_its_examples_and_not_its_neighbours(row: Wording) -> None:
    assert row.matches, "a row without an example that must match cannot be trusted"
    for example in row.matches:
        assert row.pattern.search(fold(example)), f"should match: {example}"
    for example in row.matches_not:
        assert not row.pattern.search(fold(example)), f"should not match: {example}"


@pytest.mark.parametrize("name", names())
def test_ids_are_unique(name: str) -> None:
    ids = [row.id for row in lexicon(name)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("row", ROWS)
def test_pattern_is_written_for_folded_text(row: Wording) -> None:
    letters = row.pattern.pattern.replace(r"\p{L}", "").replace(r"\p{Lu}", "")
    letters = "".join(c for c in letters if "\u0370" <= c <= "\u1fff")
    assert letters == fold(letters)


@pytest.mark.parametrize("row", ROWS)
def test_pattern_stays_fast_on_text_laid_out_to_defeat_it(row: Wording) -> None:
    for hostile in ("α" * 20_000, "1 " * 10_000, "- , " * 5_000, "οι κ.κ. " * 2_500):
        row.pattern.search(hostile, timeout=20.0)
