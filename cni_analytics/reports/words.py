"""The words of the published pages, in Greek and English."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from cni_analytics.errors import UsageError
from cni_analytics.reports.parameters import LANGUAGES


@cache
def _strings() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.files(__package__).joinpath("strings.toml").read_text("utf-8"))


def words(language: str) -> dict[str, str]:
    """Every wording of the pages in one language, by key.

    Raises
    ------
    UsageError
        For a language other than ``el`` and ``en``.
    """
    if language not in LANGUAGES:
        raise UsageError(
            "parameter language", expected=" or ".join(LANGUAGES), found=repr(language), next_step="choose one of them"
        )
    return {key: both[language] for key, both in _strings().items()}
