"""Light stemming of English, Malay and Indonesian words, and which of a sentence's words carry content."""

from __future__ import annotations

import re
from functools import lru_cache

from ml.draft_text import folded, visible

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_SUFFIXES = (
    "ization",
    "ation",
    "ments",
    "ment",
    "ness",
    "ings",
    "ing",
    "edly",
    "ied",
    "ies",
    "ed",
    "ers",
    "er",
    "es",
    "ly",
    "s",
    "e",
    "y",
)
_MALAY_PREFIXES = (
    "memper",
    "menge",
    "meng",
    "meny",
    "mem",
    "men",
    "me",
    "peng",
    "pem",
    "pen",
    "per",
    "ber",
    "ter",
    "di",
    "ke",
    "se",
)
_MALAY_SUFFIXES = ("kannya", "kan", "annya", "an", "nya", "lah", "kah")
_FEWEST_LETTERS = 4

_EMPTY = """
a about after all also am an and any are as ask at back be because been before being besides but by came can case come comes could day
did do does doing done each else even ever every few first for from get gets give given go goes going good got had has have having he
hear help helps her here him his how i idea if in into is it its itself just keep kept know let like line little long look looks lot made
make makes many may me means mention mentioned mind more most much must my name need needs next no nobody not now of off on once one only
or other our out over own part plain please point put rather really right said same say says see seen shall she short should show shows
so some something soon such take takes talk tell than thank thanks that the their them then there these they thing things think this
those through till time to today together told too under until up us very want was way we well were what when where which while who whom
whose why will with without word words would yes yet you your yours
actually basically simply instead around another
ada adalah agar akan anda apa atas atau awak bagi bahwa banyak bila bisa boleh buat bukan dalam dan dari dengan di dia dua hal hanya
harus ia ini itu jadi jangan jika juga kalau kami kan karena ke kerana kita lagi lah lebih maka mau mereka nak oleh pada para pun
sama saat saja satu saya sebagai sebab sejak semua seperti setiap sudah supaya tak tapi telah tetapi tidak tiada untuk ya yang
"""
_EMPTY_WORDS = frozenset(_EMPTY.split())


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """What related words begin with; crude on purpose, for both sides are cut alike.

    >>> stem("schedules"), stem("scheduling"), stem("menggunakan"), stem("guna")
    ('schedul', 'schedul', 'guna', 'guna')
    """
    word = word.removesuffix("'s")
    for prefix in _MALAY_PREFIXES:
        rest = word.removeprefix(prefix)
        malay = next((rest.removesuffix(end) for end in _MALAY_SUFFIXES if rest.endswith(end)), "")
        if rest != word and len(malay) >= _FEWEST_LETTERS:
            return malay
    ends = (
        (word.removesuffix(end), _FEWEST_LETTERS - (end == "s")) for end in _SUFFIXES if word.endswith(end)
    )
    cut = next((rest for rest, fewest in ends if len(rest) >= fewest), word)
    return cut[:-1] if len(cut) > _FEWEST_LETTERS and cut[-1] == cut[-2] else cut


def words_of(text: str) -> list[str]:
    """The words of a text in small letters."""
    return [folded(word) for word in _WORD.findall(visible(text))]


def is_empty(word: str) -> bool:
    """Whether a word says nothing of a topic."""
    return word in _EMPTY_WORDS or len(word) < 2  # noqa: PLR2004 - single letters


def content(text: str) -> frozenset[str]:
    """The stems of the words that carry a text's topic.

    >>> sorted(content("This is what our rostering does for your outlets."))
    ['outlet', 'roster']
    """
    return frozenset(stem(word) for word in words_of(text) if not is_empty(word))
