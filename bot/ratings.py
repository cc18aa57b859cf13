"""Thumbs on what the bot said, by button or by emoji: who may rate, what counts as which vote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, get_args

from bot.exchange import Desk
from bot.visibility import may_open
from ml.errors import BadInput, NotAllowed
from ml.records import Person, RatingEvent, Suggestion, Vote

_EMOJI: dict[str, Vote] = {"+1": "up", "thumbsup": "up", "-1": "down", "thumbsdown": "down"}


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
    """

    slack_id: str
    vote: Vote
    added: bool
    channel: str
    ts: str
    at: datetime
    key: str

    @classmethod
    def read(cls, body: dict[str, Any], now: datetime) -> Reaction | None:
        """The thumb in a reaction event; None for other emoji, and for things that are no message."""
        event = body.get("event", {})
        item = event.get("item")
        vote = _EMOJI.get(str(event.get("reaction", "")).split("::")[0])
        if vote is None or not isinstance(item, dict) or item.get("type") != "message":
            return None
        place = (str(item.get("channel", "")), str(item.get("ts", "")))
        slack_id, stamp = str(event.get("user", "")), str(event.get("event_ts", ""))
        added = event.get("type") == "reaction_added"
        key = str(body.get("event_id") or f"{added}:{stamp}:{slack_id}:{event.get('reaction')}:{place}")
        return cls(slack_id, vote, added, *place, moment_of(stamp) or now, f"emoji:{key}")


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
    """Count an emoji; taking one off takes the vote back, unless the other thumb was given meanwhile."""
    _rateable(suggestion, person, desk)
    if not reaction.added and desk.store.ratings.current(suggestion.id, person.id) not in {
        None,
        reaction.vote,
    }:
        return
    vote = reaction.vote if reaction.added else None
    desk.store.ratings.vote(RatingEvent(suggestion.id, person.id, vote, reaction.at, "emoji", reaction.key))


def explain(suggestion_id: str, reason: str, person: Person, desk: Desk) -> None:
    """Keep why somebody gave a thumb down; no words are no reason."""
    if reason:
        _rateable(desk.store.suggestions.by_id(suggestion_id), person, desk)
        desk.store.ratings.add_reason(suggestion_id, person.id, reason)


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
