"""What OCR does to the small print of Greek decisions: raised endings, list numbers, «ΑΔΑ»."""

from __future__ import annotations

import regex

from cni_analytics.text.labels import number_labels
from cni_analytics.text.letter_spacing import heading_words
from cni_analytics.text.tracked import Tracked

_MARK = "[’'΄”\"‘“:*°º”»&]"
_NUMBER = r"(?<![\d/.,-])\d{1,3}"
_MONTH = (
    "(?:Ιανουαρίου|Φεβρουαρίου|Μαρτίου|Απριλίου|Μαΐου|Μαίου|Ιουνίου|Ιουλίου|Αυγούστου|Σεπτεμβρίου|Οκτωβρίου"
    "|Νοεμβρίου|Δεκεμβρίου)"
)
_ORDINAL = regex.compile(
    rf"(?<={_NUMBER}){_MARK}{{1,2}}[ \t]?"
    r"(?=\)?[ \t\n]*+(?:(?P<ou>θέματος)|(?P<o>θέμα)|(?P<is>(?:τακτικής |έκτακτης |ειδικής )?συνεδρ(?:ίασης|ιάσεως))"
    r"|(?P<i>συνεδρίαση|του\s+μην(?:ός|α)|του\s+μήνα))(?!\p{L}))",
    regex.IGNORECASE,
)
_ITEM = regex.compile(rf"(?<=(?<!\p{{L}})θέμα[ \t]{_NUMBER}){_MARK}{{1,2}}(?=[ \t\n:]|$)", regex.IGNORECASE)
_DAY = regex.compile(rf"(?<=(?P<article>την|της)?[ \t]+{_NUMBER}){_MARK}{{1,2}}(?=[ \t\n]+{_MONTH})", regex.IGNORECASE)
_SESSION = regex.compile(rf"(?<={_NUMBER}){_MARK}{{1,2}}(?=[ \t]?/[ \t]?\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{4}})")
_PROTOCOL = regex.compile(rf"(?<=\d/\d{{1,2}}){_MARK}{{1,2}}(?=/\d{{1,2}}-\d{{1,2}}-\d{{4}})")
_CODE = regex.compile(r"(?<!\p{L})Α\.?Λ\.?Α\.?(?=[ \t]{0,4}:[ \t]{0,4}[Α-Ω0-9]{6,11}-[Α-Ω0-9]{3,4})")
_COUNCIL = regex.compile(r"(?<=(?<![\p{L}.])Α\.)Λ(?=\.Σ\.)")
_MISTER = regex.compile(r"(?<=(?<!\p{L})[ΟΗ])(?=κ\.[ \t]\p{Lu})")
_BULLET = regex.compile(r"(?<=^[ \t]{0,20}[-–•][^\n]{0,400}\n[ \t]{0,20})[«\"*~](?=\p{Ll}[^«»\n]*\n)", regex.MULTILINE)
_CAPITALS = regex.compile(r"(?<!\p{L})\p{Lu}{12,40}(?!\p{L})")
_ENDINGS = {"ou": "ου", "o": "ο", "is": "ης", "i": "η"}
_SHORTEST_PART = 4


def repair_scan(tracked: Tracked) -> None:
    """Repair what is certain: «3’ θέμα» is «3ο θέμα», «7) … ϐ) … 9)» counts on, «ΑΛΑ: 9ΒΞ4…» is «ΑΔΑ: 9ΒΞ4…»."""
    tracked.sub(_ORDINAL, lambda m: _ending(m) + (" " if m[0][-1] in " \t" else ""))
    tracked.sub(_ITEM, "ο")
    tracked.sub(_DAY, lambda m: "η" if m["article"] and m["article"].lower() == "την" else "ης")
    tracked.sub(_SESSION, "")
    tracked.sub(_PROTOCOL, "")
    tracked.sub(_CODE, lambda m: m[0].replace("Λ", "Δ"))
    tracked.sub(_COUNCIL, "Δ")
    tracked.sub(_MISTER, " ")
    tracked.sub(_BULLET, "-")
    tracked.sub(_CAPITALS, lambda m: _parted(m[0]))
    number_labels(tracked)


def _ending(m: regex.Match[str]) -> str:
    return next(ending for group, ending in _ENDINGS.items() if m[group])


def _parted(capitals: str) -> str:
    """«ΑΠΟΦΑΣΙΖΕΙΟΜΟΦΩΝΑ» to its words, where the list of heading words has them all."""
    found = heading_words(capitals)
    return found if found and all(len(part) >= _SHORTEST_PART for part in found.split()) else capitals
