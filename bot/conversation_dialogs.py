"""The listeners of two dialogs: a draft is changed, a tag is corrected."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.blocks.pitch_card import edit_view, whole_text
from bot.blocks.problem_card import notice_modal
from bot.blocks.tag_correction import corrected
from bot.commands import pitch_edits, tag_corrections
from bot.places import attempt
from bot.replying import Body, ClickedOn, Replies, attempted
from ml.errors import Unavailable
from ml.records import Person

# What makes a dialog of a button's value, and what keeps a submitted one by its person, place and values, or says
# what is missing in it.
ViewFor = Callable[[str, Person], dict[str, object]]
Keep = Callable[[Person, str, Mapping[str, Any]], str]

_KEPT = "Kept. /pitch shows your words when you copy this draft."
_CORRECTED = "Thank you. The recap shows it at once; the tagger learns from it at the next training."


class ConversationDialogs:
    """Makes Bolt listeners of the dialogs; what was typed stays where it cannot be kept."""

    def __init__(self, replies: Replies) -> None:
        self._replies = replies
        self._desk = replies.desk

    def open_draft(self, ack: Ack, body: Body, client: WebClient) -> None:
        """A click on Edit."""
        self._open(ack, body, client, view_for=self._draft_view)

    def keep_draft(self, ack: Ack, body: Body, client: WebClient) -> None:
        """The changed draft."""

        def keep(person: Person, place: str, values: Mapping[str, Any]) -> str:
            return pitch_edits.edited(place, _typed(values, "text"), person, self._desk)

        self._submit(ack, body, client, keep=keep, thanks=_KEPT)

    def open_tags(self, ack: Ack, body: Body, client: WebClient) -> None:
        """A click on "a tag is wrong"."""
        self._open(ack, body, client, view_for=self._tag_view)

    def correct_tag(self, ack: Ack, body: Body, client: WebClient) -> None:
        """The chosen sentence and move."""

        def correct(person: Person, place: str, values: Mapping[str, Any]) -> str:
            return tag_corrections.correct(place, corrected(values), person, self._desk)

        self._submit(ack, body, client, keep=correct, thanks=_CORRECTED)

    def _tag_view(self, value: str, person: Person) -> dict[str, object]:
        return tag_corrections.dialog(value, person, self._desk)

    def _draft_view(self, value: str, person: Person) -> dict[str, object]:
        kept, _ = pitch_edits.draft_of(value, person, self._desk)
        return edit_view(value, kept.edited or whole_text(kept.draft))

    def _open(self, ack: Ack, body: Body, client: WebClient, *, view_for: ViewFor) -> None:
        def show() -> None:
            person = self._replies.askers.person(ClickedOn.read(body).slack_id, client)
            view = view_for(str(body["actions"][0].get("value", "")), person)
            trigger_id = str(body.get("trigger_id", ""))
            if attempt("views.open", lambda: client.views_open(trigger_id=trigger_id, view=view)) is None:
                raise Unavailable("Slack did not open the dialog; please click the button again.")

        failure = attempted("a dialog", show)
        if failure:
            self._replies.tell(ClickedOn.read(body), failure.answer, client)
        ack()

    def _submit(self, ack: Ack, body: Body, client: WebClient, *, keep: Keep, thanks: str) -> None:
        view = body["view"]
        values = (view.get("state") or {}).get("values") or {}

        missing = list[str]()

        def take() -> None:
            person = self._replies.askers.person(str(body["user"]["id"]), client)
            missing.append(keep(person, str(view.get("private_metadata", "")), values))

        failure = attempted("a dialog", take)
        problem = failure.sentence if failure and failure.temporary else "".join(missing)
        if problem:
            ack(response_action="errors", errors={_first_field(view): problem})
        elif failure:
            ack(response_action="update", view=notice_modal(failure.sentence))
        else:
            ack(response_action="update", view=notice_modal(thanks, title="Thank you"))


def _first_field(view: Mapping[str, Any]) -> str:
    """The block in which something that is wrong with all of the dialog is shown."""
    return next(
        (block["block_id"] for block in view.get("blocks", ()) if block.get("type") == "input"), "text"
    )


def _typed(values: Mapping[str, Any], name: str) -> str:
    block = values.get(name)
    part = block.get(name) if isinstance(block, dict) else None
    return str(part.get("value") or "") if isinstance(part, dict) else ""
