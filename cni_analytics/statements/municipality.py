"""Which municipality: its name in the genitive, in ordinary case with the accents the page itself prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import regex

from cni_analytics.statements.outline import Outline
from cni_analytics.statements.types import Span, Stated
from cni_analytics.text.reading import Reading, fold

_NAME_WORD = r"\p{Lu}[\p{L}'’΄.]*"
_AND = r"(?:και[^\S\n]|ΚΑΙ[^\S\n])?"
_NAME = rf"{_NAME_WORD}(?:(?:\s?\p{{Pd}}\s?|[^\S\n]{{1,2}}{_AND})(?:{_NAME_WORD})){{0,4}}"
_LINE_END = r"[^\S\n]?\n[^\S\n]{0,3}(?=\p{Lu}\p{Ll})"
_WRAPPED_NAME = rf"{_NAME_WORD}(?:(?:\s?\p{{Pd}}\s?|[^\S\n]{{1,2}}{_AND}|{_LINE_END})(?:{_NAME_WORD})){{0,4}}"
_HEADING = regex.compile(
    r"(?:^|(?<=[^\S\n]{3})|(?<=\f)|(?<=ΔΗΜΟΚΡΑΤΙΑ[^\S\n]{1,2}|\s\p{Pd}\s))[^\S\n]*(?:[OΟ][^\S\n])?"
    rf"(?:ΔΗΜΟΣ|Δ[ήη]μος|ΔΉΜΟΣ)(?:[^\S\n]*:?[^\S\n]{{1,3}}|[^\S\n]*:?[^\S\n]*\n[^\S\n]*)(?P<name>{_NAME})",
    regex.MULTILINE,
)
_MENTION = regex.compile(
    r"(?:Δ[ήη]μ(?:ου|ος|ο|ων)|Δημοτικ[όοό](?:[ύυ])?\s+Συμβο[ύυ]λ[ίι]ου?|"
    rf"(?:Δημοτικ[ήη]ς|Οικονομικ[ήη]ς)\s+Επιτροπ[ήη]ς|Δ\.\s?Σ\.)\s+(?P<name>{_WRAPPED_NAME})"
)
_CAPITAL_MENTION = regex.compile(
    rf"(?:ΔΗΜΟΥ|ΔΗΜΟΤΙΚΟΥ\s+ΣΥΜΒΟΥΛΙΟΥ|ΔΗΜΟΤΙΚΟ\s+ΣΥΜΒΟΥΛΙΟ)\s+(?!ΤΟΥ\b|ΔΗΜΟΥ\b|ΚΑΙ\b|ΣΕ\b|ΣΤ|ΥΣΤΕΡΑ\b|ΜΕ\b)(?P<name>{_NAME})"
)
_NOT_A_NAME = regex.compile(
    r"(?:αναρτητ|αποσπ|αποφ|ακριβ|αδα|αριθ|αρ\.|δημ|διευθ|τμημ|γραφ|νεων|κατα|στ|την?|του|και|κ\.|κκ|που|εχ|για|σε|με|νομ|περιφ|"
    r"συμβουλ|επιτροπ|προεδρ|θεμα|ταχ|τηλ|πληρ|συνηλθ|συνεδρ|ελλην|ορθη|υστερα|μετα|απο|η|ο|οι|το|τα)$|.*\d"
)


def _trim(name: str) -> str:
    """Drop words after the name that cannot belong to one («ΑΝΑΡΤΗΤΕΑ», «Γραφείο»)."""
    words = name.replace("\n", " ").split()
    kept: list[str] = []
    for word in words:
        folded = fold(word).strip(".,'΄")
        if kept and regex.match(
            r"(?:αρ$|ν$|πρωτ|αναρτ|αποσπ|αποφ|ακριβ|αδα$|αριθ|διευθ|τμημ|γραφ|ταχ|τηλ|πληρ|δημο|νομ|περιφ|ελλην|θεμα|ορθη)",
            folded,
        ):
            break
        kept.append(word)
    while kept and kept[-1] in ("-", "–", "—", "και", "ΚΑΙ"):
        kept.pop()
    return " ".join(kept).rstrip(".,")


def _is_name(name: str) -> bool:
    first = fold(name.split()[0]).strip(".,") if name.split() else ""
    return len(first) > 1 and not _NOT_A_NAME.match(first)


def _key(name: str) -> str:
    return regex.sub(r"\s*-\s*", "-", " ".join(fold(name).split()))


def read_municipality(reading: Reading, outline: Outline) -> Stated[str] | None:
    """The municipality whose body took this decision.

    The heading «ΔΗΜΟΣ …» says which; the spelling is the one the running text prints in ordinary case,
    and where there is none, the heading's in title case without invented accents.
    """
    text = reading.text
    end = max(outline.opening.end, outline.header.end)
    heading = next((m for m in _HEADING.finditer(text, 0, end) if _is_name(_trim(m["name"]))), None)
    mentions = [
        (name, Span(m.start("name"), m.start("name") + len(m["name"])))
        for m in _MENTION.finditer(text)
        if (name := _trim(m["name"])) and _is_name(name) and not name.isupper()
    ]
    if heading is not None:
        name = _trim(heading["name"])
        span = Span(heading.start("name"), heading.start("name") + len(heading["name"].rstrip()))
        if not name.isupper():
            return Stated(name, span)
        spelled = Counter(spelled for m, _ in mentions if (spelled := _spelling(name, m)) is not None)
        if not spelled:
            spelled = Counter(_elsewhere(text, reading.fold, name))
        return Stated(spelled.most_common(1)[0][0] if spelled else title_case(name), span)
    near = [(n, s) for n, s in mentions if s.start < end]
    if near:
        return Stated(near[0][0], near[0][1])
    capital = next((m for m in _CAPITAL_MENTION.finditer(text, 0, end) if _is_name(_trim(m["name"]))), None)
    if capital is None:
        return None
    return Stated(title_case(_trim(capital["name"])), Span(*capital.span("name")))


def _spelling(heading: str, mention: str) -> str | None:
    """The start of a mention that spells the heading's name, if it does."""
    wanted = _key(heading)
    words = mention.split()
    for n in range(1, len(words) + 1):
        candidate = " ".join(words[:n]).rstrip(".,")
        if _key(candidate) == wanted:
            return candidate
    return None


def _elsewhere(text: str, folded: str, name: str) -> Iterator[str]:
    """The same words in ordinary case anywhere on the page («Γυμναστηρίου Νέας Ακτής»)."""
    words = r"(?:\s*-\s*|\s+)".join(regex.escape(w) for w in regex.split(r"\s*-\s*|\s+", fold(name)))
    for m in regex.finditer(rf"(?<!\w){words}(?!\w)", folded):
        printed = " ".join(text[m.start() : m.end()].split())
        if not printed.isupper() and all(w[0].isupper() for w in printed.split() if w[0].isalpha()):
            yield printed


def title_case(name: str) -> str:
    """Capitals in ordinary case, final sigma put right, no accent invented.

    >>> title_case("ΑΓΙΩΝ ΘΕΟΔΩΡΩΝ - ΝΕΑΣ ΑΚΤΗΣ")
    'Αγιων Θεοδωρων - Νεας Ακτης'
    """

    def word(m: regex.Match[str]) -> str:
        lowered = m[0].lower()
        return lowered if lowered == "και" else m[0][0] + regex.sub(r"σ$", "ς", lowered[1:])

    return regex.sub(r"\p{L}+", word, name)
