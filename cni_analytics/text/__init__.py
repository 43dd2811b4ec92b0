"""Document to pages of text with positions, and the repaired text the reader works on."""

from cni_analytics.text.boxes import Box
from cni_analytics.text.document import Document, MediaType, Page, Problem
from cni_analytics.text.greek import greek_share
from cni_analytics.text.limits import LIMITS, Limits
from cni_analytics.text.opening import document_of, open_document
from cni_analytics.text.reading import EvidenceSpan, Line, Reading, fold

__all__ = [
    "LIMITS",
    "Box",
    "Document",
    "EvidenceSpan",
    "Limits",
    "Line",
    "MediaType",
    "Page",
    "Problem",
    "Reading",
    "document_of",
    "fold",
    "greek_share",
    "open_document",
]
