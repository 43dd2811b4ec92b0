"""What a report was made from, as it stands now in the project that the report lies in: corrected, or the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cni_analytics import project
from cni_analytics.reports.verify_archive import Archive, inside
from cni_analytics.tables.manifest import sha256_of


@dataclass(frozen=True, slots=True)
class Present:
    """Inputs that have changed since the report was published.

    Attributes
    ----------
    tables
        Reference tables, by name.
    documents
        Documents, by the path they were listed under.
    """

    tables: Mapping[str, Path] = field(default_factory=dict)
    documents: Mapping[str, Path] = field(default_factory=dict)


def present_inputs(archive: Archive) -> Present:
    """Inputs that the project around a report has otherwise by now.

    Parameters
    ----------
    archive
        The published folder. One that lies outside the project at hand has no project around it: then
        nothing has changed, whatever this machine holds.

    Returns
    -------
    Present
        Only what was an input then: documents that have come since are no part of this report.
    """
    data = project.data_folder()
    if not (data.is_dir() and archive.folder.resolve().is_relative_to(data.parent)):
        return Present()
    tables = {
        name: data / "reference" / name
        for name, table in archive.inputs["reference_tables"].items()
        if sha256_of(data / "reference" / name) not in (None, table.get("sha256"))
    }
    documents = {
        d["path"]: data / "raw" / d["path"]
        for d in archive.inputs["documents"]
        if inside(d["path"]) and sha256_of(data / "raw" / d["path"]) not in (None, d["sha256"])
    }
    return Present(tables, documents)
