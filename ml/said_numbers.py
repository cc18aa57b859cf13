"""The figures of a draft: money, shares, spans of time, counts and dates, each held against the facts of its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import islice, takewhile

from ml.draft_text import visible
from ml.number_words import DIGITS, NUMBER, ORDINALS, value_of
from ml.said_dates import Moment, moments_in

_TAKEN = "\x1f"
_CURRENCIES = {
    "SGD": r"s\$|sgd|singapore dollars?|dolar singapura", "MYR": r"rm|myr|ringgit", "IDR": r"rp\.?|idr|rupiah",
    "USD": r"us\$|usd|us dollars?", "$": r"\$|dollars?|dolar", "EUR": r"€|eur|euros?", "GBP": r"£|gbp|pounds?",
    "JPY": r"¥|yen", "THB": r"฿|thb|baht", "PHP": r"₱|php|pesos?", "AUD": r"a\$|aud", "INR": r"₹|inr|rupees?", "cent": r"cents?|sen",
}  # fmt: skip
_CURRENCY = "|".join(
    sorted((part for words in _CURRENCIES.values() for part in words.split("|")), key=len, reverse=True)
)
_TIME_UNITS = {
    "second": r"seconds?|secs?|detik", "minute": r"minutes?|mins?|minit|menit", "hour": r"hours?|hrs?|jam",
    "working day": r"(?:working|business|work) ?-?days?|hari kerja|hari bekerja",
    "day": r"(?:calendar |full )?days?|hari", "night": r"nights?|malam", "week": r"weeks?|minggu", "month": r"months?|bulan|bln",
    "quarter": r"quarters?|suku tahun|kuartal|triwulan", "year": r"years?|yrs?|tahun|thn",
}  # fmt: skip
_TIME_UNIT = "|".join(_TIME_UNITS.values())
_PEOPLE = "people person persons staff employee employees head heads headcount worker workers colleagues pax orang karyawan pekerja staf kakitangan"
_SITES = "outlet outlets store stores shop shops branch branches site sites location locations cawangan cabang gerai toko kedai"
_SAME_NOUN = {word: words.split(maxsplit=1)[0] for words in (_PEOPLE, _SITES) for word in words.split()}
_IDLE = """
a an the of in at on for to and or with per our your their its we you is are was were that which from when before after than not only as
while it they them he she us yang di dan untuk dengan
"""
_IDLE_NOUNS = frozenset(_IDLE.split())
_BEHIND = re.compile(r"[^\W\d_]+|[^\s-]")
_LAST_WORD = re.compile(r"([^\W\d_]+) $")
_MORE = r"over|more than|above|at least|no less than|lebih dari(?:pada)?|melebihi|minimal|sekurang-kurangnya"
_LESS = r"under|less than|fewer than|below|up to|at most|no more than|kurang dari(?:pada)?|maksimal|hingga"
_BOUND = re.compile(rf"\b(?:(?P<more>{_MORE})|(?P<less>{_LESS}))\s+$", re.IGNORECASE)
_RATE = re.compile(
    rf"\b(?:(?:a|an|per|each|every|se|setiap|tiap|for each)\s?-?|/\s?)(?P<unit>{_TIME_UNIT}|head|person|user|employee|staff|outlet|site|orang|kepala)\b"
    r"|\b(?P<adverb>hourly|daily|weekly|monthly|quarterly|yearly|annual(?:ly)?|bulanan|tahunan|mingguan|harian)\b",
    re.IGNORECASE,
)
_ADVERBS = {
    "hourly": "hour", "daily": "day", "harian": "day", "weekly": "week", "mingguan": "week", "monthly": "month", "bulanan": "month",
    "quarterly": "quarter", "yearly": "year", "annual": "year", "annually": "year", "tahunan": "year",
}  # fmt: skip
_FRACTIONS = {
    "half": Decimal("0.5"), "separuh": Decimal("0.5"), "setengah": Decimal("0.5"), "third": Decimal(1) / 3, "sepertiga": Decimal(1) / 3,
    "quarter": Decimal("0.25"), "seperempat": Decimal("0.25"), "suku": Decimal("0.25"), "fifth": Decimal("0.2"), "tenth": Decimal("0.1"),
}  # fmt: skip
_MULTIPLES = {
    "twice": 2, "double": 2, "doubles": 2, "doubled": 2, "doubling": 2, "thrice": 3, "triple": 3, "triples": 3, "tripled": 3,
    "tripling": 3, "quadruple": 4, "quadrupled": 4, "halve": -2, "halves": -2, "halved": -2, "halving": -2,
}  # fmt: skip
_VAGUE = r"dozens|hundreds|thousands|millions|billions|ratusan|ribuan|jutaan|puluhan"


@dataclass(frozen=True)
class Figure:
    """A figure as it stands in a text.

    Parameters
    ----------
    kind
        'money', 'share', 'span', 'count', 'fraction', 'multiple', 'ordinal', 'vague' or 'rate'.
    value
        Its worth, exactly.
    unit
        The currency, the unit of time, or what a rate is by; '' where it has none.
    bound
        'more' or 'less' where the text says 'over' or 'up to'.
    noun
        Words behind a count up to the next little word, for what is counted; empty where nothing follows.
    before
        The word before a count: 'PPh' in 'PPh 21'.
    token, start, end
        As it is written, and where.
    """

    kind: str
    value: Decimal
    unit: str = ""
    bound: str = ""
    noun: tuple[str, ...] = ()
    before: str = ""
    token: str = ""
    start: int = 0
    end: int = 0

    def fits(self, fact: Figure) -> bool:
        """Whether a fact states exactly this."""
        same = (self.kind, self.value, self.unit, self.bound) == (
            fact.kind,
            fact.value,
            fact.unit,
            fact.bound,
        )
        return same and (self.counts_same(fact) or bool(self.before and self.before == fact.before))

    def counts_same(self, fact: Figure) -> bool:
        """Whether what is counted may be the same thing."""
        return not self.noun or not fact.noun or self.noun[0] in fact.noun or fact.noun[0] in self.noun


@dataclass(frozen=True)
class Said:
    """Everything countable of a text."""

    figures: tuple[Figure, ...] = ()
    moments: tuple[Moment, ...] = ()


def said(text: str, names: tuple[str, ...] = ()) -> Said:
    """The figures and moments of a text; what stands in a known name is no figure.

    >>> [(one.kind, str(one.value), one.unit) for one in said("S$5 a head, 31 % in two weeks, 4,5 juta").figures]
    [('money', '5', 'SGD'), ('share', '31', ''), ('span', '2', 'week'), ('count', '4500000', ''), ('rate', '1', 'people')]
    """
    return _said(visible(text), names)


@lru_cache(maxsize=8192)
def _said(text: str, names: tuple[str, ...]) -> Said:
    left, moments = moments_in(_without_names(text, names))
    figures = list[Figure]()
    for pattern, reading in _READINGS:
        left = pattern.sub(_taking(reading, figures), left)
    return Said(tuple(figures), tuple(moments))


def _without_names(text: str, names: Iterable[str]) -> str:
    """A name counts as one only as it is written: 'Three Bears', not 'three bears'."""
    for name in filter(text.__contains__, names):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", lambda found: "\x1e" * len(found[0]), text)
    return text


Found = re.Match[str]
Reading = Callable[[Found], Iterator[Figure]]


def _taking(reading: Reading, into: list[Figure]) -> Callable[[Found], str]:
    def take(found: Found) -> str:
        figures = list(reading(found))
        into.extend(figures)
        return _TAKEN * len(found[0]) if figures else found[0]

    return take


def _figure(found: Found, kind: str, value: Decimal | None, unit: str = "") -> Iterator[Figure]:
    if value is not None:
        bound = _BOUND.search(found.string, max(0, found.start() - 20), found.start())
        side = bound.lastgroup or "" if bound else ""
        noun, before = (_noun(found), _before(found)) if kind == "count" else ((), "")
        yield Figure(kind, value, unit, side, noun, before, found[0].strip(), found.start(), found.end())


def _named(word: str, names: dict[str, str]) -> str:
    return next((name for name, words in names.items() if re.fullmatch(words, word, re.IGNORECASE)), "")


def _noun(found: Found) -> tuple[str, ...]:
    """Up to three words behind a count in a common form, up to the next little word, figure or sign."""
    behind = found.string[found.end() : found.end() + 60].casefold()
    words = takewhile(lambda word: word.isalpha() and word not in _IDLE_NOUNS, _BEHIND.findall(behind))
    return tuple(_SAME_NOUN.get(word, word.removesuffix("s")) for word in islice(words, 3))


def _before(found: Found) -> str:
    """A word with a capital before a count, which makes a name of both."""
    word = _LAST_WORD.search(found.string[max(0, found.start() - 24) : found.start()])
    return word[1].casefold() if word and word[1] != word[1].lower() else ""


def _money(found: Found) -> Iterator[Figure]:
    unit = _named((found["before"] or found["after"]).strip(), _CURRENCIES)
    return _figure(found, "money", value_of(found["n"].strip()), unit)


def _span(found: Found) -> Iterator[Figure]:
    unit = _named(found["unit"], _TIME_UNITS)
    first = found.groupdict().get("first")
    numbers = [number for number in (first, found["n"]) if number]
    for number in numbers:
        part = _FRACTIONS.get(re.sub(r"\s.*", "", number.lower()))
        yield from _figure(found, "span", part or _one(number) or value_of(number.strip()), unit)


def _one(word: str) -> Decimal | None:
    return Decimal(1) if word.lower() in {"a", "an", "se"} else None


def _count(found: Found) -> Iterator[Figure]:
    return _figure(found, "count", value_of(found[0].strip()))


def _rate(found: Found) -> Iterator[Figure]:
    unit = _ADVERBS.get((found["adverb"] or "").lower()) or _named(found["unit"] or "", _TIME_UNITS)
    word = (found["unit"] or "").lower()
    yield Figure(
        "rate",
        Decimal(1),
        unit or _SAME_NOUN.get(word, word),
        token=found[0],
        start=found.start(),
        end=found.end(),
    )


def _range(found: Found) -> Iterator[Figure]:
    """Both ends of '3-5 days' or '10 to 12%' with the unit behind the second."""
    rest = found["rest"]
    for number in (found["low"], found["high"]):
        for one in _said(f"{number} {rest}", ()).figures[:1]:
            yield Figure(
                one.kind, one.value, one.unit, one.bound, one.noun, "", found[0], found.start(), found.end()
            )


def _share(found: Found) -> Iterator[Figure]:
    return _figure(found, "share", value_of(found["n"].strip()))


def _plain(kind: str, values: dict[str, Decimal] | dict[str, int]) -> Reading:
    def read(found: Found) -> Iterator[Figure]:
        word = found["n"].lower()
        value = values.get(word)
        return _figure(found, kind, Decimal(value) if value is not None else None)

    return read


def _vague(found: Found) -> Iterator[Figure]:
    yield Figure(
        "vague", Decimal(0), found[0].casefold(), token=found[0], start=found.start(), end=found.end()
    )


def _words(values: Iterable[str]) -> str:
    return "|".join(sorted(values, key=len, reverse=True))


def _fraction(found: Found) -> Iterator[Figure]:
    return _figure(found, "fraction", _FRACTIONS[(found["n"] or found["half"]).lower()])


def _ordinal(found: Found) -> Iterator[Figure]:
    """'the third outlet'; 'first' and a leading 'second,' only order what is said."""
    word = found["n"].lower()
    orders = word in {"first", "pertama"} or found.string[found.end() : found.end() + 1] == ","
    return iter(()) if orders else _figure(found, "ordinal", Decimal(ORDINALS[word]))


_N = rf"(?P<n>{NUMBER})"
_READINGS: tuple[tuple[re.Pattern[str], Reading], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), reading)
    for pattern, reading in (
        (
            rf"(?P<low>{DIGITS}(?=\s*-)|{NUMBER}(?=\s+\w))\s*(?:-|\bto\b|\bhingga\b|\bsampai\b)\s*(?P<high>{NUMBER})\s*-?(?P<rest>%|percent\b|persen\b|peratus\b|(?:{_TIME_UNIT})\b)",
            _range,
        ),
        (rf"(?<![\w$])(?P<before>{_CURRENCY})\s?{_N}(?P<after>)", _money),
        (rf"{_N}(?P<before>)\s?-?(?P<after>{_CURRENCY})(?!\w)", _money),
        (rf"{_N}\s?(?:%|percent\b|per cent\b|persen\b|peratus\b|pct\b)", _share),
        (rf"(?P<n>half an?|setengah|separuh|half)[\s-](?P<unit>{_TIME_UNIT})\b", _span),
        (rf"(?:(?P<first>{NUMBER})\s+(?:or|atau)\s+)?{_N}\s?-?(?P<unit>{_TIME_UNIT})\b", _span),
        (
            rf"(?<=\b)(?:(?:in|within|after|for|under|takes?|than|dalam)\s+)(?P<n>an?|se)\s?(?P<unit>{_TIME_UNIT})\b",
            _span,
        ),
        (
            r"\b(?:an?|one|by)[\s-]+(?P<n>third|quarter|fifth|tenth)\b|\b(?P<half>half|separuh|setengah|sepertiga|seperempat)\b",
            _fraction,
        ),
        (rf"\b(?P<n>{_words(_MULTIPLES)})\b", _plain("multiple", _MULTIPLES)),
        (rf"\b(?:{_VAGUE})\b", _vague),
        (rf"(?<![\w.,]){NUMBER}(?![\w])", _count),
        (rf"\b(?P<n>{_words(ORDINALS)})\b", _ordinal),
        (_RATE.pattern, _rate),
    )
)
