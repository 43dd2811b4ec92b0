"""A server that behaves as Diavgeia's OpenData does, faults included, over invented decisions.

Start it with ``python -m cni_analytics.sources.standin --port 8123 --seed 7``; needs the extra ``simulate``.
"""

from cni_analytics.sources.standin.archive import Archive, Filed, invent
from cni_analytics.sources.standin.faults import FAULTS, Faults
from cni_analytics.sources.standin.server import Standin

__all__ = ["FAULTS", "Archive", "Faults", "Filed", "Standin", "invent"]
