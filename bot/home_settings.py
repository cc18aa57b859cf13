"""The listeners of what is set in App Home: a person's own settings, and the managers' control group."""

from __future__ import annotations

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.blocks.home_view import SHARES
from bot.blocks.problem_card import notice_modal
from bot.blocks.settings_dialog import CONTROL, Errors, read_settings, settings_view
from bot.home import CONTROL_GROUP, Home
from bot.places import attempt
from bot.replying import Body, ClickedOn, Replies, attempted
from ml.errors import BadInput, NotAllowed, Unavailable
from ml.records import Person, Role


class HomeSettings:
    """Makes Bolt listeners of the settings; the home is published again once one of them changed."""

    def __init__(self, replies: Replies, home: Home) -> None:
        self._replies = replies
        self._home = home
        self._store = replies.desk.store

    def click(self, ack: Ack, body: Body, client: WebClient) -> None:
        """A click on Change, or a choice for the control group."""
        failure = attempted("a setting", lambda: self._click(body, client))
        if failure:
            self._replies.tell(ClickedOn.read(body), failure.answer, client)
        ack()

    def submit(self, ack: Ack, body: Body, client: WebClient) -> None:
        """The settings that were filled in: kept, or shown again with what is wrong by field."""
        errors = Errors()
        failure = attempted("a setting", lambda: self._submit(body, client, errors))
        if failure and failure.temporary:
            errors["wanted"] = failure.sentence
        if errors:
            ack(response_action="errors", errors=errors)
        elif failure:
            ack(response_action="update", view=notice_modal(failure.sentence))
        else:
            ack()

    def _click(self, body: Body, client: WebClient) -> None:
        slack_id, action = ClickedOn.read(body).slack_id, body["actions"][0]
        person = self._replies.askers.person(slack_id, client)
        if action["action_id"] == CONTROL:
            self._withhold(str((action.get("selected_option") or {}).get("value", "")), person)
            self._home.publish(slack_id, person, client)
            return
        view = settings_view(self._store.preferences.of(person.id), person.time_zone)
        trigger_id = str(body.get("trigger_id", ""))
        if attempt("views.open", lambda: client.views_open(trigger_id=trigger_id, view=view)) is None:
            raise Unavailable("Slack did not open the dialog; please click the button again.")

    def _withhold(self, share: str, person: Person) -> None:
        """Keep which share of the reminders is withheld.

        Raises
        ------
        NotAllowed
            When somebody else than a manager chose it.
        BadInput
            When it is none of the shares offered.
        """
        if person.role is Role.REP:
            raise NotAllowed("Only a manager can switch the control group on or off.")
        offered = {f"{known:g}": known for known in SHARES}
        if share not in offered:
            raise BadInput("Choose off, 5 % or 10 % for the control group.")
        self._store.facts.put(CONTROL_GROUP, {"share": offered[share]})

    def _submit(self, body: Body, client: WebClient, errors: Errors) -> None:
        slack_id = str(body["user"]["id"])
        person = self._replies.askers.person(slack_id, client)
        wanted, wrong = read_settings((body["view"].get("state") or {}).get("values") or {})
        errors |= wrong
        if not errors:
            self._store.preferences.put(person.id, wanted)
            self._home.publish(slack_id, person, client)
