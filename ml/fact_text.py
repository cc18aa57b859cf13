"""Text from outside made fit to be a fact: one clean line, no orders, no links, no invisible signs."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from ml.spoken_text import count_words

LONGEST_NAME, MOST_NAME_WORDS = 48, 6
LONGEST_QUOTE, FEWEST_QUOTE_WORDS, MOST_QUOTE_WORDS = 160, 4, 26

# Signs that begin a mention, a link, a placeholder or markup somewhere.
_MARKUP = re.compile(
    r"[<>{}\[\]|`\\@#*_~^=]|https?:|www\.|\b[\w-]+\.(?:com|net|org|io|co|sg|my|id|ru|cn)\b", re.IGNORECASE
)
# Orders to a model, in the languages that are heard here; and how our own scores are spoken of.
_ORDER_WORDS = (
    r"\b(?:ignor\w*|disregard|forget|override|bypass)\b.{0,40}\b(?:instruction|prompt|rule|previous|earlier|above|prior)",
    r"\b(?:system|assistant|developer|user) ?:|\bprompts?\b|\bjailbreak|\bas an ai\b|\blanguage model\b",
    r"\byou are (?:now|an? \w* ?(?:assistant|ai|bot|model))\b|\bact as an?\b|\bpretend\b|\brole ?play",
    r"\b(?:mark|set|rate|tag|move)\b.{0,30}\b(?:as|to)\b.{0,12}\b(?:hot|won|client|qualified|cold|lost)\b|\bscore\b",
    r"\b(?:reveal|print|repeat|leak|exfiltrate)\b.{0,30}\b(?:secret|key|password|token|instruction|data|contact)",
    r"\b(?:abaikan|lupakan|jangan ikuti|hiraukan)\b.{0,40}\b(?:instruksi|arahan|perintah|aturan|sebelum)",
    r"\b(?:tandai|tandakan)\b|忽略|无视|指令|系统|提示词",
)
_ORDERS = re.compile("|".join(_ORDER_WORDS), re.IGNORECASE)
# A telephone number, an account, an identity card; an amount and a date are none.
_PRIVATE = re.compile(r"(?<![\d.,])(?!\d{1,3}(?:[.,]\d{3})+(?!\d)|20\d\d-\d\d-\d\d)\d[\d\s().-]{6,}\d")
_BARE_CLAIM = re.compile(r"\b(?:your company|lorem ipsum|xxx+|tbd|todo)\b", re.IGNORECASE)
_LEGAL_FORM = re.compile(
    r"""[\s,]+(?:pte\.?\s*ltd\.?|private\s+limited|sdn\.?\s*bhd\.?|berhad|bhd\.?|tbk\.?|ltd\.?|limited|llc|llp|inc\.?
    |gmbh|plc|co\.)$|^(?:PT|CV|UD)\.?\s+""",
    re.IGNORECASE | re.VERBOSE,
)
_FILLER = re.compile(
    r"""^(?:(?:well|honestly|frankly|hmm+|uh+|um+|er+m?|ah|oh|so|yes|yeah|yup|no|ok|okay|right|sure|you\ know|i\ mean
    |actually|to\ be\ (?:honest|frank)|between\ us|let\ me\ put\ it\ this\ way|that's\ a\ sore\ point|good\ question
    |oh,?\ where\ do\ i\ start|since\ you\ ask|as\ i\ told\ your\ colleague|at\ the\ moment|look|and|but)\b\s*[,.:;?!…-]+\s*)+""",
    re.IGNORECASE | re.VERBOSE,
)
_BREAKS = re.compile(
    r"(?:,|;| –| -) (?=(?:and|but|so|because|which|who|dan|tapi|lalu|jadi|sebab|karena|lepas) )|; "
)


def one_line(text: object) -> str:
    r"""A text without line breaks, control signs and invisible signs.

    >>> one_line("Acme\u200b \n Pte\tLtd")
    'Acme Pte Ltd'
    """
    spaced = "".join(
        " " if letter.isspace() or unicodedata.category(letter) == "Cc" else letter
        for letter in unicodedata.normalize("NFC", str(text or "")[:2000])
        if unicodedata.category(letter) not in {"Cf", "Co", "Cs", "Cn"}
    )
    return " ".join(spaced.split())


def is_harmless(text: str) -> bool:
    """Whether a clean line may be said to a lead: no markup, link, order, telephone number or look-alike letters."""
    return not (
        _MARKUP.search(text)
        or _ORDERS.search(text)
        or _PRIVATE.search(text)
        or _BARE_CLAIM.search(text)
        or any(map(_mixes_scripts, text.split()))
    )


def _mixes_scripts(word: str) -> bool:
    """Whether a word has Latin letters beside Greek or Cyrillic ones, as look-alikes do."""
    scripts = {unicodedata.name(letter, "").split(" ", 1)[0] for letter in word if letter.isalpha()}
    return "LATIN" in scripts and bool(scripts & {"CYRILLIC", "GREEK"})


def plain_name(text: object) -> str:
    """A name of a company, a service or a line of business on one line; '' where it cannot be used.

    >>> plain_name("  Straits Bakery "), plain_name("see http://x.co"), plain_name("123456")
    ('Straits Bakery', '', '')
    """
    name = one_line(text).strip(" .,;:-'\"“”")
    fits = len(name) <= LONGEST_NAME and count_words(name) <= MOST_NAME_WORDS
    letters = sum(letter.isalpha() for letter in name) > 1
    return name if fits and letters and is_harmless(name) and not re.search(r"[?!]", name) else ""


def company_as_said(text: object) -> str:
    """A company as one speaks of it: without its legal form.

    >>> company_as_said("Acme Pte. Ltd."), company_as_said("PT Sinar Jaya Tbk")
    ('Acme', 'Sinar Jaya')
    """
    said = one_line(text)
    for _ in range(2):
        said = _LEGAL_FORM.sub("", said).strip(" ,")
    return plain_name(said)


def industry_as_said(text: object) -> str:
    """A line of business in the middle of a sentence.

    >>> industry_as_said("HOSPITAL_HEALTH_CARE"), industry_as_said("Food & beverage"), industry_as_said("IT services")
    ('hospital health care', 'food & beverage', 'IT services')
    """
    words = one_line(text).replace("_", " ")
    if words.isupper() and len(words) > 4:  # noqa: PLR2004 - “IT”, “F&B” stay as they are
        words = words.lower()
    return plain_name(" ".join(word if word[1:].isupper() else word.lower() for word in words.split()))


def fit_to_quote(text: str) -> str:
    """The part of a spoken sentence that may be quoted: a verbatim piece without its fillers; '' where none is.

    >>> fit_to_quote("Well, we plan everything in a spreadsheet.")
    'we plan everything in a spreadsheet'
    >>> fit_to_quote("Uh-huh, right."), fit_to_quote("Does it run offline?")
    ('', '')
    """
    if one_line(text) != text.strip() or text.rstrip(" ”\"'").endswith("?") or not is_harmless(text):
        return ""
    piece = shortened(_FILLER.sub("", text.strip()).rstrip(" .!…,;:"), MOST_QUOTE_WORDS)
    quotes = any(sign in piece for sign in '“”"?')
    enough = count_words(piece) >= FEWEST_QUOTE_WORDS and len(piece) <= LONGEST_QUOTE
    return piece if enough and not quotes and _says_something(piece) else ""


def _says_something(piece: str) -> bool:
    """Whether there are words enough that do not repeat each other, as in a slip of the transcriber."""
    words = [word.lower() for word in re.findall(r"[^\W\d_]+", piece)]
    doubled = any(one == other for one, other in pairwise(words))
    return len(set(words)) >= FEWEST_QUOTE_WORDS and not doubled and any(len(word) > 3 for word in words)  # noqa: PLR2004 - “we” and “it” alone say nothing


def shortened(quote: str, words: int) -> str:
    """A quote cut at the end of a clause so that it has at most so many words; '' where that cannot be.

    >>> shortened("we corrected 31 payslips in October, and every one of them began with a wrong roster", 8)
    'we corrected 31 payslips in October'
    """
    if count_words(quote) <= words:
        return quote
    cuts = [found.start() for found in _BREAKS.finditer(quote)]
    fitting = (quote[:cut] for cut in reversed(cuts) if count_words(quote[:cut]) <= words)
    return next((piece for piece in fitting if count_words(piece) >= FEWEST_QUOTE_WORDS), "")
