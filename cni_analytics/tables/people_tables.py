"""The tables of who the members are: people, and the spellings they are printed in."""

from __future__ import annotations

from typing import get_args

from cni_analytics.derivation.person_names import Rule
from cni_analytics.tables.columns import Table
from cni_analytics.tables.shared_columns import (
    BODY,
    CORRECTED,
    DAY,
    FACT,
    INT,
    MUNICIPALITY_ID,
    TERM,
    TEXT,
    TEXTS,
    col,
)

IDENTITY_RULES: tuple[str, ...] = (*get_args(Rule), "through_another", "ruling")

PEOPLE = Table(
    "people",
    "Somebody named in the roll calls of a body in one term, and from when to when this person held a seat as far as "
    "those lists show. Identities do not reach beyond a body and a term.",
    (
        col("person_id", TEXT, "derived", "`municipality:body:term:name-hash`; the document's id before the name where "
            "one of the three is unknown.", nullable=False),
        MUNICIPALITY_ID,
        BODY,
        TERM,
        col("name", TEXT, "stated", "The spelling met most often.", nullable=False),
        col("spellings", TEXTS, "stated", "Every spelling met; `spellings` says by which rule.", nullable=False),
        col("fits", TEXTS, "derived",
            "For a spelling that fits several people and is kept apart from them: their person_ids. Its decisions are "
            "those of one of them, and it is not known of whom. Empty for everybody else.", nullable=False),
        col("resembles", TEXTS, "derived",
            "People of the same body and term whose name differs by a letter or two and whom no list has beside this "
            "one: perhaps a slip of the scanner or the clerk. They are counted apart until a row of "
            "data/reference/people.csv joins them.", nullable=False),
        col("decisions", INT, "derived", "Decisions that name this person.", nullable=False),
        col("unlisted", INT, "derived",
            "Decisions between the first and the last list with this person whose own list, a whole one, has others "
            "only: unknown for this person, neither present nor absent. Null where no dated list names this person."),
        col("first_date", DAY, "derived", "First dated session with this person."),
        col("last_date", DAY, "derived", "Last dated session with this person."),
        col("seated_from", DAY, "derived", "First day this person is shown to hold a seat in this term; null where no "
            "dated list names this person."),
        col("seated_from_basis", TEXT, "derived",
            "`first_list`: already in the first list of that term that the corpus has, so the seat may be older. "
            "`later_list`: the whole list before, on `not_yet_listed`, names everybody else. `sworn_in`: the same, and "
            "a decision is about the oath, `sworn_in_document_id`. Null where most lists "
            "of the body are not whole.", values=("first_list", "later_list", "sworn_in")),
        col("not_yet_listed", DAY, "derived",
            "Last session before `seated_from` whose list names everybody else: the seat began after it."),
        col("seated_until", DAY, "derived", "Last day this person is shown to hold the seat."),
        col("seated_until_basis", TEXT, "derived",
            "`last_list`: still in the last whole list of that term in the corpus. `left_lists`: the next one, on "
            "`no_longer_listed`, names everybody else.", values=("last_list", "left_lists")),
        col("no_longer_listed", DAY, "derived",
            "First session after `seated_until` whose list names everybody else: the seat ended before it."),
        col("sworn_in_document_id", TEXT, "derived", "The decision whose subject is that this person takes the oath."),
        col("document_id", TEXT, "provenance", "The earliest document that names this person.", nullable=False),
        col("last_document_id", TEXT, "provenance", "The latest document that names this person.", nullable=False),
        CORRECTED,
        FACT,
    ),
    ("person_id",),
    partitioned=False,
)  # fmt: skip

SPELLINGS = Table(
    "spellings",
    "A spelling of a member's name in a body and term: whose it is, and by which rule.",
    (
        MUNICIPALITY_ID,
        BODY,
        TERM,
        col("spelling", TEXT, "stated", "As printed, roles and honorifics removed.", nullable=False),
        col("person_id", TEXT, "derived", "Key of `people`.", nullable=False),
        col("rule", TEXT, "derived",
            "How it differs from `leads_to`. `same_words`: capitals, accents, hyphens, order. `case`: genitive or "
            "accusative. `nickname`, `abbreviation`, `initial`: of the given name. `father`: one has the father's "
            "name. `double_surname`, `double_given`: one has one of two. `surname_only`: no given name. "
            "`through_another`: by way of a third spelling. `ruling`: a row of data/reference/people.csv.",
            values=IDENTITY_RULES, nullable=False),
        col("leads_to", TEXT, "derived", "The fullest spelling of the same person.", nullable=False),
        col("fits", TEXTS, "derived",
            "The people it fits, by their fullest spelling, where it fits several: then it is kept apart from all.",
            nullable=False),
        col("decisions", INT, "derived", "Decisions that print it.", nullable=False),
        col("first_date", DAY, "derived", "First dated session that prints it."),
        col("last_date", DAY, "derived", "Last dated session that prints it."),
        col("document_id", TEXT, "provenance", "The earliest document that prints it; `attendance`, `movements` and "
            "`votes` have every one.", nullable=False),
        col("last_document_id", TEXT, "provenance", "The latest document that prints it.", nullable=False),
        CORRECTED,
        FACT,
    ),
    ("person_id", "spelling"),
    partitioned=False,
)  # fmt: skip
