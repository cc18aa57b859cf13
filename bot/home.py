"""The App Home tab of a person: what it shows, and the listener that publishes it."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk import WebClient

from bot.blocks.dates import Reader
from bot.blocks.home_view import HomePage, home_view
from bot.blocks.problem_card import notice_home
from bot.commands.leads import best_rows
from bot.exchange import Command, Desk
from bot.places import attempt
from bot.replying import Body, Replies, attempted
from ml.records import Person, QueueRow

_HOT = 5
_OVERDUE = 5
_LOOKED_THROUGH = 200  # open pursuits in which overdue promises are looked for


def home_page(person: Person, desk: Desk, reader: Reader) -> HomePage:
    """What this person's home shows now."""
    rows = best_rows(person, desk, limit=_LOOKED_THROUGH)
    votes = desk.store.ratings.totals(person.id)
    return HomePage(person.name, rows[:_HOT], _overdue(rows, reader), votes["up"], votes["down"])


class Home:
    """The listener of `app_home_opened`."""

    def __init__(self, replies: Replies, commands: Sequence[Command]) -> None:
        self._replies = replies
        self._commands = commands

    def listen(self, body: Body, client: WebClient) -> None:
        """Publish the home when its tab is opened; opening the Messages tab sends the same event."""
        event = body["event"]
        user_id = event.get("user")
        if event.get("tab") != "home" or not isinstance(user_id, str):
            return
        failure = attempted("the home", lambda: self._publish(user_id, client))
        if failure:
            view = notice_home(failure.sentence)
            attempt("views.publish", lambda: client.views_publish(user_id=user_id, view=view))

    def _publish(self, user_id: str, client: WebClient) -> None:
        person = self._replies.askers.person(user_id, client)
        desk = self._replies.desk
        reader = Reader.of(person, desk.now())
        view = home_view(home_page(person, desk, reader), self._commands, reader)
        attempt("views.publish", lambda: client.views_publish(user_id=user_id, view=view))


def _overdue(rows: Sequence[QueueRow], reader: Reader) -> list[QueueRow]:
    late = [row for row in rows if row.next_step_due and row.next_step_due < reader.today]
    return sorted(late, key=lambda row: str(row.next_step_due))[:_OVERDUE]
