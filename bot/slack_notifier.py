"""Tells people of the team things in their chat with the bot: one attempt, a short time-out, never an exception."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from http.client import HTTPException
from typing import Any

from slack_sdk.errors import SlackApiError, SlackClientError

from bot.exchange import Answer, Desk
from bot.failures import in_words
from bot.places import message_of, post, slack_client
from bot.pushes import PUSHES, Card
from bot.replying import attempted
from bot.single_post import MENDED, post_once, refused
from ml.errors import Refused, Unavailable
from ml.messages import Message, MessageKind, NotSent, SendResult, Sent
from ml.records import Suggestion, SuggestionKind

# A clock may be wrong by so much; a chat that says more than this since cannot be searched.
_MARGIN, _PAGE, _MOST_PAGES = timedelta(minutes=5), 200, 10
_LATER = {"ratelimited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"}
# Which of the kinds that can be rated a message is, where its card does not say.
_RATED_AS: dict[MessageKind, SuggestionKind] = {
    "reminder": "reminder",
    "promise": "reminder",
    "hot": "reminder",
    "recap": "recap",
}
_log = logging.getLogger(__name__)


class SlackNotifier:
    """A `jobs.notifier.Notifier` that sends direct messages, and messages whose payload names a channel into it.

    Parameters
    ----------
    desk
        What cards may use; its store knows the people's Slack users and who holds a message.
    bot_token, api_url
        How Slack is reached. Nothing is sent a second time by itself: a message whose answer got lost may be there.
    cards
        What makes the card of each kind.
    """

    def __init__(
        self, desk: Desk, bot_token: str, api_url: str, *, cards: Mapping[MessageKind, Card] = PUSHES
    ) -> None:
        self._desk = desk
        self._token, self._api_url = bot_token, api_url
        self._client = slack_client(bot_token, api_url)
        self._cards = cards

    def tell(self, person_id: int, sentence: str) -> None:
        """Tell somebody this in a direct message."""
        try:
            slack_id = self._slack_id(person_id)
        except Unavailable:
            slack_id = None
        if not slack_id:
            _log.warning("person %s was not told: their Slack user is not known", person_id)
        elif post(self._client, slack_id, in_words(sentence)) is None:
            _log.warning("person %s was not told", person_id)

    # --- messages of the ledger

    def send(self, message: Message) -> SendResult:
        """Send a message of the ledger as a direct message: one attempt, nothing is raised."""
        results = list[SendResult]()
        failure = attempted(f"message of kind {message.kind}", lambda: results.append(self._send(message)))
        if failure:
            return NotSent(failure.sentence, MENDED if failure.temporary else None)
        result = results[0]
        if not isinstance(result, Sent):
            _log.warning("a message of kind %s was not told: %s", message.kind, result.why)
        return result

    def _send(self, message: Message) -> SendResult:
        channel = _channel_of(message)
        place = channel or self._slack_id(message.person_id)
        if not place:
            return NotSent("their Slack user is not known", MENDED)
        answer = self._cards[message.kind](message, self._desk)
        if answer is None:
            return NotSent("nothing to say any more")
        deliveries = self._desk.store.deliveries
        self._save_suggestion(answer, message)
        said = message_of(place, answer, {"id": message.key, "key": message.key})

        def posted(**blocks: object) -> SendResult:
            return post_once(self._api_url, self._token, said | blocks, lambda: deliveries.is_held(message))

        result = posted()
        # Slack surely has it not; better its one line than nothing.
        result = posted(blocks=()) if refused(result, "invalid_blocks") else result
        if channel and isinstance(result, NotSent) and result.retry_after is None:
            return NotSent(result.why, MENDED)  # whoever invites the bot mends it
        return result

    def _save_suggestion(self, answer: Answer, message: Message) -> None:
        """Before it is said; the ledger adds where it stands."""
        kind = _RATED_AS.get(message.kind)
        if answer.suggestion:
            self._desk.store.suggestions.save(replace(answer.suggestion, id=message.key))
        elif kind:
            suggestion = Suggestion(message.key, kind, message.person_id, self._desk.now())
            self._desk.store.suggestions.save(suggestion)

    def look_for(self, message: Message, now: datetime) -> Sent | None:
        """Where in the person's chat a message that may have been sent stands; None: it is not there.

        Raises
        ------
        Unavailable
            When the chat's history cannot be read now.
        Refused
            When it may not be read at all.
        """
        channel, slack_id = _channel_of(message), self._slack_id(message.person_id)
        if not (channel or slack_id):
            raise Refused("The person's Slack user is not known.")
        since = (message.first_tried_at or message.made_at) - _MARGIN
        try:
            channel = channel or str(self._client.conversations_open(users=slack_id)["channel"]["id"])
            found = next((one for one in self._said(channel, since) if _key_of(one) == message.key), None)
        except SlackApiError as error:
            word = error.response.get("error")
            kind = Unavailable if not word or word in _LATER else Refused
            raise kind(f"The chat could not be read: {word}.") from error
        except (SlackClientError, OSError, HTTPException, ValueError) as error:
            raise Unavailable("Slack did not answer.") from error
        return Sent(channel, str(found["ts"])) if found else None

    def _said(self, channel: str, since: datetime) -> Iterator[dict[str, Any]]:
        """Everything said in a chat since a moment."""
        cursor: str | None = None
        for _ in range(_MOST_PAGES):
            page = self._client.conversations_history(
                channel=channel,
                oldest=f"{since.timestamp():.6f}",
                include_all_metadata=True,
                limit=_PAGE,
                cursor=cursor,
            )
            yield from page.get("messages") or []
            cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
            if not page.get("has_more"):
                return
            if not cursor:
                break
        raise Unavailable("The chat says too much to be searched.")

    def _slack_id(self, person_id: int) -> str | None:
        person = self._desk.store.people.by_id(person_id)
        return person.slack_id if person else None


def _channel_of(message: Message) -> str:
    """The channel that a message goes into; '' where it goes to its person."""
    return str(message.payload.get("channel") or "")


def _key_of(said: dict[str, Any]) -> str:
    payload = (said.get("metadata") or {}).get("event_payload") or {}
    return str(payload.get("key", ""))
