"""Who a sentence about coming and going speaks of, within the roll call."""

from __future__ import annotations

from dataclasses import replace

import regex

from cni_analytics.statements.given_names import is_given_name
from cni_analytics.statements.movement_clauses import People
from cni_analytics.statements.name_lists import pieces_of_flow, take
from cni_analytics.statements.name_parts import PrintedName
from cni_analytics.statements.name_words import ARTICLE_BEFORE, find_name, never_in_names, patterns
from cni_analytics.statements.names import HONORIFIC, Roster
from cni_analytics.statements.types import Role, RollCall, Span
from cni_analytics.text.reading import Reading, fold

_WORD = regex.compile(r"(?<![\p{L}/])\p{Lu}[\p{L}'’]{2,}")
_GROUP = regex.compile(
    r"(?<!\p{L})(?:ολ(?:οι|α)\s+)?(?:οι\s+(?:δημοτικοι\s+)?συμβουλοι|τα\s+μελη|η\s+παραταξη)\s+(?:τησ|του|των|\"|«)[^.,;\n]{2,60}?(?=\s+(?:αποχωρησ|κατα|μετα|πριν|στο)|[.,;\n]|$)"
    r"|(?<!\p{L})ολ(?:οι|α)\s+(?:(?:οι|τα)\s+(?:δημοτικοι\s+)?(?:συμβουλοι|μελη)\s+|οι\s+υπολοιποι\s+)?"
    r"(?:πλην|εκτοσ)\s[^.,;\n]{2,60}"
)
_HONOURED = regex.compile(r"(?<!\p{L})(?:κ\.\s?κ?\.?|κα|κοσ|κου|κασ|κυρι\p{L}{1,3})\s*$")
_GUEST = regex.compile(
    r"(?<!\p{L})(?:εκπροσωπ|υπαλληλ|διευθυντ|προισταμεν|δημοτη|κατοικ|μηχανικ|δικηγορ|δημοσιογραφ|μελετητ|συλλογου)\p{L}*"
)
_EXCEPTED = regex.compile(
    r"(?<!\p{L})(?:πλην|εκτοσ|εξαιρεσει|εξαιρουμεν\p{L}{1,3})\s+(?:απο\s+)?"
    r"(?:του|τησ|των|τον|την|τουσ)(?!\p{L})"
)
"""«… όλοι πλην του Προέδρου»: who stands after it did not."""
_QUOTES = ("«", '"', "“")
_MAYOR = regex.compile(r"(?<!\p{L})δημαρχ(?:οσ|ου|ο)(?!\p{L})")
_COUNCILLOR = regex.compile(r"συμβουλ(?:οι|ουσ|ων|οσ|ου|ο)(?!\p{L})|μελ(?:ο|η|ω)|κ\.\s?κ\.")
_SUBORDINATE = regex.compile(
    r"(?<!\p{L})(?:οτι|πωσ|αφου|που|οποι\p{L}{1,3}|διοτι|γιατι|επειδη|ωστε|οταν|ενω|προκειμενου|για|να)(?!\p{L})"
)
_OFFICE: tuple[tuple[Role, regex.Pattern[str]], ...] = (
    ("vice_president", regex.compile(r"(?<!\p{L})(?:ο|η|του|τησ|τον|την) αντιπροεδρ(?:οσ|ου|ο)(?!\p{L})")),
    (
        "president",
        regex.compile(
            r"(?<!\p{L})(?:ο|η|του|τησ|τον|την) προεδρ(?:οσ|ου|ο)(?!\p{L})(?! (?:τησ|των) \p{L}* ?(?:κοινοτ|παραταξ))"
        ),
    ),
    ("secretary", regex.compile(r"(?<!\p{L})(?:ο|η|του|τησ|τον|την) γραμματε(?:ασ|α|ωσ)(?!\p{L})")),
)


class Crowd:
    """The people of one session.

    Names resolve within the roll call. The mayor of a council and people without a seat are passed over;
    so is, where ``known_only`` is asked for, everybody the roll call does not know.
    """

    def __init__(self, reading: Reading, roll_call: RollCall) -> None:
        self.reading, self.roll_call = reading, roll_call
        self.roster = Roster.of(m.name for m in roll_call.members)
        mayor = roll_call.mayor
        self.mayor = Roster.of([mayor.name] if mayor is not None and mayor.name and not mayor.presides else [])
        self._listed = sorted(m.span for m in roll_call.members)

    def after_lists(self, sentence: Span) -> int:
        """Where a sentence begins once the names of the roll call's own lists are left out."""
        inside = [s.end for s in self._listed if sentence.start <= s.start < sentence.end]
        return max(inside, default=sentence.start)

    def known(self, person: PrintedName) -> bool:
        """Whether the roll call has somebody, or several people, of this name."""
        return bool(self.roster.resolve(person.name, article=person.article).candidates)

    def is_mayor(self, person: PrintedName) -> bool:
        """Whether the name is the mayor's and no member's."""
        return bool(self.mayor.resolve(person.name).candidates) and not self.known(person)

    def between(self, start: int, end: int, *, known_only: bool) -> list[People]:
        """The people named in a stretch between two other elements of a sentence."""
        found: list[People] = []
        at = since = start
        while (begin := self._first(at, end)) is not None:
            before = self.reading.fold[since:begin]
            # A further run of names in the same stretch must be introduced as one: «… και ο κ. Δ».
            if found and not HONORIFIC.search(self.reading.text, max(at, begin - 8), begin):
                at = begin + 1
                continue
            names = take(list(pieces_of_flow(self.reading, begin, end)), begin, flow=True, surnames=True)
            stop = max(names.end, begin + 1)
            if names.names:
                before = self.reading.fold[since : max(begin, names.names[0].span.start)]
                since = stop
            people = tuple(
                _with_article(name, before if i == 0 else "")
                for i, name in enumerate(names.names)
                if self._belongs(name, before, known_only=known_only)
            )
            if people:
                if found and not _other_verb(self.reading.fold[found[-1].span.end : begin]):
                    found[-1] = People((*found[-1].names, *people), Span(found[-1].span.start, stop))
                else:
                    found.append(People(people, Span(begin, stop)))
            at = stop
        if not found and (office := self._office(start, end)) is not None:
            found.append(office)
        return found

    def _first(self, start: int, end: int) -> int | None:
        """Where the first name begins: a whole one, or a surname the roll call knows."""
        whole = find_name(self.reading, start, end)
        for m in _WORD.finditer(self.reading.text, start, whole if whole is not None else end):
            if not never_in_names(fold(m[0]), first=True) and self.roster.has_surname(m[0]):
                return m.start()
        return whole

    def _belongs(self, name: PrintedName, before: str, *, known_only: bool) -> bool:
        if _EXCEPTED.search(before) or self.reading.text[max(0, name.span.start - 1) : name.span.start] in _QUOTES:
            return False
        if self.known(name):
            return True
        if known_only or {"official", "community_president", "mayor"} & set(name.offices) or self.is_mayor(name):
            return False
        if any(never_in_names(word, first=False) for word in fold(name.name).split()):
            return False
        if name.name.isupper() and not _introduced(
            name, self.reading.fold[max(0, name.span.start - 8) : name.span.start]
        ):
            # In a text in capitals any two words look like a name: «ΛΟΓΩ ΚΩΛΥΜΑΤΟΣ».
            return False
        mayor = _MAYOR.search(before)
        councillors = _COUNCILLOR.search(before, mayor.end() if mayor else 0)
        guest = any(value in ("official", "community_president") and p.search(before) for value, p in patterns("roles"))
        guest = guest or _GUEST.search(before) is not None
        return not ((mayor or guest) and not councillors)

    def _office(self, start: int, end: int) -> People | None:
        """A member named by the office alone: «αποχώρησε η Πρόεδρος»."""
        for role, pattern in _OFFICE:
            m = pattern.search(self.reading.fold, start, end)
            if m is None or not self._stands_alone(m, start, end):
                continue
            holders = [x for x in self.roll_call.members if x.role == role]
            if len(holders) == 1:
                span = Span(m.start(), m.end())
                return People((PrintedName(holders[0].name, span),), span)
        return None

    def _stands_alone(self, m: regex.Match[str], start: int, end: int) -> bool:
        """Whether nothing parts an office from the verb: «Ο Πρόεδρος είπε ότι συνδέθηκαν 14» is about others."""
        fold = self.reading.fold
        if _EXCEPTED.search(fold, start, m.start() + 4):
            return False
        follows = not fold[start : m.start()].strip() and fold[max(0, start - 1) : start].isalpha()
        return follows or _SUBORDINATE.search(fold, m.end(), end) is None

    def group(self, sentence: Span) -> list[People]:
        """Members named only as a group («οι σύμβουλοι της μειοψηφίας»), whom the roll call cannot tell apart."""
        m = _GROUP.search(self.reading.fold, sentence.start, sentence.end)
        if m is None:
            return []
        span = Span(m.start(), m.end())
        return [People((PrintedName(self.reading.printed(span.start, span.end), span),), span)]


def _introduced(name: PrintedName, before: str) -> bool:
    """Whether «ο κ.» or the like stands right before a name, or a known given name is in it."""
    return _HONOURED.search(before) is not None or any(is_given_name(word) for word in fold(name.name).split())


def _other_verb(between: str) -> bool:
    """Whether another verb than coming and going stands in folded words («… αντικατέστησε τον …»)."""
    return any(value == "other" and p.search(between) for value, p in patterns("movements"))


def _with_article(name: PrintedName, before: str) -> PrintedName:
    """The name with the article of the words before it, where its own piece has none."""
    if name.article or not before:
        return name
    article = ARTICLE_BEFORE.search(before[-80:])
    return replace(name, article=article[1]) if article is not None else name
