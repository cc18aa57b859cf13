"""The names of a draft: people, companies, products, codes and addresses, each held against the fact sheet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from ml.cuss import Move
from ml.cuss_examples import written_examples
from ml.draft_text import folded, visible
from ml.facts import FactSheet
from ml.ordinary_words import HOME_COUNTRIES, LEGAL_FORMS, OPENERS, TITLES, WELL_KNOWN
from ml.said_dates import DAY_NAMES, MONTHS
from ml.sentence_plans import PLANS

_TOKEN = re.compile(r"[^\W_]+(?:['&][^\W_]+)*")
_POSSESSIVE = re.compile(r"'(?:s|S|m|re|ve|ll|d|t)?$")
_ASKS = re.compile(r"[^.!?\n]*\?")
_BEGINS = re.compile(r"(?:^|[.!?…\n][\"')\]]*\s*|(?:^|[\s(:-])[\"'(])$")
_GOES_ON = re.compile(r"[:;–-]\s*[\"']?$")
_TITLE_DOT = re.compile(r"(?:^|\W)([A-Za-z]{2,4})\.\s*$")
# What follows a word at the beginning of a sentence when it is a name.
_OF_A_NAME = re.compile(
    r"'s\b|,|:|\s+(?:is|was|has|had|can|will|would|could|should|does|did|told|said|asked|mentioned|uses?|needs?|wants?|runs?|gets?|"
    r"sends?|shows?|takes?|helps?|works?|and|or|at|for|from|on|here|who|adalah|bisa|boleh|akan|punya|dan|di)\b"
)
_CAPITAL = re.compile(r"\s+[A-Z][a-z]")
_THING_THEN_NAME = re.compile(r"\s+(?:at|for|from|and)\s+[A-Z]")
_THING = re.compile(r"\s+(?:at|for|on|from|and)\b")
_MADE_WORD = re.compile(r".{4,}(?:ing|tion|ment|ness|ed|ous|ful|less|able|ive)$")
_FIGURE = re.compile(
    r"\d{1,15}(?:st|nd|rd|th|hb|am|pm|k|m|rb|jt|bn|mil|mio|h|min|mins|hrs?|juta|ribu)?|(?:s|us|rm|rp|sgd|usd|idr|myr)\d{1,15}(?:k|m|rb|jt)?",
    re.IGNORECASE,
)
_LONGEST_NAME, _FEWEST_LETTERS = 6, 5

_ENDINGS = "com|net|org|io|co|sg|my|id|info|biz|app|ai|dev|xyz|link|top|me|ru|cn|tk|ly|gl|us|uk|au|site|online|shop|club|example|test|html?|php"
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_LINK = re.compile(
    rf"\b(?:https?|hxxps?|ftp|file|data|javascript|mailto|tel)\s?:\s?/{{0,2}}\S+|\bwww\.\S+|(?<![\w-])(?:[\w-]{{1,60}}\.){{1,6}}(?:{_ENDINGS})\b(?:[/?:#]\S*)?"
    rf"|(?<![\w-])[\w-]{{1,60}}\s?(?:\[\.\]|\(\.\)|\(dot\)|\[dot\]|\sdot)\s?(?:{_ENDINGS})\b",
    re.IGNORECASE,
)
_HOST = re.compile(r"(?:https?://)?([\w.-]+)(?::\d+)?(?:[/?#].*)?", re.IGNORECASE)
_MENTION = re.compile(r"(?<![\w.])@[\w.-]+")
_NOBODYS = DAY_NAMES | MONTHS.keys() | TITLES | LEGAL_FORMS | WELL_KNOWN
Misnamed = tuple[str, str]


@lru_cache(maxsize=1)
def _small_words() -> frozenset[str]:
    """Words that sales talk writes in small letters: those of the template and of the tagger's examples."""
    plans = (text for wordings in PLANS.values() for text in wordings)
    lines = (example.text for example in written_examples())
    tokens = (token for text in chain(plans, lines) for token in _TOKEN.findall(visible(text)))
    return OPENERS | {folded(_POSSESSIVE.sub("", token)) for token in tokens if token == token.lower()}


def _words(text: str) -> list[str]:
    return [folded(_POSSESSIVE.sub("", word)) for word in _TOKEN.findall(visible(text))]


@dataclass(frozen=True)
class OtherNames:
    """Names of other leads, ready to be looked for: whole names, and the single words of which they are made."""

    wholes: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()

    @classmethod
    def of(cls, names: Iterable[str]) -> OtherNames:
        """An index of the names, without legal forms and titles; made once, it serves many drafts.

        >>> OtherNames.of(["Maju Logistics Sdn Bhd"]).wholes
        frozenset({'maju logistics'})
        """
        parts = [_own_parts(name) for name in names]
        wholes = frozenset(" ".join(words) for words in parts if _is_telling(words))
        return cls(wholes, frozenset(word for words in parts for word in words if len(word) > 2) - OPENERS)  # noqa: PLR2004 - initials


@lru_cache(maxsize=2)
def _indexed(names: frozenset[str]) -> OtherNames:
    return OtherNames.of(names)


def other_names(names: Collection[str] | OtherNames) -> OtherNames:
    """The index of a collection of names; kept for the collections asked for last."""
    return names if isinstance(names, OtherNames) else _indexed(frozenset(names))


def _own_parts(name: str) -> list[str]:
    words = [word for word in _words(name) if word not in TITLES]
    while words and words[-1] in LEGAL_FORMS:
        words.pop()
    return words[1:] if words[:1] and words[0] in {"pt", "cv", "ud"} else words


def _is_telling(words: list[str]) -> bool:
    """Whether the name cannot stand in a sentence by chance."""
    unusual = [word for word in words if word not in _small_words()]
    long = len(words) > 1 or any(len(word) >= _FEWEST_LETTERS for word in words)
    return bool(unusual) and long and len(words) <= _LONGEST_NAME


@dataclass(frozen=True)
class SheetNames:
    """The words of a fact sheet: all of them, those with a capital, and the whole text in small letters."""

    words: frozenset[str]
    capitals: frozenset[str]
    text: str

    @classmethod
    def of(cls, sheet: FactSheet) -> SheetNames:
        """The words of all facts."""
        text = " \n ".join(visible(fact.value) for fact in sheet.facts)
        tokens = [_POSSESSIVE.sub("", token) for token in _TOKEN.findall(text)]
        words = frozenset(map(folded, tokens))
        capitals = frozenset(folded(token) for token in tokens if token != token.lower())
        return cls(words, capitals, f" {' '.join(_words(text))} ")

    def has(self, word: str) -> bool:
        """Whether a name is one of the sheet's: written with a capital there, or no ordinary word."""
        return any(
            one in self.capitals or (one in self.words and one not in OPENERS)
            for one in (word, word.removesuffix("s"), f"{word}s")
        )


def addresses(text: str, sheet: SheetNames, hosts: Collection[str]) -> tuple[str, list[Misnamed]]:
    """The text with its links, e-mail addresses and mentions blotted out, and those that nobody allowed."""
    faults = list[Misnamed]()
    raw = sheet.text

    def judge(found: re.Match[str]) -> str:
        token = found[0].rstrip(".,;:!?)")
        if not (
            _is_allowed(token, hosts) or (found.re is not _LINK and f" {' '.join(_words(token))} " in raw)
        ):
            faults.append(("link", token))
        return " " * len(found[0])

    for pattern in (_ADDRESS, _LINK, _MENTION):
        text = pattern.sub(judge, text)
    return text, faults


def links(text: str) -> int:
    """How many links a text has.

    >>> links("See kerjahub.example/demo or write to me@kerjahub.example")
    1
    """
    return len(_LINK.findall(_ADDRESS.sub(" ", visible(text))))


def _is_allowed(token: str, hosts: Collection[str]) -> bool:
    host = _HOST.fullmatch(token)
    return host is not None and any(
        host[1].lower() == allowed.lower() or host[1].lower().endswith(f".{allowed.lower()}")
        for allowed in hosts
        if allowed
    )


def foreign_names(
    text: str, sheet: SheetNames, others: OtherNames, *, move: Move | None
) -> Iterator[Misnamed]:
    """Every ('name' or 'other lead', word) of a visible text that the sheet does not know; `move` None for a subject."""
    yield from (("other lead", name) for name in _leaked(text, sheet, others))
    for found in _TOKEN.finditer(text):
        word = _POSSESSIVE.sub("", found[0])
        if _is_foreign(word, found, sheet, others, move=move):
            yield ("other lead" if folded(word) in others.words else "name"), word


def _leaked(text: str, sheet: SheetNames, others: OtherNames) -> Iterator[str]:
    words = _words(text)
    for length in range(1, _LONGEST_NAME + 1):
        for place in range(len(words) - length + 1):
            name = " ".join(words[place : place + length])
            if name in others.wholes and f" {name} " not in sheet.text:
                yield name


def _is_foreign(
    word: str, found: re.Match[str], sheet: SheetNames, others: OtherNames, *, move: Move | None
) -> bool:
    name = folded(word)
    if sheet.has(name) or _FIGURE.fullmatch(word):
        return False
    if not _is_latin(word) or any(sign.isdigit() for sign in word):
        return name not in sheet.words
    if word == word.lower() or len(word) == 1 or name in _NOBODYS:
        return False
    if name in HOME_COUNTRIES:
        return move is Move.SHARING or not _ASKS.match(found.string, found.end())
    camel = word[1:] != word[1:].lower()
    return camel or _is_foreign_in_place(name, found, sheet, others, subject=move is None)


def _is_foreign_in_place(
    name: str, found: re.Match[str], sheet: SheetNames, others: OtherNames, *, subject: bool
) -> bool:
    """Whether a capitalised word is a name here: inside a sentence always, at its beginning where it acts like one."""
    before, text = found.string[max(0, found.start() - 8) : found.start()], found.string
    titled = _TITLE_DOT.search(before)
    begins = _BEGINS.search(before) and not (titled and titled[1].lower() in TITLES)
    ordinary = name in OPENERS or name in sheet.words
    if ordinary:
        return not (begins or subject or _GOES_ON.search(before))
    if not begins:
        return True
    own = found.start() + len(_POSSESSIVE.sub("", found[0]))
    after = text[own : own + 40]
    return name in others.words or _acts_like_a_name(name, after, subject=subject)


def _acts_like_a_name(name: str, after: str, *, subject: bool) -> bool:
    """Whether what follows makes a name of it; above a letter, 'Invoicing for …' names a product as well."""
    if _MADE_WORD.fullmatch(name) or name in _small_words():
        return bool(_THING_THEN_NAME.match(after)) or (subject and bool(_THING.match(after)))
    adverb = name.endswith("ly") and after.startswith(",")
    return not adverb and (_CAPITAL.match(after) is not None or bool(_OF_A_NAME.match(after)))


def _is_latin(word: str) -> bool:
    return word.isascii() or all(
        not sign.isalpha()
        or unicodedata.name(sign, "").startswith(("LATIN", "MODIFIER", "FEMININE", "MASCULINE"))
        for sign in word
    )
