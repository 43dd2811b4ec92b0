"""Who is who among simulated councillors, whose identity is known, printed by clerks who do not agree how."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest

from cni_analytics.derivation.people import identify
from cni_analytics.simulate.draw import Draw
from cni_analytics.simulate.forms import Names, form_of
from cni_analytics.simulate.people import Person, invent
from cni_analytics.simulate.sessions import Pace, sessions_of
from cni_analytics.simulate.world import municipalities

SEEDS = (7, 21, 33)
Mention = tuple[str, Person]


def bare(name: str) -> str:
    parts = unicodedata.normalize("NFD", name.upper())
    return "".join(c for c in parts if not unicodedata.combining(c))


def _short(person: Person) -> str:
    return f"{person.given[0]}. {person.surname}"


STYLES: tuple[Callable[[Person], str], ...] = (
    lambda p: f"{p.surname} {p.given}",
    lambda p: f"{p.given} {p.surname}",
    lambda p: bare(f"{p.surname} {p.given}"),
    lambda p: f"{p.surname} {p.given} ({p.nickname})" if p.nickname else f"{p.surname} {p.given}",
    lambda p: f"{p.nickname or p.given} {p.surname}",
    lambda p: f"{p.given_genitive} {p.surname_genitive}",
    lambda p: f"{p.given} {p.surname.replace(' – ', '-').replace(' - ', '-').split('-')[0]}",
    _short,
    lambda p: bare(_short(p)),
)


def agreed(lists: list[list[Mention]]) -> Counter[str]:
    """Pairs of mentions: one person in truth, one person as told, both."""
    found = identify([], [[name for name, _ in one] for one in lists]).of
    cells = Counter((found[name].person, id(who)) for one in lists for name, who in one)
    counts: Counter[str] = Counter()
    for key, of in (("both", cells), ("told", _sums(cells, 0)), ("true", _sums(cells, 1))):
        counts[key] = sum(n * (n - 1) // 2 for n in of.values())
    counts["ambiguous"] = sum(bool(found[name].candidates) for one in lists for name, _ in one)
    counts["mentions"] = sum(map(len, lists))
    return counts


def _sums(cells: Counter, place: int) -> Counter:
    sums: Counter = Counter()
    for key, n in cells.items():
        sums[key[place]] += n
    return sums


def simulated(seed: int, *, clerks: bool, councils: int = 6, years: int = 4) -> Counter[str]:
    """Councils whose clerks keep to one form a term, or print each list in a style of their own."""
    total: Counter[str] = Counter()
    for index, municipality in enumerate(municipalities(councils, seed=seed, replacements=0.1)):
        terms: dict[str, list[list[Mention]]] = {}
        for session in sessions_of(municipality, years, seed=seed, pace=Pace(sessions=6, items=(1, 1))):
            draw = Draw(seed, municipality.key, session.date.isoformat(), "clerk")
            form = form_of(index, municipality.councils.index(session.council))
            names = Names(form, [seat.person for seat in session.seats])
            style = draw.pick(STYLES) if clerks else names.listed
            people = [seat.person for seat in session.seats]
            printed = [style(p) for p in people]
            # No clerk prints two members alike: who shares a short form is told apart.
            alike = {n for n, times in Counter(printed).items() if times > 1}
            one = [(names.listed(p) if clerks and n in alike else n, p) for n, p in zip(printed, people, strict=True)]
            terms.setdefault(session.council.term.name, []).append(one)
        for lists in terms.values():
            total.update(agreed(lists))
    return total


@pytest.mark.parametrize("seed", SEEDS)
def test_clerks_who_keep_to_one_form(seed):
    pairs = simulated(seed, clerks=False)
    assert pairs["true"] > 10_000
    assert pairs["both"] / pairs["told"] == 1
    assert pairs["both"] / pairs["true"] > 0.99


@pytest.mark.parametrize("seed", SEEDS)
def test_clerks_of_every_style(seed):
    pairs = simulated(seed, clerks=True)
    assert pairs["true"] > 10_000
    assert pairs["both"] / pairs["told"] > 0.999
    assert pairs["both"] / pairs["true"] > 0.97


def crowded(seed: int, *, seats: int = 33, sessions: int = 24, surnames: int = 12) -> Counter[str]:
    """A council full of relatives, a fifth of whom are followed by others in the middle of the term."""
    draw = Draw(seed, "crowded")
    everybody = [invent(draw, women=0.4) for _ in range(seats * 3)]
    families = [p for p in everybody if not p.woman][:surnames]
    people: dict[tuple[str, str], Person] = {}
    for person in everybody:
        family = draw.pick(families)
        own = (family.surname_genitive,) * 3 if person.woman else (
            family.surname, family.surname_genitive, family.surname_accusative)  # fmt: skip
        related = replace(person, surname=own[0], surname_genitive=own[1], surname_accusative=own[2])
        people.setdefault((related.given, related.surname), related)
    sitting, waiting = list(people.values())[:seats], list(people.values())[seats:]
    lists: list[list[Mention]] = []
    for number in range(sessions):
        if number == sessions // 2:
            sitting = sitting[len(sitting) // 5 :] + waiting[: len(sitting) // 5]
        style = draw.pick(STYLES)
        printed = [style(p) for p in sitting]
        alike = {n for n, times in Counter(printed).items() if times > 1}
        lists.append(
            [(f"{p.surname} {p.given}" if n in alike else n, p) for n, p in zip(printed, sitting, strict=True)]
        )
    return agreed(lists)


def test_a_council_full_of_relatives():
    pairs: Counter[str] = Counter()
    for seed in range(40):
        pairs.update(crowded(seed))
    assert pairs["true"] > 100_000
    assert pairs["ambiguous"] / pairs["mentions"] > 0.01
    assert pairs["both"] / pairs["told"] > 0.999
    assert pairs["both"] / pairs["true"] > 0.95
