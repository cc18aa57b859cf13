"""Whether a sentence says what its facts say: shared words, verbatim quotes, and the same side of every 'not'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ml.draft_text import visible
from ml.facts import Fact, FactKind
from ml.said_dates import DAY_NAMES
from ml.spoken_text import count_words
from ml.word_stems import content, stem, words_of

# So much of a sharing sentence's topic has to be in its facts.
LEAST_OVERLAP = 0.3
# Fewer words in quotation marks are a way of speaking, not somebody's words.
FEWEST_QUOTED = 4

_QUOTED = re.compile(r'"([^"]{1,400})"')
_SPOKEN = re.compile(r"[^\W_]+")
_CLAUSE = re.compile(r"[.,;:!?()\"\n]+| - ")
_NOT = re.compile(
    r"""(?:\w+n't|not|no|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|hardly|barely|rarely|seldom|fail|fails|failed|refuse|refuses|
    refused|unable|tidak|tak|bukan|belum|jangan|tanpa|tiada|nggak|gak|enggak|ga|kurang)""",
    re.VERBOSE,
)
# Between a 'not' and what it denies.
_LITTLE = """
really actually always ever often longer yet need needs quite very fully just simply only pernah lagi the a an any single do does did be is are was were
been has have had will would can could should may might must it its they them this that these those we our us you your i me my he she his her
to of in on at for with and or so as all there yang akan ada itu ini untuk
"""
_BETWEEN = frozenset(_LITTLE.split())
# Who denies one of these says nothing of the offer: 'I do not want to push'.
_OF_THE_MIND = frozenset(
    {"want", "know", "think", "like", "mean", "sure", "wish", "mind", "say", "ask", "let"}
)
_UNTIL = frozenset({"until", "till", "sampai", "sehingga"})
_SPEAKERS = frozenset({"i", "we", "you"})
# These are no statements that one could deny.
_NO_STATEMENT = frozenset({FactKind.PERSON, FactKind.COMPANY, FactKind.TOUCH, FactKind.TIME})


def overlap(sentence: str, cited: Iterable[Fact], names: frozenset[str]) -> float:
    """The share of a sentence's topic words that its facts, or the sheet's names, have as well; 1 for one without topic."""
    said = content(sentence)
    known = names.union(*(content(fact.value) for fact in cited))
    return len(said & known) / len(said) if said else 1.0


def misquoted(text: str, cited: Sequence[Fact]) -> Iterator[str]:
    """Words in quotation marks that stand in none of the cited facts.

    >>> fact = Fact("f1", FactKind.PAIN, "We lose two days a month, every month.", "call")
    >>> list(misquoted("You said: “we lose two days a month”.", [fact])), list(misquoted("“We lose nine days a month.”", [fact]))
    ([], ['We lose nine days a month.'])
    """
    told = [_spoken(fact.value) for fact in cited]
    for quote in _QUOTED.findall(visible(text)):
        if count_words(quote) >= FEWEST_QUOTED and not any(_spoken(quote) in one for one in told):
            yield quote


def _spoken(text: str) -> str:
    return f" {' '.join(_SPOKEN.findall(visible(text).casefold()))} "


def denied(text: str, cited: Iterable[Fact]) -> Iterator[str]:
    """Words that the sentence denies and a fact does not, or the other way round.

    >>> fact = Fact("f1", FactKind.CAPABILITY, "Our clock works without a network.", "offer table")
    >>> list(denied("The clock works with a network.", [fact])), list(denied("It works without any network.", [fact]))
    (['network'], [])
    """
    nots, said = _denials(text)
    for fact in (one for one in cited if one.kind not in _NO_STATEMENT):
        theirs, told = _denials(fact.value)
        both = said.keys() & told.keys()
        yield from (said[word] for word in sorted((nots ^ theirs) & both))


def _denials(text: str) -> tuple[frozenset[str], dict[str, str]]:
    """The stems of what is denied, and all stems with a word that has them."""
    denials, every = set[str](), dict[str, str]()
    for clause in _CLAUSE.split(visible(text)):
        words = words_of(clause)
        every.update({stem(word): word for word in words if word not in _BETWEEN})
        denials |= {
            denial
            for place, word in enumerate(words)
            if _NOT.fullmatch(word) and (denial := _denied(words, place))
        }
    return frozenset(denials), every


def _denied(words: Sequence[str], place: int) -> str:
    """The first word that matters behind a 'not', a few words on at most; 'not until' denies nothing."""
    near = (
        word for word in words[place + 1 : place + 7] if word not in _BETWEEN and not _NOT.fullmatch(word)
    )
    word = next(near, "")
    minds = word in _OF_THE_MIND and bool(_SPEAKERS.intersection(words[max(0, place - 2) : place]))
    return "" if minds or word in DAY_NAMES or not _UNTIL.isdisjoint(words[place:]) else stem(word)
