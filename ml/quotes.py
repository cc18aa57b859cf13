"""The one sentence of an event that is worth showing, in the target's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ml.cuss import Move, Tag
from ml.spoken_text import PROSPECT, REP, plain

LONGEST_QUOTE = 140
FEWEST_WORDS = 6

_NUMBER = re.compile(r"\d")
_CONDITION = re.compile(
    r" (?:before|until|unless|after|because|only if|sebelum|sebelumnya|selepas|setelah|karena|kerana|kalau)(?= )"
)


def telling_quote(tags: Sequence[Tag]) -> str:
    """The most telling sentence, verbatim and at most 140 signs; '' where there is none.

    The target's own words come first; what they ask for next, a number or a condition make a sentence telling.

    >>> from ml.cuss import tag_sentence
    >>> said = ["We plan it in a spreadsheet every month.", "Please send me the quote before the board meeting."]
    >>> telling_quote([tag_sentence(text, "prospect") for text in said])
    'Please send me the quote before the board meeting.'
    """
    fit = [tag for tag in tags if tag.role != REP and _is_quotable(tag)]
    return max(fit, key=_telling, default=Tag(Move.NONE, 0.0)).text


def _is_quotable(tag: Tag) -> bool:
    matters = tag.move in {Move.UNDERSTANDING, Move.SETTING}
    return matters and len(tag.text) <= LONGEST_QUOTE and tag.words >= FEWEST_WORDS


def _telling(tag: Tag) -> float:
    asks_for_more = tag.move is Move.SETTING and tag.role == PROSPECT
    number = _NUMBER.search(tag.text) is not None
    condition = _CONDITION.search(plain(tag.text)) is not None
    return tag.confidence + 0.3 * asks_for_more + 0.4 * number + 0.3 * condition
