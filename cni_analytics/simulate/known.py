"""The truth beside a simulated document, in the shape of a record that was read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from cni_analytics.errors import InputError

Record = dict[str, Any]
TRUTH_FOLDER = "SYNTHETIC-truth"


def read_truth(path: Path) -> Record:
    """The record a perfect reader would give of a simulated document.

    What the page leaves undecided is unknown in it: null, an empty list, not settled. ``build_corpus``
    takes it in place of the reader (``read=read_truth, reader="truth"``), for a corpus without errors of
    reading: to check metrics against what is known, or to try the tables at full size.

    Parameters
    ----------
    path
        A document that ``simulate`` wrote.

    Returns
    -------
    dict
        The decision record, its ``document`` that of this very file, without evidence.

    Raises
    ------
    InputError
        Where no truth lies beside it.

    Examples
    --------
    >>> build_corpus(done.documents, "corpus", read=read_truth, reader="truth")  # doctest: +SKIP
    """
    place = path.parents[1].parent / TRUTH_FOLDER / path.parent.name / f"{path.stem}.json"
    try:
        known: Record = json.loads(place.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(str(path), expected=f"its truth in {place}", found=type(error).__name__,
                         next_step="give a document that 'cni simulate' wrote") from None  # fmt: skip
    attendance = {"present": [], "absent": [], "settled": False, "reading_dependent": []}
    return known | {
        "document": {**known["document"], **known["simulation"]["files"][path.suffix[1:]]},
        "decision": known.get("decision"),
        "movements": known.get("movements", []),
        "attendance_at_item": attendance | known.get("attendance_at_item", {}),
        "vote": {"result": None, "votes": []} | known["vote"],
        "acts": [act | {"issuer": None} for act in known["acts"]],
        "legal_references": [],
        "memorandum": None,
        "findings": [
            finding | {"message": finding["code"], "message_en": finding["code"], "evidence": []}
            for finding in known["findings"]
        ],
        "evidence": {},
    }
