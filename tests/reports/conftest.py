"""A small corpus of one invented decision, and notebooks made for the test."""

from __future__ import annotations

import json

import pytest

from cni_analytics.tables import build_corpus

TEXT = """ΕΛΛΗΝΙΚΗ ΔΗΜΟΚΡΑΤΙΑ
ΔΗΜΟΣ ΠΛΑΤΑΝΟΡΕΜΑΤΟΣ
ΔΗΜΟΤΙΚΟ ΣΥΜΒΟΥΛΙΟ
Αριθμ. Απόφασης: 7/2023
ΘΕΜΑ: Έγκριση προγράμματος <script>alert(1)</script> δράσεων

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


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory):
    """A data folder of its own, with one document and its corpus."""
    folder = tmp_path_factory.mktemp("data")
    raw = folder / "raw" / "platanorema"
    raw.mkdir(parents=True)
    (raw / "2023-7.txt").write_text(TEXT, "utf-8")
    build_corpus(folder / "raw", folder / "corpus", store=folder / "store")
    return folder


@pytest.fixture
def project(data_folder, monkeypatch):
    """The data folder, in force."""
    monkeypatch.setenv("CNI_DATA", str(data_folder))
    return data_folder


PARAMETERS = 'corpus = ""\nmunicipality = "all"\ndate_from = ""\ndate_to = ""\nlanguage = "el"\noutput = ""'


@pytest.fixture
def write_notebook(tmp_path):
    """Write a notebook whose last cell is the given source."""
    folder = tmp_path / "notebooks"
    folder.mkdir()

    def write(name: str, source: str, parameters: str = PARAMETERS):
        cells = [
            {"cell_type": "markdown", "id": "a", "metadata": {"tags": ["el"]}, "source": "# Δοκιμή: κάτι"},
            {"cell_type": "markdown", "id": "b", "metadata": {"tags": ["en"]}, "source": "# Trial: something"},
        ]
        for n, (text, tags) in enumerate([(parameters, ["parameters"]), (source, [])]):
            cell = {"cell_type": "code", "id": f"c{n}", "metadata": {"tags": tags}, "source": text}
            cells.append(cell | {"outputs": [], "execution_count": None})
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        notebook = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
        (folder / f"{name}.ipynb").write_text(json.dumps(notebook), "utf-8")
        return folder

    return write
