"""Numbers as they are written: digits with their separators, and words in English, Malay and Indonesian."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

_TENTHS = "thirty forty fifty sixty seventy eighty ninety"
_UNITS = {
    word: number
    for number, words in enumerate(
        (
            "zero nol sifar", "one satu", "two dua", "three tiga", "four empat", "five lima", "six enam", "seven tujuh",
            "eight delapan lapan", "nine sembilan", "ten sepuluh", "eleven sebelas", "twelve", "thirteen", "fourteen",
            "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
        )
    )
    for word in words.split()
} | {
    word: ten * 10 for ten, word in enumerate(_TENTHS.split(), start=3)
} | {"dozen": 12}  # fmt: skip
_TENS = {"belas": 10, "puluh": 10}
_HUNDREDS = {"hundred": 100, "ratus": 100, "seratus": 100}
_SCALES = {
    "thousand": 10**3, "ribu": 10**3, "seribu": 10**3, "rb": 10**3, "k": 10**3,
    "million": 10**6, "juta": 10**6, "sejuta": 10**6, "jt": 10**6, "m": 10**6, "mil": 10**6, "mio": 10**6,
    "billion": 10**9, "miliar": 10**9, "milyar": 10**9, "bilion": 10**9, "bn": 10**9,
}  # fmt: skip
_SHORT_SCALES = frozenset({"k", "m", "rb", "jt", "mil", "mio", "bn"})

# Nobody writes longer ones, and a pattern must not run away.
DIGITS = r"\d{1,15}(?:[.,]\d{1,15}){0,5}"
_WORD = "|".join(
    sorted({*_UNITS, *_HUNDREDS, *(_SCALES.keys() - _SHORT_SCALES), *_TENS}, key=len, reverse=True)
)
WORDS = rf"(?:{_WORD})(?:(?:[\s-]+(?:and\s+)?)(?:{_WORD})){{0,8}}"
SCALE = rf"(?:{'|'.join(sorted(_SCALES, key=len, reverse=True))})"
# A number with what makes it larger: '4,5 juta', '31', 'two hundred', '12k'.
NUMBER = rf"(?:{DIGITS}(?:\s?{SCALE}\b)?|\b(?:{WORDS})\b)"

ORDINALS = {
    word: number
    for number, words in enumerate(
        (
            "first pertama", "second kedua", "third ketiga", "fourth keempat", "fifth kelima", "sixth keenam", "seventh ketujuh",
            "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
            "seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first", "twenty-second", "twenty-third",
            "twenty-fourth", "twenty-fifth", "twenty-sixth", "twenty-seventh", "twenty-eighth", "twenty-ninth", "thirtieth",
            "thirty-first",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip


def value_of(text: str) -> Decimal | None:
    """What a written number is worth; None where it is none.

    >>> [str(value_of(text)) for text in ("4.500.000", "4,5 juta", "1,200", "0.5", "two hundred and five")]
    ['4500000', '4500000', '1200', '0.5', '205']
    >>> [str(value_of(text)) for text in ("dua puluh lima", "seratus dua belas", "twenty-five", "12k")]
    ['25', '112', '25', '12000']
    """
    digits = re.match(DIGITS, text)
    if not digits:
        return _spelt(text)
    value = _written(digits[0])
    scale = text[digits.end() :].strip().casefold()
    return value if value is None else _bare(value * _SCALES.get(scale, 1))


def _written(digits: str) -> Decimal | None:
    """Groups of three behind the first are thousands; any other separator is the decimal one."""
    groups = re.split(r"[.,]", digits)
    grouped = len(groups) > 1 and all(len(group) == 3 for group in groups[1:]) and groups[0].strip("0")  # noqa: PLR2004 - thousands
    if grouped or len(groups) == 1:
        whole, fraction = "".join(groups), "0"
    else:
        whole, fraction = "".join(groups[:-1]), groups[-1]
    try:
        return _bare(Decimal(f"{whole}.{fraction}"))
    except InvalidOperation:
        return None


def _bare(value: Decimal) -> Decimal:
    """Without zeros that say nothing: 5.00 is 5."""
    return value.to_integral_value() if value == value.to_integral_value() else value.normalize()


def _spelt(text: str) -> Decimal | None:
    words = [word for word in re.findall(r"[a-z]+", text.casefold()) if word != "and"]
    total = hundreds = small = 0
    for word in words:
        if word in _UNITS:
            small += _UNITS[word]
        elif word in _TENS:
            small = small + 10 if word == "belas" else max(small, 1) * 10
        elif word in _HUNDREDS:
            hundreds, small = max(small, 1) * 100, 0
        elif word in _SCALES:
            total, hundreds, small = total + max(hundreds + small, 1) * _SCALES[word], 0, 0
        else:
            return None
    return Decimal(total + hundreds + small) if words else None
