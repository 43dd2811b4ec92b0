"""Where documents come from, and what was read from each, kept so that none is fetched or read twice."""

from cni_analytics.sources.folder import Folder
from cni_analytics.sources.library import Library
from cni_analytics.sources.listing import Listed, Source
from cni_analytics.sources.store import RecordStore, reader_version

__all__ = ["Folder", "Library", "Listed", "RecordStore", "Source", "reader_version"]
