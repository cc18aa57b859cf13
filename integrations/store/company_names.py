"""Names of companies and people as they are compared: folded, without punctuation and legal form."""

from __future__ import annotations

import re
import unicodedata

# Longer names are cut: an index entry on PostgreSQL has a limit (2,704 bytes), and nobody types this much.
LONGEST = 200

_ABBREVIATION = re.compile(r"\b(\w)\.(?=\w\b)")
# Silent punctuation, and letters that Unicode does not take apart into a letter and an accent.
_SPELLED = str.maketrans(
    {**dict.fromkeys("'’‘`´"), "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th"}
)
_FORMS_BEFORE = frozenset({"pt", "cv", "ud", "pd"})
_FORMS = (
    "ab ag as asa berhad bhd bv co company corp corporation cv gmbh inc incorporated kg kk limited llc llp lp ltd "
    "nv oy oyj persero plc private pte pty pvt sa sarl sas sdn se spa srl tbk"
)
_FORMS_AFTER = frozenset(_FORMS.split())
_ASCII_PUNCTUATION = str.maketrans({chr(c): " " for c in range(128) if not chr(c).isalnum()})


def normalise_name(name: str) -> str:
    r"""The name as it is compared with others; the legal form goes unless nothing else is left.

    >>> normalise_name("Acme (S) Pte. Ltd.")
    'acme s'
    >>> normalise_name("PT Cafés & Café Tbk")
    'cafes and cafe'
    >>> normalise_name("I.B.M. Corporation"), normalise_name("McDonald’s GmbH & Co. KG"), normalise_name("Co.")
    ('ibm', 'mcdonalds', 'co')
    >>> normalise_name("株式会社ＡＢＣ"), normalise_name("😀%_'\x00")
    ('株式会社abc', '')
    """
    words = fold(name).split()
    return " ".join(_without_legal_form(words))[:LONGEST].rstrip()


def fold(text: str) -> str:
    """Lower case without accents and punctuation, the legal form kept; words are apart by one space.

    >>> fold("  Ökologie-Straße  Pte. Ltd. ")
    'okologie strasse pte ltd'
    """
    text = text[: 4 * LONGEST]
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    text = text.casefold().translate(_SPELLED)
    if "." in text:
        text = _ABBREVIATION.sub(r"\1", text)
    text = text.replace("&", " and ").replace("+", " and ")
    return " ".join((text.translate(_ASCII_PUNCTUATION) if text.isascii() else _letters(text)).split())


def _letters(text: str) -> str:
    """Letters without their accents and digits as they are; all else is space."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c)[0] != "M")
    return "".join(c if c.isalnum() else " " for c in unicodedata.normalize("NFC", plain))


def _without_legal_form(words: list[str]) -> list[str]:
    last = len(words)
    while last > 1 and (words[last - 1] in _FORMS_AFTER or (words[last - 1] == "and" and last < len(words))):
        last -= 1
    first = 1 if last > 1 and words[0] in _FORMS_BEFORE else 0
    return words[first:last]
