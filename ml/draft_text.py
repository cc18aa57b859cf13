"""A draft's text as the gate reads it: what an eye sees, without the disguises that Unicode offers."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Of a text only so much is read; a draft that is longer is refused before.
LONGEST = 3000
_SAME = str.maketrans("’‘ʼ`´′＇‐‑‒–—−⁄∕“”„«»", "'''''''------//\"\"\"\"\"")
_SPACES = re.compile(r" {2,}")
_LETTER_MARKS = re.compile(r"[\u0300-\u036f]")


@lru_cache(maxsize=4096)
def visible(text: str) -> str:
    r"""One spelling for what looks the same: wide and foreign digits, dashes, quotes; invisible signs are left out.

    >>> visible("３１ pay\u200bslips – ٣١ “now”")
    '31 payslips - 31 "now"'
    """
    read = unicodedata.normalize("NFKC", text[:LONGEST])
    return _SPACES.sub(" ", "".join(map(_plain_sign, read)).translate(_SAME)).strip()


def _plain_sign(sign: str) -> str:
    category = unicodedata.category(sign)
    if category == "Nd":
        return str(unicodedata.digit(sign))
    return (
        ""
        if category in {"Cf", "Co", "Cs", "Cn"}
        else "\n"
        if sign in "\n\u2028\u2029"
        else " "
        if sign.isspace()
        else sign
    )


def folded(word: str) -> str:
    """A word without capitals and marks on its letters.

    >>> folded("José"), folded("Lim's")
    ('jose', "lim's")
    """
    return _LETTER_MARKS.sub("", unicodedata.normalize("NFKD", word)).casefold()
