"""What worked here: the seller's sentences, by move, after which calls like this one led on.

A sentence is worth reusing when it names nobody, states no number and no date, and when calls in which it, or one
much like it, was said led on clearly more often than calls do anyway. That it was the sentence's merit nobody can
say: the figure is a count, not a cause.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from ml.cuss import MOVES, Move
from ml.due_dates import names_a_day
from ml.spoken_text import count_words, plain

if TYPE_CHECKING:
    from datetime import datetime

    import numpy as np

    from ml.funnel import FunnelState

# A step forward within so many days after a call counts as "it led on".
LED_ON_DAYS = 30
FEWEST_WORDS, MOST_WORDS = 6, 28
# How alike two sentences are that count as one wording (cosine of their TF-IDF), and in how many calls it was said.
ALIKE, FEWEST_CALLS = 0.6, 4
# A sentence said in calls of at most so many industries may speak of what only these have.
FEW_INDUSTRIES = 2
# Candidates looked at for each move, the most promising by the trained ranking first; and how many are kept.
_LOOKED_AT, _KEPT = 400, 40
_FEWEST_TO_LEARN = 40

_WORD = r"\S+"  # how a plain sentence parts
_DIGIT = re.compile(r"\d")
_NAME_INSIDE = re.compile(r"(?<![.!?…] )(?<!^)\b[A-Z][^\W\d_]*")
_ALLOWED_INSIDE = {"I", "I'm", "I'll", "I'd", "I've", "HR", "OK"}
# What only makes sense in the call it was said in: it looks back, plays back, or says something of the other side.
_OF_ITS_CALL = re.compile(
    r" (?:you (?:mentioned|said|told|have|are|want)|you're|you've|as i said|last time|just now|earlier|today|since|because|so"
    r"|this (?:screen|page|morning|afternoon|is)|here (?:you|is)|he|she|him|her|that one|the other one|exactly that"
    r"|(?:what )?i'm hearing|i hear|i (?:understood|understand)|sounds like|is that right|correct|tadi)(?= )"
)
# Drafts are in English; these words tell Malay and Indonesian.
_NOT_ENGLISH = frozenset(
    {
        "ada",
        "apa",
        "bagaimana",
        "berapa",
        "bila",
        "dan",
        "dengan",
        "ibu",
        "ini",
        "itu",
        "kalau",
        "kami",
        "macam",
        "pak",
        "saya",
        "siapa",
        "sistem",
        "sudah",
        "tak",
        "untuk",
        "yang",
    }
)


@dataclass(frozen=True)
class SaidLine:
    """A sentence of the seller in a call of the past.

    Parameters
    ----------
    move, text
        What it did, verbatim.
    touch_id, pursuit_id
        In which call, of which pursuit.
    service, industry, state
        Of what, to whom, and where the pursuit stood.
    led_on
        Whether a step forward followed within `LED_ON_DAYS`.
    """

    move: Move
    text: str
    touch_id: int
    pursuit_id: int
    service: str
    industry: str
    state: str
    led_on: bool


@dataclass(frozen=True)
class RankedLine:
    """A sentence worth reusing.

    Parameters
    ----------
    said
        The sentence, in one of its calls.
    led_on, calls
        In how many of how many calls with its wording it led on.
    rank
        How promising training finds it, 0 to 1.
    service, industry
        '' where it was said in calls of several; else it only fits this one.
    """

    said: SaidLine
    led_on: int
    calls: int
    rank: float
    service: str = ""
    industry: str = ""


def is_reusable(text: str, names: Collection[str] = ()) -> bool:
    """Whether a sentence can be said to somebody else: whole, of ordinary length, no name, number, date or back-reference.

    >>> is_reusable("What would change for your managers if the roster was ready by Monday?")
    False
    >>> is_reusable("What would change for your managers if nobody had to chase them?")
    True
    """
    if not FEWEST_WORDS <= count_words(text) <= MOST_WORDS or text[-1:] not in ".?!" or _DIGIT.search(text):
        return False
    if (
        set(_NAME_INSIDE.findall(text)) - _ALLOWED_INSIDE
        or names_a_day(text)
        or _OF_ITS_CALL.search(plain(text))
    ):
        return False
    said = plain(text)
    if _NOT_ENGLISH & set(said.split()):
        return False
    return text[:1].isupper() and not any(
        f" {word} " in said for name in names for word in plain(name).split()
    )


def has_led_on(
    at: datetime,
    changes: Sequence[tuple[datetime, FunnelState, FunnelState]],
    order: Mapping[FunnelState, int],
) -> bool:
    """Whether a pursuit took a step forward within `LED_ON_DAYS` after a call.

    Parameters
    ----------
    at
        When the call was.
    changes
        The pursuit's stage changes: when, from where, to where.
    order
        How far along the funnel a state is.
    """
    return any(
        0 <= (moved - at).total_seconds() <= LED_ON_DAYS * 86_400
        and order.get(after, -1) > order.get(before, 0)
        for moved, before, after in changes
    )


def rank_lines(said: Sequence[SaidLine], *, seed: int = 0) -> list[RankedLine]:
    """The sentences worth reusing, of each move the best first.

    For each move a logistic regression on the sentences' TF-IDF learns what led on; the wordings that it finds most
    promising are kept where the lower bound of their rate (Beta, 20 %) lies above the rate of all calls.
    """
    by_move = ([one for one in said if one.move is move] for move in MOVES)
    return [line for some in by_move for line in islice(_of_move(some, seed), _KEPT)]


def _of_move(said: Sequence[SaidLine], seed: int) -> Iterator[RankedLine]:
    outcomes = [one.led_on for one in said]
    if len(said) < _FEWEST_TO_LEARN or len(set(outcomes)) == 1:
        return
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    texts = [plain(one.text) for one in said]
    vectors = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=_WORD).fit_transform(texts)
    model = LogisticRegression(C=1.0, max_iter=500, random_state=seed).fit(vectors, outcomes)
    promising = model.predict_proba(vectors)[:, 1]
    base = _rate_of_calls(said)
    taken = set[int]()
    for place in _first_of_each(texts, promising)[:_LOOKED_AT]:
        likeness = (vectors @ vectors[place].T).toarray().ravel()
        alike = set((likeness >= ALIKE).nonzero()[0].tolist())
        calls = {said[other].touch_id: said[other].led_on for other in alike}
        led_on, number = sum(calls.values()), len(calls)
        if alike & taken or number < FEWEST_CALLS or _lower_bound(led_on, number) <= base:
            continue
        taken |= alike
        of_calls = [said[other] for other in alike]
        yield RankedLine(
            said[place],
            led_on,
            number,
            float(promising[place]),
            _only({one.service for one in of_calls}, few=1),
            _only({one.industry for one in of_calls}, few=FEW_INDUSTRIES),
        )


def _only(kinds: set[str], *, few: int) -> str:
    """'' for a sentence of many kinds of calls; else one of the kinds it is tied to."""
    return min(kinds) if len(kinds) <= few else ""


def _first_of_each(texts: Sequence[str], promising: np.ndarray) -> list[int]:
    """One place for each wording, the most promising first."""
    first = dict[str, int]()
    for place, text in enumerate(texts):
        first.setdefault(text, place)
    return sorted(first.values(), key=lambda place: (-promising[place], place))


def _rate_of_calls(said: Sequence[SaidLine]) -> float:
    calls = {one.touch_id: one.led_on for one in said}
    return sum(calls.values()) / len(calls)


def _lower_bound(led_on: int, calls: int) -> float:
    """The 20 % quantile of the rate, from a flat prior."""
    from scipy.stats import beta

    return float(beta.ppf(0.2, led_on + 1, calls - led_on + 1))
