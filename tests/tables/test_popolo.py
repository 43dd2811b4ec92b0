"""The Popolo file holds to Popolo's own definitions, to the corpus, and to who may be named in it."""

from __future__ import annotations

import json
import re

import pytest
from invented_records import NAMES, place, record

from cni_analytics.tables.popolo import write_popolo

LISTS = ("people", "organizations", "memberships", "events", "motions", "vote_events")
SOURCE = {"url": str, "note": str}
PLAIN: dict[str, dict[str, type]] = {
    "people": {"id": str, "name": str},
    "organizations": {"id": str, "name": str, "classification": str, "parent_id": str},
    "memberships": {"id": str, "person_id": str, "organization_id": str, "role": str},
    "events": {"id": str, "name": str, "classification": str, "organization_id": str, "start_date": str},
    "motions": {"id": str, "identifier": str, "organization_id": str, "legislative_session_id": str, "date": str,
                "result": str},
    "vote_events": {"id": str, "identifier": str, "organization_id": str, "legislative_session_id": str,
                    "motion_id": str, "start_date": str, "result": str},
}  # fmt: skip
"""Terms of Popolo's JSON schemas (popolo-spec, schemas/*.json) that hold a plain value, with its type."""
NESTED = {
    "people": {"other_names": {"name": str}, "sources": SOURCE},
    "organizations": {"other_names": {"name": str, "note": str}, "identifiers": {"identifier": str, "scheme": str}},
    "memberships": {"sources": SOURCE},
    "events": {"sources": SOURCE},
    "motions": {"sources": SOURCE},
    "vote_events": {"counts": {"option": str, "value": int, "origin": str},
                    "votes": {"voter_id": str, "option": str, "origin": str}, "sources": SOURCE},
}  # fmt: skip
"""Terms that hold a list of objects, with the terms of those; ``origin`` is ours."""
REQUIRED = {"people": ("id", "name"), "organizations": ("id", "name"), "memberships": ("id", "organization_id"),
            "events": ("id",), "motions": ("id",), "vote_events": ("id", "motion_id"), "sources": ("url",),
            "other_names": ("name",), "identifiers": ("identifier",), "counts": ("option", "value"),
            "votes": ("voter_id", "option")}  # fmt: skip
"""What one version or another of those schemas requires, and what makes a resource findable at all."""
DAY = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
URI = re.compile(r"(https://diavgeia\.gov\.gr/doc/[A-Za-z0-9%-]+|ni:///sha-256;[A-Za-z0-9_-]{43})")


def hold_to_popolo(popolo):
    """Every term is one of Popolo's, of its type; what is required is there; every id leads somewhere."""
    assert set(popolo) == {"meta", *LISTS}
    ids = {}
    for kind in LISTS:
        found = [resource["id"] for resource in popolo[kind]]
        assert len(found) == len(set(found)), kind
        ids[kind] = set(found)
        for resource in popolo[kind]:
            assert set(REQUIRED[kind]) <= set(resource)
            for term, value in resource.items():
                if term in NESTED[kind]:
                    assert value or term in ("counts", "votes"), "an empty list says nothing"
                    for inner in value:
                        assert set(REQUIRED[term]) <= set(inner)
                        assert all(type(v) is NESTED[kind][term][t] for t, v in inner.items()), inner
                else:
                    assert type(value) is PLAIN[kind][term], (term, value)
                    assert value != ""
                if term in ("start_date", "date"):
                    assert DAY.fullmatch(value)
            for source in resource.get("sources", ()):
                assert URI.fullmatch(source["url"])
                assert re.fullmatch(r"sha256 [0-9a-f]{64}(, ΑΔΑ \S+)?", source["note"])
    for resource in (r for kind in LISTS if kind not in ("people", "organizations") for r in popolo[kind]):
        assert resource["organization_id"] in ids["organizations"]
    for resource in popolo["organizations"]:
        assert resource.get("parent_id", resource["id"]) in ids["organizations"]
    for resource in popolo["memberships"]:
        assert resource["person_id"] in ids["people"]
    for resource in [*popolo["motions"], *popolo["vote_events"]]:
        assert resource.get("legislative_session_id") in {None, *ids["events"]}
    for resource in popolo["vote_events"]:
        assert resource["motion_id"] in ids["motions"]
        assert {vote["voter_id"] for vote in resource["votes"]} <= ids["people"]


@pytest.fixture
def popolo_of(workshop):
    def of(*records):
        for number, made in enumerate(records):
            place(workshop.raw, f"fantastiki/{number}.txt", made)
        workshop.build()
        path = workshop.root / "popolo.json"
        path.unlink(missing_ok=True)
        write_popolo(workshop.corpus(), path)
        found = json.loads(path.read_text("utf-8"))
        hold_to_popolo(found)
        return found

    return of


def test_a_decision_in_popolos_terms(popolo_of):
    made = popolo_of(record())
    assert sorted(p["name"] for p in made["people"]) == sorted(NAMES)
    municipality, council = made["organizations"]
    assert municipality["name"] == "Δήμος Φανταστικής"
    assert council["name"] == "Δημοτικό Συμβούλιο Φανταστικής"
    assert council["parent_id"] == municipality["id"]
    roles = sorted(m["role"] for m in made["memberships"])
    assert roles == ["member"] * 5 + ["president"]
    (event,), (motion,), (vote_event,) = made["events"], made["motions"], made["vote_events"]
    assert (event["start_date"], event["name"]) == ("2024-05-06", "3/2024")
    assert (motion["identifier"], motion["result"]) == ("1/2024", "pass")
    assert motion["id"] == f"{council['id']}:1/2024"
    assert vote_event["counts"] == [{"option": "yes", "value": 3, "origin": "derived"}]
    names = {p["id"]: p["name"] for p in made["people"]}
    assert {names[v["voter_id"]] for v in vote_event["votes"]} == {NAMES[0], NAMES[2], NAMES[3]}


def test_what_is_printed_is_told_from_what_follows(popolo_of):
    tally = {"for": 2, "against": 1, "blank": 1, "present": None, "abstain": None}
    votes = [{"name": NAMES[2], "vote": "against", "origin": "stated"},
             {"name": NAMES[3], "vote": "blank", "origin": "stated"}]  # fmt: skip
    (event,) = popolo_of(
        record(vote__tally=tally, vote__votes=votes, vote__outcome="majority", vote__unanimity="contested")
    )["vote_events"]
    assert event["counts"] == [
        {"option": "yes", "value": 2, "origin": "stated"},
        {"option": "no", "value": 1, "origin": "stated"},
        {"option": "blank", "value": 1, "origin": "stated"},
    ]
    assert [(v["option"], v["origin"]) for v in event["votes"]] == [("no", "stated"), ("blank", "stated")]


def test_dissenters_alone_are_no_count(popolo_of):
    votes = [{"name": NAMES[2], "vote": "against", "origin": "stated"}]
    (event,) = popolo_of(record(vote__votes=votes, vote__outcome="majority", vote__unanimity="contested"))[
        "vote_events"
    ]
    assert event["counts"] == []
    assert len(event["votes"]) == 1


def test_a_decision_without_a_vote_is_a_motion_only(popolo_of):
    made = popolo_of(
        record(vote__phrase=None, vote__outcome=None, vote__votes=[], vote__result="withdrawn",
               vote__unanimity="unsettled")
    )  # fmt: skip
    assert made["vote_events"] == []
    assert made["motions"][0]["result"] == "withdrawn"


def test_private_persons_do_not_leave_the_corpus(popolo_of):
    private = "Ιδιώτης Αμέτοχος"
    made = record(
        subject=f"Αίτημα του {private} για άδεια",
        resolutions=[{"label": None, "text": f"Εγκρίνει το αίτημα του {private}."}],
    )
    made["movements"].append({**made["movements"][0], "name": private})
    made["vote"]["votes"].append({"name": private, "vote": "against", "origin": "stated"})
    made["mayor"] = {"name": private, "present": True}
    made["evidence"]["subject"] = [{"page": 1, "start": 0, "end": 6, "text": private}]
    found = popolo_of(made)
    text = json.dumps(found, ensure_ascii=False)
    assert private not in text
    assert "idiotis" not in text
    assert "ametochos" not in text
    assert found["meta"]["left_out"] == {"decisions_of_unknown_body": 0, "votes_of_people_on_no_roll_call": 1}


def test_ids_stay_when_more_is_harvested_and_a_number_given_twice_is_told_apart(popolo_of):
    first = record(1, document__ada="ΨΘ82ΩΡΦ-7ΑΙ")
    before = popolo_of(first)
    again = record(1, session__date="2024-06-07", session__number=4)
    after = popolo_of(first, record(2), again)
    for kind in ("people", "organizations", "memberships", "events"):
        assert {r["id"] for r in before[kind]} <= {r["id"] for r in after[kind]}
    assert len(after["motions"]) == 3
    assert len({m["id"] for m in after["motions"]}) == 3
    (source,) = before["motions"][0]["sources"]
    assert source["url"] == "https://diavgeia.gov.gr/doc/%CE%A8%CE%9882%CE%A9%CE%A1%CE%A6-7%CE%91%CE%99"
    assert source["note"].endswith(", ΑΔΑ ΨΘ82ΩΡΦ-7ΑΙ")


def test_a_body_nobody_knows_names_nobody(popolo_of):
    made = popolo_of(record(body=None))
    assert [made[kind] for kind in LISTS] == [[]] * len(LISTS)
    assert made["meta"]["left_out"]["decisions_of_unknown_body"] == 1


def test_an_export_holds_it_and_the_same_corpus_gives_the_same_bytes(workshop):
    place(workshop.raw, "fantastiki/1.txt", record())
    workshop.build()
    folder = workshop.corpus().export(workshop.root / "out").parent
    once = (folder / "popolo.json").read_bytes()
    workshop.corpus().export(folder)
    assert (folder / "popolo.json").read_bytes() == once
