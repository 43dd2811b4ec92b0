"""Schemas, building and opening the corpus."""

from cni_analytics.tables.build import build_corpus
from cni_analytics.tables.corpus import Corpus, open_corpus
from cni_analytics.tables.report import BuildReport
from cni_analytics.tables.status import Status, corpus_status

__all__ = ["BuildReport", "Corpus", "Status", "build_corpus", "corpus_status", "open_corpus"]
