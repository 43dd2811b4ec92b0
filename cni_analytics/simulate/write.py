"""Writes a simulated corpus: documents, the truth beside each, and what says that none of it is real."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from cni_analytics import atomic
from cni_analytics.errors import UsageError
from cni_analytics.simulate import pdf
from cni_analytics.simulate.contradictions import plant
from cni_analytics.simulate.draw import Draw
from cni_analytics.simulate.forms import Form, Names, form_of
from cni_analytics.simulate.known import TRUTH_FOLDER
from cni_analytics.simulate.layout import MARK, Block, text_pages
from cni_analytics.simulate.printed import Printed, printed
from cni_analytics.simulate.sessions import Pace, Session, sessions_of
from cni_analytics.simulate.templates import filled
from cni_analytics.simulate.truth import truth
from cni_analytics.simulate.world import LAST_YEAR, MOST_YEARS, Municipality
from cni_analytics.simulate.world import municipalities as invent_world
from cni_analytics.sources.folder import SYNTHETIC_MARKER

DOCUMENTS, TRUTH, MARKER = "SYNTHETIC", TRUTH_FOLDER, SYNTHETIC_MARKER
FORMATS = ("txt", "pdf")
NOTICE_EL = "ΣΥΝΘΕΤΙΚΑ ΔΕΔΟΜΕΝΑ: επινοημένοι δήμοι, πρόσωπα και αποφάσεις. Τίποτε από αυτά δεν συνέβη."
NOTICE_EN = "SYNTHETIC DATA: invented municipalities, people and decisions. None of it happened."
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Simulation:
    """What was written.

    Attributes
    ----------
    documents, truth
        Folders of the documents and of the records a perfect reader would give, one folder a municipality in each.
    decisions, unpublished, sessions
        How many decisions have a document, how many have none (gaps in the numbers), in how many sessions.
    findings
        How many documents carry each finding.
    forms
        How many documents come in each form.
    """

    documents: Path
    truth: Path
    decisions: int
    unpublished: int
    sessions: int
    findings: dict[str, int] = field(default_factory=dict)
    forms: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Simulated:
    """One document before it is written."""

    page: Printed
    blocks: list[Block]
    record: dict[str, Any]

    @property
    def name(self) -> str:
        """Of the file, without its ending."""
        return f"{self.page.session.date.year}-{self.page.decision.number:04}"


def documents_of(
    session: Session, form: Form, *, seed: int, contradictions: float, quoted: float
) -> Iterator[Simulated]:  # fmt: skip
    """The published decisions of a session with their truth, in order, one at a time.

    Parameters
    ----------
    session, form
        Whose decisions, and how its clerk prints them.
    seed
        Of everything.
    contradictions, quoted
        Probabilities that a document carries a planted contradiction, or quotes a committee's decision.
    """
    names = Names(form, [seat.person for seat in session.seats])
    for decision in session.decisions:
        if decision.published:
            draw = Draw(seed, session.municipality.key, session.date.isoformat(), decision.number)
            page = printed(session, decision, form, names, draw)
            plant(page, draw, rate=contradictions, quoted=quoted)
            yield Simulated(page, filled(page), truth(page))


def forms_of(municipality: Municipality, index: int) -> dict[str, Form]:
    """The form of a municipality's documents by term, its place in the world deciding."""
    return {council.term.name: form_of(index, n) for n, council in enumerate(municipality.councils)}


def simulate(
    out: Path | str, *, municipalities: int = 19, years: int = 4, seed: int = 7, formats: Sequence[str] = ("txt",),
    per_session: int | tuple[int, int] = (3, 9), sessions_per_year: int = 14, contradictions: float = 0.06,
    quoted: float = 0.03, pace: Pace | None = None, progress: Progress | None = None,
) -> Simulation:  # fmt: skip
    """Write a synthetic corpus, labelled as such, with the truth beside it.

    The same arguments give the same bytes, on another machine too.

    Parameters
    ----------
    out
        Folder to write to; must be empty or hold an earlier simulation, which is replaced.
    municipalities
        How many invented municipalities.
    years
        How many years, ending with 2024: four span the terms 2019-2023 and 2024-2028.
    seed
        Of everything.
    formats
        ``txt``, ``pdf`` or both; PDF needs the extra ``simulate``.
    per_session
        Decisions a session, or fewest and most.
    sessions_per_year
        Of each council.
    contradictions
        Share of documents with a planted contradiction.
    quoted
        Share of documents that quote a committee's decision.
    pace
        Everything about how often things happen, in place of ``per_session`` and ``sessions_per_year``.
    progress
        Called after every session with how many are done, how many there will be, and whose it was.

    Returns
    -------
    Simulation
        Where it lies and what is in it.

    Raises
    ------
    UsageError
        Where a number is out of range, a format unknown, or the folder holds something else.
    """
    target = Path(out)
    _check(target, years, formats, per_session)
    bounds = (per_session, per_session) if isinstance(per_session, int) else per_session
    pace = pace or Pace(sessions=sessions_per_year, items=bounds)
    world = invent_world(municipalities, seed=seed)
    if "pdf" in formats:
        pdf.require()
    scratch = atomic.scratch_folder(target)
    try:
        done = _write_all(scratch, target, world, pace, years, seed, formats, contradictions, quoted, progress)
        parameters = {"municipalities": municipalities, "years": years, "seed": seed, "formats": list(formats),
                      "contradictions": contradictions, "quoted": quoted, "pace": asdict(pace)}  # fmt: skip
        _label(scratch, world, done, parameters)
        atomic.publish_folder(scratch, target)
    except BaseException:
        shutil.rmtree(scratch, ignore_errors=True)
        raise
    return done


def _write_all(
    folder: Path, target: Path, world: Sequence[Municipality], pace: Pace, years: int, seed: int,
    formats: Sequence[str], contradictions: float, quoted: float, progress: Progress | None,
) -> Simulation:  # fmt: skip
    findings, forms = Counter[str](), Counter[str]()
    written = decided = sessions = 0
    for index, municipality in enumerate(world):
        for place in (DOCUMENTS, TRUTH):
            (folder / place / municipality.key).mkdir(parents=True)
        by_term = forms_of(municipality, index)
        for session in sessions_of(municipality, years, seed=seed, pace=pace):
            sessions += 1
            decided += len(session.decisions)
            form = by_term[session.council.term.name]
            for document in documents_of(session, form, seed=seed, contradictions=contradictions, quoted=quoted):
                _write(folder, document, formats)
                written += 1
                forms[form.name] += 1
                findings.update(set(document.page.findings))
            if progress:
                progress(sessions, len(world) * years * pace.sessions, municipality.key)
    return Simulation(target / DOCUMENTS, target / TRUTH, written, decided - written, sessions,
                      dict(sorted(findings.items())), dict(sorted(forms.items())))  # fmt: skip


def _check(target: Path, years: int, formats: Sequence[str], per_session: int | tuple[int, int]) -> None:
    if not 1 <= years <= MOST_YEARS:
        raise UsageError("years", expected=f"1 to {MOST_YEARS} (they end with {LAST_YEAR})", found=str(years),
                         next_step="ask for as many as that")  # fmt: skip
    unknown = [f for f in formats if f not in FORMATS]
    if unknown or not formats:
        raise UsageError("formats", expected="txt, pdf or both", found=", ".join(unknown) or "none",
                         next_step="choose among them")  # fmt: skip
    low, high = (per_session, per_session) if isinstance(per_session, int) else per_session
    if not 1 <= low <= high <= 40:
        raise UsageError("decisions per session", expected="1 to 40, the fewest first", found=f"{low}-{high}",
                         next_step="give one number, or fewest and most")  # fmt: skip
    ours = not target.exists() or (target.is_dir() and (not any(target.iterdir()) or (target / MARKER).is_file()))
    if not ours:
        raise UsageError(str(target), expected="no such folder, an empty one, or an earlier simulation",
                         found="something else", next_step="name another: this one would be replaced")  # fmt: skip


def _write(folder: Path, document: Simulated, formats: Sequence[str]) -> None:
    """One decision: its document in each format, and its truth. The folder is published as a whole later on."""
    key, form, ada = document.page.session.municipality.key, document.page.form, document.page.decision.ada
    files: dict[str, dict[str, Any]] = {}
    for format_ in formats:
        if format_ == "pdf":
            data = pdf.to_pdf(document.blocks, form=form, ada=ada)
            media_type, pages = "application/pdf", pdf.pages_of(data)
        else:
            text = text_pages(document.blocks, width=form.width, height=form.lines, running=form.running, ada=ada)
            data, media_type, pages = text.encode(), "text/plain", text.count("\f") + 1
        (folder / DOCUMENTS / key / f"{document.name}.{format_}").write_bytes(data)
        files[format_] = {"sha256": hashlib.sha256(data).hexdigest(), "media_type": media_type, "pages": pages}
    record = document.record
    record["document"] = {**files[formats[0]], "text_source": "embedded", **record["document"]}
    record["simulation"]["files"] = files
    text = json.dumps(record, ensure_ascii=False)
    (folder / TRUTH / key / f"{document.name}.json").write_text(text + "\n", "utf-8")


def _label(
    folder: Path, world: Sequence[Municipality], done: Simulation, parameters: dict[str, Any]
) -> None:  # fmt: skip
    """The marks that a tool and a person look for, and the world as it was invented."""
    marker = {
        "format": "cni-simulation/1", "synthetic": True, "notice_el": NOTICE_EL, "notice_en": NOTICE_EN,
        "mark": MARK, "parameters": parameters, "decisions": done.decisions, "unpublished": done.unpublished,
        "sessions": done.sessions, "findings": done.findings, "forms": done.forms,
    }  # fmt: skip
    text = json.dumps(marker, ensure_ascii=False, indent=1) + "\n"
    for place in (folder, folder / DOCUMENTS, folder / TRUTH):
        (place / MARKER).write_text(text, "utf-8")
        (place / "README.md").write_text(f"# {MARK}\n\n{NOTICE_EL}\n\n{NOTICE_EN}\n", "utf-8")
    plain = {"synthetic": True, "municipalities": [_plain(m) for m in world]}
    (folder / TRUTH / "world.json").write_text(json.dumps(plain, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _plain(municipality: Municipality) -> dict[str, Any]:
    """A municipality with everything the simulation knows of it."""
    return {
        "key": municipality.key, "genitive": municipality.genitive, "population": municipality.population,
        "contested": municipality.contested,
        "councils": [
            {
                "term": council.term.name, "size": council.size,
                "mayor": f"{council.mayor.surname} {council.mayor.given}",
                "factions": [asdict(faction) for faction in council.factions],
                "seats": [
                    {
                        "surname": seat.person.surname, "given": seat.person.given, "faction": seat.faction.name,
                        "first": seat.first.isoformat(), "last": seat.last.isoformat(), "attends": seat.attends,
                        "comes_late": seat.comes_late, "leaves_early": seat.leaves_early, "maverick": seat.maverick,
                    }
                    for seat in council.seats
                ],
            }
            for council in municipality.councils
        ],
    }  # fmt: skip
