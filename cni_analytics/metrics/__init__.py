"""Numbers about councils: DataFrame in, tidy DataFrame out, with n, coverage, interval and range beside every rate."""

from __future__ import annotations

from cni_analytics.metrics import (
    adoption,
    adoption_path,
    agreement,
    attendance,
    coverage,
    intervals,
    kaplan_meier,
    members,
    observed,
    quality,
    session,
    turnbull,
    unanimity,
)
from cni_analytics.metrics.adoption import member_intervals, members_on, movers, network_growth
from cni_analytics.metrics.adoption_path import decision_path, decisions_on, step_durations, time_to_step
from cni_analytics.metrics.agreement import contested_votes, member_dissent, pairwise_agreement
from cni_analytics.metrics.attendance import attendance_rates, presence_units
from cni_analytics.metrics.blocs import agreement_matrix, agreement_order
from cni_analytics.metrics.coverage import decision_number_gaps, documents_by_month, readable_shares, settled_shares
from cni_analytics.metrics.definition import Definition
from cni_analytics.metrics.intervals import wilson
from cni_analytics.metrics.members import member_attendance, member_states, presence_matrix
from cni_analytics.metrics.observed import observed_outcomes, observed_rates
from cni_analytics.metrics.quality import findings_by_code, findings_with_words
from cni_analytics.metrics.session import session_movements, session_presence
from cni_analytics.metrics.unanimity import (
    reading_disagreements,
    unanimity_rates,
    unanimity_readings,
    unsettled_decisions,
)

DEFINITIONS: dict[str, Definition] = {
    module.DEFINITION.id: module.DEFINITION
    for module in (
        adoption, adoption_path, agreement, attendance, coverage, intervals, kaplan_meier, members, observed, quality,
        session, turnbull, unanimity,
    )
}  # fmt: skip
"""Every definition by id, as figures' records print them."""

__all__ = [
    "DEFINITIONS",
    "Definition",
    "agreement_matrix",
    "agreement_order",
    "attendance_rates",
    "contested_votes",
    "decision_number_gaps",
    "decision_path",
    "decisions_on",
    "documents_by_month",
    "findings_by_code",
    "findings_with_words",
    "member_attendance",
    "member_dissent",
    "member_intervals",
    "member_states",
    "members_on",
    "movers",
    "network_growth",
    "observed_outcomes",
    "observed_rates",
    "pairwise_agreement",
    "presence_matrix",
    "presence_units",
    "readable_shares",
    "reading_disagreements",
    "session_movements",
    "session_presence",
    "settled_shares",
    "step_durations",
    "time_to_step",
    "unanimity_rates",
    "unanimity_readings",
    "unsettled_decisions",
    "wilson",
]
