"""What is wrong with a file, said in Greek and English: what was expected, what was found, what to do."""

from __future__ import annotations

from cni_analytics.text.document import Document, MediaType, Problem

EXPECTED = (
    "αναμενόταν αναγνώσιμο αρχείο PDF, απλού κειμένου (.txt) ή Markdown (.md)",
    "expected a readable PDF, plain text (.txt) or Markdown (.md) file",
)


def unreadable(found_el: str, found_en: str, next_el: str, next_en: str) -> Problem:
    """Nothing of the file could be read."""
    return Problem(
        "unreadable_document",
        "error",
        f"Δεν διαβάστηκε: {EXPECTED[0]}, βρέθηκε: {found_el}· {next_el}.",
        f"Not read: {EXPECTED[1]}, found {found_en}; {next_en}.",
    )


def refused(name: str, problem: Problem, *, sha256: str | None = None, media_type: MediaType | None = None) -> Document:
    """The document of a file that could not be read: no pages, and why."""
    return Document(name, sha256, media_type, (), (problem,))


def low_quality(message_el: str, message_en: str, page: int | None = None) -> Problem:
    """The text was read, but some of it may be wrong."""
    return Problem("low_text_quality", "warning", message_el, message_en, page)


def missing() -> Problem:
    """There is no such file."""
    return unreadable(
        "κανένα αρχείο σε αυτή τη διαδρομή",
        "nothing at that path",
        "ελέγξτε τη διαδρομή και το όνομα του αρχείου",
        "check the path and the file's name",
    )


def folder() -> Problem:
    """A folder where a file was expected."""
    return unreadable(
        "φάκελος",
        "a folder",
        "δώστε τα αρχεία που περιέχει (π.χ. ΦΑΚΕΛΟΣ/*.pdf)",
        "give the files inside it (for example FOLDER/*.pdf)",
    )


def not_a_file() -> Problem:
    """A device, socket or pipe."""
    return unreadable(
        "κάτι που δεν είναι αρχείο (συσκευή ή δίαυλος)",
        "something that is not a file (a device or a pipe)",
        "αποθηκεύστε πρώτα το έγγραφο σε αρχείο",
        "save the document to a file first",
    )


def forbidden(reason: str) -> Problem:
    """The system refuses to open it."""
    return unreadable(
        f"αρχείο που το σύστημα δεν ανοίγει ({reason})",
        f"a file the system will not open ({reason})",
        "ελέγξτε τα δικαιώματα ανάγνωσης",
        "check that you may read it",
    )


def empty() -> Problem:
    """No bytes, or white space only."""
    return unreadable(
        "κενό αρχείο",
        "an empty file",
        "κατεβάστε ξανά το έγγραφο από την πηγή του",
        "fetch the document from its source again",
    )


def too_large(size: int, limit: int) -> Problem:
    """Over the limit on bytes."""
    return unreadable(
        f"αρχείο {size:,} bytes, πάνω από το όριο των {limit:,}",
        f"a file of {size:,} bytes, over the limit of {limit:,}",
        "χωρίστε το σε μικρότερα έγγραφα",
        "split it into smaller documents",
    )


def not_a_pdf(what_el: str, what_en: str) -> Problem:
    """A name that ends in ``.pdf`` over bytes that are not one."""
    return unreadable(
        f"αρχείο .pdf που δεν είναι PDF αλλά {what_el}",
        f"a .pdf file that is not a PDF but {what_en}",
        "κατεβάστε το ξανά ή διορθώστε την κατάληξή του",
        "fetch it again or correct its extension",
    )


def other_format(what_el: str, what_en: str) -> Problem:
    """A format that is not read."""
    return unreadable(
        what_el, what_en, "αποθηκεύστε το ως PDF ή απλό κείμενο UTF-8", "save it as PDF or as plain UTF-8 text"
    )


def pdf_in_disguise(suffix: str) -> Problem:
    """A PDF under another extension: read, and said."""
    shown = suffix or "χωρίς κατάληξη"
    return Problem(
        "content_type_mismatch",
        "info",
        f"Το αρχείο ({shown}) είναι στην πραγματικότητα PDF και διαβάστηκε ως PDF.",
        f"The file ({suffix or 'no extension'}) is really a PDF and was read as one.",
    )


def damaged_characters(count: int) -> Problem:
    """Bytes that are no character of the encoding."""
    return low_quality(
        f"{count} χαρακτήρες του αρχείου είναι κατεστραμμένοι.", f"{count} characters of the file are damaged."
    )


def little_greek(share: float, page: int | None = None) -> Problem:
    """Many characters that say little in Greek."""
    return low_quality(
        f"Μόνο το {share:.0%} των λέξεων μοιάζει με ελληνικά· το κείμενο ίσως δεν διαβάστηκε σωστά.",
        f"Only {share:.0%} of the words look Greek; the text may not have been read correctly.",
        page,
    )
