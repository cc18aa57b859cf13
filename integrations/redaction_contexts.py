"""What the words around it give away: e-mail addresses, links with secrets, bank accounts, salaries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from integrations.redaction_spans import Span

# A run of letters is tried once, from its first: anything else takes a time that grows with its square.
_EMAIL = re.compile(
    r"(?<![\w.+%-])(?<!\w')\w[\w.+%'-]*[ ]?@[ ]?(?:\w(?:[\w-]*\w)?\.)+(?:xn--[\w-]+|[^\W\d_]{2,24})(?![^\W_])"
)
_TLD = r"(?:com|net|org|co|sg|my|id|io|edu|gov|biz)"
_SPOKEN_EMAIL = re.compile(
    r"(?<!\w)\w{1,40}(?: (?:dot|titik|underscore|dash) \w{1,40}){0,3} at \w{1,40}(?: (?:dot|titik) \w{1,40}){0,2}"
    rf" (?:dot|titik) {_TLD}\b",
    re.IGNORECASE,
)
_URL = re.compile(r"\b(?:https?|ftp|wss?)://[^\s<>\"|]+|\bwww\.[^\s<>\"|]+", re.IGNORECASE)
_AFTER_PATH = re.compile(r"[?#]")
_LOOKS_RANDOM = re.compile(r"[/?#](?=[^/?#]*\d)(?=[^/?#]*[A-Za-z])[\w~.-]{20,}")

_CURRENCY = r"(?:S\$|US\$|RM|SGD|MYR|IDR|USD|Rp\.?|\$)"
_AMOUNT = (
    rf"(?P<money>{_CURRENCY}[ ]?)?(?P<number>\d{{1,3}}(?:[.,]\d{{3}}){{1,3}}(?:[.,]\d{{1,2}})?|\d{{1,9}}(?:[.,]\d{{1,2}})?)"
    r"(?P<unit>[ ]?(?:k|juta|jt|ribu|rb|grand|million|mil)\b)?(?!\w|[.,]\d|[ ]?%)"
)
_PER = (
    r"(?:monthly|annual|annually|yearly|weekly|per month|per year|a month|a year|bulanan|sebulan|per bulan)"
)
_SALARY_WORD = (
    r"(?:salary|salaries|wages?|take-?home(?: pay)?|(?:last|current|basic|base|monthly|drawn)(?: drawn)? pay|earns?|earning|makes"
    r"|paid a|gaji(?:nya|ku|mu)?|upah(?:nya)?|penghasilan(?:nya)?|pendapatan bulanan)"
)
_FILLER = (
    r"(?:is|was|are|of|at|a|an|about|around|roughly|approximately|from|between|range|ranges|expected|expectation|now|up to"
    r"|for (?:him|her|them)|basic|base|gross|net|pokok|asas|kasar|bersih|sekitar|kira-kira|sebesar|sebanyak|adalah|ialah"
    r"|dari|antara|dia|beliau|saya|mereka|minimum|maximum|per jam|him|her|them|asked|to"
    rf"|{_PER})"
)
_SALARY = re.compile(
    rf"\b{_SALARY_WORD}(?:[ ]{{0,2}}[:=~-])?[ ]{{1,2}}(?:{_FILLER}[ :]{{1,2}}){{0,4}}"
    rf"(?P<amount>{_AMOUNT}(?:[ ]?(?:-|to|until|sampai|hingga|and|dan)[ ]?{_AMOUNT.replace('?P<', '?P<to_')})?)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_HEADS = re.compile(
    r"[ ](?:\w+[ ])?(?:staff|employees|people|workers|pax|heads?|headcount|karyawan|orang|pekerja|pegawai|outlets?|sites?|days?|hours?"
    r"|hari|jam|times?|kali)\b",
    re.IGNORECASE,
)

_BANKS = (
    r"(?:bca|bri|bni|btn|mandiri|permata|danamon|cimb(?: niaga)?|maybank|public bank|rhb|hong leong|ambank|bank islam|dbs|posb|ocbc|uob"
    r"|hsbc|citibank|standard chartered|bank)"
)
_ACCOUNT = re.compile(
    rf"\b(?:(?:account|acct?|a/c|rekening|rek|norek|akaun|giro|{_BANKS})\b)"
    rf"(?:[ .:#-]{{1,3}}(?:no|num|number|nombor|nomor|is|adalah|ialah|saving|savings|current|tabungan|semasa|simpanan|saya|kami|our|my"
    rf"|di|at|with|to|ke|account|rekening|akaun|{_BANKS})\b){{0,5}}[ .:#-]{{1,3}}"
    r"(?P<digits>\d{7,15}(?![\d])|\d{2,6}(?:[ -]\d{1,8}){1,4}(?![ -]?\d))(?!\w)",
    re.IGNORECASE | re.ASCII,
)
_FEWEST_DIGITS, _MOST_DIGITS = 7, 15


def find_addresses(text: str) -> Iterator[Span]:
    """E-mail addresses, spelt out ones too, and links that carry a secret."""
    for match in _URL.finditer(text):
        if _holds_secret(match[0]):
            yield Span(match.start(), match.start() + len(match[0].rstrip(".,;:!?)]}'")), "URL")
    if "@" in text:
        yield from (Span(*match.span(), "EMAIL") for match in _EMAIL.finditer(text))
    yield from (Span(*match.span(), "EMAIL") for match in _SPOKEN_EMAIL.finditer(text))


def _holds_secret(url: str) -> bool:
    """A password, a value after the path, or a piece that looks random."""
    path, *rest = _AFTER_PATH.split(url, maxsplit=1)
    return "@" in path or "=" in "".join(rest) or bool(_LOOKS_RANDOM.search(url))


def find_salaries(text: str) -> Iterator[Span]:
    """What somebody earns: an amount right after a word for it, and no year or number of people."""
    for match in _SALARY.finditer(text):
        sure = match["money"] or match["unit"] or not match["number"].isdigit()
        if _HEADS.match(text, match.end()) or (_YEAR.fullmatch(match["number"]) and not sure):
            continue
        if sure or len(match["number"]) > 2:  # noqa: PLR2004 - two digits are hours or years
            yield Span(*match.span("amount"), "SALARY")


def find_accounts(text: str) -> Iterator[Span]:
    """Digits that could be a bank account's, right after a word for one or a bank's name."""
    for match in _ACCOUNT.finditer(text):
        if _FEWEST_DIGITS <= sum(map(str.isdigit, match["digits"])) <= _MOST_DIGITS:
            yield Span(*match.span("digits"), "ACCOUNT")
