"""The job “route feedback”: what people said about the assistant goes into the channel of the managers, each once."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ml.messages import Message

if TYPE_CHECKING:
    from jobs.job import Workplace

# What was said before the channel was named stays in the list; so long a message waits for the bot to be invited.
NEWS = timedelta(days=7)


def is_due(place: Workplace, _last: datetime | None) -> bool:
    """At once, where a channel is named."""
    return bool(place.rules.feedback_channel and place.store.said_feedback.unrouted(place.now - NEWS))


def run(place: Workplace) -> str:
    """Claim a message for each saying, to whoever said it by the ledger, into the channel by its payload."""
    claimed = 0
    for item in place.store.said_feedback.unrouted(place.now - NEWS):
        payload = {"feedback_id": item.id, "channel": place.rules.feedback_channel}
        key, slot = secrets.token_hex(16), str(item.id)
        message = Message(
            key, "feedback", item.person_id, slot, payload, place.now, place.now, place.now + NEWS
        )
        claimed += place.store.deliveries.claim(message)
    return f"{claimed} for the channel"
