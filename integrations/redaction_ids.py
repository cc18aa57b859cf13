"""Numbers that identify a person, a company or an account, told by their check digits and dates.

A number of such a shape whose check fails is no id: it is found too, with the kind '', so that no other rule
takes it for a telephone number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from integrations.redaction_spans import Kind, Span

# Singapore's NRIC and FIN: weights, what each series adds, and its letters (Immigration & Checkpoints Authority).
_NRIC = re.compile(r"(?<![^\W_])([STFGM])[ -]?(\d{7})[ -]?([A-Z])(?![^\W_])", re.IGNORECASE | re.ASCII)
_NRIC_WEIGHTS = (2, 7, 6, 5, 4, 3, 2)
_NRIC_ADDS = {"T": 4, "G": 4, "M": 3}
_NRIC_LETTERS = {
    **dict.fromkeys("ST", "JZIHGFEDCBA"),
    **dict.fromkeys("FG", "XWUTRQPNMLK"),
    "M": "XWUTRQPNJLK",
}
# Singapore's UEN: of businesses, local companies, and all other entities (Accounting and Corporate Regulatory Authority).
_UEN = re.compile(
    r"(?<![^\W_])(?:(\d{8})|((?:19|20)\d{7})|([RST]\d\d[A-Z]{2}\d{4}|F000\d{5}))([A-Z])(?![^\W_])", re.ASCII
)
_BUSINESS, _BUSINESS_LETTERS = (10, 4, 9, 3, 8, 2, 7, 1), "XMKECAWLJDB"
_COMPANY, _COMPANY_LETTERS = (10, 8, 6, 4, 9, 7, 5, 3, 1), "ZKCMDNERGWH"
_OTHER, _OTHER_LETTERS = (4, 3, 5, 3, 10, 2, 2, 5, 7), "ABCDEFGHJKLMNPQRSTUVWX0123456789"
# Malaysia's MyKad: birth date, place, serial. Codes of places that were never given out are missing.
_MYKAD = re.compile(r"(?<![\w-])(\d{6})([ -]?)(\d\d)\2(\d{4})(?!\w|-\d)", re.ASCII)
_NO_PLACES = frozenset({0, 17, 18, 19, 20, 69, 70, 73, 80, 81, 94, 95, 96, 97})
# Sixteen digits: Indonesia's NIK, or a card; and the other lengths of cards. Looked at from each group of digits on.
_LONG = re.compile(
    r"(?<![\w.])(?=(\d{13,19}|[1-9]\d{3}([ -])\d{4}\2\d{4}\2\d{1,4}|3\d{3}([ -])\d{6}\3\d{4,5}|[1-9]\d{5}([ .-])\d{6}\4\d{4})(?!\w))",
    re.ASCII,
)
_APART = str.maketrans("", "", " .-")
# Province, regency and district; the birth date as DDMMYY, forty added to a woman's day; the serial.
_NIK = re.compile(
    r"(?:1[1-9]|2[01]|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-7])\d{4}((?:[04][1-9]|[1256]\d|[37][01])(?:0[1-9]|1[0-2])\d\d)\d{4}",
    re.ASCII,
)
_CARD = re.compile(
    r"4\d{12}(?:\d{3}){0,2}|5[0-8]\d{14}|(?:222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}|3[47]\d{13}"
    r"|3(?:0[0-5]|[689]\d)\d{11}|(?:352[89]|35[3-8]\d|6\d{3})\d{12,15}",
    re.ASCII,
)
# Sixteen digits among others like them, or two Singapore numbers beside each other, are a list, not one number.
_TWO_PHONES = re.compile(r"[689]\d{3}[ -]\d{4}[ -][689]\d{3}[ -]\d{4}", re.ASCII)
_FOUR_BEFORE, _FOUR_AFTER = (
    re.compile(r"(?<!\d)\d{4}[ -]", re.ASCII),
    re.compile(r"[ -]\d{4}(?!\d)", re.ASCII),
)
# Indonesia's NPWP is told by its dots; without them by the word before it.
_NPWP = re.compile(r"(?<![\w.])\d\d\.\d{3}\.\d{3}\.\d[-.]\d{3}\.\d{3}(?![\w])", re.ASCII)
_NAMED = re.compile(
    r"\b(?:npwp|passport|pasport|paspor)\b(?:[ .:#]|\b(?:no|number|nombor|nomor|is|adalah|ialah)\b){0,8}"
    r"(\d{15,16}|\d{4}[ .]\d{4}[ .]\d{4}[ .]\d{4}|[A-Z]{1,2}\d{6,8}[A-Z]?)(?!\w)",
    re.IGNORECASE | re.ASCII,
)
_IBAN = re.compile(
    r"(?<![^\W_])[A-Z]{2}\d\d(?:[A-Z0-9]{11,30}|(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,3})?)(?![^\W_])", re.ASCII
)


def find_ids(text: str) -> list[Span]:
    """Every id, card and international account number, the surest first; last what only looks like one."""
    return sorted(_all(text), key=lambda span: (span.kind == "", span.kind != "CARD"))


def _all(text: str) -> Iterator[Span]:
    for pattern, kind, holds in _CHECKS:
        for match in pattern.finditer(text):
            if (stands := holds(match)) is not None:
                yield Span(match.start(), match.end(), kind if stands else "")
    yield from (Span(*match.span(), "ID") for match in _NPWP.finditer(text))
    yield from (Span(*match.span(1), "ID") for match in _NAMED.finditer(text))
    for match in _LONG.finditer(text):
        start, end = match.span(1)
        looks = _long_kind(match[1])
        if looks or (looks == "" and not _is_list(text, start, end)):
            yield Span(start, end, looks)


def _long_kind(written: str) -> Kind | None:
    """What many digits are; '' where they only look like something, None where they do not."""
    digits = written.translate(_APART)
    card = _CARD.fullmatch(digits)
    if card and _luhn(digits):
        return "CARD"
    if len(digits) == len("PPRRDDDDMMYYNNNN"):
        return "ID" if _is_nik(digits) else ""
    return "" if card and written != digits else None


def _is_list(text: str, start: int, end: int) -> bool:
    before = _FOUR_BEFORE.fullmatch(text, max(0, start - len("1234 ")), start)
    return bool(before or _FOUR_AFTER.match(text, end) or _TWO_PHONES.fullmatch(text, start, end))


def _nric(match: re.Match[str]) -> bool:
    series = match[1].upper()
    total = _weighted(match[2], _NRIC_WEIGHTS) + _NRIC_ADDS.get(series, 0)
    return _NRIC_LETTERS[series][total % 11] == match[3].upper()


def _uen(match: re.Match[str]) -> bool:
    business, company, other, letter = match.groups()
    if business:
        return _BUSINESS_LETTERS[_weighted(business, _BUSINESS) % 11] == letter
    if company:
        return _COMPANY_LETTERS[_weighted(company, _COMPANY) % 11] == letter
    values = [_OTHER_LETTERS.find(sign) for sign in other]
    total = sum(value * weight for value, weight in zip(values, _OTHER, strict=True))
    return min(values) >= 0 and _OTHER_LETTERS[(total - 5) % 11] == letter


def _weighted(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))


def _mykad(match: re.Match[str]) -> bool | None:
    """None: twelve digits in a row may be anything, where date and place do not hold."""
    born, between, place = match[1], match[2], int(match[3])
    years = (1900 + int(born[:2]), 2000 + int(born[:2]))
    dated = any(_is_date(year, int(born[2:4]), int(born[4:])) for year in years)
    return (dated and place not in _NO_PLACES) or (False if between else None)


def _is_nik(digits: str) -> bool:
    if (shaped := _NIK.fullmatch(digits)) is None:
        return False
    day, month, year = int(shaped[1][:2]) % 40, int(shaped[1][2:4]), int(shaped[1][4:])
    return any(_is_date(century + year, month, day) for century in (1900, 2000))


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _luhn(digits: str) -> bool:
    """ISO/IEC 7812-1: every second digit from the right doubled, the sum a multiple of ten."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(doubled)) % 10 == 0


def _iban(match: re.Match[str]) -> bool:
    """ISO 13616: moved round and read as a number, 1 is left over by 97."""
    signs = match[0].replace(" ", "")
    return int("".join(str(int(sign, 36)) for sign in signs[4:] + signs[:4])) % 97 == 1


_CHECKS: tuple[tuple[re.Pattern[str], Kind, Callable[[re.Match[str]], bool | None]], ...] = (
    (_NRIC, "ID", _nric),
    (_UEN, "ID", _uen),
    (_MYKAD, "ID", _mykad),
    (_IBAN, "ACCOUNT", _iban),
)
