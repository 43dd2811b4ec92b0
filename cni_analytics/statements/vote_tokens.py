"""The words of one sentence about a vote: which choice, how many, in the order of the page."""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from cni_analytics.statements.lexicon import lexicon
from cni_analytics.statements.numerals import COUNT, Number, counts
from cni_analytics.statements.types import Choice, Span

_TOTAL = regex.compile(
    rf"(?<!\w)(?:επι|σε|εκ)\s+(?:(?:συνολου|συνολο|των)\s+)?(?:\w+\s+){{0,4}}?(?P<n>{COUNT})\s+(?:\w+\s+){{0,2}}?(?:παροντ|ψηφισαντ|ψηφ|μελων|συμβουλων|δημοτικων)\w*"
    rf"|(?:παροντ\w+|ψηφισαντ\w+|συνολο\s+ψηφων)\s*:?\s*(?P<n>{COUNT})(?=[\s,:·]*(?:υπερ|κατα|,|$))"
    rf"|των\s+(?P<n>{COUNT})\s+(?:μελων|παροντων|συμβουλων|δημοτικων)(?=[^.]{{0,60}}(?:παροντ|ψηφισ))"
)
_NOBODY = regex.compile(r"\b(?:κανεισ|κανενασ|καμια|καμμια|κανενα|ουδεισ|ουδεμια|μηδεν)\b")
_BEFORE_GLUE = regex.compile(
    r"[\s(\"]{0,4}(?:(?:ψηφ\w+|μελη|συμβουλοι|δημοτικοι|συμβουλων|των|οι|σε|με|ηταν|εδωσαν|δηλωσ\w+|ψηφισ\w+|τουσ?)[\s\"]{1,3}){0,3}[\s\"(]{0,2}"
)
_AFTER_GLUE = regex.compile(
    r"(?:[\s\"]{0,3}(?:[:=]|\.{3,60})[^\S\n]{0,60}|[\s\"):=,-]{0,5})(?:(?:ψηφ\w+|ψηφισ\w+|δηλωσ\w+|υπηρξ\w+|δοθηκ\w+|τασσ\w+|ταχθηκ\w+|εκφρασ\w+|οι|τα|τησ|του|των|εισηγησησ|προτασησ|θεματοσ|μελη|συμβουλοι|δημοτικοι|σε|ηταν|συνολικα|σχεδιου|αποφασησ|παρουσα|παρων)[\s\":(=]{1,3}){0,6}\(?\s?"
)
_LABELLED = regex.compile(r"[^\S\n]*+[:=]?[^\S\n]*+\(?")


@dataclass(frozen=True, slots=True)
class ChoiceWord:
    """A word that says how somebody voted, and the figure that goes with it, where there is one."""

    choice: Choice
    start: int
    end: int
    count: Number | None = None
    about: str = ""
    """What was voted on, folded («της πρότασης του Προέδρου»), where it follows the word."""

    @property
    def past_about(self) -> int:
        """Where what was voted on ends, or the word itself."""
        return self.end + (1 + len(self.about) if self.about else 0)

    @property
    def past_count(self) -> int:
        """Where the figure that follows the word ends, or what was voted on, or the word itself."""
        past = self.past_about
        return max(past, self.count.end) if self.count is not None and self.count.start >= self.end else past


_ABOUT = regex.compile(
    r"\s+(?P<about>(?:του|τησ|των)\s+(?!κ\.|κκ)(?:[\w]+\s+){0,3}?(?:εισηγησησ|προτασησ|πινακα|σκελουσ|εσοδων|εξοδων|δαπανων|υπολοιπων|λοιπων|υπολοιπου|αρθρου|παραγραφου|κωδικου|ενοτητασ|σημειου|θεματοσ|σχεδιου|αποφασησ|αποφασεωσ|χορηγησησ|αναβολησ|προυπολογισμου)"
    r"(?:\s+(?:του|τησ|των)\s+[\w.]+(?:\s+[\w.]+){0,3}?(?=[\s,]+(?:ψηφισ|και|,|\d|οι|ο\b|η\b)))?(?:\s+(?:εσοδων|εξοδων|δαπανων|\d{1,3}\w{0,2}))?)"
)


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


_EVERYBODY_WHO = regex.compile(
    rf"(?P<n>{COUNT})\s+(?:(?:παροντων|μελων|μελη|συμβουλων|δημοτικων|συμβουλοι)\s+){{1,3}}που\s+(?:ηταν\s+παρ\w+\s+και\s+)?"
    r"(?:ψηφισαν\s+υπερ|υπερψηφισαν)(?!\w)"
)


def voters_for(fold: str, sentence: Span) -> Number | None:
    """How many voted for, where that is said of the members themselves («των τριών (3) μελών που ψήφισαν υπέρ»)."""
    m = _EVERYBODY_WHO.search(fold, sentence.start, sentence.end)
    return None if m is None else next(counts(fold, *m.span("n")), None)


def total(fold: str, sentence: Span) -> Number | None:
    """How many took part («επί είκοσι επτά (27) παρόντων»), where the sentence says so."""
    m = _TOTAL.search(fold, sentence.start, sentence.end)
    return None if m is None else next(counts(fold, *m.span("n")), None)


def _with_counts(fold: str, sentence: Span, found: list[tuple[int, int, Choice]]) -> list[ChoiceWord]:
    masked = {n.start for m in _TOTAL.finditer(fold, sentence.start, sentence.end) for n in counts(fold, *m.span("n"))}
    numbers = [n for n in counts(fold, sentence.start, sentence.end) if n.start not in masked and n.value < 200]
    numbers += [Number(0, m.start(), m.end(), 0, None) for m in _NOBODY.finditer(fold, sentence.start, sentence.end)]
    numbers.sort(key=lambda n: n.start)
    words: list[ChoiceWord] = []
    used: set[int] = set()
    table = False
    """Whether figures follow their labels («ΥΠΕΡ 16 ΚΑΤΑ 3»), so that the one before a label is another's."""
    for i, (start, end, choice) in enumerate(found):
        left = found[i - 1][1] if i else sentence.start
        right = found[i + 1][0] if i + 1 < len(found) else sentence.end
        about = _ABOUT.match(fold, end, right)
        after_at = about.end() if about else end
        before = next(
            (n for n in reversed(numbers) if left <= n.start and n.end <= start and n.start not in used
             and _BEFORE_GLUE.fullmatch(fold, n.end, start)),
            None,
        )  # fmt: skip
        after = next(
            (n for n in numbers if after_at <= n.start and n.end <= right and n.start not in used
             and _AFTER_GLUE.fullmatch(fold, after_at, n.start)),
            None,
        )  # fmt: skip
        # «10 έναντι 2»: the figure before is the other side's.
        number = after if fold.startswith("εναντι", start) else before or after
        if after is not None and _LABELLED.fullmatch(fold, after_at, after.start):
            number = after if table or ":" in fold[after_at : after.start] else number
            table = table or number is after
        if number is not None:
            used.add(number.start)
        words.append(ChoiceWord(choice, start, end, number, about[0][1:] if about else ""))
    return _rivals(words)


def _rivals(words: list[ChoiceWord]) -> list[ChoiceWord]:
    """Two proposals put against each other: votes for the one that lost are votes against the decision."""
    proposals = [w for w in words if w.choice == "for" and w.count is not None and "προτασ" in w.about]
    if len(proposals) < 2:
        return words
    won = max(proposals, key=lambda w: w.count.value if w.count else 0)
    return [replace(w, choice="against") if w in proposals and w is not won else w for w in words]
