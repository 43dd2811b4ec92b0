"""A labelled synthetic corpus: invented councils whose decisions are known to the last fact."""

from cni_analytics.simulate.known import read_truth
from cni_analytics.simulate.write import Simulation, simulate

__all__ = ["Simulation", "read_truth", "simulate"]
