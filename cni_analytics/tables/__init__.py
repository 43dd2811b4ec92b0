"""Schemas, building and opening the corpus."""

from cni_analytics.tables.build import build_corpus
from cni_analytics.tables.corpus import Corpus, open_corpus
from cni_analytics.tables.report import BuildReport

__all__ = ["BuildReport", "Corpus", "build_corpus", "open_corpus"]
