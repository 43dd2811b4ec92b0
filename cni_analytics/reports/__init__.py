"""Notebooks run over the corpus, and what is published of them."""

from cni_analytics.reports import headlines
from cni_analytics.reports.publish import Published, Step
from cni_analytics.reports.run import notebooks_in, run
from cni_analytics.reports.workbook import Workbook, open_workbook

__all__ = ["Published", "Step", "Workbook", "headlines", "notebooks_in", "open_workbook", "run"]
