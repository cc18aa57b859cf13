"""The job “missed reactions”: thumbs put on messages, or taken off, while nobody listened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ml.errors import Unavailable
from ml.records import RatingEvent, Suggestion, Vote

if TYPE_CHECKING:
    from integrations.store import Store
    from jobs.job import Workplace

# Slack lets an app read 50 messages' reactions a minute; nobody waits for these.
EVERY, MOST_READ = timedelta(minutes=10), 30
LOOK_BACK = timedelta(days=4)
READ_UP_TO = "reactions_read"


def is_due(place: Workplace, last: datetime | None) -> bool:
    """Every ten minutes, where Slack is connected."""
    return place.reactions is not None and (last is None or place.now - last >= EVERY)


def run(place: Workplace) -> str:
    """Read the next few messages of the last days, one after the other and then from the first again."""
    read, found = list[Suggestion](), 0
    for suggestion in _next(place.store, place.now):
        place.go_on()
        try:
            found += _compare(suggestion, place)
        except Unavailable:
            break  # the next run begins with this message
        read.append(suggestion)
    if read:
        place.store.facts.put(READ_UP_TO, [read[-1].said_at.isoformat(), read[-1].id])
    return f"{len(read)} messages read, {found} missed thumbs found"


def _next(store: Store, now: datetime) -> list[Suggestion]:
    at, id_ = store.facts.get(READ_UP_TO, None) or (None, "")
    after = (datetime.fromisoformat(at), id_) if at else None
    return store.suggestions.in_chats(since=now - LOOK_BACK, after=after, limit=MOST_READ)


def _compare(suggestion: Suggestion, place: Workplace) -> int:
    """Count what the person who was told put on or took off unheard."""
    person = place.store.people.by_id(suggestion.person_id)
    if place.reactions is None or person is None or not person.slack_id:
        return 0
    thumbs = place.reactions.thumbs_on(suggestion.channel or "", suggestion.ts or "")
    if thumbs is None:
        return 0
    standing = {thumb.emoji: thumb.vote for thumb in thumbs if thumb.slack_id == person.slack_id}
    return sum(place.store.ratings.vote(event) for event in _missed(suggestion, standing, place))


def _missed(suggestion: Suggestion, standing: dict[str, Vote], place: Workplace) -> Iterator[RatingEvent]:
    """An event for each emoji that stands otherwise than we heard, at the moment at which it was found.

    When it happened is not known. Found is right enough: a click on a button cannot have come between, unless the
    rep clicked after the outage and before this run. An event of Slack that comes late after all is older, of the
    same emoji, and changes nothing; a newer one counts.
    """
    heard = place.store.ratings.emoji(suggestion.id, suggestion.person_id)
    for emoji in standing.keys() | heard.keys():
        vote, (before, since) = standing.get(emoji), heard.get(emoji, (None, None))
        if vote != before and (since is None or since < place.now):
            key = f"found:{suggestion.id}:{suggestion.person_id}:{emoji}:{place.now.isoformat()}"
            yield RatingEvent(suggestion.id, suggestion.person_id, vote, place.now, "emoji", key, emoji=emoji)
