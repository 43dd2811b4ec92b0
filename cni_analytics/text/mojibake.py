"""Greek that was written in windows-1253 and labelled Latin: «ÁÐÏÖÁÓÇ» for «ΑΠΟΦΑΣΗ»."""

from __future__ import annotations

import regex

from cni_analytics.text.greek import greek_share

_LATIN = regex.compile("[¢¸-ÿ]")
_GREEK = regex.compile("[Ά-ώ]")
_FEW = 20
_CERTAIN = 0.6
_GAIN = 0.3
_TABLE = {
    code: greek
    for code in range(0xA1, 0x100)
    if (greek := bytes([code]).decode("cp1253", errors="ignore")) and greek != chr(code)
}


def undo(text: str) -> str:
    """The Greek text, where it certainly is this damage; the length never changes.

    >>> undo("ÁÐÏÖÁÓÇ ôïõ Äçìïôéêïý Óõìâïõëßïõ Óåññþí")
    'ΑΠΟΦΑΣΗ του Δημοτικού Συμβουλίου Σερρών'
    """
    latin = len(_LATIN.findall(text))
    if latin < _FEW or latin < 2 * len(_GREEK.findall(text)):
        return text
    greek = text.translate(_TABLE)
    return greek if greek_share(greek) >= max(_CERTAIN, greek_share(text) + _GAIN) else text
