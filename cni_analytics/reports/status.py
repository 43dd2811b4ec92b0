"""``status.json``: how every report stands, for programs and for the page that lists them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cni_analytics import atomic
from cni_analytics.reports.alone import now
from cni_analytics.reports.publish import MANIFEST, Report
from cni_analytics.reports.running import Outcome

FILE = "status.json"
SCHEMA = "cni-status/1"


class Status:
    """The file, kept up while a run goes on; each time it is written whole.

    Parameters
    ----------
    out
        Folder of all reports.
    what
        What this run is: ``cni report --all``.

    Attributes
    ----------
    problem
        Why it could not be written (a full disk); empty where it was. That stops no report.
    """

    def __init__(self, out: Path, what: str) -> None:
        self._path, self.problem = out / FILE, ""
        self._run: dict[str, Any] = {"what": what, "started": now(), "ended": None, "exit_code": None}
        self._reports = {name: stood for name, stood in read(out).items() if _matters(out / name, stood)}

    def seconds(self, report: Report) -> dict[str, float]:
        """How long each notebook of a report took when it last ran, by name."""
        stood = self._reports.get(report.name, {})
        return {step["notebook"]: step["seconds"] for step in stood.get("notebooks", ()) if step["seconds"]}

    def begin(self) -> None:
        """Say that a run has begun."""
        self._write()

    def add(self, outcome: Outcome) -> None:
        """Say how a report stands now."""
        self._reports[outcome.report.name] = _stated(outcome, self._reports.get(outcome.report.name, {}))
        self._write()

    def end(self, exit_code: int) -> None:
        """Say that the run is over."""
        self._run |= {"ended": now(), "exit_code": exit_code}
        self._write()

    def _write(self) -> None:
        stated = {"schema": SCHEMA, "run": self._run, "reports": dict(sorted(self._reports.items()))}
        try:
            atomic.write_text(self._path, json.dumps(stated, ensure_ascii=False, indent=1) + "\n")
        except OSError as error:
            self.problem = f"{self._path}: {error.strerror}; it stands as it was before"


def read(out: Path) -> dict[str, dict[str, Any]]:
    """How each report stood after the last run it was part of, by its folder; empty where nothing ran yet."""
    try:
        found = json.loads((out / FILE).read_text("utf-8"))
        reports = found["reports"] if found["schema"] == SCHEMA else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return {str(name): dict(stood) for name, stood in reports.items() if isinstance(stood, dict)}


def _matters(folder: Path, stood: Mapping[str, Any]) -> bool:
    return (folder / "index.html").exists() or stood.get("state") != "published"


def _stated(outcome: Outcome, before: Mapping[str, Any]) -> dict[str, Any]:
    report, book = outcome.report, outcome.report.book
    listed = book.documents
    steps: Sequence[dict[str, Any]] = [{**asdict(s), "seconds": round(s.seconds, 3)} for s in outcome.steps]
    if outcome.state != "published":  # how long they took is worth knowing the next time they run
        steps = before.get("notebooks") or steps
    return {
        "state": outcome.state,
        "municipality": book.municipality,
        "date_from": book.date_from.isoformat() if book.date_from else None,
        "date_to": book.date_to.isoformat() if book.date_to else None,
        "language": book.language,
        "page": f"{report.name}/index.html" if (report.folder / "index.html").exists() else None,
        "published": _published(report.folder / MANIFEST),
        "checked": now(),
        "seconds": round(outcome.seconds, 3),
        "documents": {"counted": report.documents, "all": len(listed)},
        "notebooks": steps,
        "error": {**outcome.error, "notebook": outcome.notebook} if outcome.error else None,
        "kept": [path.relative_to(report.out).as_posix() for path in outcome.kept],
    }


def _published(manifest: Path) -> str | None:
    """When what is there was published."""
    try:
        moment = datetime.fromtimestamp(manifest.stat().st_mtime, UTC)
    except OSError:
        return None
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
