"""What somebody's ratings did, in a sentence."""

from __future__ import annotations

from bot.blocks.dates import Reader
from ml.rating_effects import RatingEffect


def effect_sentence(effect: RatingEffect, reader: Reader) -> str:
    """What the ratings of scores did, and where those of drafts and reminders go.

    >>> from datetime import UTC, datetime
    >>> monday = datetime(2026, 11, 23, 9, tzinfo=UTC)
    >>> told = RatingEffect(given=14, used=12, moved=3, right=8, judged=11, trained_at=monday)
    >>> effect_sentence(told, Reader(datetime(2026, 11, 25, 9, tzinfo=UTC)))
    "12 of your 14 ratings are in Monday's model; 3 changed the order; you were right 8 of 11 times."
    """
    parts = [_in_model(effect, reader)] if effect.given else []
    if effect.used:
        parts.append(f"{effect.moved or 'none'} changed the order")
    if effect.judged:
        times = "time" if effect.judged == 1 else "times"
        parts.append(f"you were right {effect.right} of {effect.judged} {times}")
    parts += [
        f"{_ratings(count)} of {what} {'steers' if count == 1 else 'steer'} {how}"
        for count, what, how in (
            (effect.drafts, "drafts", "how drafts are written"),
            (effect.reminders, "reminders", "how often I remind you"),
        )
        if count
    ]
    told = "; ".join(parts) or "You have not rated anything yet"
    return f"{told}."


def _in_model(effect: RatingEffect, reader: Reader) -> str:
    if effect.trained_at is None:
        return f"Your {_ratings(effect.given)} {'waits' if effect.given == 1 else 'wait'} for the first model"
    model = f"{_whose(effect, reader)} model"
    if not effect.used:
        if effect.given == 1:
            return f"Your 1 rating is not in {model}, since it did no better with it"
        return f"None of your {effect.given} ratings is in {model}, since it did no better with them"
    return f"{effect.used} of your {_ratings(effect.given)} {'is' if effect.used == 1 else 'are'} in {model}"


def _whose(effect: RatingEffect, reader: Reader) -> str:
    day = reader.since(effect.trained_at) if effect.trained_at else ""
    return f"{day}'s" if day.isalpha() else f"the {day}"


def _ratings(count: int) -> str:
    return "1 rating" if count == 1 else f"{count} ratings"
