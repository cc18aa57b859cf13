"""The listeners of thumbs: a click, the reason after a thumb down, an emoji on a message."""

from __future__ import annotations

from http import HTTPStatus

from slack_bolt import Ack, BoltResponse
from slack_sdk import WebClient

from bot.blocks.problem_card import notice_modal
from bot.blocks.rating_reason import reason_of, reason_view
from bot.failures import in_words
from bot.places import attempt
from bot.ratings import Reaction, Thumb, explain, rate, react
from bot.replying import Body, ClickedOn, Replies, attempted

_THANKS = "Thank you, noted: helpful."
_NOTED = "Noted: not helpful. Thank you."


class RatingReplies:
    """Makes Bolt listeners of ratings."""

    def __init__(self, replies: Replies) -> None:
        self._replies = replies
        self._desk = replies.desk

    def thumb(self, ack: Ack, body: Body, client: WebClient) -> None:
        """A click on a thumb: stored first; then thanks, or the question what was wrong."""
        failure = attempted("a thumb", lambda: self._rate(body, client))
        if failure:
            self._replies.tell(ClickedOn.read(body), failure.answer, client)
        ack()

    def reason(self, ack: Ack, body: Body, client: WebClient) -> None:
        """The submitted reason."""
        failure = attempted("a reason", lambda: self._explain(body, client))
        if failure:
            ack(response_action="update", view=notice_modal(failure.sentence))
        else:
            ack()

    def reaction(self, body: Body, client: WebClient) -> BoltResponse | None:
        """A thumb emoji put on or taken off; Slack delivers it again when it could not be stored."""
        failure = attempted("an emoji", lambda: self._react(body, client))
        if failure and failure.temporary:
            return BoltResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
        return None

    def _rate(self, body: Body, client: WebClient) -> None:
        clicked = ClickedOn.read(body)
        person = self._replies.askers.person(clicked.slack_id, client)
        thumb = Thumb.read(body["actions"][0], clicked.slack_id, self._desk.now())
        rate(thumb, person, self._desk)
        if thumb.vote == "up":
            self._replies.tell(clicked, in_words(_THANKS), client)
        elif not self._asked_why(thumb, body, client):
            self._replies.tell(clicked, in_words(_NOTED), client)

    def _asked_why(self, thumb: Thumb, body: Body, client: WebClient) -> bool:
        trigger_id, view = str(body.get("trigger_id", "")), reason_view(thumb.suggestion_id)
        return attempt("views.open", lambda: client.views_open(trigger_id=trigger_id, view=view)) is not None

    def _explain(self, body: Body, client: WebClient) -> None:
        view = body["view"]
        person = self._replies.askers.person(str(body["user"]["id"]), client)
        values = (view.get("state") or {}).get("values") or {}
        explain(str(view.get("private_metadata", "")), reason_of(values), person, self._desk)

    def _react(self, body: Body, client: WebClient) -> None:
        reaction = Reaction.read(body, self._desk.now())
        if reaction is None:
            return
        suggestion = self._desk.store.suggestions.by_message(reaction.channel, reaction.ts)
        if suggestion is not None:
            react(reaction, suggestion, self._replies.askers.person(reaction.slack_id, client), self._desk)
