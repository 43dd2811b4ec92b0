"""Names of a list that stands in another case («αποτελούμενο από τους κ.κ. Ιωάννη Βλάχο …»), in the nominative.

Only what is certain changes: a name whose nominative could be one of two stays as it is printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal

import regex

from cni_analytics.statements.given_names import formal_names, gender_of_given_name, is_given_name, oblique
from cni_analytics.statements.lexicon import lexicon
from cni_analytics.text.reading import fold

Case = Literal["genitive", "accusative"]
_WORD = regex.compile(r"\p{L}{3,}")
_SIGMA = {True: "Σ", False: "ς"}


def nominatives(names: Sequence[str], page: str) -> list[str]:
    """The names of one list in the nominative, where the list stands in the genitive or the accusative.

    Parameters
    ----------
    names
        As printed, in the order of the list.
    page
        The folded text of the document, where a nominative printed elsewhere settles «Κάππου».

    Returns
    -------
    list of str
        One per name; unchanged where the list is in the nominative, or the name's nominative is not certain.

    Examples
    --------
    >>> nominatives(["Ιωάννη Βλάχο", "Ελένη Μακρή", "Σωτήριο Πέτρου"], "")
    ['Ιωάννης Βλάχος', 'Ελένη Μακρή', 'Σωτήριος Πέτρου']
    >>> nominatives(["Ιωάννης Βλάχος", "Σωτήριος Πέτρου"], "")
    ['Ιωάννης Βλάχος', 'Σωτήριος Πέτρου']
    """
    case = _case(names)
    if case is None:
        return list(names)
    return [_nominative(name, case, page) or name for name in names]


def _case(names: Sequence[str]) -> Case | None:
    """The case of a list, as the given names of its men show; ``None`` where one stands in the nominative."""
    genitive = accusative = either = 0
    for name in names:
        words = [fold(w) for w in _WORD.findall(name)]
        known = [w for w in words if formal_names(w)]
        if any(w.endswith("σ") and is_given_name(w) and gender_of_given_name(w) == "m" for w in words):
            return None
        shown = [w for w in known if not is_given_name(w) and gender_of_given_name(w) is not None]
        either += bool(shown)
        if any(w.endswith("ο") for w in words):
            accusative += 1
        elif any(w.endswith("σ") for w in shown):
            genitive += 1
        elif any(w.endswith("ου") for w in shown) and not any(is_given_name(w) for w in words):
            # «Πέτρου Μαρία» has a surname that ends so.
            genitive += 1
    if not either or (genitive and accusative):
        return None
    # Where nothing tells the two apart, what is certain in the genitive is certain in both.
    return "accusative" if accusative else "genitive"


def _nominative(name: str, case: Case, page: str) -> str | None:
    words = [m[0] for m in _WORD.finditer(name)]
    genders = {gender_of_given_name(fold(w)) for w in words if formal_names(fold(w))} - {None}
    if case == "accusative" and any(fold(w).endswith("ο") for w in words):
        genders.add("m")
    if len(genders) != 1:
        return None
    turned = {w: (_man if genders == {"m"} else _woman)(w, case, page) for w in words}
    if any(found is None for found in turned.values()):
        return None
    return _WORD.sub(lambda m: turned[m[0]] or m[0], name)


def _man(word: str, case: Case, page: str) -> str | None:
    folded = fold(word)
    if formal_names(folded) and (given := _given(word)) is not None:
        # «Πέτρου» of the accusative is a surname that does not change.
        return word if case == "accusative" and folded.endswith("ου") else given
    if folded.endswith("ου"):
        return word if case == "accusative" else _printed(word, folded, page)
    if folded[-1] in "αη" or (case == "accusative" and folded.endswith("ο")):
        return word + _SIGMA[word.isupper()]
    return None if folded[-1] in "σν" else word


def _woman(word: str, case: Case, page: str) -> str | None:  # noqa: ARG001
    folded = fold(word)
    if case == "accusative":
        return word
    if folded.endswith("σ"):
        return word[:-1] if formal_names(folded) and is_given_name(folded[:-1]) else None
    return word


def _given(word: str) -> str | None:
    """The nominative of a man's given name, with its accent where it moves («Γεωργίου», «Γεώργιος»)."""
    folded = fold(word)
    found = {form for form in _forms() if folded in oblique(fold(form))}
    same_start = {form for form in found if fold(form)[:3] == folded[:3]}
    # Of «Σπυρίδων» and «Σπυρίδωνας» the one in formal use.
    formal = {form for form in same_start if fold(form) in formal_names(folded)}
    same_start = formal or same_start
    if len({fold(form) for form in same_start}) != 1:
        return None
    form = min(same_start)
    return "".join(c for c in fold(form).upper()) if word.isupper() else form


def _printed(word: str, folded: str, page: str) -> str | None:
    """«Κάππου», where the page prints «Κάππος» somewhere; the accent must not move."""
    stem = folded[:-2]
    found = [e for e in ("οσ", "ησ", "ασ") if regex.search(rf"(?<!\p{{L}}){stem}{e}(?!\p{{L}})", page)]
    if len(found) != 1:
        return None
    ending = {"οσ": "ος", "ησ": "ης", "ασ": "ας"}[found[0]]
    return word[:-2] + (fold(ending).upper() if word.isupper() else ending)


@cache
def _forms() -> tuple[str, ...]:
    return tuple(form for row in lexicon("given_names") for form in row.matches if fold(form).endswith(("σ", "ν", "ρ")))
