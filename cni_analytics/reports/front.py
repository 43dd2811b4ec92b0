"""``index.html`` over all reports: what is new, what the network's report found, and how every council's stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cni_analytics import atomic
from cni_analytics.figures.language import Code, Language
from cni_analytics.metrics.intervals import MINIMUM_TO_RANK
from cni_analytics.reports import pages, status
from cni_analytics.reports.publish import last_manifest
from cni_analytics.reports.words import words

FILES: dict[Code, str] = {"el": "index.html", "en": "index-en.html"}
STALE_DAYS = 62
"""A council meets at least once a month (ν. 3852/2010, art. 67 §1): after two without a decision something is amiss."""
COVERED = 0.5
"""Under half of what the source lists no rate of a council says much about it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One report in the list of councils.

    Attributes
    ----------
    title
        Of the report; its folder where nothing was ever published.
    href
        Its page, or empty.
    state
        ``fresh``, ``stale`` (no decision for two months), ``little`` (too few decisions, or under half of those
        listed), ``failed`` (what stands is from an earlier run), ``empty`` (no decision at all).
    decisions, listed
        Decisions read, and how many the source lists; ``None`` where nobody knows.
    latest
        Day of the latest session that was read, in words.
    """

    title: str
    href: str
    state: str
    decisions: int
    listed: int | None
    latest: str


def write_front(out: Path) -> list[Path]:
    """Write the page in both languages, from ``status.json`` and the manifest of every report.

    Parameters
    ----------
    out
        Folder of all reports.

    Returns
    -------
    list of Path
        The pages; each replaced as a whole. None where no report was ever published or tried.
    """
    stood = status.read(out)
    written = []
    for language, file in FILES.items():
        mine = {name: of for name, of in stood.items() if of.get("language") == language}
        if mine or (language == "el" and stood):
            atomic.write_text(
                out / file, _page(out, mine, language, both=len({s["language"] for s in stood.values()}) > 1)
            )
            written.append(out / file)
    return written


def _page(out: Path, stood: Mapping[str, Mapping[str, Any]], language: Code, *, both: bool) -> str:
    t = words(language)
    manifests = {name: last_manifest(out / name) for name in stood}
    whole = {name: of for name, of in stood.items() if not of.get("date_from") and not of.get("date_to")}
    network = next((name for name, of in whole.items() if of["municipality"] == "all"), None)
    lines = [_line(name, of, manifests[name], language) for name, of in whole.items() if name != network]
    periods = [_line(name, of, manifests[name], language) for name, of in stood.items() if name not in whole]
    of_network = manifests[network] if network is not None else {}
    other: Code = "en" if language == "el" else "el"
    return pages.render(
        "front.html.j2", t=t, language=language, title=t["front"], current="", root="", pages=[],
        other_language={"href": FILES[other], "code": other, "name": t["other"]} if both else None,
        network=_line(network, whole[network], of_network, language) if network is not None else None,
        headlines=_within(network, of_network.get("headlines", ())),
        newest=_within(network, of_network.get("newest", ())),
        figures=[{**f, "src": f"{network}/{f['src']}"} for f in _within(network, of_network.get("front_figures", ()))],
        lines=sorted(lines, key=lambda line: line.title), periods=sorted(periods, key=lambda line: line.title),
    )  # fmt: skip


def _line(name: str, stood: Mapping[str, Any], manifest: Mapping[str, Any], language: Code) -> Line:
    decisions, listed = int(manifest.get("decisions", 0)), manifest.get("listed")
    latest = dt.date.fromisoformat(manifest["latest"]) if manifest.get("latest") else None
    state = "fresh"
    if stood["state"] == "failed":
        state = "failed"
    elif not decisions:
        state = "empty"
    elif decisions < MINIMUM_TO_RANK or (listed and decisions < COVERED * listed):
        state = "little"
    elif latest is not None and not stood.get("date_to") and _age(latest, stood["checked"]) > STALE_DAYS:
        state = "stale"
    title = str(manifest.get("front_title") or name)
    page = str(stood.get("page") or "")
    return Line(title, page, state, decisions, listed, Language(language).date(latest) if latest else "–")


def _age(latest: dt.date, checked: str) -> int:
    return (dt.datetime.fromisoformat(checked).date() - latest).days


def _within(folder: str | None, links: Any) -> list[dict[str, str]]:
    """Links of a report, as they lead from the folder above it."""
    return [{**link, "href": f"{folder}/{link['href']}"} for link in links]
