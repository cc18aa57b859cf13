"""Reads the thumbs that stand on a message: one attempt, a short time-out."""

from __future__ import annotations

from http.client import HTTPException

from slack_sdk.errors import SlackApiError, SlackClientError

from bot.places import slack_client
from bot.ratings import thumb_of
from jobs.reactions import StandingThumb
from ml.errors import Refused, Unavailable

_GONE = {"message_not_found", "channel_not_found", "not_in_channel", "is_archived"}
_LATER = {"ratelimited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"}


class SlackReactions:
    """A `jobs.reactions.ReactionReader` of Slack."""

    def __init__(self, bot_token: str, api_url: str) -> None:
        self._client = slack_client(bot_token, api_url)

    def thumbs_on(self, channel: str, ts: str) -> list[StandingThumb] | None:
        """All thumbs on this message; None where it is gone."""
        try:
            answer = self._client.reactions_get(channel=channel, timestamp=ts, full=True)
        except SlackApiError as error:
            word = error.response.get("error")
            if word in _GONE:
                return None
            if word in _LATER:
                raise Unavailable("Slack does not want to be asked for reactions now.") from error
            raise Refused(f"Slack does not let us read reactions: {word}.") from error
        except (SlackClientError, OSError, HTTPException) as error:
            raise Unavailable("Slack did not answer.") from error
        message = answer.get("message") or {}
        return [
            StandingThumb(str(user), *thumb)
            for reaction in message.get("reactions") or []
            if (thumb := thumb_of(str(reaction.get("name", ""))))
            for user in reaction.get("users") or []
        ]
