"""Which municipality a name on a page means: by table, never by guess."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from cni_analytics.tables import reference
from cni_analytics.tables.keys import words
from cni_analytics.tables.reference import Row

# ELOT 743, without its accents.
_LATIN = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l",
    "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "τ": "t", "υ": "y", "φ": "f", "χ": "ch",
    "ψ": "ps", "ω": "o",
}  # fmt: skip
_PAIRS = {"ου": "ou", "αι": "ai", "ει": "ei", "οι": "oi", "γγ": "ng", "γχ": "nch", "γξ": "nx"}
_VOICED = re.compile(r"([αεη])υ(?=[αεηιουωβγδζλμνρ])")
_UNVOICED = re.compile(r"([αεη])υ")


def name_key(name: str) -> str:
    """What two spellings of one name share: letters without case or accents, one space between words.

    >>> name_key("Ν. Φιλαδέλφειας-Ν. Χαλκηδόνας") == name_key("ΝΕΑΣ ΦΙΛΑΔΕΛΦΕΙΑΣ – ΝΕΑΣ ΧΑΛΚΗΔΟΝΑΣ")
    True
    """
    return " ".join("νεασ" if word == "ν" else word for word in words(name))


def slug(name: str) -> str:
    """An id in Latin letters for a name that no table has (ELOT 743 without its accents).

    >>> slug("Πευκοράχης")
    'pefkorachis'
    """
    key = name_key(name)
    for greek, latin in _PAIRS.items():
        key = key.replace(greek, latin)
    key = _VOICED.sub(lambda m: _LATIN[m[1]] + "v", key)
    key = _UNVOICED.sub(lambda m: _LATIN[m[1]] + "f", key)
    latin = "".join(_LATIN.get(c, c) for c in key)
    return re.sub(r"[^a-z0-9]+", "-", latin).strip("-")[:80].strip("-")


@dataclass(frozen=True, slots=True)
class Match:
    """What a name was found to mean.

    Attributes
    ----------
    candidates
        Ids the tables have for it, in order; more than one: the name alone does not decide; none: not listed.
    """

    candidates: tuple[str, ...]

    @property
    def id(self) -> str | None:
        """The municipality, where there is exactly one."""
        return self.candidates[0] if len(self.candidates) == 1 else None


class Municipalities:
    """Names → ids, from the network's members and the aliases met on pages.

    Parameters
    ----------
    members
        Rows of ``reference.memberships``.
    aliases
        Rows of ``reference.aliases``.
    networks
        Rows of ``reference.network_names``.
    """

    def __init__(self, members: Iterable[Row], aliases: Iterable[Row], networks: Iterable[Row] = ()) -> None:
        members, aliases = list(members), list(aliases)
        self._ids: dict[str, list[str]] = {}
        for name, municipality_id in (
            *((row["name_el"], row["municipality_id"]) for row in members),
            *((row["alias"], row["municipality_id"]) for row in aliases),
        ):
            ids = self._ids.setdefault(name_key(name), [])
            if municipality_id not in ids:
                ids.append(municipality_id)
        self._networks = tuple(name_key(row["name"]) for row in networks)
        self.members: frozenset[str] = frozenset(row["municipality_id"] for row in members)
        self.known: frozenset[str] = self.members | {row["municipality_id"] for row in aliases}

    def match(self, name: str, *, among: Collection[str] | None = None) -> Match:
        """Look a name up.

        Parameters
        ----------
        name
            In the genitive, as after «Δήμος»; capitals, accents, dashes and abbreviation do not matter.
        among
            Ids it can only be one of, where something else says so: the folder a document was listed
            under, the members of a network in a list of its members.
        """
        found = self._ids.get(name_key(name), ())
        return Match(tuple(i for i in found if among is None or i in among))

    def match_member(self, name: str, network: str | None) -> Match:
        """Look up a name out of a network's list of its members.

        In the list of the network whose members are known, the namesake that is not a member is not meant.

        Parameters
        ----------
        name
            As the list has it.
        network
            The network, as the memorandum names it.
        """
        ours = network is not None and any(known in name_key(network) for known in self._networks)
        return self.match(name, among=self.members if ours else None)


def municipalities() -> Municipalities:
    """The municipalities and networks of ``data/reference``."""
    return Municipalities(reference.memberships(), reference.aliases(), reference.network_names())
