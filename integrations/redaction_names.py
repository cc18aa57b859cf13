"""Finding the names that the CRM knows: whole, in part, with titles, in any capitalisation."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise, permutations

from integrations.known_names import KnownNames
from integrations.redaction_spans import Claims, Span, plain
from integrations.redaction_text import SHORT, Word, begins_sentence, gaps, with_form
from integrations.redaction_words import (
    CONNECTORS,
    FUNCTION_WORDS,
    GREETINGS,
    HONORIFICS,
    MONTHS,
    NICKNAMES,
    OF_DATES,
    ORDINARY,
    PLACES,
    PRONOUNS,
    ROLES,
    SAYS,
    VERY_ORDINARY,
    word_set,
)
from integrations.store.company_names import fold, normalise_name

_PART = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f]|')*")
_LINK_IN_NAME = re.compile(r"\b(?:a/l|a/p|s/o|d/o)\b", re.IGNORECASE)
_LINK = re.compile(r"[ \t]+(?:[as]/[lpo]|d/o|a[lp]|bin|binti|bte?|al|van|de|da|dos)[ \t]+", re.IGNORECASE)
_LINKS_BEGIN = word_set("a s d al ap bin binti bt bte van de da dos")
_BETWEEN_COMPANY_WORDS = re.compile(r"[ \t.,&'()-]{0,3}")
_NO_PARTS = CONNECTORS | ROLES | PLACES
_NOT_OF_THE_NAME = PLACES | {"s", "m", "holding", "holdings", "group"}
_MOST_WORDS, _LONGEST_COMPANY, _SHORTEST_PART = 6, 8, 3


class NameIndex:
    """What the names are made of; names that a text introduces are added while it is read."""

    def __init__(self, known: KnownNames) -> None:
        self._parts = set[str]()
        self._pairs = set[tuple[str, str]]()
        self._sorted: list[str] | None = None
        self._companies = defaultdict[str, set[tuple[str, ...]]](set)
        self._first_words = set[str]()
        for name in known.people:
            self._add_person(name)
        for name in known.companies:
            self._add_company(name)

    def __len__(self) -> int:
        """How many parts of names are known."""
        return len(self._parts)

    def add_part(self, word: str) -> None:
        """Know from now on that somebody is called so."""
        if word not in self._parts:
            self._parts.add(word)
            self._sorted = None

    def shortens(self, word: str) -> bool:
        """Whether somebody's name begins so: Pak Har is Hartono."""
        if self._sorted is None:
            self._sorted = sorted(self._parts)
        nearest = self._sorted[bisect_left(self._sorted, word) :][:1] if len(word) >= _SHORTEST_PART else []
        return any(name.startswith(word) for name in nearest)

    def find_companies(self, text: str, words: Sequence[Word]) -> Iterator[Span]:
        """Known companies, with the legal form beside them."""
        begin = self._companies.keys() | self._first_words
        done = 0
        for at in [at for at, word in enumerate(words) if word.word in begin]:
            length = self._company_at(text, words, at) if at >= done else 0
            if length:
                done = at + length
                yield with_form(text, words[at].start, words[done - 1].end)

    def find_people(self, text: str, words: Sequence[Word], claims: Claims) -> Iterator[Span]:
        """Known people, by the whole name or a part of it."""
        done = 0
        for at in [at for at, word in enumerate(words) if word.word in self._parts]:
            if at >= done and claims.free(words[at].start, words[at].end):
                done = self._end_of_run(text, words, at)
                if _is_name(text, words, at, done):
                    yield Span(words[at].start, words[done - 1].end, "PERSON")

    def _add_person(self, name: str) -> None:
        """Every part of the name and its short forms; which parts belong together."""
        words = _parts_of(plain(name))
        self._parts.update(words)
        self._pairs.update(permutations(words, 2))
        self._parts.update(first + second for first, second in pairwise(words))  # Wei Ming, Weiming
        for word in words:
            short = NICKNAMES.get(word, ())
            self._parts.update(short)
            self._pairs.update((nick, other) for nick in short for other in words)

    def _add_company(self, name: str) -> None:
        core = tuple(normalise_name(name).split())[:_LONGEST_COMPANY]
        if not any(map(str.isalpha, "".join(core))):
            return
        self._companies[core[0]].add(core)
        while len(core) > 1 and core[-1] in _NOT_OF_THE_NAME:
            core = core[:-1]
        self._companies[core[0]].update(core[:length] for length in range(2, len(core) + 1))
        if len(core) == 1:
            self._companies[core[0]].add(core)
        if len(core) > 1 and len(core[0]) > _SHORTEST_PART and core[0] not in ORDINARY:
            self._first_words.add(core[0])

    def _company_at(self, text: str, words: Sequence[Word], at: int) -> int:
        """How many words from here on are a known company's; 0 where none."""
        cores = self._companies.get(words[at].word, set())
        for length in range(min(max(map(len, cores), default=0), len(words) - at), 0, -1):
            run = words[at : at + length]
            if tuple(word.word for word in run) in cores and _is_company(text, run):
                return length
        return int(words[at].titled and words[at].word in self._first_words)

    def _end_of_run(self, text: str, words: Sequence[Word], at: int) -> int:
        """Where the name that begins here ends: parts of one name, or parts that are nothing but names."""
        end = at + 1
        while end < len(words) and end - at < _MOST_WORDS:
            last = words[end - 1]
            beyond = _beyond_link(text, words, end)
            following = words[beyond]
            if following.word in {word.word for word in words[at:end]}:
                break
            same = (last.word, following.word) in self._pairs
            apart = beyond == end and not _adjoin(
                text[last.end : following.start], last, following, same=same
            )
            if apart or not (
                same or (following.word in self._parts and not last.ordinary and not following.ordinary)
            ):
                break
            end = beyond + 1
        return end


def _beyond_link(text: str, words: Sequence[Word], at: int) -> int:
    """The word after 'bin', 'a/l' and the like; the word itself where it is none."""
    if words[at].word in _LINKS_BEGIN and (link := _LINK.match(text, words[at - 1].end)):
        for beyond in range(at + 1, min(at + 3, len(words))):
            if words[beyond].start == link.end():
                return beyond
    return at


def _adjoin(gap: str, first: Word, second: Word, *, same: bool) -> bool:
    """Whether two parts of a name stand beside each other: 'Wei Ming', 'J. Tan'; of one name also 'Tan, Wei Ming', 'wei.ming'."""
    if gap in {" ", "  ", "-", "\t"}:
        return True
    if gap in {".", ". "}:
        return len(first.word) == 1 or (same and gap == ".")
    return gap == ", " and same and second.written[0].isupper()


def _parts_of(name: str) -> list[str]:
    """The parts by which somebody is called; titles before it, links and roles are none."""
    parts = [part for written in _PART.findall(_LINK_IN_NAME.sub(" ", name)) for part in _spellings(written)]
    while parts and parts[0] in HONORIFICS:  # not later: Koh and Abang may be a family's name
        del parts[0]
    left = [part for part in parts if part.isalpha() and part not in _NO_PARTS][:_MOST_WORDS]
    return left if any(len(part) > 1 for part in left) else []


def _spellings(written: str) -> list[str]:
    """O'Brien is also called Brien, by who writes 'O Brien'."""
    spelt = [fold(written), fold(written.rpartition("'")[2])] if "'" in written else [fold(written)]
    return [word.replace(" ", "") for word in spelt if len(word) > _SHORTEST_PART or word == spelt[0]]


def _is_company(text: str, run: Sequence[Word]) -> bool:
    """Whether these words, which are a company's, are not just words: 'the best price', 'the summit'."""
    if not all(_BETWEEN_COMPANY_WORDS.fullmatch(gap) for gap in gaps(text, run)):
        return False
    start, end = run[0].start, run[-1].end
    if any(not word.ordinary for word in run) or with_form(text, start, end)[:2] != (start, end):
        return True
    if len(run) == 1:
        return run[0].titled and not begins_sentence(text, start)
    capitals = all(word.written[0].isupper() for word in run if word.written[0].isalpha())
    return capitals or any(word.word not in VERY_ORDINARY for word in run)


def _is_name(text: str, words: Sequence[Word], at: int, end: int) -> bool:
    run = words[at:end]
    if any(not word.ordinary for word in run):
        return True
    if len(run) == 1:
        return _is_named(text, words, at)
    doubtful = any(word.word in FUNCTION_WORDS or len(word.word) <= SHORT for word in run)
    return not doubtful or all(word.written[0].isupper() for word in run)


def _is_named(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether an ordinary word is meant as a name here: 'Ms Rose', 'asked Will', not 'will' or 'in May'."""
    word = words[at]
    if len(word.word) == 1:
        return False
    before = words[at - 1].word if at and "\n" not in text[words[at - 1].end : word.start] else ""
    after = words[at + 1].word if at + 1 < len(words) else ""
    if before in HONORIFICS:
        return True
    if not word.titled:
        greeted = before in GREETINGS and after not in PRONOUNS
        return greeted and word.word not in FUNCTION_WORDS and len(word.word) > SHORT
    if word.word in MONTHS and (_dated(before) or _dated(after)):
        return False
    if not begins_sentence(text, word.start):
        return True
    with_another = after in {"and", "dan"} and at + 2 < len(words) and words[at + 2].titled
    follows = text[word.end : word.end + 2]
    return with_another or follows == "'s" or follows[:1] in {":", ","} or after in SAYS


def _dated(word: str) -> bool:
    return word in OF_DATES or word in MONTHS or word.isdigit()
