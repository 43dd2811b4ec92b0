"""What OCR does to the small print of Greek decisions: raised endings, dashes, «ΑΔΑ»."""

from __future__ import annotations

import regex

from cni_analytics.text.tracked import Tracked

_MARK = "[’'΄”\"‘“:*°º”»]"
_ORDINAL = regex.compile(
    rf"(?<=(?<![\d/.,-])\d{{1,3}}){_MARK}{{1,2}}"
    r"(?=[ \t\n]+(?:(?P<ou>θέματος)|(?P<o>θέμα)|(?P<is>συνεδρίασης|συνεδριάσεως)|(?P<i>συνεδρίαση))(?!\p{L}))",
    regex.IGNORECASE,
)
_SESSION = regex.compile(
    rf"(?<=(?<![\d/.,-])\d{{1,3}}){_MARK}{{1,2}}(?=[ \t]?/[ \t]?\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{4}})"
)
_CODE = regex.compile(r"(?<!\p{L})Α\.?Λ\.?Α\.?(?=[ \t]{0,4}:[ \t]{0,4}[Α-Ω0-9]{6,11}-[Α-Ω0-9]{3,4})")
_COUNCIL = regex.compile(r"(?<=(?<![\p{L}.])Α\.)Λ(?=\.Σ\.)")
_ENDINGS = {"ou": "ου", "o": "ο", "is": "ης", "i": "η"}


def repair_scan(tracked: Tracked) -> None:
    """Repair what is certain: «3’ θέμα» is «3ο θέμα», «ΑΛΑ: 9ΒΞ4…» is «ΑΔΑ: 9ΒΞ4…»."""
    tracked.sub(_ORDINAL, lambda m: next(ending for group, ending in _ENDINGS.items() if m[group]))
    tracked.sub(_SESSION, "")
    tracked.sub(_CODE, lambda m: m[0].replace("Λ", "Δ"))
    tracked.sub(_COUNCIL, "Δ")
