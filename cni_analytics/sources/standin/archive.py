"""What the stand-in holds: invented municipalities with their units, their decisions and every version of each."""

from __future__ import annotations

import csv
import datetime as dt
import io
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from cni_analytics.atomic import write_text
from cni_analytics.simulate import pdf
from cni_analytics.simulate.draw import Draw
from cni_analytics.simulate.forms import form_of
from cni_analytics.simulate.greek import capitals
from cni_analytics.simulate.layout import Block, Gap, Text
from cni_analytics.simulate.sessions import Pace, sessions_of
from cni_analytics.simulate.world import Municipality, municipalities
from cni_analytics.simulate.write import Simulated, documents_of, forms_of
from cni_analytics.sources.moments import ATHENS

COUNCIL, COMMITTEE, MAYOR, SHARED = "ΔΗΜΟΤΙΚΟ ΣΥΜΒΟΥΛΙΟ", "ΔΗΜΟΤΙΚΗ ΕΠΙΤΡΟΠΗ", "ΓΡΑΦΕΙΟ ΔΗΜΑΡΧΟΥ", (
    "ΔΗΜΟΤΙΚΟ ΣΥΜΒΟΥΛΙΟ - ΔΗΜΑΡΧΟΣ"
)  # fmt: skip
_FIRST_UID = 9_900_001
"""Above every organisation's real one of this length, so that nothing invented is taken for somebody's."""
_MAYOR_EVERY = 4
_MEMBERS = (
    "municipality_id", "name_el", "name_en", "diavgeia_uid", "council_unit_uid", "ypes_code", "regional_unit", "region",
    "population_2021", "seats_2024", "seats_basis", "lat", "lon", "joined_earliest", "joined_latest", "joined_event",
    "council_decision", "joined_source",
)  # fmt: skip
"""Columns of ``network_members.csv``."""
_CORRECTED, _REVOKED = 0.06, 0.04
"""Shares of what is corrected and revoked ``later``."""


@dataclass(slots=True)
class Version:
    """One version of a decision; ``data`` makes its PDF."""

    version_id: str
    status: str
    published: dt.datetime
    data: Callable[[], bytes]
    corrected: str | None = None


@dataclass(slots=True)
class Filed:
    """A decision as it was filed, its versions the oldest first."""

    ada: str
    organization_id: str
    unit_id: str
    issued: dt.date
    subject: str
    protocol: str
    of_council: bool
    versions: list[Version] = field(default_factory=list)

    @property
    def latest(self) -> Version:
        """The version that stands."""
        return self.versions[-1]


@dataclass(frozen=True, slots=True)
class Organization:
    """An invented municipality as Diavgeia knows it; ``units`` by label, one of them shared in some."""

    uid: str
    municipality: Municipality
    units: dict[str, str]

    @property
    def label(self) -> str:
        """In capitals, as Diavgeia writes them."""
        return capitals(f"Δήμος {self.municipality.genitive}")

    @property
    def at_midnight_of_athens(self) -> bool:
        """Whether its days begin in Athens, as 21:00 or 22:00 UTC of the day before, or at midnight UTC."""
        return int(self.uid) % 2 == 0


@dataclass
class Archive:
    """Everything filed.

    Attributes
    ----------
    organizations, filed
        By uid, and by ΑΔΑ.
    seed
        It was invented with.
    """

    organizations: dict[str, Organization]
    filed: dict[str, Filed]
    seed: int

    def issued_at(self, filed: Filed) -> dt.datetime:
        """The instant that stands for the day of issue."""
        own = self.organizations[filed.organization_id].at_midnight_of_athens
        return dt.datetime.combine(filed.issued, dt.time(), ATHENS if own else dt.UTC)

    def correct(self, ada: str) -> Version:
        """File a corrected version of a decision."""
        filed = self.filed[ada]
        old = filed.latest
        new = Version(_uuid(self.seed, ada, len(filed.versions)), "PUBLISHED", old.published + dt.timedelta(days=3),
                      cache(lambda: _corrected(old.data())), old.version_id)  # fmt: skip
        filed.versions.append(new)
        return new

    def revoke(self, ada: str) -> None:
        """Withdraw a decision."""
        self.filed[ada].latest.status = "REVOKED"

    def remove(self, ada: str) -> None:
        """Take a decision away altogether."""
        del self.filed[ada]

    def later(self) -> tuple[list[str], list[str]]:
        """Let time pass: some decisions are corrected, some revoked. Gives the ΑΔΑ of both."""
        corrected, revoked = [], []
        for ada in sorted(self.filed):
            at = Draw(self.seed, "later", ada).uniform(0.0, 1.0)
            if at < _CORRECTED:
                self.correct(ada)
                corrected.append(ada)
            elif at < _CORRECTED + _REVOKED:
                self.revoke(ada)
                revoked.append(ada)
        return corrected, revoked

    @cached_property
    def in_order(self) -> list[Filed]:
        """As filed at first, the earliest first."""
        return sorted(self.filed.values(), key=lambda f: (f.issued, f.ada))

    def standing(self) -> Iterator[Filed]:
        """What is there now, the newest first, as a search orders it."""
        return (f for f in reversed(self.in_order) if f.ada in self.filed)

    def write_members(self, data: Path) -> None:
        """Write a data folder whose network these municipalities are, for ``CNI_DATA``."""
        out = io.StringIO()
        writer = csv.DictWriter(out, _MEMBERS, restval="", lineterminator="\n")
        writer.writeheader()
        for i, organization in enumerate(self.organizations.values()):
            m = organization.municipality
            writer.writerow(
                {
                    "municipality_id": m.key,
                    "name_el": m.genitive,
                    "name_en": f"Synthetic {i + 1}",
                    "diavgeia_uid": organization.uid,
                    "regional_unit": m.regional_unit,
                    "population_2021": m.population,
                    "joined_earliest": "2019-09-01",
                    "joined_latest": "2019-09-01",
                    "joined_event": "accession",
                    "joined_source": "SYNTHETIC DATA",
                }
            )
        write_text(data / "reference" / "network_members.csv", out.getvalue())


def invent(
    municipalities_: int = 3, *, years: int = 2, seed: int = 7, sessions: int = 6, items: tuple[int, int] = (1, 3)
) -> Archive:
    """Invent an archive, the same for the same arguments.

    Parameters
    ----------
    municipalities_
        How many; every third publishes council and mayor under one unit.
    years
        How many, the last of them 2024.
    seed
        Of everything.
    sessions
        Of each council in a year.
    items
        Fewest and most decisions a session.
    """
    pdf.require()
    archive = Archive({}, {}, seed)
    for index, municipality in enumerate(municipalities(municipalities_, seed=seed)):
        uid = str(_FIRST_UID + index)
        labels = (SHARED, COMMITTEE) if index % 3 == 2 else (COUNCIL, COMMITTEE, MAYOR)
        units = {label: f"{uid}{n:02}" for n, label in enumerate(labels, 1)}
        archive.organizations[uid] = Organization(uid, municipality, units)
        forms = forms_of(municipality, index)
        pace = Pace(sessions=sessions, items=items)
        n = 0
        for session in sessions_of(municipality, years, seed=seed, pace=pace):
            form = forms[session.council.term.name]
            for document in documents_of(session, form, seed=seed, contradictions=0.0, quoted=0.0):
                n += 1
                unit = units.get(COUNCIL) or units[SHARED]
                _file(archive, _council(document, uid, unit))
                if n % _MAYOR_EVERY == 0:
                    _file(archive, _mayor(archive, document, uid, units.get(MAYOR) or units[SHARED]))
    return archive


def _file(archive: Archive, filed: Filed) -> None:
    filed.versions[0].version_id = _uuid(archive.seed, filed.ada, 0)
    archive.filed[filed.ada] = filed


def _uuid(seed: int, ada: str, n: int) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{seed} {ada} {n}"))


def _published(issued: dt.date, draw: Draw) -> dt.datetime:
    day = issued + dt.timedelta(days=draw.between(1, 45))
    return dt.datetime.combine(day, dt.time(draw.between(7, 13), draw.between(0, 59)), dt.UTC)


def _council(document: Simulated, uid: str, unit: str) -> Filed:
    decision, session = document.page.decision, document.page.session
    form = document.page.form
    first = Version("", "PUBLISHED", _published(session.date, Draw(decision.ada, "published")),
                    cache(lambda: pdf.to_pdf(document.blocks, form=form, ada=decision.ada)))  # fmt: skip
    protocol = f"{decision.number}/{session.date.year}"
    return Filed(decision.ada, uid, unit, session.date, decision.matter.subject, protocol, True, [first])


def _mayor(archive: Archive, document: Simulated, uid: str, unit: str) -> Filed:
    """A decision of the mayor alone, beside those of the council."""
    session = document.page.session
    draw = Draw(archive.seed, "mayor", document.page.decision.ada)
    ada = document.page.decision.ada[::-1].replace("ΝΥΣ", "ΔΗΜ")
    ada = f"{ada.replace('-', '')[:7]}-{ada.replace('-', '')[7:]}"
    number = draw.between(200, 900)
    subject = "Ορισμός υπαλλήλων για την παραλαβή υπηρεσιών"
    blocks: list[Block] = [
        Text(f"ΔΗΜΟΣ {capitals(session.municipality.genitive)}", "centre", flows=False), Gap(),
        Text(f"ΑΠΟΦΑΣΗ ΔΗΜΑΡΧΟΥ {number}/{session.date.year}", "centre", flows=False), Gap(),
        Text(f"Θέμα: {subject}"), Gap(), Text("Έχοντας υπόψη τις διατάξεις του άρθρου 58 του ν. 3852/2010."), Gap(),
        Text("Ορίζουμε τα μέλη της επιτροπής παραλαβής υπηρεσιών για το τρέχον έτος."),
    ]  # fmt: skip
    data = cache(lambda: pdf.to_pdf(blocks, form=form_of(0, 0), ada=ada))
    first = Version("", "PUBLISHED", _published(session.date, draw), data)
    return Filed(ada, uid, unit, session.date, subject, str(draw.between(1000, 9000)), False, [first])


def _corrected(data: bytes) -> bytes:
    """The same pages as another file; a comment after the end of a PDF is no part of it."""
    return data + b"\n% corrected\n%%EOF\n"
