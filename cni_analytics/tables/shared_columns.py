"""Columns and closed lists that several tables share."""

from __future__ import annotations

from typing import get_args

import pyarrow as pa

from cni_analytics.derivation.conventions import ListKind
from cni_analytics.statements import types
from cni_analytics.tables.columns import Column, Kind

TEXT, INT, BOOL, DAY, REAL = pa.string(), pa.int32(), pa.bool_(), pa.date32(), pa.float64()
TEXTS = pa.list_(pa.string())

BODIES: tuple[str, ...] = get_args(types.Body)
CHOICES: tuple[str, ...] = get_args(types.Choice)
UNANIMITY = ("unanimous", "unopposed", "contested", "unsettled")
SEVERITIES = ("error", "warning", "info")
ORIGINS = ("stated", "derived")
LIST_KINDS: tuple[str, ...] = get_args(ListKind)


def col(name: str, of: pa.DataType, kind: Kind, description: str, **more: object) -> Column:
    """A column, written short."""
    return Column(name, of, kind, description, **more)  # type: ignore[arg-type]


DOCUMENT_ID = col("document_id", TEXT, "provenance", "sha256 of the document's bytes, in hex.", nullable=False)
MUNICIPALITY_ID = col(
    "municipality_id", TEXT, "derived",
    "Which municipality: the id of data/reference/network_members.csv, or one made from the name on the page "
    "where the municipality is not listed there; null where the page names none or the name fits several.",
    fact="municipality",
)  # fmt: skip
YEAR = col(
    "year", INT, "derived",
    "Year of the session; of the decision's number where no session date is printed; null where neither is.",
    fact="session.date",
)  # fmt: skip
BODY = col("body", TEXT, "stated", "The body that took the decision.", values=BODIES, fact="body")
TERM = col(
    "term", TEXT, "derived",
    "Term of the municipal authorities the session's day falls into (data/reference/terms.csv); null where no day is "
    "printed and the year alone does not tell.",
    fact="session.date",
)  # fmt: skip
DECISION_ID = col(
    "decision_id", TEXT, "derived",
    "`municipality:body:number/year`; the short document id where one of the four is missing.",
    fact="decision",
)  # fmt: skip
SESSION_ID = col(
    "session_id", TEXT, "derived",
    "Key of `sessions`: decisions taken in the same session share it; null where no date and no number is printed.",
    fact="session",
)  # fmt: skip
SESSION_DATE = col("session_date", DAY, "stated", "Day of the session.", fact="session.date")
NUMBER = col("decision_number", INT, "stated", "Number of the decision within its year.", fact="decision")
DECISION_YEAR = col("decision_year", INT, "stated", "Year of the decision's number.", fact="decision")
FACT = col(
    "fact", TEXT, "provenance",
    "Path of this row in the decision record; `evidence` holds the words under the same document_id and fact.",
    nullable=False,
)  # fmt: skip
ORDINAL = col("ordinal", INT, "provenance", "Place in the document's list, from 0.", nullable=False)
CORRECTED = col(
    "corrected", BOOL, "provenance",
    "True where a row of data/reference/corrections.csv changed this row; the `corrections` table says what and why.",
    nullable=False,
)  # fmt: skip
LIST_KIND = col(
    "list_kind", TEXT, "derived",
    "What the list of those present was read as: `opening`, `cumulative` (everybody who came at some time), "
    "`per_decision`, or `unknown` (as `opening`, whose presence hangs on it being marked).",
    values=LIST_KINDS, nullable=False, fact="roll_call.members",
)  # fmt: skip
LIST_KIND_BASIS = col(
    "list_kind_basis", TEXT, "provenance",
    "`given`: a row of data/reference/conventions.csv. `inferred`: from the body's sessions, see `list_kinds`. "
    "`default`: neither.",
    values=("given", "inferred", "default"), nullable=False,
)  # fmt: skip
PERSON_ID = col(
    "person_id", TEXT, "derived",
    "Key of `people`: one person of this body and term, however spelled; `spellings` says by which rule. Null for a "
    "name that a roll call naming everybody does not have.",
)  # fmt: skip
NAMED = col(
    "name", TEXT, "stated", "In the roll call's spelling where it was found there.", nullable=False, holds="name"
)  # fmt: skip
WHERE = (DOCUMENT_ID, MUNICIPALITY_ID, YEAR)
DECIDED = (*WHERE, DECISION_ID, SESSION_ID, BODY, SESSION_DATE, NUMBER, DECISION_YEAR)
