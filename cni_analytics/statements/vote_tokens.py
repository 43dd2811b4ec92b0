"""The words of one sentence about a vote: which choice, how many, in the order of the page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import regex

from cni_analytics.statements.lexicon import lexicon
from cni_analytics.statements.lines import line_start
from cni_analytics.statements.numerals import Number, counts
from cni_analytics.statements.types import Choice, Span
from cni_analytics.statements.zones import patterns


@cache
def _wording(value: str) -> regex.Pattern[str]:
    """The one wording of ``lexicon/vote_counts.csv`` with a value."""
    (pattern,) = patterns("vote_counts", value)
    return pattern


@dataclass(frozen=True, slots=True)
class ChoiceWord:
    """A word that says how somebody voted, and the figure that goes with it, where there is one."""

    choice: Choice
    start: int
    end: int
    count: Number | None = None
    about: str = ""
    """What was voted on, folded («της πρότασης του Προέδρου»), where it follows the word."""
    proposal: bool = False
    """Whether it is said of a proposal, which may stand against another one."""

    @property
    def past_about(self) -> int:
        """Where what was voted on ends, or the word itself."""
        return self.end + (1 + len(self.about) if self.about else 0)

    @property
    def past_count(self) -> int:
        """Where the figure that follows the word ends, or what was voted on, or the word itself."""
        past = self.past_about
        return max(past, self.count.end) if self.count is not None and self.count.start >= self.end else past


def choice_words(fold: str, sentence: Span) -> list[ChoiceWord]:
    """Every choice named in a sentence, in order, none overlapping, each with its figure."""
    found: list[tuple[int, int, Choice]] = []
    for wording in lexicon("choices"):
        choice: Choice = wording.value  # type: ignore[assignment]
        for m in wording.pattern.finditer(fold, sentence.start, sentence.end):
            if not any(a < m.end() and m.start() < b for a, b, _ in found):
                found.append((m.start(), m.end(), choice))
    found.sort()
    return _with_counts(fold, sentence, found)


def voters_for(fold: str, sentence: Span) -> Number | None:
    """How many voted for, where that is said of the members themselves («των τριών (3) μελών που ψήφισαν υπέρ»)."""
    return _figure("voters_for", fold, sentence)


def total(fold: str, sentence: Span) -> Number | None:
    """How many took part («επί είκοσι επτά (27) παρόντων»), where the sentence says so."""
    return _figure("total", fold, sentence)


def _figure(value: str, fold: str, sentence: Span) -> Number | None:
    found = (p.search(fold, sentence.start, sentence.end) for p in patterns("vote_counts", value))
    first = min((m for m in found if m is not None), key=lambda m: m.start(), default=None)
    return None if first is None else next(counts(fold, *first.span("n")), None)


def pair(fold: str, sentence: Span) -> tuple[Number, Number] | None:
    """How many for and how many against, where a majority is counted so («κατά πλειοψηφία 10-2»)."""
    if _wording("not_a_pair").search(fold, sentence.start, sentence.end):
        return None
    m = _wording("pair").search(fold, sentence.start, sentence.end)
    if m is None:
        return None
    figures = [next(counts(fold, *m.span(side)), None) for side in ("for", "against")]
    return None if figures[0] is None or figures[1] is None else (figures[0], figures[1])


def _with_counts(fold: str, sentence: Span, found: list[tuple[int, int, Choice]]) -> list[ChoiceWord]:
    totals = (m for p in patterns("vote_counts", "total") for m in p.finditer(fold, sentence.start, sentence.end))
    masked = {n.start for m in totals for n in counts(fold, *m.span("n"))}
    numbers = [
        n
        for n in counts(fold, sentence.start, sentence.end)
        if n.start not in masked and n.value < 200 and not _numbers_a_name(fold, n)
    ]
    nobody = _wording("nobody").finditer(fold, sentence.start, sentence.end)
    numbers += [Number(0, m.start(), m.end(), 0, None) for m in nobody]
    numbers.sort(key=lambda n: n.start)
    words: list[ChoiceWord] = []
    used: set[int] = set()
    table = False
    """Whether figures follow their labels («ΥΠΕΡ 16 ΚΑΤΑ 3»), so that the one before a label is another's."""
    for i, (start, end, choice) in enumerate(found):
        left = found[i - 1][1] if i else sentence.start
        right = found[i + 1][0] if i + 1 < len(found) else sentence.end
        about = _wording("about").match(fold, end, right)
        after_at = about.end() if about else end
        before = next(
            (n for n in reversed(numbers) if left <= n.start and n.end <= start and n.start not in used
             and _wording("before").fullmatch(fold, n.end, start)),
            None,
        )  # fmt: skip
        after = next(
            (n for n in numbers if after_at <= n.start and n.end <= right and n.start not in used
             and _wording("after").fullmatch(fold, after_at, n.start)),
            None,
        )  # fmt: skip
        # «10 έναντι 2»: the figure before is the other side's.
        number = after if fold.startswith("εναντι", start) else before or after
        if before is not None and after is not None and "\n" in fold[before.end : start] + fold[after_at : after.start]:
            # Of two figures the one on the word's own line: «Ψήφισαν 23» stands above «ΥΠΕΡ 20».
            number = after if "\n" in fold[before.end : start] else before
        if after is not None and _wording("labelled").fullmatch(fold, after_at, after.start):
            number = after if table or ":" in fold[after_at : after.start] else number
            table = table or number is after
        if number is not None:
            used.add(number.start)
        told = about[0][1:] if about else ""
        proposal = _wording("proposal").search(told or fold[start:end]) is not None
        words.append(ChoiceWord(choice, start, end, number, told, proposal))
    return words


def _numbers_a_name(fold: str, number: Number) -> bool:
    """«1) Δρόσος 2) Ζήσης» counts nothing; «ΑΠΟΧΗ 1. Κατά ψήφισαν» does."""
    opened = fold[max(0, number.start - 1) : number.start] in ("(", "[")
    m = _wording("list_number").match(fold, number.end)
    if m is None or number.words is not None or opened:
        return False
    return m[0][0] == ")" or not fold[line_start(fold, number.start) : number.start].strip()


def rivals(sentences: list[list[ChoiceWord]]) -> list[list[ChoiceWord]]:
    """Proposals put against each other in one vote: votes for one that lost are votes against the decision."""
    proposals = [w for words in sentences for w in words if w.choice == "for" and w.count is not None and w.proposal]
    if len(proposals) < 2:
        return sentences
    won = max(proposals, key=lambda w: w.count.value if w.count else 0)
    lost = [w for w in proposals if w is not won]
    return [[replace(w, choice="against") if w in lost else w for w in words] for words in sentences]
