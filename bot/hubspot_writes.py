"""The listeners of the dialogs that write to HubSpot: opened by a button, sent only once they were confirmed."""

from __future__ import annotations

from typing import cast

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.blocks.hubspot_dialog import DIALOG, FIRST_FIELD, on_its_way
from bot.blocks.problem_card import notice_modal
from bot.commands.hubspot_dialogs import Errors, Submitted, confirm, dialog
from bot.exchange import Question
from bot.places import attempt
from bot.replying import Body, ClickedOn, Replies, attempted
from integrations.store.writebacks import WriteKind
from ml.errors import Unavailable


class HubSpotWrites:
    """Makes Bolt listeners of the dialogs."""

    def __init__(self, replies: Replies) -> None:
        self._replies = replies
        self._desk = replies.desk

    def open(self, ack: Ack, body: Body, client: WebClient) -> None:
        """A click on a button: the dialog, or why there is none."""
        failure = attempted("a HubSpot dialog", lambda: self._open(body, client))
        if failure:
            self._replies.tell(ClickedOn.read(body), failure.answer, client)
        ack()

    def submit(self, ack: Ack, body: Body, client: WebClient) -> None:
        """A confirmed dialog: kept to be sent, or shown again with what is wrong.

        What was typed is not lost where trying again may help.
        """
        errors = Errors()
        failure = attempted("a write to HubSpot", lambda: errors.update(self._confirm(body, client)))
        if failure and failure.temporary:
            errors[FIRST_FIELD[_kind(body["view"]["callback_id"])]] = failure.sentence
        if errors:
            ack(response_action="errors", errors=errors)
        else:
            ack(response_action="update", view=notice_modal(failure.sentence) if failure else on_its_way())

    def link(self, ack: Ack) -> None:
        """A click on a link: Slack opens it by itself and only wants to hear that we know."""
        ack()

    def _open(self, body: Body, client: WebClient) -> None:
        clicked, action = ClickedOn.read(body), body["actions"][0]
        trigger_id = str(body.get("trigger_id", ""))
        person = self._replies.askers.person(clicked.slack_id, client)
        question = Question(str(action.get("value", "")), person, self._desk.now(), "", trigger_id)
        view = dialog(_kind(action["action_id"]), question, self._desk)
        if attempt("views.open", lambda: client.views_open(trigger_id=trigger_id, view=view)) is None:
            raise Unavailable("Slack did not open the dialog; please click the button again.")

    def _confirm(self, body: Body, client: WebClient) -> Errors:
        view = body["view"]
        person = self._replies.askers.person(str(body["user"]["id"]), client)
        state = view.get("state")
        values = state.get("values") if isinstance(state, dict) else None
        submitted = Submitted(
            metadata=str(view.get("private_metadata", "")),
            view_id=str(view.get("id", "")),
            values=values if isinstance(values, dict) else {},
        )
        return confirm(_kind(view["callback_id"]), submitted, person, self._desk)


def _kind(id_: str) -> WriteKind:
    """What the button or dialog of this id writes; the listeners are registered for these ids only."""
    return cast("WriteKind", id_.removeprefix(DIALOG))
