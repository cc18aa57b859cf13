"""Ordinary numbers that look like telephone numbers, and what the words around a number say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from integrations.redaction_spans import Span
from integrations.redaction_words import word_set

_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
_DATES = re.compile(
    rf"(?<![\w./-])(?:{_DAY}([-/. ]){_MONTH}\1(?:{_YEAR}|\d\d)|{_MONTH}([-/]){_DAY}\2{_YEAR}|{_YEAR}([-/.]){_MONTH}\3{_DAY}"
    rf"|3[01](?:0[1-9]|1[0-2]){_YEAR})(?:T[\d:.]+)?(?![\w/]|[.-]\d)",
    re.ASCII,
)
# Thousands, and the addresses of machines.
_AMOUNTS = re.compile(
    r"(?<![\w.,-])(?:[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:\.\d{1,3}){3})(?![\w]|[.,-]\d)",
    re.ASCII,
)
_RANGE = re.compile(r"\d+00 ?[ -] ?\d+00", re.ASCII)
_AFTER = re.compile(
    r"[ ]?(?:%|(?:percent|persen|peratus|rupiah|ringgit|dollars?|dolar|SGD|MYR|IDR|USD|euros?|juta|jt|ribu|rb|miliar|milyar|billion|million"
    r"|mil|thousand|units?|pcs|pieces|orang|people|staff|karyawan|pekerja|pegawai|employees|headcount|pax|users?|pengguna|licen[cs]es"
    r"|outlets|seats|km|kg|page|views|a (?:month|year)|per (?:month|year|bulan|tahun)|setahun|sebulan)\b)",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"[^\W\d_]+|[$€£¥#]|[\d\n;]")
_TELEPHONE = word_set(
    "call phone tel telp telepon telefon telpon hp wa whatsapp mobile cell handphone hotline nomor nomornya nombor number contact hubungi "
    "reach text sms dial fax faks line ring"
)
# Papers by their capitals; in small letters these are words.
_PAPERS = word_set("SO DO PO PR DN CN SN GRN RMA")
_CURRENCIES = word_set("$ € £ ¥ # rm rp sgd myr idr usd eur")
_COUNTED = word_set(
    "order orders bill bil invoice invois inv quote quotation ticket tiket ref reference rujukan tracking resi faktur pesanan sku serial code kode "
    "kod batch model version booking contract kontrak policy polis otp pin postcode postal poskod pos deal job revenue turnover omzet omset "
    "budget anggaran bajet total sum amount worth nilai harga price cost costs biaya kos profit populasi population jumlah kapasitas "
    "kapasiti"
)
_IN_BETWEEN = word_set(
    "no num number nomor nombor id is adalah ialah of was about around sekitar sebesar code"
)
_LOOKED_BACK, _MOST_WORDS = 40, 4


def find_dates(text: str) -> Iterator[Span]:
    """Dates in digits, to be left."""
    return (Span(*found.span(), "") for found in _DATES.finditer(text))


def find_amounts(text: str) -> Iterator[Span]:
    """Amounts with separators between their thousands, to be left."""
    return (Span(*found.span(), "") for found in _AMOUNTS.finditer(text))


def words_before(text: str, start: int) -> list[str]:
    """The last few words before a number in small letters, the nearest first, back to the number or line before."""
    found = _BEFORE.findall(text, max(0, start - _LOOKED_BACK), start)[: -_MOST_WORDS - 1 : -1]
    return [
        word if word in _PAPERS else word.lower()
        for word in takewhile(lambda word: word not in "\n;" and not word.isdigit(), found)
    ]


def is_telephone(before: Sequence[str]) -> bool:
    """Whether these words before a number say that it is a telephone's, and not an order's."""
    return not _TELEPHONE.isdisjoint(before) and not counts(before)


def counts(before: Sequence[str]) -> bool:
    """Whether these words before a number say that it is an amount, or the number of an order."""
    nearest = next((word for word in before if word not in _IN_BETWEEN), "")
    return before[:1] != [] and (before[0] in _CURRENCIES or nearest in _COUNTED or nearest in _PAPERS)


def is_counted(text: str, start: int, end: int) -> bool:
    """Whether what stands here is an amount or a range of amounts, by how it is written and what follows."""
    return bool(_AFTER.match(text, end) or _RANGE.fullmatch(text, start, end))
