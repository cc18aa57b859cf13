"""Tells people of the team things in their chat with the bot: one attempt, a short time-out, never an exception."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bot.failures import in_words
from bot.places import post, slack_client
from ml.errors import Unavailable

if TYPE_CHECKING:
    from integrations.store.people import People

_log = logging.getLogger(__name__)


class SlackNotifier:
    """A `jobs.notifier.Notifier` that sends direct messages.

    Parameters
    ----------
    people
        Where the Slack users of the people are.
    bot_token, api_url
        How Slack is reached. Nothing is sent a second time by itself: a message whose answer got lost may be there.
    """

    def __init__(self, people: People, bot_token: str, api_url: str) -> None:
        self._people = people
        self._client = slack_client(bot_token, api_url)

    def tell(self, person_id: int, sentence: str) -> None:
        """Tell somebody this in a direct message."""
        slack_id = self._slack_id(person_id)
        if not slack_id:
            _log.warning("person %s was not told: their Slack user is not known", person_id)
        elif post(self._client, slack_id, in_words(sentence)) is None:
            _log.warning("person %s was not told", person_id)

    def _slack_id(self, person_id: int) -> str | None:
        try:
            person = self._people.by_id(person_id)
        except Unavailable:
            return None
        return person.slack_id if person else None
