"""A data folder with one real and one hostile decision, and their reports, made once for all browser tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from . import chromium

ROOT = Path(__file__).resolve().parents[2]
REAL = "serres/2024-210.md"
HOSTILE = """ΕΛΛΗΝΙΚΗ ΔΗΜΟΚΡΑΤΙΑ
ΔΗΜΟΣ ΠΛΑΤΑΝΟΡΕΜΑΤΟΣ
ΔΗΜΟΤΙΚΟ ΣΥΜΒΟΥΛΙΟ
Αριθμ. Απόφασης: 7/2023
ΘΕΜΑ: Έγκριση <script>document.title = "taken"</script> <img src="x" onerror="document.title = 'taken'"> δράσεων

Στο Πλατανόρεμα, σήμερα 14 Μαρτίου 2023, ημέρα Τρίτη και ώρα 19:00, συνήλθε σε τακτική συνεδρίαση δια ζώσης το Δημοτικό
Συμβούλιο Πλατανορέματος. Διαπιστώθηκε απαρτία, αφού σε σύνολο πέντε (5) μελών ήταν παρόντα τέσσερα (4), ήτοι:

ΠΑΡΟΝΤΕΣ
1. Αλεξάνδρα Βουνίσια, Πρόεδρος
2. Θωμάς Καρνάβος
3. Ισμήνη Ρεματιά
4. Νικήτας Πλατανιώτης

ΑΠΟΝΤΕΣ
1. Ζωή Ξεροκάμπου

Η Πρόεδρος εισηγήθηκε το 2ο θέμα της ημερήσιας διάταξης.

Το Δημοτικό Συμβούλιο

ΑΠΟΦΑΣΙΖΕΙ ΟΜΟΦΩΝΑ

Εγκρίνει το πρόγραμμα δράσεων.

Η απόφαση αυτή πήρε αριθμό 7/2023.
"""


@dataclass(frozen=True)
class Site:
    """What ``cni report`` published: all notebooks in Greek, one of them in English."""

    greek: Path
    english: Path
    data: Path

    def __getitem__(self, name: str) -> str:
        """Address of a Greek page."""
        return (self.greek / name).as_uri()

    @property
    def pages(self) -> list[Path]:
        """Every page of both."""
        return sorted([*self.greek.rglob("*.html"), *self.english.rglob("*.html")])


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with its corpus."""
    chromium.executable()  # nothing is made where nothing can be looked at
    folder = tmp_path_factory.mktemp("browser") / "data"
    shutil.copytree(ROOT / "data" / "raw", folder / "raw")
    (folder / "raw" / "platanorema").mkdir()
    (folder / "raw" / "platanorema" / "2023-7.txt").write_text(HOSTILE, "utf-8")
    cni(folder, "build")
    return folder


@pytest.fixture(scope="session")
def site(data: Path) -> Site:
    """The published reports."""
    out = data.parent / "reports"
    common = ("report", "--folder", str(ROOT / "notebooks"), "--out", str(out))
    cni(data, *common)
    cni(data, *common, "--language", "en", "attendance")
    return Site(out / "network", out / "network-en", data)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The browser. Not for the whole session: while it runs this thread has an event loop, which others trip over."""
    with chromium.running() as started:
        yield started


def cni(data: Path, *arguments: str) -> None:
    """Run the command on a data folder; a failure shows what it said."""
    command = [sys.executable, "-m", "cni_analytics", *arguments]
    environment = os.environ | {"CNI_DATA": str(data)}
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", timeout=300, check=False)
    assert done.returncode == 0, done.stderr
