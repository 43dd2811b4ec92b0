"""Every figure, made from small invented frames: the tests go through all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pandas as pd

from cni_analytics import figures
from cni_analytics.figures import CoverageCount, Figure, FigureContext, Quote, SourceDocument
from cni_analytics.metrics import adoption

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
)  # fmt: skip


def network_growth(members: pd.DataFrame = MEMBERS, **look) -> Figure:
    return figures.network_growth(adoption.network_growth(members), adoption.member_intervals(members), **look)


def decision_path(acts: pd.DataFrame = ACTS, **look) -> Figure:
    return figures.decision_path(acts, title="Ρέμα 10/2024", **look)


FIGURES: dict[str, Callable[..., Figure]] = {
    "network-growth": network_growth,
    "decision-path": decision_path,
}
EMPTY: dict[str, Callable[..., Figure]] = {
    "network-growth": lambda **look: network_growth(MEMBERS.iloc[:0], **look),
    "decision-path": lambda **look: decision_path(ACTS.iloc[:0], **look),
}
"""The same with nothing to draw."""
