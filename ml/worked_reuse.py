"""Which sentences that led on elsewhere may stand in a draft as they are."""

from __future__ import annotations

import re

from ml.claims import claims_in
from ml.cuss import Move
from ml.due_dates import names_a_day
from ml.facts import FactKind, FactSheet
from ml.pitch import PitchLine
from ml.spoken_text import count_words

_MOST_WORDS = {Move.CONNECTING: 16, Move.UNDERSTANDING: 16, Move.SHARING: 24, Move.SETTING: 14}
_ENGLISH = re.compile(
    r"\b(?:the|you|your|we|our|it|is|what|how|who|when|would|could|shall|this|that|they)\b", re.IGNORECASE
)
# A greeting tells of a meeting that this lead may not have had: only thanks for the time and brevity are safe.
_POLITE = re.compile(
    r"\b(?:good time|good moment|keep it short|won't take long|few minutes|thanks for picking up)\b",
    re.IGNORECASE,
)
_MET_BEFORE = re.compile(
    r"\b(?:last|again|met|saw|heard|enjoyed|congrat\w*|told|mentioned|promised|your post)\b", re.IGNORECASE
)
_SAID_BEFORE = re.compile(
    r"\b(?:you (?:said|mentioned|told|asked)|since you|as i said|earlier|last time|competitor)\b",
    re.IGNORECASE,
)
_PROPOSES = re.compile(r"^(?:shall|would|could|can|may|how about|do you want)\b", re.IGNORECASE)


def worked_line(sheet: FactSheet, move: Move, take: int) -> PitchLine | None:
    """A sentence that led on and fits here; every second take has one, the best first.

    It is a fact of its own, and named as such; greetings that tell of something shared, sentences that lean on
    what somebody said, and proposals with a day in them stay where they were said.
    """
    ids = {fact.value: fact.id for fact in sheet.of(FactKind.WORKED)}
    fitting = [
        line
        for line in sheet.worked
        if line.move is move and line.text in ids and _fits(sheet, move, line.text)
    ]
    if not fitting or take % 2:
        return None
    line = fitting[take // 2 % len(fitting)]
    return PitchLine(line.text, (ids[line.text],), f"worked.{move.value}/{line.touch_id}")


def _fits(sheet: FactSheet, move: Move, text: str) -> bool:
    asks = text.endswith("?")
    if any(claims_in(text)):  # what somebody claimed on a call proves nothing
        return False
    if count_words(text) > _MOST_WORDS[move] or not _ENGLISH.search(text) or _SAID_BEFORE.search(text):
        return False
    if move is Move.CONNECTING:
        return _POLITE.search(text) is not None and not _MET_BEFORE.search(text) and not asks
    if move is Move.UNDERSTANDING:
        return asks
    if move is Move.SETTING:
        return asks and _PROPOSES.search(text) is not None and not names_a_day(text)
    return not asks and bool(_long_words(text) & _needs(sheet))


def _needs(sheet: FactSheet) -> set[str]:
    """The words of the needs that the offer meets, and of what meets them."""
    ids = [one for pair in sheet.pairings for one in (pair.pain, pair.capability)]
    return {word for fact in sheet.cited(ids) for word in _long_words(fact.value)}


def _long_words(text: str) -> set[str]:
    return {word for word in re.findall(r"[^\W\d_]+", text.lower()) if len(word) > 5}  # noqa: PLR2004 - words that carry a topic
