"""Who talked how much: the seller's share, longest stretch, questions, changes of speaker, patience.

The set is that of Gong Labs' published call statistics. In seconds where the transcript says when each turn began, else
in words, marked as approximate; nothing at all where it is not known who spoke.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from ml.conversation import TalkFigures
from ml.cuss import Move, tag_sentence
from ml.gist import roles_of
from ml.spoken_text import PROSPECT, REP, Utterance, count_words, plain, sentences

# Words a second of people at ease, of slow speakers, and of nobody.
USUAL_RATE, SLOW_RATE, FASTEST_RATE = 2.5, 1.5, 6.0
# Fewer words of the other side do not break a stretch: they are a nod.
BREAKING_WORDS = 3
# So much of what was said may be of nobody known.
MOST_UNKNOWN = 0.1
# A clock may run on so far after the call, in seconds.
_SLACK_S = 5.0
_FEWEST_WORDS = 3
_SURE = 0.5

_TAG_END = re.compile(
    r"(?:,\s*|\s+)(?:right|okay|ok|yes|yeah|no|correct|eh|huh|lah|kan|ya|betul|betul tak|betul ya|ya kan|bukan|"
    r"you know|you see|is that right|isn't it|isn't that|aren't you|don't you|doesn't it|won't you|agree|fair enough)\?+$",
    re.IGNORECASE,
)
_OPENS_QUESTION = re.compile(
    r"^ (?:(?:so|and|but|okay|ok|right|well|now|then|jadi|dan|lalu) )*(?:"
    r"(?:how|what|who|when|where|why|which) (?:do|does|did|is|are|was|were|many|much|often|long|would|will|else|kind|about|"
    r"day|time|happens)|what's|how's|(?:do|does|did|are|is|have|has|can|could|would|will|shall|may) (?:you|your|we|i|it|that|"
    r"this|there)|berapa|apakah|bagaimana|gimana|macam mana|siapa|kapan|bila|kenapa|mengapa|apa yang)(?= )"
)


@dataclass(frozen=True)
class _Turn:
    """All that one side said until the other spoke: who, words, when it began, how long it was speech."""

    role: str
    words: int
    start: float
    seconds: float


def talk_figures(utterances: Sequence[Utterance], duration_s: float | None = None) -> TalkFigures | None:
    """The talk figures of a call; None where it is not known who spoke, or only one side did.

    Parameters
    ----------
    utterances
        The transcript.
    duration_s
        Length of the call in seconds, where known.

    Notes
    -----
    A transcript says when a turn began, not when it ended: it is taken to last until the next one, but no longer than
    a slow speaker needs for its words. Patience takes the usual rate of speech instead.

    >>> talk = [Utterance("How do you plan your shifts today?", "rep"), Utterance("In a big spreadsheet.", "prospect")]
    >>> figures = talk_figures(talk)
    >>> round(figures.rep_share, 2), figures.questions, figures.approximate
    (0.64, 1, True)
    """
    said = _known(utterances)
    if not said:
        return None
    duration_s = _plausible(duration_s, said)
    seconds = _seconds(said, duration_s)
    timed = seconds is not None
    turns = _turns(said, seconds or [count_words(each.text) / USUAL_RATE for each in said])
    spoken = {role: sum(turn.seconds for turn in turns if turn.role == role) for role in (REP, PROSPECT)}
    if min(spoken.values()) <= 0:
        return None
    return TalkFigures(
        rep_share=spoken[REP] / sum(spoken.values()),
        longest_monologue_s=_longest_stretch(turns),
        questions=sum(
            is_question(text) for each in said if each.role == REP for text in sentences(each.text)
        ),
        switches_a_minute=_switches_a_minute(turns, duration_s, timed=timed),
        patience_s=_patience(turns) if timed else None,
        approximate=not timed,
    )


def is_question(text: str) -> bool:
    """Whether a sentence of the seller is a question of content: no “right?”, no greeting, no “can you hear me?”.

    >>> is_question("Who signs the order?"), is_question("That saves time, right?"), is_question("How are you?")
    (True, False, False)
    """
    asked = text.rstrip(" \"”')")
    bare = _TAG_END.sub("", asked)
    opens = _OPENS_QUESTION.match(plain(bare)) is not None
    if not opens and (bare != asked or not asked.endswith("?")):
        return False
    tag = tag_sentence(text, REP)
    idle = tag.move is Move.CONNECTING or (tag.move is Move.NONE and tag.confidence >= _SURE)
    return count_words(bare) >= _FEWEST_WORDS and not idle


def _known(utterances: Sequence[Utterance]) -> list[Utterance]:
    """What both sides said, without what nobody known did; nothing where that is too much."""
    roles = roles_of(utterances)
    spoken = [(role, each) for role, each in zip(roles, utterances, strict=True) if count_words(each.text)]
    said = [each for role, each in spoken if role]
    words = sum(count_words(each.text) for _role, each in spoken)
    unknown = words - sum(count_words(each.text) for each in said)
    return said if unknown <= MOST_UNKNOWN * words else []


def _plausible(duration_s: float | None, said: Sequence[Utterance]) -> float | None:
    """The length of the call, unless nobody can have said all this in that time."""
    words = sum(count_words(each.text) for each in said)
    known = duration_s is not None and math.isfinite(duration_s) and duration_s * FASTEST_RATE >= words
    return duration_s if known else None


def _seconds(said: Sequence[Utterance], duration_s: float | None) -> list[float] | None:
    """How long each utterance was speech; None where the starts are not all known, or cannot be true."""
    starts = [each.start for each in said if each.start is not None and math.isfinite(each.start)]
    if len(starts) < len(said) or any(later < earlier for earlier, later in pairwise(starts)):
        return None
    words = [count_words(each.text) for each in said]
    end = starts[-1] + words[-1] / USUAL_RATE
    if duration_s:
        if starts[-1] > duration_s + _SLACK_S:
            return None
        end = max(starts[-1], min(end, duration_s))
    lasted = [
        min(later - begun, number / SLOW_RATE)
        for begun, later, number in zip(starts, [*starts[1:], end], words, strict=True)
    ]
    return lasted if sum(lasted) * FASTEST_RATE >= sum(words) else None


def _turns(said: Sequence[Utterance], seconds: Sequence[float]) -> list[_Turn]:
    pairs = zip(said, seconds, strict=True)
    return [
        _Turn(
            role,
            sum(count_words(each.text) for each, _ in group),
            group[0][0].start or 0.0,
            sum(lasted for _, lasted in group),
        )
        for role, group in (
            (role, list(each)) for role, each in groupby(pairs, key=lambda pair: pair[0].role)
        )
    ]


def _longest_stretch(turns: Sequence[_Turn]) -> float:
    longest = stretch = 0.0
    for turn in turns:
        if turn.role == REP:
            stretch += turn.seconds
            longest = max(longest, stretch)
        elif turn.words >= BREAKING_WORDS:
            stretch = 0.0
    return longest


def _switches_a_minute(turns: Sequence[_Turn], duration_s: float | None, *, timed: bool) -> float | None:
    length = duration_s or (turns[-1].start + turns[-1].seconds if timed else 0.0)
    return (len(turns) - 1) * 60 / length if length > 0 else None


def _patience(turns: Sequence[_Turn]) -> float | None:
    gaps = [
        max(0.0, after.start - before.start - before.words / USUAL_RATE)
        for before, after in pairwise(turns)
        if before.role == PROSPECT
    ]
    return median(gaps) if gaps else None
