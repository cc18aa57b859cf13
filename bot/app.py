"""The Slack app: every listener, registered in one place.

Bolt looks through its listeners one by one, about 20 µs each, so `/lead` is the first and there are few of them.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from slack_bolt import App, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.authorize import Authorize
from slack_sdk import WebClient

from bot.blocks.hubspot_dialog import DIALOG, FIRST_FIELD, OPEN_CRM
from bot.blocks.kit import FEEDBACK
from bot.blocks.pitch_card import EDIT_PITCH
from bot.blocks.rating_reason import CALLBACK
from bot.blocks.reminder_card import REMINDER
from bot.blocks.settings_dialog import SETTINGS
from bot.blocks.tag_correction import CALLBACK as WRONG_TAG
from bot.commands import CLICKS, COMMANDS
from bot.conversation_dialogs import ConversationDialogs
from bot.exchange import Command, Desk
from bot.failures import broken
from bot.home import Home
from bot.home_settings import HomeSettings
from bot.hubspot_writes import HubSpotWrites
from bot.messages import Messages
from bot.places import SLACK_API, TIMEOUT_SECONDS
from bot.rating_replies import RatingReplies
from bot.reminder_dialogs import ReminderDialogs
from bot.replying import Replies
from bot.request_shape import ShapeCheck
from ml.records import Person


@dataclass(frozen=True)
class SlackAccess:
    """How the app is known to Slack, and how it reaches Slack.

    Parameters
    ----------
    bot_token
        The bot's token.
    signing_secret
        Proves that a request comes from Slack.
    api_url
        The Web API: Slack's own or a stand-in, for every client of the app.
    """

    bot_token: str = field(repr=False)
    signing_secret: str = field(repr=False)
    api_url: str = SLACK_API


def make_app(
    desk: Desk,
    slack: SlackAccess,
    commands: Sequence[Command] = COMMANDS,
    introduced: Mapping[str, Person] | None = None,
) -> App:
    """The Bolt app over this desk; takes signed requests by `dispatch`, makes no request of its own at start.

    `introduced` are people whose Slack ids are of a workspace made up for the moment, as in `bot.askers.Askers`.
    """
    # Debug lines of Bolt and its client quote what people say, so they are never made.
    logger = logging.getLogger("bot.slack")
    logger.setLevel(logging.INFO)
    logger.addFilter(_is_worth_saying)
    app = App(
        logger=logger,
        name="sales-assistant",
        process_before_response=True,
        signing_secret=slack.signing_secret,
        client=WebClient(
            base_url=f"{slack.api_url.rstrip('/')}/",
            timeout=TIMEOUT_SECONDS,
            retry_handlers=[],
            logger=logger,
        ),
        authorize=_OneWorkspace(slack.bot_token),
        before_authorize=ShapeCheck(),
    )
    secret = f"{slack.bot_token}\n{slack.signing_secret}"
    _register(app, Replies(desk, slack.api_url, secret, introduced), commands)
    return app


def _register(app: App, replies: Replies, commands: Sequence[Command]) -> None:
    for command in commands:
        app.command(command.name)(replies.to_command(command))
    clicks = {click.action: replies.to_click(click) for click in CLICKS}
    any_click = re.compile(rf"^({'|'.join(map(re.escape, clicks))})(:|$)")
    app.action(any_click)(lambda ack, body, client: clicks[_family(body["actions"][0])](ack, body, client))
    ratings = RatingReplies(replies)
    app.action(FEEDBACK)(ratings.thumb)
    app.view(CALLBACK)(ratings.reason)
    own = ConversationDialogs(replies)
    app.action(EDIT_PITCH)(own.open_draft)
    app.view(EDIT_PITCH)(own.keep_draft)
    app.action(WRONG_TAG)(own.open_tags)
    app.view(WRONG_TAG)(own.correct_tag)
    writes, dialogs = HubSpotWrites(replies), re.compile(f"^{DIALOG}({'|'.join(FIRST_FIELD)})$")
    app.action(dialogs)(writes.open)
    app.view(dialogs)(writes.submit)
    app.action(OPEN_CRM)(writes.link)
    app.event("reaction_added")(ratings.reaction)
    app.event("reaction_removed")(ratings.reaction)
    app.event("message")(Messages(replies, commands).listen)
    home = Home(replies, commands)
    app.event("app_home_opened")(home.listen)
    kept: dict[str, ReminderDialogs | HomeSettings] = {
        REMINDER: ReminderDialogs(replies),
        SETTINGS: HomeSettings(replies, home),
    }
    of_ours = re.compile(f"^({'|'.join(kept)}):")
    app.action(of_ours)(lambda ack, body, client: kept[_family(body["actions"][0])].click(ack, body, client))
    app.view(of_ours)(lambda ack, body, client: kept[_family(body["view"])].submit(ack, body, client))
    app.error(_broke)


def _family(part: Mapping[str, Any]) -> str:
    """What the id of a button or dialog begins with: one listener serves several families."""
    return str(part.get("action_id") or part.get("callback_id")).partition(":")[0]


def _is_worth_saying(record: logging.LogRecord) -> bool:
    """Bolt warns that SLACK_BOT_TOKEN in the environment is not used; it is, by `_OneWorkspace`."""
    return "`token` will be unused" not in record.getMessage()


class _OneWorkspace(Authorize):
    """The bot's own token for every request; Slack is not asked who the bot is."""

    def __init__(self, bot_token: str) -> None:
        self._bot_token = bot_token

    def __call__(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None, **_: Any
    ) -> AuthorizeResult:
        """The same for everybody of the workspace."""
        return AuthorizeResult(
            enterprise_id=enterprise_id, team_id=team_id, user_id=user_id, bot_token=self._bot_token
        )


def _broke(error: Exception) -> BoltResponse:
    """What the wrapper did not see: a failure of Bolt's own middleware."""
    broken("a request", error)
    return BoltResponse(status=HTTPStatus.INTERNAL_SERVER_ERROR)
