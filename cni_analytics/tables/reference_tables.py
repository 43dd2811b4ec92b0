"""The tables made from the sourced tables under ``data/reference``."""

from __future__ import annotations

from typing import get_args

from cni_analytics.statements import types
from cni_analytics.tables.columns import Table
from cni_analytics.tables.shared_columns import (
    BODIES,
    DAY,
    INT,
    REAL,
    TEXT,
    col,
)

MEMBERSHIPS = Table(
    "memberships",
    "A municipality of the network: when it joined (an interval, as narrow as its sources allow) and what it is.",
    (
        col("municipality_id", TEXT, "reference", "Id used in every table.", nullable=False),
        col("name_el", TEXT, "reference", "Name in the genitive, as after «Δήμος».", nullable=False),
        col("name_en", TEXT, "reference", "Name in English.", nullable=False),
        col("diavgeia_uid", TEXT, "reference", "Organisation on Diavgeia."),
        col("council_unit_uid", TEXT, "reference", "The council's unit on Diavgeia."),
        col("ypes_code", TEXT, "reference", "Code of the ministry of the interior."),
        col("regional_unit", TEXT, "reference", "Regional unit, in the genitive."),
        col("region", TEXT, "reference", "Region, in the genitive."),
        col("population_2021", INT, "reference", "Permanent population, census of 2021."),
        col("seats_2024", INT, "reference", "Council seats from 2024 on."),
        col("seats_basis", TEXT, "reference", "`sourced`, or `inferred` from the population by law.",
           values=("sourced", "inferred")),
        col("lat", REAL, "reference", "Latitude of the seat, degrees north (WGS 84)."),
        col("lon", REAL, "reference", "Longitude of the seat, degrees east (WGS 84)."),
        col("joined_earliest", DAY, "reference",
           "Last day a source shows the network without it (it joined later); the day it joined where the two agree.",
           nullable=False),
        col("joined_latest", DAY, "reference", "Last day it can have joined on.", nullable=False),
        col("joined_event", TEXT, "reference", "What counts as joining.", nullable=False,
           values=("mou_signed", "accession", "decision", "council_approval")),
        col("council_decision", TEXT, "reference", "The council's decision to join, `number/year`."),
        col("source", TEXT, "reference", "Where the interval is from.", nullable=False),
        col("document_id", TEXT, "derived", "The document of that decision, where the corpus has it."),
        col("source_row", INT, "provenance", "Line of data/reference/network_members.csv.", nullable=False),
    ),
    ("municipality_id",),
    partitioned=False,
)  # fmt: skip

OBSERVED_DECISIONS = Table(
    "observed_decisions",
    "Figures of a decision seen somewhere without its document being shipped. Never mixed with `decisions`: drawn "
    "apart, with their source.",
    (
        col("municipality_id", TEXT, "reference", "Id used in every table.", nullable=False),
        col("body", TEXT, "reference", "The body that took it.", values=BODIES, nullable=False),
        col("decision_number", INT, "reference", "Number of the decision."),
        col("decision_year", INT, "reference", "Year of the decision."),
        col("session_number", INT, "reference", "Number of the session."),
        col("session_date", DAY, "reference", "Day of the session."),
        col("seats", INT, "reference", "Seats as seen."),
        col("present", INT, "reference", "Present as seen."),
        col("absent", INT, "reference", "Absent as seen."),
        col("stated_outcome", TEXT, "reference", "Outcome as seen.", values=get_args(types.Outcome)),
        col("votes_for", INT, "reference", "Votes for as seen."),
        col("votes_against", INT, "reference", "Votes against as seen."),
        col("votes_abstain", INT, "reference", "Abstentions as seen."),
        col("ada", TEXT, "reference", "ΑΔΑ."),
        col("source", TEXT, "reference", "Where it was seen.", nullable=False),
        col("note", TEXT, "reference", "What else was seen."),
        col("document_id", TEXT, "derived",
           "The document of the same decision, where the corpus has it: then the corpus counts, not this row."),
        col("source_row", INT, "provenance", "Line of data/reference/observed_decisions.csv.", nullable=False),
    ),
    ("source_row",),
    partitioned=False,
)  # fmt: skip

CORRECTIONS = Table(
    "corrections",
    "A row of data/reference/corrections.csv and what became of it.",
    (
        col("document_id", TEXT, "reference", "The document it is about.", nullable=False),
        col("field", TEXT, "reference", "Path in the decision record, e.g. `roll_call.seats`.", nullable=False),
        col("old", TEXT, "reference", "The value that was read, as JSON.", nullable=False, holds="text"),
        col("new", TEXT, "reference", "The value it is corrected to, as JSON.", nullable=False, holds="text"),
        col("reason", TEXT, "reference", "Why.", nullable=False),
        col("who", TEXT, "reference", "Who says so.", nullable=False),
        col("status", TEXT, "derived",
           "`applied`; `refused`: the old value no longer stands; `no_document`: the corpus has no such document.",
           values=("applied", "refused", "no_document"), nullable=False),
        col("source_row", INT, "provenance", "Line of data/reference/corrections.csv.", nullable=False),
    ),
    ("source_row",),
    partitioned=False,
)  # fmt: skip

RULINGS = Table(
    "rulings",
    "A row of data/reference/people.csv, which says that two spellings are one person or two, and what became of it.",
    (
        col("municipality_id", TEXT, "reference", "Whose body it is.", nullable=False),
        col("body", TEXT, "reference", "The body.", values=BODIES, nullable=False),
        col("term", TEXT, "reference", "The term, as data/reference/terms.csv names it.", nullable=False),
        col("action", TEXT, "reference", "`merge`: one person. `split`: two people.", values=("merge", "split"),
           nullable=False),
        col("spelling", TEXT, "reference", "A spelling as printed.", nullable=False),
        col("other_spelling", TEXT, "reference", "The other spelling.", nullable=False),
        col("evidence_document", TEXT, "reference", "What shows it: a document, an address."),
        col("reason", TEXT, "reference", "Why.", nullable=False),
        col("who", TEXT, "reference", "Who says so.", nullable=False),
        col("status", TEXT, "derived",
           "`applied`; `refused`: it no longer stands, see `refused_because`; `no_body`: the corpus has no decision of "
           "that body and term.", values=("applied", "refused", "no_body"), nullable=False),
        col("refused_because", TEXT, "derived",
           "`not_met`: a spelling is in no document. `in_one_roll_call`: one list has both, so they are two. "
           "`same_spelling`: both are one spelling. `contradicted`: another row says the opposite.",
           values=("not_met", "in_one_roll_call", "same_spelling", "contradicted")),
        col("source_row", INT, "provenance", "Line of data/reference/people.csv.", nullable=False),
    ),
    ("source_row",),
    partitioned=False,
)  # fmt: skip
