"""The sentences that say most: long ones, of words that matter in this conversation, and nothing twice.

A sentence is worth the weights of its words, each once: a word weighs more the more sentences it stands in, and less
the commoner it is (TF-IDF); words that were quoted already weigh less (after Carbonell and Goldstein, 1998, "MMR").
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from ml.conversation import Quote
from ml.cuss import Move, Tag
from ml.spoken_text import PROSPECT, REP, Utterance, plain, sentences

# Without full stops, as speech recognition may write, a "sentence" has no end: it is quoted in pieces.
LONGEST_SENTENCE, PIECE = 60, 40

# What a word counts once more, and a question; found on the training set of `tests.benchmarks.notes`.
_AGAIN, _QUESTION = 0.4, 0.7
# Small talk, and the seller's own words, say less of a call.
_IDLE, _SELLER = 0.4, 0.6
_SURE = 0.5
_UNTAGGED = Tag(Move.NONE, 0.0)

# Words that say little by themselves, in English, Malay and Indonesian; talk in these languages is full of them.
_LITTLE = """a about actually after again ah all alright also am an and any are aren't as at be because been before being bit
    but by can can't could did didn't do does doesn't doing don't down each even ever every few for from get go going good
    got had has have having he he's hello her here hey hi him his hmm how i i'd i'll i'm i've if in into is isn't it it's
    its just kind know let let's like lot may me mean might mm mm-hmm more most much my need nice no not now of off oh ok
    okay on once one only or other our out over own please quite really right said same see she should so some something
    sorry still such sure take than thank thanks that that's the their them then there there's these they they're thing
    things think this those to too uh uh-huh um under until up us very want was we we'll we're we've well were what what's
    when where which while who why will with won't would yeah yep yes yet you you'll you're you've your
    ada adalah agar akan aku anda apa atas atau awak bagi bahawa bahwa bapak belum bisa boleh bu buat cik cuma dah dalam
    dan dari daripada dengan dia di dulu encik gitu hanya hal harus ia ibu iaitu ini itu iya jadi jika juga kah kalau kami
    kan karena ke kepada kerana kita lagi lah lalu macam maka masih mau mereka memang mungkin nak nanti nya oke okey oleh
    pada pak pun puan punya pula saja sahaja sama sampai sangat satu saya sebab sebagai sedang sekarang semua seperti siap
    sini situ sudah supaya tak tapi telah tentang terus tetapi tidak tu untuk ya yang"""
LITTLE_WORDS = frozenset(_LITTLE.split())


@dataclass(frozen=True)
class Passage:
    """A sentence, or a piece of one that has no end, with what the tagger read in it.

    Parameters
    ----------
    quote
        The sentence, who said it and when.
    place, utterance
        Which passage it is, and which utterance it stands in, counted from 0.
    move, confidence
        Its tag; `none` with 0 where it has no tag.
    heard
        Its plain form (`ml.spoken_text.plain`).
    words
        Its words that carry meaning, each once, in order.
    """

    quote: Quote
    place: int
    utterance: int
    move: Move
    confidence: float
    heard: str
    words: tuple[str, ...]

    @property
    def asks(self) -> bool:
        """Whether it is a question."""
        return " ? " in self.heard

    @property
    def idle(self) -> bool:
        """Whether it is surely small talk or no talk at all."""
        return self.move in {Move.CONNECTING, Move.NONE} and self.confidence >= _SURE

    def faces(self, other: Passage) -> bool:
        """Whether the other side says it; where nobody knows the sides, whether somebody else does."""
        mine, theirs = self.quote, other.quote
        if mine.role and theirs.role:
            return mine.role != theirs.role
        return bool(mine.speaker and theirs.speaker) and mine.speaker != theirs.speaker


def passages_of(utterances: Sequence[Utterance], tags: Iterable[Tag] = ()) -> list[Passage]:
    """All sentences of a conversation in order.

    Who spoke is not known where several people are named, and none of them as the seller: their role is ''.

    >>> [(one.quote.role, one.words) for one in passages_of([Utterance("Hi. We pay by hand!", "prospect")])]
    [('prospect', ()), ('prospect', ('pay', 'hand'))]
    """
    tag_of = {(tag.utterance, tag.text): tag for tag in tags}
    number = count()
    return [
        _passage(next(number), position, quote, tag_of.get((position, text), _UNTAGGED))
        for position, (said, role) in enumerate(zip(utterances, roles_of(utterances), strict=True))
        for text in sentences(said.text)
        for quote in _quotes(text, replace(said, role=role))
    ]


def roles_of(utterances: Sequence[Utterance]) -> list[str]:
    """The role of each utterance; '' for all where several speak, and none of them as the seller.

    >>> roles_of([Utterance("Hi", "prospect", "Ann"), Utterance("Hello", "prospect", "Bob")])
    ['', '']
    """
    speakers = {said.speaker for said in utterances}
    mixed = len(speakers) > 1 and all(said.role != REP for said in utterances)
    return ["" if mixed or said.role not in {REP, PROSPECT} else said.role for said in utterances]


def _quotes(sentence: str, said: Utterance) -> Iterator[Quote]:
    words = [found.span() for found in re.finditer(r"\S+", sentence)]
    size = PIECE if len(words) > LONGEST_SENTENCE else LONGEST_SENTENCE
    for first in range(0, len(words), size):
        begin, end = words[first][0], words[min(first + size, len(words)) - 1][1]
        yield Quote(sentence[begin:end], said.role, said.speaker, said.start)


def _passage(place: int, utterance: int, quote: Quote, tag: Tag) -> Passage:
    heard = plain(quote.text)
    words = dict.fromkeys(word for word in heard.split() if word not in LITTLE_WORDS and word not in "?%$")
    return Passage(quote, place, utterance, tag.move, tag.confidence, heard, tuple(words))


def weights_of(passages: Iterable[Passage]) -> Mapping[str, float]:
    """What each word of a conversation weighs: the root of the number of its sentences, times its rarity."""
    passages = list(passages)
    spread = Counter(word for one in passages for word in one.words)
    return {word: math.sqrt(n) * math.log(1 + len(passages) / n) for word, n in spread.items()}


def pick(
    among: Iterable[Passage], most: int, weights: Mapping[str, float], worth: Callable[[Passage], float]
) -> list[Passage]:
    """The best few, in the order in which they were said; nothing that adds no word to the others.

    Parameters
    ----------
    among
        What can be picked.
    most
        How many at most.
    weights
        What a word weighs.
    worth
        A factor for each passage; one of 0 is not picked.
    """
    left = [(one, factor) for one in among if one.words and (factor := worth(one)) > 0]
    picked, told = list[Passage](), set[str]()

    def gain(candidate: tuple[Passage, float]) -> float:
        one, factor = candidate
        return factor * sum(weights.get(word, 0.0) * (_AGAIN if word in told else 1) for word in one.words)

    while left and len(picked) < most:
        best = max(left, key=gain)
        picked.append(best[0])
        told |= set(best[0].words)
        left = [one for one in left if not told.issuperset(one[0].words)]
    return sorted(picked, key=lambda one: one.place)


def gist_of(utterances: Sequence[Utterance], k: int = 3, tags: Iterable[Tag] = ()) -> tuple[Quote, ...]:
    """The sentences that say most, in the order in which they were said; small talk and questions count less.

    >>> [one.text for one in gist_of([Utterance("Hello there. We plan shifts in Excel. Okay, bye.")], 1)]
    ['We plan shifts in Excel.']
    """
    passages = passages_of(utterances, tags)
    return gist_in(passages, weights_of(passages), k)


def gist_in(passages: Sequence[Passage], weights: Mapping[str, float], k: int) -> tuple[Quote, ...]:
    """As `gist_of`, of passages."""
    return tuple(one.quote for one in pick(passages, k, weights, _tells))


def _tells(passage: Passage) -> float:
    sells = _SELLER if passage.quote.role == REP else 1.0
    return sells * (_QUESTION if passage.asks else 1.0) * (_IDLE if passage.idle else 1.0)
