"""Every figure, made from small invented frames: the tests go through all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pandas as pd

from cni_analytics import figures
from cni_analytics.figures import CoverageCount, Figure, FigureContext, Quote, SourceDocument
from cni_analytics.metrics import adoption, adoption_path, blocs
from cni_analytics.metrics.intervals import wilson
from cni_analytics.metrics.kaplan_meier import kaplan_meier

CONTEXT = FigureContext(
    source_el="Αποφάσεις επινοημένων συμβουλίων",
    source_en="Decisions of invented councils",
    coverage=CoverageCount(3, 2, listed=4, unreadable=1, first=dt.date(2024, 6, 26), last=dt.date(2024, 9, 4)),
    documents=(
        SourceDocument(
            sha256="0" * 64, path="raw/1.md", ada="ΨΘ82ΩΡΦ-7ΑΙ", quotes=(Quote("vote.phrase", 1, "ΟΜΟΦΩΝΑ", 10, 17),)
        ),
    ),
    inputs={"attendance": "a" * 64},
    conventions={"departure_during": "absent"},
    parameters={"municipality": None},
    left_out={"unreadable": 1},
)
SYNTHETIC = FigureContext("Προσομοίωση", "Simulation", CoverageCount(0, 0), synthetic=True)

MEMBERS = pd.DataFrame(
    [
        ("alpha", "Άνω Κάστρου", "Ano Kastro", "2018-01-04", "2018-01-04", "mou_signed", 39.4, 21.9),
        (
            "beta",
            "Κάτω Κάστρου-Νέας Πόλης",
            "Kato Kastro-Nea Poli",
            "2018-01-04",
            "2018-11-05",
            "accession",
            38.4,
            22.8,
        ),
        ("gamma", "Πέτρας", "Petra", "2018-11-05", "2020-09-30", "accession", 40.6, 22.9),
        ("delta", "Ρέματος", "Rema", "2024-06-26", "2024-06-26", "council_approval", 35.3, 25.1),
        ("epsilon", "Ξέρας", "Xera", None, None, "accession", 37.5, 22.3),
    ],
    columns=["municipality_id", "name_el", "name_en", "joined_earliest", "joined_latest", "joined_event", "lat", "lon"],
)
ACTS = pd.DataFrame(
    [
        ("invitation", "21/7η", "Πρόεδρος", "2024-06-21", None, None, "stated", None),
        ("proposal", "22", "Διεύθυνση Κοινωνικής Προστασίας, Υγείας, Παιδείας & Πολιτισμού", "2024-06-21", None, None,
         "stated", None),
        ("council_decision", "10/2024", None, "2024-06-26", None, None, "stated", None),
        ("certified_copy", None, None, None, None, None, "stated", None),
        ("next_review", None, None, None, "2026-06-01", "2026-06-30", "derived", "every two years"),
    ],
    columns=["kind", "number", "issuer", "date", "earliest", "latest", "origin", "rule"],
).assign(document_id="d", municipality_id="delta")  # fmt: skip
OBSERVED = pd.DataFrame(
    [
        ("delta", 35, 25, "unanimous", "in the corpus", "d"),
        ("alpha", 43, 36, "majority", "seen on a page", None),
        ("alpha", 43, 43, "unanimous", "seen on another", None),
        ("gamma", None, 20, None, "seats unknown", None),
        ("unnamed", 21, 14, "majority", "a council without a name", None),
    ],
    columns=["municipality_id", "seats", "present", "stated_outcome", "source", "document_id"],
).assign(body="municipal_council", session_date=None, decision_year=None, decision_number=None)


def attendance_rates(rows: list[tuple]) -> pd.DataFrame:
    """Of the shape of `cni_analytics.metrics.attendance.attendance_rates`."""
    columns = ["municipality_id", "meeting", "at", "basis", "present", "n", "more", "unknown", "units", "ranked"]
    out = pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(columns[:4], "string"))
    out["rate"] = out["present"] / out["n"]
    out["ci_low"], out["ci_high"] = wilson(out["present"], out["n"])
    out["range_low"], out["range_high"] = out["rate"], (out["present"] + out["more"]) / out["n"]
    return out.assign(units_known=out["units"], clusters=out["units"], coverage=1.0, quorum_share=18 / 35).drop(
        columns="more"
    )


ATTENDANCE = attendance_rates(
    [
        ("alpha", "room", "roll_call", "names", 800, 1050, 0, 0, 30, True),
        ("alpha", "room", "item", "names", 700, 1050, 21, 3, 30, True),
        ("alpha", "teleconference", "item", "names", 100, 105, 0, 0, 3, False),
        ("beta", "room", "roll_call", "stated", 20, 35, 0, 0, 1, False),
        ("beta", "room", "item", "names", 0, 0, 0, 35, 1, False),
        ("delta", "room", "roll_call", "names", 25, 35, 0, 0, 1, False),
        ("delta", "room", "roll_call", "stated", 25, 35, 0, 0, 1, False),
        ("delta", "room", "item", "names", 22, 35, 0, 0, 1, False),
        (None, "room", "item", "names", 20, 35, 0, 0, 1, False),
    ]
)


def unanimity_rates(rows: list[tuple]) -> pd.DataFrame:
    """Of the shape of `cni_analytics.metrics.unanimity.unanimity_rates`."""
    out = pd.DataFrame(rows, columns=["municipality_id", "decisions", "n", "strict", "legal", "ranked"])
    out["municipality_id"] = out["municipality_id"].astype("string")
    out = out.assign(legal_n=out["n"], unsettled=out["decisions"] - out["n"], coverage=out["n"] / out["decisions"])
    for kind in ("strict", "legal"):
        out[f"{kind}_rate"] = out[kind] / out["n"].where(out["n"] > 0)
        out[f"{kind}_ci_low"], out[f"{kind}_ci_high"] = wilson(out[kind], out["n"])
        out[f"{kind}_range_low"] = out[kind] / out["decisions"]
        out[f"{kind}_range_high"] = (out[kind] + out["unsettled"]) / out["decisions"]
    return out


UNANIMITY = unanimity_rates(
    [
        ("alpha", 120, 110, 90, 101, True),
        ("beta", 3, 0, 0, 0, False),
        ("delta", 1, 1, 1, 1, False),
        (None, 2, 2, 1, 1, False),
    ]
)


MONTHS = (
    pd.DataFrame(
        [
            ("alpha", "2023-11", 3, 3, 0, 4, 0.75, "known"),
            ("alpha", "2023-12", 0, 0, 0, 2, 0.0, "known"),
            ("alpha", "2024-01", 12, 11, 1, 12, 1.0, "known"),
            ("beta", "2024-01", 2, 2, 0, None, None, "unknown"),
            ("beta", None, 1, 1, 0, None, None, "unknown"),
            (None, "2023-12", 1, 1, 0, None, None, "unknown"),
        ],
        columns=["municipality_id", "month", "documents", "counted", "unreadable", "listed", "coverage", "listing"],
    )
    .assign(duplicate=0, no_decision=0, ocr=0)
    .astype({"municipality_id": "string", "month": "string", "listed": "Int64"})
)
FINDINGS = pd.DataFrame(
    [
        ("delta", "d", 2024, 10, "low_text_quality", "info", "Χαμηλή ποιότητα.", None, 2, "=1+1 $\\alpha$ " * 30),
        ("delta", "d", 2024, 10, "presence_counts_swapped", "warning", "Οι αριθμοί φαίνονται αντεστραμμένοι.",
         "The counts look swapped.", 1, "με την παρουσία 35 μελών από συνολικά 25 μέλη"),
        (None, "e", None, None, "missing_roll_call", "error", "Δεν βρέθηκε κατάλογος.", "No roll call.", None, None),
    ],
    columns=["municipality_id", "document_id", "decision_year", "decision_number", "code", "severity", "message",
             "message_en", "page", "words"],
).astype({"decision_year": "Int64", "decision_number": "Int64", "page": "Int64"})  # fmt: skip
STEPS = pd.DataFrame(
    [
        (0, "roll_call", None, None, 25, 25, 25),
        (1, "item", 1, True, 26, 26, 27),
        (2, "item", 1, False, 22, 22, 22),
        (3, "item", 2, False, None, None, None),
        (4, "item", 3, False, 22, 22, 22),
    ],
    columns=["step", "at", "item_number", "out_of_agenda", "present", "present_min", "present_max"],
).assign(seats=35, quorum=18)
MOVEMENTS = pd.DataFrame(
    [
        ("Αλεξάνδρου-Παπαδοπούλου Χρυσάνθη", "arrival", 1, True, "during"),
        ("Βήτα Μιχαήλ", "departure", 1, False, "after"),
        ("Γάμμα Ιωάννης", "departure", 1, False, "after"),
        ("Δέλτα Άννα", "arrival", None, None, None),
        ("Έψιλον Ελένη", "departure", 2, False, None),
    ],
    columns=["name", "kind", "item_number", "out_of_agenda", "moment"],
)
STATES = pd.DataFrame(
    [
        *((f"Μέλος Παρόν{'ν' * n}", True, True, n == 2) for n in range(9)),
        ("Καρασουλτάνη-Σιάκκα Χρυσούλα-Μαρία", False, True, False),
        ("Άλφα Άννα", True, False, False),
        ("Βήτα Μιχαήλ", False, False, False),
        ("Γάμμα Ιωάννης", True, None, False),
    ],
    columns=["name", "roll_call", "item", "reading_dependent"],
).astype({"roll_call": "boolean", "item": "boolean"})
MATRIX = pd.DataFrame(
    [
        (name, f"p{number}", f"s{session}", day, session, "room", state, 3, 4, 4)
        for session, day in enumerate(pd.date_range("2023-11-20", "2024-05-01", freq="21D"))
        for number, (name, state) in enumerate(
            {"Βήτα Μιχαήλ": "throughout", "Άλφα Άννα": "part", "Γάμμα Ιωάννης": "absent", "Δέλτα": "unknown"}.items()
        )
        if not (number == 2 and session < 3)
    ],
    columns=["name", "person_id", "session", "session_date", "session_number", "meeting", "state", "items_present",
             "items_known", "items"],
)  # fmt: skip


def agreement_pairs(people: int) -> pd.DataFrame:
    """Of the shape of `cni_analytics.metrics.agreement.pairwise_agreement`: two blocs, some pairs with too little."""
    names = [f"Επώνυμο{chr(945 + number)} Όνομα" for number in range(people)]
    rows = [
        ("m", "municipal_council", "2024-2028", f"p{a:02}", f"p{b:02}", names[a], names[b], 19 if a % 2 == b % 2 else 4,
         20 if (a + b) % 5 else 3)
        for a in range(people) for b in range(a + 1, people)
    ]  # fmt: skip
    columns = ["municipality_id", "body", "term", "a", "b", "a_name", "b_name", "agree", "n"]
    out = pd.DataFrame(rows, columns=columns)
    out["agree"] = out[["agree", "n"]].min(axis=1)
    out = out.assign(contested=22, shown=out["n"] >= 5, coverage=out["n"] / 22)
    out["rate"] = (out["agree"] / out["n"]).where(out["shown"])
    low, high = wilson(out["agree"], out["n"])
    out["ci_low"], out["ci_high"] = pd.Series(low).where(out["shown"]), pd.Series(high).where(out["shown"])
    return out.astype(dict.fromkeys(columns[:7], "string"))


PAIRS = agreement_pairs(9)


def agreement_matrix(pairs: pd.DataFrame, **look) -> Figure:
    return figures.agreement_matrix(blocs.agreement_matrix(pairs), council="Ρέμα, 2024–2028", **look)


CURVE = kaplan_meier([0, 2, 2, 5, 5, 9, 14, 14, 30, 30, 30, 41], [True] * 7 + [False] * 5).assign(n=12, decisions=14)
CURVE.attrs["left_out"] = {"no_start": 2, "end_not_exact": 0}


def by_month(rows: pd.DataFrame, months: list[str | None], columns: list[str]) -> pd.DataFrame:
    """The same numbers, month after month."""
    return pd.concat([rows.drop(columns=columns).assign(month=month) for month in months], ignore_index=True)


MONTHLY = by_month(
    ATTENDANCE[ATTENDANCE["municipality_id"] == "alpha"], ["2019-07", "2019-08", "2019-11", None], ["municipality_id"]
)
UNANIMITY_MONTHLY = by_month(
    UNANIMITY[UNANIMITY["municipality_id"] == "alpha"], ["2019-07", "2019-08", "2019-11", None], ["municipality_id"]
)


def attendance_in_time(rates: pd.DataFrame, **look) -> Figure:
    return figures.attendance_in_time(rates, council="Άνω Κάστρο", **look)


def unanimity_in_time(rates: pd.DataFrame, **look) -> Figure:
    return figures.unanimity_in_time(rates, council="Άνω Κάστρο", **look)


def network_map(members: pd.DataFrame, **look) -> Figure:
    return figures.network_map(adoption.member_intervals(members), **look)


def members_at_decision(states: pd.DataFrame, **look) -> Figure:
    return figures.members_at_decision(states, decision="Ρέμα 10/2024", **look)


def session_anatomy(steps: pd.DataFrame, movements: pd.DataFrame, **look) -> Figure:
    return figures.session_anatomy(steps, movements, session="Ρέμα, 26 Ιουνίου 2024", **look)


def presence_matrix(matrix: pd.DataFrame, **look) -> Figure:
    return figures.presence_matrix(matrix, council="Ρέμα", **look)


def network_growth(members: pd.DataFrame = MEMBERS, **look) -> Figure:
    return figures.network_growth(adoption.network_growth(members), adoption.member_intervals(members), **look)


def decision_path(acts: pd.DataFrame = ACTS, **look) -> Figure:
    steps = adoption_path.decision_path(acts, harvest="2024-07-01")
    return figures.decision_path(steps, title="Ρέμα 10/2024", **look)


GROUPED = MEMBERS.assign(
    region=["Πέρα Ηπείρου", "Πέρα Ηπείρου", None, "Νήσων", "Νήσων"],
    population_2021=[250_000, 41_000, 8_100, None, 99_999],
)


def movers(members: pd.DataFrame = GROUPED, **look) -> Figure:
    until = "2020-01-01"
    groups = {by: adoption.movers(members, first_until=until, by=by) for by in ("region", "size")}
    return figures.movers(groups, first_until=until, **look)


FIGURES: dict[str, Callable[..., Figure]] = {
    "network-growth": network_growth,
    "decision-path": decision_path,
    "attendance": lambda **look: figures.attendance_by_council(ATTENDANCE, OBSERVED, MEMBERS, **look),
    "unanimity": lambda **look: figures.unanimity_by_council(UNANIMITY, OBSERVED, MEMBERS, **look),
    "coverage": lambda **look: figures.coverage_strip(MONTHS, MEMBERS, **look),
    "findings": lambda **look: figures.findings_table(FINDINGS, MEMBERS, **look),
    "session": lambda **look: session_anatomy(STEPS, MOVEMENTS, **look),
    "members": lambda **look: members_at_decision(STATES, **look),
    "matrix": lambda **look: presence_matrix(MATRIX, **look),
    "agreement": lambda **look: agreement_matrix(PAIRS, **look),
    "duration": lambda **look: figures.time_to_step(CURVE, **look),
    "attendance in time": lambda **look: attendance_in_time(MONTHLY, **look),
    "unanimity in time": lambda **look: unanimity_in_time(UNANIMITY_MONTHLY, **look),
    "map": lambda **look: network_map(MEMBERS, **look),
    "movers": lambda **look: movers(**look),
}
TINY: dict[str, Callable[..., Figure]] = {
    "network-growth, one member": lambda **look: network_growth(MEMBERS.iloc[:1], **look),
    "attendance, one session": lambda **look: figures.attendance_by_council(
        ATTENDANCE.iloc[5:8], None, MEMBERS, **look
    ),
    "attendance, observed only": lambda **look: figures.attendance_by_council(ATTENDANCE.iloc[:0], OBSERVED, **look),
    "unanimity, one decision": lambda **look: figures.unanimity_by_council(UNANIMITY.iloc[2:3], **look),
    "unanimity, observed only": lambda **look: figures.unanimity_by_council(UNANIMITY.iloc[:0], OBSERVED, **look),
    "coverage, one document": lambda **look: figures.coverage_strip(MONTHS.iloc[3:4], MEMBERS, **look),
    "coverage, undated only": lambda **look: figures.coverage_strip(MONTHS.iloc[4:5], **look),
    "findings, more than fit": lambda **look: figures.findings_table(pd.concat([FINDINGS] * 6), most=3, **look),
    "session, a roll call only": lambda **look: session_anatomy(STEPS.iloc[:1], MOVEMENTS.iloc[:0], **look),
    "members, all known": lambda **look: members_at_decision(STATES.iloc[:12], **look),
    "matrix, one session": lambda **look: presence_matrix(MATRIX[MATRIX["session"] == "s0"], **look),
    "agreement, two members": lambda **look: agreement_matrix(PAIRS.iloc[:1], **look),
    "movers, one member": lambda **look: movers(GROUPED.iloc[:1], **look),
    "duration, one open": lambda **look: figures.time_to_step(
        kaplan_meier([5], [False]).assign(n=1, decisions=1), **look
    ),
    "attendance in time, one month": lambda **look: attendance_in_time(MONTHLY.iloc[:2], **look),
    "unanimity in time, nothing settled": lambda **look: unanimity_in_time(
        by_month(UNANIMITY.iloc[1:2], ["2020-01"], ["municipality_id"]), **look
    ),
    "map, one member": lambda **look: network_map(MEMBERS.iloc[:1], **look),
}
"""The same from next to nothing."""
EMPTY: dict[str, Callable[..., Figure]] = {
    "network-growth": lambda **look: network_growth(MEMBERS.iloc[:0], **look),
    "decision-path": lambda **look: decision_path(ACTS.iloc[:0], **look),
    "attendance": lambda **look: figures.attendance_by_council(ATTENDANCE.iloc[:0], **look),
    "unanimity": lambda **look: figures.unanimity_by_council(UNANIMITY.iloc[:0], **look),
    "coverage": lambda **look: figures.coverage_strip(MONTHS.iloc[:0], MEMBERS, **look),
    "findings": lambda **look: figures.findings_table(FINDINGS.iloc[:0], **look),
    "session": lambda **look: session_anatomy(STEPS.iloc[:0], MOVEMENTS.iloc[:0], **look),
    "members": lambda **look: members_at_decision(STATES.iloc[:0], **look),
    "matrix": lambda **look: presence_matrix(MATRIX.iloc[:0], **look),
    "agreement": lambda **look: agreement_matrix(PAIRS.iloc[:0], **look),
    "duration": lambda **look: figures.time_to_step(CURVE.iloc[:0], **look),
    "attendance in time": lambda **look: attendance_in_time(MONTHLY.iloc[:0], **look),
    "unanimity in time": lambda **look: unanimity_in_time(UNANIMITY_MONTHLY.iloc[:0], **look),
    "map": lambda **look: network_map(MEMBERS.iloc[:0], **look),
    "movers": lambda **look: movers(GROUPED.iloc[:0], **look),
}
"""The same with nothing to draw."""
