"""The same figures from too much: many rows, long names, names that try to be something else."""

from __future__ import annotations

from collections.abc import Callable

import figure_gallery as small
import numpy as np
import pandas as pd

from cni_analytics import figures
from cni_analytics.figures import Figure
from cni_analytics.metrics.kaplan_meier import kaplan_meier

HOSTILE = "$\\frac{x}$ <script>\x00 \u202e漢字 =1+1"
COUNCILS = 45
NAMES = [f"Αγίας Παρασκευής-Μεγάλου Χωριού {n}" if n % 7 == 0 else f"Δήμος{n}" for n in range(COUNCILS)]
NAMES[3] = HOSTILE
LONG_MONTHS = list(pd.period_range("2011-01", "2024-06", freq="M").strftime("%Y-%m"))


def members() -> pd.DataFrame:
    draw = np.random.default_rng(0)
    earliest = pd.Timestamp("2010-01-01") + pd.to_timedelta(draw.integers(0, 5000, COUNCILS), "D")
    width = pd.to_timedelta(draw.integers(0, 900, COUNCILS) * (draw.random(COUNCILS) > 0.3), "D")
    return pd.DataFrame(
        {
            "municipality_id": [f"m{n}" for n in range(COUNCILS)], "name_el": NAMES, "name_en": NAMES,
            "joined_earliest": earliest, "joined_latest": earliest + width, "joined_event": "accession",
            "lat": draw.uniform(35, 41.5, COUNCILS), "lon": draw.uniform(20, 28, COUNCILS),
        }
    )  # fmt: skip


MEMBERS = members()
ATTENDANCE = small.attendance_rates(
    [
        (f"m{n}", meeting, at, "names", 28 * k, 35 * k, k, n, k, k >= 10)
        for n, k in zip(range(COUNCILS), [1, 9, 10, 400, 37] * 9, strict=True)
        for meeting in (["room", "teleconference"] if n % 5 == 0 else ["room"])
        for at in ("roll_call", "item")
    ]
)
UNANIMITY = small.unanimity_rates([(f"m{n}", 70 * n + 7, 70 * n, 35 * n, 36 * n, n > 1) for n in range(COUNCILS)])
OBSERVED = pd.DataFrame(
    [(f"m{n}", 35, 30, "majority", "seen", None) for n in range(COUNCILS) for _ in range(n % 6)],
    columns=small.OBSERVED.columns[:6],
).assign(body="municipal_council", session_date=None, decision_year=None, decision_number=None)
STEPS = pd.DataFrame(
    [(0, "roll_call", None, None, 25, 25, 25), *((n, "item", n, n < 3, 20 + n % 5, 20, 25) for n in range(1, 41))],
    columns=small.STEPS.columns[:7],
).assign(seats=49, quorum=25)
MOVEMENTS = pd.DataFrame(
    [(f"{NAMES[n]} Επώνυμο", "arrival" if n % 2 else "departure", n + 1, False, "during") for n in range(20)],
    columns=small.MOVEMENTS.columns,
)
STATES = pd.DataFrame(
    [(name, bool(n % 3), bool(n % 2), n % 11 == 0) for n, name in enumerate(NAMES + NAMES[:20])],
    columns=small.STATES.columns,
)
MATRIX = pd.DataFrame(
    [
        (name, f"p{n}", f"s{k:03}", pd.Timestamp("2019-09-10") + pd.Timedelta(days=11 * k), k, "room",
         ["throughout", "part", "absent", "unknown"][(n * k) % 4], 1, 1, 1)
        for n, name in enumerate(NAMES[:20]) for k in range(90)
    ],
    columns=small.MATRIX.columns,
)  # fmt: skip
MONTHS = pd.DataFrame(
    [
        (f"m{n}", month, 5, 5, 0, 6 if n % 2 else None, 0.8 if n % 2 else None, "known" if n % 2 else "unknown")
        for n in range(12) for month in LONG_MONTHS
    ],
    columns=small.MONTHS.columns[:8],
).assign(duplicate=0, no_decision=0, ocr=0)  # fmt: skip
FINDINGS = pd.DataFrame(
    [
        ("m3", "d", 2024, n, "code_" * 6, "warning", HOSTILE * 4, None, n, (HOSTILE + "λέξη" * 40) * 3)
        for n in range(20)
    ],
    columns=small.FINDINGS.columns,
)
ACTS = small.ACTS.assign(issuer=HOSTILE * 6, number="123456789/" * 12)
CURVE = kaplan_meier(np.arange(600) * 37 % 900, np.arange(600) % 9 > 0).assign(n=600, decisions=4000)


def monthly(rows: pd.DataFrame) -> pd.DataFrame:
    return small.by_month(rows[rows["municipality_id"] == "alpha"], LONG_MONTHS, ["municipality_id"])


GROUPED = MEMBERS.assign(
    region=[HOSTILE if n % 7 else NAMES[n] for n in range(len(MEMBERS))],
    population_2021=[9_000 * n for n in range(len(MEMBERS))],
)

CROWDED: dict[str, Callable[..., Figure]] = {
    "network-growth": lambda **look: small.network_growth(MEMBERS, **look),
    "map": lambda **look: small.network_map(MEMBERS, **look),
    "movers": lambda **look: small.movers(GROUPED, **look),
    "decision-path": lambda **look: small.decision_path(ACTS, **look),
    "attendance": lambda **look: figures.attendance_by_council(ATTENDANCE, OBSERVED, MEMBERS, **look),
    "unanimity": lambda **look: figures.unanimity_by_council(UNANIMITY, OBSERVED, MEMBERS, **look),
    "session": lambda **look: small.session_anatomy(STEPS, MOVEMENTS, **look),
    "members": lambda **look: small.members_at_decision(STATES, **look),
    "matrix": lambda **look: small.presence_matrix(MATRIX, **look),
    "coverage": lambda **look: figures.coverage_strip(MONTHS, MEMBERS, **look),
    "findings": lambda **look: figures.findings_table(FINDINGS, MEMBERS, **look),
    "agreement": lambda **look: small.agreement_matrix(small.agreement_pairs(20), **look),
    "duration": lambda **look: figures.time_to_step(CURVE, **look),
    "attendance in time": lambda **look: small.attendance_in_time(monthly(small.ATTENDANCE), **look),
    "unanimity in time": lambda **look: small.unanimity_in_time(monthly(small.UNANIMITY), **look),
}
