from __future__ import annotations

import pytest
from invented_records import NAMES, place, record

GONE = {"present": [NAMES[0], NAMES[2], NAMES[3]], "absent": [NAMES[1], NAMES[4]], "settled": True,
        "reading_dependent": []}  # fmt: skip
STAYED = {"present": list(NAMES[:4]), "absent": [NAMES[4]], "settled": True, "reading_dependent": []}


def decision(number: int, day: str, allowed: list[str] | None, *, item: int = 2, **changes) -> dict:
    """A decision whose document shows what its list can be, and holds what would be otherwise."""
    made = record(number, session__date=day, session__number=number // 10, attendance_at_item=GONE,
                  agenda_item={"number": item, "out_of_agenda": False}, **changes)  # fmt: skip
    made["conventions"] = {"list_kind": "opening", "departure_during": "absent", "given": []}
    made["list_kinds"] = allowed
    other = {**made["conventions"], "list_kind": "per_decision"}
    made["rival_lists"] = {
        "per_decision": {"attendance_at_item": STAYED, "conventions": other, "findings": []},
        "unknown": {"attendance_at_item": {**GONE, "reading_dependent": [NAMES[1]]}},
    }
    return made


def put(workshop, *made: dict) -> None:
    for i, one in enumerate(made):
        place(workshop.raw, f"a/{i}.txt", one)


def days(count: int) -> list[str]:
    return [f"2024-{month:02}-06" for month in range(1, count + 1)]


def test_lists_are_read_as_the_sessions_of_the_body_show(workshop):
    per_decision = [decision(10 * i, day, ["per_decision"]) for i, day in enumerate(days(3), 1)]
    silent = decision(90, "2024-09-06", None)
    put(workshop, *per_decision, silent)
    workshop.build()
    corpus = workshop.corpus()
    (row,) = corpus.list_kinds.to_dict("records")
    assert (row["inferred"], row["read_as"], row["agree_per_decision"]) == ("per_decision", "per_decision", 3)
    assert (row["agree_opening"], row["contradict_opening"]) == (0, 3)
    assert list(row["agreeing_sessions"]) == sorted(corpus.sessions["session_id"])[:3]
    assert set(corpus.attendance["list_kind"]) == {"per_decision"}
    assert set(corpus.attendance["list_kind_basis"]) == {"inferred"}
    mine = corpus.attendance[corpus.attendance["name"] == NAMES[1]]
    assert set(mine["status_at_item"]) == {"present"}
    assert set(corpus.decisions["present_at_item"]) == {4}
    assert not corpus.evidence_for(row["document_id"], row["fact"]).empty
    allowed = corpus.sessions.set_index("session_date")["list_kinds_allowed"]
    assert [None if a is None else list(a) for a in allowed] == [["per_decision"]] * 3 + [None]


def test_too_few_sessions_settle_nothing_and_mark_what_hangs_on_it(workshop):
    put(workshop, *(decision(10 * i, day, ["per_decision"]) for i, day in enumerate(days(2), 1)))
    workshop.build()
    corpus = workshop.corpus()
    (row,) = corpus.list_kinds.to_dict("records")
    assert corpus.list_kinds["inferred"].isna().all()
    assert row["read_as"] == "unknown"
    assert set(corpus.decisions["list_kind"]) == {"unknown"}
    mine = corpus.attendance[corpus.attendance["name"] == NAMES[1]]
    assert mine["reading_dependent"].all()
    assert set(corpus.decisions["present_at_item_max"]) == {4}


def test_what_is_given_overrules_what_is_inferred(workshop):
    made = [decision(10 * i, day, ["per_decision"]) for i, day in enumerate(days(3), 1)]
    for one in made:
        one["conventions"]["given"] = ["list_kind"]
        del one["rival_lists"]
    put(workshop, *made)
    workshop.build()
    corpus = workshop.corpus()
    assert set(corpus.decisions["list_kind"]) == {"opening"}
    assert set(corpus.decisions["list_kind_basis"]) == {"given"}
    (row,) = corpus.list_kinds.to_dict("records")
    assert (row["inferred"], list(row["given"])) == ("per_decision", ["opening"])


def test_lists_of_one_session_are_compared_by_person_and_quoted_from_both(workshop):
    one, other = decision(11, "2024-01-06", None), decision(12, "2024-01-06", None)
    one["roll_call"]["members"][1]["name"] = "ΡΙΖΟΣ ΒΥΡΩΝ"
    put(workshop, one, other)
    workshop.build()
    assert workshop.corpus().sessions["roll_calls_agree"].to_list() == [True]
    other["roll_call"]["members"][1]["status"] = "absent"
    put(workshop, one, other)
    workshop.build()
    corpus = workshop.corpus()
    said = corpus.findings[corpus.findings["code"] == "session_roll_calls_differ"].set_index("decision_number")
    assert "“ΡΙΖΟΣ ΒΥΡΩΝ” present here, “Βύρων Ρίζος” absent there" in said.loc[11, "message_en"]
    assert "Decision 12/2024" in said.loc[11, "message_en"]
    assert "«Βύρων Ρίζος» απών/ούσα εδώ, «ΡΙΖΟΣ ΒΥΡΩΝ» παρών/ούσα εκεί" in said.loc[12, "message"]


def test_lists_per_decision_may_differ(workshop):
    made = [decision(10 * i + n, day, None) for i, day in enumerate(days(3), 1) for n in (1, 2)]
    for one in made[1::2]:
        one["roll_call"]["members"][1]["status"] = "absent"
    put(workshop, *made)
    workshop.build()
    corpus = workshop.corpus()
    (row,) = corpus.list_kinds.to_dict("records")
    # The member who is in other lists is said to have gone: that is what a list per decision shows.
    assert (row["inferred"], row["compared"], row["differ"]) == ("per_decision", 3, 3)
    assert not corpus.sessions["roll_calls_agree"].any()
    assert "session_roll_calls_differ" not in set(corpus.findings["code"])


def test_another_partition_is_written_anew_where_the_kind_changes(workshop):
    put(workshop, *(decision(10 * i, day, ["per_decision"]) for i, day in enumerate(days(2), 1)))
    workshop.build()
    place(workshop.raw, "a/later.txt", decision(10, "2025-01-06", ["per_decision"]))
    workshop.build()
    assert set(workshop.corpus().attendance["list_kind"]) == {"per_decision"}
    at_once = workshop.files()
    workshop.build(store=workshop.root / "other")
    assert workshop.files() == at_once


@pytest.mark.parametrize(
    ("order", "expected"),
    [(None, {11: (1, "decision_number"), 12: (2, "decision_number"), 13: (3, "decision_number")}),
     ([9, 3], {13: (1, "stated"), 12: (2, "stated"), 11: (3, "decision_number")})],
)  # fmt: skip
def test_decisions_stand_in_the_order_they_were_discussed(workshop, order, expected):
    made = [decision(10 + n, "2024-01-06", None, item=item) for n, item in ((1, 1), (2, 3), (3, 9))]
    if order:
        made[1]["discussion_order"] = [{"number": n, "out_of_agenda": False} for n in order]
    put(workshop, *made)
    workshop.build()
    rows = workshop.corpus().decisions.set_index("decision_number")
    assert {n: (r["discussed"], r["discussed_basis"]) for n, r in rows.iterrows()} == expected


def test_two_orders_for_one_session_are_none(workshop):
    made = [decision(10 + n, "2024-01-06", None, item=n) for n in (1, 2)]
    for one, order in zip(made, ((1, 2), (2, 1)), strict=True):
        one["discussion_order"] = [{"number": n, "out_of_agenda": False} for n in order]
    put(workshop, *made)
    workshop.build()
    assert workshop.corpus().decisions["discussed"].isna().all()


def test_who_was_out_for_one_vote_has_a_row(workshop):
    made = decision(11, "2024-01-06", None)
    made["absences"] = [{"name": NAMES[3], "item": {"number": 2, "out_of_agenda": False}, "decision": None},
                        {"name": "Κάποιος Άλλος", "item": None, "decision": {"number": 11, "year": 2024}}]  # fmt: skip
    put(workshop, made)
    workshop.build()
    corpus = workshop.corpus()
    assert corpus.absences["item_number"].to_list()[0] == 2
    assert corpus.absences["anchor_decision_number"].to_list()[1] == 11
    known = corpus.absences.merge(corpus.people, on="person_id")
    assert known["name_y"].to_list() == [NAMES[3]]
