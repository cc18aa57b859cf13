"""The listeners of thumbs: a click, the reason after a thumb down, an emoji on a message."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from http import HTTPStatus

from slack_bolt import Ack, BoltResponse
from slack_sdk import WebClient

from bot.blocks.hubspot_dialog import View
from bot.blocks.problem_card import notice_modal
from bot.blocks.rating_reason import reason_of, reason_view
from bot.commands.hubspot_dialogs import dialog
from bot.exchange import Question
from bot.failures import in_words
from bot.places import attempt
from bot.ratings import Reaction, Thumb, explain, rate, react
from bot.replying import Body, ClickedOn, Replies, attempted
from jobs.write_back import SWITCHES
from ml.errors import SalesAssistantError

_THANKS = "Thank you, noted: helpful."
_NOTED = "Noted: not helpful. Thank you."
CORRECT = "Correct what HubSpot says of this deal"


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
        """The submitted reason; where the CRM is said to be wrong, the dialog of a task to correct it follows."""
        views = list[View]()
        failure = attempted("a reason", lambda: views.extend(self._explain(body, client)))
        if failure:
            ack(response_action="update", view=notice_modal(failure.sentence))
        elif views:
            ack(response_action="update", view=views[0])
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

    def _explain(self, body: Body, client: WebClient) -> Iterator[View]:
        view = body["view"]
        person = self._replies.askers.person(str(body["user"]["id"]), client)
        why = reason_of((view.get("state") or {}).get("values") or {})
        doubted = explain(str(view.get("private_metadata", "")), why, person, self._desk)
        if doubted and SWITCHES["task"] in self._desk.crm.offered:
            question = Question(
                str(doubted.pursuit_id), person, self._desk.now(), doubted.id, str(view.get("id", ""))
            )
            # The doubt is kept; where there can be no task of it, that is no failure.
            with suppress(SalesAssistantError):
                yield dialog("task", question, self._desk, subject=CORRECT)

    def _react(self, body: Body, client: WebClient) -> None:
        reaction = Reaction.read(body, self._desk.now())
        if reaction is None:
            return
        suggestion = self._desk.store.suggestions.by_message(reaction.channel, reaction.ts)
        if suggestion is not None:
            react(reaction, suggestion, self._replies.askers.person(reaction.slack_id, client), self._desk)
