"""The listeners of the buttons under a reminder: answered at once, or by a dialog; the card then says what was done."""

from __future__ import annotations

from dataclasses import replace

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.blocks.problem_card import notice_modal
from bot.blocks.reminder_card import SNOOZE, SNOOZES, DueMark
from bot.blocks.reminder_dialog import Asked, Errors
from bot.commands.reminder_answers import confirm, dialog, shown_again, snooze
from bot.places import Posted, attempt, rewrite
from bot.replying import Body, ClickedOn, Replies, attempted
from ml.errors import Unavailable
from ml.records import Person

_KEPT = "Kept; the list says so when you ask for it again."


class ReminderDialogs:
    """Makes Bolt listeners of Done, Snooze and Not relevant."""

    def __init__(self, replies: Replies) -> None:
        self._replies = replies
        self._desk = replies.desk

    def click(self, ack: Ack, body: Body, client: WebClient) -> None:
        """A click: a snooze of some days is kept at once, everything else opens its dialog."""
        failure = attempted("a reminder", lambda: self._click(body, client))
        if failure:
            self._replies.tell(ClickedOn.read(body), failure.answer, client)
        ack()

    def submit(self, ack: Ack, body: Body, client: WebClient) -> None:
        """A dialog that was filled in: kept, and the card says so; or shown again with what is wrong."""
        errors, shown = Errors(), list[bool]()
        failure = attempted("a reminder", lambda: shown.append(self._submit(body, client, errors)))
        if failure and failure.temporary:
            first = next(block["block_id"] for block in body["view"]["blocks"] if block["type"] == "input")
            errors[str(first)] = failure.sentence
        if errors:
            ack(response_action="errors", errors=errors)
        elif failure:
            ack(response_action="update", view=notice_modal(failure.sentence))
        elif not all(shown):
            ack(response_action="update", view=notice_modal(_KEPT, title="Kept"))
        else:
            ack()

    def _click(self, body: Body, client: WebClient) -> None:
        clicked, action = ClickedOn.read(body), body["actions"][0]
        person = self._replies.askers.person(clicked.slack_id, client)
        value = str((action.get("selected_option") or action).get("value", ""))
        how_long, _, mark = value.partition(":") if action["action_id"] == SNOOZE else ("", "", value)
        asked = Asked(mark, clicked.channel, clicked.ts, "" if clicked.ts else clicked.response_url)
        days = SNOOZES.get(how_long, ("", None))[1]
        if days:
            snooze(asked.due, days, person, self._desk)
            self._show(asked, person, client)
            return
        view = dialog(action["action_id"], asked, person, self._desk)
        trigger_id = str(body.get("trigger_id", ""))
        if attempt("views.open", lambda: client.views_open(trigger_id=trigger_id, view=view)) is None:
            raise Unavailable("Slack did not open the dialog; please click the button again.")

    def _submit(self, body: Body, client: WebClient, errors: Errors) -> bool:
        """Whether the card says it by now, so that the dialog may just close."""
        view = body["view"]
        person = self._replies.askers.person(str(body["user"]["id"]), client)
        asked = Asked.read(str(view.get("private_metadata", "")))
        values = (view.get("state") or {}).get("values") or {}
        errors |= confirm(view["callback_id"], asked, values, person=person, desk=self._desk)
        return bool(errors) or self._show(asked, person, client)

    def _show(self, asked: Asked, person: Person, client: WebClient) -> bool:
        """Show the card again in its place: one call. Whether it surely says it now."""
        answer = shown_again(DueMark.read(asked.mark), person, self._desk)
        if answer is None:
            return False
        if asked.ts:
            return rewrite(client, Posted(asked.channel, asked.ts), answer)
        clicked = ClickedOn(str(person.slack_id or ""), "", "", asked.url)
        self._replies.tell(clicked, replace(answer, replaces=True), client)
        return False
