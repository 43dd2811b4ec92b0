"""The tables made from documents: every column with its type, its kind and its meaning."""

from __future__ import annotations

from typing import get_args

import pyarrow as pa

from cni_analytics.derivation.conventions import DepartureDuring
from cni_analytics.statements import types
from cni_analytics.tables.columns import Table
from cni_analytics.tables.shared_columns import (
    BODIES,
    BODY,
    BOOL,
    CHOICES,
    CORRECTED,
    DAY,
    DECIDED,
    DECISION_YEAR,
    FACT,
    INT,
    LIST_KIND,
    LIST_KIND_BASIS,
    MUNICIPALITY_ID,
    NAMED,
    NUMBER,
    ORDINAL,
    ORIGINS,
    PERSON_ID,
    SESSION_DATE,
    SEVERITIES,
    TERM,
    TEXT,
    TEXTS,
    UNANIMITY,
    WHERE,
    YEAR,
    col,
)

DOCUMENTS = Table(
    "documents",
    "A document that was given: read or not, counted or not. Nothing that went in is missing here.",
    (
        *WHERE,
        col("municipality_basis", TEXT, "provenance",
           "What municipality_id rests on: the page's name, that name told apart by the folder, or the folder alone.",
           values=("page", "page_and_folder", "folder")),
        col("source", TEXT, "provenance", "The source that listed it, e.g. `folder`.", nullable=False),
        col("path", TEXT, "provenance", "Where the source found it, relative to the source.", nullable=False,
           holds="text"),
        col("other_paths", TEXTS, "provenance", "Further places with the same bytes; counted once.", nullable=False,
           holds="text"),
        col("listed_under", TEXT, "provenance", "The folder (municipality) it was listed under.", holds="text"),
        col("listed_ada", TEXT, "provenance", "ΑΔΑ it is listed under on Diavgeia; null for other sources."),
        col("listed_version", TEXT, "provenance", "Diavgeia's id of the version; null for other sources."),
        col("listed_issue_date", DAY, "provenance", "Day in Athens it was issued on, as Diavgeia lists it."),
        col("listed_publication_date", DAY, "provenance",
           "Day in Athens its first version was published on Diavgeia, as Diavgeia lists it; null where not known."),
        col("size_bytes", pa.int64(), "provenance", "Size of the file in bytes."),
        col("media_type", TEXT, "provenance", "By content, not by the file's name.",
           values=("text/plain", "text/markdown", "application/pdf")),
        col("pages", INT, "provenance", "Pages that were read."),
        col("text_source", TEXT, "provenance", "Where the characters come from; `none`: no text could be read.",
           values=("embedded", "ocr", "mixed", "none"), nullable=False),
        col("status", TEXT, "provenance",
           "`counted`: its decision is in the tables. `duplicate`: another document gives the same decision. "
           "`no_decision`: readable, but neither number, date nor roll call was found. `unreadable`: no text.",
           values=("counted", "duplicate", "no_decision", "unreadable"), nullable=False),
        col("duplicate_of", TEXT, "derived", "document_id of the document that is counted in its place."),
        col("ada", TEXT, "stated", "ΑΔΑ, the number Diavgeia gave it, in Greek capitals.", fact="document.ada"),
        col("body", TEXT, "stated", "The body that took the decision.", values=BODIES, fact="body"),
        NUMBER,
        DECISION_YEAR,
        SESSION_DATE,
        col("errors", INT, "derived", "Findings of severity `error`.", nullable=False),
        col("warnings", INT, "derived", "Findings of severity `warning`.", nullable=False),
        col("infos", INT, "derived", "Findings of severity `info`.", nullable=False),
        col("reader_version", TEXT, "provenance", "Hash over the reader's code and lexicons.", nullable=False),
        CORRECTED,
    ),
    ("document_id",),
)  # fmt: skip

DECISIONS = Table(
    "decisions",
    "A decision, once, however many documents carry it.",
    (
        *DECIDED,
        TERM,
        col("municipality", TEXT, "stated", "Name as printed after «Δήμος», in the genitive.", fact="municipality"),
        col("ada", TEXT, "stated", "ΑΔΑ of the document.", fact="document.ada"),
        col("session_number", INT, "stated", "Number of the session within its year.", fact="session.number"),
        col("session_time", TEXT, "stated", "Hour the session was called for, `HH:MM`.", fact="session.time"),
        col("session_kind", TEXT, "stated", "Kind of session.", values=get_args(types.SessionKind),
           fact="session.kind"),
        col("session_format", TEXT, "stated", "How the members met.", values=get_args(types.SessionFormat),
           fact="session.format"),
        col("item_number", INT, "stated", "Number of the agenda item this decision settles.", fact="agenda_item"),
        col("item_out_of_agenda", BOOL, "stated", "Whether the item was out of the agenda.", fact="agenda_item"),
        col("discussed", INT, "derived",
           "Place among the session's decisions in the corpus, from 1, in the order they were discussed; null where "
           "neither an order nor decision numbers are printed.", fact="decision"),
        col("discussed_basis", TEXT, "provenance",
           "`stated`: a document of the session prints the order. `decision_number`: decisions are numbered as taken.",
           values=("stated", "decision_number")),
        col("subject", TEXT, "stated", "Subject, white space folded.", fact="subject", holds="text"),
        col("subject_class", TEXT, "derived",
           "What it is about, by the words of the subject (data/reference/subjects.csv); null where no row says.",
           fact="subject"),
        col("subject_class_by", TEXT, "provenance", "The row of data/reference/subjects.csv that says so."),
        col("roll_call_layout", TEXT, "stated", "How the roll call is printed.", values=get_args(types.Layout),
           fact="roll_call.layout"),
        col("seats", INT, "stated", "Seats of the body as stated.", fact="roll_call.seats"),
        col("present_count", INT, "stated", "Members present at the opening as stated in figures.",
           fact="roll_call.present_count"),
        col("absent_count", INT, "stated", "Members absent at the opening as stated in figures.",
           fact="roll_call.absent_count"),
        col("listed_present", INT, "derived", "Names the roll call lists as present, counted; null without names.",
           fact="roll_call.members"),
        col("listed_absent", INT, "derived", "Names the roll call lists as absent, counted; null without names.",
           fact="roll_call.members"),
        LIST_KIND,
        LIST_KIND_BASIS,
        col("departure_during", TEXT, "derived",
           "Whether somebody who left during an item was read as absent or present when it was decided.",
           values=get_args(DepartureDuring), nullable=False),
        col("mayor_name", TEXT, "stated", "The mayor, or who stood in, as printed.", fact="mayor"),
        col("mayor_present", BOOL, "stated", "Whether the mayor was there, where the document says so.",
           fact="mayor"),
        col("item_settled", BOOL, "derived", "Whether the document decides who was there at this item."),
        col("present_at_item", INT, "derived",
           "Members there when this item was decided, by replay under the default readings; null where unsettled.",
           fact="attendance_at_item"),
        col("absent_at_item", INT, "derived", "Members not there at this item; null where unsettled.",
           fact="attendance_at_item"),
        col("present_at_item_min", INT, "derived", "The fewest present under any reading; null where unsettled.",
           fact="attendance_at_item"),
        col("present_at_item_max", INT, "derived", "The most present under any reading; null where unsettled.",
           fact="attendance_at_item"),
        col("quorum", INT, "derived",
           "Absolute majority of the stated seats (ν. 4555/2018, art. 74 §10), or a third at the third call "
           "(ν. 3463/2006, art. 96 §3); null where no seats are stated.", fact="roll_call.seats"),
        col("vote_phrase", TEXT, "stated", "The outcome wording as printed.", fact="vote.phrase", holds="text"),
        col("stated_outcome", TEXT, "stated", "What that wording states.", values=get_args(types.Outcome),
           fact="vote.outcome"),
        col("result", TEXT, "stated", "What became of the proposal.", values=get_args(types.Result),
           fact="vote.result"),
        *(col(f"tally_{choice}", INT, "stated", f"Votes `{choice}` as stated in figures.", fact=f"vote.tally.{choice}")
          for choice in CHOICES),
        col("unanimity", TEXT, "derived",
           "`unanimous`: stated or shown, no vote of another kind. `unopposed`: nobody against, somebody blank, "
           "present or abstaining. `contested`: somebody against, or a stated majority whose dissent is not "
           "broken down. `unsettled`: nothing to go by, or the sources conflict.",
           values=UNANIMITY, nullable=False, fact="vote.unanimity"),
        CORRECTED,
        FACT,
    ),
    ("document_id",),
)  # fmt: skip

SESSIONS = Table(
    "sessions",
    "A session of a body, put together from the decisions taken in it.",
    (
        col("session_id", TEXT, "derived", "`municipality:body:date:number`.", nullable=False),
        MUNICIPALITY_ID,
        YEAR,
        BODY,
        TERM,
        col("session_number", INT, "stated", "Number of the session within its year."),
        SESSION_DATE,
        col("session_time", TEXT, "stated", "Hour, `HH:MM`; null where its decisions differ."),
        col("session_kind", TEXT, "stated", "Kind of session; null where its decisions differ.",
           values=get_args(types.SessionKind)),
        col("session_format", TEXT, "stated", "How the members met; null where its decisions differ.",
           values=get_args(types.SessionFormat)),
        col("seats", INT, "stated", "Seats as stated; null where its decisions differ."),
        col("present_count", INT, "stated", "Present at the opening as stated; null where its decisions differ."),
        col("absent_count", INT, "stated", "Absent at the opening as stated; null where its decisions differ."),
        col("quorum", INT, "derived", "Members needed at the opening; null where its decisions differ."),
        col("roll_calls_agree", BOOL, "derived",
           "Whether all its decisions list the same people with the same status; null with fewer than two lists."),
        LIST_KIND,
        LIST_KIND_BASIS,
        col("list_kinds_allowed", TEXTS, "derived",
           "What its lists can be by the comings and goings its documents print; null where they print none."),
        col("decisions", INT, "derived", "Decisions of it in the corpus.", nullable=False),
        col("first_decision", INT, "derived", "Lowest decision number of it in the corpus."),
        col("last_decision", INT, "derived", "Highest decision number of it in the corpus."),
        col("document_id", TEXT, "provenance",
           "The first of its documents, whose evidence stands behind the stated columns.", nullable=False),
        col("document_ids", TEXTS, "provenance", "Every document it was put together from.", nullable=False),
        CORRECTED,
        col("fact", TEXT, "provenance", "Path in the decision record, see `evidence`.", nullable=False),
    ),
    ("session_id",),
)  # fmt: skip

ATTENDANCE = Table(
    "attendance",
    "A member named in the roll call of a decision: there at the opening, there when the item was decided. The mayor "
    "is in it only where the mayor is a member (municipal committee).",
    (
        *DECIDED,
        ORDINAL,
        PERSON_ID,
        col("name", TEXT, "stated", "As printed, roles and honorifics removed.", nullable=False),
        col("role", TEXT, "stated", "Office.", values=get_args(types.Role)),
        col("status_roll_call", TEXT, "stated", "In the list; at the opening where `list_kind` is `opening`.",
           values=get_args(types.Status), nullable=False),
        col("status_at_item", TEXT, "derived",
           "When this item was decided, replayed from the roll call and the movements under the default readings; "
           "null where the document does not decide it. Never count null as absent.",
           values=get_args(types.Status)),
        col("settled", BOOL, "derived",
           "Whether the document decides who was there at this item (of the document as a whole).", nullable=False),
        col("reading_dependent", BOOL, "derived",
           "Whether this member's presence at the item hangs on a reading (a departure during the item); the rival "
           "reading gives the other status.", nullable=False),
        LIST_KIND,
        LIST_KIND_BASIS,
        CORRECTED,
        FACT,
    ),
    ("document_id", "ordinal"),
)  # fmt: skip

MOVEMENTS = Table(
    "movements",
    "An arrival or a departure of a member during the session, as printed in a decision.",
    (
        *DECIDED,
        ORDINAL,
        PERSON_ID,
        NAMED,
        col("kind", TEXT, "stated", "Came or went.", values=get_args(types.MovementKind), nullable=False),
        col("item_number", INT, "stated", "Agenda item it is anchored to."),
        col("item_out_of_agenda", BOOL, "stated", "Whether that item was out of the agenda."),
        col("moment", TEXT, "stated", "Relative to the anchor; null for «στο 3ο θέμα» and for the session as a whole.",
           values=get_args(types.Moment)),
        col("anchor_decision_number", INT, "stated", "Decision it is anchored to, instead of an item."),
        col("anchor_decision_year", INT, "stated", "Year of that decision's number."),
        CORRECTED,
        FACT,
    ),
    ("document_id", "ordinal"),
)  # fmt: skip

VOTES = Table(
    "votes",
    "How a member voted on a decision: stated where the name is printed with its vote, derived where it follows.",
    (
        *DECIDED,
        ORDINAL,
        PERSON_ID,
        NAMED,
        col("vote", TEXT, "stated", "For, against, blank, present or abstain; `origin` says how it is known.",
           values=CHOICES, nullable=False),
        col("origin", TEXT, "provenance", "`stated`: printed. `derived`: follows by rule 3 of the decision record.",
           values=ORIGINS, nullable=False),
        col("part", TEXT, "stated", "The part of the proposal it is about, in a vote by parts.", holds="text"),
        CORRECTED,
        FACT,
    ),
    ("document_id", "ordinal"),
)  # fmt: skip

ABSENCES = Table(
    "absences",
    "A member out of the room for one vote only, as printed: neither an arrival nor a departure. At that item "
    "`attendance.status_at_item` is `absent`.",
    (
        *DECIDED,
        ORDINAL,
        PERSON_ID,
        NAMED,
        col("item_number", INT, "stated", "Agenda item of the vote."),
        col("item_out_of_agenda", BOOL, "stated", "Whether that item was out of the agenda."),
        col("anchor_decision_number", INT, "stated", "Decision of the vote, instead of an item."),
        col("anchor_decision_year", INT, "stated", "Year of that decision's number."),
        CORRECTED,
        FACT,
    ),
    ("document_id", "ordinal"),
)  # fmt: skip

RESOLUTIONS = Table(
    "resolutions",
    "An operative clause of a decision («Α) Εγκρίνει …»).",
    (
        *DECIDED,
        ORDINAL,
        col("label", TEXT, "stated", "Letter or number, without bracket or stop."),
        col("text", TEXT, "stated", "The clause.", nullable=False, holds="text"),
        CORRECTED,
        FACT,
    ),
    ("document_id", "ordinal"),
)

REFERENCES = Table(
    "references",
    "A legal act that a decision cites (in SQL: `legal_references`, as `references` is a reserved word).",
    (
        *DECIDED,
        ORDINAL,
        col("kind", TEXT, "stated", "Kind of act.", values=get_args(types.ReferenceKind), nullable=False),
        col("number", TEXT, "stated", "Its number as printed."),
        col("cited_year", INT, "stated", "Its year."),
        col("article", TEXT, "stated", "Article cited."),
        col("paragraph", TEXT, "stated", "Paragraph cited."),
        CORRECTED,
        FACT,
    ),
    ("document_id", "ordinal"),
)

FINDINGS = Table(
    "findings",
    "Something that contradicts itself, is missing or cannot be settled, in one document or across documents.",
    (
        *DECIDED,
        ORDINAL,
        col("code", TEXT, "derived", "Code of the decision record's list, or of the corpus's own.", nullable=False),
        col("severity", TEXT, "derived", "How much it matters.", values=SEVERITIES, nullable=False),
        col("message", TEXT, "derived", "In Greek.", nullable=False, holds="text"),
        col("message_en", TEXT, "derived", "In English.", holds="text"),
        col(
            "scope",
            TEXT,
            "provenance",
            "`document`: found while reading it. `corpus`: found beside the others.",
            values=("document", "corpus"),
            nullable=False,
        ),
        FACT,
    ),
    ("document_id", "ordinal"),
)

EVIDENCE = Table(
    "evidence",
    "Words on a page behind a fact.",
    (
        *WHERE,
        col("fact", TEXT, "provenance", "Path of the fact in the decision record, e.g. `roll_call.seats`.",
           nullable=False),
        col("ordinal", INT, "provenance", "Place among the words behind this fact, from 0.", nullable=False),
        col("page", INT, "provenance", "1-based.", nullable=False),
        col("start", INT, "provenance", "First character, counted in the page's text as read.", nullable=False),
        col("end", INT, "provenance", "One past the last character (in SQL: `\"end\"`).", nullable=False),
        col("text", TEXT, "stated", "The words, as read.", nullable=False, holds="text"),
        col("words", TEXT, "stated", "The same to be quoted: letters mended, mark-up and line ends taken out.",
           nullable=False, holds="text"),
    ),
    ("document_id", "fact", "ordinal"),
)  # fmt: skip

COMMITMENTS = Table(
    "commitments",
    "What an annexed memorandum of a network of cities states or binds its members to.",
    (
        *DECIDED,
        ORDINAL,
        col("network", TEXT, "stated", "The network as named.", fact="memorandum.network"),
        col("kind", TEXT, "stated",
           "What the clause is about: `founded`, `founder`, `text_date`, `member_announced_count`, `member`, "
           "`activity`, `pillar`, `accession`, `representative`, `alternate`, `duration`, `exit_notice_days`, "
           "`review_interval_years`.", nullable=False),
        col("place", TEXT, "provenance",
            "`memorandum`: in its own text. `document`: it is silent, and the decision around it says so.",
            values=("memorandum", "document")),
        col("position", INT, "stated", "Number of the clause in its list, from 1."),
        col("value", TEXT, "stated", "As a value a table can hold.", nullable=False),
        col("value_number", INT, "derived", "The same as a number, where it is one."),
        col("value_date", DAY, "derived", "The same as a day, where it is one."),
        col("member_municipality_id", TEXT, "derived", "The municipality a `founder` or `member` is; null if unsure."),
        CORRECTED,
        FACT,
    ),
    ("document_id", "ordinal"),
)  # fmt: skip

ACT_KINDS = (
    "invitation", "proposal", "council_decision", "publication", "certified_copy", "signature", "protocol",
    "correction", "next_review",
)  # fmt: skip

ACTS = Table(
    "acts",
    "A dated step on the way of a decision, from the invitation to the next two-yearly review. Steps that no document "
    "states and no rule gives have no row.",
    (
        *DECIDED,
        ORDINAL,
        col("kind", TEXT, "derived", "Which step.", values=ACT_KINDS, nullable=False),
        col("number", TEXT, "stated", "Number of the act as printed."),
        col("issuer", TEXT, "stated", "Who issued it, as printed.", holds="text"),
        col("date", DAY, "stated", "The day, where it is known to the day."),
        col("earliest", DAY, "derived", "First day it can be."),
        col("latest", DAY, "derived", "Last day it can be."),
        col("origin", TEXT, "provenance", "`stated`: printed. `derived`: by the rule in `rule`.", values=ORIGINS,
           nullable=False),
        col("rule", TEXT, "provenance", "The rule a derived step follows."),
        CORRECTED,
        FACT,
    ),
    ("document_id", "ordinal"),
)  # fmt: skip
