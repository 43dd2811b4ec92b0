"""How Greek and English write numbers, dates and the words on a figure."""

from __future__ import annotations

import datetime as dt
import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from cni_analytics.errors import UsageError

Code = Literal["el", "en"]
LANGUAGES: tuple[Code, ...] = ("el", "en")
DASH = "–"

MONTHS: Mapping[Code, tuple[str, ...]] = {
    "el": (
        "Ιανουάριος", "Φεβρουάριος", "Μάρτιος", "Απρίλιος", "Μάιος", "Ιούνιος",
        "Ιούλιος", "Αύγουστος", "Σεπτέμβριος", "Οκτώβριος", "Νοέμβριος", "Δεκέμβριος",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
MONTHS_OF: Mapping[Code, tuple[str, ...]] = {
    "el": (
        "Ιανουαρίου", "Φεβρουαρίου", "Μαρτίου", "Απριλίου", "Μαΐου", "Ιουνίου",
        "Ιουλίου", "Αυγούστου", "Σεπτεμβρίου", "Οκτωβρίου", "Νοεμβρίου", "Δεκεμβρίου",
    ),
    "en": MONTHS["en"],
}  # fmt: skip
MONTHS_SHORT: Mapping[Code, tuple[str, ...]] = {
    "el": ("Ιαν", "Φεβ", "Μαρ", "Απρ", "Μαΐ", "Ιουν", "Ιουλ", "Αυγ", "Σεπ", "Οκτ", "Νοε", "Δεκ"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
"""As CLDR abbreviates them, without the stop."""


@cache
def strings() -> Mapping[str, Mapping[str, str | Mapping[str, str]]]:
    """Every wording of every figure, by key, then by language.

    Returns
    -------
    mapping
        A value is a template, or ``{"one": …, "many": …}`` where the wording depends on a count ``n``.
    """
    text = resources.files("cni_analytics.figures").joinpath("strings.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the figures.

    Parameters
    ----------
    code
        ``el`` or ``en``.

    Raises
    ------
    UsageError
        For any other code.
    """

    code: Code

    def __post_init__(self) -> None:
        if self.code not in LANGUAGES:
            raise UsageError(
                "language", expected="el or en", found=repr(self.code), next_step="ask for one of the two languages"
            )

    def say(self, key: str, **values: object) -> str:
        """Word a template.

        Parameters
        ----------
        key
            Of ``strings.toml``.
        **values
            What the template names. Integers are written as this language writes them; ``n`` also chooses between
            the singular and the plural.

        Returns
        -------
        str
        """
        template = strings()[key][self.code]
        if not isinstance(template, str):
            template = template["one" if values["n"] == 1 else "many"]
        shown = {name: self.number(value) if isinstance(value, int) else value for name, value in values.items()}
        return template.format(**shown)

    def pick(self, el: str, en: str) -> str:
        """Of two columns or texts, the one in this language."""
        return el if self.code == "el" else en

    def number(self, value: float, decimals: int = 0) -> str:
        """Write a number, thousands apart: «1.234,5» in Greek, ``1,234.5`` in English."""
        if math.isnan(value):
            return DASH
        text = f"{value:,.{decimals}f}"
        if self.code == "el":
            text = text.translate(str.maketrans(",.", ".,"))
        return text.replace("-", "\u2212")

    def percent(self, share: float, decimals: int = 0) -> str:
        """Write a share (0 to 1) as a percentage: no space before the sign, as CLDR has it for both languages."""
        return DASH if math.isnan(share) else f"{self.number(100 * share, decimals)}%"

    def percent_range(self, low: float, high: float, decimals: int = 0) -> str:
        """Write a range of shares: «92–95%»; one percentage where the two read the same."""
        first, last = self.percent(low, decimals), self.percent(high, decimals)
        return last if first == last else f"{first.removesuffix('%')}{DASH}{last}"

    def number_range(self, low: float, high: float) -> str:
        """Write a range of counts: «22–23»; one number where they agree."""
        first, last = self.number(low), self.number(high)
        return first if first == last else f"{first}{DASH}{last}"

    def date(self, day: dt.date) -> str:
        """Write a day out: «26 Ιουνίου 2024», ``26 June 2024``; the spaces do not break."""
        return f"{day.day}\u00a0{MONTHS_OF[self.code][day.month - 1]}\u00a0{day.year}"

    def short_date(self, day: dt.date) -> str:
        """Write a day for an axis: «26 Ιουν 2024»."""
        return f"{day.day}\u00a0{MONTHS_SHORT[self.code][day.month - 1]}\u00a0{day.year}"

    def month(self, day: dt.date) -> str:
        """Write a month standing alone: «Ιούνιος 2026»."""
        return f"{MONTHS[self.code][day.month - 1]}\u00a0{day.year}"

    def month_short(self, day: dt.date) -> str:
        """Write a month for an axis, without its year: «Ιουν»."""
        return MONTHS_SHORT[self.code][day.month - 1]

    def span(self, first: dt.date, last: dt.date) -> str:
        """Write a period: one day, or «4 Ιανουαρίου 2018 – 26 Ιουνίου 2024»."""
        return self.date(first) if first == last else f"{self.date(first)} {DASH} {self.date(last)}"

    def listed(self, items: Iterable[str]) -> str:
        """Join names: «Α, Β και Γ», ``A, B and C``."""
        names = list(items)
        if len(names) < 2:
            return "".join(names)
        return f"{', '.join(names[:-1])} {self.pick('και', 'and')} {names[-1]}"

    def quote(self, words: str) -> str:
        """Put words between this language's quotation marks."""
        return f"«{words}»" if self.code == "el" else f"“{words}”"

    def ordinal_item(self, number: int | None, *, out_of_agenda: bool = False, genitive: bool = False) -> str:
        """Name an agenda item: «5ο» (genitive «5ου»), «ΕΗΔ 1», ``5``, ``OA 1``."""
        plain = "" if number is None else str(number)
        if out_of_agenda:
            return f"{self.pick('ΕΗΔ', 'OA')}\u00a0{plain}".strip()
        ending = "ου" if genitive else "ο"
        return f"{plain}{ending}" if self.code == "el" and plain else plain
