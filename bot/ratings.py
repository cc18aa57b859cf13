"""Thumbs on what the bot said, by button or by emoji: who may rate, what counts as which vote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, get_args

from bot.blocks.rating_reason import Why
from bot.exchange import Desk
from bot.visibility import may_open
from integrations.store.doubts import CrmDoubt
from ml.errors import BadInput, NotAllowed
from ml.records import Person, RatingEvent, Suggestion, Vote

_VOTES: Mapping[str, Vote] = {"+1": "up", "-1": "down"}
_OTHER_NAMES = {"thumbsup": "+1", "thumbsdown": "-1"}


@dataclass(frozen=True)
class Thumb:
    """A click on a thumb: which suggestion, which way, when, and Slack's id of the click."""

    suggestion_id: str
    vote: Vote
    at: datetime
    key: str

    @classmethod
    def read(cls, action: dict[str, Any], slack_id: str, now: datetime) -> Thumb:
        """The thumb in a click's action; its moment is Slack's, `now` where that is missing.

        Raises
        ------
        BadInput
            When the value is not one of ours.
        """
        suggestion_id, _, vote = str(action.get("value", "")).rpartition(":")
        if not suggestion_id or vote not in get_args(Vote):
            raise BadInput("That thumb is from an older version and cannot be counted.")
        stamp = str(action.get("action_ts", ""))
        at = moment_of(stamp) or now
        key = f"click:{stamp or now.isoformat()}:{slack_id}:{suggestion_id}"
        return cls(suggestion_id, "up" if vote == "up" else "down", at, key)


@dataclass(frozen=True)
class Reaction:
    """A thumb emoji put on a message or taken off it.

    Parameters
    ----------
    slack_id
        Who reacted.
    vote
        What the emoji says.
    added
        Whether it was put on; else it was taken off.
    channel, ts
        The message.
    at, key
        When by Slack's clock, and Slack's id of the event.
    emoji
        Which one, with its skin, as `thumb_of` names it.
    """

    slack_id: str
    vote: Vote
    added: bool
    channel: str
    ts: str
    at: datetime
    key: str
    emoji: str

    @classmethod
    def read(cls, body: dict[str, Any], now: datetime) -> Reaction | None:
        """The thumb in a reaction event; None for other emoji, and for things that are no message."""
        event = body.get("event", {})
        item = event.get("item")
        thumb = thumb_of(str(event.get("reaction", "")))
        if thumb is None or not isinstance(item, dict) or item.get("type") != "message":
            return None
        emoji, vote = thumb
        place = (str(item.get("channel", "")), str(item.get("ts", "")))
        slack_id, stamp = str(event.get("user", "")), str(event.get("event_ts", ""))
        added = event.get("type") == "reaction_added"
        key = str(body.get("event_id") or f"{added}:{stamp}:{slack_id}:{event.get('reaction')}:{place}")
        return cls(slack_id, vote, added, *place, moment_of(stamp) or now, f"emoji:{key}", emoji)


def rate(thumb: Thumb, person: Person, desk: Desk) -> None:
    """Count a click on a thumb; the same click counts once.

    Raises
    ------
    NotAllowed
        When the answer was not given to this person and is about a pursuit that they may not open.
    """
    suggestion = _rateable(desk.store.suggestions.by_id(thumb.suggestion_id), person, desk)
    desk.store.ratings.vote(RatingEvent(suggestion.id, person.id, thumb.vote, thumb.at, "button", thumb.key))


def react(reaction: Reaction, suggestion: Suggestion, person: Person, desk: Desk) -> None:
    """Count an emoji; taking one off leaves what the buttons and the other emoji say."""
    _rateable(suggestion, person, desk)
    vote = reaction.vote if reaction.added else None
    desk.store.ratings.vote(
        RatingEvent(suggestion.id, person.id, vote, reaction.at, "emoji", reaction.key, emoji=reaction.emoji)
    )


def explain(suggestion_id: str, why: Why, person: Person, desk: Desk) -> Suggestion | None:
    """Keep why somebody gave a thumb down; no words are no reason. The suggestion, where the CRM was doubted.

    The CRM's own word stays what models learn from: a doubt is a note to correct it there.
    """
    if not why.words:
        return None
    suggestion = _rateable(desk.store.suggestions.by_id(suggestion_id), person, desk)
    desk.store.ratings.add_reason(suggestion_id, person.id, why.words)
    if not why.doubts_crm or suggestion.pursuit_id is None:
        return None
    desk.store.doubts.open(
        CrmDoubt(suggestion.pursuit_id, person.id, why.words, desk.now(), suggestion_id=suggestion.id)
    )
    return suggestion


def thumb_of(emoji: str) -> tuple[str, Vote] | None:
    """An emoji's one name, with its skin, and what it says; None where it is no thumb.

    >>> thumb_of("thumbsup::skin-tone-2"), thumb_of("heart")
    (('+1::skin-tone-2', 'up'), None)
    """
    name, tone, skin = emoji.partition("::")
    name = _OTHER_NAMES.get(name, name)
    vote = _VOTES.get(name)
    return (f"{name}{tone}{skin}", vote) if vote else None


def moment_of(stamp: str) -> datetime | None:
    """The moment in one of Slack's timestamps (seconds since 1970, with a fraction); None where there is none.

    >>> moment_of("1700000000.5")
    datetime.datetime(2023, 11, 14, 22, 13, 20, 500000, tzinfo=datetime.timezone.utc)
    """
    try:
        return datetime.fromtimestamp(float(stamp), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _rateable(suggestion: Suggestion | None, person: Person, desk: Desk) -> Suggestion:
    if suggestion is None:
        raise BadInput("This answer is no longer known, so it cannot be rated.")
    if suggestion.person_id == person.id:
        return suggestion
    card = desk.store.pursuits.card(suggestion.pursuit_id) if suggestion.pursuit_id else None
    if card is None or not may_open(person, card, desk.visibility):
        raise NotAllowed("Only the person who got this answer can rate it.")
    return suggestion
