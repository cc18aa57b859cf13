"""The four moves of a good sales event: which sentences make which move, and how much of each there is.

Connecting builds rapport, understanding learns of needs, sharing shows how the product meets them, setting
plans the next step. A sentence is tagged by weighted votes of the labelling functions in `ml.cuss_cues_rapport`, `_needs` and `_offer`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from ml.cuss_cues_needs import UNDERSTANDING_CUES
from ml.cuss_cues_offer import SETTING_CUES, SHARING_CUES
from ml.cuss_cues_rapport import CONNECTING_CUES, NONE_CUES
from ml.due_dates import due_date
from ml.spoken_text import LONGEST_READ, PROSPECT, Utterance, count_words, plain, sentences


class Move(StrEnum):
    """What a sentence does for the sale."""

    CONNECTING = "connecting"
    UNDERSTANDING = "understanding"
    SHARING = "sharing"
    SETTING = "setting"
    NONE = "none"


MOVES = (Move.CONNECTING, Move.UNDERSTANDING, Move.SHARING, Move.SETTING)

# Where votes tie: a concrete next step beats a question about the prospect, that beats talk of the offer,
# and connecting is what is left.
_PRECEDENCE = (Move.NONE, Move.SETTING, Move.UNDERSTANDING, Move.SHARING, Move.CONNECTING)
CUES = NONE_CUES + CONNECTING_CUES + UNDERSTANDING_CUES + SHARING_CUES + SETTING_CUES
_VOTES = tuple((Move(cue.move), cue) for cue in CUES)

ABSTAINED = 0.3
SURE = 0.97
TELLING_WORDS = 9


@dataclass(frozen=True)
class Tag:
    """A tagged sentence.

    Parameters
    ----------
    move
        The move it makes.
    confidence
        0 to 1; an abstention is `none` with a low one.
    text
        The sentence, verbatim.
    role
        Who said it: 'rep', 'prospect', or '' where it is not known.
    utterance
        Which utterance it stands in, counted from 0.
    """

    move: Move
    confidence: float
    text: str = ""
    role: str = ""
    utterance: int = 0

    @property
    def words(self) -> int:
        """How many words the sentence has."""
        return count_words(self.text)


@dataclass(frozen=True)
class Coverage:
    """How much of an event went into each move.

    Parameters
    ----------
    connecting, understanding, sharing, setting
        Shares of the words that make any of the four moves; they add up to 1, or are all 0 where none is made.
    order
        The moves in the order in which they were first made.
    next_step
        The sentence that sets the next step, verbatim; '' where none does.
    next_step_due
        The date that it names, if any.
    """

    connecting: float = 0.0
    understanding: float = 0.0
    sharing: float = 0.0
    setting: float = 0.0
    order: tuple[Move, ...] = ()
    next_step: str = ""
    next_step_due: date | None = None

    @property
    def dated_next_step(self) -> bool:
        """Whether a next step with a date was set."""
        return self.next_step_due is not None


def tag_sentence(text: str, role: str = "") -> Tag:
    """The move that one sentence makes.

    >>> tag_sentence("Shall we look at the demo together on Friday at three?").move.value
    'setting'
    >>> tag_sentence("Uh-huh, right.").move.value
    'none'
    """
    return Tag(*_vote(plain(text[:LONGEST_READ]), role), text, role)


@lru_cache(maxsize=50_000)  # people say the same things
def _vote(sentence: str, role: str) -> tuple[Move, float]:
    """Let all cues vote on a plain sentence."""
    words = sentence.count(" ") - 1
    scores = dict.fromkeys(_PRECEDENCE, 0.0)
    for move, cue in _VOTES:
        if cue.votes(sentence, role, words):
            scores[move] += cue.weight
    return verdict(scores, role, words)


def verdict(scores: Mapping[Move, float], role: str, words: int) -> tuple[Move, float]:
    """The move with the loudest votes, and how sure that is: its share of all votes, less for a lone hint.

    Parameters
    ----------
    scores
        For each move the weights of the cues that voted for it.
    role, words
        Who said it, and how many words it has.
    """
    best = max(_PRECEDENCE, key=lambda move: scores[move])
    if scores[best] == 0:
        # Nothing voted: what a prospect tells at some length is mostly their own world.
        tells = role == PROSPECT and words >= TELLING_WORDS
        return (Move.UNDERSTANDING, ABSTAINED + 0.1) if tells else (Move.NONE, ABSTAINED)
    share = scores[best] / sum(scores.values())
    loudness = scores[best] / (scores[best] + 1.0)
    return best, min(SURE, share * loudness + 0.2 * share)


def tag_utterances(utterances: Iterable[Utterance]) -> list[Tag]:
    """Every sentence of a transcript with its move, in order."""
    return [
        Tag(tag.move, tag.confidence, tag.text, tag.role, position)
        for position, utterance in enumerate(utterances)
        for tag in (tag_sentence(text, utterance.role) for text in sentences(utterance.text))
    ]


def coverage(tags: Sequence[Tag], on: date) -> Coverage:
    """Shares, order and next step of a tagged event that took place on a day.

    >>> tags = tag_utterances([Utterance("How do you plan shifts today? I'll send you the quote on Friday.", "rep")])
    >>> found = coverage(tags, date(2026, 11, 11))
    >>> found.next_step, found.next_step_due
    ("I'll send you the quote on Friday.", datetime.date(2026, 11, 13))
    """
    words = dict.fromkeys(MOVES, 0)
    for tag in tags:
        if tag.move is not Move.NONE:
            words[tag.move] += tag.words
    spoken = sum(words.values()) or 1
    next_step, due = _next_step(tags, on)
    return Coverage(
        **{move.value: words[move] / spoken for move in MOVES},
        order=tuple(dict.fromkeys(tag.move for tag in tags if tag.move is not Move.NONE)),
        next_step=next_step,
        next_step_due=due,
    )


def _next_step(tags: Sequence[Tag], on: date) -> tuple[str, date | None]:
    """The last setting sentence that names a day to come, else the last setting sentence."""
    setting = [tag.text for tag in reversed(tags) if tag.move is Move.SETTING]
    dated = ((text, due) for text in setting if (due := due_date(text, on)) is not None and due >= on)
    return next(dated, (setting[0] if setting else "", None))
