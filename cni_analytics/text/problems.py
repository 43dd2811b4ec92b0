"""What is wrong with a file, said in Greek and English: what was expected, what was found, what to do."""

from __future__ import annotations

from cni_analytics.text.document import Document, MediaType, Problem
from cni_analytics.text.limits import Limits

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


def no_pages() -> Problem:
    """A PDF with no page."""
    return unreadable(
        "PDF χωρίς σελίδες",
        "a PDF without pages",
        "κατεβάστε ξανά το έγγραφο από την πηγή του",
        "fetch the document from its source again",
    )


def too_many_pages(pages: int, limit: int) -> Problem:
    """Over the limit on pages."""
    return unreadable(
        f"PDF {pages:,} σελίδων, πάνω από το όριο των {limit:,}",
        f"a PDF of {pages:,} pages, over the limit of {limit:,}",
        "χωρίστε το σε μία απόφαση ανά αρχείο",
        "split it into one decision a file",
    )


def too_many_characters(limit: int) -> Problem:
    """Over the limit on characters."""
    return unreadable(
        f"PDF με πάνω από {limit:,} χαρακτήρες",
        f"a PDF of more than {limit:,} characters",
        "χωρίστε το σε μία απόφαση ανά αρχείο",
        "split it into one decision a file",
    )


def no_text() -> Problem:
    """Pages, but no words on any of them."""
    return unreadable(
        "σελίδες χωρίς αναγνώσιμο κείμενο",
        "pages without text that can be read",
        "αναζητήστε καλύτερο αντίγραφο",
        "look for a better copy",
    )


def pdf_failed(kind: str, reason: str, limits: Limits) -> Problem:
    """The process that opens PDFs gave up; ``kind`` as ``process.WorkerError`` has it."""
    again = ("αναζητήστε άλλο αντίγραφο", "look for another copy")
    if kind == "time":
        return unreadable(
            f"PDF που χρειάζεται πάνω από {limits.seconds:g} δευτερόλεπτα",
            f"a PDF that takes more than {limits.seconds:g} seconds",
            *again,
        )
    if kind == "memory":
        return unreadable(
            f"PDF που χρειάζεται πάνω από {limits.memory_bytes >> 20:,} MB μνήμης",
            f"a PDF that takes more than {limits.memory_bytes >> 20:,} MB of memory",
            *again,
        )
    if "assword" in reason:
        return unreadable(
            "PDF κλειδωμένο με κωδικό",
            "a PDF locked with a password",
            "αποθηκεύστε αντίγραφο χωρίς κωδικό",
            "save a copy without the password",
        )
    if kind == "crash":
        return unreadable("PDF που ρίχνει τον αναγνώστη", "a PDF that brings the reader down", *again)
    return unreadable("κατεστραμμένο PDF", f"a broken PDF ({reason.strip(' .') or kind})", *again)


def page_failed(number: int, reason: str) -> Problem:
    """One page could not be read; the others were."""
    if reason == "page_size":
        return low_quality(
            f"Η σελίδα {number} έχει μέγεθος έξω από τα όρια και δεν διαβάστηκε.",
            f"Page {number} has a size outside the limits and was not read.",
            number,
        )
    return low_quality(f"Η σελίδα {number} δεν διαβάστηκε.", f"Page {number} was not read ({reason}).", number)


def page_too_dense(number: int, limit: int) -> Problem:
    """More characters on a page than the limit."""
    return low_quality(
        f"Η σελίδα {number} έχει πάνω από {limit:,} χαρακτήρες· διαβάστηκαν οι πρώτοι.",
        f"Page {number} has more than {limit:,} characters; the first were read.",
        number,
    )


def _listed(pages: list[int]) -> str:
    shown = ", ".join(map(str, pages[:10]))
    return f"{shown}, …" if len(pages) > 10 else shown


def ocr_missing(what: str, pages: list[int], *, whole: bool) -> Problem:
    """Pages that are pictures and nothing to read them with.

    ``what`` is ``tesseract`` or ``language``; ``whole`` where no page of the document has text.
    """
    lacking = {
        "tesseract": ("λείπει το Tesseract", "Tesseract is not installed"),
        "language": ("λείπουν τα ελληνικά του Tesseract", "Tesseract's Greek data is not installed"),
    }[what]
    one = len(pages) == 1
    subject_el = f"Η σελίδα {pages[0]} είναι εικόνα" if one else f"Οι σελίδες {_listed(pages)} είναι εικόνες"
    subject_en = f"Page {pages[0]} is a picture" if one else f"Pages {_listed(pages)} are pictures"
    return Problem(
        "unreadable_document" if whole else "low_text_quality",
        "error" if whole else "warning",
        f"{subject_el} και {lacking[0]}· εγκαταστήστε το (Debian/Ubuntu: apt-get install tesseract-ocr "
        "tesseract-ocr-ell) και ξαναδιαβάστε το έγγραφο.",
        f"{subject_en} and {lacking[1]}; install it (Debian/Ubuntu: apt-get install tesseract-ocr "
        "tesseract-ocr-ell) and read the document again.",
        None if whole else pages[0],
    )


def too_many_pictures(pages: int, limit: int) -> Problem:
    """More scanned pages than the limit; the first were read."""
    return low_quality(
        f"Από τις {pages:,} σελίδες που είναι εικόνες διαβάστηκαν οι πρώτες {limit:,}.",
        f"Of {pages:,} pages that are pictures the first {limit:,} were read.",
    )


def ocr_failed(number: int, reason: str) -> Problem:
    """Tesseract gave up on a page."""
    return low_quality(
        f"Η οπτική αναγνώριση της σελίδας {number} απέτυχε.",
        f"Optical recognition of page {number} failed ({reason}).",
        number,
    )


def ocr_useless(number: int) -> Problem:
    """Something was recognised, but it is not Greek text."""
    return low_quality(
        f"Η σελίδα {number} είναι εικόνα που δεν διαβάζεται.",
        f"Page {number} is a picture that cannot be read.",
        number,
    )


def ocr_read(number: int, confidence: float, doubtful: float) -> Problem:
    """A page read by OCR: its words may be inexact, and more so where its confidence is low."""
    return Problem(
        "low_text_quality",
        "warning" if confidence < doubtful else "info",
        f"Η σελίδα {number} διαβάστηκε με οπτική αναγνώριση (μέση βεβαιότητα {confidence:.0f} %)· "
        "ονόματα και αριθμοί μπορεί να έχουν λάθη.",
        f"Page {number} was read by optical recognition (mean confidence {confidence:.0f} %); "
        "names and figures may be inexact.",
        number,
    )
