"""The corpus as Popolo JSON: people, organizations, memberships, events, motions and vote events.

Popolo (https://www.popoloproject.com/specs/) is how civic tools exchange who sat where and who voted how.
Only members of a body, its organs and municipalities are in it: somebody who is named in a document
and on no roll call is left out, and so are subjects and clauses, which can name private persons.
"""
# ruff: noqa: S608  the queries are put together from constants; nothing in them comes from outside

from __future__ import annotations

import base64
import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from cni_analytics.tables.corpus import Corpus

FILE = "popolo.json"
OPTIONS = {"for": "yes", "against": "no", "abstain": "abstain", "blank": "blank", "present": "present"}
"""Popolo's code list has no blank vote and no «παρών», which are no abstention in law; it allows more values."""
RESULTS = {"approved": "pass", "rejected": "fail"}
"""``postponed`` and ``withdrawn`` stay as they are: the list allows more values."""

_OF_A_BODY = "municipality_id is not null and body is not null"
_MEMBERS = f"select distinct person_id from attendance where person_id is not null and {_OF_A_BODY}"
_DECIDED = """
    select d.*, coalesce(o.listed_ada, d.ada) as source_ada, count(*) over (partition by d.decision_id) as alike
    from decisions d join documents o using (document_id)
    where d.municipality_id is not null and d.body is not null
"""
_PEOPLE = f"""
    select p.*, coalesce(o.listed_ada, o.ada) as source_ada from people p left join documents o using (document_id)
    where p.person_id in ({_MEMBERS}) order by p.person_id
"""
_ORGANIZATIONS = f"""
    with met as (
        select municipality_id, body, max(municipality) as printed from decisions where {_OF_A_BODY} group by all
    )
    select met.*, m.name_el, m.name_en, m.diavgeia_uid, m.ypes_code
    from met left join memberships m using (municipality_id) order by municipality_id, body
"""
_MEMBERSHIPS = f"""
    with named as (
        select person_id, coalesce(role, 'member') as role, arg_min(document_id, (session_date, document_id)) as first
        from (select person_id, role, document_id, session_date from attendance where {_OF_A_BODY}
              union all select person_id, null, document_id, session_date from attendance where {_OF_A_BODY})
        where person_id is not null group by 1, 2
    )
    select n.person_id, n.role, n.first as document_id, p.municipality_id, p.body,
           coalesce(o.listed_ada, o.ada) as source_ada
    from named n join people p using (person_id) left join documents o on o.document_id = n.first
    order by n.person_id, n.role
"""
_SESSIONS = f"select * from sessions where {_OF_A_BODY} order by session_id"
_MOTIONS = f"from ({_DECIDED}) order by municipality_id, body, session_date, decision_number, document_id"
_VOTES = f"""
    with cast_ as (
        select document_id, list({{'person_id': person_id, 'vote': vote, 'origin': origin}} order by ordinal) as votes
        from (select document_id, person_id, vote, min(origin) as origin, min(ordinal) as ordinal from votes
              where person_id in ({_MEMBERS}) group by all)
        group by document_id
    )
    select d.*, c.votes from ({_DECIDED}) d left join cast_ c using (document_id)
    order by municipality_id, body, session_date, decision_number, document_id
"""
_LEFT_OUT = f"""
    select (select count(*) from decisions where not ({_OF_A_BODY})) as decisions_of_unknown_body,
           (select count(*) from votes where person_id is null or person_id not in ({_MEMBERS}))
               as votes_of_people_on_no_roll_call
"""

Row = dict[str, Any]


def write_popolo(corpus: Corpus, path: Path) -> None:
    """Write the corpus as one Popolo file.

    Parameters
    ----------
    corpus
        An open corpus.
    path
        A new file. The same corpus gives the same bytes.

    Notes
    -----
    What is not known has no key. Beside Popolo's own terms, votes and counts carry ``origin``: ``stated`` where
    it is printed, ``derived`` where it follows by the rules of the decision record; ``meta`` says what was left
    out. A membership has no dates: documents show who sat when, not from when.
    """
    with path.open("x", encoding="utf-8", newline="\n") as file:
        meta = {
            "schema": "cni-popolo/1",
            "specification": "https://www.popoloproject.com/specs/",
            "synthetic": corpus.synthetic,
            "left_out": next(_rows(corpus, _LEFT_OUT)),
        }
        file.write(f'{{\n"meta": {_json(meta)}')
        for name, resources_ in (
            ("people", map(_person, _rows(corpus, _PEOPLE))),
            ("organizations", _organizations(_rows(corpus, _ORGANIZATIONS))),
            ("memberships", map(_membership, _rows(corpus, _MEMBERSHIPS))),
            ("events", map(_session, _rows(corpus, _SESSIONS))),
            ("motions", map(_motion, _rows(corpus, _MOTIONS))),
            ("vote_events", _vote_events(_rows(corpus, _VOTES))),
        ):
            _write_list(file, name, resources_)
        file.write("\n}\n")


def _write_list(file: IO[str], name: str, resources_: Iterable[Row]) -> None:
    file.write(f',\n"{name}": [')
    for number, resource in enumerate(resources_):
        file.write(f"{',' if number else ''}\n{_json(resource)}")
    file.write("\n]")


def _rows(corpus: Corpus, query: str) -> Iterator[Row]:
    answer = corpus.connection().cursor().execute(query)
    names = [column[0] for column in answer.description]
    while batch := answer.fetchmany(10_000):
        for values in batch:
            yield dict(zip(names, values, strict=True))


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _known(**values: Any) -> Row:
    return {name: value for name, value in values.items() if value is not None}


# -- who ------------------------------------------------------------------------------------------------


def _person(row: Row) -> Row:
    others = [{"name": name} for name in row["spellings"] if name != row["name"]]
    return _known(id=row["person_id"], name=row["name"], other_names=others or None, sources=[_source(row)])


def _organizations(rows: Iterable[Row]) -> Iterator[Row]:
    last = None
    for row in rows:
        if row["municipality_id"] != last:
            last = row["municipality_id"]
            yield _organization(row, "municipality", last, None)
        yield _organization(row, row["body"], _body_id(row), last)


def _organization(row: Row, kind: str, own_id: str, parent: str | None) -> Row:
    el, en = _names()[kind]
    place = row["name_el"] or row["printed"] or row["municipality_id"]
    issued = (("Diavgeia", row["diavgeia_uid"]), ("ypes", row["ypes_code"])) if kind == "municipality" else ()
    identifiers = [{"scheme": scheme, "identifier": value} for scheme, value in issued if value]
    other = [{"name": en.format(place=row["name_en"]), "note": "English"}] if row["name_en"] else None
    return _known(
        id=own_id, name=el.format(place=place), other_names=other, classification=kind, parent_id=parent,
        identifiers=identifiers or None,
    )  # fmt: skip


def _membership(row: Row) -> Row:
    return _known(
        id=f"{row['person_id']}:{row['role']}",
        person_id=row["person_id"],
        organization_id=_body_id(row),
        role=row["role"],
        sources=[_source(row)],
    )


# -- what -----------------------------------------------------------------------------------------------


def _session(row: Row) -> Row:
    day = row["session_date"]
    number = row["session_number"]
    return _known(
        id=row["session_id"],
        name=None if number is None else f"{number}/{row['year']}",
        classification=row["session_kind"],
        organization_id=_body_id(row),
        start_date=day and day.isoformat(),
        sources=[_source({"document_id": document, "source_ada": None}) for document in row["document_ids"]],
    )


def _motion(row: Row) -> Row:
    return _known(id=_motion_id(row), **_decided(row), date=_day(row))


def _vote_events(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        votes = row["votes"] or []
        counts = _counts(row, votes)
        if not votes and not counts and row["stated_outcome"] is None:
            continue
        yield _known(
            id=f"{_motion_id(row)}:vote",
            motion_id=_motion_id(row),
            **_decided(row),
            start_date=_day(row),
            counts=counts,
            votes=[
                {"voter_id": v["person_id"], "option": OPTIONS[v["vote"]], "origin": v["origin"]} for v in votes
            ],
        )  # fmt: skip


def _counts(row: Row, votes: list[Row]) -> list[Row]:
    """The tally as printed; where none is, the names counted, if everybody there has one vote."""
    stated = [
        {"option": option, "value": row[f"tally_{choice}"], "origin": "stated"}
        for choice, option in OPTIONS.items()
        if row[f"tally_{choice}"] is not None
    ]
    voters = {v["person_id"] for v in votes}
    if stated or not votes or len(voters) != len(votes) or len(voters) != row["present_at_item"]:
        return stated
    cast = [OPTIONS[v["vote"]] for v in votes]
    return [{"option": o, "value": cast.count(o), "origin": "derived"} for o in OPTIONS.values() if o in cast]


def _decided(row: Row) -> Row:
    number, year = row["decision_number"], row["decision_year"]
    return _known(
        identifier=f"{number}/{year}" if number is not None and year is not None else None,
        organization_id=_body_id(row),
        legislative_session_id=row["session_id"],
        result=RESULTS.get(row["result"], row["result"]),
        sources=[_source(row)],
    )


def _motion_id(row: Row) -> str:
    """The decision's id, which stays when its document is fetched again; told apart where a number was given twice."""
    own = str(row["decision_id"])
    return own if row["alike"] == 1 else f"{own}:{row['document_id'][:12]}"


def _day(row: Row) -> str | None:
    day = row["session_date"]
    return None if day is None else str(day.isoformat())


def _body_id(row: Row) -> str:
    return f"{row['municipality_id']}:{row['body']}"


def _source(row: Row) -> Row:
    """Where it is from: the address on Diavgeia, or the name that its content alone gives a document (RFC 6920)."""
    sha256, ada = row["document_id"], row["source_ada"]
    named = base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")
    url = f"https://diavgeia.gov.gr/doc/{quote(ada)}" if ada else f"ni:///sha-256;{named}"
    return {"url": url, "note": f"sha256 {sha256}" + (f", ΑΔΑ {ada}" if ada else "")}


@cache
def _names() -> dict[str, tuple[str, str]]:
    text = resources.files(__package__).joinpath("popolo_bodies.csv").read_text("utf-8")
    return {row["body"]: (row["name_el"], row["name_en"]) for row in csv.DictReader(text.splitlines())}
