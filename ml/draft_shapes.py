"""How a template draft is built on each channel, and what is given up where there is little room."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ml.pitch import Channel
from ml.sentence_choice import NO_LIMIT

_MUCH = 3


@dataclass(frozen=True)
class Shape:
    """How a channel's draft is built.

    Parameters
    ----------
    questions
        How many questions it asks.
    quote_words
        The longest quote, in words; 0 for none.
    enough
        With so many words it needs no more.
    opener, line, claim, ask
        The longest opener, question, sentence of the offer and ask, in words, where a wording allows it.
    does
        The longest name of what is asked for, in words.
    breath
        The need and what meets it are said in a breath.
    script
        With cues for the rep: an agenda, and answers to what may be held against it.
    offers
        Whether it speaks of the offer and asks for a date.
    """

    questions: int
    quote_words: int
    enough: int
    opener: int = 30
    line: int = NO_LIMIT
    claim: int = NO_LIMIT
    ask: int = NO_LIMIT
    does: int = NO_LIMIT
    breath: bool = False
    script: bool = False
    offers: bool = True


SHAPES = {
    Channel.CALL: Shape(questions=3, quote_words=26, enough=150, script=True),
    Channel.EMAIL: Shape(questions=2, quote_words=22, enough=80),
    Channel.WHATSAPP: Shape(
        questions=1, quote_words=9, enough=20, opener=18, line=10, claim=18, ask=16, does=4, breath=True
    ),
    Channel.LINKEDIN: Shape(questions=1, quote_words=0, enough=0, line=14, offers=False),
}


@dataclass(frozen=True)
class Room:
    """What there is room for: a quote, a capability (else the service is named), and how many words fewer.

    `shortest` takes the shortest wordings there are, `longest` the longest, to see whether all of them fit.
    """

    quote: bool = True
    claim: bool = True
    fewer: int = 0
    shortest: bool = False
    longest: bool = False


# From plenty of room to the least.
WITH_CLAIM = (*(Room(fewer=k) for k in range(4)), *(Room(quote=False, fewer=k) for k in range(6)))
WITHOUT_CLAIM = (
    *(Room(quote=False, claim=False, fewer=k) for k in range(4)),
    Room(quote=False, claim=False, shortest=True),
)


def squeezed(shape: Shape, fewer: int) -> Shape:
    """With an opener and a claim of so many words fewer, and, where that is much, with the other sentences as well."""
    more = max(0, fewer - _MUCH)
    return replace(
        shape,
        opener=shape.opener - fewer,
        claim=shape.claim - fewer,
        line=shape.line - more,
        ask=shape.ask - more,
    )
