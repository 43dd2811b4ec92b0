"""One function a figure: a metric's frame in, a `Figure` out, in one house style, in Greek (default) or English.

Every function takes its frame or frames first and then, by keyword: ``language`` (``el``, ``en``), ``size`` (``full``
180 mm, ``column`` 90 mm) and ``context``, a `FigureContext` with the source line, the coverage, the documents behind
the rows and whether the data are invented. Figures draw; they compute no rate. ``docs/figures.md`` says what each
shows.
"""

from cni_analytics.figures.adoption import network_growth
from cni_analytics.figures.agreement import agreement_matrix
from cni_analytics.figures.attendance import attendance_by_council
from cni_analytics.figures.context import CoverageCount, FigureContext, Quote, SourceDocument
from cni_analytics.figures.coverage import coverage_strip
from cni_analytics.figures.durations import time_to_step
from cni_analytics.figures.figure import Figure
from cni_analytics.figures.members import members_at_decision, presence_matrix
from cni_analytics.figures.movers import movers
from cni_analytics.figures.network_map import network_map
from cni_analytics.figures.path import decision_path
from cni_analytics.figures.quality import findings_table
from cni_analytics.figures.session import session_anatomy
from cni_analytics.figures.timeline import attendance_in_time, unanimity_in_time
from cni_analytics.figures.unanimity import unanimity_by_council

__all__ = [
    "CoverageCount",
    "Figure",
    "FigureContext",
    "Quote",
    "SourceDocument",
    "agreement_matrix",
    "attendance_by_council",
    "attendance_in_time",
    "coverage_strip",
    "decision_path",
    "findings_table",
    "members_at_decision",
    "movers",
    "network_growth",
    "network_map",
    "presence_matrix",
    "session_anatomy",
    "time_to_step",
    "unanimity_by_council",
    "unanimity_in_time",
]
