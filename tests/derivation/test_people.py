from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cni_analytics.derivation.people import Identities, Ruling, identify, resembling
from cni_analytics.derivation.person_names import compare, parse

GEORGIOS, GRIGORIOS = "Παππάς Γεώργιος", "Γρηγόριος Παππάς"


def rule(one: str, other: str) -> str | None:
    verdict = compare(parse(one), parse(other))
    assert verdict == compare(parse(other), parse(one))
    return verdict


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (GEORGIOS, "ΓΕΩΡΓΙΟΣ ΠΑΠΠΑΣ", "same_words"),
        ("ΝΤΟΚΟΥ – ΡΑΠΤΗ ΕΥΑΝΘΙΑ", "Ευανθία Ντόκου-Ράπτη", "same_words"),
        ("Αχμέτ-Ογλού Αλή", "Αχμέτογλου Αλή", "same_words"),
        ("Γ. Παππάς", GEORGIOS, "initial"),
        ("ΓΕ ΠΑΠΠΑΣ", GEORGIOS, "initial"),
        ("Δημ. Παππάς", "Δημήτριος Παππάς", "abbreviation"),
        ("Κων/νος Μελάς", "Μελάς Κωνσταντίνος", "abbreviation"),
        ("Γιώργος Παππάς", GEORGIOS, "nickname"),
        ("Νικόλαος (Μάκης) Παππάς", "Μάκης Παππάς", "nickname"),
        ("Α. Παππάς", "Θανάσης Παππάς", "initial"),
        ("Γεωργίου Παππά", GEORGIOS, "case"),
        ("Γεώργιος Παππά", GEORGIOS, "case"),
        ("Άννας Ρίζου", "Άννα Ρίζου", "case"),
        ("Κωνσταντίνου Μελά", "Κώστας Μελάς", "case"),
        ("Παππάς Γεώργιος του Ιωάννη", GEORGIOS, "father"),
        ("Γεώργιος Ι. Παππάς", GEORGIOS, "father"),
        ("Άννα Ρίζου-Κορμού", "Άννα Ρίζου", "double_surname"),
        ("Μαρία-Ελένη Ρίζου", "Ελένη Ρίζου", "double_given"),
        ("Παππάς", GEORGIOS, "surname_only"),
        # Two doubts at once are one too many; they contradict nothing.
        ("Α. Ρίζου", "Άννα Ρίζου-Κορμού", "possible"),
        ("Ρίζου", "Άννα Ρίζου-Κορμού", "possible"),
        ("Γ. Παππά", "Γ. Παππάς", "possible"),
        ("Γεωργίου Παππά", "Γ. Παππάς", "possible"),
        # What contradicts itself is never one person.
        (GEORGIOS, GRIGORIOS, None),
        ("Γε. Παππάς", "Γρ. Παππάς", None),
        ("Άννα Μελά", "Άννα Μελάς", None),
        ("Γεωργία Παππά", "Γεώργιος Παππάς", None),
        ("Νίκου Γεώργιος", "Νικολάου Γεώργιος", None),
        (GEORGIOS, "Π. Γεώργιος", None),
        ("Παππάς Γεώργιος του Ιωάννη", "Παππάς Γεώργιος του Νικολάου", None),
        ("Γεώργιος Ι. Παππάς", "Γεώργιος Ν. Παππάς", None),
        ("Άννα Ρίζου-Κορμού", "Άννα Ρίζου-Δάφνη", None),
    ],
)
def test_two_spellings_by_rule(one, other, expected):
    assert rule(one, other) == expected


def groups(found: Identities) -> set[frozenset[str]]:
    by_person: dict[str, set[str]] = {}
    for spelling, identity in found.of.items():
        by_person.setdefault(identity.person, set()).add(spelling)
    return {frozenset(of) for of in by_person.values()}


def test_an_initial_that_fits_one_person_is_that_person():
    found = identify(["Γ. Παππάς", GEORGIOS, "ΓΙΩΡΓΟΣ ΠΑΠΠΑΣ"])
    assert groups(found) == {frozenset({"Γ. Παππάς", GEORGIOS, "ΓΙΩΡΓΟΣ ΠΑΠΠΑΣ"})}
    assert found.of["Γ. Παππάς"].rule == "initial"
    assert found.of["Γ. Παππάς"].leads_to == GEORGIOS
    assert found.of[GEORGIOS].candidates == ()


def test_an_initial_that_fits_two_stays_apart_and_says_whom_it_fits():
    found = identify(["Γ. Παππάς", GEORGIOS, GRIGORIOS])
    assert len(groups(found)) == 3
    assert set(found.of["Γ. Παππάς"].candidates) == {GEORGIOS, GRIGORIOS}
    assert found.of[GEORGIOS].candidates == ()


def test_namesakes_in_one_roll_call_are_two_people():
    found = identify([], [["Γ. Παππάς", GEORGIOS], ["Παππάς Γ.", "Άννα Ρίζου"]])
    assert groups(found) == {frozenset({"Γ. Παππάς", "Παππάς Γ."}), frozenset({GEORGIOS}), frozenset({"Άννα Ρίζου"})}
    same_words = identify([], [["ΠΑΠΠΑΣ ΓΕΩΡΓΙΟΣ", GEORGIOS]])
    assert len(groups(same_words)) == 2


def test_spellings_meet_by_way_of_a_third():
    found = identify(["Α. Ρίζου", "Άννα Ρίζου", "Άννα Ρίζου-Κορμού"])
    assert len(groups(found)) == 1
    assert found.of["Α. Ρίζου"].rule == "through_another"
    # Where the ends contradict each other, the one between them is nobody's.
    apart = identify(["Άννα Ρίζου", "Άννα Ρίζου-Κορμού", "Άννα Κορμού"])
    assert len(groups(apart)) == 3
    assert set(apart.of["Άννα Ρίζου-Κορμού"].candidates) == {"Άννα Ρίζου", "Άννα Κορμού"}


def test_a_ruling_decides_what_no_rule_can():
    merge = Ruling("merge", "Γ. Παππάς", GEORGIOS)
    found = identify(["Γ. Παππάς", GEORGIOS, GRIGORIOS], rulings=[merge])
    assert found.of["Γ. Παππάς"].person == found.of[GEORGIOS].person != found.of[GRIGORIOS].person
    assert found.of["Γ. Παππάς"].rule == "ruling"
    split = Ruling("split", "Γ. Παππάς", GEORGIOS)
    assert len(groups(identify(["Γ. Παππάς", GEORGIOS], rulings=[split]))) == 2
    assert (
        len(groups(identify(["ΠΑΠΠΑΣ ΓΕΩΡΓΙΟΣ", GEORGIOS], rulings=[Ruling("split", GEORGIOS, "ΠΑΠΠΑΣ ΓΕΩΡΓΙΟΣ")])))
        == 2
    )


@pytest.mark.parametrize(
    ("rulings", "lists", "why"),
    [
        ([Ruling("merge", "Γ. Παππάς", "Ζήνων Άφαντος")], [], "not_met"),
        ([Ruling("merge", "Γ. Παππάς", GEORGIOS)], [["Γ. Παππάς", GEORGIOS]], "in_one_roll_call"),
        ([Ruling("merge", GEORGIOS, GEORGIOS)], [], "same_spelling"),
        ([Ruling("merge", "Γ. Παππάς", GEORGIOS), Ruling("split", GEORGIOS, "Γ. Παππάς")], [], "contradicted"),
        # By way of a third spelling.
        ([Ruling("merge", "Γ. Παππάς", GEORGIOS), Ruling("merge", "Γ. Παππάς", GRIGORIOS)], [[GEORGIOS, GRIGORIOS]],
         "in_one_roll_call"),
        ([Ruling("merge", "Γ. Παππάς", GEORGIOS), Ruling("split", GEORGIOS, "Παππάς Γ.")], [], "contradicted"),
    ],
)  # fmt: skip
def test_a_ruling_that_no_longer_stands_is_refused(rulings, lists, why):
    found = identify(["Γ. Παππάς", "Παππάς Γ.", GEORGIOS, GRIGORIOS], lists, rulings)
    assert why in found.refused.values()


GIVEN = ("Γεώργιος", "Γιώργος", "Γρηγόριος", "Γ.", "Μαρία", "Μ.", "Ελένη", "Μαρία-Ελένη", "Ερατώ", "Γεωργίου", "")
SURNAMES = ("Παππάς", "Παππά", "Ρίζου", "Ρίζου-Κορμού", "Κορμού", "Ρίζος")


def spelt(given: str, surname: str, turned: bool, capitals: bool) -> str:
    name = f"{surname} {given}".strip() if turned else f"{given} {surname}".strip()
    return name.upper() if capitals else name


printed = st.builds(spelt, st.sampled_from(GIVEN), st.sampled_from(SURNAMES), st.booleans(), st.booleans())
rosters = st.lists(st.lists(printed, min_size=1, max_size=5), max_size=5)
ruled = st.lists(st.builds(Ruling, st.sampled_from(["merge", "split"]), printed, printed), max_size=3)


@settings(max_examples=150, deadline=None)
@given(rosters, st.lists(printed, max_size=4), ruled, st.randoms())
def test_order_never_matters_and_nothing_is_gained_by_repeating(lists, spellings, rulings, random):
    found = identify(spellings, lists, rulings)
    again = [list(one) for one in (*lists, *lists)]
    for one in again:
        random.shuffle(one)
    random.shuffle(again)
    turned = [Ruling(r.action, r.other, r.one) for r in rulings]
    other = identify(reversed([*spellings, *spellings]), again, [*turned, *turned])
    assert found.of == other.of
    assert {(frozenset((r.one, r.other)), w) for r, w in found.refused.items()} == {
        (frozenset((r.one, r.other)), w) for r, w in other.refused.items()
    }


@settings(max_examples=150, deadline=None)
@given(rosters)
def test_nobody_is_two_people_of_one_list_and_no_person_contradicts_itself(lists):
    found = identify([], lists)
    for one in lists:
        people = [found.of[name].person for name in set(one)]
        assert len(set(people)) == len(people)
    for of in groups(found):
        for a in of:
            for b in of:
                assert rule(a, b) is not None
    for identity in found.of.values():
        assert len(identity.candidates) != 1


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(printed, max_size=4), max_size=4))
def test_capitals_and_accents_change_nothing(lists):
    plain = str.maketrans("άέήίόύώΆΈΉΊΌΎΏ", "αεηιουωΑΕΗΙΟΥΩ")
    bare = {name: name.translate(plain).upper() for one in lists for name in one}
    # Only where no two spellings of the same words stand in one list, who would become one spelling.
    if any(len({parse(n).key for n in set(one)}) < len(set(one)) for one in lists):
        return
    found, changed = identify([], lists), identify([], [[bare[n] for n in one] for one in lists])
    for name, other in bare.items():
        assert found.of[name].person == changed.of[other].person
        assert bool(found.of[name].candidates) == bool(changed.of[other].candidates)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Μελισσανδρίδης Ηλίας", "Μελισσανδριδης Ηλίας", False),  # the same words: one person
        ("Μελισσανδρίδης Ηλίας", "Ηλίας Μελισανδρίδης", True),
        ("Ρίζος Ηλίας", "Ρίζου Ηλίας", False),  # in the genitive: one person
        ("Ρίζος Ηλίας", "Ρίζας Ηλίας", True),
        ("Δήμας Ανδρέας", "Δήμος Ανδρέας", True),
        ("Παππάς Γεώργιος", "Παππάς Γρηγόριος", False),
        ("Παππάς Μάριος", "Παππάς Μαρίος", False),
        ("Μαρία Κορμού", "Μαρίνα Κορμού", False),
        ("Ρώ Άννα", "Ρά Άννα", False),
    ],
)
def test_who_resembles_whom_is_only_a_hint(one, other, alike):
    found = identify([one, other])
    near = resembling(found, [])
    assert bool(near) == alike
    if alike:
        assert near[found.of[one].person] == (found.of[other].person,)
        assert found.of[one].person != found.of[other].person
    assert resembling(found, [[one, other]]) == {}
