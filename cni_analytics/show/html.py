"""A decision as HTML: what it says, what is wrong with it, and its text with every fact marked.

Static: no scripts, no requests. Every character from the document is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from itertools import takewhile

from cni_analytics.decision import Decision
from cni_analytics.printable import printable
from cni_analytics.show.marks import Mark, Segment, marks, segments
from cni_analytics.show.pictures import Picture
from cni_analytics.show.summary import facts, members, message, quoted_words, title
from cni_analytics.show.words import GROUPS, Language, checked, phrase, value

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""The browser itself then refuses scripts and requests, should a document ever get one past the escaping."""
_WIDE = 300
"""Characters from which a mark is drawn lightly: it holds whole lists or clauses, and other facts inside."""
_WORDS = 160
"""Characters of the words quoted beside a fact; the marked text has them whole."""


def html_fragment(decision: Decision, language: str = "el", *, pictures: Sequence[Picture] = (), level: int = 2) -> str:
    """A decision as a block of HTML for a notebook's output or a page.

    Parameters
    ----------
    decision
        Read or not; one that could not be read says why.
    language
        ``el`` or ``en``: of the labels, not of the document.
    pictures
        Of its pages, drawn with the facts boxed.
    level
        Of its title among the headings of the page: 1 where the page is about nothing else.
    """
    chosen = checked(language)
    on_pages = marks(decision, chosen)
    places = anchors(decision)
    parts = [
        f"<style>{_style()}</style>",
        f'<div class="cni" lang="{chosen}"><h{level} class="cni-title">{_safe(title(decision, chosen))}</h{level}>',
        *_findings(decision, chosen, places, level + 1),
        _heading(phrase("facts", chosen), level + 1),
        *_facts(decision, chosen, places),
        *_members(decision, chosen),
        *_pictures(decision, pictures, on_pages, chosen, level + 1),
        *_text(decision, on_pages, chosen, level + 1),
        f'<p class="cni-soft">{_source(decision, chosen)}</p></div>',
    ]
    return "".join(parts)


def html_page(decision: Decision, language: str = "el", *, pictures: Sequence[Picture] = ()) -> str:
    """A decision as one whole static page; parameters as for ``html_fragment``."""
    chosen = checked(language)
    return (
        f'<!doctype html>\n<html lang="{chosen}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f'<title>{_safe(title(decision, chosen))}</title></head><body class="cni-whole"><main>'
        f"{html_fragment(decision, chosen, pictures=pictures, level=1)}</main></body></html>\n"
    )


def anchors(decision: Decision) -> dict[str, str]:
    """Where on its page each fact is marked: the path of the fact → the ``id`` to link to."""
    found: dict[str, str] = {}
    for k, mark in enumerate(marks(decision, "en")):
        for path in mark.paths:
            found.setdefault(path, _anchor(decision, k))
    return found


def _anchor(decision: Decision, k: int) -> str:
    # With the document in it, so that two decisions can stand on one page.
    return f"cni-{(decision.document.sha256 or '0')[:8]}-{k}"


@cache
def _style() -> str:
    return files(__package__).joinpath("style.css").read_text("utf-8")


def _safe(text: object) -> str:
    return escape(printable(str(text)), quote=True)


def _heading(text: str, level: int) -> str:
    return f'<h{level} class="cni-head">{_safe(text)}</h{level}>'


def _source(decision: Decision, language: Language) -> str:
    sha256 = decision.document.sha256
    digest = f" · sha256 {_safe(sha256[:16])}…" if sha256 else ""
    return f"{_safe(phrase('source', language))}: {_safe(decision.document.name)}{digest}"


def _quotes(spans: Iterable[object], path: str, anchors: dict[str, str]) -> str:
    texts = [quoted_words(span) for span in spans if isinstance(span, dict)]
    shown = [text if len(text) <= _WORDS else f"{text[: _WORDS - 1].rstrip()}…" for text in texts[:3]]
    quoted = " … ".join(f"«{_safe(text)}»" for text in shown)
    target = anchors.get(path)
    return f'<a href="#{target}">{quoted}</a>' if quoted and target else quoted


def _facts(decision: Decision, language: Language, anchors: dict[str, str]) -> Iterator[str]:
    yield f'<table class="cni-facts"><thead><tr>{_heads(("fact", "value", "words"), language)}</tr></thead>'
    note = _safe(phrase("derived_note", language))
    derived = f'<span class="cni-soft" title="{note}">{_safe(value("derived", language))}</span>'
    before = ""
    for fact in facts(decision, language):
        # A name stands once before the rows that share it.
        name = "<td></td>" if fact.name == before else f'<th scope="row">{_safe(fact.name)}</th>'
        before = fact.name
        words = derived if fact.derived else _quotes(fact.spans, fact.path, anchors)
        yield f'<tr>{name}<td>{_safe(fact.text)}</td><td class="cni-q">{words}</td></tr>'
    yield "</table>"


def _heads(keys: Iterable[str], language: Language) -> str:
    return "".join(f'<th scope="col">{_safe(phrase(key, language))}</th>' for key in keys)


def _members(decision: Decision, language: Language) -> Iterator[str]:
    rows = members(decision, language)
    if not rows:
        return
    yield f"<details><summary>{_safe(phrase('members', language))}: {len(rows)}</summary><table><thead><tr>"
    yield f"{_heads(('name', 'role', 'opening', 'at_item'), language)}</tr></thead>"
    for row in rows:
        at_item = "?" if row.at_item is None else row.at_item
        doubt = f" ({phrase('depends', language)})" if row.depends else ""
        cells = (row.name, row.role, row.opening, f"{at_item}{doubt}")
        yield f"<tr>{''.join(f'<td>{_safe(cell)}</td>' for cell in cells)}</tr>"
    yield "</table></details>"


def _findings(decision: Decision, language: Language, anchors: dict[str, str], level: int) -> Iterator[str]:
    if not decision.findings:
        yield f'<p class="cni-soft">{_safe(phrase("no_findings", language))}</p>'
        return
    yield f"{_heading(phrase('findings', language), level)}<ul>"
    for index, finding in enumerate(decision.findings):
        severity = value(finding.get("severity") or "warning", language)
        quoted = _quotes(finding.get("evidence") or (), f"findings[{index}]", anchors)
        yield (
            f'<li class="g-finding"><strong>{_safe(severity)}</strong>: {_safe(message(finding, language))} '
            f'<code>{_safe(finding["code"])}</code> <span class="cni-soft">{quoted}</span></li>'
        )
    yield "</ul>"


def _text(decision: Decision, on_pages: Sequence[Mark], language: Language, level: int) -> Iterator[str]:
    yield _heading(phrase("text", language), level)
    if not any(page.text.strip() for page in decision.pages):
        yield f"<p>{_safe(phrase('unreadable', language))}</p>"
        return
    used = {mark.group for mark in on_pages}
    key = "".join(
        f'<li class="g-{group}"><mark>{_safe(phrase(group, language))}</mark></li>' for group in GROUPS if group in used
    )
    yield f'<ul class="cni-key" aria-label="{_safe(phrase("legend", language))}">{key}</ul>'
    places = {mark: _anchor(decision, k) for k, mark in enumerate(on_pages)}
    for page in decision.pages:
        if len(decision.pages) > 1:
            yield _heading(f"{phrase('page', language)} {page.number}", level + 1)
        body = "".join(_marked(page.text, segments(page, on_pages), places))
        yield f'<div class="cni-text" lang="el">{body.strip()}</div>'


def _marked(text: str, cut: Iterable[Segment], places: Mapping[Mark, str]) -> Iterator[str]:
    """Text with each fact in an element of its own, so that a link lands on all of its words.

    Labels are drawn by the style sheet and are no part of the text: searching and copying find what the document says.
    """
    opened: tuple[Mark, ...] = ()
    for segment in cut:
        # Where two facts overlap without one holding the other, HTML has to close the inner one and open it again.
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] is pair[1], zip(opened, segment.marks, strict=False)))
        yield "</span>" * (len(opened) - shared)
        for mark in segment.marks[shared:]:
            place = f' id="{places[mark]}"' if mark.start == segment.start else ""
            yield f'<span{place} class="cni-f g-{mark.group}">'
        yield _drawn(_safe(text[segment.start : segment.end]), segment)
        opened = segment.marks
    yield "</span>" * len(opened)


def _drawn(words: str, segment: Segment) -> str:
    if not segment.marks:
        return words
    innermost = segment.marks[-1]
    wide = " cni-wide" if innermost.end - innermost.start > _WIDE else ""
    told = _safe(" · ".join(name for mark in segment.marks for name in mark.labels))
    labels = "".join(
        f'<i class="cni-l g-{mark.group}" data-l="{_safe("; ".join(mark.labels))}"></i>'
        for mark in reversed(segment.marks)
        if mark.end == segment.end
    )
    marked = f'<mark class="g-{innermost.group}{wide}" title="{told}">{words}</mark>' if words.strip() else words
    return f"{marked}{labels}"


def _pictures(
    decision: Decision, pictures: Sequence[Picture], on_pages: Sequence[Mark], language: Language, level: int
) -> Iterator[str]:
    if not pictures:
        return
    yield _heading(phrase("pictures", language), level)
    if len(pictures) < len(decision.pages):
        note = phrase("pages_left_out", language).format(shown=len(pictures), pages=len(decision.pages))
        yield f'<p class="cni-soft">{_safe(note)}</p>'
    for picture in pictures:
        yield picture.svg(on_pages, f"{phrase('page', language)} {picture.page.number}")
